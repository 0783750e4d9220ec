"""Pages that show where their characters stand: layouts of the trade, set with invented text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.editing.doubts import find_doubts, page_notes
from generator.editing.words import Reason
from generator.geometry import lay_out
from generator.geometry.atoms import atoms_of
from generator.geometry.lines import set_lines
from generator.geometry.page_parts import part_page
from generator.geometry.story_chains import FlowScores, link_chains
from generator.geometry.text_blocks import build_blocks
from generator.model import Article, Box, DoubtKind, Geometry, Reconstruction, Role, Run
from generator.model.geometry import Direction
from generator.publish.page_segments import article_places
from generator.publish.printed.evidence_cards import EvidenceCards
from generator.reconstruct import reconstruct_page
from generator.reconstruct.lines.line_wording import say
from tests.geometry_printer import Sheet, broken, divided, paragraphs, sentences
from tests.growth import calls_of

Lines = list[tuple[str, float]]

TITLES = ("新村食堂开门迎客", "东河石桥今日通车", "果园丰收引来客商", "社区诊所添了医生")


def body(article: Article) -> list[str]:
    return [block.text.text for block in article.body if block.role is Role.PARAGRAPH]


def titles(made: Reconstruction) -> list[str]:
    return [a.title.text.text if a.title else "" for a in made.articles]


def aside(made: Reconstruction) -> str:
    return "".join(block.text.text for block in made.leftovers)


def set_columns(
    sheet: Sheet, lines: Lines, x: float, y: float, measure: int, columns: int, gutter: float
) -> float:
    """Set lines in columns side by side and return where the longest one ends."""
    ends = []
    for n, column in enumerate(divided(lines, columns)):
        ends.append(sheet.column(column, x + n * (measure + gutter) * sheet.em, y, measure=measure))
    return max(ends)


def set_story(
    sheet: Sheet,
    title: str,
    texts: Sequence[str],
    x: float,
    y: float,
    *,
    measure: int = 14,
    columns: int = 2,
    gutter: float = 2.0,
    byline: str = "",
) -> float:
    """Set a headline over columns and return where the text ends."""
    size = 2 * sheet.em
    sheet.line(title, x, y, em=size, bold=True)
    y += 1.6 * size
    if byline:
        sheet.line(byline, x, y)
        y += 1.3 * sheet.pitch
    return set_columns(sheet, broken(texts, measure), x, y, measure, columns, gutter)


def two_stories(
    *, em: float = 10.0, spacing: float = 1.5, gutter: float = 2.0, columns: int = 2
) -> tuple[Sheet, list[list[str]]]:
    """Return a page of two stories, one over the other, and their paragraphs."""
    sheet = Sheet(em=em, pitch=spacing * em)
    texts = [paragraphs(1, 4, 3, 4), paragraphs(2, 3, 4, 3)]
    y = 4 * em
    for title, text in zip(TITLES, texts, strict=False):
        y = set_story(sheet, title, text, 4 * em, y, columns=columns, gutter=gutter) + 2 * em
    return sheet, texts


def told(made: Reconstruction) -> list[tuple[str, list[str]]]:
    return [
        (title, body(article)) for title, article in zip(titles(made), made.articles, strict=True)
    ]


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("gutter", [0.8, 1.5, 3.0])
def test_stories_under_one_another(columns: int, gutter: float) -> None:
    sheet, texts = two_stories(columns=columns, gutter=gutter)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], texts[0]), (TITLES[1], texts[1])]


@given(
    em=st.floats(6, 16),
    spacing=st.floats(1.2, 1.9),
    gutter=st.floats(0.9, 3),
    columns=st.integers(1, 4),
)
def test_sizes_spacing_and_gutters_play_no_part(
    em: float, spacing: float, gutter: float, columns: int
) -> None:
    sheet, texts = two_stories(em=em, spacing=spacing, gutter=gutter, columns=columns)
    made = reconstruct_page(sheet.page(size=(80 * em, 150 * em)))
    assert told(made) == [(TITLES[0], texts[0]), (TITLES[1], texts[1])]


@cache
def told_of_two(size: tuple[float, float] | None = None) -> object:
    sheet, _ = two_stories()
    return told(reconstruct_page(sheet.page(size=size) if size else sheet.page()))


@given(order=st.integers(0, 10_000))
def test_the_order_of_drawing_plays_no_part(order: int) -> None:
    sheet, _ = two_stories()
    assert told(reconstruct_page(sheet.page(order=order))) == told_of_two()


@given(scale=st.floats(0.3, 4), right=st.floats(0, 300), down=st.floats(0, 300))
def test_scaled_and_shifted_pages_give_the_same_articles(
    scale: float, right: float, down: float
) -> None:
    sheet, _ = two_stories()
    moved = sheet.moved(scale, right, down).page(size=(4000, 4000))
    assert told(reconstruct_page(moved)) == told_of_two((4000, 4000))


def test_a_page_in_small_units_gives_the_same_articles() -> None:
    sheet, texts = two_stories()
    page = sheet.moved(1 / 1000, 0, 0).page(size=(0.8, 1.1))
    assert told(reconstruct_page(page)) == [(TITLES[0], texts[0]), (TITLES[1], texts[1])]


@pytest.mark.parametrize(
    ("words", "places", "put"),
    [
        ("见（《新村", (100, 106, 108, 110, 120), "见（《新村"),
        ("见《〈新村", (100, 106, 108, 110, 120), "见《〈新村"),
        ("好「。新村", (100, 110, 110, 120, 130), "好。「新村"),
        ("好「。，新村", (100, 110, 110, 111, 120, 130), "好。，「新村"),
        ("区“(新村", (100, 108.4, 110, 118.4, 128.4), "区(“新村"),
        ("区“新村", (100, 110, 120, 130), "区“新村"),
    ],
)
def test_opening_marks_set_back_are_kept(words: str, places: tuple[float, ...], put: str) -> None:
    """Each once, before what they open and after the mark that is drawn to their left."""
    run = Run(span=(0, len(words)), base=(100, 50), em=10, xs=places, end=places[-1] + 10)
    offsets = [o for atom in atoms_of([run], words) for o in atom.offsets]
    assert "".join(words[o] for o in offsets) == put


@pytest.mark.parametrize(
    ("words", "places", "seen"),
    [
        ("李庆王小明", (100, 112.5, 125, 135, 145), "李 庆 王小明"),
        ("李庆王小明", (100, 112.5, 125, 137.5, 150), "李庆王小明"),  # spaced out
        ("李庆王小明", (100, 111, 121, 131, 141), "李庆王小明"),
    ],
)
def test_names_set_off_by_a_quarter_em(words: str, places: tuple[float, ...], seen: str) -> None:
    run = Run(span=(0, len(words)), base=(100, 50), em=10, xs=places, end=places[-1] + 10)
    geometry = Geometry(size=(800, 1100), made_by="invented", sha256="0" * 64, runs=(run,))
    (line,) = set_lines(geometry, words)[1]
    assert line.words == seen


@given(seed=st.integers(0, 500), order=st.integers(0, 500))
def test_every_character_comes_out_once(seed: int, order: int) -> None:
    """Whatever stands where: lines thrown over a page."""
    sheet = Sheet()
    for n, char in enumerate(sentences(seed, 12).split("，")):
        x, y = (seed * 7919 + n * 104729) % 600, (seed * 31 + n * 7907) % 900
        sheet.line(char, x, y, em=(8, 10, 10, 10, 22)[(seed + n) % 5], bold=None)
    page = sheet.page(order=order)
    made = reconstruct_page(page)  # which proves it
    shown = [b for a in made.articles for b in a.blocks] + list(made.leftovers)
    found = sorted(o for block in shown for o in block.text.origins if o is not None)
    assert [o for o in found if not page.text[o].isspace()] == [
        o for o, char in enumerate(page.text) if not char.isspace()
    ]


def test_the_same_page_gives_the_same_articles() -> None:
    sheet, _ = two_stories()
    assert reconstruct_page(sheet.page()) == reconstruct_page(sheet.page())


def test_text_wraps_around_a_headline() -> None:
    """The headline stands over the first two of three columns; the third one begins beside it."""
    sheet = Sheet()
    texts = paragraphs(3, 5, 6, 5, 6)
    lines = broken(texts, 12)
    sheet.line(TITLES[0], 50, 50, em=24, bold=True)
    sheet.column(lines[:22], 50, 95, measure=12)
    sheet.column(lines[22:44], 50 + 140, 95, measure=12)
    sheet.column(lines[44:], 50 + 280, 50, measure=12)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], texts)]


def test_ragged_tops_beside_another_story() -> None:
    """A story's second column begins lower, under another one (dogleg)."""
    sheet = Sheet()
    first, second = paragraphs(4, 4, 5, 5), paragraphs(5, 2)
    lines = broken(first, 13)
    sheet.line(TITLES[1], 200, 40, em=18, bold=True)
    end = sheet.column(broken(second, 13), 200, 70, measure=13)
    sheet.line(TITLES[0], 50, 40, em=16, bold=True)
    sheet.column(lines[:24], 50, 70, measure=13)
    sheet.column(lines[24:], 200, end + 25, measure=13)
    sheet.rules.append((200, end + 8, 330, end + 8.5))
    made = reconstruct_page(sheet.page())
    assert sorted(told(made)) == sorted([(TITLES[0], first), (TITLES[1], second)])


