"""Facts of an article as an editor states them, checked against what can be: date, place, mark."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.describe.regions.divisions import COUNTRY, Division, Gazetteer, Level
from generator.errors import SidecarError, suggestion
from generator.text.edtf import is_edtf

__all__ = ["MARK", "STATED_FACTS", "is_known_date"]

MARK = re.compile(r"[b-df-hj-np-tv-z]{8}")
"""The mark of an article as it was checked: eight consonants, which YAML reads as text."""


def is_known_date(text: str) -> bool:
    """Tell whether an editor's words are a date of which at least one digit is known.

    >>> is_known_date("202X"), is_known_date("XXXX-XX-XX")
    (True, False)
    """
    return is_edtf(text) and any(char.isdigit() for char in text)


def _date(text: str, where: str) -> str:
    if not is_known_date(text):
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
    hint = suggestion(text, names, "Write the full official name or the code.")
    raise SidecarError(f"{where}: “{text}” is no division of China. {hint}")


def _full_names(division: Division, gazetteer: Gazetteer) -> set[str]:
    """Return a division's name by itself and after the province and prefecture above it."""
    names = {division.name}
    for level in (Level.PREFECTURE, Level.PROVINCE):
        above = gazetteer.ancestor(division, level) if division.level > level else None
        if above is not None:
            names |= {above.name + name for name in names}
    return names


STATED_FACTS: dict[str, Callable[[str, str], str]] = {
    "date": _date,
    "region": _region,
    "continued_from": lambda text, _where: text.strip(),
    "checked": _mark,
}
"""For each fact what returns its value, given the text and where it stands. Raises
:class:`SidecarError` for what is no such fact."""
