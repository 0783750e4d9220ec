"""Floor 3: filed articles in, strings out: pages, indexes, feeds, references, records.

Nothing here reads or writes a file of the user's or looks at the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.publish.about import about_page
from generator.publish.desk import Desk, WholePage
from generator.publish.downloads import DOWNLOADS, Download
from generator.publish.facsimile import picture_files
from generator.publish.feeds import feed_files
from generator.publish.gist import gist_of
from generator.publish.home import Home, home_text, placed_on, rank_at_home
from generator.publish.iiif import manifest_files
from generator.publish.indexes import articles_by_list, index_pages
from generator.publish.issue_pages import issue_pages
from generator.publish.joined_imprint import imprint_of
from generator.publish.json_records import article_record, leftover_records
from generator.publish.later import Later, Text, key_of, mark_of, texts_of, whole_mark_of
from generator.publish.machine_copies import COPY_NAME, copy_path, plain_copy, site_files
from generator.publish.notices import notice_pages
from generator.publish.pages_index import doubt_pages, log_pages, printed_index
from generator.publish.paths import is_segment, page_of_list
from generator.publish.removed_lists import always_there, gone_files, gone_header, list_of, title_of
from generator.publish.render import load_templates
from generator.publish.review import settled
from generator.publish.search import (
    MOST,
    ONE_FILE,
    RECORD,
    Facets,
    Known,
    Lot,
    Lots,
    Packing,
    Prepared,
    Searched,
    SpooledLots,
    entries_of,
    prepared,
    search_files,
    search_parts,
    searched,
    tags_in_search,
    told_of,
    units_of,
    with_notices,
)
from generator.publish.share_card import ShareCard, share_cards
from generator.publish.site_info import Site
from generator.publish.tags import tag_paths

__all__ = [
    "COPY_NAME",
    "DOWNLOADS",
    "HOME",
    "MOST",
    "ONE_FILE",
    "RECORD",
    "Desk",
    "Download",
    "Facets",
    "Home",
    "Known",
    "Later",
    "Lot",
    "Lots",
    "Packing",
    "Prepared",
    "Searched",
    "ShareCard",
    "Site",
    "SpooledLots",
    "Text",
    "WholePage",
    "always_there",
    "article_record",
    "articles_by_list",
    "copy_path",
    "entries_of",
    "gist_of",
    "gone_files",
    "gone_header",
    "home_text",
    "imprint_of",
    "is_segment",
    "key_of",
    "leftover_records",
    "list_of",
    "load_templates",
    "mark_of",
    "page_of_list",
    "picture_files",
    "placed_on",
    "plain_copy",
    "planned_files",
    "planned_pages",
    "prepared",
    "rank_at_home",
    "search_files",
    "search_parts",
    "searched",
    "settled",
    "share_cards",
    "tag_paths",
    "tags_in_search",
    "texts_of",
    "title_of",
    "told_of",
    "units_of",
    "whole_mark_of",
    "with_notices",
]

HOME = "index.md"


def planned_pages(
    desk: Desk, about: Mapping[str, str], downloads: Sequence[Download]
) -> Iterator[tuple[str, Text]]:
    """Yield every generated page of the site as path (under ``site_src/``) and Markdown.

    The home page comes first, then the articles in the order given, then the indexes, then the
    pages as printed, the issues, the log of corrections, the list of doubts and that of notices.
    The pages of the navigation and these last four lists are there even when there are no
    articles. ``about`` holds a sentence on each topic by its id, ``downloads`` what the home page
    offers to take along.
    """
    ordered, reconstructions = desk.ordered, desk.reconstructions
    yield HOME, home_text(desk.home, downloads)
    yield from desk.article_pages()
    yield from index_pages(ordered, desk.groupings, about, desk.tags, desk.tags_with_lists)
    yield from desk.goal_pages()
    yield from desk.printed_pages()
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
