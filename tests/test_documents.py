"""Policy papers: found by their kind, with short names and issuers; books and films left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe.agencies import find_organs
from generator.describe.documents import find_documents
from generator.describe.reading import read_text
from generator.describe.regions import find_places
from tests.case_files import Case, read_cases


@pytest.mark.parametrize("case", read_cases("documents.md"), ids=str)
def test_documents(case: Case) -> None:
    reading = read_text(case.input)
    documents = find_documents(reading, find_organs(reading, find_places(reading), None))
    lines = [f"{d.title} | {'、'.join(d.short)} | {'、'.join(d.issuers)}" for d in documents]
    assert "\n".join(lines) == case.expected


def test_every_span_holds_the_whole_title() -> None:
    text = "印发《关于工作的意见》。《关于工作的意见》明确。"
    (document,) = find_documents(read_text(text), ())
    assert [text[a:b] for a, b in document.spans] == ["《关于工作的意见》"] * 2


@given(st.lists(st.sampled_from("《》〈〉意见通知（）以下简称\n") | st.characters(), max_size=50))
def test_any_text_is_read_without_a_crash(chars: list[str]) -> None:
    reading = read_text("".join(chars))
    for document in find_documents(reading, ()):
        assert document.title.startswith("《")
        assert document.title.endswith("》")
