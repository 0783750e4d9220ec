"""Which issue a page belongs to: the parts of head lines (报头, 报眉), and what a file's name says.

Days, page numbers, names of papers and sections, in the forms of GB/T 7714 (报纸) and of the
trade's custom. Reconstruction and the finding of facts share them. A file's name proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.text.newspaper_words import any_of

__all__ = [
    "DATE",
    "DAY",
    "HAN",
    "LUNAR",
    "NUMBERS",
    "PAGE",
    "PAPER",
    "SECTION",
    "WEEKDAY",
    "HeadPart",
    "N",
    "PartKind",
    "day_named",
    "head_parts",
    "number_named",
    "page_number",
    "paper_name",
]

HAN = "[㐀-鿿]"
N = "[0-9一二三四五六七八九十]"
_DIGIT = "[0-9〇○零一二三四五六七八九十]"

DAY = r"\d{1,2} ?[月./-] ?\d{1,2}(?: ?日|(?!\d))"
DATE = (
    rf"(?:(?:19|20)\d\d ?[年./-] ?{DAY}"
    rf"|(?:一九|二[〇○零]){_DIGIT}{{2}}年{_DIGIT}{{1,2}}月{_DIGIT}{{1,3}}日"
    rf"|(?:(?:中[華华])?民[國国]|光[緒绪]|宣[統统])(?:{_DIGIT}{{1,3}}|元)年"
    rf"[正〇零一二三四五六七八九十\d]{{1,2}}月[初廿卅〇零一二三四五六七八九十\d]{{1,3}}日)"
)
WEEKDAY = (
    r"(?:星期|周|礼拜)[一二三四五六日天]"
    r"|(?:MON|TUES?|WED(?:NES)?|THU(?:RS)?|FRI|SAT(?:UR)?|SUN)(?:DAY)?\.?"
)
LUNAR = (
    r"(?:农历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?(?:[闰]?[正一二三四五六七八九十冬腊]{1,2}月)"
    r"(?:初[一二三四五六七八九十]|[十廿][一二三四五六七八九]?|二十|三十|大|小)"
    r"|(?:农历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
)
PAGE = rf"第? ?[A-Z]? ?{N}{{1,3}}(?:[-—－]{N}{{1,2}})? ?[版面]|[A-Z]\d{{1,2}}|0[1-9]"
PAPER = rf"{HAN}{{1,8}}{any_of('paper_endings')}"
NUMBERS = (
    r"国内统一(?:连续出版物)?刊?号|国内统一|连续出版物号|统一刊号"
    r"|CN ?\d\d ?[-—－] ?\d{4}(?:/[A-Z])?|ISSN ?\d{4}-\d{3}[\dX]"
    r"|(?:国外|国内)?(?:邮发|发行)?代号[:：]? ?[A-Z]?\d{1,3}(?: ?[-—－] ?\d{1,4})?"
    rf"|(?:总|年)?第 ?{_DIGIT}{{1,6}} ?[期号]|(?:今日|本期|今天|共) ?{N}{{1,3}} ?版"
    r"|(?:零售|每份|定价|全年定价|月价)(?:价|定价)?[:：]? ?[\d.]{1,6} ?元"
    r"|广告(?:经营|发布)(?:许可证|登记)[^，。]{0,30}"
)

SECTION = any_of("sections")
"""Names of sections and columns, as they stand in head lines and over briefs."""
_TOLD = re.compile(
    rf"(?P<date>{DATE})|(?P<lunar>{LUNAR})|(?P<weekday>{WEEKDAY})|(?P<numbers>{NUMBERS})"
    rf"|(?P<page>{PAGE})(?![0-9年月日号])|(?<![\d.])(?P<number>\d{{1,2}})(?![\d年月日号期元.:：/-])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[㐀-鿿《》]+|[^㐀-鿿《》 \t\u3000·•|丨/／:：■◆●◎—－（）()【】-]+")
_SECTION_NAME = re.compile(f"^(?:{SECTION})版?$")
_PAPER_NAME = re.compile(f"^《?(?={HAN}{{4}}){PAPER}》?$")
_PAPER_BY_PLACE = re.compile(
    f"^(?:《?{HAN}{{2,10}}(?:报|周末|画刊|文摘|电讯)》?|《{HAN}{{2,10}}(?:新闻|消息)》)$"
)
"""News and messages are what any section brings (今日新闻); only marks make a name of them."""
_NO_PAPER = re.compile(
    f"(?:{any_of('no_papers')}|机关报|[^每]日电讯"
    "|(?:手抄|电子|数字|手机|大字)报"
    f"|^(?:{SECTION})(?:报|新闻|文摘|消息))》?$"
)
"""Words that end as a newspaper's name does: 通报, 海报, 体育文摘; 电子报 is a kind of them."""
_AFTER_SECTION = re.compile(f"^(?:{SECTION})(?={HAN}{{4}})")
_NUMBER_OF_PAGE = re.compile(
    r"第? ?(?:(?P<letter>[A-Za-z]?) ?(?P<digits>\d{1,3})(?P<to>[-—－]\d{1,2})?"
    r"|(?P<han>[一二三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?)) ?[版面]?"
)
_DIGITS = {char: n for n, char in enumerate("一二三四五六七八九", start=1)}
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
"""2024-04-18, 20240418."""
_NUMBER = re.compile(
    r"(?:^|[^0-9A-Za-z])(?:第|pages?|pg|p)?[-_ .]?([A-Z]?\d{1,3})[版面]?$", re.IGNORECASE
)
"""At the end: 2024-04-18-04, page3, A05, 第3版."""

