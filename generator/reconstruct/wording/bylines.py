"""署名: who wrote a text, in every form that newspapers print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.reconstruct.wording.person_names import (
    PEOPLE,
    PERSON,
    is_name_line,
    is_surnamed,
    split_names,
    splits_into_names,
    without_place,
)
from generator.text.characters import BULLETS
from generator.text.newspaper_words import any_of, words_for

__all__ = [
    "REPORTER",
    "REPORTER_ALONE",
    "SPEAKER",
    "breaks_byline",
    "byline_at_end",
    "is_author_line",
    "is_byline",
    "names_in",
    "opens_with_office",
]

_B = f"[{BULLETS}\ue000-\uf8ff]"
"""A bullet, or a glyph that only its font knows: before a byline that is one, too."""
_BLANK = r"[ \t\u3000]"
_BULLET = re.compile(rf"^{_B}{_BLANK}*")
_OF_PAPER = rf"(?:本报|本刊|本网|本社|[㐀-鿿]{{2,8}}?{any_of('outlet_endings')})"
_WORN = r"(?:本[㐀-鿿]记者|[㐀-鿿]报记者|(?:本报[㐀-鿿]者|本报记[㐀-鿿])(?=[ \t\u3000]))"
"""本报记者 with one character that OCR misread."""
_OFFICE = any_of("reporters")
_AROUND = " \t\u3000:：、,，"
"""What stands around names."""
_WHOLE = 4
"""Characters of the longest name without a dot."""
_LONGEST_LINE = 200
"""Characters of a byline: a dozen people with their offices, letter-spaced. A line that goes on and
on would be taken for names in ever more ways."""
_SHORTEST, _LONGEST = 2, 12
"""Characters of names that are set without a blank between."""
REPORTER = (
    rf"(?:{_OF_PAPER}?(?:{any_of('reporter_ranks')}|驻[㐀-鿿]{{1,6}})?"
    rf"{_OFFICE}|{_WORN})"
)

_NAMES_OFFICE = re.compile(rf"{_OFFICE}|本报|报记者")
"""Without one of these no line is a byline: lines of running text are told quickly."""
_OFFICES, _PEOPLE = re.compile(REPORTER), re.compile(PEOPLE)
_SHARE = "(?:文/?图|图/?文|文字?|撰文|采写|整理|编译|综合报道|报道)"
"""What somebody did of a story's words and pictures, words among it."""
_SHARE_FIRST = re.compile(rf"^{_SHARE}{_BLANK}*(?:[/／:：丨|]{_BLANK}*)?(?={REPORTER})")
_SHARE_LAST = re.compile(
    rf"(?<!{_BLANK}){_BLANK}*(?:文/?图|图/?文|综合报道|摄影报道|报道|整理|编译)$"
)
_SHORT_SHARE = re.compile(rf"(?<=[㐀-鿿]{{2}}){_BLANK}+(?:文|图|采写|口述)$")
"""The same in a word, which may be somebody's given name, too: 付 文."""
_TOOK = re.compile("摄影?$")
_GLUED = re.compile(f"[㐀-鿿]{{{_SHORTEST},{_LONGEST}}}")
_SHARED = re.compile(
    rf"(?:{_SHARE}|绘图|制图|图片?|摄影|摄){_BLANK}*[/／:：丨|]{_BLANK}*"
    rf"(?P<people>{PERSON}(?:[ \t\u3000、,，/]+{PERSON}(?!{_BLANK}*[/／:：丨|]))*){_BLANK}*"
)
"""One share with its names: 文/李明 图/王红."""

_AT_END = re.compile(
    rf"{_BLANK}({_B}{_BLANK}*{REPORTER}{_BLANK}*{PEOPLE}|{REPORTER}{_BLANK}+{PEOPLE}){_BLANK}*$"
)
"""A byline at the end of the headline's last line, set off by a blank."""

_AUTHOR = re.compile(rf"^(?:作{_BLANK}?者|撰{_BLANK}?文){_BLANK}*[:：/]{_BLANK}*")
"""What some set before the writers' names."""

SPEAKER = re.compile(
    rf"^(?:主讲人|讲述人|口述人?|受访人|采写|撰稿)[:：]{_BLANK}*[^。！？]{{0,60}}?(?P<name>{PERSON})$"
)
"""Who tells the story, with office and place before the name."""

REPORTER_ALONE = re.compile(rf"^{_B}?{_BLANK}*(?:本报|新华社){_BLANK}*(?:记者|通讯员)$")
"""A byline whose names stand on the next line."""


@lru_cache(maxsize=1024)  # most lines are asked four times
def is_byline(text: str) -> bool:
    """Return whether a line names its writers and says nothing else.

    >>> [is_byline(t) for t in ("■ 本报记者 李庆", "本报记者李庆张三", "本报记者走进新村")]
    [True, True, False]
    >>> [is_byline(t) for t in ("记者李庆通讯员王小明", "文/图 本报特约记者 李庆", "文/王小明")]
    [True, True, True]
    """
    whole = text.strip()
    if len(whole) > _LONGEST_LINE:
        return False
    text = _BULLET.sub("", whole)
    if text in words_for("series"):
        return False  # 评论员观察 is a series, though names may follow a bullet and an office
    if not _NAMES_OFFICE.search(text):
        return _names_shares(text)
    offices = [*_OFFICES.finditer(core := _without_shares(text))]
    if not offices or offices[0].start():
        return False
    ends = [office.start() for office in offices[1:]] + [len(core)]
    bullet = text != whole
    people = [
        (office.group(), core[office.end() : end])
        for office, end in zip(offices, ends, strict=True)
        if office.end() < end or end == len(core)  # a name may stand in the next one's outlet
    ]
    return all(_are_people(office, names, set_off=bullet) for office, names in people)


