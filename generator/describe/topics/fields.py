"""The fields of life that any newspaper's articles are filed under, in two levels.

``data/fields.yml`` names them, ``generator/scores/fields.json.gz`` holds what words say of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from generator.describe.data_files import data_table
from generator.describe.lexicon import Lexicon
from generator.scores.field_scores import field_scores

__all__ = ["Field", "field_lexicon", "holders", "shipped_fields"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field, wide or narrow."""

    id: str
    """ASCII identifier, part of the URL."""
    name: str
    """Chinese name."""
    about: str
    """One sentence."""
    source: str = ""
    """The class of the State Council's table that a wide one is made from."""
    iptc: str = ""
    """Code of the IPTC Media Topic that holds a wide one."""
    within: str = ""
    """Id of the wide field that holds a narrow one; empty for a wide one."""
    same: str = ""
    """Id of the ministry's topic that says the same."""
    holds: tuple[str, ...] = ()
    """Ids of the ministry's topics that lie within a wide one."""
    terms: tuple[str, ...] = ()
    """Words that name it; the training begins with them."""


@cache
def shipped_fields() -> tuple[Field, ...]:
    """Return all fields, each wide one before its narrower ones.

    >>> [field.name for field in shipped_fields() if field.within == "health"]
    ['医疗服务', '疾控与健康', '医保医药']
    """
    rows = data_table("fields.yml")["fields"]
    lists = [{key: tuple(row.get(key, ())) for key in ("holds", "terms")} for row in rows]
    return tuple(Field(**{**row, **more}) for row, more in zip(rows, lists, strict=True))


@cache
def holders() -> dict[str, Field]:
    """Return the wide field that holds each of the ministry's topics, by their ids."""
    return {topic: field for field in shipped_fields() for topic in field.holds}


@cache
def field_lexicon() -> Lexicon[int]:
    """Return all words that say anything of a field, with their rows in the weights."""
    return Lexicon(field_scores().terms)
