"""Dates of other calendars: a reign's years, the moon's days, the Republic's years.

Such an expression belongs to its calendar as a whole: 光绪二十四年八月六日 has no month and no
day of the page's year in it. Only the years of the Republic are read, because its calendar has had
the common months and days since it began in 1912, and its years count from there (民国元年).
"""

from __future__ import annotations

from generator.describe.dates.date_numbers import CN_DIGITS, number

__all__ = [
    "FIRST_OF_OTHERS",
    "OTHERS_BEGIN",
    "OTHER_CALENDARS",
    "REPUBLIC",
    "REPUBLIC_YEAR",
    "republic_year",
]

_ONES = "一二三四五六七八九"
_NUM = rf"(?:\d{{1,2}}|[{_ONES}]?十[{_ONES}]?|[廿卅][{_ONES}]?|[{_ONES}])"
_COUNT = rf"(?:元|\d{{1,4}}|[{_ONES}十百千零〇廿卅]{{1,7}})"
# Years in Chinese numerals that are no year of the common calendar, which has four digits.
_FEW = (
    rf"(?:元|[{_ONES}]?十[{_ONES}]?|[廿卅][{_ONES}]?|[{_ONES}]{{1,2}}"
    rf"|[{_ONES}]?百[{_ONES}十零]{{0,3}})"
)
_CYCLE = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"
_CALENDARS = (
    "(?:伊斯兰|希吉来|希伯来|犹太|波斯|儒略|格鲁吉亚教会|农|阴|夏|旧|古|皇|回|俄|伊|藏|佛|道|傣|彝|黄|殷|颛顼)历"
    "|黄帝纪[元年]|孔子纪[元年]|[佛皇檀]纪|主体|太平天国"
)
"""Calendars beside the common one, and eras that count from an event."""
# The reigns of the Ming and the Qing, and Japan's since 1868: one of each monarch, which is why
# newspapers date by them in Arabic numerals too (乾隆12年). Older ones stand in Chinese numerals.
_REIGNS = (
    "洪武|建文|永乐|洪熙|宣德|正统|景泰|天顺|成化|弘治|正德|嘉靖|隆庆|万历|泰昌|天启|崇祯|天命|天聪|崇德|顺治|康熙|雍正|乾隆|嘉庆"
    "|道光|咸丰|同治|光绪|宣统|明治|大正|昭和|平成|令和|康德|大同|隆熙|光武|洪宪"
)
_MONTH = rf"闰?(?:[正冬腊]|{_NUM})月"
_DAY = rf"(?:初[{_ONES}十]|{_NUM})[日号]?"
_MOON_DAY = (
    rf"(?:初[{_ONES}十](?![个名次条批期级项些起支座家场])|[廿卅][{_ONES}]?(?![{_ONES}日号]))"
)
_TENTH = "(?:[上中下]旬|[初底末])?"
_MONTH_DAY = rf"(?:{_MONTH}(?:{_DAY}|{_TENTH})|{_DAY}(?<=[日号]))"
_ON = rf"(?:(?:[、和及与至到—~]){_MONTH_DAY})*"
# What such an expression can begin with, asked first because at most characters none does.
FIRST_OF_OTHERS = "".join(
    sorted(
        {word[0] for word in _REIGNS.split("|")}
        | set(
            "伊希犹波儒格农阴夏旧古皇回俄藏佛道傣彝黄殷颛孔檀主太甲乙丙丁戊己庚辛壬癸元正冬腊闰廿卅百"
        )
        | set(_ONES + "十")
    )
)
OTHERS_BEGIN = rf"{_CALENDARS}|{_REIGNS}|{_CYCLE}年|[正冬腊]月|闰|元年"
"""The same to its second character, if no number begins it."""
OTHER_CALENDARS = (
    rf"(?=[{FIRST_OF_OTHERS}\d])(?:"
    + "|".join(
        (
            # 农历五月初五, 伊斯兰历1445年9月1日, 藏历木龙年四月十五日
            rf"(?:{_CALENDARS})(?:{_COUNT}年|[一-鿿]{{2,4}}年)?{_MONTH_DAY}{_ON}",
            rf"(?:{_CALENDARS}){_COUNT}年",
            # 平成23年3月11日, 乾隆12年
            rf"(?:{_REIGNS})\d{{1,2}}年(?:{_MONTH_DAY}{_ON})?",
            # 光绪二十四年八月六日, 甲辰年三月初三: and any other reign, known or not
            rf"(?<![第{_ONES}〇零\d])(?<!民国)(?:{_FEW}|{_CYCLE})年(?:（[^（）\n]{{1,14}}）)?{_MONTH_DAY}{_ON}",
            # 五月初五, 3月廿三, 正月15日, 闰四月
            rf"{_MONTH}{_MOON_DAY}{_ON}",
            rf"(?:[正冬腊]|闰{_NUM})月(?:{_DAY})?{_ON}",
        )
    )
    + ")"
)
"""An expression of another calendar, with the list or range that it opens."""
REPUBLIC = "民国"
"""The era whose years are read."""
REPUBLIC_YEAR = rf"(?:元|\d{{1,3}}|[{_ONES}十百零〇廿卅]{{1,6}})"
"""The number of one of its years."""
_FOUNDED, _LAST = 1911, 2099
"""The year before its first, and the last that is read of any calendar."""


def republic_year(text: str | None) -> int | None:
    """Return the common year of a year of the Republic.

    >>> [republic_year(n) for n in ("元", "三十八", "26", "卅二", "一百一十三", "三三", "九九九")]
    [1912, 1949, 1937, 1943, 2024, 1944, None]
    """
    count = _count_of(text) if text else None
    return _FOUNDED + count if count and _FOUNDED + count <= _LAST else None


def _count_of(text: str) -> int | None:
    """Return the number of a year."""
    if text == "元":
        return 1
    if text.isdigit():
        return int(text)
    if all(char in CN_DIGITS for char in text):  # 三三年, digit by digit
        return int("".join(str(CN_DIGITS[char]) for char in text))
    hundreds, hundred, rest = text.rpartition("百")
    rest = rest.lstrip("零〇")
    try:
        value = (number(rest) or 0) if rest else 0
        return value + (100 * (number(hundreds) or 1 if hundreds else 1) if hundred else 0)
    except KeyError:  # no number: 十廿
        return None
