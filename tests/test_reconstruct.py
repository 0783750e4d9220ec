"""Reconstruction, stage by stage, by the cases under ``tests/cases/``."""

from __future__ import annotations

import random
import tracemalloc
from itertools import groupby

import pytest

from generator.model import Block, Page, Role
from generator.reconstruct import reconstruct_page
from generator.reconstruct.lines.captions import caption_rule
from generator.reconstruct.reading.shared_words import SharedWords
from generator.reconstruct.wording.article_ends import SIGNATURE
from generator.reconstruct.wording.bylines import is_author_line, is_byline
from generator.reconstruct.wording.furniture import furniture_rule
from generator.reconstruct.wording.office_lines import (
    is_editors_line,
    is_imprint_line,
    is_publisher,
)
from generator.text.source_credits import CREDIT
from generator.text.traced import Traced
from generator.text.typography import repair_typography
from tests.case_files import Case, params, read_cases
from tests.conftest import ROOT
from tests.growth import grows_evenly
from tests.page_shapes import SHAPES

_KINDS = {
    Role.PARAGRAPH: "prose",
    Role.LEAD: "prose",
    Role.BYLINE: "byline",
    Role.CREDIT: "credit",
    Role.FURNITURE: "furniture",
}
"""What the cases call the roles of blocks; what is none of these is display text."""


def _kind(block: Block) -> str:
    """Return what a block looks like, whether or not an article has it."""
    kind = block.evidence[0].rule.partition("/")[0]
    return kind if kind in ("byline", "signature") else _KINDS.get(block.role, "head")


def _blocks(text: str) -> list[str]:
    """Show the blocks of a page in its order, without blanks: display lines together are one."""
    made = reconstruct_page(_page(text))
    blocks = [b for article in made.articles for b in article.blocks] + list(made.leftovers)
    shown = sorted((b.text.spans[0], _kind(b), b.text.text) for b in blocks)
    return _joined([(kind, words) for _, kind, words in shown])


def _joined(shown: list[tuple[str, str]]) -> list[str]:
    rows = []
    for kind, run in groupby(shown, key=lambda row: row[0]):
        texts = ["".join(words.split()) for _, words in run]
        rows += [f"{kind}: {words}" for words in (["".join(texts)] if kind == "head" else texts)]
    return rows


def _page(text: str) -> Page:
    return Page(name="case.txt", text=text)


def _kind_of_line(line: str) -> str:
    if CREDIT.match(line):
        return "credit"
    if is_byline(line) or is_author_line(line):
        return "byline"
    if SIGNATURE.match(line):
        return "signature"
    return furniture_rule(line) or "none"


@pytest.mark.parametrize("case", [*read_cases("lines.md"), *read_cases("furniture.md")], ids=str)
def test_lines_say_what_they_are(case: Case) -> None:
    assert [_kind_of_line(line) for line in case.input.splitlines()] == case.expected.splitlines()


@pytest.mark.parametrize("case", read_cases("captions.md"), ids=str)
def test_captions_are_told_from_reports(case: Case) -> None:
    assert (caption_rule(case.input) or "none") == case.expected


@pytest.mark.parametrize("case", params("pieces.md"))
def test_lines_become_blocks(case: Case) -> None:
    expected = [tuple(line.split(": ", 1)) for line in case.expected.splitlines()]
    assert _blocks(case.input) == _joined([(kind, words) for kind, words in expected])


@pytest.mark.parametrize("case", params("paragraphs.md"))
def test_what_a_column_cut_is_put_together(case: Case) -> None:
    found = [row.partition(": ") for row in _blocks(case.input)]
    assert [words for kind, _, words in found if kind == "prose"] == case.expected.splitlines()


@pytest.mark.parametrize("case", read_cases("typography.md"), ids=str)
def test_typography_is_repaired(case: Case) -> None:
    assert repair_typography(Traced.from_page(case.input)).text == case.expected


def _shown(case_input: str) -> str:
    """Show a reconstruction as the cases write it: one block a line, articles apart."""
    result = reconstruct_page(_page(case_input))
    parts = []
    for article in result.articles:
        named: list[tuple[str, Block | None]] = [
            (name, getattr(article, name))
            for name in ("label", "kicker", "title", "subtitle", "byline", "credit")
        ]
        jumps = (("continued from", article.continued_from), ("continues", article.continues))
        rows = [f"{name}: {page}" for name, page in jumps if page is not None]
        rows += [f"{name}: {block.text}" for name, block in named if block is not None]
        rows += [
            f"{b.role}: {b.text}".replace("subhead:", "heading:")
            .replace("\t", " | ")
            .replace("\n", " / ")
            for b in article.body
        ]
        parts.append("\n".join(rows))
    if result.leftovers:
        parts.append(
            "\n".join(f"{b.role}: {b.text}".replace("\n", " / ") for b in result.leftovers)
        )
    return "\n\n".join(parts)


