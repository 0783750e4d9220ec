"""What an editor is told, in both languages: what is doubtful, how sure, by how much, why."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from generator.model import SURE
from generator.model.languages import Language, rule_in

__all__ = [
    "Reason",
    "feature_words",
    "how_sure",
    "line_words",
    "reasons_in_words",
    "runner_up_words",
]

_REASONS: dict[str, tuple[str, str]] = {
    "after-credit": (
        "its text goes on after its credit, which closes an article",
        "来源之后还有正文，而来源通常是文章的结尾",
    ),
    "bounds": ("where it begins and ends is uncertain", "起止把握不大"),
    "caption": (
        "it is taken for a caption that is a report of its own",
        "被当作独立成篇的图片说明",
    ),
    "damage": ("its text is damaged: {0} (“{1}”)", "文字有损坏：{0}（“{1}”）"),
    "headline": (
        "“{0}” may be its headline as well",
        "标题也可能是“{0}”",
    ),
    "headline-close": ("its headline may be another one", "标题也可能是另一个"),
    "join": (
        "“…{0}” goes on with “{1}…”, which is not certain",
        "“…{0}”接“{1}…”，把握不大",
    ),
    "join-or": (
        "“…{0}” goes on with “{1}…”, and might with “{2}”",
        "“…{0}”接“{1}…”，也可能接“{2}”",
    ),
    "jump": ("that it goes on from {0} is not certain", "是否接在“{0}”的文章之后，把握不大"),
    "jump-or": (
        "that it goes on from {0} is not certain; “{1}” may do so instead",
        "是否接在“{0}”的文章之后，把握不大，接的也可能是“{1}”",
    ),
    "lead": (
        "its lead stood apart, and may belong to another article",
        "导语单独排在别处，也可能属于另一篇",
    ),
    "no-headline": ("no headline was found for it", "没有找到标题"),
    "open-jump": ("nothing tells whether its other half is {0}", "另一半可能是{0}，没有判定"),
    "open-sentence": ("a sentence is left open: “…{0}”", "有一句没有完：“…{0}”"),
    "text-unplaced": ("this text has found no place", "这段文字没有归入任何文章"),
    "unplaced": ("text of this page has found no place", "这个版面还有文字没有归入文章"),
}
"""By kind, what is doubtful, in English and Chinese."""
_BETWEEN: dict[Language, str] = {"en": " or ", "zh": "或"}
_BRACKETS: dict[Language, str] = {"en": " ({})", "zh": "（{}）"}
_CLOSE, _FAR = 3.0, 6.0
"""Nats by which a choice is ahead of the next one: that is a twentieth as likely, or a
four-hundredth."""
_REASON = re.compile(r"(\w+)(?:([@|])(-?\d))?=\S+:([+-])")
_WHICH: dict[Language, dict[int, str]] = {
    "en": {
        -2: "two lines further up",
        -1: "the line before",
        0: "the line above",
        1: "the line below",
        2: "the line after that",
    },
    "zh": {-2: "再往上两行", -1: "再上一行", 0: "上一行", 1: "下一行", 2: "再下一行"},
}
_SIDES: dict[Language, tuple[str, str]] = {
    "en": ("for it: {}", "against it: {}"),
    "zh": ("支持的有{}", "不支持的有{}"),
}
_PUNCTUATION: dict[Language, tuple[str, str, str]] = {
    "en": (", ", "; ", " ({})"),
    "zh": ("、", "；", "（{}）"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an editor should look at something."""

    kind: str
    """A key of the sentences above."""
    words: tuple[str, ...] = ()
    """What the sentence quotes; of damage, first the rule's identifier."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Of an open jump: headline and page of each article that may be the other half."""

    def told(self, language: Language) -> str:
        """Return the sentence.

        >>> Reason("open-jump", pairs=(("甲", "b.txt"), ("乙", "c.txt"))).told("en")
        'nothing tells whether its other half is “甲” (b.txt) or “乙” (c.txt)'
        """
        pattern = _REASONS[self.kind][language == "zh"]
        words = list(self.words)
        if self.kind == "damage":
            words[0] = rule_in(language, words[0]).rstrip(".。")
        if self.pairs:
            told = (f"“{name}”{_BRACKETS[language].format(page)}" for name, page in self.pairs)
            words = [_BETWEEN[language].join(told)]
        return pattern.format(*words)


