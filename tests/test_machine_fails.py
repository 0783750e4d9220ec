"""A machine that fails, and what is not for us to read: a sentence, and nothing half-written."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run
from generator.model import Page
from generator.reconstruct import reconstruct_both
from tests import warm_commands
from tests.samples import RAIN, ROADS, make_project, tree
from tests.warm_commands import drop_overrides

if os.name == "nt":
    pytest.skip("limits and owners as on POSIX", allow_module_level=True)

TOPICS = "topics:\n- {id: a, name: 甲, terms: {3: [老年食堂]}}\n"
PAGE = Page(name="rain.txt", text=RAIN)
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    made = make_project(tmp_path / "project", rain=RAIN, roads=ROADS)
    yield made
    made.chmod(0o777)
    for path in made.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o777)


def limit_files(size: int) -> Callable[[], None]:
    def limit() -> None:
        import resource

        drop_overrides()
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def ours(
    project: Path, *argv: str, before: Callable[[], None] = drop_overrides
) -> subprocess.CompletedProcess[str]:
    """Run a command that modes keep from files."""
    done = warm_commands.run(project, *argv, before=before)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def left_over(project: Path) -> list[str]:
    """Return what is there of writing that was not done."""
    names = (path.relative_to(project).as_posix() for path in project.rglob(".*"))
    return [name for name in names if ".writing-" in name or ".next" in name]


@pytest.mark.parametrize("argv", [("convert",), ("build",), ("export", "--out", "a.jsonl")])
def test_a_full_disk_leaves_what_was_there(project: Path, argv: tuple[str, ...]) -> None:
    assert ours(project, *argv).returncode == 0
    before = tree(project)
    (project / "seeds" / "roads.txt").write_text(ROADS * 40, "utf-8")
    shutil.rmtree(project / ".cache")
    done = ours(project, *argv, before=limit_files(2000))
    assert done.returncode == 1
    assert "file too large" in done.stderr.lower()
    assert left_over(project) == []
    for name in ("site/index.html", "a.jsonl"):
        if name in before:
            assert (project / name).read_bytes() == before[name][0]
    assert ours(project, *argv).returncode == 0


def fill(folder: Path) -> Callable[[], None]:
    """Return what puts a full file system in the place of a folder, for its own process alone."""
    script = (
        'mount --make-rprivate / && cp -a "$1/." "$2" && mount -t tmpfs -o size=64k none "$1" && '
        'cp -a "$2/." "$1" && { head -c 70k /dev/zero > "$1/.filled" 2> /dev/null || true; }'
    )
    kept = folder.parent.parent / "kept"

    def mount() -> None:
        own_mounts = 0x20000  # CLONE_NEWNS
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(own_mounts) != 0:
            raise OSError(ctypes.get_errno(), "unshare")
        kept.mkdir()
        subprocess.run(["sh", "-c", script, "x", str(folder), str(kept)], check=True)

    return mount


@pytest.mark.skipif(
    not AS_ROOT or sys.platform != "linux", reason="only root of Linux mounts file systems"
)
@pytest.mark.parametrize("folder", ["site_src", "seeds", ".cache"])
def test_a_file_system_that_is_full_is_told(project: Path, folder: str) -> None:
    (project / folder).mkdir(exist_ok=True)
    done = ours(project, "convert", before=fill(project / folder))
    if folder == ".cache":
        assert done.returncode in (0, 1)
    else:
        assert done.returncode == 1
        assert "no space left" in done.stderr.lower()
    assert not (project / folder / ".filled").exists()
    assert ours(project, "convert").returncode == 0


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        *(("seeds", 0o555), ("site_src", 0o555), (".", 0o555)),
        *(("seeds", 0), ("mkdocs.yml", 0), ("seeds/rain.txt", 0), ("seeds/rain.yml", 0)),
        *(("seeds/addresses.csv", 0), ("site_src/topics.yml", 0), ("site_src/about.md", 0)),
    ],
)
def test_what_may_not_be_written_or_read_is_named(project: Path, name: str, mode: int) -> None:
    path = project / name
    if not path.exists():
        path.write_text(TOPICS if name.endswith("topics.yml") else "", "utf-8")
    path.chmod(mode)
    done = ours(project, "build")
    assert done.returncode == 1
    named = ".cache" if name == "." else name
    assert named in done.stderr
    assert "permission denied" in done.stderr.lower()
    assert left_over(project) == []
    path.chmod(0o777)
    assert ours(project, "build").returncode == 0


@pytest.mark.parametrize("command", ["export", "review", "reconstruct seeds", "explain seeds"])
def test_a_project_that_may_only_be_read_can_be_read(tmp_path: Path, command: str) -> None:
    project = tmp_path / "archive"
    assert ours(tmp_path, "new", "archive").returncode == 0
    try:
        for path in (project, *filter(Path.is_dir, project.rglob("*"))):
            path.chmod(0o555)
        done = ours(project, *command.split())
        assert done.returncode == 0, done.stderr
        assert done.stdout or command == "review"  # which has nothing to say
        assert not (project / ".cache").exists()
        assert "permission denied" in ours(project, "build").stderr
    finally:
        for path in (project, *filter(Path.is_dir, project.rglob("*"))):
            path.chmod(0o777)


def test_a_clock_that_went_back_hides_no_change(project: Path) -> None:
    later = time.time() + 10**8
    for path in project.rglob("*"):
        os.utime(path, (later, later))
    assert ours(project, "build").returncode == 0
    page = project / "seeds" / "rain.txt"
    page.write_text(RAIN.replace("偏多两成", "偏少两成"), "utf-8")
    os.utime(page, (1, 1))
    assert ours(project, "build").returncode == 0
    texts = [path.read_text("utf-8") for path in (project / "site").rglob("*.html")]
    assert any("偏少两成" in text for text in texts)
    assert not any("偏多两成" in text for text in texts)


def test_a_page_that_takes_more_memory_than_there_is_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(page: Page) -> Any:
        if page.name == "rain.txt":
            raise MemoryError
        return reconstruct_both(page)

    monkeypatch.setattr("generator.corpus.pages.pipeline.reconstruct_both", fail)
    monkeypatch.chdir(project)
    assert run(["convert", "--jobs", "1"]) == 1
    assert "rain.txt: takes more memory than there is" in capsys.readouterr().err
    monkeypatch.setattr("generator.corpus.convert.read_corpus", lambda *_, **__: fail(PAGE))
    assert run(["convert", "--jobs", "1"]) == 1
    assert "there is not enough memory" in capsys.readouterr().err
