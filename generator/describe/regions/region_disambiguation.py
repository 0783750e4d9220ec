"""Decides which of several divisions that share a name an article means.

The sentence decides, then the paragraph, the headline, the article; what these leave open stays
open, with its candidates.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from generator.describe.article_text import ArticleText, SectionKind
from generator.describe.candidates import Place
from generator.describe.regions.divisions import (
    COUNTRY,
    Division,
    Gazetteer,
    Level,
    all_divisions,
    stem_of,
)

__all__ = ["decide_shared", "youngest"]

_IN_FORCE = 9999


def youngest(divisions: Iterable[Division]) -> tuple[Division, ...]:
    """Return the divisions without those that another of them came out of or stands over.

    A name that a prefecture shares with its own seat (大理, 喀什) means the prefecture, one
    that a province shares with a city (吉林) the province: the higher is what newspapers mean.

    >>> [d.code for d in youngest([Division("220000", "吉林省"), Division("220200", "吉林市")])]
    ['220000']
    >>> [d.code for d in youngest([Division("650300", "石河子市", 0, 1985, "659001"),
    ...                            Division("659001", "石河子市", 1985)])]
    ['659001']
    """
    return _youngest(tuple(divisions))


@lru_cache(maxsize=4096)
def _youngest(divisions: tuple[Division, ...]) -> tuple[Division, ...]:
    # By years too: a code may have had several names, and the youngest must come last.
    kept = sorted(set(divisions), key=lambda d: (d.code, d.since, d.until, d.name))
    codes = {d.code for d in kept}
    kept = [d for d in kept if not _heirs(d.code, d.successor) & codes] or kept
    alive = [d for d in kept if d.until == _IN_FORCE]
    top = min(d.level for d in alive or kept)  # 晋江 is 晋江市, not the 晋江地区 until 1985
    kept = [d for d in kept if d.level == top]
    # 柳州 is 柳州市, not the 柳州地区 around it.
    cities = {d.province for d in kept if d.name.endswith("市")}
    kept = [d for d in kept if d.name.endswith("市") or d.province not in cities or top != 2]
    # 环江县 of old is the 环江毛南族自治县 of today: of one stem in one province what is in force.
    now = {(d.province, stem_of(d.name)) for d in kept if d.until == _IN_FORCE}
    kept = [d for d in kept if d.until == _IN_FORCE or (d.province, stem_of(d.name)) not in now]
    newest: dict[str, Division] = {}
    for division in kept:
        # Of old codes in one province the youngest; two districts of today are two places.
        old = division.until != _IN_FORCE and division.level == top
        place = division.province if old else division.code
        other = newest.get(place + division.name)
        if other is None or (other.until, other.since) < (division.until, division.since):
            newest[place + division.name] = division
    same = {d.code: d for d in newest.values()}
    return tuple(same[code] for code in sorted(same))


@cache
def _heirs(code: str, successor: str) -> frozenset[str]:
    """Return the codes of all divisions that took a division's place, one after the other."""
    heirs: set[str] = set()
    while successor and successor != code and successor not in heirs:
        heirs.add(successor)
        successor = _successors().get(successor, "")
    return frozenset(heirs)


@cache
def _successors() -> dict[str, str]:
    return {d.code: d.successor for d in all_divisions() if d.until != _IN_FORCE}


def _in_force_first(place: Place) -> Place:
    """Return a place of several candidates with what is in force today before what no longer is.

    If a single one is in force, it is meant: only a page's date could speak for the others.
    """
    now = tuple(d for d in place.candidates if d.until == _IN_FORCE)
    gone = tuple(d for d in place.candidates if d.until != _IN_FORCE)
    return replace(place, candidates=now, others=gone) if now and gone else place


def decide_shared(
    found: Sequence[Place], reading: ArticleText, gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """Return the places, those with several candidates decided by what else is named."""
    sure = [p for p in found if p.division]
    starts = [p.start for p in sure]
    heads = [(s.start, s.end) for s in reading.sections if s.part is SectionKind.HEAD]

    @cache
    def near(start: int, end: int) -> _Near:
        there = sure[bisect_left(starts, start) : bisect_left(starts, end)]
        named = {p.division for p in there if p.division}
        return _Near(named, {d.province for d in named if d != COUNTRY})

    @cache
    def choose(
        candidates: tuple[Division, ...], scopes: tuple[tuple[int, int], ...]
    ) -> tuple[Division, ...]:
        return _choose(candidates, [near(*scope) for scope in scopes], gazetteer)

    def scopes(at: int) -> Iterator[tuple[int, int]]:
        yield reading.sentence_at(at)
        if section := reading.section_at(at):
            yield section.start, section.end
        yield from heads
        yield 0, len(reading.text)

    decided = (
        p if p.division else replace(p, candidates=choose(p.candidates, tuple(scopes(p.start))))
        for p in found
    )
    return tuple(_in_force_first(p) if gazetteer.year is None else p for p in decided)


class _Near(NamedTuple):
    """What a stretch of text names for sure: an article may name thousands."""

    named: set[Division]
    provinces: set[str]
    """Codes of the provinces that are named, or hold what is."""


def _choose(
    candidates: tuple[Division, ...], scopes: Iterable[_Near], gazetteer: Gazetteer
) -> tuple[Division, ...]:
    """Return what the divisions of the first scope that says anything leave of a name."""
    for near in scopes:
        for level in (Level.PREFECTURE, Level.PROVINCE):
            held = tuple(
                d
                for d in candidates
                if (above := gazetteer.ancestor(d, level)) and _names(near, above, level)
            )
            if len(held) == 1:
                return held
            if held and level is Level.PREFECTURE:
                return held
            if held:
                break
        else:
            continue
        return held
    return candidates


def _names(near: _Near, above: Division, level: Level) -> bool:
    """Return whether one of ``near`` is ``above`` or, for a province, lies in it."""
    return above.province in near.provinces if level is Level.PROVINCE else above in near.named
