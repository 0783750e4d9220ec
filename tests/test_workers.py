"""Pages are made in several processes, and one that is killed takes no other page with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run
from generator.corpus.pages import pipeline
from generator.corpus.processes import workers
from generator.corpus.processes.workers import made_by_forks, spread
from generator.model import Page, Reconstruction
from generator.reconstruct import reconstruct_both
from tests import warm_commands
from tests.samples import RAIN, ROADS, make_project

Capture = pytest.CaptureFixture[str]

ROOT = Path(__file__).resolve().parent.parent
forked = pytest.mark.skipif(os.name == "nt", reason="what is patched here is not patched there")


def lost(item: int) -> str:
    return f"{item} lost"


def kill_this_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def double(item: int) -> str:
    return str(2 * item)


def killed_by(item: int, *, killers: frozenset[int], folder: Path | None = None) -> str:
    """Double a number; the killers end their process, only the first time if there is a folder."""
    if item in killers and (folder is None or not (folder / str(item)).exists()):
        if folder is not None:
            (folder / str(item)).touch()
        kill_this_process()
    return double(item)


@forked
@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("killers", [{0}, {3}, {7, 8}, {39}, {0, 1, 2, 20}, {5, 38, 39}])
def test_who_kills_its_process_twice_is_lost_and_no_other(killers: set[int], jobs: int) -> None:
    function = partial(killed_by, killers=frozenset(killers))
    assert list(spread(function, range(40), jobs, lost)) == [
        lost(n) if n in killers else double(n) for n in range(40)
    ]


@forked
def test_who_was_killed_by_chance_is_made_all_the_same(tmp_path: Path) -> None:
    function = partial(killed_by, killers=frozenset({1, 17, 33}), folder=tmp_path)
    assert list(spread(function, range(40), 2, lost)) == [double(n) for n in range(40)]


@forked
def test_all_may_be_lost() -> None:
    function = partial(killed_by, killers=frozenset(range(6)))
    assert list(spread(function, range(6), 2, lost)) == [lost(n) for n in range(6)]


@forked
def test_what_is_forked_has_what_its_parent_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be sent is done, by others; what kills its process is done here."""
    if workers._context().get_start_method() != "fork":
        pytest.skip("nothing is forked there")
    here = os.getpid()

    def work(number: int) -> tuple[int, bool]:
        if number == 7 and os.getpid() != here:
            kill_this_process()
        return number, os.getpid() == here

    works = [partial(work, number) for number in range(40)]
    assert list(made_by_forks(works, 2)) == [(n, n == 7) for n in range(40)]
    assert list(made_by_forks(works, 1)) == [(n, True) for n in range(40)]
    spawning = multiprocessing.get_context("spawn")
    default = multiprocessing.context._default_context  # as Python 3.14 has another one
    monkeypatch.setattr(default, "_actual_context", spawning)
    assert list(made_by_forks(works, 2)) == [(n, n == 7) for n in range(40)]
    monkeypatch.setattr(workers, "_context", lambda: spawning)
    assert list(made_by_forks(works, 2)) == [(n, True) for n in range(40)]


def process_of(_item: int) -> int:
    return os.getpid()


def test_the_first_of_many_is_done_here_if_it_may_be() -> None:
    def of(count: int, *, may_be: bool) -> list[bool]:
        pids = spread(process_of, range(count), 2, process_of, here=lambda _: may_be)
        return [pid == os.getpid() for pid in pids]

    assert of(64, may_be=True) == [True, *[False] * 63]
    assert of(64, may_be=False) == [False] * 64
    assert of(63, may_be=True) == [False] * 63


def mask_of(_item: int) -> str:
    held = signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    return f"{held} {signal.getsignal(signal.SIGTERM) is signal.SIG_DFL}"


