"""Articles as stories to be printed, and the words of a page that belong to none: all invented."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from training.typesetting import Item

__all__ = [
    "NOTES",
    "SIGNED",
    "SUBHEADS",
    "Story",
    "advertisement",
    "caption",
    "editors_line",
    "head_line",
    "in_half_width",
    "opened_by_lead",
    "story_of",
    "with_subheads",
]

_SURNAMES, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞"
_CREDITS = "（据江海日报）", "（据山水网）", "（据江口市民政局）", "（来源：城乡时报客户端）"
_PAPERS, _SECTIONS = ("城乡时报", "江海日报", "民生导报"), ("要闻", "综合", "社会")
_WEEK = "一二三四五六日"
SUBHEADS = (
    *("食堂开到家门口", "从等人来到走上门", "一本账管到底", "村里的好差事", "小本子记大事"),
    *("新食堂天天冒热气，老人们有了去处", "一条热线连千家，电话从早响到晚"),
)
"""Subheads for stories that have none."""
_SECOND = "一条热线连千家", "邻里互助有了新办法", "日子越过越红火"
"""What may go on with one of them."""
SIGNED = "——编者"
"""What an editor's note may close with."""
NOTES = (
    "编者按：从今天起，本报开设专栏，讲述各地的新做法，敬请关注。",
    "编者按：连日来，记者走进社区和村庄，看身边的变化。今天刊发第一篇，请读者留意。",
)
_ADVERTISEMENTS = (
    ("欢迎订阅《城乡时报》", "全年定价288元", "订阅热线：010-60000000"),
    ("公益广告", "文明用餐 节约粮食"),
    ("遗失声明", "某某商贸有限公司遗失公章一枚，声明作废。"),
)
_HALF_WIDTH = str.maketrans("，；：（）", ",;:()")
_CLOSED = re.compile("[。！？：”；，…）—]$")
_SUBHEAD, _LEAD = 30, (60, 220)
"""Characters of a subhead at most, and of a paragraph that may be set as a lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is printed of an article."""

    title: str
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    credit: str = ""
    own_line: bool = True
    """Whether the credit stands on a line of its own."""
    lead: str = ""
    items: tuple[Item, ...] = ()
    """Paragraphs and subheads."""

    @property
    def length(self) -> int:
        """Characters of its text."""
        return sum(len(item.text) for item in self.items)

    @property
    def set_items(self) -> tuple[Item, ...]:
        """Its paragraphs and subheads with the credit, as they are set."""
        if not self.credit:
            return self.items
        if self.own_line:
            return (*self.items, Item("c", self.credit))
        last = self.items[-1]
        return (*self.items[:-1], Item(last.kind, last.text + self.credit))

    def gold(self) -> dict[str, Any]:
        """Return what the page holds of it, in the form of gold."""
        parts = {
            name: getattr(self, name)
            for name in ("kicker", "title", "subtitle", "byline", "credit")
            if getattr(self, name)
        }
        lead = [["lead", self.lead]] if self.lead else []
        return {**parts, "body": lead + [[item.kind, item.text] for item in self.items]}


def story_of(article: Mapping[str, Any], chance: random.Random) -> Story:
    """Return an article as a story, with a byline or a credit where it has none.

    >>> article = {"title": "食堂开张", "paragraphs": ["村里的食堂今天开张。"]}
    >>> story_of(article, random.Random(4)).items
    (Item(kind='p', text='村里的食堂今天开张。'),)
    """
    texts = [text for text in article["paragraphs"] if text.strip()]
    byline, credit = article.get("byline") or "", article.get("credit") or ""
    drawn = chance.random()
    if not byline and not credit and drawn < 0.8:
        byline = "■ 本报记者 " + _person(chance) if drawn < 0.25 else ""
        credit = "" if byline else chance.choice(_CREDITS)
    lead = ""
    if len(texts) > 2 and _LEAD[0] <= len(texts[0]) <= _LEAD[1] and chance.random() < 0.25:
        lead, *texts = texts
    last = len(texts) - 1
    return Story(
        title=article["title"].strip(),
        kicker=article.get("kicker") or "",
        subtitle=article.get("subtitle") or "",
        byline=byline,
        credit=credit,
        own_line=chance.random() < 0.6,
        lead=lead,
        items=tuple(
            Item("h" if n < last and _is_subhead(text) else "p", text)
            for n, text in enumerate(texts)
        ),
    )


def opened_by_lead(story: Story) -> Story:
    """Return a story with its first paragraph as its lead, where it may be one."""
    first, *rest = story.items
    least, most = _LEAD
    if story.lead or not rest or first.kind != "p" or not least <= len(first.text) <= most:
        return story
    return replace(story, lead=first.text, items=tuple(rest))


def _is_subhead(text: str) -> bool:
    return len(text) <= _SUBHEAD and not _CLOSED.search(text)


def in_half_width(story: Story) -> Story:
    """Return a story with marks in half width, as some papers' fonts give them."""
    texts = {
        name: getattr(story, name).translate(_HALF_WIDTH)
        for name in ("title", "kicker", "subtitle", "byline", "credit", "lead")
    }
    items = tuple(Item(item.kind, item.text.translate(_HALF_WIDTH)) for item in story.items)
    return replace(story, items=items, **texts)


def _person(chance: random.Random) -> str:
    given = "".join(chance.sample(_GIVEN, chance.choice([1, 2])))
    return chance.choice(_SURNAMES) + given


def caption(chance: random.Random) -> str:
    """Return what stands under a photograph."""
    place = chance.choice(["江口市", "新村", "临江社区"])
    seen = chance.choice(["义诊", "植树", "春耕", "技能培训"])
    return f"图为{place}{seen}现场。 {_person(chance)}摄"


def advertisement(chance: random.Random) -> tuple[str, ...]:
    """Return the lines of an advertisement."""
    return chance.choice(_ADVERTISEMENTS)


def head_line(chance: random.Random) -> tuple[str, str, str, str]:
    """Return a page's paper, section, day and number."""
    day = f"{chance.choice([2020, 2022, 2023])}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    week = f" 星期{chance.choice(_WEEK)}"
    paper, section = chance.choice(_PAPERS), chance.choice(_SECTIONS)
    return paper, section, day + week, f"{chance.randint(1, 16):02d}"


def editors_line(chance: random.Random) -> str:
    """Return who made a page."""
    return f"本版责编：{_person(chance)} 版式：{_person(chance)}"


def with_subheads(story: Story, chance: random.Random) -> Story:
    """Return a story with invented subheads between its paragraphs."""
    return replace(story, items=tuple(_parted(story, chance)))


def _parted(story: Story, chance: random.Random) -> Iterator[Item]:
    for n, item in enumerate(story.items):
        around = story.items[n - 1 : n + 1]
        if n in (3, 6) and all(own.kind == "p" for own in around):
            text = chance.choice(SUBHEADS)
            more = "，" not in text and chance.random() < 0.5
            yield Item("h", f"{text}，{chance.choice(_SECOND)}" if more else text)
        yield item
