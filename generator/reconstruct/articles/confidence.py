"""How sure an article is: learned from pages whose articles are known.

It is less where text recognition was not sure of its characters, or a tool left them damaged.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

import numpy as np

from generator.model import Article, Block, Evidence, Page, Reconstruction
from generator.reconstruct.pieces import Paragraph, Story
from generator.scores.packed_tables import read_tables
from generator.scores.trees import Forest
from generator.text.characters import ends_sentence
from generator.text.damage import find_damage
from generator.text.traced import Span, Traced

__all__ = [
    "BROKEN",
    "CAPTION",
    "SIGNS",
    "TWOFOLD",
    "Estimate",
    "Legible",
    "PageSigns",
    "confidence_signs",
    "estimate_confidence",
    "legible_share",
    "surer_reading",
    "tell_damage",
]

_Places = dict[int, list[tuple[int, Span]]]
"""Damage of a kind, by the offsets that it holds."""

BROKEN = 0.5
"""Highest confidence of an article with a sentence whose end was not found."""
TWOFOLD = 0.4
"""Highest confidence of an article that may be two: its headline is, or its text has no stops."""
CAPTION = 0.75
"""Confidence of a caption kept as an item: its bounds are printed, and it has no headline."""

SIGNS = (
    *("margin", "least_margin", "unplaced", "in_order", "belief", "least_belief", "stories"),
    *("decisions", "has_headline"),
    *("headline_lines", "byline", "leads", "paragraphs", "characters", "joins", "open_sentences"),
    *("side_by_side", "cell_column", "goes_on", "story_begins"),
)
"""What confidence is told by: of the headline's choice, of the readings of lines, of the page and
the article, and of columns that stood side by side."""
_BESIDE = ("rows/cell-column", "rows/goes-on", "rows/story-begins")
"""Rules of columns that stood side by side; their least margins are the last signs."""
_MOST_MARGIN = 20.0

Estimate = Callable[[tuple[float, ...]], float]
"""From the signs of an article to its confidence."""
Legible = Callable[[Iterable[Traced]], float]
"""From the texts of an article to how sure their characters are, 0 to 1."""
_SURE = 0.9
"""Mean confidence of a page's articles from which on it is not read again: of 320 pages learned
from, no surer one came out otherwise; at 0.8 one of four that come out better was missed."""


@dataclass(frozen=True, slots=True)
class PageSigns:
    """What there is to see of a page as a whole."""

    stories: int
    """How many it has."""
    least_margin: float
    """The least of their margins."""
    unplaced: bool
    """Whether display text found no place."""


def confidence_signs(
    story: Story, paragraphs: Sequence[Paragraph], page: PageSigns, *, needs_none: bool = False
) -> tuple[float, ...]:
    """Return what there is to see of how sure a story is: a number for each of :data:`SIGNS`.

    What doesn't apply is NaN. One that ``needs_none`` lacks no headline: it continues a text of
    another page, as its jump line says, or is a brief in a column.
    """
    headed = bool(story.headline) or needs_none
    own = [paragraphs[k] for k in (*story.leads, *story.paragraphs)]
    beliefs = [math.log(belief) for belief in story.beliefs]
    margins: dict[str, float] = {}
    for evidence in (e for paragraph in own for e in paragraph.evidence):
        if evidence.rule in _BESIDE:
            margin = evidence.margin or 0.0
            margins[evidence.rule] = min(margin, margins.get(evidence.rule, margin))
    return (
        min(story.margin, _MOST_MARGIN),
        min(page.least_margin, _MOST_MARGIN),
        float(page.unplaced),
        float(story.evidence[0].rule == "story/in-order"),
        sum(beliefs) if beliefs else math.nan,
        min(beliefs) if beliefs else math.nan,
        page.stories,
        len(beliefs),
        float(headed),
        len(story.headline) or int(headed),
        float(story.byline is not None),
        len(story.leads),
        len(own),
        sum(len(paragraph.text) for paragraph in own),
        sum(len(paragraph.evidence) for paragraph in own),
        sum(not ends_sentence(paragraph.text.text) for paragraph in own),
        float(bool(margins)),
        *(margins.get(rule, math.nan) for rule in _BESIDE),
    )


def estimate_confidence(signs: tuple[float, ...]) -> float:
    """Return which share of the articles with such ``signs`` is right in body and headline."""
    row = np.array([signs], dtype=np.float32)
    return round(float(_scores().beliefs(row)[0, 0]), 3)


@cache
def _scores() -> Forest:
    return Forest(read_tables("confidence")["articles"])


def legible_share(page: Page) -> Legible:
    """Return what tells how sure the characters of texts are: on average, as the page's runs say.

    All are sure where no run says anything, as on pages that no OCR has read.
    """
    runs = page.geometry.runs if page.geometry is not None else ()
    told = [run for run in runs if run.conf is not None]
    if not told:
        return lambda _: 1.0
    sure: dict[int, float] = {}
    for run in told:
        sure.update(dict.fromkeys(range(*run.span), run.conf or 0.0))

    def share(texts: Iterable[Traced]) -> float:
        origins = chain.from_iterable(text.origins for text in texts)
        own = [sure[origin] for origin in origins if origin is not None and origin in sure]
        return sum(own) / len(own) if own else 1.0

    return share


def tell_damage(result: Reconstruction) -> Reconstruction:
    """Return ``result`` with evidence of each damage where it stands, and less confidence there.

    An article with a character that nobody can read is not exactly right, however sure its bounds:
    as with a sentence that breaks off, it is at most half as sure. One that its editor has checked
    stays as it is.
    """
    damage = {rule: _by_place(spans) for rule, spans in find_damage(result.page.text).items()}
    if not damage:
        return result
    return replace(
        result,
        articles=tuple(_article(article, damage) for article in result.articles),
        leftovers=tuple(
            replace(block, evidence=(*block.evidence, *_evidence([block], damage)))
            for block in result.leftovers
        ),
    )


def _by_place(spans: Iterable[Span]) -> _Places:
    """Return the spans at each offset that they hold, each with its number."""
    places: _Places = {}
    for numbered in enumerate(spans):
        for at in range(*numbered[1]):
            places.setdefault(at, []).append(numbered)
    return places


def _article(article: Article, damage: Mapping[str, _Places]) -> Article:
    evidence = _evidence(article.blocks, damage) if article.confidence < 1.0 else ()
    if not evidence:
        return article
    confidence = round(article.confidence * BROKEN, 3)
    return replace(article, confidence=confidence, evidence=(*article.evidence, *evidence))


def _evidence(blocks: Iterable[Block], damage: Mapping[str, _Places]) -> tuple[Evidence, ...]:
    """Return one entry for each kind of damage that touches the blocks."""
    own = {at for block in blocks for at in block.text.origins if at is not None}
    found = (
        (rule, sorted({numbered for at in own & places.keys() for numbered in places[at]}))
        for rule, places in damage.items()
    )
    return tuple(Evidence(rule=rule, spans=tuple(s for _, s in own)) for rule, own in found if own)


def surer_reading(readings: Iterator[Reconstruction]) -> Reconstruction:
    """Return the first reading of a page, or the second if its articles are surer.

    One that is sure is not read again. Articles that the other reading does not have say so in
    their evidence.
    """
    first = next(readings)
    second = None if _sureness(first) >= _SURE else next(readings, None)
    if second is None:
        return first
    if _sureness(second) > _sureness(first):
        return _weighed(second, first)
    return _weighed(first, second)


def _sureness(made: Reconstruction) -> float:
    """Return which share of the articles is right, as far as can be told; captions apart."""
    told = [article.confidence for article in made.articles if not article.is_caption]
    return sum(told) / len(told) if told else 0.0


def _weighed(chosen: Reconstruction, other: Reconstruction) -> Reconstruction:
    """Return the chosen reading; what is another article in the other one has evidence of it."""
    same = {_text(article) for article in other.articles}
    margin = round(_sureness(chosen) - _sureness(other), 3)
    return replace(
        chosen,
        articles=tuple(
            article if _text(article) in same else _proven(article, margin)
            for article in chosen.articles
        ),
    )


def _text(article: Article) -> tuple[str, ...]:
    return tuple(block.text.text for block in article.blocks)


def _proven(article: Article, margin: float) -> Article:
    spans = article.body[0].text.spans[:1]
    why = Evidence(rule="rows/surer-order", spans=spans, margin=margin)
    return replace(article, evidence=(*article.evidence, why))
