"""hOCR: HTML in which each element says by class and title what it is and where (hOCR 1.2).

Tesseract, OCRopus and Kraken write it. Lines are ``ocr_line`` and what else the specification has
for lines, words ``ocrx_word``; boxes are pixels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.model.geometry import Box
from generator.readers.ocr.markup import Start, Text, html_events
from generator.readers.ocr.numbers import number
from generator.readers.ocr.records import (
    NOWHERE,
    OcrLine,
    OcrPage,
    OcrWord,
    line_of,
    mean_conf,
    spaced,
)

__all__ = ["hocr_pages", "is_hocr"]

_LINES = frozenset(
    {"ocr_line", "ocrx_line", "ocr_caption", "ocr_header", "ocr_footer", "ocr_textfloat"}
)
_IMAGES = frozenset({"ocr_photo", "ocr_image", "ocr_float", "ocr_linedrawing"})
_CLASS = re.compile(r"""class\s*=\s*["']?ocr_page\b""")
_BOX = re.compile(r"\bbbox\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)")
_SURE = re.compile(r"\bx_wconf\s+([\d.]+)")
_ANGLE = re.compile(r"\btextangle\s+(-?[\d.]+)")
_RESOLUTION = re.compile(r"\bscan_res\s+([\d.]+)\s+([\d.]+)")
_INCH = 72.0
_QUARTER = 45.0


def is_hocr(head: str) -> bool:
    """Tell whether a file is hOCR, by its beginning.

    >>> is_hocr("<html><body><div class='ocr_page' title='bbox 0 0 9 9'>"), is_hocr("<html>")
    (True, False)
    """
    return _CLASS.search(head) is not None


def hocr_pages(text: str) -> Iterator[OcrPage]:
    """Yield the pages of an hOCR file."""
    reader = _Reader()
    for event in html_events(text):
        if isinstance(event, Text):
            reader.said(event.text)
        elif isinstance(event, Start):
            reader.begin({*event.attributes.get("class", "").split()}, event.attributes)
        else:
            done = reader.end()
            if done is not None:
                yield done


@dataclass(slots=True)
class _Open:
    """An element that is read: a page, a line or a word."""

    title: str
    depth: int
    text: str = ""


@dataclass(slots=True)
class _Page(_Open):
    lines: list[OcrLine] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)

    def done(self) -> OcrPage:
        """Return the page."""
        _, _, right, bottom = _box(self.title) or (0.0, 0.0, 0.0, 0.0)
        resolution = _RESOLUTION.search(self.title)
        dots = number(resolution[1]) if resolution else 0.0
        return OcrPage(
            size=(right, bottom),
            lines=tuple(self.lines),
            unit=_INCH / dots if dots else None,
            rules=tuple(self.rules),
            pictures=tuple(self.pictures),
        )


@dataclass(slots=True)
class _Line(_Open):
    words: list[OcrWord] = field(default_factory=list)
    sure: list[tuple[float, int]] = field(default_factory=list)
    """Of each word: how sure the tool is, and its characters."""

    def put(self, word: _Open) -> None:
        """Add a word."""
        text = " ".join(word.text.split())
        if not text:
            return
        self.words.append(OcrWord(text, _box(word.title)))
        sure = _SURE.search(word.title)
        if sure is not None:
            self.sure.append((min(number(sure[1]) / 100, 1.0), len(text)))

    def done(self) -> OcrLine | None:
        """Return the line; ``None`` where it says nothing."""
        box = _box(self.title) or NOWHERE
        words = self.words or [OcrWord(" ".join(self.text.split()))]
        if not words[0].text:
            return None
        angle = _ANGLE.search(self.title)
        turned = angle is not None and abs(number(angle[1])) > _QUARTER
        return line_of(
            spaced(words), box, conf=mean_conf(self.sure), vertical=True if turned else None
        )


class _Reader:
    """The elements that stand open."""

    def __init__(self) -> None:
        self._depth = 0
        self._page: _Page | None = None
        self._line: _Line | None = None
        self._word: _Open | None = None

    def said(self, text: str) -> None:
        """Take characters."""
        within = self._word or self._line
        if within is not None:
            within.text += text

    def begin(self, kinds: set[str], attributes: Mapping[str, str]) -> None:
        """Take an element that begins."""
        self._depth += 1
        title = attributes.get("title", "")
        if "ocr_page" in kinds:
            self._page = _Page(title, self._depth)
        elif self._page is None:
            return
        elif kinds & _LINES:
            self._line = _Line(title, self._depth)
        elif "ocrx_word" in kinds and self._line is not None:
            self._word = _Open(title, self._depth)
        elif (box := _box(title)) is not None:
            if "ocr_separator" in kinds:
                self._page.rules.append(box)
            elif kinds & _IMAGES:
                self._page.pictures.append(box)

    def end(self) -> OcrPage | None:
        """Take an element's end, and return the page that it ends."""
        depth, self._depth = self._depth, self._depth - 1
        if self._word is not None and self._word.depth == depth:
            if self._line is not None:
                self._line.put(self._word)
            self._word = None
        if self._line is not None and self._line.depth == depth:
            line = self._line.done()
            if line is not None and self._page is not None:
                self._page.lines.append(line)
            self._line = None
        if self._page is None or self._page.depth != depth:
            return None
        page, self._page = self._page.done(), None
        return page


def _box(title: str) -> Box | None:
    found = _BOX.search(title)
    if found is None:
        return None
    left, top, right, bottom = (number(part) for part in found.groups())
    return (left, top, right, bottom) if right > left and bottom > top else None
