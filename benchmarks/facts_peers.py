"""Other libraries that find places or dates in Chinese text, asked in the form of our facts.

None of them is needed: who is not installed is left out. What a library says is taken in its
favour: of a place that it gives with all that holds it, each level counts that the text prints.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from generator.describe.regions.divisions import Division, Form, Gazetteer, Level, stem_of

__all__ = ["PEERS"]

Line = Mapping[str, Any]
Found = dict[str, set[str]]


def _library(name: str) -> Any:
    """Return a library; raises ``ImportError`` where it is not installed."""
    return importlib.import_module(name)


def jieba_facts(line: Line) -> Found:
    """Return the divisions that jieba's words of place name, where only one is so called.

    Its words of bodies (``nt``) and of place stand for those that a corpus marks.
    """
    gazetteer, found = Gazetteer.of_year(None), set()
    words = [(word, flag) for word, flag in _library("jieba.posseg").cut(line["text"])]
    for word, flag in words:
        named = gazetteer.lexicon.longest_at(word, 0) if flag == "ns" and len(word) > 1 else None
        if named is not None and named[0] == word:
            codes = {d.code for form, d in named[1] if form is not Form.WEAK and d.until == 9999}
            found |= codes if len(codes) == 1 else set()
    printed = {key: {w for w, flag in words if flag == tag} for key, tag in _TAGS.items()}
    return {"regions": found} | printed


_TAGS = {"agencies_printed": "nt", "regions_printed": "ns"}


def cpca_facts(line: Line) -> Found:
    """Return the divisions that cpca finds (``transform_text_with_addrs``)."""
    try:
        table = _library("cpca").transform_text_with_addrs(line["text"], pos_sensitive=False)
    except KeyError:  # of a text without a place it makes no table (0.5.5)
        return {"regions": set()}
    codes = (str(code) for code in table["adcode"] if code)
    return {"regions": set(_printed(codes, line["text"]))}


def jionlp_facts(line: Line) -> Found:
    """Return the divisions that jionlp recognises and, for a text of a known day, its dates."""
    jio = _library("jionlp")
    places = jio.recognize_location(line["text"])["domestic"] or ()
    names = ([place[level] for level in _LEVELS] for place, _times in places)
    found = {"regions": set(_printed(_codes(names), line["text"]))}
    if line.get("issued"):
        noon = datetime.fromisoformat(f"{line['issued']}T12:00").timestamp()
        times = jio.ner.extract_time(line["text"], time_base=noon)
        found["dates"] = {told for time in times if (told := _edtf(time["detail"]["time"]))}
    return found


_LEVELS = ("province", "city", "county")


def _codes(chains: Iterable[list[str | None]]) -> Iterator[str]:
    """Yield the code of the lowest division of each chain of names from the province down."""
    gazetteer = Gazetteer.of_year(None)
    for chain in chains:
        here: Division | None = None
        for name in filter(None, chain):
            inside = [d for d in gazetteer.named(name) if here is None or here.contains(d)]
            here = max(inside, key=lambda d: d.until, default=here)
        if here is not None:
            yield here.code


def _printed(codes: Iterable[str], text: str) -> Iterator[str]:
    """Yield each division and what holds it, if the text prints its name."""
    gazetteer = Gazetteer.of_year(None)
    for code in codes:
        division = gazetteer.get(code)
        if division is None:
            continue
        yield division.code
        for level in (Level.PROVINCE, Level.PREFECTURE):
            above = gazetteer.ancestor(division, level)
            if above is not None and above != division and stem_of(above.name) in text:
                yield above.code


def _edtf(time: Any) -> str | None:
    """Return a pair of instants as EDTF: the day, month or year that they bound, else both days.

    >>> _edtf(["2024-04-01 00:00:00", "2024-04-30 23:59:59"])
    '2024-04'
    >>> _edtf(["2024-04-18 00:00:00", "2024-04-20 23:59:59"]), _edtf({"year": 26.0})
    ('2024-04-18/2024-04-20', None)
    """
    if not isinstance(time, list) or len(time) != 2:
        return None
    try:
        first, last = (date.fromisoformat(str(end)[:10]) for end in time)
    except ValueError:  # “inf”, and years before 1
        return None
    after = last + timedelta(days=1)
    if first == last:
        return first.isoformat()
    if first.day == after.day == 1 and first.replace(day=28) + timedelta(days=4) >= after:
        return first.isoformat()[:7]
    if (first.month, first.day) == (after.month, after.day) == (1, 1):
        return (
            f"{first.year:04}"
            if after.year == first.year + 1
            else f"{first.year:04}/{last.year:04}"
        )
    return f"{first.isoformat()}/{last.isoformat()}"


PEERS: dict[str, Callable[[Line], Found]] = {
    "jieba": jieba_facts,
    "jionlp": jionlp_facts,
    "cpca": cpca_facts,
}
"""What is set beside ours: libraries that answer one of the kinds."""
