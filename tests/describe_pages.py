"""Builds reconstructions for the tests of ``describe/`` without reconstructing anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.model import Article, Block, Page, Reconstruction, Role, Sidecar
from generator.text.traced import Traced

__all__ = ["GOLD", "article", "page", "seed_pages", "seed_pages_in"]

GOLD = Path(__file__).parent / "gold"

_KINDS = {"p": Role.PARAGRAPH, "h": Role.SUBHEAD, "lead": Role.LEAD}
_PARTS = {
    "label": Role.LABEL,
    "kicker": Role.KICKER,
    "title": Role.HEADLINE,
    "subtitle": Role.SUBTITLE,
    "byline": Role.BYLINE,
}


def article(title: str, *paragraphs: str, **parts: str) -> dict[str, Any]:
    """Return an article in the form of the gold files."""
    return {"title": title, "body": [["p", text] for text in paragraphs], **parts}


def page(
    *articles: dict[str, Any],
    name: str = "page.txt",
    furniture: tuple[str, ...] = (),
    furniture_role: Role = Role.FURNITURE,
    sidecar: Sidecar | None = None,
) -> Reconstruction:
    """Return a page on which the articles stand one after the other."""
    lines: list[str] = []
    length = 0

    def block(role: Role, text: str) -> Block:
        nonlocal length
        made = Block(role=role, text=Traced.from_page(text, length))
        lines.append(text)
        length += len(text) + 1
        return made

    leftovers = tuple(block(furniture_role, text) for text in furniture)
    made = []
    for known in articles:
        parts: dict[str, Any] = {
            key: block(role, known[key]) for key, role in _PARTS.items() if known.get(key)
        }
        body = tuple(block(_KINDS[kind], text) for kind, text in known["body"])
        if known.get("credit"):
            parts["credit"] = block(Role.CREDIT, known["credit"])
        made.append(Article(page=name, body=body, **parts))
    return Reconstruction(
        page=Page(name=name, text="\n".join(lines) + "\n", sidecar=sidecar),
        articles=tuple(made),
        leftovers=leftovers,
    )


def seed_pages() -> list[tuple[Reconstruction, list[dict[str, Any]]]]:
    """Return the seeds' pages as the gold has them, each with what a reader finds in them."""
    return seed_pages_in(GOLD)


def seed_pages_in(folder: Path) -> list[tuple[Reconstruction, list[dict[str, Any]]]]:
    """Return the pages that a folder has as ``seeds.json`` and ``seeds-meta.json``."""
    pages = json.loads((folder / "seeds.json").read_text(encoding="utf-8"))
    meta = json.loads((folder / "seeds-meta.json").read_text(encoding="utf-8"))
    return [(page(*articles, name=name), meta[name]) for name, articles in pages.items()]
