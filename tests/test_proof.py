"""From a fact to the sentence that proves it: what a link leads to, and that no text is lost."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.describe import describe_page
from generator.model import Article, Block, Entry, Facts, Region, Role
from generator.publish.articles.article_page import article_page
from generator.publish.articles.table_blocks import table_text
from generator.publish.escape import escape_text, one_line
from generator.publish.labels.sentence_anchors import (
    PlacedBlock,
    ProofPlace,
    body_places,
    index_places,
    marked_text,
    proof_of,
    split_sentences,
)
from generator.text.traced import Traced
from tests.describe_pages import article, page
from tests.published import make_entry

TEXT = st.text(st.sampled_from("县里。！？”’」』）) \n\t*_<>&=+-:a1. "), max_size=30)


def placed(text: str) -> PlacedBlock:
    block = Block(role=Role.PARAGRAPH, text=Traced.from_page(text, 0))
    return PlacedBlock(block, ProofPlace("p1", "第1段"))


@given(TEXT)
def test_sentences_put_together_are_the_text(text: str) -> None:
    assert "".join(split_sentences(text)) == text


@given(TEXT, st.sets(st.integers(1, 6)))
@example("“好。” 大家笑了。", {1})
@example("完。  ", {1})
@example("好。 \n好。", {1, 2})
@example("好。 ", {2})
def test_marks_change_nothing_but_themselves(text: str, numbers: set[int]) -> None:
    marked = marked_text(placed(text), [f"p1s{number}" for number in numbers])
    plain = re.sub(r'</?span(?: id="p1s[0-9]+")?>', "", marked)
    assert html.unescape(plain) == one_line(text)


def test_a_fact_in_a_table_leads_to_the_table() -> None:
    """A mark that ends sentences parts no table, whose cells bear no anchors."""
    text = "单位！\t金额\n教育部\t3元"
    table = Block(role=Role.TABLE, text=Traced.from_page(text))
    at = text.index("教育部")
    own = Article(page="a.txt", body=(table,))
    assert proof_of(index_places(own), [(at, at + 3)]) == ProofPlace("p1", "第1段")


def test_a_row_of_one_cell_stays_in_its_place() -> None:
    assert table_text("单位：张\n乡镇\t床位\n城区\n东山\t12").splitlines()[:1] == ["单位：张"]
    assert table_text("乡镇\t床位\n城区\n东山\t12").splitlines()[2:] == [
        "| 城区 |  |",
        "| 东山 | 12 |",
    ]


def test_a_table_is_no_larger_than_its_cells() -> None:
    wide, rows = "\t".join("甲" * 1_000), ["乙\t丙", "丁\t戊"] * 500
    text = table_text("\n".join([wide, *rows, "己"]))
    assert len(text) < 30_000
    assert [text.count(cell) for cell in "甲乙丙丁戊己"] == [1_000, *[500] * 4, 1]
    assert [len(block.splitlines()[0]) for block in text.split("\n\n")] == [4_001, 9, 1]


def test_only_the_sentences_that_are_linked_to_are_marked() -> None:
    block = placed("县里开会。会上说*好*。散会。")
    assert marked_text(block, ["p1s2", "p2s1"]) == (
        '县里开会。<span id="p1s2">会上说&#42;好&#42;。</span>散会。'
    )
    assert marked_text(block, ["p1"]) == escape_text("县里开会。会上说*好*。散会。")


class TestProofOf:
    ENTRY = make_entry(
        kicker="群众来信",
        title="小河村修路",
        body=(("lead", "村里修路。"), ("h", "通车"), ("p", "路修好了。镇里来人验收！大家高兴。")),
        credit="（据镇政府）",
    )

    def at(self, words: str) -> ProofPlace | None:
        """Return the proof of words that stand once in the article."""
        for block in self.ENTRY.article.blocks:
            index = block.text.text.find(words)
            if index >= 0:
                start = block.text.origins[index]
                assert start is not None
                return proof_of(index_places(self.ENTRY.article), [(start, start + len(words))])
        raise AssertionError(words)

    @pytest.mark.parametrize(
        ("words", "anchor", "name"),
        [
            ("村里", "p1", "第1段"),
            ("通车", "s1", "小标题1"),
            ("修好", "p2s1", "第2段"),
            ("镇里来人", "p2s2", "第2段"),
            ("高兴", "p2s3", "第2段"),
            ("小河村", "bm-title", "标题"),
            ("来信", "bm-kicker", "引题"),
            ("镇政府", "bm-credit", "文末"),
        ],
    )
    def test_every_part_can_be_led_to(self, words: str, anchor: str, name: str) -> None:
        assert self.at(words) == ProofPlace(anchor, name)

    def test_the_body_comes_before_the_headline(self) -> None:
        first, last = self.ENTRY.article.title, self.ENTRY.article.body[-1]
        assert first is not None
        spans = (*first.text.spans, *last.text.spans)
        assert proof_of(index_places(self.ENTRY.article), spans) == ProofPlace("p2s1", "第2段")

    def test_what_stands_elsewhere_on_the_page_or_nowhere_has_no_place(self) -> None:
        assert proof_of(index_places(self.ENTRY.article), []) is None
        assert proof_of(index_places(self.ENTRY.article), [(9000, 9002)]) is None


def test_a_fact_without_a_proof_in_the_article_has_no_link() -> None:
    country = Region(code="100000", name="全国")
    _, text = article_page(make_entry(facts=Facts(region=country, regions=(country,))))
    assert "- **地区** [全国](../regions/100000.md)\n" in text


def test_every_link_of_the_panel_leads_to_words_of_its_fact() -> None:
    made = page(
        article(
            "湖南省民政厅部署养老服务工作",
            "2024年4月18日，湖南省民政厅召开会议。会议学习《关于发展养老服务的意见》。",
            "长沙市民政局介绍了经验。会议要求，各地要办好养老机构。",
            credit="（据湖南省民政厅）",
        )
    )
    (facts,) = describe_page(made)
    entry = Entry(id="k3v9", article=made.articles[0], facts=facts)
    _, text = article_page(entry)
    body, _, panel = text.partition("<aside")
    links = re.findall(r"\(#([a-z0-9-]+)\)", panel)
    assert len(links) >= 6
    for anchor in links:
        assert body.count(f'id="{anchor}">') == 1
    shown = dict(re.findall(r'<span id="([^"]+)">(.*?)</span>', body))
    assert "《关于发展养老服务的意见》" in shown["p1s2"]
    assert "长沙市民政局" in shown["p2s1"]
    assert [place.place.anchor for place in body_places(entry.article)] == ["p1", "p2"]
