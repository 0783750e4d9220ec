"""Pages that scores are learned from: what is set on them is what their gold says."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from training.sheets import Sheet, Type
from training.spreads import KINDS, set_page
from training.stories import story_of
from training.typesetting import Column, Item, balanced, wrap

_ARTICLES = [
    {
        "title": f"新村办起第{name}座食堂",
        "kicker": "老人吃饭有了去处",
        "paragraphs": [
            f"{name}月的一天，新村第{name}座食堂开张，老人们早早来到门口，等着尝第一锅饭菜。" * 2,
            "食堂怎么办",
            *["镇里出了房子，村里出了人手，十二户人家凑了第一个月的菜钱。" * count] * 5,
        ],
    }
    for name, count in (("一", 6), ("二", 3), ("三", 2))
]


def _advance(char: str, _face: str, size: float) -> float:
    return size if ord(char) > 0x2000 else size / 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_holds_its_stories_and_nothing_else(kind: str) -> None:
    chance = random.Random(kind)
    stories = [story_of(article, chance) for article in _ARTICLES]
    sheet = Sheet(_advance)
    printed, width, height = set_page(sheet, stories, kind, chance)
    gold = [story.gold() for story in printed]
    texts = [text for one in gold for _, text in one.pop("body")]
    texts += [text for one in gold for text in one.values()]
    drawn = "".join(own.text for own in sheet.glyphs)
    assert _counted(drawn) == _counted("".join((*texts, *sheet.furniture)))
    assert all(0 < own.x < width and 0 < own.y < height for own in sheet.glyphs)


def _counted(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    sheet, kind = Sheet(_advance), Type("song", 10, 15)
    assert wrap(sheet, "村里的食堂。开张（今天）", 50, kind) == ["村里的食", "堂。开张", "（今天）"]
    assert wrap(sheet, "村里的食堂。", 50, Type("song", 10, 15, hangs=True)) == ["村里的食堂。"]


def test_columns_are_balanced() -> None:
    sheet, kind = Sheet(_advance), Type("song", 10, 15)
    columns = [Column(0, 0, 100), Column(120, 0, 100)]
    bottom = balanced(sheet, [Item("p", "村" * 58)], columns, kind, kind)
    assert bottom == 3 * 15
    assert {own.x for own in sheet.glyphs} >= {20, 120}
