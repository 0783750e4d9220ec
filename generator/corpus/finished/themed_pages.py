"""Pages in their theme, each as its template gives it, though most of a template is rendered once.

Between two pages of one kind at one depth a theme changes little: the head's facts, the text, a few
scripts. Those stand in blocks of the template, which are rendered for each page; the rest is
rendered once for each kind, with marks where blocks and titles go. Whether that gives what the
theme alone gives is not believed but seen: a value of a page that stands elsewhere shows, and the
first two pages of each kind and a sample of all are rendered both ways.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, NoReturn
from zlib import crc32

from jinja2 import Environment, Template
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.corpus.finished.block_templates import blocks_alone

__all__ = ["Frames", "UnusableThemeError", "plain_page"]

BLOCKS = ("site_meta", "htmltitle", "extrahead", "content", "scripts")
"""Blocks that are rendered for each page. Material's own names; a theme may have more or fewer."""
KINDS = ("id", "printed", "template", "picture", "facet", "feed", "gone", "hide", "search")
"""Fields of a page's header by which templates tell kinds of pages apart."""
SAMPLE = 293
"""One page of so many is rendered both ways."""

_OPEN, _CLOSE, _EDGE = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_TITLE, _HEADING, _ANCHOR = "T", "H", "A"
_PROBE = '&"'
"""Stands in marks of values, to see whether a template escapes them."""

Finish = Callable[[str, Page], str]
"""What hooks make of a finished page (``on_post_page``)."""


class UnusableThemeError(Exception):
    """The theme does something that only MkDocs itself can do for each page."""


class _NoPages(Sequence[Any]):
    """Stands for the list of all pages; a theme that asks for it on each page takes its time."""

    def __getitem__(self, _at: Any) -> NoReturn:
        raise UnusableThemeError("its templates list all pages on each page")

    def __len__(self) -> NoReturn:
        raise UnusableThemeError("its templates list all pages on each page")


@dataclass(slots=True)
class _Frame:
    """A page of one kind without what differs."""

    pieces: list[str]
    """Text, then a slot's name, in turns."""
    variables: dict[str, Any]
    """What the theme's own template has set."""
    told: dict[str, Any]
    """What templates are told, but for the page."""
    pages: int = 1
    """How many there were."""


