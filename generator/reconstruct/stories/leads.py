"""Leads that were drawn apart from their bodies, in frames of their own."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.reconstruct.measures import LEAD, WIDER
from generator.reconstruct.pieces import Kind, Paragraph, Piece
from generator.reconstruct.stories import weights as w
from generator.text.similarity import grams

__all__ = ["lead_candidates", "link_lead", "wide_frames"]

_MOST = 4
"""Leads drawn apart on one page."""
_MOST_AT_END = 3
"""Leads that follow the page's last headline."""
_DISPLAY = (Kind.HEAD, Kind.BYLINE)
_SATURATION, _LENGTH = 1.2, 0.75
"""The usual parameters of BM25."""
_SHORT_NAME = re.compile(r"以下(?:简|统)称[：:]?[“”]?《([^》]{1,20})》")


def lead_candidates(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> Iterator[tuple[tuple[int, ...], float]]:
    """Yield sets of paragraphs that may be leads drawn apart, and what speaks for each in nats.

    First none; then the few short paragraphs below the page's last headline; then frames visibly
    wider than the columns of the running text, all together and each alone, where they are neither
    part of a body set as wide nor stand under a headline.
    """
    yield (), 0.0
    if any(paragraph.bond is not None for paragraph in paragraphs):
        return  # stories that stood side by side were put in order, their leads above them
    tail = _after_last_headline(pieces, paragraphs)
    if tail:
        yield tail, w.LEAD_AT_END
    wide = wide_frames(pieces, paragraphs)
    if len(wide) > 1:
        yield wide, w.LEAD_WIDE * len(wide)
    for i in wide:
        if (i,) != tail:
            yield (i,), w.LEAD_WIDE


def _after_last_headline(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> tuple[int, ...]:
    """Return the few short paragraphs that close the page, if headlines stand right above them.

    Where a page's headlines are drawn last, leads often follow them.
    """
    # a credit closes an article, too: no lead has one below it
    closing = (*_DISPLAY, Kind.CREDIT)
    last = max((i for i, piece in enumerate(pieces) if piece.kind in closing), default=-1)
    if any(part > last >= paragraph.first for paragraph in paragraphs for part in paragraph.parts):
        return ()  # a story that was interrupted goes on there
    tail = [i for i, paragraph in enumerate(paragraphs) if paragraph.first > last]
    fits = all(len(paragraphs[i].text) <= LEAD for i in tail)
    return tuple(tail) if last >= 0 and fits and 0 < len(tail) <= _MOST_AT_END else ()


def wide_frames(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> tuple[int, ...]:
    """Return the paragraphs that stand in a frame visibly wider than the page's columns."""
    columns: Counter[float] = Counter()
    for paragraph in paragraphs:
        if paragraph.measure:
            columns[paragraph.measure] += len(paragraph.text)
    if not columns:
        return ()
    usual = columns.most_common(1)[0][0]
    wide = [
        i
        for i, paragraph in enumerate(paragraphs)
        if paragraph.width > usual * WIDER
        and len(paragraph.text) <= LEAD
        and not _under_headline(paragraph, pieces)
    ]
    wide = [i for i in wide if not _in_a_body(i, wide, paragraphs)]
    return tuple(wide) if len(wide) <= _MOST and len(wide) < len(paragraphs) else ()


def _under_headline(paragraph: Paragraph, pieces: Sequence[Piece]) -> bool:
    above = pieces[paragraph.first - 1].kind if paragraph.first else None
    return above in _DISPLAY


def _in_a_body(i: int, wide: Sequence[int], paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether the paragraphs beside ``i`` are set as wide: then it is a body's column.

    Two leads may stand side by side, but three paragraphs of one width are a body.
    """

    def alike(k: int) -> bool:
        inside = 0 <= k < len(paragraphs)
        return inside and abs(paragraphs[k].width - paragraphs[i].width) <= 2

    run = [k for k in range(i - 2, i + 3) if alike(k)]
    beside = [k for k in (i - 1, i + 1) if alike(k)]
    return any(k not in wide for k in beside) or (bool(beside) and len(run) >= 3)


def link_lead(
    lead: Paragraph, bodies: Sequence[str], gains: Sequence[float], above: int | None
) -> list[float]:
    """Return how well ``lead`` fits each body, 1 for what it shares most words with.

    Words count by their rarity and by how often a body comes back to them, long bodies less
    (Okapi BM25, Robertson and Walker 1994). A short name that the lead defines (以下简称《意见》)
    ties it to the body that uses it; so does a headline whose words the lead has and the body lacks
    (``gains``, in nats); ``above`` is the body right below it in the file, if any.
    """
    own = grams(lead.text.text)
    shares = _shares(own, bodies)
    top = max(shares, default=0.0) or 1.0
    fits = []
    for n, share in enumerate(shares):
        fit = share / top + gains[n] / w.COVER
        for short in _SHORT_NAME.findall(lead.text.text):
            if f"《{short}》" in bodies[n]:
                fit += 0.5
        fits.append(fit + (0.25 if n == above else 0.0))
    return fits


def _shares(own: frozenset[str], bodies: Sequence[str]) -> list[float]:
    """Return for each body the summed weight of the pairs that it shares with ``own``."""
    counts = [{g: body.count(g) for g in own if g in body} for body in bodies]
    average = sum(map(len, bodies)) / len(bodies)
    found = Counter(g for count in counts for g in count)
    shares = []
    for body, count in zip(bodies, counts, strict=True):
        scale = _SATURATION * (1 - _LENGTH + _LENGTH * len(body) / average)
        shares.append(
            sum(
                math.log((len(bodies) + 1) / (found[g] + 0.5)) * n / (n + scale)
                for g, n in sorted(count.items())
            )
        )
    return shares
