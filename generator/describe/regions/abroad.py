"""Tells the provinces and towns of other countries from China's that are called alike."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from generator.describe.data_files import data_lines
from generator.describe.lexicon import Lexicon
from generator.describe.regions.divisions import Gazetteer
from generator.describe.regions.region_context import CLASSES, FUNCTION

__all__ = ["countries_at", "country_end"]

_COUNTRIES = Lexicon(
    dict.fromkeys((*data_lines("countries.txt"), *data_lines("foreign_states.txt")))
)
_UNIT = re.compile(
    rf"[一-鿿][^{FUNCTION}\W\d_]{{0,4}}?(?:[省道府郡]|(?<=[^{FUNCTION}]{{2}})[州县])"
)
_CLASSES = ("省", "道", "府", "郡", "县", "市")
_LIST = re.compile("[、和与](?=[一-鿿]{2,4}[省道府郡])")


def countries_at(text: str) -> npt.NDArray[np.bool_]:
    """Return for each character of a text whether a country's name may begin there."""
    return _COUNTRIES.may_start_at(text)


def country_end(text: str, at: int, gazetteer: Gazetteer) -> int | None:
    """Return where a foreign country's name at ``at`` ends, with what lies in it; else nothing.

    A division's name may begin like a country's and be longer: 巴林左旗.

    >>> text, now = "越南河南省和湖南", Gazetteer.of_year(2024)
    >>> text[country_end(text, 0, now):], country_end("巴林左旗", 0, now)
    ('和湖南', None)
    """
    abroad = _COUNTRIES.longest_at(text, at)
    if abroad is None:
        return None
    home = gazetteer.lexicon.longest_at(text, at)
    if home is not None and len(home[0]) > len(abroad[0]):
        return None
    return _province_end(text, at + len(abroad[0]), gazetteer)


def _province_end(text: str, at: int, gazetteer: Gazetteer) -> int:
    """Return where the provinces and towns end that stand right behind a country's name.

    越南河南省 is not ours, and 京畿道广州市 neither. Without its class it may be:
    日本青岛总领事馆.
    """
    names = gazetteer.lexicon
    while True:
        if (home := names.longest_at(text, at)) is None:
            unit = _UNIT.match(text, at)
            # 明斯克州 holds no 克州; 和湖州 does, because 和 joins.
            last = 1 if text[at : at + 1] in FUNCTION else 2
            inside = range(at + 1, unit.end() - last) if unit else ()
            if unit is None or any(names.longest_at(text, i) for i in inside):
                return at
            at = unit.end()
            continue
        end = at + len(home[0])
        if home[0][-1] in CLASSES and any(d.name == home[0] for _form, d in home[1]):
            at = end
        elif text[end : end + 1] in _CLASSES:
            at = end + 1
        else:
            return at
        if more := _LIST.match(text, at):
            at = more.end()