def test_a_framed_story_and_a_framed_advertisement() -> None:
    sheet = Sheet()
    outer, inner = paragraphs(6, 5, 5, 5), paragraphs(7, 3, 3)
    set_story(sheet, TITLES[0], outer, 50, 50, columns=2)
    sheet.boxes.append((380, 40, 560, 400))
    set_story(sheet, TITLES[1], inner, 400, 60, columns=1)
    sheet.boxes.append((380, 420, 560, 520))
    sheet.line("欢迎订阅本报", 400, 430, em=20)
    sheet.line("全年定价二百元", 420, 470)
    sheet.line("热线：010-12345678", 420, 490)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], outer), (TITLES[1], inner)]
    assert "欢迎订阅本报" in aside(made)


def test_an_advertisement_whose_headline_stands_in_a_bar() -> None:
    """The bar's line went with no part of the page, which was refused as if it had been lost."""
    sheet = Sheet()
    story = paragraphs(6, 5, 5, 5)
    set_story(sheet, TITLES[0], story, 50, 50, columns=2)
    sheet.boxes += [(380, 420, 560, 520), (390, 428, 550, 454)]
    sheet.line("欢迎订阅本报", 400, 430, em=20)
    sheet.line("全年定价二百元", 400, 460)
    sheet.line("热线：010-12345678", 400, 480)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], story)]
    assert aside(made) == "欢迎订阅本报全年定价二百元热线：010-12345678"


def test_a_photograph_in_the_midst_of_a_column() -> None:
    sheet = Sheet()
    texts = paragraphs(8, 5, 5, 5)
    lines = broken(texts, 14)
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    end = sheet.column(lines[:4], 50, 75, measure=14)
    sheet.pictures.append((50, end + 4, 190, end + 80))
    sheet.line("图为老人在食堂吃饭。李明摄", 50, end + 84, em=8)
    sheet.column(lines[4:10], 50, end + 105, measure=14)
    sheet.column(lines[10:], 210, 75, measure=14)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], texts)]
    assert [block.text.text for block in made.articles[0].captions] == [
        "图为老人在食堂吃饭。李明摄"
    ]


def test_a_vertical_headline_beside_its_text() -> None:
    sheet = Sheet()
    texts = paragraphs(9, 4, 4, 4)
    sheet.upright(TITLES[0], 50, 50, 24)
    set_columns(sheet, broken(texts, 13), 95, 50, 13, 2, 2.0)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], texts)]


