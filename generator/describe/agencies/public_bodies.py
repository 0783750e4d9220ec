"""Finds public bodies and gives each its full name.

A body is a division's name and an organ (湖南省民政厅, 青岛市委宣传部), a relative name that the
article's place completes (市委网信办, 省财政厅), or a central body (民政部). The names are found by
:mod:`agency_names`, completed by :mod:`agency_owners`, and told apart as issuers or merely named by
:mod:`agency_roles`; what a name can be made of is ``data/agencies.yml``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from generator.describe.agencies.agency_names import NameScan
from generator.describe.agencies.agency_owners import name_organs
from generator.describe.agencies.agency_roles import Roles, mark_issuers
from generator.describe.article_text import ArticleText
from generator.describe.candidates import Organ, Place
from generator.describe.regions.divisions import Division, Gazetteer
from generator.model import Agency, AgencyRole
from generator.text.traced import Span

__all__ = ["OrganFinder", "find_organs", "list_agencies", "mark_issuers_of_papers"]


def find_organs(
    reading: ArticleText, places: Sequence[Place], here: Division | None, year: int | None = None
) -> tuple[Organ, ...]:
    """Return every naming of a public body, in the order of the text.

    ``here`` is the article's own division: it completes 省民政厅 and 市委宣传部 where the sentence
    does not. A relative name that nothing completes is not a fact and is left out.

    >>> from generator.describe.article_text import read_text
    >>> from generator.describe.regions.named_divisions import find_places
    >>> text = read_text("近日，青岛市民政局、市委宣传部等20部门联合印发方案。")
    >>> [(o.name, o.issues) for o in find_organs(text, find_places(text), None)]
    [('青岛市民政局', True), ('青岛市委宣传部', True)]
    """
    return OrganFinder(reading, places, year).organs(here)


class OrganFinder:
    """The bodies named in one article, as they are before it is known where it is, and after."""

    def __init__(
        self, reading: ArticleText, places: Sequence[Place], year: int | None = None
    ) -> None:
        self._reading, self._places = reading, places
        self._gazetteer = Gazetteer.of_year(year)
        self._names, self._roles = NameScan(reading, places, year), Roles(reading)

    def organs(self, here: Division | None) -> tuple[Organ, ...]:
        """Return what :func:`find_organs` does."""
        namings = self._names.namings(here)
        organs = name_organs(self._reading, namings, self._places, here, self._gazetteer)
        return mark_issuers(self._reading, organs, self._roles)


def list_agencies(reading: ArticleText, organs: Iterable[Organ]) -> tuple[Agency, ...]:
    """Return the bodies named, issuers first, each once with all its spans.

    >>> from generator.describe.article_text import read_text
    >>> text = read_text("财政部说明。财政部印发通知。")
    >>> [(a.name, a.role.value, a.spans) for a in list_agencies(text, find_organs(text, (), None))]
    [('财政部', 'issuer', ((0, 3), (6, 9)))]
    """
    spans: dict[str, dict[Span, None]] = {}
    issuers: set[str] = set()
    for organ in organs:
        known = spans.setdefault(organ.name, {})
        known.update(dict.fromkeys(reading.spans(organ.start, organ.end)))
        if organ.issues:
            issuers.add(organ.name)
    agencies = [
        Agency(
            name=name,
            role=AgencyRole.ISSUER if name in issuers else AgencyRole.MENTIONED,
            spans=tuple(found),
        )
        for name, found in spans.items()
    ]
    return _issuers_first(agencies)


def mark_issuers_of_papers(
    agencies: Sequence[Agency], issuers: Collection[str]
) -> tuple[Agency, ...]:
    """Return the bodies, the ``issuers`` of a paper as such, too.

    The two facts never contradict each other: who issued 《…办法》 is an issuer, though the
    sentence only follows the paper (根据财政部印发的《…办法》).
    """
    return _issuers_first(
        replace(agency, role=AgencyRole.ISSUER) if agency.name in issuers else agency
        for agency in agencies
    )


def _issuers_first(agencies: Iterable[Agency]) -> tuple[Agency, ...]:
    return tuple(sorted(agencies, key=lambda a: a.role is not AgencyRole.ISSUER))
