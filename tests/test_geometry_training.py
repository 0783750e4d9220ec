"""What the scores of pages with geometry are learned from."""

from __future__ import annotations

from generator.geometry.settings import Setting
from tests.geometry_printer import Sheet, broken, divided, paragraphs
from training.geometry import Rows, fit, page_examples
from training.pages import place_characters

TITLE = "新村食堂开门迎客"


def examples(count: int) -> tuple[Rows, Rows, Rows]:
    flows, crowns, lines = Rows(), Rows(), Rows()
    for seed in range(count):
        sheet = Sheet()
        texts = paragraphs(seed, 4, 5, 4)
        sheet.line(TITLE, 50, 40, em=20, bold=True)
        for n, column in enumerate(divided(broken(texts, 13), 3)):
            sheet.column(column, 50 + 150 * n, 75, measure=13)
        page = sheet.page()
        gold = [{"title": TITLE, "body": [["p", text] for text in texts]}]
        page_examples(page, place_characters(page.text, gold), flows, crowns, lines)
    return flows, crowns, lines


def test_each_column_goes_on_in_the_next() -> None:
    flows, crowns, lines = examples(1)
    assert sum(flows.wanted) == 2
    assert sum(crowns.wanted) == 1
    assert lines.wanted.count(Setting.PARAGRAPH) == 3
    assert not {Setting.ASIDE, Setting.CREDIT} & {*lines.wanted}


def test_the_same_pages_teach_the_same() -> None:
    one, other = fit(*examples(4)), fit(*examples(4))
    assert repr(one) == repr(other)
    assert {*one} == {"flows", "crowns", "lines"}
