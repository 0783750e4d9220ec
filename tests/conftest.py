"""What several test modules share: one built site, a server for it, and a browser to read it."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "tests" / "pages"
"""The pages that tests read, and never `seeds/`: that belongs to whoever uses the program."""
SUB_PATH = "banmian"
"""The site stands under this path, as a project's site does on GitHub Pages."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
GENERATED = (
    *("articles", "regions", "agencies", "topics", "dates", "documents", "pages", "corrections"),
    *("index.md", "feed.xml", "feed.json", "llms.txt", "opensearch.xml"),
)

# The same examples at every run, so that a run tells of the change and not of its luck.
# `--hypothesis-profile=default` looks for new ones; one that fails becomes an @example.
settings.register_profile("same", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--site",
        metavar="DIR",
        help=f"test this built site (its folder must be called {SUB_PATH}) and build none",
    )
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write tests/golden/ anew; read the difference before you commit it",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: reads the site in a real browser")


@pytest.fixture(scope="session")
def built_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site as ``mkdocs build --strict`` makes it of the five pages.

    Built once, from a copy: a test run changes nothing in the checkout.
    """
    given = request.config.getoption("--site")
    if given:
        return Path(given).absolute()
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(PAGES, project / "seeds")
    for name in ("generator", "site_src"):
        ignored = shutil.ignore_patterns("__pycache__", *(GENERATED if name == "site_src" else ()))
        shutil.copytree(ROOT / name, project / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", project)
    site = tmp_path_factory.mktemp("served") / SUB_PATH
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        pytest.fail(f"mkdocs build --strict failed:\n{done.stderr}", pytrace=False)
    return site


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a browser asks for hundreds of files."""


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """Return the address of the built site on a server of this machine, under a sub-path."""
    handler = functools.partial(_QuietHandler, directory=str(built_site.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{built_site.name}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running Chromium; none installed is a loud skip, and a failure under CI=true."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        reason = (
            f"NO BROWSER FOUND (looked for {', '.join(BROWSERS)}): the site was not read as a "
            "visitor reads it. Debian, Ubuntu: sudo apt install chromium fonts-noto-cjk"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield chromium
        chromium.close()
