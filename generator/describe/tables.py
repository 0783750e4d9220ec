"""The editable lists of ``generator/describe/data/``, read once and checked."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml

from generator.errors import GeneratorError

__all__ = ["data_bytes", "data_lines", "data_table"]

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
