"""How an article is cited: by GB/T 7714-2025, and for the programs that keep references.

What is cited is the newspaper's article, not this site: day of issue, page and address are the
printed page's, as its masthead or its sidecar gives them. The date of an event that the text
reports is never taken for the day of issue, and nothing here looks at the clock: newspaper
articles carry no date of access (GB/T 7714-2025, table 4).
"""

from __future__ import annotations

from generator.publish.citations.exchange import bibtex, csl_json, missing_words, ris
from generator.publish.citations.gbt7714 import gbt7714, title_words
from generator.publish.citations.reference import Reference, iso_date, reference_of

__all__ = [
    "Reference",
    "bibtex",
    "csl_json",
    "gbt7714",
    "iso_date",
    "missing_words",
    "reference_of",
    "ris",
    "title_words",
]
