"""No barrier that a machine can find: axe-core in the search, WCAG 2.2 AA.

Each kind of page has it in test_screens.py, on a phone in light and on a desktop in dark.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.fixture(scope="module", params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 844}, color_scheme=request.param
    )
    yield context.new_page()
    context.close()


STILL = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const moving = document.getAnimations().filter(one => one.playState === "running"
    && one.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(moving.map(one => one.finished));
}"""
"""Ends when nothing on a page moves any more."""


def faults(page: Page) -> list[str]:
    """Return what axe finds; what it finds to be right it need not tell, which takes as long.

    It takes what is still without its style sheet, or half transparent, for faint.
    """
    page.wait_for_load_state("load")
    page.evaluate(STILL)
    rules = {"type": "tag", "values": [*RULES]}
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
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
