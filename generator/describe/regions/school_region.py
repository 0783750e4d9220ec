"""Where a school named in the opening sentence is, for an article that names no place at all."""

from __future__ import annotations

import re

from generator.describe.article_text import ArticleText
from generator.describe.regions.divisions import Division, Form, Gazetteer, Level
from generator.describe.regions.region_disambiguation import youngest

__all__ = ["find_school"]

_SCHOOL = re.compile(r"[一-鿿]{0,6}?(?:大学|学院)(?![城生路])")


def find_school(reading: ArticleText, gazetteer: Gazetteer) -> tuple[int, str, Division] | None:
    """Return where the opening sentence names a school after its province or city, and which.

    A report that names no place but 山东大学 is of 山东: universities bear the name of where they
    are (the ministry's rules for naming schools of 2020 let none take another province's name).
    Beijing's are the country's, as what is sent from there; two schools settle nothing.
    """
    opening = reading.opening
    if opening is None:
        return None
    start, end = reading.sentence_at(opening.start)
    found: dict[Division, tuple[int, str]] = {}
    at = start
    while at < end:
        for word, names in gazetteer.lexicon.words_at(reading.text, at):
            divisions = {d for form, d in names if form in (Form.SHORT, Form.FULL)}
            held = [
                d for d in (youngest(divisions) if divisions else ()) if d.level is not Level.COUNTY
            ]
            if len(held) == 1 and _SCHOOL.match(reading.text, at + len(word), end):
                found.setdefault(held[0], (at, word))
                break
        at += 1
    if len({d.province for d in found}) != 1:
        return None
    division, (where, word) = next(iter(found.items()))
    return None if division.code == "110000" else (where, word, division)
