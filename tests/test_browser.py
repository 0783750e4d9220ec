"""The site as a visitor meets it: in a real browser, on a phone and on a desktop."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import HEIGHT, Open, Tabs

pytestmark = pytest.mark.browser

PHONE, DESKTOP = 390, 1280
DOCUMENT = "《关于开展特殊困难老年人探访关爱服务的指导意见》"
KINDS = (
    "", "regions/", "regions/430000/", "regions/500000/", "agencies/", "agencies/province/",
    "topics/", "topics/elderly-care/", "documents/", "dates/", "dates/undated/",
    "search/", "search/?q=养老",
)  # fmt: skip


def test_a_page_that_is_lent_again_is_as_new(tabs: Tabs, site_url: str) -> None:
    kept = "[localStorage.getItem('a'), sessionStorage.getItem('b'), matchMedia('print').matches]"
    with tabs.lend(PHONE) as first:
        first.goto(site_url)
        first.evaluate("localStorage.setItem('a', 1); sessionStorage.setItem('b', 2)")
        first.emulate_media(media="print")
        first.route("**/topics/", lambda route: route.abort())
        assert first.evaluate(kept) == ["1", "2", True]
    with tabs.lend(DESKTOP) as again:
        assert again is first
        again.goto(f"{site_url}topics/")
        assert again.evaluate(kept) == [None, None, False]
        assert again.evaluate("innerWidth") == DESKTOP
    with tabs.lend(scheme="dark") as other, tabs.lend(alone=True) as own:
        assert len({first, other, own}) == 3
        own.goto(site_url)
    assert own.is_closed()


def search(page: Page, query: str, width: int) -> None:
    """Type into the header's box."""
    if width < 960:
        page.get_by_role("link", name="检索", exact=True).click()
    page.get_by_label("检索全文").fill(query)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_from_home_by_region_to_an_article_and_by_search_to_another(
    open_page: Open, site_url: str, width: int
) -> None:
    page = open_page(site_url, width)
    expect(page).to_have_title("版面")
    page.locator(".bm-ways").get_by_role("link", name="地区").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("地区")
    page.locator(".bm-tiles").get_by_role("link", name="广西").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("广西壮族自治区")
    page.locator(".bm-cards").get_by_role("link", name="广西").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("广西动员引导社会组织")
    facts = page.get_by_role("complementary", name="本文信息")
    expect(facts.get_by_role("link", name="广西壮族自治区", exact=True).first).to_be_visible()

    search(page, DOCUMENT, width)
    first = page.get_by_role("listbox").get_by_role("option", name="民政部等10部门印发")
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(DOCUMENT)
    assert "/banmian/articles/" in page.url


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_search_box_on_the_home_page_searches(
    open_page: Open, site_url: str, width: int
) -> None:
    page = open_page(site_url, width)
    page.get_by_label("检索全部文章").fill(DOCUMENT)
    page.get_by_role("button", name="检索", exact=True).click()
    expect(page.locator("[data-result]").first).to_contain_text("民政部等10部门印发")


def address_of(page: Page, site_url: str, title: str) -> str:
    """Return the address of the article with this headline, as llms.txt has it."""
    listed = page.request.get(site_url + "llms.txt").text()
    found = re.search(rf"\[[^\]]*{re.escape(title)}[^\]]*\]\((articles/\w+/)\)", listed)
    assert found is not None, title
    return site_url + found[1]


def an_article(open_page: Open, site_url: str, title: str, width: int = DESKTOP) -> Page:
    """Return the page of the article with this headline; the home page shows some articles only."""
    page = open_page(site_url, width)
    page.goto(address_of(page, site_url, title))
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return page


def test_a_headline_stands_as_it_was_printed(open_page: Open, site_url: str) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力")
    top = [
        page.locator(selector).bounding_box()
        for selector in (".bm-kicker", "h1", ".bm-lead", "h2 >> nth=0", ".bm-credit")
    ]
    heights = [box["y"] for box in top if box is not None]
    assert len(heights) == 5
    assert heights == sorted(heights)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("heading", level=2)).to_have_count(3)
    page = an_article(open_page, site_url, "设立省市县三级社会救助基金会")
    expect(page.locator(".bm-label")).to_have_text("地方动态")


