"""Have Lighthouse look at a built site: ``python benchmarks/lighthouse.py [site] [page …]``.

Needs Node (for ``npx``, which fetches Lighthouse the first time) and a Chromium. The site is served
on this machine, packed with gzip as hosts do, and looked at as Lighthouse's phone. Pages are
addresses under the site; without any, the heaviest of each kind. Exit code 1 where a page has less
than :data:`FLOOR` in a category.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path

LIGHTHOUSE = "lighthouse@12.2.3"
FLOOR = 95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KINDS = (
    *(".", "search", "404.html", "regions", "regions/*", "regions/*/goals", "agencies"),
    *("agencies/*", "topics", "topics/*", "documents", "documents/*", "documents/*/goals"),
    *("dates", "dates/2*", "dates/undated", "tags", "tags/*", "issues", "issues/*"),
    *("pages", "pages/*", "pages/*pdf*", "notices"),
    *("articles/*", "corrections", "corrections/doubts", "corrections/about"),
)
"""Of several the heaviest is looked at; what a site does not have is left out. Last comes a page of
what is no more (:data:`GONE`), which search engines are to leave alone."""
GONE = '<meta name="robots" content="noindex">'
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest")


class _Packing(SimpleHTTPRequestHandler):
    """Serves a folder, texts packed."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if not path.is_file() or path.suffix not in PACKED:
            super().do_GET()
            return
        data = gzip.compress(path.read_bytes())
        self.send_response(200)
        kind = self.guess_type(str(path))
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", f"{kind}{charset}")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a browser asks for many files."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line of scores for each page."""
    parser = argparse.ArgumentParser(description="Have Lighthouse look at a built site.")
    parser.add_argument("site", nargs="?", type=Path, default=Path("site"))
    parser.add_argument("pages", nargs="*", help="addresses, such as articles/k3v9aaaa/")
    arguments = parser.parse_args(argv)
    site = arguments.site.resolve()
    if not (site / "index.html").is_file():
        parser.error(f"{arguments.site}: no built site; run “python -m generator build” first")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None or shutil.which("npx") is None:
        parser.error(f"needs npx (Node) and one of {', '.join(BROWSERS)}")
    pages = arguments.pages or list(pages_of(site))
    print(f"{'':40}" + "".join(f"{name:>16}" for name in CATEGORIES))
    low = False
    handler = functools.partial(_Packing, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in pages:
            address = f"http://127.0.0.1:{server.server_port}/{page}"
            scores = measured(address, browser)
            file = site / page
            if _is_gone(file / "index.html" if file.is_dir() else file):
                del scores["seo"]
            low |= min(scores.values()) < FLOOR
            shown = "".join(f"{scores.get(name, '-'):>16}" for name in CATEGORIES)
            print(f"{page or '.':40}{shown}", flush=True)
        server.shutdown()
    return 1 if low else 0


def pages_of(site: Path) -> Iterator[str]:
    """Yield a page of each kind that a site has."""

    def weight(page: Path) -> tuple[int, Path]:
        return page.stat().st_size, page

    for kind in KINDS:
        found = [site / kind] if kind.endswith(".html") else [*site.glob(f"{kind}/index.html")]
        if found := [page for page in found if page.is_file() and not _is_gone(page)]:
            yield _address(max(found, key=weight), site)
    gone = filter(_is_gone, sorted(site.rglob("index.html")))
    yield from (_address(page, site) for page in islice(gone, 1))


def _is_gone(page: Path) -> bool:
    return GONE in page.read_text("utf-8")


def _address(page: Path, site: Path) -> str:
    return page.relative_to(site).as_posix().removesuffix("index.html")


def measured(address: str, browser: str) -> dict[str, int]:
    """Return the score of a page in each category, and tell what it lost points by."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = (
            *("npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json"),
            *(f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"),
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        )
        environment = {**os.environ, "CHROME_PATH": browser}
        subprocess.run(command, check=True, env=environment, cwd=folder)
        found = json.loads(report.read_text("utf-8"))
    scores = {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}
    for name, score in scores.items():
        if score < 100:
            for audit in found["categories"][name]["auditRefs"]:
                result = found["audits"][audit["id"]]
                if audit["weight"] and result["score"] is not None and result["score"] < 0.9:
                    print(f"  {name}: {result['title']} {result.get('displayValue', '')}")
    return scores


if __name__ == "__main__":
    sys.exit(main())
