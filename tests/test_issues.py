"""The newspaper day by day: issues, the calendar, what pages are called."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.model import Article, Block, Entry, Facts, Page, Reconstruction, Role, Sidecar
from generator.publish.printed.issues import day_of, issues_of
from generator.publish.printed.page_names import page_words
from generator.text.traced import Traced
from tests.conftest import Open
from tests.published import site_pages

CHIP = '<b class="bm-pending">待核</b>'


def printed(
    name: str,
    *titles: str,
    date: str | None = None,
    page: str | None = None,
    paper: str = "青禾周报",
) -> Reconstruction:
    """Return a page with articles of these headlines."""
    text, articles = "", []
    for title in titles:
        head = Traced.from_page(title, len(text))
        body = Traced.from_page("会议召开。", len(text) + len(title) + 1)
        text += f"{title}\n会议召开。\n"
        blocks = (Block(role=Role.PARAGRAPH, text=body),)
        headline = Block(role=Role.HEADLINE, text=head)
        articles.append(Article(page=name, title=headline, body=blocks, confidence=0.9))
    known = Sidecar(publication=paper or None, date=date, page=page) if date or page else None
    source = Page(name=name, text=text, sidecar=known)
    return Reconstruction(page=source, articles=tuple(articles), leftovers=())


def pages_of(*results: Reconstruction) -> dict[str, str]:
    articles = (article for result in results for article in result.articles)
    entries = [
        Entry(id=f"a{n:03d}", article=article, facts=Facts()) for n, article in enumerate(articles)
    ]
    return dict(site_pages(entries, results))


def test_an_issue_has_all_pages_of_its_day_in_order() -> None:
    pages = pages_of(
        printed("b.txt", "二版头条", date="2024-05-21", page="2"),
        printed("a.txt", "一版头条", "一版次条", date="2024-05-21", page="1"),
        printed("c.txt", "后一天", date="2024-05-22", page="1"),
        printed("d.txt", "再后一天", date="2024-05-24", page="1"),
    )
    issue = pages["issues/2024-05-21.md"]
    assert "\n# 《青禾周报》2024年5月21日\n" in issue
    assert "星期二。2 版，3 篇。" in issue
    places = [issue.index(words) for words in ("[第1版](../pages/a.md)", "[第2版](../pages/b.md)")]
    assert places == sorted(places)
    assert "- [一版次条](../articles/a002.md)\n" in issue
    assert "上一期" not in issue
    middle = pages["issues/2024-05-22.md"]
    assert "**上一期** [2024年5月21日（星期二）](2024-05-21.md)" in middle
    assert "**下一期** [2024年5月24日（星期五）](2024-05-24.md)" in middle


def test_newspapers_of_one_day_are_told_apart() -> None:
    pages = pages_of(
        printed("a.txt", "甲", date="2024-05-21", page="1"),
        printed("b.txt", "乙", date="2024-05-21", page="1", paper="山水晚报"),
    )
    issue = pages["issues/2024-05-21.md"]
    assert "\n# 2024年5月21日\n" in issue
    assert "## [《青禾周报》第1版](../pages/a.md)" in issue
    assert "## [《山水晚报》第1版](../pages/b.md)" in issue


def test_a_doubtful_article_says_so_in_its_issue() -> None:
    result = printed("a.txt", "甲", date="2024-05-21", page="1")
    article = result.articles[0]
    doubtful = Article(page=article.page, title=article.title, body=article.body, confidence=0.3)
    shown = Reconstruction(page=result.page, articles=(doubtful,), leftovers=())
    issue = pages_of(shown)["issues/2024-05-21.md"]
    assert f"- [甲](../articles/a000.md) {CHIP}\n" in issue
    assert "其中待核 1 篇" in issue


def test_pages_whose_day_nobody_knows_are_in_no_issue_and_in_the_list_of_all() -> None:
    pages = pages_of(
        printed("a.txt", "甲", date="2024-05", page="1"),
        printed("b.txt", "乙"),
        printed("c.txt", "丙", date="2024-05-21", page="1"),
    )
    issues = [path for path in pages if path.startswith("issues/2")]
    assert issues == ["issues/2024-05-21.md"]
    assert "另有 2 个版面日期不详，见[逐版目录](../pages/index.md)" in pages["issues/index.md"]
    for name in "abc":
        assert f"]({name}.md)" in pages["pages/index.md"]


@pytest.mark.parametrize(
    "date", ["2024-02-30", "2024-05", "XXXX-05-21", "2024-05-21/2024-05-22", ""]
)
def test_what_is_no_day_makes_no_issue(date: str) -> None:
    assert day_of(printed("a.txt", date=date or None, page="1").imprint) is None
    assert issues_of([printed("a.txt", date=date or None, page="1")]) == ()


def test_the_calendar_leads_to_each_day_and_parts_into_years() -> None:
    results = [printed(f"p{y}.txt", "甲", date=f"{y}-05-21", page="1") for y in range(2018, 2025)]
    pages = pages_of(*results)
    first, last = pages["issues/index.md"], pages["issues/index-3.md"]
    assert '<a href="2024-05-21/" aria-label="5月21日，1 版，1 篇"' in first
    assert '<a href="../2018-05-21/"' in last
    assert "[2018年 <small>1 期</small>](index-3.md#y2018)" in first
    assert '<a id="y2018"></a>' in last
    # From an issue back to its own year.
    assert "[2018年](index-3.md#y2018)" in pages["issues/2018-05-21.md"]


def test_a_page_is_called_by_its_issue_or_its_first_headline() -> None:
    assert (
        page_words(printed("a.txt", "甲", date="2024-05-21", page="2"))
        == "《青禾周报》2024年5月21日第2版"
    )
    assert page_words(printed("a.txt", "村口的老桥")) == "“村口的老桥”所在的版面"
    assert page_words(printed("a.txt")) == "文件 a.txt"
    pages = pages_of(printed("a.txt", "村口的老桥"))
    assert "\n# “村口的老桥”所在的版面\n" in pages["pages/a.md"]
    assert "- [村口的老桥](a.md)" in pages["pages/index.md"]


def test_from_page_to_page_of_an_issue() -> None:
    pages = pages_of(
        *(printed(f"p{n}.txt", f"第{n}条", date="2024-05-21", page=str(n)) for n in (1, 2, 3))
    )
    middle = pages["pages/p2.md"]
    assert "[2024年5月21日](../issues/2024-05-21.md)" in middle
    assert "上一版 [第1版](p1.md) / 下一版 [第3版](p3.md)" in middle
    assert "上一版" not in pages["pages/p1.md"]
    assert "[逐版目录](index.md)" in pages_of(printed("a.txt", "甲"))["pages/a.md"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_from_the_navigation_to_a_day_and_its_pages(
    open_page: Open, site_url: str, built_site: Path, width: int
) -> None:
    page = open_page(site_url, width)
    if width < 1000:
        page.locator(".md-header label[for=__drawer]").click()
        page.locator(".md-nav__link", has_text="原版").click()
    else:
        page.locator(".md-tabs a", has_text="原版").click()
    expect(page.locator("h1")).to_have_text("原版")
    assert re.search(r"/issues/$", page.url)
    # None of the five pages says its day: they stand in the list of all, by their headlines.
    page.get_by_role("link", name="逐版目录").first.click()
    page.get_by_role("link", name="湖南召开全省社会组织专项工作").first.click()
    expect(page.locator("h1")).to_contain_text("所在的版面")
    page.wait_for_load_state()  # a heading may be there before the style sheet
    assert page.evaluate("document.documentElement.scrollWidth") <= width
