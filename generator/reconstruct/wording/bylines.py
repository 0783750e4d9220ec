"""署名: who wrote a text, in every form that newspapers print."""

from __future__ import annotations

import re

from generator.reconstruct.wording.names import PEOPLE, PERSON, is_name_line, splits_into_names
from generator.text.characters import BULLETS
from generator.text.newspaper_words import any_of

__all__ = [
    "BYLINE_AT_END",
    "REPORTER",
    "REPORTER_ALONE",
    "SPEAKER",
    "is_author_line",
    "is_byline",
    "names_in",
]

_B = f"[{BULLETS}\ue000-\uf8ff]"
"""A bullet, or a glyph that only its font knows: before a byline that is one, too."""
_BLANK = r"[ \t\u3000]"
_OF_PAPER = rf"(?:本报|本刊|本网|本社|[㐀-鿿]{{2,8}}?{any_of('outlet_endings')})"
_WORN = r"(?:本[㐀-鿿]记者|[㐀-鿿]报记者|(?:本报[㐀-鿿]者|本报记[㐀-鿿])(?=[ \t\u3000]))"
"""本报记者 with one character that OCR misread."""
_OFFICE = any_of("reporters")
REPORTER = (
    rf"(?:{_OF_PAPER}?(?:{any_of('reporter_ranks')}|驻[㐀-鿿]{{1,6}})?"
    rf"{_OFFICE}|{_WORN})"
)

_NAMES_OFFICE = re.compile(rf"{_OFFICE}|本报|报记者")
"""Without one of these no line is a byline: lines of running text are told quickly."""
_BYLINE = re.compile(
    rf"^{_B}?{_BLANK}*(?:{REPORTER}{_BLANK}*[:：]?{_BLANK}*(?P<people>{PEOPLE}|[㐀-鿿]{{2,12}}){_BLANK}*)+"
    rf"(?:{_BLANK}*(?:文/?图|文|图|报道|综合报道|整理))?$"
)
"""署名: a bullet, a paper, 记者 or 通讯员, and names; nothing else on the line."""

BYLINE_AT_END = re.compile(
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


def is_byline(text: str) -> bool:
    """Return whether a line names its writers and says nothing else.

    Names run together must begin with surnames; set off by a bullet or a blank, they need not.

    >>> [is_byline(t) for t in ("■ 本报记者 李庆", "本报记者李庆张三", "本报记者走进新村")]
    [True, True, False]
    """
    match = _BYLINE.match(text.strip()) if _NAMES_OFFICE.search(text) else None
    if match is None:
        return False
    people = match.group("people")
    before = text.strip()[: match.start("people")]
    if not re.search(_OFFICE, before):
        return splits_into_names(people)  # 本报汜者, 本报记录
    set_off = before[-1:].isspace() or re.match(_B, before) is not None
    return set_off or splits_into_names(people)


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
    rest = re.sub(REPORTER, " ", re.sub(_B, " ", byline))
    return tuple(re.sub(r"\s+", "", name) for name in re.findall(PERSON, rest.strip()))
