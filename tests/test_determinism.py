"""The same pages give the same bytes in every run, whatever order sets have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parent.parent


def _records(pages: Path, hash_seed: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "reconstruct", "--jobs", "1", str(pages)],
        cwd=_ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_hash_seeds_change_nothing(tmp_path: Path, long: bool) -> None:
    # the five pages, and three of them as one file: long enough for scores to come close
    texts = [page.read_text("utf-8") for page in sorted((_ROOT / "tests" / "pages").glob("*.txt"))]
    (tmp_path / "long.txt").write_text("\n\n".join(texts[:3]), encoding="utf-8")
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    first = _records(tmp_path, 1)
    assert first
    assert all(_records(tmp_path, seed) == first for seed in ((2, 3, 4) if long else (2,)))
