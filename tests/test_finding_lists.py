"""Ways through lists: filters, the undated, slips of the pen, words that are explained."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Open
from tests.test_browse import CARE, filed, pages_of


def test_the_undated_stand_by_what_is_known_of_them() -> None:
    entries = [filed(1, CARE), *(filed(n, CARE, date=f"XXXX-0{n}-13") for n in (4, 6))]
    entries.append(filed(9, CARE, date="XXXX-06-20"))
    undated = pages_of(*entries)["dates/undated.md"]
    headings = [line for line in undated.splitlines() if line.startswith("## ")]
    assert headings == ["## 6月，年份不详", "## 4月，年份不详", "## 日期不详"]


def test_the_words_of_the_site_are_explained_with_its_own_figures() -> None:
    pages = pages_of(filed(1, CARE), filed(2, CARE))
    about = pages["corrections/about.md"]
    for word in ("完整", "待核", "引题", "原版", "怎样整理的，有多可靠"):
        assert word in about
    assert "2 篇文章：完整 2 篇，待核 0 篇，其中编辑核对过 2 篇" in about
    assert "[怎样整理的，有多可靠](corrections/about.md)" in pages["index.md"]
    assert "](about.md)" in pages["corrections/doubts.md"]
    for path, text in pages.items():
        assert path != "corrections/index.md" or ".yml" not in text


def searched(page: Page, site_url: str, query: str) -> str:
    page.goto(f"{site_url}search/?q={query}")
    page.locator("html[data-search-ready]").wait_for(state="attached")
    return page.locator(".bm-find__help").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_a_slip_of_one_character_finds_the_phrase(
    open_page: Open, site_url: str, width: int
) -> None:
    page = open_page(site_url, width)
    assert "要找的是不是“养老服务”？有" in searched(page, site_url, "养老服物")
    page.get_by_role("link", name="养老服务").click()
    expect(page.locator("[data-result]").first).to_be_visible()
    assert "养老服务" in searched(page, site_url, "养考服务")
    # Half a word in Latin letters is noise.
    assert "其中的" not in searched(page, site_url, "yanglao")


@pytest.mark.browser
def test_the_keyboard_gets_past_the_facets(open_page: Open, site_url: str) -> None:
    page = open_page(site_url, 1440)
    searched(page, site_url, "民政")
    skip = page.get_by_role("button", name="跳过筛选，到结果")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.bm-find__results') !== null")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(("kind", "word"), [("agencies", "青岛"), ("documents", "慈善")])
def test_a_list_is_narrowed_by_name(
    open_page: Open, site_url: str, width: int, kind: str, word: str
) -> None:
    page = open_page(f"{site_url}{kind}/", width)
    rows = page.locator(":is(.bm-index, .bm-entries) li:visible")
    before = rows.count()
    page.get_by_label("按名称筛选").fill(word)
    found = rows.all_inner_texts()
    assert 0 < len(found) < before
    assert all(word in text for text in found)
    page.get_by_label("按名称筛选").fill("")
    assert rows.count() == before
