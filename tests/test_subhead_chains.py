"""Subheads put into their texts, where one text becomes part of another, and that of a third."""

from __future__ import annotations

from generator.geometry.headlines import Headline
from generator.geometry.layout_records import SetLine
from generator.geometry.subheads import InnerHead, put_inside
from generator.geometry.text_blocks import TextBlock


def line(n: int, text: str, em: float = 10) -> SetLine:
    top = 20.0 * n
    return SetLine(
        number=n, text=text, offsets=tuple(range(n * 9, n * 9 + len(text))), left=0, right=90,
        top=top, bottom=top + em, base=top + em, em=em, font="Song", bold=False,
    )  # fmt: skip


def head(n: int, text: str) -> Headline:
    own = line(n, text, 14)
    return Headline(lines=(own,), left=0, right=90, top=own.top, bottom=own.bottom)


def block(n: int, text: str) -> TextBlock:
    return TextBlock(lines=(line(n, text),), left=0, right=90)


def test_texts_of_a_chain_become_one_whatever_has_two_subheads() -> None:
    """Two subheads over one text, and another under it: all words come out once."""
    heads = [head(2, "二"), head(4, "四"), head(5, "五"), head(7, "七")]
    one, two, three = block(1, "一一"), block(6, "六六"), block(8, "八八")
    found = [
        InnerHead(0, one, two), InnerHead(1, one, two), InnerHead(2, None, two),
        InnerHead(3, two, three),
    ]  # fmt: skip
    rest, texts = put_inside(found, heads, [one, two, three])
    assert rest == []
    words = sorted(own.text for text in texts for own in text.lines)
    assert words == sorted(["一一", "二", "四", "五", "六六", "七", "八八"])
    assert len(texts) == 1
