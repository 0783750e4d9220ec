"""A site to measure on: built once from the test pages, with the index of generated articles."""

from __future__ import annotations

import contextlib
import functools
import gzip
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

__all__ = ["REPORT", "Sent", "Server", "build_site", "clear_index", "gzipped", "serve"]

ROOT = Path(__file__).resolve().parents[2]
_PACKED = (".bin", ".png", ".woff2", ".pf_fragment", ".pf_index", ".pf_meta", ".pagefind", ".gz")
"""What a server that compresses sends as it is: it is packed already."""


REPORT = "/report"
"""A request for this, a piece of JSON after its question mark, is taken down in ``reports``."""


class Sent(NamedTuple):
    """One answer of the server."""

    path: str
    size: int
    """Bytes of its body."""


class Server:
    """Where a folder is served, and what was sent of it since it was last asked."""

    def __init__(self, address: str, folder: Path) -> None:
        """The address ends in a slash."""
        self.address = address
        self.folder = folder
        self.pages: dict[str, str] = {}
        """Pages that stand in no file, by path (``/start.html``)."""
        self.scripts: dict[str, str] = {}
        """What is put before the end of a page of the site while it is sent, by path."""
        self.reports: queue.SimpleQueue[Any] = queue.SimpleQueue()
        """What pages reported."""
        self._sent: list[Sent] = []

    def note(self, sent: Sent) -> None:
        """Take down an answer."""
        self._sent.append(sent)

    def taken(self) -> list[Sent]:
        """Return what was sent since the last call."""
        sent, self._sent = self._sent, []
        return sent


def build_site(folder: Path) -> None:
    """Build the site of the test pages into a folder, from a copy of the checkout."""
    project = folder.with_name(f"{folder.name}-sources")
    shutil.copytree(ROOT / "tests" / "pages", project / "seeds")
    for name in ("generator", "site_src"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, project / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", project)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=project, check=True, env=environment)
    shutil.rmtree(project)


def clear_index(site: Path) -> None:
    """Take the site's own index away, for another in its place; its page stays."""
    for path in (site / "search").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "index.html":
            path.unlink()


def gzipped(path: Path) -> int:
    """Return the bytes that a server which compresses would send of a file."""
    data = path.read_bytes()
    return len(data) if path.suffix in _PACKED else min(len(data), len(gzip.compress(data, 6)))


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as they are, and takes down what it sends."""

    protocol_version = "HTTP/1.1"  # a browser keeps its connections, as with any real server
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body go out together

    def __init__(self, *arguments: object, sites: list[Server], directory: str) -> None:
        self.sites = sites
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def handle(self) -> None:
        """Answer until the browser goes, or is ended."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        """Answer with a file; with one that holds a script more; or take a report down."""
        site, place = self.sites[0], urlsplit(self.path)
        if place.path == REPORT:
            site.reports.put(json.loads(unquote(place.query)))
            self._send(204, b"")
        elif place.path in site.pages:
            self._send(200, site.pages[place.path].encode())
        elif place.path in site.scripts:
            name = place.path + "index.html" * place.path.endswith("/")
            page = Path(self.translate_path(name)).read_bytes()
            site.note(Sent(unquote(place.path).lstrip("/"), len(page)))
            body, end, rest = page.rpartition(b"</body>")
            script = f"<script>{site.scripts[place.path]}</script>".encode()
            self._send(200, body + script + end + rest)
        else:
            super().do_GET()

    def _send(self, code: int, body: bytes) -> None:
        """Send what is no file, and count it as nothing."""
        self.send_response(code)
        self.counted = False
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begin an answer; what is missing (an icon that browsers look for) does not count."""
        self.counted = code == 200
        super().send_response(code, message)

    def send_header(self, keyword: str, value: str) -> None:
        """Send a header; the length of a body is what is counted."""
        if self.counted and keyword.lower() == "content-length":
            path = unquote(urlsplit(self.path).path)
            self.sites[0].note(Sent(path.lstrip("/"), int(value)))
        super().send_header(keyword, value)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a browser asks for hundreds of files."""


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """Serve a folder on this machine, without compression."""
    sites: list[Server] = []
    handler = functools.partial(_Handler, sites=sites, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        sites.append(Server(f"http://127.0.0.1:{server.server_port}/", folder))
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield sites[0]
        finally:
            server.shutdown()
