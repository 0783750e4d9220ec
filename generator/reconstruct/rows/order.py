"""Runs, links and headlines to the lines of a page, one story after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.model import Evidence
from generator.reconstruct.pieces import Line
from generator.reconstruct.rows.above import place_heads, stack_heads
from generator.reconstruct.rows.cells import Row
from generator.reconstruct.rows.chains import Link
from generator.reconstruct.rows.heads import Head, sort_heads
from generator.reconstruct.rows.language import PageLanguage
from generator.reconstruct.rows.runs import Run
from generator.reconstruct.rows.subjects import Subjects
from generator.text.characters import ends_sentence

__all__ = ["find_stories", "set_in_order"]

_SURE = 10.0
"""Nats of a margin from which the columns of a region were never in doubt."""
_MOST_SPLITS = 4
"""Times that a headline without a story may part two that were taken for one."""
_DOUBTFUL = 9.0
"""Nats gained by a link between whole runs below which it may be undone."""
_NEW_BOND, _IN_BOND, _OPEN_BOND, _WEAK_LINK = -4.0, 5.0, 6.0, 3.0
"""Nats for one story: where a story's text begins, inside a run, over a cut in mid-sentence; off
the gain of any other link."""
_BOTH = 2.0
"""Nats that each of two headlines must speak more of its own half."""
_CLEAR = 1.0
"""Nats by which a headline must speak more of the second half than of the first."""


def set_in_order(runs: Sequence[Run], links: Sequence[Link], language: PageLanguage) -> list[Line]:
    """Return the lines of all runs: each story's headlines, then its text, then its credit."""
    chains, heads, owners = _stories(runs, links, language)
    for _ in range(_MOST_SPLITS):
        cut = _cut_for(chains, heads, owners, runs, links)
        if cut is None:
            break
        links = [link for link in links if link is not cut]
        chains, heads, owners = _stories(runs, links, language)
    into = {link.after: link for link in links}
    closing = _closing(runs, chains)
    parts: list[tuple[float, list[tuple[Line, ...]]]] = []
    for s, chain in enumerate(chains):
        above = [
            _proven(block, "rows/headline-of-story")
            for block in stack_heads([heads[h] for h in owners if owners[h] == s])
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


def _stories(
    runs: Sequence[Run], links: Sequence[Link], language: PageLanguage
) -> tuple[list[list[int]], list[Head], dict[int, int]]:
    """Return the runs of each story, the headlines of the page, and whose each headline is."""
    chains, heads, subjects = find_stories(runs, links, language)
    return chains, heads, place_heads(heads, [chain[0] for chain in chains], runs, subjects)


def find_stories(
    runs: Sequence[Run], links: Sequence[Link], language: PageLanguage
) -> tuple[list[list[int]], list[Head], Subjects]:
    """Return the runs of each story, the headlines of the page, and what the stories say."""
    chains = _chains(runs, {link.before: link.after for link in links})
    subjects = Subjects([_text(runs, chain) for chain in chains])
    return chains, _heads(runs, language, subjects), subjects


def _text(runs: Sequence[Run], chain: Sequence[int]) -> str:
    return "".join(line.text.text for i in chain for line in runs[i].lines)


def _cut_for(
    chains: Sequence[Sequence[int]],
    heads: Sequence[Head],
    owners: dict[int, int],
    runs: Sequence[Run],
    links: Sequence[Link],
) -> Link | None:
    """Return the doubtful link that headlines show to be none.

    A headline without a story speaks of the text after it, or one of two that share the story
    speaks of the text before it and the other of the text after it.
    """
    found: tuple[float, Link] | None = None
    for s, chain in enumerate(chains):
        shared = [h for h, story in owners.items() if story == s and heads[h].text]
        free = [h for h, head in enumerate(heads) if h not in owners and head.text]
        for link in links:
            whole = ends_sentence(runs[link.before].last.text.text)
            if link.before not in chain or link.gain > _DOUBTFUL or not whole:
                continue
            at = chain.index(link.after)
            subjects = Subjects((_text(runs, chain[:at]), _text(runs, chain[at:])))
            # how much more each headline speaks of the second half than of the first
            more = {
                h: subjects.cover(heads[h].text, 1) - subjects.cover(heads[h].text, 0)
                for h in (*free, *shared)
            }
            gained = max((more[h] for h in free), default=0.0) - link.gain / 2
            if len(shared) > 1:
                least, most = min(more[h] for h in shared), max(more[h] for h in shared)
                gained = max(gained, min(-least, most) - _BOTH)
            if gained > _CLEAR and (found is None or gained > found[0]):
                found = gained, link
    return found[1] if found else None


def _bound(i: int, runs: Sequence[Run], link: Link | None) -> tuple[Line, ...]:
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


def _chains(runs: Sequence[Run], after: dict[int, int]) -> list[list[int]]:
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


def _heads(runs: Sequence[Run], language: PageLanguage, subjects: Subjects) -> list[Head]:
    """Return the headlines of a page; one that its rows mixed with a neighbour's apart from it."""
    heads: list[Head] = []
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
        heads += sort_heads(rows, place, language, subjects)
    return heads


def _closing(runs: Sequence[Run], chains: Sequence[Sequence[int]]) -> dict[int, list[int]]:
    """Return for each story the credits that stand right below its text."""
    story = {i: s for s, chain in enumerate(chains) for i in chain}
    closing: dict[int, list[int]] = {}
    for i, run in enumerate(runs):
        if i and run.closes and i - 1 in story:
            closing.setdefault(story[i - 1], []).append(i)
    return closing
