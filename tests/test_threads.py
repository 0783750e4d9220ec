"""The program's processes multiply on one thread: others would only wait for one another."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import shapes

ROOT = Path(__file__).resolve().parent.parent
NAME = "OPENBLAS_NUM_THREADS"


@pytest.mark.parametrize("asked", [None, "3"])
def test_one_unless_another_number_is_set(asked: str | None) -> None:
    code = (
        "import os, sys\nfrom generator import cli\n"
        "assert 'numpy' not in sys.modules\n"
        "sys.argv[1:] = ['--version']\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    print(os.environ['" + NAME + "'])\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != NAME}
    environment |= {NAME: asked} if asked else {}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == (asked or "1")


def test_the_measure_of_growth_runs(capsys: pytest.CaptureFixture[str]) -> None:
    shapes.main(["blanks", "marks", "--sizes", "500", "1000"])
    assert "grow faster" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        shapes.main(["hexagons"])
