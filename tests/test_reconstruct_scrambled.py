"""Approved articles, set in columns and taken out in other orders, come back whole.

Five pages invite rules that fit five pages. Here the same articles are set again, in other column
widths and drawn in other orders, as page programs and extraction tools do.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from generator.model import Page
from generator.reconstruct import reconstruct_page
from generator.text.characters import line_width
from generator.text.traced import Traced
from generator.text.typography import repair_typography

_GOLD: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "gold" / "seeds.json").read_text(encoding="utf-8")
)
_ARTICLES = [a for page in sorted(_GOLD) for a in _GOLD[page]]
_NEVER_FIRST = "”’）》〉】、，。；：！？,;:!?%)"


def _set_in_column(text: str, measure: int) -> list[str]:
    """Break a paragraph into lines of ``measure`` ems, its first line indented by two."""
    lines, line, room = [], "", measure - 2.0
    for char in text:
        if line_width(line + char) > room and char not in _NEVER_FIRST:
            lines.append(line)
            line, room = "", float(measure)
        line += char
    return [*lines, line]


def _body(article: dict[str, Any], measure: int) -> list[str]:
    rows: list[str] = []
    for kind, text in article["body"]:
        rows += [text] if kind == "h" else _set_in_column(text, measure)
        rows.append("")
    return [*rows, *([article["credit"], ""] if article.get("credit") else [])]


def _head(article: dict[str, Any]) -> list[str]:
    rows = [article[part] for part in ("kicker", "title", "byline") if article.get(part)]
    return [*rows, ""]


def _flat(text: str) -> str:
    return "".join(repair_typography(Traced.from_page(text)).text.split())


@pytest.mark.parametrize("order", ["headlines-first", "headlines-after", "headlines-last"])
@pytest.mark.parametrize("number", range(4))
def test_articles_set_again_come_back(order: str, number: int) -> None:
    chance = random.Random(number)
    plain = [a for a in _ARTICLES if all(kind == "p" for kind, _ in a["body"])]
    chosen = chance.sample(plain, 3)
    if order == "headlines-last":
        # nothing but words can tell which is whose then, so each is closed by a credit
        chosen = [{**a, "credit": a.get("credit") or "（据本地民政局）"} for a in chosen]
    rows: list[str] = []
    for article in chosen:
        measure = chance.choice([13, 15, 18])
        if order == "headlines-first":
            rows += _head(article)
        rows += _body(article, measure)
        if order == "headlines-after":
            rows += _head(article)
    if order == "headlines-last":
        for article in chance.sample(chosen, 3):
            rows += _head(article)
    result = reconstruct_page(Page(name="again.txt", text="\n".join(rows)))
    got = {
        _flat("".join(b.text.text for b in (a.kicker, a.title, a.subtitle) if b is not None)): [
            _flat(b.text.text) for b in a.body
        ]
        for a in result.articles
    }
    assert got == {
        _flat(a.get("kicker", "") + a["title"]): [_flat(text) for _, text in a["body"]]
        for a in chosen
    }
