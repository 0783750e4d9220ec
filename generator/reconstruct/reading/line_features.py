"""What a page shows of each line by itself, as numbers with names.

Widths are relative to the page's own, so that a paper with other columns shows the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.pieces import Kind, Line, LineMark
from generator.reconstruct.wording.article_ends import (
    DATELINE,
    STORY_OPENING,
    opens_as_report,
    opens_with_time,
)
from generator.reconstruct.wording.person_names import is_name_line, is_short_name
from generator.text.characters import BULLETS, CLOSERS, OPENERS, ends_sentence, open_quotes
from generator.text.source_credits import CREDIT_AT_END

__all__ = ["OF_LINE", "column_of", "line_features"]

Matrix = npt.NDArray[np.float32]

_SHAPE = ("width", "fill", "slack", "column", "unwrapped", "indent", "blank_above", "noise")
_WRITTEN = (
    *("leeway", "bond", "has_bond", "length", "stops", "commas", "stop_at_end", "last_char"),
    *("first_char", "dash_first", "dash_last", "dots_last", "bullet_first", "quotes", "brackets"),
    *("mark", "credit_at_end", "dateline", "opening", "reporter", "own_paper", "name"),
    *("name_parts", "digits", "time_opening", "report_opening"),
)
_NATS = ("headline_nats", "text_nats", "headline_over_text", "start_nats", "end_nats")
"""Filled in by ``nats``."""
_AROUND = (
    *("place", "open_short", "open_run_above", "open_run_below", "since_stop", "to_stop"),
    *("to_opening", "from_opening", "text_above", "text_below"),
)
OF_LINE = (*_SHAPE, *_WRITTEN, *_NATS, *_AROUND)
"""Names of the features of a line. Widths are shares of the page's usual one."""
_COLUMN = {name: n for n, name in enumerate(OF_LINE)}

_LAST = {char: n for n, char in enumerate("。！？；：，、”》）…—", 1)}
_FULL_WIDTH = str.maketrans(",;:()!?", "，；：（）！？")
_HALF_WIDTH = re.compile("[,;:()!?]")
_STOP = re.compile("[。！？!?]")
_COMMA = re.compile("[，、,；;]")
_DIGIT = re.compile(r"[^\u3000-\u9fff]")
"""What may be a digit: no ideograph and none of their marks is one."""
_PAUSED = frozenset("，、,；;：:")
_MARKS = {
    Kind.BYLINE: 1,
    Kind.CREDIT: 2,
    Kind.SIGNATURE: 3,
    Kind.HEAD: 4,
    Kind.PROSE: 5,
}
_LONGEST = 60
"""Characters, and ems: a longer line is running text, however long."""
_REACH = 8
"""Lines within which what stands above or below is counted."""
_MUCH_TEXT = 2000
"""Characters between two short lines beyond which more say no more."""
_SHORT = 0.85
"""Share of its column that a line inside a paragraph fills, but for a dump's whims."""
_SHORT_LINE = 40
"""Characters of a short line where no column shows."""


def column_of(name: str) -> int:
    """Return where the feature ``name`` stands in a row."""
    return _COLUMN[name]


def line_features(lines: Sequence[Line], marks: Sequence[LineMark | None]) -> tuple[Matrix, float]:
    """Return the features of ``lines``, lines × len(OF_LINE), and the page's usual width in ems.

    What the character models say is left at 0. What a line doesn't show is NaN.
    """
    texts = [line.text.text.strip() for line in lines]
    own = np.array(
        [
            (*_shape(line), *_written(line, text, mark), *(0.0,) * (len(_NATS) + len(_AROUND)))
            for line, text, mark in zip(lines, texts, marks, strict=True)
        ],
        dtype=np.float32,
    )
    usual = _usual_width(own)
    _add_runs(own, [text[-1:] in _PAUSED for text in texts])
    for name in ("width", "column"):
        own[:, _COLUMN[name]] /= usual
    own[:, _COLUMN["place"]] = np.linspace(0, 1, len(lines))
    own[:, _COLUMN["length"]] = np.minimum(own[:, _COLUMN["length"]], _LONGEST)
    return own, usual


def _shape(line: Line) -> tuple[float, ...]:
    column = line.measure or np.nan
    return (
        min(line.width, _LONGEST),
        line.width / column,
        round(2 * min(max(line.slack, -2.0), 6.0)) / 2 if line.measure else np.nan,
        column,
        line.measure == 0,
        line.indent,
        line.gap,
        line.noise,
    )


