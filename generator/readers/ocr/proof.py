"""Proof that the pages of a file hold every character that a program for OCR has put into it.

What a reader makes of a file is held against all that the file says, which the reader notes apart
from its lines (``OcrPage.said``): an element in an unusual place may be read wrongly, but is never
passed over in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.errors import SeedError
from generator.readers.ocr.ocr_records import OcrPage
from generator.readers.ocr.straight_lines import clean

__all__ = ["Proof"]

_SHOWN = 12
"""Characters of what was lost that are quoted."""


class Proof:
    """Counts what a file says and what its pages hold, page after page."""

    def __init__(self, name: str) -> None:
        """Begin with a file of that name."""
        self._name = name
        self._said: Counter[str] = Counter()
        self._held: Counter[str] = Counter()

    def add(self, found: OcrPage, number: int, text: str) -> None:
        """Count a page: what the file says, and the text that was made of it.

        Raises :class:`SeedError` if something that was said so far stands on no page.
        """
        lines = (line.text for line in found.lines)
        self._said += _counted(lines if found.said is None else found.said)
        self._held += _counted([text])
        lost = self._said - self._held
        if lost:
            some = "".join(lost)[:_SHOWN]
            raise SeedError(
                f"{self._name}: page {number}: {lost.total()} characters of the file would be lost "
                f"(“{some}”), as they stand where its form has no text. Have the program for OCR "
                "write it anew, or save the text of the page as a .txt file."
            )


def _counted(texts: Iterable[str]) -> Counter[str]:
    """Return the characters of some texts, blanks apart, as they can stand on a page."""
    return Counter(char for text in texts for char in clean(text) if not char.isspace())
