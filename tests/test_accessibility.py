"""No barrier that a machine can find: axe-core on each kind of page, WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
KINDS = {
    "home": "index.html",
    "article": "articles/*/index.html",
    "regions": "regions/index.html",
    "region": "regions/43*/index.html",
    "agencies": "agencies/index.html",
    "level": "agencies/province/index.html",
    "agency": "agencies/[a-z2-7]*/index.html",
    "topics": "topics/index.html",
    "topic": "topics/*/index.html",
    "pair": "topics/*/*-*/index.html",
    "documents": "documents/index.html",
    "document": "documents/[a-z]*/index.html",
    "dates": "dates/index.html",
    "year": "dates/2*/index.html",
    "undated": "dates/undated/index.html",
    "vanished": "documents/222222222222/index.html",
    "missing": "404.html",
    "tags": "tags/index.html",
    "kind of tag": "tags/region/index.html",
    "tag": "tags/????????????/index.html",
    "issues": "issues/index.html",
    "pages": "pages/index.html",
    "printed": "pages/*/index.html",
    "corrections": "corrections/index.html",
    "notices": "notices/index.html",
    "doubts": "corrections/doubts/index.html",
}
"""A page of each kind: the first that the pattern finds in the built site."""


@pytest.fixture(scope="module", params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 844}, color_scheme=request.param
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(page: Page, built_site: Path, site_url: str, kind: str) -> None:
    address = min(built_site.glob(KINDS[kind])).relative_to(built_site).as_posix()
    page.goto(site_url + address.removesuffix("index.html"))
    assert faults(page) == []


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": [*RULES]}})
    return [
        f"{fault['id']}: {fault['help']}: {[node['html'][:160] for node in fault['nodes']][:4]}"
        for fault in found.response["violations"]
    ]


@pytest.mark.parametrize("query", ["", "?q=民政", "?q=民政&year=1949", "?q=鼋鼍龘", "?q=。"])
def test_axe_finds_nothing_in_the_search(page: Page, site_url: str, query: str) -> None:
    page.goto(f"{site_url}search/{query}")
    expect(page.locator("html[data-search-ready]")).to_have_count(1)
    assert faults(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_with_the_box_open(page: Page, site_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(site_url)
    page.keyboard.press("/")
    page.keyboard.type("民政")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(500)  # until it has opened: axe takes what is half transparent for faint
    assert faults(page) == []
    page.set_viewport_size({"width": 1280, "height": 844})
