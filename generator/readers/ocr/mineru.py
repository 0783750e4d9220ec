"""MinerU's JSON: ``…_middle.json``, with lines and spans, and ``…_content_list.json``, with blocks.

Places are points of the page in the former and, in the latter, thousandths of it (version 2 and
later) or none at all. Blocks of a vision model hold one "line", which is the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.model.geometry import Box
from generator.readers.ocr.numbers import number, share
from generator.readers.ocr.paragraphs import Paragraph, paragraph_lines
from generator.readers.ocr.records import (
    NOWHERE,
    OcrLine,
    OcrPage,
    OcrWord,
    line_of,
    mean_conf,
    spaced,
)
from generator.readers.ocr.strips import advances

__all__ = ["mineru_pages"]

_THOUSAND = 1000.0
_PICTURES = frozenset({"image", "image_body", "table_body", "chart", "chart_body"})
_DEEPEST = 6
_ROOM = 1.6
"""Times the characters that fit into a line as high as its box: then it holds several."""


def mineru_pages(found: Any) -> Iterator[OcrPage] | None:
    """Return the pages that MinerU's JSON holds; ``None`` where it is something else."""
    if isinstance(found, Mapping) and isinstance(found.get("pdf_info"), list):
        return (_page(page) for page in found["pdf_info"] if isinstance(page, Mapping))
    if _is_content_list(found):
        return _content_pages(found)
    return None


def _page(page: Mapping[str, Any]) -> OcrPage:
    lines: list[OcrLine | Paragraph] = []
    pictures: list[Box] = []
    blocks = page.get("para_blocks") or page.get("preproc_blocks") or []
    for block in (*_objects(blocks), *_objects(page.get("discarded_blocks"))):
        _read_block(block, lines, pictures, 0)
    size = page.get("page_size")
    width, height = map(number, size) if isinstance(size, list) and len(size) == 2 else (0.0, 0.0)
    return OcrPage(
        size=(width, height),
        lines=tuple(paragraph_lines(lines)),
        unit=1.0,
        pictures=tuple(pictures),
    )


def _read_block(
    block: Mapping[str, Any], lines: list[OcrLine | Paragraph], pictures: list[Box], depth: int
) -> None:
    box = _box(block.get("bbox"))
    if block.get("type") in _PICTURES and box is not None:
        pictures.append(box)
    if depth < _DEEPEST:
        for part in _objects(block.get("blocks")):
            _read_block(part, lines, pictures, depth + 1)
    title = block.get("type") in ("title", "doc_title", "paragraph_title")
    for line in _objects(block.get("lines")):
        lines += _lines(line, box, title)


def _lines(line: Mapping[str, Any], around: Box | None, title: bool) -> list[OcrLine | Paragraph]:
    spans = [
        (" ".join(span["content"].split()), _box(span.get("bbox")), share(span.get("score")))
        for span in _objects(line.get("spans"))
        if isinstance(span.get("content"), str) and span["content"].strip()
    ]
    box = _box(line.get("bbox")) or around or NOWHERE
    if not spans:
        return []
    words = spaced([OcrWord(text, own) for text, own, _ in spans])
    conf = mean_conf([(sure, len(text)) for text, _, sure in spans if sure is not None])
    text = "".join(word.text for word in words)
    width, height = box[2] - box[0], box[3] - box[1]
    if sum(advances(text)) * min(width, height) > _ROOM * max(width, height):
        return [Paragraph(text, box, not title, title, conf)]
    return [line_of(words, box, conf=conf)]


def _is_content_list(found: Any) -> bool:
    return (
        isinstance(found, list)
        and bool(found)
        and all(isinstance(item, Mapping) and "type" in item for item in found)
        and any("page_idx" in item and _box(item.get("bbox")) for item in found)
    )


def _content_pages(found: Sequence[Mapping[str, Any]]) -> Iterator[OcrPage]:
    numbers = [item.get("page_idx") for item in found]
    last = max((n for n in numbers if isinstance(n, int) and 0 <= n < _THOUSAND), default=0)
    for number_ in range(last + 1):
        yield _content_page([item for item in found if item.get("page_idx", 0) == number_])


def _content_page(items: Sequence[Mapping[str, Any]]) -> OcrPage:
    lines: list[OcrLine | Paragraph] = []
    pictures: list[Box] = []
    for item in items:
        box = _box(item.get("bbox")) or NOWHERE
        if item["type"] in _PICTURES:
            pictures.append(box)
        text = item.get("text")
        if isinstance(text, str):
            title = bool(item.get("text_level"))
            lines.append(Paragraph(" ".join(text.split()), box, not title, title))
    made = tuple(paragraph_lines(lines))
    return OcrPage(size=(_THOUSAND, _THOUSAND), lines=made, pictures=tuple(pictures))


def _objects(found: Any) -> list[Mapping[str, Any]]:
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def _box(found: Any) -> Box | None:
    if not isinstance(found, list) or len(found) != 4:
        return None
    left, top, right, bottom = map(number, found)
    return (left, top, right, bottom) if right > left and bottom > top else None
