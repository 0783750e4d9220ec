"""Floor 3: filed articles in, strings out: pages, indexes, feeds, references, records.

Nothing here reads or writes a file of the user's or looks at the clock. What is named here is
loaded when it is asked for: who needs one form of text need not wait for all.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.publish.articles.joined_imprint import imprint_of
    from generator.publish.desk import Desk, WholePage
    from generator.publish.export.downloads import DOWNLOADS, Download
    from generator.publish.export.json_records import (
        article_record,
        leftover_records,
        shared_labels,
    )
    from generator.publish.export.machine_copies import COPY_NAME, copy_path, plain_copy
    from generator.publish.gist import PageExtract, extract_of, gist_of
    from generator.publish.indexes.home import Home, home_text, placed_on, rank_at_home
    from generator.publish.indexes.list_indexes import articles_by_list
    from generator.publish.indexes.removed_lists import (
        always_there,
        gone_files,
        gone_header,
        list_of,
        title_of,
    )
    from generator.publish.labels.review import settled
    from generator.publish.later import (
        Later,
        Text,
        key_of,
        mark_of,
        texts_of,
        whole_mark_of,
    )
    from generator.publish.paths import is_segment, page_of_list
    from generator.publish.plan import HOME, planned_files, planned_pages
    from generator.publish.printed.facsimile import picture_files
    from generator.publish.render import load_templates
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
        torn_in,
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
    "PageExtract",
    "Prepared",
    "Searched",
    "ShareCard",
    "Signs",
    "Site",
    "SpooledLots",
    "Text",
    "WholePage",
    "always_there",
    "article_record",
    "articles_by_list",
    "copy_path",
    "entries_of",
    "extract_of",
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
    "related_articles",
    "search_files",
    "search_parts",
    "searched",
    "settled",
    "share_cards",
    "shared_labels",
    "signs_of",
    "tag_paths",
    "tags_in_search",
    "texts_of",
    "title_of",
    "told_of",
    "torn_in",
    "units_of",
    "whole_mark_of",
    "with_notices",
]

_HOMES = {
    "desk": "Desk WholePage",
    "export.downloads": "DOWNLOADS Download",
    "printed.facsimile": "picture_files",
    "gist": "PageExtract extract_of gist_of",
    "indexes.home": "Home home_text placed_on rank_at_home",
    "indexes.list_indexes": "articles_by_list",
    "articles.joined_imprint": "imprint_of",
    "articles.related": "Signs related_articles signs_of",
    "export.json_records": "article_record leftover_records shared_labels",
    "later": "Later Text key_of mark_of texts_of whole_mark_of",
    "export.machine_copies": "COPY_NAME copy_path plain_copy",
    "paths": "is_segment page_of_list",
    "plan": "HOME planned_files planned_pages",
    "indexes.removed_lists": "always_there gone_files gone_header list_of title_of",
    "render": "load_templates",
    "labels.review": "settled",
    "search": (
        "MOST ONE_FILE RECORD Facets Known Lot Lots Packing Prepared Searched SpooledLots "
        "entries_of prepared search_files search_parts searched tags_in_search told_of "
        "torn_in units_of with_notices"
    ),
    "share_card": "ShareCard share_cards",
    "site_info": "Site",
    "tags": "tag_paths",
}
"""What stands in each module."""
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found
