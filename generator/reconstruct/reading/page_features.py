"""What a page shows of its lines and of the gaps between them: the rows that scores read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from generator.reconstruct.pieces import Line
from generator.reconstruct.reading.article_lines import TextLines
from generator.reconstruct.reading.line_features import OF_LINE, column_of, line_features
from generator.reconstruct.reading.page_words import line_likelihoods
from generator.reconstruct.reading.shared_words import SharedWords
from generator.scores.character_model import CharacterModel, normalize
from generator.text.characters import ends_sentence

__all__ = ["FEATURES", "page_rows", "shifted"]

Matrix = npt.NDArray[np.float32]

_OF_GAP = (
    *("blanks_between", "same_row", "joined_nats", "parted_nats", "joined_over_parted"),
    *("column_change", "width_change", "open_quotes", "words_near", "words_far", "words_against"),
    *("fits_below", "fits_above", "fits_below_best", "fits_above_best"),
)
"""Of a line and the one below it."""
_OF_PAGE = (
    *("lines", "blanks", "blanks_in_sentences", "unwrapped_share", "bond_share", "page_noise"),
    *("indents", "open_share", "stop_share", "column_changes", "bylines", "usual_width"),
    *("starts_indented", "starts_short", "starts_blank", "inside_blank"),
)
_LINES_AROUND = (-2, -1, 0, 1, 2)
"""Lines whose features a row holds."""
_GAPS_AROUND = (-2, -1, 0, 1)
FEATURES = (
    *(f"{name}@{at}" for at in _LINES_AROUND for name in OF_LINE),
    *(f"{name}|{at}" for at in _GAPS_AROUND for name in _OF_GAP),
    *_OF_PAGE,
)
"""Names of the numbers in a row: of the lines around it (``@-1`` is the line above), of the gaps
around it (``|0`` is the one below it), and of the page."""

_COLUMN = {name: n for n, name in enumerate(_OF_GAP)}
_NEAR, _FAR = 60, 200
"""Characters above and below a gap whose words are compared."""
_MOST_BLANKS = 4
_MOST_CHANGE = 1.5
"""Usual widths: a column twice as wide as the page's says no more than that."""
_CLEARLY_SHORT = 3.0
"""Ems of slack that no first line's indent explains."""


def page_rows(page: TextLines, text: CharacterModel, headline: CharacterModel) -> Matrix:
    """Return the features of a page's lines, at least one, as lines × len(FEATURES).

    ``text`` and ``headline`` tell how characters follow one another in either. What a page doesn't
    show is NaN.
    """
    lines = page.lines
    flat = [normalize(line.text.text) for line in lines]
    own, usual = line_features(lines, page.marks)
    gaps = np.full((len(lines), len(_OF_GAP)), np.nan, dtype=np.float32)
    nats = line_likelihoods(flat, text, headline)
    for name, value in (
        ("headline_nats", nats.as_headline),
        ("text_nats", nats.as_text),
        ("headline_over_text", nats.as_headline - nats.as_text),
        ("start_nats", nats.starts),
        ("end_nats", nats.ends),
    ):
        own[:, column_of(name)] = value
    for name, value in (
        ("joined_nats", nats.joined),
        ("parted_nats", nats.ends[:-1] + nats.starts[1:]),
        ("joined_over_parted", nats.joined - nats.ends[:-1] - nats.starts[1:]),
    ):
        gaps[:-1, _COLUMN[name]] = value
    _add_shape(own, gaps, page)
    _add_words(gaps, SharedWords(flat))
    whole = _page(own, gaps, usual)
    return np.hstack(
        [
            *(shifted(own, at) for at in _LINES_AROUND),
            *(shifted(gaps, at) for at in _GAPS_AROUND),
            np.broadcast_to(whole, (len(lines), len(_OF_PAGE))),
        ]
    )


def shifted(rows: Matrix, by: int) -> Matrix:
    """Return for each row the one ``by`` places below it, NaN where none is.

    >>> shifted(np.array([[1.0], [2.0]], dtype=np.float32), 1).tolist()
    [[2.0], [nan]]
    """
    out = np.full_like(rows, np.nan)
    n = len(rows)
    if abs(by) < n:
        out[max(0, -by) : n - max(0, by)] = rows[max(0, by) : n - max(0, -by)]
    return out


