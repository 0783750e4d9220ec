"""Words that only chance puts together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.word_tables import torn_words
from tests.case_files import Case, read_cases


def units_at(text: str, places: list[int]) -> list[str]:
    units = text.encode("utf-16-le", "surrogatepass")
    return [units[2 * at : 2 * at + 4].decode("utf-16-le", "replace") for at in places]


@pytest.mark.parametrize("case", read_cases("torn_words.md"), ids=str)
def test_cases(case: Case) -> None:
    assert units_at(case.input, torn_words(case.input)) == case.expected.split()


@given(st.text(alphabet="人民政府社会组织养老服务大学湖南在的。\n𠮷", max_size=60))
def test_what_is_torn_is_a_word_and_crossed_by_one(text: str) -> None:
    places = torn_words(text)
    assert places == sorted(set(places))
    for word in units_at(text, places):
        assert len(word) == 2
        assert word in text
        assert not torn_words(word)  # by itself nothing tears it


@given(st.text())
def test_any_text(text: str) -> None:
    assert all(0 <= at < 2 * len(text) for at in torn_words(text))
