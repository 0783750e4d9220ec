"""All pages of a site, for the templates that list them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from generator.corpus.cache.circumstances import no_day_is_said
from generator.corpus.site.finished.collection import place_in_walk

__all__ = ["ListedPages"]


_GONE, _THERE = {"gone": True}, dict[str, bool]()


class ListedPages(Sequence[Any]):
    """All pages, in MkDocs' order, for a template that lists them."""

    def __init__(
        self, by_hand: Sequence[File], ours: Sequence[tuple[str, str, bool]], config: MkDocsConfig
    ) -> None:
        self._by_hand, self._ours, self._config = by_hand, ours, config
        self._made: list[Any] | None = None

    def _all(self) -> list[Any]:
        if self._made is None:
            base = self._config.site_url
            prefix = urljoin(base if base.endswith("/") else f"{base}/", "-")[:-1] if base else None
            self._made = [_Listed(*told, prefix) for told in self._ours]
            for file in self._by_hand:  # they are few, and ours in order
                insort(self._made, _Undated(file), key=lambda file: place_in_walk(file.src_uri))
        return self._made

    def __getitem__(self, at: Any) -> Any:
        return self._all()[at]

    def __len__(self) -> int:
        return len(self._all())


class _Undated:
    """A file or page without the day of the build, which MkDocs takes for that of its last change.

    A sitemap must not say of each page that it has changed today. Who sets ``SOURCE_DATE_EPOCH``
    has said a day.
    """

    def __init__(self, known: Any) -> None:
        self._known = known

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._known, name)
        if name == "page":
            return _Undated(value)
        return "" if name == "update_date" and no_day_is_said() else value


class _Listed:
    """A page as a list names it: both file and page."""

    __slots__ = ("_place", "_prefix", "meta", "src_uri")

    def __init__(self, name: str, place: str, gone: bool, prefix: str | None) -> None:
        self.src_uri, self._place = name, place
        self.meta = _GONE if gone else _THERE
        self._prefix = prefix

    @property
    def page(self) -> _Listed:
        """The page of the file."""
        return self

    @property
    def url(self) -> str:
        """Its address on the site."""
        return quote(self._place.removesuffix("index.html"))

    @property
    def canonical_url(self) -> str | None:
        """Where it will stand."""
        return None if self._prefix is None else self._prefix + self.url
