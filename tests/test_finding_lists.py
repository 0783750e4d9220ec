"""Ways through lists: filters, the undated, slips of the pen, words that are explained."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PAGES, Open, Tabs, build_project, serve
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


@pytest.fixture(scope="module")
def long_site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose papers fill two pages of their list, and its doubts several kinds."""
    project = tmp_path_factory.mktemp("long")
    (project / "seeds").mkdir()
    for page in (PAGES / "000_ee4d421dfc5effc4.txt", PAGES.parent / "pages-pdf/2024-05-16-03.pdf"):
        shutil.copy(page, project / "seeds" / page.name)
    for number in range(18):
        rows = [
            f"山水县发布第{number}号通知{n}\n　　近日，山水县印发"
            f"《山水县第{number}年养老服务第{n}号办法》，提出今年新建食堂{number + n}个。\n"
            for n in range(6)
        ]
        (project / "seeds" / f"2024-05-{number + 10}.txt").write_text("\n".join(rows), "utf-8")
    with serve(build_project(project)) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_a_list_of_several_pages_is_narrowed_as_one(
    open_page: Open, long_site_url: str, width: int
) -> None:
    page = open_page(f"{long_site_url}documents/", width)
    items, pager = page.locator(".bm-entries > ul > li"), page.locator(".bm-pager")
    own = items.count()
    box = page.get_by_role("searchbox", name="按名称筛选，各页一起")
    box.fill("第5号办法")
    expect(page.get_by_role("status")).to_have_text("找到 18 个")
    expect(items).to_have_count(18)
    expect(pager).to_be_hidden()
    address = items.last.get_by_role("link").first.evaluate("link => link.href")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("第5号办法")
    page.go_back()
    box.fill("无此文件")
    expect(page.get_by_role("status")).to_have_text("没有找到")
    box.fill("")
    expect(items).to_have_count(own)
    expect(pager).to_be_visible()
    page.goto(f"{long_site_url}documents/index-2/")
    box.fill("第3年养老服务第3号")
    expect(items).to_have_count(1)


@pytest.mark.browser
def test_what_cannot_be_fetched_is_told(tabs: Tabs, long_site_url: str) -> None:
    with tabs.lend() as page:
        page.goto(f"{long_site_url}documents/")
        page.route("**/documents/index-2/", lambda route: route.abort())
        box = page.get_by_role("searchbox", name="按名称筛选，各页一起")
        box.fill("第5号")
        expect(page.get_by_role("status")).to_have_text("没有取到其余各页，请再试一次")
        page.unroute("**/documents/index-2/")
        box.fill("第5号办法")
        expect(page.get_by_role("status")).to_have_text("找到 18 个")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_doubts_are_narrowed_by_kind(open_page: Open, long_site_url: str, width: int) -> None:
    page = open_page(f"{long_site_url}corrections/doubts/", width)
    group = page.get_by_role("group", name="按疑点筛选")
    items = page.locator(".bm-log > ul > li")
    whole = items.count()
    buttons = group.get_by_role("button")
    assert buttons.first.inner_text() == "全部"
    counts = [int(words.split(" ")[1]) for words in buttons.all_inner_texts()[1:]]
    assert len(counts) > 1
    assert sum(counts) >= whole
    for n, number in enumerate(counts, start=1):
        buttons.nth(n).click()
        expect(items).to_have_count(number)
        assert buttons.nth(n).get_attribute("aria-pressed") == "true"
    buttons.first.click()
    expect(items).to_have_count(whole)
