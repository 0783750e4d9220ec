"""Dates: every expression with its EDTF, a year only where the page proves it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe import describe_page, describe_text
from generator.describe.date_words import list_dates
from generator.describe.date_years import resolve_dates
from generator.describe.dates import find_dates
from generator.describe.reading import read_text
from generator.model import DateBasis, Role, Sidecar
from tests.case_files import Case, read_cases
from tests.describe_pages import GOLD, article, page
from tests.test_regions import split_year


@pytest.mark.parametrize("case", read_cases("dates.md"), ids=str)
def test_dates(case: Case) -> None:
    year, text = split_year(case.input)
    reading = read_text(text)
    dates = list_dates(reading, resolve_dates(reading, find_dates(reading), year))
    assert "\n".join(f"{d.text} {d.edtf}" for d in dates) == case.expected


def test_a_masthead_dates_every_article() -> None:
    made = page(
        article("甲市召开会议", "4月18日，会议召开。"),
        article("乙市印发通知", "近日，通知印发。"),
        furniture=("2024年4月23日 星期二 第A03版",),
    )
    for facts in describe_page(made):
        assert facts.date is not None
        assert (facts.date.edtf, facts.date.basis) == ("2024-04-23", DateBasis.MASTHEAD)
        ((start, end),) = facts.date.spans
        assert made.page.text[start:end] == "2024年4月23日"
        assert facts.year == 2024
    assert describe_page(made)[0].dates[0].edtf == "2024-04-18"


def test_two_days_in_the_furniture_are_no_masthead() -> None:
    made = page(article("甲", "会议召开。"), furniture=("2024年4月23日", "2023年1月1日"))
    assert describe_page(made)[0].date is None


def test_a_date_in_unplaced_text_is_no_masthead() -> None:
    made = page(
        article("甲", "会议召开。"), furniture=("2024年4月23日",), furniture_role=Role.UNPLACED
    )
    assert describe_page(made)[0].date is None


def test_the_editor_knows_better_than_the_masthead() -> None:
    made = page(
        article("甲", "会议召开。"),
        furniture=("2024年4月23日",),
        sidecar=Sidecar(date="2024-04-24"),
    )
    facts = describe_page(made)[0]
    assert facts.date is not None
    assert (facts.date.edtf, facts.date.basis) == ("2024-04-24", DateBasis.SIDECAR)
    assert facts.year == 2024


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("日前，某省民政厅召开2024年全省工作会议，部署任务。", 2024),
        ("9月24日，2020年养老服务技能竞赛举行。", 2020),
        ("10月11日，某省民政厅公布了2022年第三批非法社会组织名单。", 2022),
        ("某市民政局于2020年9月21日举办了2020年慈善培训班。", 2020),
        # what is only told proves nothing
        ("2014年，全市有14个重点区县。截至2019年底全部摘帽。", None),
        ("近日，某局发布2025年度审评报告。", None),
        ("到2025年底，探访率达到100%。近日，意见印发。", None),
        ("2023年以来，各级民政部门推进工程。今年是关键一年。", None),
        ("会议总结2023年工作，部署今年任务。", None),
        # a meeting of the coming year may be held in December
        ("12月28日，某省召开2024年工作会议。", None),
        # a page is never older than the latest year it tells of
        ("近日，某市召开2020年工作会议。截至2022年底，全市有社团三千家。", None),
        # a day that the year does not have speaks against the year
        ("2月29日，某省民政厅召开2023年全省会议。", None),
        ("2月27日至29日，某省民政厅召开2023年全省会议。", None),
        ("2月29日，某省民政厅召开2024年全省会议。", 2024),
        # history opens with dates as well
        ("1978年12月，大会在北京召开。", None),
    ],
)
def test_what_proves_a_year(text: str, year: int | None) -> None:
    assert describe_page(page(article("标题", text)))[0].year == year


def test_a_day_that_does_not_exist_is_never_published() -> None:
    text = "2月29日，湖南省民政厅召开2023年全省会议。"
    facts = describe_text(text)
    assert facts.date is not None
    assert (facts.year, facts.date.edtf) == (None, "XXXX-02-29")
    (dated,) = describe_page(page(article("甲", text), sidecar=Sidecar(date="2023-03-01")))
    assert [d.edtf for d in dated.dates] == ["XXXX-02-29", "2023"]


def test_articles_prove_the_year_for_one_another_unless_they_differ() -> None:
    proof = article("甲", "日前，某省民政厅召开2024年全省工作会议，部署任务。")
    other = article("乙", "4月2日，某市民政局召开会议。")
    first, second = describe_page(page(proof, other))
    assert second.date is not None
    assert (second.year, second.date.edtf, second.date.basis) == (
        2024,
        "2024-04-02",
        DateBasis.PAGE,
    )
    assert first.date is not None
    assert first.date.basis is DateBasis.TEXT
    later = article("丙", "日前，某省民政厅召开2025年全省工作会议，部署任务。")
    assert describe_page(page(proof, other, later))[1].year is None


def test_the_gold_of_the_seeds_names_only_years_that_the_page_holds() -> None:
    pages = json.loads((GOLD / "seeds.json").read_text(encoding="utf-8"))
    meta = json.loads((GOLD / "seeds-meta.json").read_text(encoding="utf-8"))
    for name, articles in pages.items():
        for known in meta[name]:
            if known["year"] is not None:
                assert str(known["year"]) in json.dumps(articles, ensure_ascii=False)


_PIECES = [
    "2024",
    "年",
    "4",
    "月",
    "18",
    "日",
    "至",
    "—",
    "今年",
    "底",
    "近日",
    "二〇二四",
    "十",
    "31",
    "2月29日",
]


@given(
    st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=40).map("".join),
    st.none() | st.integers(1900, 2099),
)
def test_any_text_gives_dates_of_the_calendar(text: str, proven: int | None) -> None:
    reading = read_text(text)
    for mention in list_dates(reading, resolve_dates(reading, find_dates(reading), proven)):
        assert mention.spans
        for point in mention.edtf.split("/"):
            year, month, day = (*point.split("-"), "XX", "XX")[:3]
            assert len(year) == 4
            assert month == "XX" or 1 <= int(month) <= 12
            assert day == "XX" or 1 <= int(day) <= 31
            if "X" not in point and day != "XX" and point.count("-") == 2:
                date.fromisoformat(point)
