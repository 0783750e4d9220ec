"""Each kind of page, from the smallest phone to a wide desktop: nothing is wider than the screen,
nothing jumps while it loads, nothing is too small for a finger, and axe finds nothing.

``--pictures DIR`` keeps a picture of each, in light and dark, for people to look at.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import EDITED, PAGES, REPOSITORY, ROOT, SIDECAR, VANISHED, build_project, serve
from tests.picture_pages import news_page, pdf_of
from tests.test_accessibility import faults

pytestmark = pytest.mark.browser

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
    "about": "corrections/about/index.html",
    "issue": "issues/2*/index.html",
    "picture": "pages/news-*/index.html",
    "amounts of a region": "regions/*/goals/index.html",
    "search": "search/index.html",
    "hits": "search/index.html?q=民政",
}
"""A page of each kind: the first that the pattern finds in the built site."""
WIDTHS = ((390, (360,)), (1440, (1920,)))
"""At which width pages are loaded, and at which others they are then looked at."""
LEAST = 24
"""Pixels of a target (WCAG 2.2, 2.5.8)."""
LONGEST = 3000
"""Pixels of a long page that a picture shows."""
MOST_SHIFT = 0.01
"""Of Lighthouse's cumulative layout shift, where 0.1 counts as good."""

_SHIFTS = """window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) shifts.push([entry.value,
    ...entry.sources.map(({ node }) => node && (node.className || node.nodeName))]);
})).observe({ type: "layout-shift", buffered: true });"""
# Words in a sentence are as high as its line, and a box is pressed with its label (2.5.8).
_SMALL = """least => [...document.querySelectorAll(
    "a[href], button, input, select, summary, textarea, [tabindex='0']")].filter(target => {
  const style = getComputedStyle(target), { width, height, right, bottom } =
    (target.closest("label") ?? target).getBoundingClientRect();
  if (width < 2 || height < 2 || right <= 0 || bottom + scrollY <= 0) return false;
  if (style.visibility === "hidden" || style.clipPath !== "none") return false;
  if (target.closest("svg, [hidden]")) return false;
  const beside = [...target.parentElement.childNodes].some(
    node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (style.display === "inline" && beside && height >= least - 8) return false;
  return width < least - 0.5 || height < least - 0.5;
}).map(target => target.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site that has all kinds of pages."""
    project = tmp_path_factory.mktemp("screens")
    seeds = shutil.copytree(PAGES, project / "seeds")
    (seeds / "permalinks.csv").unlink()
    (seeds / "addresses.csv").write_text(VANISHED, "utf-8")
    for page in (ROOT / "tests" / "pages-kinds").glob("*.txt"):
        shutil.copy(page, seeds)
    shutil.copy(EDITED, seeds / "edited.txt")
    (seeds / "edited.yml").write_text(SIDECAR, "utf-8")
    (seeds / "news.pdf").write_bytes(pdf_of([news_page(spoiled=True)]))
    return build_project(
        project, settings=f"repo_url: {REPOSITORY}", site_url="https://paper.example/"
    )


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as found:
        yield found


@pytest.fixture(scope="module")
def screens(browser: Browser) -> Iterator[dict[int, Page]]:
    """A phone in light and a desktop in dark: every colour and every width is seen."""
    contexts = {
        390: browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
        ),
        1440: browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark"),
    }
    for context in contexts.values():
        context.add_init_script(_SHIFTS)
    yield {width: context.new_page() for width, context in contexts.items()}
    for context in contexts.values():
        context.close()


def show(page: Page, site: Path, address: str, kind: str) -> None:
    pattern, _, query = KINDS[kind].partition("?q=")
    path = min(site.glob(pattern)).relative_to(site).as_posix()
    page.goto(address + path.removesuffix("index.html") + (query and f"?q={query}"))
    if pattern.startswith("search"):
        page.locator("html[data-search-ready]").wait_for(state="attached")
    page.wait_for_timeout(300)  # what scripts add when all has come


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_holds_on_every_screen(
    browser: Browser,
    screens: dict[int, Page],
    site: Path,
    address: str,
    kind: str,
    request: pytest.FixtureRequest,
) -> None:
    folder = request.config.getoption("--pictures")
    for width, others in WIDTHS:
        page = screens[width]
        page.set_viewport_size({"width": width, "height": 844})
        show(page, site, address, kind)
        shifts = page.evaluate("shifts")
        assert sum(shift[0] for shift in shifts) < MOST_SHIFT, (width, shifts)
        assert page.evaluate(_SMALL, LEAST) == [], width
        assert faults(page) == [], width
        for other in (width, *others):
            page.set_viewport_size({"width": other, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= other
        if folder:
            keep_pictures(browser, page.url, width, Path(folder) / f"{kind}-{width}")


def keep_pictures(browser: Browser, address: str, wide: int, place: Path) -> None:
    """Keep a picture in each scheme, which is chosen when a site is first seen."""
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": wide, "height": 844}, color_scheme=scheme)
        page.goto(address, wait_until="networkidle")
        high = page.evaluate("document.documentElement.scrollHeight")
        page.screenshot(
            path=f"{place}-{scheme}.png",
            full_page=True,
            animations="disabled",
            clip={"x": 0, "y": 0, "width": wide, "height": min(high, LONGEST)},
        )
        page.close()
