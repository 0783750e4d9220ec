"""``benchmarks/speed.py`` runs; what it measures depends on the machine and is no test."""

from __future__ import annotations

import re

import pytest

from benchmarks.speed import main


def test_growth_is_shown_with_its_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["growth", "--sizes", "500", "1000"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split("/")[0] for line in lines} == {"reconstruct", "describe"}
    assert all(re.search(r" [\d.]+ s +(-|[\d.]+)$", line) for line in lines)


def test_memory_is_that_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["memory", "--folders", "2"]) == 0
    assert float(re.search(r"([\d.]+) MB", capsys.readouterr().out)[1]) > 10  # type: ignore[index]


def test_what_is_not_measured_is_wrong_usage() -> None:
    with pytest.raises(SystemExit):
        main(["everything"])
