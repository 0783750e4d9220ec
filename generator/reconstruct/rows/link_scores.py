"""What speaks for one run's going on in another: words at the cut, widths, place, subject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.reconstruct.rows.line_runs import LineRun
from generator.reconstruct.rows.page_language import PageLanguage, shape
from generator.reconstruct.wording.article_ends import DATELINE, STORY_OPENING
from generator.text.characters import ends_sentence
from generator.text.similarity import GramIndex
from generator.text.source_credits import CREDIT_AT_END

__all__ = ["LinkScores"]

_WORDS = 1.3
"""Share of the words' nats that counts beside the terms below: a conditional logit on 990 ends of
columns of 107 training pages, each with all beginnings of its page to choose from."""
_NEXT, _LATER, _STEP, _BACK = 2.0, 1.0, 0.15, -1.5
"""Nats for the next run in file order, for a later one, off for each run between, for an earlier
one."""
_BESIDE, _BACK_WHOLE = 2.0, -2.0
"""Nats for the next column of one region if it is as wide, against it if it is not by far; for
going back after a sentence's end."""
_LEAD_LINES = 6
"""Lines of a lead, which is set wider than the columns under it."""
_UNLIKE = 2.5
"""Ems by which columns of one story never differ."""
_SAME, _OTHER = 1.0, -2.0
"""Nats for a column as wide, and for one of another width."""
_SUBJECT, _STRANGERS, _LEAST, _MOST = 90.0, 0.045, -2.0, 5.0
"""Nats for shared rare words: a factor, the share at which they say nothing, and the bounds."""
_ATTACHED = 5.0
"""Nats for columns that stand right under a run, as those of a story do under its lead."""
_SHORT_END, _FULL_END = 1.5, 1.0
"""Nats for a story's end where a paragraph ends short of its column, and where it fills it."""
_HEADED, _INDENTED = 4.0, 1.0
"""Nats for a story's beginning in an indented line under a headline, and in any other."""
_FLUSH_HEADED = 0.5
"""Nats for a beginning under a headline in a full line: the column may go on from elsewhere."""
_OPEN_END = -5.0
"""Nats for text that stops in mid-sentence and goes on nowhere."""
_CREDITED = 6.0
"""Nats for a credit right below: it closes the story."""
_SUBHEAD_END = -2.0
"""Nats for a subhead at the foot of a column: a paragraph must follow."""
_NAMED, _REPORTER = 4.0, ("(记者", "（记者")
"""Nats for the reporter in brackets after a dateline."""
_DATELINE = 6.0
"""Nats for a dateline at the head of a story."""
_NEVER = -99.0
"""Nats for a run after itself."""
_LEAST_SIZE, _FULL_SIZE = 60, 150
"""Characters of a run below which its words tell no subject, and from which they tell all."""


class LinkScores:
    """What the running text of a page says of each run's going on in each other, in nats."""

    def __init__(self, runs: Sequence[LineRun], language: PageLanguage) -> None:
        self.runs = runs
        self.language = language
        self.prose = [i for i, run in enumerate(runs) if run.prose]
        self._edges = [_edge(runs[i]) for i in self.prose]
        self.ends = [_end_score(runs, i) for i in self.prose]
        self.starts = [_start_score(runs, i) for i in self.prose]
        self.sizes = [sum(len(line.text) for line in runs[i].lines) for i in self.prose]

    @cached_property
    def index(self) -> GramIndex:
        """The words of each run."""
        texts = ("".join(line.text.text for line in self.runs[i].lines) for i in self.prose)
        return GramIndex([*texts])

    @cached_property
    def weights(self) -> list[float]:
        """How much each run's words weigh."""
        return [self.index.total(grams) for grams in self.index.passages]

    @cached_property
    def gains(self) -> list[list[float]]:
        """What run ``b`` after run ``a`` gains over leaving both apart, for all pairs."""
        shared = self.index.shared()
        return [
            [
                self.fit(a, b, self.language.joins) + self.subject(a, b, shared[a][b])
                if a != b
                else _NEVER
                for b in range(len(self.prose))
            ]
            for a in range(len(self.prose))
        ]

    def any_jump(self, least: float) -> bool:
        """Return whether a sentence could go on beyond the next run for ``least`` nats."""
        return any(
            self.jumps(a, b, least)
            for a, i in enumerate(self.prose)
            if not ends_sentence(self.runs[i].last.text.text)
            for b in range(len(self.prose))
            if b not in (a, a + 1)
        )

    def jumps(self, a: int, b: int, least: float) -> bool:
        """Return whether ``b`` after ``a`` gains ``least`` nats; what is quickly told, first."""
        needed = least - _MOST * _weight(min(self.sizes[a], self.sizes[b]))
        if self.fit(a, b, self.language.joins_at_most) < needed:
            return False
        fit = self.fit(a, b, self.language.joins)
        if fit < needed:
            return False
        shared = self.index.total(self.index.passages[a] & self.index.passages[b])
        return fit + self.subject(a, b, shared) >= least

    def fit(self, a: int, b: int, joins: Callable[[str, str], float]) -> float:
        """Return what speaks for ``b`` after ``a``, their subjects apart."""
        score = _follows(self._edges[a], self._edges[b], b - a, joins)
        return score - self.ends[a] - self.starts[b]

    def subject(self, a: int, b: int, shared: float) -> float:
        """Return what it says that two runs share words that weigh ``shared``."""
        weight = _weight(min(self.sizes[a], self.sizes[b]))
        if not weight:
            return 0.0
        alike = shared / max(1.0, min(self.weights[a], self.weights[b]))
        return max(_LEAST, min(_MOST, _SUBJECT * (alike - _STRANGERS))) * weight


