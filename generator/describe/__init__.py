"""Article to facts, each with its proof.

Places, days and bodies are found here, as they decide about one another; then each kind of fact
(:data:`generator.describe.kinds.FINDERS`) adds its own. Nothing here reads a clock, and what a
page does not prove stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from generator.describe.agencies.public_bodies import OrganFinder
from generator.describe.article_text import ArticleText, read_article, read_text
from generator.describe.candidates import Place
from generator.describe.clues import Clues
from generator.describe.dates.date_expressions import scan_dates
from generator.describe.dates.date_words import DateWord
from generator.describe.dates.date_years import resolve_dates
from generator.describe.dates.imprint import find_imprint
from generator.describe.dates.masthead_date import issue_date
from generator.describe.dates.years import YearProof, contradicts, prove_years
from generator.describe.kinds import gather_facts
from generator.describe.regions.divisions import COUNTRY, Gazetteer
from generator.describe.regions.named_divisions import find_places
from generator.describe.regions.own_region import choose_region
from generator.describe.topics.article_terms import article_terms, headline_text
from generator.describe.topics.headline_terms import Headline, Term, Word, find_terms
from generator.describe.topics.taxonomy import (
    SHIPPED,
    default_taxonomy,
    ministry_taxonomy,
    parse_taxonomy,
    shipped_taxonomy,
)
from generator.describe.topics.term_lists import TermLists, parse_lists, shipped_lists
from generator.describe.topics.topic_tables import Subject, Taxonomy
from generator.model import ArticleDate, DateBasis, Decided, Facts, Reconstruction, Region

__all__ = [
    "SHIPPED",
    "Headline",
    "Subject",
    "Taxonomy",
    "Term",
    "TermLists",
    "Word",
    "article_terms",
    "default_taxonomy",
    "describe_page",
    "describe_text",
    "find_imprint",
    "find_terms",
    "headline_text",
    "ministry_taxonomy",
    "parse_lists",
    "parse_taxonomy",
    "shipped_lists",
    "shipped_taxonomy",
]


def describe_page(
    reconstruction: Reconstruction, taxonomy: Taxonomy | None = None
) -> tuple[Facts, ...]:
    """Return the facts of a page's articles, one for each, in their order.

    The page is described as a whole, because its articles prove the year for one another. What
    the sidecar states of an article's region and date stands above what the page proves.
    """
    readings = [read_article(article) for article in reconstruction.articles]
    decided = [article.decided for article in reconstruction.articles]
    return _describe(readings, issue_date(reconstruction), taxonomy, decided)


def describe_text(text: str, taxonomy: Taxonomy | None = None) -> Facts:
    """Return the facts of any plain text; spans count its own code points.

    >>> facts = describe_text("6月13日，湖南省民政厅召开社会组织会议，规范社会组织。")
    >>> facts.region.name, facts.date.edtf, facts.agencies[0].role.value, facts.topics[0].name
    ('湖南省', 'XXXX-06-13', 'issuer', '社会组织')
    >>> facts.year is None
    True
    """
    (facts,) = _describe([read_text(text)], None, taxonomy, [Decided()])
    return facts


def _describe(
    readings: Sequence[ArticleText],
    issue: ArticleDate | None,
    taxonomy: Taxonomy | None,
    decided: Sequence[Decided],
) -> tuple[Facts, ...]:
    scanned = [scan_dates(reading) for reading in readings]
    words = [found for found, _none in scanned]
    proofs = prove_years(list(zip(readings, words, strict=True)), issue)
    return tuple(
        replace(
            _facts(reading, found, *_settle_date(said, proof, issue), taxonomy, said.region),
            no_dates=none,
        )
        for reading, (found, none), proof, said in zip(
            readings, scanned, proofs, decided, strict=True
        )
    )


def _settle_date(
    said: Decided, proof: YearProof | None, issue: ArticleDate | None
) -> tuple[YearProof | None, ArticleDate | None]:
    """Return the year and the day that hold for an article whose date its editor may state."""
    if said.date is None:
        return proof, issue
    day = ArticleDate(edtf=said.date, basis=DateBasis.SIDECAR)
    year = said.date[:4]
    return YearProof(year=int(year), basis=day.basis) if year.isdigit() else proof, day


def _stated_region(
    code: str, reading: ArticleText, places: Sequence[Place], year: int | None
) -> Region:
    """Return the region that the editor states, named as at the article's date."""
    division = Gazetteer.of_year(year).get(code) or Gazetteer.of_year(None).get(code)
    assert division is not None  # the sidecar's reader has looked it up
    named = [place for place in places if place.division == division]
    spans = dict.fromkeys(s for place in named for s in reading.spans(place.start, place.end))
    return Region(code=code, name=division.name, spans=tuple(spans))


def _day_of(issue: ArticleDate | None) -> date | None:
    """Return the day of issue, when it is known to the day."""
    if issue is None or len(issue.edtf) != 10 or "X" in issue.edtf or "/" in issue.edtf:
        return None
    return date.fromisoformat(issue.edtf)


def _facts(
    reading: ArticleText,
    words: Sequence[DateWord],
    proof: YearProof | None,
    issue: ArticleDate | None,
    taxonomy: Taxonomy | None,
    stated: str | None,
) -> Facts:
    year = proof.year if proof else None
    told = None if contradicts(reading, words, issue) else year
    dates = resolve_dates(reading, words, told, _day_of(issue) if told else None)
    places = find_places(reading, year)
    # 雄安新区 lies in 河北省, but its offices are not the province's.
    seats = [place for place in places if not place.is_area]
    # Who acts tells where the article is; where it is tells which 省民政厅 acts.
    named = OrganFinder(reading, seats, year)
    organs = named.organs(None)
    if stated is None:
        region = choose_region(reading, places, organs, year)
    else:
        region = _stated_region(stated, reading, places, year)
    here = Gazetteer.of_year(year).get(region.code) if region else None
    if here is not None and here != COUNTRY:
        organs = named.organs(here)
    clues = Clues(
        reading=reading,
        places=places,
        organs=organs,
        region=region,
        dates=dates,
        year=proof,
        issue=issue,
        taxonomy=taxonomy,
    )
    return gather_facts(clues)
