"""Docling's JSON (DoclingDocument): texts with the place of each paragraph, tables of each cell.

Places are points of the page, counted from below unless ``coord_origin`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.geometry import Box
from generator.readers.ocr.ocr_records import NOWHERE, OcrPage, number
from generator.readers.ocr.paragraphs import OcrParagraph, paragraph_lines

__all__ = ["docling_pages"]

_MOST_PAGES = 10_000
_HEADINGS = frozenset({"title", "section_header", "page_header", "page_footer", "caption"})


def docling_pages(found: Any) -> Iterator[OcrPage] | None:
    """Return the pages that a DoclingDocument holds; ``None`` where it is something else."""
    if not isinstance(found, Mapping) or found.get("schema_name") != "DoclingDocument":
        return None
    sizes = _sizes(found.get("pages"))
    texts: dict[int, list[OcrParagraph]] = {}
    pictures: dict[int, list[Box]] = {}
    last = 1
    for item in _objects(found.get("texts")):
        text, label = _text(item), item.get("label")
        heading = isinstance(label, str) and label in _HEADINGS
        for page, part, box in _parts(item, text, last, sizes):
            said = " ".join(part.split())
            whole = OcrParagraph(said, box, part == text and not heading, heading)
            texts.setdefault(page, []).append(whole)
            last = page
    for item in _objects(found.get("tables")):
        for page, cell in _cells(item, sizes):
            texts.setdefault(page, []).append(cell)
    for item in _objects(found.get("pictures")):
        for number_, area in _places(item, sizes):
            if number_ is not None and area is not None:
                pictures.setdefault(number_, []).append(area)
    count = max([*sizes, *texts], default=0)
    everything = tuple(_said(found))
    return (
        OcrPage(
            size=sizes.get(number_, (0.0, 0.0)),
            lines=tuple(paragraph_lines(texts.get(number_, ()))),
            unit=1.0,
            pictures=tuple(pictures.get(number_, ())),
            said=everything if number_ == count else (),
        )
        for number_ in range(1, count + 1)
    )


def _said(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield all texts of a document, as a proof."""
    yield from map(_text, _objects(found.get("texts")))
    for item in _objects(found.get("tables")):
        data = item.get("data")
        cells = data.get("table_cells") if isinstance(data, Mapping) else None
        yield from map(_text, _objects(cells))


def _sizes(pages: Any) -> dict[int, tuple[float, float]]:
    found = {}
    for page in pages.values() if isinstance(pages, Mapping) else ():
        size = page.get("size") if isinstance(page, Mapping) else None
        number_ = page.get("page_no") if isinstance(page, Mapping) else None
        if isinstance(size, Mapping) and isinstance(number_, int) and 0 < number_ < _MOST_PAGES:
            found[number_] = (number(size.get("width")), number(size.get("height")))
    return found


def _text(item: Mapping[str, Any]) -> str:
    """Return what a text says; of a formula only what was recognized may be there."""
    found = (item.get("text"), item.get("orig"))
    return next((text for text in found if isinstance(text, str) and text.strip()), "")


def _parts(
    item: Mapping[str, Any], text: str, last: int, sizes: Mapping[int, tuple[float, float]]
) -> Iterator[tuple[int, str, Box]]:
    """Yield the pages, characters and places of a text: one that is set in two columns has two.

    What has no page stands on the ``last`` one.
    """
    places = [*_places(item, sizes)] or [(None, None)]
    spans = [place.get("charspan") for place in _objects(item.get("prov"))] or [None]
    at = 0
    for n, ((page, box), span) in enumerate(zip(places, spans, strict=True)):
        end = span[1] if isinstance(span, list) and len(span) == 2 else None
        if n == len(places) - 1 or not isinstance(end, int):
            end = len(text)
        begin, at = at, min(max(at, end), len(text))
        last = last if page is None else page
        if begin < at:
            yield last, text[begin:at], box or NOWHERE


def _places(
    item: Mapping[str, Any], sizes: Mapping[int, tuple[float, float]]
) -> Iterator[tuple[int | None, Box | None]]:
    """Yield the page and the area of each place of an item, as far as it tells them."""
    for place in _objects(item.get("prov")):
        page, box = place.get("page_no"), place.get("bbox")
        if not isinstance(page, int) or not 0 < page < _MOST_PAGES:
            yield None, None
        elif not isinstance(box, Mapping):
            yield page, None
        else:
            yield page, _box(box, sizes.get(page, (0.0, 0.0))[1])


def _cells(
    item: Mapping[str, Any], sizes: Mapping[int, tuple[float, float]]
) -> Iterator[tuple[int, OcrParagraph]]:
    """Yield the pages and the texts of a table's cells."""
    pages = (page for page, _ in _places(item, sizes) if page is not None)
    page = next(pages, 1)
    height = sizes.get(page, (0.0, 0.0))[1]
    data = item.get("data")
    for cell in _objects(data.get("table_cells")) if isinstance(data, Mapping) else ():
        box = cell.get("bbox")
        own = _box(box, height) if isinstance(box, Mapping) else NOWHERE
        yield page, OcrParagraph(" ".join(_text(cell).split()), own, indented=False)


def _box(box: Mapping[str, Any], height: float) -> Box:
    left, right = sorted((number(box.get("l")), number(box.get("r"))))
    one, other = number(box.get("t")), number(box.get("b"))
    if box.get("coord_origin", "BOTTOMLEFT") == "BOTTOMLEFT":
        one, other = height - one, height - other
    top, bottom = sorted((one, other))
    return left, top, right, bottom


def _objects(found: Any) -> list[Mapping[str, Any]]:
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []
