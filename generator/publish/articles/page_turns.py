"""Where an article goes on on another page: between its paragraphs, and among its pages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Article, Entry, Role
from generator.publish.escape import Safe, escape_text
from generator.publish.labels.review import Review
from generator.publish.page_segments import main_anchor

__all__ = ["further_pages", "page_turns"]


def page_turns(entry: Entry, review: Review | None) -> dict[int, tuple[Safe, ...]]:
    """Return the jump lines of an article by the number of the part of its body that follows.

    Where a sentence runs over the cut, its paragraph comes first. A line leads to the page as
    printed, where what follows stands there.
    """
    found: dict[int, tuple[Safe, ...]] = {}
    at = 0
    for number, (above, below) in enumerate(zip(entry.parts, entry.parts[1:], strict=False)):
        inside, heads = _cut(above, below)
        at += len(above.body)
        place = at  # of what stands under the line
        at += heads - inside
        line = _linked(f"下转{above.continues or '另一版'}", entry, below, number, review)
        found[place] = (*found.get(place, ()), line)
    return found


def further_pages(entry: Entry, review: Review | None) -> Iterator[Safe]:
    """Yield the ways to the other pages that an article stands on."""
    for number, (above, below) in enumerate(zip(entry.parts, entry.parts[1:], strict=False)):
        yield _linked(above.continues or "下一版", entry, below, number, review)


def _cut(above: Article, below: Article) -> tuple[bool, int]:
    """Return whether a sentence runs over the cut, and how many subheads stand right under it.

    What stands before the continuation is counted with both in mind.
    """
    subheads = sum(block.role is Role.SUBHEAD for block in above.body)
    paragraphs = len(above.body) - subheads
    before, now = above.before, below.before
    inside = now.paragraphs < before.paragraphs + paragraphs
    return inside, now.subheads - before.subheads - subheads


def _linked(words: str, entry: Entry, part: Article, number: int, review: Review | None) -> Safe:
    """Return words that lead to a part on its page as printed, if that is shown."""
    text = escape_text(words)
    if review is None or number >= len(review.further):
        return text
    spot = review.further[number].spot(entry.id, main_anchor(part))
    return text if spot is None else Safe(f"[{text}]({spot})")
