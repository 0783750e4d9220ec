"""The search as its readers meet it: the header's box, the page ``search/``, the marked article.

What is promised: ``search/`` keeps its whole state in its address, each hit has ``data-result``,
the total ``data-result-count``, and ``<html>`` has ``data-search-ready`` once a query is answered.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from generator.publish import Searched, search_files
from generator.text.search_form import search_form, simplified_forms
from tests.case_files import Case, read_cases
from tests.conftest import Open, Tabs

pytestmark = pytest.mark.browser

ENGINE = Path(__file__).parent / "fake_engine.js"
PHONE, DESKTOP = 390, 1280
WORD = "民政"
"""Stands in most articles of the five pages."""
FREQUENT = "的"
"""Stands in more articles than one page of results holds."""
NOWHERE = "鼋鼍龘"
FOLDED = [
    case for case in read_cases("search_form.md") if not set(case.input) & simplified_forms().keys()
]
"""Stands in none."""


@pytest.fixture
def fake(open_page: Open) -> Open:
    """Return a function like ``open_page``; its pages get answers from tests/fake_engine.js."""

    def open_at(address: str, width: int = DESKTOP) -> Page:
        page = open_page("about:blank", width)
        page.context.route(
            "**/assets/search/engine.js",
            lambda route: route.fulfill(path=ENGINE, content_type="text/javascript"),
        )
        page.goto(address)
        return page

    return open_at


def find(page: Page, site_url: str, /, **query: str | list[str]) -> None:
    """Open ``search/`` with a query and wait until it is answered."""
    page.goto(f"{site_url}search/?{urlencode(query, doseq=True)}")
    ready(page)


def ready(page: Page) -> None:
    expect(page.locator("html[data-search-ready]")).to_have_count(1)


def total(page: Page) -> int:
    """Return the number of hits, when the answer is there."""
    return int(page.locator("[data-result-count]").inner_text())


def hits(page: Page) -> list[str]:
    """Return the addresses of the hits that are shown."""
    page.locator("[data-result-count]").wait_for()
    return [hit.get_attribute("data-result") or "" for hit in page.locator("[data-result]").all()]


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def facet(page: Page, name: str) -> Locator:
    """Return the group of check boxes of one facet; on a phone it is unfolded."""
    fold = page.locator(".bm-find__fold")
    expect(fold).to_be_visible()
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return page.get_by_role("group", name=name, exact=True)


def open_box(page: Page) -> Locator:
    """Open the header's box, on a phone by its button."""
    button = page.get_by_role("link", name="检索", exact=True)
    if button.is_visible():
        button.click()
    box = page.get_by_label("检索全文")
    box.click()
    return box


