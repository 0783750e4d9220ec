"""Of which issue a page is: newspaper, day, number and section, as its head lines print them.

A name is never guessed. It has the form of a newspaper's name, and stands where these stand: at the
top of the page or at its foot, beside the day or the number of the page. A page of text alone shows
no places: there it must share its line with them, or stand in the line before or after.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from generator.describe.dates.masthead_date import head_lines, printed_date
from generator.model import Block, Box, Evidence, Geometry, Imprint, Reconstruction, Run
from generator.model.geometry import Direction
from generator.text.head_lines import HeadPart, PartKind, head_parts, page_number, paper_name
from generator.text.traced import Span, Traced, join_traced

__all__ = ["find_imprint"]

_TOP, _FOOT = 0.25, 0.92
"""Shares of the page's height: head lines stand above the first, foot lines below the second."""
_SPREAD = 3
"""Characters with a blank between each from which on they are one word, set wide."""
_BESIDE = 1.5
"""Ems, of the larger of two parts of a head line, that may lie between one and the other."""
_LARGER = 1.3
"""Times the size of all else in the head: a name that only its size can tell is set so."""

_DAY = frozenset({PartKind.DATE})
_PLACED = frozenset({PartKind.PAGE, PartKind.NUMBERS, PartKind.WEEKDAY})
"""What a head line says beside the day, and nobody says under a letter."""
_NAMES = frozenset({PartKind.PAPER, PartKind.PAPER_BY_PLACE})
_NO_SECTION = frozenset({"本版", "导读", "广告", "公告", "热线", "头版", "服务"})
_MOST = 500
"""Parts of head lines: a page has some dozen. Of more, no pair is looked at, and nothing proven."""
_COPIED = ("来源", "转载", "原标题", "转自")
"""What says that a line is about where a text was taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _SeenPart:
    """A part of a head line, and where it stands."""

    kind: PartKind
    text: str
    spans: tuple[Span, ...]
    line: int
    """Number of its line."""
    group: int
    """Lines with nothing between them are one group."""
    alone: bool
    """Whether its line says nothing else."""
    box: Box | None
    """Where it stands, on pages that show it."""
    em: float = 0.0


def find_imprint(reconstruction: Reconstruction) -> Imprint:
    """Return what the head lines of a page say of the issue that it is of, each with its proof.

    What they don't say, or say in two ways, is what the page's form says, else ``None``. Names that
    may be the newspaper's, and are not proven, stand in the evidence (``imprint/candidate``).
    """
    geometry = reconstruction.page.geometry
    parts = [*islice(_parts(reconstruction, geometry), _MOST + 1)]
    parts = parts if len(parts) <= _MOST else []
    placed = [part for part in parts if _is_at_an_edge(part, geometry)]
    day = printed_date(reconstruction)
    name, candidates = _name(placed, geometry)
    page = _page(placed, geometry)
    section = _section(placed, page)
    stated = {said.rule: (said.note, said.spans) for said in reconstruction.page.stated}
    name, page = name or stated.get("imprint/name"), page or stated.get("imprint/page")
    found = (
        ("imprint/name", name and name[0], name and name[1]),
        ("imprint/date", day and day.edtf, day and day.spans),
        ("imprint/page", page and page[0], page and page[1]),
        ("imprint/section", section and section[0], section and section[1]),
    )
    evidence = [Evidence(rule=rule, spans=at or (), note=said) for rule, said, at in found if said]
    evidence += [
        Evidence(rule="imprint/candidate", spans=part.spans, note=paper_name(part.text) or "")
        for part in candidates
    ]
    return Imprint(
        publication=name[0] if name else None,
        date=day.edtf if day else None,
        page=page[0] if page else None,
        section=section[0] if section else None,
        evidence=tuple(evidence),
    )


# -- the parts ----------------------------------------------------------------------------------


def _parts(reconstruction: Reconstruction, geometry: Geometry | None) -> Iterator[_SeenPart]:
    page = reconstruction.page
    blocks = [b for b in head_lines(reconstruction) if not any(w in b.text.text for w in _COPIED)]
    blocks.sort(key=_start)
    groups = _groups(blocks, page.text)
    starts = [run.span[0] for run in geometry.runs] if geometry is not None else []
    for number, (block, group) in enumerate(zip(blocks, groups, strict=True)):
        line = _closed_up(_with_gaps(block.text))
        told = [*head_parts(line.text)]
        for part in told:
            spans = line.span_of(part.start, part.end)
            box, em = _place(geometry, starts, line, part) if geometry is not None else (None, 0.0)
            yield _SeenPart(
                kind=part.kind,
                text=part.text,
                spans=spans,
                line=number,
                group=group,
                alone=len(told) == 1,
                box=box,
                em=em,
            )


def _start(block: Block) -> int:
    return block.text.spans[0][0] if block.text.spans else 0


def _groups(blocks: Sequence[Block], page: str) -> list[int]:
    """Return for each line the number of its group: between its lines the page has blanks only."""
    groups = [0] * len(blocks)
    for n, (above, below) in enumerate(pairwise(blocks), start=1):
        end = above.text.spans[-1][1] if above.text.spans else 0
        parted = page[end : _start(below)].strip() != ""
        groups[n] = groups[n - 1] + parted
    return groups


def _with_gaps(text: Traced) -> Traced:
    """Return a line with a blank wherever the page has something between two of its characters."""
    cuts = [0]
    for k, (one, other) in enumerate(pairwise(text.origins), start=1):
        if one is not None and other is not None and other > one + 1:
            cuts.append(k)
    pieces = [text[a:b] for a, b in pairwise((*cuts, len(text)))]
    gap = Traced(" ", (None,))
    return join_traced(each for piece in pieces for each in (piece, gap))[:-1] if pieces else text


def _closed_up(line: Traced) -> Traced:
    """Return a line that is set with a blank after each character without these blanks."""
    words = line.text.split()
    if len(words) < _SPREAD or any(len(word) > 1 for word in words):
        return line
    return join_traced(line[k : k + 1] for k, char in enumerate(line.text) if not char.isspace())


def _place(
    geometry: Geometry, starts: Sequence[int], line: Traced, part: HeadPart
) -> tuple[Box | None, float]:
    """Return the box of a part of a line, and the size of its letters; ``starts`` are where runs
    begin."""
    boxes, em = [], 0.0
    for origin in line.origins[part.start : part.end]:
        k = bisect_right(starts, origin) - 1 if origin is not None else -1
        if k >= 0 and origin is not None and origin < geometry.runs[k].span[1]:
            run = geometry.runs[k]
            boxes.append(_box(run, origin - run.span[0]))
            em = max(em, run.em)
    if not boxes:
        return None, em
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms)), em


def _box(run: Run, k: int) -> Box:
    """Return the box of the character number ``k`` of a run."""
    length = run.span[1] - run.span[0]
    along = run.base[0] if run.direction is Direction.HORIZONTAL else run.base[1]
    at = run.xs[k] if run.xs else along + (run.end - along) * k / max(length, 1)
    if run.direction is Direction.HORIZONTAL:
        return (at, run.base[1] - 0.88 * run.em, at + run.em, run.base[1] + 0.12 * run.em)
    return (run.base[0], at, run.base[0] + run.em, at + run.em)


def _is_at_an_edge(part: _SeenPart, geometry: Geometry | None) -> bool:
    """Return whether a part stands where head lines and foot lines do; text shows no places."""
    if geometry is None:
        return True
    height = geometry.size[1]
    return part.box is not None and (part.box[1] < _TOP * height or part.box[3] > _FOOT * height)


# -- what they say ------------------------------------------------------------------------------


def _name(
    parts: Sequence[_SeenPart], geometry: Geometry | None
) -> tuple[tuple[str, tuple[Span, ...]] | None, Sequence[_SeenPart]]:
    """Return the newspaper's name with its proof, else what may be its name."""
    named = [part for part in parts if part.kind in _NAMES]
    proven = [part for part in named if _agrees(part, parts, geometry)]
    largest = max((part.em for part in proven), default=0.0)
    # of a paper and the one that it comes with, the first is set larger
    least = largest / _LARGER
    chosen = [part for part in proven if part.em > least or not largest]
    found = _only(chosen, lambda part: paper_name(part.text))
    kinds = _NAMES if geometry is None else {PartKind.PAPER}
    return found, () if found else [part for part in named if part.kind in kinds]


