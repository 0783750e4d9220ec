"""Our own search, measured on the page that readers use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.search.browser import SUB_PATH, hold_of, open_tab
from benchmarks.search.plain import ask
from benchmarks.search.queries import Query, Truth
from benchmarks.search.scores import scored
from benchmarks.search.sites import Sent, Server, gzipped

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["journey", "measure"]

SCRIPTS = f"{SUB_PATH}/assets/search/"
INDEX = f"{SUB_PATH}/search/"
OTHER = "工作会议"
"""What a tab is asked before a query, where the times of a warm one are taken."""


def measure(
    browser: Browser, server: Server, queries: list[Query], truth: Truth, repeats: int
) -> dict[str, Any]:
    """Return the figures of every query."""
    weight = cache(lambda path: gzipped(_file(server.folder, path)))
    # All times first: so no engine is at work beside.
    times = [ask(server, query.text, OTHER, repeats) for query in queries]
    page = browser.new_page()
    page.goto(f"{server.address}{SUB_PATH}/404.html")
    page.add_script_tag(url=f"{server.address}{SCRIPTS}engine.js")
    rows = []
    for query, asked in zip(queries, times, strict=True):
        total, found = hold_of(page, f"{server.address}{SUB_PATH}/", query.text)
        held = truth.of(query)
        if total != len(found):
            raise SystemExit(f"search: {query.text}: {total} told, {len(found)} found")
        searching = [one for one in asked.sent if _of_search(one)]
        rows.append(
            {
                "kind": query.kind,
                "query": query.text,
                "hits": len(held),
                **scored(set(found), set(held)),
                "search": sum(weight(one.path) for one in searching),
                "search_unpacked": sum(one.size for one in searching),
                "all": sum(weight(one.path) for one in asked.sent),
                "requests": len(searching),
                "opened": asked.opened,
                "entered": asked.entered,
                "warm": asked.warm,
                "again": asked.again,
                "parts": dict(_by_folder(searching, weight)),
            }
        )
    page.close()
    return {"engine": "ours", "queries": rows, **_memory(browser, server, queries)}


def _memory(browser: Browser, server: Server, queries: list[Query]) -> dict[str, Any]:
    """Return what a tab takes after the first query, and after all of them."""
    with open_tab(browser) as tab:
        tab.page.goto(f"{server.address}{SUB_PATH}/search/?q={queries[0].text}")
        tab.shown()
        first = tab.memory(browser)
        for query in queries[1:]:
            tab.enter(query.text)
        last = tab.memory(browser)
    return {
        "memory": last.private or last.page + last.worker,
        "memory_first": [first.page, first.worker, first.private],
        "memory_after_all": [last.page, last.worker, last.private],
    }


def journey(browser: Browser, server: Server, throttle: float) -> dict[str, float]:
    """Return the milliseconds of each step from the box to a paragraph, on a slow phone.

    Chromium slows only a page's main thread: so the engine runs there, as it does from disk.
    """
    with open_tab(browser, phone=True, throttle=throttle) as tab:
        page = tab.page
        page.add_init_script("delete window.Worker")
        page.goto(f"{server.address}{SUB_PATH}/")
        page.locator(".bm-box__open").click()
        page.locator(".bm-box input[name=q]").wait_for()
        page.wait_for_timeout(500)  # its scripts come as soon as it has the focus
        steps: dict[str, float] = {}
        page.evaluate(
            """() => {
                const box = document.querySelector(".bm-box input[name=q]");
                window.since = performance.now();
                new MutationObserver(() => {
                    if (!document.querySelector("[role=option]") || window.till) return;
                    requestAnimationFrame(() => setTimeout(() => {
                        window.till = performance.now() - window.since;
                    }));
                }).observe(document, { subtree: true, childList: true });
                box.value = "社会组织";
                box.dispatchEvent(new InputEvent("input", { bubbles: true }));
            }"""
        )
        page.wait_for_function("window.till", timeout=120_000)
        steps["typed"] = page.evaluate("window.till")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        steps["hits"] = tab.shown()["painted"]
        if page.locator(".bm-find__fold").get_attribute("open") is None:
            page.locator(".bm-find__fold > summary").click()
        before = page.evaluate("noted.shown.length")
        page.evaluate(
            """() => {
                noted.enter = performance.now();
                document.querySelector("[data-kind=year] input").click();
            }"""
        )
        steps["facet"] = tab.shown(before)["painted"]
        link = page.locator("[data-result] a").first
        address = link.evaluate("link => link.href")
        # Articles of the index have no pages here: one of the site's own stands in for them.
        own = next(path.parent for path in server.folder.glob(f"{SUB_PATH}/articles/*/index.html"))
        page.route("**/articles/*/?*", lambda route: route.fulfill(path=own / "index.html"))
        page.evaluate("sessionStorage.since = performance.timeOrigin + performance.now()")
        link.click()
        page.wait_for_url(address)
        page.locator("article h1").wait_for()
        steps["paragraph"] = page.evaluate(
            """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() =>
                done(performance.timeOrigin + performance.now() - sessionStorage.since))))"""
        )
        return steps


def _of_search(sent: Sent) -> bool:
    """Tell whether something was sent for searching, and not for the page around it."""
    return sent.path.startswith((SCRIPTS, INDEX)) and sent.path != INDEX


def _file(folder: Path, path: str) -> Path:
    return folder / path / "index.html" if path.endswith("/") or not path else folder / path


def _by_folder(sent: list[Sent], weight: Any) -> Iterator[tuple[str, int]]:
    """Yield what was sent of each kind of part: scripts, head, lists, places, columns, texts."""
    found: dict[str, int] = {}
    for one in sent:
        rest = one.path.removeprefix(INDEX)
        kind = "scripts" if rest == one.path else rest.rpartition("/")[0] or rest
        found[kind] = found.get(kind, 0) + weight(one.path)
    yield from found.items()
