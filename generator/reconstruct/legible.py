"""How sure text recognition is of an article's characters, where it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from generator.model import Page
from generator.text.traced import Traced

__all__ = ["Legible", "legible_share"]

Legible = Callable[[Iterable[Traced]], float]
"""From the texts of an article to how sure their characters are, 0 to 1."""


def legible_share(page: Page) -> Legible:
    """Return what tells how sure the characters of texts are: on average, as the page's runs say.

    All are sure where no run says anything, as on pages that no OCR has read.
    """
    runs = page.geometry.runs if page.geometry is not None else ()
    told = [run for run in runs if run.conf is not None]
    if not told:
        return lambda _: 1.0
    sure: dict[int, float] = {}
    for run in told:
        sure.update(dict.fromkeys(range(*run.span), run.conf or 0.0))

    def share(texts: Iterable[Traced]) -> float:
        origins = chain.from_iterable(text.origins for text in texts)
        own = [sure[origin] for origin in origins if origin is not None and origin in sure]
        return sum(own) / len(own) if own else 1.0

    return share
