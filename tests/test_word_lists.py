"""The editable word lists: a slip is an error with file and line, never a list half read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe.agencies.agency_grammar import compile_organs
from generator.describe.data_files import data_bytes
from generator.describe.word_lists import parse_word_lists, word_lists
from generator.errors import GeneratorError


def read(text: str) -> None:
    parse_word_lists(text, "a.yml", words=("heads",), names=("fields",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "a.yml:1: a table of keys"),
        ("- 厅\n", "a.yml:1: a table of keys"),
        ("heads: [厅\nfields: {}\n", "a.yml:2:"),
        ("heads: [厅]\n", "a.yml:1: the list fields is missing"),
        ("heads: [厅]\nfields: {}\nhaeds: []\n", "a.yml:3: no list is called haeds"),
        ("heads: [厅]\nheads: [局]\nfields: {}\n", "a.yml:2: heads stands twice"),
        ("heads: 厅\nfields: {}\n", "a.yml:1: heads needs a list"),
        ("heads: [厅,\n 12]\nfields: {}\n", "a.yml:2: a word was expected in heads"),
        ("heads: [厅, [局]]\nfields: {}\n", "a.yml:1: a word was expected in heads"),
        ("heads:\n- 厅\n- 厅\nfields: {}\n", "a.yml:3: 厅 stands twice under heads"),
        ("heads: []\nfields: [人社]\n", "a.yml:2: fields needs a name"),
        ("heads: []\nfields:\n  甲: [丙]\n  乙: [丙]\n", "a.yml:4: 丙 stands twice under fields"),
        ("heads: []\nfields:\n  甲: 丙\n", "a.yml:3: 甲 needs a list"),
    ],
)
def test_a_slip_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(GeneratorError) as error:
        read(text)
    assert str(error.value).startswith(told)


@given(st.text(max_size=60) | st.text("heads:fil[],{}- \n厅", max_size=60))
def test_any_text_is_read_or_refused_with_its_line(text: str) -> None:
    told = "a.yml:"
    try:
        read(text)
    except GeneratorError as error:
        told = str(error)
    assert told.startswith("a.yml:")


def test_a_list_of_bodies_that_is_broken_names_its_line() -> None:
    text = data_bytes("agencies.yml").decode("utf-8")
    broken = text.replace("heads: [厅, 局,", "heads: [厅, 厅,", 1)
    line = broken[: broken.index("\nheads: [厅, 厅")].count("\n") + 2
    with pytest.raises(GeneratorError, match=rf"agencies\.yml:{line}: 厅 stands twice"):
        compile_organs(broken, "agencies.yml")


def test_the_lists_of_the_package_are_whole() -> None:
    lists = word_lists("documents.yml", words=_KEYS)
    assert "意见" in lists.words["kinds"]


_KEYS = (
    "kinds", "weak_kinds", "issued_kinds", "not_laws", "law_subjects", "short_laws", "not_papers",
    "works", "works_after", "papers_after", "short_words", "issue_verbs", "issue_between",
)  # fmt: skip
