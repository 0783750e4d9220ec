"""Where one story's text ends and the next one's begins, by what stands at the bound."""

from __future__ import annotations

from collections.abc import Sequence

from generator.reconstruct.jumps import is_jump
from generator.reconstruct.pieces import Kind, Paragraph, Piece
from generator.reconstruct.stories import weights as w
from generator.reconstruct.vocabulary import STORY_OPENING, opens_as_report
from generator.text.similarity import GramIndex

__all__ = ["worth_of_bare_text", "worth_of_going_on"]


def worth_of_going_on(
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    slots: Sequence[Sequence[int]],
    index: GramIndex,
) -> list[float]:
    """Return in nats what going on before each paragraph is worth, a cut being worth nothing.

    ``slots`` are the display pieces, bylines and credits before each paragraph and after the last.
    """
    cohesion = _cohesion(len(paragraphs), index)
    go_on = [0.0]
    for i in range(1, len(paragraphs)):
        before, here = paragraphs[i - 1], paragraphs[i]
        kinds = [pieces[k].kind for k in slots[i]]
        for_cut = -w.COHESION * cohesion[i]
        if Kind.CREDIT in kinds:
            for_cut += w.CREDIT
        for_cut -= here.bond or 0.0
        if before.signature:
            for_cut += w.SIGNATURE
        if opens_as_report(here.text.text):
            for_cut += w.DATELINE
        if before.measure and here.measure and abs(before.measure - here.measure) >= 1.5:
            for_cut += w.WIDTH
        if any(is_jump(piece) for piece in pieces[before.last + 1 : here.first]):
            for_cut += w.JUMP
        if here.signature:
            for_cut -= w.SIGNATURE
        if STORY_OPENING.match(here.text.text):
            for_cut += w.OPENING
        go_on.append(-2 * for_cut + (w.ACROSS_BYLINE if Kind.BYLINE in kinds else 0.0))
    return go_on


def worth_of_bare_text(paragraphs: Sequence[Paragraph]) -> list[float]:
    """Return in nats what speaks for a body without a headline that begins at each paragraph.

    It goes on with what another story had interrupted.
    """
    parts = {part: k for k, p in enumerate(paragraphs) for part in p.parts}
    worths = []
    for k, paragraph in enumerate(paragraphs):
        resumed = parts.get(paragraph.first - 1, k) < k - 1
        worths.append(w.RESUMED * resumed)
    return worths


def _cohesion(count: int, index: GramIndex) -> list[float]:
    """Return for each paragraph how much the text around it goes on about the same things.

    Weighted pairs shared by the few paragraphs before and after, in the deviations that are
    usual on this page (TextTiling, Hearst 1997), between -1.5 and 1.5.
    """
    if count < 4:
        return [0.0] * count
    windows = [
        frozenset().union(*index.passages[max(0, k) : k + w.WINDOW])
        for k in range(1 - w.WINDOW, count)
    ]
    totals = [*map(index.total, windows)]
    values = []
    for i in range(w.WINDOW, len(windows)):
        smaller = min(totals[i - w.WINDOW], totals[i])
        shared = index.total(windows[i - w.WINDOW] & windows[i])
        values.append(shared / smaller if smaller else 0.0)
    mean = sum(values) / len(values)
    deviation = (sum((v - mean) ** 2 for v in values) / len(values)) ** 0.5 or 1.0
    return [0.0, *(max(-1.5, min(1.5, (v - mean) / deviation)) for v in values)]
