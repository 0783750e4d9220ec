"""Names of people, as newspapers print them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from generator.text.characters import BULLETS
from generator.text.head_lines import SECTION
from generator.text.word_tables import parts_a_word, word_costs

__all__ = [
    "PEOPLE",
    "PERSON",
    "are_glued_names",
    "is_name_and_place",
    "is_name_line",
    "is_reader_line",
    "is_run_of_names",
    "is_short_name",
    "without_place",
]
PERSON = r"(?:[㐀-鿿][ \t\u3000]{1,2}[㐀-鿿]{1,2}(?![㐀-鿿])|[㐀-鿿]{2,4}(?:·[㐀-鿿]{1,8})*)"
PEOPLE = rf"{PERSON}(?:[ \t\u3000、,，/]+{PERSON})*"


_WAYS = 8
"""So many ways to come to one place are looked at: more tell nothing more."""
_LONGEST_RUN = 200
"""Characters of names that no mark parts. What is longer is none: each way holds all that came
before, which would fill memory."""


@cache
def _surnames() -> frozenset[str]:
    text = (
        resources.files("generator.reconstruct.wording").joinpath("surnames.txt").read_text("utf-8")
    )
    return frozenset(word for line in text.splitlines() if line[:1] != "#" for word in line.split())


def splits_into_names(text: str) -> bool:
    """Return whether ``text`` is a run of names, each a surname and one or two characters.

    >>> [splits_into_names(t) for t in ("李庆王小明", "张 三、李庆", "王小明、李", "走进新村")]
    [True, True, False, False]
    """
    runs = re.split("[、,，/]", re.sub(r"[ \t\u3000]", "", text))
    return all(map(split_names, runs))


def split_names(text: str) -> list[list[str]]:
    """Return the ways to take a run of characters for names, each a surname and one or two more.

    >>> split_names("林秋月高远"), split_names("李明")
    ([['林秋月', '高远']], [['李明']])
    """
    if len(text) > _LONGEST_RUN:
        return []
    ways: list[list[list[str]]] = [[[]] if text else [], *([] for _ in text)]
    for i in range(len(text)):
        surnames = [n for n in (1, 2) if text[i : i + n] in _surnames() and i + n < len(text)]
        for end in {i + n + given for n in surnames for given in (1, 2)}:
            if end <= len(text):
                ways[end] += [[*way, text[i:end]] for way in ways[i][:_WAYS]]
    return ways[-1]


_SECTION_LINE = re.compile(f"^(?:{SECTION}|简讯|文苑|社论|短评|快讯)$")
_FROM_PLACE = re.compile(r"^[㐀-鿿]{2,9}[省市区县州旗][ \u3000]+")
"""Where a reader who wrote lives: 浙江省杭州市 某某."""
_READER = re.compile(
    r"^(?:[㐀-鿿]{2,12}(?:[省市区县州旗镇乡村厂局]|街道|社区|小学|中学|大学|学校|医院|公司))?"
    r"(?:(?<=[㐀-鿿])|(?=读者))(?:读者|居民|市民|村民|学生|职工)?"
    r"[ \u3000]+(?P<name>[㐀-鿿]{2,4}|[㐀-鿿][ \u3000]+[㐀-鿿])$"
)
_PLACED = re.compile(
    r"^(?P<people>.+?)[ \u3000]*"
    r"(?:[（(][㐀-鿿]{2,12}[)）]|(?:发自|寄自|[/／])[㐀-鿿]{2,6}(?:报道)?)$"
)
"""Names, and the place that they write from or the body that they work for."""
_LONGEST_PLACED = 200
"""Characters of such a line. In a longer one, each blank of a row would be looked on from."""
_GLUED = re.compile("^[㐀-鿿]{4,6}$")
"""Two names without a blank between."""
_MOST_NAMED = 14
"""Characters of three names of four, with the marks between."""
_ONLY_NAMES = re.compile(rf"^(?:[㐀-鿿·][ \t\u3000、]*){{1,{_MOST_NAMED}}}$")
_PARTED = re.compile(r"[ \t\u3000、]")
_NO_NAMES = re.compile("[，。]")
_SPACED_NAME = re.compile(r"^[㐀-鿿][ \u3000]+[㐀-鿿]$")
_PLAIN_NAME = re.compile(r"^[㐀-鿿]{2,4}$")
_FOREIGN_NAME = re.compile(r"^(?=.{3,12}$)[㐀-鿿]{1,6}(?:·[㐀-鿿]{1,6})+$")


def is_name_line(text: str) -> bool:
    """Return whether a line holds nothing but one to three people's names.

    A two-character name is set with a blank between, a foreign one with a raised dot; other names
    must begin with a surname (the list holds the commonest of the ministry's yearly reports), and
    be neither a section's name nor, if two characters, a word.

    >>> [is_name_line(t) for t in ("李 明", "王小禾", "安娜·贝克", "张 三 李 四", "地方动态")]
    [True, True, True, True, False]
    >>> [is_name_line(t) for t in ("田野 周岚", "安全 方法", "地方 动态")]
    [True, False, False]
    """
    return _is_name_line(text.strip().lstrip(BULLETS).strip())


@lru_cache(maxsize=4096)
def _is_name_line(text: str) -> bool:
    if _NO_NAMES.search(text) or (len(text) > _MOST_NAMED and not _PARTED.search(text)):
        return False  # most lines are told here
    text = _FROM_PLACE.sub("", text)
    if not _ONLY_NAMES.match(text):
        return False
    if _SPACED_NAME.match(text):
        return True
    if _FOREIGN_NAME.match(text):
        return True
    if _SECTION_LINE.match(text) or (len(text) == 2 and parts_a_word(text[0], text[1])):
        return False
    if _PLAIN_NAME.match(text):
        return is_surnamed(text)
    parts = re.findall(r"[㐀-鿿][ \u3000]+[㐀-鿿](?![㐀-鿿])|[㐀-鿿]{2,4}", text)
    joined = re.sub(r"[ \u3000、]", "", text)
    if 2 <= len(parts) <= 3 and sum(len(re.sub(r"\s", "", p)) for p in parts) == len(joined):
        # beside a sure name, one that is a word as well (田野) is a name, too
        named = all(_SPACED_NAME.match(part) or is_surnamed(part) for part in parts)
        return named and any(map(is_name_line, parts))
    return False


def is_surnamed(text: str) -> bool:
    """Return whether two to four characters are a surname and one or two more.

    >>> is_surnamed("李岚"), is_surnamed("欧阳小明"), is_surnamed("走进新村")
    (True, True, False)
    """
    if not _PLAIN_NAME.match(text):
        return False
    surname = text[:2] if text[:2] in _surnames() and len(text) > 2 else text[:1]
    return surname in _surnames() and len(text) - len(surname) in (1, 2)


def is_reader_line(text: str) -> bool:
    """Return whether a line says where a reader lives, and then the name: so letters are signed.

    >>> [is_reader_line(t) for t in ("山水省江口市　李　庆", "江口市 新村", "江口市李庆")]
    [True, False, False]
    >>> [is_reader_line(t) for t in ("江口中学学生 李 庆", "读者 李 庆", "学生 李 庆")]
    [True, True, False]
    """
    match = _READER.match(text.strip())
    return match is not None and is_name_line(match["name"])


def is_name_and_place(text: str) -> bool:
    """Return whether a line names people, and where they write from or whom they work for.

    >>> [is_name_and_place(t) for t in ("李 庆（新村水利局）", "●李 庆 王小明 发自新村")]
    [True, True]
    >>> [is_name_and_place(t) for t in ("修渠记（新村）", "李庆（上）")]
    [False, False]
    """
    line = text.strip().lstrip(BULLETS).strip()
    match = _PLACED.match(line) if len(line) <= _LONGEST_PLACED else None
    return match is not None and is_name_line(match["people"])


def without_place(text: str) -> str:
    """Return names without where they write from, or whom they work for.

    >>> without_place("李 庆（新村水利局）"), without_place("本报记者 李庆")
    ('李 庆', '本报记者 李庆')
    """
    match = _PLACED.match(text) if len(text) <= _LONGEST_PLACED else None
    return match["people"] if match else text


def are_glued_names(text: str) -> bool:
    """Return whether a line is two names set without a blank, and nothing that words are in.

    >>> [are_glued_names(t) for t in ("周岚李红", "柳春生方文婷", "江河安澜", "金山银山")]
    [True, True, False, False]
    """
    text = text.strip().lstrip(BULLETS).strip()
    ways = split_names(text) if _GLUED.match(text) else []
    if len(ways) != 1 or len(ways[0]) != 2:
        return False
    words, _, _ = word_costs()
    one, other = ways[0]
    return not any(pair in words for pair in (one[:2], other[:2], one[-1] + other[0]))


def is_run_of_names(text: str) -> bool:
    """Return whether single characters are names of two characters, each set with a blank.

    >>> [is_run_of_names(t) for t in ("张 三 李 四", "机 械 工 业")]
    [True, False]
    """
    chars = text.split()
    return len(chars) % 2 == 0 and all(char in _surnames() for char in chars[::2])


def is_short_name(text: str) -> bool:
    """Return whether a line is two or three characters that begin with a surname, blanks or not.

    Weaker than :func:`is_name_line`: the name of a box may read like one.

    >>> [is_short_name(t) for t in ("李明", "李 小明", "看点")]
    [True, True, False]
    """
    core = "".join(text.split())
    return 2 <= len(core) <= 3 and core[0] in _surnames() and _PLAIN_NAME.match(core) is not None
