"""Dumps that print the columns of a page side by side come apart into these."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest

from generator.model import Page
from generator.reconstruct import reconstruct_page
from generator.reconstruct.gutters import read_gutters
from generator.reconstruct.lines.page_lines import split_page
from generator.text.characters import is_wide, line_width
from tests.case_files import Case, read_cases
from tests.page_shapes import SHAPES
from tests.rows_printer import set_in_column

BRIDGE = (
    "松湖县给老桥换上新护栏",
    "本报讯　松湖县交通局上月给城北的老石桥换上了不锈钢护栏，桥面也重新铺了防滑砖，"
    "行人和自行车各走一边。",
    "住在桥头的陈奶奶说，以前下雨天过桥总要扶着墙，现在晚上有灯，走路踏实多了。",
    "县交通局表示，年内还要检修另外五座乡间小桥。",
)
HARBOUR = (
    "河口镇图书室开进渔港",
    "本报讯　河口镇文化站把图书室搬到了渔港码头，渔民收网以后可以在这里看书、"
    "上网，还能给手机充电。",
    "站长介绍，图书室有藏书六千册，其中三分之一讲养殖和修船，借书不用押金。",
    "下个月，这里还要请县里的老师来教孩子们画画。",
)
PARK = (
    "平川市公园添二十处饮水点",
    "本报讯　平川市园林局日前在八个公园装好二十处直饮水点，市民拿着杯子就能接水，"
    "水质每周检测一次。",
    "常来跑步的周先生说，过去要背一大瓶水，如今轻装就能跑完全程。",
    "园林局提醒，冬天气温低于零度时饮水点会暂停使用。",
)
SCHOOL = (
    "竹溪乡小学办木工课",
    "本报讯　竹溪乡小学上周办起了木工课，三十名学生在老木匠的带领下学会了锯木头、"
    "刨木板，做出第一批小板凳。",
    "校长说，木料是乡里的家具厂送来的边角料，不花一分钱。",
    "学校打算把做好的板凳送给村里的敬老院。",
)


def _cells(text: str, wide: int) -> int:
    return sum(wide if is_wide(char) and not char.isascii() else 1 for char in text)


def column(story: Sequence[str], measure: int, byline: str = "") -> list[str]:
    """Return the lines of a story in one column, indents as blanks."""
    headline, *paragraphs = story
    lines = [line.strip() for line in set_in_column(headline, measure + 2)]
    lines += [byline] if byline else []
    for text in paragraphs:
        first, *rest = set_in_column(text.replace("\u3000", " "), measure)
        lines += ["  " + first.strip(), *rest]
    return lines


def side_by_side(
    columns: Sequence[Sequence[str]], measures: Sequence[int], gutter: int, wide: int = 1
) -> str:
    """Return a dump as tools print it that keep a page's looks, ``wide`` cells an ideograph."""
    rows = []
    for i in range(max(map(len, columns))):
        row = ""
        edge = 0
        for lines, measure in zip(columns, measures, strict=True):
            line = lines[i] if i < len(lines) else ""
            text = line.strip()
            indent = len(line) - len(line.lstrip())
            gap = edge + indent * wide - _cells(row, wide)
            row += " " * max(gap, 1 if row else 0) + text if text else ""
            edge += measure * wide + gutter
        rows.append(row)
    return "\n".join(rows) + "\n"


def joined(columns: Sequence[Sequence[str]], gutter: int) -> str:
    """Return a dump with the same blank between all cells, wherever that puts them."""
    count = max(map(len, columns))
    rows = [[lines[i].strip() for lines in columns if i < len(lines)] for i in range(count)]
    return "".join((" " * gutter).join(row) + "\n" for row in rows)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _articles(page: str) -> dict[str, list[str]]:
    found = reconstruct_page(Page(name="p.txt", text=page)).articles
    return {
        _squeezed(article.title.text.text) if article.title else "": [
            _squeezed(block.text.text) for block in article.body
        ]
        for article in found
    }


def _expected(*stories: Sequence[str]) -> dict[str, list[str]]:
    return {_squeezed(story[0]): [*map(_squeezed, story[1:])] for story in stories}


@pytest.mark.parametrize("case", read_cases("gutters.md"), ids=str)
def test_columns_come_apart(case: Case) -> None:
    lines = split_page(Page(name="case.txt", text=case.input))
    shown = "unchanged" if read_gutters(case.input) is None else None
    assert (shown or "\n".join(line.text.text for line in lines)) == case.expected


@pytest.mark.parametrize("wide", [1, 2])
@pytest.mark.parametrize("gutter", [4, 3, 2, 1])
@pytest.mark.parametrize("stories", [(BRIDGE, HARBOUR), (BRIDGE, HARBOUR, PARK)], ids=[2, 3])
def test_each_story_has_its_column(
    stories: Sequence[Sequence[str]], gutter: int, wide: int
) -> None:
    measures = [16] * len(stories)
    page = side_by_side([column(story, 16) for story in stories], measures, gutter, wide)
    assert _articles(page) == _expected(*stories)


