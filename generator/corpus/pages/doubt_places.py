"""Where on a page its doubtful places lie, for the picture of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from generator.geometry.outline_areas import line_boxes
from generator.model import Page, PageNotes, PageOutlines
from generator.publish import settled

__all__ = ["with_doubts"]

_LIT = 10
"""Characters that are lit from a doubtful place on, as in the text beside the picture."""


def with_doubts(outlines: PageOutlines | None, page: Page, notes: PageNotes) -> PageOutlines | None:
    """Return the outlines of a page with the boxes of its doubtful places, if it shows places."""
    places = page.geometry
    if outlines is None or places is None:
        return outlines
    text = page.text
    offsets = {d.offset for told in settled(notes, text).articles for d in told.doubts}
    boxes = (
        (offset, line_boxes(places.runs, text, _printed(text, offset)))
        for offset in sorted(offsets)
    )
    return replace(outlines, doubts=tuple((offset, found) for offset, found in boxes if found))


def _printed(text: str, offset: int) -> list[int]:
    """Return where the next characters stand that are no blanks."""
    return list(islice((at for at in range(offset, len(text)) if not text[at].isspace()), _LIT))
