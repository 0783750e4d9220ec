"""Each kind of page on a phone and a desktop: nothing is wider than the screen.

``--pictures DIR`` keeps a picture of each, in light and dark, for people to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.test_accessibility import KINDS

pytestmark = pytest.mark.browser

SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}
LONGEST = 3000
"""Pixels of a long page that a picture shows."""


@pytest.fixture(scope="module", params=SCREENS)
def pages(browser: Browser, request: pytest.FixtureRequest) -> Iterator[dict[str, Page]]:
    """Return a page for each scheme: a scheme is chosen when a page is loaded."""
    wide, high = SCREENS[request.param]
    contexts = {
        "light": browser.new_context(viewport={"width": wide, "height": high}),
        "dark": browser.new_context(viewport={"width": wide, "height": high}, color_scheme="dark"),
    }
    yield {scheme: context.new_page() for scheme, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_the_screen(
    pages: dict[str, Page],
    built_site: Path,
    site_url: str,
    kind: str,
    request: pytest.FixtureRequest,
) -> None:
    address = min(built_site.glob(KINDS[kind])).relative_to(built_site).as_posix()
    folder = request.config.getoption("--pictures")
    for scheme, page in pages.items():
        if scheme == "dark" and not folder:
            continue  # no wider than the light one
        page.goto(site_url + address.removesuffix("index.html"))
        wide, screen, high = page.evaluate(
            "(page => [page.scrollWidth, innerWidth, page.scrollHeight])(document.documentElement)"
        )
        assert wide <= screen
        if folder:
            page.screenshot(
                path=Path(folder) / f"{kind}-{screen}-{scheme}.png",
                full_page=True,
                animations="disabled",
                clip={"x": 0, "y": 0, "width": screen, "height": min(high, LONGEST)},
            )