def test_every_paragraph_can_be_linked_to(open_page: Open, site_url: str) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力")
    ids = page.eval_on_selector_all(
        "article p > a[id^=p]", "anchors => anchors.map(anchor => anchor.id)"
    )
    assert ids == [f"p{n}" for n in range(1, len(ids) + 1)]
    others = ":not(:has(a:not([href^='#p'], .bm-ask)), .bm-address)"
    assert len(ids) == page.locator(f"article > p{others}, .bm-lead p").count()
    every = page.eval_on_selector_all("[id]", "found => found.map(element => element.id)")
    assert len(every) == len(set(every))
    page.goto(f"{page.url}#{ids[-1]}")
    paragraph = page.locator(f"p:has(> a#{ids[-1]})")
    expect(paragraph).to_be_in_viewport()
    header = page.locator("header.md-header").bounding_box()
    box = paragraph.bounding_box()
    assert header is not None
    assert box is not None
    assert box["y"] >= header["y"] + header["height"]


@pytest.mark.parametrize("widths", [(320,), (1600, DESKTOP)], ids=str)  # test_screens.py has others
def test_no_page_is_wider_than_the_window(
    open_page: Open, site_url: str, widths: tuple[int, ...]
) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力", widths[0])
    for address in (page.url, *(site_url + kind for kind in KINDS)):
        page.set_viewport_size({"width": widths[0], "height": HEIGHT})
        page.goto(address)
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{address} is {wide} px too wide for {width}"


def test_a_line_holds_forty_characters_at_most(open_page: Open, site_url: str) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力", 1600)
    style = (
        page.locator("article > p")
        .nth(1)
        .evaluate(
            """paragraph => {
            const style = getComputedStyle(paragraph), size = parseFloat(style.fontSize);
            return [paragraph.clientWidth / size, parseFloat(style.lineHeight) / size,
                    parseFloat(style.textIndent) / size, style.textAlign];
        }"""
        )
    )
    length, leading, indent, align = style
    assert length <= 40
    assert leading == pytest.approx(1.8)
    assert indent == pytest.approx(2)
    assert align == "start"


_CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(open_page: Open, site_url: str, scheme: str) -> None:
    page = open_page(site_url, DESKTOP, scheme)
    article = page.locator(".bm-cards a").first.evaluate("link => link.href")
    for address in (article, *(site_url + kind for kind in KINDS)):
        page.goto(address)
        page.locator("details").evaluate_all("found => found.forEach(each => each.open = true)")
        assert page.evaluate(_CONTRAST) == [], address


def test_the_first_key_leads_past_the_navigation(open_page: Open, site_url: str) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_contain_class("md-skip")
    expect(focused).to_have_text("跳到正文")
    focused.press("Enter")
    expect(page.locator("h1:target")).to_be_in_viewport()


def test_only_the_article_is_printed(open_page: Open, site_url: str) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力")
    page.emulate_media(media="print")
    for selector in ("header.md-header", ".md-tabs", "footer.md-footer", ".bm-filed"):
        expect(page.locator(selector).first).to_be_hidden()
    for selector in ("h1", ".bm-lead", ".bm-credit", ".bm-facts"):
        expect(page.locator(selector)).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_it_works_from_disk(open_page: Open, built_site: Path, width: int) -> None:
    page = open_page((built_site / "index.html").as_uri(), width)
    page.locator(".bm-ways").get_by_role("link", name="主题").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("主题")
    page.locator(".bm-entries").get_by_role("link").first.click()
    page.locator(".bm-cards").get_by_role("link").first.click()
    expect(page.get_by_role("complementary", name="本文信息")).to_be_visible()
    search(page, DOCUMENT, width)
    page.get_by_role("listbox").get_by_role("option", name="民政部等10部门印发").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(DOCUMENT)


