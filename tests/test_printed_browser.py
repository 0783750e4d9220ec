"""The page as printed as a visitor meets it: colours, evidence, the way to the article and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PAGES, REPOSITORY, Tabs, complaining
from tests.test_accessibility import faults

pytestmark = pytest.mark.browser

PHONE, DESKTOP = 390, 1280
STORY = "多地出台政策缓解养老机构经营压力"
PAGE = "pages/000_ee4d421dfc5effc4/"
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
CARD = ".bm-why:popover-open"


@contextmanager
def opened(
    tabs: Tabs,
    address: str,
    width: int = DESKTOP,
    *,
    scheme: str = "light",
    scripts: bool = True,
    touch: bool = False,
) -> Iterator[Page]:
    """Open a page; no error is forgiven."""
    complaints: list[str] = []
    with (
        tabs.lend(width, scheme=scheme, scripts=scripts, touch=touch) as page,
        complaining(page, complaints),
    ):
        page.goto(address)
        yield page
    assert complaints == []


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_from_a_paragraph_to_its_place_on_the_page_and_back(
    tabs: Tabs, site_url: str, width: int
) -> None:
    with opened(tabs, site_url + PAGE, width) as page:
        page.locator(".bm-made").get_by_role("link", name=STORY).click()
        article = page.url
        paragraph = page.locator("p:has(> #p5)")
        words = paragraph.inner_text()[:5]
        paragraph.get_by_role("link", name="第5段链接").click()
        page.locator("#bm-menu").get_by_role("link", name="对照原版").click()
        piece = page.locator(".bm-printed :target")
        expect(piece).to_be_in_viewport()
        assert words in "".join(piece.inner_text().split())
        piece.get_by_role("link", name="回到文章").click()
        assert page.url == f"{article}#p5"
        expect(page.locator("p:has(> #p5)")).to_be_in_viewport()


def test_from_an_article_to_its_page_and_back_without_scripts(tabs: Tabs, site_url: str) -> None:
    with opened(tabs, site_url + PAGE, scripts=False) as page:
        page.locator(".bm-made").get_by_role("link", name=STORY).click()
        article = page.url
        facts = page.get_by_role("complementary", name="本文信息")
        facts.get_by_role("link", name="未注明报纸").click()
        expect(page.locator(".bm-printed :target")).to_be_in_viewport()
        page.locator(".bm-printed :target").get_by_role("link", name="↩").click()
        assert page.url == article


def test_every_paragraph_of_every_article_has_its_place(
    tabs: Tabs, built_site: Path, site_url: str
) -> None:
    places = 0
    with opened(tabs, site_url) as page:
        for path in sorted(built_site.glob("articles/*/index.html")):
            page.goto(f"{site_url}articles/{path.parent.name}/")
            links = page.locator("article a[data-spot]").evaluate_all(
                "found => found.map(link => [link.dataset.spot, link.id])"
            )
            assert len(links) == page.locator("article p > a[id^=p][href]").count()
            for link, anchor in links:
                address, _, spot = link.removeprefix(site_url).partition("#")
                text = (built_site / address / "index.html").read_text("utf-8")
                assert spot == f"{path.parent.name}-{anchor}"
                assert f'id="{spot}"' in text
                assert f'href="../../articles/{path.parent.name}/#{anchor}"' in text
                places += 1
    assert places > 100


def test_a_page_shows_its_text_as_it_came(tabs: Tabs, site_url: str) -> None:
    with opened(tabs, site_url + PAGE) as page:
        shown = page.locator(".bm-printed").evaluate(
            """sheet => {
                const copy = sheet.cloneNode(true);
                copy.querySelectorAll("button, a").forEach(mark => mark.remove());
                return copy.textContent;
            }"""
        )
        came = (PAGES / "000_ee4d421dfc5effc4.txt").read_bytes().decode("utf-8-sig")
        assert shown == came.replace("\r\n", "\n")
        copied = page.locator(".bm-printed").evaluate(
            """sheet => {
                getSelection().selectAllChildren(sheet);
                return getSelection().toString();
            }"""
        )
        assert "".join(copied.split()) == "".join(came.split())


def test_the_article_stands_beside_its_page(tabs: Tabs, site_url: str) -> None:
    with opened(tabs, site_url + PAGE) as page:
        left, right = (pane.bounding_box() for pane in page.locator(".bm-pane").all())
        assert left is not None
        assert right is not None
        assert left["x"] + left["width"] <= right["x"]
        assert left["y"] == right["y"]
        beside = page.get_by_role("region", name="第 3 篇")
        expect(beside).to_contain_text(STORY)
        # What is pointed at on one side is marked on the other, and brought there.
        beside.locator("p", has=page.get_by_role("link", name="段6", exact=True)).hover()
        expect(page.locator(CARD)).to_contain_text("3·段6")
        expect(page.locator(".bm-printed .bm-same").first).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(page.locator(CARD)).to_have_count(0)
        page.wait_for_timeout(50)  # the focus that a closing card gives back opens none
        page.locator(".bm-printed").get_by_role("button", name="1·段3").focus()
        expect(page.locator(".bm-text .bm-same")).to_be_in_viewport()
        expect(page.locator(".bm-text .bm-same")).to_contain_text("会议要求")


def test_what_is_made_of_the_page_says_what_the_article_says(tabs: Tabs, site_url: str) -> None:
    with opened(tabs, site_url + PAGE) as page:
        made = page.locator(".bm-text:not([aria-label='不在文章里的文字'])").evaluate_all(
            """sections => sections.map(section => [section.querySelector(".bm-state a").href,
                [...section.querySelectorAll("p[data-e]")].map(p => p.lastChild.data)])"""
        )
        assert len(made) > 2
        for address, parts in made:
            page.goto(address)
            text = "".join(page.locator("article").inner_text().split())
            assert all("".join(part.split()) in text for part in parts)
            assert len(parts) > page.locator("article p > a[id^=p]").count()


def test_without_scripts_the_articles_are_links_beside_the_page(tabs: Tabs, site_url: str) -> None:
    with opened(tabs, site_url + PAGE, scripts=False) as page:
        beside = page.get_by_role("region", name="第 3 篇")
        expect(beside.get_by_role("link", name="阅读文章")).to_be_visible()
        expect(beside.locator("p")).to_have_count(1)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_keyboard_shows_the_evidence(tabs: Tabs, site_url: str, width: int) -> None:
    with opened(tabs, site_url + PAGE, width) as page:
        page.locator(".bm-printed").get_by_role("button", name="1·标题").focus()
        card = page.locator(CARD)
        expect(card).to_have_count(1)
        for words in ("1·标题", "headline/single", "领先", "另一可能：“", "本篇："):
            expect(card).to_contain_text(words)
        page.keyboard.press("Tab")  # into the card, which comes next
        expect(card.get_by_role("link", name="回到文章")).to_be_focused()
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)


def test_the_pointer_shows_the_evidence(tabs: Tabs, site_url: str) -> None:
    with opened(tabs, site_url + PAGE) as page:
        pieces = page.locator(".bm-printed [data-e='2']")
        pieces.first.hover()
        card = page.locator(CARD)
        expect(card).to_contain_text("1·段2")
        for piece in pieces.all():
            expect(piece).to_contain_class("bm-same")
        page.locator(".bm-printed").get_by_role("button", name="1·段3").click()
        expect(card).to_contain_text("1·段3")
        expect(card).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_tap_shows_the_evidence(tabs: Tabs, site_url: str, scripts: bool) -> None:
    with opened(tabs, site_url + PAGE, PHONE, scripts=scripts, touch=True) as page:
        mark = page.locator(".bm-printed").get_by_role("button", name="2·段1")
        mark.tap()
        card = page.locator(CARD)
        expect(card).to_contain_text("正文")
        expect(card).to_be_in_viewport()
        if scripts:  # it names the block, and so does a tap on the text itself
            expect(card).to_contain_text("2·段1")
            page.keyboard.press("Escape")
            expect(card).to_have_count(0)
            piece = page.locator(".bm-printed span:has(> button)", has_text="2·段1")
            # Its last line: it may go over two columns.
            x, y = piece.evaluate(
                "piece => { const box = [...piece.getClientRects()].at(-1);"
                " return [box.x + 20, box.y + box.height / 2]; }"
            )
            page.touchscreen.tap(x, y)
            expect(card).to_contain_text("2·段1")


def test_what_was_set_aside_is_seen(tabs: Tabs, edited_url: str) -> None:
    with opened(tabs, edited_url + "pages/edited/") as page:
        marks = page.locator(".bm-printed .bm-x button")
        assert marks.count() > 1
        aside = page.get_by_role("region", name="不在文章里的文字")
        assert aside.get_by_role("link").count() == page.locator(".bm-printed .bm-x[id]").count()
        marks.first.focus()
        expect(page.locator(CARD)).to_contain_text("不在任何文章里")


def test_a_doubt_leads_to_its_place(tabs: Tabs, edited_url: str) -> None:
    with opened(tabs, edited_url + "corrections/doubts/") as page:
        expect(page.locator(".bm-log small").first).to_contain_text("待核")
        row = page.locator(".bm-log li").first
        story = row.get_by_role("link").first.inner_text()
        doubt = row.get_by_role("link").nth(1).inner_text()
        row.get_by_role("link", name=doubt).click()
        page.wait_for_load_state()  # a page of 66 articles, beside other tests
        expect(page.locator(":target")).to_be_in_viewport()
        page.locator(".bm-made").get_by_role("link", name=story).click()
        facts = page.get_by_role("complementary", name="本文信息")
        expect(facts).to_contain_text("待核（约")
        facts.get_by_role("link", name="更正写法").click()
        expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_mistake_is_reported(tabs: Tabs, site_url: str, edited_url: str, width: int) -> None:
    # Without a repository the lines to paste are shown, open.
    with opened(tabs, site_url + PAGE, width) as page:
        page.locator(".bm-made").get_by_role("link", name=STORY).click()
        page.get_by_role("link", name="报告错误").first.click()
        lines = page.locator(".bm-reports details[open]")
        expect(lines).to_have_count(1)
        expect(lines.locator("pre").first).to_be_in_viewport()
        expect(page.get_by_role("link", name="填写报告")).to_have_count(0)
    with opened(tabs, edited_url + "pages/edited/", width) as page:
        page.locator(".bm-made a").first.click()
        link = page.get_by_role("link", name="报告错误")
        address = link.get_attribute("href") or ""
        assert address.startswith(f"{REPOSITORY}/issues/new?title=")
        assert "body=" in address


def test_the_log_has_old_and_new_words(tabs: Tabs, edited_url: str) -> None:
    with opened(tabs, edited_url + "corrections/") as page:
        row = page.locator(".bm-log > ul > li", has_text="确定标题")
        expect(row.locator("del")).to_contain_text("夜里亮着的那盏灯")
        expect(row.locator("ins")).to_have_text("标题“河滩上种出好日子”")
        expect(
            page.locator(".bm-log > ul > li", has_text="移出正文").locator("del")
        ).to_be_visible()
        row.get_by_role("link", name="原版").click()
        expect(page.locator(".bm-printed :target")).to_be_in_viewport()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_long_page_answers_at_once(tabs: Tabs, edited_url: str, width: int) -> None:
    with opened(tabs, edited_url + "pages/long/", width) as page:
        marks = page.locator(".bm-printed button")
        assert marks.count() > 300
        marks.nth(marks.count() // 2).focus()
        expect(page.locator(CARD)).to_be_in_viewport(timeout=2_000)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", [320, PHONE, DESKTOP, 1600])
def test_no_page_as_printed_is_wider_than_the_window(
    tabs: Tabs, site_url: str, edited_url: str, width: int
) -> None:
    with opened(tabs, site_url + PAGE, width) as page:
        for address in (page.url, edited_url + "pages/edited/", edited_url + "corrections/"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_differ_and_text_stands_out(tabs: Tabs, site_url: str, scheme: str) -> None:
    with opened(tabs, site_url + PAGE, scheme=scheme) as page:
        # All the colours there are, and the evidence.
        page.locator(".bm-printed [data-e]").evaluate_all(
            """pieces => pieces.forEach((piece, n) => {
                piece.className = n % 10 < 8 ? `bm-c${n % 10}` : n % 2 ? "bm-x" : "bm-x bm-lost";
            })"""
        )
        page.locator(".bm-printed button").first.focus()
        expect(page.locator(CARD)).to_have_count(1)
        assert page.evaluate(CONTRAST) == []
        ground = "piece => getComputedStyle(piece).backgroundColor"
        colours = [page.locator(f".bm-printed .bm-c{n}").first.evaluate(ground) for n in range(8)]
        parts = [tuple(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours]
        for one, other in combinations(parts, 2):
            assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) >= 36, (one, other)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["pages/", "pages/edited/", "corrections/", "corrections/doubts/", "articles/"]
)
def test_axe_finds_nothing_on_what_was_edited(
    tabs: Tabs, edited_url: str, path: str, scheme: str
) -> None:
    with opened(tabs, edited_url + "pages/edited/", scheme=scheme) as page:
        if path == "articles/":
            page.locator(".bm-made a").first.click()
            page.wait_for_url("**/articles/**")
        else:
            page.goto(edited_url + path)
        if path == "pages/edited/":
            page.locator(".bm-printed button").first.focus()
            expect(page.locator(CARD)).to_have_count(1)
        assert faults(page) == []
        assert page.evaluate(CONTRAST) == []
