"""A caption ends with its sentence or its credit, whatever stands before and below it."""

from __future__ import annotations

from itertools import product

import pytest

from generator.model import Page, Reconstruction
from generator.reconstruct import reconstruct_page

STORY = "河西村修好石桥\n本报讯 河西村的石桥昨天修好，桥长三十米，两岸来往只要五分钟。"
SHOWN = "几位老人正在食堂里吃午饭，大家有说有笑。"
BELOW = "近日，新村办起食堂，村里的老人都来吃饭，每餐只要八元。"
HEADLINE = "新村办食堂"
OPENERS = (
    "图片说明：", "圖片說明：", "图为", "图①：", "上图：", "下图为", "左图：", "右图为",
    "▲", "▼", "◀", "▶",
)  # fmt: skip
CREDITS = (
    "", " 李红 摄", "李红摄", "（李红 摄）", " 新华社记者 王小明 摄", "（资料图片）",
    " 图片来源：山水日报", " 文/图 王远",
)  # fmt: skip


def wrapped(text: str, lines: int) -> str:
    size = -(-len(text) // lines)
    return "\n".join(text[i : i + size] for i in range(0, len(text), size))


def parts(text: str) -> tuple[list[str], str, str]:
    """Return the headlines of a page, its bodies without captions, and what is caption."""
    result: Reconstruction = reconstruct_page(Page(name="p.txt", text=text))
    told = [a for a in result.articles if a.is_caption]
    news = [a for a in result.articles if not a.is_caption]
    heads = [b.text.text for a in news for b in (a.kicker, a.title, a.subtitle) if b is not None]
    aside = [b.text.text for a in told for b in a.body] + [b.text.text for b in result.leftovers]
    return heads, "".join(b.text.text for a in news for b in a.body), "".join(aside)


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("before", ["", f"{STORY}\n", f"{STORY}\n\n"], ids=["top", "tight", "gap"])
def test_a_caption_ends_with_its_sentence_or_its_credit(opener: str, before: str) -> None:
    """Each opener with each credit and each text below it, under one or two of what may precede."""
    below = (f"{HEADLINE}\n本报记者 李庆\n\n{BELOW}", BELOW)
    ways = product(CREDITS, ("\n", "\n\n"), below)
    for number, (credit, after, under) in enumerate(ways, start=OPENERS.index(opener)):
        if (number + before.count("\n")) % 2:
            continue
        lines = 1 + number % 3
        text = f"{before}{wrapped(opener + SHOWN + credit, lines)}{after}{under}\n"
        heads, body, aside = parts(text)
        assert SHOWN in aside, text
        assert not any(word in body for word in ("几位", "午饭", "有说有笑")), text
        assert BELOW in body, text
        assert under == BELOW or HEADLINE in heads, text


@pytest.mark.parametrize("credit", [c for c in CREDITS if c])
@pytest.mark.parametrize("before", ["", f"{STORY}\n\n"], ids=["top", "gap"])
def test_a_credit_alone_makes_a_caption_after_a_blank_line(credit: str, before: str) -> None:
    heads, body, aside = parts(f"{before}{SHOWN}{credit}\n{HEADLINE}\n本报记者 李庆\n\n{BELOW}\n")
    assert SHOWN in aside
    assert "几位" not in body
    assert HEADLINE in heads


@pytest.mark.parametrize(
    ("text", "headline", "said"),
    [
        (
            f"新村办展览\n本报讯 {SHOWN[:-1]}，以\n图为证，变化看得见。\n",
            "新村办展览",
            "以图为证，",
        ),
        (
            "新村办图书馆\n本报讯 新村办图书馆。\n图书馆开到九点。\n",
            "新村办图书馆",
            "图书馆开到九点。",
        ),
        (f"图说新村变化\n本报讯 {SHOWN}\n", "图说新村变化", SHOWN),
        (f"图片说明了什么\n本报讯 {SHOWN}\n", "图片说明了什么", SHOWN),
        (f"图一乐也要守规矩\n本报讯 {SHOWN}\n", "图一乐也要守规矩", SHOWN),
        ("新村办展览\n本报讯 照片都由王小明拍\n摄，村民来看。\n", "新村办展览", "王小明拍摄，村民"),
        (
            "新村办展览\n本报讯 村民都来看。\n照片都在村里拍摄。\n",
            "新村办展览",
            "照片都在村里拍摄。",
        ),
    ],
)
def test_what_only_looks_like_a_caption_is_none(text: str, headline: str, said: str) -> None:
    heads, body, _ = parts(text)
    assert heads == [headline]
    assert said in body


def test_a_picture_story_keeps_what_is_to_be_seen() -> None:
    story = f"食堂开张\n\n{BELOW}\n\n图为{SHOWN}\n\n新华社记者王小明摄\n"
    assert f"图为{SHOWN}" in parts(story)[1]
