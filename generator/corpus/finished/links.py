"""Links between source files as addresses on the site: what MkDocs makes of them, without its
detours."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field

from mkdocs.utils import get_relative_url

from generator.publish.finished.own_markdown import UnknownMarkdownError

__all__ = ["Links"]

MOST_KEPT = 50_000
"""Links whose address is kept: those to lists are on many pages, those to articles on few."""

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
        if path.startswith(("http://", "https://")) and not path.endswith("?"):
            return "http", path
        if any(char in path for char in ":?%\\;&\x02\x03") or path[0] == "/" or path.endswith("/"):
            raise UnknownMarkdownError(path)
        target = posixpath.normpath(posixpath.join(folder, path))
        address = self.address(target)
        if address is None:
            raise UnknownMarkdownError(path)
        found = address, get_relative_url(address, url)
        if not address.startswith(url):
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[folder, path, url.count("/")] = found
        return found
