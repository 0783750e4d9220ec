"""The word lists that a user may edit, read with the line of every slip.

``tables.data_table`` tells broken YAML; this tells what YAML cannot know: a key that nothing
reads, a word that stands twice, a number where a word was meant. A list that is silently wrong
would file articles wrongly, so each of these is an error with file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from generator.describe.data_files import compose_yaml, data_bytes
from generator.errors import GeneratorError

__all__ = ["WordLists", "parse_word_lists", "word_lists"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """The lists of one file."""

    words: Mapping[str, tuple[str, ...]]
    """Plain lists by key."""
    names: Mapping[str, Mapping[str, str]]
    """Tables of names by key: every name, the first included, with the one it is filed under."""


def word_lists(file: str, *, words: tuple[str, ...], names: tuple[str, ...] = ()) -> WordLists:
    """Return the lists of a data file that ships with the package."""
    text = data_bytes(file).decode("utf-8")
    return parse_word_lists(text, file, words=words, names=names, shipped=True)


def parse_word_lists(
    text: str,
    file: str,
    *,
    words: tuple[str, ...],
    names: tuple[str, ...] = (),
    shipped: bool = False,
) -> WordLists:
    """Return the lists of a YAML text: ``words`` are keys of lists, ``names`` of tables of names.

    ``shipped`` texts come with the package and are read by the quicker loader.

    Raises :class:`GeneratorError` as ``FILE:LINE: what is wrong`` for broken YAML, for a key
    that is missing, unknown or there twice, and for an entry that is no word or stands twice.

    >>> lists = parse_word_lists("heads: [厅, 局]\\nfields: {人社: [人力]}", "a.yml",
    ...                          words=("heads",), names=("fields",))
    >>> lists.words["heads"], lists.names["fields"]
    (('厅', '局'), {'人社': '人社', '人力': '人社'})
    >>> parse_word_lists("heads:\\n- 厅\\n- 厅", "a.yml", words=("heads",))
    Traceback (most recent call last):
    generator.errors.GeneratorError: a.yml:3: 厅 stands twice under heads
    """
    root = compose_yaml(text, file, shipped=shipped)
    if not isinstance(root, yaml.MappingNode):
        raise GeneratorError(f"{file}:1: a table of keys was expected")
    found: dict[str, yaml.Node] = {}
    for key, value in root.value:
        name = _word(key, file, "the file")
        if name not in words + names:
            raise GeneratorError(f"{file}:{_line(key)}: no list is called {name}")
        if name in found:
            raise GeneratorError(f"{file}:{_line(key)}: {name} stands twice")
        found[name] = value
    for name in words + names:
        if name not in found:
            raise GeneratorError(f"{file}:1: the list {name} is missing")
    return WordLists(
        words={name: _words(found[name], file, name) for name in words},
        names={name: _names(found[name], file, name) for name in names},
    )


def _words(node: yaml.Node, file: str, key: str) -> tuple[str, ...]:
    return tuple(dict(_entries(node, file, key)))


def _names(node: yaml.Node, file: str, key: str) -> dict[str, str]:
    if not isinstance(node, yaml.MappingNode):
        raise GeneratorError(f"{file}:{_line(node)}: {key} needs a name before each list")
    names: dict[str, str] = {}
    for first, others in node.value:
        filed = _word(first, file, key)
        entries = [(filed, first), *_entries(others, file, filed)]
        for word, where in entries:
            if word in names:
                raise GeneratorError(f"{file}:{_line(where)}: {word} stands twice under {key}")
            names[word] = filed
    return names


def _entries(node: yaml.Node, file: str, key: str) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.SequenceNode):
        raise GeneratorError(f"{file}:{_line(node)}: {key} needs a list: [one, another]")
    seen: set[str] = set()
    for entry in node.value:
        word = _word(entry, file, key)
        if word in seen:
            raise GeneratorError(f"{file}:{_line(entry)}: {word} stands twice under {key}")
        seen.add(word)
        yield word, entry


def _word(node: yaml.Node, file: str, key: str) -> str:
    value = node.value if isinstance(node, yaml.ScalarNode) else None
    if not isinstance(value, str) or node.tag != "tag:yaml.org,2002:str" or not value.strip():
        raise GeneratorError(f"{file}:{_line(node)}: a word was expected in {key}")
    return value


def _line(node: yaml.Node) -> int:
    mark = node.start_mark
    return int(mark.line) + 1 if mark else 1
