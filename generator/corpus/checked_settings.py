"""What no ``mkdocs.yml`` says: told before it keeps anybody waiting, or fails in their midst."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.corpus.files.plain_files import what_is_wrong
from generator.corpus.site.shipped import settings_files
from generator.errors import GeneratorError

__all__ = ["is_path", "refuse_odd_files", "refuse_odd_values"]

_TEXTS = ("docs_dir", "site_dir", "repo_url", "site_name", "site_description", "site_url")
_PATHS = ("docs_dir", "site_dir")
_MEGABYTES = 4
_MOST_VALUES = 1_000_000
"""In settings, when all that aliases repeat is written out: MkDocs does so in what it logs."""
_IN_SIXTIES = re.compile(rb"[0-9_](?::[0-5]?[0-9]){100}")
"""A number as YAML 1.1 counts hours and minutes, of which each part takes as long as all before."""
_LONGEST = 4000
"""Characters of what each page of a site repeats."""
_MOST_BYTES, _MOST_OF_NAME = 4000, 255
"""Of a path, and of each name in it, on systems of all kinds."""


def refuse_odd_files(config: Path) -> None:
    """Raise :class:`GeneratorError` for a file that no settings are in, inherited ones too.

    One that is not there, or cannot be read, is told by whoever opens it.
    """
    with suppress(OSError):
        for file in settings_files(config):
            _refuse_odd(file)


def _refuse_odd(file: Path) -> None:
    if file.exists() and not file.is_file():
        raise GeneratorError(str(what_is_wrong(file)))
    if file.stat().st_size > _MEGABYTES << 20:
        raise GeneratorError(f"{file}: larger than {_MEGABYTES} MB, as no file like it needs.")
    if _IN_SIXTIES.search(file.read_bytes()):
        raise GeneratorError(f"{file}: holds a number with more than a hundred colons in it.")


def refuse_odd_values(config: Path, content: Mapping[str, Any]) -> None:
    """Raise :class:`GeneratorError` for settings that cannot be followed.

    >>> refuse_odd_values(Path("mkdocs.yml"), {"docs_dir": "a" * 300})
    Traceback (most recent call last):
    ...
    generator.errors.GeneratorError: mkdocs.yml: “docs_dir” is no name that a folder can have.
    """
    if _size(content, {}) > _MOST_VALUES:
        raise GeneratorError(
            f"{config}: says the same again and again by its aliases (*), without end. Write out "
            "what is meant."
        )
    if wrong := [key for key in _TEXTS if isinstance(content.get(key), list | dict | set)]:
        raise GeneratorError(f"{config}: “{wrong[0]}” must be one piece of text.")
    if wrong := [key for key in _TEXTS if len(str(content.get(key))) > _LONGEST]:
        raise GeneratorError(f"{config}: “{wrong[0]}” is longer than {_LONGEST:,} characters.")
    if wrong := [key for key in _PATHS if not is_path(str(content.get(key) or "."))]:
        raise GeneratorError(f"{config}: “{wrong[0]}” is no name that a folder can have.")
    if wrong := [key for key in ("site_url", "repo_url") if not _is_url(content.get(key))]:
        raise GeneratorError(f"{config}: “{wrong[0]}” is no web address (https://…).")


def is_path(text: str) -> bool:
    """Tell whether a file or a folder can have a name.

    >>> [is_path(text) for text in ("pages/字.md", "a\\0", "\\ud800", "字" * 90, "a/" * 2100, " ")]
    [True, False, False, False, False, False]
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:  # half a character
        return False
    names = re.split(rb"[/\\]", data)
    if not text.strip() or b"\0" in data:
        return False
    return len(data) <= _MOST_BYTES and max(map(len, names)) <= _MOST_OF_NAME


def _is_url(value: object) -> bool:
    """Tell whether an address can be taken apart; MkDocs says what else is wrong with one."""
    try:
        urlsplit(str(value or ""))
    except ValueError:
        return False
    return True


def _size(value: object, known: dict[int, int]) -> int:
    """Return how many values there are if all that aliases repeat is written out."""
    if not isinstance(value, list | dict):
        return 1
    if id(value) not in known:
        known[id(value)] = 0  # what holds itself is not followed round
        parts = value if isinstance(value, list) else value.values()
        known[id(value)] = 1 + sum(_size(part, known) for part in parts)
    return known[id(value)]