def how_sure(confidence: float, language: Language) -> str:
    """Return how sure an article is, of a hundred such.

    >>> how_sure(0.914, "en"), how_sure(0.6, "en"), how_sure(0.6, "zh"), how_sure(1.0, "zh")
    ('about 91% sure', 'doubtful, about 60% sure', '待核，可信度约 60%', '已核对')
    """
    if confidence == 1.0:
        return "已核对" if language == "zh" else "checked"
    share = f"{confidence:.0%}"
    if language == "zh":
        return f"{'待核，' if confidence < SURE else ''}可信度约 {share}"
    return f"{'doubtful, ' if confidence < SURE else ''}about {share} sure"


def runner_up_words(runner_up: str, margin: float | None, language: Language) -> str:
    """Return what would have been chosen otherwise, and by how much it lost, in words.

    Who lost although it fits better by itself was chosen elsewhere: a page is decided as a whole.

    >>> runner_up_words("甲", 8.46, "en"), runner_up_words("甲", 0.4, "zh")
    ('Next best: “甲”, far behind.', '其次是“甲”，相差无几。')
    >>> runner_up_words("甲", -2.9, "en")
    'By itself “甲” fits as well or better; the page as a whole speaks against it.'
    """
    if margin is not None and margin <= 0:
        if language == "zh":
            return f"单独看，“{runner_up}”同样合适或更合适；从整个版面看则不然。"
        told = "fits as well or better; the page as a whole speaks against it."
        return f"By itself “{runner_up}” {told}"
    step = 0 if margin is None else 1 if margin < _CLOSE else 2 if margin < _FAR else 3
    if language == "zh":
        behind = ("", "，相差无几", "，相差一些", "，相差很远")[step]
        return f"其次是“{runner_up}”{behind}。"
    behind = ("", ", close behind", ", behind", ", far behind")[step]
    return f"Next best: “{runner_up}”{behind}."


def line_words(runs: tuple[tuple[int, int], ...], language: Language) -> str:
    """Return runs of lines in words.

    >>> line_words(((3, 7), (12, 12)), "en"), line_words(((3, 7),), "zh")
    ('lines 3-7, 12', '第 3-7 行')
    """
    shown = [f"{first}" if first == last else f"{first}-{last}" for first, last in runs]
    if language == "zh":
        return f"第 {'、'.join(shown)} 行"
    alone = len(runs) == 1 and runs[0][0] == runs[0][1]
    return f"line{'' if alone else 's'} {', '.join(shown)}"


@cache
def feature_words(language: Language) -> dict[str, str]:
    """Return what every feature of a line, of two lines, of the page is called.

    In a note ``@n`` and ``|n`` behind a name say which line is meant.
    """
    text = (resources.files(__package__) / "data" / "feature_words.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    column = {"en": "english", "zh": "chinese"}[language]
    return {row["feature"]: row[column] for row in csv.DictReader(lines, strict=True)}


def reasons_in_words(note: str, language: Language = "en") -> str:
    """Return the features named in an evidence's note as words; ``note`` itself if none are.

    >>> reasons_in_words("blank_above@1=1:+2.1 stop_at_end@0=0:-0.4")
    'for it: the blank line above it (the line below); against it: whether it ends as a sentence \
ends (the line above)'
    >>> reasons_in_words("blank_above@1=1:+2.1", "zh")
    '支持的有它上面的空行（下一行）'
    """
    words, (between, sides_apart, which) = feature_words(language), _PUNCTUATION[language]
    sides: dict[str, list[str]] = {"+": [], "-": []}
    for name, mark, at, sign in _REASON.findall(note):
        line = which.format(_WHICH[language][int(at)]) if mark == "@" else ""
        sides[sign].append(words.get(name, name) + line)
    told = [
        side.format(between.join(sides[sign]))
        for sign, side in zip("+-", _SIDES[language], strict=True)
        if sides[sign]
    ]
    return sides_apart.join(told) or note
