"""Runs, links and headlines to the lines of a page, one story after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from generator.model import Evidence
from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.cells import Row
from generator.reconstruct.rows.headline_placing import place_headlines, stack_headlines
from generator.reconstruct.rows.headline_sorting import DisplayGroup, DisplayRows
from generator.reconstruct.rows.lexical_cover import Subjects
from generator.reconstruct.rows.line_runs import LineRun
from generator.reconstruct.rows.link_scores import LinkScores
from generator.reconstruct.rows.page_language import PageLanguage
from generator.reconstruct.rows.run_linking import Link, cheapest_turns
from generator.text.characters import ends_sentence

__all__ = ["display_rows", "find_stories", "set_in_order"]

_SURE = 10.0
"""Nats of a margin from which the columns of a region were never in doubt."""
_LINKS, _SURER = 0.3, 1.0
"""Share of the nats of links that counts beside those of headlines, and nats by which the whole
must get better (240 pages that nothing was learned from: half of either does nearly as well)."""
_TURNS, _STEPS = 16, 4
"""Links that are turned over, each by itself, and times that the best of them is carried out: more
of either was not tried, half of the first gains a little less on the same pages."""
_PAIRS = 1500
"""Headlines times stories up to which that many are turned over. Of more, as no printed page has,
fewer are: what each of them takes grows so."""
_NEW_BOND, _IN_BOND, _OPEN_BOND, _WEAK_LINK = -4.0, 5.0, 6.0, 3.0
"""Nats for one story: where a story's text begins, inside a run, over a cut in mid-sentence; off
the gain of any other link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """A page by its links: its stories, and which of its headlines is whose."""

    links: Sequence[Link]
    chains: Sequence[Sequence[int]]
    heads: Sequence[DisplayGroup]
    owners: Mapping[int, int]
    subjects: Subjects
    nats: float
    """What speaks for it."""


def set_in_order(ties: LinkScores, links: Sequence[Link], *, turning: bool = True) -> list[Line]:
    """Return the lines of all runs: each story's headlines, then its text, then its credit.

    Links are turned over where headlines fit the stories better for it, unless ``turning`` is
    false: it takes most of the time.
    """
    rows = display_rows(ties.runs, ties.language)
    whole = _likeliest(ties, links, rows) if turning else _whole(ties, links, rows)
    runs, chains, heads, owners = ties.runs, whole.chains, whole.heads, whole.owners
    into = {link.after: link for link in whole.links}
    closing = _closing(runs, chains)
    parts: list[tuple[float, list[tuple[Line, ...]]]] = []
    for s, chain in enumerate(chains):
        above = [
            _proven(block, "rows/headline-of-story")
            for block in stack_headlines([heads[h] for h in owners if owners[h] == s])
        ]
        below = [runs[i].lines for i in closing.get(s, ())]
        text = [_bound(i, runs, into.get(i)) for i in chain]
        parts.append((runs[chain[0]].home, [*above, *text, *below]))
    parts += [(head.place, [head.lines]) for h, head in enumerate(heads) if h not in owners]
    placed = {i for credits in closing.values() for i in credits}
    parts += [
        (run.home, [run.lines])
        for i, run in enumerate(runs)
        if not run.prose and not run.head and i not in placed
    ]
    parts.sort(key=lambda part: part[0])
    return [
        line if line.gap == (n == 0) else replace(line, gap=n == 0)
        for _, blocks in parts
        for block in blocks
        for n, line in enumerate(block)
    ]


