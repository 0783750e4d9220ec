"""From the printed page to its date: head lines of every order, read, set aside and believed."""

from __future__ import annotations

import pytest

from generator.describe import describe_page, describe_text
from generator.model import DateBasis, Facts, Page
from generator.reconstruct import reconstruct_page

_BODY = "\n\n老年食堂开张\n本报记者 王小明\n\n近日，山水县老年食堂开张，老人都说好。\n\n"


def _facts(text: str) -> Facts:
    result = reconstruct_page(Page(name="p.txt", text=text))
    facts = describe_page(result)
    return facts[0]


@pytest.mark.parametrize(
    "line",
    [
        "山水日报 2024年4月18日 星期四 第12版",
        "A05 要闻 2024年4月18日 星期四",
        "16 新闻 NEWS 2024.4.18 星期四",
        "2024/4/18 周四 05/社会",
        "2024-04-18 星期四 责编：王小明",
        "二〇二四年四月十八日 星期四 甲辰年三月初十",
        "２０２４年４月１８日　星期四",
        "2 0 2 4 年 4 月 1 8 日 星 期 四",
        "2024年4月18日 星期五",  # the weekday is misprinted
        "2024年4月18日",
        "国内统一刊号：CN11-0001 2024年4月18日 总第1234期 今日8版",
    ],
)
def test_a_head_line_dates_the_page(line: str) -> None:
    for text in (line + _BODY, _BODY + line):
        facts = _facts(text)
        assert facts.date is not None
        assert (facts.date.edtf, facts.date.basis) == ("2024-04-18", DateBasis.MASTHEAD)
        assert facts.date.spans


@pytest.mark.parametrize(
    "line",
    [
        "图为2024年4月18日，老人在食堂吃饭。 王小明 摄",
        "山水县民政局 2024年4月18日",
        "2024年2月30日 星期五",
        "第12版 社会",
    ],
)
def test_what_is_no_day_of_issue_dates_nothing(line: str) -> None:
    facts = _facts(_BODY + line)
    assert facts.date is None or facts.date.basis is not DateBasis.MASTHEAD


def test_a_head_line_is_believed_before_a_date_that_stands_alone() -> None:
    facts = _facts("山水日报 2024年4月18日 星期四" + _BODY + "2024年4月15日")
    assert facts.date is not None
    assert facts.date.edtf == "2024-04-18"


def test_facts_are_read_from_what_characters_stand_for() -> None:
    facts = describe_text("⼭⻄省⺠政厅２０２４年４⽉１８⽇召开会议。")
    assert facts.region is not None
    assert facts.region.name == "山西省"
    assert [d.edtf for d in facts.dates] == ["2024-04-18"]
    assert facts.dates[0].spans == ((6, 16),)
