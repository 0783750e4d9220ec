"""Pages that read from top to bottom: each headline over its body, as most pages are.

File order is the strongest prior there is (DESIGN section 3). Where a page shows nothing else, it
is read so; a search for what was displaced would only find what is alike by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.reconstruct.jumps import is_jump
from generator.reconstruct.pieces import Kind, Paragraph, Piece
from generator.reconstruct.stories.leads import wide_frames
from generator.reconstruct.vocabulary import opens_as_report, opens_with_time
from generator.text.similarity import GramIndex, grams

__all__ = ["stories_in_order"]


_BRIEF = 350
"""Characters of text before and after a subhead (小标题), up to the next display text: of 1,116
subheads in a national daily of 2026 two in a hundred have fewer. Short reports have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heads:
    """The display text right above a paragraph."""

    paragraph: int
    """The paragraph."""
    pieces: tuple[int, ...]
    """The display pieces, without the byline."""
    sure: bool
    """Whether a story is bound to begin there."""
    timely: bool
    """Whether the paragraph opens with the time, as reports do, and paragraphs too."""


def stories_in_order(
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    slots: Sequence[Sequence[int]],
    index: GramIndex,
) -> list[tuple[int, tuple[int, ...]]] | None:
    """Return where each story begins and its headline, for a page that reads in order.

    Stories are told as the number of their first paragraph and their display pieces. ``None`` for
    a page that may not read so: text above the first headline or a headline under the last text,
    two headlines side by side, a sentence that another text interrupts, a frame of its own width,
    a headline with the words of another body; or display text that may as well be a subhead.
    """
    heads = _heads(pieces, paragraphs, slots)
    if heads is None or not _undisturbed(pieces, paragraphs):
        return None
    parted = _parted_by_blanks(pieces, paragraphs, heads)
    timely = all(head.sure or head.timely for head in heads)
    briefs = _nothing_but_briefs(pieces, paragraphs, heads)
    starts = [
        head
        for n, head in enumerate(heads)
        if n == 0 or head.sure or timely or (pieces[head.pieces[0]].gap if parted else briefs)
    ]
    if len(starts) < len(heads) and not parted:
        return None
    stories = [(head.paragraph, head.pieces) for head in starts]
    return stories if _headlines_fit(stories, len(paragraphs), pieces, index) else None


def _heads(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph], slots: Sequence[Sequence[int]]
) -> list[_Heads] | None:
    """Return the display text over each paragraph that has some; ``None`` where it stands so that
    it may belong elsewhere."""
    found = []
    for k, paragraph in enumerate(paragraphs):
        kinds = [pieces[i].kind for i in slots[k]]
        display = tuple(i for i in slots[k] if pieces[i].kind is Kind.HEAD)
        closed = kinds[:1] == [Kind.CREDIT]
        rest = kinds[closed:]
        byline = rest[-1:] == [Kind.BYLINE]
        if rest != [Kind.HEAD] * len(display) + [Kind.BYLINE] * byline:
            return None
        if not display:
            closed = closed or (paragraphs[k - 1].signature and not paragraph.signature)
            if k == 0 or byline or closed:
                return None  # nothing goes on below a credit or a signature
            continue
        above = paragraphs[k - 1] if k else None
        if above is not None and not (above.signature or pieces[above.last].terminated):
            return None
        if paragraph.signature:
            return None  # it closes the text above, which the headline was drawn into
        text = paragraph.text.text
        signed = above is not None and above.signature
        found.append(
            _Heads(
                paragraph=k,
                pieces=display,
                sure=byline or closed or signed or opens_as_report(text),
                timely=opens_with_time(text),
            )
        )
    return None if any(pieces[i].kind is not Kind.CREDIT for i in slots[-1]) else found


def _undisturbed(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether no text interrupts another, and none is set in a wider frame of its own."""
    if any(paragraph.bond is not None for paragraph in paragraphs) or any(map(is_jump, pieces)):
        return False
    for paragraph in paragraphs:
        between = range(paragraph.first + 1, paragraph.last)
        if any(pieces[i].kind in (Kind.HEAD, Kind.BYLINE, Kind.CREDIT) for i in between):
            return False
    return not (_in_columns(pieces, paragraphs) and wide_frames(pieces, paragraphs))


def _in_columns(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether most of the text shows the column it was set in.

    Elsewhere a line is a paragraph, as wide as it is long, and two may be alike by chance.
    """
    shown = sum(
        len(paragraph.text)
        for paragraph in paragraphs
        if paragraph.measure and sum(len(pieces[i].lines) for i in paragraph.parts) > 1
    )
    return 2 * shown > sum(len(paragraph.text) for paragraph in paragraphs)


def _nothing_but_briefs(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph], heads: Sequence[_Heads]
) -> bool:
    """Return whether all texts between display lines are too short for those of subheads.

    A line in quotation marks may as well be somebody's word inside a text.
    """
    for head in heads[1:]:
        words = "".join(pieces[i].text.text for i in head.pieces)
        if not head.sure and words.startswith("“") and words.find("”") == len(words) - 1:
            return False
    bounds = [*(head.paragraph for head in heads), len(paragraphs)]
    return all(sum(len(p.text) for p in paragraphs[a:b]) < _BRIEF for a, b in pairwise(bounds))


def _parted_by_blanks(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph], heads: Sequence[_Heads]
) -> bool:
    """Return whether blank lines stand between stories and nowhere else."""
    if any(pieces[paragraph.first].gap for paragraph in paragraphs):
        return False
    return sum(pieces[head.pieces[0]].gap for head in heads[1:]) > 0


def _headlines_fit(
    stories: Sequence[tuple[int, tuple[int, ...]]],
    count: int,
    pieces: Sequence[Piece],
    index: GramIndex,
) -> bool:
    """Return whether no headline shares more with another body than with the one under it."""
    bounds = [*(start for start, _ in stories), count]
    bodies = [frozenset().union(*index.passages[a:b]) for a, b in pairwise(bounds)]
    for own, (_, display) in enumerate(stories):
        words = grams("".join(pieces[i].text.text for i in display))
        shares = [sum(index.weight(word) for word in words & body) for body in bodies]
        if max(shares) > shares[own]:
            return False
    return True