@forked
def test_no_process_forgets_that_it_was_told_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was told just after it was forked did, on a busy machine: its pool waited for it."""
    begun = multiprocessing.RawArray("b", 1)
    joined = workers._join_crew

    def join(notes: Any) -> None:
        begun[0] = signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, [])
        joined(notes)

    monkeypatch.setattr(workers, "_join_crew", join)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    assert set(spread(mask_of, range(40), 2, lost)) == {"False True"}
    assert begun[0] == 1
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before


@forked
def test_few_items_are_taken_at_a_time_though_processes_die() -> None:
    taken: list[int] = []

    def counted() -> Iterator[int]:
        for n in range(1000):
            taken.append(n)
            yield n

    results = spread(partial(killed_by, killers=frozenset({2})), counted(), 2, lost)
    assert [next(results) for _ in range(4)] == ["0", "2", lost(2), "6"]
    assert len(taken) < 100
    results.close()  # type: ignore[attr-defined]


def test_processes_that_end_as_they_start_are_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = partial(ProcessPoolExecutor, initializer=os._exit, initargs=(9,))
    monkeypatch.setattr(workers, "ProcessPoolExecutor", lambda jobs, *_: ended(jobs))
    assert list(spread(double, range(40), 2, lost)) == [double(n) for n in range(40)]


def test_a_machine_that_starts_no_process_does_it_in_this_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_args: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    assert list(spread(double, range(40), 2, lost)) == [double(n) for n in range(40)]


def fail_on_seven(item: int) -> str:
    if item == 7:
        raise FileNotFoundError(2, "No such file", "seven")
    return double(item)


def test_an_error_of_the_function_is_no_matter_of_processes() -> None:
    with pytest.raises(FileNotFoundError, match="seven"):
        list(spread(fail_on_seven, range(40), 2, lost))


@forked
@pytest.mark.parametrize("command", ["reconstruct", "describe", "convert", "export", "check"])
def test_every_command_names_the_page_and_does_the_others(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    warm_commands.load()  # what is forked need not

    def make(page: Page) -> tuple[Reconstruction, Reconstruction | None]:
        if page.name == "huge.txt":
            kill_this_process()
        return reconstruct_both(page)

    monkeypatch.setattr(pipeline, "reconstruct_both", make)
    project = make_project(tmp_path / "project", rain=RAIN, huge=ROADS, roads=ROADS + "另记。\n")
    monkeypatch.chdir(project)
    argv = {
        "reconstruct": ["seeds"], "describe": ["seeds"], "export": ["--format", "jsonl"]
    }.get(command, [])  # fmt: skip
    assert run([command, "--jobs", "2", *argv]) == 1
    out, err = capsys.readouterr()
    told = out + err
    assert "huge.txt: the process that made this page was killed, and so was the one" in told
    assert "Traceback" not in told
    if command in ("reconstruct", "describe", "export"):
        assert "rain.txt" in out
        assert "roads.txt" in out


TWICE_INTERRUPTED = """
import multiprocessing, os, signal, threading, time
from generator.corpus.processes.workers import spread

def slow(item):
    time.sleep(0.2)
    return item

def interrupt():
    for wait in (0.3, 0.3):
        time.sleep(wait)
        os.kill(os.getpid(), signal.SIGINT)

if __name__ == "__main__":
    threading.Thread(target=interrupt).start()
    try:
        list(spread(slow, range(99), 2, lambda item: None))
    except KeyboardInterrupt:
        print(len(multiprocessing.active_children()))
"""


def ended_script(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own, for a minute at most."""
    script = folder / "script.py"
    script.write_text(source, "utf-8")
    return subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@forked
def test_no_second_interrupt_leaves_processes_behind(tmp_path: Path) -> None:
    """It met the wait for them, and each then waited for the others, for ever."""
    ended = ended_script(tmp_path, TWICE_INTERRUPTED)
    assert ended.stdout == "0\n", ended.stderr


INTERRUPTED_AT_THE_START = """
import multiprocessing, os, signal
from concurrent.futures import ProcessPoolExecutor
from generator.corpus.processes.workers import spread

start = ProcessPoolExecutor._spawn_process

def start_and_be_interrupted(pool):
    start(pool)
    os.kill(os.getpid(), signal.SIGINT)

if __name__ == "__main__":
    ProcessPoolExecutor._spawn_process = start_and_be_interrupted
    try:
        list(spread(str, range(99), 2, str))
    except KeyboardInterrupt:
        print(len(multiprocessing.active_children()))
"""


@forked
def test_an_interrupt_between_two_processes_leaves_neither_behind(tmp_path: Path) -> None:
    """Their pool did not know them yet, and Python waited for them as it ended, for ever."""
    ended = ended_script(tmp_path, INTERRUPTED_AT_THE_START)
    assert ended.stdout == "0\n", ended.stderr