def test_a_story_in_two_rows_of_columns() -> None:
    sheet = Sheet()
    texts = paragraphs(10, 6, 6, 6, 6)
    lines = broken(texts, 14)
    sheet.line(TITLES[0], 50, 40, em=24, bold=True)
    for n in range(3):
        sheet.column(lines[10 * n : 10 * n + 10], 50 + 160 * n, 80, measure=14)
    rest = lines[30:]
    for n, column in enumerate(divided(rest, 3)):
        sheet.column(column, 50 + 160 * n, 80 + 10 * 15 + 30, measure=14)
    sheet.rules.append((50, 242, 510, 242.5))
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], texts)]


def test_text_in_two_sizes() -> None:
    sheet = Sheet()
    large, small = paragraphs(11, 4, 4), paragraphs(12, 6, 6, 6)
    sheet.line(TITLES[0], 50, 40, em=24, bold=True)
    sheet.column(broken(large, 12), 50, 75, em=12, pitch=18, measure=12)
    set_story(sheet, TITLES[1], small, 280, 40, columns=2)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], large), (TITLES[1], small)]


def test_a_drop_cap_belongs_to_its_paragraph() -> None:
    sheet = Sheet()
    texts = paragraphs(13, 4, 4, 4)
    first, rest = texts[0], texts[1:]
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    sheet.line(first[0], 50, 72, em=26)
    beside = [first[1:12], first[12:23]]
    for n, text in enumerate(beside):
        sheet.line(text, 78, 75 + 15 * n)
    lines: Lines = [(first[k : k + 14], 0.0) for k in range(23, len(first), 14)]
    sheet.column([*lines, *broken(rest, 14)], 50, 75 + 30, measure=14)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], texts)]


def test_a_lead_in_the_measure_of_the_text() -> None:
    """Bold, and not indented: it is no paragraph."""
    sheet = Sheet()
    lead, texts = sentences(14, 3), paragraphs(15, 5, 5)
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    own: Lines = [(lead[k : k + 14], 0.0) for k in range(0, len(lead), 14)]
    end = sheet.column(own, 50, 75, bold=True)
    sheet.column(broken(texts, 14), 50, end + 8, measure=14)
    made = reconstruct_page(sheet.page())
    (article,) = made.articles
    assert article.body[0].role is Role.LEAD
    assert article.body[0].text.text == lead
    assert body(article) == texts


@pytest.mark.parametrize(("white", "role"), [(9.0, Role.LEAD), (0.0, Role.PARAGRAPH)])
def test_a_flush_text_set_off_from_the_first_paragraph_is_a_lead(white: float, role: Role) -> None:
    """Without white below, it is a first paragraph whose indent the page left out."""
    sheet = Sheet()
    lead, texts = sentences(14, 5), paragraphs(15, 5, 5, 5)
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    own: Lines = [(lead[k : k + 14], 0.0) for k in range(0, len(lead), 14)]
    end = sheet.column(own, 50, 75)
    sheet.column(broken(texts, 14), 50, end + white, measure=14)
    (article,) = reconstruct_page(sheet.page()).articles
    assert article.body[0].role is role
    assert [b.text.text for b in article.body] == [lead, *texts]


def test_a_centred_subhead_of_two_lines() -> None:
    sheet = Sheet()
    texts = paragraphs(16, 5, 5)
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    end = sheet.column(broken(texts[:1], 14), 50, 75, measure=14)
    end = sheet.column([("老人吃饭有了新的好去处雨天", 0.5), ("也有人送", 5.0)], 50, end, bold=True)
    sheet.column(broken(texts[1:], 14), 50, end, measure=14)
    made = reconstruct_page(sheet.page())
    (article,) = made.articles
    heads = [block.text.text for block in article.body if block.role is Role.SUBHEAD]
    assert heads == ["老人吃饭有了新的好去处雨天也有人送"]
    assert body(article) == texts


def test_a_subhead_bigger_than_its_text() -> None:
    texts, words = paragraphs(21, 3, 3, 3, 3, 3, 3), "人人都来出一份力"
    sheet = Sheet()
    sheet.line(TITLES[0], 50, 40, em=24, bold=True)
    lines, under = broken(texts[:3], 14), broken(texts[3:], 14)
    at = sheet.column(lines, 50, 80, measure=14) + 6
    sheet.line(words, 50 + (140 - 12 * len(words)) / 2, at, em=12, bold=True, face="Hei")
    sheet.column(under, 50, at + 21, measure=14)
    made = reconstruct_page(sheet.page())
    assert titles(made) == [TITLES[0]]
    assert [(b.role, b.text.text) for b in made.articles[0].body] == [
        *((Role.PARAGRAPH, text) for text in texts[:3]),
        (Role.SUBHEAD, words),
        *((Role.PARAGRAPH, text) for text in texts[3:]),
    ]


def test_a_headline_in_a_bar() -> None:
    sheet, texts = Sheet(), [paragraphs(22, 4, 4), paragraphs(23, 4, 4)]
    sheet.boxes.append((48, 36, 352, 66))
    end = set_story(sheet, TITLES[0], texts[0], 50, 40)
    set_story(sheet, TITLES[1], texts[1], 50, end + 30)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], texts[0]), (TITLES[1], texts[1])]


def test_the_heads_of_two_pages_of_a_spread() -> None:
    sheet, texts = Sheet(), [paragraphs(24, 4, 4), paragraphs(25, 4, 4)]
    for left, number in ((50, "04"), (450, "05")):
        sheet.line("山水日报", left, 20, em=18)
        sheet.line(number, left + 280, 20, em=16)
        sheet.rules.append((left, 45, left + 300, 45.5))
        set_story(sheet, TITLES[left > 50], texts[left > 50], left, 60)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], texts[0]), (TITLES[1], texts[1])]
    assert aside(made).count("山水日报") == 2


