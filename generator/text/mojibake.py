"""Text read in the wrong encoding (乱码): which encoding it was written in, if that can be told."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["MIN_COMMON_SHARE", "common_share", "mojibake_spans"]

MIN_COMMON_SHARE = 0.4
"""Share of the characters beyond ASCII that must be everyday ones for text to be believed.
Simplified newspapers reach 0.95 and traditional ones 0.6; text misread as GB18030 stays below
0.35."""
_RIGHT = 0.8
"""The same share for text put right: all of it is everyday, a few names and rare words apart."""
_COVERED = 0.6
"""Share of a run's bytes that make characters in the encoding it was written in: a byte that the
other one lacks was lost, and the character around it."""
_LEAST = 3
"""Characters beyond ASCII of a run at least: fewer tell nothing."""
_READINGS = (
    ("gb18030", "utf-8"),
    ("gbk", "big5"),
    ("big5", "gbk"),
    ("euc_kr", "gbk"),
    ("shift_jis", "gbk"),
    ("shift_jis", "utf-8"),
    ("big5", "utf-8"),
)
"""In which encoding text is read, and in which it was written: those of East Asia."""
_BEYOND = "[^\\s -~，。、；：！？“”‘’（）《》]"
_RUN = re.compile(f"{_BEYOND}+(?:[ -~]{{1,2}}{_BEYOND}+)*")
"""A run of characters beyond ASCII up to a mark, with what stands between them: half of a misread
character may have become a letter."""
_LATIN = re.compile("[\u00a0-\u00ff]{4,}")
"""GBK read as Latin-1: every byte beyond ASCII became a letter or a sign."""
_AFTER = "\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
_LATIN_UTF8 = re.compile(f"(?:[\u00e3-\u00e9\u00ef](?:[{_AFTER}][{_AFTER} ]| [{_AFTER}])){{2,}}")
"""UTF-8 read as Latin-1 or as Windows-1252: three signs a character."""
_STANDING = re.compile("(?:锟斤拷)+|锟斤|斤拷|(?:烫|屯){4,}|锘")
"""What the sign for a lost character, unused memory and the byte order mark become in GBK."""


def common_share(text: str) -> float:
    """Return the share of non-ASCII characters in GB 2312's symbols or its first level.

    The first level holds the 3,755 characters of everyday writing.

    >>> common_share("民政局"), common_share("浣犵")
    (1.0, 0.0)
    """
    beyond = [char for char in text if char > "\x7f"]
    return sum(map(_common().__contains__, beyond)) / len(beyond) if beyond else 0.0


@cache
def _common() -> frozenset[str]:
    rows = (*range(0xA1, 0xAA), *range(0xB0, 0xD8))
    codes = (bytes((row, column)) for row in rows for column in range(0xA1, 0xFF))
    return frozenset("".join(code.decode("gb2312", "ignore") for code in codes))


def mojibake_spans(text: str) -> list[tuple[int, int]]:
    """Return where ``text`` was read in another encoding than it was written in.

    >>> mojibake_spans("会议锟斤拷召开"), mojibake_spans("新村办食堂")
    ([(2, 5)], [])
    >>> mojibake_spans("浜戝窞甯傚惎鐢ㄦ柊闆疯揪")
    [(0, 12)]
    """
    found = [match.span() for match in _STANDING.finditer(text)]
    for match in _LATIN_UTF8.finditer(text):
        found.append(match.span())
    for match in _LATIN.finditer(text):
        if _is_right(_put_right(match.group(), "latin-1", "gbk")):
            found.append(match.span())
    for start, end in _strange_lines(text):
        for match in _RUN.finditer(text, start, end):
            run = match.group().replace("\ufffd", "")
            if len(run) >= _LEAST and common_share(run) < MIN_COMMON_SHARE:
                found += [match.span()] * any(_reads(run, *names) for names in _READINGS)
    return _merged(found)


def _strange_lines(text: str) -> list[tuple[int, int]]:
    """Return where the lines stand that have another character beyond ASCII than everyday ones."""
    strange = {char for char in {*text} - _common() if char > "\x7f"}
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n") if strange else ():
        if not strange.isdisjoint(line):
            lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _put_right(text: str, read: str, written: str) -> str:
    """Return ``text`` as it was written, characters left out where that fails."""
    return text.encode(read, "ignore").decode(written, "ignore")


def _is_right(text: str) -> bool:
    han = sum("一" <= char <= "鿿" for char in text)
    return han > 1 and 2 * han > len(text) and common_share(text) >= _RIGHT


def _reads(run: str, read: str, written: str) -> bool:
    """Return whether ``run`` was written in one encoding and read in another."""
    data = run.encode(read, "ignore")
    right = data.decode(written, "ignore")
    kept = len(data.decode(read, "ignore")) >= _RIGHT * len(run)
    return kept and _is_right(right) and len(right.encode(written)) >= _COVERED * len(data)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
