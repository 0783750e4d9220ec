"""The editable lists of ``generator/describe/data/``, read once and checked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

import yaml

from generator.errors import GeneratorError, SidecarError

__all__ = ["compose_yaml", "data_bytes", "data_lines", "data_table"]

_MOST = 1 << 23
"""Characters of a user's file in which all that aliases repeat is written out."""
_DATA = resources.files("generator.describe") / "data"


def data_bytes(name: str) -> bytes:
    """Return the bytes of a data file that ships with the package."""
    return (_DATA / name).read_bytes()


@cache
def data_lines(name: str) -> tuple[str, ...]:
    """Return the entries of a plain list: words parted by white space, ``#`` starts a comment."""
    text = data_bytes(name).decode("utf-8")
    return tuple(word for line in text.splitlines() for word in line.partition("#")[0].split())


@cache
def data_table(name: str) -> dict[str, Any]:
    """Return a YAML table.

    Raises :class:`GeneratorError`, naming file and line, when it is broken.
    """
    text = data_bytes(name).decode("utf-8")
    try:
        table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise GeneratorError(f"{name}:{line}: {error.problem}") from error
    if not isinstance(table, dict):
        raise GeneratorError(f"{name}:1: a table of keys was expected")
    return table


def compose_yaml(text: str, source: str, *, shipped: bool = False) -> yaml.Node | None:
    """Return the nodes of a YAML text, each with its line; ``None`` where it holds nothing.

    The C loader reads what is ``shipped`` with the package in a tenth of the time; a user's file is
    read by the other one, which answers a thousand open brackets with an exception instead of the
    end of the process. Raises ``SidecarError`` as ``SOURCE:LINE: what is wrong``.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader) if shipped else yaml.SafeLoader
    compose: Callable[..., Any] = yaml.compose
    try:
        node = compose(text, Loader=loader)
        if node is not None and not shipped and _written_out(node, {}) > _MOST:
            raise SidecarError(
                f"{source}:1: says the same again and again by its aliases (*). Write out what is "
                "meant."
            )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        told = ", ".join(filter(None, (error.context, error.problem)))
        line = mark.line + 1 if mark else 1
        raise SidecarError(f"{source}:{line}: not valid YAML: {told}") from error
    except yaml.YAMLError as error:  # a character that YAML forbids
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise SidecarError(f"{source}:{line}: a character that YAML forbids") from error
    except RecursionError:  # the loader recurses for every level of the file
        raise SidecarError(f"{source}:1: lists or keys nested too deeply") from None
    return node if isinstance(node, yaml.Node) else None


def _written_out(node: yaml.Node, known: dict[int, int]) -> int:
    """Return how long a text would be if all that aliases repeat were written out."""
    if isinstance(node, yaml.ScalarNode):
        return 1 + len(node.value)
    if id(node) not in known:
        known[id(node)] = 0  # what holds itself is not followed round
        parts = node.value if isinstance(node, yaml.SequenceNode) else chain(*node.value)
        known[id(node)] = 1 + sum(_written_out(part, known) for part in parts)
    return known[id(node)]
