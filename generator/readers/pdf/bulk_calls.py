"""pdfium asked the same of many characters or things in one go.

A page has thousands of characters, and a loop in C over ``map`` takes half the time of one in
Python. Handles are plain numbers here, so that they can be put in arrays and compared.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence, Set
from itertools import repeat
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

__all__ = [
    "Floats",
    "Mask",
    "Numbers",
    "are_made",
    "boxes_of",
    "fonts_of",
    "handle_of",
    "has_no_unicode",
    "matrices_of",
    "modes_of",
    "objects_in",
    "objects_of",
    "pens_of",
    "sizes_of",
    "unicodes_of",
]

Numbers: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Indexes: TypeAlias = Sequence[int]
_Ask: TypeAlias = Callable[..., Any]

_HANDLE, _INT, _OUT = ctypes.c_size_t, ctypes.c_int, ctypes.c_size_t


def _function(name: str, result: Any, *arguments: Any) -> _Ask:
    """Return a function of pdfium that takes handles and addresses as numbers.

    It keeps the interpreter's lock: it is over before letting go would have paid.
    """
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    assert address is not None
    ask: _Ask = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return ask


_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INT)
_is_unknown = _function("FPDFText_HasUnicodeMapError", _INT, _HANDLE, _INT)
_is_made = _function("FPDFText_IsGenerated", _INT, _HANDLE, _INT)
_pen = _function("FPDFText_GetCharOrigin", _INT, _HANDLE, _INT, _OUT, _OUT)
_char_matrix = _function("FPDFText_GetMatrix", _INT, _HANDLE, _INT, _OUT)
_size = _function("FPDFText_GetFontSize", ctypes.c_double, _HANDLE, _INT)
_loose = _function("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INT, _OUT)
_char_object = _function("FPDFText_GetTextObject", _HANDLE, _HANDLE, _INT)
_font = _function("FPDFTextObj_GetFont", _HANDLE, _HANDLE)
_mode = _function("FPDFTextObj_GetTextRenderMode", _INT, _HANDLE)
_kind = _function("FPDFPageObj_GetType", _INT, _HANDLE)
_page_object = _function("FPDFPage_GetObject", _HANDLE, _HANDLE, _INT)
_form_object = _function("FPDFFormObj_GetObject", _HANDLE, _HANDLE, ctypes.c_ulong)


def handle_of(pointer: Any) -> int:
    """Return a handle of pdfium's as a number."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def unicodes_of(text: int, count: int) -> Numbers:
    """Return the code points of a page's first characters, as pdfium has them."""
    return _numbers(map(_unicode, repeat(text), range(count)), count)


def has_no_unicode(text: int, indexes: Indexes) -> Mask:
    """Return of which characters a PDF doesn't say which they are."""
    return _are_true(map(_is_unknown, repeat(text), indexes), len(indexes))


def are_made(text: int, indexes: Indexes) -> Mask:
    """Return which characters pdfium has put there, as blanks between words."""
    return _are_true(map(_is_made, repeat(text), indexes), len(indexes))


def pens_of(text: int, indexes: Indexes) -> tuple[Floats, Floats]:
    """Return where the pen stands at some characters, in the page's coordinates."""
    found = np.zeros((2, len(indexes)))
    _run(map(_pen, repeat(text), indexes, _places(found[0]), _places(found[1])))
    return found[0], found[1]


def matrices_of(text: int, indexes: Indexes) -> Floats:
    """Return the matrices of some characters, a row each."""
    found = np.zeros((len(indexes), 6), dtype=np.float32)
    _run(map(_char_matrix, repeat(text), indexes, _places(found)))
    return found.astype(np.float64)


def boxes_of(text: int, indexes: Indexes) -> tuple[Floats, Mask]:
    """Return the loose boxes of some characters (left, top, right, bottom), and which are known."""
    found = np.zeros((len(indexes), 4), dtype=np.float32)
    known = _are_true(map(_loose, repeat(text), indexes, _places(found)), len(indexes))
    return found.astype(np.float64), known


def sizes_of(text: int, indexes: Indexes) -> Floats:
    """Return the sizes that the fonts of some characters are set in."""
    return np.fromiter(map(_size, repeat(text), indexes), np.float64, len(indexes))


def objects_of(text: int, count: int) -> Numbers:
    """Return for each of a page's first characters the piece of text that it is drawn with."""
    return _numbers(map(_char_object, repeat(text), range(count)), count)


def fonts_of(pieces: Sequence[int]) -> Numbers:
    """Return the fonts of pieces of text."""
    return _numbers(map(_font, pieces), len(pieces))


def modes_of(pieces: Sequence[int]) -> Numbers:
    """Return how pieces of text are drawn: filled, stroked, not at all."""
    return _numbers(map(_mode, pieces), len(pieces))


def objects_in(holder: Any, listed: Set[int], *, form: bool) -> list[tuple[int, int]]:
    """Return what a page or a form draws, each with its kind, but for what is ``listed``."""
    count = (pdfium.FPDFFormObj_CountObjects if form else pdfium.FPDFPage_CountObjects)(holder)
    ask = _form_object if form else _page_object
    items = map(ask, repeat(handle_of(holder)), range(count))
    return [(item, _kind(item)) for item in items if item not in listed]


def _are_true(found: Iterable[int], count: int) -> Mask:
    return np.fromiter(found, np.bool_, count)


def _numbers(found: Iterable[int], count: int) -> Numbers:
    return np.fromiter(found, np.int64, count)


def _places(rows: npt.NDArray[Any]) -> range:
    """Return the address of each row of an array."""
    start, step = rows.ctypes.data, max(rows.strides[0], 1)
    return range(start, start + step * len(rows), step)


def _run(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)