def test_a_rule_under_a_headline_is_no_masthead() -> None:
    sheet, texts = Sheet(), paragraphs(26, 4, 4, 4)
    sheet.line("山水日报", 50, 20, em=18)
    sheet.rules += [(50, 45, 750, 45.5), (50, 86, 750, 86.5)]
    set_story(sheet, TITLES[0], texts, 50, 55, measure=22, columns=3)
    assert told(reconstruct_page(sheet.page())) == [(TITLES[0], texts)]


def test_a_brief_between_two_columns_of_another_story() -> None:
    sheet = Sheet()
    texts, brief = paragraphs(17, 6, 6, 6), paragraphs(18, 2)
    lines = broken(texts, 13)
    sheet.line(TITLES[0], 50, 40, em=26, bold=True)
    sheet.column(lines[:19], 50, 85, measure=13)
    sheet.boxes.append((195, 78, 340, 260))
    sheet.line(TITLES[1], 203, 90, em=15, bold=True)
    sheet.column(broken(brief, 13), 203, 115, measure=13)
    sheet.column(lines[19:], 350, 85, measure=13)
    made = reconstruct_page(sheet.page())
    assert sorted(told(made)) == sorted([(TITLES[0], texts), (TITLES[1], brief)])


def test_byline_credit_kicker_and_subtitle() -> None:
    sheet = Sheet()
    texts = paragraphs(19, 5, 5, 5)
    sheet.line("老年助餐走进乡村", 60, 30, em=13)
    sheet.line(TITLES[0], 50, 48, em=26, bold=True)
    sheet.line("山水县三年办起四十家", 60, 80, em=13)
    sheet.line("■本报记者李庆", 120, 100)
    lines = [*broken(texts, 14), ("（据山水县民政局）", 5.0)]
    set_columns(sheet, lines, 50, 120, 14, 2, 2.0)
    made = reconstruct_page(sheet.page())
    (article,) = made.articles
    assert titles(made) == [TITLES[0]]
    assert article.kicker is not None
    assert article.kicker.text.text == "老年助餐走进乡村"
    assert article.subtitle is not None
    assert article.subtitle.text.text == "山水县三年办起四十家"
    assert article.authors == ("李庆",)
    assert article.source == "山水县民政局"
    assert body(article) == texts


@pytest.mark.parametrize(
    ("under", "measure", "signed"),
    [
        ("暑期问答", 14, "■本报记者李庆"),  # a subhead: the byline left room for more
        ("小明", 9, "■本报记者李庆小明"),
    ],
)
def test_what_stands_under_a_byline(under: str, measure: int, signed: str) -> None:
    sheet = Sheet()
    texts = paragraphs(19, 5, 5, 5)
    sheet.line(TITLES[0], 50, 48, em=20, bold=True)
    sheet.line("■本报记者李庆", 50, 80)
    sheet.line(under, 50, 95)
    set_columns(sheet, broken(texts, measure), 50, 116, measure, 2, 2.0)
    (article,) = reconstruct_page(sheet.page()).articles
    assert article.byline is not None
    assert article.byline.text.text.replace(" ", "") == signed


@pytest.mark.parametrize("note", ["数据来源：东河县园林站", "东河县江口镇 李庆"])
def test_a_credit_after_what_closes_a_text_instead_of_a_sentence(note: str) -> None:
    sheet = Sheet()
    lines = broken(paragraphs(32, 5, 5), 24)
    set_columns(sheet, [*lines, (f"{note}（据江海日报网）", 2.0)], 50, 75, 24, 1, 2.0)
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    (article,) = reconstruct_page(sheet.page()).articles
    assert article.credit is not None
    assert article.credit.text.text == "（据江海日报网）"
    assert article.body[-1].text.text.replace(" ", "") == note.replace(" ", "")


def test_brackets_in_the_last_line_of_a_list_are_no_credit() -> None:
    sheet = Sheet()
    lines = broken(paragraphs(33, 5, 5), 24)
    set_columns(sheet, [*lines, ("东河县江口镇（据本人口述）", 2.0)], 50, 75, 24, 1, 2.0)
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    (article,) = reconstruct_page(sheet.page()).articles
    assert article.credit is None


def test_a_subhead_whose_first_line_fills_its_column() -> None:
    """Nothing but its place tells it: no indent after a paragraph's end, and one below it."""
    sheet = Sheet()
    texts = paragraphs(34, 6, 6, 6, 6)
    subhead = "村里办食堂镇里出房子老人吃饭有了新去处"
    head, tail = (subhead[:14], 0.0), (subhead[14:], 4.5)
    lines = [*broken(texts[:2], 14), head, tail, *broken(texts[2:], 14)]
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    set_columns(sheet, lines, 50, 75, 14, 2, 2.0)
    (article,) = reconstruct_page(sheet.page()).articles
    assert [b.text.text for b in article.body if b.role is Role.SUBHEAD] == [subhead]
    assert body(article) == texts


def test_a_subhead_whose_first_two_lines_fill_their_column() -> None:
    sheet = Sheet()
    texts = paragraphs(34, 6, 6, 6, 6)
    subhead = "村里办食堂镇里出房子，邻里常来帮忙，老人吃饭有了新去处"
    own: Lines = [(subhead[:11], 0.0), (subhead[11:22], 0.0), (subhead[22:], 3.0)]
    lines = [*broken(texts[:2], 11), *own, *broken(texts[2:], 11)]
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    set_columns(sheet, lines, 50, 75, 11, 1, 2.0)
    (article,) = reconstruct_page(sheet.page()).articles
    assert [b.text.text for b in article.body if b.role is Role.SUBHEAD] == [subhead]
    assert body(article) == texts


@pytest.mark.parametrize(
    ("lines", "credit"),
    [
        (["（据江海日报", "网客户端）"], "（据江海日报网客户端）"),
        (["（李庆家就在食", "堂边上。）"], None),
    ],
)
def test_a_credit_in_two_lines_is_one_where_both_say_so(
    lines: list[str], credit: str | None
) -> None:
    sheet = Sheet()
    text = paragraphs(32, 7)
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    end = sheet.column(broken(text, 9), 50, 75, measure=9)
    own: Lines = [(lines[0], 2.0), (lines[1], 0.0)]
    sheet.column(own, 50, end, measure=9)
    (article,) = reconstruct_page(sheet.page()).articles
    assert (article.credit.text.text if article.credit else None) == credit


