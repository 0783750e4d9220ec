"""ALTO, versions 2 to 4 (Library of Congress): what libraries keep OCR in.

ABBYY, Tesseract, Kraken and the viewers of newspaper archives write it. Places are pixels, tenths
of a millimetre or 1/1200 inch, as ``MeasurementUnit`` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.model.geometry import Box
from generator.readers.ocr.markup_parser import xml_pages
from generator.readers.ocr.ocr_records import (
    NOWHERE,
    OcrLine,
    OcrPage,
    OcrWord,
    Point,
    line_of,
    mean_conf,
    number,
    share,
)

__all__ = ["alto_pages"]

_UNITS = {"mm10": 72 / 254, "inch1200": 72 / 1200}
"""Points in a unit that has a size; a pixel has none."""
_HYPHEN = "HYP"
"""What is put at a line's end where a word is broken; the word says it itself."""
_TURNED = (45.0, 135.0)


def alto_pages(data: bytes, name: str) -> Iterator[OcrPage]:
    """Yield the pages of an ALTO file."""
    return xml_pages(data, name, _Reader())


@dataclass(slots=True)
class _Line:
    """A line while it is read."""

    attributes: Mapping[str, str]
    turned: bool
    words: list[OcrWord] = field(default_factory=list)
    sure: list[tuple[float, int]] = field(default_factory=list)
    blank: bool = False
    """Whether a blank stands before the next word."""

    def put(self, string: Mapping[str, str]) -> None:
        """Add a word."""
        text = " ".join(string.get("CONTENT", "").split())
        if not text:
            return
        if self.blank and self.words and _are_words(self.words[-1].text, text):
            last = self.words.pop()
            self.words.append(OcrWord(last.text + " ", last.box))
        self.blank = False
        self.words.append(OcrWord(text, _box(string)))
        sure = share(string.get("WC"))
        if sure is not None:
            self.sure.append((sure, len(text)))

    def done(self) -> OcrLine | None:
        """Return the line; ``None`` where it says nothing."""
        boxes = [word.box for word in self.words if word.box is not None]
        box = _box(self.attributes) or (_around(boxes) if boxes else NOWHERE)
        if not self.words:
            return None
        vertical = True if self.turned else None
        return line_of(self.words, box, conf=mean_conf(self.sure), vertical=vertical)


class _Reader:
    """The elements that stand open."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._unit: float | None = None
        self._size: Point | None = None
        """Of the page that stands open."""
        self._lines: list[OcrLine] = []
        self._rules: list[Box] = []
        self._pictures: list[Box] = []
        self._line: _Line | None = None
        self._turned = False
        self._said: list[str] = []

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element that begins."""
        self.said.clear()
        if name == "Page":
            self._size = (number(attributes.get("WIDTH")), number(attributes.get("HEIGHT")))
        elif name == "TextBlock":
            low, high = _TURNED
            self._turned = low < abs(number(attributes.get("ROTATION"))) % 180 < high
        elif name == "TextLine":
            self._line = _Line(attributes, self._turned)
        elif name == "SP" and self._line is not None:
            self._line.blank = True
        elif "CONTENT" in attributes and name != _HYPHEN:
            self._put(attributes)
        elif name in ("GraphicalElement", "Illustration"):
            box = _box(attributes)
            own = self._rules if name == "GraphicalElement" else self._pictures
            own += [box] if box is not None else []

    def _put(self, string: Mapping[str, str]) -> None:
        """Take a word; one that stands in no line is a line."""
        self._said.append(string.get("CONTENT", ""))
        alone = _Line({}, self._turned)
        (self._line or alone).put(string)
        line = alone.done()
        self._lines += [line] if line is not None else []

    def end(self, name: str) -> Iterator[OcrPage]:
        """Take an element's end, and yield the page that it ends."""
        if name == "MeasurementUnit":
            self._unit = _UNITS.get("".join(self.said).strip().lower())
        elif name == "TextLine" and self._line is not None:
            line = self._line.done()
            self._lines += [line] if line is not None else []
            self._line = None
        elif name == "Page":
            yield from self.close()

    def close(self) -> Iterator[OcrPage]:
        """Yield what was read since the last page ended, as a page."""
        if self._size is None and not self._lines:
            return
        yield OcrPage(
            size=self._size or (0.0, 0.0),
            lines=tuple(self._lines),
            unit=self._unit,
            rules=tuple(self._rules),
            pictures=tuple(self._pictures),
            said=tuple(self._said),
        )
        self._size = None
        self._lines, self._rules, self._pictures, self._said = [], [], [], []


def _are_words(one: str, other: str) -> bool:
    """Tell whether a blank between two words is the page's: tesseract puts one between all."""
    return all(c.isascii() and c.isalnum() for c in (one[-1], other[0]))


def _box(attributes: Mapping[str, str]) -> Box | None:
    left, top = number(attributes.get("HPOS")), number(attributes.get("VPOS"))
    width, height = number(attributes.get("WIDTH")), number(attributes.get("HEIGHT"))
    return (left, top, left + width, top + height) if width > 0 and height > 0 else None


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
