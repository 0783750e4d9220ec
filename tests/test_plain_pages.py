"""A page that reads from top to bottom comes out as it reads: each headline over its body."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from generator.model import Page
from generator.reconstruct import reconstruct_page

OPENERS = (
    *("本报讯 ", "本报讯　", "本报讯（记者 李明）", "本报4月18日讯 ", "本报北京4月18日电 "),
    *("新华社北京4月18日电 ", "据新华社电 ", "中新社北京4月18日电 ", "中新网4月18日电 "),
    *("人民网北京4月18日电 ", "本网讯 ", "本社讯 ", "山城晚报讯 ", "本报讯记者李明报道："),
    *("【本报讯】", "【本报讯】（记者 王芳）", "〔本报讯〕", "［本报讯］", "（本报讯）"),
    *("〔合众社柏林十三日电〕", "【新华社北京电】", "（记者 李明）", "本报记者李明报道："),
    *(
        "近日，",
        "日前，",
        "4月18日，",
        "昨日，",
        "昨天上午，",
        "连日来，",
        "记者4月18日从县里获悉，",
    ),
)
"""How reports open: by who reports, from where and when, or by the time alone."""
PLACES = ("青溪", "白石", "南岭", "河西", "丰田", "东湖", "古城", "石桥", "江口", "云岭")
TELLINGS = (
    ("建成口袋公园", "利用边角地建设口袋公园，居民出门就走进绿地。|园里种了银杏，还装了路灯。"),
    ("夜校教剪纸", "文化站的夜校开班，由剪纸艺人任教。|学员说，学费全免，材料由镇里提供。"),
    ("新增公交线路", "新增公交线路，末班车推迟到夜里。|司机介绍，新线路全部使用电动客车。"),
    ("菜场办图书馆", "菜场二楼的图书馆开放，儿童读物占四成。|馆长说，家长买菜时孩子可以看书。"),
    ("修好古井", "对古井作了清淤加固，井台铺上青石。|老井水质清甜，夏天用来镇西瓜。"),
    ("志愿者巡河", "志愿者每天沿河巡查，劝阻乱倒。|队长说，水清了，白鹭也回来了。"),
    ("食堂送餐上门", "老年食堂为行动不便的老人送餐。|午餐有两荤两素，送餐员都是邻居。"),
    ("小学添天文台", "中心小学的天文台启用，望远镜由校友捐赠。|校长说，孩子们抬头的时间多了。"),
)


def wrapped(text: str, width: int) -> list[str]:
    """Break a text as a column does: no line begins with a mark."""
    lines = []
    while width and len(text) > width:
        end = width
        while text[end] in "，。、：）":
            end -= 1
        lines.append(text[:end])
        text = text[end:]
    return [*lines, text]


def printed(
    opener: str, *, blank: bool, byline: bool, seed: int, widths: Sequence[int] = (0,)
) -> tuple[str, list[tuple[str, str, str | None]]]:
    """Print two to six stories; return the page, and each headline, body and byline."""
    chance = random.Random(f"{opener} {blank} {byline} {seed}")
    width = chance.choice(widths)
    stories, wanted = [], []
    places = chance.sample(PLACES, 6)
    tellings = chance.sample(TELLINGS, chance.randint(2, 6))
    for place, (what, told) in zip(places, tellings, strict=False):
        paragraphs = told.split("|") if chance.random() < 0.5 else [told.replace("|", "")]
        paragraphs[0] = f"{opener}{place}县{paragraphs[0]}"
        name = "本报记者 " + chance.choice(("李明", "王芳", "赵小刚")) if byline else None
        lines = [f"{place}县{what}", *([name] if name else [])]
        for paragraph in paragraphs:
            lines += wrapped(paragraph, width)
        stories.append("\n".join(lines))
        wanted.append((f"{place}县{what}", "".join("".join(paragraphs).split()), name))
    return ("\n\n" if blank else "\n").join(stories) + "\n", wanted


def read(text: str) -> list[tuple[str, str, str | None]]:
    """Return headline, body and byline of each article of a page."""
    return [
        (
            "".join(b.text.text for b in (a.kicker, a.title, a.subtitle) if b is not None),
            "".join("".join(block.text.text.split()) for block in a.body),
            a.byline.text.text if a.byline is not None else None,
        )
        for a in reconstruct_page(Page(name="p.txt", text=text)).articles
    ]


@pytest.mark.parametrize("opener", [*OPENERS, ""])
@pytest.mark.parametrize("blank", [False, True], ids=["tight", "blank lines"])
def test_stories_that_open_as_reports_do_come_back(opener: str, blank: bool) -> None:
    for seed in range(4):
        text, wanted = printed(opener, blank=blank, byline=False, seed=seed, widths=(0,))
        assert read(text) == wanted, text


@pytest.mark.parametrize("blank", [False, True], ids=["tight", "blank lines"])
def test_stories_set_in_columns_come_back(blank: bool) -> None:
    """Of pages set in columns a few in a hundred are still taken for rows or cut in a sentence."""
    right, widths = [], (16, 20, 26)
    for opener in OPENERS:
        for seed in range(4):
            text, wanted = printed(opener, blank=blank, byline=False, seed=seed, widths=widths)
            right.append(read(text) == wanted)
    assert sum(right) / len(right) >= 0.95


@pytest.mark.parametrize("blank", [False, True], ids=["tight", "blank lines"])
def test_stories_with_bylines_come_back(blank: bool) -> None:
    for seed in range(6):
        text, wanted = printed("", blank=blank, byline=True, seed=seed)
        assert read(text) == wanted, text


def test_blank_lines_between_stories_are_enough() -> None:
    """Neither byline nor dateline."""
    for seed in range(8):
        text, wanted = printed("", blank=True, byline=False, seed=seed)
        assert read(text) == wanted, text


def test_long_texts_under_display_lines_are_left_to_the_search() -> None:
    """A near miss: subheads part a long report; without an opener they look like headlines."""
    sections = [("青溪县这样办夜校", "夜校"), ("教室从哪里来", "教室"), ("老师请得到吗", "老师")]
    told = "{}的事情，县里开了三次会，请镇里的人一项一项说，再请村里的人一项一项提。"
    text = "".join(f"{head}\n{told.format(word) * 11}\n" for head, word in sections)
    assert [title for title, _, _ in read(text)] == ["青溪县这样办夜校"]


def test_subheads_in_a_story_set_apart_stay_subheads() -> None:
    """A near miss: blank lines part two stories, and one of them has subheads."""
    text = (
        "青溪县建成口袋公园\n青溪县利用边角地建设口袋公园，居民出门就走进绿地。\n"
        "边角地的用处\n园里种了银杏，还装了路灯和健身器材。\n"
        "居民来取名\n公园的名字由居民来取，已经收到一千多条建议。\n\n"
        "白石县修好古井\n白石县对古井作了清淤加固，井台铺上青石。\n"
    )
    assert [title for title, _, _ in read(text)] == ["青溪县建成口袋公园", "白石县修好古井"]
