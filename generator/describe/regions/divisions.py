"""The divisions of China as they stood in a given year, and the names newspapers give them.

The table is ``data/divisions.csv.gz``; ``data/SOURCES.md`` says where it comes from and
``data/build_divisions.py`` builds it. It is read when the first article is described.
"""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from generator.describe.data_files import data_bytes, data_lines, data_table
from generator.describe.lexicon import Lexicon
from generator.model import COUNTRY_CODE

__all__ = ["COUNTRY", "Division", "Form", "Gazetteer", "Level", "Name", "all_divisions", "stem_of"]


class Level(IntEnum):
    """How deep a division stands in GB/T 2260."""

    COUNTRY = 0
    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3


@dataclass(frozen=True, slots=True)
class Division:
    """One name on one code, with the years in which the pair was in force."""

    code: str
    """GB/T 2260, six digits."""
    name: str
    """Full official name."""
    since: int = 0
    """First year; 0 when it is older than the table, which begins with 1980."""
    until: int = 9999
    """Last year in which it was in force on some day; 9999 while it is."""
    successor: str = ""
    """Code of the division that took its place, where the table shows one."""

    @property
    def level(self) -> Level:
        """The level, read from the zeros of the code.

        >>> Division("370200", "青岛市").level.name
        'PREFECTURE'
        """
        if self.code == COUNTRY_CODE:
            return Level.COUNTRY
        if self.code.endswith("0000"):
            return Level.PROVINCE
        return Level.PREFECTURE if self.code.endswith("00") else Level.COUNTY

    @property
    def province(self) -> str:
        """Code of the province it lies in."""
        return self.code[:2] + "0000"

    @property
    def prefecture(self) -> str:
        """Code of the prefecture it lies in; one that is in no table for 直辖市 and the like."""
        return self.code[:4] + "00"

    def contains(self, other: Division) -> bool:
        """Return whether ``other`` lies in this division, or is it, by the codes.

        >>> Division("500000", "重庆市").contains(Division("500105", "江北区"))
        True
        """
        return other.code.startswith(self.code[: 2 * self.level])


COUNTRY = Division(COUNTRY_CODE, "全国")
"""The whole country: for articles about no single province."""


class Form(IntEnum):
    """How a name was given, from the safest form to the one that needs most support."""

    FULL = 0
    """Official name: 璧山区."""
    SHORT = 1
    """Usual short name, safe by itself: 湖南, 青岛, 恩施州, 景宁县."""
    WEAK = 2
    """A name that is also something else (新城区, 朝阳, 日照): needs support from the article."""
    BARE = 3
    """A county without its class (鲁山): only after its province or prefecture."""


Name = tuple[Form, Division]
"""A division under one of its names."""

_NATIONS = "|".join(data_lines("nations.txt"))
_CLASS = re.compile(
    rf"(?:(?:{_NATIONS})*(?:自治州|自治县|自治旗)|(?:壮族|回族|维吾尔)?自治区|特别行政区"
    r"|地区|林区|特区|新区|[省市县区旗盟])$"
)


@cache
def stem_of(name: str) -> str:
    """Return a division's name without its class and without the peoples it is named for.

    >>> [stem_of(name) for name in ("恩施土家族苗族自治州", "内蒙古自治区", "东乡族自治县")]
    ['恩施', '内蒙古', '东乡']
    """
    stem = _CLASS.sub("", name)
    if len(stem) < 2 and name.endswith(("自治县", "自治旗", "自治州")):
        # 东乡族自治县, 鄂温克族自治旗: the people's name is the place's name.
        stem = re.sub(r"族?自治[县旗州]$", "", name)
    return stem


@cache
def all_divisions() -> tuple[Division, ...]:
    """Return every division of the table, sorted by code and name."""
    text = gzip.decompress(data_bytes("divisions.csv.gz")).decode("utf-8")
    return tuple(
        Division(code, name, int(since or 0), int(until or 9999), heir)
        for code, name, since, until, heir in list(csv.reader(text.splitlines()))[1:]
    )


