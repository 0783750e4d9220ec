"""Dates: every expression with its EDTF, a year only where the page proves it."""

import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe import describe_page, describe_text
from generator.describe.article_text import read_text
from generator.describe.dates.date_expressions import scan_dates
from generator.describe.dates.date_patterns import PATTERN, printed_dates
from generator.describe.dates.date_words import list_dates
from generator.describe.dates.date_years import resolve_dates
from generator.model import DateBasis, DateKind, Role, Sidecar
from generator.publish.export.json_records import facts_record
from generator.publish.labels.date_labels import date_words
from generator.text.edtf import is_edtf
from tests.case_files import Case, read_cases
from tests.describe_pages import GOLD, article, page
from tests.growth import grows_evenly

_HEAD = re.compile(r"@(\d{4})(-\d\d-\d\d)?\n")


@pytest.mark.parametrize("case", read_cases("dates.md"), ids=str)
def test_dates(case: Case) -> None:
    head = _HEAD.match(case.input)
    year = int(head[1]) if head else None
    issue = date.fromisoformat(head[1] + head[2]) if head and head[2] else None
    reading = read_text(case.input[head.end() :] if head else case.input)
    dates = list_dates(reading, resolve_dates(reading, scan_dates(reading)[0], year, issue))
    kinds = case.group == "with kinds"
    found = [f"{d.text} {d.edtf}{f' {d.kind.value}' if kinds else ''}" for d in dates]
    assert "\n".join(found) == case.expected


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
        # December looks forward, spring looks back
        ("本报西宁12月28日电 近日，某省召开2025年全省工作会议。", None),
        ("近日，某省召开2025年全省工作会议。12月20日，某市举行演练。", None),
        ("近日，某省公布2023年第三批示范名单。", None),
        ("2月11日，某省公布2023年第三批示范名单。", None),
        # events named by a year that is not their own
        ("近日，某市举行1949年入伍老兵座谈会。", None),
        ("近日，1978年毕业校友联谊活动在某县举行。", None),
        ("近日，某市召开2035年远景目标研讨会。", None),
        ("近日，某市启动2026年运动会倒计时活动。", None),
        ("近日，2018年修订的某法宣传周活动举行。", None),
        ("近日，某县举办1990年出生青年交流活动。", None),
        ("近日，某县召开2023年先进表彰会。", None),
        ("近日，某市举办1998年抗洪宣讲会。", None),
        ("近日，2008年奥运志愿者联谊活动举行。", None),
        ("近日，某区举行2000年版教材展览。", None),
        ("近日，某省民政厅召开2023年工作总结会。", None),
        # an opening that the article looks back on is history
        ("2019年5月6日，某县民政局启动试点。三年后，试点成了样板。", None),
        ("2019年5月6日，某县民政局启动试点。如今，试点成了样板。", None),
        ("2024年4月18日，某省民政厅召开会议，部署工作。", 2024),
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
    "2024", "年", "4", "月", "18", "日", "至", "—", "今年", "底", "近日", "二〇二四", "十", "31",
    "2月29日", "一季度", "上", "世纪", "80年代", "“十四五”时期", "昨日举行", "同年", "次日", "当年",
    "本月", "春", "到", "前", "截至", "前4个月", "今明两年", "-", ".", "，", "。", "3月1日电",
]  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=40).map("".join)
_DAYS = st.none() | st.dates(date(1900, 1, 1), date(2099, 12, 31)) | st.dates()


@given(_TEXTS, _DAYS, st.booleans())
def test_any_text_gives_dates_of_the_calendar(text: str, day: date | None, known: bool) -> None:
    reading = read_text(text)
    year, issue = (day.year, day if known else None) if day else (None, None)
    for mention in list_dates(reading, resolve_dates(reading, scan_dates(reading)[0], year, issue)):
        assert mention.spans
        assert is_edtf(mention.edtf, day_alone=True), mention


@pytest.mark.parametrize("issue", [date.min, date.max])
@pytest.mark.parametrize(
    "said",
    [
        "昨天",
        "明天",
        "次日",
        "去年5月",
        "明年5月",
        "上月",
        "下月",
        "今明两年",
        "12月7日",
        "上世纪90年代",
    ],
)
def test_before_the_first_and_after_the_last_year_is_no_day(issue: date, said: str) -> None:
    sidecar = Sidecar(date=issue.isoformat())
    made = page(article("石桥", f"1月1日和12月31日，石桥{said}完工。"), sidecar=sidecar)
    for found in describe_page(made)[0].dates:
        assert is_edtf(found.edtf, day_alone=True), found
        assert not found.edtf.startswith("0000"), found


