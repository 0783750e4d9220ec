"""Repair of what dumps do to Chinese typography, each change traced to the page.

Widths and blanks only: no character is replaced by another meaning, a missing or doubled mark stays
as printed. (ftfy, NFKC and pangu all change Chinese pages for the worse, FINDINGS section 5.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, groupby, pairwise

from generator.text.characters import is_han
from generator.text.folding import drop_silent
from generator.text.traced import Traced, join_traced

__all__ = ["close_letter_spacing", "is_letter_spaced", "repair_typography"]

_FULL_WIDTH = {
    ",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！",
}  # fmt: skip
_CHINESE_MARKS = "，。、；：！？（）《》〈〉「」『』【】〔〕“”‘’…—·％"
_CLOSING = ")"
_OPENING = "("
_MARK = re.compile("[,;:()?!]")
_BLANK = re.compile(r"\s+")
_PHRASE = 3
"""Characters of a phrase at least; a name's parts have one or two."""
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


def repair_typography(text: Traced, *, keep_pause: bool = False) -> Traced:
    """Return ``text`` as it would have been set: full-width marks, no stray blanks.

    Half-width ``,;:()?!`` beside Chinese become full-width; blanks inside Chinese and beside
    digits go; decimals, ranges, times, percentages and Latin stay as they are. With ``keep_pause``
    (headlines) a blank between two Chinese phrases is kept, as one ideographic space: there it
    stands for a comma.

    >>> repair_typography(Traced.from_page("6 月 13 日,(试行) 3.76 万个, 增长 84.7%")).text
    '6月13日，（试行）3.76万个，增长84.7%'
    >>> repair_typography(Traced.from_page("鼓励慈善帮扶 吉林印发措施"), keep_pause=True).text
    '鼓励慈善帮扶\\u3000吉林印发措施'
    """
    return _close_blanks(_widen(drop_silent(text.strip())), keep_pause)


def _chinese(char: str) -> bool:
    return bool(char) and (is_han(char) or char in _CHINESE_MARKS)


def _close_blanks(text: Traced, keep_pause: bool) -> Traced:
    chars = text.text
    if not _BLANK.search(chars):
        return text
    parts: list[Traced] = []
    end = 0
    for blank in _BLANK.finditer(chars):
        i, j = blank.span()
        before, after = chars[i - 1 : i], chars[j : j + 1]
        parts.append(text[end:i])
        if keep_pause and is_han(before or " ") and is_han(after or " ") and _is_pause(chars, i, j):
            parts.append(Traced("\u3000", text.origins[i : i + 1]))
        elif _separates(before, after):
            parts.append(Traced(" ", text.origins[i : i + 1]))
        end = j
    return join_traced([*parts, text[end:]])


def _is_pause(chars: str, start: int, end: int) -> bool:
    """Return whether whole phrases stand on both sides: a name's inner blank is none."""
    around = chars[max(0, start - _PHRASE) : start], chars[end : end + _PHRASE]
    return all(len(part) == _PHRASE and not _BLANK.search(part) for part in around)


def _separates(before: str, after: str) -> bool:
    """Return whether a blank stands between two Latin words, or two numbers that it keeps apart.

    Between digits and marks it comes from letter-spacing: 84.7 %, 2023 - 2027, 3 . 76.
    """
    if not (before.isascii() and after.isascii() and before and after):
        return False
    return before.isalpha() or after.isalpha() or (before.isdigit() and after.isdigit())


def _widen(text: Traced) -> Traced:
    """Return ``text`` with the half-width marks that stand in Chinese made full-width."""
    chars = text.text
    waiting = [match.start() for match in _MARK.finditer(chars)]
    if not waiting:
        return text
    setting = _Setting(chars, waiting)
    wide = setting.wide
    while waiting:
        i = waiting.pop()
        if i in wide or not setting.is_chinese(i):
            continue
        for mark in (i, setting.pairs.get(i, i)):
            wide.add(mark)
            # a mark widened makes its neighbours' side Chinese
            waiting += [
                k for k in _neighbours(chars, mark) if k >= 0 and chars[k : k + 1] in _FULL_WIDTH
            ]
    return text.replace_chars(
        "".join(_FULL_WIDTH[char] if i in wide else char for i, char in enumerate(chars))
    )


class _Setting:
    """The half-width marks of a text, and what they stand in."""

    def __init__(self, chars: str, marks: Sequence[int]) -> None:
        self.chars = chars
        self.wide: set[int] = set()
        """Marks that are known to be full-width."""
        self.pairs = _pairs(chars, marks)
        """The other bracket of each."""
        if self.pairs:
            self.han = [0, *accumulate(map(is_han, chars))]
            self.letters = [0, *accumulate(map(str.isalpha, chars))]

    def is_chinese(self, i: int) -> bool:
        """Return whether mark ``i`` stands in Chinese, by what is known of the marks beside it."""
        chars = self.chars
        if i not in self.pairs:
            number = _is_number(chars[i - 1 : i], chars[i], chars[i + 1 : i + 2])
            return not number and any(map(self._chinese, _neighbours(chars, i)))
        # a pair goes by what it encloses, follows and precedes: (really) stays among Latin
        opened, closed = sorted((i, self.pairs[i]))
        if self.han[opened] < self.han[closed] or self._chinese(_neighbours(chars, opened)[0]):
            return True
        after = _neighbours(chars, closed)[1]
        return is_han(chars[after : after + 1] or " ") and (
            self.letters[opened] == self.letters[closed]
        )

    def _chinese(self, i: int) -> bool:
        return i in self.wide or (0 <= i < len(self.chars) and _chinese(self.chars[i]))


def _pairs(chars: str, marks: Sequence[int]) -> dict[int, int]:
    """Return the other bracket of each that has one, both ways."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for i in marks:
        if chars[i] in _OPENING:
            opened.append(i)
        elif chars[i] in _CLOSING and opened:
            pairs[i] = opened.pop()
            pairs[pairs[i]] = i
    return pairs


def _neighbours(text: str, i: int) -> tuple[int, int]:
    """Return where the characters before and after ``i`` stand, blanks passed over.

    Before the first is -1, after the last the length.
    """
    before, after = i - 1, i + 1
    while before >= 0 and text[before].isspace():
        before -= 1
    while after < len(text) and text[after].isspace():
        after += 1
    return before, after


def _is_number(before: str, char: str, after: str) -> bool:
    """Return whether a mark stands inside a number or a time: ``1,000`` and ``12:30``."""
    return char in ",:" and before.isdigit() and after.isdigit()


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
