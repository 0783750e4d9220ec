"""The search where something is forbidden: it answers in the page, or says what is the matter.

A Worker is forbidden by a site's rules (Content-Security-Policy, Trusted Types), by a frame, by the
browser; or it breaks. None of these is a broken line, and a reader is never told that it is one.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from generator.publish import Searched, search_files
from tests.conftest import Tabs, serve
from tests.test_search_page import WORD, open_box, ready, total

pytestmark = pytest.mark.browser

NETWORK, BLOCKED = "网络可能断了", "网站的安全设置不让检索程序运行"
PAGES = re.compile(r"/(\?[^#]*)?$")
"""What ends as addresses of pages do: a script that is asked for goes its way."""
ENGINE = "**/assets/search/engine.js"
THROWS = "window.Worker = class { constructor() { throw new DOMException('no', 'SecurityError') } }"
NEVER = "throw new Error('no')"
"""A Worker's script that ends at once: the page hears of an error before any message."""
TYPES = "require-trusted-types-for 'script'"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def with_rules(context: BrowserContext, rules: str, how: str = "header") -> None:
    """Have all pages of a context come with a Content-Security-Policy."""

    def add(route: Route) -> None:
        answer = route.fetch()
        if how == "header":
            headers = answer.headers | {"content-security-policy": rules}
            route.fulfill(response=answer, headers=headers)
        else:
            meta = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
            route.fulfill(response=answer, body=answer.text().replace("<head>", f"<head>{meta}", 1))

    context.route(PAGES, add)


def breaks_worker(context: BrowserContext, script: str) -> None:
    """Give Workers another script than the page's own elements get."""

    context.add_init_script(
        "const Old = Worker; window.Worker = class extends Old {"
        "constructor(address) { super(`${address}?worker`) } }"
    )
    context.route(
        re.compile(r"/engine\.js\?worker$"),
        lambda route: route.fulfill(body=script, content_type="text/javascript"),
    )


FORBIDDEN: dict[str, Callable[[BrowserContext], object]] = {
    "no Worker at all": lambda c: c.add_init_script("delete window.Worker"),
    "the constructor throws": lambda c: c.add_init_script(THROWS),
    "a rule in the header": lambda c: with_rules(c, "worker-src 'none'"),
    "a rule in the page": lambda c: with_rules(c, "worker-src 'none'", "meta"),
    "Trusted Types": lambda c: with_rules(c, TYPES),
    "Trusted Types with our policy": lambda c: with_rules(
        c, f"{TYPES}; trusted-types banmian-search"
    ),
    "Trusted Types, and no Worker": lambda c: with_rules(c, f"{TYPES}; worker-src 'none'"),
    "its script throws": lambda c: breaks_worker(c, NEVER),
    "its script is no script": lambda c: breaks_worker(c, "<!doctype html>"),
    "it dies of a question": lambda c: breaks_worker(
        c,
        "onmessage = ({data: {id, call}}) => {"
        "if (call !== 'open') throw new Error('no'); postMessage({id, value: {articles: 1}}) }",
    ),
}


@pytest.fixture(scope="module")
def wanted(tabs: Tabs, site_url: str) -> int:
    """Return how many articles are found where nothing is forbidden."""
    with tabs.lend() as page:
        page.goto(f"{site_url}search/?q={quote(WORD)}")
        ready(page)
        return total(page)


@pytest.mark.parametrize("how", FORBIDDEN)
def test_where_a_worker_is_forbidden_or_breaks_the_page_answers_itself(
    context: BrowserContext, site_url: str, wanted: int, how: str
) -> None:
    assert wanted > 0
    FORBIDDEN[how](context)
    page = context.new_page()
    page.goto(f"{site_url}search/?q={quote(WORD)}")
    ready(page)
    assert total(page) == wanted
    assert NETWORK not in page.inner_text("body")
    page.get_by_role("searchbox").fill("社会")  # and the next question, too
    expect(page).to_have_url(f"{site_url}search/?q={quote('社会')}")
    ready(page)
    expect(page.locator("[data-result-count]")).not_to_have_text("0")

    page.goto(site_url)
    open_box(page).fill(WORD)
    expect(page.get_by_role("option").first).to_be_visible()
    assert NETWORK not in page.inner_text(".bm-box")


def test_a_page_in_a_frame_with_no_origin_answers(context: BrowserContext, site_url: str) -> None:
    """Sandboxed, a page may start no Worker and read no file; it may run scripts."""
    address = f"{site_url}search/?q={quote(WORD)}"
    page = context.new_page()
    around = f'<iframe sandbox="allow-scripts" src="{address}" width=900 height=600></iframe>'
    context.route(
        "**/around.html", lambda route: route.fulfill(body=around, content_type="text/html")
    )
    page.goto(f"{site_url}around.html")
    frame = page.frame_locator("iframe")
    expect(frame.locator("html[data-search-ready]")).to_have_count(1)
    expect(frame.locator("[data-result]").first).to_be_visible()
    assert NETWORK not in frame.locator("body").inner_text()


