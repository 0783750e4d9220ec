"""A site to measure on: built once from the test pages, with the index of generated articles."""

from __future__ import annotations

import contextlib
import functools
import gzip
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

__all__ = ["Sent", "Server", "build_site", "clear_index", "gzipped", "serve"]

ROOT = Path(__file__).resolve().parents[2]
_PACKED = (".bin", ".png", ".woff2", ".pf_fragment", ".pf_index", ".pf_meta", ".pagefind", ".gz")
"""What a server that compresses sends as it is: it is packed already."""


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
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield sites[0]
        finally:
            server.shutdown()
