"""Region names: found, told apart by year and context, and never taken out of other words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe.divisions import COUNTRY, Gazetteer, Level, all_divisions, stem_of
from generator.describe.reading import read_text
from generator.describe.regions import find_places, list_regions
from tests.case_files import Case, read_cases


def split_year(text: str) -> tuple[int | None, str]:
    if text.startswith("@"):
        first, _, rest = text.partition("\n")
        return int(first[1:]), rest
    return None, text


@pytest.mark.parametrize("case", read_cases("regions.md"), ids=str)
def test_regions(case: Case) -> None:
    year, text = split_year(case.input)
    reading = read_text(text)
    regions = list_regions(reading, find_places(reading, year))
    lines = [
        " ".join(("?", *r.candidates)) if r.candidates else f"{r.code} {r.name}" for r in regions
    ]
    assert "\n".join(lines) == case.expected


def test_every_span_shows_a_name_of_its_region() -> None:
    text = "重庆市璧山区、恩施州和京津冀，湖南 绥宁。"
    reading = read_text(text)
    for place in find_places(reading):
        assert place.division is not None
        shown = "".join(text[a:b] for a, b in reading.spans(place.start, place.end))
        assert stem_of(place.division.name)[:1] == shown[:1] or len(shown) == 1


def test_the_table_knows_when_divisions_were_in_force() -> None:
    assert [d.code for d in Gazetteer.of_year(2025).named("江北区")] == ["330205", "500105"]
    assert [d.code for d in Gazetteer.of_year(2026).named("江北区")] == ["330205"]
    assert Gazetteer.of_year(2015).get("370521") is not None
    merged = next(d for d in all_divisions() if d.name == "垦利县" and d.code == "370521")
    assert (merged.until, merged.successor) == (2016, "370505")


def test_the_table_is_whole() -> None:
    now = [d for d in all_divisions() if d.until == 9999]
    count = {level: sum(d.level is level for d in now) for level in Level if level}
    # The ministry's counts of 31 December 2025, with 台湾省.
    assert count == {Level.PROVINCE: 34, Level.PREFECTURE: 333, Level.COUNTY: 2845}
    assert len({(d.code, d.name) for d in all_divisions()}) == len(all_divisions())


def test_every_division_lies_in_the_country_and_in_its_province() -> None:
    gazetteer = Gazetteer.of_year(2024)
    for division in gazetteer.by_code.values():
        assert COUNTRY.contains(division)
        province = gazetteer.ancestor(division, Level.PROVINCE)
        if division != COUNTRY:
            assert province is not None
            assert province.contains(division)


_PIECES = [
    "湖南",
    "省",
    "市",
    "区",
    "县",
    "江北区",
    "海",
    "南",
    "京津冀",
    "在",
    "鲁",
    "合作",
    "\n",
    " ",
    "，",
]


@given(st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=60).map("".join))
def test_any_text_is_read_without_a_crash_and_in_order(text: str) -> None:
    reading = read_text(text)
    places = find_places(reading)
    assert all(a.end <= b.start for a, b in pairwise(places))
    for place in places:
        assert reading.text[place.start : place.end].strip()
        assert all(0 <= a < b <= len(text) for a, b in reading.spans(place.start, place.end))
