"""``datapackage.json``: what the tables are, for people and programs (Data Package 1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.publish.csv_cells import storable
from generator.publish.export.package_tables import Table

__all__ = ["GENERATOR", "Resource", "package_text"]

GENERATOR = "banmian"
"""The value of ``generator`` in every package of ours, by which ``export`` knows it again."""

DESCRIPTION = (
    "Articles put together again from the text of newspaper pages, and what they are filed under. "
    "Every fact points at the characters of the page that prove it. Cells are exact: for "
    "spreadsheets there is “export --format csv”, where no cell is taken for a formula."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A table as it was written."""

    table: Table
    """The table."""
    bytes: int
    """Length of its file."""
    sha256: str
    """Hash of its file, in hexadecimal."""


def package_text(
    title: str,
    resources: Sequence[Resource],
    publications: Iterable[str] = (),
    *,
    added: Mapping[str, Any] | None = None,
) -> str:
    """Return the content of ``datapackage.json``.

    ``publications`` are the newspapers, the package's sources. Its licence is for its owner to
    say, and the day it was made is not known here: ``added`` holds what they wrote into an
    earlier package (``licenses``, ``contributors``, ``homepage``, …), and is kept as it is, save
    for what is said here.
    """
    sources = [{"title": name} for name in sorted(set(map(storable, publications)))]
    said: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "banmian-corpus",
        "title": title or "Banmian",
        "description": DESCRIPTION,
        "generator": GENERATOR,
        **({"sources": sources} if sources else {}),
        "resources": [_resource(resource) for resource in resources],
    }
    ours = {*said, "sources"}
    kept = {key: value for key, value in (added or {}).items() if key not in ours}
    tables = said.pop("resources")
    whole = {**said, **kept, "resources": tables}
    return storable(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"


def _resource(resource: Resource) -> dict[str, Any]:
    table = resource.table
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": resource.bytes,
        "hash": f"sha256:{resource.sha256}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
            "header": True,
        },
        "schema": table.schema(),
    }
