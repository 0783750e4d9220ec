"""Lists and tables that a reader can put in another order, and what stands without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, Route

from generator.model import Document, Facts
from tests.conftest import Open, Tabs
from tests.published import make_entry, site_pages

LISTS = {
    "documents": ["文章数", "地区数", "日期", "名称"],
    "agencies": ["文章数", "提到", "名称"],
    "agencies/province": ["文章数", "提到", "名称"],
}


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    with tabs.lend(390) as page:
        yield page


def names(page: Page) -> list[str]:
    """Return the names of the first list, as they stand."""
    return list(
        page.evaluate(
            "[...document.querySelector(':is(.bm-entries, .bm-index) > ul').children].map("
            "item => item.querySelector('a').firstChild.textContent.trim())"
        )
    )


@pytest.mark.browser
@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_put_in_order_and_back(page: Page, site_url: str, address: str) -> None:
    page.goto(f"{site_url}{address}/")
    written = names(page)
    buttons = page.get_by_role("group", name="排序").get_by_role("button")
    assert buttons.all_inner_texts() == LISTS[address]
    assert buttons.first.get_attribute("aria-pressed") == "true"
    buttons.last.focus()
    page.keyboard.press("Enter")
    assert [b.get_attribute("aria-pressed") for b in buttons.all()][-1] == "true"
    assert buttons.first.get_attribute("aria-pressed") == "false"
    assert page.evaluate("document.activeElement.textContent") == "名称"
    by_name = names(page)
    assert by_name != written
    assert sorted(by_name) == sorted(written)
    compare = "([a, b]) => a.localeCompare(b, 'zh-Hans-CN', {numeric: true}) <= 0"
    for pair in pairwise(by_name):
        assert page.evaluate(compare, list(pair)), pair
    buttons.first.press("Space")
    assert names(page) == written


@pytest.mark.browser
def test_papers_are_put_in_order_of_their_newest_report(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}documents/")
    page.get_by_role("button", name="日期").click()
    notes = page.locator(".bm-entries > ul > li").all_inner_texts()
    years = [int(found[1]) if (found := re.search(r"最新报道 (\d{4})年", n)) else 0 for n in notes]
    assert years == sorted(years, reverse=True)
    assert len(set(years)) > 2


@pytest.mark.browser
def test_agencies_of_each_level_are_put_in_order_by_themselves(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}agencies/")
    texts = "lists => lists.map(list => [...list.children].map(item => item.innerText).sort())"
    before = page.eval_on_selector_all(".bm-index > ul", texts)
    page.get_by_role("button", name="提到").click()
    assert page.eval_on_selector_all(".bm-index > ul", texts) == before
    for shown in page.locator(".bm-index > ul").all():
        mentions = [
            int(found[1]) if (found := re.search(r"(\d+) 篇提到", text)) else 0
            for text in shown.locator("li").all_inner_texts()
        ]
        assert mentions == sorted(mentions, reverse=True)


@pytest.mark.browser
def test_the_table_of_regions_says_how_it_is_ordered(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}regions/")
    page.locator("summary").click()
    heads = page.locator("th[scope=col]")
    said = "heads => heads.map(head => head.getAttribute('aria-sort'))"
    assert page.eval_on_selector_all("th[scope=col]", said) == [None, "descending", None, None]
    numbers = page.locator("td:nth-child(3)")
    heads.nth(2).get_by_role("button").press("Enter")
    assert page.eval_on_selector_all("th[scope=col]", said) == [None, None, "descending", None]
    counts = [int(text.split()[0]) for text in numbers.all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) > 1
    heads.nth(2).get_by_role("button").press("Enter")
    assert page.eval_on_selector_all("th[scope=col]", said) == [None, None, "ascending", None]
    assert [int(text.split()[0]) for text in numbers.all_inner_texts()] == sorted(counts)


@pytest.mark.browser
def test_nothing_jumps_when_the_buttons_come(open_page: Open, site_url: str) -> None:
    page = open_page("about:blank", 390, alone=True)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => { window.shift += entry.value })).observe({type: 'layout-shift', buffered: true})"
    )

    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/sort.js", late)
    page.goto(f"{site_url}documents/")
    page.get_by_role("button", name="名称").wait_for()
    assert page.evaluate("window.shift") == 0


@pytest.mark.browser
def test_without_scripts_the_order_stands_and_no_button_pretends(tabs: Tabs, site_url: str) -> None:
    with tabs.lend(scripts=False) as page:
        page.goto(f"{site_url}documents/")
        box = page.locator(".bm-sort").bounding_box()
        assert page.locator(".bm-sort button").count() == 0
        assert box is not None
        assert box["height"] == 0


@pytest.mark.parametrize(("number", "sortable"), [(100, True), (101, False)])
def test_only_a_whole_list_is_offered_in_another_order(number: int, sortable: bool) -> None:
    papers = tuple(Document(title=f"《第{n}号山塘互助养老办法》") for n in range(number))
    entries = [make_entry(facts=Facts(documents=papers))]
    text = dict(site_pages(entries, ()))["documents/index.md"]
    assert ("data-ways" in text) is sortable
    assert text.count("data-ranks") == (number if sortable else 0)
