"""Reading what an editor knows of a page: ``seeds/NAME.yml`` beside ``seeds/NAME.txt``."""

from __future__ import annotations

import os
import re
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from generator.corpus.files.plain_files import text_by_hand
from generator.corpus.seeds.corrections import MOST_TOLD, parse_corrections
from generator.corpus.seeds.seed_forms import PICTURES, form_of
from generator.corpus.seeds.stated_facts import is_known_date
from generator.errors import SidecarError, suggestion
from generator.model import Correction, Sidecar, seed_stem

__all__ = ["SUFFIXES", "parse_sidecar", "read_sidecar", "sidecar_path"]

KEYS = ("publication", "date", "page", "url", "image", "corrections")
_LONGEST = {"publication": 4000, "date": 100, "page": 4000, "url": 4000, "image": 255}
"""Characters: each article of the page repeats the newspaper's name, and one of a megabyte would
make gigabytes of a page of stories."""
_MEGABYTES = 4
"""Of a sidecar: a hundred thousand corrections, which take ten seconds to read."""
_MOST_VALUES = 400_000
"""In a sidecar, which so many corrections have: of brackets alone, 4 MB would take a gigabyte."""
SUFFIXES = (".yml", ".yaml")
_SPELLINGS = tuple(s for suffix in SUFFIXES for s in (suffix, suffix.upper(), suffix.title()))


def sidecar_path(seed: Path) -> Path | None:
    """Return the sidecar beside a seed, or ``None`` when there is none.

    Raises :class:`SidecarError` when there are two: one of them would go unread. Other spellings
    of the suffix count here, as whoever wrote ``a.YML`` beside ``a.yml`` meant one file.
    """
    found: list[Path] = []
    for suffix in _SPELLINGS:
        beside = seed.with_name(f"{seed_stem(seed.name)}{suffix}")
        # Where a file system knows no capitals, one file answers to many names.
        if beside != seed and os.path.lexists(beside) and not any(_same(beside, f) for f in found):
            found.append(beside)
    if len(found) > 1:
        names = " and ".join(path.name for path in found[1:])
        raise SidecarError(
            f"{found[0]}: {seed.name} has another sidecar, {names}. Put what they say into one "
            f"and delete the rest."
        )
    return next((path for path in found if path.suffix in SUFFIXES), None)


def read_sidecar(path: Path) -> Sidecar:
    """Return the content of a sidecar file.

    Raises :class:`SidecarError` naming file and line, one line for each thing that is wrong; also
    for what is no file, and for a link that leads out of the folder.
    """
    return parse_sidecar(text_by_hand(path, path.parent, _MEGABYTES), str(path))


def parse_sidecar(text: str, name: str) -> Sidecar:
    """Return what the YAML ``text`` says; ``name`` is the file that errors name.

    All keys may be missing. Values are kept as they were typed: ``date: 2024-04-18`` is that
    text, not a date object, and ``page: 04`` keeps its zero.
    Raises :class:`SidecarError` with a line for each thing that is wrong.

    >>> parse_sidecar("publication: 中国社会报\\ndate: 2024-04-18", "a.yml").date
    '2024-04-18'
    >>> parse_sidecar("publicaton: 中国社会报", "a.yml")
    Traceback (most recent call last):
    ...
    generator.errors.SidecarError: a.yml:1: unknown key “publicaton”. Did you mean “publication”?
    """
    try:
        root = yaml.compose(text, Loader=_Loader)
        if root is not None and _size(root, {}) > _MEGABYTES << 20:
            raise SidecarError(
                f"{name}: says the same again and again by its aliases (*), without end. Write "
                "out what is meant."
            )
    except _TooManyError:
        raise SidecarError(
            f"{name}: holds more than {_MOST_VALUES:,} values, as no sidecar does. Is it the right "
            "file?"
        ) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        colon = str(error.problem).startswith("mapping values")
        hint = " Put text with “: ” in it into quotation marks." if colon else ""
        raise SidecarError(f"{name}:{line}: not valid YAML: {error.problem}.{hint}") from None
    except yaml.YAMLError as error:
        raise SidecarError(f"{name}: not valid YAML: {error}.") from None
    except RecursionError:
        raise SidecarError(
            f"{name}: brackets within brackets, too deep to read. A sidecar holds lines such as "
            "“date: 2024-04-18”."
        ) from None
    if root is None or root.tag.endswith(":null"):
        return Sidecar()
    if not isinstance(root, yaml.MappingNode):
        raise SidecarError(f"{name}:{_line(root)}: expected lines such as “date: 2024-04-18”.")
    values: dict[str, str | None] = {}
    corrections: tuple[Correction, ...] = ()
    wrong: list[str] = []
    for key, value in root.value:
        try:
            found = _key(key, name)
            if found in values:
                raise SidecarError(f"{name}:{_line(key)}: “{found}” is given twice.")
            values[found] = None  # given, whatever becomes of its value
            if found == "corrections":
                corrections = parse_corrections(value, name)
            else:
                values[found] = _value(found, value, name)
        except SidecarError as error:
            wrong.append(str(error))
        if len(wrong) > MOST_TOLD:
            break
    if wrong:
        raise SidecarError("\n".join(wrong))
    values.pop("corrections", None)
    return Sidecar(**values, corrections=corrections)