PROOFS = ".bm-facts a[href^='#']"


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("title", ["甘肃省民政厅组织召开", "多地出台政策缓解养老机构经营压力"])
def test_every_fact_leads_to_the_sentence_that_proves_it_without_scripts(
    tabs: Tabs, site_url: str, title: str, width: int
) -> None:
    with tabs.lend(width, scripts=False) as page:
        page.goto(address_of(page, site_url, title))
        proofs = page.locator(PROOFS)
        assert proofs.count() > 4
        plain = page.locator("article p").first
        for number in range(proofs.count()):
            link = proofs.nth(number)
            link.click()
            anchor = page.url.partition("#")[2]
            assert link.get_attribute("href") == f"#{anchor}"
            # A sentence, or the block that an empty anchor stands in.
            shown = page.locator(f"span#{anchor}:target, :is(p, h1, h2):has(> a#{anchor}:target)")
            expect(shown).to_have_count(1)
            expect(shown).to_be_in_viewport()
            box = shown.bounding_box()
            assert box is not None
            assert box["y"] > 40  # not under the bar at the top
            colour = "element => getComputedStyle(element).backgroundColor"
            assert shown.evaluate(colour) != plain.evaluate(colour) or shown.evaluate(
                "(element, other) => element === other", plain.element_handle()
            )
            assert shown.evaluate(colour) != "rgba(0, 0, 0, 0)"


