"""What lists ask of an article's whole text, taken down once."""

from __future__ import annotations

from generator.model import Entry, Gist
from generator.publish.article_summary import first_offset
from generator.publish.kinds.agencies import printed_forms
from generator.publish.related import signs_of

__all__ = ["gist_of"]


def gist_of(entry: Entry, mark: str, number: int) -> Gist:
    """Return what lists ask of an article, which has this number on the page with this mark."""
    return Gist(
        mark=mark,
        number=number,
        begins=first_offset(entry),
        agency_forms=tuple(printed_forms(entry)),
        signs=signs_of(entry),
    )
