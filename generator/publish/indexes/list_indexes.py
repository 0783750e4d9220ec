"""The lists and their indexes as Markdown.

The text of each page depends on its own articles alone, so that a new page of a newspaper
changes only the lists that its articles belong to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.model import Entry
from generator.publish.indexes.tags_index import tag_pages
from generator.publish.kinds import Filing, kinds_led_by
from generator.publish.later import Text
from generator.publish.lists.cross_lists import cross_lists
from generator.publish.lists.groupings import Groupings
from generator.publish.paths import printed_path
from generator.publish.tags import TagGrouping, tag_lists

__all__ = ["articles_by_list", "index_pages"]


def index_pages(
    entries: Sequence[Entry],
    lists: Groupings,
    about: Mapping[str, str],
    tags: Sequence[TagGrouping],
    listed: Collection[str],
) -> Iterator[tuple[str, Text]]:
    """Yield path and Markdown of every index and every list, in a fixed order.

    The lists keep the order of ``entries``; ``about`` says of topics, by id, what they are.
    ``listed`` are the lists of tags that are no other list.
    """
    regions, topics, years = lists.regions, lists.topics, lists.years
    filing = Filing(
        entries=entries,
        about=about,
        regions=regions,
        topics=topics,
        years=years,
        combined=cross_lists(entries, regions, topics, years),
    )
    for kind in kinds_led_by("regions", "agencies", "topics", "documents"):
        yield from kind.index(filing)
    yield from tag_pages(entries, tags, listed)


def articles_by_list(entries: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the articles of each list, and of each page as printed, by its file."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        kinds = (path for kind in kinds_led_by() for path in kind.lists(entry.facts))
        pages = (printed_path(part.page) for part in entry.parts)
        for path in (*pages, *kinds, *tag_lists(entry.facts, entry.terms)):
            found[path][entry.id] = None
    return {path: tuple(ids) for path, ids in found.items()}
