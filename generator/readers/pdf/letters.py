"""Which characters pdfium's numbers stand for."""

from __future__ import annotations

import numpy as np

from generator.readers.pdf.bulk import Numbers

__all__ = ["HALVES", "NO_UNICODE", "characters_of"]

NO_UNICODE = "\ufffd"
"""Stands for a character that the PDF draws without saying which it is."""
HALVES = "surrogatepass"
"""How halves of characters beyond U+FFFF are put up with, until they are whole."""

_HYPHEN = 2
"""What pdfium makes of a hyphen at the end of a line, after a letter."""
_SEPARATORS = frozenset((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0x2028, 0x2029))
"""They end lines, which a character of a PDF does not: what is printed is a blank."""
_SYMBOLS = 0xF0
"""The private characters U+F000 to U+F0FF are those of symbol fonts, known by their place there."""


def characters_of(codes: Numbers) -> str:
    """Return the characters that pdfium gives numbers for; halves of one stay apart.

    >>> characters_of(np.array([0x65B0, 0x6E, 2, 0xE001, 0xF06C, 0x2028]))
    '新n\xad\ufffd\uf06c '
    """
    plain = (codes >= 32) & (codes < 0xE000) & ((codes < 0x7F) | (codes >= 0xA0))
    plain &= (codes != 0x2028) & (codes != 0x2029)
    found = [*np.where(plain, codes, 32).astype("<u4").tobytes().decode("utf-32-le", HALVES)]
    for place in np.flatnonzero(~plain).tolist():
        found[place] = _character(int(codes[place]), found[place - 1] if place else "")
    return "".join(found)


def _character(code: int, before: str) -> str:
    """Return the character that pdfium gives a number for, after the character ``before``.

    >>> [_character(code, "n") for code in (0x65B0, 2, 0xE001, 0xF06C, 0x2028)]
    ['新', '\\xad', '\ufffd', '\uf06c', ' ']
    """
    if code == _HYPHEN:  # between ideographs it is a dash that happens to end a line
        return "\xad" if before.isascii() and before.isalpha() else "-"
    if code in _SEPARATORS:
        return " "
    if (code < 32 and code != 9) or 0x7F <= code < 0xA0 or code > 0x10FFFF:
        return NO_UNICODE
    private = (0xE000 <= code < 0xF900 and code >> 8 != _SYMBOLS) or code >= 0xF0000
    return NO_UNICODE if private or code & 0xFFFE == 0xFFFE else chr(code)
