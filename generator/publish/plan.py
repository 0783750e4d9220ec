"""All that is generated for a site: its pages, and the files that programs read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.publish.desk import Desk
from generator.publish.export.downloads import Download
from generator.publish.export.machine_copies import site_files
from generator.publish.indexes.about import about_page
from generator.publish.indexes.home import home_text
from generator.publish.indexes.list_indexes import index_pages
from generator.publish.indexes.notices import notice_pages
from generator.publish.indexes.pages_index import doubt_pages, log_pages, printed_index
from generator.publish.later import Text
from generator.publish.lists.feeds import feed_files
from generator.publish.printed.iiif import manifest_files
from generator.publish.printed.issue_pages import issue_pages

__all__ = ["HOME", "planned_files", "planned_pages"]

HOME = "index.md"


def planned_pages(
    desk: Desk, about: Mapping[str, str], downloads: Sequence[Download]
) -> Iterator[tuple[str, Text]]:
    """Yield every generated page of the site as path (under ``site_src/``) and Markdown.

    The home page comes first, then the articles in the order given, each page's followed by that
    page as printed, then the indexes, the issues, the log of corrections, the list of doubts and
    that of notices.
    The pages of the navigation and these last four lists are there even when there are no
    articles. ``about`` holds a sentence on each topic by its id, ``downloads`` what the home page
    offers to take along.
    """
    ordered, reconstructions = desk.ordered, desk.reconstructions
    yield HOME, home_text(desk.home, downloads)
    yield from desk.pages_with_text()
    yield from index_pages(ordered, desk.groupings, about, desk.tags, desk.tags_with_lists)
    yield from desk.goal_pages()
    yield from printed_index(reconstructions)
    yield from issue_pages(desk.issues, reconstructions, desk.by_article, desk.facsimiles)
    yield from log_pages(reconstructions, desk.told, desk.by_article)
    yield from doubt_pages(reconstructions, desk.told, desk.by_article)
    yield from notice_pages(reconstructions)
    yield about_page(ordered, reconstructions)


def planned_files(desk: Desk) -> Iterator[tuple[str, Text]]:
    """Yield path and text of what programs read: plain copies, feeds, ``llms.txt``, and the
    manifests of pages that have pictures.

    The pages link to them.
    """
    if desk.site.copies:
        yield from desk.plain_copies()
    yield from feed_files(desk.ordered, desk.groupings, desk.site)
    yield from site_files(desk.ordered, desk.site)
    yield from manifest_files(desk.entries, desk.reconstructions, desk.facsimiles, desk.site)