def _add_shape(own: Matrix, gaps: Matrix, page: TextLines) -> None:
    newlines = np.array(page.ends_above[1:])
    column, width = np.nan_to_num(own[:, column_of("column")]), own[:, column_of("width")]
    for name, value in (
        ("blanks_between", np.minimum(newlines, _MOST_BLANKS)),
        ("same_row", newlines == 0),
        ("column_change", np.clip(np.diff(column), -_MOST_CHANGE, _MOST_CHANGE)),
        ("width_change", np.clip(np.diff(width), -_MOST_CHANGE, _MOST_CHANGE)),
        ("open_quotes", _open_quotes(page.lines, own[:, column_of("quotes")])[:-1]),
    ):
        gaps[:-1, _COLUMN[name]] = value


def _open_quotes(lines: Sequence[Line], opened: Matrix) -> list[float]:
    """Return how many quotations are open at the end of each line; a paragraph closes them."""
    depth, found = 0.0, []
    for line, more in zip(lines, opened.tolist(), strict=True):
        closed = line.measure == 0 and ends_sentence(line.text.text)
        depth = 0.0 if closed else max(0.0, depth + more)
        found.append(depth)
    return found


def _add_words(gaps: Matrix, words: SharedWords) -> None:
    near, far = words.cohesion(_NEAR), words.cohesion(_FAR)
    below, above = words.fit(_FAR)
    for name, value in (
        ("words_near", near),
        ("words_far", far),
        ("words_against", far - (far.mean() if len(far) else 0)),
        ("fits_below", below[:-1]),
        ("fits_above", above[1:]),
        ("fits_below_best", below[:-1] - above[:-1]),
        ("fits_above_best", above[1:] - below[1:]),
    ):
        gaps[:-1, _COLUMN[name]] = value


def _page(own: Matrix, gaps: Matrix, usual: float) -> Matrix:
    def line(name: str) -> Matrix:
        return own[:, column_of(name)]

    blank, inside = line("blank_above")[1:], line("stop_at_end")[:-1] < 1
    changes = np.abs(gaps[:-1, _COLUMN["column_change"]]) * usual > _SAME_COLUMN
    return np.array(
        [
            len(own),
            _share(blank),
            (blank * inside).sum() / max(1.0, blank.sum()),
            np.isnan(line("column")).mean(),
            line("has_bond").mean(),
            line("noise").mean(),
            (line("indent") > 1).mean(),
            line("open_short").mean(),
            line("stop_at_end").mean(),
            _share(changes),
            (line("mark") == 1).mean(),
            usual,
            *_beginnings(own),
        ],
        dtype=np.float32,
    )


_SAME_COLUMN = 0.05
"""Ems by which two lines of one column may differ."""


def _beginnings(own: Matrix) -> tuple[float, float, float, float]:
    """Return how paragraphs begin on this page: the shares that are indented, that are two ems
    short, and that have a blank line above; and the share of lines inside sentences that have one.

    Read where it is plain that one begins: below a line that stops short, with a stop.
    """
    slack, stop = own[:, column_of("slack")], own[:, column_of("stop_at_end")] > 0
    ends = stop[:-1] & (slack[:-1] > _CLEARLY_SHORT)
    begins = np.flatnonzero(ends) + 1
    inside = np.flatnonzero(~stop[:-1] & ~(slack[:-1] > _CLEARLY_SHORT)) + 1
    blank = own[:, column_of("blank_above")]
    wrapped = begins[~stop[begins] & ~np.isnan(slack[begins])]
    return (
        _share(own[begins, column_of("indent")] > 1),
        _share((slack[wrapped] > 0.5) & (slack[wrapped] < _CLEARLY_SHORT)),
        _share(blank[begins]),
        _share(blank[inside]),
    )


def _share(values: npt.NDArray[np.float32] | npt.NDArray[np.bool_]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")
