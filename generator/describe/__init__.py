"""Article to facts: region, agencies, dates, topics and documents, each with its proof.

One kind of fact a module; each recogniser sees a :class:`~generator.describe.reading.Reading` and
hands its findings on. Nothing here reads a clock, and what a page does not prove stays open.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.describe.agencies import find_organs, list_agencies
from generator.describe.dates import DateWord, find_dates, list_dates, resolve_dates
from generator.describe.dating import YearProof, date_article, issue_date, prove_years
from generator.describe.divisions import COUNTRY, Gazetteer
from generator.describe.documents import find_documents
from generator.describe.mentions import Place
from generator.describe.own_region import choose_region
from generator.describe.reading import Reading, read_article, read_text
from generator.describe.regions import find_places, list_regions
from generator.describe.topics import (
    Subject,
    Taxonomy,
    choose_topics,
    default_taxonomy,
    parse_taxonomy,
)
from generator.model import ArticleDate, DateBasis, Decided, Facts, Reconstruction, Region

__all__ = [
    "Subject",
    "Taxonomy",
    "default_taxonomy",
    "describe_page",
    "describe_text",
    "parse_taxonomy",
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
    readings: Sequence[Reading],
    issue: ArticleDate | None,
    taxonomy: Taxonomy | None,
    decided: Sequence[Decided],
) -> tuple[Facts, ...]:
    words = [find_dates(reading) for reading in readings]
    proofs = prove_years(list(zip(readings, words, strict=True)), issue)
    return tuple(
        _facts(reading, found, *_settle_date(said, proof, issue), taxonomy, said.region)
        for reading, found, proof, said in zip(readings, words, proofs, decided, strict=True)
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
    code: str, reading: Reading, places: Sequence[Place], year: int | None
) -> Region:
    """Return the region that the editor states, named as at the article's date."""
    division = Gazetteer.of_year(year).get(code) or Gazetteer.of_year(None).get(code)
    assert division is not None  # the sidecar's reader has looked it up
    named = [place for place in places if place.division == division]
    spans = dict.fromkeys(s for place in named for s in reading.spans(place.start, place.end))
    return Region(code=code, name=division.name, spans=tuple(spans))


def _facts(
    reading: Reading,
    words: Sequence[DateWord],
    proof: YearProof | None,
    issue: ArticleDate | None,
    taxonomy: Taxonomy | None,
    stated: str | None,
) -> Facts:
    year = proof.year if proof else None
    dates = resolve_dates(reading, words, year)
    places = find_places(reading, year)
    # Who acts tells where the article is; where it is tells which 省民政厅 acts.
    if stated is None:
        region = choose_region(reading, places, find_organs(reading, places, None, year), year)
    else:
        region = _stated_region(stated, reading, places, year)
    here = Gazetteer.of_year(year).get(region.code) if region else None
    organs = find_organs(reading, places, here if here != COUNTRY else None, year)
    regions = list_regions(reading, places)
    if not regions and region is not None and region.code == COUNTRY.code:
        regions = (Region(code=COUNTRY.code, name=COUNTRY.name),)
    return Facts(
        region=region,
        regions=regions,
        agencies=list_agencies(reading, organs),
        date=date_article(reading, dates, proof, issue),
        dates=list_dates(reading, dates),
        year=year,
        topics=choose_topics(reading, taxonomy),
        documents=find_documents(reading, organs, places),
    )
