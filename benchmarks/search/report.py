"""The figures as tables, for a terminal and for ``docs/search.md``."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.tables import markdown_table, plain_table

__all__ = ["class_rows", "index_rows", "report", "search_rows"]

_KB = 1024

Row = Mapping[str, Any]


def search_rows(results: Iterable[Row]) -> list[list[str]]:
    """Return a heading and a row for each engine and size: medians, and the worst in brackets."""
    rows = [["engine", "articles", "recall", "precision", "KB of search", "KB of all", "requests",
             "opened ms", "Enter ms", "warm ms", "again ms", "tab MB"]]  # fmt: skip
    for result in results:
        asked = result["queries"]
        rows.append([
            result["engine"],
            f"{result['articles']}",
            *_quality(asked),
            *(_both([one[name] for one in asked], unit) for name, unit in _COSTS.items()),
            f"{result['memory'] / _KB / _KB:.0f}",
        ])  # fmt: skip
    return rows


_COSTS = {
    "search": _KB, "all": _KB, "requests": 1, "opened": 1, "entered": 1, "warm": 1, "again": 1,
}  # fmt: skip


def class_rows(result: Row) -> list[list[str]]:
    """Return the figures of one engine and size class by class."""
    rows = [["class", "queries", "hits", "recall", "precision", "KB of search", "requests",
             "opened ms", "Enter ms", "warm ms", "again ms"]]  # fmt: skip
    for kind in dict.fromkeys(one["kind"] for one in result["queries"]):
        asked = [one for one in result["queries"] if one["kind"] == kind]
        rows.append([
            kind,
            f"{len(asked)}",
            _both([one["hits"] for one in asked]),
            *_quality(asked),
            *(_both([one[name] for one in asked], unit)
              for name, unit in _COSTS.items() if name != "all"),
        ])  # fmt: skip
    return rows


def index_rows(written: Iterable[Row]) -> list[list[str]]:
    """Return what writing an index costs, and what it weighs beside the plain text."""
    rows = [["articles", "index MB", "of the text", "packed as one", "packed each", "files",
             "biggest KB", "ms an article", "of fewer", "memory MB"]]  # fmt: skip
    before: Row | None = None
    for one in written:
        size, each = one["bytes"], one["cpu_ms_an_article"]
        ratio = f"{each / before['cpu_ms_an_article']:.2f}" if before else ""
        rows.append([
            f"{one['articles']}",
            f"{size / 1e6:.1f}",
            *(f"{size / one[name]:.2f}" for name in ("text", "text_packed", "text_packed_each")),
            f"{one['files']}",
            f"{one['biggest'] / _KB:.0f}",
            f"{each:.2f}",
            ratio,
            f"{one['memory_mb']:.0f}",
        ])  # fmt: skip
        before = one
    return rows


def journey_rows(results: Iterable[Row]) -> list[list[str]]:
    """Return the steps of the journey on a phone, in milliseconds."""
    found = [(result["articles"], result["journey"]) for result in results if "journey" in result]
    if not found:
        return []
    steps = list(found[0][1])
    return [["articles", *steps]] + [
        [f"{articles}", *(f"{journey[step]:.0f}" for step in steps)] for articles, journey in found
    ]


def report(figures: Mapping[str, Any], *, markdown: bool = False) -> str:
    """Return all tables, one under the other."""
    table = markdown_table if markdown else plain_table
    results = figures.get("search", [])
    parts: list[tuple[str, list[list[str]]]] = []
    if results:
        parts.append(("Search: mean recall and precision; medians (worst)", search_rows(results)))
        parts += [
            (f"Class by class, {result['articles']} articles", class_rows(result))
            for result in results
            if result["engine"] == "ours"
        ]
    if figures.get("index"):
        parts.append(("Index", index_rows(figures["index"])))
    journey = journey_rows(results)
    if journey:
        throttle = f"CPU slowed {figures['throttle']:g} times, 390 × 844"
        parts.append((f"Journey, ms ({throttle})", journey))
    notes = "\n".join(figures.get("notes", ()))
    return "\n\n".join(
        [f"{title}:\n\n{table(rows)}" for title, rows in parts] + ([notes] if notes else [])
    )


def _quality(asked: Sequence[Row]) -> list[str]:
    names = ("recall", "precision")
    return [f"{statistics.mean(one[name] for one in asked):.3f}" for name in names]


def _both(numbers: Sequence[float], unit: float = 1) -> str:
    if any(number is None for number in numbers) or not numbers:
        return ""
    return f"{statistics.median(numbers) / unit:.0f} ({max(numbers) / unit:.0f})"
