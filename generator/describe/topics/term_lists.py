"""What people say of the corpus' own terms: what is none, and which are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from generator.describe.data_files import compose_yaml, data_table
from generator.describe.written_form import folded
from generator.errors import SidecarError

__all__ = ["TermLists", "parse_lists", "shipped_lists"]


_LONGEST = 60
"""Characters of a word: no term is longer than a dozen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLists:
    """What people say of terms."""

    stop: frozenset[str] = frozenset()
    """No terms."""
    first: frozenset[str] = frozenset()
    """Words that no term begins with."""
    last: frozenset[str] = frozenset()
    """Words that no term ends with."""
    merge: Mapping[str, str] = field(default_factory=dict)
    """The name that each of several forms goes by."""

    @property
    def endings(self) -> tuple[str, ...]:
        """The same, to ask of a word how it ends."""
        return tuple(self.last)

    def with_more(self, other: TermLists) -> TermLists:
        """Return these lists with those of ``other``, which win."""
        return TermLists(
            stop=self.stop | other.stop,
            first=self.first | other.first,
            last=self.last | other.last,
            merge={**self.merge, **other.merge},
        )


@cache
def shipped_lists() -> TermLists:
    """Return the lists that ship with the package (``data/tags.yml``)."""
    table = data_table("tags.yml")
    merge = {form: name for name, forms in table["merge"].items() for form in forms}
    stop, first, last = (frozenset(table[key]) for key in ("stop", "first", "last"))
    return TermLists(stop=stop, first=first, last=last, merge=merge)


def parse_lists(text: str, source: str | Path) -> TermLists:
    """Return the lists that a user's YAML says; ``source`` names it in errors.

    Raises :class:`~generator.errors.SidecarError` with file and line for a slip.

    >>> parse_lists("merge: {河长制: [河长]}", "tags.yml").merge
    {'河长': '河长制'}
    """
    root = compose_yaml(text, str(source))
    lists: dict[str, frozenset[str]] = {}
    merge: dict[str, str] = {}
    for at, value in _pairs(root, source):
        key = at.value if isinstance(at, yaml.ScalarNode) else "…"
        if key == "merge":
            merge = {
                form: _word(name, source)
                for name, forms in _pairs(value, source)
                for form in _words(forms, source)
            }
        elif key in ("stop", "first", "last"):
            lists[key] = frozenset(_words(value, source))
        else:
            raise _slip(value, source, f"unknown key {key!r}; it may be stop, first, last or merge")
    return TermLists(merge=merge, **lists)


def _pairs(node: yaml.Node | None, source: str | Path) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        raise _slip(node, source, "names with lists were expected")
    yield from node.value


def _words(node: yaml.Node, source: str | Path) -> Iterator[str]:
    if not isinstance(node, yaml.SequenceNode):
        raise _slip(node, source, "a list of words was expected")
    for word in node.value:
        yield _word(word, source)


def _word(node: yaml.Node, source: str | Path) -> str:
    word = folded(node.value.strip()) if isinstance(node, yaml.ScalarNode) else ""
    if not 2 <= len(word) <= _LONGEST:
        raise _slip(
            node, source, f"a word of two characters or more was expected, {_LONGEST} at most"
        )
    if re.search("[\ud800-\udfff]", word):
        raise _slip(node, source, "a word holds half a character (\\uD800 to \\uDFFF)")
    return word


def _slip(node: yaml.Node, source: str | Path, message: str) -> SidecarError:
    return SidecarError(f"{source}:{node.start_mark.line + 1}: {message}")
