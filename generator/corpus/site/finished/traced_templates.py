"""A theme's templates, such that they take traced values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from jinja2 import Environment, Template
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.utils import Cycler, Joiner, Namespace
from mkdocs.utils.templates import script_tag_filter, url_filter

from generator.corpus.site.finished.traced_values import (
    Moment,
    OfPage,
    Tape,
    Traced,
    UntraceableError,
    is_traced,
)

__all__ = ["TracingTemplates"]

_OF_THE_PLACE = (url_filter, script_tag_filter)
"""Filters of MkDocs, which say of a path how a page leads there."""
_OF_TEMPLATES = (Traced, BlockReference, LoopContext, Macro)
"""What a template calls, and nobody else has written."""
_MAKERS = (dict, range, Cycler, Joiner, Namespace)
_BLIND = (dict, list, str, tuple, LoopContext)
"""What has methods that do not look into what they are given, or ask it as templates do."""


def _place_of(at: Moment) -> dict[str, Any]:
    """Return what these want to know of a page."""
    return {"page": at.page, "base_url": at.told["base_url"]}


_PLACE = OfPage(_place_of)


class TracingTemplates:
    """Renders pages with templates of an environment, and notes what these do."""

    def __init__(self, env: Environment, template: str, place: Callable[[str], None]) -> None:
        """Take the template of all pages, and what is to be told of each path that it names."""
        self._env, self._template, self._place = env, template, place
        self._tape: Tape | None = None
        self._item = env.getitem  # as one thing, by which it is known again
        self._first = {
            "context": OfPage(
                lambda at: env.get_template(template).new_context({**at.told, "page": at.page})
            ),
            "eval_context": EvalContext(env),
            "environment": env,
        }
        """What functions may want to have before all else."""
        made = env.overlay()
        made.filters = {name: self._asked(one) for name, one in env.filters.items()}
        made.tests = {name: self._asked(one) for name, one in env.tests.items()}
        made.getattr = self._getattr  # type: ignore[method-assign, assignment]
        made.getitem = self._getitem  # type: ignore[method-assign, assignment]
        made.concat = self._concat  # type: ignore[method-assign]
        made.template_class = _templates(self)
        made.context_class = _contexts(env.context_class)
        made.undefined = _undefined(env.undefined)
        self._traced = made

    def render(self, told: Mapping[str, Any], tape: Tape) -> str:
        """Return a page as its template writes it, with marks for what is the page's own."""
        template = self._traced.get_template(self._template)
        self._tape = tape
        try:
            context = template.new_context({**told, "page": tape.page()})
            return "".join(map(self.written, template.root_render_func(context)))
        finally:
            self._tape = None

    def _context_of(self, at: Moment) -> Context:
        return self._env.get_template(self._template).new_context({**at.told, "page": at.page})

    def _asked(self, function: Any) -> Callable[..., Any]:
        """Return a filter or test that is asked anew for each page where it is given traced
        values."""
        first = getattr(getattr(function, "jinja_pass_arg", None), "name", "")
        own = not first or (function.__module__ or "").startswith("jinja2.")

        @wraps(function)
        def ask(*given: Any, **named: Any) -> Any:
            tape, rest = self._tape, given[1:] if first else given
            if tape is None:
                return function(*given, **named)
            if not (is_traced(rest) or is_traced(named)):
                if own or first != "context":
                    return function(*given, **named)
                if function in _OF_THE_PLACE:
                    self._place(str(rest[0]))
                    return function(_place_of(tape.at), *rest, **named)
            if function in _OF_THE_PLACE:
                return tape.call(function, _PLACE, *rest, **named)
            return tape.call(function, *self._passed(first, given[0]), *rest, **named)

        return ask

    def _passed(self, first: str, given: Any) -> tuple[Any, ...]:
        """Return what a function wants to have before the rest."""
        if first == "eval_context" and given.autoescape:
            raise UntraceableError  # it escapes by itself
        return (self._first[first],) if first else ()

    def _getattr(self, owner: Any, name: str) -> Any:
        if isinstance(owner, Traced):
            return owner.tape.attribute(owner, name)
        return type(self._env).getattr(self._traced, owner, name)

    def _getitem(self, owner: Any, name: Any) -> Any:
        tape = next((one.tape for one in (owner, name) if isinstance(one, Traced)), None)
        if tape is not None:
            return tape.call(self._item, owner, name)
        return type(self._env).getitem(self._traced, owner, name)

    def _concat(self, parts: Iterable[Any]) -> Any:
        text = "".join(map(self.written, parts))
        return text if self._tape is None else self._tape.read(text)

    def joined(self, parts: Iterable[Any]) -> Any:
        """Return what ``a ~ b`` is in a template."""
        given = tuple(parts)
        if self._tape is not None and is_traced(given):
            return self._tape.joined(*given)
        return "".join(map(str, given))

    def written(self, value: Any) -> str:
        """Return what a template writes of a value."""
        return str(value) if self._tape is None else self._tape.write(value)


def _templates(tracing: TracingTemplates) -> type[Template]:
    """Return templates that write and join values in their own way."""

    class Traceable(Template):
        @classmethod
        def from_code(cls, *given: Any, **named: Any) -> Template:
            made = super().from_code(*given, **named)
            names = made.root_render_func.__globals__
            names["str"], names["str_join"] = tracing.written, tracing.joined
            return made

    return Traceable


def _contexts(own: type[Context]) -> type[Context]:
    """Return contexts whose functions are given no traced values: what they do with them, nobody
    sees."""

    class Calling(own):  # type: ignore[valid-type, misc]
        def call(__self, __obj: Any, *given: Any, **named: Any) -> Any:  # noqa: N805
            known = (
                type(__obj) in _OF_TEMPLATES
                or __obj in _MAKERS
                or type(getattr(__obj, "__self__", None)) in _BLIND
            )
            if not known and (is_traced(given) or is_traced(named)):
                raise UntraceableError
            return super().call(__obj, *given, **named)

    return Calling


def _undefined(own: type[Undefined]) -> type[Undefined]:
    """Return what stands for nothing, such that a traced value is asked whether it is that."""

    class Nothing(own):  # type: ignore[valid-type, misc]
        __slots__ = ()

        def __eq__(self, other: object) -> Any:
            if type(other) is Traced:
                return NotImplemented
            return super().__eq__(self if type(other) is own else other)

        def __ne__(self, other: object) -> Any:
            if type(other) is Traced:
                return NotImplemented
            return super().__ne__(self if type(other) is own else other)

        __hash__ = own.__hash__

    return Nothing
