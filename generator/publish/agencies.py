"""The lists of agencies: who they are, on which level, and what else the pages call them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.model import Agency, AgencyRole, Entry
from generator.publish.escape import one_line
from generator.publish.paths import agency_path
from generator.publish.shelves import Shelf, make_shelf
from generator.publish.view import prefecture_names, province_names

__all__ = ["MOST_ISSUERS", "AgencyLevel", "AgencyShelf", "agency_shelves", "level_of"]

MOST_ISSUERS = 3
"""Issuers that stand for a paper or an article where there is room for few words; those of a joint
paper are named in their order, the one in charge first (《党政机关公文处理工作条例》)."""
_MOST_NAMES = 3
"""Other names shown of an agency, the commonest first."""


class AgencyLevel(StrEnum):
    """How far an agency's word reaches, read from the place in its name."""

    CENTRAL = "central"
    """No place in its name: the centre, and what calls itself by no place."""
    PROVINCE = "province"
    """A province, an autonomous region, a municipality or a special region."""
    CITY = "city"
    """A prefecture, a county, or a district of one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyShelf:
    """The list of one agency."""

    shelf: Shelf
    """Its articles."""
    level: AgencyLevel
    """Its level."""
    names: tuple[str, ...]
    """What the pages also call it; only what is printed on one of them."""


def agency_shelves(entries: Sequence[Entry]) -> tuple[AgencyShelf, ...]:
    """Return a shelf for each agency, those that issued most first."""
    issued: dict[str, list[Entry]] = defaultdict(list)
    named: dict[str, list[Entry]] = defaultdict(list)
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    places = set(prefecture_names().values())
    for entry in entries:
        roles: dict[str, bool] = {}
        for agency in entry.facts.agencies:
            roles[agency.name] = roles.get(agency.name, False) or agency.role == AgencyRole.ISSUER
        for name, is_issuer in roles.items():
            (issued if is_issuer else named)[name].append(entry)
        for name, form in _printed_forms(entry):
            printed[name][form] += 1
        facts = entry.facts
        places.update(r.name for r in (*facts.regions, *((facts.region,) if facts.region else ())))
    places -= {"全国", *province_names().values()}
    shelves = [
        AgencyShelf(
            shelf=make_shelf(
                agency_path(name), name, ("发布、召开或印发", issued[name]), ("提到", named[name])
            ),
            level=level_of(name, places),
            names=_commonest(printed.get(name, {})),
        )
        for name in issued.keys() | named.keys()
    ]
    key = lambda a: (-a.shelf.own, -a.shelf.also, a.shelf.title)  # noqa: E731
    return tuple(sorted(shelves, key=key))


def level_of(name: str, places: set[str]) -> AgencyLevel:
    """Return the level that an agency's full name shows; ``places`` are cities and counties.

    A body's full name begins with the division that it is a body of, under its full name
    (《国务院关于行政区划管理的规定》: an office is named by its division).

    >>> level_of("湖南省民政厅", {"长沙市"}), level_of("湖南省长沙市民政局", {"长沙市"})
    (<AgencyLevel.PROVINCE: 'province'>, <AgencyLevel.CITY: 'city'>)
    >>> level_of("民政部", {"长沙市"})
    <AgencyLevel.CENTRAL: 'central'>
    """
    found = AgencyLevel.CENTRAL
    rest = name
    for province in province_names().values():
        if name.startswith(province):
            found, rest = AgencyLevel.PROVINCE, name.removeprefix(province)
    # No division's name is longer than 15 characters (积石山保安族东乡族撒拉族自治县 has 15).
    if any(rest[:length] in places for length in range(2, 16)):
        return AgencyLevel.CITY
    return found


def _printed_forms(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield full name and printed form of each naming that is not the full name itself."""
    for agency in entry.facts.agencies:
        if any(end - start != len(agency.name) for start, end in agency.spans):
            for form in _forms_of(agency, entry):
                if form != agency.name and len(form) > 1:
                    yield agency.name, form


def _forms_of(agency: Agency, entry: Entry) -> Iterator[str]:
    """Yield the words of the article that were printed where the agency is named.

    Read from the article and not from the page: a name that a line's or a column's end parts is
    one word there.
    """
    named = {offset for start, end in agency.spans for offset in range(start, end)}
    for block in entry.article.blocks:
        if named.isdisjoint(block.text.origins):
            continue
        form = ""
        for char, origin in zip(block.text.text, block.text.origins, strict=True):
            if origin in named:
                form += char
            elif form:
                yield one_line(form)
                form = ""
        if form:
            yield one_line(form)


def _commonest(forms: Mapping[str, int]) -> tuple[str, ...]:
    ranked = sorted(forms, key=lambda form: (-forms[form], form))
    return tuple(ranked[:_MOST_NAMES])
