"""What opens an article's text, and the towns that it goes on to name without their county."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.describe.article_text import ArticleText, SectionKind
from generator.describe.candidates import Place
from generator.describe.lexicon import Lexicon
from generator.describe.regions.divisions import Division, Level

__all__ = ["NATIONAL_OPENING", "first_sentence", "towns_again"]

NATIONAL_OPENING = re.compile(r"全国(?!人大代表|政协委员|文明|劳模|先进)|各地|多地|我国|国家")
"""What in an opening sentence speaks for the whole country."""
_SCENE = 16
"""Characters of a sentence that says no more than what season it is."""
_TOWN = re.compile("[一-鿿]{2,4}?(?:镇|乡(?!村)|街道|苏木)")


def first_sentence(reading: ArticleText, places: Sequence[Place]) -> int:
    """Return where the opening sentence ends; 0 without one.

    A short one without a place sets the scene (盛夏时节，草木葱茏。): the next one opens.

    >>> from generator.describe.article_text import read_text
    >>> text = read_text("题目\\n\\n盛夏时节，草木葱茏。山上的人来了。天晴了。")
    >>> text.text[: first_sentence(text, ())][-7:]
    '山上的人来了。'
    """
    opening = reading.opening
    if opening is None:
        return 0
    at = next((place.end for place in places if place.is_dispatch), opening.start)
    start, end = reading.sentence_at(at)
    scene = reading.text[start:end]
    if len(scene) > _SCENE or end >= opening.end or NATIONAL_OPENING.search(scene):
        return end
    named = any(start <= place.start < end for place in places)
    return end if named else reading.sentence_at(end)[1]


def towns_again(reading: ArticleText, places: Sequence[Place]) -> Iterator[tuple[Division, int]]:
    """Yield the county of a town and where a later paragraph starts that names the town alone."""
    towns = {
        town.group(): place.division
        for place in places
        if place.division is not None and place.division.level is Level.COUNTY
        if (town := _TOWN.match(reading.text, place.end))
    }
    names = Lexicon(towns)
    for section in reading.sections if towns else ():
        if section.part is SectionKind.BODY and section != reading.opening:
            told = reading.text[section.start : section.end]
            for at in names.starts(told):
                yield from ((county, section.start) for _town, county in names.words_at(told, at))
