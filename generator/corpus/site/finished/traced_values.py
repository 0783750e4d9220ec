"""Values that note what a template asks of them: which branches it takes, and what it writes.

A page that is given to a template as such a value leaves a tape: the answers that it gave, in
their order, and the values that were written, each as the way from the page to it. Another page
that gives the same answers gets the same text around its own values. What cannot be followed,
nobody guesses: it raises :class:`UntraceableError`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, NoReturn

from jinja2 import Environment, Undefined

__all__ = [
    *("CLOSE", "MARK", "OPEN", "Ask", "Asker", "Moment", "OfPage", "Tape", "Traced"),
    *("UntraceableError", "is_traced"),
]

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")
"""Stands where a value is written."""
_PLAIN = (str, tuple, int, float)
"""What has no methods that change it."""
_OF_DICT = {"get", "items", "keys", "values"}


class UntraceableError(Exception):
    """A template does with a value what cannot be followed."""


@dataclass(slots=True)
class Moment:
    """One page, and what was asked of it already."""

    page: Any
    told: Mapping[str, Any]
    """What templates are told beside the page."""
    known: dict[int, Any] = field(default_factory=dict)


Ask = Callable[[Moment], Any]
"""Asks a page for a value."""


@dataclass(slots=True)
class Asker:
    """Makes each way to a value once for all tapes."""

    env: Environment
    _ways: dict[Hashable, Ask] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)
    _held: dict[int, Any] = field(default_factory=dict)
    """What is known by its place in memory, which no other thing may take."""

    def attribute(self, of: Traced, name: str) -> tuple[Hashable, Ask]:
        """Return the way to what a template means by ``of.name``."""
        key = "attribute", of.way, name
        if key not in self._ways:
            self._ways[key] = self._attribute(of.ask, name)
        return key, self._ways[key]

    def _attribute(self, of: Ask, name: str) -> Ask:
        env, missing = self.env, self.env.undefined(name=name)
        in_fields = not hasattr(dict, name)

        def ask(at: Moment) -> Any:
            owner = of(at)
            if in_fields and type(owner) is dict:
                return owner.get(name, missing)
            try:
                return getattr(owner, name)
            except AttributeError:
                return env.getattr(owner, name)

        return ask

    def call(self, function: Callable[..., Any], *given: Any, **named: Any) -> tuple[Hashable, Ask]:
        """Return the way to what a function makes of values, some of them traced."""
        key = "call", self._name(function), self._name(given), self._name(named)
        if key not in self._ways:
            ways = list(map(_way_to, given))
            names = {name: _way_to(value) for name, value in named.items()}
            make = _SHORT.get(function) or partial(_calling, next(self._numbers), function, names)
            self._ways[key] = make(*ways)
        return key, self._ways[key]

    def _name(self, value: Any) -> Hashable:
        """Return what tells one way from others."""
        if isinstance(value, Traced):
            return value.way
        if isinstance(value, list | tuple):
            return type(value), tuple(map(self._name, value))
        if type(value) is dict:
            return dict, tuple((name, self._name(one)) for name, one in value.items())
        if value is None or isinstance(value, str | int | float):
            return type(value), value
        if isinstance(value, slice):
            return slice, self._name((value.start, value.stop, value.step))
        if isinstance(value, Undefined):  # another one each time
            return Undefined, value._undefined_name
        self._held[id(value)] = value
        return "held", id(value)


_SHORT: Mapping[Callable[..., Any], Callable[..., Ask]] = {
    operator.truth: lambda of: lambda at: bool(of(at)),
    operator.contains: lambda of, part: lambda at: part(at) in of(at),
    operator.eq: lambda one, other: lambda at: one(at) == other(at),
}
"""What most questions are, in fewer steps."""


def _calling(
    number: int, function: Callable[..., Any], names: Mapping[str, Ask], *ways: Ask
) -> Ask:
    def ask(at: Moment) -> Any:
        known = at.known
        if number in known:
            return known[number]
        named = {name: way(at) for name, way in names.items()} if names else {}
        made = function(*[way(at) for way in ways], **named)
        if type(made) is not str and isinstance(made, Iterator):
            made = list(made)
        known[number] = made
        return made

    return ask


def _way_to(value: Any) -> Ask:
    if isinstance(value, Traced | OfPage):
        return value.ask
    if is_traced(value):
        kind = type(value)
        if isinstance(value, dict):
            names, ways = list(value), [_way_to(one) for one in value.values()]
            return lambda at: kind(zip(names, [way(at) for way in ways], strict=True))
        ways = [_way_to(one) for one in value]
        return lambda at: kind([way(at) for way in ways])
    return lambda _at: value


@dataclass(frozen=True, slots=True)
class OfPage:
    """Something that each page has of its own, though no template asks for it."""

    ask: Ask


def is_traced(value: Any) -> bool:
    """Tell whether a value is traced, or has traced ones within."""
    if isinstance(value, Traced):
        return True
    if type(value) in (list, tuple):
        return any(map(is_traced, value))
    return type(value) is dict and any(map(is_traced, value.values()))


@dataclass(slots=True)
class Tape:
    """What a template asked of one page, and what it wrote."""

    asker: Asker
    at: Moment
    asked: list[tuple[Hashable, Ask, Hashable]] = field(default_factory=list)
    """Questions, each with the way to its answer, and the answer."""
    written: dict[Hashable, Ask] = field(default_factory=dict)
    """Ways to what was written; their numbers are those of marks."""
    _values: list[Traced] = field(default_factory=list)
    _known: set[Hashable] = field(default_factory=set)

    def page(self) -> Traced:
        """Return the page, traced."""
        return Traced(self, "page", lambda at: at.page, self.at.page)

    def attribute(self, of: Traced, name: str) -> Traced:
        """Return what ``of.name`` is in a template."""
        return self._made(*self.asker.attribute(of, name))

    def call(self, function: Callable[..., Any], *given: Any, **named: Any) -> Traced:
        """Return what a function makes of values."""
        return self._made(*self.asker.call(function, *given, **named))

    def joined(self, *parts: Any) -> Traced:
        """Return texts and values in one text, which is written piece by piece."""
        made = self.call(_joined, *parts)
        made.parts = parts
        return made

    def _made(self, way: Hashable, ask: Ask) -> Traced:
        return Traced(self, way, ask, ask(self.at))

    def pinned(self, value: Traced) -> Any:
        """Return a value as it is; pages that have another one are others from here on."""
        if value.way not in self._known:
            self._known.add(value.way)
            self.asked.append((value.way, value.ask, value.now))
        return value.now

    def write(self, value: Any) -> str:
        """Return what stands for a value in the text."""
        if not isinstance(value, Traced):
            return str(value)
        if value.parts is not None:
            return "".join(map(self.write, value.parts))
        if value.way not in self.written:
            self.written[value.way] = value.ask
            self._values.append(value)
        return f"{OPEN}{list(self.written).index(value.way)}{CLOSE}"

    def read(self, text: str) -> Any:
        """Return a text that was written, to be asked and written again."""
        parts = MARK.split(text)
        if len(parts) == 1:
            return text
        parts[1::2] = [self._values[int(number)] for number in parts[1::2]]
        return self.joined(*parts)


def _joined(*parts: Any) -> str:
    return "".join(map(str, parts))


def _sort(value: Any) -> type | None:
    """Return how a value is gone through."""
    return next((sort for sort in (Mapping, Sequence) if isinstance(value, sort)), None)


def _is_harmless(method: Any) -> bool:
    """Tell whether a method changes nothing, and says the same each time."""
    owner = getattr(method, "__self__", None)
    return isinstance(owner, _PLAIN) or (type(owner) is dict and method.__name__ in _OF_DICT)


def _refuse(*_given: Any) -> NoReturn:
    raise UntraceableError  # it cannot be seen what the value is used for


def _asking(function: Callable[..., Any], *, turned: bool = False) -> Any:
    def ask(self: Traced, *others: Any) -> Any:
        given = (*others, self) if turned else (self, *others)
        return self.tape.call(function, *given)

    return ask


class Traced:
    """A value that notes what is asked of it."""

    __slots__ = ("ask", "now", "parts", "tape", "way")

    def __init__(self, tape: Tape, way: Hashable, ask: Ask, now: Any) -> None:
        self.tape, self.way, self.ask, self.now = tape, way, ask, now
        self.parts: tuple[Any, ...] | None = None
        """What it was joined of."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.tape.attribute(self, name)

    def __bool__(self) -> bool:
        return bool(self.tape.pinned(self.tape.call(operator.truth, self)))

    def __len__(self) -> int:
        return int(self.tape.pinned(self.tape.call(len, self)))

    def __iter__(self) -> Iterator[Any]:
        sort = self.tape.pinned(self.tape.call(_sort, self))
        if sort is Mapping:
            return iter(self.tape.pinned(self.tape.call(tuple, self)))
        if sort is Sequence:
            return iter([self.tape.call(operator.getitem, self, n) for n in range(len(self))])
        return iter(self.tape.call(list, self))

    def __call__(self, *given: Any, **named: Any) -> Traced:
        if not self.tape.pinned(self.tape.call(_is_harmless, self)):
            _refuse()
        return self.tape.call(operator.call, self, *given, **named)

    __contains__ = _asking(operator.contains)
    __eq__, __ne__ = _asking(operator.eq), _asking(operator.ne)
    __lt__, __gt__ = _asking(operator.lt), _asking(operator.gt)
    __le__, __ge__ = _asking(operator.le), _asking(operator.ge)
    __getitem__ = _asking(operator.getitem)
    __add__, __radd__ = _asking(operator.add), _asking(operator.add, turned=True)
    __sub__, __rsub__ = _asking(operator.sub), _asking(operator.sub, turned=True)
    __mul__, __rmul__ = _asking(operator.mul), _asking(operator.mul, turned=True)
    __mod__, __rmod__ = _asking(operator.mod), _asking(operator.mod, turned=True)
    __str__ = __repr__ = __hash__ = __format__ = __index__ = _refuse
    __class__ = property(_refuse)  # what it is, only the value tells