def test_in_such_a_frame_a_large_site_says_what_to_do(
    context: BrowserContext, built_site: Path, tmp_path: Path
) -> None:
    """Its index is in parts, which only fetching reads."""
    copy = shutil.copytree(built_site, tmp_path / "copy", copy_function=os.link)
    (copy / "search" / "index.js").unlink()
    article = Searched(id="a", title="标题", body=(("p1", "社会组织"),))
    for name, data in search_files([article], io.BytesIO(), one_file=0):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(data)
    (copy / "around.html").write_text(
        f'<iframe sandbox="allow-scripts" src="search/?q={quote("社会")}"></iframe>', "utf-8"
    )
    page = context.new_page()
    with serve(copy) as address:
        page.goto(f"{address}around.html")
        said = page.frame_locator("iframe").locator(".bm-find__said")
        expect(said).to_contain_text("请在新窗口里打开")


@pytest.mark.parametrize(
    "rules",
    [
        "connect-src 'none'",
        "connect-src 'none'; worker-src 'none'",
        f"{TYPES}; trusted-types 'none'",
    ],
)
def test_where_nothing_is_left_the_page_says_that_it_is_forbidden(
    context: BrowserContext, site_url: str, rules: str
) -> None:
    if rules == "connect-src 'none'":
        context.add_init_script(THROWS)
    with_rules(context, rules)
    page = context.new_page()
    page.goto(f"{site_url}search/?q={quote(WORD)}")
    expect(page.locator(".bm-find__said")).to_contain_text(BLOCKED)
    expect(page.get_by_role("button", name="重试")).to_have_count(0)
    assert NETWORK not in page.inner_text("body")
    # The form still leads to the page that says so.
    page.goto(site_url)
    page.locator("header").get_by_role("textbox").fill(WORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")


@pytest.mark.parametrize("how", ["the constructor throws", "a rule in the header"])
@pytest.mark.parametrize("broken", [ENGINE, "**/search/index.js"])
def test_a_line_that_is_broken_is_still_called_so_and_can_be_tried_again(
    context: BrowserContext, site_url: str, how: str, broken: str
) -> None:
    FORBIDDEN[how](context)
    context.route(broken, lambda route: route.abort("internetdisconnected"))
    page = context.new_page()
    page.goto(f"{site_url}search/?q={quote(WORD)}")
    expect(page.get_by_role("status").filter(has_text=NETWORK)).to_be_visible()
    context.unroute(broken)
    page.get_by_role("button", name="重试").click()
    ready(page)
    assert total(page) > 0


def test_a_script_cut_short_is_loaded_anew_in_the_page_too(
    context: BrowserContext, site_url: str
) -> None:
    def cut(route: Route) -> None:
        body = route.fetch().body()
        route.fulfill(body=body[: len(body) // 2], content_type="text/javascript")

    context.add_init_script(THROWS)
    context.route(ENGINE, cut)
    page = context.new_page()
    page.goto(f"{site_url}search/?q={quote(WORD)}")
    expect(page.get_by_role("status").filter(has_text=NETWORK)).to_be_visible()
    context.unroute(ENGINE)
    page.get_by_role("button", name="重试").click()
    ready(page)
    assert total(page) > 0


def test_an_error_of_the_engine_is_no_broken_line_in_the_page_either(
    context: BrowserContext, site_url: str
) -> None:
    context.add_init_script(THROWS)
    page = context.new_page()
    page.goto(f"{site_url}search/")
    ready(page)
    page.evaluate(
        """() => { BanmianSearch.answers.Engine.prototype.search = async () => {
            throw new TypeError("no") } }"""
    )
    page.get_by_role("searchbox").fill(WORD)
    expect(page.locator(".bm-find__said")).to_contain_text("这次检索出了错")
    assert NETWORK not in page.inner_text("body")


def test_our_policy_names_scripts_of_the_site_alone(context: BrowserContext, site_url: str) -> None:
    with_rules(context, TYPES)
    page = context.new_page()
    page.goto(f"{site_url}search/")
    ready(page)
    for path in ("https://evil.invalid/x.js", "//evil.invalid/x.js", "data:text/javascript,0"):
        named = page.evaluate("path => String(Banmian.trusted(path))", path)
        assert urlsplit(named).netloc == urlsplit(site_url).netloc
