"""Region names: found, told apart by year and context, and never taken out of other words."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe import describe_text
from generator.describe.article_text import read_text
from generator.describe.data_files import data_bytes, data_table
from generator.describe.regions.divisions import COUNTRY, Gazetteer, Level, all_divisions, stem_of
from generator.describe.regions.named_divisions import find_places
from generator.describe.regions.own_region import list_regions
from generator.describe.written_form import folded
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


@pytest.mark.parametrize(
    ("code", "name", "since", "until", "successor"),
    [
        ("460000", "海南省", 1988, 9999, ""),
        ("510200", "重庆市", 0, 1997, "500000"),
        ("110103", "崇文区", 0, 2010, "110101"),
        ("310108", "闸北区", 0, 2015, "310106"),
        ("342700", "徽州地区", 0, 1987, "341000"),
        ("420600", "襄樊市", 0, 2010, "420600"),
        ("120225", "蓟县", 1982, 2016, "120119"),
        ("500105", "江北区", 1997, 2025, "500157"),
        ("653228", "和康县", 2024, 9999, ""),
    ],
)
def test_known_changes(code: str, name: str, since: int, until: int, successor: str) -> None:
    (found,) = (d for d in all_divisions() if (d.code, d.name) == (code, name))
    assert (found.since, found.until) == (since, until)
    assert found.successor == successor


def test_the_table_holds_each_year_what_the_yearbooks_count() -> None:
    counts = {2000: 2861, 2005: 2862, 2010: 2856, 2015: 2850, 2020: 2844, 2025: 2845}
    for year, count in counts.items():
        there = [d for d in all_divisions() if d.since <= year < d.until]
        assert sum(d.level is Level.COUNTY for d in there) == count
        assert sum(d.level is Level.PROVINCE for d in there) == 34


def test_every_successor_was_there_after_its_forerunner() -> None:
    since: dict[str, list[tuple[int, int]]] = {}
    for division in all_divisions():
        since.setdefault(division.code, []).append((division.since, division.until))
    for division in all_divisions():
        if division.successor:
            lives = since[division.successor]
            assert any(a <= division.until <= b for a, b in lives), division


def test_the_table_is_small_and_read_late() -> None:
    assert len(data_bytes("divisions.csv.gz")) < 150_000
    code = (
        "import generator.describe, generator.describe.regions.divisions as d;"
        "print(d.all_divisions.cache_info().currsize)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "0"


def test_every_area_lies_in_a_division_of_its_time() -> None:
    for name, (code, since) in data_table("regions.yml")["areas"].items():
        gazetteer = Gazetteer.of_year(max(since, 1980))
        assert gazetteer.get(code) is not None, name


def test_an_area_s_offices_are_not_those_of_what_holds_it() -> None:
    facts = describe_text("雄安新区市场监管局印发办法\n\n近日，雄安新区市场监管局印发办法。")
    assert facts.region is not None
    assert (facts.region.code, facts.agencies) == ("130000", ())


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


def test_a_present_name_without_a_date_means_what_is_in_force() -> None:
    now = {d for d in all_divisions() if d.until == 9999}
    for name in sorted({d.name for d in now}):
        reading = read_text(f"近日，{name}举行比赛。")
        for region in list_regions(reading, find_places(reading)):
            bearers = {d.code for d in now if d.name == region.name}
            assert region.code in bearers, (name, region)


def test_two_districts_of_one_name_in_one_province_are_both_candidates() -> None:
    (region,) = describe_text("近日，桥西区举行比赛。").regions
    assert region.candidates[:2] == ("130104", "130703")


def test_an_undated_article_is_filed_under_the_division_of_today() -> None:
    for name, code in (("石河子市", "659001"), ("定安县", "469021"), ("秀英区", "460105")):
        region = describe_text(f"{name}老年食堂开张\n\n近日，{name}的老年食堂开张。").region
        assert region is not None
        assert region.code == code


def test_the_spans_of_a_traditional_page_hold_what_is_printed() -> None:
    text = "廣東省民政廳印發通知。"
    facts = describe_text(text)
    (agency,) = facts.agencies
    assert agency.name == "广东省民政厅"
    assert [text[a:b] for a, b in agency.spans] == ["廣東省民政廳"]
    assert [text[a:b] for a, b in facts.regions[0].spans] == ["廣東省"]


def test_no_division_has_a_name_that_folding_changes() -> None:
    for division in all_divisions():
        assert folded(division.name) == division.name
