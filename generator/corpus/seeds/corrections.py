"""The ``corrections`` of a sidecar, what an editor decides: read, and given to its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import yaml

from generator.corpus.seeds.stated_facts import STATED_FACTS
from generator.errors import SidecarError, suggestion
from generator.model import Act, Correction, Page, Role
from generator.text.quotations import Quotations, fold_quotation

__all__ = [
    "BODY_ROLES",
    "FORMS",
    "HEAD_ROLES",
    "MOST_TOLD",
    "parse_corrections",
    "share_corrections",
]

HEAD_ROLES = ("label", "kicker", "headline", "subtitle", "byline", "credit")
"""Keys that give an article the quoted words, exactly these."""
BODY_ROLES = ("lead", "paragraph", "subhead", "caption", "table")
"""Keys that give an article the paragraph in which the quoted words stand."""
_FACTS = ("region", "date", "continued_from", "checked")
_PLACES = ("before", "after")
_OF_ARTICLE = (*HEAD_ROLES, *BODY_ROLES, *_PLACES, *_FACTS)

FORMS: dict[str, tuple[str, ...]] = {
    "article": _OF_ARTICLE,
    "split": (*HEAD_ROLES, *_FACTS),
    "join": (),
    "merge": (),
    "cut": (),
    "drop": (),
    "notice": (),
    "cut_out": (),
}
"""What an entry may be about, and what else it may then say. An entry with none of these gives
words of an article their role inside it: ``- subhead: …``."""

MOST_TOLD = 100
"""Things that are wrong with one sidecar that are told: nobody reads more, and for each unknown
word the nearest known one is looked for."""
_PAIR = "the last words before the gap and the first words after it"
_SEVERAL = {"join": (2, 2, _PAIR), "merge": (2, 99, "words of each article, in order")}

_Fields: TypeAlias = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ListedCorrection:
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
        if len(wrong) > MOST_TOLD:
            break
    if wrong:
        raise SidecarError("\n".join(wrong))
    # Said again, by a copied line or an alias of YAML, a correction says no more; but each is
    # compared with all others when they are carried out.
    known: dict[Correction, Correction] = {}
    for said in corrections:
        known.setdefault(replace(said, where=""), said)
    return tuple(known.values())


def _read_entry(node: yaml.Node, name: str) -> _ListedCorrection:
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
        if len(wrong) > MOST_TOLD:
            break
    if wrong:
        raise SidecarError("\n".join(wrong))
    return _ListedCorrection(where=where, lines=lines, fields=fields)


_KEYS = (*FORMS, *_OF_ARTICLE)


def _key(node: yaml.Node, name: str) -> str:
    key = node.value if isinstance(node, yaml.ScalarNode) else "…"
    if key in _KEYS:
        return str(key)
    hint = suggestion(key, _KEYS)
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


def _corrections_of(entry: _ListedCorrection) -> Iterator[Correction]:
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
            f"{where}: “before” and “after” say where one lead, paragraph, subhead, caption or "
            "table goes. Give one of them, in a correction of its own."
        )
    yield from _decisions(entry, subject, said)


def _decisions(
    entry: _ListedCorrection, subject: str | None, said: Iterable[str]
) -> Iterator[Correction]:
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
            value = STATED_FACTS[key](fields[key][0], entry.lines[key])
            yield replace(basic, act=Act(key), value=value)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


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
    folded: list[str] = []
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
            folded = folded or [fold_quotation(page.text) for page in pages]
            shares[_likeliest(folded, correction.quotations)].append(correction)
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


def _likeliest(folded: Sequence[str], quotations: Iterable[str]) -> int:
    runs = {w[i : i + 4] for w in map(fold_quotation, quotations) for i in range(len(w))}
    return max(range(len(folded)), key=lambda n: sum(run in folded[n] for run in runs))
