"""No barrier that a machine can find: axe-core on each kind of page, WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
KINDS = {
    "home": "index.html",
    "article": "articles/*/index.html",
    "regions": "regions/index.html",
    "region": "regions/43*/index.html",
    "agencies": "agencies/index.html",
    "agency": "agencies/*/index.html",
    "topics": "topics/index.html",
    "topic": "topics/*/index.html",
    "dates": "dates/index.html",
    "undated": "dates/undated/index.html",
    "missing": "404.html",
    "pages": "pages/index.html",
    "printed": "pages/*/index.html",
    "corrections": "corrections/index.html",
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
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": [*RULES]}})
    assert [
        f"{fault['id']}: {fault['help']}: {[node['html'][:160] for node in fault['nodes']][:4]}"
        for fault in found.response["violations"]
    ] == []
