"""A source file of ours as MkDocs' page: its header, its text in HTML, its headings, its links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from zlib import crc32

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url, meta

from generator.corpus.finished.themed_pages import UnusableThemeError
from generator.publish.finished.own_markdown import (
    FinishedHtml,
    Heading,
    UnknownMarkdownError,
    html_of,
)
from generator.publish.yaml_header import plain_header

__all__ = ["Links", "Sources", "can_be_fast"]

SAMPLE = 293
"""Of one page in so many it is seen whether Python-Markdown says the same."""
EXTENSIONS = {"toc", "tables", "fenced_code", "md_in_html"}
"""Of Python-Markdown, with which our Markdown is read the fast way; with others it may mean
more."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Reads source files."""

    config: MkDocsConfig
    files: Files
    links: Links

    def page(self, file: File) -> tuple[Page, bool]:
        """Return the page of a file, and whether its Markdown was of our forms.

        If not, it was left to Python-Markdown, which may have warned of a link.
        """
        page = Page(None, file, self.config)
        text = file.content_string
        page.markdown, page.meta = plain_header(text) or meta.get_data(text)
        resolve = self.links.of(file.src_uri, page.url)
        try:
            if "title" not in page.meta:
                raise UnknownMarkdownError("no title")
            made = html_of(page.markdown, resolve)
        except UnknownMarkdownError:
            page.render(self.config, self.files)
            return page, False
        page.content, page.toc = made.html, _contents(made)
        if crc32(file.src_uri.encode()) % SAMPLE == 0:
            self._compare(page)
        return page, True

    def _compare(self, page: Page) -> None:
        known = page.content, str(page.toc)
        page.render(self.config, self.files)
        if known != (page.content, str(page.toc)):
            raise UnusableThemeError(f"the text of {page.url} comes out otherwise")


def can_be_fast(config: MkDocsConfig) -> bool:
    """Tell whether Markdown is read with the extensions that are known here, as they are."""
    plain = {"toc": {"permalink": False}, "tables": {"use_align_attribute": True}}
    settings = {name: told for name, told in config.mdx_configs.items() if told}
    return (
        set(config.markdown_extensions) == EXTENSIONS
        and all(told == plain.get(name) for name, told in settings.items())
        and config.use_directory_urls
    )


def _contents(made: FinishedHtml) -> TableOfContents:
    """Return the table of contents: headings of the second level belong to the first before
    them."""
    items: list[AnchorLink] = []
    for heading in made.headings:
        above = items[-1].children if items and heading.level > items[-1].level else items
        above.append(_item(heading))
    if items:
        items[0].active = True  # type: ignore[attr-defined]  # as MkDocs does
    return TableOfContents(items)


def _item(heading: Heading) -> AnchorLink:
    return AnchorLink(heading.title, heading.id, heading.level)


MOST_KEPT = 50_000
"""Links whose address is kept: those to lists are on many pages, those to articles on few."""

_PLAIN_WAY = re.compile(r"\.\./[a-z]+/[a-z0-9]+(?<!/index)\.md\Z")
"""A link to a file of another folder, where nothing needs to be seen to."""

Address = Callable[[str], str | None]
"""Returns the address of a source file, ``None`` where there is none of that name."""


@dataclass(slots=True)
class Links:
    """Leads from each page to others."""

    address: Address
    _kept: dict[tuple[str, str, int], tuple[str, str]] = field(default_factory=dict)

    def of(self, source: str, url: str) -> Callable[[str], str]:
        """Return what resolves the links of a page by its source's path and its own address.

        That raises :class:`UnknownMarkdownError` for a link that leads nowhere: MkDocs warns of it.
        """
        folder, depth, kept = posixpath.dirname(source), url.count("/"), self._kept

        def resolve(link: str) -> str:
            path, mark, anchor = link.partition("#")
            if not path:
                return link
            known = kept.get((folder, path, depth))
            # From all pages of a folder it is one way, but from its index, and to a page itself.
            if known is None or known[0].startswith(url):
                known = self._resolved(folder, path, url)
            return known[1] + mark + anchor if anchor else known[1]

        return resolve

    def _resolved(self, folder: str, path: str, url: str) -> tuple[str, str]:
        if path.startswith("../") and "/" not in folder and _PLAIN_WAY.match(path):
            address = self.address(path[3:])
            if address is not None and not url.startswith(path[3 : path.index("/", 3) + 1]):
                way = address, "../" * url.count("/") + address
                return self._keep((folder, path, url.count("/")), way)
        if path.startswith(("http://", "https://")) and not path.endswith("?"):
            return "http", path
        if any(char in path for char in ":?%\\;&\x02\x03") or path[0] == "/" or path.endswith("/"):
            raise UnknownMarkdownError(path)
        target = posixpath.normpath(posixpath.join(folder, path))
        address = self.address(target)
        if address is None:
            raise UnknownMarkdownError(path)
        found = address, get_relative_url(address, url)
        if address.startswith(url):
            return found
        return self._keep((folder, path, url.count("/")), found)

    def _keep(self, key: tuple[str, str, int], found: tuple[str, str]) -> tuple[str, str]:
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = found
        return found
