"""What an editor is told of a whole page: damaged text, and where it differs from its sidecar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editing.explain import plain
from generator.model import HEAD_FIELDS, Evidence, Reconstruction, differs, seed_stem
from generator.model.languages import rule_in_english
from generator.text.head_lines import day_named

__all__ = ["damage_lines", "damaged_words", "imprint_lines", "is_damage"]

_QUOTED = 16
"""Characters of the damage that are quoted."""
_HINTS = {
    "damage/misread": "Save the file again from its source, in the encoding that it was written in",
    "damage/escaped": "Save the text of the page, not what a program writes of it",
    "damage/reversed": "Take the text out of its source with another tool",
}
_HINT = "Take the text out of its source with another tool, or by OCR"
"""What to do where the characters themselves are lost."""
_PART = re.compile(r"#[0-9]+\Z")


def is_damage(evidence: Evidence) -> bool:
    """Return whether evidence tells of damaged text."""
    return evidence.rule.startswith("damage/")


def damaged_words(text: str, evidence: Evidence) -> str:
    """Return the first damaged words of a page's ``text``, as they stand there."""
    start, end = evidence.spans[0]
    words = plain(text[start : min(end, start + _QUOTED)])
    return words if end - start <= _QUOTED else f"{words}…"


def damage_lines(result: Reconstruction) -> Iterator[str]:
    """Yield a line for each kind of damage on a page: what is wrong, where, and what to do.

    Articles that their editor has checked are passed over.
    """
    found: dict[str, dict[tuple[int, int], str]] = {}
    for article in result.articles:
        if article.confidence < 1.0:
            title = f" in “{plain(article.title.text.text)}”" if article.title else ""
            for evidence in filter(is_damage, article.evidence):
                for span in evidence.spans:
                    found.setdefault(evidence.rule, {}).setdefault(span, title)
    for block in result.leftovers:
        for evidence in filter(is_damage, block.evidence):
            for span in evidence.spans:
                found.setdefault(evidence.rule, {}).setdefault(span, " in text that was set aside")
    for rule, places in found.items():
        first = min(places)
        words = damaged_words(result.page.text, Evidence(rule=rule, spans=(first,)))
        more = f" and {len(places) - 1} more places" if len(places) > 1 else ""
        yield (
            f"{result.page.name}: its text is damaged. {rule_in_english(rule)} “{words}”"
            f"{places[first]}, offset {first[0]}{more}. {_HINTS.get(rule, _HINT)}."
        )


def imprint_lines(made: Reconstruction) -> Iterator[str]:
    """Yield a line for each difference between a page and its sidecar or its file's name.

    The sidecar holds, then the page. A file's name proves nothing; where it has another day than
    the page, either may be a slip, and a line says so until a sidecar gives a date.

    >>> from generator.model import Evidence, Imprint, Page, Sidecar
    >>> said = Imprint(page="5", evidence=(Evidence(rule="imprint/page", note="5"),))
    >>> page = Page(name="a.pdf", text="第5版", sidecar=Sidecar(page="4"))
    >>> made = Reconstruction(page=page, articles=(), leftovers=(), printed=said)
    >>> list(imprint_lines(made))
    ['a.pdf: a.yml says page 4, and the page prints 5. The sidecar holds; mend it if it is wrong.']
    """
    page, sidecar = made.page, made.page.sidecar
    file = _PART.sub("", page.name)
    for evidence in made.printed.evidence:
        field = HEAD_FIELDS.get(evidence.rule, "")
        stated = getattr(sidecar, field, None) if sidecar is not None else None
        if stated and differs(stated, evidence.note):
            yield (
                f"{page.name}: {seed_stem(file)}.yml says {field} {stated}, and the page prints "
                f"{evidence.note}. The sidecar holds; mend it if it is wrong."
            )
    if sidecar is not None and sidecar.date:
        return  # the editor has told the day
    day, named = made.imprint.date, day_named(seed_stem(file))
    if day and named and len(day) == 10 and named != day:
        yield (
            f"{page.name}: the file is called after another day than that of its issue, {day}. "
            "Rename it, or state the date in a sidecar."
        )
