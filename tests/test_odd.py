"""Odd and empty sites in a browser: nothing is wider than a phone, and no barrier is in the way."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.corpus.convert import convert
from generator.corpus.project_check import check
from generator.corpus.settings import read_settings
from generator.errors import GeneratorError
from tests.samples import RAIN, make_project
from tests.test_accessibility import faults
from tests.test_browse import odd_entries
from tests.test_publish_site import site_of

INDEXES = ("", "regions/", "agencies/", "topics/", "documents/", "dates/", "tags/")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page()
    context.close()


def faults_of(page: Page, site: Path, address: str) -> list[str]:
    """Return what is wrong with a page of a site that lies on disk."""
    page.goto((site / address / "index.html").as_uri())
    found = [f"{address}: wider than the screen"] if page.evaluate(WIDER) else []
    if page.locator("h1").count() != 1:
        found.append(f"{address}: not one headline")
    return found + [f"{address}: {fault}" for fault in faults(page)]


WIDER = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.browser
def test_a_site_without_articles_says_so_on_every_page(page: Page, tmp_path: Path) -> None:
    logging.getLogger("jieba").setLevel(logging.WARNING)
    site = site_of([], tmp_path)
    for address in INDEXES:
        assert faults_of(page, site, address) == []
        said = page.locator("main").inner_text()
        assert "还没有文章" in said, address
    page.goto((site / "index.html").as_uri())
    assert "seeds/" in page.locator("main").inner_text()


@pytest.mark.browser
def test_a_site_of_one_article_is_whole(page: Page, tmp_path: Path) -> None:
    entry = odd_entries()["twelve characters"]
    site = site_of([entry], tmp_path)
    for address in (*INDEXES, f"articles/{entry.id}/", "regions/unknown/", "dates/undated/"):
        assert faults_of(page, site, address) == []


@pytest.mark.browser
def test_odd_articles_fit_a_phone_and_have_no_barrier(page: Page, tmp_path: Path) -> None:
    entries = odd_entries().values()
    site = site_of([*entries], tmp_path)
    assert [f for entry in entries for f in faults_of(page, site, f"articles/{entry.id}")] == []
    assert [fault for address in INDEXES for fault in faults_of(page, site, address)] == []


class TestNoSeeds:
    def test_of_a_new_project_a_site_says_how_to_begin(self, tmp_path: Path) -> None:
        settings = read_settings(make_project(tmp_path) / "mkdocs.yml")
        report = convert(settings)
        assert (report.articles, report.problems, report.left_out) == (0, (), "")
        assert "还没有文章" in (settings.docs / "index.md").read_text("utf-8")
        assert list(check(settings)) == []
        (settings.seeds / "rain.txt").write_text(RAIN, "utf-8")
        assert convert(settings).articles == 1

    def test_where_articles_were_published_an_empty_folder_withdraws_nothing(
        self, tmp_path: Path
    ) -> None:
        settings = read_settings(make_project(tmp_path, rain=RAIN) / "mkdocs.yml")
        convert(settings)
        before = (settings.docs / "index.md").read_bytes()
        (settings.seeds / "rain.txt").unlink()
        with pytest.raises(GeneratorError, match="no seeds here"):
            convert(settings)
        assert (settings.docs / "index.md").read_bytes() == before

    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        settings = read_settings(make_project(tmp_path) / "mkdocs.yml")
        settings.seeds.rmdir()
        with pytest.raises(GeneratorError, match="Is the path right"):
            convert(settings)
