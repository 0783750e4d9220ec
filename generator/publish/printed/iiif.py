"""Pages for the viewers of libraries: IIIF Presentation 3 manifests, one for each page.

A page's manifest shows the whole issue and opens at the page. So its address, which others cite,
stays whatever other pages of the issue come or go.

Plain files are enough (https://iiif.io/api/presentation/3.0/): pictures are given by their
addresses, with no service that cuts them. Addresses must be whole, so there are manifests only
where it is known where the site will stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.model import ArticleOutline, Entry, Facsimile, Picture, Reconstruction
from generator.publish.escape import one_line
from generator.publish.labels.article_labels import newspaper_words
from generator.publish.paths import article_path, beside_page, printed_path
from generator.publish.printed.evidence_cards import title_of
from generator.publish.printed.facsimile import DOUBLE, READING
from generator.publish.printed.page_names import page_order, page_words
from generator.publish.site_info import Site

__all__ = ["MANIFEST", "manifest_files", "manifest_path"]

MANIFEST = "manifest.json"
_CONTEXT = "http://iiif.io/api/presentation/3/context.json"
_LANGUAGE = "zh-Hans"
_MOST = 50
"""Pages in a manifest at most: an issue has fewer, but a file may hold a year. As each page's
manifest has them all, they would outweigh the pictures."""


def manifest_path(page: str) -> str:
    """Return the file of the manifest that opens at a page."""
    return beside_page(printed_path(page), MANIFEST)


def manifest_files(
    entries: Sequence[Entry],
    reconstructions: Sequence[Reconstruction],
    facsimiles: Mapping[str, Facsimile],
    site: Site,
) -> Iterator[tuple[str, str]]:
    """Yield path and text of each page's manifest: its issue's pages, with their articles marked.

    There are none without an address of the site.
    """
    if not site.url:
        return
    ids = {id(part): entry for entry in entries for part in entry.parts}
    for issue in _issues(reconstructions, facsimiles):
        canvases = [_canvas(r, facsimiles[r.page.name], ids, site) for r in issue]
        for result, canvas in zip(issue, canvases, strict=True):
            path = manifest_path(result.page.name)
            manifest = {
                "@context": _CONTEXT,
                "id": site.address(path),
                "type": "Manifest",
                "label": _words(_issue_words(issue)),
                "provider": [_provider(site)],
                "start": {"id": canvas["id"], "type": "Canvas"},
                "items": canvases,
            }
            yield path, json.dumps(manifest, ensure_ascii=False, separators=(",", ":")) + "\n"


def _issues(
    reconstructions: Sequence[Reconstruction], facsimiles: Mapping[str, Facsimile]
) -> list[list[Reconstruction]]:
    """Return the pages with pictures by newspaper and day, else by file, each in order.

    Of what has more than :data:`_MOST` pages, so many at a time.
    """
    issues: dict[tuple[str, str], list[Reconstruction]] = {}
    for result in reconstructions:
        if result.page.name in facsimiles:
            issues.setdefault(_issue(result), []).append(result)
    return [
        pages[start : start + _MOST]
        for pages in (sorted(issue, key=page_order) for issue in issues.values())
        for start in range(0, len(pages), _MOST)
    ]


def _issue(result: Reconstruction) -> tuple[str, str]:
    imprint = result.imprint
    if imprint.publication and imprint.date:
        return (imprint.publication, imprint.date)
    return ("", result.page.name.partition("#")[0])


def _issue_words(issue: Sequence[Reconstruction]) -> str:
    first = issue[0]
    if len(issue) == 1 or not _issue(first)[0]:
        return page_words(first)
    return newspaper_words(replace(first.imprint, page=None, section=None))


def _canvas(
    result: Reconstruction, facsimile: Facsimile, ids: Mapping[int, Entry], site: Site
) -> dict[str, Any]:
    path = printed_path(result.page.name)
    canvas = f"{site.address(path)}canvas"
    large, small = facsimile.pictures.double, facsimile.pictures.reading
    width, height = large.size
    body = _image(site.address(beside_page(path, DOUBLE)), large)
    title = page_words(result)
    painting = {
        "id": f"{canvas}/page/image",
        "type": "Annotation",
        "motivation": "painting",
        "body": body,
        "target": canvas,
    }
    return {
        "id": canvas,
        "type": "Canvas",
        "label": _words(title),
        "width": width,
        "height": height,
        "homepage": [
            {
                "id": site.address(path),
                "type": "Text",
                "label": _words(title),
                "format": "text/html",
                "language": [_LANGUAGE],
            }
        ],
        "thumbnail": [_image(site.address(beside_page(path, READING)), small)],
        "items": [{"id": f"{canvas}/page", "type": "AnnotationPage", "items": [painting]}],
        "annotations": [
            {
                "id": f"{canvas}/articles",
                "type": "AnnotationPage",
                "label": _words("文章"),
                "items": list(_articles(result, facsimile, ids, canvas, site)),
            }
        ],
    }


def _articles(
    result: Reconstruction,
    facsimile: Facsimile,
    ids: Mapping[int, Entry],
    canvas: str,
    site: Site,
) -> Iterator[dict[str, Any]]:
    """Yield each article as a comment on its place: its headline, as a link to it."""
    for number, article in enumerate(result.articles):
        entry, outline = ids.get(id(article)), facsimile.outline(number)
        if entry is None or outline is None or facsimile.outlines is None:
            continue
        yield {
            "id": f"{canvas}/articles/{entry.id}",
            "type": "Annotation",
            "motivation": "commenting",
            "body": {
                "type": "TextualBody",
                "format": "text/plain",
                "language": _LANGUAGE,
                "value": f"{title_of(article, entry)} {site.address(article_path(entry.id))}",
            },
            "target": f"{canvas}#xywh={_fragment(outline, facsimile)}",
        }


def _fragment(outline: ArticleOutline, facsimile: Facsimile) -> str:
    """Return the rectangle around an article, in pixels of the canvas."""
    assert facsimile.outlines is not None
    (page_width, page_height), size = facsimile.outlines.size, facsimile.pictures.double.size
    across, down = size[0] / page_width, size[1] / page_height
    left, top, right, bottom = outline.box
    x, y = max(0, round(left * across)), max(0, round(top * down))
    return f"{x},{y},{round(right * across) - x},{round(bottom * down) - y}"


def _image(address: str, picture: Picture) -> dict[str, Any]:
    return {
        "id": address,
        "type": "Image",
        "format": "image/webp",
        "width": picture.size[0],
        "height": picture.size[1],
    }


def _provider(site: Site) -> dict[str, Any]:
    home = {
        "id": site.address("index.md"),
        "type": "Text",
        "label": _words(site.name),
        "format": "text/html",
    }
    return {
        "id": site.address("index.md"),
        "type": "Agent",
        "label": _words(site.name),
        "homepage": [home],
    }


def _words(text: str) -> dict[str, list[str]]:
    return {_LANGUAGE: [one_line(text)]}
