"""MinerU's JSON: ``…_middle.json``, with lines and spans, and ``…_content_list.json``, with blocks.

Places are points of the page in the former and, in the latter, thousandths of it (version 2 and
later) or none at all. Blocks of a vision model hold one "line", which is the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.model.geometry import Box
from generator.readers.ocr.markup_parser import End, Start, Text, html_events
from generator.readers.ocr.ocr_records import (
    NOWHERE,
    OcrLine,
    OcrPage,
    OcrWord,
    line_of,
    mean_conf,
    number,
    share,
    spaced,
)
from generator.readers.ocr.paragraphs import OcrParagraph, paragraph_lines, stacked
from generator.readers.ocr.straight_lines import advances
from generator.text.head_lines import HAN

__all__ = ["mineru_pages"]

_THOUSAND = 1000.0
_MOST_PAGES = 10_000
_PICTURES = frozenset({"image", "image_body", "table_body", "chart", "chart_body"})
_BESIDE = ("_caption", "_footnote")
"""How the fields end that hold what stands beside a picture or a table, nobody tells where."""
_FIELDS = ("text", "list_items", "code_body")
"""Where an item's text stands in its area, tables apart."""
_HAN = re.compile(HAN)
_DEEPEST = 6
_ROOM = 1.6
"""Times the characters that fit into a line as high as its box: then it holds several."""


def mineru_pages(found: Any) -> Iterator[OcrPage] | None:
    """Return the pages that MinerU's JSON holds; ``None`` where it is something else."""
    if isinstance(found, Mapping) and isinstance(found.get("pdf_info"), list):
        pages = found["pdf_info"]
        return (_page(page if isinstance(page, Mapping) else {}) for page in pages)
    if _is_content_list(found):
        return _content_pages(found)
    return None


def _page(page: Mapping[str, Any]) -> OcrPage:
    lines: list[OcrLine | OcrParagraph] = []
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
        said=tuple(_said([blocks, page.get("discarded_blocks")])),
    )


def _said(found: Any) -> Iterator[str]:
    """Yield all texts of some blocks, wherever they stand, as a proof."""
    pending = [found]
    while pending:
        part = pending.pop()
        if isinstance(part, Mapping):
            yield from _texts(part.get("content"))
            yield from _rows(part.get("html"))
            pending += part.values()
        elif isinstance(part, list):
            pending += part


def _read_block(
    block: Mapping[str, Any], lines: list[OcrLine | OcrParagraph], pictures: list[Box], depth: int
) -> None:
    box = _box(block.get("bbox"))
    if _kind(block) in _PICTURES and box is not None:
        pictures.append(box)
    if depth < _DEEPEST:
        for part in _objects(block.get("blocks")):
            _read_block(part, lines, pictures, depth + 1)
    title = _kind(block) in ("title", "doc_title", "paragraph_title")
    for line in _objects(block.get("lines")):
        lines += _lines(line, box, title)


def _lines(
    line: Mapping[str, Any], around: Box | None, title: bool
) -> list[OcrLine | OcrParagraph]:
    spans = [
        (" ".join(span["content"].split()), _box(span.get("bbox")), share(span.get("score")))
        for span in _objects(line.get("spans"))
        if isinstance(span.get("content"), str) and span["content"].strip()
    ]
    box = _box(line.get("bbox")) or around or NOWHERE
    tables: list[OcrLine | OcrParagraph] = []
    for span in _objects(line.get("spans")):
        tables += stacked(_rows(span.get("html")), _box(span.get("bbox")) or box)
    if not spans:
        return tables
    words = spaced([OcrWord(text, own) for text, own, _ in spans])
    conf = mean_conf([(sure, len(text)) for text, _, sure in spans if sure is not None])
    text = "".join(word.text for word in words)
    width, height = box[2] - box[0], box[3] - box[1]
    if sum(advances(text)) * min(width, height) > _ROOM * max(width, height):
        return [*tables, OcrParagraph(text, box, not title, title, conf)]
    return [*tables, line_of(words, box, conf=conf)]


