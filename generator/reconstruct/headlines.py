"""Display lines to kicker, headline and subtitle."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Block, Evidence, Role
from generator.reconstruct.pieces import Line, Piece
from generator.text.traced import Traced, join_traced

__all__ = ["is_box_label", "is_label", "split_headline"]

_KICKER_END = re.compile(r"(?:——|—|……|…|⋯⋯)$")
"""An 引题 leads over to the headline with a dash or dots."""
_SUBTITLE_START = re.compile(r"^(?:——|—|--)")
"""A 副题 opens with a dash."""
_BOX = 4
"""Characters of the name of a box."""
_LABEL = re.compile(r"^[㐀-鿿]{2,6}$")


def split_headline(pieces: Sequence[Piece]) -> tuple[Block | None, Block | None, Block | None]:
    """Return kicker, title and subtitle of a headline's display pieces, each a block or ``None``.

    Dashes and dots say which is which. Where none stand, lines of one fragment are one title; of
    two fragments the longer is the kicker or the subtitle, for the headline is set largest and
    said shortest.
    """
    if any(piece.set_as for piece in pieces):
        return _by_size(pieces)
    parts = _fragments(pieces)
    if not parts:
        return None, None, None
    title = 0
    rule = "headline/single"
    if len(parts) > 1:
        title, rule = _title_index(parts)
    blocks: list[Block | None] = []
    for role, chosen in (
        (Role.KICKER, parts[:title]),
        (Role.HEADLINE, parts[title : title + 1]),
        (Role.SUBTITLE, parts[title + 1 :]),
    ):
        text = _spaced(chosen)
        blocks.append(
            Block(role=role, text=text, evidence=(Evidence(rule=rule, spans=text.spans),))
            if text
            else None
        )
    return blocks[0], blocks[1], blocks[2]


def _by_size(pieces: Sequence[Piece]) -> tuple[Block | None, Block | None, Block | None]:
    """Return the parts of a headline whose sizes are seen, or which a digital edition names."""
    named = any(e.rule == "display/edition" for piece in pieces for e in piece.evidence)
    rule = "headline/edition" if named else "headline/size"
    kicker, title, subtitle = (
        _of_size(
            role,
            [piece.text for piece in pieces if (piece.set_as or Role.HEADLINE) is role],
            rule,
        )
        for role in (Role.KICKER, Role.HEADLINE, Role.SUBTITLE)
    )
    return kicker, title, subtitle


def _of_size(role: Role, parts: Sequence[Traced], rule: str) -> Block | None:
    text = join_traced(parts)
    evidence = (Evidence(rule=rule, spans=text.spans),)
    return Block(role=role, text=text, evidence=evidence) if text else None


def _fragments(pieces: Sequence[Piece]) -> list[Traced]:
    """Join lines of one fragment, but not across a kicker's end or a subtitle's dash."""
    parts: list[list[Traced]] = []
    for piece in pieces:
        text = piece.text
        if parts and not piece.gap:
            before = parts[-1][-1].text
            if not _KICKER_END.search(before) and not _SUBTITLE_START.match(text.text):
                parts[-1].append(text)
                continue
        parts.append([text])
    return [join_traced(part) for part in parts]


def _title_index(parts: Sequence[Traced]) -> tuple[int, str]:
    kickers = [i for i, part in enumerate(parts[:-1]) if _KICKER_END.search(part.text)]
    subtitles = [i for i, part in enumerate(parts) if i and _SUBTITLE_START.match(part.text)]
    if kickers:
        return kickers[-1] + 1, "headline/kicker-mark"
    if subtitles:
        return subtitles[0] - 1, "headline/subtitle-dash"
    if len(parts) == 2:
        longer = len(parts[0]) > len(parts[1])
        return (1, "headline/kicker-longer") if longer else (0, "headline/subtitle-longer")
    return min(range(len(parts)), key=lambda i: (len(parts[i]), i)), "headline/shortest"


def _spaced(parts: Sequence[Traced]) -> Traced:
    """Join the parts with a blank between them, so that two phrases don't run together."""
    joined: list[Traced] = []
    for part in parts:
        if joined:
            joined.append(Traced(" ", (None,)))
        joined.append(part)
    return join_traced(joined)


def is_label(piece: Line | Piece, after: Line | Piece) -> bool:
    """Return whether ``piece`` may be a label (栏目) over the headline ``after``.

    A label is a few characters in a frame of its own.
    """
    return after.gap and bool(_LABEL.match(piece.text.text.strip()))


def is_box_label(piece: Piece) -> bool:
    """Return whether ``piece`` only names a box (看点, 小传): a few characters, no headline."""
    return bool(_LABEL.match(piece.text.text.strip())) and len(piece.text.text.strip()) <= _BOX
