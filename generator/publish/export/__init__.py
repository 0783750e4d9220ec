"""The corpus as data: JSON Lines, a table for spreadsheets, a Frictionless Data Package.

A page and its filed articles in, pieces of text out, page by page, so that a corpus of any size
needs no more memory than one page. Nothing here reads, writes or looks at the clock: the command
``export`` and the site's build write what comes out.
"""

from __future__ import annotations

from generator.publish.export.json_records import jsonl_lines
from generator.publish.export.package import Resource, package_text
from generator.publish.export.package_tables import TABLES, Table
from generator.publish.export.spreadsheet import SHEET_FIELDS, sheet_header, sheet_lines

__all__ = [
    "SHEET_FIELDS",
    "TABLES",
    "Resource",
    "Table",
    "jsonl_lines",
    "package_text",
    "sheet_header",
    "sheet_lines",
]
