"""Reading what an editor knows of a page: ``seeds/NAME.yml`` beside ``seeds/NAME.txt``."""

from __future__ import annotations

import datetime
import difflib
import re
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from generator.errors import SidecarError
from generator.model import Sidecar

__all__ = ["is_edtf", "parse_sidecar", "read_sidecar", "sidecar_path"]

KEYS = ("publication", "date", "page", "url")
SUFFIXES = (".yml", ".yaml")

_DAY = r"(?:\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(?:\d{2}|XX)(?:-(?:\d{2}|XX))?)?[?~%]?"
_DATE = re.compile(_DAY)
_INTERVAL = re.compile(rf"(?:{_DAY}|\.\.)/(?:{_DAY}|\.\.)")


def sidecar_path(seed: Path) -> Path | None:
    """Return the sidecar beside a seed, or ``None`` when there is none."""
    for suffix in SUFFIXES:
        beside = seed.with_suffix(suffix)
        if beside != seed and beside.is_file():
            return beside
    return None


def read_sidecar(path: Path) -> Sidecar:
    """Return the content of a sidecar file.

    Raises :class:`SidecarError` naming file and line, one line for each thing that is wrong.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SidecarError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SidecarError(f"{path}: byte {error.start} is not valid UTF-8.") from None
    return parse_sidecar(text, str(path))


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
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SidecarError(f"{name}:{line}: not valid YAML: {error.problem}.") from None
    except yaml.YAMLError as error:
        raise SidecarError(f"{name}: not valid YAML: {error}.") from None
    if root is None or root.tag.endswith(":null"):
        return Sidecar()
    if not isinstance(root, yaml.MappingNode):
        raise SidecarError(f"{name}:{_line(root)}: expected lines such as “date: 2024-04-18”.")
    values: dict[str, str | None] = {}
    wrong: list[str] = []
    for key, value in root.value:
        try:
            found = _key(key, name)
            if found in values:
                raise SidecarError(f"{name}:{_line(key)}: “{found}” is given twice.")
            values[found] = None  # given, whatever becomes of its value
            values[found] = _value(found, value, name)
        except SidecarError as error:
            wrong.append(str(error))
    if wrong:
        raise SidecarError("\n".join(wrong))
    return Sidecar(**values)


def is_edtf(text: str) -> bool:
    """Tell whether ``text`` is a date of EDTF level 1 that exists in the calendar.

    >>> [is_edtf(d) for d in ("2024-04-18", "2024-04", "XXXX-06-13", "2020-09-24/2020-09-25")]
    [True, True, True, True]
    >>> [is_edtf(d) for d in ("18.4.2024", "2024-02-30", "2024-13", "2024年")]
    [False, False, False, False]
    """
    if _INTERVAL.fullmatch(text):
        return all(part == ".." or is_edtf(part) for part in text.split("/"))
    if not _DATE.fullmatch(text):
        return False
    parts = text.rstrip("?~%").split("-")
    year, month, day = (*parts, "", "")[:3]
    if month not in ("", "XX") and not 1 <= int(month) <= 12:
        return False
    if day in ("", "XX"):
        return True
    # 2000 stands in for an unknown year: a leap year, so that no day is refused wrongly.
    known = int(year) if year.isdigit() else 2000
    try:
        datetime.date(known or 2000, int(month) if month.isdigit() else 1, int(day))
    except ValueError:
        return False
    return True


def _key(node: yaml.Node, name: str) -> str:
    key = node.value if isinstance(node, yaml.ScalarNode) else "…"
    if key in KEYS:
        return key
    close = difflib.get_close_matches(key, KEYS, n=1)
    hint = f"Did you mean “{close[0]}”?" if close else f"Known are {', '.join(KEYS)}."
    raise SidecarError(f"{name}:{_line(node)}: unknown key “{key}”. {hint}")


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
    if key == "date" and not is_edtf(text):
        raise SidecarError(
            f"{where}: “{text}” is no date. Write the year, month and day as 2024-04-18; "
            "2024-04 or 2024 where no more is known."
        )
    if key == "url" and not _is_web_address(text):
        raise SidecarError(f"{where}: “{text}” is no web address (https://…).")
    return str(text)


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", text)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
