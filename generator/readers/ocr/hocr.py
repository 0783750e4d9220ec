"""hOCR: HTML in which each element says by class and title what it is and where (hOCR 1.2).

Tesseract, OCRopus and Kraken write it. Lines are ``ocr_line`` and what else the specification has
for lines, words ``ocrx_word``; boxes are pixels. Text that stands in no line fills the area it is
in, where that has no lines, and else has no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.model.geometry import Box
from generator.readers.ocr.markup_parser import Start, Text, html_events
from generator.readers.ocr.ocr_records import (
    NOWHERE,
    OcrLine,
    OcrPage,
    OcrWord,
    line_of,
    mean_conf,
    number,
    spaced,
)
from generator.readers.ocr.paragraphs import OcrParagraph, paragraph_lines

__all__ = ["hocr_pages", "is_hocr"]

_LINES = frozenset(
    {"ocr_line", "ocrx_line", "ocr_caption", "ocr_header", "ocr_footer", "ocr_textfloat"}
)
_IMAGES = frozenset({"ocr_photo", "ocr_image", "ocr_float", "ocr_linedrawing"})
_UNSEEN = frozenset({"head", "title", "style", "script"})
"""Elements of HTML whose characters are no text of a page."""
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
    unseen = 0
    for event in html_events(text):
        if isinstance(event, Text):
            reader.said(event.text, is_seen=not unseen)
            continue
        unseen += (event.name in _UNSEEN) * (1 if isinstance(event, Start) else -1)
        if isinstance(event, Start):
            yield from reader.begin({*event.attributes.get("class", "").split()}, event.attributes)
        else:
            yield from reader.end()
    yield from reader.close()


@dataclass(slots=True)
class _Open:
    """An element that is read: a page, a line or a word."""

    title: str
    depth: int
    pieces: list[str] = field(default_factory=list)
    """Its characters, as they came."""

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join("".join(self.pieces).split())


@dataclass(slots=True)
class _Page(_Open):
    lines: list[OcrLine | OcrParagraph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)

    def done(self, said: tuple[str, ...]) -> OcrPage:
        """Return the page, on which these texts stand."""
        _, _, right, bottom = _box(self.title) or (0.0, 0.0, 0.0, 0.0)
        resolution = _RESOLUTION.search(self.title)
        dots = number(resolution[1]) if resolution else 0.0
        return OcrPage(
            size=(right, bottom),
            lines=tuple(paragraph_lines(self.lines)),
            unit=_INCH / dots if dots else None,
            rules=tuple(self.rules),
            pictures=tuple(self.pictures),
            said=said,
        )


@dataclass(slots=True)
class _Part(_Open):
    """A line, or an area in which lines stand."""

    is_line: bool = False
    has_parts: bool = False
    """Whether lines in it were read."""
    words: list[OcrWord] = field(default_factory=list)
    sure: list[tuple[float, int]] = field(default_factory=list)
    """Of each word: how sure the tool is, and its characters."""

    def put(self, word: _Open) -> None:
        """Add a word, with what stands before it and is none."""
        own = word.text
        text = _joined(self.text, own)
        self.pieces.clear()
        if not text:
            return
        self.words.append(OcrWord(text, _box(word.title)))
        sure = _SURE.search(word.title)
        if sure is not None and own:
            self.sure.append((min(number(sure[1]) / 100, 1.0), len(own)))

    def done(self) -> OcrLine | OcrParagraph | None:
        """Return what it says; ``None`` for nothing."""
        rest = self.text
        if self.words and rest:
            last = self.words.pop()
            self.words.append(OcrWord(_joined(last.text, rest), last.box))
        words = self.words or [OcrWord(rest)]
        box = NOWHERE if self.has_parts else _box(self.title) or NOWHERE
        if not words[0].text:
            return None
        if not self.is_line:
            return OcrParagraph(words[0].text, box, indented=True)
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
        self._parts: list[_Part] = []
        """From the page's own on, each within the one before."""
        self._word: _Open | None = None
        self._said: list[str] = []
        """What stands on the page, or after the last one."""

    def said(self, text: str, *, is_seen: bool) -> None:
        """Take characters."""
        if self._page is not None or is_seen:
            self._said.append(text)
        if self._word is not None:
            self._word.pieces.append(text)
        elif self._parts:
            self._parts[-1].pieces.append(text)

    def begin(self, kinds: set[str], attributes: Mapping[str, str]) -> Iterator[OcrPage]:
        """Take an element that begins, and yield the page that it ends: pages hold no pages."""
        self._depth += 1
        title = attributes.get("title", "")
        if "ocr_page" in kinds:
            yield from self._end_page()
            self._page = _Page(title, self._depth)
            self._parts = [_Part("", self._depth)]
        elif self._page is None or self._word is not None:
            return
        elif kinds & _LINES:
            self._parts.append(_Part(title, self._depth, is_line=True))
        elif "ocrx_word" in kinds:
            self._begin_word(title)
        elif (box := _box(title)) is not None:
            if not self._parts[-1].is_line:
                self._parts.append(_Part(title, self._depth))
            if "ocr_separator" in kinds:
                self._page.rules.append(box)
            elif kinds & _IMAGES:
                self._page.pictures.append(box)

    def _begin_word(self, title: str) -> None:
        if not self._parts[-1].is_line:  # a word alone is a line
            self._parts.append(_Part(title, self._depth, is_line=True))
        self._word = _Open(title, self._depth)

    def end(self) -> Iterator[OcrPage]:
        """Take an element's end, and yield the page that it ends."""
        depth, self._depth = self._depth, self._depth - 1
        if self._word is not None and self._word.depth == depth:
            self._parts[-1].put(self._word)
            self._word = None
        if self._page is not None and self._page.depth == depth:
            yield from self._end_page()
        elif self._parts and self._parts[-1].depth == depth:
            self._end_part()

    def _end_part(self) -> None:
        found = self._parts.pop().done()
        if found is None or self._page is None:
            return
        self._page.lines.append(found)
        for part in self._parts:
            part.has_parts = True

    def _end_page(self) -> Iterator[OcrPage]:
        if self._page is None:
            return
        if self._word is not None:
            self._parts[-1].put(self._word)
        while self._parts:
            self._end_part()
        yield self._page.done(tuple(self._said))
        self._page = self._word = None
        self._said = []

    def close(self) -> Iterator[OcrPage]:
        """Yield the page that stands open, and as one without lines what stands on none."""
        yield from self._end_page()
        if any(map(str.strip, self._said)):
            yield OcrPage(size=(0.0, 0.0), lines=(), said=tuple(self._said))


def _joined(one: str, other: str) -> str:
    return "".join(word.text for word in spaced([OcrWord(one), OcrWord(other)]))


def _box(title: str) -> Box | None:
    found = _BOX.search(title)
    if found is None:
        return None
    left, top, right, bottom = (number(part) for part in found.groups())
    return (left, top, right, bottom) if right > left and bottom > top else None
