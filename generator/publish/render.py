"""The templates of the package: every value that enters one is escaped unless marked safe."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import jinja2

from generator.publish.escape import Safe, escape_text
from generator.publish.labels.article_labels import PENDING

__all__ = ["anchor", "load_templates", "render_template"]

_GAPS = re.compile(r"\n\n\n+")  # found in a fifth of the time that "{3,}" takes
_CHIP = Safe(f'<b class="bm-pending">{PENDING}</b>')
"""Stands behind the headline of a doubtful article, wherever articles are listed."""


def render_template(name: str, **values: Any) -> Safe:
    """Return template ``name`` filled in, with one blank line between blocks at most.

    Strings are :func:`generator.publish.escape.escape_text`-ed as they enter, so a template
    that forgets a filter is still harmless.
    """
    text = _environment().get_template(f"{name}.md.jinja").render(values)
    return Safe(_GAPS.sub("\n\n", text).strip("\n") + "\n")


def load_templates() -> None:
    """Compile all templates, for processes that are forked after that."""
    for path in (resources.files(__package__) / "templates").iterdir():
        _environment().get_template(path.name)


def anchor(identifier: str | None) -> Safe:
    """Return an empty anchor: the only way to name a paragraph that every Markdown reader knows.

    Nothing leads to ``None``, and nothing is returned for it. The anchor of a paragraph (``p1``)
    is also its own link, which the style sheet shows when the paragraph is pointed at: its sign
    is no text, so nothing that reads the page reads it.

    >>> anchor("s1")
    '<a id="s1"></a>'
    >>> anchor("p1")
    '<a id="p1" href="#p1" aria-label="第1段链接"></a>'
    """
    if identifier is None:
        return Safe("")
    found = re.fullmatch(r"p([0-9]+)", identifier)
    link = f' href="#{identifier}" aria-label="第{found[1]}段链接"' if found else ""
    return Safe(f'<a id="{identifier}"{link}></a>')


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_read_template),
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        anchor=anchor, cards=_render_cards, pending=_CHIP, row_link=_render_row
    )
    return environment


def _read_template(name: str) -> str:
    return (resources.files(__package__) / "templates" / name).read_text(encoding="utf-8")


def _finalize(value: object) -> object:
    return value if isinstance(value, Safe | int) else escape_text(str(value))


def _render_cards(cards: object) -> Safe:
    return render_template("cards", cards=cards)


def _render_row(row: object) -> Safe:
    return Safe(render_template("row", row=row).strip())
