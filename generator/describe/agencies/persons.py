"""Finds who holds a public office in an article, with the office as printed and its body.

民政部部长王某某: body, title, surname and given name stand in a row, and no name is taken without
an office before it. Who has none (村民王某某, 记者王某某) is no fact. The words are
``data/persons.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from generator.describe.article_text import ArticleText
from generator.describe.candidates import Organ
from generator.describe.data_files import data_table
from generator.describe.regions.region_context import SURNAMES
from generator.model import Person
from generator.text.traced import Span

__all__ = ["find_persons"]

_FRONTS = ("常务副", "副", "代")
_LONGEST_OFFICE = 24
"""Characters of the longest office that no body of the article tells."""
_CUT = re.compile(
    r".*(?:[^一-鿿]|时任|现任|历任|担任|原任|[的由在向是有被让请了对为和与及据当])", re.DOTALL
)
"""Up to where the words before a title are no part of the office."""


@dataclass(frozen=True, slots=True)
class _Words:
    """``data/persons.yml``, compiled."""

    holder: re.Pattern[str]
    """A title and the name behind it."""
    unit: re.Pattern[str]
    """What a public office ends in before its title."""
    not_units: re.Pattern[str]
    """What makes an office no public one."""
    levels: tuple[str, ...]
    """Titles that say by themselves of what: 市长."""


@cache
def _words() -> _Words:
    table = data_table("persons.yml")
    titles, long = _any(table["titles"]), _any(table["long_surnames"])
    after = "".join(table["after"])
    surname = f"(?:{long}|[{''.join(sorted(SURNAMES.union(table['surnames'])))}])"
    ends = rf"(?=[^一-鿿]|[{after}]|$)"
    given = rf"(?:[一-鿿](?![{after}])[一-鿿]{ends}|[一-鿿]{ends})"
    return _Words(
        holder=re.compile(rf"(?P<title>{titles})(?P<name>{surname}{given})"),
        unit=re.compile(f"(?:{_any(table['units'])})$"),
        not_units=re.compile(_any(table["not_units"])),
        levels=("省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "总理", "总书记", "国务"),
    )


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def find_persons(reading: ArticleText, organs: Sequence[Organ]) -> tuple[Person, ...]:
    """Return who holds an office, in the order of the text, each office of each person once.

    >>> from generator.describe.article_text import read_text
    >>> told = read_text("县长王长河主持，县委书记周小溪出席，村民李青山说，路修好了。")
    >>> [(p.office, p.name) for p in find_persons(told, ())]
    [('县长', '王长河'), ('县委书记', '周小溪')]
    """
    found: dict[tuple[str, str], dict[Span, None]] = {}
    bodies: dict[tuple[str, str], str] = {}
    for start, match, body in _holders(reading.text, organs):
        key = (reading.printed(*match.span("name")), reading.printed(start, match.end("title")))
        found.setdefault(key, {}).update(dict.fromkeys(reading.spans(start, match.end())))
        bodies.setdefault(key, body)
    return tuple(
        Person(name=name, office=office, body=bodies[name, office], spans=tuple(spans))
        for (name, office), spans in found.items()
    )


def _holders(text: str, organs: Sequence[Organ]) -> Iterator[tuple[int, re.Match[str], str]]:
    """Yield where an office begins, its title and name, and the full name of its body, if known."""
    words = _words()
    by_end = {organ.end: organ for organ in organs}
    last = 0
    for match in words.holder.finditer(text):
        front = next((f for f in _FRONTS if text.endswith(f, last, match.start())), "")
        at, last = match.start() - len(front), match.end()
        if organ := by_end.get(at) or by_end.get(match.end("title")):
            yield organ.start, match, organ.name
            continue
        before = text[max(0, at - _LONGEST_OFFICE) : at]
        cut = _CUT.match(before)
        unit = before[cut.end() :] if cut else before
        if words.not_units.search(unit):
            continue
        known = words.unit.search(unit) if unit else text.startswith(words.levels, at)
        if known:
            yield at - len(unit), match, ""
