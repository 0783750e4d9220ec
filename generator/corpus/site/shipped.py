"""What the package brings for every site: settings, theme, scripts, the page of the search.

They are the files of this project itself, ``mkdocs.yml`` and ``site_src/``: in a checkout they lie
beside the package, in an installed one inside it. A project of ``banmian new`` has none of them.
Its ``mkdocs.yml`` says ``INHERIT: .cache/banmian.yml``; that file is written here for MkDocs,
whenever it is not what the installed package says. Who only reads pages needs no file. Templates
and files are taken from the package where the project has none of its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.corpus.files.whole_files import write_if_changed
from generator.errors import GeneratorError

__all__ = [
    "BASE",
    "SHIPPED_KEY",
    "inherits",
    "own_over_inherited",
    "renew_base",
    "settings_files",
    "settings_text",
    "shipped",
    "with_hooks",
]

BASE = ".cache/banmian.yml"
"""What a project's ``mkdocs.yml`` inherits from, beside it."""
SHIPPED_KEY = "shipped"
"""The key under ``extra`` of what is inherited that names the folder of the package's files."""
_PACKAGE = Path(__file__).resolve().parents[2]
_INHERITS = re.compile(rf"^INHERIT: *([\"']?){re.escape(BASE)}\1 *(?:#.*)?\r?$", re.M)


def shipped() -> Path:
    """Return the folder with the package's own ``mkdocs.yml``, ``site_src`` and sample page."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent


def inherits(config: Path) -> bool:
    """Tell whether a project takes its settings and theme from the package."""
    try:
        return _INHERITS.search(config.read_text("utf-8-sig")) is not None
    except (OSError, UnicodeDecodeError):  # which reading the settings tells of
        return False


def own_over_inherited(config: Path, load: Callable[[Any], Any]) -> Any:
    """Return what a project's settings say, and what the package says where they don't."""
    if not inherits(config):
        with config.open("rb") as file:
            return load(file) or {}
    own = load(config.read_text("utf-8-sig"))  # MkDocs seeks nothing that a text inherits
    return _over(load(_base_text()), own) if isinstance(own, dict) else own


def _over(inherited: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return settings over those that they inherit, as MkDocs lays them.

    >>> _over({"a": {"b": 1, "c": 2}, "d": [3]}, {"a": {"b": 4}, "d": [5]})
    {'a': {'b': 4, 'c': 2}, 'd': [5]}
    """
    both = dict(inherited)
    for key, value in own.items():
        if isinstance(value, dict) and isinstance(before := both.get(key), dict):
            value = _over(before, value)
        both[key] = value
    return both


def renew_base(config: Path) -> None:
    """Write what a project inherits, where it does and something else stands there.

    Raises :class:`GeneratorError` when it cannot be written.
    """
    if not inherits(config):
        return
    base = config.parent / BASE
    try:
        write_if_changed(base, _base_text().encode("utf-8"))
    except OSError as error:
        reason = (error.strerror or "cannot be written").lower()
        raise GeneratorError(
            f"{base}: {reason}. The settings that come with the program are put there: make the "
            "folder writable."
        ) from error


def settings_text(config: Path) -> str:
    """Return the text of ``mkdocs.yml`` and of what it inherits, from the package or from files."""
    files = list(settings_files(config))
    texts = [path.read_text("utf-8-sig", "replace") for path in files if path.is_file()]
    return "\n".join((*texts, _base_text()) if inherits(files[-1]) else texts)


def settings_files(config: Path) -> Iterator[Path]:
    """Yield ``mkdocs.yml`` and the files that it inherits, one from the other, as far as they go.

    Each comes before it is opened, so that who asks can refuse it; the last may be missing, or a
    pipe, which is not opened.
    """
    files: set[Path] = set()
    while config not in files:
        files.add(config)
        yield config
        if not config.is_file() or inherits(config):
            break
        text = config.read_text("utf-8-sig", "replace")
        if "INHERIT" not in text:
            break
        with suppress(yaml.YAMLError, RecursionError, AttributeError, TypeError, StopIteration):
            tree = yaml.compose(text, Loader=yaml.SafeLoader)
            config = Path(os.path.normpath(config.parent / _value(tree, "INHERIT").value))


def with_hooks(config: Path, listed: Sequence[Any]) -> list[str]:
    """Return the hooks of a project: those it lists, and before them those that it inherits.

    MkDocs has a list take the place of the one that is inherited; nobody means that of these.
    """
    ours = _hooks(yaml.compose(_base_text(), Loader=yaml.SafeLoader)) if inherits(config) else []
    return list(dict.fromkeys([*(node.value for node in ours), *map(str, listed)]))


def _base_text() -> str:
    """Return the package's own settings, with the places of its files on this machine."""
    top = shipped()
    return _with_places((top / "mkdocs.yml").read_text("utf-8"), top)


@cache
def _with_places(text: str, top: Path) -> str:
    tree = yaml.compose(text, Loader=yaml.SafeLoader)
    docs = top / "site_src"
    for hook in _hooks(tree):
        own = hook.value.startswith("generator/")
        hook.value = str((_PACKAGE.parent if own else top) / hook.value)
    _value(_value(tree, "theme"), "custom_dir").value = str(docs / "overrides")
    _value(tree, "extra").value.append((_text(SHIPPED_KEY), _text(str(docs))))
    return str(yaml.serialize(tree, Dumper=yaml.SafeDumper, allow_unicode=True))


def _hooks(tree: Any) -> list[Any]:
    return list(_value(tree, "hooks").value)


def _text(said: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", said)


def _value(node: Any, key: str) -> Any:
    return next(value for name, value in node.value if name.value == key)
