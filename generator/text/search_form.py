"""What search compares: a text without the differences that a reader who types a phrase ignores.

Those are width, blanks, case, and traditional or simplified characters. The site's
script does the same to a query (``site_src/assets/search/engine/folding.js``); both pass
``tests/cases/search_form.md``.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources

__all__ = ["search_form", "simplified_forms"]

_SILENT_CATEGORIES = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Controls, formats and blanks."""
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Variation selectors: the same character, drawn otherwise."""


class _Forms(dict[int, str]):
    """For :meth:`str.translate`: the form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _form_of(chr(code))
        return form


_forms = _Forms()


def search_form(text: str) -> str:
    """Return what is compared when ``text`` is searched, or is what is searched for.

    Each character by itself becomes its compatible form (NFKC, Unicode standard annex 15), small
    and simplified; blanks, controls and straight double quotation marks are left out. So a form
    holds for any part of a text too: the form of a phrase stands in the form of its text.

    >>> search_form("２０２４年 “社會 組織” ＡＢ")
    '2024年“社会组织”ab'
    >>> search_form("⼯会…"), search_form(' \\t"')
    ('工会...', '')
    """
    return text.translate(_forms)


@cache
def simplified_forms() -> dict[str, str]:
    """Return the simplified form of each traditional character, after OpenCC's table."""
    table = resources.files(__package__) / "data" / "simplified.txt"
    chars, images = table.read_text("utf-8").splitlines()
    return dict(zip(chars, images, strict=True))


def _form_of(char: str) -> str:
    simplified = simplified_forms()
    small = unicodedata.normalize("NFKC", char).lower()
    return "".join(simplified.get(part, part) for part in small if not _is_silent(part))


def _is_silent(char: str) -> bool:
    return (
        char == '"'
        or unicodedata.category(char) in _SILENT_CATEGORIES
        or any(ord(char) in selectors for selectors in _SELECTORS)
    )
