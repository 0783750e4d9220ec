"""Markdown: which characters of a text are marks, which lines are headings and which captions.

Programs for OCR (MinerU, Marker, Docling, PaddleOCR-VL) and people who collect pages save them as
Markdown. Its marks say how a line is set; they are no words of the page. The marks are those of
CommonMark 0.31 and of GitHub's tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.text.field_labels import find_field_labels
from generator.text.markdown_grammars import (
    MarkdownTable,
    find_formula_marks,
    html_tables,
    pipe_tables,
)
from generator.text.traced import Traced

__all__ = [
    "NO_MARKUP",
    "Markup",
    "drop_marks",
    "find_markup",
    "has_front_matter",
    "is_markdown",
    "without_tables",
]

_HEADING = re.compile(r"^[ ]{0,3}(?P<marks>#{1,6})[ \t\u3000]+(?P<text>[^\s#].*)$", re.M)
"""ATX heading (CommonMark 4.2). A topic of a social network, #食堂#, has no blank there."""
_EMPTY_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t\r]*$", re.M)
_SETEXT = re.compile(r"^(?P<text>[ ]{0,3}\S.*)\n(?P<rule>[ ]{0,3}(?:=+|-{2,}))[ \t\r]*$", re.M)
"""A line that another of = or - underlines (CommonMark 4.3)."""
_IMAGE = re.compile(r"!\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_PICTURE_LINE = re.compile(rf"^[ \t]*(?:{_IMAGE.pattern}[ \t]*)+\r?$", re.M)
_CENTERED = re.compile(
    r"^[ \t]*<div style=\"text-align: ?center;?\">(?P<text>(?:(?!</?(?:div|img|table)\b).)*)", re.M
)
"""How PaddleOCR sets pictures and what is said of them; its headlines are headings."""
_PAGE_MARK = re.compile(r"^\{\d{1,4}\}-{5,}[ \t\r]*$", re.M)
"""What Marker parts pages with."""
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,32}\]:?")
"""A footnote's number, in the text or before the note."""
_RAISED_NOTE = re.compile(
    r"(?<![0-9A-Za-z])<sup>\s*(?:[\[［(（]?\d{1,3}[\]］)）]?|[①-⑳]|\*{1,3})\s*</sup>", re.I
)
"""The same as HTML raises it; behind a letter or a digit it is a power."""
_LINK = re.compile(
    r"(?<!!)(\[)[^\[\]\n]+(\]\((?:[a-z]+:|/|\.{1,2}/|#|[\w-]+\.[a-z])[^()\s]*\))", re.I
)
_BOLD = re.compile(r"(?<![\\*_])(\*\*|__)(?=[^\s*_])[^\n]{1,120}?(?<=[^\s*_\\])(\1)(?![*_])")
_BOLD_LINE = re.compile(r"^[ \t]*(?:[-+>#]+[ \t]+)?" + _BOLD.pattern, re.M)
"""Bold words that open a line: in the midst of one, 张** and 李** may be names left out."""
_EMPHASIS = re.compile(r"(?<![\\*\w])(\*)(?=[^\s*])[^*\n]{0,120}(?<=[^\s*\\])(\*)(?![*\w])")
_LISTED = re.compile(r"^[ \t]*(?P<mark>[-*+>](?:[ \t]+[-*+>])*[ \t]+)(?=[^\s\-*+>])", re.M)
"""The mark of a list's item or of a quotation."""
_RULE = re.compile(r"^[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\r?$", re.M)
_FENCE = re.compile(r"^[ ]{0,3}(?:`{3,}|~{3,})[\w-]*[ \t\r]*$", re.M)
_ESCAPE = re.compile(r"(\\)[!-/:-@\[-`{-~]")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?:[A-Za-z_][\w-]*:.*\n(?:[ \t-].*\n)*)+---[ \t\r]*(?:\n|\Z)"
)
"""A line's ``\\r`` is the dot's: with a place of its own, each line could be read in two ways."""
_TABLE_NUMBER = re.compile(r"[ \t*]*(?:附?表|Table)[ ]?[\d一二三四五六七八九十]", re.I)
_LABEL_LINE = re.compile(r"[^#|<!{。！？；：:，,][^|<。！？；]{0,60}(?<![：:，,、])")
"""A line that names something and says no sentence."""
_LONGEST_CAPTION = 200
"""Characters. A longer text under a picture is an article's."""
_TWICE = 2
"""Lines of a list or a quotation: one dash or sign may be a printed ornament."""


