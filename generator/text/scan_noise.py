"""Specks: marks that a scanner saw and nobody printed."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.text.characters import is_han

__all__ = ["find_scan_noise"]

_RULES = "|¦｜丨"
"""How the line between two columns is read."""
_EDGES = f"{_RULES} \t\u3000"
_DUST = f"{_RULES}`^_~'•°*·.,、-–"
_QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"))
_NEIGHBOUR = 5
"""Characters of the lines around, from which on a lone mark between them is no text. A dump that
gives every glyph a line of its own has none as long."""
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")


@lru_cache(maxsize=1)
def find_scan_noise(text: str) -> frozenset[int]:
    """Return where the specks of a page stand: dust alone on a line, a column rule at its edge.

    A closing mark alone on a line was pushed there by the dump if the line before has none.

    >>> sorted(find_scan_noise("老年食堂今天开张，|\\n.\\n老人们都说这里好。"))
    [9, 11]
    >>> sorted(find_scan_noise("老年食堂今天开张\\n、\\n老人们都说这里好。"))
    []
    >>> sorted(find_scan_noise("老年食堂今天开张 “夜校开班"))
    [9]
    """
    alone = _alone(text)
    if not any(char in text for char in _DUST):
        return frozenset(alone)
    lines = [match for match in _LINE.finditer(text) if match.group().strip()]
    found = {*alone}
    for i, match in enumerate(lines):
        line = match.group()
        core = line.strip()
        if len(core) <= 2 and not core.strip(_DUST):
            around = [lines[k].group().strip() for k in (i - 1, i + 1) if 0 <= k < len(lines)]
            before = lines[i - 1].group().rstrip()[-1:] if i else ""
            pushed = core in (",", "、", "·") and is_han(before or " ")
            if not pushed and all(len(text) >= _NEIGHBOUR for text in around):
                found.update(range(match.start(), match.end()))
            continue
        inside = core.strip(_EDGES)
        if inside != core and any(map(is_han, inside)) and not any(c in inside for c in _RULES):
            start = match.start() + line.index(inside)
            found.update(range(match.start(), start))
            found.update(range(start + len(inside), match.end()))
    return frozenset(i for i in found if not text[i].isspace())


def _alone(text: str) -> list[int]:
    """Return where a quotation mark stands behind a blank in a line, on a page that has no partner
    for any: part of the rule between two columns."""
    return [
        match.end() - 1
        for opening, closing in _QUOTES
        if (opening in text) != (closing in text)
        for match in re.finditer(rf"(?<=\S)[ \t\u3000]+[{opening}{closing}](?=[㐀-鿿])", text)
    ]
