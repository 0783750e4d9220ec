"""Dates an article: by its issue, its event, its dispatch; what nothing proves stays open."""

from __future__ import annotations

from collections.abc import Sequence

from generator.describe.agencies.reporting_verbs import DONE
from generator.describe.article_text import ArticleText
from generator.describe.dates.date_words import DateWord, edtf
from generator.describe.dates.date_years import is_dispatch
from generator.describe.dates.years import YearProof
from generator.model import ArticleDate, DateBasis

__all__ = ["date_article"]

# -- the article's own date -------------------------------------------------------------------

_BEFORE_SPAN = ("截至", "截止", "到", "至", "自", "从", "因", "将于", "定于", "拟于")
_AFTER_SPAN = ("以来", "起", "前", "至今", "开始")


def date_article(
    reading: ArticleText,
    words: Sequence[DateWord],
    proof: YearProof | None,
    issue: ArticleDate | None,
) -> ArticleDate | None:
    """Return the article's date: the day of issue, else that of the event it reports.

    ``words`` are resolved. The event's date stands in the first sentence, where the trade puts
    it; a day of dispatch (本报西宁3月2日电) stands in for it; else a headline or opening that names
    the event by its year dates it by that year. 近日 dates nothing.
    """
    if issue is not None:
        return issue
    opening = reading.opening
    if opening is None:
        return None
    start, end = reading.sentence_at(opening.start)
    first = [w for w in words if start <= w.start < end]
    dispatch = next((w for w in first if is_dispatch(reading, w)), None)
    done = _last_deed(reading, start, end)
    event = next(
        (
            w
            for w in first
            if w is not dispatch
            and w.end <= done
            and _is_event(reading, w, start)
            # 2020年5月12日… as an opening is as often history: the page must be of that year.
            and (not w.states_year or (proof is not None and proof.year == w.year))
        ),
        None,
    )
    chosen = event or dispatch
    if chosen is not None:
        by_page = proof is not None and not chosen.states_year and proof.basis is DateBasis.PAGE
        spans = reading.spans(chosen.start, chosen.end)
        if proof is not None and chosen.year is not None:
            spans += tuple(s for s in proof.spans if s not in spans)
        return ArticleDate(
            edtf=edtf(chosen), basis=DateBasis.PAGE if by_page else DateBasis.TEXT, spans=spans
        )
    if proof is not None and proof.basis is DateBasis.TEXT and _in_front(reading, proof, end):
        return ArticleDate(edtf=str(proof.year), basis=DateBasis.TEXT, spans=proof.spans)
    return None


def _last_deed(reading: ArticleText, start: int, end: int) -> int:
    """Return where the last word of a sentence that tells of a deed begins; -1 without one."""
    at = -1
    while match := DONE.search(reading.text, start, end):
        at, start = match.start(), match.start() + 1
    return at


def _is_event(reading: ArticleText, word: DateWord, start: int) -> bool:
    """Return whether a day before a deed is the day of what an opening sentence reports."""
    if word.day is None or word.month is None or word.use is not None:
        return False
    if word.shift not in (None, 0):
        return False
    text = reading.text
    return not (
        text.endswith(_BEFORE_SPAN, start, word.start) or text.startswith(_AFTER_SPAN, word.end)
    )


def _in_front(reading: ArticleText, proof: YearProof, end: int) -> bool:
    """Return whether the proof stands in the headline or the opening sentence."""
    front = reading.spans(0, end)
    return any(a <= s[0] and s[1] <= b for s in proof.spans for a, b in front)
