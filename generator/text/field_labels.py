"""Labels: 标题：, 作者：, 正文： before what programs that collect texts have saved of each.

A label names what follows it and is no word of the page. It is one only where others stand beside
it: a headline may say 题目：我的家乡, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["find_field_labels"]

_TITLE = "(?:文章|新闻|稿件)?(?:主|正|大)?(?:标 ?题|题目)|title"
_HEAD = "引标?题|肩题|眉题|副标?题|子标题|小标题|subtitle"
_AUTHOR = "作 ?者|记 ?者|署 ?名|author"
_BODY = "(?:文章|新闻|稿件)?(?:正 ?文|内 ?容|全 ?文)(?:内容)?|content|text"
_KEPT = (
    "(?:发布|发表|出版|刊发|更新|采集|见报)?(?:日 ?期|时 ?间)|版 ?[面次名号]|所在版面|"
    "(?:文章|稿件)?来 ?源|报 ?纸(?:名称?)?|(?:原文|文章|网页)?(?:链接|连接|网址|地址)|"
    "url|date|source|page|id|关键[词字]|字 ?数|(?:责任)?编 ?辑|责 ?编|栏 ?目|频道|分类|[序编] ?号"
)
_LABEL = re.compile(
    rf"^[ \t\u3000]*(?P<label>(?P<open>[【\[])?"
    rf"(?:(?P<title>{_TITLE})|(?P<head>{_HEAD})|(?P<author>{_AUTHOR})|(?P<body>{_BODY})"
    rf"|(?P<kept>{_KEPT}))"
    r"(?(open)[】\]][ ]?[:：]?|[ ]?[:：]))[ \t\u3000]*(?P<rest>.*)$",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_LINES = 3
"""Lines of a headline under its label that have no label of their own …"""
_LONGEST = 60
"""… and how many characters a headline's line has."""


def find_field_labels(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of labels in a text; of a date, a source or the like the whole line.

    Only labels around that of a headline count. Among them there must be one for date, source or
    author, unless there are several such groups.

    >>> find_field_labels("标题：新村办食堂\\n日期：2024-05-06\\n正文：近日，新村办起食堂。")
    ((0, 3), (9, 22), (23, 26))
    >>> find_field_labels("题目：新村办食堂\\n近日，新村办起食堂。")
    ()
    """
    lines = [match for match in _LINE.finditer(text) if not match.group().isspace()]
    labels = [_LABEL.match(line.group()) for line in lines]
    texts = [
        [k for k in range(_first(labels, title), _last(lines, labels, title) + 1) if labels[k]]
        for title, label in enumerate(labels)
        if label is not None and label["title"]
    ]
    texts = [text for text in texts if len(text) > 1]
    spans: list[tuple[int, int]] = []
    for text_labels in texts:
        found = [(lines[k].start(), label) for k in text_labels if (label := labels[k])]
        if len(texts) > 1 or any(_tells(label) for _, label in found):
            for start, label in found:
                part = "rest" if label["kept"] else "label"
                spans.append((start + label.start("label"), start + label.end(part)))
    return tuple(sorted(set(spans)))


def _tells(label: re.Match[str]) -> bool:
    """Return whether a label is that of a text's date, source or author.

    Notices have 时间 and 地址, too, but no year behind the one and no link behind the other.
    """
    if re.fullmatch("日 ?期|时 ?间", label["kept"] or ""):
        return re.match(r"(?:19|20)\d\d", label["rest"]) is not None
    if label["kept"] == "地址":
        return "://" in label["rest"]
    return bool(label["kept"] or label["author"])


def _first(labels: Sequence[re.Match[str] | None], title: int) -> int:
    """Return the first line of the labels among which that of a headline stands."""
    first = title
    while first and (label := labels[first - 1]) and not (label["title"] or label["body"]):
        first -= 1
    return first


def _last(
    lines: Sequence[re.Match[str]], labels: Sequence[re.Match[str] | None], title: int
) -> int:
    """Return the last line of the labels that begin with line ``title``: at most that of a text."""
    last = title
    for k in range(title + 1, len(lines)):
        label = labels[k]
        if label is not None and label["title"]:
            break
        if label is not None:
            last = k
            if label["body"]:
                break
        elif k - last > _LINES or len(lines[k].group()) > _LONGEST or "。" in lines[k].group():
            break
    return last
