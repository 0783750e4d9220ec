"""The panel under an article: what it is filed under, each fact with the way to its proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Entry, Facts, Region
from generator.publish.escape import Safe, escape_text
from generator.publish.labels.article_summary import name_in_province, province_names, province_of
from generator.publish.labels.sentence_anchors import index_places, proof_of
from generator.publish.paths import article_path, link_between, region_path
from generator.text.traced import Span

__all__ = ["Panel", "PanelRow", "link_to", "region_links"]

_AND = Safe("、")


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One line of the panel."""

    name: str
    """What it is about."""
    items: tuple[str, ...]
    """What it says."""
    separator: Safe = _AND
    """What stands between the items."""


class Panel:
    """The panel of one article; remembers the places of the article that its facts lead to."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        """The article."""
        self.path = article_path(entry.id)
        """The file of its page."""
        self.linked: set[str] = set()
        """Anchors of the places that a fact leads to, so far."""
        self._places = index_places(entry.article)

    @property
    def facts(self) -> Facts:
        """The article's facts."""
        return self.entry.facts

    def link(self, text: str, target: str) -> Safe:
        """Return ``text`` as a link to the file ``target``."""
        return link_to(text, target, self.path)

    def proved(self, said: str, *proofs: Iterable[Span]) -> Safe:
        """Return ``said``, escaped, and after it the ways to what proves it, if it is here."""
        text = said if isinstance(said, Safe) else escape_text(said)
        found = (proof_of(self._places, spans) for spans in proofs)
        places = dict.fromkeys(place for place in found if place is not None)
        self.linked.update(place.anchor for place in places)
        links = "、".join(f"[{place.words}](#{place.anchor})" for place in places)
        return Safe(f"{text} {links}" if links else text)


def link_to(text: str, target: str, source: str) -> Safe:
    """Return ``text`` as a link from the file ``source`` to the file ``target``.

    >>> link_to("湖南省", "regions/430000.md", "articles/k3v9.md")
    '[湖南省](../regions/430000.md)'
    """
    return Safe(f"[{escape_text(text)}]({link_between(source, target)})")


def region_links(region: Region, source: str) -> Iterator[Safe]:
    """Yield the way to a region's list, after that to its province's."""
    province = province_of(region.code)
    name = province_names().get(province)
    if name is not None and province != region.code:
        yield link_to(name, region_path(province), source)
    yield link_to(name_in_province(region), region_path(region.code), source)
