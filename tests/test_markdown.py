"""Pages saved as Markdown: its marks are set aside, its headings are headlines."""

from __future__ import annotations

import time

import pytest

from generator.model import Page, Role
from generator.reconstruct import reconstruct_page
from generator.text.markdown import NO_MARKUP, find_markup

ONE = "近日，白石镇办起老年食堂，镇里的老人都来吃饭，每餐只要八元。"
TWO = "河西村的石桥昨天修好，桥长三十米，两岸来往只要五分钟。"


def items(text: str) -> list[tuple[str | None, list[str]]]:
    result = reconstruct_page(Page(name="p.txt", text=text))
    return [
        (a.title.text.text if a.title else None, [b.text.text for b in a.body])
        for a in result.articles
    ]


@pytest.mark.parametrize("first", ["#", "##", "###"])
@pytest.mark.parametrize("second", ["", "#"])
def test_each_heading_is_the_headline_of_what_stands_under_it(first: str, second: str) -> None:
    text = f"{first} 白石镇办起老年食堂\n\n{ONE}\n\n{first}{second} 河西村修好石桥\n\n{TWO}\n"
    assert items(text) == [("白石镇办起老年食堂", [ONE]), ("河西村修好石桥", [TWO])]


def test_headings_underlined_closed_bold_or_quoted_lose_their_marks() -> None:
    text = (
        f"白石镇办起老年食堂\n====\n\n{ONE}\n\n## **河西村修好石桥** ##\n\n{TWO}\n\n"
        "# 南岭新增公交\n\n- 南岭的公交线路昨天新增七条，方便老人出门。\n"
    )
    assert [title for title, _ in items(text)] == [
        "白石镇办起老年食堂", "河西村修好石桥", "南岭新增公交"
    ]  # fmt: skip
    assert items(text)[2][1] == ["南岭的公交线路昨天新增七条，方便老人出门。"]


def test_deeper_headings_of_the_same_subject_are_subheads() -> None:
    text = (
        "# 白石镇推进农村养老服务\n\n本报记者 李庆\n\n白石镇今年推进农村养老服务，五个村先试。\n\n"
        "## 办食堂\n\n五个村的农村养老食堂都开了，老人交得不多。\n\n"
        "## 建队伍\n\n镇里的养老服务员今年多了一倍，还要再培训一批。\n"
    )
    (article,) = reconstruct_page(Page(name="p.txt", text=text)).articles
    subheads = [b.text.text for b in article.body if b.role is Role.SUBHEAD]
    assert subheads == ["办食堂", "建队伍"]


def test_numbered_headings_are_subheads_on_any_level() -> None:
    text = f"# 白石镇办起老年食堂\n\n{ONE}\n\n# 一、办食堂\n\n{TWO}\n\n# 二、修道路\n\n{ONE}\n"
    assert [title for title, _ in items(text)] == ["白石镇办起老年食堂"]


def test_pictures_and_tables_are_set_aside_and_the_paragraph_goes_on() -> None:
    text = (
        "# 白石镇办起老年食堂\n\n近日，白石镇办起老年食堂。食堂由镇里招标\n\n"
        "![](images/1.jpg)\n图为老人在食堂吃饭。李红摄\n\n运营，县里给每家补贴二十万元。\n\n"
        "<table><tr><td>食堂</td><td>5</td></tr></table>\n\n"
        "| 食堂 | 老人 |\n| --- | --- |\n| 5 | 90 |\n"
    )
    (article,) = reconstruct_page(Page(name="p.txt", text=text)).articles
    assert [b.text.text for b in article.body] == [
        "近日，白石镇办起老年食堂。食堂由镇里招标运营，县里给每家补贴二十万元。"
    ]


def test_marks_that_list_or_quote_are_in_no_headline() -> None:
    text = f"- 白石镇办起老年食堂\n\n{ONE}\n\n- 河西村修好石桥\n\n{TWO}\n"
    assert not any((title or "").startswith(("-", ">")) for title, _ in items(text))


@pytest.mark.parametrize(
    "text",
    [
        "#老年食堂# 上了热搜",
        "张**和李**获奖",
        "138****1234",
        "2 * 3 * 4 = 24",
        "- 3 -",
        "—— 白石镇",
        "1.食堂\n2.道路",
        "姓名____电话____",
        "[视点] （一）",
        "A|B|C",
        "评分：***",
    ],
)
def test_plain_text_has_no_marks(text: str) -> None:
    assert find_markup(text) == NO_MARKUP


@pytest.mark.parametrize(
    "unit",
    [
        "**a ", "__a ", "<table", "<!-- ", "<p ", "a|", "[", "![", "![a](", "- - ", "=\n", "\\",
        "|--|--|\n", " ",
    ],
)  # fmt: skip
def test_an_endless_run_of_marks_is_looked_through_once(unit: str) -> None:
    text = "# 食堂\n|甲|乙|\n" + unit * 10_000 + "x"
    begun = time.process_time()
    find_markup(text)
    assert time.process_time() - begun < 2  # many times that, were each looked at from each other
