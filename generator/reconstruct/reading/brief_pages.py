"""Pages of nothing but short news: what looks like a subhead there is a headline."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from generator.reconstruct.pieces import Line
from generator.reconstruct.reading.fixed_roles import FixedRoles
from generator.reconstruct.reading.line_decoding import MAY_END, Beliefs, Gap, LineRole, Reading
from generator.text.characters import ends_sentence, leads_on

__all__ = ["short_news", "told_headlines"]

Matrix = npt.NDArray[np.float32]

_BRIEF = 350
"""Characters of text before and after a subhead (小标题), up to the next display text: of 1,116
subheads in a national daily of 2026 two in a hundred have fewer. Short reports have none."""
_DISPLAY = (LineRole.HEADLINE, LineRole.SUBHEAD)
_CLOSED = ("—", "…", "：", ":")
"""What leads over to the text below."""


def short_news(
    lines: Sequence[Line], reading: Reading, roles: Matrix, known: FixedRoles
) -> list[range]:
    """Return the display lines of a page that is ``reading`` which are headlines for certain.

    ``roles`` are the beliefs in what lines are; what is ``known`` of some stands. None where a text
    between display lines is long enough for one with subheads. Where blank lines stand over some
    display lines, and over no text, they part the stories: the others may be subheads. What stands
    under a headline or a byline goes on with it; what stands in quotation marks may be somebody's
    word, and a closing mark is none of a headline's.
    """
    shown = _display(reading, roles)
    bounds = [0, *(k for block in shown for k in (block.start, block.stop)), len(lines)]
    texts = [range(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    if any(sum(len(lines[k].text) for k in text) >= _BRIEF for text in texts):
        return []
    parted = any(lines[block.start].gap for block in shown[1:])
    if parted and any(lines[k].gap for text in texts for k in text if k):
        parted = False
    return [
        block
        for block in shown
        if (not block.start or reading.roles[block.start - 1] in MAY_END)
        and (lines[block.start].gap or not parted)
        and not any(k in known.roles or LineRole.HEADLINE in known.never.get(k, ()) for k in block)
        and _may_be_headline(lines, block)
    ]


def told_headlines(beliefs: Beliefs, reading: Reading, blocks: Sequence[range]) -> Beliefs:
    """Return ``beliefs`` with certainty that each of ``blocks`` is a headline."""
    roles, gaps = beliefs[0].copy(), beliefs[1].copy()
    for block in blocks:
        _tell(roles[block.start : block.stop], LineRole.HEADLINE)
        if block.start:
            _tell(gaps[block.start - 1], Gap.ARTICLE)
        if block.stop < len(roles) and reading.roles[block.stop] is LineRole.BODY:
            _tell(gaps[block.stop - 1], Gap.FRAME)
    return roles, gaps


def _tell(beliefs: Matrix, one: int) -> None:
    beliefs[...] = 0
    beliefs[..., one] = 1


def _display(reading: Reading, roles: Matrix) -> list[range]:
    """Return the lines of each headline or subhead.

    What is likelier one of both than text is one, too.
    """
    likely = roles[:, _DISPLAY].sum(axis=1) > roles[:, LineRole.BODY]
    kinds = [
        LineRole.SUBHEAD if role is LineRole.BODY and likely[k] else role
        for k, role in enumerate(reading.roles)
    ]
    found, start = [], 0
    for kind, run in groupby(kinds):
        end = start + sum(1 for _ in run)
        if kind in _DISPLAY:
            found.append(range(start, end))
        start = end
    return found


def _may_be_headline(lines: Sequence[Line], block: range) -> bool:
    words = "".join(lines[k].text.text for k in block)
    quoted = words.startswith("“") and words.find("”") == len(words) - 1
    return not (quoted or ends_sentence(words) or leads_on(words) or words.endswith(_CLOSED))