@dataclass(frozen=True, slots=True)
class Markup:
    """What of a text is Markdown."""

    marks: frozenset[int]
    """Offsets of the characters that are marks and not words of the page."""
    headings: dict[int, int]
    """For the offset of each heading's first word, its level, 1 to 6."""
    captions: frozenset[int] = frozenset()
    """Offsets of the first words of lines that say what a picture or a table shows."""
    tables: tuple[MarkdownTable, ...] = ()
    """Its tables, in order; what stands in their cells are no marks."""


NO_MARKUP = Markup(frozenset(), {})
"""What plain text has."""


def is_markdown(text: str) -> bool:
    """Return whether a text shows by a mark that nothing printed looks like that it is Markdown.

    >>> [is_markdown(t) for t in ("# 新村办食堂\\n\\n近日…", "**新村**", "#食堂#", "2 * 3 * 4")]
    [True, True, False, False]
    """
    return (
        any(pipe_tables(text))
        or any(html_tables(text))
        or any(
            pattern.search(text)
            for pattern in (_HEADING, _IMAGE, _LINK, _BOLD_LINE, _PAGE_MARK, _CENTERED)
        )
    )


def has_front_matter(text: str) -> bool:
    """Return whether a text opens with a header of YAML between two lines of dashes.

    >>> has_front_matter("---\\ntitle: 新村办食堂\\n---\\n近日…")
    True
    """
    return _FRONT_MATTER.match(text) is not None


def without_tables(text: str) -> str:
    """Return ``text`` without the tables and comments of HTML that Markdown takes in.

    >>> without_tables("甲<table><tr><td>1</td></tr></table>乙")
    '甲乙'
    """
    pieces = []
    end = 0
    whole = (*_comments(text), *((table.start, table.end) for table in html_tables(text)))
    for start, stop in sorted(whole):
        if start < end:
            continue
        pieces.append(text[end:start])
        end = max(end, stop)
    return "".join((*pieces, text[end:]))


@lru_cache(maxsize=1)
def find_markup(text: str) -> Markup:
    """Return the marks and the headings of a text; none where nothing shows that it is Markdown.

    Pictures are marks as a whole, and so are tables of one row or column, which frame something.

    >>> found = find_markup("# 新村\\n\\n**近日**，新村")
    >>> sorted(found.marks), found.headings
    ([0, 6, 7, 10, 11], {2: 1})
    >>> find_markup("近日，新村- 办食堂 *") == NO_MARKUP
    True
    """
    labels = find_field_labels(text)
    listed = [match.span("mark") for match in _LISTED.finditer(text)]
    if not is_markdown(text):
        spans = [*(listed if len(listed) >= _TWICE else []), *labels]
        return Markup(_offsets(text, spans), {}) if spans else NO_MARKUP
    headings: dict[int, int] = {}
    spans = [*listed, *labels, *_whole(text), *_paired(text), *find_formula_marks(text)]
    for heading in _HEADING.finditer(text):
        headings[heading.start("text")] = len(heading["marks"])
        said = heading["text"].rstrip()
        shown = said.rstrip("#")
        if shown != shown.rstrip():  # marks that close it stand after a blank
            at = heading.start("text")
            spans.append((at + len(shown), at + len(said)))
        spans.append(heading.span("marks"))
    for heading in _SETEXT.finditer(text):
        said = heading["text"].lstrip()
        if said[0] not in "#|>-*+=" and "。" not in said:
            headings[heading.end("text") - len(said)] = 1 if "=" in heading["rule"] else 2
            spans.append(heading.span("rule"))
    tables = _tables(text)
    spans += [(table.start, table.end) for table in tables if not table.is_grid]
    grids = tuple(table for table in tables if table.is_grid)
    marks = _offsets(text, spans) | _between_cells(text, grids)
    captions = [*_captions(text, tables)]
    words = _first_words(text, (*headings, *captions), marks)
    return Markup(
        marks,
        {words[at]: level for at, level in headings.items()},
        frozenset(words[at] for at in captions),
        grids,
    )


