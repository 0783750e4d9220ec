"""Measure how soon a page's picture is seen: ``python -m benchmarks.page_view [--runs N]``.

Builds a site of one PDF with three stories, and opens its page on a phone four times as slow as
this machine, at an article's address: the time until the picture, the areas over it and the lit
article are there. Needs a Chromium and Playwright. Of several runs the least counts, as other work
may stand between. Exit code 1 where it is above :data:`SECONDS`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.search.browser import chromium
from tests.conftest import ROOT, copy_sources, serve
from tests.picture_pages import news_pdf

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SECONDS = 1.5
"""At most."""
THROTTLE = 4
WATCH = """new MutationObserver((_, watch) => {
    const image = document.querySelector(".bm-plate img");
    if (!document.querySelector(".bm-area.bm-on") || !image) return;
    watch.disconnect();
    image.decode().then(() => requestAnimationFrame(() => requestAnimationFrame(
        () => { window.seenAfter = performance.now(); })));
}).observe(document, { subtree: true, childList: true, attributes: true })"""


def main(argv: Sequence[str] | None = None) -> int:
    """Print the least and the middle of the times."""
    parser = argparse.ArgumentParser(description="Measure how soon a page's picture is seen.")
    parser.add_argument("--runs", type=int, default=7, help="default: %(default)s")
    runs: int = parser.parse_args(argv).runs
    with tempfile.TemporaryDirectory() as folder:
        site = build_site(Path(folder) / "project")
        times = sorted(measured(site, runs))
    print(f"{times[0]:.2f} s until the page is seen ({statistics.median(times):.2f} in the middle)")
    return 1 if times[0] > SECONDS else 0


def build_site(project: Path) -> Path:
    """Build a site of one PDF, and return its folder."""
    (project / "seeds").mkdir(parents=True)
    (project / "seeds" / "news.pdf").write_bytes(news_pdf())
    for name in ("generator", "site_src"):
        copy_sources(name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    subprocess.run(command, cwd=project, check=True)
    return project / "site"


def measured(site: Path, runs: int) -> list[float]:
    """Return the seconds of each run."""
    (page,) = site.glob("pages/news-*/index.html")
    area = re.search(r'<a id="(\w+)" class="bm-area', page.read_text("utf-8"))
    assert area is not None
    with serve(site) as address, chromium() as browser:
        target = f"{address}pages/{page.parent.name}/#{area[1]}"
        return [time_until_seen(browser, target) for _ in range(runs)]


def time_until_seen(browser: Browser, address: str) -> float:
    """Return seconds until the picture, its areas and the lit article are there."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, has_touch=True
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("window.seenAfter")
    found = float(page.evaluate("window.seenAfter"))
    context.close()
    return found / 1000


if __name__ == "__main__":
    sys.exit(main())