def test_the_sentence_holds_the_words_of_its_fact(open_page: Open, site_url: str) -> None:
    page = an_article(open_page, site_url, "甘肃省民政厅组织召开")
    row = page.locator(".bm-facts li").filter(has_text="日期")
    year = (row.locator("a").first.text_content() or "")[:4]
    row.locator("a[href^='#']").first.click()
    expect(page.locator(":is(p, h1):has(:target), span:target").first).to_contain_text(year)
    row = page.locator(".bm-facts li").filter(has_text="发布机构")
    row.locator("a[href^='#']").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("span:target")).to_contain_text("民政厅")
    expect(page.locator("span:target")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_proof_that_was_followed_can_be_read(open_page: Open, site_url: str, scheme: str) -> None:
    page = an_article(open_page, site_url, "甘肃省民政厅组织召开")
    address = page.url
    contrast = (Path(__file__).parent / "contrast.js").read_text("utf-8")
    for anchor in ("#p1s1", "#p2", "#bm-title"):
        # Solid, as the eye mixes it: the script reads no ground that lets another through.
        page = open_page(address + anchor, scheme=scheme)
        page.evaluate(
            """() => {
              const shown = document.querySelector("span:target") ||
                document.querySelector(":target").parentElement;
              const mix = document.createElement("canvas").getContext("2d");
              for (const colour of [getComputedStyle(document.body).backgroundColor,
                                    getComputedStyle(shown).backgroundColor]) {
                mix.fillStyle = colour;
                mix.fillRect(0, 0, 1, 1);
              }
              const [r, g, b] = mix.getImageData(0, 0, 1, 1).data;
              shown.style.backgroundColor = `rgb(${r}, ${g}, ${b})`;
            }"""
        )
        assert page.evaluate(contrast) == []


@pytest.mark.parametrize("missing", ["nothing", "articles/nothing/", "a/b/c.html", "404.html"])
def test_a_missing_page_leads_back_wherever_the_site_stands(
    tabs: Tabs, built_site: Path, missing: str
) -> None:
    """The host answers with 404.html; the site was built without knowing its address."""
    root = "http://host.invalid/some/where/"
    asked: list[str] = []
    with tabs.lend(PHONE) as page:
        page.route("**/*", lambda route: _answer(route, built_site, root))
        page.on("request", lambda request: asked.append(request.resource_type))
        page.goto(root + missing)
        expect(page.get_by_role("heading", level=1)).to_have_text("没有这一页")
        links = page.get_by_role("navigation").get_by_role("link")
        expect(links).to_have_text(["首页", "地区", "机构", "主题", "文件", "日期", "原版"])
        addresses = links.evaluate_all("links => links.map(link => link.href)")
        paths = ("", "regions/", "agencies/", "topics/", "documents/", "dates/", "issues/")
        assert addresses == [root + path for path in paths]
        name = page.get_by_role("banner").get_by_role("link", name="版面")
        assert name.evaluate("link => link.href") == root
        assert set(asked) <= {"document", "fetch"}
        page.get_by_label("检索全部文章").fill("养老服务")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{root}search/?q=*")


def test_an_address_of_two_slashes_leads_to_no_other_host(tabs: Tabs, built_site: Path) -> None:
    """On a site without rules for browsers, which forbid to ask another one. The first name after
    two slashes is a host's."""
    text = re.sub("<meta http-equiv[^>]*>", "", (built_site / "404.html").read_text("utf-8"))
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        own = urlsplit(route.request.url).path == "/assets/favicon.svg"
        if own or "other.invalid" in urlsplit(route.request.url).netloc:
            told = {"access-control-allow-origin": "*"}
            route.fulfill(body="<svg/>", content_type="image/svg+xml", headers=told)
        else:
            route.fulfill(body=text, content_type="text/html", status=404)

    with tabs.lend() as page:
        page.route("**/*", answer)
        page.goto("http://host.invalid//other.invalid/a/")
        expect(page.get_by_label("检索全部文章")).to_be_visible()
        form = page.locator("form").evaluate("form => form.action")
        assert form == "http://host.invalid/search/"
        assert {urlsplit(address).netloc for address in asked} == {"host.invalid"}


@pytest.mark.parametrize("name", ["__config", "__drawer", "__search"])
def test_a_headline_called_like_a_part_of_the_frame_takes_nothing_from_it(
    open_page: Open, site_url: str, built_site: Path, name: str
) -> None:
    """Its words are its id, by which Material's script looks for that part."""
    page = open_page(site_url, PHONE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    article = min(built_site.glob("articles/*/index.html"))
    text = re.sub(r'<h1 id="[^"]*">', f'<h1 id="{name}">', article.read_text("utf-8"))
    address = f"{site_url}articles/{article.parent.name}/"
    page.route(address, lambda route: route.fulfill(body=text, content_type="text/html"))
    page.goto(address)
    assert page.locator("h1").evaluate("heading => heading.id") == name
    search(page, DOCUMENT, PHONE)
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    assert faults == []


@pytest.mark.parametrize("width", [PHONE, 1440])
@pytest.mark.parametrize("known", [False, True])
def test_a_missing_page_names_the_nearest_that_are_there(
    tabs: Tabs, built_site: Path, width: int, known: bool
) -> None:
    """Whether the address of the site was known when it was built, or not."""
    root = "http://host.invalid/some/where/"
    article = min(path.parent.name for path in built_site.glob("articles/*/index.html"))
    year = min(path.parent.name for path in built_site.glob("dates/2*/index.html"))
    own = _not_found(root) if known else None
    with tabs.lend(width) as page:
        page.route("**/*", lambda route: _answer(route, built_site, root, own))
        near = page.locator("#near a")
        for missing, found in (
            (f"articles/{article}/。", f"articles/{article}/"),  # as a chat takes it for one
            (f"articles/{article.upper()}/", f"articles/{article}/"),
            (f"news/{year}0131/7.html", f"dates/{year}/"),
            ("regions/430000/99/", "regions/430000/"),
            ("topics/养老服务/", "topics/"),
        ):
            page.goto(root + missing)
            expect(near.first).to_be_visible()
            assert near.first.evaluate("link => link.href") == root + found
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width
        expect(page.get_by_label("检索全部文章")).to_have_value("养老服务")
        page.goto(root + "nothing/at/all/")
        page.wait_for_load_state("networkidle")
        expect(page.locator("#near")).to_be_hidden()


def test_a_missing_page_searches_without_scripts_where_the_address_is_known(
    tabs: Tabs,
) -> None:
    text = _not_found("http://host.invalid/some/where/")
    with tabs.lend(scripts=False) as page:
        page.route("**/*", lambda route: route.fulfill(body=text, content_type="text/html"))
        page.goto("http://host.invalid/some/where/articles/nothing/at/all/")
        expect(page.get_by_role("banner").get_by_role("link", name="甲<乙")).to_have_attribute(
            "href", "/some/where/"
        )
        links = page.get_by_role("navigation").get_by_role("link")
        expect(links.nth(1)).to_have_attribute("href", "/some/where/regions/")
        page.get_by_label("检索全部文章").fill("养老")
        page.keyboard.press("Enter")
        page.wait_for_url("http://host.invalid/some/where/search/?q=*")


def _not_found(address: str) -> str:
    """Return the page of a site that was told its address."""
    folder = Path(__file__).parent.parent / "site_src" / "overrides"
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder))
    config = {"site_name": "甲<乙", "site_url": address, "extra": {}}
    base = urlsplit(address).path.rstrip("/")
    return environment.get_template("404.html").render(config=config, base_url=base)


