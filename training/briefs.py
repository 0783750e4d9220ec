"""Cuts articles to short news, so that pages of briefs can be printed too.

    python -m training.briefs GROUPS OUT [--since DATE] [--before DATE]

GROUPS and OUT hold a page a line, as JSON with ``page`` and ``articles``, each with ``title`` and
``paragraphs``; GROUPS may be packed by xz. The same groups give the same briefs. Articles are cut
to one to three paragraphs, or to as many sentences or clauses, some headlines to a phrase, and some
briefs are opened as short news is: on half of the pages all of them alike.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jieba

from generator.reconstruct.wording.article_ends import DATELINE

__all__ = ["brief_of", "main"]

_OPENERS = (
    *(
        "本报讯 ",
        "本报讯　",
        "本报讯（记者 {}）",
        "【本报讯】",
        "【本报讯】（记者 {}）",
        "〔本报讯〕",
    ),
    *(
        "（本报讯）",
        "本报{}月{}日讯 ",
        "本报{}月{}日电 ",
        "本报讯记者{}报道：",
        "本网讯 ",
        "本社讯 ",
    ),
    *("据新华社电 ", "新华社电（记者{}）", "（记者 {}）", "本报记者{}报道 "),
    *(
        "近日，",
        "日前，",
        "昨日，",
        "昨天上午，",
        "昨天下午，",
        "今天上午，",
        "前天，",
        "连日来，",
        "最近，",
    ),
    *(
        "上周，",
        "本周，",
        "{}月{}日，",
        "{}月{}日上午，",
        "记者从有关部门获悉，",
        "记者{}月{}日获悉，",
    ),
)
"""How short news opens: 电头 of the trade, with and without date and writer, or the time."""
_OPENED = 0.5
"""Share of briefs that get an opening, where they have none."""
_ALIKE = 0.5
"""Share of pages whose briefs all open alike."""
_HAS_ONE = re.compile(r"本报|新华社|据|记者|[【〔（]|[^，。]{1,6}[日天来前]，")
_SURNAMES, _GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚",
)
_SENTENCE = re.compile("[^。！？]*[。！？]+[”’）]*")
_PARTED = 0.08
"""Share of briefs that are whole articles made short: at a quarter of them, headlines of pages with
nothing but a few sentences were taken for subheads."""
_PHRASED = 0.4
"""Share of briefs whose headline is cut to a phrase, as short news has it."""
_PHRASE = 5, 11
"""Characters that such a headline has at least, of which one number is drawn."""
_CUT = 0.6
"""Share of the briefs cut to sentences whose sentences are cut to their first clauses."""
_CLAUSES = 14
"""Characters that these have at least."""
_LEAST = 20
"""Characters of the shortest brief."""
_SUBHEAD = 30
"""Characters up to which a paragraph may be a subhead, which closes no brief."""


def brief_of(
    article: Mapping[str, Any], chance: random.Random, opener: str | None = None
) -> dict[str, Any] | None:
    """Return ``article`` cut to a brief; ``None`` for one with too little text.

    One in twelve keeps its subheads, and a sentence or two of each paragraph: a short article.
    ``opener`` is what all briefs of the page begin with, in place of their own dateline.

    >>> brief_of({"title": "甲", "paragraphs": ["乙" * 40 + "。"]}, random.Random(3))["title"]
    '甲'
    """
    parted = chance.random() < _PARTED
    count = chance.choice((4, 6, 8, 10) if parted else (1, 1, 2, 2, 3))
    paragraphs = list(article["paragraphs"][:count])
    if opener is not None and paragraphs and (found := DATELINE.match(paragraphs[0])):
        paragraphs[0] = paragraphs[0][found.end() :].lstrip()
    if parted:
        paragraphs = [_first_sentences(text, chance) for text in paragraphs]
    elif chance.random() < 0.5:
        sentences = [_SENTENCE.findall(text)[: chance.choice((1, 1, 2))] for text in paragraphs]
        if chance.random() < _CUT:
            sentences = [[_first_clauses(each) for each in some] for some in sentences]
        paragraphs = ["".join(some) for some in sentences if some]
    while paragraphs and len(paragraphs[-1]) <= _SUBHEAD and not paragraphs[-1].endswith("。"):
        paragraphs.pop()
    if sum(map(len, paragraphs)) < _LEAST:
        return None
    if opener is not None:
        paragraphs[0] = opener + paragraphs[0]
    elif chance.random() < _OPENED and not _HAS_ONE.match(paragraphs[0]):
        paragraphs[0] = _opener(chance) + paragraphs[0]
    brief = {**article, "paragraphs": paragraphs}
    if chance.random() < _PHRASED:
        brief["title"] = _phrase(article["title"], chance.randint(*_PHRASE))
    return brief


def _phrase(headline: str, least: int) -> str:
    """Return the first words of a headline, ``least`` characters or more; all where none part it.

    >>> _phrase("新村食堂开张迎老人", 5)
    '新村食堂开张'
    """
    clause = re.split(r"[\s，：；！？—]", headline.strip())[0]
    phrase = ""
    for word in jieba.cut(clause):
        if len(phrase) >= least:
            break
        phrase += word
    whole = len(phrase) >= least and phrase.count("“") == phrase.count("”")
    return phrase if whole else headline


def _first_clauses(sentence: str) -> str:
    """Return as much of the beginning of a sentence as says something.

    >>> _first_clauses("近日，村里办起老年食堂，老人都来吃饭，饭菜天天换花样。")
    '近日，村里办起老年食堂，老人都来吃饭。'
    """
    clauses = sentence.split("，")
    kept = 1
    while kept < len(clauses) and sum(map(len, clauses[:kept])) < _CLAUSES:
        kept += 1
    return sentence if kept == len(clauses) else "，".join(clauses[:kept]) + "。"


def _first_sentences(text: str, chance: random.Random) -> str:
    """Return the beginning of a paragraph; a subhead, which has no stop, as it is."""
    return "".join(_SENTENCE.findall(text)[: chance.choice((1, 1, 2))]) or text


def _opener(chance: random.Random) -> str:
    opener = chance.choice(_OPENERS)
    if "{}" not in opener:
        return opener
    if opener.count("{}") == 2:
        return opener.format(chance.randint(1, 12), chance.randint(1, 28))
    name = chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2))))
    return opener.format(name)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, cut, and write the file."""
    parser = argparse.ArgumentParser(
        prog="training.briefs", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("groups", type=Path, help="pages with their articles, a line each")
    parser.add_argument("out", type=Path, help="the file to write")
    parser.add_argument("--since", metavar="DATE", default="", help="only pages from this day on")
    parser.add_argument("--before", metavar="DATE", default="9", help="only pages of earlier days")
    options = parser.parse_args(arguments)
    data = options.groups.read_bytes()
    text = (lzma.decompress(data) if options.groups.suffix == ".xz" else data).decode()
    chance = random.Random("briefs")
    with options.out.open("w", encoding="utf-8") as file:
        for line in text.splitlines():
            group = json.loads(line)
            if not options.since <= group["page"] < options.before:
                continue
            alike = chance.random() < _ALIKE
            opener = chance.choice(("", _opener(chance))) if alike else None
            found = (brief_of(article, chance, opener) for article in group["articles"])
            briefs = [brief for brief in found if brief is not None]
            chance.shuffle(briefs)
            briefs = briefs[: chance.choice((2, 3, 4, 5, 6, 8))]
            if len(briefs) > 1:
                row = {"page": group["page"], "articles": briefs}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
