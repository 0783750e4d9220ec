"""Which newspaper's page it is, by the lines that a digital edition prints beside its articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.model import Evidence
from generator.text.traced import Span

__all__ = ["find_imprint", "names_newspaper"]

_NUMBER = r"[A-Z]{0,2}\d{1,3}"
_PAGE = re.compile(
    rf"第\s*(?P<number>{_NUMBER}|[一二三四五六七八九十]{{1,3}})\s*版"
    rf"|^(?P<first>{_NUMBER})\s*版(?=[:：\s]|$)|版[次号]\s*[:：]\s*(?P<said>{_NUMBER})(?![\d-])"
)
"""The page's own number: 今日8版 counts them, and is none."""
_ANY_PAGE = re.compile(rf"{_PAGE.pattern}|(?<![\dA-Z]){_NUMBER}\s*版(?![\d.本])|版[面名]\s*[:：]")
_KINDS = "日报|晚报|时报|晨报|早报|商报|导报|周报|都市报|新报|快报|青年报|报"
_PAPER = re.compile(f"(?<![㐀-鿿])[㐀-鿿]{{1,8}}(?:{_KINDS})(?![㐀-鿿])")
_NAMED = re.compile(rf"《(?P<name>[㐀-鿿]{{1,10}}(?:{_KINDS}))》\s*[（(]")
"""As it stands before the day and the page: 《云州日报》（2024年04月18日 第 04 版）."""
_DAY = re.compile(r"(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}")


def names_newspaper(lines: Sequence[str]) -> bool:
    """Return whether lines name a page of a newspaper, or a newspaper and a day.

    >>> names_newspaper(["第04版：社会"]), names_newspaper(["我的一天", "2024年4月18日"])
    (True, False)
    """
    if any(_ANY_PAGE.search(line) for line in lines):
        return True
    return any(map(_PAPER.search, lines)) and any(map(_DAY.search, lines))


def find_imprint(lines: Iterable[tuple[str, int]]) -> tuple[Evidence, ...]:
    """Return the newspaper and the page that lines name, each with where they say it.

    Each line comes with its offset on the page. What two lines say differently is not known.

    >>> found = find_imprint([("云州日报", 0), ("第04版：社会", 5)])
    >>> [(evidence.rule, evidence.note, evidence.spans) for evidence in found]
    [('imprint/name', '云州日报', ((0, 4),)), ('imprint/page', '4', ((5, 9),))]
    """
    kept = list(lines)
    publication = _only(found for text, at in kept for found in _papers(text, at))
    page = _only(found for text, at in kept for found in _pages(text, at))
    return tuple(
        Evidence(rule=rule, note=found[0], spans=(found[1],))
        for rule, found in (("imprint/name", publication), ("imprint/page", page))
        if found is not None
    )


def _papers(text: str, at: int) -> Iterator[tuple[str, Span]]:
    for match in _NAMED.finditer(text):
        yield match["name"], (at + match.start("name"), at + match.end("name"))
    first = _PAPER.match(text)
    # by itself, or where the line goes on with the day
    if first is not None and (first.end() == len(text) or _DAY.search(text)):
        yield first.group(), (at, at + first.end())


def _pages(text: str, at: int) -> Iterator[tuple[str, Span]]:
    for match in _PAGE.finditer(text):
        number = match["number"] or match["first"] or match["said"]
        plain = number.lstrip("0") if number.isascii() else f"第{number}版"
        yield plain or number, (at + match.start(), at + match.end())


def _only(found: Iterable[tuple[str, Span]]) -> tuple[str, Span] | None:
    """Return the first of what is found if all say the same."""
    first: tuple[str, Span] | None = None
    for one in found:
        if first is not None and one[0] != first[0]:
            return None
        first = first or one
    return first
