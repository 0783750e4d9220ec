"""Lines to pieces: what stands in them, joined, and the credit that one may end with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.geometry import SetLine
from generator.model import Evidence
from generator.reconstruct.lines.tables import join_rows
from generator.reconstruct.pieces import Kind, Line, Piece
from generator.reconstruct.wording.article_ends import names_at_end
from generator.reconstruct.wording.furniture import JUMP_AT_END, JUMP_AT_START
from generator.reconstruct.wording.headings import heads_notice
from generator.reconstruct.wording.notices import closes_part
from generator.text.characters import ends_sentence
from generator.text.folding import fold_text
from generator.text.source_credits import CREDIT_AFTER_NOTE, CREDIT_AT_END
from generator.text.traced import Traced, join_between, join_lines, join_traced

__all__ = ["LineText", "cut_credit", "cut_jumps", "piece_of"]

_NOTHING = Traced("", ())


def cut_credit(piece: Piece, *, closes: bool = False) -> tuple[Piece, ...]:
    """Return a piece without the credit at its end, which its column broke, and the credit.

    What ``closes`` an article may be a note instead of a sentence: a signature has a credit, too.
    """
    text = piece.text.text
    match = CREDIT_AT_END.search(text) if piece.kind is Kind.PROSE else None
    rule = "credit/brackets"
    if match is None and closes and piece.kind is Kind.PROSE:
        match = CREDIT_AFTER_NOTE.match(text)
    if match is None and piece.kind is Kind.PROSE:
        match, rule = names_at_end(text), "credit/name"
    if match is None:
        return (piece,)
    start = match.start("credit")
    credit = piece.text[start:].strip()
    prose = replace(piece, text=piece.text[:start].strip(), terminated=True)
    return prose, replace(
        piece,
        kind=Kind.CREDIT,
        text=credit,
        lines=piece.lines[-1:],
        evidence=(Evidence(rule=rule, spans=credit.spans),),
    )


def cut_jumps(piece: Piece) -> tuple[Piece | None, Piece, Piece | None]:
    """Return a piece without the jump lines that its text begins and ends with, and these."""
    came = goes = None
    start = JUMP_AT_START.match(piece.text.text)
    if start is not None and start.start(1):
        came = _jump_of(piece, piece.text[: start.start(1)].strip())
        piece = replace(piece, text=piece.text[start.start(1) :])
    end = JUMP_AT_END.search(piece.text.text)
    if end is not None and end.start():
        goes = _jump_of(piece, piece.text[end.start(1) :])
        piece = replace(piece, text=piece.text[: end.start(1)].strip())
    return came, piece, goes


def _jump_of(piece: Piece, text: Traced) -> Piece:
    evidence = (Evidence(rule="furniture/jump", spans=text.spans),)
    return replace(piece, kind=Kind.FURNITURE, text=text, evidence=evidence)


def piece_of(lines: Sequence[Line], kind: Kind, rule: str) -> Piece:
    """Return ``lines`` as one piece of a ``kind`` that ``rule`` tells."""
    text = _JOINED.get(kind, _join_lines)(lines)
    return Piece(
        kind=kind,
        text=text,
        lines=tuple(lines),
        terminated=ends_sentence(text.text),
        evidence=(
            Evidence(rule=rule, spans=text.spans),
            *(evidence for line in lines for evidence in line.evidence),
        ),
    )


def _join_notice(lines: Sequence[Line]) -> Traced:
    """Join the lines of a notice: its heading and its paragraphs stand on lines of their own."""
    parts: list[list[Line]] = []
    for line in lines:
        closed = not parts or line.gap or closes_part(parts[-1][-1].text.text)
        if closed or (len(parts) == 1 and heads_notice(parts[0][0].text.text)):
            parts.append([line])
        else:
            parts[-1].append(line)
    return join_between(map(_join_lines, parts), "\n")


def _join_lines(lines: Sequence[Line]) -> Traced:
    return join_lines(line.text for line in lines)


_JOINED = {Kind.TABLE: join_rows, Kind.NOTICE: _join_notice}
"""How the lines of a piece are joined, where it is no running text."""


class LineText:
    """The text of a page's lines, each character as its writers meant it."""

    def __init__(self, page: str) -> None:
        self._page = page
        folded = fold_text(page)
        # what each character was folded to; nothing where all stay what they are
        self._folded = None if folded.text == page else _by_origin(folded)

    def of(self, line: SetLine, *, spaced: bool = False) -> Traced:
        """Return the characters of a line, with the blanks that are seen, or that part words."""
        parts: list[Traced] = []
        start = 0
        for k in line.blanks:
            before, after = line.offsets[k - 1], line.offsets[k]
            printed = before < after and self._page[before + 1 : after].isspace()
            if spaced or (printed and _letters(self._page[before], self._page[after])):
                blank = Traced(" ", (before + 1 if printed else None,))
                parts += (self._plain(line.offsets[start:k]), blank)
                start = k
        return join_traced((*parts, self._plain(line.offsets[start:])))

    def _plain(self, offsets: tuple[int, ...]) -> Traced:
        """Return characters of the page as their writers meant them."""
        if self._folded is None:
            return Traced("".join(map(self._page.__getitem__, offsets)), offsets)
        return join_traced([self._folded.get(offset, _NOTHING) for offset in offsets])


def _by_origin(folded: Traced) -> dict[int, Traced]:
    """Return what each character of a page was folded to."""
    found: dict[int, Traced] = {}
    for char, origin in zip(folded.text, folded.origins, strict=True):
        if origin is not None:
            one = Traced(char, (origin,))
            found[origin] = found[origin] + one if origin in found else one
    return found


def _letters(one: str, other: str) -> bool:
    return one.isascii() and other.isascii() and one.isalnum() and other.isalnum()
