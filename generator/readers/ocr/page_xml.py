"""PAGE XML (PRImA, 2013 and later): what Transkribus, Kraken, eScriptorium and OCR-D write.

Lines are outlined by points, and often have a baseline, which tells how far they are askew. Of a
region whose lines have no text of their own, or that has none, its own text is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.geometry import Box
from generator.readers.ocr.markup_parser import xml_pages
from generator.readers.ocr.ocr_records import (
    NOWHERE,
    OcrLine,
    OcrPage,
    OcrWord,
    Point,
    box_around,
    line_of,
    number,
    share,
    spaced,
)
from generator.readers.ocr.paragraphs import OcrParagraph, paragraph_lines

__all__ = ["page_xml_pages"]

_POINT = re.compile(r"((?:-|(?<![\d.]))[\d.]+),(-?[\d.]+)")
"""Read from a number's first digit: from each digit of a long one to its end took its square."""
_DOWN = ("top-to-bottom", "bottom-to-top")
_TEXTS = ("TextLine", "Word", "Glyph")
_MOST_BACK = 100
"""Lines of a region that are looked for in all of its text: those there in another order."""
_PICTURES = frozenset(
    {"ImageRegion", "LineDrawingRegion", "GraphicRegion", "ChartRegion", "MapRegion"}
)


def page_xml_pages(data: bytes, name: str) -> Iterator[OcrPage]:
    """Yield the pages of a PAGE file."""
    return xml_pages(data, name, _Reader())


@dataclass(slots=True)
class _Part:
    """A line, a word or a character while it is read."""

    points: Sequence[Point] = ()
    baseline: Sequence[Point] = ()
    text: str = ""
    conf: float | None = None
    words: list[OcrWord] = field(default_factory=list)

    def word(self) -> OcrWord:
        """Return it as a word of a line, or as a character of a word."""
        text = self.text or "".join(part.text for part in spaced(self.words))
        return OcrWord(text, box_around(self.points) if self.points else None)

    def line(self, vertical: bool) -> OcrLine | None:
        """Return it as a line; ``None`` where it says nothing."""
        said = "".join(word.text for word in self.words)
        # the line's own text is the one that was corrected, where both are there
        whole = self.text and "".join(self.text.split()) != "".join(said.split())
        words = [OcrWord(self.text)] if whole or not said else [*spaced(self.words)]
        points = self.points or self.baseline
        if not words[0].text:
            return None
        box = box_around(points) if points else NOWHERE
        return line_of(words, box, conf=self.conf, vertical=True if vertical else None)


@dataclass(slots=True)
class _Region:
    """A region while it is read."""

    kind: str
    vertical: bool
    first: int
    """How many lines were read before it."""
    points: Sequence[Point] = ()
    text: str = ""
    conf: float | None = None


@dataclass(slots=True)
class _Said:
    """What an element says by itself, and what those within it say: the same, or parts of it."""

    is_area: bool
    """Whether it is a region, or the page."""
    own: list[str] = field(default_factory=list)
    within: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> Counter[str]:
        """Its characters; those of a line are its own, whatever was read word by word."""
        own = Counter("".join("".join(self.own).split()))
        if not own or (self.is_area and _repeats(own, self.within)):
            return self.within
        if not self.is_area:
            return own
        same = self.within <= own or _are_readings(own, self.within)
        return own | self.within if same else own + self.within


