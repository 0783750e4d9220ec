"""Display pieces to the headlines they may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from generator.reconstruct.headlines import is_box_label
from generator.reconstruct.jumps import continuations
from generator.reconstruct.markup import SUBHEADING
from generator.reconstruct.pieces import Kind, Paragraph, Piece
from generator.reconstruct.stories import weights as w
from generator.text.similarity import GramIndex, grams

__all__ = ["Heading", "list_headings", "list_slots"]

_ONE_FRAME = 2.5
"""How firmly lines of one frame belong together where blank lines part the frames …"""
_PARTED = 0.02
"""… that is, where at least this share of the page's pieces has a blank line before it."""
_SERIES = re.compile(r"[（(][^（()）]{2,24}[）)]$")
_SHORTEST = 4
"""Characters. Less is the rest of a line, a label's half, a number."""
_LONGEST = 6
"""Display lines. Kicker, headline and subtitle of two lines each."""
_AT_ENDS = 60
"""Display lines at either end of a group that may head a story; a longer one lists (目录), or is
the rubbish of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A run of display pieces that may be one headline."""

    pieces: tuple[int, ...]
    """The display pieces in printed order."""
    mask: int
    """One bit a display piece of the page, set for those in ``pieces``."""
    slot: int
    """Number of paragraphs before it in the file."""
    byline: int | None
    """The byline under it."""
    weights: dict[str, float]
    """Its pairs of characters with their weights on this page."""
    scale: float
    """Nats for each unit of ``weights`` that a body shares."""
    by_itself: float
    """Nats that it is worth wherever it stands: how whole it is, and what it carries."""
    unit: bool
    """Whether it is one display line, with all of its rest."""
    last: bool
    """Whether nothing but its byline stands between it and the next paragraph."""
    rest_fits: bool
    """Whether the display lines after it, up to the paragraph, fit into the paragraph's column."""
    no_subhead: bool
    """Whether it cannot stand inside a body: it has a byline, follows a credit, or is too wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Neighbouring display pieces with nothing between them, and where they stand."""

    members: tuple[int, ...]
    slot: int
    byline: int | None
    bit: int
    """The bit of the first of ``members``."""
    last: bool
    opens: bool
    """Whether what stands before it has closed a story, or it parts a paragraph."""
    alone: bool
    """Whether the whole group can be no subhead."""
    column: float
    """The measure of the text beside it in ems, 0 if unknown."""
    parted: bool
    """Whether the dump sets its frames apart by blank lines."""