def _agrees(part: _SeenPart, parts: Sequence[_SeenPart], geometry: Geometry | None) -> bool:
    """Return whether a name stands where a newspaper's name does."""
    others = [other for other in parts if other.kind in _DAY | _PLACED]
    if geometry is None:
        # 重要新闻, 今日快报: without a place only marks tell such a name from a section's
        if part.kind is PartKind.PAPER_BY_PLACE and not part.text.startswith("《"):
            return False
        near = [o for o in others if o.line == part.line]
        if part.alone:
            near = [o for o in others if o.group == part.group and abs(o.line - part.line) <= 1]
        kinds = {o.kind for o in near}
        return bool(kinds & _DAY) and bool(kinds & _PLACED)
    near = [other for other in others if _near(part, other)]
    if part.kind is PartKind.PAPER_BY_PLACE:
        rest = [o.em for o in parts if o is not part and o.text != part.text]
        larger = part.em >= _LARGER * max(rest, default=part.em)
        return bool(near) and (
            larger or (part.text.rstrip("》").endswith("报") and _shares(part, near))
        )
    return bool(near)


def _shares(part: _SeenPart, others: Iterable[_SeenPart]) -> bool:
    """Return whether one of the others stands in the same line."""
    return any(other.line == part.line for other in others)


def _near(one: _SeenPart, other: _SeenPart) -> bool:
    if one.box is None or other.box is None:
        return False
    gap = max(one.box[1], other.box[1]) - min(one.box[3], other.box[3])
    return gap <= _BESIDE * max(one.em, other.em)


