"""What stands around the name of a division when the place is not meant.

The lists are ``data/regions.yml``: words that run on (北京路, 郑州大学), seas and banks (黄河南岸),
wars and products. Persons are found by how a newspaper introduces them: an office or 记者 before
the surname, a title or a verb of saying after the name (王海南教授, 村民刘延安说).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from generator.describe.data_files import data_table
from generator.text.characters import is_han
from generator.text.word_tables import torn_words, word_costs

__all__ = [
    "CLASSES",
    "FUNCTION",
    "SURNAMES",
    "Rules",
    "is_person",
    "is_torn",
    "region_rules",
    "reporters_in",
    "runs_on",
]

CLASSES = "省市县区旗盟州"
"""Characters that close an official name."""
FUNCTION = "在于到从至与和及或对由是的了向往赴省市州县区来自为以将让给把被经当去含"
"""Characters after which a name may begin although the text runs on without a mark."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``data/regions.yml``, compiled."""

    not_before: re.Pattern[str]
    """What makes a street, a ship, a school of a short name before it."""
    traps: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    """For a name what may not stand before and behind it."""
    class_not_before: dict[str, tuple[str, ...]]
    """For the last character of a full name what makes another word of it."""
    weak_not_before: dict[str, tuple[str, ...]]
    """The same for a name that is a word without its class."""
    strings: re.Pattern[str]
    """省市简称 in a row."""
    string_not_before: tuple[str, ...]
    """What makes a line or a theatre form of such a row."""
    lines: re.Pattern[str]
    """The rest of a list of such rows that names lines."""
    abbreviations: dict[str, str]
    """省市简称 with their codes."""
    signs: re.Pattern[str]
    """Any of them."""
    seas: frozenset[str]
    """Names of districts that are names of seas too."""
    sea_words: re.Pattern[str]
    """What says that the sea is meant."""
    single: re.Pattern[str]
    """One 简称 after a verb of place."""
    weekdays: tuple[str, ...]
    """After these a number is a day of the week: 星期四川剧."""
    sides: tuple[str, ...]
    """Sides of a mountain or river: 火山西北部."""


_LISTED = 30
"""Lines of a list that names no more than their ends: 京沪、京广、京哈三大干线."""


@cache
def region_rules() -> Rules:
    """Return the rules, read once."""
    table = data_table("regions.yml")
    strings = sorted(table["strings"], key=len, reverse=True)
    distinct = table["distinct"]
    held = f"[{table['held_signs']}](?={'|'.join(map(re.escape, table['held']))})"
    single = "|".join(
        f"{sign}(?!{'|'.join(map(re.escape, after))})" for sign, after in table["single"].items()
    )
    lines = "|".join(map(re.escape, table["lines"]))
    return Rules(
        lines=re.compile(
            f"(?:[、和及与][一-鿿]{{2}}){{0,{_LISTED}}}等?[两三四五六七八九十]?[大条]?(?:{lines})"
        ),
        not_before=re.compile(re.sub(r"\s", "", table["not_before"])),
        traps={
            name: (tuple(trap.get("not_after", ())), tuple(trap.get("not_before", ())))
            for name, trap in table["traps"].items()
        },
        class_not_before={k: tuple(v) for k, v in table["class_not_before"].items()},
        weak_not_before={k: tuple(v) for k, v in table["weak_not_before"].items()},
        # No sign stands twice in a string, so none is longer than the signs are many.
        strings=re.compile(
            # 苏浙皖沪: what stands as it is may go on in signs that are nothing else.
            f"(?:{'|'.join(strings)})[{distinct}]{{0,{len(distinct)}}}|(?<![一-鿿])[{table['openers']}][{distinct}]{{2,}}"
            f"|[{distinct}]{{2,{len(distinct)}}}(?![{distinct}])"
        ),
        string_not_before=tuple(table["strings_not_before"]),
        abbreviations=table["abbreviations"],
        signs=re.compile(f"[{''.join(map(re.escape, table['abbreviations']))}]"),
        seas=frozenset(table["seas"]),
        sea_words=re.compile("|".join(map(re.escape, table["sea_words"]))),
        single=re.compile(f"(?<=[{table['after_verbs']}])(?:{single}|{held})"),
        weekdays=tuple(table["weekdays"]),
        sides=tuple(table["sides"]),
    )


def runs_on(text: str, word: str, at: int, taken: int, *, weak: bool) -> bool:
    """Return whether the characters around ``word`` at ``at`` make another word of it.

    ``taken`` is where the last name found ends: what it holds is no part of another word.
    ``weak`` says that the name without its class is a word (公安县).

    >>> runs_on("郑州大学", "郑州", 0, 0, weak=False), runs_on("郑州市", "郑州", 0, 0, weak=False)
    (True, False)
    """
    rules, end = region_rules(), at + len(word)
    not_after, not_before = rules.traps.get(word, ((), ()))
    if text.startswith(not_before, end) or text.endswith(not_after, taken, at):
        return True
    if word[0] in _NUMERALS and text.endswith(rules.weekdays, 0, at):
        return True
    if _is_side(text, word, at, end):
        return True
    # 杭州, 广州: 州 is a class only after two characters and more.
    if word[-1] in CLASSES and not (word[-1] == "州" and len(word) == 2):
        listed = rules.class_not_before.get(word[-1], ()) if len(word) > 2 else ()
        if weak:
            listed += rules.weak_not_before.get(word[-1], ())
        return text.startswith(listed, end)
    return rules.not_before.match(text, end) is not None


