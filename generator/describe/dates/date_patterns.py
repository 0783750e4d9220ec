"""How dates are printed: one alternative for each way, named by what it reads.

Sources: GB/T 15835-2011 (numerals in publications: 2024年4月18日, 二〇二四年四月十八日, ranges with
— or 至), GB/T 7408 (ISO 8601: 2024-04-18), and the words of the calendar in administration (季度,
半年, 旬, “十四五”时期). What a word may not touch is said beside it, with the word it would tear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from generator.describe.dates.calendars import (
    FIRST_OF_OTHERS,
    OTHER_CALENDARS,
    OTHERS_BEGIN,
    REPUBLIC,
    REPUBLIC_YEAR,
)

__all__ = [
    "COMMON_CALENDAR",
    "GROUPS",
    "PATTERN",
    "PLANS",
    "REFUSED_BEFORE",
    "SHIFTS",
    "printed_dates",
]

_CN = "〇零一二三四五六七八九"
_ONES = "[一二三四五六七八九]"
_NUM = rf"(?:\d{{1,2}}|{_ONES}?十{_ONES}?|廿{_ONES}?|{_ONES})"
_YEAR = rf"(?:(?:1\d|20)\d\d|[一二][{_CN}]{{3}})"
_TO = r"(?:至|到|—{1,2}|~)"

# Ends of years and tenths of months. Not 中央, 初中, 底层, 末端.
_EDGE = (
    r"(?:年?底(?![层部线座])|年?末(?!端|梢|位)|年?初(?![中级心步一二三])"
    r"|年中|中(?=[，。、；）前至以]|$))?"
)
_TENTH = r"(?:[上中]?[上中下]旬|月?底(?![层部线座])|末(?!端|位)|初(?![中级心步一二三])|份)?"
_PART = r"上半年|下半年|前三季度|第?[一二三四1-4]季度(?!末?报)"
_QUARTER = rf"(?P<q>{_PART}|前(?:\d{{1,2}}|[两二三四五六七八九十]|十一)个?月(?!\d|份))"
_QUARTER_ALONE = rf"(?P<q>{_PART})"  # 前4个月 alone may be the four months before anything
# Seasons stand alone or with 季, 天, 日; 春节, 夏粮, 秋收, 冬奥 are other words.
_SEASON = (
    r"(?P<s>春(?![节运晚耕种招播游茶灌雷考笋风华江生])|夏(?![粮收种令朝商])"
    r"|秋(?![收粮分播游种])|冬(?![奥至训残运泳小种储令捕枣虫]))[季天日]?"
)
# 4月3、4和5日, 1、2月, 2021、2022年: what a list says once, at its end, holds for all of it.
_AND = "[、和及与]"
_MORE = "{0,30}"  # no list of days or years is longer, and a table of numbers may be endless
_DAY = rf"(?P<d>{_NUM})(?:[日号]|(?={_TO}{_NUM}[日号])|(?=(?:、{_NUM}){_MORE}{_AND}{_NUM}[日号]))"
_MONTHS_ON = rf"(?=(?:、{_NUM}){_MORE}{_AND}{_NUM}月(?!\d|[嫂饼牙球]))"
_FAR = rf"(?:{_TO}(?:(?P<Y>{_YEAR})年)?(?:(?P<M>{_NUM})月)?(?P<D>{_NUM})[日号])?"
_MONTH_DAY = (
    rf"(?:(?P<m>{_NUM})月(?:{_DAY}{_FAR}"
    rf"|{_TO}(?:(?P<Y>{_YEAR})年)?(?P<M>{_NUM})月(?!\d){_TENTH}|{_TENTH})"
    rf"|(?P<m>\d{{1,2}}){_TO}(?P<M>\d{{1,2}})月{_TENTH}|(?P<m>{_NUM}){_MONTHS_ON})"
)
# What makes another word of the character after it: 如今, 目前, 其次, 最后, 不同.
_NOW = "如当现"
_BEFORE = "目以之此先当眼日天月年战生学史午提事大空婚产面早节赛餐课婴幼会行台"
_AFTER = "以之先然此今前最饭课午背落婚产战大往身\\d"
_COUNTED = r"其一二三四五六七八九十两几多每首屡再历此\d"
_ALIKE = "不相共如等陪异"
# 年轻, 年均 begin with 年, and so do words of somebody's years: 而今年近花甲.
_OF_YEARS = (
    r"[近过逾满已事](?:已|近|逾)?(?:花甲|古稀|耄耋|半百|不惑|而立|知命|期颐|[五六七八九]旬"
    r"|[一二三四五六七八九十百零\d]{1,3}[岁旬])"
)
_RELATIVE = (
    rf"(?P<rel>(?<![{_NOW}])今年|(?<=如)今年(?=\d)|(?<!过)去年|(?<![文清透光聪])明年"
    rf"|(?<![{_BEFORE}])前年|(?<![重巨宏广伟])大前年|(?<![{_AFTER}])后年|(?<![基根日])本年|(?<![{_ALIKE}])同年"
    rf"|(?<![{_COUNTED}])次年|翌年|第二年(?=\d)|当年|(?<=[比较与和])上年)"
    rf"(?![轻均幼龄老纪级迈]|代(?![表理])|份|味[更越儿渐正]|{_OF_YEARS})度?"
)
# A bare 年底 or 一季度 is one only where a word can begin.
_EDGE_OF_WORD = r"(?:(?<![\w])|(?<=[到至从自在于据以了的及和与去约]))"

# What a word that a day or month seems to begin goes on with: 近日本, 15日内蒙古, 次日本.
_NEAR = "邻临附靠接逼迫最相贴挨"
_NOT_JAPAN = r"(?!本(?![报刊网台市省县区月周年]))"
_NOT_LONG = (
    r"(?!内(?![蒙地阁政容江部外乡侧环河])|均|游(?![客行船泳园览])|龄|间(?![接隔])"
    r"|元(?![旦首宵老素件])|耳|后(?![勤台方续备])|圆(?![满桌梦])|线(?![上下路索])"
    r"|本(?!报)|以[内上]|之内|左右|常(?![委务州德态熟规设驻]))"
)

# 记者昨从…获悉: city papers write 昨 alone before what was done.
_YESTERDAY = "(?=从|在|获悉|启|召开|举行|公布|发布|开幕|通车|赴|抵|宣布|表示|称)"

_ALTERNATIVES = (
    # A calendar of its own takes its whole expression along, whatever of it could be read.
    rf"(?P<none>{OTHER_CALENDARS})",
    rf"{REPUBLIC}(?P<r>{REPUBLIC_YEAR})年(?:{_MONTH_DAY}|{_TO}(?:民国)?(?P<R>{REPUBLIC_YEAR})年"
    rf"|{_SEASON}|{_EDGE})(?!代)",
    rf"(?<![\d.])(?P<y>{_YEAR})年(?:{_MONTH_DAY}"
    rf"|{_TO}(?P<Y>{_YEAR})年(?:(?P<M>{_NUM})月{_TENTH}|{_EDGE})"
    rf"|(?P<e>代)(?:[初末]期?|[中后]期|中后期|中叶)?|{_QUARTER}|{_SEASON}|{_EDGE})",
    rf"(?<![\d.])(?P<y>{_YEAR}){_TO}(?P<Y>{_YEAR})年(?!前|来|间|的?历史)",
    rf"(?<![\d.])(?P<y>{_YEAR})(?=(?:、{_YEAR}){_MORE}{_AND}{_YEAR}年(?![前来间龄多余]|的?历史))",
    rf"(?<=（)(?P<y>{_YEAR})—{{1,2}}(?P<Y>{_YEAR})(?=）)",  # the years of a plan after its name
    r"(?<![\d.—/])(?P<y>(?:19|20)\d\d)(?P<sep>[.—/])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d.—/])",
    rf"{_RELATIVE}(?:{_MONTH_DAY}|{_QUARTER}|{_SEASON}|{_EDGE})",
    r"(?P<now>今明)两年",
    rf"(?<![\d.第·]){_MONTH_DAY}(?!度)",
    rf"(?<=、)(?P<d>\d{{1,2}})(?=(?:、\d{{1,2}}){_MORE}{_AND}\d{{1,2}}日)",
    # A day alone, no duration: 15日内, 60日龄, 3日后. 日本 takes its 日 along, but not 日本报讯.
    rf"(?<![\d.])(?P<d>\d{{1,2}})日(?:{_TO}(?P<D>\d{{1,2}})日)?{_NOT_LONG}",
    rf"(?P<recent>(?<![{_NEAR}])近日(?![点常]){_NOT_JAPAN}|日前"
    rf"|(?<![{_NEAR}])近期(?!末|中[考检测]|刊|货[市公交价合指])|不久前|前不久)",
    r"(?P<c>1\d|2[01]|十[一二三四五六七八九]|二十一?|[上本])个?世纪"
    r"(?:(?P<e>[1-9]0|[二三四五六七八九]十)年代(?:[初末]期?|[中后]期|中后期|中叶)?"
    r"|初期?(?!心)|[上前]半叶|下半叶|后半叶|中叶|末期?)?(?!\d|海上|经济报道|议程|大厦|广场|新|福音)",
    r"(?<![\d世纪])(?P<e>[1-9]0|[二三四五六七八九]十)年代(?:[初末]期?|[中后]期|中后期|中叶)?",
    r"[“‘'\"]?(?P<p>十[一二三四五六]|[一二三四六七八九十])五[”’'\"]?(?:规划)?(?:时期|期间)",
    r"“(?P<p>十[一二三四五六])五”(?=以来|末|初)",
    rf"(?P<today>(?<![{_NOW}迄])今(?:[天晨晚]|[日早](?!头条|已))|昨(?:[日天晨晚夜午]|{_YESTERDAY}|(?<![一-鿿]昨)(?=，))"
    rf"|(?<![文清透光])明[日天](?!地|星|出版)|(?<![{_BEFORE}])前(?:天(?![气空文然津山线窗梯桥]|下(?!午))|[日晚](?!本|报))"
    r"|(?<!先)后天(?![性养赋]))",
    rf"(?P<told>(?<![{_ALIKE}])同日|(?<![{_COUNTED}])次日|翌日){_NOT_JAPAN}",
    rf"(?<![基根日晚早网马线])(?P<month>本月|上个?月|下个?月)(?!球|饼|薪|息|嫂|台|度|月|亮|光|色)"
    rf"(?:(?P<d>{_NUM})(?:日|(?=(?:、{_NUM}){_MORE}{_AND}{_NUM}日))|{_TENTH})",
    rf"{_EDGE_OF_WORD}(?P<edge>年底|年末|年初|年内)(?!中)",
    rf"(?<![每个各\d])(?:{_QUARTER_ALONE})",
    rf"(?P<rel>(?<![{_NOW}古往至而迄])今)(?P<s>[春夏秋冬])(?![秋])",
    r"(?P<rel>(?<!过)去)(?P<s>[秋冬])(?=今)|(?<=今冬)(?P<rel>明)(?P<s>春)",
)

_numbers = count()
_GROUP = re.compile(r"\(\?P<([A-Za-z]+)>")
PATTERN = re.compile(
    "|".join(
        alternative if "(?P=sep)" in alternative
        # A group's name may stand once in a pattern: each gets a number of its own.
        else _GROUP.sub(lambda found: f"(?P<{found[1]}_{next(_numbers)}>", alternative)
        for alternative in _ALTERNATIVES
    )
)  # fmt: skip
"""Every way to print a date."""
_NUMERALS = f"{_CN}十廿百"
_FIRST = re.compile(
    rf"[\d{FIRST_OF_OTHERS}{_NUMERALS}民今昨明去前后大本同次翌第当上下近日不年“‘'\"]"
)
"""What every way begins with. At nine of ten characters none does."""
_BEGINS = re.compile(
    rf"\d|[{_NUMERALS}](?=[{_NUMERALS}年月日号季世五、—~至到和及与])|[“‘'\"](?=[{_NUMERALS}])"
    r"|今(?=[天晨晚日早年明春夏秋冬])|昨|明(?=[日天年春])|前(?=[年天日晚三不])|后(?=[年天])|去(?=[年秋冬])"
    r"|大前年|本(?=[年月个世])|上(?=[年半个月世])|下(?=[半个月])|[同次翌](?=[年日])|第(?=[二一三四1-4])"
    rf"|当年|近(?=[日期])|日前|不久前|年(?=[底末初内])|民国|{OTHERS_BEGIN}"
)
"""The same to the second character: at nine in ten of what is left none does, and :data:`PATTERN`
would try them all."""
GROUPS = {name: name.partition("_")[0] for name in PATTERN.groupindex}
"""The name of each group without its number: capitals are the far end of a range."""

SHIFTS = {
    "今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "大前年": -3, "明年": 1, "后年": 2,
    "今": 0, "去": -1, "明": 1,
}  # fmt: skip
"""Years from the article's own."""
PLANS = {plan: 1966 + 5 * (number - 3) for number, plan in enumerate("三四五六七八九", 3)} | {
    "一": 1953,
    "二": 1958,
    **{f"十{ones}" if ones else "十": 2001 + 5 * n for n, ones in enumerate(("", *"一二三四五六"))},
}
"""First year of each five-year plan; 1963 to 1965 lay between two of them."""

REFUSED_BEFORE = (
    "个", "每", "每年", "年年", "满", "历", "近", "第", "逢", "往年", "历年",
    "年均", "月均",
)  # fmt: skip
"""What makes of a month a duration or a habit."""
COMMON_CALENDAR = ("公历", "阳历", "西历", "新历")
"""Names of the calendar that dates are of anyway."""


def printed_dates(text: str) -> Iterator[re.Match[str]]:
    """Yield what :data:`PATTERN` finds in a text, from left to right.

    >>> [found.group() for found in printed_dates("近日，2024年4月18日的会议")]
    ['近日', '2024年4月18日']
    """
    at = 0
    while first := _FIRST.search(text, at):
        start = first.start()
        found = PATTERN.match(text, start) if _BEGINS.match(text, start) else None
        if found is not None:
            yield found
        at = (found or first).end()