def _weight(size: int) -> float:
    """Return how much the words of ``size`` characters tell of a subject, from 0 to 1."""
    return min(1.0, size / _FULL_SIZE) if size >= _LEAST_SIZE else 0.0


@dataclass(frozen=True, slots=True)
class _Edge:
    """What is looked at where a run begins and ends, asked of each run once."""

    run: LineRun
    measure: float
    first: str
    """The text of its first line."""
    last: str
    """The text of its last line."""
    closed: bool
    """Whether a sentence ends with it."""
    long: bool
    """Whether it has more lines than a lead."""
    filed: bool
    """Whether it ends as a dateline does."""
    reported: bool
    """Whether it begins with the reporter in brackets."""


def _edge(run: LineRun) -> _Edge:
    first, last = run.first.text.text, run.last.text.text
    return _Edge(
        run=run,
        measure=run.measure,
        first=first,
        last=last,
        closed=ends_sentence(last),
        long=len(run.lines) > _LEAD_LINES,
        filed=last[-1] in "电讯",
        reported=first.startswith(_REPORTER),
    )


def _follows(
    before: _Edge, after: _Edge, distance: int, joins: Callable[[str, str], float]
) -> float:
    """Return how well one run goes on where another ends, subject apart, in nats."""
    off = abs(before.measure - after.measure)
    same, unlike = off <= 1.5, off > _UNLIKE
    score = _WORDS * joins(before.last, after.first)
    if before.filed and after.reported:
        score += _NAMED
    if same:
        score += shape(before.run.last, after.run.first, after.measure)
    score += _SAME if same else _OTHER
    if unlike and before.closed and before.long:
        score += _OTHER  # no lead, and nothing that must go on
    if distance == 1:
        score += _NEXT + (_ATTACHED if after.run.attached else 0.0)
        if before.run.row >= 0 and before.run.row == after.run.row:
            score += _BESIDE * same - _BESIDE * unlike
    elif distance > 1:
        score += max(-1.0, _LATER - _STEP * (distance - 1))
    else:
        score += _BACK_WHOLE if before.closed else _BACK
    return score


def _end_score(runs: Sequence[LineRun], i: int) -> float:
    """Return how likely a story ends where a run does, in nats."""
    run = runs[i]
    if i + 1 < len(runs) and runs[i + 1].closes and runs[i + 1].flow == run.flow:
        return _CREDITED
    if CREDIT_AT_END.search("".join(line.text.text for line in run.lines[-2:])):
        return _CREDITED
    if not ends_sentence(run.last.text.text):
        if len(run.lines) > 2 and run.last.width < run.measure - 3.5:
            return _SUBHEAD_END
        return 2.0 if run.last.text.text[-1] in "）)" else _OPEN_END
    return _SHORT_END if run.last.width < run.measure - 1.5 else _FULL_END


def _start_score(runs: Sequence[LineRun], i: int) -> float:
    """Return how likely a story's text begins where a run does, in nats."""
    run = runs[i]
    if DATELINE.match(run.first.text.text):
        return _DATELINE
    headed = i > 0 and runs[i - 1].head
    slack = run.measure - run.first.width
    opens = bool(STORY_OPENING.match(run.first.text.text))
    indented = opens or 1.5 < slack <= (4.5 if run.first.text.text[0] in "“‘「『" else 3.5)
    if len(run.lines) == 1 or (slack > 3.5 and not indented):
        return _HEADED / 2 if headed else -1.0
    if indented:
        return _HEADED if headed else _INDENTED
    return _FLUSH_HEADED if headed else -4.0
