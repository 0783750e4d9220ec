"""Which newspaper's page it is, by the lines that a digital edition prints beside its articles.

These lines are made of what head lines are made of (:mod:`generator.text.head_lines`). The
newspaper's name proves itself beside the day or the number of the page, as it does in print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.model import Evidence
from generator.text.head_lines import HeadPart, PartKind, head_parts, page_number, paper_name
from generator.text.traced import Span

__all__ = ["find_imprint", "is_folio", "names_newspaper"]

_Found = tuple[str, Span]

_PLACED = frozenset({PartKind.PAGE, PartKind.DATE})
_PAPERS = frozenset({PartKind.PAPER, PartKind.PAPER_BY_PLACE})
_NUMBERS = frozenset({PartKind.PAGE, PartKind.NUMBER})
_LABEL = re.compile(r"(?:当前|本)?版[面次号名]")
"""What stands before a page's number or its section: 版次：04."""
_GOES_ON = re.compile(r"[㐀-鿿]")


def names_newspaper(lines: Sequence[str]) -> bool:
    """Return whether lines name a page of a newspaper, or a newspaper and a day.

    >>> names_newspaper(["第04版：社会"]), names_newspaper(["我的一天", "2024年4月18日"])
    (True, False)
    """
    parts = [_parts(line) for line in lines]
    if any(_tells_page(line) for line in parts):
        return True
    kinds = {part.kind for line in parts for part in line}
    return bool(kinds & _PAPERS) and PartKind.DATE in kinds


def is_folio(line: str) -> bool:
    """Return whether a line is a head line that opens with the number of the page.

    >>> [is_folio(line) for line in ("第04版：社会", "A05版", "社会", "第7版首发", "8版刊登")]
    [True, True, False, False, False]
    """
    parts = _parts(line)
    return any(part is parts[0] for part, _ in _numbers(parts))


def find_imprint(lines: Iterable[tuple[str, int]]) -> tuple[Evidence, ...]:
    """Return the newspaper and the page that lines name, each with where they say it.

    Each line comes with its offset on the page. What two lines say differently is not known.

    >>> found = find_imprint([("云州日报", 0), ("第04版：社会", 5)])
    >>> [(evidence.rule, evidence.note, evidence.spans) for evidence in found]
    [('imprint/name', '云州日报', ((0, 4),)), ('imprint/page', '4', ((5, 9),))]
    """
    kept = [(_parts(text), at) for text, at in lines]
    publication = _only(_names(kept))
    page = _only(
        (number, (at + part.start, at + part.end))
        for parts, at in kept
        for part, number in _numbers(parts)
    )
    return tuple(
        Evidence(rule=rule, note=found[0], spans=(found[1],))
        for rule, found in (("imprint/name", publication), ("imprint/page", page))
        if found is not None
    )


def _parts(text: str) -> tuple[HeadPart, ...]:
    """Return what a line is made of; nobody but its printer knows a hard blank from another."""
    return tuple(head_parts(text.replace("\xa0", " ")))


def _names(lines: Sequence[tuple[Sequence[HeadPart], int]]) -> Iterator[_Found]:
    """Yield the newspapers' names that have a day or the number of a page beside them."""
    placed = [_is_head(parts) and any(p.kind in _PLACED for p in parts) for parts, _ in lines]
    for n, (parts, at) in enumerate(lines):
        if not _is_head(parts):
            continue
        for part in parts:
            marked = part.kind is PartKind.PAPER_BY_PLACE and part.text.startswith("《")
            alone = len(parts) == 1 and part.kind is PartKind.PAPER
            beside = placed[n] or (alone and any(placed[max(n - 1, 0) : n + 2]))
            name = paper_name(part.text) if part.kind in _PAPERS else None
            if name and beside and (part.kind is PartKind.PAPER or marked):
                start = at + part.start + part.text.index(name)
                yield name, (start, start + len(name))


def _numbers(parts: Sequence[HeadPart]) -> Iterator[tuple[HeadPart, str]]:
    """Yield the page numbers in a line, and where each stands; 今日8版 is a count."""
    if not _is_head(parts):
        return
    for before, part in pairwise((None, *parts)):
        if part is None or part.kind not in _NUMBERS:
            continue
        labelled = before is not None and _LABEL.fullmatch(before.text)
        number = page_number(part.text)
        if number and (labelled or (part.kind is PartKind.PAGE and part.text.endswith("版"))):
            yield part, number


def _is_head(parts: Sequence[HeadPart]) -> bool:
    """Return whether a line says only what head lines say; behind its page stands any section.

    A word that goes on right behind the number makes it another: 《词典》第7版首发.
    """
    paged = False
    for before, part in pairwise((None, *parts)):
        if part is None:
            continue
        tight = before is not None and before.kind is PartKind.PAGE and before.end == part.start
        if tight and _GOES_ON.match(part.text):
            return False
        other = part.kind is PartKind.OTHER and not part.text.isascii()
        if other and not paged and not _LABEL.fullmatch(part.text):
            return False
        paged = paged or part.kind is PartKind.PAGE
    return True


def _tells_page(parts: Sequence[HeadPart]) -> bool:
    """Return whether a line has the number of a page or the name of one, whatever else it has."""
    if len(parts) > 1 and _LABEL.fullmatch(parts[0].text):
        return True
    return any(
        part.kind is PartKind.PAGE
        and part.text.endswith("版")
        and not (before and before.kind is PartKind.OTHER and before.end == part.start)
        and not (after and after.start == part.end and _GOES_ON.match(after.text))
        for before, part, after in zip((None, *parts), parts, (*parts[1:], None), strict=False)
    )


def _only(found: Iterable[_Found]) -> _Found | None:
    """Return the first of what is found if all say the same."""
    first: _Found | None = None
    for one in found:
        if first is not None and one[0] != first[0]:
            return None
        first = first or one
    return first
