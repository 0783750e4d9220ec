"""How sure an article is, fitted to pages whose articles are known."""

from __future__ import annotations

import math
from collections.abc import Sequence

from generator.reconstruct.pieces import Paragraph, Story

__all__ = ["BROKEN", "CAPTION", "confidence_of"]

BROKEN = 0.5
"""Highest confidence of an article with a sentence whose end was not found."""
CAPTION = 0.75
"""Confidence of a caption kept as an item: its bounds are printed, and it has no headline."""


def confidence_of(
    story: Story, paragraphs: Sequence[Paragraph], least: float, *, rest: bool
) -> float:
    """Return how sure headline and bounds of a story are: the share of such that are right.

    A logistic curve through its margin, the ``least`` margin on its page, and whether display text
    of the page found no place (``rest``), less what standing side by side takes off. Fitted to 300
    articles of 60 pages (see ``benchmarks/reliability.py``): of those given 0.8 to 0.9, 87 in 100
    are exactly right.
    """
    x = -1.3 + 0.17 * min(story.margin, 20) + 0.04 * min(least, 15) - 0.8 * rest
    x -= _mixed(story, paragraphs)
    return round(1 / (1 + math.exp(-x)), 3)


def _mixed(story: Story, paragraphs: Sequence[Paragraph]) -> float:
    """Return the nats off an article's confidence because it stood side by side with others.

    Fitted to 30 such pages: columns in doubt count most, then the least sure of its cuts.
    """
    margins = {"rows/goes-on": 5.0, "rows/cell-column": 10.0, "rows/story-begins": 0.0}
    seen = False
    for k in (*story.leads, *story.paragraphs):
        for evidence in paragraphs[k].evidence:
            if evidence.rule in margins:
                seen = True
                margin = evidence.margin or 0.0
                margins[evidence.rule] = min(margins[evidence.rule], margin)
    if not seen:
        return 0.0
    doubtful = margins["rows/cell-column"] < 10.0
    return 0.7 + 1.8 * doubtful - 0.05 * max(-4.0, margins["rows/goes-on"])
