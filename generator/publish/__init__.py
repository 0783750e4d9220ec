"""Floor 3: filed articles in, strings out: pages, indexes, feeds, references, records.

Nothing here reads or writes a file of the user's or looks at the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.model import Entry, Facsimile, PageNotes, Reconstruction
from generator.publish.article import article_page
from generator.publish.article_summary import in_order
from generator.publish.downloads import DOWNLOADS, Download
from generator.publish.facsimile import clippings_of, picture_files
from generator.publish.feeds import feed_files
from generator.publish.home import home_page
from generator.publish.iiif import manifest_files, manifest_path
from generator.publish.indexes import articles_by_list, index_pages
from generator.publish.joined_imprint import imprint_of
from generator.publish.json_records import article_record, leftover_records
from generator.publish.machine_copies import COPY_NAME, article_files, site_files
from generator.publish.neighbours import around_articles
from generator.publish.notices import notice_pages
from generator.publish.pages_index import doubt_pages, log_pages, printed_index
from generator.publish.paths import is_segment, page_of_list
from generator.publish.printed_page import printed_page
from generator.publish.removed_lists import always_there, gone_files, gone_header, list_of, title_of
from generator.publish.review import reviews_of, settled
from generator.publish.search import (
    Searched,
    search_files,
    search_version,
    searched,
    with_notices,
)
from generator.publish.site_info import Site

__all__ = [
    "COPY_NAME",
    "DOWNLOADS",
    "Download",
    "Searched",
    "Site",
    "always_there",
    "article_files",
    "article_record",
    "articles_by_list",
    "gone_files",
    "gone_header",
    "imprint_of",
    "is_segment",
    "leftover_records",
    "list_of",
    "page_of_list",
    "picture_files",
    "program_files",
    "search_files",
    "search_version",
    "searched",
    "site_pages",
    "title_of",
    "with_notices",
]


def site_pages(
    entries: Sequence[Entry],
    reconstructions: Sequence[Reconstruction],
    about: Mapping[str, str] | None = None,
    downloads: Sequence[Download] = (),
    *,
    notes: Mapping[str, PageNotes] | None = None,
    repository: str | None = None,
    site: Site | None = None,
    facsimiles: Mapping[str, Facsimile] | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield every generated page of the site as path (under ``site_src/``) and Markdown.

    The home page comes first, then the articles in the order given, then the indexes, then the
    pages as printed, the log of corrections, the list of doubts and that of notices. The pages
    of the navigation and these last four lists are there even when there are no articles. ``about``
    holds a sentence on each topic by its id, ``downloads`` what the home page offers to take along;
    ``notes`` tells by a page's name what is doubtful on it and what its editor has decided;
    ``repository`` is where readers report mistakes, ``site`` what the site is called and where it
    will stand, ``facsimiles`` what pages look like, by their names.

    >>> [path for path, text in site_pages([], [])]  # doctest: +NORMALIZE_WHITESPACE
    ['index.md', 'regions/index.md', 'agencies/index.md', 'topics/index.md', 'documents/index.md',
     'dates/index.md', 'tags/index.md', 'pages/index.md', 'corrections/index.md',
     'corrections/doubts.md', 'notices/index.md']
    """
    ordered = in_order(entries)
    site, shown = site or Site(), facsimiles or {}
    yield home_page(ordered, reconstructions, downloads, site.name)
    imprints = {r.page.name: r.imprint for r in reconstructions}
    around = around_articles(ordered)
    # A doubt is led to by its offset: the pages and the links to them must agree on it.
    texts = {r.page.name: r.page.text for r in reconstructions}
    told = {page: settled(n, texts[page]) for page, n in (notes or {}).items() if page in texts}
    reviews = reviews_of(entries, reconstructions, told, repository)
    clippings = clippings_of(entries, reconstructions, shown)
    for entry in entries:
        imprint, own = imprint_of(entry, imprints), entry.id
        found = clippings.get(own, ())
        yield article_page(entry, imprint, around[own], reviews.get(own), found)
    yield from index_pages(ordered, about or {})
    ids = {id(part): entry for entry in entries for part in entry.parts}
    for result in reconstructions:
        page = result.page.name
        notes_of_page = told.get(page, PageNotes())
        look = shown.get(page)
        manifest = manifest_path(page) if look is not None and site.url else None
        yield printed_page(result, ids, notes_of_page, repository, look, manifest)
    yield from printed_index(reconstructions)
    yield from log_pages(reconstructions, told, ids)
    yield from doubt_pages(reconstructions, told, ids)
    yield from notice_pages(reconstructions)


def program_files(
    entries: Sequence[Entry],
    reconstructions: Sequence[Reconstruction],
    site: Site,
    facsimiles: Mapping[str, Facsimile] | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield path and text of what programs read: references, plain copies, feeds, ``llms.txt``,
    and the manifests of pages that have pictures.

    The pages link to them.

    >>> [path for path, text in program_files([], [], Site())]
    ['feed.xml', 'feed.json', 'llms.txt']
    """
    ordered = in_order(entries)
    imprints = {r.page.name: r.imprint for r in reconstructions}
    for entry in entries:
        yield from article_files(entry, imprint_of(entry, imprints))
    yield from feed_files(ordered, site)
    yield from site_files(ordered, site)
    yield from manifest_files(entries, reconstructions, facsimiles or {}, site)
