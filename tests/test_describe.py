"""Facts of whole pages: what a reader finds in the seeds, each with the characters proving it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe import describe_page, describe_text
from generator.describe.divisions import Gazetteer
from generator.describe.reading import read_text
from generator.model import AgencyRole, Facts, Page, Reconstruction
from tests.describe_pages import article, page, seed_pages

SEEDS = [
    pytest.param(made.page, facts, known, id=f"{made.page.name[:3]}-{number}")
    for made, meta in seed_pages()
    for number, (facts, known) in enumerate(zip(describe_page(made), meta, strict=True))
]


@pytest.mark.parametrize(("source", "facts", "known"), SEEDS)
def test_a_seed_s_facts_are_those_a_reader_finds(
    source: Page, facts: Facts, known: dict[str, Any]
) -> None:
    assert facts.region is not None
    assert facts.region.code == known["region"]
    assert set(known["regions"]) <= {r.code for r in facts.regions}
    issuers = {a.name for a in facts.agencies if a.role is AgencyRole.ISSUER}
    assert set(known["agencies"]) <= issuers
    assert facts.topics[0].name in known["topics"]
    assert (facts.date.edtf if facts.date else None) == known["date"]
    assert facts.year == known["year"]


@pytest.mark.parametrize(("source", "facts", "known"), SEEDS)
def test_every_fact_of_a_seed_shows_its_proof(
    source: Page, facts: Facts, known: dict[str, Any]
) -> None:
    def shown(spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [source.text[a:b] for a, b in spans]

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
