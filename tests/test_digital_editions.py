"""Pages of digital editions, saved as text by programs: in each form the same articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.model import Article, Page, Role
from generator.reconstruct import reconstruct_page
from generator.reconstruct.wording.furniture import furniture_rule
from generator.text.field_labels import find_field_labels

Texts = tuple[tuple[str, str, str], ...]
TEXTS: Texts = (
    (
        "白石镇办起老年食堂",
        "本报记者 李 庆",
        "近日，白石镇办起老年食堂，镇里的老人都来吃饭，每餐只要八元。",
    ),
    (
        "河西村修好石桥",
        "周 岚",
        "河西村的石桥昨天修好，桥长三十米，两岸来往只要五分钟。",
    ),
)
"""Headline, writer and text."""
RULE = "-" * 50


def parted(title: str, writer: str, text: str) -> str:
    return (
        f"{title}\n{writer}　《山水日报》（ 2024年05月06日　第 03 版）\n\n　　{text}\n\n{RULE}\n\n"
    )


def labelled(title: str, writer: str, text: str) -> str:
    return (
        f"链接：http://paper.shanshui.example/html/2024-05/06/nw.D11_20240506_1-03.htm\n"
        f"标题：{title}\n作者：{writer}\n日期：2024-05-06\n版面：第03版：要闻\n"
        f"内容：\n　　{text}\n\n"
    )


def bracketed(title: str, writer: str, text: str) -> str:
    return f"【标题】{title}\n【作者】{writer}\n【版次】第03版\n【正文】\n　　{text}\n\n"


def whole(title: str, writer: str, text: str) -> str:
    return (
        "山水日报\n2024年05月06日 星期一\n版面导航 标题导航\n第03版：要闻\n上一篇　下一篇\n"
        f"放大 缩小 默认 朗读\n\n{title}\n{writer}\n《山水日报》（2024年05月06日 第 03 版）\n\n"
        f"　　{text}\n\n责任编辑：王小明\n【打印】【关闭】\n返回目录\n版权所有 山水日报社\n\n"
    )


def portal(title: str, writer: str, text: str) -> str:
    return (
        f"{title}\n{writer}\n2024-05-06 08:15 来源：山水日报\n　　{text}\n（责编：王小明、李红）\n"
        "分享让更多人看到\n\n"
    )


FORMS = (parted, labelled, bracketed, whole, portal)


def made(text: str) -> tuple[Article, ...]:
    return reconstruct_page(Page(name="p.txt", text=text)).articles


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_each_form_gives_the_same_articles(form: Callable[[str, str, str], str]) -> None:
    articles = made("".join(form(*one) for one in TEXTS))
    shown = [
        (
            article.title and article.title.text.text,
            article.byline and article.byline.text.text,
            "".join(block.text.text for block in article.body),
        )
        for article in articles
    ]
    assert shown == [*TEXTS]


def test_a_picture_story_keeps_its_text_under_the_line_of_its_day() -> None:
    text = (
        "河西村修好石桥\n《山水日报》（2024年05月06日 第 03 版）\n\n"
        "　　近日，河西村的石桥修好了。图为村民走过石桥。\n　　王小明摄\n"
    )
    (article,) = made(text)
    assert article.title is not None
    assert article.body[0].role is not Role.CAPTION


def test_the_author_of_a_book_wrote_no_article() -> None:
    text = f"{TEXTS[0][0]}\n\n{TEXTS[0][2]}\n\n《石桥记》\n作者：周 岚\n出版社：山水出版社\n"
    articles = made(text)
    assert len(articles) >= 1
    assert [author for article in articles for author in article.authors] == []


@pytest.mark.parametrize(
    "text",
    [
        "标题：新村办食堂\n近日，新村办起食堂。",
        "题目：我的家乡\n内容：写写家乡的变化。",
        "作者：李庆\n日期：2024-05-06",
        "标题新村办食堂\n日期：2024-05-06",
        "题目：老人用手机\n时间：5月6日上午9点\n地址：新村老年食堂\n内容：打电话、看照片",
    ],
)
def test_a_word_and_a_colon_alone_are_no_label(text: str) -> None:
    assert find_field_labels(text) == ()


def test_lines_of_a_headline_may_stand_under_its_label() -> None:
    text = "标题：\n新村办食堂\n老人吃饭不愁\n内容：\n　　近日，新村办起食堂。\n"
    shown = [(text * 2)[start:end] for start, end in find_field_labels(text * 2)]
    assert shown == ["标题：", "内容：", "标题：", "内容："]


def test_letters_end_with_where_their_writers_live() -> None:
    text = "".join(
        f"{title}\n{text}\n山水省江口市　{name}\n"
        for (title, _, text), name in zip(TEXTS, ("王小禾", "李　庆"), strict=True)
    )
    articles = made(text)
    assert [a.title and a.title.text.text for a in articles] == [title for title, _, _ in TEXTS]
    assert ["江口市" in a.body[-1].text.text for a in articles] == [True, True]


@pytest.mark.parametrize(
    "line",
    [
        f"首页{' > 某报' * 16}，等",
        f"2024-05-06{'版次：打印' * 17}，",
        f"{'‹上一版' * 24}甲",
        f"{'上一版>' * 24}。",
    ],
)
def test_what_looks_like_navigation_is_looked_through_once(line: str) -> None:
    assert furniture_rule(line[:100]) is None  # minutes, if all ways to part it were tried
