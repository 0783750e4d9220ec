"""The corpus as JSON Lines: the objects of ``reconstruct``, each with its newspaper."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.model import Entry, Reconstruction
from generator.publish.csv_cells import storable
from generator.publish.json_records import article_record, imprint_record

__all__ = ["jsonl_lines"]


def jsonl_lines(made: Reconstruction, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield one line for each article of a page: contracts 4.2 and 4.3, and of what it is part.

    ``publication`` holds what the page and its sidecar say of the issue (:func:`imprint_record`),
    or ``null``.
    """
    publication = imprint_record(made.imprint)
    for entry in entries:
        record = article_record(entry, page=made.page, siblings=made.articles)
        facts = record.pop("facts")
        record |= {"publication": publication, "facts": facts}
        yield storable(json.dumps(record, ensure_ascii=False)) + "\n"
