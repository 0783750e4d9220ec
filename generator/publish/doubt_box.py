"""What an article says of its doubts: in sentences under its headline, in its text by light."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import Doubtful, Entry, Role
from generator.publish.article_labels import PENDING, is_pending, pending_words
from generator.publish.escape import Safe, escape_kept, escape_text, one_line
from generator.publish.review import Review, doubt_fragment
from generator.publish.review_labels import doubt_words

__all__ = ["Lit", "doubt_lines", "lit_places"]

Lit = dict[int, dict[int, tuple[Safe, Safe]]]
"""By the ``id()`` of a block and an index in its text, what is put around the words there."""

_SHOWN = 4
"""Doubts that are told under the headline; all are on the page as printed."""


def lit_places(entry: Entry, review: Review | None) -> Lit:
    """Return the doubtful places in the body of a doubtful article.

    None for an article of several pages: what its text says of one page's places, it may say of
    another's.
    """
    if review is None or len(entry.parts) > 1 or not is_pending(entry.article):
        return {}
    found: Lit = {}
    for doubt in review.notes.doubts:
        for block in entry.article.body:
            origins = block.text.origins
            plain = block.role not in (Role.TABLE, Role.SUBHEAD)
            if plain and doubt.offset in origins:
                marks = _marks(doubt, review.doubt_spot(entry, doubt))
                found.setdefault(id(block), {})[origins.index(doubt.offset)] = marks
                break
    return found


def _marks(doubt: Doubtful, spot: Safe) -> tuple[Safe, Safe]:
    said = escape_kept(f"存疑：{one_line(doubt_words(doubt))}")
    return (
        Safe(f'<span class="bm-unsure" id="{doubt_fragment(doubt)}">'),
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
    doubts = review.all_doubts(entry)
    why = f"有 {len(doubts)} 处存疑" if doubts else pending_words(entry.article)
    shown = _lit_names(lit)
    lines = [
        f"- [{escape_text(doubt_words(doubt))}]"
        f"({f'#{name}' if (name := doubt_fragment(doubt)) in shown else spot})"
        for doubt, spot in doubts[:_SHOWN]
    ]
    if len(doubts) > _SHOWN:
        lines.append(f"- 另有 {len(doubts) - _SHOWN} 处，见[原版]({review.first_doubt(entry)})")
    chip = f"[{PENDING}]({review.first_doubt(entry)}) {why}，引用前请对照原版"
    report = next(iter(review.report(entry)))
    return (Safe(chip), *map(Safe, lines), report)


def _lit_names(lit: Mapping[int, Mapping[int, tuple[Safe, Safe]]]) -> frozenset[str]:
    openings = (opening for marks in lit.values() for opening, _ in marks.values())
    return frozenset(opening.partition('id="')[2].partition('"')[0] for opening in openings)
