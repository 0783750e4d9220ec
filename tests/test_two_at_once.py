"""Two runs at once leave the bytes of one after the other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import RAIN, ROADS, make_project

ROOT = Path(__file__).resolve().parent.parent


def start(project: Path, *argv: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *argv],
        cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def end(process: subprocess.Popen[str]) -> str:
    said = process.communicate(timeout=300)[1]
    assert process.returncode == 0, said
    assert "Traceback" not in said
    return said


def files(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and ".cache" not in path.relative_to(project).parts
    }


@pytest.mark.parametrize(
    "commands",
    [
        (("generator", "build"), ("generator", "build")),
        (("generator", "convert"), ("generator", "convert"), ("generator", "build")),
        (
            ("generator", "export", "--format", "datapackage", "--out", "data"),
            ("generator", "export", "--format", "datapackage", "--out", "data"),
        ),
    ],
    ids=["builds", "conversions", "exports"],
)
def test_they_leave_what_one_after_the_other_leaves(
    tmp_path: Path, commands: tuple[tuple[str, ...], ...]
) -> None:
    project = make_project(tmp_path / "project", rain=RAIN, roads=ROADS)
    for process in [start(project, *argv) for argv in commands]:
        end(process)
    together = files(project)
    shutil.rmtree(project)
    make_project(project, rain=RAIN, roads=ROADS)
    for argv in commands:
        end(start(project, *argv))
    assert files(project) == together