# -- a head line taken apart ------------------------------------------------------------------


class PartKind(StrEnum):
    """What a part of a head line is."""

    DATE = "date"
    LUNAR = "lunar"
    WEEKDAY = "weekday"
    NUMBERS = "numbers"
    """Registration, number of the issue, price."""
    PAGE = "page"
    NUMBER = "number"
    """A number of which only its place can tell that it is the page's."""
    PAPER = "paper"
    PAPER_BY_PLACE = "paper by place"
    """What has a newspaper's form only where its place and size agree: 新村报, 新村周末."""
    SECTION = "section"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HeadPart:
    """A part of a head line and where it stands in it."""

    kind: PartKind
    text: str
    start: int
    end: int


def head_parts(text: str) -> Iterator[HeadPart]:
    """Yield what a head line is made of, from left to right.

    >>> [(p.kind.value, p.text) for p in head_parts("新村日报 2024年4月18日 星期四 第3版 要闻")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('paper', '新村日报'), ('date', '2024年4月18日'), ('weekday', '星期四'), ('page', '第3版'),
     ('section', '要闻')]
    """
    at = 0
    for match in _TOLD.finditer(text):
        yield from _words(text, at, match.start())
        yield HeadPart(PartKind(str(match.lastgroup)), match.group(), *match.span())
        at = match.end()
    yield from _words(text, at, len(text))


def _words(text: str, start: int, end: int) -> Iterator[HeadPart]:
    for match in _BETWEEN.finditer(text, start, end):
        yield HeadPart(_kind_of(match.group()), match.group(), *match.span())


def _kind_of(word: str) -> PartKind:
    if _SECTION_NAME.match(word):
        return PartKind.SECTION
    if paper_name(word) is None:
        return PartKind.OTHER
    return PartKind.PAPER if _PAPER_NAME.match(word) else PartKind.PAPER_BY_PLACE


def paper_name(word: str) -> str | None:
    """Return a newspaper's name without its marks if a word has the form of one, else ``None``.

    One that may as well be a section and a name, with no blank between, tells none.

    >>> [paper_name(w) for w in ("《新村日报》", "新村报", "台风警报", "要闻新村日报", "食堂")]
    ['新村日报', '新村报', None, None, None]
    """
    sure = _PAPER_NAME.match(word)
    if not sure and (not _PAPER_BY_PLACE.match(word) or _NO_PAPER.search(word)):
        return None
    section = _AFTER_SECTION.match(word.strip("《》"))
    if section and _PAPER_NAME.match(word.strip("《》")[section.end() :]):
        return None
    return word.strip("《》")


def page_number(text: str) -> str | None:
    """Return a page's number as it is cited: without 第 and 版, in Arabic digits.

    >>> [page_number(text) for text in ("第3版", "04", "A05版", "第十二版", "2-3版", "要闻版")]
    ['3', '4', 'A05', '12', '2-3', None]
    >>> [page_number(text) for text in ("二十", "二十一版", "十十", "一十", "一二")]
    ['20', '21', None, None, None]
    """
    match = _NUMBER_OF_PAGE.fullmatch(text.strip())
    if match is None:
        return None
    if match["han"] is None:
        letter, digits = match["letter"].upper(), match["digits"]
        first = letter + (digits if letter else digits.lstrip("0"))
        return first + (match["to"] or "").replace("—", "-").replace("－", "-") or None
    tens, ten, ones = match["han"].rpartition("十")
    return str((_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0))


def day_named(stem: str) -> str | None:
    """Return the day that stands in the name of a file, ISO 8601.

    >>> day_named("2024-04-18-04"), day_named("rb20240418"), day_named("page-3")
    ('2024-04-18', '2024-04-18', None)
    """
    found = _DAY.search(stem)
    return "-".join(found.group(1, 3, 4)) if found else None


def number_named(stem: str) -> str | None:
    """Return the number of a page that the name of its file ends with.

    >>> [number_named(stem) for stem in ("2024-04-18-04", "page3", "第12版", "A05", "2024-04-18")]
    ['04', '3', '12', 'A05', None]
    """
    day = _DAY.search(stem)
    found = _NUMBER.search(f"-{stem[day.end() :]}" if day else stem)
    return found[1] if found else None
