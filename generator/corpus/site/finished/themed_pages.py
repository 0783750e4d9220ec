"""Pages in their theme, each as its template gives it, though few are rendered by the template.

Of the pages of one shape a theme writes the same text around values of the page. A shape is learned
from its first page, which the template is given as values that note what is asked of them
(``traced_values.py``): which answers lead to this shape, and where which value is written. Other
pages are asked the same, and put into the shape to which their answers lead. Whether that gives
what the theme gives is not believed but seen: the first two pages of each shape and a sample of all
are rendered both ways. A page that cannot be followed is rendered by the template.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn
from zlib import crc32

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.corpus.site.finished.traced_templates import TracingTemplates
from generator.corpus.site.finished.traced_values import CLOSE, MARK, OPEN, Ask, Asker, Moment, Tape

__all__ = ["Frames", "UnusableThemeError", "plain_page"]

log = logging.getLogger("mkdocs.plugins.generator")

TEMPLATE = "main.html"
SAMPLE = 293
"""One page of so many is rendered both ways."""
_FEW, _WORTH = 60, 4
"""More shapes than a few are learned only if so many pages of each come, one by the other."""
_EDGE = "\ue002"
"""Stands between values, of which nothing stands at the edges yet."""
_CONTENT = "attribute", "page", "content"
_BALANCED = re.compile(r"[^<>]*(?:<[^<>]*>[^<>]*)*")

Finish = Callable[[str, Any], str]
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
class _Shape:
    """What pages have in common that give the same answers."""

    pieces: list[str]
    """Text and values in turns; the values' places are empty."""
    values: list[int]
    """Which value stands in each of these places."""
    ways: list[Ask]
    """Ways to the values."""
    texts: list[int]
    """Those of the values that have the page's text within."""
    pages: int = 1
    """How many there were."""


@dataclass(slots=True)
class _Question:
    """What a template wants to know of a page, and what comes of each answer."""

    question: Hashable
    ask: Ask
    answers: dict[Hashable, _Question | _Shape | None] = field(default_factory=dict)
    """``None`` stands for pages that cannot be followed."""


class _UnseenError(Exception):
    """No page of this shape has come yet."""


@dataclass(slots=True)
class _Place:
    """Pages from which the ways to all that templates name are the same."""

    told: dict[str, Any]
    """What templates are told, but for the page."""
    start: dict[Hashable, _Question | _Shape | None] = field(default_factory=dict)
    """The first question, or the only shape."""

    def found(self, at: Moment) -> _Shape | None:
        """Return a page's shape; ``None`` where the template has to render it.

        Raises :class:`_UnseenError` where none was learned.
        """
        node = self.start.get(None, self)
        while type(node) is _Question:
            node = node.answers.get(node.ask(at), self)
        if node is self:
            raise _UnseenError
        return node  # type: ignore[return-value]

    def learn(self, tape: Tape, shape: _Shape | None) -> None:
        """Keep a shape with the answers that lead to it."""
        answers, answer = self.start, None
        for question, ask, said in tape.asked:
            node = answers.setdefault(answer, _Question(question, ask))
            if not isinstance(node, _Question) or node.question != question:
                raise UnusableThemeError("its templates ask otherwise each time")
            answers, answer = node.answers, said
        answers[answer] = shape


