"""The blocks of a theme's page template by themselves, with what they include written into them.

An include costs a context and a look for its template each time. Of blocks that are rendered for
each page, that is half of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from jinja2 import Environment, Template, nodes, pass_context
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import url_filter

__all__ = ["blocks_alone"]

_MOST_DEEP = 8
"""Includes within includes."""
_OF_WHOLE_FILES = (nodes.Extends, nodes.Block)


class _Parent:
    """Takes the place of the theme's template when only blocks are wanted."""

    def __init__(self, blocks: dict[str, Any]) -> None:
        self.blocks = blocks

    @staticmethod
    def root_render_func(_context: Any) -> Iterator[str]:
        return iter(())


def blocks_alone(env: Environment, name: str, wanted: Collection[str]) -> Template | None:
    """Return a template with those blocks that are ``wanted``; ``None`` where it is not that of a
    theme with changes to ``base.html``."""
    overlay = env.overlay()
    overlay.filters = {**env.filters, **_quick_filters(env)}
    tree = _parsed(overlay, name)
    if [node.template for node in tree.find_all(nodes.Extends)] != [nodes.Const("base.html")]:
        return None
    base = _parsed(overlay, "base.html")
    if any(True for _ in base.find_all(nodes.Extends)):
        return None
    kept = [n for n in tree.body if not isinstance(n, nodes.Block) or n.name in wanted]
    tree.body = list(_without_constants(kept))
    base.body = [block for block in base.find_all(nodes.Block) if block.name in wanted]
    parent = _Parent(_compiled(overlay, base, "base.html").blocks)
    found: dict[Any, Any] = {}

    def get_template(name: Any, parent_name: Any = None, globals: Any = None) -> Any:
        if name == "base.html" and parent_name == "main.html":
            return parent
        known = found.get(name)
        if known is None or globals is not None:
            known = found[name] = env.get_template(name, parent_name, globals)
        return known

    overlay.get_template = get_template  # type: ignore[assignment, method-assign]
    return _compiled(overlay, tree, name)


def _without_constants(body: list[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield what stands in a template, but for the names that it sets alike for all pages: who
    renders its blocks knows them from the first page."""
    of_page = {"page"}
    for node in body:
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            if of_page.isdisjoint(name.name for name in node.node.find_all(nodes.Name)) and not (
                isinstance(node.node, nodes.Name) and node.node.name in of_page
            ):
                continue
            of_page.add(node.target.name)
        elif not isinstance(node, nodes.Block):
            stored = (name for name in node.find_all(nodes.Name) if name.ctx == "store")
            of_page.update(name.name for name in stored)
        yield node


def _parsed(env: Environment, name: str, depth: int = 0) -> nodes.Template:
    """Return a template's tree, in which those that it includes stand in their places."""
    source, filename, _ = env.loader.get_source(env, name)  # type: ignore[union-attr]
    tree = env.parse(source, name, filename)
    if depth < _MOST_DEEP:
        _write_in(tree, env, depth)
    return tree


def _write_in(node: nodes.Node, env: Environment, depth: int) -> None:
    for field, value in node.iter_fields():
        if isinstance(value, list):
            setattr(node, field, [_put_in(part, env, depth) for part in value])
        elif isinstance(value, nodes.Node):
            _write_in(value, env, depth)


def _put_in(part: Any, env: Environment, depth: int) -> Any:
    """Return what an include stands for, with names of its own; any other part as it is."""
    if not isinstance(part, nodes.Include):
        if isinstance(part, nodes.Node):
            _write_in(part, env, depth)
        return part
    name = part.template.value if isinstance(part.template, nodes.Const) else None
    if not isinstance(name, str) or part.ignore_missing or not part.with_context:
        return part
    included = _parsed(env, name, depth + 1)
    if any(True for _ in included.find_all(_OF_WHOLE_FILES)):
        return part
    return nodes.With([], [], included.body, lineno=part.lineno)


def _compiled(env: Environment, tree: nodes.Template, name: str) -> Template:
    tree.set_environment(env)
    code = env.compile(tree, name, name)
    return Template.from_code(env, code, env.make_globals(None))


def _quick_filters(env: Environment) -> dict[str, Callable[..., Any]]:
    """Return MkDocs' filter for addresses such that it remembers them, if it is the one."""
    if env.filters.get("url") is not url_filter:
        return {}
    known: dict[tuple[str, int], str] = {}

    @pass_context
    def url(context: Any, value: object) -> str:
        path, page, base = str(value), context["page"], context["base_url"]
        # From all pages that have no folder in common with it, the way is as long as they are deep.
        if page is None or path.partition("/")[0] == page.url.partition("/")[0]:
            return str(normalize_url(path, page=page, base=base))
        key = path, page.url.count("/")
        way = known.get(key)
        if way is None:
            way = known[key] = str(normalize_url(path, page=page, base=base))
        return way

    return {"url": url}