def list_slots(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> list[list[int]]:
    """Return, for the place before each paragraph and after the last, its display pieces,
    bylines and credits as indexes into ``pieces``."""
    slots: list[list[int]] = [[] for _ in range(len(paragraphs) + 1)]
    firsts = [paragraph.first for paragraph in paragraphs]
    slot = 0
    for i, piece in enumerate(pieces):
        while slot < len(firsts) and firsts[slot] <= i:
            slot += 1
        if piece.evidence and piece.evidence[0].rule == SUBHEADING:
            continue
        if piece.kind in (Kind.HEAD, Kind.BYLINE, Kind.CREDIT):
            slots[slot].append(i)
    return slots


def list_headings(
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    slots: Sequence[Sequence[int]],
    index: GramIndex,
) -> list[Heading]:
    """Return every run of neighbouring display pieces that may be one headline.

    A byline closes a run; so does a credit.
    """
    headings: list[Heading] = []
    parting = _parting(paragraphs)
    ends = _ends_of_continuations(pieces, paragraphs, slots, index)
    parted = sum(piece.gap for piece in pieces[1:]) > _PARTED * len(pieces)
    bit = 0
    for slot, members in enumerate(slots):
        group: list[int] = []
        credited = False
        for n, i in enumerate([*members, -1]):
            kind = pieces[i].kind if i >= 0 else None
            if kind is Kind.HEAD:
                group.append(i)
                continue
            # further from the text than that, display text is a table, or a table of contents
            if group and min(n - len(group), len(members) - n) <= w.BESIDE:
                byline = i if kind is Kind.BYLINE else None
                place = _Group(
                    members=tuple(group),
                    slot=slot,
                    byline=byline,
                    bit=bit,
                    last=n + (byline is not None) >= len(members),
                    opens=slot == 0 or credited or group[0] in parting or group[0] in ends,
                    alone=byline is not None or slot == len(paragraphs),
                    column=_column(paragraphs, slot),
                    parted=parted,
                )
                headings += _runs(pieces, place, index)
            bit += len(group)
            credited = credited or kind is Kind.CREDIT
            group = []
    return headings


def _parting(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the pieces that stand between two parts of one paragraph: no subhead does."""
    return frozenset(
        i
        for paragraph in paragraphs
        for before, after in pairwise(paragraph.parts)
        for i in range(before + 1, after)
    )


def _ends_of_continuations(
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    slots: Sequence[Sequence[int]],
    index: GramIndex,
) -> frozenset[int]:
    """Return the display pieces that end a text from another page: no subheads of it.

    The first display line under it names what the text below speaks of, and it does not.
    """
    found = set()
    for start in continuations(pieces, paragraphs):
        for slot in range(start + 1, len(paragraphs)):
            heads = [i for i in slots[slot] if pieces[i].kind is Kind.HEAD]
            if heads:
                words = grams("".join(pieces[i].text.text for i in heads))
                above = words & frozenset().union(*index.passages[start:slot])
                if len((words & index.passages[slot]) - above) > len(above):
                    found.add(heads[0])
                break
    return frozenset(found)


def _column(paragraphs: Sequence[Paragraph], slot: int) -> float:
    """Return the measure of the text beside a slot in ems, 0 if unknown."""
    return max((p.measure for p in paragraphs[max(0, slot - 1) : slot + 1]), default=0.0)


def _runs(pieces: Sequence[Piece], group: _Group, index: GramIndex) -> list[Heading]:
    members, column = group.members, group.column
    widths = [pieces[i].width for i in members]
    # the widest of each member and all after it
    widest = [*accumulate(reversed(widths), max)][::-1]
    tight = [pieces[i].tight for i in members]
    found = []
    for a in range(len(members)):
        if _AT_ENDS <= a < len(members) - _AT_ENDS:
            continue
        for b in range(a + 1, len(members) + 1):
            run, rest = members[a:b], b < len(members)
            # display lines taken into it may be headlines of their own
            units = b - a - sum(tight[a + 1 : b])
            if units > _LONGEST or b - a > 2 * _LONGEST:
                break
            text = "".join(pieces[i].text.text for i in run)
            shortest = 1 if pieces[run[0]].lines[0].heading else _SHORTEST
            if len(text) < shortest or text.endswith("——"):
                continue  # a dash leads over to more
            # words that no body has tell nothing; nor does a column's name in brackets (专栏)
            weights = {g: index.weight(g) for g in grams(_SERIES.sub("", text)) if index.has(g)}
            weights = {g: weight for g, weight in weights.items() if weight > 0}
            too_wide = column > 0 and max(widths[a:b]) > column + 1
            fits = column > 0 and not (rest and widest[b] > column)
            byline = None if rest else group.byline
            no_subhead = (group.alone or (group.opens and a == 0) or too_wide) and (
                group.byline is not None or b - a > 1 or not is_box_label(pieces[run[0]])
            )
            # how firmly what it was cut from belongs to it, at both ends
            torn = sum(_torn(pieces, members, at, group.parted) for at in (a, b))
            found.append(
                Heading(
                    pieces=run,
                    mask=((1 << (b - a)) - 1) << (group.bit + a),
                    slot=group.slot,
                    byline=byline,
                    weights=weights,
                    scale=w.COVER / (sum(weights.values()) + w.COVER_PRIOR),
                    by_itself=w.MERGE * (units - 1)
                    + w.TORN * torn
                    + (w.BYLINE if byline is not None else 0.0)
                    + (0.0 if no_subhead else w.BARE),
                    unit=units == 1 and not tight[a] and not (rest and tight[b]),
                    last=group.last and not rest,
                    rest_fits=group.last and rest and pieces[members[b]].gap and fits,
                    no_subhead=no_subhead,
                )
            )
    return found


def _torn(pieces: Sequence[Piece], group: Sequence[int], at: int, parted: bool) -> float:
    """Return how firmly the display pieces before and after ``at`` belong together, 0 to 4.

    Lines of one fragment do, most of all where the dump sets its frames apart (``parted``) by
    blank lines, and what a dash or dots lead over to (引题, 副题).
    """
    if not 0 < at < len(group):
        return 0
    before, after = pieces[group[at - 1]], pieces[group[at]]
    dashed = before.text.text.endswith(("——", "……")) or after.text.text.startswith("——")
    if after.gap:
        return 0.5 + 2 * dashed
    return (_ONE_FRAME if parted else 1.0) + 2 * dashed
