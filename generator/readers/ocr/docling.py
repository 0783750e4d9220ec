"""Docling's JSON (DoclingDocument): texts with the place of each paragraph.

Places are points of the page, counted from below unless ``coord_origin`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.geometry import Box
from generator.readers.ocr.numbers import number
from generator.readers.ocr.paragraphs import Paragraph, paragraph_lines
from generator.readers.ocr.records import OcrPage

__all__ = ["docling_pages"]

_MOST_PAGES = 10_000
_HEADINGS = frozenset({"title", "section_header", "page_header", "page_footer", "caption"})


def docling_pages(found: Any) -> Iterator[OcrPage] | None:
    """Return the pages that a DoclingDocument holds; ``None`` where it is something else."""
    if not isinstance(found, Mapping) or found.get("schema_name") != "DoclingDocument":
        return None
    sizes = _sizes(found.get("pages"))
    texts: dict[int, list[Paragraph]] = {}
    pictures: dict[int, list[Box]] = {}
    for item in _objects(found.get("texts")):
        for page, part, box in _parts(item, sizes):
            said, heading = " ".join(part.split()), item.get("label") in _HEADINGS
            whole = Paragraph(said, box, part == item.get("text") and not heading, heading)
            texts.setdefault(page, []).append(whole)
    for item in _objects(found.get("pictures")):
        for page, _, box in _parts({**item, "text": ""}, sizes):
            pictures.setdefault(page, []).append(box)
    return (
        OcrPage(
            size=sizes.get(number_, (0.0, 0.0)),
            lines=tuple(paragraph_lines(texts.get(number_, ()))),
            unit=1.0,
            pictures=tuple(pictures.get(number_, ())),
        )
        for number_ in range(1, max([*sizes, *texts], default=0) + 1)
    )


def _sizes(pages: Any) -> dict[int, tuple[float, float]]:
    found = {}
    for page in pages.values() if isinstance(pages, Mapping) else ():
        size = page.get("size") if isinstance(page, Mapping) else None
        number_ = page.get("page_no") if isinstance(page, Mapping) else None
        if isinstance(size, Mapping) and isinstance(number_, int) and 0 < number_ < _MOST_PAGES:
            found[number_] = (number(size.get("width")), number(size.get("height")))
    return found


def _parts(
    item: Mapping[str, Any], sizes: Mapping[int, tuple[float, float]]
) -> Iterator[tuple[int, str, Box]]:
    """Yield the pages, characters and places of a text: one that is set in two columns has two."""
    text = item.get("text")
    places = _objects(item.get("prov"))
    at = 0
    for n, place in enumerate(places):
        page, box = place.get("page_no"), place.get("bbox")
        if not isinstance(text, str) or not isinstance(box, Mapping):
            continue
        if not isinstance(page, int) or not 0 < page < _MOST_PAGES:
            continue
        span = place.get("charspan")
        end = span[1] if isinstance(span, list) and len(span) == 2 else len(text)
        last = n == len(places) - 1 or not isinstance(end, int)
        part, at = (text[at:], len(text)) if last else (text[at:end], max(at, end))
        yield page, part, _box(box, sizes.get(page, (0.0, 0.0))[1])


def _box(box: Mapping[str, Any], height: float) -> Box:
    left, right = sorted((number(box.get("l")), number(box.get("r"))))
    one, other = number(box.get("t")), number(box.get("b"))
    if box.get("coord_origin", "BOTTOMLEFT") == "BOTTOMLEFT":
        one, other = height - one, height - other
    top, bottom = sorted((one, other))
    return left, top, right, bottom


def _objects(found: Any) -> list[Mapping[str, Any]]:
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []
