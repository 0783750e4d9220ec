"""What the gold says of each line of a page, beside what the page shows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from generator.model import Page
from generator.reconstruct.lines.line_rules import mark_lines
from generator.reconstruct.lines.page_lines import split_page
from generator.reconstruct.reading.article_lines import text_lines
from generator.reconstruct.reading.line_decoding import Gap, LineRole
from generator.reconstruct.reading.page_features import page_rows
from generator.scores.character_model import CharacterModel, normalize
from training.pages import FURNITURE, GoldPage, Place

__all__ = ["FOLDED", "NO_ROLE", "LabelledPage", "Models", "label_page"]

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Models = Callable[[str], tuple[CharacterModel, CharacterModel]]
"""From a group of pages to the character models that read it: of running text, of headlines."""
_T = TypeVar("_T")

NO_ROLE = -1
"""Of a line that no article has."""
FOLDED = 6
"""Compared characters that two printed ones stand for at most: …… is six points."""

_ROLES = {
    "p": LineRole.BODY,
    "kicker": LineRole.HEADLINE,
    "title": LineRole.HEADLINE,
    "subtitle": LineRole.HEADLINE,
    "byline": LineRole.BYLINE,
    "lead": LineRole.LEAD,
    "h": LineRole.SUBHEAD,
    "credit": LineRole.CREDIT,
}
_TEXT = ("p", "h")
_BODY = (*_TEXT, "lead")
_DISPLAY = ("kicker", "title", "subtitle", "byline")


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """The rows of a page's lines, and what gold says of them."""

    group: str
    rows: Matrix
    roles: Numbers
    """:data:`NO_ROLE` for a line that no article has."""
    gaps: Numbers
    articles: Numbers
    """The number of each line's article, ``FURNITURE`` for none, ``LABEL`` for a label."""
    texts: tuple[str, ...]
    """Each line's own text, normalized."""
    bounds: Numbers
    """The numbers of each line's first and last character in its article's text, -1 where it is no
    text: lines × 2."""


def label_page(page: GoldPage, models: Models) -> LabelledPage | None:
    """Return the features and labels of a page; ``None`` for one without lines.

    ``models`` gives the character models that read the pages of a group.
    """
    lines = split_page(Page(name=page.name, text=page.text))
    text = text_lines(lines, mark_lines(lines).marks, page.text)
    if not text.lines:
        return None
    known = page.places()
    found = [
        [known[o] for o in dict.fromkeys(line.text.origins) if o is not None and o in known]
        for line in text.lines
    ]
    ends = [(places[0], places[-1]) if places else (None, None) for places in found]
    gaps = [_gap(above[1], below[0]) for above, below in pairwise(ends)]
    roles = [
        _ROLES.get(_most(place.part for place in places), NO_ROLE) if places else NO_ROLE
        for places in found
    ]
    return LabelledPage(
        group=page.group,
        rows=page_rows(text, *models(page.group)),
        roles=np.array(_with_credits_in_text(roles, gaps), dtype=np.int64),
        gaps=np.array([*gaps, Gap.ARTICLE], dtype=np.int64),
        articles=np.array(
            [_most(p.article for p in places) if places else FURNITURE for places in found],
            dtype=np.int64,
        ),
        texts=tuple(normalize(line.text.text) for line in text.lines),
        bounds=np.array(
            [
                [place.offset if place and place.part in _TEXT else -1 for place in both]
                for both in ends
            ],
            dtype=np.int64,
        ),
    )


def _most(values: Iterable[_T]) -> _T:
    return Counter(values).most_common(1)[0][0]


def _with_credits_in_text(roles: Sequence[int], gaps: Sequence[Gap]) -> list[int]:
    """Return the roles with what the rest of a credit is that began in a line of text: text."""
    found: list[int] = []
    for role, gap in zip(roles, (Gap.ARTICLE, *gaps), strict=True):
        in_text = role == LineRole.CREDIT and gap is Gap.NOTHING and found[-1] == LineRole.BODY
        found.append(LineRole.BODY if in_text else role)
    return found


def _gap(above: Place | None, below: Place | None) -> Gap:
    """Return what ends between two characters of a page."""
    if above is None or below is None:
        return Gap.ARTICLE
    if above.article != below.article or above.article < 0:
        return Gap.ARTICLE
    follows = 0 < below.offset - above.offset <= FOLDED
    if above.part in _BODY and below.part in _BODY:
        if not follows or (above.part == "lead") != (below.part == "lead"):
            return Gap.NOTHING if follows and above.block == below.block else Gap.FRAME
        return Gap.NOTHING if above.block == below.block else Gap.BLOCK
    if above.part in _DISPLAY and below.part in _DISPLAY:
        if above.part != below.part:
            return Gap.BLOCK
        return Gap.NOTHING if follows else Gap.FRAME
    if above.part == below.part == "credit":
        return Gap.NOTHING
    return Gap.BLOCK if above.part in _BODY and below.part == "credit" else Gap.FRAME
