"""The kinds of fact, one module each: what the site, the search and the exports make of them.

To add one: docs/facts.md, “A new kind of fact”.
"""

from __future__ import annotations

from generator.publish.kinds.agencies import AGENCIES
from generator.publish.kinds.amounts import AMOUNTS
from generator.publish.kinds.dates import DATES, NO_DATES
from generator.publish.kinds.documents import DOCUMENTS
from generator.publish.kinds.fact_kind import FactKind, Filing
from generator.publish.kinds.persons import PERSONS
from generator.publish.kinds.regions import REGIONS
from generator.publish.kinds.topics import TOPICS

__all__ = ["KINDS", "FactKind", "Filing", "kinds_led_by"]

KINDS = (REGIONS, AGENCIES, DATES, TOPICS, DOCUMENTS, AMOUNTS, PERSONS, NO_DATES)
"""Every kind of fact, in the order of records and of the tables of the Data Package."""


def kinds_led_by(*names: str) -> tuple[FactKind, ...]:
    """Return all kinds, those of these names first.

    >>> [kind.name for kind in kinds_led_by("dates")][:3]
    ['dates', 'regions', 'agencies']
    """
    first = [kind for name in names for kind in KINDS if kind.name == name]
    return (*first, *(kind for kind in KINDS if kind not in first))
