"""Times of queries in a Chromium as readers have it: no debugger listens, nothing is cached.

Each is taken in a browser started for it, with a profile of its own. A script that the server puts
into the search page while sending it asks, looks when the answer is painted, and reports to the
server; then the browser is ended. Playwright, which is told of each request of the page and of its
Worker, would make all times longer. Memory and the journey on a slowed phone are measured with it
all the same (``browser.py``): only a debugger collects garbage and slows a CPU.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from benchmarks.search.browser import ARGUMENTS, HEIGHT, SUB_PATH, WATCH, WIDTH, executable
from benchmarks.search.sites import REPORT, Sent, Server

__all__ = ["Asked", "ask"]

PATIENCE = 60
"""Seconds after which a browser that has reported nothing is given up."""
PAGE = f"/{SUB_PATH}/search/"
START = "/start.html"

# The page is opened from this one: a browser that has just been started has other things to do for
# a while, which would count as the page's.
WAITING = """<!doctype html><title>0</title><link rel="icon" href="data:,"><script>
setTimeout(() => location.replace(%s), 1000);
</script>"""

# Sets the field and submits its form, which is what Enter does (a reader who types is answered
# while typing, and waits less), for each query in turn; without any it waits for the answer that
# the address asks for. Where the page cannot search, what it says is reported.
ASK = """
(async (queries) => {
  const shown = () => new Promise((done) => addEventListener("noted", done, { once: true }));
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const report = (found) => fetch(%s + "?" + encodeURIComponent(JSON.stringify(found)));
  const failing = setInterval(() => {
    const said = document.querySelector(".bm-find__said")?.textContent;
    if (!said || document.querySelector("[aria-busy], [data-result-count]")) return;
    clearInterval(failing);
    report(said);
  }, 1000);
  if (!queries.length) await shown();
  else while (!document.documentElement.hasAttribute("data-search-ready")) await pause(50);
  for (const query of queries) {
    await pause(500);
    const field = document.querySelector(".bm-find__input");
    const answer = shown();
    field.value = query;
    noted.enter = performance.now();
    field.form.requestSubmit();
    await answer;
  }
  report(noted.shown.map((one) => one.painted));
})(%s);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one query costs; times are in milliseconds, till hits and facets are painted."""

    opened: float
    """From the start of the page that its address opens."""
    entered: float
    """From Enter on the open search page, which has read what every answer needs."""
    warm: float
    """From Enter in a tab that answered another query."""
    again: float
    """From Enter for the second time in that tab, which answered the other one in between."""
    sent: list[Sent] = field(default_factory=list)
    """What the server sent for the first answer."""


def ask(server: Server, query: str, other: str, repeats: int = 1) -> Asked:
    """Return what a query costs: by its address, by Enter, after ``other``, and once more.

    Of several times the best counts: what other programs take away is none of ours.
    SystemExit, with the query in it, where a browser reports nothing.
    """
    opened, entered, warm, again = [], [], [], []
    sent: list[Sent] = []
    for _ in range(repeats):
        opened += _times(server, query, ())
        sent = server.taken()
        entered += _times(server, query, [query])
        _, first, _, second = _times(server, query, [other, query, other, query])
        warm.append(first)
        again.append(second)
    return Asked(
        opened=min(opened), entered=min(entered), warm=min(warm), again=min(again), sent=sent
    )


def _times(server: Server, query: str, entered: Sequence[str]) -> list[float]:
    """Return what a new browser reports of the queries entered or, of none, of the address."""
    address = PAGE if entered else f"{PAGE}?q={quote(query)}"
    server.pages = {START: WAITING % _script(address)}
    server.scripts = {PAGE: WATCH + ASK % (_script(REPORT), _script(entered))}
    server.taken()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [
                executable(), "--headless", *ARGUMENTS, f"--user-data-dir={profile}",
                f"--window-size={WIDTH},{HEIGHT}", server.address.rstrip("/") + START,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            return _report(server, browser, query)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(browser.pid, signal.SIGKILL)  # it has a dozen processes
            browser.wait()
            server.scripts, server.pages = {}, {}


def _script(value: object) -> str:
    """Return a value as it may stand in a script on a page.

    >>> _script("</script>")
    '"\\\\u003c/script>"'
    """
    return json.dumps(value).replace("<", "\\u003c")


def _report(server: Server, browser: subprocess.Popen[bytes], query: str) -> list[float]:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(queue.Empty):
            reported: list[float] | str = server.reports.get(timeout=0.1)
            if isinstance(reported, str):
                raise SystemExit(f"search: {query}: the page says: {reported}")
            return reported
        if browser.poll() is not None:
            raise SystemExit(f"search: {query}: the browser ended without a report")
    raise SystemExit(f"search: {query}: no report of the browser within {PATIENCE} s")
