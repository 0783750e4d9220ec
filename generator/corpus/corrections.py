"""Reading the ``corrections`` of a sidecar: a list of what an editor decides about a page."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import yaml

from generator.corpus.edtf import is_edtf
from generator.describe.divisions import COUNTRY, Division, Gazetteer, Level
from generator.errors import SidecarError
from generator.model import Act, Correction, Page, Role
from generator.text.quotation import Quotations, fold_quotation

__all__ = ["BODY_ROLES", "FORMS", "HEAD_ROLES", "MARK", "parse_corrections", "share_corrections"]

HEAD_ROLES = ("label", "kicker", "headline", "subtitle", "byline", "credit")
"""Keys that give an article the quoted words, exactly these."""
BODY_ROLES = ("lead", "paragraph", "subhead", "caption")
"""Keys that give an article the paragraph in which the quoted words stand."""
_FACTS = ("region", "date", "checked")
_PLACES = ("before", "after")
_OF_ARTICLE = (*HEAD_ROLES, *BODY_ROLES, *_PLACES, *_FACTS)

FORMS: dict[str, tuple[str, ...]] = {
    "article": _OF_ARTICLE,
    "split": (*HEAD_ROLES, *_FACTS),
    "join": (),
    "merge": (),
    "cut": (),
    "drop": (),
    "cut_out": (),
}
"""What an entry may be about, and what else it may then say. An entry with none of these gives
words of an article their role inside it: ``- subhead: …``."""

MARK = re.compile(r"[b-df-hj-np-tv-z]{8}")
"""The mark of an article as it was checked: eight consonants, which YAML reads as text."""

_PAIR = "the last words before the gap and the first words after it"
_SEVERAL = {"join": (2, 2, _PAIR), "merge": (2, 99, "words of each article, in order")}

_Fields: TypeAlias = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One item of the list: its keys and values, and where it stands."""

    where: str
    lines: dict[str, str]
    """File and line of each key."""
    fields: _Fields


def parse_corrections(node: yaml.Node, name: str) -> tuple[Correction, ...]:
    """Return what the list ``node`` of the sidecar called ``name`` says, in its order.

    Raises :class:`SidecarError` with a line for each thing that is wrong.
    """
    if node.tag.endswith(":null"):
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise SidecarError(
            f"{name}:{_line(node)}: “corrections” must be a list. Begin each with “- ”, as in "
            "“- drop: 责编 王一”."
        )
    corrections: list[Correction] = []
    wrong: list[str] = []
    for item in node.value:
        try:
            corrections += _corrections_of(_read_entry(item, name))
        except SidecarError as error:
            wrong.append(str(error))
    if wrong:
        raise SidecarError("\n".join(wrong))
    return tuple(corrections)


def share_corrections(
    pages: Sequence[Page], corrections: Sequence[Correction]
) -> tuple[tuple[Correction, ...], ...]:
    """Return for each page of one file the corrections that quote from it.

    A correction belongs to the part that has its words; words of no part (a column's end parts
    them, or they are misquoted) go to the part that shares most with them.
    Raises :class:`SidecarError` for words that stand in two parts, a line for each.
    """
    if len(pages) == 1:
        return (tuple(corrections),)
    shares: list[list[Correction]] = [[] for _ in pages]
    wrong: list[str] = []
    texts = [Quotations(page.text, ()) for page in pages]
    for correction in corrections:
        having = [
            {n for n, text in enumerate(texts) if text.count(words)}
            for words in correction.quotations
        ]
        placed = [parts for parts in having if parts]
        common = set.intersection(*placed) if placed else set()
        if len(common) == 1:
            shares[common.pop()].append(correction)
        elif not any(having):
            shares[_likeliest(pages, correction.quotations)].append(correction)
        else:
            parts = sorted(set().union(*having))
            names = " and ".join(pages[n].name for n in parts)
            what = (
                "the words stand on each. Quote more of them."
                if common
                else "a correction is about one page. Quote words of the same page."
            )
            wrong.append(f"{correction.where}: {names}: {what}")
    if wrong:
        raise SidecarError("\n".join(wrong))
    return tuple(map(tuple, shares))


