"""What stands on the card of a shared link: a picture that chats and networks show beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Entry, Imprint
from generator.publish.articles.joined_imprint import imprint_of
from generator.publish.escape import one_line
from generator.publish.labels.article_labels import headline_words, newspaper_words
from generator.publish.labels.article_summary import date_of, opening_of, region_words
from generator.publish.labels.date_labels import NO_DATE
from generator.publish.paths import article_path, beside_page
from generator.publish.site_info import Site

__all__ = ["CARD", "ShareCard", "share_cards"]

CARD = "card.png"
"""Name of an article's card under its address."""
HOME_CARD = "articles/card.png"
"""That of the site as a whole; no article has this address."""


@dataclass(frozen=True, slots=True)
class ShareCard:
    """The words of a card."""

    site: str
    """What the site is called."""
    title: str
    """A headline, or the site's name."""
    below: str
    """Newspaper, day and page; of the site, what it is."""


def share_cards(
    entries: Sequence[Entry], imprints: Mapping[str, Imprint], site: Site
) -> Iterator[tuple[str, ShareCard]]:
    """Yield the path of each card under ``site_src/``, and its words: the site's own, then one an
    article."""
    name = one_line(site.name)
    yield HOME_CARD, ShareCard("", name, one_line(site.description))
    for entry in entries:
        path = beside_page(article_path(entry.id), CARD)
        yield path, ShareCard(name, _title(entry), one_line(_source_words(entry, imprints)))


def _title(entry: Entry) -> str:
    """Return the headline, else the first sentence, which says more than that there is none."""
    made = opening_of(entry) if entry.article.title is None else ""
    return one_line(made or headline_words(entry))


def _source_words(entry: Entry, imprints: Mapping[str, Imprint]) -> str:
    """Return newspaper, day and page, else the day and the place that the text is about."""
    imprint = imprint_of(entry, imprints)
    if imprint is not None and imprint.publication:
        return newspaper_words(imprint)
    date = date_of(entry.facts)
    return " · ".join(word for word in (date if date != NO_DATE else "", _region(entry)) if word)


def _region(entry: Entry) -> str:
    return region_words(entry.facts) if entry.facts.region is not None else ""
