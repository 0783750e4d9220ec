"""Pages that programs for OCR have written as Markdown (``NAME.md``).

What is a mark is told later, as for any text (:mod:`generator.text.markdown`); here a file comes
apart at the marks that part its pages, and characters that are written by name become themselves.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Iterator

from generator.model import Page
from generator.readers import page_name
from generator.text.markdown import find_markup

__all__ = ["read_markdown"]

_BREAK = re.compile(
    r"(?P<feed>\f)|^(?=\{\d{1,4}\}-{5,}[ \t\r]*$)|(?=<!--[ ]*page[ _-]?break\b)", re.I | re.M
)
"""A form feed, the line that Marker puts before each page, the comment of other programs."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_MARKS = frozenset(string.punctuation)
"""What marks are made of."""
_FULL_WIDTH = 0xFEE0
"""From a character of ASCII to its full-width form (U+FF01 to U+FF5E)."""


def read_markdown(text: str, name: str) -> Iterator[Page]:
    """Yield the pages of a file, each with the mark that opens it.

    Blank pages are left out, but counted, as those of a text are.

    >>> [p.text for p in read_markdown("{0}-----\\n# 甲&amp;乙\\n\\n{1}-----\\n# 丙", "a.md")]
    ['{0}-----\\n# 甲&乙\\n\\n', '{1}-----\\n# 丙']
    """
    number, start = 1, 0
    for match in _BREAK.finditer(text):
        before = text[start : match.start()]
        if match["feed"] is None and not before.strip():
            continue  # it opens the page that has begun
        if before.strip():
            yield _page(name, number, before)
        number, start = number + 1, match.end()
    if text[start:].strip():
        yield _page(name, number, text[start:])


def _page(name: str, number: int, text: str) -> Page:
    return Page(name=page_name(name, number), text=_resolved(text))


def _resolved(text: str) -> str:
    """Return a page's text with its entities resolved.

    What is written by name is no mark (CommonMark 6.2): an entity that would become one becomes its
    full-width form, which is none, and reads the same.

    >>> _resolved("甲&amp;乙 &lt; 丙"), _resolved("# 甲\\n&lt;!-- 乙 --&gt;")
    ('甲&乙 < 丙', '# 甲\\n＜!-- 乙 --＞')
    """
    pieces: list[str] = []
    given: list[tuple[int, int]] = []
    end = size = 0
    for entity in _ENTITY.finditer(text):
        char = _character(entity)
        pieces += (text[end : entity.start()], char)
        size += len(pieces[-2]) + len(char)
        end = entity.end()
        if char in _MARKS:
            given.append((size - 1, len(pieces) - 1))
    pieces.append(text[end:])
    if given:
        marks = find_markup("".join(pieces)).marks
        for at, n in given:
            if at in marks:
                pieces[n] = chr(ord(pieces[n]) + _FULL_WIDTH)
    return "".join(pieces)


def _character(entity: re.Match[str]) -> str:
    """Return what an entity stands for; one that stands for nothing that is printed stays."""
    char = html.unescape(entity.group())
    return char if len(char) == 1 and (char.isprintable() or char.isspace()) else entity.group()
