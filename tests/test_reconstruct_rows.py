"""Stories side by side, dumped row by row, come back column by column."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Article, Page, Reconstruction
from generator.reconstruct import reconstruct_page
from generator.reconstruct.articles.briefs import part_briefs
from generator.reconstruct.lines.page_lines import split_page
from generator.reconstruct.pieces import Kind, Line, Paragraph, Piece, Story
from generator.reconstruct.rows import orders_of_columns
from generator.reconstruct.rows.cells import Row, cut_rows
from generator.reconstruct.rows.headline_placing import stack_headlines
from generator.reconstruct.rows.headline_sorting import DisplayGroup, DisplayRows
from generator.reconstruct.rows.lexical_cover import Subjects
from generator.reconstruct.rows.link_scores import LinkScores
from generator.reconstruct.rows.page_language import PageLanguage
from generator.reconstruct.rows.run_linking import cheapest_turns, link_runs
from generator.scores.matching import best_pairs
from generator.text.characters import line_width
from generator.text.traced import Traced
from generator.text.typography import repair_typography
from tests.conftest import examples
from tests.rows_printer import in_columns, printed_by_rows, printed_tops_first

TESTS = Path(__file__).parent
_GOLD: dict[str, list[dict[str, Any]]] = json.loads(
    (TESTS / "gold" / "seeds.json").read_text("utf-8")
)
_ARTICLES = [
    article
    for page in sorted(_GOLD)
    for article in _GOLD[page]
    if all(kind == "p" for kind, _ in article["body"])
    and sum(len(text) for _, text in article["body"]) > 400
]


def _lines(text: str) -> list[Line]:
    lines, start, gap = [], 0, True
    for raw in text.split("\n"):
        traced = Traced.from_page(raw, start).strip()
        if traced:
            lines.append(Line(text=traced, width=line_width(raw.strip()), indent=0.0, gap=gap))
        gap = not traced
        start += len(raw) + 1
    return lines


def _read(lines: list[str]) -> Reconstruction:
    return reconstruct_page(Page(name="rows.txt", text="\n".join(lines) + "\n"))


def _flat(text: str) -> str:
    return "".join(repair_typography(Traced.from_page(text)).text.split())


def _body(article: Article) -> str:
    return _flat("".join(block.text.text for block in article.body))


def _wanted(article: dict[str, Any]) -> str:
    return _flat("".join(text for _, text in article["body"]))


def _head(article: dict[str, Any]) -> list[str]:
    return [article[part] for part in ("kicker", "title", "byline") if article.get(part)]


def _paragraphs(article: dict[str, Any]) -> list[str]:
    return [text for _, text in article["body"]]


@pytest.mark.parametrize("path", sorted((TESTS / "pages").glob("*.txt")), ids=lambda p: p.stem)
def test_a_page_in_file_order_passes_through(path: Path) -> None:
    lines = list(split_page(Page(name=path.name, text=path.read_text("utf-8"))))
    assert next(orders_of_columns(lines)) == lines


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("number", range(6))
def test_one_story_printed_by_rows_comes_back(count: int, number: int) -> None:
    article = _ARTICLES[number % len(_ARTICLES)]
    measure = random.Random(number).choice([11, 13, 15])
    columns = in_columns(_paragraphs(article), measure, count)
    printed = [*_head(article), "", *printed_by_rows(columns, [measure] * count)]
    assert [_body(a) for a in _read(printed).articles] == [_wanted(article)]


@pytest.mark.parametrize("number", range(6))
def test_two_stories_printed_by_rows_come_back(number: int) -> None:
    left, right = random.Random(number).sample(_ARTICLES, 2)
    columns = [
        *in_columns(_paragraphs(left), 12, 2),
        *in_columns(_paragraphs(right), 15, 2),
    ]
    printed = [*_head(left), "", *_head(right), "", *printed_by_rows(columns, [12, 12, 15, 15])]
    assert {_body(a) for a in _read(printed).articles} == {_wanted(left), _wanted(right)}


@pytest.mark.parametrize("number", range(6))
def test_tops_of_columns_find_the_rest(number: int) -> None:
    article = _ARTICLES[number % len(_ARTICLES)]
    columns = in_columns(_paragraphs(article), 14, 3)
    printed = [*_head(article), "", *printed_tops_first(columns, [14, 14, 14])]
    assert [_body(a) for a in _read(printed).articles] == [_wanted(article)]


@pytest.mark.parametrize("number", range(6))
def test_stories_that_alternate_column_by_column_come_back(number: int) -> None:
    left, right = random.Random(number).sample(_ARTICLES, 2)
    one, other = in_columns(_paragraphs(left), 13, 3), in_columns(_paragraphs(right), 16, 3)
    printed: list[str] = []
    for n, columns in enumerate(zip(one, other, strict=True)):
        for article, column in zip((left, right), columns, strict=True):
            head = [*_head(article), ""] if n == 0 else []
            printed += [*head, *(line.strip() for line in column), ""]
    assert {_body(a) for a in _read(printed).articles} == {_wanted(left), _wanted(right)}


def test_every_decision_on_rows_carries_its_rule() -> None:
    article = _ARTICLES[0]
    columns = in_columns(_paragraphs(article), 13, 2)
    (made,) = _read([*_head(article), "", *printed_by_rows(columns, [13, 13])]).articles
    rules = {e.rule: e for block in made.body for e in block.evidence}
    assert "rows/story-begins" in rules
    assert rules["rows/goes-on"].margin is not None
    assert made.confidence < 0.9  # never as sure as where file order tells


def _cut(lines: list[Line]) -> list[Row]:
    return cut_rows(lines, PageLanguage(line.text.text for line in lines))


class TestCells:
    def test_a_gutter_cuts_and_letter_spacing_does_not(self) -> None:
        column = [
            "新村食堂今年添了三位师傅",
            "老人们每天中午都来吃饭，",
            "饭菜清淡可口，价格便宜。",
        ]
        other = ["县里修通的公路一直通到山", "顶，沿途十二个村子的乡亲", "卖菜再也不用挑着担子走。"]
        rows = [f"{a} {b}" for a, b in zip(column, other, strict=True)]
        spaced = "饭 菜 清 淡 可 口 价"
        lines = _lines("\n".join([*column, *other, *rows, spaced, *column, *other]))
        cut = [tuple(cell.text.text for cell in row) for row in _cut(lines)]
        assert cut[6:9] == list(zip(column, other, strict=True))
        assert cut[9] == (spaced,)

    def test_columns_of_a_width_that_few_lines_have_are_cut_beside_numbers_too(self) -> None:
        left = ["新村的食堂今年添了三位师", "傅，老人们中午都来吃，每", "人只收六元，一年里补贴了"]
        right = ["县里修通的公路通到山顶，", "12个村子的乡亲卖菜再也不", "用挑着担子走远路，都说好"]
        filler = ["老段长守了公路二十年，哪段容易塌", "他都有数。"] * 10
        rows = [f"{a} {b}" for a, b in zip(left, right, strict=True)]
        cut = _cut(_lines("\n".join([*filler, *rows, *filler])))
        assert [tuple(c.text.text for c in row) for row in cut[20:23]] == list(
            zip(left, right, strict=True)
        )

    def test_a_folio_is_furniture_as_a_whole(self) -> None:
        folio = "山水报 2024年5月16日 星期四 第03版"
        left = ["新村食堂今年添了三位师傅", "老人们每天中午都来吃饭，", "饭菜清淡可口，价格便宜。"]
        rows = [f"{a} {b}" for a, b in zip(left, reversed(left), strict=True)]
        cut = _cut(_lines("\n".join([*left, folio, *rows, *left])))
        assert [len(row) for row in cut[3:7]] == [1, 2, 2, 2]

    def test_a_blank_beside_a_number_is_no_gutter(self) -> None:
        line = "全县去年修路 12 公里，"
        filler = ["新村食堂今年添了三位师傅"] * 5
        rows = _cut(_lines("\n".join([*filler, line, *filler])))
        assert [len(row) for row in rows] == [1] * 11


class TestHeadlines:
    LEFT = (
        "新村老年食堂开张以来，每天有六十多位老人来吃饭，饭菜清淡可口，价格也便宜。",
        "食堂由村里的旧仓库改建，掌勺的师傅都是本村人，老年人的口味他们最清楚。",
        "村民小组长说，食堂的蔬菜来自村里的菜园，老人吃得放心，子女在外也安心。",
        "下一步，新村还要在食堂旁边添一间活动室，让老人饭后有地方下棋、听戏。",
    )
    RIGHT = (
        "连日大雨过后，县里的公路多处塌方，养护工人连夜清理，第二天一早就恢复了通车。",
        "养护段的老段长守了这条公路二十年，哪一段容易塌方，哪一段容易积水，他心里都有数。",
        "今年县里给养护段添了两台装载机，从前要干三天的活，如今半天就能干完，工人轻松不少。",
        "老段长说，路通了，山里的山货才运得出去，公路养护的担子再重，也得有人挑起来。",
    )

    def page(self, head: list[str]) -> dict[str, tuple[str, str | None]]:
        columns = [*in_columns(self.LEFT, 11, 2), *in_columns(self.RIGHT, 13, 2)]
        made = _read([*head, "", *printed_by_rows(columns, [11, 11, 13, 13])])
        return {
            _body(a)[:4]: (
                a.title.text.text if a.title else "",
                a.byline.text.text if a.byline else None,
            )
            for a in made.articles
        }

    def test_headlines_line_by_line_go_to_their_stories(self) -> None:
        made = self.page(
            ["食堂开到家门口", "大雨冲不断回家路", "■ 本报记者 李庆", "■ 本报记者 王小禾"]
        )
        assert made == {
            "新村老年": ("食堂开到家门口", "■ 本报记者 李庆"),
            "连日大雨": ("大雨冲不断回家路", "■ 本报记者 王小禾"),
        }

    def sorted_rows(self, rows: list[list[str]]) -> list[str]:
        texts = ["".join(self.LEFT), "".join(self.RIGHT)]
        language = PageLanguage([*self.LEFT, *self.RIGHT])
        cells = [[line for cell in row for line in _lines(cell)] for row in rows]
        found = DisplayRows(cells, 0, language).sorted_by(Subjects(texts))
        return ["".join(head.text.split()) for head in found]

    def test_a_headlines_blank_that_was_cut_is_joined(self) -> None:
        rows = [
            ["食堂开到家门口 老人", "公路养护工人连夜"],
            ["饭菜清淡可口", "老人吃得放心"],
            ["清理塌方"],
        ]
        assert self.sorted_rows(rows) == [
            "食堂开到家门口老人饭菜清淡可口老人吃得放心",
            "公路养护工人连夜清理塌方",
        ]

    def test_headlines_side_by_side_stay_apart(self) -> None:
        rows = [["食堂饭菜清淡可口", "公路塌方连夜清理"], ["老人吃得放心", "养护工人不怕累"]]
        assert self.sorted_rows(rows) == [
            "食堂饭菜清淡可口老人吃得放心",
            "公路塌方连夜清理养护工人不怕累",
        ]


def _stacked(*heads: str, signed: int = -1) -> list[str]:
    """Return what :func:`stack_headlines` makes of heads in the order of the dump, ``signed`` of
    them with a byline."""
    groups = []
    for place, text in enumerate(heads):
        titles = tuple(_lines(text))
        byline = tuple(_lines("■ 本报记者 李庆")) if place == signed else ()
        groups.append(DisplayGroup(lines=(*titles, *byline), place=place, titles=titles, text=text))
    return [line.text.text for block in stack_headlines(groups) for line in block]


def _piece(kind: Kind, text: str) -> Piece:
    lines = tuple(_lines(text))
    return Piece(kind=kind, text=lines[0].text, lines=lines, terminated=text.endswith("。"))


def _paragraph(part: int, piece: Piece) -> Paragraph:
    return Paragraph(text=piece.text, parts=(part,), measure=0.0, width=piece.width)


@pytest.mark.parametrize("taken", [False, True])
def test_display_text_behind_a_credit_heads_one_story(taken: bool) -> None:
    """It heads the text below, unless it was found to head another story (rows put in order)."""
    pieces = [
        _piece(Kind.HEAD, "新村食堂开张"),
        _piece(Kind.PROSE, "新村食堂昨日开张。"),
        _piece(Kind.CREDIT, "（据新村民政局）"),
        _piece(Kind.HEAD, "公路连夜抢通"),
        _piece(Kind.PROSE, "老人们中午都来吃饭。"),
        _piece(Kind.PROSE, "养护工人连夜清理塌方。"),
    ]
    paragraphs = [_paragraph(i, pieces[i]) for i in (1, 4, 5)]
    bare = Story(headline=(), byline=None, leads=(), paragraphs=(), margin=1.0, evidence=())
    stories = [
        replace(bare, headline=(0,), paragraphs=(0, 1)),
        replace(bare, headline=(3,) if taken else (), paragraphs=(2,)),
    ]
    parted, _ = part_briefs(pieces, paragraphs, stories)
    assert [story.headline for story in parted] == ([(0,), (3,)] if taken else [(0,), (3,), ()])


class TestStacking:
    def test_a_short_kicker_stays_over_its_headline(self) -> None:
        heads = ["八县印发通知", "乡村食堂补贴标准下月起统一"]
        assert _stacked(*heads) == heads

    def test_a_long_line_below_stays_below(self) -> None:
        heads = ["乡村食堂补贴提高", "八县统一标准，六十岁以上老人都能申领"]
        assert _stacked(*heads) == heads

    def test_dashes_tell_what_stands_above_and_below(self) -> None:
        heads = ["——新村老年食堂见闻", "饭菜香 老人笑", "从旧仓库到新食堂——"]
        assert _stacked(*heads) == [heads[2], heads[1], heads[0]]

    def test_who_says_it_stands_above_what_is_said(self) -> None:
        heads = ["让每位老人都有热饭吃", "李庆在新村调研时强调"]
        assert _stacked(*heads) == [heads[1], heads[0]]

    def test_what_is_said_below_may_name_nobody(self) -> None:
        heads = ["代表建议强调要落到实处", "新村食堂添新规"]
        assert _stacked(*heads) == heads

    def test_bylines_stand_last(self) -> None:
        heads = ["小食堂里的大账本", "新村食堂开张三十年"]
        assert _stacked(*heads, signed=0) == [heads[1], heads[0], "■ 本报记者 李庆"]


@given(
    st.lists(
        st.lists(
            st.text(
                alphabet=st.sampled_from("新村食堂开张老人公路养护，。、“”（）12 A"), max_size=14
            ),
            max_size=4,
        ).map(" ".join),
        min_size=18,
        max_size=40,
    )
)
@settings(deadline=None, max_examples=examples(80))
def test_every_cell_stands_in_one_place(rows: list[str]) -> None:
    text = "\n".join(rows)
    lines = _lines(text)
    for read in orders_of_columns(lines):
        kept = sorted(o for line in read for o in line.text.origins if o is not None)
        assert [o for o in kept if not text[o].isspace()] == [
            o for o, char in enumerate(text) if not char.isspace()
        ]
    reconstruct_page(Page(name="p.txt", text=text))  # proves the same for its articles


@given(st.lists(st.lists(st.integers(-3, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_pairs_are_the_best_there_are(gains: list[list[int]]) -> None:
    found = best_pairs([[float(g) for g in row] for row in gains])
    partners = [b for b in found if b >= 0]
    assert len(set(partners)) == len(partners)
    total = sum(gains[a][b] for a, b in enumerate(found) if b >= 0)
    slots = [*range(3), *([-1] * len(gains))]
    assert total == max(
        sum(max(0, gains[a][b]) for a, b in enumerate(chosen) if b >= 0)
        for chosen in itertools.permutations(slots, len(gains))
    )


@given(st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=5, max_size=5))
def test_links_are_turned_over_one_at_a_time_cheapest_first(gains: list[list[int]]) -> None:
    own = [
        [-99.0 if a == b else float(g) for b, g in enumerate(row)] for a, row in enumerate(gains)
    ]
    ties = cast(LinkScores, SimpleNamespace(prose=[3, 5, 6, 8, 9], gains=own, ends=[-1.0] * 5))
    links = link_runs(ties)
    before = {(link.before, link.after) for link in links}
    lost: list[float] = []
    for turned in cheapest_turns(ties, links, 12):
        pairs = [(link.before, link.after) for link in turned]
        new = [link for link in turned if (link.before, link.after) not in before]
        assert {*pairs} != before
        assert len(new) <= 2
        assert len(before - {*pairs}) <= 2
        assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)
        lost.append(sum(link.gain for link in links) - sum(link.gain for link in turned))
        assert all(link.margin == 0 for link in new)
        after = dict(pairs)
        for run in after:
            for _ in pairs:
                run = after.get(run, -1)
            assert run not in after  # nothing goes on in itself
    assert lost == sorted(lost)