@dataclass(slots=True)
class Frames:
    """Renders pages as MkDocs does with ``main.html``."""

    env: Environment
    nav: Navigation
    config: MkDocsConfig
    finish: Finish
    in_parts: bool = False
    """Whether what hooks make of a page's parts is what they make of the page."""
    pages: int = 0
    """How many were rendered."""
    learned: int = 0
    """How many shapes were."""
    _folders: set[str] = field(default_factory=set)
    """Folders of all that templates name."""
    _above: set[str] = field(default_factory=set)
    """Folders that pages lie in."""
    _places: dict[tuple[int, str], _Place] = field(default_factory=dict)
    _tracing: TracingTemplates = field(init=False)
    _asker: Asker = field(init=False)

    def __post_init__(self) -> None:
        self._tracing = TracingTemplates(self.env, TEMPLATE, self._name_folder)
        self._asker = Asker(self.env)
        for path in (*self.config.extra_css, *self.config.extra_javascript):
            self._name_folder(str(path))

    def render(self, page: Page) -> str:
        """Return a page as it is written to the site.

        Raises :class:`UnusableThemeError` when that is not what MkDocs would write.
        """
        self.pages += 1
        place = self._place(page)
        at = Moment(page, place.told)
        shape = made = None
        try:
            shape = place.found(at)
            made = self._filled(shape, at) if shape is not None else None
        except _UnseenError:
            return self._first(place, at)
        except Exception as error:  # as it would be in the template
            log.debug(f"{page.url} cannot be asked for its values: {error!r}")
        if shape is None or made is None:
            return plain_page(self, page)
        shape.pages += 1
        if (shape.pages == 2 or crc32(page.url.encode()) % SAMPLE == 0) and made != plain_page(
            self, page
        ):
            raise UnusableThemeError(f"the page {page.url} comes out otherwise")
        return made

    def _first(self, place: _Place, at: Moment) -> str:
        """Return a page whose shape was not seen yet, and learn the shape."""
        page, shape = at.page, None
        wanted = plain_page(self, page)
        if self.learned >= _FEW and self.learned * _WORTH > self.pages:
            return wanted
        self.learned += 1
        tape = Tape(self._asker, at)
        try:
            text = self._tracing.render(place.told, tape)
            shape = _shape(self.finish(text, tape.page()) if self.in_parts else text, tape)
        except UnusableThemeError:
            raise
        except Exception as error:  # whatever a template cannot do with what stands for a value
            log.debug(f"{page.url} is left to the theme's template: {error!r}")
        if shape is not None and self._filled(shape, at) not in (wanted, None):
            raise UnusableThemeError(f"the page {page.url} comes out otherwise")
        if self._places:
            place.learn(tape, shape)
        return wanted

    def _filled(self, shape: _Shape, at: Moment) -> str | None:
        """Return a page; ``None`` where values may change what stands around them."""
        values = [str(ask(at)) for ask in shape.ways]
        if self.in_parts and not self._finish_parts(values, shape.texts, at.page):
            return None
        pieces = shape.pieces.copy()
        pieces[1::2] = [values[number] for number in shape.values]
        text = "".join(pieces)
        return text if self.in_parts else self.finish(text, at.page)

    def _finish_parts(self, values: list[str], texts: list[int], page: Page) -> bool:
        """Have hooks finish values; return whether what stands around them stays as it is."""
        if not all(values) or any(value != value.strip() for value in values):
            return False
        small = [number for number in range(len(values)) if number not in texts]
        joined = "".join(f"{_EDGE}{values[number]}" for number in small) + _EDGE
        if "\n" in joined or any(mark in text for text in (joined, *values) for mark in _MARKS):
            return False
        if "<" in joined and not all(_BALANCED.fullmatch(values[number]) for number in small):
            return False
        parts = self.finish(joined, page).split(_EDGE)
        if len(parts) != len(small) + 2:
            return False
        for number, part in zip(small, parts[1:-1], strict=True):
            values[number] = part
        for number in texts:
            values[number] = self.finish(f"{_EDGE}{values[number]}{_EDGE}", page)[1:-1]
        return True

    def _place(self, page: Page) -> _Place:
        key = page.url.count("/"), self._shared(page.url)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = _Place(self.variables(page))
        above = page.url[: page.url.rfind("/", 0, -1) + 1]
        if above not in self._above:
            self._above.update(("", *_folders_of(above)))
        return place

    def _name_folder(self, path: str) -> None:
        """Learn of a path that templates name. If pages may lie there, to which the way is another
        one, what was learned is forgotten."""
        for folder in _folders_of(path if path.endswith("/") else f"{path}/"):
            if folder not in self._folders:
                self._folders.add(folder)
                if folder[: folder.rfind("/", 0, -1) + 1] in self._above:
                    self._places.clear()

    def _shared(self, url: str) -> str:
        """Return the folder that a page shares with what templates name: the way to that is
        shorter."""
        at = url.rfind("/")
        while at >= 0 and url[: at + 1] not in self._folders:
            at = url.rfind("/", 0, at)
        return url[: at + 1]

    def variables(self, page: Page) -> dict[str, Any]:
        """Return what templates are told of a page."""
        return dict(get_context(self.nav, _NoPages(), self.config, page))


_MARKS = OPEN, CLOSE


def _folders_of(path: str) -> Iterator[str]:
    return (path[: at + 1] for at in range(len(path)) if path[at] == "/")


def plain_page(frames: Frames, page: Page) -> str:
    """Return a page as MkDocs renders it, and its hooks leave it."""
    template = frames.env.get_template(TEMPLATE)
    return frames.finish(template.render(frames.variables(page)), page)


def _shape(text: str, tape: Tape) -> _Shape:
    """Return what a template wrote around values."""
    pieces = MARK.split(text)
    values = list(map(int, pieces[1::2]))
    pieces[1::2] = [""] * len(values)
    if any(mark in piece for piece in pieces for mark in _MARKS):
        raise UnusableThemeError("it changes what it is given")
    texts = [number for number, way in enumerate(tape.written) if _has_text(way)]
    return _Shape(pieces, values, list(tape.written.values()), texts)


def _has_text(way: Hashable) -> bool:
    return way == _CONTENT or (isinstance(way, tuple) and any(map(_has_text, way)))
