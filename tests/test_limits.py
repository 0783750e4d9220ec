"""The measure of time and memory writes files of every kind, reads them, and tells what it took.

Here small ones; ``python -m benchmarks.limits`` has those of 10 MB.
"""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("resource", reason="memory is measured as on POSIX")

from benchmarks import limits


@pytest.mark.parametrize("kind", limits.KINDS)
def test_a_file_of_each_kind_is_written_and_read(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    size = int(15_000 / limits.KINDS[kind].part)
    assert limits.main([kind, "--size", str(size), "--into", str(tmp_path)]) == 0
    assert limits.main([kind, "--of", str(tmp_path)]) in (0, 1)  # of all tests before this one
    told = capsys.readouterr().out
    assert told.startswith(kind)
    assert "characters" in told or "addresses" in told
    assert "refused" not in told


def test_each_is_measured_in_a_process_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    assert limits.main(["text", "--size", "3000"]) == 0
    assert "1,000 characters" in capfd.readouterr().out
    with pytest.raises(SystemExit):
        limits.main(["parchment"])


def test_too_much_memory_is_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(limits.KINDS, "text", limits.Kind("a.txt", limits._text, most=1))
    limits.main(["text", "--size", "3000", "--into", str(tmp_path)])
    assert limits.main(["text", "--of", str(tmp_path)]) == 1