def byline_at_end(text: str) -> re.Match[str] | None:
    """Return the byline at the end of a headline's last line; the first group holds it.

    >>> byline_at_end("新村办起食堂 本报记者 李庆")[1], byline_at_end("新村办起食堂")
    ('本报记者 李庆', None)
    """
    return _AT_END.search(text, max(0, len(text) - _LONGEST_LINE))


def opens_with_office(line: str) -> bool:
    """Return whether a line begins as bylines do, whatever follows.

    >>> opens_with_office("■ 本报记者 李庆岚王"), opens_with_office("走进新村")
    (True, False)
    """
    return _OFFICES.match(_BULLET.sub("", line.strip())) is not None


def breaks_byline(line: str, below: str) -> bool:
    """Return whether the end of a line breaks the names of a byline that goes on below.

    >>> breaks_byline("本报记者 李庆岚王", "小明张三"), breaks_byline("本报记者 走进新", "村看变化")
    (True, False)
    """
    office = _OFFICES.match(_BULLET.sub("", line.strip()))
    if office is None or not _GLUED.fullmatch(below.strip()):
        return False
    people = office.string[office.end() :].strip(_AROUND)
    broken = bool(people) and not splits_into_names(people)
    return broken and splits_into_names(people + below.strip())


def _without_shares(byline: str) -> str:
    """Return a byline without what its people did: 文/图, 整理.

    >>> _without_shares("文/图 本报记者 李庆"), _without_shares("本报记者 付 文")
    ('本报记者 李庆', '本报记者 付 文')
    """
    return _SHORT_SHARE.sub("", _SHARE_LAST.sub("", _SHARE_FIRST.sub("", byline)))


def _are_people(office: str, people: str, *, set_off: bool) -> bool:
    """Return whether what follows an office is people's names.

    Names run together must begin with surnames; set off by a bullet or a blank, they need not.
    """
    names = people.strip(_AROUND)
    if not names or _TOOK.search(names):
        return False  # a photographer's credit
    set_off = (set_off or people[:1].isspace()) and re.search(_OFFICE, office) is not None
    as_printed = _PEOPLE.fullmatch(names) or _GLUED.fullmatch(names)
    return (set_off and as_printed is not None) or splits_into_names(names)


def _names_shares(text: str) -> bool:
    """Return whether a line says who wrote and who took pictures, each with the names.

    >>> [_names_shares(t) for t in ("文/李 明 图/王小红", "图/王红", "文/化是什么")]
    [True, False, False]
    """
    at, wrote = 0, False
    while at < len(text):
        match = _SHARED.match(text, at)
        if match is None or not _are_named(match["people"]):
            return False
        wrote = wrote or re.match(_SHARE, match.group()) is not None
        at = match.end()
    return wrote


def _are_named(people: str) -> bool:
    """Return whether names stand behind a share, which shows that they are some."""
    names = re.split(r"[ \t\u3000、,，/]+", people.strip())
    return is_name_line(people) or all(map(is_surnamed, names))


def is_author_line(text: str) -> bool:
    """Return whether a line names its writers after the word for them: a text's, or a book's.

    >>> [is_author_line(t) for t in ("作者：李 庆", "作者：本报记者 李庆", "作者：一名教师，")]
    [True, True, False]
    """
    label = _AUTHOR.match(text)
    return label is not None and (
        is_name_line(text[label.end() :]) or is_byline(text[label.end() :])
    )


def names_in(byline: str) -> tuple[str, ...]:
    """Return the people named in a byline, their inner blanks closed.

    >>> names_in("■ 本报记者 李庆 张 三")
    ('李庆', '张三')
    """
    byline = _AUTHOR.sub("", byline.strip())
    if speaker := SPEAKER.match(byline.strip()):
        return (re.sub(r"\s+", "", speaker["name"]),)
    byline = re.sub(_B, " ", byline).strip()
    if _names_shares(byline):
        byline = " ".join(share["people"] for share in _SHARED.finditer(byline))
    byline = without_place(_without_shares(byline))
    names = (_names_of(people.strip(_AROUND)) for people in _OFFICES.split(byline))
    return tuple(re.sub(r"\s+", "", name) for found in names for name in found)


def _names_of(people: str) -> Sequence[str]:
    """Return the names in what follows an office; what cannot be told apart as it is printed.

    >>> _names_of("李庆 张三丰"), _names_of("林秋月高远"), _names_of("旦增尼玛曲珠")
    (['李庆', '张三丰'], ['林秋月', '高远'], ['旦增尼玛曲珠'])
    """
    if len(people) <= _WHOLE or re.search(r"[ \t\u3000、,，/·]", people):
        return re.findall(PERSON, people)
    ways = split_names(people)
    return ways[0] if len(ways) == 1 else [people]
