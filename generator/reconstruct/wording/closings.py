"""What closes an article: signatures, credits, who drew its chart."""

from __future__ import annotations

import re

from generator.reconstruct.wording.bylines import is_byline
from generator.reconstruct.wording.person_names import is_name_line, is_surnamed
from generator.text.newspaper_words import any_of, words_for
from generator.text.source_credits import CREDIT, TORN_CREDIT

__all__ = [
    "OF_COLUMN",
    "SIGNATURE",
    "SIGNATURE_AT_START",
    "WORK_CREDIT",
    "credit_source",
    "names_at_end",
    "writers_of",
]
_BLANK = r"[ \t\u3000]"


_BRACKETED_NOTE = (
    r"[（(](?:作者|本文作者|摘编自|原载|原题|转载自|作者单位"
    r"|.{0,20}(?:参与采写|采访整理|整理|供稿|采写|化名)|完|(?:本报|新华社|人民网).{0,20}电"
    r"|(?:本报|本社|新华社)(?:记者|通讯员)|.{0,16}见第.{1,3}版)[^。（()）]{0,60}[）)]"
)
SIGNATURE = re.compile(
    r"^(?:新华社(?:记者)?[㐀-鿿、 \t\u3000]{2,16}(?:摄|摄影报道|摄影)"
    rf"|制图[:：].{{2,12}}|数据来源[:：].{{4,40}}|{_BRACKETED_NOTE})$"
)
"""Who wrote it, took the photograph or drew the chart, or where it was filed from: under the last
paragraph, most often in brackets."""

SIGNATURE_AT_START = re.compile(rf"^{_BRACKETED_NOTE}{_BLANK}*([^ \t\u3000])")
"""The same, with the next headline run on to it."""

_NAMES_AT_END = re.compile(
    r"(?:^|(?<=[。！？”’]))[ \t\u3000]*(?P<credit>[（(](?P<names>[^（()）。，]{2,16})[)）])$"
)

_AGENCY = re.compile(rf"^(?:{any_of('agencies')})(?:供稿|综合|消息|专电|电)?")
"""Who sent a brief, before or instead of the name of who wrote it."""
_COMPILED = re.compile("^(?:本报|本刊)?综合(?:消息|报道|外电)?$")

OF_COLUMN = re.compile("^(?:本期(?:统筹|策划|主持)|本?栏目)")
"""Of a column (栏目), and so of the story that stands in it: 本版 and 本期责编 are of the page."""

WORK_CREDIT = re.compile(rf"^{any_of('work_credits')}[:：/][㐀-鿿、 \u3000]{{2,16}}$")
"""Who drew or set what stands beside a text: printed under it, or at the page's foot."""


def credit_source(credit: str) -> str:
    """Return the body that a credit names.

    >>> credit_source("（据湖南省民政厅）"), credit_source("(来源：央视网)")
    ('湖南省民政厅', '央视网')
    """
    match = CREDIT.match(credit.strip()) or TORN_CREDIT.match(credit.strip())
    return re.sub(r"\s+", "", match.group(1) or match.group(2)) if match else ""


def names_at_end(text: str) -> re.Match[str] | None:
    """Return who wrote or sent a brief where its end says so: in brackets, after a sentence.

    The group ``credit`` holds them with their brackets.

    >>> names_at_end("桥修好了。（李庆 王小明）")["credit"], names_at_end("桥修好了（李庆）")
    ('（李庆 王小明）', None)
    >>> [bool(names_at_end(f"桥修好了。（{t}）")) for t in ("新华社 李庆", "记者 李庆", "新华社")]
    [True, True, True]
    """
    match = _NAMES_AT_END.search(text)
    if match is None or match["names"] in words_for("closing_remarks"):
        return None
    return match if _are_writers(match["names"].strip()) else None


def writers_of(credit: str) -> str:
    """Return the people of a credit in brackets, without who sent it.

    >>> writers_of("新华社 李庆"), writers_of("新华社")
    ('李庆', '')
    """
    people = _AGENCY.sub("", credit).strip() if not _COMPILED.match(credit) else ""
    return re.sub(rf"{_BLANK}*编译$", "", people)


def _are_writers(said: str) -> bool:
    people = writers_of(said)
    if not people:
        return True
    names = re.split(rf"{_BLANK}+|[、/]", people)
    if all(map(is_surnamed, names)) or is_name_line(people):
        return True
    # a note on a reporter (本报记者 李庆 整理) is a line of the text
    return is_byline(people) and not SIGNATURE.match(f"（{people}）")
