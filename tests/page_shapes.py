"""Some seventy shapes of text that a page may have, of any length: what time and memory take after.

All is invented. A shape that took more than its share of time once stays here.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import chain, repeat

from tests.reprint import random_reprint
from tests.rows_printer import in_columns, printed_by_rows

__all__ = ["SHAPES", "shaped"]

_HAN = "民政府水利乡村道路学校医院年月日会议建设发展管理服务工作人员农业生产市场经济"


def shaped(shape: str, size: int) -> str:
    """Return ``size`` characters of a shape; the same at every call."""
    return SHAPES[shape](size)


def _over(text: str) -> Callable[[int], str]:
    """Return a shape that says the same again and again."""
    return lambda size: (text * (size // len(text) + 1))[:size]


def _long(pieces: Callable[[random.Random], str]) -> Callable[[int], str]:
    """Return a shape of pieces that differ from one another."""

    def shape(size: int) -> str:
        chance, found, length = random.Random(7), [], 0
        while length < size:
            found.append(pieces(chance))
            length += len(found[-1])
        return "".join(found)[:size]

    return shape


def _han(chance: random.Random, least: int, most: int) -> str:
    return "".join(chance.choices(_HAN, k=chance.randint(least, most)))


def _cells(*ends: str) -> Callable[[int], str]:
    return _long(lambda chance: _han(chance, 1, 4) + chance.choice(ends))


def _columns(chance: random.Random) -> str:
    return "   ".join(_han(chance, 9, 9) for _ in range(3)) + "\n"


def _vertical(chance: random.Random) -> str:
    return "\n".join(_han(chance, 20, 20)) + "\n\n"


def _table(chance: random.Random) -> str:
    return " ".join((_han(chance, 2, 4), *(str(chance.randint(1, 999)) for _ in range(4)))) + "\n"


def _story(chance: random.Random) -> str:
    body = "".join(f"{_han(chance, 8, 30)}。\n" for _ in range(chance.randint(2, 6)))
    return f"{_han(chance, 6, 16)}\n\n{body}\n"


def _far_apart(line: str) -> Callable[[int], str]:
    """Return a shape of three long rows of words, with many lines between them."""
    return lambda size: (
        ("民政  农业。  " * (size // 48) + "\n" + line * (size // 12 // len(line))) * 3
    )


def _rows(number: int) -> str:
    text = random_reprint(number).text
    return "\n".join(printed_by_rows(in_columns(text.split(), 13, 4), [13] * 4))


def _pages(pages: Callable[[int], str]) -> Callable[[int], str]:
    def shape(size: int) -> str:
        found: Iterator[str] = chain.from_iterable(zip(map(pages, range(10**6)), repeat("\n")))
        text = ""
        while len(text) < size:
            text += next(found)
        return text[:size]

    return shape


SHAPES: dict[str, Callable[[int], str]] = {
    "one character": _over("民"),
    "one line": _long(lambda chance: _han(chance, 5, 30) + "。"),
    "one word a line": _long(lambda chance: _han(chance, 2, 2) + "\n"),
    "one character a line": _long(lambda chance: _han(chance, 1, 1) + "\n"),
    "blanks": _over(" "),
    "a gap in a line": lambda size: f"甲县开会。{' ' * (size - 7)}乙。",
    "blank lines": _over("\n"),
    "wide blanks": _over("　民\n"),
    "one sentence": _over("好。"),
    "lines": _over("甲乙丙丁戊己庚辛\n"),
    "unlike lines": _long(lambda chance: _han(chance, 20, 20) + "\n"),
    "headlines": _long(lambda chance: _han(chance, 6, 14) + "\n\n"),
    "paragraphs": _long(lambda chance: "　　" + _han(chance, 60, 200) + "。\n"),
    "stories": _long(_story),
    "two columns": _long(lambda chance: f"{_han(chance, 14, 14)}    {_han(chance, 14, 14)}\n"),
    "three columns": _long(_columns),
    "uneven columns": _long(lambda chance: f"{_han(chance, 3, 14)}    {_han(chance, 3, 14)}\n"),
    "words far apart": _far_apart("\n"),
    "lines beside words far apart": _far_apart("乙。\n"),
    "vertical": _long(_vertical),
    "cells": _cells("\n", "\n\n", "   "),
    "cells a line": _cells("\n", "\n\n"),
    "cells between bars": _cells("|", "\n", "\n\n", " "),
    "a table": _long(_table),
    "a Markdown table": _over("| 甲 | 乙 | 3 |\n"),
    "pairs of cells": _over("低保 523\n"),
    "open titles": _over("《湖南"),
    "nested titles": lambda size: "《" * (size // 2) + "》" * (size - size // 2),
    "nested brackets": lambda size: "（" * (size // 2) + "）" * (size - size // 2),
    "open brackets": _over("（甲"),
    "quotation marks": _over("“甲”、"),
    "marks": _over("，。；：！？"),
    "digits": _over("1234567890"),
    "Han digits": _over("二千零二十四年"),
    "days": _over("7日、2024年5月8日、"),
    "places": _over("鼓楼区、重庆市、"),
    "titles of notices": _long(lambda chance: f"《关于{_han(chance, 6, 6)}的通知》"),
    "amounts": _over("到2030年投资1亿元。"),
    "agencies": _over("湖南省民政厅、市委网信办、"),
    "titles": _long(lambda chance: f"《{_han(chance, 4, 6)}办法》。"),
    "titles listed": _long(lambda chance: f"《{_han(chance, 4, 6)}办法》、"),
    "short titles": _long(lambda chance: f"《办法》，《{_han(chance, 4, 6)}办法》，"),
    "titles in brackets": lambda size: "《甲办法》" + "（《甲办法》（）" * (size // 8),
    "titles called alike": _long(lambda chance: f"《{_han(chance, 4, 6)}办法》（统称《甲法》）、"),
    "departments": _over("民政部规划司、"),
    "seas": _over("南海区，"),
    "datelines": _over("本报北京4月18日电，"),
    "this day": _over("今天，甲"),
    "towns": _long(lambda chance: f"德清县{_han(chance, 2, 4)}镇。\n\n"),
    "bylines": _over("本报记者 李明 通讯员 王芳\n"),
    "jumps": _over("（下转第2版）\n（上接第1版）\n甲乙丙丁戊己庚辛。\n"),
    "credits": _over("甲县开会。\n（据甲县）\n"),
    "texts and bylines": _over("甲县开会。\n本报记者 李明\n山村办起\n"),
    "captions with arrows": _over("▲甲县开会。\n"),
    "blanks under a caption": lambda size: f"上图为老人吃饭\n甲{' ' * (size - 10)}乙\n",
    "names under a caption": lambda size: "上图为老人吃饭\n乙，" + "张三 " * (size // 3) + "x\n",
    "bylines in a line": lambda size: "记者 张三 " * (size // 6) + "x",
    "rows of headlines": lambda size: (
        "# 甲乙丙丁戊己 庚辛壬癸子丑\n" * (size // 32) + "\n" + "县里开会。\n\n" * (size // 14)
    ),
    "tables under a headline": lambda size: (
        "县里公布收支情况\n\n" + "项目 人数 支出\n低保 523 218\n特困 81 120\n\n" * (size // 30)
    ),
    "bullets alone": _over("■■■■■\n"),
    "head lines": _over("第3版 要闻 2024年5月8日\n"),
    "Latin": _over("The quick brown fox "),
    "marks that combine": _over("e\u0301\u0302民"),
    "emoji": _over("👩‍👩‍👧民"),
    "pages printed": _pages(lambda n: random_reprint(n).text),
    "pages side by side": _pages(lambda n: random_reprint(n, "side").text),
    "rows printed": _pages(_rows),
    "pages without lines": _pages(lambda n: "".join(random_reprint(n).text.split())),
}
"""By name, what makes so many characters of it."""
