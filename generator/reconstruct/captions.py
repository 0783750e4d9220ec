"""Photographs on a page: who took them, and what is said under them (图片说明)."""

from __future__ import annotations

import re

from generator.reconstruct.vocabulary import PEOPLE, REPORTER, is_name_line
from generator.text.characters import ends_sentence, is_han

__all__ = ["CAPTION", "CAPTION_STORY", "caption_rule", "is_photo_credit", "is_photo_report"]

CAPTION = "furniture/caption"
"""Rule of a caption that only says what is to be seen."""
CAPTION_STORY = "furniture/caption-story"
"""Rule of a caption that is a report of its own."""

_LONGEST = 200
"""Characters. A longer text under a photograph is an article."""
_CREDIT = 60
"""Characters of a line that names who took a photograph, or several."""
_STORY = 40
"""Chinese characters from which on a caption may say who did what, and when."""
_BLANK = r"[ \t\u3000]"
_AGENCY = r"[（(][^（）()。，]{2,10}[）)]"
_SHOT = (
    rf"[（(]?(?P<reporter>{REPORTER})?{_BLANK}*(?P<people>{PEOPLE}){_BLANK}*[/／]?{_BLANK}*"
    rf"(?P<what>摄影报道|摄影|摄)[）)]?(?:{_AGENCY})?"
)
_LENT = (
    r"[（(]?(?:资料图片?|资料照片?|图片由[^。，；]{2,20}提供|(?:受访者|采访对象|[㐀-鿿]{2,10})供图"
    r"|供图[:：/][^。，]{2,12}|本版(?:图片|照片|摄影)[^。，]{2,24}|(?:图片|照片)来源[:：][^。，]{2,16}"
    r"|[图摄]影?[:：/／][㐀-鿿、 ]{2,12})[）)]?"
    rf"|新华社(?:发|照片)(?:{_AGENCY})?"
)
_SHOT_LINE = re.compile(rf"^{_SHOT}$")
_LENT_LINE = re.compile(rf"^(?:{_LENT})$")
_CREDIT_TAIL = re.compile(rf"(?:(?<=[。！？”…）)])|{_BLANK}+)(?:{_SHOT}|{_LENT})[。]?$")
"""A photograph's credit where its caption ends."""
_ARROW = r"^[▲▼◀◄▶►←→↑↓△▽]?[ \u3000]*"
_PICTURE = re.compile("[摄图照]|新华社发")
"""What every credit of a photograph says."""
_LEAD = re.compile(
    rf"{_ARROW}(?:(?:[上下左右中大小题配本]{{1,2}}图|图[①-⑳一二三四五六1-9]{{1,3}})"
    r"(?:片?为|[:：、，, ]|$)|图片说明)"
)
"""Which of the page's photographs it belongs to."""
_SHOWS = re.compile(rf"{_ARROW}图片?[为是]")
_WHEN = re.compile(
    r"近日|日前|近期|连日来|今[日天晨晚年]|昨[日天晚]|当[日天]|目前"
    r"|\d{1,2} ?月(?: ?\d{1,2} ?日|以来)"
)


def is_photo_credit(line: str) -> bool:
    """Return whether a line only says who took, made or lent a photograph.

    >>> [is_photo_credit(t) for t in ("本报记者 王小明 摄", "王小明摄（山水图片）", "他爱好摄影")]
    [True, True, False]
    """
    text = line.strip()
    if len(text) > _CREDIT or not _PICTURE.search(text):
        return False
    match = _SHOT_LINE.match(text)
    if match is not None:
        return match["reporter"] is not None or is_name_line(match["people"])
    return _LENT_LINE.match(text) is not None


def is_photo_report(line: str) -> bool:
    """Return whether a line names who wrote and photographed: 本报记者 王小明 摄影报道."""
    match = _SHOT_LINE.match(line.strip()) if len(line) <= _CREDIT else None
    return match is not None and match["what"] == "摄影报道" and match["reporter"] is not None


def caption_rule(text: str, *, under_headline: bool = False) -> str | None:
    """Return by which rule a fragment of its own is a caption, ``None`` if it is none.

    A caption says which picture it belongs to (上图为…) or closes with the photograph's credit. It
    is a report of its own if, beside what is to be seen, it says in a whole sentence who did what,
    and when; under a headline such text is a picture story (图片新闻), an article.

    >>> caption_rule("上图：老人在食堂吃饭。 王小明 摄")
    'furniture/caption'
    >>> told = "近日，东山镇的老年食堂开张，每天为一百多位老人做三顿热饭，"
    >>> caption_rule(told + "还把饭菜送到行动不便的老人家里。图为老人在吃饭。 王小明 摄")
    'furniture/caption-story'
    >>> caption_rule("近日，山水县老年食堂开张。") is None
    True
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    lead, credit = _LEAD.match(text), _credit_at_end(text)
    if lead is None and credit == len(text):
        return None
    told = text[lead.end() if lead else 0 : credit].strip()
    if lead is None and not _SHOWS.match(told) and (under_headline or not ends_sentence(told)):
        return None
    return CAPTION_STORY if _tells(told) else CAPTION


def _credit_at_end(text: str) -> int:
    """Return where the photograph's credit at the end of ``text`` begins; its length if none."""
    match = _CREDIT_TAIL.search(text)
    if match is None or not is_photo_credit(match.group().strip().rstrip("。")):
        return len(text)
    return match.start()


def _tells(told: str) -> bool:
    """Return whether whole sentences say more than what is to be seen."""
    sentences = [s for s in re.findall(r"[^。！？]+[。！？]”?", told) if not _SHOWS.match(s)]
    said = "".join(sentences)
    return sum(map(is_han, said)) >= _STORY and "，" in said and _WHEN.search(said) is not None
