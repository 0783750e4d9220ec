"""Doubtful places are lit wherever a reader meets them: on the picture of a page, in articles of
several pages, in subheads; and one tap reports them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import REPOSITORY, Tabs, build_project, complaining, serve
from tests.picture_pages import HEADLINES, SPOILED, news_page, pdf_of
from tests.test_accessibility import faults
from tests.test_jumps_across_pages import CANTEEN, CANTEEN_REST, HEAD, LIBRARY

pytestmark = pytest.mark.browser

SUBHEADS = f"""\
山塘县的三件新事

本报讯 山塘县这一年办成三件新事，县里的老人和孩子都说好。工作人员上周逐村走访，把做法记了下来。

食堂开到{SPOILED}门口

新村的食堂由旧粮库改成，米面由村民自己种，每天中午有六十多位老人来吃饭。食堂的菜谱由老人们商量，一周不重样。

书屋搬进祠堂

北岭的旧祠堂修好以后摆满了书，孩子们放学就来。村里请退休的老师每周来讲两次课，书由县图书馆轮换。
"""
SIDECAR = """\
corrections:
  - merge: [本报讯 山塘县这一年办, 新村的食堂由旧粮库改, 北岭的旧祠堂修好以后]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of a PDF, of an article on two pages and of one with subheads, all spoiled."""
    project = tmp_path_factory.mktemp("doubts")
    seeds = project / "seeds"
    seeds.mkdir()
    (seeds / "news.pdf").write_bytes(pdf_of([news_page(spoiled=True)]))
    (seeds / "three.txt").write_text(SUBHEADS, "utf-8")
    (seeds / "three.yml").write_text(SIDECAR, "utf-8")
    first = HEAD.format(1) + CANTEEN.format("下转第3版") + LIBRARY
    rest = CANTEEN_REST.replace("食堂的菜谱", f"食堂的{SPOILED}")
    (seeds / "2024-05-16-01.txt").write_text(first, "utf-8")
    (seeds / "2024-05-16-03.txt").write_text(HEAD.format(3) + rest.format("上接第1版"), "utf-8")
    return build_project(
        project, settings=f"repo_url: {REPOSITORY}", site_url="https://paper.example/"
    )


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as found:
        yield found


@pytest.fixture(params=[390, 1440])
def page(tabs: Tabs, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page that forgives no error, on a phone with touch and on a desktop."""
    width = request.param
    small = width < 1000
    complaints: list[str] = []
    with tabs.lend(width, touch=small, mobile=small) as found, complaining(found, complaints):
        yield found
    assert complaints == []


def open_article(page: Page, address: str, title: str) -> None:
    page.goto(f"{address}dates/2024/" if title not in HEADLINES else f"{address}dates/undated/")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_it_is_lit_on_the_picture_and_one_tap_reports_it(
    page: Page, site: Path, address: str
) -> None:
    (path,) = site.glob("pages/news-*/index.html")
    page.goto(f"{address}pages/{path.parent.name}/")
    place = page.locator(".bm-plate .bm-dubious")
    expect(place).to_have_count(1)
    picture, box = page.locator(".bm-plate").bounding_box(), place.bounding_box()
    assert picture is not None
    assert box is not None
    assert 0.01 < box["height"] / picture["height"] < 0.1  # a line or two, no whole paragraph
    area = page.locator(".bm-area").nth(1)
    paragraph = area.locator("path[data-e]").nth(1)
    if page.viewport_size and page.viewport_size["width"] < 1000:
        paragraph.tap()
    else:
        paragraph.hover()
    bar = page.locator(".bm-lit")
    expect(bar).to_contain_text("存疑 1 处")
    report = bar.get_by_role("link", name="报告错误")
    (fix,) = {report.get_attribute("href")}
    assert fix is not None
    report.click()
    sheet = page.locator(fix)
    expect(sheet).to_be_in_viewport()
    issue = sheet.get_by_role("link", name="填写报告")
    assert (issue.get_attribute("href") or "").startswith(f"{REPOSITORY}/issues/new?")
    assert faults(page) == []


def test_the_way_from_the_article_leads_to_it_on_the_picture(
    page: Page, site: Path, address: str
) -> None:
    open_article(page, address, HEADLINES[1])
    lit = page.locator(".bm-unsure")
    expect(lit).to_contain_text(SPOILED[:6])
    expect(page.locator(".bm-doubtful").get_by_role("link", name="报告错误")).to_be_visible()
    page.locator(".bm-ask").click()
    page.wait_for_url("**/pages/**")
    expect(page.locator(".bm-dubious.bm-named")).to_be_in_viewport()


def test_it_is_lit_in_an_article_of_several_pages(page: Page, site: Path, address: str) -> None:
    open_article(page, address, "新村办起老年食堂")
    lit = page.locator("article .bm-unsure").filter(has_text=SPOILED[:6])
    expect(lit).to_have_count(1)
    name = lit.get_attribute("id")
    # Its sentence under the headline leads there, the sign behind it to the page that has it.
    page.locator(f".bm-doubtful a[href='#{name}']").click()
    expect(lit).to_be_in_viewport()
    page.locator(f"#{name} + .bm-ask").click()
    page.wait_for_url("**/pages/2024-05-16-03/#d*")
    place = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(place).to_be_in_viewport()
    expect(page.locator(".bm-doubt").first).to_contain_text(SPOILED[:4])


def test_it_is_lit_in_a_subhead(page: Page, site: Path, address: str) -> None:
    page.goto(f"{address}dates/undated/")
    page.get_by_role("link", name="山塘县的三件新事").click()
    heading = page.get_by_role("heading", level=2, name="食堂开到")
    expect(heading.locator(".bm-unsure")).to_contain_text(SPOILED[:8])
    assert faults(page) == []