def drop_marks(text: Traced, markup: Markup) -> Traced:
    """Return a page's text without the marks that ``markup`` found on the page.

    >>> page = "**近日**，新村"
    >>> drop_marks(Traced.from_page(page), find_markup(page)).text
    '近日，新村'
    """
    return text.without(markup.marks)


def _whole(text: str) -> Iterator[tuple[int, int]]:
    """Yield what is a mark from its first character to its last."""
    yield from _comments(text)
    for pattern in (_IMAGE, _TAG, _RULE, _FENCE, _EMPTY_HEADING, _PAGE_MARK, _NOTE, _RAISED_NOTE):
        for match in pattern.finditer(text):
            yield match.span()


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start)) >= 0:
        yield start, end + len("-->")
        start = text.find("<!--", end)


def _tables(text: str) -> list[MarkdownTable]:
    """Return the tables of a text in order; of those that overlap, the first."""
    found: list[MarkdownTable] = []
    for table in sorted((*html_tables(text), *pipe_tables(text)), key=lambda table: table.start):
        if not found or table.start >= found[-1].end:
            found.append(table)
    return found


def _between_cells(text: str, tables: Sequence[MarkdownTable]) -> frozenset[int]:
    """Return the offsets of what sets tables out and stands in none of their cells."""
    return frozenset(
        at
        for table in tables
        for at in {*range(table.start, table.end)}.difference(
            *(range(*cell) for row in table.rows for cell in row)
        )
        if not text[at].isspace()
    )


def _paired(text: str) -> Iterator[tuple[int, int]]:
    """Yield the marks on both sides of words, and the backslash before a character."""
    for pattern in (_LINK, _BOLD, _EMPHASIS):
        for match in pattern.finditer(text):
            yield match.span(1)
            yield match.span(2)
    for match in _ESCAPE.finditer(text):
        yield match.span(1)


def _captions(text: str, tables: Sequence[MarkdownTable]) -> Iterator[int]:
    """Yield where lines begin that tell of a picture or a table.

    They stand tight under it, over a table, or are centred by HTML.
    """
    for centred in _CENTERED.finditer(text):
        if centred["text"].strip():
            yield centred.start("text")
    yield from (at for table in tables if (at := _line_over(text, table.start)) is not None)
    ends = [picture.end() for picture in _PICTURE_LINE.finditer(text)]
    for end in (*ends, *(table.end for table in tables if text[table.start] == "<")):
        yield from _tight_lines(text, end)


def _line_over(text: str, table: int) -> int | None:
    """Return where the caption over a table begins; ``None`` where it has none.

    With a blank line between, only a number (表1) makes a line the caption.
    """
    start = max(0, table - _LONGEST_CAPTION)
    words = text[start:table].rstrip()
    line = words[words.rfind("\n") + 1 :]
    ends = text.count("\n", start + len(words), table)
    named = ends == 1 or (ends > 1 and _TABLE_NUMBER.match(line))
    at = start + len(words) - len(line)
    return at if named and _LABEL_LINE.fullmatch(line.strip()) else None


def _tight_lines(text: str, at: int) -> list[int]:
    """Return where lines begin that follow a line without a blank one between, if all are short."""
    found: list[int] = []
    said = 0
    while 0 <= at < len(text) - 1:
        start, end = at + 1, text.find("\n", at + 1)
        end = len(text) if end < 0 else end
        line = text[start:end].strip()
        if not line or line[0] in "#|<!{":
            break
        found.append(start)
        said += end - start
        if said > _LONGEST_CAPTION:
            return []
        at = end
    return found


def _offsets(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end) if not text[i].isspace())


def _first_words(text: str, starts: Iterable[int], marks: frozenset[int]) -> dict[int, int]:
    """Return for each offset that of the first character from it on that is neither mark nor blank,
    itself where none is."""
    found: dict[int, int] = {}
    following, end = None, len(text)
    for at in sorted({*starts}, reverse=True):
        own = (i for i in range(at, end) if i not in marks and not text[i].isspace())
        following, end = next(own, following), at
        found[at] = at if following is None else following
    return found
