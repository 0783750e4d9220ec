"""Roles, doubts and remedies in Chinese, for readers of a page as printed.

What rules say stands with what they say in English: :mod:`generator.model.languages`.
"""

from __future__ import annotations

from generator.model import Doubtful, DoubtKind, Remedy
from generator.model.languages import ROLES, rule_in_chinese
from generator.publish.escape import one_line

__all__ = ["DOUBT_KINDS", "ROLES", "WHOLE", "doubt_words", "margin_words", "remedy_words"]

_REMEDIES = {
    "right": "如果这篇文章完全正确",
    "headline": "如果标题其实是“{0}”",
    "headline-aside": "如果标题其实是未归入文章的“{0}”",
    "lead": "如果导语属于以“{0}”开头的那篇",
    "open-sentence": "如果没有完的句子由“{0}”接续",
    "join": "如果“{0}”之后其实接“{1}”",
    "split": "如果从“{0}”起是另一篇文章",
    "continues": "如果它接续“{1}”的“{0}”",
    "continues-none": "如果它不接续别的版面上的文章",
    "merge": "如果它接续前一篇“{0}”",
    "subhead": "如果“{0}”是另一篇文章的标题",
    "own": "如果从这里开始是另一篇文章",
    "drop": "如果它不属于任何文章",
    "is-paragraph": "如果它是“{0}”中的一段",
    "is-subhead": "如果它是“{0}”中的小标题",
    "is-credit": "如果它是“{0}”的来源",
    "is-headline": "如果它是“{0}”的标题",
    "is-kicker": "如果它是“{0}”的引题",
    "is-subtitle": "如果它是“{0}”的副题",
}
_OTHERWISE = {
    DoubtKind.JOIN: "也可能接“{0}”",
    DoubtKind.OPEN_JUMP: "可能是“{0}”",
    DoubtKind.LEAD: "也可能属于以“{0}”开头的那篇",
}
DOUBT_KINDS = {
    DoubtKind.JOIN: "衔接",
    DoubtKind.OPEN_SENTENCE: "句子不完整",
    DoubtKind.HEADLINE: "标题",
    DoubtKind.LEAD: "导语",
    DoubtKind.AFTER_CREDIT: "文末",
    DoubtKind.JUMP: "转版",
    DoubtKind.OPEN_JUMP: "转版",
    DoubtKind.DAMAGE: "文字损坏",
}
"""In a word, what is doubtful, by which readers sort doubtful places."""
WHOLE = "整篇"
"""The same of an article without such a place."""
_QUOTED = 30
"""Characters of a quotation that a reader needs to see."""


def margin_words(margin: float) -> str:
    """Return how far a choice was ahead of the next one, led on from what was chosen.

    >>> margin_words(0.5), margin_words(4), margin_words(21.25)
    ('，仅领先 0.5', '，领先 4', '，远远领先 21.25')
    """
    far = "仅领先" if margin < 3 else "领先" if margin < 6 else "远远领先"
    return f"，{far} {margin:g}"


def remedy_words(remedy: Remedy) -> str:
    """Return under which condition sidecar lines are right.

    >>> remedy_words(Remedy("its headline is “甲”", "- …", "headline", ("甲",)))
    '如果标题其实是“甲”'
    """
    pattern = _REMEDIES.get(remedy.kind)
    return remedy.condition if pattern is None else pattern.format(*map(_shown, remedy.words))


def doubt_words(doubt: Doubtful) -> str:
    """Return what is doubtful at a place of an article.

    >>> doubt_words(Doubtful(kind=DoubtKind.JOIN, offset=9, before="会上", after="指出"))
    '“…会上”和“指出…”在版面上不相连，接在一起把握不大'
    """
    before, after = _shown(doubt.before), _shown(doubt.after)
    words = {
        DoubtKind.JOIN: f"“…{before}”和“{after}…”在版面上不相连，接在一起把握不大",
        DoubtKind.OPEN_SENTENCE: f"“…{before}”一句没有完，版面上没有找到下文",
        DoubtKind.HEADLINE: "这个标题可能属于另一篇",
        DoubtKind.LEAD: "导语单独排在别处，归入本篇把握不大",
        DoubtKind.AFTER_CREDIT: f"文末来源之后还有“{after}…”，可能属于另一篇",
        DoubtKind.JUMP: f"接在“{before}”的文章之后把握不大",
        DoubtKind.OPEN_JUMP: f"{before}，没有判定是哪一篇",
        DoubtKind.DAMAGE: f"{rule_in_chinese(doubt.rule).rstrip('。')}（“{before}”）",
    }[doubt.kind]
    if not doubt.otherwise:
        return words
    pattern = _OTHERWISE.get(doubt.kind, "也可能是“{0}”")
    return f"{words}，{pattern.format(_shown(doubt.otherwise))}"


def _shown(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"