@pytest.mark.parametrize("rest", ["老人们", "孩子们也来了"])
def test_a_subhead_goes_on_after_a_comma(rest: str) -> None:
    sheet = Sheet()
    texts = paragraphs(18, 5, 5, 5)
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    words: Lines = [("新村食堂开了门，", 1.0), (rest, (10 - len(rest)) / 2)]
    lines = [*broken(texts[:2], 10), *words, *broken(texts[2:], 10)]
    set_columns(sheet, lines, 50, 75, 10, 2, 2.0)
    (article,) = reconstruct_page(sheet.page()).articles
    heads = [block.text.text for block in article.body if block.role is Role.SUBHEAD]
    assert heads == ["新村食堂开了门，" + rest]


def test_a_brief_that_opens_with_a_dateline_beside_another_one() -> None:
    """Its headline is as wide as the whole: the column before ends as if it went on in it."""
    sheet = Sheet()
    first = ["本报新村5月4日电（记者李庆）" + sentences(35, 5), sentences(36, 6)]
    second = ["本报江口5月4日电（记者王小明）" + sentences(37, 5), sentences(38, 6)]
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    set_columns(sheet, broken(first, 12), 50, 72, 12, 2, 2.0)
    sheet.line(TITLES[1], 330, 40, em=20, bold=True)
    set_columns(sheet, broken(second, 18), 330, 72, 18, 2, 2.0)
    assert told(reconstruct_page(sheet.page())) == [(TITLES[0], first), (TITLES[1], second)]


def test_a_bigger_lead_of_three_lines_is_text() -> None:
    """No headline closes with a full stop."""
    sheet = Sheet()
    lead = "新村食堂今天开门迎客，" + sentences(39, 4)
    texts = paragraphs(40, 6, 6)
    sheet.line(TITLES[0], 50, 30, em=30, bold=True)
    sheet.column(broken([lead], 40), 50, 75, em=11.5, pitch=18, measure=40)
    set_columns(sheet, broken(texts, 22), 50, 155, 22, 2, 2.0)
    (article,) = reconstruct_page(sheet.page()).articles
    assert titles_of(article) == (TITLES[0], None)
    assert [b.text.text for b in article.body] == [lead, *texts]


def titles_of(article: Article) -> tuple[str, str | None]:
    """Return an article's headline and subtitle."""
    assert article.title is not None
    return article.title.text.text, None if article.subtitle is None else article.subtitle.text.text


def test_a_stretched_line_stays_one_line() -> None:
    """A long word went to the next line: what is left was set wide, as wide as gutters are."""
    sheet = Sheet()
    texts = paragraphs(20, 5, 5)
    lines = broken(texts, 14)
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    for n, (text, indent) in enumerate(lines):
        width = 140.0 if n == 4 else 0.0
        if n == 4:
            text, lines[5] = text[:7], (text[7:] + lines[5][0], 0.0)
        sheet.line(text, 50 + 10 * indent, 75 + 15 * n, width=width)
    made = reconstruct_page(sheet.page())
    assert "".join(body(made.articles[0])) == "".join(texts)


def test_a_line_of_few_characters_stretched_over_its_column_stays_one_line() -> None:
    """No line beside its last character tells: all its whites are one."""
    sheet = Sheet()
    lines = broken(paragraphs(20, 5, 5), 14)
    lines += [("村里的食堂今天开张了。", 0.0), ("来信写到", 2.0), ("江口新村", 0.0)]
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    for n, (text, indent) in enumerate(lines):
        width = 120.0 if text == "来信写到" else 0.0
        sheet.line(text, 50 + 10 * indent, 75 + 15 * n, width=width)
    made = reconstruct_page(sheet.page())
    assert titles(made) == [TITLES[0]]
    assert body(made.articles[0])[-1] == "来信写到江口新村"


@pytest.mark.parametrize("em", [7.0, 8.0, 9.0, 12.0])
@pytest.mark.parametrize("spacing", [1.2, 1.6, 2.1])
@pytest.mark.parametrize("scale", [0.002, 1.0, 5.0])
def test_a_story_in_a_type_of_its_own(em: float, spacing: float, scale: float) -> None:
    """Smaller or bigger than most, its lines farther apart, its gutter wider, in any unit."""
    sheet = Sheet()
    texts = [paragraphs(1, 4, 3, 4, 4, 3, 5), paragraphs(2, 3, 4, 3)]
    y = set_story(sheet, TITLES[0], texts[0], 40, 40, columns=3) + 20
    sheet.em, sheet.pitch = em, spacing * em
    set_story(sheet, TITLES[1], texts[1], 40, y, columns=2, gutter=3)
    made = reconstruct_page(sheet.moved(scale, 0, 0).page(size=(800 * scale, 1800 * scale)))
    assert told(made) == [(TITLES[0], texts[0]), (TITLES[1], texts[1])]


def test_the_first_lines_of_a_text_farther_apart_than_others() -> None:
    """No byline: three steps alike show a text, whatever those of the page's other texts are."""
    sheet = Sheet(pitch=12)
    texts = [paragraphs(1, 4, 3, 4, 4, 3, 5), paragraphs(2, 3, 4, 3)]
    y = set_story(sheet, TITLES[0], texts[0], 40, 40, columns=3) + 20
    sheet.pitch = 17
    set_story(sheet, TITLES[1], texts[1], 40, y, byline="■本报记者李庆", measure=11)
    page = sheet.page(size=(800, 1800))
    assert page.geometry is not None
    metrics, lines = set_lines(page.geometry, page.text)
    blocks = build_blocks([line for line in lines if line.em == 10], metrics)
    assert len(blocks) == 3 + 1 + 2
    assert told(reconstruct_page(page)) == [(TITLES[0], texts[0]), (TITLES[1], texts[1])]


