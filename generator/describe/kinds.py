"""The kinds of fact, and what finds each: a new kind of fact is a module, and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.describe.agencies.persons import find_persons
from generator.describe.agencies.public_bodies import list_agencies, mark_issuers_of_papers
from generator.describe.amounts import find_amounts
from generator.describe.clues import Clues
from generator.describe.dates.date_words import list_dates
from generator.describe.dates.dating import date_article
from generator.describe.documents import find_documents
from generator.describe.regions.divisions import COUNTRY
from generator.describe.regions.own_region import list_regions
from generator.describe.topics.article_topics import choose_topics
from generator.model import Facts, Region

__all__ = ["FINDERS", "gather_facts"]

Finder = Callable[[Clues, Facts], Facts]
"""Adds what it finds to the facts so far."""


def _add_regions(clues: Clues, facts: Facts) -> Facts:
    regions = list_regions(clues.reading, clues.places)
    if not regions and clues.region is not None and clues.region.code == COUNTRY.code:
        regions = (Region(code=COUNTRY.code, name=COUNTRY.name),)
    return replace(facts, region=clues.region, regions=regions)


def _add_agencies(clues: Clues, facts: Facts) -> Facts:
    return replace(facts, agencies=list_agencies(clues.reading, clues.organs))


def _add_dates(clues: Clues, facts: Facts) -> Facts:
    return replace(
        facts,
        date=date_article(clues.reading, clues.dates, clues.year, clues.issue),
        dates=list_dates(clues.reading, clues.dates),
        year=clues.year.year if clues.year else None,
    )


def _add_topics(clues: Clues, facts: Facts) -> Facts:
    return replace(facts, topics=choose_topics(clues.reading, clues.taxonomy))


def _add_documents(clues: Clues, facts: Facts) -> Facts:
    documents, issuers = find_documents(clues.reading, clues.organs, clues.places)
    agencies = mark_issuers_of_papers(facts.agencies, issuers)
    return replace(facts, documents=documents, agencies=agencies)


def _add_amounts(clues: Clues, facts: Facts) -> Facts:
    return replace(facts, amounts=find_amounts(clues.reading))


FINDERS: tuple[Finder, ...] = (
    _add_regions,
    _add_agencies,
    _add_dates,
    _add_topics,
    _add_documents,
    _add_amounts,
    lambda clues, facts: replace(facts, persons=find_persons(clues.reading, clues.organs)),
)
"""What finds each kind of fact, in order."""


def gather_facts(clues: Clues) -> Facts:
    """Return everything that an article is filed under."""
    facts = Facts()
    for find in FINDERS:
        facts = find(clues, facts)
    return facts