def _likeliest(pages: Sequence[Page], quotations: Iterable[str]) -> int:
    runs = {w[i : i + 4] for w in map(fold_quotation, quotations) for i in range(len(w))}
    folded = [fold_quotation(page.text) for page in pages]
    return max(range(len(pages)), key=lambda n: sum(run in folded[n] for run in runs))


def _read_entry(node: yaml.Node, name: str) -> _Entry:
    where = f"{name}:{_line(node)}"
    if not isinstance(node, yaml.MappingNode):
        raise SidecarError(f"{where}: expected a correction such as “drop: 责编 王一”.")
    wrong: list[str] = []
    fields: _Fields = {}
    lines: dict[str, str] = {}
    for key, value in node.value:
        try:
            found = _key(key, name)
            if found in fields:
                raise SidecarError(f"{name}:{_line(key)}: “{found}” is given twice.")
            fields[found] = ()
            lines[found] = f"{name}:{_line(key)}"
            fields[found] = _value(found, value, name)
        except SidecarError as error:
            wrong.append(str(error))
    if wrong:
        raise SidecarError("\n".join(wrong))
    return _Entry(where=where, lines=lines, fields=fields)


_KEYS = (*FORMS, *_OF_ARTICLE)


def _key(node: yaml.Node, name: str) -> str:
    key = node.value if isinstance(node, yaml.ScalarNode) else "…"
    if key in _KEYS:
        return str(key)
    close = difflib.get_close_matches(key, _KEYS, n=1)
    hint = f"Did you mean “{close[0]}”?" if close else f"Known are {', '.join(_KEYS)}."
    raise SidecarError(f"{name}:{_line(node)}: unknown correction “{key}”. {hint}")


def _value(key: str, node: yaml.Node, name: str) -> tuple[str, ...]:
    where = f"{name}:{_line(node)}"
    listed = isinstance(node, yaml.SequenceNode)
    single = key in ("article", "split", *_PLACES, *_FACTS)
    if listed and single:
        raise SidecarError(f"{where}: “{key}” must be one piece of text, not a list.")
    items = list(node.value) if isinstance(node, yaml.SequenceNode) else [node]
    words: list[str] = []
    for item in items:
        text = item.value if isinstance(item, yaml.ScalarNode) else ""
        if not isinstance(item, yaml.ScalarNode):
            raise SidecarError(
                f"{name}:{_line(item)}: “{key}” must be text. Put words with “: ” or brackets in "
                "them into quotation marks."
            )
        if item.tag.endswith(":null") or not fold_quotation(text):
            raise SidecarError(f"{name}:{_line(item)}: “{key}” is empty. Quote words of the page.")
        # In a list, a blank at the end of one line of a headline is the pause before the next.
        words.append(text if listed else text.strip())
    least, most, what = _SEVERAL.get(key, (1, 99, "words of the page"))
    if not least <= len(words) <= most:
        many = str(least) if least == most else f"at least {least}"
        raise SidecarError(f"{where}: “{key}” needs a list of {many} quotations: {what}.")
    return tuple(words)


def _corrections_of(entry: _Entry) -> Iterator[Correction]:
    """Return what one entry decides, each thing a correction of its own."""
    fields, where = entry.fields, entry.where
    subjects = [key for key in FORMS if key in fields]
    if len(subjects) > 1:
        raise SidecarError(
            f"{where}: “{subjects[0]}” and “{subjects[1]}” are two corrections. Begin each with "
            "“- ” on a line of its own."
        )
    subject = subjects[0] if subjects else None
    allowed = FORMS[subject] if subject else (*HEAD_ROLES, *BODY_ROLES, *_PLACES)
    foreign = [key for key in fields if key not in (subject, *allowed)]
    if foreign:
        about = f"“{subject}”" if subject else "a correction that names no “article”"
        raise SidecarError(f"{entry.lines[foreign[0]]}: “{foreign[0]}” does not go with {about}.")
    said = [key for key in fields if key not in (subject, *_PLACES)]
    if subject in (None, "article") and not said:
        raise SidecarError(
            f"{where}: says nothing of the article. Add a line such as “headline: …”."
        )
    bodies = [key for key in said if key in BODY_ROLES]
    places = [place for place in _PLACES if place in fields]
    if places and (len(places) > 1 or len(bodies) != 1):
        raise SidecarError(
            f"{where}: “before” and “after” say where one lead, paragraph, subhead or caption "
            "goes. Give one of them, in a correction of its own."
        )
    yield from _decisions(entry, subject, said)


