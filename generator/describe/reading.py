"""An article as one string that recognisers can search, every character traced to the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.model import Article, Role
from generator.text.characters import ends_sentence, is_han
from generator.text.traced import Span, Traced, join_traced

__all__ = ["Part", "Reading", "Section", "read_article", "read_text", "sections_of"]


class Part(StrEnum):
    """What a section of an article is, as far as facts care."""

    HEAD = "head"
    """Headline, kicker or subtitle."""
    BODY = "body"
    """Lead or paragraph."""
    SUBHEAD = "subhead"
    """Heading inside the body."""
    CREDIT = "credit"
    """（据…）."""
    OTHER = "other"
    """Label and byline: kept in place, not searched for what the article is about."""


_PARTS = {
    Role.HEADLINE: Part.HEAD,
    Role.KICKER: Part.HEAD,
    Role.SUBTITLE: Part.HEAD,
    Role.LEAD: Part.BODY,
    Role.PARAGRAPH: Part.BODY,
    Role.SUBHEAD: Part.SUBHEAD,
    Role.CREDIT: Part.CREDIT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One block of the article inside the reading's text."""

    part: Part
    """What it is."""
    start: int
    """First character in :attr:`Reading.text`."""
    end: int
    """One past its last character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the recognisers see of one article.

    ``text`` is folded: width, blanks beside digits and marks, one newline between sections.
    A position in it leads back to the page by :meth:`spans`.
    """

    text: str
    """The folded characters."""
    source: Traced
    """The characters as published, sections joined by newlines."""
    at: tuple[int, ...]
    """For each character of ``text`` its index in ``source``."""
    sections: tuple[Section, ...]
    """The article's blocks in order."""

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the page ranges of ``text[start:end]``, blanks between them included."""
        if start >= end:
            return ()
        return self.source.span_of(self.at[start], self.at[end - 1] + 1)

    def printed(self, start: int, end: int) -> str:
        """Return ``text[start:end]`` as it was published."""
        return self.source.text[self.at[start] : self.at[end - 1] + 1] if start < end else ""

    def section_at(self, position: int) -> Section | None:
        """Return the section that holds ``position``."""
        for section in self.sections:
            if section.start <= position < section.end:
                return section
        return None

    @property
    def opening(self) -> Section | None:
        """The first paragraph, where the trade puts who, what, when and where."""
        return next((s for s in self.sections if s.part is Part.BODY), None)

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Return start and end of the sentence (or headline) around ``position``.

        >>> reading = read_text("题目\\n\\n甲来了。乙走了。")
        >>> reading.text[slice(*reading.sentence_at(8))]
        '乙走了。'
        """
        start = max(self.text.rfind(mark, 0, position) for mark in _STOPS) + 1
        ends = [e for mark in _STOPS if (e := self.text.find(mark, position)) >= 0]
        return start, min(ends) + 1 if ends else len(self.text)


_STOPS = "。！？；\n"
_FOLD = {ord("〇"): "〇", ord("○"): "〇", ord("◯"): "〇"}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}  # digits
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF21, 0xFF3B)}  # capitals
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF41, 0xFF5B)}  # small letters
# A half-width mark beside Chinese is the full-width one of GB/T 15834; between digits (a decimal
# comma, a time) it is not, which :func:`_fold` looks at.
_MARKS = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
_DASHES = "－–—―─~～-"
"""Every sign that dumps use for a range between two dates."""


def read_article(article: Article) -> Reading:
    """Return the reading of an article as the reconstruction made it."""
    return _read([(_PARTS.get(b.role, Part.OTHER), b.text) for b in article.blocks])


def read_text(text: str) -> Reading:
    """Return the reading of any plain text; spans count its own code points.

    Blank lines part paragraphs; a line that does not close its sentence goes on in the next one.
    The first line is a headline when it closes no sentence and a blank line, or a line clearly
    longer than itself, follows.

    >>> [s.part.value for s in read_text("湖南开会\\n\\n近日，湖南开会。").sections]
    ['head', 'body']
    """
    return _read(sections_of(text))


def sections_of(text: str) -> list[tuple[Part, Traced]]:
    """Return the blocks of a plain text with what each is."""
    whole = Traced.from_page(text)
    lines = [
        (m.start(), m.end()) for m in re.finditer(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+", text)
    ]
    lines = [(a, b) for a, b in lines if text[a:b].strip()]
    blocks: list[tuple[Part, Traced]] = []
    previous_end = None
    for number, (start, end) in enumerate(lines):
        line = whole[start:end].strip()
        breaks = text.count("\n", previous_end, start) if previous_end is not None else 2
        previous_end = end
        if number == 0 and _is_title(text, lines):
            blocks.append((Part.HEAD, line))
        elif _CREDIT.fullmatch(line.text):
            blocks.append((Part.CREDIT, line))
        elif (
            blocks
            and breaks == 1
            and blocks[-1][0] is Part.BODY
            and not ends_sentence(blocks[-1][1].text)
        ):
            blocks[-1] = (Part.BODY, blocks[-1][1] + line)
        else:
            blocks.append((Part.BODY, line))
    return blocks


_CREDIT = re.compile(r"[（(]\s*(?:据|来源[:：]|来自|综合)[^。]{2,30}[）)]")


def _is_title(text: str, lines: list[tuple[int, int]]) -> bool:
    first = text[slice(*lines[0])].strip()
    if len(lines) < 2 or len(first) > 80 or ends_sentence(first):
        return False
    gap = text.count("\n", lines[0][1], lines[1][0])
    return gap > 1 or lines[1][1] - lines[1][0] > 1.5 * len(first)


def _read(blocks: Iterable[tuple[Part, Traced]]) -> Reading:
    kept = [(part, text) for part, text in blocks if text.text.strip()]
    newline = Traced("\n", (None,))
    pieces: list[Traced] = []
    chars: list[str] = []
    at: list[int] = []
    sections: list[Section] = []
    offset = 0
    for number, (part, text) in enumerate(kept):
        if number:
            pieces.append(newline)
            chars.append("\n")
            at.append(offset)
            offset += 1
        pieces.append(text)
        start = len(chars)
        for index, char in _fold(text.text):
            chars.append(char)
            at.append(offset + index)
        sections.append(Section(part=part, start=start, end=len(chars)))
        offset += len(text)
    return Reading(
        text="".join(chars), source=join_traced(pieces), at=tuple(at), sections=tuple(sections)
    )


def _fold(text: str) -> list[tuple[int, str]]:
    """Return the characters that recognisers see, each with its index in ``text``.

    >>> "".join(c for _, c in _fold("6 月 13 日， 湖南,1.5 万　人"))
    '6月13日，湖南，1.5万 人'
    """
    text = text.translate(_FOLD)
    folded: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        if char in _MARKS:
            before, after = text[index - 1 : index], text[index + 1 : index + 2]
            if not (before.isdigit() and after.isdigit()) or char in "()":
                char = _MARKS[char]
        elif char in _DASHES:
            char = "—"
        elif char.isspace():
            # A blank counts only between two ideographs: there it may part two names.
            after = text[index + 1 : index + 2]
            if not (folded and is_han(folded[-1][1]) and after and is_han(after)):
                continue
            char = " "
        folded.append((index, char))
    return folded
