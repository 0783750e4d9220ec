"""A page's picture as a visitor meets it: picture, area, article, paragraph, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Tabs, build_project, serve
from tests.picture_pages import HEADLINES, news_pdf, picture_of_paper
from tests.samples import RAIN
from tests.test_accessibility import faults
from tests.test_printed_browser import CARD, CONTRAST, DESKTOP, PHONE, opened

pytestmark = pytest.mark.browser

READ = "阅读文章"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of a PDF with three stories and a page of text with a scan."""
    project = tmp_path_factory.mktemp("pictures")
    seeds = project / "seeds"
    seeds.mkdir()
    (seeds / "news.pdf").write_bytes(news_pdf())
    (seeds / "rain.txt").write_text(RAIN, "utf-8")
    (seeds / "rain.yml").write_text("image: rain.png\n", "utf-8")
    (seeds / "rain.png").write_bytes(picture_of_paper())
    return build_project(project, site_url="https://paper.example/")


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as found:
        yield found


@pytest.fixture(scope="module")
def news(site: Path, address: str) -> str:
    """Return the address of the page that came as a PDF."""
    (path,) = site.glob("pages/news-*/index.html")
    return f"{address}pages/{path.parent.name}/"


def area(page: Page, number: int = 1) -> Locator:
    return page.locator(".bm-area").nth(number - 1)


def paragraph(page: Page, number: int, part: int) -> Locator:
    """Return the area of a paragraph on the picture, by the number of its evidence."""
    text = page.get_by_role("region", name=f"第 {number} 篇")
    own = text.locator("p", has=page.get_by_role("link", name=f"段{part}", exact=True))
    return page.locator(f".bm-plate [data-e='{own.get_attribute('data-e')}']")


def zoom_of(page: Page) -> float:
    found = page.locator(".bm-plate").evaluate("plate => parseFloat(plate.style.width) || 100")
    return float(found) / 100


def seen_within(page: Page, inner: Locator) -> bool:
    """Tell whether the middle of something is seen in the window of the picture."""
    frame, box = page.locator(".bm-view").bounding_box(), inner.bounding_box()
    assert frame is not None
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return (
        frame["x"] <= x <= frame["x"] + frame["width"]
        and frame["y"] <= y <= frame["y"] + frame["height"]
    )


