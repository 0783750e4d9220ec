"""YAML headers of Markdown files, written so that they read back as they were."""

from __future__ import annotations

from typing import Any

import yaml

__all__ = ["Quoted", "front_matter_text"]


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
    text = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_NEVER_FOLD)
    return f"---\n{text}---\n"
