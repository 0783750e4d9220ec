"""Where a paper says from where it reports: dateline, correspondents' posts.

本报北京4月18日电 says where the newsroom is, 本报驻上海记者 where a correspondent lives. Neither
reports on that place, so neither is a mention of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.describe.article_text import ArticleText, Section, SectionKind
from generator.describe.candidates import Place

__all__ = ["credits_in", "datelines_in", "names_hall", "names_the_source", "posts_in"]

# What papers, agencies and stations are called, as far as their last word tells.
_OUTLET = (
    r"(?:据|综合)?(?:本[报刊网台社]|[一-鿿]{0,6}?(?:社|[一-鿿]报|[一-鿿]网|客户端|电视台|广播电台))"
)
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_DAY = rf"(?:(?:\d{{4}}年)?{_NUMBER}月{_NUMBER}日|{_NUMBER}日)"
_WIRE = r"[专急]?(?:[电讯](?![力网价器视影话脑商子费量站池台梯线机动])|消息)"
_PLACE = r"(?P<place>[一-鿿]{2,12}?(?:[、 ][一-鿿]{2,6}?)?)"
_DATED = re.compile(rf"{_OUTLET}{_PLACE}{_DAY}{_WIRE}")
_WIRED = re.compile(rf"日{_WIRE}")
"""How every dateline with a day ends: most articles have none, and none is looked for."""
_AT_START = re.compile(
    rf"[（【〔]?(?:{_OUTLET}{_PLACE}{_DAY}?|{_PLACE.replace('place', 'bare')}{_DAY}){_WIRE}"
)
_REPORTED = re.compile(
    r"(?:记者|通讯员)[^，。；：！？（）\n]{0,30}?(?: |发?自|从)(?P<place>[一-鿿]{2,8}?)"
    r"(?:摄影|专题)?报道(?=[）\n，。 ]|$)"
)
_BY = re.compile(r"(?:记者|通讯员)(?P<place>[一-鿿]{4,9}?)(?:摄影|专题)?报道(?=[:：])")
"""新华社记者王某某济南报道：with nothing to part the name from the place."""
_POST = re.compile(
    r"驻(?P<place>[一-鿿、]{2,14}?)(?:特[约派])?(?:首席|全媒体|融媒体)?(?:记者|通讯员|观察员|分社)"
)


def datelines_in(reading: ArticleText) -> list[tuple[int, int]]:
    """Return where the places of dispatch stand.

    >>> from generator.describe.article_text import read_text
    >>> text = "本报北京4月18日电 （记者甲）水利部发布公报，上海电视台播出。"
    >>> [text[a:b] for a, b in datelines_in(read_text(text))]
    ['北京']
    """
    return sorted(set(_datelines(reading)))


def _datelines(reading: ArticleText) -> Iterator[tuple[int, int]]:
    text = reading.text
    for section in reading.sections:
        if section.part is not SectionKind.BODY:
            continue
        if match := _AT_START.match(text, section.start, section.end):
            yield match.span("place" if match["place"] else "bare")
    wired = (_DATED,) if _WIRED.search(text) else ()
    patterns = (*wired, _REPORTED, _BY) if "报道" in text else wired
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield match.span("place")


def posts_in(text: str) -> list[tuple[int, int]]:
    """Return where the places stand at which reporters are posted.

    >>> posts_in("（本报驻上海记者 甲）记者从上海获悉")
    [(4, 6)]
    """
    return [match.span("place") for match in _POST.finditer(text)]


def credits_in(text: str) -> list[tuple[int, int]]:
    """Return the brackets at paragraphs' ends that say where an article was taken from.

    >>> credits_in("桥通了。（据湖南省民政厅）"), credits_in("（据湖南省统计局数据，增长一成）")
    ([(4, 13)], [])
    """
    return [match.span() for match in _CREDIT.finditer(text)]


_CREDIT = re.compile(
    r"[（【〔](?:据|综合|转自|转载自|摘自|(?:稿件|信息|新闻|文章|图片|资料|数据)?来源[：:]?)"
    r"[^（）【】〔〕，。；\n]{2,30}[）】〕](?=\s*(?:\n|$))"
)


def names_the_source(reading: ArticleText, section: Section | None) -> bool:
    """Return whether a section only says where the article was taken from.

    >>> from generator.describe.article_text import read_text
    >>> reading = read_text("桥通了。\\n\\n来源：湖南省民政厅网站")
    >>> [names_the_source(reading, section) for section in reading.sections]
    [False, True]
    """
    if section is None:
        return False
    return section.part is SectionKind.CREDIT or bool(
        _SOURCE.match(reading.text, section.start, section.end)
    )


_SOURCE = re.compile(
    r"[（【]?(?:(?:稿件|信息|新闻|文章|图片|资料|数据)?来源|转自|转载自|摘自|供稿|供图)[：:][^。]{2,40}$"
)


def names_hall(text: str, place: Place) -> bool:
    """Return whether the capital is named only for what is held there: 在京, 在北京开幕."""
    if place.end - place.start == 1:
        return True
    return text.endswith("在", 0, place.start) and _HELD.match(text, place.end) is not None


_HELD = re.compile(
    "(?:隆重|正式|联合|共同|成功)?"
    "(?:开幕|闭幕|启幕|落幕|举行|举办|召开|会见|会谈|成立|发布|启动|揭牌|签署|开班)"
    "|(?:因病|不幸)?(?:医治无效)?(?:逝世|病逝|去世|辞世)"
)
