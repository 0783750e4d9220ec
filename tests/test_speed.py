"""``benchmarks/speed.py`` runs; what it measures depends on the machine and is no test."""

from __future__ import annotations

import random
import re

import pytest

from benchmarks.speed import main
from generator.editing import page_notes
from generator.model import Page
from generator.reconstruct import reconstruct_page
from generator.text.quotations import LONGEST
from generator.text.traced import Traced
from generator.text.typography import repair_typography
from tests.growth import calls_of


def test_growth_is_shown_with_its_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["growth", "--sizes", "500", "1000"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split("/")[0] for line in lines} == {"reconstruct", "describe", "notes"}
    assert all(re.search(r" [\d.]+ s +(-|[\d.]+)$", line) for line in lines)


def test_memory_is_that_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["memory", "--folders", "2"]) == 0
    assert float(re.search(r"([\d.]+) MB", capsys.readouterr().out)[1]) > 10  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "wide"),
    [("民" + "," * 50_000, "民" + "，" * 50_000), ("民" + "()" * 25_000, "民" + "（）" * 25_000)],
    ids=["commas", "brackets"],
)
def test_a_long_run_of_marks_is_widened_mark_by_mark(text: str, wide: str) -> None:
    """Each mark makes the next one's side Chinese: the text must not be walked for each."""
    assert repair_typography(Traced.from_page(text)).text == wide


def test_nested_brackets_are_looked_into_once() -> None:
    nested = "(" * 25_000 + "民" + ")" * 25_000
    assert repair_typography(Traced.from_page(nested)).text == nested.translate(
        str.maketrans("()", "（）")
    )


@pytest.mark.parametrize(
    "text", ["好。", "甲乙丙丁戊己庚辛\n", "近日，甲县开会。\n\n（据甲县）\n\n"]
)
def test_notes_on_a_page_that_repeats_itself(text: str) -> None:
    """No words are plain on it: neither may all places of each be collected, nor all tried."""
    page = Page(name="a.txt", text=text * (20_000 // len(text)))
    notes = page_notes(reconstruct_page(page))
    assert notes.articles or notes.unplaced
    assert all(len(r.yaml) < 2 * LONGEST for told in notes.articles for r in told.remedies)


def ragged_cells(size: int, ends: tuple[str, ...], seed: int) -> str:
    """Return cells of one to four characters, as OCR that failed makes of a table."""
    chance = random.Random(f"{size} {seed}")
    cells: list[str] = []
    left = size
    while left > 0:
        cell = "".join(chance.choices("表项数额合计人户年月城乡镇村一二三四五六七八九十", k=4))
        cells += [cell[: chance.randint(1, 4)], chance.choice(ends)]
        left -= len(cells[-2])
    return "".join(cells)


CELLS = (("\n", "\n\n", "   "), ("\n", "\n\n"), ("|", "\n", "\n\n", " "))
"""Between cells, in lines alone, with bars."""


def test_ragged_cells_take_time_by_their_number(long: bool) -> None:
    """Headlines beside columns were matched in time by the cube of their number.

    How much is doubtful on one page is chance: with ``--long`` several are measured, of each kind.
    Pages of half the size are read as one part, and cost half as much a line.
    """
    for ends in CELLS if long else CELLS[:1]:
        spent = []
        for size in (2_000, 4_000):  # benchmarks/speed.py growth goes on
            draws = range(2 if long else 1)
            pages = [Page(name="a.txt", text=ragged_cells(size, ends, seed)) for seed in draws]
            spent.append(calls_of(lambda pages=pages: [reconstruct_page(page) for page in pages]))  # type: ignore[misc]
        assert spent[1] <= 2.5 * spent[0], (ends, spent)


def test_what_is_not_measured_is_wrong_usage() -> None:
    with pytest.raises(SystemExit):
        main(["everything"])