@dataclass(slots=True)
class Frames:
    """Renders pages as MkDocs does with ``main.html``."""

    env: Environment
    nav: Navigation
    config: MkDocsConfig
    finish: Finish
    in_parts: bool = False
    """Whether what hooks make of a page's parts is what they make of the page."""
    _frames: dict[tuple[Any, ...], _Frame] = field(default_factory=dict)
    _nav_folders: set[str] = field(init=False)
    _whole: Template = field(init=False)
    _blocks: Template = field(init=False)

    def __post_init__(self) -> None:
        urls = [item.url for item in self.nav.pages]
        self._nav_folders = {
            url[: at + 1] for url in urls for at in range(len(url)) if url[at] == "/"
        }
        self._whole = self.env.get_template("main.html")
        blocks = blocks_alone(self.env, "main.html", BLOCKS)
        if blocks is None:
            raise UnusableThemeError("its main.html does not extend base.html")
        self._blocks = blocks

    def render(self, page: Page) -> str:
        """Return a page as it is written to the site.

        Raises :class:`UnusableThemeError` when that is not what MkDocs would write.
        """
        kind = (bool(page.meta.get(name)) for name in ("title", *KINDS))
        key = (page.url.count("/"), self._shared(page.url), len(page.toc) > 0, *kind)
        frame = self._frames.get(key)
        if frame is None:
            return self._first(key, page)
        made = self._filled(frame, page)
        frame.pages += 1
        if (frame.pages == 2 or crc32(page.url.encode()) % SAMPLE == 0) and made != plain_page(
            self, page
        ):
            raise UnusableThemeError(f"the page {page.url} comes out otherwise")
        return made

    def _first(self, key: tuple[Any, ...], page: Page) -> str:
        """Return a page of a kind that was not seen yet, and learn the kind."""
        frame = self._frame(page)
        wanted = plain_page(self, page)
        if self._filled(frame, page) != wanted:
            raise UnusableThemeError(f"the page {page.url} comes out otherwise")
        self._frames[key] = frame
        return wanted

    def _frame(self, page: Page) -> _Frame:
        stand_in = copy.copy(page)
        stand_in.meta = {name: _masked(name, value) for name, value in page.meta.items()}
        if page.meta.get("title"):
            stand_in.meta["title"] = f"{_OPEN}{_TITLE}{_PROBE}{_CLOSE}"
        for name in ("canonical_url", "abs_url", "edit_url"):
            setattr(stand_in, name, _masked(name, getattr(page, name)))
        if len(page.toc):
            heading, anchor = (f"{_OPEN}{name}{_PROBE}{_CLOSE}" for name in (_HEADING, _ANCHOR))
            stand_in.toc = TableOfContents([AnchorLink(heading, anchor, 1)])
        told = self.variables(stand_in)
        context = self._whole.new_context(told)
        for name in BLOCKS:
            context.blocks[name] = [_mark_of(name), *context.blocks.get(name, ())]
        text = self.finish("".join(self._whole.root_render_func(context)), stand_in)
        pieces = _MARK.split(text)
        if any(_OPEN in piece for piece in pieces):
            raise UnusableThemeError("it changes what it is given")
        return _Frame(pieces, dict(context.vars), told)

    def _filled(self, frame: _Frame, page: Page) -> str:
        context = self._blocks.new_context({**frame.told, "page": page})
        context.vars.update(frame.variables)
        context.exported_vars.update(frame.variables)
        for _ in self._blocks.root_render_func(context):
            raise UnusableThemeError("its main.html writes outside of blocks")
        made: list[str] = []
        for at, piece in enumerate(frame.pieces):
            if at % 2 == 0:
                _add(made, piece)
            elif piece in BLOCKS:
                text = "".join(context.blocks[piece][0](context))
                # Nothing stands at its edges yet.
                _add(made, self.finish(f"{_EDGE}{text}{_EDGE}", page)[1:-1])
            else:
                made.append(_value(piece, page))
        text = "".join(made)
        return text if self.in_parts else self.finish(text, page)

    def _shared(self, url: str) -> str:
        """Return the folder that a page shares with one of the navigation: links to that are
        shorter."""
        at = url.rfind("/")
        while at >= 0 and url[: at + 1] not in self._nav_folders:
            at = url.rfind("/", 0, at)
        return url[: at + 1]

    def variables(self, page: Page) -> dict[str, Any]:
        """Return what templates are told of a page."""
        return dict(get_context(self.nav, _NoPages(), self.config, page))


def plain_page(frames: Frames, page: Page) -> str:
    """Return a page as MkDocs renders it, and its hooks leave it."""
    template = frames.env.get_template("main.html")
    return frames.finish(template.render(frames.variables(page)), page)


def _masked(name: str, value: Any) -> Any:
    """Return a value that gives itself away wherever a template writes it into what all share."""
    if isinstance(value, dict):
        return {key: _masked(name, one) for key, one in value.items()}
    masked = isinstance(value, str) and value and name != "template"
    return f"{_OPEN}?{name}{_CLOSE}" if masked else value


def _mark_of(name: str) -> Callable[[Any], Iterator[str]]:
    return lambda _context: iter((f"{_OPEN}{name}{_CLOSE}",))


def _add(made: list[str], piece: str) -> None:
    """Add a piece of a page; of a line's break on both sides, one is enough."""
    if piece.startswith("\n") and made and made[-1].endswith("\n"):
        piece = piece[1:]
    if piece:
        made.append(piece)


def _value(slot: str, page: Page) -> str:
    first = page.toc.items[0] if len(page.toc) else None
    values = {
        _TITLE: str(page.meta.get("title") or ""),
        _HEADING: first.title if first else "",
        _ANCHOR: first.id if first else "",
    }
    name, how = slot[:1], slot[1:]
    if name not in values or how not in (_PROBE, "&amp;&#34;"):
        raise UnusableThemeError("it changes a page's title")
    text = values[name]
    # as markupsafe does it
    return (
        text
        if how == _PROBE
        else escape(text, quote=True).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
    )
