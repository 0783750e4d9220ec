"""YAML headers of Markdown files, written so that they read back as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

__all__ = ["Quoted", "front_matter_text", "plain_header"]


class Quoted(str):
    """A code, date or id: quoted, so that no reader takes it for a number or a date."""

    __slots__ = ()


class _Dumper(yaml.CSafeDumper):
    """PyYAML's C dumper, which also knows :class:`Quoted`."""


def _represent_quoted(dumper: yaml.CSafeDumper, value: Quoted) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style='"')


_Dumper.add_representer(Quoted, _represent_quoted)

_NEVER_FOLD = 1 << 30
"""Line width: a folded title would put page text at the beginning of a line."""


def front_matter_text(fields: dict[str, Any]) -> str:
    """Return the header with its two lines of hyphens.

    >>> print(front_matter_text({"title": "深圳: 新闻", "facet": {"year": "2024"}}), end="")
    ---
    title: '深圳: 新闻'
    facet:
      year: '2024'
    ---
    """
    try:
        text = "".join(_lines_of(fields)) or "{}\n"
    except ValueError:
        text = yaml.dump(
            fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_NEVER_FOLD
        )
    return f"---\n{text}---\n"


def _lines_of(fields: dict[str, Any], lead: str = "") -> Iterator[str]:
    """Yield the lines that PyYAML writes, in a tenth of its time; raises ValueError at what it may
    write in another way."""
    for name, value in fields.items():
        if name in _WORDS or not _KEY.fullmatch(name):
            raise ValueError(name)
        if isinstance(value, dict) and value and not lead:
            yield f"{name}:\n"
            yield from _lines_of(value, "  ")
        elif isinstance(value, list) and value and not lead:
            yield f"{name}:\n"
            yield from (f"- {_written(item)}\n" for item in value)
        else:
            yield f"{lead}{name}: {'[]' if value == [] else _written(value)}\n"


def _written(value: object) -> str:
    told = str(value)
    if isinstance(value, Quoted):
        if _CODE.fullmatch(told):
            return f'"{told}"'
    elif isinstance(value, str):
        chinese = _CHINESE.search(told) and _COMMON.fullmatch(told) and _PLAIN.fullmatch(told)
        if chinese or (_NAME.fullmatch(told) and told not in _WORDS):
            return told
    elif isinstance(value, bool):
        return told.lower()
    elif isinstance(value, int | float) and (_WHOLE.fullmatch(told) or _BROKEN.fullmatch(told)):
        return told
    raise ValueError(told)


_HEADER = re.compile(r"---\n((?:[^\n]+\n)+?)---\n\n*")
_STRANGE = re.compile(
    "[^\\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML reads as the end of a line, or not at all."""
_LINE = re.compile(r"(  |- )?(?:([a-z_]+):(?: |$))?(.*)")
_CHINESE = re.compile("[\u3000-\u9fff\uff01-\uff5e]")
"""No number, date or word that means something to YAML has one."""
_PLAIN = re.compile(r"(?!.*(?:: | #|[: ]$))[^\s?:,\[\]{}#&*!|>'\"%@`-].*")
_NAME = re.compile(r"[a-z][a-z0-9_./-]*|[2-9][0-9]*[a-z][0-9a-z]*|[0-9][0-9-]*\.txt")
_KEY, _CODE = re.compile("[a-z_]+"), re.compile("[0-9A-Za-z/.:-]+")
_COMMON = re.compile("(?![.])[\x20-\x7e\xa0-\u2027\u3000-\ud7ff\uff01-\ufffd]+")
"""Characters that PyYAML writes as they are, and no beginning of the three dots that end a file."""
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_WHOLE, _BROKEN = re.compile(r"0|[1-9][0-9]*"), re.compile(r"[0-9]+\.[0-9]+")


def plain_header(text: str) -> tuple[str, dict[str, Any]] | None:
    """Return what follows the header of a file, and the header as YAML has it.

    The forms that :func:`front_matter_text` writes are read in a tenth of the time; ``None`` where
    there is anything else, which is left to PyYAML.

    >>> plain_header("---\\ntitle: 深圳\\nyear: 2024\\ntags:\\n- '1'\\n---\\n\\n# 题\\n")
    ('# 题\\n', {'title': '深圳', 'year': 2024, 'tags': ['1']})
    """
    header = _HEADER.match(text)
    if header is None or _STRANGE.search(header[1]):
        return None
    fields: dict[str, Any] = {}
    try:
        _read_lines(header[1], fields)
    except (LookupError, TypeError, ValueError):
        return None
    return text[header.end() :], fields


def _read_lines(header: str, fields: dict[str, Any]) -> None:
    """Put the lines of a header into ``fields``; raises an error at what is not ours."""
    key = ""
    for line in header[:-1].split("\n"):
        lead, name, told = _LINE.fullmatch(line).groups()  # type: ignore[union-attr]  # matches all
        if name in _WORDS or (name is None) != (lead == "- "):
            raise ValueError(line)
        if lead is None:
            fields[name] = [] if told == "[]" else _scalar(told) if told else None
            key = "" if told else name  # nothing stands below a value
        elif name is None:
            held = fields[key]
            if held is None:
                held = fields[key] = []
            if type(held) is not list:
                raise ValueError(line)
            held.append(_scalar(told))
        else:
            held = fields[key]
            if held is None:
                held = fields[key] = {}
            if type(held) is not dict:
                raise ValueError(line)
            held[name] = _scalar(told)


@lru_cache(maxsize=1 << 12)  # years, numbers of pages and of topics are few
def _scalar(told: str) -> Any:
    quote = told[:1]
    if quote in ("'", '"'):
        inner = told[1:-1]
        if told[-1] != quote or len(told) < 2 or quote in inner or (quote == '"' and "\\" in inner):
            raise ValueError(told)
        return inner
    if _CHINESE.search(told):
        if _PLAIN.fullmatch(told):
            return told
    elif _NAME.fullmatch(told):
        if told not in _WORDS:
            return told
        if told in ("true", "false"):
            return told == "true"
    elif _WHOLE.fullmatch(told):
        return int(told)
    elif _BROKEN.fullmatch(told):
        return float(told)
    raise ValueError(told)
