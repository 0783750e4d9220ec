"""Facts of whole pages: what a reader finds in the seeds, each with the characters proving it."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe import describe_page, describe_text
from generator.describe.article_text import read_text
from generator.describe.regions.divisions import Gazetteer, all_divisions
from generator.model import AgencyRole, Facts, Page, Reconstruction
from tests.describe_pages import article, page, seed_pages
from tests.growth import grows_evenly
from tests.page_shapes import SHAPES, shaped

SEEDS = [
    pytest.param(made, number, known, id=f"{made.page.name[:3]}-{number}")
    for made, meta in seed_pages()
    for number, known in enumerate(meta)
]


@pytest.fixture(scope="module")
def described() -> Callable[[Reconstruction], tuple[Facts, ...]]:
    """Describes a page once for all who ask."""
    return cache(describe_page)


@pytest.fixture
def facts(
    made: Reconstruction, number: int, described: Callable[[Reconstruction], tuple[Facts, ...]]
) -> Facts:
    """The facts of one article of a page."""
    assert len(described(made)) == len(made.articles)
    return described(made)[number]


@pytest.mark.parametrize(("made", "number", "known"), SEEDS)
def test_a_seed_s_facts_are_those_a_reader_finds(
    made: Reconstruction, facts: Facts, known: dict[str, Any]
) -> None:
    assert facts.region is not None
    assert facts.region.code == known["region"]
    assert set(known["regions"]) <= {r.code for r in facts.regions}
    issuers = {a.name for a in facts.agencies if a.role is AgencyRole.ISSUER}
    assert set(known["agencies"]) <= issuers
    assert facts.topics[0].name in known["topics"]
    assert (facts.date.edtf if facts.date else None) == known["date"]
    assert facts.year == known["year"]


@pytest.mark.parametrize(("made", "number", "known"), SEEDS)
def test_every_fact_of_a_seed_shows_its_proof(
    made: Reconstruction, facts: Facts, known: dict[str, Any]
) -> None:
    def shown(spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [made.page.text[a:b] for a, b in spans]

    areas = Gazetteer.of_year(facts.year).areas
    for region in facts.regions:
        assert region.code == "100000" or region.spans
        for text in shown(region.spans):
            assert text[0] == region.name[0] or len(text) == 1 or text in areas
    for agency in facts.agencies:
        assert all(text[-1] == agency.name[-1] or len(text) > 1 for text in shown(agency.spans))
        assert agency.spans
    for mention in facts.dates:
        assert shown(mention.spans) == [mention.text]
    for document in facts.documents:
        assert set(shown(document.spans)) == {document.title}
    for topic in facts.topics:
        assert topic.id == "other" or set(topic.terms) <= set(shown(topic.spans))
    if facts.date is not None:
        assert facts.date.spans


def test_a_page_without_articles_has_no_facts() -> None:
    empty = Reconstruction(page=Page(name="a", text=""), articles=(), leftovers=())
    assert describe_page(empty) == ()


def test_several_provinces_of_equal_weight_are_the_whole_country() -> None:
    made = page(article("浙江安徽推进互认", "近日，浙江、安徽两省签约。浙江介绍，安徽介绍。"))
    (facts,) = describe_page(made)
    assert facts.region is not None
    assert facts.region.code == "100000"
    assert [r.code for r in facts.regions] == ["330000", "340000"]


def test_a_dispatch_from_the_capital_says_nothing_of_the_place() -> None:
    text = "本报北京3月2日电 近日，水利部发布公报，湿地面积增加。"
    (facts,) = describe_page(page(article("湿地面积增加", text)))
    assert facts.region is not None
    assert facts.region.code == "100000"


def test_a_dispatch_from_elsewhere_does() -> None:
    text = "本报西宁3月2日电 近日，调查结果公布，湖面扩大。"
    (facts,) = describe_page(page(article("湖面扩大", text)))
    assert facts.region is not None
    assert (facts.region.code, facts.date and facts.date.edtf) == ("630100", "XXXX-03-02")


def test_a_credit_names_the_place_of_a_report_that_names_none() -> None:
    made = page(
        article("民政工作会议召开", "近日，全省民政会议召开。", credit="（据湖南省民政厅）")
    )
    (facts,) = describe_page(made)
    assert facts.region is not None
    assert facts.region.code == "430000"


def test_a_credit_alone_does_not_make_a_place() -> None:
    made = page(article("展览开幕", "展览日前在意大利罗马开幕。", credit="（据湖南省民政厅）"))
    (facts,) = describe_page(made)
    assert facts.region is not None
    assert facts.region.code == "100000"


def own_region(title: str, *paragraphs: str, **parts: str) -> str:
    (facts,) = describe_page(page(article(title, *paragraphs, **parts)))
    assert facts.region is not None
    return facts.region.code


def test_the_column_a_headline_closes_with_says_nothing_of_the_story() -> None:
    body = ("清晨，江西婺源的茶农上山采茶。", "婺源县农业农村局介绍，茶园已有三万亩。")
    assert own_region("采茶时节（美丽中国行）", *body) == "361130"
    assert own_region("中国茶园采茶忙", "茶农上山。", "在江西婺源，茶园有三万亩。") == "100000"


def test_an_event_is_where_it_is_held_however_far_its_name_reaches() -> None:
    assert own_region("全球渔业论坛举行", "全球渔业论坛18日在浙江舟山市举行。") == "330900"
    assert own_region("全国渔业发展会商", "近日，浙江等地汇报，全国渔业发展良好。") == "100000"
    assert own_region("国际渔业论坛举行", "国际渔业论坛18日在北京举行。") == "100000"


def test_guests_from_abroad_come_to_a_town() -> None:
    body = ("近日，法国客商来到福建泉州选瓷器。", "泉州市介绍，订单增加。")
    assert own_region("法国客商选瓷器", *body) == "350500"


def test_one_province_alone_is_enough_except_in_a_column_of_opinion() -> None:
    body = ("村医每天巡诊。", "他在云南省弥勒市的村里工作。", "云南的村医越来越多。", "他很忙。")
    assert own_region("村医的一天", *body) == "530000"
    assert own_region("村医是好职业（今日快评）", *body) == "100000"


def test_a_school_tells_where_nothing_else_does() -> None:
    assert own_region("发现新粒子", "记者从山东大学获悉：团队发现新粒子。") == "370000"
    assert own_region("发现新粒子", "北京大学团队发现新粒子。") == "100000"
    assert own_region("发现新粒子", "山东大学和吉林大学团队发现新粒子。") == "100000"
    assert own_region("我国发现新粒子", "山东大学团队发现新粒子。") == "100000"


def test_a_credit_from_elsewhere_takes_no_part() -> None:
    body = ("近日，河南省信阳市开工建桥。", "信阳的桥明年通车。")
    assert own_region("建桥", *body, credit="（据湖南省民政厅）") == "411500"


def test_plain_text_with_hard_wrapped_lines_is_read_whole() -> None:
    text = "湖南召开会议\n\n近日，湖南省民政\n厅召开会议，部署6 月 13\n日起的工作。\n"
    facts = describe_text(text)
    (agency,) = facts.agencies
    assert (agency.name, agency.role.value) == ("湖南省民政厅", "issuer")
    assert "".join(text[a:b] for a, b in agency.spans) == "湖南省民政厅"
    assert facts.dates[-1].edtf == "XXXX-06-13"


@pytest.mark.parametrize(
    "credit", ["（据某某县融媒体中心）", "（摘自《某某通讯》）", "(来源：某某网)"]
)
def test_plain_text_has_credits_where_pages_have_them(credit: str) -> None:
    for gap in ("\n\n", "\n", ""):
        sections = read_text(f"近日，湖南召开会议。{gap}{credit}").sections
        assert [s.part.value for s in sections] == ["body", "credit"]


@pytest.mark.parametrize(
    "text", ["（据此，人民生活！）", "（据说）一词", "（据" + "甲" * 31 + "）"]
)
def test_what_is_no_credit_on_a_page_is_none_in_plain_text(text: str) -> None:
    (section,) = read_text(text).sections
    assert section.part.value == "body"


def test_an_empty_text_has_no_facts() -> None:
    assert describe_text(" \n\t") == Facts()


_PIECES = [
    "湖南省",
    "民政厅",
    "召开",
    "2024年",
    "4月18日",
    "《关于",
    "意见》",
    "。",
    "\n",
    "，",
    "养老服务",
    " ",
]


@given(st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=60).map("".join))
def test_any_text_is_described_the_same_twice_and_within_its_length(text: str) -> None:
    facts = describe_text(text)
    assert facts == describe_text(text)
    spans = [
        span
        for group in (facts.regions, facts.agencies, facts.dates, facts.topics, facts.documents)
        for fact in group
        for span in fact.spans
    ]
    assert all(0 <= a < b <= len(text) for a, b in spans)


def test_a_body_is_never_made_of_an_unknown_city_and_a_known_one() -> None:
    for text in (
        "臺北市政府與南京國民政府會商。",
        "汉口市政府与南京国民政府会商。",
        "臺北市政府與南京市會商",
    ):
        assert "南京市政府" not in {a.name for a in describe_text(text).agencies}


def test_a_dateline_proves_the_region_and_is_no_mention_of_it() -> None:
    facts = describe_text("桥通了\n\n本报长沙4月5日电 近日，桥通车了，村民称便。")
    assert facts.region is not None
    assert (facts.region.code, len(facts.region.spans)) == ("430100", 1)
    assert facts.regions == ()
    facts = describe_text("水质好转\n\n本报北京4月18日电 水利部发布公报。")
    assert [r.code for r in facts.regions] == ["100000"]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_time_for_facts_grows_with_the_text(shape: str) -> None:
    """Of 500,000 characters of titles in one list each was held against each: half an hour."""
    assert grows_evenly(lambda size: describe_text(shaped(shape, size)), 6_000)


@cache
def _counties() -> str:
    """Names of counties that none of those called 鼓楼区 lies beside."""
    elsewhere = (d for d in all_divisions() if d.code[:2] not in ("32", "35", "41"))
    return "、".join(d.name for d in elsewhere if d.until == 9999 and len(d.name) > 2)


_CROWDS: dict[str, Callable[[int], str]] = {
    "lines of railways": lambda n: "京津、" * (n // 3),
    "signs of provinces": lambda n: "京津冀" * (n // 3),
    "names that are words": lambda n: "朝阳、" * (n // 9),
    "guests": lambda n: "北京市" + "台湾、" * (n // 3),
    "names that several share": lambda n: _counties()[: n // 2] + "。" + "鼓楼区。" * (n // 8),
    "towns that begin alike": lambda n: (
        "题\n\n开头。\n\n"
        + "".join(f"长沙县甲乙{chr(0x4E00 + k)}镇，" for k in range(n // 9))
        + "\n\n"
        + "甲乙" * (n // 9)
    ),
    "bodies beyond counting": lambda n: "民政部等" + "1" * (n // 7) + "《甲乙意见》" * (n // 7),
}
"""What an article may name by the thousand, each of which was held against all others."""


@pytest.mark.parametrize("crowd", _CROWDS)
def test_the_time_for_facts_grows_with_what_is_named(crowd: str) -> None:
    """Of 20 kB of counties and of names that several share: 47 seconds."""
    assert grows_evenly(lambda size: describe_text(_CROWDS[crowd](size)), 12_000)


def test_a_sum_beyond_all_numbers_is_described() -> None:
    """Its scale has more than a million digits, of which decimals take none."""
    said = describe_text("投资1—1" + "亿" * 130_000 + "元。").amounts
    assert [(sum_.value, sum_.to) for sum_ in said] == [(1, 10**8)]


def test_a_department_whose_body_is_said_again_is_not_of_two_bodies() -> None:
    told = describe_text("近日，民政部办公厅、民政部养老服务司、规划财务司印发通知。")
    assert [a.name for a in told.agencies] == [
        "民政部办公厅", "民政部养老服务司", "民政部规划财务司",
    ]  # fmt: skip
