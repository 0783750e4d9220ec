"""An article on paper: A4, dark on light whatever the reader has chosen, with its reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import Tabs

pytestmark = pytest.mark.browser

LIGHT = """selector => {
  const [r, g, b] = getComputedStyle(document.querySelector(selector)).color.match(/[\\d.]+/g);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""
"""How light the colour of an element's text is, from 0 to 1."""


@pytest.fixture(params=["light", "dark"])
def page(
    tabs: Tabs, request: pytest.FixtureRequest, built_site: Path, site_url: str
) -> Iterator[Page]:
    longest = max(built_site.glob("articles/*/index.html"), key=lambda path: path.stat().st_size)
    with tabs.lend(scheme=request.param) as page:
        page.goto(f"{site_url}articles/{longest.parent.name}/")
        on_screen = page.evaluate(LIGHT, "h1")
        assert on_screen > 0.7 if request.param == "dark" else on_screen < 0.3
        page.emulate_media(media="print")
        yield page


def test_ink_is_dark(page: Page) -> None:
    for selector in ("h1", "h2", "article p", ".bm-cite__text p", ".bm-facts li", ".bm-facts a"):
        assert page.evaluate(LIGHT, selector) < 0.4, selector
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_the_reference_is_there_and_nothing_to_press(page: Page) -> None:
    assert page.locator("h1").inner_text() in page.locator(".bm-cite__text").inner_text()
    assert page.locator(".bm-cite__text").is_visible()
    for selector in (".md-header", ".md-tabs", ".md-footer", ".bm-around", ".bm-cite ul", "button"):
        for found in page.locator(selector).all():
            assert not found.is_visible(), selector


def test_the_pages_are_a4(page: Page) -> None:
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert len(boxes) in (2, 3, 4)
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {(595, 842)}