def test_no_headline_is_left_without_a_text() -> None:
    """Where a text may as well go on from another story as begin under its headline."""
    sheet, _ = two_stories(columns=1)
    page = sheet.page()
    assert page.geometry is not None
    metrics, lines = set_lines(page.geometry, page.text)
    parts = part_page(lines, metrics, say, lambda *_: [])
    scores = FlowScores(flows=lambda rows: 0 * rows[:, :1] + 1, headed=lambda rows: 0 * rows[:, :1])
    chains = link_chains(parts.heads, parts.texts, metrics, say, scores)
    assert [(chain.head, chain.blocks) for chain in chains] == [(0, (0,)), (1, (1,))]


@pytest.mark.parametrize(
    ("ending", "held"), [("日子有了盼头", False), ("日子有了盼头，大家都很高兴，渔民们", True)]
)
def test_a_text_without_a_stop_is_whole_where_it_leaves_room(ending: str, held: bool) -> None:
    sheet = Sheet()
    lines = [*broken(paragraphs(18, 5, 5, 4), 17), (ending, 0.0)]
    sheet.line(TITLES[0], 50, 40, em=20, bold=True)
    sheet.column(lines, 50, 75, measure=17)
    (article,) = reconstruct_page(sheet.page()).articles
    assert (article.confidence <= 0.5) is held


def test_two_pages_of_a_spread() -> None:
    """Each half has its own stories, and a wide headline stands over both."""
    sheet = Sheet()
    wide, left, right = paragraphs(21, 9, 9, 9), paragraphs(22, 4, 4), paragraphs(23, 4, 4)
    sheet.line("山水县十年办起一百家食堂", 200, 30, em=44, bold=True)
    end = set_columns(sheet, broken(wide, 14), 50, 95, 14, 6, 2.0)
    set_story(sheet, TITLES[1], left, 50, end + 25, columns=2)
    set_story(sheet, TITLES[2], right, 600, end + 25, columns=2)
    made = reconstruct_page(sheet.page(size=(1100, 800)))
    assert told(made) == [
        ("山水县十年办起一百家食堂", wide), (TITLES[1], left), (TITLES[2], right)
    ]  # fmt: skip


def test_head_line_and_folio_belong_to_no_story() -> None:
    sheet = Sheet()
    sheet.line("山水日报", 50, 8, em=24, bold=True)
    sheet.line("2024年4月18日 星期四", 400, 18)
    sheet.rules.append((40, 40, 760, 41))
    texts = paragraphs(24, 5, 5, 5)
    set_story(sheet, TITLES[0], texts, 50, 60)
    sheet.line("责编：李庆 美编：王小明", 500, 1050, em=9)
    made = reconstruct_page(sheet.page())
    assert told(made) == [(TITLES[0], texts)]
    assert "山水日报" in aside(made)
    assert "责编" in aside(made)


def test_decisions_carry_evidence_with_margins() -> None:
    sheet, _ = two_stories(columns=3)
    made = reconstruct_page(sheet.page())
    for article in made.articles:
        assert article.evidence[0].rule == "story/set-under"
        assert article.evidence[0].margin is not None
        assert article.evidence[0].margin > 0
    joins = [e for a in made.articles for b in a.body for e in b.evidence]
    assert any(e.rule == "join/column" and (e.margin or 0) > 0 for e in joins)


def test_a_headline_that_won_by_little_is_told_as_a_doubt() -> None:
    """Beside and above it stands another one, which could head its text as well."""

    def with_second_at(left: float, top: float) -> Reconstruction:
        sheet = Sheet()
        sheet.line(TITLES[0], 50, 40, em=20, bold=True)
        sheet.line(TITLES[1], left, top, em=20, bold=True)
        sheet.column(broken(paragraphs(30, 5, 5), 14), 50, 130, measure=14)
        sheet.column(broken(paragraphs(31, 5, 5), 14), 210, 130, measure=14)
        return reconstruct_page(sheet.page())

    # where it is close depends on what was learned
    tried = (with_second_at(left, top) for top in (90, 100) for left in range(200, 280, 10))
    right = [made for made in tried if titles(made) == [TITLES[0], TITLES[1]]]
    made = min(right, key=lambda made: made.articles[1].evidence[0].margin or 0.0)
    doubt = find_doubts(made, below=1.0)[1]
    assert Reason("headline", (TITLES[0],)) in doubt.reasons
    assert doubt.runner_up == TITLES[0]
    notes = page_notes(made).articles
    assert [d.kind for note in notes for d in note.doubts] == [DoubtKind.HEADLINE]
    assert notes[1].doubts[0].otherwise == TITLES[0]


def test_the_card_of_a_headline_says_that_its_place_decided() -> None:
    sheet, _ = two_stories()
    made = reconstruct_page(sheet.page())
    first = made.articles[0]
    title = next(place for place in article_places(first, 0) if place.block is first.title)
    card = EvidenceCards("pages/a.md", made, [None, None]).of(title)
    assert any("story/set-under" in reason for reason in card.reasons)


def test_what_has_more_frames_than_any_page_is_read_by_its_text() -> None:
    sheet = Sheet()
    for n in range(450):
        sheet.line(f"新村第{n}号摊位，", (n * 7919) % 3000, (n * 104729) % 3000)
    made = reconstruct_page(sheet.page(size=(3000, 3000)))
    assert "story/set-under" not in {e.rule for a in made.articles for e in a.evidence}


