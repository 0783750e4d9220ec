"""Pages whose text was put away, with their text."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.corpus.cache.page_cache import Cache
from generator.corpus.pages.pipeline import MadePage, Outcome
from generator.errors import GeneratorError
from generator.model import PageNotes, file_articles, without_persons
from generator.publish import PageExtract, WholePage, extract_of, settled

__all__ = ["PutAway"]

_AT_HAND = 8
"""Pages that are held at a time: the articles of one are asked for one after the other."""


@dataclass(slots=True)
class PutAway:
    """Gives pages by the marks of their gists, from the cache, or made anew where that lost
    them."""

    cache: Cache
    make: Callable[[str], Outcome]
    """Makes the seed of this name."""
    persons: bool = True
    """Whether who holds an office in an article is published."""
    seeds: dict[str, str] = field(default_factory=dict)
    """By a page's mark, the seed that it is of."""
    _at_hand: OrderedDict[str, WholePage] = field(default_factory=OrderedDict)

    def __call__(self, mark: str) -> WholePage:
        """Return a page. Raises :class:`GeneratorError` where its seed is another one by now."""
        page = self._at_hand.pop(mark, None)
        if page is None:
            made = self.cache.named(mark)
            page = self._whole(made if isinstance(made, MadePage) else self._made_anew(mark))
        self._at_hand[mark] = page
        if len(self._at_hand) > _AT_HAND:
            self._at_hand.popitem(last=False)
        return page

    def extract(self, mark: str) -> PageExtract:
        """Return what others than its own files ask of a page. Raises as a call does."""
        kept = self.cache.extract(mark)
        if isinstance(kept, PageExtract):
            return kept
        page = self(mark)
        none = [""] * len(page.made.articles)
        extract = extract_of(file_articles(page.made, none, page.facts))
        self.cache.put_extract(mark, extract)
        return extract

    def _made_anew(self, mark: str) -> MadePage:
        seed = self.seeds[mark]
        for made in self.make(seed).made:
            if made.kept_as == mark:
                return made
        raise GeneratorError(f"{seed}: was changed while it was being read. Run again.")

    def _whole(self, made: MadePage) -> WholePage:
        notes = settled(made.notes or PageNotes(), made.reconstruction.page.text)
        facts = made.facts if self.persons else without_persons(made.facts)
        return WholePage(made=made.reconstruction, facts=facts, notes=notes)
