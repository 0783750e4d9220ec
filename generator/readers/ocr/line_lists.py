"""JSON lists of lines with their corners: PaddleOCR's, RapidOCR's, and what is made like them.

PaddleOCR 3 writes ``rec_texts``, ``rec_scores`` and ``rec_polys``, in ``overall_ocr_res`` where it
took a page apart; RapidOCR ``boxes``, ``txts`` and ``scores``, or a list of objects with ``box``,
``txt`` and ``score``; PaddleOCR 2 lists of corners and a pair of text and score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.readers.ocr.ocr_records import (
    NOWHERE,
    OcrLine,
    OcrPage,
    OcrWord,
    Point,
    box_around,
    line_of,
    number,
    quad_line,
    share,
)

__all__ = ["listed_lines", "listed_pages"]

_TEXTS = ("rec_texts", "txts", "texts")
_SCORES = ("rec_scores", "scores")
_BOXES = ("rec_polys", "dt_polys", "rec_boxes", "boxes", "dt_boxes")
_TEXT = ("text", "txt", "rec_txt", "transcription")
_SCORE = ("score", "confidence", "conf")
_BOX = ("box", "points", "poly", "position", "bbox", "text_region")
_WITHIN = ("res", "overall_ocr_res", "ocr_results", "data", "result", "results", "words_result")
_DEEPEST = 6


def listed_pages(found: Any) -> Iterator[OcrPage] | None:
    """Return the pages that JSON holds; ``None`` where it is no list of lines with corners."""
    pages = [*_pages(found, 0)]
    if not any(page for page in pages):
        return None
    said: list[tuple[str, ...]] = [() for _ in pages[1:]] + [tuple(_said(found, 0))]
    return (
        OcrPage(size=(0.0, 0.0), lines=tuple(lines), said=own)
        for lines, own in zip(pages, said, strict=True)
    )


def _pages(found: Any, depth: int) -> Iterator[list[OcrLine]]:
    """Yield the lines of each page."""
    lines = listed_lines(found)
    if lines:
        yield lines
    elif depth < _DEEPEST and isinstance(found, Mapping):
        within = next((found[key] for key in _WITHIN if found.get(key)), None)
        if within is not None:
            yield from _pages(within, depth + 1)
    elif depth < _DEEPEST and isinstance(found, list):
        nothing: list[list[OcrLine]] = []  # one for all: of nothing, a file may hold millions
        pages = ([*_pages(item, depth + 1)] for item in found if not _is_single(item))
        several = [own or nothing for own in pages]
        if any(several):
            for own in several:
                yield from own or [[]]  # a page without text is one, too


def _said(found: Any, depth: int) -> Iterator[str]:
    """Yield all texts of what is read, as a proof: whatever stands beside them."""
    if isinstance(found, Mapping):
        single, several = _first(found, _TEXT), _first(found, _TEXTS)
        within = next((found[key] for key in _WITHIN if found.get(key)), None)
        if several is not None or single is not None:
            yield from _texts([several, single])
        elif depth < _DEEPEST and within is not None:
            yield from _said(within, depth + 1)
    elif isinstance(found, list) and depth < _DEEPEST:
        for item in found:
            yield from (item,) if isinstance(item, str) else _said(item, depth + 1)


def _texts(found: Any) -> Iterator[str]:
    """Yield all texts in a value, however deep."""
    pending = [found]
    while pending:
        part = pending.pop()
        if isinstance(part, list):
            pending += part
        elif isinstance(part, Mapping):
            pending += part.values()
        else:
            yield _text(part)


def _is_single(found: Any) -> bool:
    """Tell whether something is no page, not even an empty one."""
    return isinstance(found, str | int | float)


def listed_lines(found: Any) -> list[OcrLine]:
    """Return the lines of one page, in the order of the list; none where it is no such list."""
    if isinstance(found, Mapping):
        texts, boxes = _first(found, _TEXTS), _first(found, _BOXES)
        if not isinstance(texts, list) or not isinstance(boxes, list) or len(texts) != len(boxes):
            return []
        scores = _first(found, _SCORES)
        scores = scores if isinstance(scores, list) else []
        scores = [*scores, *(None for _ in texts)]
        words = _words(found, len(texts))
        return _placed([*map(_line, texts, boxes, scores, words)])
    return _placed([*map(_item, found)]) if isinstance(found, list) else []


def _placed(made: Sequence[_Made | None]) -> list[OcrLine]:
    """Return lines, if for any of them it is told where it stands."""
    found = [line for line in made if line is not None]
    return [line.line for line in found] if any(line.is_placed for line in found) else []


class _Made(NamedTuple):
    line: OcrLine
    is_placed: bool
    """Whether corners tell where it stands."""


def _item(item: Any) -> _Made | None:
    """Return the line that an item stands for: an object, or corners with text and score."""
    if isinstance(item, Mapping):
        return _line(_first(item, _TEXT), _first(item, _BOX), _first(item, _SCORE), ())
    if not isinstance(item, list) or len(item) < 2:
        return None
    box, said, *more = item
    if isinstance(said, list) and len(said) == 2:
        said, more = said[0], said[1:]
    return _line(said, box, more[0] if more else None, ())


def _line(text: Any, box: Any, score: Any, words: Sequence[OcrWord]) -> _Made | None:
    said = " ".join(_text(text).split())
    if not said:
        return None
    own = words if "".join(word.text for word in words) == said.replace(" ", "") else ()
    parts = own or (OcrWord(said),)
    corners = _corners(box)
    if corners is None:
        return _Made(line_of(parts, NOWHERE, conf=share(score)), False)
    if isinstance(box[0], list):
        return _Made(quad_line(parts, corners, share(score)), True)
    return _Made(line_of(parts, box_around(corners), conf=share(score)), True)


def _text(found: Any) -> str:
    """Return the text that a value is; numbers may be written as such."""
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return found if isinstance(found, str) else str(found) if is_number else ""


def _corners(box: Any) -> list[Point] | None:
    """Return the four corners of a box, from its top left one on."""
    if not isinstance(box, list):
        return None
    if len(box) == 4 and all(isinstance(part, int | float) for part in box):
        left, top, right, bottom = map(number, box)
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    points = [
        (number(point[0]), number(point[1]))
        for point in box
        if isinstance(point, list) and len(point) == 2
    ]
    if len(points) == 4 and len(points) == len(box):
        return points
    if len(points) > 4:  # an outline
        left, top, right, bottom = box_around(points)
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    return None


def _words(found: Mapping[str, Any], count: int) -> Sequence[Sequence[OcrWord]]:
    """Return the words of each line, where PaddleOCR was asked for them."""
    texts, boxes = found.get("text_word"), found.get("text_word_boxes")
    if not isinstance(texts, list) or not isinstance(boxes, list):
        return [()] * count
    if len(texts) != count or len(boxes) != count:
        return [()] * count
    return [_line_words(*pair) for pair in zip(texts, boxes, strict=True)]


def _line_words(texts: Any, boxes: Any) -> Sequence[OcrWord]:
    if not isinstance(texts, list) or not isinstance(boxes, list) or len(texts) != len(boxes):
        return ()
    corners = [_corners(box) for box in boxes]
    return [
        OcrWord("".join(_text(text).split()), box_around(own) if own else None)
        for text, own in zip(texts, corners, strict=True)
    ]


def _first(found: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((found[key] for key in keys if key in found), None)
