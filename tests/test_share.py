"""What a reader takes along: links, quotations, what a shared link looks like, a printed sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.test_browser import address_of

STORY = "多地出台政策缓解养老机构经营压力"
MENU = "#bm-menu:popover-open"


def test_a_shared_link_says_what_it_leads_to(built_site: Path) -> None:
    article = min(built_site.glob("articles/*/index.html")).read_text("utf-8")
    told = dict(re.findall('property="og:([a-z_]+)" content="([^"]*)">', article))
    assert told["type"] == "article"
    assert told["site_name"] == "版面"
    assert f"<title>{told['title']} - 版面</title>" in article
    assert (
        f'<meta name="description" property="og:description" content="{told["description"]}">'
        in article
    )
    assert "twitter:card" not in article  # without it, a summary
    home = (built_site / "index.html").read_text("utf-8")
    assert '<meta property="og:type" content="website">' in home
    gone = (built_site / "documents" / "222222222222" / "index.html").read_text("utf-8")
    assert "og:title" not in gone


@contextmanager
def reading(browser: Browser, site_url: str, width: int, *, share: bool = False) -> Iterator[Page]:
    """Open an article; what is copied and shared stands in ``window.told``."""
    context = browser.new_context(
        viewport={"width": width, "height": 844}, has_touch=width < 1000, is_mobile=width < 1000
    )
    context.add_init_script(
        "window.told = []; Object.defineProperty(navigator, 'clipboard', { value: "
        "{ writeText: text => { told.push(text); return Promise.resolve(); } } });"
    )
    shared = "data => { told.push(data); return Promise.resolve(); }" if share else "undefined"
    context.add_init_script(
        f"Object.defineProperty(Navigator.prototype, 'share', {{ value: {shared} }});"
    )
    page = context.new_page()
    page.goto(site_url)
    page.goto(address_of(page, site_url, STORY))
    yield page
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_a_paragraph_can_be_linked_to_and_quoted(
    browser: Browser, site_url: str, width: int
) -> None:
    with reading(browser, site_url, width) as page:
        address = page.url
        sign = page.locator("a#p2")
        if width < 1000:
            seen = sign.evaluate("sign => getComputedStyle(sign, '::before').content")
            assert "¶" in seen  # without a pointer it is there at once
            sign.tap()
        else:
            page.locator("p:has(> a#p2)").hover()
            sign.click()
        menu = page.locator(MENU)
        expect(menu.get_by_role("button", name="分享…")).to_have_count(0)
        for item in menu.locator("a, button").all():
            box = item.bounding_box()
            assert box is not None
            assert box["height"] >= 36
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        menu.get_by_role("button", name="复制本段链接").click()
        expect(menu.get_by_role("status")).to_have_text("已复制")
        menu.get_by_role("button", name="摘引本段").click()
        page.wait_for_function("told.length === 2")
        link, quoted = page.evaluate("told")
        assert link == f"{address}#p2"
        words, source, where = quoted.split("\n")
        paragraph = page.locator("p:has(> a#p2)").inner_text().strip()
        assert words == f"“{paragraph}”"
        assert STORY in source
        assert where == link
        page.keyboard.press("Escape")
        expect(page.locator(MENU)).to_have_count(0)
        assert page.evaluate("document.activeElement.id") == "p2"


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_the_systems_dialog_shares_where_there_is_one(
    browser: Browser, site_url: str, width: int
) -> None:
    with reading(browser, site_url, width, share=True) as page:
        page.locator(".bm-share").get_by_role("button", name="分享…").click()
        page.wait_for_function("told.length === 1")
        assert page.evaluate("told[0]") == {"title": STORY, "url": page.url}
        page.locator(".bm-share").get_by_role("button", name="复制链接").click()
        expect(page.locator(".bm-share").get_by_role("status")).to_have_text("已复制")


@pytest.mark.browser
def test_a_printed_sheet_says_where_it_is_from(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, 1440) as page:
        address = page.locator(".bm-address")
        expect(address).to_be_hidden()
        page.emulate_media(media="print")
        expect(address).to_be_visible()
        expect(address).to_have_text(f"本页地址：{page.url}")
        expect(page.locator(".bm-share")).to_be_hidden()