def _written(line: Line, text: str, mark: LineMark | None) -> tuple[float, ...]:
    wide = text.translate(_FULL_WIDTH) if _HALF_WIDTH.search(text) else text
    last, first = wide[-1], wide[0]
    name = is_name_line(text) or is_short_name(text)
    printed = _printed(text)
    return (
        line.leeway,
        np.nan if line.bond is None else line.bond,
        line.bond is not None,
        printed,
        len(_STOP.findall(text)),
        len(_COMMA.findall(text)),
        ends_sentence(text),
        _LAST.get(last) or (20 if last.isdigit() else 30 if last.isalpha() else 25),
        1 if first in OPENERS else 2 if first in CLOSERS else 3 if first.isdigit() else 4,
        text.startswith("——"),
        text.endswith("——"),
        text.endswith(("……", "...")),
        first in BULLETS,
        open_quotes(text),
        wide.count("（") - wide.count("）"),
        0 if mark is None else _MARKS[mark.kind],
        last == "）" and bool(CREDIT_AT_END.search(text)),
        bool(DATELINE.match(wide)),
        bool(STORY_OPENING.match(wide)),
        "记者" in text,
        text.startswith("本报"),
        name,
        len(text.split()) if name else 0,
        (sum(map(str.isdigit, text)) if _DIGIT.search(text) else 0) / printed,
        opens_with_time(wide),
        opens_as_report(wide),
    )


def _printed(text: str) -> int:
    """Return how many characters are printed: blanks are a dump's."""
    return len("".join(text.split()))


def _usual_width(own: Matrix) -> float:
    """Return the width in ems that most of the page's running text is set in."""
    column = own[:, _COLUMN["column"]]
    known = column[~np.isnan(column)]
    shown = known if len(known) * 2 > len(own) else own[:, _COLUMN["width"]]
    return float(np.median(shown))


def _add_runs(own: Matrix, paused: Sequence[bool]) -> None:
    """Fill in how long runs of short lines without a stop are, and how far stops and openings."""
    fill, stop = own[:, _COLUMN["fill"]], own[:, _COLUMN["stop_at_end"]] > 0
    short = np.where(np.isnan(fill), own[:, _COLUMN["length"]] < _SHORT_LINE, fill < _SHORT)
    is_open = short & ~stop & ~np.array(paused)
    own[:, _COLUMN["open_short"]] = is_open
    has_stop = own[:, _COLUMN["stops"]] > 0
    opens = own[:, _COLUMN["dateline"]] + own[:, _COLUMN["opening"]] > 0
    opens |= own[:, _COLUMN["mark"]] == _MARKS[Kind.BYLINE]
    for name, flags, down in (
        ("open_run_above", ~is_open, False),
        ("open_run_below", ~is_open, True),
        ("since_stop", has_stop, False),
        ("to_stop", has_stop, True),
        ("to_opening", opens, True),
        ("from_opening", opens, False),
    ):
        own[:, _COLUMN[name]] = _steps(flags[::-1])[::-1] if down else _steps(flags)
    lengths = own[:, _COLUMN["length"]].astype(np.int64)
    own[:, _COLUMN["text_above"]] = _text_since(lengths, is_open)
    own[:, _COLUMN["text_below"]] = _text_since(lengths[::-1], is_open[::-1])[::-1]


def _text_since(
    lengths: npt.NDArray[np.int64], flags: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """Return for each place how much text stands after the last flag and before the place.

    >>> _text_since(np.array([5, 4, 30, 20]), np.array([True, True, False, False])).tolist()
    [0, 0, 0, 30]
    """
    before = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    after = np.concatenate(([0], np.where(flags, before + lengths, 0)[:-1]))
    found: npt.NDArray[np.int64] = np.minimum(before - np.maximum.accumulate(after), _MUCH_TEXT)
    return found


def _steps(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return for each place how many steps back the last flag stands, itself not counted.

    >>> _steps(np.array([False, True, False, False])).tolist()
    [8, 8, 1, 2]
    """
    at = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags, at, -_REACH - 1))
    before = np.concatenate(([-_REACH - 1], last[:-1]))
    return np.minimum(at - before, _REACH)
