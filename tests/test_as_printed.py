"""A page as printed at its own measure: columns, one side at a time on a phone, few sheets."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import Open, Tabs
from tests.test_printed_browser import PAGE, STORY

pytestmark = pytest.mark.browser

MOST_SHEETS = 5
LONGEST = 6_500
"""Pixels of a newspaper's page on a phone: it was 16,000."""


@pytest.mark.parametrize(("width", "columns"), [(390, 2), (1440, 3)])
def test_its_columns_stand_side_by_side(
    open_page: Open, site_url: str, width: int, columns: int
) -> None:
    page = open_page(site_url + PAGE, width)
    lefts = page.locator(".bm-printed").evaluate(
        "sheet => [...new Set([...sheet.querySelectorAll('span')].flatMap("
        "span => [...span.getClientRects()].map(box => Math.round(box.left / 60))))].length"
    )
    assert lefts >= columns
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width < 1000:
        assert page.evaluate("document.documentElement.scrollHeight") < LONGEST


def test_on_a_phone_one_side_is_shown_at_a_time(open_page: Open, site_url: str) -> None:
    page = open_page(site_url + PAGE, 390)
    original, made = (page.get_by_role("region", name=name) for name in ("原版", "成文"))
    expect(original).to_be_visible()
    expect(made).to_be_hidden()
    page.get_by_role("tab", name="成文").click()
    expect(made).to_be_visible()
    expect(original).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="原版")).to_be_focused()
    expect(original).to_be_visible()
    # What a link leads to is shown, whichever side it is on.
    page.get_by_role("tab", name="成文").click()
    page.locator(".bm-made li", has_text=STORY).get_by_role("link", name="在原版中").click()
    expect(page.locator(".bm-printed :target")).to_be_in_viewport()
    for tab in page.get_by_role("tab").all():
        box = tab.bounding_box()
        assert box is not None
        assert box["height"] >= 40


def test_on_a_desktop_both_sides_are_shown(open_page: Open, site_url: str) -> None:
    page = open_page(site_url + PAGE, 1440)
    expect(page.get_by_role("tablist")).to_be_hidden()
    for name in ("原版", "成文"):
        expect(page.get_by_role("region", name=name)).to_be_visible()


def test_without_scripts_both_sides_stand_below_one_another(tabs: Tabs, site_url: str) -> None:
    with tabs.lend(390, scripts=False) as page:
        page.goto(site_url + PAGE)
        for name in ("原版", "成文"):
            expect(page.get_by_role("region", name=name)).to_be_visible()


def test_a_page_is_a_few_sheets(open_page: Open, site_url: str) -> None:
    page = open_page(site_url + PAGE, 1280)
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(sheets) <= MOST_SHEETS
