"""Names of people, as newspapers print them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from generator.text.characters import BULLETS
from generator.text.continuity import parts_a_word
from generator.text.head_lines import SECTION

__all__ = ["PEOPLE", "PERSON", "is_name_line", "is_reader_line", "is_run_of_names", "is_short_name"]
PERSON = r"(?:[㐀-鿿][ \t\u3000]{1,2}[㐀-鿿](?![㐀-鿿])|[㐀-鿿]{2,4}(?:·[㐀-鿿]{1,8})*)"
PEOPLE = rf"{PERSON}(?:[ \t\u3000、,，/]+{PERSON})*"


@cache
def _surnames() -> frozenset[str]:
    text = (
        resources.files("generator.reconstruct.wording").joinpath("surnames.txt").read_text("utf-8")
    )
    return frozenset(word for line in text.splitlines() if line[:1] != "#" for word in line.split())


def splits_into_names(text: str) -> bool:
    """Return whether ``text`` is a run of names, each a surname and one or two characters."""
    text = re.sub(r"[ \t\u3000、,，/]", "", text)
    reached = {0}
    for i in range(len(text)):
        if i in reached and text[i] in _surnames():
            reached |= {i + 2, i + 3}
        if i in reached and text[i : i + 2] in _surnames():
            reached |= {i + 3, i + 4}
    return len(text) in reached


_SECTION_LINE = re.compile(f"^(?:{SECTION}|简讯|文苑|社论|短评|快讯)$")
_FROM_PLACE = re.compile(r"^[㐀-鿿]{2,9}[省市区县州旗][ \u3000]+")
"""Where a reader who wrote lives: 浙江省杭州市 某某."""
_READER = re.compile(
    r"^[㐀-鿿]{2,12}[省市区县州旗镇乡村][ \u3000]+(?P<name>[㐀-鿿]{2,4}|[㐀-鿿][ \u3000]+[㐀-鿿])$"
)
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
        surname = text[:2] if text[:2] in _surnames() and len(text) > 2 else text[:1]
        return surname in _surnames() and len(text) - len(surname) in (1, 2)
    parts = re.findall(r"[㐀-鿿][ \u3000]+[㐀-鿿](?![㐀-鿿])|[㐀-鿿]{2,4}", text)
    joined = re.sub(r"[ \u3000、]", "", text)
    if 2 <= len(parts) <= 3 and sum(len(re.sub(r"\s", "", p)) for p in parts) == len(joined):
        return all(map(is_name_line, parts))
    return False


def is_reader_line(text: str) -> bool:
    """Return whether a line says where a reader lives, and then the name: so letters are signed.

    >>> [is_reader_line(t) for t in ("山水省江口市　李　庆", "江口市 新村", "江口市李庆")]
    [True, False, False]
    """
    match = _READER.match(text.strip())
    return match is not None and is_name_line(match["name"])


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