def _answer(route: Route, site: Path, root: str, not_found: str | None = None) -> None:
    path = site / route.request.url.removeprefix(root)
    path = path / "index.html" if path.is_dir() and route.request.url.endswith("/") else path
    if route.request.url.startswith(root) and path.is_file() and path.name != "404.html":
        route.fulfill(path=path)
    elif not_found is not None:
        route.fulfill(body=not_found, content_type="text/html", status=404)
    else:
        route.fulfill(path=site / "404.html", status=404)


def test_months_stand_side_by_side(open_page: Open, site_url: str) -> None:
    page = open_page(site_url + "dates/")
    first, second = (page.locator(".bm-months li").nth(n).bounding_box() for n in (0, 1))
    assert first is not None
    assert second is not None
    assert first["y"] == second["y"]
    assert first["x"] < second["x"]
    page.locator(".bm-months").get_by_role("link", name="9月").first.click()
    expect(page.locator("h2:has(> a:target)")).to_be_in_viewport()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what has the focus matches."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.locator(":focus").first.evaluate("(e, s) => e.matches(s)", selector):
            return
    pytest.fail(f"no key leads to {selector}")


def test_what_has_the_focus_on_a_phone_can_be_seen(open_page: Open, site_url: str) -> None:
    """The drawer opens for its links; keyboards belong to phones as well as to a zoom of 400 %."""
    page = open_page(site_url + "topics/", PHONE)
    tab_to(page, ".md-sidebar a[href$='regions/']")
    expect(page.locator(":focus")).to_be_in_viewport(ratio=1)
    tab_to(page, ".bm-entries a")
    expect(page.locator(".md-sidebar--primary")).not_to_be_in_viewport()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_by_keyboard_from_a_tile_to_a_list_to_an_article(
    open_page: Open, site_url: str, width: int
) -> None:
    page = open_page(site_url + "regions/", width)
    tab_to(page, ".bm-tiles a[href*='510000']")
    focused = page.locator(":focus")
    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    focused.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("四川省")
    tab_to(page, ".bm-cards a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="本文信息")).to_be_visible()


@pytest.mark.parametrize("width", [320, PHONE, DESKTOP])
def test_the_tiles_are_equal_large_enough_and_apart(
    open_page: Open, site_url: str, width: int
) -> None:
    page = open_page(site_url + "regions/", width)
    boxes = page.locator(".bm-tiles li:not(.bm-wide)").evaluate_all(
        "tiles => tiles.map(t => t.getBoundingClientRect()).map(b => [b.x, b.y, b.width, b.height])"
    )
    assert len(boxes) == 34
    assert len({(round(w), round(h)) for _x, _y, w, h in boxes}) <= 2  # rounding
    assert min(min(w, h) for _x, _y, w, h in boxes) >= 24  # WCAG 2.2, 2.5.8
    assert len({(round(x), round(y)) for x, y, _w, _h in boxes}) == 34


def test_the_table_says_what_the_map_says(open_page: Open, site_url: str) -> None:
    page = open_page(site_url + "regions/")
    page.get_by_text("以表格显示").click()
    rows = page.get_by_role("row")
    expect(rows).to_have_count(35)
    hunan = rows.filter(has_text="湖南省")
    number = page.locator(".bm-tiles li", has_text="湖南").locator("strong").inner_text()
    expect(hunan.get_by_role("cell").first).to_have_text(f"{number} 篇")
    hunan.get_by_role("rowheader").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("湖南省")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_document_leads_to_its_issuers_and_to_who_reports_on_it(
    open_page: Open, site_url: str, width: int
) -> None:
    page = open_page(site_url, width)
    page.locator(".bm-ways").get_by_role("link", name="文件").click()
    page.locator(".bm-entries").get_by_role("link", name=DOCUMENT).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(DOCUMENT)
    about = page.get_by_role("navigation", name="缩小范围")
    expect(about.get_by_role("link", name="民政部", exact=True)).to_be_visible()
    page.locator(".bm-cards").get_by_role("link").first.click()
    facts = page.get_by_role("complementary", name="本文信息")
    facts.get_by_role("link", name=DOCUMENT).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(DOCUMENT)


def test_from_an_article_to_the_next_and_to_a_related_one_and_back(
    open_page: Open, site_url: str
) -> None:
    page = an_article(open_page, site_url, "甘肃省民政厅组织召开2024年全省民政系统")
    around = page.get_by_role("navigation", name="相邻与相关文章")
    here = page.url
    around.locator("li", has_text="本版下一篇").get_by_role("link").click()
    page.locator(".bm-around li", has_text="本版上一篇").get_by_role("link").click()
    assert page.url == here
    related = around.locator("ul").last.get_by_role("link").last
    name = related.inner_text()
    related.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_a_list_is_narrowed_by_another(open_page: Open, site_url: str) -> None:
    page = open_page(site_url + "topics/elderly-care/")
    ways = page.get_by_role("navigation", name="缩小范围")
    ways.get_by_role("link", name="全国 2 篇").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("全国：养老服务")
    expect(page.locator(".bm-cards li")).to_have_count(2)


# ---- references and paragraphs


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_reference_opens_by_keyboard_and_can_be_copied(
    open_page: Open, site_url: str, width: int
) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力", width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text = page.locator(".bm-cite__text")
    expect(text).to_be_hidden()
    page.locator(".bm-cite > summary").focus()
    page.keyboard.press("Enter")
    expect(text).to_contain_text("多地出台政策缓解养老机构经营压力")
    expect(text).to_contain_text("[N]. [报纸名不详], [")
    page.get_by_role("button", name="复制", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == text.inner_text()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".bm-cite > summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(text).to_be_hidden()


def test_the_reference_can_be_read_and_selected_without_scripts(tabs: Tabs, site_url: str) -> None:
    with tabs.lend(scripts=False) as page:
        page.goto(site_url)
        page.locator(".bm-cards a").first.click()
        page.locator(".bm-cite > summary").click()
        text = page.locator(".bm-cite__text p")
        expect(text).to_be_visible()
        assert page.get_by_role("button", name="复制").count() == 0
        assert text.evaluate("p => getComputedStyle(p).userSelect") != "none"


def test_references_can_be_downloaded(open_page: Open, site_url: str) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力")
    page.locator(".bm-cite > summary").click()
    for name, begins in (("BibTeX", "@article{"), ("RIS", "TY  - NEWS"), ("CSL-JSON", "[")):
        link = page.locator(".bm-cite").get_by_role("link", name=name, exact=True)
        with page.expect_download() as download:
            link.click()
        assert download.value.path().read_text("utf-8").startswith(begins)
        assert download.value.suggested_filename.endswith((".bib", ".ris", ".json"))
    with page.expect_download() as download:
        page.locator(".bm-cite").get_by_role("link", name="Markdown", exact=True).click()
    text = download.value.path().read_text("utf-8")
    assert "# 多地出台政策缓解养老机构经营压力\n\n" in text
    assert "\n\n---\n\n" in text
    assert text.count("\n\n") > page.locator("article p > a[id^=p]").count()
    own = page.locator(".bm-cite").get_by_role("link", name="本文链接")
    assert own.evaluate("link => link.href") == page.url


@pytest.mark.parametrize("way", ["focus", "hover"])
def test_a_paragraph_shows_its_own_link(open_page: Open, site_url: str, way: str) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力")
    link = page.get_by_role("link", name="第2段链接")
    sign = "link => getComputedStyle(link, '::before').content"
    assert link.evaluate(sign) == "none"
    page.locator("p:has(> a#p2)").hover() if way == "hover" else link.focus()
    if way == "focus":
        page.keyboard.press("Shift+Tab")  # the outline and the sign are for the keyboard
        page.keyboard.press("Tab")
    assert "¶" in link.evaluate(sign)
    box = link.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24  # WCAG 2.5.8
    link.click()
    assert page.url.endswith("#p2")


def test_a_paragraph_link_is_no_text(open_page: Open, site_url: str) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力")
    assert "¶" not in page.locator("article").inner_text()


def test_programs_find_what_they_read(open_page: Open, site_url: str) -> None:
    page = an_article(open_page, site_url, "多地出台政策缓解养老机构经营压力")
    title = page.get_by_role("heading", level=1).inner_text()
    for name in ("citation_title", "DC.title"):
        assert page.locator(f'meta[name="{name}"]').get_attribute("content") == title
    data = page.locator('script[type="application/ld+json"]').evaluate("s => JSON.parse(s.text)")
    assert (data["@type"], data["headline"]) == ("NewsArticle", title)
    links = page.locator("link[rel~=alternate], link[rel=describedby]").all()
    assert len(links) == 1  # the feed
    for link in links:
        assert page.request.get(link.evaluate("link => link.href")).ok


@pytest.mark.parametrize("place", ["", "regions/430000/", "topics/elderly-care/"])
def test_people_find_the_feeds(open_page: Open, site_url: str, place: str) -> None:
    page = open_page(site_url + place)
    for name in ("Atom", "JSON Feed"):
        link = page.locator(".bm-subscribe").get_by_role("link", name=name, exact=True)
        expect(link).to_be_visible()
        assert page.request.get(link.evaluate("link => link.href")).ok


@pytest.mark.parametrize("media", ["(prefers-color-scheme: dark)", "(prefers-color-scheme)"])
def test_the_chosen_colours_are_on_before_the_themes_script(
    browser: Browser, site_url: str, media: str
) -> None:
    """Which a phone takes half a second for: until then the page was bright."""
    context = browser.new_context(color_scheme="dark")
    context.route("**/bundle.*.js", lambda route: route.abort())
    context.add_init_script(
        f"""addEventListener("DOMContentLoaded", () => {{
            window.drawn = document.body.dataset.mdColorScheme;
        }});
        localStorage.setItem("/banmian/.__palette", JSON.stringify({{
            color: {{ media: "{media}", scheme: "slate", primary: "custom" }} }}));"""
    )
    page = context.new_page()
    page.goto(site_url)
    assert page.evaluate("drawn") == "slate"
    context.close()


def test_what_a_script_makes_is_not_missed_if_it_does_not_come(
    tabs: Tabs, built_site: Path, site_url: str
) -> None:
    name = min(path.parent.name for path in built_site.glob("pages/*/index.html"))
    with tabs.lend(PHONE) as page:
        page.route(re.compile(r"/(frame|as-printed)\.js$"), lambda route: route.abort())
        page.goto(f"{site_url}pages/{name}/")
        expect(page.locator(".bm-tabs a").first).to_be_visible()
        expect(page.locator(".md-header [for=__drawer]")).to_be_hidden()
        expect(page.locator(".bm-text a").first).to_be_visible()