@pytest.mark.parametrize("wide", [1, 2])
@pytest.mark.parametrize("gutter", [4, 2, 1])
@pytest.mark.parametrize("measures", [(12, 20), (22, 13), (12, 16, 20)], ids=str)
def test_columns_need_not_be_equal(measures: tuple[int, ...], gutter: int, wide: int) -> None:
    stories = (BRIDGE, HARBOUR, PARK)[: len(measures)]
    columns = [column(story, width) for story, width in zip(stories, measures, strict=True)]
    page = side_by_side(columns, measures, gutter, wide)
    assert _articles(page) == _expected(*stories)


@pytest.mark.parametrize("gutter", [4, 2, 1])
@pytest.mark.parametrize("bylines", [True, False])
def test_the_same_blank_between_all_cells(gutter: int, bylines: bool) -> None:
    """What follows a short cell then stands too far left: the number of cells tells."""
    names = ("本报记者 林 舟", "本报记者 高原", "本报记者 何 青") if bylines else ("",) * 3
    stories = (BRIDGE, HARBOUR, PARK)
    page = joined([column(s, 14, name) for s, name in zip(stories, names, strict=True)], gutter)
    assert _articles(page) == _expected(*stories)


@pytest.mark.parametrize("wide", [1, 2])
@pytest.mark.parametrize("gutter", [4, 3, 2, 1])
def test_a_headline_over_two_of_three_columns(gutter: int, wide: int) -> None:
    story = ("松湖县给老桥换上新护栏还要检修另外五座", *BRIDGE[1:], *SCHOOL[1:])
    lines = column(story, 14)[2 if line_width(story[0]) > 16 else 1 :]
    half = (len(lines) + 1) // 2
    columns = [[story[0], *lines[:half]], ["", *lines[half:]], column(HARBOUR, 14)]
    page = "平川日报    2024年4月18日  星期四    第4版\n\n"
    page += side_by_side(columns, [14] * 3, gutter, wide)
    assert _articles(page) == _expected(story, HARBOUR)


@pytest.mark.parametrize(
    ("measures", "between"), [((16, 16), "\n"), ((16, 16), ""), ((24, 10), "\n")], ids=str
)
@pytest.mark.parametrize("gutter", [4, 2, 1])
def test_stories_below_stories(gutter: int, measures: tuple[int, int], between: str) -> None:
    """Below, the columns may be others."""
    page = side_by_side([column(BRIDGE, 16), column(HARBOUR, 16)], (16, 16), gutter)
    widths = zip((PARK, SCHOOL), measures, strict=True)
    page += between + side_by_side([column(s, m) for s, m in widths], measures, gutter)
    assert _articles(page) == _expected(BRIDGE, HARBOUR, PARK, SCHOOL)


@pytest.mark.parametrize("gutter", [4, 3, 2, 1])
def test_a_page_of_few_lines(gutter: int) -> None:
    stories = [story[:2] for story in (BRIDGE, HARBOUR, PARK)]
    page = side_by_side([column(story, 18) for story in stories], [18] * 3, gutter)
    assert len(page.splitlines()) < 8
    assert _articles(page) == _expected(*stories)


@pytest.mark.parametrize("seed", range(12))
def test_no_word_is_lost_or_doubled(seed: int) -> None:
    """Whatever stands side by side."""
    chance = random.Random(seed)
    parts = [
        "县里的老桥换上新护栏。",
        "行人，",
        "本报讯",
        "王",
        "明",
        "3",
        "grid",
        "（完）",
        "图书室",
    ]
    rows: list[str] = []
    for _ in range(40):
        words = ["".join(chance.choices(parts, k=chance.randint(1, 5))) for _ in range(3)]
        rows.append((" " * chance.choice((1, 1, 2, 4, 9))).join(words))
    columns = side_by_side([column(BRIDGE, 16), column(PARK, 16)], (16, 16), 3)
    page = "\n".join([*rows[:20], columns, *rows[20:]])
    cells = read_gutters(page)
    assert cells is not None
    taken = sorted(i for found in cells for i in range(found.start, found.end))
    assert len(taken) == len({*taken})
    assert [i for i in taken if not page[i].isspace()] == [
        i for i, char in enumerate(page) if not char.isspace()
    ]


@pytest.mark.parametrize("shape", ["pages", "words far apart", "lines beside words far apart"])
def test_time_grows_with_the_rows(shape: str) -> None:
    block = side_by_side([column(s, 16) for s in (BRIDGE, HARBOUR, PARK)], [16] * 3, 1) + "\n"

    def page(times: int) -> str:
        return block * times if shape == "pages" else SHAPES[shape](64 * times)

    def seconds(times: int) -> float:
        start = time.process_time()
        assert (read_gutters(page(times)) is not None) is (shape == "pages")
        return time.process_time() - start

    seconds(10)
    assert any(seconds(160) < 4 * 2.5 * max(seconds(40), 0.02) for _ in range(3))