def test_by_mouse_from_picture_to_paragraph_and_back(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        expect(page.locator(".bm-area")).to_have_count(3)
        piece = paragraph(page, 2, 2)
        piece.hover()
        bar = page.locator(".bm-lit")
        expect(bar).to_contain_text("第 2 篇")
        expect(bar).to_contain_text("段2")
        beside = page.locator(".bm-text .bm-same")
        expect(beside).to_have_count(1)
        expect(beside).to_be_in_viewport()
        expect(page.locator(CARD)).to_have_count(0)  # the reasons come when they are asked for
        piece.click()
        page.wait_for_url(re.compile(r"/articles/\w+/#p2$"))
        own = page.locator("p:has(> #p2)")
        own.locator("#p2").click()
        page.get_by_role("link", name="对照原版").click()
        page.wait_for_url(re.compile(r"/pages/news-[^/]+/#\w+-p2$"))
        lit = page.locator(".bm-area.bm-on")
        expect(lit).to_have_count(1)
        expect(page.locator(".bm-view")).to_be_in_viewport()
        assert seen_within(page, page.locator(".bm-plate .bm-same"))
        page.locator(".bm-lit").get_by_role("link", name=READ).click()
        page.wait_for_url(re.compile(r"/articles/\w+/#p2$"))


def test_by_touch(tabs: Tabs, news: str) -> None:
    with opened(tabs, news, PHONE, touch=True) as page:
        area(page, 2).locator("path").first.tap(force=True)
        expect(area(page, 2)).to_contain_class("bm-on")
        assert page.url == news
        bar = page.locator(".bm-lit")
        expect(bar).to_contain_text("第 2 篇")
        expect(bar).to_be_in_viewport()
        bar.get_by_role("link", name=READ).tap()
        page.wait_for_url(re.compile(r"/articles/\w+/"))
        figure = page.get_by_role("figure")
        figure.scroll_into_view_if_needed()
        expect(figure.get_by_role("img")).to_have_js_property("complete", True)
        figure.get_by_role("link", name="看原版").tap()
        page.wait_for_url(re.compile(r"/pages/news-[^/]+/#\w+$"))
        expect(page.locator(".bm-area.bm-on")).to_have_count(1)
        expect(page.locator(".bm-area:target")).to_have_count(1)
        expect(page.locator(".bm-view")).to_be_in_viewport()
        assert seen_within(page, page.locator(".bm-area.bm-on"))
        assert zoom_of(page) > 1  # near enough to be read


def test_a_second_tap_opens_the_article(tabs: Tabs, news: str) -> None:
    with opened(tabs, news, PHONE, touch=True) as page:
        box = area(page, 3).bounding_box()
        assert box is not None
        place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.touchscreen.tap(*place)
        expect(area(page, 3)).to_contain_class("bm-on")
        page.touchscreen.tap(*place)
        page.wait_for_url(re.compile(r"/articles/\w+/"))


def test_by_keyboard(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        view = page.locator(".bm-view")
        view.focus()
        for key, grown in (("+", True), ("=", True), ("-", True), ("0", False)):
            page.keyboard.press(key)
            assert (zoom_of(page) > 1) is grown, key
        for _ in range(4):
            page.keyboard.press("+")
        before = view.evaluate("view => [view.scrollLeft, view.scrollTop]")
        for key in ("ArrowRight", "ArrowDown"):
            page.keyboard.press(key)
        after = view.evaluate("view => [view.scrollLeft, view.scrollTop]")
        assert after[0] > before[0]
        assert after[1] > before[1]
        page.keyboard.press("0")
        page.keyboard.press("Tab")
        expect(area(page, 1)).to_be_focused()
        expect(page.locator(".bm-lit")).to_contain_text("第 1 篇")
        page.keyboard.press("Tab")
        expect(area(page, 2)).to_contain_class("bm-on")
        title = area(page, 2).get_attribute("aria-label") or ""
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/articles/\w+/"))
        assert (page.locator("h1").inner_text()) in title


def test_the_text_lights_the_picture(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        text = page.get_by_role("region", name="第 3 篇")
        text.locator("p", has=page.get_by_role("link", name="段1", exact=True)).hover()
        expect(page.locator(".bm-plate .bm-same")).to_have_count(1)
        expect(area(page, 3)).to_contain_class("bm-on")
        expect(page.locator(CARD)).to_contain_text("3·段1")


def test_the_picture_grows_where_the_wheel_points(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        view = page.locator(".bm-view")
        piece = paragraph(page, 3, 1)
        box = piece.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.wheel(0, 100)
        assert zoom_of(page) == 1  # without Ctrl the wheel scrolls as anywhere
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(100)
        box = piece.bounding_box()
        assert box is not None
        view.dispatch_event(
            "wheel",
            {"deltaY": -300, "ctrlKey": True, "clientX": box["x"], "clientY": box["y"]},
        )
        assert zoom_of(page) > 2
        now = piece.bounding_box()
        assert now is not None
        assert abs(now["x"] - box["x"]) < 3
        assert abs(now["y"] - box["y"]) < 3
        image = page.locator(".bm-plate img")
        expect(image).to_have_attribute("src", re.compile("page-2x.webp$"))
        assert sum("page-2x.webp" in url for url in asked) == 1


def test_two_fingers(tabs: Tabs, news: str) -> None:
    with opened(tabs, news, PHONE, touch=True) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        box = page.locator(".bm-view").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + 150
        session = page.context.new_cdp_session(page)

        def touch(kind: str, apart: float | None) -> None:
            points = [] if apart is None else [{"x": x - apart, "y": y}, {"x": x + apart, "y": y}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        touch("touchStart", 20)
        for apart in range(25, 65, 5):
            touch("touchMove", apart)
        touch("touchEnd", None)
        assert 2 < zoom_of(page) < 4
        assert page.url == news
        assert page.evaluate("visualViewport.scale") == 1  # the page itself stayed as it was


def test_a_mouse_takes_hold_of_it(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        page.get_by_role("button", name="放大").click()
        page.get_by_role("button", name="放大").click()
        view = page.locator(".bm-view")
        box = view.bounding_box()
        assert box is not None
        before = view.evaluate("view => view.scrollLeft")
        page.mouse.move(box["x"] + 200, box["y"] + 200)
        page.mouse.down()
        page.mouse.move(box["x"] + 100, box["y"] + 150, steps=4)
        page.mouse.up()
        assert view.evaluate("view => view.scrollLeft") == before + 100
        assert page.url == news  # a hold is no click
        page.get_by_role("button", name="整幅").click()
        assert zoom_of(page) == 1


def test_a_key_opens_an_article_after_a_hold(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        box = area(page, 2).bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 60, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 20, box["y"] + 40, steps=4)
        page.mouse.up()
        assert page.url == news
        area(page, 2).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/articles/\w+/"))


def test_an_address_that_names_nothing_is_no_error(tabs: Tabs, news: str) -> None:
    with opened(tabs, f"{news}#100%") as page:
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.reload()
        expect(page.locator(".bm-area")).to_have_count(3)
        assert failures == []
        area(page, 1).focus()
        expect(page.locator(".bm-lit")).to_contain_text("第 1 篇")


def test_the_reasons_are_there_when_asked_for(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        paragraph(page, 1, 1).hover()
        page.locator(".bm-lit").get_by_role("button", name="依据").click()
        expect(page.locator(CARD)).to_contain_text("1·段1")


def test_without_scripts_an_area_is_a_link(tabs: Tabs, news: str) -> None:
    with opened(tabs, news, scripts=False) as page:
        expect(page.locator(".bm-plate img")).to_be_visible()
        area(page, 2).locator("path").first.click(force=True)
        page.wait_for_url(re.compile(r"/articles/\w+/"))
        article = page.url
        page.get_by_role("link", name="看原版").click()
        lit = page.locator(".bm-area:target path").first
        expect(lit).to_be_in_viewport()
        expect(lit).to_have_css("fill-opacity", "1")  # once it has faded in
        page.locator(".bm-made").get_by_role("link", name=HEADLINES[0]).click()
        assert page.url.rsplit("/", 2)[0] == article.rsplit("/", 2)[0]


def test_the_text_stays_for_those_who_listen(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        expect(page.get_by_role("img", name=re.compile("版面图"))).to_have_count(1)
        for headline in HEADLINES:
            expect(
                page.get_by_role("link", name=re.compile(rf"第 \d 篇：{headline}"))
            ).to_have_count(1)
        text = page.get_by_role("region", name="原版", exact=True)
        for headline in HEADLINES:
            expect(text).to_contain_text(headline)


def first_article(page: Page) -> None:
    """Open the first article of a page, on a phone from its second tab."""
    tab = page.get_by_role("tab", name="成文")
    if tab.is_visible():
        tab.click()
    page.locator(".bm-made a").first.click()


def test_a_scan_without_places_is_shown(tabs: Tabs, address: str) -> None:
    with opened(tabs, f"{address}pages/rain/") as page:
        expect(page.locator(".bm-plate img")).to_be_visible()
        expect(page.locator(".bm-area")).to_have_count(0)
        page.locator(".bm-view").focus()
        page.keyboard.press("+")
        assert zoom_of(page) > 1
        page.locator(".bm-made").get_by_role("link").first.click()
        expect(page.get_by_role("figure")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing(tabs: Tabs, news: str, scheme: str, width: int) -> None:
    with opened(tabs, news, width, scheme=scheme) as page:
        area(page, 1).focus()
        expect(page.locator(".bm-lit")).not_to_be_empty()
        assert faults(page) == []
        assert page.evaluate(CONTRAST) == []
        area(page, 2).focus()
        first_article(page)
        page.get_by_role("figure").scroll_into_view_if_needed()
        assert faults(page) == []


@pytest.mark.parametrize("width", [320, PHONE, DESKTOP, 1600])
def test_nothing_is_wider_than_the_window(tabs: Tabs, news: str, width: int) -> None:
    with opened(tabs, news, width) as page:
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.get_by_role("button", name="放大").click()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        first_article(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_clipping_is_printed(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        first_article(page)
        image = page.locator(".bm-clipping img")
        page.pdf()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 100
        page.emulate_media(media="print")
        expect(image).to_be_visible()


def test_the_page_is_printed_on_one_sheet(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        for _ in range(3):
            page.get_by_role("button", name="放大").click()
        page.emulate_media(media="print")
        view, plate = (page.locator(name).bounding_box() for name in (".bm-view", ".bm-plate"))
        assert view is not None
        assert plate is not None
        assert plate["height"] <= 200 / 25.4 * 96 + 1
        assert plate["width"] <= view["width"]
        assert page.get_by_role("button", name="放大").count() == 0


def test_nobody_who_minds_sees_motion(tabs: Tabs, news: str) -> None:
    with opened(tabs, news) as page:
        motion = "path => getComputedStyle(path).transitionDuration"
        assert page.locator(".bm-area path").first.evaluate(motion) != "0s"
        page.emulate_media(reduced_motion="reduce")
        assert page.locator(".bm-area path").first.evaluate(motion) == "0s"


def test_the_address_of_an_article_lights_it(tabs: Tabs, news: str, site: Path) -> None:
    """How soon it does on a slow phone, ``benchmarks/page_view.py`` measures."""
    (path,) = site.glob("pages/news-*/index.html")
    found = re.search(r'<a id="(\w+)" class="bm-area', path.read_text("utf-8"))
    assert found is not None
    with opened(tabs, f"{news}#{found[1]}", PHONE, touch=True) as page:
        expect(page.locator(".bm-area.bm-on")).to_have_id(found[1])
        expect(page.locator(".bm-plate img")).to_have_js_property("complete", True)
