"""The characters of printed lines as text: folded, traced, with the blanks that part words."""

from __future__ import annotations

from generator.geometry import SetLine
from generator.text.folding import fold_text
from generator.text.traced import Traced, join_traced

__all__ = ["LineText"]

_NOTHING = Traced("", ())


class LineText:
    """The text of a page's lines, each character as its writers meant it."""

    def __init__(self, page: str) -> None:
        self._page = page
        folded = fold_text(page)
        # what each character was folded to; nothing where all stay what they are
        self._folded = None if folded.text == page else _by_origin(folded)

    def of(self, line: SetLine, *, spaced: bool = False) -> Traced:
        """Return the characters of a line, with the blanks that are seen, or that part words."""
        parts: list[Traced] = []
        start = 0
        for k in line.blanks:
            before, after = line.offsets[k - 1], line.offsets[k]
            printed = before < after and self._page[before + 1 : after].isspace()
            if spaced or (printed and _letters(self._page[before], self._page[after])):
                blank = Traced(" ", (before + 1 if printed else None,))
                parts += (self._plain(line.offsets[start:k]), blank)
                start = k
        return join_traced((*parts, self._plain(line.offsets[start:])))

    def _plain(self, offsets: tuple[int, ...]) -> Traced:
        """Return characters of the page as their writers meant them."""
        if self._folded is None:
            return Traced("".join(map(self._page.__getitem__, offsets)), offsets)
        return join_traced([self._folded.get(offset, _NOTHING) for offset in offsets])


def _by_origin(folded: Traced) -> dict[int, Traced]:
    """Return what each character of a page was folded to."""
    found: dict[int, Traced] = {}
    for char, origin in zip(folded.text, folded.origins, strict=True):
        if origin is not None:
            one = Traced(char, (origin,))
            found[origin] = found[origin] + one if origin in found else one
    return found


def _letters(one: str, other: str) -> bool:
    return one.isascii() and other.isascii() and one.isalnum() and other.isalnum()
