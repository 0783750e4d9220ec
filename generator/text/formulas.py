"""Formulas of LaTeX that programs for OCR write for numbers, units and raised notes.

Of ``$120 \\mathrm{m}^{2}$`` the page shows ``120 m2``: the rest are marks. A formula with a command
that stands for a sign is left as it is, for a page's characters are shown and none made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["find_formula_marks"]

_FORMULA = re.compile(
    r"(?<![\\$A-Za-z0-9])\$(?P<inner>[^\s$](?:[^$\n]{0,118}[^\s$])?|[ ][^$\n]{1,118}[ ])\$(?![\d$])"
)
"""Between dollars: close around it, or a blank on both sides. $5 and $8 are prices."""
_SHAPE = r"\\(?:math(?:rm|bf|it|sf)|boldsymbol|operatorname|text(?:bf|it|rm)?|rm|bf|it)(?![A-Za-z])"
"""Commands that say how letters look."""
_TOKEN = re.compile(
    rf"(?P<mark>{_SHAPE}|[{{}}^_~]|\\[,;:! ])"
    r"|(?P<escape>\\)[%$&#_]|[^\\{}^_~$㐀-鿿]+"
)
_TEXT = re.compile(rf"(?:{_SHAPE})\s*\{{[^{{}}]*\}}")
"""Words of running text, which may be Chinese."""
_CIRCLED = r"\\textcircled\s*\{?\s*(?:\\[a-z]+\s*)?\{?\s*\d{1,2}\s*\}?\s*\}?"
_NOTE = re.compile(
    rf"\s*{_CIRCLED}\s*|\s*(?:\{{\s*\}})?\s*\^\s*\{{?\s*"
    rf"(?:{_CIRCLED}|[\[［(（]?\d{{1,3}}[\]］)）]?|[①-⑳]|\*{{1,3}})\s*\}}?\s*"
)
"""Nothing but a raised number or star, or a number in a circle."""
_TELLING = re.compile(r"[\\^_{}%]")
"""One of these makes a formula of what stands between dollars."""


def find_formula_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the marks of formulas stand in a text, and the whole of raised notes.

    >>> text = "占地$120 \\\\mathrm{m}^{2}$，说明见书$^{[1]}$。"
    >>> "".join(text[start:end] for start, end in find_formula_marks(text))
    '$\\\\mathrm{}^{}$$^{[1]}$'
    """
    for match in _FORMULA.finditer(text):
        inner = match["inner"]
        if _NOTE.fullmatch(inner) and not text[match.start() - 1 : match.start()].isascii():
            yield match.span()
        elif _TELLING.search(inner) and (marks := _marks(inner)) is not None:
            start = match.start("inner")
            yield start - 1, start
            yield from ((start + one, start + end) for one, end in marks)
            yield match.end() - 1, match.end()


def _marks(inner: str) -> list[tuple[int, int]] | None:
    """Return what of a formula is a mark, ``None`` where it holds what only LaTeX can show."""
    marks: list[tuple[int, int]] = []
    at = 0
    while at < len(inner):
        words = _TEXT.match(inner, at)
        if words is not None:
            opened = inner.index("{", at)
            marks += [(at, opened + 1), (words.end() - 1, words.end())]
            at = words.end()
            continue
        token = _TOKEN.match(inner, at)
        if token is None:
            return None
        if token["mark"]:
            marks.append(token.span())
        elif token["escape"]:
            marks.append(token.span("escape"))
        at = token.end()
    return marks