@pytest.mark.parametrize(
    "case",
    [
        *params("articles.md"),
        *params("tables.md"),
        *params("notices.md"),
        *params("briefs.md"),
        *params("old_print.md"),
    ],
)
def test_pages_become_articles(case: Case) -> None:
    assert _shown(case.input) == case.expected


def test_time_grows_with_the_lines_that_lost_something() -> None:
    """Without a stop, each line would be read to the end of the page as a notice of loss."""
    assert grows_evenly(lambda n: reconstruct_page(_page("李某遗失身份证\n" * n)), 1_000)


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        ("blanks under a caption", 600),
        ("names under a caption", 12_000),
        ("bylines in a line", 12_000),
        ("rows of headlines", 12_000),
        ("tables under a headline", 48_000),
    ],
)
def test_time_grows_with_what_may_be_a_credit_or_a_headline(shape: str, size: int) -> None:
    """1,600 characters took a minute: of a row of blanks each part was looked at from each."""
    reconstruct_page(_page("县里开会。"))  # the tables are read
    assert grows_evenly(lambda n: reconstruct_page(_page(SHAPES[shape](n))), size)


def test_words_without_end_leave_room_in_memory() -> None:
    """120,000 characters, of which each pair stands in two lines, took 720 MB."""
    chance = random.Random(3)
    half = ["".join(map(chr, chance.choices(range(0x4E00, 0x9FA5), k=120))) for _ in range(500)]
    tracemalloc.start()
    SharedWords(half * 2).cohesion(200)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 300 * 1024 * 1024


@pytest.mark.parametrize("unit", ["\u3000", "李 ", "万"])
def test_a_line_without_end_is_no_byline(unit: str) -> None:
    assert grows_evenly(lambda n: is_byline(f"本报记者{unit * n}李庆"), 4_000)
    assert is_byline("本报记者 李庆 张三 通讯员 王小明 赵四 摄影报道")


def test_a_blank_line_after_every_line_says_nothing() -> None:
    lines = [
        "近日山水县民政局在全县",
        *["办起老年食堂让老人吃得", "好也吃得起并且天天送到"] * 20,
        "家。",
    ]
    assert _blocks("\n\n".join(lines)) == _blocks("\n".join(lines))


def test_a_sentence_left_open_at_a_jump_is_not_broken() -> None:
    text = "近日，东村办起老年食堂，报名的老人从第二天起就可以来吃饭，食堂里的"
    rules = [
        {e.rule for e in reconstruct_page(_page(text + end)).articles[0].evidence}
        for end in ("\n\n（下转第5版）", "")
    ]
    assert "jump/continues" in rules[0]
    assert ["story/sentence-left-open" in found for found in rules] == [False, True]


def test_the_page_of_the_documentation_comes_out_as_it_says() -> None:
    document = (ROOT / "docs" / "reconstruction.md").read_text("utf-8")
    page = document.partition("```text\n")[2].partition("```")[0]
    assert _shown(page) == "\n".join(
        (
            "title: 新村办起食堂",
            "byline: ■ 本报记者 李庆",
            "credit: （据新村民政局）",
            "paragraph: 近日，新村办起食堂，老人一天三顿都有热饭吃。县里补贴如下：",
            "table: 乡镇 | 人数 | 补贴 / 东山 | 120 | 36 / 西河 | 95 | 28",
            "paragraph: 村主任说，走不动的老人由邻居送饭。",
            "",
            "furniture: 山水报2024年5月16日第3版",
            "notice: 遗失声明 / 李某遗失身份证，声明作废。",
        )
    )


def test_a_line_that_could_be_read_in_many_ways_is_read_once() -> None:
    """A hundred characters took half a second: each word is an office, or part of a name."""
    assert grows_evenly(lambda n: is_editors_line(f"编辑 {'编辑' * n}："), 24)
    assert grows_evenly(lambda n: is_publisher("中共主管主办 " * n + "、"), 7)
    assert grows_evenly(lambda n: is_imprint_line("|" * n), 200)


@pytest.mark.parametrize(
    "line",
    [
        "责编 王小明 美编 李红",
        "编辑 编辑编辑编辑",
        "值班总编 安娜·贝克、张 三|版式设计：李红王校对/赵云",
    ],
)
def test_offices_one_after_the_other(line: str) -> None:
    assert is_editors_line(line)
    assert not is_editors_line(f"{line}·")


def test_publishers_one_after_the_other() -> None:
    line = "中共山水县委主办 山水日报社主管主办 主管：山水县"
    assert is_publisher(line)
    assert not is_publisher(f"{line}，山水")