def _decisions(entry: _Entry, subject: str | None, said: Iterable[str]) -> Iterator[Correction]:
    fields = entry.fields
    article = fields[subject][0] if subject in ("article", "split") and subject else None
    if subject is not None and subject != "article":
        yield Correction(act=Act(subject), where=entry.lines[subject], words=fields[subject])
    for key in said:
        basic = Correction(act=Act.HEAD, where=entry.lines[key], article=article)
        if key in HEAD_ROLES:
            yield replace(basic, role=Role(key), words=fields[key])
        elif key in BODY_ROLES:
            before, after = (fields.get(place, (None,))[0] for place in _PLACES)
            yield replace(
                basic, act=Act.BODY, role=Role(key), words=fields[key], before=before, after=after
            )
        else:
            value = _FACT_VALUES[key](fields[key][0], entry.lines[key])
            yield replace(basic, act=Act(key), value=value)


def _date(text: str, where: str) -> str:
    if not is_edtf(text):
        raise SidecarError(
            f"{where}: “{text}” is no date. Write the year, month and day as 2024-04-18; "
            "2024-04 or 2024 where no more is known."
        )
    return text


def _mark(text: str, where: str) -> str:
    if not MARK.fullmatch(text):
        raise SidecarError(
            f"{where}: “{text}” is no mark of an article. Copy the one that “review” prints."
        )
    return text


def _region(text: str, where: str) -> str:
    """Return the code of a division given by code, full name, or full name after those above it."""
    gazetteer = Gazetteer.of_year(None)
    if re.fullmatch(r"[0-9]{6}", text):
        if gazetteer.get(text) is None:
            raise SidecarError(f"{where}: no division of China has the code {text} (GB/T 2260).")
        return text
    found = {COUNTRY.code: COUNTRY} if text in (COUNTRY.name, "中国") else {}
    for division in gazetteer.by_code.values():
        if text.endswith(division.name) and text in _full_names(division, gazetteer):
            found[division.code] = division
    # Of a division whose code was changed, the later code is meant.
    found = {
        code: division
        for code, division in found.items()
        if not any(division.until <= other.since for other in found.values())
    }
    if len(found) == 1:
        return next(iter(found))
    if found:
        several = "; ".join(
            f"{code} {max(_full_names(d, gazetteer), key=len)}" for code, d in sorted(found.items())
        )
        raise SidecarError(f"{where}: “{text}” is the name of {several}. Write the code.")
    names = [division.name for division in gazetteer.by_code.values()]
    close = difflib.get_close_matches(text, names, n=1)
    hint = f"Did you mean “{close[0]}”?" if close else "Write the full official name or the code."
    raise SidecarError(f"{where}: “{text}” is no division of China. {hint}")


def _full_names(division: Division, gazetteer: Gazetteer) -> set[str]:
    """Return a division's name by itself and after the province and prefecture above it."""
    names = {division.name}
    for level in (Level.PREFECTURE, Level.PROVINCE):
        above = gazetteer.ancestor(division, level) if division.level > level else None
        if above is not None:
            names |= {above.name + name for name in names}
    return names


_FACT_VALUES: dict[str, Callable[[str, str], str]] = {
    "date": _date,
    "region": _region,
    "checked": _mark,
}


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
