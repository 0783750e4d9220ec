"""What the tables of the Data Package are made of: fields, keys, constraints (Table Schema 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from generator.model import Entry, Reconstruction
from generator.publish.csv_cells import Value

__all__ = ["ARTICLE", "EDTF", "NUMBER", "SPANS", "WORDS", "Field", "Row", "Table"]

Row = Mapping[str, Value]
"""One row of a table, by the names of its fields."""

_DAY = "(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(?:-(?:[0-9]{2}|XX)(?:-(?:[0-9]{2}|XX))?)?[?~%]?"
EDTF = rf"(?:{_DAY}|{_DAY}/{_DAY}|{_DAY}/(?:\.\.)?|(?:\.\.)?/{_DAY})"
"""Pattern of a date, EDTF level 1, without the seasons: 2024-04-18, XXXX-06-13, 2024-04/2024-05."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column."""

    name: str
    """Its name in the header."""
    title: str
    """Its name for readers, in Chinese."""
    description: str
    """What it holds."""
    type: Literal["string", "integer", "number", "boolean", "array"] = "string"
    """Type of Table Schema; an array is JSON in its cell."""
    format: str = "default"
    """Format of the type."""
    constraints: tuple[tuple[str, Any], ...] = ()
    """What holds of every cell."""

    def descriptor(self) -> dict[str, Any]:
        """Return the field as Table Schema has it."""
        constraints = {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in self.constraints
        }
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "type": self.type,
            "format": self.format,
            "constraints": {"required": False, **constraints},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: its columns, its keys, and what gives its rows."""

    name: str
    """Name of the resource; its file is ``NAME.csv``."""
    title: str
    """Name for readers, in Chinese."""
    description: str
    """What a row is."""
    fields: tuple[Field, ...]
    """The columns, in order."""
    key: tuple[str, ...]
    """The fields that name a row."""
    refers: tuple[tuple[str, str, str], ...]
    """Foreign keys: the field here, the other table, the field there."""
    rows: Callable[[Reconstruction, Sequence[Entry]], Iterator[Row]]
    """Gives the rows of one page."""

    @property
    def path(self) -> str:
        """The table's file, beside ``datapackage.json``."""
        return f"{self.name}.csv"

    def header(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(field.name for field in self.fields)

    def schema(self) -> dict[str, Any]:
        """Return the table's schema."""
        return {
            "fields": [field.descriptor() for field in self.fields],
            "missingValues": [""],
            "primaryKey": list(self.key),
            "foreignKeys": [
                {"fields": [here], "reference": {"resource": table, "fields": [there]}}
                for here, table, there in self.refers
            ],
        }


ARTICLE = Field(
    name="article",
    title="文章编号",
    description="Permanent id of the article.",
    constraints=(("required", True),),
)
"""The field that ties a mention to its article."""
NUMBER = Field(
    name="number",
    title="序号",
    description="Place of the row among those of its article, from 1.",
    type="integer",
    constraints=(("required", True), ("minimum", 1)),
)
"""With the article, names a mention."""
SPANS = Field(
    name="spans",
    title="位置",
    description="Where the page proves it: half-open ranges [start, end] of code points in the "
    "field text of the article's page. Empty list: the page doesn't name it (the whole country, "
    "an editor's word).",
    type="array",
    constraints=(("required", True),),
)
"""The proof of a mention."""
WORDS = Field(
    name="words",
    title="原文",
    description="The characters of the page at each of the spans, in the same order.",
    type="array",
    constraints=(("required", True),),
)
"""The proof of a mention, as it reads."""