class _TooManyError(Exception):
    """A text says more than anybody wrote by hand."""


class _Loader(yaml.SafeLoader):
    """YAML's, which reads up to :data:`_MOST_VALUES`."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._values = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next value."""
        self._values += 1
        if self._values > _MOST_VALUES:
            raise _TooManyError
        return super().compose_node(parent, index)


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """Return how long a text would be if all that aliases repeat were written out."""
    if isinstance(node, yaml.ScalarNode):
        return 1 + len(node.value)
    if id(node) not in known:
        known[id(node)] = 0  # what holds itself is not followed round
        parts = node.value if isinstance(node, yaml.SequenceNode) else chain(*node.value)
        known[id(node)] = 1 + sum(_size(part, known) for part in parts)
    return known[id(node)]


def _key(node: yaml.Node, name: str) -> str:
    key = node.value if isinstance(node, yaml.ScalarNode) else "…"
    if key in KEYS:
        return key
    raise SidecarError(f"{name}:{_line(node)}: unknown key “{key}”. {suggestion(key, KEYS)}")


def _value(key: str, node: yaml.Node, name: str) -> str | None:
    where = f"{name}:{_line(node)}"
    if not isinstance(node, yaml.ScalarNode):
        raise SidecarError(f"{where}: “{key}” must be one piece of text, not a list or a mapping.")
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        raise SidecarError(f"{where}: “{key}” reads as true or false. Put it in quotation marks.")
    text = node.value.strip()
    if not text:
        return None
    if len(text) > _LONGEST[key]:
        raise SidecarError(
            f"{where}: “{key}” has {len(text):,} characters, of {_LONGEST[key]:,} at most."
        )
    if key == "date" and not is_known_date(text):
        raise SidecarError(
            f"{where}: “{text}” is no date. Write the year, month and day as 2024-04-18; "
            "2024-04 or 2024 where no more is known."
        )
    if key == "url" and not _is_web_address(text):
        raise SidecarError(f"{where}: “{text}” is no web address (https://…).")
    if key == "image" and not _is_picture_beside(text):
        raise SidecarError(
            f"{where}: “{text}” names no picture beside this file. Put a JPEG, PNG, TIFF or WebP "
            "there, and write its name alone: scan.jpg."
        )
    return str(text)


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    known = parts.scheme in ("http", "https") and bool(host)
    return known and not re.search(r"\s", text)


def _is_picture_beside(text: str) -> bool:
    """Tell whether a text is the name of a picture in the same folder, on any system."""
    plain = text.isprintable() and not text.startswith(".") and not re.search(r"[/\\:]", text)
    return plain and form_of(text) in PICTURES


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # a link that leads nowhere is a sidecar that cannot be read
        return False


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
