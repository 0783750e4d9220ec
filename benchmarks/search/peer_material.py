"""Material's search on the same texts: MkDocs builds its index with jieba, its Worker answers."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.search.browser import process_memory
from benchmarks.search.queries import Query, Truth
from benchmarks.search.scores import peer_row
from benchmarks.search.sites import gzipped, serve
from generator.publish import Searched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["measure"]

SEPARATOR = r"[\s\u200b\-，。、；：？！（）《》“”]+"
"""The default parts words at blanks and hyphens alone: brackets and quotes then stick to words."""
CONFIG = f"""\
site_name: Material
theme: {{name: material, font: false, language: zh}}
plugins:
  - search: {{lang: zh, separator: '{SEPARATOR}'}}
nav: [index.md]
validation: {{nav: {{omitted_files: ignore}}}}
"""
ASK = """
async ([root, config, q]) => {
    const asked = performance.now();
    if (!window.talk) {
        const index = await (await fetch(root + "search/search_index.json")).json();
        const worker = new Worker(root + config);
        window.talk = (message) => new Promise((done) => {
            worker.onmessage = ({ data }) => done(data);
            worker.postMessage(message);
        });
        await talk({ type: 0, data: { config: index.config, docs: index.docs, options: {} } });
    }
    const ready = performance.now();
    const { data } = await talk({ type: 2, data: q });
    return {
        ready: ready - asked, asked: performance.now() - ready,
        hits: data.items.map((pages) => pages[0].location),
    };
}
"""


def measure(
    browser: Browser, articles: Collection[Searched], queries: list[Query], truth: Truth
) -> list[dict[str, Any]]:
    """Return the figures; raises ImportError where jieba or Material is missing."""
    for module in ("jieba", "material"):
        if importlib.util.find_spec(module) is None:
            raise ImportError(f"{module} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        site = _built(Path(folder), articles)
        worker = next(site.glob("assets/javascripts/workers/search.*.js"))
        config = worker.relative_to(site).as_posix()
        numbers = {f"{name}/": number for number, name in enumerate(truth.ids)}
        rows = []
        with serve(site) as server:
            context = browser.new_context()
            page = context.new_page()
            page.set_default_timeout(600_000)
            page.goto(f"{server.address}404.html")
            server.taken()
            ready = page.evaluate(ASK, [server.address, config, "报社"])["ready"]
            sent = server.taken()
            size = sum(gzipped(site / one.path) for one in sent)
            for query in queries:
                told = page.evaluate(ASK, [server.address, config, query.text])
                held = truth.of(query)
                places = (re.sub("[#?].*", "", place) for place in told["hits"])
                found = {numbers[place] for place in places if place in numbers}
                opened = ready + told["asked"]
                rows.append(peer_row(query, held, found, size, len(sent), opened, told["asked"]))
            memory = process_memory(browser)
            context.close()
    return [{"engine": "Material", "queries": rows, "memory": memory}]


def _built(folder: Path, articles: Collection[Searched]) -> Path:
    docs = folder / "docs"
    docs.mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (docs / "index.md").write_text("# 0\n", "utf-8")
    for article in articles:
        parts = "\n\n".join(text for _, text in article.body)
        (docs / f"{article.id}.md").write_text(f"# {article.title}\n\n{parts}\n", "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, check=True, env=environment, stderr=subprocess.DEVNULL)
    return folder / "site"
