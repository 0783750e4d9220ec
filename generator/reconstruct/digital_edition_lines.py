"""Lines of a digital edition, each with what its element calls it and what it says by its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.geometry.layout_records import Says
from generator.model import Element, Evidence, Page, Part
from generator.reconstruct.lines.captions import CAPTION, CAPTION_STORY
from generator.reconstruct.lines.line_repair import cut_tails
from generator.reconstruct.lines.line_wording import say
from generator.reconstruct.pieces import Kind, Line, Piece
from generator.reconstruct.wording.person_names import is_run_of_names
from generator.text.characters import ends_sentence, line_width
from generator.text.folding import fold_text
from generator.text.traced import Traced, join_traced
from generator.text.typography import close_letter_spacing

__all__ = [
    "ToldLine",
    "caption_rule_of",
    "furniture_rule_of",
    "headline_parts",
    "piece_of_told",
    "told_lines",
]

_CHIEF = (Part.HEADLINE, Part.HEADING)
_HEADS = (Part.KICKER, Part.HEADLINE, Part.SUBTITLE, Part.HEADING)


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line with what its element calls it and what it says itself."""

    element: Element
    text: Traced
    says: Says | None
    rule: str

    @property
    def part(self) -> Part:
        """What its element calls it."""
        return self.element.part

    @property
    def is_head(self) -> bool:
        """Whether it is a heading that opens, or parts, an article."""
        return self.part in _HEADS and self.says not in (Says.FURNITURE, Says.CAPTION, Says.JUMP)

    @property
    def rank(self) -> int:
        """Its level; a class alone makes it one of the first."""
        return self.element.rank or (6 if self.part is Part.HEADING else 1)


def told_lines(page: Page) -> Iterator[ToldLine]:
    """Yield the lines of a page whose elements say what they are."""
    folded = fold_text(page.text)
    at = 0
    for element in page.elements:
        start, end = element.span
        while at < len(folded) and (folded.origins[at] or 0) < start:
            at += 1
        stop = at
        while stop < len(folded) and (folded.origins[stop] or 0) < end:
            stop += 1
        text = close_letter_spacing(folded[at:stop].strip(), is_run_of_names, least=4)
        at = stop
        if text:
            yield from (_told(element, line.text) for line in cut_tails([_line(text)]))


def _told(element: Element, text: Traced) -> ToldLine:
    says, rule = say(text.text) or (None, "")
    return ToldLine(element, text, says, rule)


def _line(text: Traced) -> Line:
    return Line(text=text, width=line_width(text.text), indent=0.0, gap=True)


def headline_parts(
    head: Sequence[ToldLine],
) -> tuple[list[ToldLine], list[ToldLine], list[ToldLine]]:
    """Return the lines of a headline as kicker, headline and subtitle.

    What is not called one of them is the headline where it has the highest level, and else what
    stands over or under it. Several that are called headlines stand in a frame of that name.
    """
    if not head:
        return [], [], []
    named = [line for line in head if line.part is Part.HEADLINE]
    if len({line.element.block for line in named}) > 1:
        named = [line for line in head if line.element.rank and line.part in _CHIEF] or named
    chief = min(named or [h for h in head if h.part is Part.HEADING] or head, key=_level)
    block = chief.element.block
    chosen = [line.element.block == block for line in head]
    first = chosen.index(True)
    parts: dict[Part, list[ToldLine]] = {Part.KICKER: [], Part.HEADLINE: [], Part.SUBTITLE: []}
    for n, line in enumerate(head):
        if chosen[n]:
            parts[Part.HEADLINE].append(line)
        elif line.part in (Part.KICKER, Part.SUBTITLE):
            parts[line.part].append(line)
        else:
            parts[Part.KICKER if n < first else Part.SUBTITLE].append(line)
    return parts[Part.KICKER], parts[Part.HEADLINE], parts[Part.SUBTITLE]


def _level(line: ToldLine) -> int:
    return line.rank


def furniture_rule_of(line: ToldLine) -> str | None:
    """Return the rule by which a line says that it is furniture, if it does."""
    return line.rule if line.says in (Says.FURNITURE, Says.JUMP) else None


def caption_rule_of(line: ToldLine) -> str:
    """Return the rule by which a line beside a picture is its caption."""
    known = line.says is Says.CAPTION and line.rule != CAPTION_STORY
    return line.rule if known else CAPTION


def piece_of_told(
    kind: Kind, lines: Sequence[ToldLine], rule: str, *, spaced: bool = False
) -> Piece:
    """Return lines as one piece; two phrases of a headline don't run together."""
    text = join_traced(_parted([line.text for line in lines], spaced or kind is Kind.BYLINE))
    return Piece(
        kind=kind,
        text=text,
        lines=tuple(_line(line.text) for line in lines),
        terminated=ends_sentence(text.text),
        evidence=(Evidence(rule=rule, spans=text.spans),),
    )


def _parted(parts: Iterable[Traced], spaced: bool) -> Iterator[Traced]:
    for n, part in enumerate(parts):
        if n and spaced:
            yield Traced(" ", (None,))
        yield part