# ---- from the box to the paragraph


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_from_the_box_by_a_facet_to_the_marked_paragraph(
    open_page: Open, site_url: str, width: int
) -> None:
    page = open_page(site_url, width)
    open_box(page).fill(WORD)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    ready(page)
    assert state(page) == {"q": [WORD]}
    before = total(page)
    assert before == len(set(hits(page))) or before > 10

    row = facet(page, "地区").get_by_role("listitem").first
    number = int(row.locator(".bm-find__count").inner_text())
    row.get_by_role("checkbox").first.check()
    expect(page.locator("[data-result-count]")).to_have_text(str(number))
    assert state(page)["region"]
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(1)

    hit = page.locator("[data-result]").first
    address = hit.get_attribute("data-result") or ""
    hit.get_by_role("link").click()
    page.wait_for_url("**/articles/**")
    assert page.url.startswith(address)
    mark = page.locator("article mark").filter(has_text=WORD)
    expect(mark.first).to_be_visible()
    anchor = urlsplit(page.url).fragment
    if anchor:  # a hit in the headline alone leads to the article's top
        paragraph = page.locator(f":is(p, h2):has(> a#{anchor}:target)")
        expect(paragraph).to_be_in_viewport()
        expect(paragraph.locator("mark").first).to_have_text(WORD)
    page.go_back()
    expect(page.locator("[data-result-count]")).to_have_text(str(number))


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_box_on_the_home_page_leads_to_the_same_page(
    open_page: Open, site_url: str, width: int
) -> None:
    page = open_page(site_url, width)
    page.get_by_label("检索全部文章").fill(WORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    ready(page)
    assert total(page) > 0
    expect(page.get_by_role("searchbox")).to_have_value(WORD)


def test_a_list_leads_to_the_search_of_its_articles(open_page: Open, site_url: str) -> None:
    page = open_page(site_url + "dates/undated/")
    page.get_by_role("link", name="在此范围内检索").click()
    ready(page)
    assert state(page) == {"year": ["undated"]}
    assert total(page) > 0
    expect(page.get_by_role("group", name="年份").locator("input:checked")).to_have_count(1)


# ---- the page's state is its address


def test_an_address_brings_back_what_was_seen(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=WORD, sort="date")
    expect(page.get_by_role("link", name="最新")).to_have_attribute("aria-current", "true")
    facet(page, "主题").get_by_role("checkbox").first.check()
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(1)
    seen = hits(page)
    other = open_page(page.url, PHONE)
    ready(other)
    assert hits(other) == seen
    assert total(other) == total(page)


def test_the_back_button_undoes_each_step(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=WORD)
    whole = total(page)
    boxes = facet(page, "机构").get_by_role("checkbox")
    name = boxes.nth(1).get_attribute("data-key")
    boxes.nth(1).check()
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(1)
    narrowed = total(page)
    assert 0 < narrowed < whole
    expect(page.locator(":focus")).to_have_attribute("data-key", name or "")
    page.get_by_role("link", name="最新").click()
    expect(page.get_by_role("link", name="最新")).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(page.get_by_role("link", name="最相关")).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(page.locator("[data-result-count]")).to_have_text(str(whole))
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(0)
    page.go_forward()
    expect(page.locator("[data-result-count]")).to_have_text(str(narrowed))


def test_typing_answers_and_leaves_one_step_behind(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=WORD)
    first = hits(page)
    box = page.get_by_role("searchbox")
    box.press("End")
    box.press_sequentially("厅的", delay=200)
    expect(page.locator("[data-result-count]")).not_to_have_count(0)
    page.wait_for_url(lambda address: parse_qs(urlsplit(address).query)["q"] == [f"{WORD}厅的"])
    page.go_back()
    page.wait_for_url(lambda address: parse_qs(urlsplit(address).query)["q"] == [WORD])
    expect(box).to_have_value(WORD)
    assert hits(page) == first


def test_fast_typing_shows_the_answer_to_the_last_letter(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=WORD)
    wanted = hits(page)
    page.goto(site_url + "search/")
    ready(page)
    box = page.get_by_role("searchbox")
    for text in (FREQUENT, "", WORD[0], WORD + NOWHERE, WORD):
        box.fill(text)
        page.wait_for_timeout(130)
    page.wait_for_url(lambda address: parse_qs(urlsplit(address).query).get("q") == [WORD])
    assert hits(page) == wanted


def test_pages_of_results(open_page: Open, site_url: str) -> None:
    page = open_page(site_url, PHONE)
    find(page, site_url, q=FREQUENT)
    first = hits(page)
    number = total(page)
    assert number > len(first) == 10
    page.get_by_role("navigation", name="结果分页").get_by_role("link", name="下一页").click()
    expect(page.get_by_role("status").filter(has_text="第 2 页")).to_be_focused()
    expect(page.locator("[data-result]").first).to_be_in_viewport()
    assert state(page)["page"] == ["2"]
    second = hits(page)
    assert not set(first) & set(second)
    assert len(second) == min(10, number - 10)
    page.go_back()
    expect(page.locator("[data-result]").first).to_have_attribute("data-result", first[0])
    find(page, site_url, q=FREQUENT, page="99")  # of a time when there were more
    assert hits(page)
    assert int(state(page)["page"][0]) == -(-number // 10)


def test_back_from_an_article_to_where_the_reader_was(open_page: Open, site_url: str) -> None:
    page = open_page(site_url, PHONE)
    find(page, site_url, q=FREQUENT)
    last = page.locator("[data-result]").last
    last.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 0
    last.get_by_role("link").click()
    page.wait_for_url("**/articles/**")
    page.go_back()
    ready(page)
    expect(page.locator("[data-result]").last).to_be_in_viewport()


# ---- facets


def test_several_choices_widen_one_facet_and_narrow_across(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=FREQUENT)
    rows = facet(page, "年份").get_by_role("listitem")
    assert rows.count() >= 3
    numbers = [int(text) for text in rows.locator(".bm-find__count").all_inner_texts()]
    assert sum(numbers) == total(page)  # each article has one year, or none
    for n in range(2):
        facet(page, "年份").get_by_role("checkbox").nth(n).check()
        expect(page.get_by_role("link", name="去掉筛选")).to_have_count(n + 1)
        expect(page.locator("[data-result-count]")).to_have_text(str(sum(numbers[: n + 1])))
    before = total(page)
    row = facet(page, "主题").get_by_role("listitem").first
    number = int(row.locator(".bm-find__count").inner_text())
    row.get_by_role("checkbox").check()
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(3)
    expect(page.locator("[data-result-count]")).to_have_text(str(number))
    assert number <= before
    page.get_by_role("link", name="去掉筛选").first.click()
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(2)
    page.get_by_role("link", name="全部去掉").click()
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(0)
    assert total(page) == sum(numbers)


def test_a_province_shows_its_cities_and_a_city_narrows_it(fake: Open, site_url: str) -> None:
    page = fake(site_url)
    find(page, site_url, q="一")
    group = facet(page, "地区")
    expect(group.get_by_role("checkbox")).to_have_count(2)
    group.get_by_role("checkbox", name="重庆市").check()
    expect(group.get_by_role("checkbox")).to_have_count(4)
    group.get_by_role("checkbox", name="璧山区").check()
    expect(page.get_by_role("link", name="去掉筛选")).to_have_text("璧山区×")
    assert state(page)["region"] == ["500120"]
    assert group.get_by_role("checkbox", name="重庆市").evaluate("box => box.indeterminate")
    expect(group.get_by_role("checkbox", name="璧山区")).to_be_focused()
    group.get_by_role("checkbox", name="渝中区").check()
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(2)
    group.get_by_role("checkbox", name="渝中区").uncheck()
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(1)
    expect(page.get_by_role("link", name="去掉筛选")).to_have_text("璧山区×")
    group.get_by_role("checkbox", name="璧山区").uncheck()
    expect(page.get_by_role("link", name="去掉筛选")).to_have_text("重庆市×")
    assert state(page)["region"] == ["500000"]


def test_more_values_come_on_request_and_the_focus_is_on_the_first(
    fake: Open, site_url: str
) -> None:
    page = fake(site_url)
    find(page, site_url, q="一")
    group = facet(page, "机构")
    expect(group.get_by_role("checkbox")).to_have_count(8)
    group.get_by_role("button", name="更多机构（还有 92 个）").click()
    expect(group.get_by_role("checkbox")).to_have_count(40)
    expect(group.get_by_role("checkbox").nth(8)).to_be_focused()
    group.get_by_role("checkbox").nth(39).check()  # stays in sight when the list is made anew
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(1)
    find(page, site_url, q="一", agency="机构99")
    expect(facet(page, "机构").get_by_role("checkbox")).to_have_count(9)
    expect(facet(page, "机构").locator("input:checked")).to_have_count(1)


# ---- many hits, slow answers, faults


def test_nineteen_thousand_hits_are_a_few_steps_away(fake: Open, site_url: str) -> None:
    page = fake(site_url, PHONE)
    find(page, site_url, q="多")
    assert total(page) == 19_000
    pager = page.get_by_role("navigation", name="结果分页")
    assert pager.get_by_role("link").count() < 10
    pager.get_by_role("link", name="第 1900 页").click()
    expect(page.locator("[data-result] h2").last).to_contain_text("第19000篇")
    expect(pager.get_by_role("link", name="下一页")).to_have_count(0)
    assert page.locator("body *").count() < 1000
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_slow_answer_is_shown_calmly_and_never_over_a_newer_one(
    fake: Open, site_url: str
) -> None:
    page = fake(site_url)
    find(page, site_url, q="快")
    box = page.get_by_role("searchbox")
    box.fill("慢")
    box.press("Enter")
    busy = page.locator(".bm-find__results[aria-busy=true]")
    expect(busy).to_have_count(1)
    # What was there can be read until then, but is no result any more.
    expect(page.locator(".bm-find__list h2")).to_contain_text("快：第1篇")
    expect(page.locator("[data-result], [data-result-count]")).to_have_count(0)
    expect(page.locator("[data-result] h2")).to_contain_text("慢：第1篇")
    expect(busy).to_have_count(0)
    box.fill("慢")
    box.press("Enter")
    box.fill("快")
    box.press("Enter")
    expect(page.locator("[data-result] h2")).to_contain_text("快：第1篇")
    page.wait_for_timeout(800)
    expect(page.locator("[data-result] h2")).to_contain_text("快：第1篇")

    page.goto(site_url)
    box = open_box(page)
    box.fill("慢")
    page.wait_for_timeout(100)
    box.fill("快")
    expect(page.get_by_role("option", name="快：第1篇")).to_be_visible()
    page.wait_for_timeout(800)
    expect(page.get_by_role("option", name="慢：第1篇")).to_have_count(0)


def test_a_fault_is_told_and_the_next_query_is_answered(fake: Open, site_url: str) -> None:
    page = fake(f"{site_url}search/?q=错")
    expect(page.get_by_role("status").filter(has_text="这次检索出了错")).to_be_visible()
    page.get_by_role("searchbox").fill("快")
    expect(page.locator("[data-result] h2")).to_contain_text("快：第1篇")
    expect(page.get_by_role("button", name="重试")).to_have_count(0)


def test_what_pages_say_is_never_markup(fake: Open, site_url: str) -> None:
    page = fake(site_url)
    nasty = "<img src=x onerror=alert(1)>"
    for query in ("快", "无"):
        find(page, site_url, q=query, topic="x")
        for part in (".bm-find__ways", ".bm-find__chips", ".bm-find__facets"):
            expect(page.locator(part)).to_contain_text(nasty)
        assert page.locator(".bm-find img").count() == 0
    expect(page.locator(".bm-find__help")).to_contain_text(nasty)
    find(page, site_url, q="快")
    expect(page.locator("[data-result] mark").nth(1)).to_have_text("<img")
    address = page.locator("[data-result] a").evaluate("link => link.href")
    assert parse_qs(urlsplit(address).query)["h"] == ["<img", "快", "折"]
    page.goto(site_url)
    open_box(page).fill("快")
    expect(page.get_by_role("option", name=nasty).first).to_be_visible()
    assert page.locator(".bm-box img").count() == 0


# ---- where nothing is found, and where nothing can be


def test_no_hits_offer_the_part_that_has_some(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=WORD + NOWHERE)
    assert total(page) == 0
    expect(page.get_by_role("status").filter(has_text="没有找到")).to_contain_text(NOWHERE)
    help_ = page.locator(".bm-find__help")
    expect(help_).to_contain_text("篇")
    number = int(re.findall(r"有 (\d+) 篇", help_.inner_text())[0])
    help_.get_by_role("link", name=WORD).click()
    expect(page.locator("[data-result-count]")).to_have_text(str(number))
    expect(page.get_by_role("searchbox")).to_have_value(WORD)


def test_the_part_is_counted_without_facets_and_leads_there(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=WORD + NOWHERE, year="1949")
    help_ = page.locator(".bm-find__help")
    number = re.findall(r"有 (\d+) 篇", help_.inner_text())[0]
    help_.get_by_role("link", name=WORD).click()
    expect(page.locator("[data-result-count]")).to_have_text(number)
    assert "year" not in state(page)


def test_no_hits_offer_the_same_without_facets(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=WORD, year="1949")
    assert total(page) == 0
    link = page.get_by_role("link", name=re.compile(r"不加筛选，有 \d+ 篇"))
    number = re.findall(r"\d+", link.inner_text())[0]
    link.click()
    expect(page.locator("[data-result-count]")).to_have_text(number)
    assert "year" not in state(page)


def test_a_word_that_is_nowhere_gets_a_sentence(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=NOWHERE)
    assert total(page) == 0
    expect(page.locator(".bm-find__help")).not_to_be_empty()


HOSTILE = {
    "long": "长" * 5000,
    "punctuation": "？！，。《》“”……——",
    "blanks": "\u3000 \t\u200b",
    "quotes": '"民政 “厅',
    "empty quotes": '"" “” 「」',
    "regex": r"(.*)[^\]+?{1,}$|\d",
    "bidi": "\u202e民政\u2066\u200f",
    "emoji": "👨‍👩‍👧民政🇨🇳",
    "markup": "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "entities": "&lt;b&gt;&amp;民政",
    "url": "../?q=%E6%B0%91&region=1#p3",
    "null": "\x00\ufffe民",
    "surrogate": "\ud83d",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_is_typed_is_answered_or_told(open_page: Open, site_url: str, kind: str) -> None:
    query = HOSTILE[kind]
    page = open_page(site_url + "search/")
    page.on("dialog", lambda dialog: pytest.fail(f"{kind}: a script ran"))
    ready(page)
    box = page.get_by_role("searchbox")
    box.evaluate(
        "(box, text) => { box.value = text; box.dispatchEvent(new InputEvent('input')) }", query
    )
    box.press("Enter")
    expect(page.locator(".bm-find__results:not([aria-busy])")).to_have_count(1)
    expect(page.locator(".bm-find__bar").get_by_role("status")).not_to_be_empty()
    page.reload()
    ready(page)
    assert page.locator(".bm-find :is(img, script)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    page.goto(site_url)
    box = open_box(page)
    box.evaluate(
        "(box, text) => { box.value = text; box.dispatchEvent(new InputEvent('input')) }", query
    )
    said = page.locator(".bm-box").get_by_role("status")
    expect(said).not_to_have_text("")
    assert page.locator(".bm-box :is(img, script)").count() == 0


@pytest.mark.parametrize(
    "query", ["region=%3Cimg%3E", "page=-1", "page=x&sort=y", "q=%FF&year=%00"]
)
def test_whatever_stands_in_the_address_is_answered(
    open_page: Open, site_url: str, query: str
) -> None:
    page = open_page(f"{site_url}search/?{query}")
    ready(page)
    assert page.locator(".bm-find img").count() == 0


def test_a_query_too_long_for_a_server_is_kept_from_it(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    text = WORD + "长" * 4998
    page.get_by_label("检索全部文章").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/#?q=*")
    ready(page)
    expect(page.get_by_role("searchbox")).to_have_value(text)
    assert max(map(len, asked)) < 4000 or all(
        "#" in address for address in asked if len(address) > 4000
    )
    page.reload()
    ready(page)
    expect(page.get_by_role("searchbox")).to_have_value(text)


@pytest.mark.parametrize("mark", ["“", "「甲"])
def test_quotation_marks_without_end_are_read_in_no_time(
    open_page: Open, site_url: str, mark: str
) -> None:
    """In an address of a megabyte, the end of each was looked for through all that follow."""
    page = open_page(f"{site_url}search/#?{urlencode({'q': f'{mark} ' * 80_000})}")
    ready(page)


@pytest.mark.parametrize("broken", ["**/assets/search/engine.js", "**/search/*.js"])
@pytest.mark.parametrize("how", ["missing", "truncated"])
def test_a_missing_part_is_told_and_can_be_tried_again(
    tabs: Tabs, site_url: str, broken: str, how: str
) -> None:
    def spoil(route: Route) -> None:
        if broken != "**/assets/search/engine.js" and "/assets/" in route.request.url:
            route.continue_()
        elif how == "missing":
            route.fulfill(status=404)
        else:
            body = route.fetch().body()
            route.fulfill(body=body[: len(body) // 2], content_type="text/javascript")

    with tabs.lend() as page:
        page.route(broken, spoil)
        page.goto(f"{site_url}search/?q={quote(WORD)}")
        expect(page.get_by_role("status").filter(has_text="检索数据没有读全")).to_be_visible()
        assert page.locator("[data-result]").count() == 0
        page.unroute(broken)
        page.get_by_role("button", name="重试").click()
        ready(page)
        assert total(page) > 0

        page.route(broken, spoil)
        page.goto(site_url)
        open_box(page).fill(WORD)
        said = page.locator(".bm-box").get_by_role("status")
        expect(said).to_contain_text("检索数据没有读全")
        page.unroute(broken)
        said.get_by_role("button", name="重试").click()
        expect(page.get_by_role("option").first).to_be_visible()


# ---- the header's box


@pytest.mark.parametrize("key", ["/", "s", "f", "Control+k", "Meta+k"])
def test_keys_lead_to_the_box_on_every_page_but_not_while_typing(
    open_page: Open, site_url: str, key: str
) -> None:
    page = open_page(site_url + "topics/")
    page.keyboard.press(key)
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("s/f")
    expect(box).to_have_value("s/f")
    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()
    expect(page.locator(".md-search__output")).to_have_css("opacity", "0")
    page.goto(site_url + "search/")
    ready(page)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press(key)
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_arrows_walk_through_the_list_and_enter_follows(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    box = open_box(page)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill(WORD)
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("group", name="文章")).to_be_visible()
    number = options.count()
    assert number > 2
    for n in range(number):
        page.keyboard.press("ArrowDown")
        chosen = page.locator("[role=option][aria-selected=true]")
        expect(chosen).to_have_count(1)
        assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
        assert chosen.evaluate(
            "(e, n) => [...document.querySelectorAll('[role=option]')][n] === e", n
        )
        expect(chosen).to_be_in_viewport()
    page.keyboard.press("ArrowDown")  # past the last: back in the box
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    address = page.locator("[aria-selected=true]").evaluate("link => link.href")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_suggestions_lead_to_the_lists(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    open_box(page).fill("湖南")
    option = page.get_by_role("option", name="湖南省", exact=False).filter(has_text="地区")
    option.click()
    page.wait_for_url("**/regions/430000/")


def test_the_search_page_has_one_box(open_page: Open, site_url: str) -> None:
    page = open_page(site_url + "search/")
    ready(page)
    expect(page.get_by_role("searchbox")).to_have_count(1)
    expect(page.get_by_role("combobox")).to_have_count(0)
    expect(page.get_by_role("search")).to_have_count(1)


def test_on_a_phone_the_box_fills_the_window_and_closes(open_page: Open, site_url: str) -> None:
    page = open_page(site_url, PHONE)
    box = open_box(page)
    box.fill(WORD)
    expect(page.get_by_role("option").first).to_be_visible()
    inner = page.locator(".md-search__inner")
    expect(inner).to_have_css("width", f"{PHONE}px")
    bounds = inner.bounding_box()
    assert bounds is not None
    assert (bounds["width"], bounds["height"]) == pytest.approx((PHONE, 844), abs=0.5)
    page.locator(".md-search__icon[for=__search]").click()
    expect(inner).to_have_css("opacity", "0")
    expect(box).not_to_be_focused()
    for _ in range(50):
        if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            return
        page.wait_for_timeout(100)
    pytest.fail("what was searched in leaves the page wider than the window")


def test_readers_who_do_not_search_load_next_to_nothing(open_page: Open, site_url: str) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(site_url, wait_until="networkidle")
    ours = [path for path in asked if "/search/" in path]
    assert [Path(path).name for path in ours] == ["start.js"]
    open_box(page).fill(WORD)
    expect(page.get_by_role("option").first).to_be_visible()
    assert {"start.js", "client.js", "box.js"} <= {Path(path).name for path in asked}
    assert "page.js" not in {Path(path).name for path in asked}


def test_the_count_is_told_to_who_does_not_see_it(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=WORD)
    status = page.get_by_role("status").filter(has_text="找到")
    expect(status).to_have_count(1)
    expect(status.locator("[data-result-count]")).to_have_count(1)


# ---- the article


def test_an_article_marks_the_words_it_was_found_by(open_page: Open, site_url: str) -> None:
    page = open_page(site_url)
    find(page, site_url, q=WORD)
    address = hits(page)[0]
    page.goto(f"{address}?{urlencode({'h': ['民 政', 'ＮＯＷＨＥＲＥ', '<b>', '']}, doseq=True)}")
    marks = page.locator("article mark")
    expect(marks.first).to_have_text("民政")
    text = page.locator("article").evaluate(
        """article => [...article.querySelectorAll("h1, h2, p")]
            .filter(block => !block.closest("nav, aside, details, .bm-filed, .bm-subscribe"))
            .map(block => block.textContent).join("\\n")"""
    )
    assert text.count("民政") == marks.count()
    assert page.locator(":is(nav, aside, details) mark").count() == 0
    page.goto(address)
    assert page.locator("article mark").count() == 0


@pytest.mark.parametrize("query", ["社會 民政", "＂社 會＂ 民政", '"社"會 民\u200b政'])
def test_however_a_word_was_typed_the_article_marks_it(
    query: str, open_page: Open, site_url: str
) -> None:
    """In every paragraph, and not only where the result showed it."""
    page = open_page(site_url)
    find(page, site_url, q=query)
    page.locator("[data-result] a").first.click()
    page.wait_for_url("**/articles/**")
    marks = page.locator("article mark")
    expect(marks.first).to_be_visible()
    assert {"社会", "民政"} & set(marks.all_inner_texts())
    for word in ("社会", "民政"):
        whole = page.locator("article").evaluate(
            """(article, word) => [...article.querySelectorAll("h1, h2, p")]
                .filter(block => !block.closest("nav, aside, details, .bm-filed, .bm-subscribe"))
                .reduce((sum, block) => sum + block.textContent.split(word).length - 1, 0)""",
            word,
        )
        assert whole > 0
        assert sum(mark.count(word) for mark in marks.all_inner_texts()) == whole


@pytest.mark.parametrize("case", FOLDED, ids=str)
def test_an_article_is_folded_as_the_search_folds(
    case: Case, open_page: Open, site_url: str
) -> None:
    """But for traditional characters: the search names the words as the article prints them."""
    page = open_page(site_url)
    script = f'<script src="{site_url}assets/search/marks.js"></script>'
    text = f'<div class="bm--article"><article><p>（{case.input}）</p></article></div>'
    page.route("**/marked?*", lambda route: route.fulfill(
        body=f"<!doctype html><meta charset=utf-8>{text}{script}", content_type="text/html"
    ))  # fmt: skip
    for word in (case.input, case.expected):
        page.goto(f"{site_url}marked?{urlencode({'h': word})}")
        marked = "".join(page.locator("mark").all_text_contents())
        assert search_form(marked) == case.expected


def test_a_word_without_end_is_marked_in_no_time(open_page: Open, site_url: str) -> None:
    """It stood at each of 400,000 places, and each had all of it marked."""
    page = open_page(site_url)
    script = f'<script src="{site_url}assets/search/marks.js"></script>'
    text = f'<div class="bm--article"><article><p>{"甲" * 400_000}</p></article></div>'
    page.route("**/marked?*", lambda route: route.fulfill(
        body=f"<!doctype html><meta charset=utf-8>{text}{script}", content_type="text/html"
    ))  # fmt: skip
    page.goto(f"{site_url}marked?h={'甲' * 20_000}")
    expect(page.locator("mark")).to_have_count(1)


# ---- without a server, without scripts


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_it_works_from_disk(open_page: Open, built_site: Path, width: int) -> None:
    page = open_page((built_site / "topics" / "index.html").as_uri(), width)
    box = open_box(page)
    box.fill(WORD)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    ready(page)
    number = total(page)
    assert number > 0
    facet(page, "年份").get_by_role("checkbox").first.check()
    expect(page.get_by_role("link", name="去掉筛选")).to_have_count(1)
    page.go_back()
    expect(page.locator("[data-result-count]")).to_have_text(str(number))
    page.locator("[data-result]").first.get_by_role("link").click()
    page.wait_for_url("**/articles/*/index.html?h=*")
    expect(page.locator("article mark").first).to_have_text(WORD)


def test_what_cannot_be_searched_says_so_and_offers_no_second_try(
    open_page: Open, built_site: Path, site_url: str, tmp_path: Path
) -> None:
    """A large copy on disk has parts, which its pages may not read."""
    copy = shutil.copytree(built_site, tmp_path / "copy", copy_function=os.link)
    (copy / "search" / "index.js").unlink()
    article = Searched(id="a", title="标题", body=(("p1", "社会组织"),))
    for name, data in search_files([article], io.BytesIO(), one_file=0):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(data)
    on_disk = f"{(copy / 'search' / 'index.html').as_uri()}?q={quote('社会')}"
    for address, sentence in ((on_disk, "从磁盘上打开"), (f"{site_url}search/?q=a", "浏览器太旧")):
        page = open_page("about:blank", DESKTOP, alone=address != on_disk)
        if address != on_disk:
            page.add_init_script("delete window.Worker; delete window.DecompressionStream")
        page.goto(address)
        expect(page.locator(".bm-find__said")).to_contain_text(sentence)
        expect(page.get_by_role("button", name="重试")).to_have_count(0)


def test_without_scripts_the_page_says_what_to_do(tabs: Tabs, site_url: str) -> None:
    with tabs.lend(scripts=False) as page:
        page.goto(site_url)
        page.locator("header").get_by_role("link", name="检索").click()
        page.wait_for_url("**/search/")
        # By CSS: Playwright's other locators pass over noscript.
        told = page.locator("article noscript p").first
        expect(told).to_be_visible()
        assert "需要开启 JavaScript" in told.inner_text()
        hrefs = "links => links.map(link => link.getAttribute('href'))"
        paths = told.locator("a").evaluate_all(hrefs)
        folders = ("regions", "agencies", "topics", "documents", "dates")
        assert paths == [f"../{folder}/" for folder in folders]
        expect(page.locator(".bm-find__live")).to_be_hidden()


# ---- what is doubtful


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_doubt_is_seen_in_hits_and_narrowed_by(
    open_page: Open, edited_url: str, width: int
) -> None:
    page = open_page(edited_url, width)
    find(page, edited_url, q=FREQUENT)
    whole = total(page)
    group = facet(page, "状态")
    counts = [int(count) for count in group.locator(".bm-find__count").all_inner_texts()]
    assert sum(counts) == whole
    assert len(counts) == 2
    group.get_by_role("checkbox", name="待核").check()
    expect(page.locator("[data-result-count]")).to_have_text(str(counts[1]))
    assert state(page)["state"] == ["doubtful"]
    expect(page.locator("[data-result] .bm-pending")).to_have_count(min(counts[1], 10))
    find(page, edited_url, q=FREQUENT, state="complete")
    assert total(page) == counts[0]
    expect(page.locator("[data-result] .bm-pending")).to_have_count(0)
    expect(page.get_by_role("link", name="去掉筛选：完整")).to_have_count(1)


def test_the_box_tells_doubt_too(fake: Open, site_url: str) -> None:
    page = fake(site_url)
    open_box(page).fill("多")
    options = page.get_by_role("option", name="之多：第")
    expect(options).to_have_count(5)
    chips = [option.locator(".bm-pending").count() for option in options.all()]
    assert chips == [1, 0, 0, 1, 0]
