"""Two runs at once leave the bytes of one after the other."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("nothing is forked there", allow_module_level=True)

from tests.samples import RAIN, ROADS, make_project
from tests.warm_commands import Command, start


def end(command: Command) -> None:
    done = command.wait()
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def files(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and ".cache" not in path.relative_to(project).parts
    }


@pytest.mark.parametrize(
    "commands",
    [
        (("build",), ("build",)),
        (("convert",), ("convert",), ("build",)),
        (
            ("export", "--format", "datapackage", "--out", "data"),
            ("export", "--format", "datapackage", "--out", "data"),
        ),
    ],
    ids=["builds", "conversions", "exports"],
)
def test_they_leave_what_one_after_the_other_leaves(
    tmp_path: Path, commands: tuple[tuple[str, ...], ...]
) -> None:
    project = make_project(tmp_path / "project", rain=RAIN, roads=ROADS)
    for process in [start(project, argv) for argv in commands]:
        end(process)
    together = files(project)
    shutil.rmtree(project)
    make_project(project, rain=RAIN, roads=ROADS)
    for argv in commands:
        end(start(project, argv))
    assert files(project) == together
