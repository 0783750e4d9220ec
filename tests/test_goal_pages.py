"""Amounts and targets of a region or a paper: a table on the site."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.describe import describe_page
from generator.model import Entry, Reconstruction, file_articles
from generator.model.currencies import CURRENCIES, currency_name
from generator.publish import gist_of
from generator.publish.finished.own_markdown import html_of
from generator.publish.indexes.goal_pages import GoalReader, Goals, goals_of
from tests.conftest import Tabs
from tests.describe_pages import article, page
from tests.growth import calls_of
from tests.published import site_pages

_PAID = "到2035年，投入资金超过2亿元，其中《湖南省公路养护办法》安排3000万元。"


def _filed(*articles: dict[str, object]) -> tuple[list[Entry], Reconstruction]:
    made = page(*articles)
    ids = [f"aaaa{number:04}" for number in range(len(articles))]
    return [*file_articles(made, ids, describe_page(made))], made


def _two() -> tuple[list[Entry], Reconstruction]:
    paper = "近日，湖南省交通运输厅印发《湖南省公路养护办法》。"
    return _filed(
        article("修*路<b>", paper + _PAID, "到2040年全面建成绿道。"),
        article("架桥", "湖南按照《湖南省公路养护办法》架桥，安排资金1亿元。"),
    )


def test_a_region_and_a_paper_have_their_amounts_and_targets_in_a_table() -> None:
    entries, made = _two()
    pages = dict(site_pages(entries, [made]))
    region, paper = sorted((path for path in pages if path.endswith("/goals.md")), reverse=True)
    assert region == "regions/430000/goals.md"
    assert paper.startswith("documents/")
    html = html_of(pages[region].split("---\n", 2)[2], lambda link: link).html
    assert html.count("<tr>") == 5
    assert '<th data-value="200000000">2亿元</th><td>资金</td>' in html
    assert "币种" not in html
    assert f"<td>{_PAID} <small><a " in html
    assert 'href="../../../articles/aaaa0000/#p1">修*路&lt;b&gt;</a> ' in html
    assert '<a href="../../../articles/aaaa0000/#p2">同篇</a></small>' in html
    assert (html.count("同篇"), html.count("<small>")) == (2, 4)
    assert "[2 篇的表格](430000/goals.md)" in pages["regions/430000.md"]
    assert "goals.md)" in pages[paper.replace("/goals", "")]


def test_several_currencies_have_a_column_and_are_put_in_order_apart() -> None:
    told = "湖南出口额3亿美元，进口额20亿元，投资额5亿欧元。"
    entries, made = _filed(
        article("外贸", told, "到2040年全面建成绿道。"), article("桥", "湖南造桥投资额1亿元。")
    )
    pages = dict(site_pages(entries, [made]))
    html = html_of(pages["regions/430000/goals.md"].split("---\n", 2)[2], lambda link: link).html
    assert '<th scope="col">币种</th>' in html
    group = '<th data-value="[^"]*"(?: data-group="([^"]*)")?>'
    rows = re.findall(group + "([^<]*)</th><td>[^<]*</td><td>([^<]*)</td>", html)
    assert rows == [
        ("USD", "3亿美元", "美元"),
        ("", "20亿元", "人民币"),
        ("EUR", "5亿欧元", "欧元"),
        ("~", "全面建成绿道", ""),
        ("", "1亿元", "人民币"),
    ]


def test_every_currency_has_a_name() -> None:
    assert all(currency_name(code) != code for code in CURRENCIES)


_SCRIPT = Path(__file__).parents[1] / "site_src" / "assets" / "sort.js"


@pytest.mark.browser
def test_the_table_for_spreadsheets_has_no_formula_and_loses_nothing(tabs: Tabs) -> None:
    named = ["=1+1", "＝1", "'引", "''引", "-5 ℃", '桥，“路”"渠"', "平常"]
    told = [article(name, "湖南的桥投资200万元。") for name in named]
    entries, made = _filed(*told)
    text = dict(site_pages(entries, [made]))["regions/430000/goals.md"]
    with tabs.lend() as tab:
        tab.set_content(html_of(text.split("---\n", 2)[2], lambda link: link).html)
        tab.add_script_tag(content=_SCRIPT.read_text("utf-8"))
        address = tab.get_by_text("下载本页表格").get_attribute("href")
    assert address is not None
    table = unquote(address.partition(",")[2]).removeprefix("\ufeff")
    head, *rows = csv.reader(io.StringIO(table, newline=""), strict=True)
    cells = [row[head.index("文章")] for row in rows]
    assert not [cell for cell in cells if re.match(r"\s*[=+@＝＋－＠-]", cell)]
    assert sorted(cell.removeprefix("'") for cell in cells) == sorted(named)


def test_a_list_without_any_has_no_table() -> None:
    entries, made = _filed(article("桥通了", "湖南的桥通车了。"))
    assert not [path for path, _text in site_pages(entries, [made]) if "goals" in path]


def test_many_articles_make_several_pages() -> None:
    told = [article(f"第{n}座桥", f"湖南第{n}座桥投资{n + 2}00万元。") for n in range(30)]
    entries, made = _filed(*told)
    paths = [path for path, _text in site_pages(entries, [made]) if "goals" in path]
    assert paths == ["regions/430000/goals.md", "regions/430000/goals/2.md"]


def test_a_long_table_leaves_to_its_parts_what_they_have() -> None:
    told = [article(f"第{n}座桥", f"湖南第{n}座桥投资{n + 2}00万元。") for n in range(3)]
    told += [article(f"第{n}条路", f"长沙市第{n}条路投资{n + 2}00万元。") for n in range(24)]
    told += [article("一条渠", "株洲市的一条渠投资300万元。")]
    entries, made = _filed(*told)
    pages = {path: text for path, text in site_pages(entries, [made]) if "goals" in path}
    assert [*pages] == ["regions/430000/goals.md", "regions/430100/goals.md"]
    province, city = (re.findall(r"articles/aaaa(\d+)/", text) for text in pages.values())
    assert {*city} == {f"{number:04}" for number in range(3, 27)}
    assert {*province} == {"0000", "0001", "0002", "0027"}
    assert "[长沙市](../430100/goals.md)（24 篇）" in pages["regions/430000/goals.md"]
    assert ">地区<" in pages["regions/430000/goals.md"]
    assert ">地区<" not in pages["regions/430100/goals.md"]  # it would say the same of each row
    short = dict(site_pages(entries[:20], [made]))
    assert short["regions/430000/goals.md"].count("articles/") == 20


def test_a_paper_s_list_says_where_it_is_reported() -> None:
    told = [
        article(f"{place}学习办法", f"{place}学习《全国公路养护管理办法》。{place}的人说好。")
        for place in ("湖南", "湖南", "湖北")
    ]
    entries, made = _filed(*told)
    (paper,) = (
        text
        for path, text in site_pages(entries, [made])
        if path.startswith("documents/") and "index" not in path
    )
    assert "各地报道（2 处）" in paper
    assert '<th scope="row">湖南省</th><td>2</td>' in paper


def test_a_ministry_s_list_says_what_it_came_from_and_what_it_became() -> None:
    told = (article("老部", "1995年，邮电部印发通知。"), article("新部", "信息产业部印发通知。"))
    entries, made = _filed(*told)
    pages = dict(site_pages(entries, [made]))
    by_title = {text.split("title: ", 1)[1].split("\n")[0]: text for text in pages.values()}
    assert "- **1998年改组为** [信息产业部](" in by_title["邮电部"]
    assert "、国家邮政局" in by_title["邮电部"]
    assert "- **前身** [邮电部](" in by_title["信息产业部"]


def test_articles_stand_on_their_own_page_of_the_table() -> None:
    entries, made = _two()
    other = replace(entries[0], id="bbbb0000")
    pages = dict(site_pages([*entries, other], [made]))
    assert pages["regions/430000/goals.md"].count("articles/bbbb0000/") == 3


def test_a_page_is_read_once_for_all_tables_that_its_articles_stand_in() -> None:
    entries, made = _two()
    asked: list[str] = []

    def of_page(mark: str) -> Sequence[Goals]:
        asked.append(mark)
        return [*map(goals_of, entries)]

    put_away = [
        replace(
            entry, gist=gist_of(entry, "made.pickle", number, entry, ()), article=made.articles[0]
        )
        for number, entry in enumerate(entries)
    ]
    read = GoalReader(of_page)
    assert [read(entry) for entry in put_away] == [read(entry) for entry in entries]
    assert asked == ["made.pickle"]


@pytest.mark.parametrize(
    "unit", ["投资1亿元。", "到2040年完成。", "《甲县养护办法》安排3亿元。", "投资1亿元，"]
)
def test_goals_are_found_in_time_that_grows_with_the_text(unit: str) -> None:
    """Each sentence was held against every amount, day and paper, which took hours a page."""
    few, many = (_filed(article("修路", unit * times))[0][0] for times in (200, 400))
    assert calls_of(lambda: goals_of(many)) < 2.5 * calls_of(lambda: goals_of(few))


def test_of_a_sentence_without_end_stands_what_is_around_an_amount() -> None:
    """A column of figures without a stop was said as a whole with each of them: gigabytes."""
    told = "，".join(f"甲{'乡' * (number % 7)}投资{number}万元" for number in range(100, 1_000))
    (entry,), _ = _filed(article("账目", f"{told}。"))
    goals = [goal for goal, _anchor in goals_of(entry)]
    assert len(goals) == 900
    assert all(str(goal.said["text"]) in goal.sentence for goal in goals)
    assert max(len(goal.sentence) for goal in goals) == 120
