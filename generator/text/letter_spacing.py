"""Letter-spacing closed up: blanks that justification or a designer put between characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby, pairwise

from generator.text.traced import Traced

__all__ = ["close_letter_spacing", "is_letter_spaced"]

_LEAST = 4
"""Single characters in a row from which on blanks between them are letter-spacing."""
_BLANKS = " \t\u3000"
_TOKEN = re.compile(r"[^ \t\u3000]+")
_MARKS = "，。、；：！？（）《》〈〉「」『』【】〔〕“”‘’…—·％,;:()!?%"
_SPACED_DIGITS = re.compile(
    r"(?<![0-9A-Za-z.])(?<![0-9A-Za-z.] )(?:[0-9.](?: [0-9.]){2,}(?= ?[㐀-鿿%％])"
    r"|[0-9] [0-9](?= ?[年月日版时分号期%％]))"
)
"""Digits set apart before what they count: 2 0 2 4 年. A row of a table counts nothing."""


def is_letter_spaced(text: str) -> bool:
    """Return whether a whole page was spaced out: most of its Chinese characters stand apart.

    >>> is_letter_spaced("会 议 指 出 ， 各 地 要"), is_letter_spaced("会议指出， 各 地 要")
    (True, False)
    """
    if 4 * sum(map(text.count, _BLANKS)) < len(text):
        return False  # of most pages this is all that need be looked at
    apart = len(re.findall(r"[㐀-鿿](?=[ \t\u3000])", text))
    return apart > 0.6 * len(re.findall("[㐀-鿿](?=.)", text)) > 0


def close_letter_spacing(
    text: Traced, is_names: Callable[[str], bool] | None = None, *, least: int = _LEAST
) -> Traced:
    """Return a line without the blanks between letter-spaced characters; of wider ones one stays.

    ``least`` or more characters with the same blank between each were spaced out, unless
    ``is_names`` says that they are names of two characters, which are always set with a blank.

    >>> close_letter_spacing(Traced.from_page("机 械 工 业 何 以 解 难   本 报 记 者   李 庆")).text
    '机械工业何以解难 本报记者 李庆'
    >>> close_letter_spacing(Traced.from_page("截至 2 0 2 4 年，共 3 人")).text
    '截至 2024 年，共 3 人'
    """
    if not any(blank in text.text for blank in _BLANKS):
        return text
    dropped = set(_spaced_runs(text.text, is_names, least))
    for match in _SPACED_DIGITS.finditer(text.text):
        dropped.update(i for i in range(*match.span()) if text.text[i] == " ")
    if not dropped:
        return text
    kept = [i for i in range(len(text)) if i not in dropped]
    return Traced("".join(text.text[i] for i in kept), tuple(text.origins[i] for i in kept))


def _spaced_runs(text: str, is_names: Callable[[str], bool] | None, least: int) -> list[int]:
    """Return the indexes of blanks inside runs of single characters."""
    dropped: list[int] = []
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    for single, group in groupby(tokens, key=lambda token: _is_single(text[slice(*token)])):
        run = [*group]
        whole = text[run[0][0] : run[-1][1]]
        wide = sum(not char.isascii() and not char.isspace() for char in whole)
        if not single or wide < least or (is_names is not None and is_names(whole)):
            continue
        gaps = [
            (a[1], b[0])
            for a, b in pairwise(run)
            if not (text[a[1] - 1].isascii() and text[b[0]].isascii() and b[1] - b[0] > 1)
        ]
        usual = min((end - start for start, end in gaps), default=0)
        for start, end in gaps:
            dropped += range(start if end - start == usual else start + 1, end)
    return dropped


def _is_single(token: str) -> bool:
    """Return whether a token is one character with its marks, or a number."""
    core = token.strip(_MARKS)
    return len(core) <= 1 or (core.isascii() and core.isdigit())
