"""Chromium driven by Playwright: what the engine finds, what a tab holds, a slowed phone.

Queries are timed elsewhere (``plain.py``): every network event of the page and of its Worker goes
through Playwright to Python, on the same cores, and makes times longer.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

__all__ = [
    "ARGUMENTS", "HEIGHT", "SUB_PATH", "WATCH", "WIDTH", "Memory", "Tab", "chromium", "executable",
    "hold_of", "open_tab", "process_memory",
]  # fmt: skip

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE, WIDTH, HEIGHT = 390, 1280, 844
SUB_PATH = "banmian"
"""The site stands under this path, as a project's site does on GitHub Pages."""

# `shown` counts from the key or, where there was none, from the start of the page.
WATCH = """
(() => {
  const noted = window.noted = { enter: 0, shown: [] };
  addEventListener("keydown", (event) => {
    if (event.key === "Enter") noted.enter = event.timeStamp;
  }, true);
  let busy = true;
  new MutationObserver(() => {
    const results = document.querySelector(".bm-find__results");
    const now = !results || results.hasAttribute("aria-busy")
      || !results.querySelector("[data-result-count]");
    if (busy && !now) {
      const at = noted.enter;
      requestAnimationFrame(() => setTimeout(() => {
        noted.shown.push({ painted: performance.now() - at });
        dispatchEvent(new Event("noted"));
      }));
    }
    busy = now;
  }).observe(document, { subtree: true, childList: true, attributes: true });
})();
"""
"""A script that notes when an answer stands on the page, and when it is painted."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes that a tab takes."""

    page: int
    """The page's JavaScript: heap, what the DOM takes of it, and buffers."""
    worker: int
    """The same of the engine's Worker."""
    private: int
    """Private memory of the renderer's process; 0 where it cannot be read."""


class Tab:
    """A page, its context, and a way to its Worker."""

    def __init__(self, browser: Browser, *, phone: bool = False, throttle: float = 1) -> None:
        """Nothing is in its cache."""
        width = PHONE if phone else WIDTH
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": HEIGHT}
        )
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.session: CDPSession = self.context.new_cdp_session(self.page)
        self._workers: list[str] = []
        self._answers: list[dict[str, Any]] = []
        self.session.on("Target.attachedToTarget", self._attached)
        self.session.on("Target.receivedMessageFromTarget", self._received)
        attach = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        self.session.send("Target.setAutoAttach", attach)
        if throttle > 1:
            self.session.send("Emulation.setCPUThrottlingRate", {"rate": throttle})

    def _attached(self, event: dict[str, Any]) -> None:
        if event["targetInfo"]["type"] == "worker":
            self._workers.append(event["sessionId"])

    def _received(self, event: dict[str, Any]) -> None:
        self._answers.append(json.loads(event["message"]))

    def shown(self, number: int = 0) -> dict[str, float]:
        """Return when the answer of this number was shown."""
        self.page.wait_for_function(f"noted.shown.length > {number}", timeout=120_000)
        found: dict[str, float] = self.page.evaluate(f"noted.shown[{number}]")
        return found

    def enter(self, query: str) -> float:
        """Type a query into the page's field; return the milliseconds from Enter to its hits."""
        before = self.page.evaluate("noted.shown.length")
        field = self.page.locator(".bm-find__input")
        # At once: a reader who types is answered while typing, and waits less.
        field.evaluate("(field, text) => { field.value = text; field.focus(); }", query)
        self.page.keyboard.press("Enter")
        return self.shown(before)["painted"]

    def memory(self, browser: Browser) -> Memory:
        """Return what the tab takes, after collecting garbage."""
        self.session.send("HeapProfiler.collectGarbage")
        page = self.session.send("Runtime.getHeapUsage")
        worker = {}
        if self._workers:
            self._of_worker("HeapProfiler.collectGarbage")
            worker = self._of_worker("Runtime.getHeapUsage")
        return Memory(_heap(page), _heap(worker), process_memory(browser))

    def _of_worker(self, method: str) -> dict[str, Any]:
        number = len(self._answers) + 1_000
        message = json.dumps({"id": number, "method": method})
        of_worker = {"sessionId": self._workers[-1], "message": message}
        self.session.send("Target.sendMessageToTarget", of_worker)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            for answer in self._answers:
                if answer.get("id") == number:
                    result: dict[str, Any] = answer.get("result", {})
                    return result
            self.page.wait_for_timeout(5)
        raise TimeoutError(method)


def executable() -> str:
    """Return where Chromium is; ends the program where there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit(f"search: no browser found (looked for {', '.join(BROWSERS)})")
    return found


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a running Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextlib.contextmanager
def open_tab(browser: Browser, *, phone: bool = False, throttle: float = 1) -> Iterator[Tab]:
    """Yield a tab with empty caches."""
    tab = Tab(browser, phone=phone, throttle=throttle)
    try:
        yield tab
    finally:
        tab.context.close()


def hold_of(page: Page, root: str, query: str) -> tuple[int, list[int]]:
    """Return the total that the engine tells, and the numbers of all articles that it found.

    The numbers are those that the engine counts and puts in order; ten of them are shown at a time.
    """
    told = page.evaluate(
        """async ([root, q]) => {
            window.engine ??= await BanmianSearch.open(root);
            const answer = await engine.search({ q, count: 10 });
            const found = answer.total ? Array.from(engine.finder.last[1].articles) : [];
            return [answer.total, found, answer.hits.map((hit) => hit.id)];
        }""",
        [root, query],
    )
    return int(told[0]), list(told[1])


def _heap(usage: dict[str, Any]) -> int:
    names = ("usedSize", "embedderHeapUsedSize", "backingStorageSize")
    return sum(int(usage.get(name, 0)) for name in names)


def process_memory(browser: Browser) -> int:
    """Return the private memory of the largest renderer: that of the tab that is open.

    0 where it cannot be read.
    """
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    found = [0]
    for process in told["processInfo"]:
        path = Path(f"/proc/{process['id']}/smaps_rollup")
        if process["type"] == "renderer" and path.is_file():
            with contextlib.suppress(OSError):
                rows = (row.split() for row in path.read_text().splitlines())
                found.append(sum(int(row[1]) for row in rows if row[0].startswith("Private_")))
    return max(found) * 1024
