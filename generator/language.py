"""In which language a command speaks: the one that was asked for, or that of the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

__all__ = ["LANGUAGES", "Language", "language_of"]

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_SAID = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Which variables say it, the strongest first, as POSIX has them."""


def language_of(asked: str | None, environment: Mapping[str, str]) -> Language:
    """Return the language that is asked for, or else that of the locale.

    >>> language_of(None, {"LANG": "zh_CN.UTF-8"}), language_of("en", {"LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    >>> language_of(None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}), language_of(None, {})
    ('en', 'en')
    """
    said = asked or next((environment[name] for name in _SAID if environment.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"