def _runs_page(
    places: Sequence[tuple[str, float, float, float]], rules: Sequence[Box] = ()
) -> tuple[Geometry, str]:
    """Return characters of a size set solid at some places."""
    text, runs = "\n".join(said for said, *_ in places), []
    at = 0
    for said, x, y, em in places:
        xs = tuple(x + k * em for k in range(len(said)))
        span = (at, at + len(said))
        runs.append(Run(span=span, base=(x, y), em=em, xs=xs, end=xs[-1] + em))
        at += len(said) + 1
    size = (90_000.0, 90_000.0)
    return Geometry(size=size, made_by="", sha256="", runs=tuple(runs), rules=tuple(rules)), text


def _upright(number: int) -> tuple[Geometry, str]:
    """Return columns of upright characters all over a page, under one another and side by side."""
    places = [("新村", 900.0 * (k % 90), 100 + 90.0 * (k // 90), 10.0) for k in range(number)]
    geometry, text = _runs_page(places)
    runs = [
        replace(run, direction=Direction.VERTICAL, xs=(run.base[1], run.base[1] + 10), end=y + 20)
        for run, (_, _, y, _) in zip(geometry.runs, places, strict=True)
    ]
    return replace(geometry, runs=tuple(runs)), text


def _small_print(number: int) -> tuple[Geometry, str]:
    """Return short texts all over a page, a third of them smaller than the others, and as many
    pictures."""
    sizes = [(k, 10 if k % 3 else 8) for k in range(number)]
    geometry, text = _runs_page(
        [("新村食堂办", 100 + 200 * (k % 30), 100 + 60 * (k // 30), em) for k, em in sizes]
    )
    drawn = tuple((9.0 * k, 9.0 * k, 9.0 * k + 5, 9.0 * k + 5) for k in range(number))
    return replace(geometry, pictures=drawn), text


def _short_lines(number: int) -> tuple[Geometry, str]:
    """Return a column of paragraphs, of which each has short lines far from one another below."""
    told = [("民政府水利乡村", 6 * k) for k in range(4)] + [("民。", 36 + 16 * k) for k in range(4)]
    return _runs_page([(said, 50, 20 + 100 * n + y, 4) for n in range(number) for said, y in told])


def test_more_upright_columns_than_a_page_has_are_read_by_its_text() -> None:
    assert lay_out(*_upright(20), say) is not None
    assert lay_out(*_upright(2_001), say) is None


@pytest.mark.parametrize(
    ("size", "page"),
    [
        (150, lambda n: _runs_page([("新村食堂办", k * 8.0, 100, 1.0) for k in range(n * 10)])),
        (
            400,
            lambda n: _runs_page(
                [("10", 100 + c * 60, k * 40, 10) for k in range(n) for c in range(2 + k % 3)]
            ),
        ),
        (
            1_500,
            lambda n: _runs_page(
                [("新村食堂办", 100, 500 + 15 * k, 10) for k in range(50)],
                [(0, 20_000 * k / n, 9, 20_000 * k / n) for k in range(n)],
            ),
        ),
        (400, lambda n: _upright(n)),
        (100, lambda n: _short_lines(n)),
        (
            900,
            lambda n: _runs_page(
                [("新村食堂", 100 + 90 * (k % 20), 100 + 15 * (k // 20), 10) for k in range(n)],
                [(0, 20_000 * k / n, 5, 20_000 * k / n) for k in range(n)],
            ),
        ),
        (800, lambda n: _small_print(n)),
    ],
    ids=[
        "lines side by side",
        "rows of cells",
        "rules over a page",
        "upright characters",
        "short lines",
        "rules beside columns",
        "pictures and small print",
    ],
)
def test_places_take_the_time_of_their_number(
    size: int, page: Callable[[int], tuple[Geometry, str]]
) -> None:
    calls = [calls_of(partial(lay_out, *page(n), say)) for n in (size, 2 * size)]
    assert calls[1] < 2.5 * calls[0]


def test_columns_beside_one_another_take_the_time_of_their_number() -> None:
    """8,000 pieces of lines a quarter of an inch apart took minutes: all columns were asked for
    each line, and all lines nearby for each white."""

    def rows(count: int) -> tuple[Geometry, str]:
        return _runs_page([("新村", c * 28, k * 14, 10) for k in range(3) for c in range(count)])

    def blocks(count: int) -> int:
        sheet, lines = set_lines(*rows(count))
        return calls_of(partial(build_blocks, lines, sheet))

    assert blocks(400) < 2.5 * blocks(200)
    calls = [calls_of(partial(set_lines, *rows(count))) for count in (200, 400)]
    assert calls[1] < 2.5 * calls[0]


@pytest.mark.parametrize(
    "drawn",
    [
        {"rules": tuple((0.0, float(k), 900.0, float(k)) for k in range(20_001))},
        {"pictures": tuple((0.0, float(k), 900.0, k + 99.0) for k in range(20_001))},
        {"boxes": tuple((k * 25.0, 50.0, k * 25 + 60.0, 150.0) for k in range(3_000))},
    ],
    ids=["rules", "pictures", "frames"],
)
def test_a_drawing_is_no_page_of_columns(drawn: dict[str, Any]) -> None:
    geometry, text = _runs_page([("新村食堂办", k * 60.0, 100, 10) for k in range(1_300)])
    assert lay_out(replace(geometry, **drawn), text, say) is None


def test_a_page_of_one_line() -> None:
    sheet = Sheet()
    sheet.line("新村食堂开门迎客", 50, 50)
    made = reconstruct_page(sheet.page())
    assert "新村食堂开门迎客" in aside(made) + "".join(t for a in made.articles for t in body(a))


TABLE = (("项目", "人数", "支出"), ("低保", "5231", "2180"), ("特困", "812", "1520"))


@pytest.mark.parametrize("ruled", [False, True])
def test_a_table_stands_in_its_story_row_by_row(ruled: bool) -> None:
    sheet = Sheet()
    sheet.line(TITLES[0], 40, 40, em=20, bold=True)
    y = top = sheet.column(broken(paragraphs(1, 3), 20), 40, 72) + 6 * ruled
    for row in TABLE:
        for k, cell in enumerate(row):
            sheet.line(cell, 44 + 66 * k, y + 2, width=5 * len(cell) * (not cell.isalpha()))
        sheet.rules += [(40, y - 1, 240, y - 0.5)] * ruled
        y += 17
    sheet.rules += [(40 + 66 * k, top, 40.5 + 66 * k, y) for k in range(4)] * ruled
    sheet.column(broken(paragraphs(2, 3), 20), 40, y + 6 * ruled)
    (article,) = reconstruct_page(sheet.page()).articles
    assert [block.role for block in article.body] == [Role.PARAGRAPH, Role.TABLE, Role.PARAGRAPH]
    assert article.body[1].text.text == "\n".join("\t".join(row) for row in TABLE)


def test_notices_stand_in_no_story() -> None:
    sheet = Sheet()
    y = set_story(sheet, TITLES[0], paragraphs(1, 4, 3, 4), 40, 40) + 20
    sheet.line("招标公告", 40, y, em=14, bold=True)
    told = "新村养老院二期工程公开招标，投标人请于五月二十日前到县政务大厅领取标书。"
    y = set_columns(sheet, broken([told], 14), 40, y + 22, 14, 2, 2.0) + 20
    sheet.column(broken(["李某遗失身份证，号码三三零一，声明作废。"], 14), 40, y)
    made = reconstruct_page(sheet.page())
    assert titles(made) == [TITLES[0]]
    notices = [block.text.text for block in made.leftovers if block.role is Role.NOTICE]
    assert notices == [f"招标公告\n{told}", "李某遗失身份证，号码三三零一，声明作废。"]


def test_briefs_have_headlines_label_and_authors() -> None:
    sheet = Sheet()
    sheet.line("八方速递", 40, 40, em=16, bold=True)
    y = 70.0
    for n, who in enumerate(("王远", "李岚", "周平")):
        sheet.line(TITLES[n], 40, y, em=12, bold=True)
        y = sheet.column(broken([f"{paragraphs(3 + n, 2)[0]}（{who}）"], 18), 40, y + 20) + 8
    made = reconstruct_page(sheet.page())
    assert titles(made) == list(TITLES[:3])
    assert {a.label.text.text if a.label else "" for a in made.articles} == {"八方速递"}
    assert [a.authors for a in made.articles] == [("王远",), ("李岚",), ("周平",)]


def test_briefs_without_headlines_are_the_items_of_their_column() -> None:
    sheet = Sheet()
    sheet.line("要闻简报", 40, 40, em=16, bold=True)
    y = 70.0
    for n, who in enumerate(("王远", "李岚", "周平")):
        text = f"本报讯　{paragraphs(3 + n, 2)[0]}（{who}）"
        y = sheet.column(broken([text], 18), 40, y)
    made = reconstruct_page(sheet.page())
    assert [a.authors for a in made.articles] == [("王远",), ("李岚",), ("周平",)]
    assert {a.label.text.text if a.label else "" for a in made.articles} == {"要闻简报"}


def lines_under(*extra: str, byline: str = "本报记者 李庆") -> Reconstruction:
    """Return a page of two stories, with more lines under the last column of the first."""
    sheet = Sheet()
    y = set_story(sheet, TITLES[0], paragraphs(1, 4, 3, 4), 40, 40, columns=1, byline=byline)
    for text in extra:
        sheet.line(text, 40, y)
        y += sheet.pitch
    set_story(sheet, TITLES[1], paragraphs(2, 3, 4, 3), 40, y + 30, columns=1)
    return reconstruct_page(sheet.page())


def test_a_jump_line_is_no_credit() -> None:
    made = lines_under("（下转第3版）")
    assert titles(made) == list(TITLES[:2])
    assert [(a.continues, a.credit) for a in made.articles] == [("第3版", None), (None, None)]
    assert "（下转第3版）" in aside(made)


def test_text_from_another_page_says_so_where_it_begins() -> None:
    sheet = Sheet()
    first, *rest = paragraphs(1, 4, 3, 4)
    y = set_columns(sheet, broken([f"（上接第1版）{first}", *rest], 14), 40, 40, 14, 2, 2.0)
    set_story(sheet, TITLES[1], paragraphs(2, 3, 4, 3), 40, y + 30)
    below, _ = reconstruct_page(sheet.page()).articles
    assert (below.continued_from, below.title) == ("第1版", None)
    assert below.body[0].text.text == first


@pytest.mark.parametrize("line", ["扫码关注新村日报公众号", "零售价：一元 承印：新村印刷厂"])
def test_what_a_paper_says_of_itself_is_in_no_story(line: str) -> None:
    made = lines_under(line)
    assert [a.credit for a in made.articles] == [None, None]
    assert line.replace(" ", "") in aside(made).replace(" ", "")


def test_who_sent_an_item_is_its_credit() -> None:
    made = lines_under("（新华社）")
    assert made.articles[0].credit is not None
    assert made.articles[0].credit.text.text == "（新华社）"
    assert all(block.text.text for block in made.articles[0].body)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("周岚李红", ("周岚李红",)),
        ("林远（新村水利局）", ("林远",)),
        ("李庆明 发自新村", ("李庆明",)),
    ],
)
def test_names_without_an_office(byline: str, authors: tuple[str, ...]) -> None:
    first = lines_under(byline=byline).articles[0]
    assert first.byline is not None
    assert first.authors == authors


def test_a_table_under_a_headline_alone_is_an_article() -> None:
    sheet = Sheet()
    sheet.line(TITLES[0], 40, 40, em=20, bold=True)
    y = 72.0
    for row in TABLE:
        for k, cell in enumerate(row):
            sheet.line(cell, 44 + 66 * k, y + 2, width=5 * len(cell) * (not cell.isalpha()))
        y += 17
    set_story(sheet, TITLES[1], paragraphs(2, 3, 4, 3), 40, y + 30, columns=1)
    made = reconstruct_page(sheet.page())
    assert titles(made) == list(TITLES[:2])
    assert [block.role for block in made.articles[0].body] == [Role.TABLE]