def _is_content_list(found: Any) -> bool:
    return (
        isinstance(found, list)
        and bool(found)
        and all(isinstance(item, Mapping) and "type" in item for item in found)
        and any("page_idx" in item and _box(item.get("bbox")) for item in found)
    )


def _content_pages(found: Sequence[Mapping[str, Any]]) -> Iterator[OcrPage]:
    pages: dict[int, list[Mapping[str, Any]]] = {}
    last = 0
    for item in found:
        last = _page_number(item.get("page_idx"), last)
        pages.setdefault(last, []).append(item)
    for number_ in range(max(pages) + 1):
        yield _content_page(pages.get(number_, ()))


def _page_number(found: Any, last: int) -> int:
    """Return the number of an item's page, from 0; ``last`` where it has none."""
    if isinstance(found, str) and found.isdecimal():
        found = int(number(found))
    return found if isinstance(found, int) and 0 <= found < _MOST_PAGES else last


def _content_page(items: Sequence[Mapping[str, Any]]) -> OcrPage:
    lines: list[OcrLine | OcrParagraph] = []
    pictures: list[Box] = []
    for item in items:
        box = _box(item.get("bbox")) or NOWHERE
        if _kind(item) in _PICTURES and box != NOWHERE:
            pictures.append(box)
        title = bool(item.get("text_level"))
        for text in _texts(item.get("text")):
            lines.append(OcrParagraph(" ".join(text.split()), box, not title, title))
        lines += stacked(_listed(item), box)
        for key in (key for key in item if key not in (*_FIELDS, "table_body")):
            for text in _item_texts(item, key):
                lines.append(OcrParagraph(" ".join(text.split()), NOWHERE, False))
    made = tuple(paragraph_lines(lines))
    said = tuple(text for item in items for key in item for text in _item_texts(item, key))
    return OcrPage(size=(_THOUSAND, _THOUSAND), lines=made, pictures=tuple(pictures), said=said)


def _item_texts(item: Mapping[str, Any], key: str) -> list[str]:
    """Return the texts that an item has under a key, whatever that is, as a proof."""
    if key == "table_body":
        return _rows(item[key])
    is_text = key in _FIELDS or key.endswith(_BESIDE)
    return [text for text in _texts(item[key]) if is_text or _may_be_text(key, text)]


def _may_be_text(key: str, text: str) -> bool:
    """Tell whether something under a key that nobody knows is text: Chinese, and no file's name."""
    return not key.endswith("path") and _HAN.search(text) is not None


def _listed(item: Mapping[str, Any]) -> list[str]:
    """Return the texts that stand under one another in an item's area."""
    single = (text for key in _FIELDS[1:] for text in _texts(item.get(key)))
    return [*single, *_rows(item.get("table_body"))]


def _texts(found: Any) -> list[str]:
    """Return the texts of a field, which holds one, or a list of them."""
    texts = found if isinstance(found, list) else [found]
    return [text for text in texts if isinstance(text, str) and text.strip()]


def _rows(html: Any) -> list[str]:
    """Return the texts of a table's rows.

    >>> _rows("<table><tr><td>村<td>户</tr><tr><td>新村<td>60</table>")
    ['村 户', '新村 60']
    """
    rows: list[list[str]] = [[]]
    for event in html_events(html) if isinstance(html, str) else ():
        if isinstance(event, Start) and event.name == "tr":
            rows.append([])
        elif not isinstance(event, End):
            rows[-1].append(event.text if isinstance(event, Text) else " ")
    return [text for row in rows if (text := " ".join("".join(row).split()))]


def _kind(block: Mapping[str, Any]) -> str:
    found = block.get("type")
    return found if isinstance(found, str) else ""


def _objects(found: Any) -> list[Mapping[str, Any]]:
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def _box(found: Any) -> Box | None:
    if not isinstance(found, list) or len(found) != 4:
        return None
    left, top, right, bottom = map(number, found)
    return (left, top, right, bottom) if right > left and bottom > top else None
