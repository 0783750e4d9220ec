"""An engine that reads nothing: it says what stands in ``tests/scans/rapid.json``.

Pages that are all black crash it, as a picture made for that might.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from generator.readers.ocr.engine import Picture
from generator.readers.ocr.line_lists import listed_lines
from generator.readers.ocr.ocr_records import OcrLine

NAME = "tests.fake_ocr:FakeEngine"
SCANS = Path(__file__).resolve().parent / "scans"


class FakeEngine:
    """Knows what RapidOCR has read in ``page.webp``."""

    made_by = "fake 1.0"

    def __init__(self, threads: int) -> None:
        assert threads >= 1

    def read(self, picture: Picture) -> list[OcrLine]:
        """Return the lines; none of a page that is all white."""
        if picture.max(initial=0) == 0:
            os._exit(1)
        if picture.min(initial=255) == 255:
            return []
        return listed_lines(json.loads((SCANS / "rapid.json").read_text("utf-8")))
