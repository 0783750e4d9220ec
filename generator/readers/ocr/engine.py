"""Programs that read the characters of a picture; which one does is the caller's to say.

An engine is a class that is called with a number of threads, and does what :class:`Engine` says.
Ours is RapidOCR (PP-OCR's models, which come with it): the optional extra ``ocr``, loaded when a
picture is read.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from generator.readers.ocr.ocr_records import OcrLine, OcrWord, Point, box_around, quad_line

__all__ = ["ENGINE", "Engine", "RapidOcr", "engine_version", "load_engine"]

ENGINE = "generator.readers.ocr.engine:RapidOcr"
"""Which engine reads scans: its module and its name in there."""

Picture = npt.NDArray[np.uint8]
"""Rows of points of three colours, red first."""

_LONGEST_SIDE = 4800
"""Points of a picture's longer side; what is larger is looked at smaller. Letters of a broadsheet
are 24 points high then, at 200 to the inch; of half as many, RapidOCR misreads twice as much."""
_MOST_LINES = 5000
"""Of a page: a broadsheet of small advertisements has two thousand."""
_LEAST_SURE = 0.4
"""What is less sure is no text: screens of photographs, ornaments."""


class Engine(Protocol):
    """What reads characters."""

    made_by: str
    """Its name and version."""

    def read(self, picture: Picture) -> list[OcrLine]:
        """Return the lines of a picture, in any order, places in its points."""


class RapidOcr:
    """RapidOCR, with the models that come in its wheel."""

    def __init__(self, threads: int) -> None:
        self.made_by = f"rapidocr {version('rapidocr')}"
        rapidocr = import_module("rapidocr")
        self._engine: Any = rapidocr.RapidOCR(
            params={
                "Global.max_side_len": _LONGEST_SIDE,
                "Global.text_score": _LEAST_SURE,
                "Global.log_level": "error",
                "Det.max_candidates": _MOST_LINES,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def read(self, picture: Picture) -> list[OcrLine]:
        """Return the lines of a picture."""
        found = self._engine(np.ascontiguousarray(picture[..., ::-1]), return_word_box=True)
        if found.boxes is None or found.txts is None:
            return []
        return [
            quad_line(_words(text, words), [_point(corner) for corner in box], float(sure))
            for box, text, sure, words in zip(
                found.boxes, found.txts, found.scores, found.word_results, strict=True
            )
            if text.strip()
        ]


def _words(text: str, words: Any) -> list[OcrWord]:
    """Return the parts of a line with their places; all of it as one where they are not all."""
    parts = [
        OcrWord(word, box_around([_point(corner) for corner in box]))
        for word, _, box in words
        if box is not None
    ]
    if "".join(part.text for part in parts) != "".join(text.split()):
        return [OcrWord(text)]
    return parts


def _point(corner: Any) -> Point:
    return float(corner[0]), float(corner[1])


def engine_version() -> str | None:
    """Return what the engine is called and its version, without loading it; ``None`` without it."""
    try:
        version("onnxruntime")
        return f"rapidocr {version('rapidocr')}"
    except PackageNotFoundError:
        return None


def load_engine(name: str, threads: int) -> Engine:
    """Return an engine by its module and its name in there; it uses so many threads."""
    module, _, own = name.partition(":")
    engine: Engine = getattr(import_module(module), own)(threads)
    return engine
