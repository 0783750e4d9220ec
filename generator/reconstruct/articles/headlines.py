"""Display lines to kicker, headline and subtitle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.model import Block, Evidence, Role
from generator.reconstruct.pieces import Line, Piece
from generator.reconstruct.wording.article_ends import opens_as_report
from generator.text.newspaper_words import any_of, words_for
from generator.text.traced import Traced, join_traced
from generator.text.word_tables import parts_a_word

__all__ = ["is_box_label", "is_label", "is_series", "series_of", "split_headline", "two_in_a_row"]

_KICKER_END = re.compile(r"(?:——|—|……|…|⋯⋯)$")
"""An 引题 leads over to the headline with a dash or dots."""
_SUBTITLE_START = re.compile(r"^(?:——|—|--)")
"""A 副题 opens with a dash."""
_SERIES_PART = re.compile(
    r"^(?:——|—|--).*(?:[①-⑳㈠-㈩]|[（(][上中下一二三四五六七八九十\d]{1,3}[)）])$"
    r"|系列(?:报道|评论|访谈|述评)?(?:[①-⑳㈠-㈩]|之[一二三四五六七八九十]{1,2})?$"
)
"""A part of a series with its number: a line of its own, over the headline or under it."""
_PHRASES = re.compile(r"^[^ \t\u3000]{6,}(?:[ \t\u3000]+[^ \t\u3000]{6,})+$")
"""Phrases, each as long as a headline."""
_MOST_PIECES, _LONGEST_ROW = 16, 300
"""Lines of a headline, and characters of one in which headlines stand side by side: no printed one
has as many, and each is held against each text."""
_ABOUT = 3
"""Pairs of characters that a headline shares with its text, at least."""
_AROUND = " \t\u3000【】〔〕[]■●◆·"
"""What is set around the name of a series."""
_SERIES = re.compile(rf"^[㐀-鿿]{{1,4}}{any_of('series_endings')}$")
"""Such a name where it is set off: by itself these words may begin a headline, too."""
_IN_BRACKETS = re.compile(r"[（(]([^（()）]+)[)）]$")
_TITLE = 4
"""Characters of a headline under a line that a dash opens: fewer are the rest of that line."""
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
            first = len(parts) == 1 and len(parts[0]) == 1 and len(text) >= _TITLE
            over = first and _SUBTITLE_START.match(before) and not parts_a_word(before, text.text)
            apart = _KICKER_END.search(before) or _SERIES_PART.search(before) or over
            if not apart and not _SUBTITLE_START.match(text.text):
                parts[-1].append(text)
                continue
        parts.append([text])
    return [join_traced(part) for part in parts]


def _title_index(parts: Sequence[Traced]) -> tuple[int, str]:
    kickers = [i for i, part in enumerate(parts[:-1]) if _KICKER_END.search(part.text)]
    subtitles = [i for i, part in enumerate(parts) if i and _SUBTITLE_START.match(part.text)]
    if _SERIES_PART.search(parts[0].text) or _SUBTITLE_START.match(parts[0].text):
        return 1, "headline/kicker-dash"
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


def is_series(text: str) -> bool:
    """Return whether a line names a series (专栏) and nothing else.

    >>> is_series("今日谈"), is_series("【评论员观察】"), is_series("今日谈谈修路")
    (True, True, False)
    >>> is_series("■新村时评"), is_series("新村论坛")
    (True, False)
    """
    name = text.strip(_AROUND)
    return name in words_for("series") or (name != text.strip() and _names_series(name))


def _names_series(name: str) -> bool:
    return name in words_for("series") or _SERIES.match(name) is not None


def series_of(label: Block | None, title: Block | None) -> str | None:
    """Return the series that a label names, or the brackets that close a headline.

    >>> title = Block(role=Role.HEADLINE, text=Traced.from_page("让小巷有人气（评论员观察）"))
    >>> series_of(None, title)
    '评论员观察'
    """
    closing = _IN_BRACKETS.search(title.text.text) if title is not None else None
    over = label.text.text.strip(_AROUND) if label is not None else ""
    if over in words_for("series") or (label is not None and is_series(label.text.text)):
        return over
    return closing[1] if closing and _names_series(closing[1]) else None


def two_in_a_row(headline: Sequence[Piece], texts: Sequence[str]) -> tuple[Evidence, ...]:
    """Return that a headline may be two or more, set side by side in one row, if it may.

    Of two of its phrases each shares words with another text, and none with that of the other; or
    of the texts two open as reports do.
    """
    reports = sum(map(opens_as_report, texts))
    return tuple(
        Evidence(rule="headline/two-in-a-row", spans=piece.text.spans)
        for piece in headline[:_MOST_PIECES]
        if len(words := piece.text.text.strip()) <= _LONGEST_ROW
        and _PHRASES.match(words)
        and (
            reports > 1
            or any(_are_about(one, other, texts) for one, other in pairwise(words.split()))
        )
    )


def _are_about(one: str, other: str, texts: Sequence[str]) -> bool:
    """Return whether two phrases are about different ones of several texts."""
    shared = [(_shared(one, text), _shared(other, text)) for text in texts]
    return any(mine >= _ABOUT and not theirs for mine, theirs in shared) and any(
        theirs >= _ABOUT and not mine for mine, theirs in shared
    )


def _shared(phrase: str, text: str) -> int:
    """Return how many pairs of characters of a phrase stand in a text."""
    return len({a + b for a, b in pairwise(phrase) if a + b in text})