@given(_TEXTS)
def test_without_a_proven_year_only_years_of_the_text_come_out(text: str) -> None:
    reading = read_text(text)
    words = scan_dates(reading)[0]
    told = {y for w in words for y in (w.year, w.to[0] if w.to else None) if y is not None}
    for word in resolve_dates(reading, words, None):
        # 次年 is the year after one that is told, 昨日 of New Year's Day the year before.
        if word.year is not None:
            assert told & {word.year - 1, word.year, word.year + 1}


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_printed_in_any_form_comes_back(day: date) -> None:
    digits = "〇一二三四五六七八九"
    chinese = "".join(digits[int(d)] for d in str(day.year))
    for printed in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month:02d}月{day.day:02d}日",
        f"{chinese}年{_count(day.month)}月{_count(day.day)}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
    ):
        reading = read_text(f"会议{printed}举行。")
        (mention,) = list_dates(reading, scan_dates(reading)[0])
        assert (mention.edtf, mention.kind) == (day.isoformat(), DateKind.DAY)
        assert date_words(mention.edtf) == f"{day.year}年{day.month}月{day.day}日"


def _count(number: int) -> str:
    """Return a number below a hundred in Chinese: 十, 十八, 三十一."""
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + digits[ones].strip()


@given(st.dates(date(1900, 1, 1), date(2097, 12, 31)), st.integers(0, 400))
def test_a_range_printed_comes_back(first: date, days: int) -> None:
    last = first + timedelta(days=days + 1)
    text = f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
    reading = read_text(text)
    (mention,) = list_dates(reading, scan_dates(reading)[0])
    assert mention.edtf == f"{first.isoformat()}/{last.isoformat()}"
    assert mention.kind is DateKind.RANGE


@given(st.integers(0, 31), st.integers(0, 14), st.none() | st.integers(1900, 2099))
def test_a_day_is_a_date_or_refused_with_its_reason(day: int, month: int, year: int | None) -> None:
    text = f"{f'{year}年' if year else ''}{month}月{day}日"
    words, refused = scan_dates(read_text(text))
    try:
        date(year or 2000, month, day)
    except ValueError:
        assert not words
        assert [(n.text, n.reason) for n in refused] == [
            (text, "no such day" if 1 <= month <= 12 else "no such month")
        ]
    else:
        assert not refused
        assert len(words) == 1


def test_what_is_no_date_is_recorded_with_its_reason() -> None:
    facts = describe_text("通知自2月30日起施行，会议2023年2月29日召开。")
    assert [(n.text, n.reason) for n in facts.no_dates] == [
        ("2月30日", "no such day"),
        ("2023年2月29日", "no such day"),
    ]
    record = facts_record(facts)
    assert [n["spans"] for n in record["no_dates"]] == [[[3, 8]], [[14, 24]]]
    assert "no_dates" not in facts_record(describe_text("会议3月1日召开。"))


def test_a_target_is_never_the_date_of_an_article() -> None:
    facts = describe_text("年底前完成整改，到2030年6月30日前全部建成。近日，某市召开会议。")
    assert facts.date is None
    assert {d.kind for d in facts.dates} == {DateKind.TARGET, DateKind.RECENT}


@pytest.mark.parametrize(
    "line",
    ["1948年6月15日创刊", "创刊于1948年6月15日", "优惠截至2031年12月31日", "下期2024年5月1日"],
)
def test_other_days_of_a_head_line_are_no_day_of_issue(line: str) -> None:
    assert describe_page(page(article("甲", "会议召开。"), furniture=(line,)))[0].date is None
    dated = page(article("甲", "会议召开。"), furniture=(line, "2024年4月23日 星期二"))
    found = describe_page(dated)[0].date
    assert found is not None
    assert found.edtf == "2024-04-23"


def test_a_masthead_that_an_article_knows_better_than_gives_it_no_years() -> None:
    text = "今年5月，某市办起食堂。2025年，食堂累计接待了八千人。"
    facts = describe_page(page(article("甲", text), furniture=("2020年8月18日",)))[0]
    assert [d.edtf for d in facts.dates] == ["XXXX-05", "2025"]
    text = "今年5月，某市办起食堂，助力“2035年远景”，到2030年全覆盖。"
    facts = describe_page(page(article("甲", text), furniture=("2020年8月18日",)))[0]
    assert [d.edtf for d in facts.dates] == ["2020-05", "2035", "2030"]


_PRINTED = "0123456789２〇零一二三四五六七八九十廿百元年月日号旬初末中底至到—~-.“”‘’'\"（）"
_CALLED = "今昨明去前后本同次翌第当上下近不久世纪代季度半春夏秋冬时期民国光绪农历甲子正冬腊闰黄帝公"


@given(st.text(st.sampled_from(_PRINTED + _CALLED), max_size=40))
def test_dates_are_found_wherever_a_way_to_print_one_begins(text: str) -> None:
    found = [match.span() for match in printed_dates(text)]
    assert found == [match.span() for match in PATTERN.finditer(text)]


@pytest.mark.parametrize("piece", ["1、", "一、", "2021、"])
def test_a_list_of_numbers_without_end_is_not_read_to_its_end_at_each(piece: str) -> None:
    def read(size: int) -> None:
        for _ in printed_dates(piece * size):
            pass

    assert grows_evenly(read, 3_000)


def test_all_days_of_a_month_may_be_listed() -> None:
    listed = "、".join(str(day) for day in range(1, 32))
    found = [found.group() for found in printed_dates(f"1月{listed}日")]
    assert found == ["1月1", *map(str, range(2, 31)), "31日"]