class Gazetteer:
    """The divisions in force in one year (or, for ``None``, in any year since 1980).

    >>> now = Gazetteer.of_year(2022)
    >>> [d.code for d in now.named("江北区")]
    ['330205', '500105']
    >>> [d.code for d in Gazetteer.of_year(2026).named("江北区")]
    ['330205']
    """

    def __init__(self, year: int | None) -> None:
        self.year = year
        divisions = [d for d in all_divisions() if year is None or d.since <= year <= d.until]
        # Of two names on one code the younger one is meant, except where the older is printed.
        self.by_code: dict[str, Division] = {}
        for division in sorted(divisions, key=lambda d: (d.until, d.since)):
            self.by_code[division.code] = division
        self.by_code[COUNTRY.code] = COUNTRY
        names: dict[str, list[Name]] = {}
        for division in divisions:
            for form, name in _forms(division):
                if year is None and form is Form.SHORT and division.until != 9999:
                    # Nothing says that the page is old enough to mean 惠民地区 by 惠民.
                    form = Form.BARE
                if len(name) >= 2:
                    names.setdefault(name, []).append((form, division))
        aliases = data_table("regions.yml")
        known = {
            name: self.by_code[code]
            for name, (code, since) in aliases["areas"].items()
            if code in self.by_code
            and (year is None or year >= since)
            and not any(form is Form.FULL for form, _division in names.get(name, ()))
        }
        for name, division in known.items():
            names[name] = [(Form.FULL, division)]
        self.areas = frozenset(name for name, division in known.items() if division.name != name)
        """New areas and zones that are no division themselves; each is known by what holds it."""
        for name, code in aliases["short_names"].items():
            if code in self.by_code:
                names.setdefault(name, []).append((Form.SHORT, self.by_code[code]))
        self.words: dict[str, tuple[Division, ...]] = {}
        """Counties whose stem is a word (天门), by that stem: only a list makes one of it."""
        for division in divisions:
            if division.level is Level.COUNTY and (stem := stem_of(division.name)) in _COMMON:
                self.words[stem] = (*self.words.get(stem, ()), division)
        self._names = names
        self.lexicon = Lexicon({name: tuple(forms) for name, forms in names.items()})

    @staticmethod
    @lru_cache(maxsize=16)
    def of_year(year: int | None) -> Gazetteer:
        """Return the gazetteer of a year; years outside the table use its nearest end."""
        return Gazetteer(year)

    def get(self, code: str) -> Division | None:
        """Return the division that a code stands for in this year."""
        return self.by_code.get(code)

    def named(self, name: str) -> tuple[Division, ...]:
        """Return the divisions that bear exactly this full name, sorted by code."""
        return tuple(
            sorted({d for form, d in self._names.get(name, ()) if d.name == name}, key=_by_code)
        )

    def ancestor(self, division: Division, level: Level) -> Division | None:
        """Return the division of ``level`` that holds ``division``, itself included."""
        if division.level == level:
            return division
        if division.level < level:
            return None
        code = {
            Level.COUNTRY: COUNTRY.code,
            Level.PROVINCE: division.province,
            Level.PREFECTURE: division.prefecture,
        }[level]
        return self.by_code.get(code)

    def parent(self, division: Division) -> Division:
        """Return the next division above: the prefecture, else the province, else the country."""
        for level in (Level.PREFECTURE, Level.PROVINCE):
            if division.level > level and (found := self.ancestor(division, level)):
                return found
        return COUNTRY


def _by_code(division: Division) -> str:
    return division.code


_COMMON = frozenset(data_lines("common_words.txt"))
_GENERIC = frozenset(data_lines("generic_names.txt"))
_SCENERY = frozenset(data_table("regions.yml")["scenery"])


def _forms(division: Division) -> list[tuple[Form, str]]:
    """Return the names a newspaper gives a division, each with how safe it is."""
    name, stem = division.name, stem_of(division.name)
    common = stem in _COMMON
    weak_full = division.level is Level.COUNTY and (common or name in _GENERIC or len(name) < 3)
    forms = [(Form.WEAK if weak_full else Form.FULL, name)]
    if division.level == Level.PROVINCE:
        forms.append((Form.SHORT, stem))
        return forms
    if name.endswith(("自治州", "自治县", "自治旗")) and len(stem) >= 2:
        # 恩施州, 景宁县, 鄂温克旗: how a division of many peoples is called in a sentence. Two
        # syllables and a class are as safe as any official name.
        forms.append((Form.WEAK if common and name[-1] != "州" else Form.SHORT, stem + name[-1]))
        if stem + name[-3:] != name:
            forms.append((Form.SHORT, stem + name[-3:]))  # 双江自治县: without its peoples
    if len(stem) < 2 or stem == name:
        return forms
    if division.level == Level.PREFECTURE:
        forms.append((Form.WEAK if common else Form.SHORT, stem))
    elif not common:
        # 张家港, 石景山: three characters of a city's or a district's name are not met by chance.
        long = name.endswith(("市", "区")) and len(stem) > 2 and stem not in _SCENERY
        forms.append((Form.SHORT if long else Form.BARE, stem))
    return forms
