"""What an editor decides is done, or refused with file and line; and nothing is lost by it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import Page, describe_page, reconstruct_page
from generator.corpus.seeds import corrections as corrections_module
from generator.corpus.seeds.corrections import share_corrections
from generator.corpus.seeds.seed_reading import split_pages
from generator.corpus.seeds.sidecar import parse_sidecar
from generator.errors import SidecarError
from generator.model import Block, Reconstruction, Role, Sidecar
from generator.reconstruct.corrections import apply_corrections
from generator.text.quotations import MisquotedError, Quotations, fold_quotation
from generator.text.traced import Traced
from tests.conftest import examples
from tests.samples import RAIN, ROADS

PAGES_EDITING = Path(__file__).parent / "pages-editing"
PAGE = f"{RAIN}\n{ROADS}"
RAIN_TEXT, ROADS_TEXT = "市水利局昨日通报", "5月20日，县交通运输局"


def made(corrections: str = "", text: str = PAGE) -> Reconstruction:
    sidecar = parse_sidecar(f"corrections:\n{corrections}", "seeds/p.yml")
    return reconstruct_page(Page(name="p.txt", text=text, sidecar=sidecar))


def shape(result: Reconstruction) -> list[str]:
    """Return each block as ``article role: first characters``; 0 is what was set aside."""
    blocks = [(n, b) for n, a in enumerate(result.articles, 1) for b in a.blocks]
    blocks += [(0, b) for b in result.leftovers]
    return [f"{n} {b.role}: {b.text.text[:12]}" for n, b in blocks]


def rules(result: Reconstruction) -> set[str]:
    evidence = [e for a in result.articles for e in a.evidence]
    evidence += [e for a in result.articles for b in a.blocks for e in b.evidence]
    evidence += [e for b in result.leftovers for e in b.evidence]
    return {e.rule for e in evidence if e.rule.startswith("editor/")}


PLAIN = [
    "1 headline: 全市水库安全度汛",
    "1 paragraph: 市水利局昨日通报，今年入",
    "1 paragraph: 通报要求，各县区要落实巡",
    "1 credit: （据市水利局）",
    "2 headline: 农村公路改造年底通车",
    "2 paragraph: 5月20日，县交通运输局",
    "2 credit: （据县交通运输局）",
]


def test_the_page_as_it_comes() -> None:
    assert shape(made()) == PLAIN


@pytest.mark.parametrize(
    ("corrections", "changes", "rule"),
    [
        pytest.param(
            "- caption: 通报要求",
            {
                "-": ["1 paragraph: 通报要求，各县区要落实巡"],
                "+": ["1 caption: 通报要求，各县区要落实巡"],
            },
            "editor/caption",
            id="a caption",
        ),
        pytest.param(
            "- notice: 通报要求",
            {
                "-": ["1 paragraph: 通报要求，各县区要落实巡"],
                "+": ["0 notice: 通报要求，各县区要落实巡"],
            },
            "editor/notice",
            id="a notice",
        ),
        pytest.param(
            f"- article: {RAIN_TEXT}\n  headline: 农村公路改造年底通车",
            {
                "-": ["1 headline: 全市水库安全度汛", "2 headline: 农村公路改造年底通车"],
                "+": ["1 headline: 农村公路改造年底通车", "0 unplaced: 全市水库安全度汛"],
            },
            "editor/headline",
            id="a headline of another article",
        ),
        pytest.param(
            f"- article: {RAIN_TEXT}\n  headline: 农村公路改造年底通车\n"
            f"- article: {ROADS_TEXT}\n  headline: 全市水库安全度汛",
            {
                "-": ["1 headline: 全市水库安全度汛", "2 headline: 农村公路改造年底通车"],
                "+": ["1 headline: 农村公路改造年底通车", "2 headline: 全市水库安全度汛"],
            },
            "editor/headline",
            id="two headlines change places",
        ),
        pytest.param(
            "- kicker: 全市水库",
            {
                "-": ["1 headline: 全市水库安全度汛"],
                "+": ["1 kicker: 全市水库", "1 headline: 安全度汛"],
            },
            "editor/kicker",
            id="part of a headline is its kicker",
        ),
        pytest.param(
            f"- article: {RAIN_TEXT}\n  headline: [各县区要落实, 今年入汛以来]",
            {
                "-": ["1 headline: 全市水库安全度汛", "1 paragraph: 市水利局昨日通报，今年入",
                      "1 paragraph: 通报要求，各县区要落实巡"],
                "+": ["1 headline: 各县区要落实今年入汛以来",
                      "1 paragraph: 市水利局昨日通报，全市平",
                      "1 paragraph: 通报要求，巡查责任，发现", "0 unplaced: 全市水库安全度汛"],
            },
            "editor/displaced",
            id="a headline of two pieces out of running text",
        ),
        pytest.param(
            "- split: 通报要求",
            {
                "-": ["1 paragraph: 通报要求，各县区要落实巡", "1 credit: （据市水利局）",
                      *PLAIN[4:]],
                "+": ["2 paragraph: 通报要求，各县区要落实巡", "2 credit: （据市水利局）",
                      "3 headline: 农村公路改造年底通车", "3 paragraph: 5月20日，县交通运输局",
                      "3 credit: （据县交通运输局）"],
            },
            "editor/split",
            id="an article begins at a paragraph",
        ),
        pytest.param(
            "- split: 发现隐患",
            {
                "-": ["1 credit: （据市水利局）", *PLAIN[4:]],
                "+": ["2 paragraph: 发现隐患及时处置，确保群", "2 credit: （据市水利局）",
                      "3 headline: 农村公路改造年底通车", "3 paragraph: 5月20日，县交通运输局",
                      "3 credit: （据县交通运输局）"],
            },
            "editor/split",
            id="an article begins in the middle of a paragraph",
        ),
        pytest.param(
            "- cut: 发现隐患",
            {"-": [], "+": ["1 paragraph: 发现隐患及时处置，确保群"]},
            "editor/cut",
            id="a paragraph begins",
        ),
        pytest.param(
            "- join: [各大中型水库运行平稳, 预计年底前]",
            {
                "-": [],
                "+": ["1 paragraph: 未出现险情。"],
            },
            "editor/join",
            id="half paragraphs of two articles",
        ),
        pytest.param(
            f"- merge: [{RAIN_TEXT}, {ROADS_TEXT}]",
            {
                "-": PLAIN[4:],
                "+": ["1 subhead: 农村公路改造年底通车", "1 paragraph: 5月20日，县交通运输局",
                      "0 unplaced: （据县交通运输局）"],
            },
            "editor/merge",
            id="two articles are one",
        ),
        pytest.param(
            f"- article: {ROADS_TEXT}\n  paragraph: 通报要求\n  after: 预计年底前",
            {
                "-": ["1 paragraph: 通报要求，各县区要落实巡"],
                "+": ["2 paragraph: 通报要求，各县区要落实巡"],
            },
            "editor/paragraph",
            id="a paragraph of another article",
        ),
        pytest.param(
            "- lead: 市水利局昨日通报",
            {"-": ["1 paragraph: 市水利局昨日通报，今年入"],
             "+": ["1 lead: 市水利局昨日通报，今年入"]},
            "editor/lead",
            id="a lead",
        ),
        pytest.param(
            "- subhead: 通报要求",
            {
                "-": ["1 paragraph: 通报要求，各县区要落实巡"],
                "+": ["1 subhead: 通报要求", "1 paragraph: ，各县区要落实巡查责任，"],
            },
            "editor/subhead",
            id="a subhead that a paragraph has swallowed",
        ),
        pytest.param(
            "- drop: 据县交通运输局",
            {"-": ["2 credit: （据县交通运输局）"], "+": ["0 furniture: （据县交通运输局）"]},
            "editor/drop",
            id="a block of no article",
        ),
        pytest.param(
            "- cut_out: 今年入汛以来",
            {
                "-": ["1 paragraph: 市水利局昨日通报，今年入"],
                "+": ["1 paragraph: 市水利局昨日通报，全市平", "0 furniture: 今年入汛以来"],
            },
            "editor/cut-out",
            id="words of no article",
        ),
    ],
)  # fmt: skip
def test_each_correction(corrections: str, changes: dict[str, list[str]], rule: str) -> None:
    result = made(corrections)
    after = shape(result)
    assert sorted(after) == sorted([*(b for b in PLAIN if b not in changes["-"]), *changes["+"]])
    assert rule in rules(result)
    assert result.findings == ()
    again = apply_corrections(result)
    assert shape(again) == after, "what is done is not done twice"


def test_a_joined_paragraph_reads_on() -> None:
    result = made("- join: [各大中型水库运行平稳, 预计年底前]")
    text = result.articles[0].body[0].text.text
    assert "各大中型水库运行平稳，预计年底前全线通车" in text
    assert result.articles[1].body[0].text.text.endswith("已完成路基施工，")


def test_marks_around_quoted_words_stay_with_them() -> None:
    text = "甲村修路\n\n甲村修路。“大家都来，”村民说。乙村“四点半课堂”开课。\n"
    bodies = [b.text.text for b in made("- cut: 四点半课堂", text).articles[0].body]
    assert bodies == ["甲村修路。“大家都来，”村民说。乙村", "“四点半课堂”开课。"]


@pytest.mark.parametrize(
    ("gap", "byline"), [(" ", "本报记者 王小明 通讯员 李二"), ("\n", "本报记者 王小明通讯员 李二")]
)
def test_words_of_two_blocks_keep_the_blank_between_them(gap: str, byline: str) -> None:
    names = ("本报记者 王小明", "通讯员 李二")
    said = f"- article: {RAIN_TEXT}\n  byline: {' '.join(names)}"
    sidecar = parse_sidecar(f"corrections:\n{said}", "seeds/p.yml")
    page = Page(name="p.txt", text=f"{gap.join(names)}\n{PAGE}", sidecar=sidecar)
    starts = [page.text.index(name) for name in names]
    torn = tuple(
        Block(role=Role.UNPLACED, text=Traced.from_page(name, start))
        for name, start in zip(names, starts, strict=True)
    )
    result = reconstruct_page(replace(page, sidecar=None))
    articles = tuple(replace(article, byline=None) for article in result.articles)
    result = apply_corrections(replace(result, page=page, articles=articles, leftovers=torn))
    assert result.articles[0].byline is not None
    assert result.articles[0].byline.text.text == byline


def test_a_label_is_shared() -> None:
    text = f"{PAGE}\n地方动态\n"
    both = f"- article: {RAIN_TEXT}\n  label: 地方动态\n- article: {ROADS_TEXT}\n  label: 地方动态"
    labels = [a.label.text.text for a in made(both, text).articles if a.label]
    assert labels == ["地方动态", "地方动态"]


def test_what_was_set_aside_can_begin_an_article() -> None:
    result = made("- split: 责编\n  headline: 农村公路改造年底通车", f"责编：王一\n\n{PAGE}")
    assert shape(result)[:2] == ["1 headline: 农村公路改造年底通车", "1 paragraph: 责编：王一"]


def test_a_subhead_at_which_an_article_begins_is_its_headline() -> None:
    text = (PAGES_EDITING / "2024-05-21-02.txt").read_text("utf-8")
    assert any(b.role is Role.SUBHEAD for b in made(text=text).articles[0].body)
    second = made("- split: 先修渠，再栽树", text).articles[1]
    assert second.title is not None
    assert second.title.text.text == "先修渠，再栽树"
    assert second.body[0].text.text.startswith("河滩存不住水")


@pytest.mark.parametrize(
    "corrections",
    ["- drop: 东山", "- notice: 东山", "- paragraph: 东山", "- lead: 东山", "- caption: 东山",
     "- join: [热饭吃。, 西河]", "- cut_out: 东山", "- table: 村主任说"],
)  # fmt: skip
def test_bars_of_a_table_stay_with_the_page_whatever_becomes_of_it(corrections: str) -> None:
    text = (
        "新村办起食堂\n\n近日，新村办起食堂，老人一天三顿都有热饭吃。\n\n东山|4|3\n西河|5|6\n"
        "南塘|7|8\n\n村主任说，走不动的老人由邻居送饭。\n"
    )
    result = made(corrections, text)  # which proves that nothing is lost
    assert "".join(b.text.text for b in result.leftovers).count("|") == 6


def test_the_order_of_the_lines_plays_no_part() -> None:
    lines = [
        "- split: 发现隐患",
        "- article: 发现隐患\n  headline: 全市水库安全度汛",
        "- drop: 据县交通运输局",
    ]
    assert shape(made("\n".join(lines))) == shape(made("\n".join(reversed(lines))))


def test_facts_of_the_editor_stand_above_the_page() -> None:
    said = f"- article: {RAIN_TEXT}\n  region: 重庆市江北区\n  date: 2022-05-21"
    result = made(said)
    facts = describe_page(result)[0]
    assert facts.region is not None
    assert (facts.region.code, facts.region.name) == ("500105", "江北区")
    assert facts.date is not None
    assert (facts.date.edtf, facts.date.basis, facts.year) == ("2022-05-21", "sidecar", 2022)
    assert describe_page(result)[1] == describe_page(made())[1]


class TestConfidence:
    def test_a_headline_that_the_editor_names_settles_the_article(self) -> None:
        result = made(f"- article: {RAIN_TEXT}\n  headline: 农村公路改造年底通车")
        assert result.articles[0].confidence == 1.0
        assert result.articles[1].confidence <= 0.5, "its headline was given away"

    def test_another_correction_leaves_it(self) -> None:
        before, after = made(), made("- drop: 据县交通运输局")
        assert [a.confidence for a in before.articles] == [a.confidence for a in after.articles]

    def test_a_checked_article_is_certain_until_it_changes(self) -> None:
        mark = made().articles[0].mark(PAGE)
        checked = f"- article: {RAIN_TEXT}\n  checked: {mark}"
        result = made(checked)
        assert (result.articles[0].confidence, result.findings) == (1.0, ())
        changed = made(f"{checked}\n- cut: 发现隐患")
        assert changed.articles[0].confidence < 1.0
        (finding,) = changed.findings
        assert finding.startswith("seeds/p.yml:3: the article has changed since.")
        assert changed.articles[0].mark(PAGE) in finding


@pytest.mark.parametrize(
    ("corrections", "said"),
    [
        ("- drop: 水库安全渡汛", "p.yml:2: “水库安全渡汛” is not on the page. Did you mean “"),
        ("- drop: 绿水青山就是金山银山", "is not on the page. Copy the words from the page."),
        ("- cut: 通报", "seeds/p.yml:2: “通报” stands 2 times on the page. Quote more words"),
        ("- split: 水库安全度汛", "seeds/p.yml:2: these words stand in a headline or its like"),
        ("- cut: 水库安全度汛", "these words stand in no paragraph"),
        ("- join: [全市水库安全度汛, 通报要求]", "goes on with no other text"),
        ("- join: [发现隐患, 通报要求]", "the text would go in a circle"),
        (
            f"- article: {RAIN_TEXT}\n  paragraph: 通报要求\n  after: {ROADS_TEXT}",
            "seeds/p.yml:3: the words of “before” or “after” stand in no paragraph of this article",
        ),
        (
            f"- article: {RAIN_TEXT}\n  paragraph: 通报要求\n  after: 发现隐患",
            "quotes the very text that is to go there",
        ),
        (
            f"- article: {RAIN_TEXT}\n  headline: 农村公路改造年底通车\n"
            f"- article: {ROADS_TEXT}\n  headline: 农村公路改造\n",
            "seeds/p.yml:5: undoes seeds/p.yml:3. Keep one of the two.",
        ),
        (
            f"- article: {RAIN_TEXT}\n  date: 2024\n- article: 通报要求\n  date: 2025\n",
            "seeds/p.yml:5: undoes seeds/p.yml:3",
        ),
        (
            f"- article: {ROADS_TEXT}\n  headline: [农村公路, 农村公路改造年底通车]",
            "seeds/p.yml:3: “农村公路” and “农村公路改造年底通车” overlap.",
        ),
        ("- split: 通报要求\n- merge: [市水利局昨日, 通报要求]", ":3: undoes seeds/p.yml:2"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(corrections: str, said: str) -> None:
    with pytest.raises(SidecarError) as caught:
        made(corrections)
    assert said in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(SidecarError) as caught:
        made("- drop: 甲乙丙丁\n- cut: 通报\n- split: 戊己庚辛")
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"seeds/p.yml:{n}" for n in (2, 3, 4)]


@pytest.mark.parametrize(
    "corrections",
    [
        "- headline: 全市水库安全度汛",
        f"- split: {ROADS_TEXT}",
        "- cut: 通报要求",
        "- join: [运行平稳, 未出现险情]",
        "- merge: [市水利局昨日, 通报要求]",
        "- paragraph: 通报要求",
        "- split: 全市水库安全度汛",
    ],
)
def test_what_is_so_already_is_a_finding(corrections: str) -> None:
    result = made(corrections)
    assert shape(result) == PLAIN
    assert result.findings == ("seeds/p.yml:2: the page comes out so by itself. Delete it.",)


class TestParts:
    """A file with form feeds has one sidecar for all its pages."""

    def shares(self, corrections: str) -> list[int]:
        pages = split_pages("a.txt", f"{RAIN}\f{ROADS}")
        sidecar = parse_sidecar(f"corrections:\n{corrections}", "a.yml")
        return [len(share) for share in share_corrections(pages, sidecar.corrections)]

    def test_a_correction_goes_to_the_page_that_has_its_words(self) -> None:
        assert self.shares(f"- drop: 据市水利局\n- article: {ROADS_TEXT}\n  date: 2024") == [1, 1]

    def test_pages_are_not_read_again_for_each_misquoted_word(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read: list[str] = []

        def fold(said: str) -> str:
            read.append(said)
            return fold_quotation(said)

        monkeypatch.setattr(corrections_module, "fold_quotation", fold)
        assert sum(self.shares("".join(f"- drop: 没有{n}说过\n" for n in range(9)))) == 9
        assert sum(len(said) > len(RAIN) // 2 for said in read) == 2

    def test_misquoted_words_go_to_the_page_most_like_them(self) -> None:
        assert self.shares("- drop: 县交通运输局介绍说农村公路") == [0, 1]

    def test_words_of_two_pages_are_refused(self) -> None:
        with pytest.raises(SidecarError, match=r"a\.yml:2: a\.txt and a\.txt#2: a correction is"):
            self.shares(f"- merge: [{RAIN_TEXT}, {ROADS_TEXT}]")
        with pytest.raises(SidecarError, match=r"the words stand on each"):
            self.shares("- drop: 年")


QUOTES = st.sampled_from(
    [PAGE[i : i + 6].strip() for i in range(0, len(PAGE) - 6, 3) if PAGE[i : i + 6].strip()]
)
ROLES = st.sampled_from(
    ["headline", "kicker", "subtitle", "label", "byline", "credit", "lead", "paragraph", "subhead"]
)
CORRECTIONS = st.one_of(
    st.tuples(st.sampled_from(["split", "cut", "drop", "cut_out"]), QUOTES).map(
        lambda c: f"- {c[0]}: “{c[1]}”"
    ),
    st.tuples(st.sampled_from(["join", "merge"]), QUOTES, QUOTES).map(
        lambda c: f"- {c[0]}: [“{c[1]}”, “{c[2]}”]"
    ),
    st.tuples(ROLES, QUOTES).map(lambda c: f"- {c[0]}: “{c[1]}”"),
    st.tuples(ROLES, QUOTES, QUOTES).map(lambda c: f"- article: “{c[2]}”\n  {c[0]}: “{c[1]}”"),
    st.tuples(QUOTES, QUOTES, QUOTES).map(
        lambda c: f"- article: “{c[0]}”\n  paragraph: “{c[1]}”\n  after: “{c[2]}”"
    ),
)


@given(st.lists(CORRECTIONS, min_size=1, max_size=5))
@settings(max_examples=examples(200))
def test_nothing_is_lost_whatever_an_editor_writes(corrections: list[str]) -> None:
    text = "\n".join(corrections).replace("“", '"').replace("”", '"')
    try:
        result = made(text)  # which proves conservation
    except SidecarError as error:
        told = str(error).splitlines()
        assert all(line.startswith("seeds/p.yml:") for line in told)
        return
    assert made(text) == result
    assert all(article.body for article in result.articles)
    for article in result.articles:
        assert all(b.role in (Role.LEAD, Role.PARAGRAPH, Role.SUBHEAD) for b in article.body)
        assert 0 <= article.confidence <= 1


@pytest.mark.parametrize("unit", ["的", "的了"])
def test_words_that_are_nowhere_are_told_in_no_time(unit: str) -> None:
    """4,000 characters took six seconds, twice as many four times as long."""
    page = Quotations(unit * 8_000, ())
    begun = time.process_time()
    with pytest.raises(MisquotedError, match="Copy the words from the page"):
        page.find(unit * 4_000 + "甲")
    assert time.process_time() - begun < 2


def test_time_for_corrections_grows_as_their_number_squared_at_most() -> None:
    """Each is held against all others, and looked through the page for each character once."""

    def drop(number: int) -> None:
        text = "\n\n".join(f"新村第{n}号消息\n\n第{n}句话说了很多事情。" for n in range(number))
        made("".join(f"- drop: 第{n}句话\n" for n in range(number)), text)

    begun = time.process_time()
    drop(60)
    once = time.process_time() - begun
    drop(240)
    assert time.process_time() - begun - once < 25 * once + 1


def test_without_corrections_nothing_changes() -> None:
    plain = reconstruct_page(Page(name="p.txt", text=PAGE))
    with_sidecar = reconstruct_page(Page(name="p.txt", text=PAGE, sidecar=Sidecar(page="4")))
    assert replace(with_sidecar, page=plain.page) == plain


class TestTables:
    """A table that was read as text, or the reverse."""

    LIST = (
        "村里公布值班表\n本报讯 村里昨日公布夏季值班表，每天两人，从早到晚。\n\n"
        "星期  上午  下午\n一  周岚  李庆\n二  田野  孙小宝\n\n"
        "值班的人在村口的凉亭里，带着水和药箱。\n"
    )
    BEDS = (
        "山水县公布养老床位\n本报讯 山水县昨日公布各乡镇的养老床位，今年比去年多六十张。\n"
        "乡镇 公办 民办\n东山镇 120 80\n西河镇 95 60\n"
        "床位最多的是东山镇，镇里的养老院去年扩建。\n"
    )

    def tables(self, corrections: str, text: str) -> list[str]:
        result = made(corrections, text)
        return [b.text.text for b in result.articles[0].body if b.role is Role.TABLE]

    def test_text_becomes_a_table(self) -> None:
        assert not self.tables("", self.LIST)
        words = '["星期  上午  下午"]'
        shown = "星期\t上午\t下午\n一\t周岚\t李庆\n二\t田野\t孙小宝"
        assert self.tables(f"- article: 村里昨日公布\n  table: {words}", self.LIST) == [shown]
        assert "editor/table" in rules(made("- table: 星期  上午", self.LIST))

    def test_parts_become_one_table(self) -> None:
        apart = self.LIST.replace("下午\n", "下午\n\n").replace("李庆\n", "李庆\n\n")
        (shown,) = self.tables(
            "- article: 村里昨日公布\n  table: [星期  上午, 一  周岚, 二  田野]", apart
        )
        assert shown == "星期\t上午\t下午\n一\t周岚\t李庆\n二\t田野\t孙小宝"

    def test_a_table_becomes_text(self) -> None:
        assert self.tables("", self.BEDS)
        assert not self.tables("- paragraph: 东山镇 120 80", self.BEDS)
        result = made("- paragraph: 东山镇 120 80", self.BEDS)
        texts = [b.text.text for b in result.articles[0].body]
        assert any("乡镇公办民办东山镇120 80" in text for text in texts)
        assert not any("\t" in text for text in texts)

    def test_what_is_a_table_already_is_a_finding(self) -> None:
        (line,) = made("- table: 东山镇 120 80", self.BEDS).findings
        assert line.endswith("the page comes out so by itself. Delete it.")