class _Reader:
    """The elements that stand open."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._size: Point | None = None
        """Of the page that stands open."""
        self._lines: list[OcrLine | OcrParagraph] = []
        self._rules: list[Box] = []
        self._pictures: list[Box] = []
        self._regions: list[_Region] = []
        self._conf: float | None = None
        self._is_other = False
        """Whether a text may be another reading of the one before."""
        self._parts: list[_Part] = []
        self._said = [_Said(is_area=True)]
        """Of the page, and of each element that stands open on it."""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element that begins."""
        if name == "Page":
            width, height = attributes.get("imageWidth"), attributes.get("imageHeight")
            self._size = (number(width), number(height))
        elif name.endswith("Region"):
            self._said.append(_Said(is_area=True))
            down = attributes.get("readingDirection") in _DOWN
            self._regions.append(_Region(name, down, len(self._lines)))
        elif name in _TEXTS:
            self._said.append(_Said(is_area=False))
            self._parts.append(_Part())
        elif name in ("Coords", "Baseline"):
            self._put_points(name, _points(attributes.get("points", "")))
        elif name == "TextEquiv":
            self._conf = share(attributes.get("conf"))
            self._is_other = "index" in attributes
        elif name == "Unicode":
            self.said.clear()

    def _put_points(self, name: str, points: Sequence[Point]) -> None:
        if self._parts and name == "Baseline":
            self._parts[-1].baseline = points
        elif self._parts:
            self._parts[-1].points = points
        elif self._regions and points:
            region = self._regions[-1]
            region.points = points
            if region.kind == "SeparatorRegion":
                self._rules.append(box_around(points))
            elif region.kind in _PICTURES:
                self._pictures.append(box_around(points))

    def end(self, name: str) -> Iterator[OcrPage]:
        """Take an element's end, and yield the page that it ends."""
        if name == "Unicode":
            self._put_text()
        elif name in _TEXTS:
            self._close(name, self._parts.pop())
            self._close_said(is_line=name == "TextLine")
        elif name.endswith("Region"):
            self._close_region(self._regions.pop())
            self._close_said(is_line=True)
        elif name == "Page":
            yield from self.close()

    def _close_said(self, *, is_line: bool) -> None:
        """Note what an element says for the one around it, and a line for the area around."""
        said = self._said.pop().whole
        for around in reversed(self._said):
            if around.is_area or not is_line:
                around.within.update(said)  # += would look through all that was said
                return

    def close(self) -> Iterator[OcrPage]:
        """Yield what was read since the last page ended, as a page."""
        said = self._said[0].whole
        if self._size is None and not self._lines and not said:
            return
        yield OcrPage(
            size=self._size or (0.0, 0.0),
            lines=tuple(paragraph_lines(self._lines)),
            rules=tuple(self._rules),
            pictures=tuple(self._pictures),
            said=("".join(said.elements()),),
        )
        self._size, self._said[0] = None, _Said(is_area=True)
        self._lines, self._rules, self._pictures = [], [], []

    def _put_text(self) -> None:
        said, text = self._said[-1], "".join(self.said)
        self.said.clear()
        if text and not (said.own and self._is_other):
            said.own.append(text)
        owner = self._parts[-1] if self._parts else self._regions[-1] if self._regions else None
        if owner is not None and not owner.text:
            owner.text = " ".join(text.split())
            owner.conf = self._conf

    def _close(self, name: str, part: _Part) -> None:
        if name != "TextLine" and self._parts:
            word = part.word()
            self._parts[-1].words += [word] if word.text else []
            return
        region = self._regions[-1] if self._regions else None
        line = part.line(region is not None and region.vertical)
        if line is not None:
            self._lines.append(line)

    def _close_region(self, region: _Region) -> None:
        """Read a region's own text, where it is not that of its lines."""
        said = "".join(region.text.split())
        known = ["".join(line.text.split()) for line in self._lines[region.first :]]
        if not said or _repeats(Counter(said), Counter("".join(known))):
            return
        box = box_around(region.points) if region.points else NOWHERE
        if _are_in(said, known):
            del self._lines[region.first :]
        self._lines.append(OcrParagraph(region.text, box, indented=True, conf=region.conf))


def _are_in(text: str, parts: Sequence[str]) -> bool:
    """Tell whether a text has all of some parts: in their order, as a rule.

    Where it has most in another order, their characters tell.
    """
    at = back = 0
    for part in parts:
        at = text.find(part, at)
        back += at < 0
        if back > _MOST_BACK:
            return Counter("".join(parts)) <= Counter(text)
        if at < 0 and (at := text.find(part)) < 0:
            return False
    return True


def _repeats(own: Counter[str], lines: Counter[str]) -> bool:
    """Tell whether a region's own text is that of its lines, perhaps read otherwise."""
    return own.total() <= lines.total() and _are_readings(own, lines)


def _are_readings(one: Counter[str], other: Counter[str]) -> bool:
    """Tell whether texts are readings of one: most characters of the longer one are in both."""
    return 2 * (one & other).total() > max(one.total(), other.total())


def _points(text: str) -> list[Point]:
    return [(number(x), number(y)) for x, y in _POINT.findall(text)]