def _page(
    parts: Sequence[_SeenPart], geometry: Geometry | None
) -> tuple[str, tuple[Span, ...]] | None:
    """Return the number of the page; a bare number is one by its place, or its section."""
    told = [part for part in parts if part.kind is PartKind.PAGE and _is_paged(part, parts)]
    bare = [
        part for part in parts if part.kind is PartKind.NUMBER and _is_bare(part, parts, geometry)
    ]
    return _only(told or bare, lambda part: page_number(part.text))


def _is_paged(part: _SeenPart, parts: Sequence[_SeenPart]) -> bool:
    """Return whether a line with the number of a page is a head line, not a line of contents."""
    line = [other for other in parts if other.line == part.line]
    words = [o for o in line if o.kind is PartKind.OTHER and not o.text.isascii()]
    # beside day and weekday, what stands apart behind the number is a section of any name
    headed = {PartKind.DATE, PartKind.WEEKDAY} <= {other.kind for other in line}
    return not words or (headed and all(o.spans[0][0] > part.spans[-1][1] for o in words))


def _is_bare(part: _SeenPart, parts: Sequence[_SeenPart], geometry: Geometry | None) -> bool:
    line = [other for other in parts if other.line == part.line and other is not part]
    kinds = {other.kind for other in line}
    if geometry is None:
        days = any(other.kind in _DAY for other in parts if other.group == part.group)
        return PartKind.SECTION in kinds and days and _is_paged(part, parts)
    return _is_paged(part, parts) and PartKind.NUMBER not in kinds


def _section(
    parts: Sequence[_SeenPart], page: tuple[str, tuple[Span, ...]] | None
) -> tuple[str, tuple[Span, ...]] | None:
    """Return the name of the page's section; it stands in a head line, whose page is known."""
    if page is None:
        return None
    head = [part for part in parts if set(part.spans) & set(page[1])]
    told = [
        part
        for part in parts
        if part.kind is PartKind.SECTION
        and part.text not in _NO_SECTION
        and any(_near(part, other) or part.group == other.group for other in head)
    ]
    return _only(told, lambda part: part.text.removesuffix("版") or None)


def _only(
    parts: Iterable[_SeenPart], value_of: Callable[[_SeenPart], str | None]
) -> tuple[str, tuple[Span, ...]] | None:
    """Return the one value that the parts have, and where the first of them stands."""
    found: dict[str, tuple[Span, ...]] = {}
    for part in parts:
        value = value_of(part)
        if value:
            found.setdefault(value, part.spans)
    return next(iter(found.items())) if len(found) == 1 else None
