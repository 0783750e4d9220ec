"""How far it is: a bar for who watches, a line now and then for a log, and what it all came to."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.scale_corpus import write_seeds
from generator.cli import run
from generator.progress import Step, tell, tell_made, tell_reused, watched_by
from generator.terminal import Voice
from tests.clusters import own_cluster
from tests.conftest import ROOT
from tests.samples import RAIN, ROADS, make_project

Capture = pytest.CaptureFixture[str]
Clock = Callable[[float], None]
_STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return what moves the clock on by seconds; else it stands still."""
    now = [100.0]
    monkeypatch.setattr("generator.progress.time.monotonic", lambda: now[0])

    def wait(seconds: float) -> None:
        now[0] += seconds

    return wait


@pytest.fixture
def voice(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Voice]:
    monkeypatch.delenv("CI", raising=False)
    told = Voice(quiet=False, verbose=False)
    with watched_by(told):
        yield told


def test_a_log_has_a_line_now_and_then(voice: Voice, clock: Clock, capsys: Capture) -> None:
    for done in range(1, 1001):
        clock(0.0625)
        tell(Step.CONVERTING, done, 1000)
    clock(60)
    tell(Step.WRITING, 1234)
    assert capsys.readouterr().err.splitlines() == [
        "converting: 480 of 1,000 pages",
        "converting: 960 of 1,000 pages",
        "writing: 1,234 files",
    ]


def test_a_terminal_has_a_bar_once_it_takes_long(
    voice: Voice, clock: Clock, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    tell(Step.CONVERTING, 2, 9)
    assert capsys.readouterr().err == ""
    clock(3)
    tell(Step.CONVERTING, 3, 9)
    shown = capsys.readouterr().err
    assert re.search(r"converting .* 3/9 pages", _STEERING.sub("", shown))
    clock(0.01)
    tell(Step.CONVERTING, 4, 9)
    assert capsys.readouterr().err == ""  # not for each
    voice.say("done")
    gone = capsys.readouterr().err
    assert "\x1b[2K" in gone  # the line is taken away
    assert "\x1b[?25h" in gone  # and the cursor given back
    assert _STEERING.sub("", gone).endswith("done\n")
    monkeypatch.setenv("CI", "true")
    clock(1)
    tell(Step.CONVERTING, 5, 9)
    assert capsys.readouterr().err == ""


def test_what_it_came_to(voice: Voice, clock: Clock, capsys: Capture) -> None:
    tell(Step.CONVERTING, 0, 40)
    clock(8)
    tell(Step.CONVERTING, 40, 40)
    tell_reused(30)
    tell(Step.WRITING, 1)
    clock(1.5)
    tell(Step.INDEXING)
    clock(0.25)
    tell(Step.BUILDING)
    clock(2)
    tell_made({"index.html": 9_000, "search/a.bin": 12_345_678, "feed.xml": 600_000, "b.js": 1})
    voice.sum_up()
    assert capsys.readouterr().err.splitlines() == [
        "the site: 4 files, 13 MB; the largest: search/a.bin 12 MB, feed.xml 0.6 MB, "
        "index.html 0.0 MB",
        "11.8 seconds (converting 8.0, writing 1.5, indexing 0.2, building 2.0); "
        "pages reused: 30 of 40",
    ]


def test_quiet_is_quiet(clock: Clock, capsys: Capture) -> None:
    voice = Voice(quiet=True, verbose=False)
    with watched_by(voice):
        clock(99)
        tell(Step.WRITING, 1)
        voice.sum_up()
    assert capsys.readouterr().err == ""


def test_commands_sum_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(make_project(tmp_path / "project", rain=RAIN, roads=ROADS))
    assert run(["convert"]) == 0
    assert re.search(
        r"seconds \(converting \d+\.\d, writing \d+\.\d, indexing \d+\.\d\); "
        r"pages reused: 0 of 2\n",
        capsys.readouterr().err,
    )
    assert run(["build"]) == 0
    err = capsys.readouterr().err
    assert re.search(r"building \d+\.\d\); pages reused: 2 of 2\n", err)
    assert re.search(r"the site: \d+ files, \d+\.\d MB; the largest: \S+ \d", err)


@pytest.fixture(scope="module")
def long_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that takes a while, whatever was made of it before."""
    project = make_project(tmp_path_factory.mktemp("long") / "project")
    write_seeds(project / "seeds", 400)
    return project


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals as POSIX does")
def test_it_stops_in_order_with_all_that_it_started(long_project: Path, long: bool) -> None:
    for name in ("SIGTERM", "SIGINT") if long else ("SIGTERM",):
        _stop_halfway([], long_project, name)


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals as POSIX does")
def test_it_leaves_a_cluster_where_it_stops(tmp_path: Path, long_project: Path) -> None:
    pytest.importorskip("distributed")
    with own_cluster(tmp_path / "cluster") as cluster:
        _stop_halfway(["--engine", cluster.address], long_project, "SIGINT")
        assert all(worker.is_alive() for worker in cluster.workers)


def _stop_halfway(options: list[str], project: Path, name: str) -> None:
    shutil.rmtree(project / ".cache", ignore_errors=True)
    command = [sys.executable, "-m", "generator", "build", "--jobs", "2", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (project / "err.txt").open("wb") as err:
        process = subprocess.Popen(
            command, cwd=project, env=environment, stderr=err, start_new_session=True
        )
    try:
        until = time.monotonic() + 300
        while not list((project / ".cache" / "pages").glob("*.pickle")):
            assert time.monotonic() < until
            assert process.poll() is None
            time.sleep(0.1)
        process.send_signal(getattr(signal, name))
        assert process.wait(120) == 130
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    said = (project / "err.txt").read_text("utf-8")
    assert said.splitlines()[-1].startswith("banmian: interrupted; every file"), said
    assert "Traceback" not in said
    with pytest.raises(ProcessLookupError):  # nobody of its session is left
        os.killpg(process.pid, 0)
    assert not (project / "site").exists()
