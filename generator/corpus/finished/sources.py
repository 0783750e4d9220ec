"""A source file of ours as MkDocs' page: its header, its text in HTML, its headings."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import meta

from generator.corpus.finished.frames import UnusableThemeError
from generator.corpus.finished.links import Links
from generator.publish.finished.own_markdown import (
    FinishedHtml,
    Heading,
    UnknownMarkdownError,
    html_of,
)

__all__ = ["Sources", "can_be_fast"]

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
        page.markdown, page.meta = meta.get_data(file.content_string)
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
