"""Spoiled files of every form are read, with each character in one place, or refused in a sentence.

A few of each form here; ``python3 noxfile.py -s fuzz`` tries 2,000 of each, others at every run,
and 45,000 more (``benchmarks/spoiled_files.py``). A file that failed is kept as an ``@example``.
Damaged PDF have ``test_pdf_damaged.py``.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import spoiled_files
from generator.errors import GeneratorError, SeedError
from tests.spoiling import FILES, PIECES, READ, Damage, spoiled

damages = st.lists(
    st.tuples(
        st.integers(0, 6), st.floats(0, 1), st.floats(0, 0.3),
        st.sampled_from(PIECES) | st.text(max_size=4), st.integers(0, 255),
    ),
    min_size=1, max_size=5,
)  # fmt: skip
asked = settings().max_examples
usual = settings(
    max_examples=asked if asked > 1000 else 25, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("form", FILES)
@usual
@given(base=st.integers(0, 4), damage=damages, is_text=st.booleans())
def test_a_file_is_read_or_refused(
    form: str,
    tmp_path_factory: pytest.TempPathFactory,
    *,
    base: int,
    damage: list[Damage],
    is_text: bool,
) -> None:
    whole = FILES[form]
    folder = tmp_path_factory.getbasetemp()
    with contextlib.suppress(GeneratorError):
        READ[form](spoiled(whole[base % len(whole)], damage, is_text=is_text), folder)


@pytest.mark.parametrize("form", FILES)
def test_a_whole_file_is_read(form: str, tmp_path: Path) -> None:
    for whole in FILES[form]:
        READ[form](whole, tmp_path)


def test_the_long_run_counts_what_is_read_and_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert spoiled_files.main(["--files", str(2 * len(FILES))]) == 0
    told = capsys.readouterr().out
    assert f"{2 * len(FILES)} files" in told
    assert "0 faults" in told


def test_what_is_raised_but_a_sentence_is_told_and_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(data: bytes, _folder: Path) -> None:
        raise KeyError if len(data) % 2 else SeedError("a.txt: is odd.")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(READ, "topics", fail)
    assert spoiled_files.main(["--only", "topics", "--files", "40"]) == 1
    kept = [path.read_bytes() for path in tmp_path.glob("fault-*")]
    assert kept
    assert all(len(data) % 2 for data in kept)
    assert f"{len(kept)} faults" in capsys.readouterr().out