_NUMERALS = "一二三四五六"
_HEIGHTS_AND_WATERS = "山河湖江海"


def _is_side(text: str, word: str, at: int, end: int) -> bool:
    """Return whether a name begins with the end of a mountain's or a river's: 火山西北部."""
    if len(word) != 2 or word[0] not in _HEIGHTS_AND_WATERS or word[1] not in "东西南北":
        return False
    before = text[at - 1 : at]
    if not before or before in _HEIGHTS_AND_WATERS or before + word[0] not in word_costs()[0]:
        return False  # 大运河山东段 is of 山东
    return text.startswith(region_rules().sides, end)


_AROUND = 4
"""Characters on either side that tell whether a word is torn: two words of two."""
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def is_torn(text: str, word: str, at: int) -> bool:
    """Return whether the words around tear a name of two characters, by how frequent words are.

    >>> is_torn("市长春节前慰问", "长春", 1), is_torn("在长春过节", "长春", 1)
    (True, False)
    """
    first = max(0, at - _AROUND)
    around = _ASTRAL.sub("\ufffd", text[first : at + 2 + _AROUND])
    return len(word) == 2 and at - first in torn_words(around)


# Surnames by frequency (the first hundred of the ministry of public security's yearly reports on
# names and some more that districts' names make likely). Those that are also particles or nouns
# before a place (于, 向, 和, 从, 时, 单) are left out: 于青岛举行.
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔"
    "贺赖龚庞樊殷施洪翟安倪严牛温芦俞葛邢岳齐沙鲁岑柯卫纪柳祝尤裴覃甘欧詹"
)
"""Surnames of one character, the commonest first."""
_OFFICE = re.compile(
    r"(?:记者|通讯员|作者|编辑|责编|摄影|村民|居民|市民|院士|教授|书记|主任|[局市县省镇区乡村校厂院所站队处科部厅司社行]长"
    r"|经理|董事长|总裁|主席|委员|代表|工程师|专家|医生|护士|教师|老师|学生|同学|老人|劳模|标兵|模范|烈士|战士|民警|干部"
    r"|党员|先生|女士|博士|研究员|负责人|带头人|创始人|传承人|导演|演员|作家|画家|诗人|主编|选手|教练|门将|守门员|后卫|中锋|前锋|队长|职工|工人|农民"
    r"|丈夫|妻子|儿子|女儿|父亲|母亲|名叫|叫作|人|常委|总理|秘书长|[员手师生者士])$"
)
_SAYING = re.compile(
    r"(?:院士|教授|研究员|博士|先生|女士|老师|同志|书记|主任|团队|课题组|等人|说|表示|介绍|告诉|坦言|指出|认为"
    r"|回忆|感慨|坦承|补充|解释|笑着|的团队|家中?，)"
)
_LONGEST_OFFICE = 3
# 邓浦东、梁裕宁到会: beside one in a list stands another name of a surname and a given name.
_NAME_AFTER = re.compile(
    f"[、和][{''.join(sorted(SURNAMES))}][一-鿿]{{1,2}}(?=[、和等到出受说获分，。（）；]|$)"
)
_NAME_BEFORE = re.compile(
    f"(?:^|[^一-鿿]|[员手师生者士长家])[{''.join(sorted(SURNAMES))}][一-鿿]{{1,2}}[、和]$"
)
_LONGEST_NAME = 6
_REPORTERS = re.compile(
    r"（(?:本报|本刊|新华社|人民日报)?(?:特约)?(?:记者|通讯员)[^（）从在驻，。\n]{1,60}）"
)


def is_person(text: str, word: str, at: int) -> bool:
    """Return whether the short name ``word`` at ``at`` is somebody's given name.

    >>> is_person("王海南教授团队", "海南", 1), is_person("记者从海南获悉", "海南", 3)
    (True, False)
    """
    if len(word) != 2 or not at or text[at - 1] not in SURNAMES:
        return False
    surname = at - 1
    if _OFFICE.search(text, max(0, surname - _LONGEST_OFFICE), surname):
        return True
    left = text[surname - 1 : surname]
    starts = not left or not is_han(left) or left in FUNCTION
    if starts and _SAYING.match(text, at + 2) is not None:
        return True
    return starts and (
        _NAME_AFTER.match(text, at + 2) is not None
        or _NAME_BEFORE.search(text, max(0, surname - _LONGEST_NAME), surname) is not None
    )


def reporters_in(text: str) -> list[tuple[int, int]]:
    """Return the brackets that name nobody but reporters: （记者…、… 通讯员…）.

    >>> reporters_in("（记者李河南）记者从河南获悉")
    [(0, 7)]
    """
    return [m.span() for m in _REPORTERS.finditer(text)]
