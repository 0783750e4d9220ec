"""A source file of ours as MkDocs' page: its header, its text in HTML, its headings, its links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from zlib import crc32

from markdown.extensions import toc
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url, meta

from generator.corpus.site.finished.themed_pages import UnusableThemeError
from generator.publish.finished.heading_ids import unique_id
from generator.publish.finished.own_markdown import (
    FinishedHtml,
    Heading,
    UnknownMarkdownError,
    html_of,
)
from generator.publish.yaml_header import plain_header

__all__ = ["Links", "Sources", "anchors_of", "can_be_fast"]

# Its own fails at two headings of one text that ends in a number of 4,301 digits.
vars(toc)["unique"] = unique_id

SAMPLE = 997
"""Of one page in so many it is seen whether Python-Markdown says the same."""
_LONGEST_SAMPLE = 100_000
"""Characters of such a page: it takes the square of a paragraph's length where that is of marks."""
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
        if not self._is_read(page):
            page.render(self.config, self.files)
            return page, False
        if len(text) <= _LONGEST_SAMPLE and crc32(file.src_uri.encode()) % SAMPLE == 0:
            known = page.content, str(page.toc)
            page.render(self.config, self.files)
            if known != (page.content, str(page.toc)):
                raise UnusableThemeError(f"the text of {page.url} comes out otherwise")
        return page, True

    def render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Do what :meth:`Page.render` does, for a page of the navigation that we wrote."""
        if self._is_read(page):
            page.present_anchor_ids = anchors_of(page)
        else:
            Page.render(page, config, files)

    def _is_read(self, page: Page) -> bool:
        """Give a page its text and its headings; return whether its Markdown is of our forms."""
        try:
            if "title" not in page.meta:
                raise UnknownMarkdownError("no title")
            made = html_of(page.markdown or "", self.links.of(page.file.src_uri, page.url))
        except UnknownMarkdownError:
            return False
        page.content, page.toc = made.html, _contents(made)
        return True


_ID = re.compile(r' (?:id|name)="([^"]*)"')


def anchors_of(page: Page) -> set[str]:
    """Return what links to a page may lead to."""
    return set(_ID.findall(page.content or ""))


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


MOST_KEPT = 20_000
"""Links whose address is kept, of all folders together: those to lists are on many pages, those to
articles on few."""

_PLAIN_WAY = re.compile(r"((?:\.\./)+)([a-z]+/)[a-z0-9/-]*[a-z0-9]+(?<!/index)\.md\Z")
"""A link from the top of the site down, where nothing needs to be seen to."""

Address = Callable[[str], str | None]
"""Returns the address of a source file, ``None`` where there is none of that name."""


@dataclass(slots=True)
class Links:
    """Leads from each page to others."""

    address: Address
    _kept: dict[tuple[str, int], dict[str, tuple[str, str]]] = field(default_factory=dict)
    _count: int = 0

    def of(self, source: str, url: str) -> Callable[[str], str]:
        """Return what resolves the links of a page by its source's path and its own address.

        That raises :class:`UnknownMarkdownError` for a link that leads nowhere: MkDocs warns of it.
        """
        folder = posixpath.dirname(source)
        kept = self._kept.setdefault((folder, url.count("/")), {})

        def resolve(link: str) -> str:
            path, mark, anchor = link.partition("#") if "#" in link else (link, "", "")
            if not path:
                return link
            known = kept.get(path)
            # From all pages of a folder it is one way, but from its index, and to a page itself.
            if known is None or known[0].startswith(url):
                known = self._resolved(folder, path, url)
                if not known[0].startswith(url) and known[0] != "http":
                    self._keep(kept, path, known)
            return known[1] + mark + anchor if anchor else known[1]

        return resolve

    def _keep(self, kept: dict[str, tuple[str, str]], path: str, known: tuple[str, str]) -> None:
        self._count += 1
        if self._count > MOST_KEPT:
            for each in self._kept.values():
                each.clear()
            self._count = 1
        kept[path] = known

    def _resolved(self, folder: str, path: str, url: str) -> tuple[str, str]:
        match = _PLAIN_WAY.match(path)
        if match is not None and len(match[1]) == 3 * (folder.count("/") + 1) and folder:
            address = self.address(path[len(match[1]) :])
            if address is not None and not url.startswith(match[2]):
                return address, "../" * url.count("/") + address
        if path.startswith(("http://", "https://")) and not path.endswith("?"):
            return "http", path
        if any(char in path for char in ":?%\\;&\x02\x03") or path[0] == "/" or path.endswith("/"):
            raise UnknownMarkdownError(path)
        target = posixpath.normpath(posixpath.join(folder, path))
        address = self.address(target)
        if address is None:
            raise UnknownMarkdownError(path)
        return address, get_relative_url(address, url)