def _likeliest(ties: LinkScores, links: Sequence[Link], rows: Sequence[DisplayRows]) -> _Whole:
    """Return the page by its links, turned over one at a time while the whole gets likelier."""
    found = _whole(ties, links, rows)
    pairs = len(found.heads) * len(found.chains)
    most = _TURNS if pairs <= _PAIRS else max(1, _TURNS * _PAIRS // pairs)
    for _ in range(_STEPS):
        others = cheapest_turns(ties, found.links, most)
        turned = (_whole(ties, links, rows, found.subjects) for links in others)
        best = max(turned, key=attrgetter("nats"), default=found)
        if best.nats <= found.nats + _SURER:
            break
        found = best
    return found


def _whole(
    ties: LinkScores,
    links: Sequence[Link],
    rows: Sequence[DisplayRows],
    like: Subjects | None = None,
) -> _Whole:
    chains, heads, subjects = find_stories(ties.runs, links, rows, like)
    owners, nats = place_headlines(heads, [chain[0] for chain in chains], ties.runs, subjects)
    both = nats + _LINKS * sum(link.gain for link in links)
    return _Whole(
        links=links, chains=chains, heads=heads, owners=owners, subjects=subjects, nats=both
    )


def find_stories(
    runs: Sequence[LineRun],
    links: Sequence[Link],
    rows: Sequence[DisplayRows],
    like: Subjects | None = None,
) -> tuple[list[list[int]], list[DisplayGroup], Subjects]:
    """Return the runs of each story, the headlines of the page, and what the stories say.

    ``rows`` holds its :func:`display_rows`, ``like`` what stories of the same page say.
    """
    chains = _chains(runs, {link.before: link.after for link in links})
    subjects = Subjects([_text(runs, chain) for chain in chains], like)
    return chains, [head for mixed in rows for head in mixed.sorted_by(subjects)], subjects


def _text(runs: Sequence[LineRun], chain: Sequence[int]) -> str:
    return "".join(line.text.text for i in chain for line in runs[i].lines)


def _bound(i: int, runs: Sequence[LineRun], link: Link | None) -> tuple[Line, ...]:
    """Return the lines of run ``i`` with what speaks for their going on with the line before."""
    run = runs[i]
    lines = tuple(replace(line, bond=_IN_BOND) for line in run.lines)
    if run.margin < _SURE:
        lines = _proven(lines, "rows/cell-column", margin=run.margin)
    if link is None:
        first = replace(lines[0], bond=_NEW_BOND)
        return _proven((first, *lines[1:]), "rows/story-begins")
    before = runs[link.before].last
    bond = _OPEN_BOND
    if ends_sentence(before.text.text):
        bond = max(-1.0, min(_OPEN_BOND, link.gain - _WEAK_LINK))
    second = None if link.runner_up is None else runs[link.runner_up].first.text.text
    return _proven(
        (replace(lines[0], bond=bond), *lines[1:]),
        "rows/goes-on",
        before=before,
        runner_up=second,
        margin=link.margin,
    )


def _proven(
    lines: tuple[Line, ...],
    rule: str,
    *,
    before: Line | None = None,
    runner_up: str | None = None,
    margin: float | None = None,
) -> tuple[Line, ...]:
    """Return ``lines`` with evidence on the first of them."""
    first = lines[0]
    evidence = Evidence(
        rule=rule,
        spans=(*(before.text.spans[-1:] if before is not None else ()), *first.text.spans[:1]),
        runner_up=runner_up,
        margin=None if margin is None else round(margin, 2),
    )
    return replace(first, evidence=(*first.evidence, evidence)), *lines[1:]


def _chains(runs: Sequence[LineRun], after: dict[int, int]) -> list[list[int]]:
    """Return the runs of each story's text, in reading order."""
    followed = set(after.values())
    chains: list[list[int]] = []
    for i, run in enumerate(runs):
        if run.prose and i not in followed:
            chain = [i]
            while chain[-1] in after:
                chain.append(after[chain[-1]])
            chains.append(chain)
    return chains


def display_rows(runs: Sequence[LineRun], language: PageLanguage) -> list[DisplayRows]:
    """Return the display text of a page, each stretch of it that may mix several headlines."""
    found: list[DisplayRows] = []
    i = 0
    while i < len(runs):
        if not runs[i].head:
            i += 1
            continue
        rows, place = list[Row](), runs[i].home
        flow = runs[i].flow
        while i < len(runs) and runs[i].flow == flow and (runs[i].head or runs[i].region >= 0):
            if runs[i].head:
                rows += runs[i].rows or [(line,) for line in runs[i].lines]
                place = runs[i].home
            i += 1
        found.append(DisplayRows(rows, place, language))
    return found


def _closing(runs: Sequence[LineRun], chains: Sequence[Sequence[int]]) -> dict[int, list[int]]:
    """Return for each story the credits that stand right below its text."""
    story = {i: s for s, chain in enumerate(chains) for i in chain}
    closing: dict[int, list[int]] = {}
    for i, run in enumerate(runs):
        if i and run.closes and i - 1 in story:
            closing.setdefault(story[i - 1], []).append(i)
    return closing
