"""What an article says of its doubts: in sentences under its headline, in its text by light."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model import Doubtful, Entry, Role
from generator.publish.escape import Safe, escape_attribute, escape_text
from generator.publish.labels.article_labels import PENDING, is_pending, pending_words
from generator.publish.labels.review import Review
from generator.publish.labels.review_labels import doubt_words

__all__ = ["Lit", "doubt_lines", "lit_places"]

Lit = dict[int, dict[int, tuple[Safe, Safe]]]
"""By the ``id()`` of a block and an index in its text, what is put around the words there."""

_SHOWN = 4
"""Doubts that are told under the headline; all are on the page as printed."""


def lit_places(entry: Entry, review: Review | None) -> Lit:
    """Return the doubtful places in the body of a doubtful article, those on further pages too."""
    if review is None or not is_pending(entry.article):
        return {}
    placed = list(_placed_doubts(entry, review))
    wanted = {at for _, at, _ in placed}
    places: dict[int, tuple[int, int]] = {}
    for block in entry.article.body:
        if block.role is not Role.TABLE:
            for index, origin in enumerate(block.text.origins):
                if origin is not None and origin in wanted:
                    places.setdefault(origin, (id(block), index))
    found: Lit = {}
    for doubt, at, spot in placed:
        if at in places:
            block_id, index = places[at]
            found.setdefault(block_id, {})[index] = _marks(doubt, at, spot)
    return found


def _placed_doubts(entry: Entry, review: Review) -> Iterator[tuple[Doubtful, int, Safe]]:
    """Yield each doubt, its offset in the article and the link to it as printed.

    In an article of several pages the offsets of the next begin where those of the one before end
    (:func:`generator.reconstruct.jumps.joined_articles.joined_article`).
    """
    base = 0
    for part in (review, *review.further):
        for doubt in part.notes.doubts:
            yield doubt, base + doubt.offset, part.doubt_spot(entry, doubt)
        base += part.length


def _marks(doubt: Doubtful, at: int, spot: Safe) -> tuple[Safe, Safe]:
    said = escape_attribute(f"存疑：{doubt_words(doubt)}")
    return (
        Safe(f'<span class="bm-unsure" id="d{at}">'),
        Safe(f'</span><a class="bm-ask" href="{spot}" aria-label="{said}"></a>'),
    )


def doubt_lines(entry: Entry, review: Review | None, lit: Lit) -> tuple[Safe, ...]:
    """Return what stands under the headline of a doubtful article, line by line; nothing for
    others.

    First 待核 and how much, with the way to the page as printed; then each doubt in a sentence,
    with the way to its place, in the text where it is lit there; last, the way to report it.
    """
    if not is_pending(entry.article):
        return ()
    if review is None:
        return (Safe(f"**{PENDING}** {pending_words(entry.article)}，引用前请对照原版"),)
    places = [at for _, at, _ in _placed_doubts(entry, review)]
    doubts = review.all_doubts(entry)
    why = f"有 {len(doubts)} 处存疑" if doubts else pending_words(entry.article)
    shown = _lit_names(lit)
    lines = [
        f"- [{escape_text(doubt_words(doubt))}]({f'#d{at}' if f'd{at}' in shown else spot})"
        for (doubt, spot), at in zip(doubts[:_SHOWN], places, strict=False)
    ]
    if len(doubts) > _SHOWN:
        lines.append(f"- 另有 {len(doubts) - _SHOWN} 处，见[原版]({review.first_doubt(entry)})")
    chip = f"[{PENDING}]({review.first_doubt(entry)}) {why}，引用前请对照原版"
    report = next(iter(review.report(entry)))
    return (Safe(chip), *map(Safe, lines), report)


def _lit_names(lit: Mapping[int, Mapping[int, tuple[Safe, Safe]]]) -> frozenset[str]:
    openings = (opening for marks in lit.values() for opening, _ in marks.values())
    return frozenset(opening.partition('id="')[2].partition('"')[0] for opening in openings)
