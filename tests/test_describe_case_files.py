"""The case reader itself: a slip in a case file is an error, never a missing test."""

from pathlib import Path

import pytest

from tests.case_files import read_cases


def test_reads_title_input_and_expected(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("# wild\n\none\n.\nin\n\nput\n.\nout\n.\n\ntwo\n.\n.\n.\n", encoding="utf-8")
    one, two = read_cases(file)
    assert (one.group, one.title, one.input, one.expected) == ("wild", "one", "in\n\nput", "out")
    assert (two.line, two.input, two.expected) == (12, "", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a heading\n",
        "one\n.\nin\n.\nout\n",
        "one\n.\nin\n",
        ".\n",
        "one\nmore\n.\n.\n.\n",
    ],
)
def test_a_slip_is_an_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.md"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.md"):
        read_cases(file)
