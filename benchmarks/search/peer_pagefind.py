"""Pagefind on the same texts: as it parts Chinese itself, and fed single characters."""

from __future__ import annotations

import asyncio
import gzip
import importlib
import json
import tempfile
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.search.browser import process_memory
from benchmarks.search.queries import Query, Truth
from benchmarks.search.scores import peer_row
from benchmarks.search.sites import Server, gzipped, serve
from generator.publish import Searched
from generator.text.search_form import search_form

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["measure"]

ASK = """
async ([root, queries]) => {
    const asked = performance.now();
    window.pagefind ??= await import(root + "pagefind/pagefind.js");
    let hits;
    for (const q of queries) {  // it looks for one phrase at a time
        const { results } = await pagefind.search(q);
        const ids = new Set(results.map((hit) => hit.id));
        hits = hits ? hits.filter((hit) => ids.has(hit.id)) : results;
    }
    await Promise.all(hits.slice(0, 10).map((hit) => hit.data()));
    return { asked: performance.now() - asked, hits: hits.map((hit) => hit.id) };
}
"""
FIRST = "工作会议"


def measure(
    browser: Browser, articles: Collection[Searched], queries: list[Query], truth: Truth
) -> list[dict[str, Any]]:
    """Return the figures of both ways; raises ImportError where Pagefind is not installed."""
    try:
        importlib.import_module("pagefind_bin_extended")  # the other one cannot part Chinese
        importlib.import_module("pagefind.index")
    except ImportError:
        raise ImportError("it is not installed (pip install 'pagefind[extended]')") from None
    results = []
    for single in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            writing = _write(Path(folder, "pagefind"), articles, single=single)
            with ThreadPoolExecutor(1) as other:  # Playwright has a loop of its own in this one
                other.submit(asyncio.run, writing).result()
            numbers = _numbers(Path(folder), truth)
            with serve(Path(folder)) as server:
                Path(folder, "index.html").write_text("<!doctype html><title>0</title>", "utf-8")
                results.append(_asked(browser, server, queries, truth, numbers, single=single))
    return results


def _asked(
    browser: Browser,
    server: Server,
    queries: list[Query],
    truth: Truth,
    numbers: dict[str, int],
    *,
    single: bool,
) -> dict[str, Any]:
    rows = []
    memory = 0
    for query in queries:
        text, first = (_phrases(one) if single else [one] for one in (query.text, FIRST))
        context = browser.new_context()
        page = context.new_page()
        page.goto(server.address)
        server.taken()
        told = page.evaluate(ASK, [server.address, text])
        sent = server.taken()
        context.close()
        context = browser.new_context()
        page = context.new_page()
        page.goto(server.address)
        page.evaluate(ASK, [server.address, first])
        warm = page.evaluate(ASK, [server.address, text])
        memory = max(memory, process_memory(browser))
        context.close()
        held = truth.of(query)
        size = sum(gzipped(server.folder / one.path) for one in sent)
        found = {numbers[name] for name in told["hits"]}
        asked = told["asked"], warm["asked"]
        rows.append(peer_row(query, held, found, size, len(sent), *asked))
    name = "Pagefind, single characters" if single else "Pagefind"
    return {"engine": name, "queries": rows, "memory": memory}


async def _write(folder: Path, articles: Collection[Searched], *, single: bool) -> None:
    index = importlib.import_module("pagefind.index")
    config = index.IndexConfig(output_path=str(folder))
    async with index.PagefindIndex(config=config) as writer:
        for article in articles:
            parts = [text for _, text in (*article.head, *article.body)]
            # A sign that no query holds keeps phrases from reaching into the next part.
            text = " ¶ ".join(map(_spaced, parts)) if single else "\n".join(parts)
            await writer.add_custom_record(
                url=f"/{article.id}/", content=text, language="zh", meta={"title": article.title}
            )
        await writer.write_files()


def _spaced(text: str) -> str:
    """Return a text as single characters; signs become words, as Pagefind drops them.

    >>> _spaced("5.3%")
    '5 u2e 3 u25'
    """
    return " ".join(c if c.isalnum() else f"u{ord(c):x}" for c in search_form(text))


def _phrases(text: str) -> list[str]:
    """Return the phrases of a query, each to be looked for as it stands.

    >>> _phrases("社会 组织")
    ['"社 会"', '"组 织"']
    """
    return [f'"{_spaced(phrase)}"' for phrase in text.split()]


def _numbers(folder: Path, truth: Truth) -> dict[str, int]:
    """Return the numbers of articles by the names that Pagefind gives to what it shows of them."""
    by_id = {name: number for number, name in enumerate(truth.ids)}
    found = {}
    for path in folder.glob("pagefind/fragment/*.pf_fragment"):
        text = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        found[path.stem] = by_id[json.loads(text)["url"].strip("/")]
    return found
