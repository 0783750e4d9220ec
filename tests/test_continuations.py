"""Text from another page (上接) is an item of its own; where text goes on there, a story ends."""

from __future__ import annotations

from itertools import islice, product

import pytest

from generator.model import Page
from generator.reconstruct import reconstruct_page

BEFORE = (
    "河西村修好石桥\n本报记者 李庆\n"
    "本报讯 河西村的石桥昨天修好，桥长三十米，两岸来往只要五分钟。\n村民说，以前过河要绕十里。"
)
FIRST = "由社会组织运营，县里按人次补贴，今年前九个月服务老人二百万人次，满意率超过九成。"
SECOND = "下一步，县里还将在城郊建设十五个站点，方便农村老人。"
AFTER = "图书馆开进集市\n{}集市二楼的图书馆上周开放，藏书两万册。"
FORMS = {
    "（上接第一版）": "第一版",
    "(上接1版)": "1版",
    "（上接A1版）": "A1版",
    "上接第二版\n": "第二版",
    "（紧接第一版）": "第一版",
    "（接第1版）": "第1版",
    "【上接01版】": "01版",
    "▲上接第3版\n": "第3版",
    "▲上接第3版 ": "第3版",
    "（上接头版）": "头版",
    "(上接第 1 版)": "第1版",
    "〔上接第一版〕\n": "第一版",
    "（上接第一版）\n": "第一版",
    "◀上接第三版\n": "第三版",
    "（緊接第一版）": "第一版",
}


def items(text: str) -> list[tuple[str | None, str, str | None]]:
    """Return headline, body and page of origin of each article."""
    return [
        (
            article.title.text.text if article.title else None,
            "".join(block.text.text for block in article.body),
            article.continued_from,
        )
        for article in reconstruct_page(Page(name="p.txt", text=text)).articles
    ]


@pytest.mark.parametrize(("form", "page"), FORMS.items())
def test_a_continuation_is_an_item_of_its_own(form: str, page: str) -> None:
    texts = (
        f"{FIRST}\n{SECOND}",
        f"{FIRST}\n\n{SECOND}",
        f"{FIRST[:20]}\n\n{FIRST[20:]}\n{SECOND}",
    )
    ways = product(
        ("", f"{BEFORE}\n", f"{BEFORE}\n\n"),
        texts,
        ("", *(gap + AFTER.format(o) for gap in ("\n", "\n\n") for o in ("本报讯 ", ""))),
    )
    for above, text, below in islice(
        ways, [*FORMS].index(form) % 2, None, 2
    ):  # each in seven forms
        found = items(f"{above}{form}{text}{below}\n")
        assert (None, FIRST + SECOND, page) in found, (above, text, below)
        assert len(found) == 1 + bool(above) + bool(below)
        assert not above or found[0][0] == "河西村修好石桥"
        assert not below or (found[-1][0], found[-1][2]) == ("图书馆开进集市", None)


@pytest.mark.parametrize("form", FORMS)
def test_a_headline_repeated_over_or_under_the_jump_line_is_its_headline(form: str) -> None:
    jump, page = form.strip(), FORMS[form]
    for above, head, below in product(
        ("", f"{BEFORE}\n", f"{BEFORE}\n\n"),
        (f"{jump}\n社区食堂服务老人", f"社区食堂服务老人\n{jump}"),
        ("", "\n\n" + AFTER.format("本报讯 ")),
    ):
        found = items(f"{above}{head}\n{FIRST}\n{SECOND}{below}\n")
        assert ("社区食堂服务老人", FIRST + SECOND, page) in found, (above, head, below)


def test_two_continuations_stay_two() -> None:
    found = items(f"（上接第一版）{FIRST}\n\n（上接第三版）{SECOND}\n\n{AFTER.format('本报讯 ')}\n")
    assert [(text, page) for _, text, page in found[:2]] == [(FIRST, "第一版"), (SECOND, "第三版")]
    assert found[2][0] == "图书馆开进集市"


def test_a_continuation_run_on_to_the_story_before_is_cut_off() -> None:
    found = items(f"{BEFORE}（上接第一版）{FIRST}\n{SECOND}\n")
    assert found[0][1].endswith("以前过河要绕十里。")
    assert found[1] == (None, FIRST + SECOND, "第一版")


@pytest.mark.parametrize(
    "away", ["（下转第四版）", "【下转04版】", "▶下转第4版", "（下转A4版）", "下轉第四版"]
)
def test_what_follows_a_story_that_goes_on_elsewhere_is_not_its_text(away: str) -> None:
    signed = AFTER.format("本报记者 林秋月\n\n")
    for gap, below in product(("\n", "\n\n"), (signed, f"（上接第一版）{FIRST}")):
        (_, first, _), (_, second, _) = items(f"{BEFORE}{away}{gap}{below}\n")
        assert first.endswith("绕十里。")
        assert second.endswith(("藏书两万册。", FIRST))


def test_an_open_sentence_before_it_does_not_go_on_in_text_from_another_page() -> None:
    found = items(
        f"河西村修好石桥\n本报讯 河西村的石桥昨天修好，两岸来往只要\n\n（上接第一版）{FIRST}\n"
    )
    assert [text for _, text, _ in found][1] == FIRST
