"""Glyphs drawn once more on top of themselves."""

from __future__ import annotations

import numpy as np

from generator.readers.pdf.bulk_calls import Floats, Numbers

__all__ = ["find_doubles"]

_DOUBLE = 0.15
"""Share of the em: the same glyph nearer than this is one glyph, made bold by drawing it twice.
The narrowest letters (i, l, the full stop) take a quarter of an em each."""
_FAR = 1 << 20
"""Cells in a row, more than any page has."""


def find_doubles(text: str, x: Floats, y: Floats, em: Floats, asked: Numbers) -> dict[int, int]:
    """Return which characters are drawn on top of others of the same, and of which.

    Only those at the places ``asked`` are looked at.
    """
    asked = asked[_may_be_double(text, x[asked] / em[asked], y[asked] / em[asked], asked)]
    # by character and cell of the page, each an em wide: the places in the list
    places: dict[tuple[str, int, int], list[int]] = {}
    found: dict[int, int] = {}
    for at in asked.tolist():
        own, right, down = float(em[at]), float(x[at]), float(y[at])
        columns, rows = _cells(right / own), _cells(down / own)
        twin = None
        for column in columns:
            for row in rows:
                for place in places.get((text[at], column, row), ()):
                    if max(abs(x[place] - right), abs(y[place] - down)) < _DOUBLE * own:
                        twin = place
        if twin is None:
            places.setdefault((text[at], columns[0], rows[0]), []).append(at)
        else:
            found[at] = twin
    return found


def _may_be_double(text: str, x: Floats, y: Floats, asked: Numbers) -> Numbers:
    """Return which characters share a cell with another one, or stand next to such a cell.

    Most pages have none, and no more is to be done.
    """
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.int64)[asked]
    columns, rows = _both_cells(x), _both_cells(y)
    own, *others = (_keys(codes, column, row) for column in columns for row in rows)
    order = np.sort(own)
    shared = order[1:][order[1:] == order[:-1]]
    found = np.isin(own, shared) if len(shared) else np.zeros(len(own), dtype=bool)
    reached = [own[:0]]
    for key in others:
        beside = np.flatnonzero(key != own)
        keys = key[beside]
        hit = order[np.minimum(np.searchsorted(order, keys), len(order) - 1)] == keys
        found[beside[hit]] = True
        reached.append(keys[hit])
    if not found.any():
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(found | np.isin(own, np.concatenate(reached)))


def _keys(codes: Numbers, columns: Numbers, rows: Numbers) -> Numbers:
    """Return a number for each character and cell; that some share one does no harm."""
    keys: Numbers = (codes * _FAR + columns) * _FAR + rows
    return keys


def _both_cells(places: Floats) -> tuple[Numbers, Numbers]:
    """Return the cells that places lie in, and those next to them where a twin may lie there."""
    cells = np.rint(places).astype(np.int64)
    beyond = places - cells
    return cells, cells + (beyond > 0.5 - _DOUBLE) - (beyond < _DOUBLE - 0.5)


def _cells(place: float) -> tuple[int, ...]:
    """Return the cell that a place lies in, and the next one where its twin may lie there."""
    cell = round(place)
    beyond = place - cell
    if beyond > 0.5 - _DOUBLE:
        return cell, cell + 1
    return (cell, cell - 1) if beyond < _DOUBLE - 0.5 else (cell,)
