"""An article as one string that recognisers can search, every character traced to the page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.describe.written_form import fold
from generator.model import Article, Role
from generator.text.characters import ends_sentence
from generator.text.folding import fold_text
from generator.text.source_credits import CREDIT, CREDIT_AT_END
from generator.text.traced import Span, Traced, join_traced

__all__ = [
    "ArticleText",
    "Section",
    "SectionKind",
    "read_article",
    "read_text",
    "sections_of",
    "titles_in",
]


class SectionKind(StrEnum):
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
    Role.HEADLINE: SectionKind.HEAD,
    Role.KICKER: SectionKind.HEAD,
    Role.SUBTITLE: SectionKind.HEAD,
    Role.LEAD: SectionKind.BODY,
    Role.PARAGRAPH: SectionKind.BODY,
    Role.CAPTION: SectionKind.BODY,
    Role.TABLE: SectionKind.OTHER,
    Role.SUBHEAD: SectionKind.SUBHEAD,
    Role.CREDIT: SectionKind.CREDIT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One block of the article inside the reading's text."""

    part: SectionKind
    """What it is."""
    start: int
    """First character in :attr:`ArticleText.text`."""
    end: int
    """One past its last character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """What the recognisers see of one article.

    ``text`` is folded: width, traditional characters, blanks beside digits and marks, one newline
    between sections.
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
    stops: tuple[int, ...]
    """Where in ``text`` the marks stand that end a sentence or a section."""

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
        number = bisect_right(self.sections, position, key=_start) - 1
        if number < 0 or position >= self.sections[number].end:
            return None
        return self.sections[number]

    @property
    def opening(self) -> Section | None:
        """The first paragraph, where the trade puts who, what, when and where."""
        return next((s for s in self.sections if s.part is SectionKind.BODY), None)

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Return start and end of the sentence (or headline) around ``position``.

        >>> reading = read_text("题目\\n\\n甲来了。乙走了。")
        >>> reading.text[slice(*reading.sentence_at(8))]
        '乙走了。'
        """
        after = bisect_left(self.stops, position)
        start = self.stops[after - 1] + 1 if after else 0
        return start, self.stops[after] + 1 if after < len(self.stops) else len(self.text)


def _start(section: Section) -> int:
    return section.start


def titles_in(text: str) -> list[tuple[int, int]]:
    """Return the ranges in 《》, the outermost of nested ones; an unclosed mark makes none.

    >>> titles_in("《甲《乙》丙》和《丁")
    [(0, 7)]
    """
    found, depth, start = [], 0, 0
    for match in re.finditer("[《》\n]", text):
        if match.group() == "《":
            start = start if depth else match.start()
            depth += 1
        elif match.group() == "\n":
            depth = 0
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, match.end()))
    return found


_STOP = re.compile("[。！？；\n]")


def read_article(article: Article) -> ArticleText:
    """Return the reading of an article as the reconstruction made it."""
    beside = set(map(id, article.captions))
    return _read(
        (SectionKind.OTHER if id(b) in beside else _PARTS.get(b.role, SectionKind.OTHER), b.text)
        for b in article.blocks
    )


def read_text(text: str) -> ArticleText:
    """Return the reading of any plain text; spans count its own code points.

    Blank lines part paragraphs; a line that does not close its sentence goes on in the next one.
    The first line is a headline when it closes no sentence and a blank line, or a line clearly
    longer than itself, follows.

    >>> [s.part.value for s in read_text("湖南开会\\n\\n近日，湖南开会。").sections]
    ['head', 'body']
    """
    return _read(sections_of(text))


def sections_of(text: str) -> list[tuple[SectionKind, Traced]]:
    """Return the blocks of a plain text with what each is."""
    whole = fold_text(text)
    text = whole.text
    lines = [
        (m.start(), m.end()) for m in re.finditer(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+", text)
    ]
    lines = [(a, b) for a, b in lines if text[a:b].strip()]
    blocks: list[tuple[SectionKind, list[Traced]]] = []
    previous_end = None
    tail = ""  # how the block so far ends; closing marks may fill a line of their own
    for number, (start, end) in enumerate(lines):
        line = whole[start:end].strip()
        breaks = text.count("\n", previous_end, start) if previous_end is not None else 2
        previous_end = end
        if number == 0 and _is_title(text, lines):
            blocks.append((SectionKind.HEAD, [line]))
        elif CREDIT.match(line.text):
            blocks.append((SectionKind.CREDIT, [line]))
        elif (
            blocks and breaks == 1 and blocks[-1][0] is SectionKind.BODY and not ends_sentence(tail)
        ):
            blocks[-1][1].append(line)
            tail += line.text
        else:
            blocks.append((SectionKind.BODY, [line]))
            tail = line.text
        tail = tail[-_TAIL:]
    joined = [(part, join_traced(parts)) for part, parts in blocks]
    if joined and joined[-1][0] is SectionKind.BODY:
        last = joined[-1][1]
        if match := CREDIT_AT_END.search(last.text, max(0, len(last) - _TAIL)):
            joined[-1:] = [
                (SectionKind.BODY, last[: match.start()]),
                (SectionKind.CREDIT, last[match.start(1) : match.end(1)]),
            ]
    return joined


_TAIL = 60
"""Characters at a block's end that closing marks or a credit may take."""


def _is_title(text: str, lines: list[tuple[int, int]]) -> bool:
    first = text[slice(*lines[0])].strip()
    if len(lines) < 2 or len(first) > 80 or ends_sentence(first):
        return False
    gap = text.count("\n", lines[0][1], lines[1][0])
    return gap > 1 or lines[1][1] - lines[1][0] > 1.5 * len(first)


def _read(blocks: Iterable[tuple[SectionKind, Traced]]) -> ArticleText:
    kept = [(part, text) for part, text in blocks if text.text.strip()]
    newline = Traced("\n", (None,))
    pieces: list[Traced] = []
    folds: list[str] = []
    at: list[int] = []
    sections: list[Section] = []
    offset = 0
    for number, (part, text) in enumerate(kept):
        if number:
            pieces.append(newline)
            folds.append("\n")
            at.append(offset)
            offset += 1
        pieces.append(text)
        start = len(at)
        seen, origins = fold(text.text, offset)
        folds.append(seen)
        at += origins
        sections.append(Section(part=part, start=start, end=len(at)))
        offset += len(text)
    whole = "".join(folds)
    return ArticleText(
        text=whole,
        source=join_traced(pieces),
        at=tuple(at),
        sections=tuple(sections),
        stops=tuple(found.start() for found in _STOP.finditer(whole)),
    )
