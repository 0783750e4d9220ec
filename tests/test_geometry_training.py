"""What the scores of pages with geometry are learned from."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.geometry.story_setting import Setting
from tests.geometry_printer import Sheet, broken, divided, paragraphs
from training.__main__ import main
from training.geometry import OUT, Rows, fit, page_examples
from training.pages import place_characters

TITLE = "新村食堂开门迎客"


def examples(count: int) -> tuple[Rows, Rows, Rows, Rows]:
    flows, headed, lines, inner = Rows(), Rows(), Rows(), Rows()
    for seed in range(count):
        sheet = Sheet()
        texts = paragraphs(seed, 4, 5, 4)
        sheet.line(TITLE, 50, 40, em=20, bold=True)
        for n, column in enumerate(divided(broken(texts, 13), 3)):
            sheet.column(column, 50 + 150 * n, 75, measure=13)
        page = sheet.page()
        gold = [{"title": TITLE, "body": [["p", text] for text in texts]}]
        page_examples(page, place_characters(page.text, gold), flows, headed, lines, inner)
    return flows, headed, lines, inner


def test_each_column_goes_on_in_the_next() -> None:
    """Each page is learned from twice: as a PDF shows it, and as a scan does."""
    flows, headed, lines, _ = examples(1)
    assert sum(flows.wanted) == 2 * 2
    assert sum(headed.wanted) == 2 * 1
    assert lines.wanted.count(Setting.PARAGRAPH) == 2 * 3
    assert not {Setting.ASIDE, Setting.CREDIT} & {*lines.wanted}


def test_the_same_pages_teach_the_same() -> None:
    one, other = fit(*examples(4)), fit(*examples(4))
    assert repr(one) == repr(other)
    assert {*one} == {"flows", "headed", "lines", "inner"}


@pytest.mark.parametrize(
    ("gold", "said"), [(None, "gold-pdf.json"), ("{}", "there are no pages to learn from")]
)
def test_a_folder_without_pages_is_told(
    gold: str | None,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if gold is not None:
        (tmp_path / "gold-pdf.json").write_text(gold, "utf-8")
    before = OUT.read_bytes()
    monkeypatch.setattr("sys.argv", ["training", "--geometry", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert said in capsys.readouterr().err
    assert OUT.read_bytes() == before
