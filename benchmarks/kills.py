"""Ends commands at any moment, and looks what is left: ``python -m benchmarks.kills``.

A command is run in a process of its own that ends itself with ``SIGKILL`` just before the n-th
change that it would make to a file (opening one to write, renaming, removing, linking, making a
folder): Python tells of each before it is done (``sys.addaudithook``), so a moment is the same at
every run. Half of the moments lie within the exchange of the old site for the new one. After each
end the site is compared with the last good one and the new one, then the command is run again and
all that is there compared with what a run gives that nobody ended. POSIX only.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.cli import run
from generator.corpus.cache.page_cache import generator_digest
from generator.corpus.export import corpus_export as export
from generator.corpus.site import build_site as site
from generator.model import Page
from generator.reconstruct import reconstruct_page
from tests.samples import CONFIG, RAIN, ROADS
from training import language

__all__ = ["SCENARIOS", "Scenario", "Trial", "main"]

CHANGES = frozenset(
    {
        *("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink"),
        *("os.truncate", "os.chmod", "os.utime"),
    }
)
"""Events of Python that tell of a change to a file; ``open`` does so too, where it is to write."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
Tree = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command, and what has changed since it was run last."""

    argv: tuple[str, ...]
    change: Callable[[Path, int], None]
    """Makes the n-th change to a project; two in a row differ, and each second one is the same."""
    made: tuple[str, ...]
    """Folders that hold what the command makes."""
    cold: bool = False
    """Whether all that earlier runs made is taken away before."""

    @property
    def exchanges(self) -> bool:
        """Whether the command exchanges a folder as a whole."""
        return bool({"site", "data"} & {*self.made})


def _retell(project: Path, number: int) -> None:
    text = ROADS.replace("十二个村", f"十{'三五'[number % 2]}个村")
    (project / "seeds" / "roads.txt").write_text(text, "utf-8")


def _rename(project: Path, number: int) -> None:
    _retell(project, number)
    (project / "mkdocs.yml").write_text(CONFIG.replace("测试", "试一二"[: 2 + number % 2]), "utf-8")


def _clear(project: Path, number: int) -> None:
    _retell(project, number)
    for name in ("site", "site_src", ".cache", "data"):
        shutil.rmtree(project / name, ignore_errors=True)
    (project / "site_src").mkdir()
    (project / "seeds" / "addresses.csv").unlink(missing_ok=True)


def _tell_more(project: Path, number: int) -> None:
    said = ("食堂", "校车")[number % 2]
    texts = [
        {"title": f"{n}村有了{said}", "text": f"近日，{n}村有了{said}。" * 9} for n in "东西南北"
    ]
    lines = "\n".join(json.dumps(text, ensure_ascii=False) for text in texts * 9)
    (project / "texts.jsonl").write_text(lines, "utf-8")


_PACKAGE = ("export", "--quiet", "--format", "datapackage", "--out", "data")
SCENARIOS = {  # first what has few changes: the others share the moments that are left
    "train, texts changed": Scenario(("train", "texts.jsonl"), _tell_more, ("scores",)),
    "convert, nothing there": Scenario(("convert", "--quiet"), _clear, ("site_src",), cold=True),
    "convert, a page changed": Scenario(("convert", "--quiet"), _retell, ("site_src",)),
    "build, nothing there": Scenario(("build", "--quiet"), _clear, ("site_src", "site"), cold=True),
    "export, a page changed": Scenario(_PACKAGE, _retell, ("data",)),
    "build, a page changed": Scenario(("build", "--quiet"), _retell, ("site_src", "site")),
    "build, all changed": Scenario(("build", "--quiet"), _rename, ("site_src", "site")),
}


@dataclass(slots=True)
class Trial:
    """A scenario that is tried in a folder."""

    scenario: Scenario
    project: Path
    changes: int = 0
    """Changes to files that the command makes when nobody ends it."""
    exchange: range = range(0)
    """Which of them fall within the exchange of the old for the new."""
    good: list[Tree] = field(default_factory=list)
    """What is there after each of the two changes."""
    _number: int = 0

    def prepare(self) -> None:
        """Run the command as often as it takes to know what it makes."""
        (self.project / "seeds").mkdir(parents=True)
        (self.project / "site_src").mkdir()
        (self.project / "mkdocs.yml").write_text(CONFIG, "utf-8")
        (self.project / "seeds" / "rain.txt").write_text(RAIN, "utf-8")
        for number in range(4):
            self.scenario.change(self.project, number)
            told = self.project.with_name("told")
            code = _apart(self.project, self.scenario.argv, told=told)
            assert code == 0, f"{self.scenario.argv} ended with {code}"
            self.good.append(self._all())
        self.good = self.good[2:]
        count, first, last = map(int, told.read_text().split())
        self.changes, self.exchange = count, range(first, last)
        self._number = 4

    def moments(self, inside: int, outside: int) -> list[int]:
        """Return so many moments in the exchange and outside it, where there are as many."""
        outer = [n for n in range(1, self.changes + 1) if n not in self.exchange]
        return sorted({*_spread(self.exchange, inside), *_spread(outer, outside)})

    def end_at(self, moment: int) -> list[str]:
        """End the command before its n-th change, run it again, and return what is wrong."""
        number = self._number
        old, new = self.good[(number - 1) % 2], self.good[number % 2]
        self.scenario.change(self.project, number)
        code = _apart(self.project, self.scenario.argv, moment=moment)
        wrong = [] if code == -signal.SIGKILL else [f"ended by itself with {code}"]
        wrong += [f"after the end: {line}" for line in self._between(old, new)]
        code = _apart(self.project, self.scenario.argv)
        if code != 0:
            wrong.append(f"the next run ended with {code}")
        wrong += [f"after the next run: {line}" for line in _differences(self._all(), new)]
        self._number += 1
        return wrong

    def _between(self, old: Tree, new: Tree) -> Iterator[str]:
        """Yield what is neither as the last run left it nor as this one would have."""
        found = self._all()
        for folder in self.scenario.made:
            here, last, next_ = (_within(tree, folder) for tree in (found, old, new))
            if self.scenario.cold:
                last = {}
            for name, data in here.items():
                if name.rpartition("/")[2].startswith("."):
                    continue  # lists of what is being written
                if data not in (last.get(name), next_.get(name)):
                    yield f"{name} is neither old nor new"
            for name in last.keys() & next_.keys() - here.keys():
                yield f"{name} is gone"
            if folder != "site_src" and self.scenario.change is not _retell and here:
                lists = [{n: d for n, d in t.items() if "/." not in n} for t in (last, next_)]
                if {n: d for n, d in here.items() if "/." not in n} not in lists:
                    yield f"{folder} is of two builds"

    def _all(self) -> Tree:
        """Return every file of the project that is not in its cache, and names in the cache."""
        found = {
            path.relative_to(self.project).as_posix(): path.read_bytes() if path.is_file() else b""
            for path in self.project.rglob("*")
            if ".cache" not in path.parts
        }
        odd = (p for p in (self.project / ".cache").rglob("*") if p.name.startswith((".", "lock")))
        return found | {path.relative_to(self.project).as_posix(): b"" for path in odd}


def _within(tree: Tree, folder: str) -> Tree:
    return {name: data for name, data in tree.items() if name.startswith(f"{folder}/") and data}


def _differences(found: Tree, wanted: Tree) -> Iterator[str]:
    for name in sorted(found.keys() | wanted.keys()):
        if name not in wanted:
            yield f"{name} is left over"
        elif name not in found:
            yield f"{name} is missing"
        elif found[name] != wanted[name]:
            yield f"{name} is another one"


def _spread(moments: Sequence[int], many: int) -> list[int]:
    """Return so many of some moments, evenly.

    >>> _spread(range(100), 4), _spread(range(3), 9)
    ([0, 25, 50, 75], [0, 1, 2])
    """
    many = min(many, len(moments))
    return [moments[n * len(moments) // many] for n in range(many)]


def _apart(project: Path, argv: Sequence[str], *, moment: int = 0, told: Path | None = None) -> int:
    """Run a command in a process of its own, ended before its n-th change; return its exit code.

    ``told`` is a file for how many changes it made, and the first and last of the exchange.
    """
    process = os.fork()
    if process == 0:
        try:
            os.chdir(project)
            watch = _Watch(project, moment)
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as said:
                sys.addaudithook(watch)
                code = _carried_out(argv)
            if code != 0:
                sys.__stderr__.write(said.getvalue())  # type: ignore[union-attr]
            watch.done = True
            if told is not None:
                told.write_text(f"{watch.count} {watch.first} {watch.last}")
            os._exit(code)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(99)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)


def _carried_out(argv: Sequence[str]) -> int:
    """Run a command; ``train`` counts the characters of texts into ``scores/``."""
    if argv[0] != "train":
        return run(argv)
    language.main([*argv[1:], "--out", "scores/characters.json.gz"])
    return 0


class _Watch:
    """Counts the changes to files of a project, and ends the process before one of them."""

    def __init__(self, project: Path, moment: int) -> None:
        self.count, self.first, self.last = 0, 0, 0
        self.done = False
        self._top, self._moment = os.fspath(project), moment
        for module, name in ((site, "swap_in"), (site, "merge"), (export, "swap_in")):
            self._mark(module, name)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.done or not (event in CHANGES or (event == "open" and _writes(arguments))):
            return
        path = arguments[0]
        if isinstance(path, int) or not os.path.abspath(os.fsdecode(path)).startswith(self._top):  # noqa: PTH100
            return
        self.count += 1
        if self.count == self._moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def _mark(self, module: Any, name: str) -> None:
        """Note which changes a function makes."""
        function = getattr(module, name)

        def watched(*arguments: Any) -> Any:
            self.first = self.count + 1
            try:
                return function(*arguments)
            finally:
                self.last = self.count + 2  # and the one after it

        setattr(module, name, watched)


def _writes(arguments: tuple[Any, ...]) -> bool:
    return isinstance(arguments[2], int) and bool(arguments[2] & WRITING)


def _load() -> None:
    """Import and read once what each process would import and read anew."""
    for name in (
        "generator.cli.project_commands",
        "generator.cli.site_commands",
        "mkdocs.commands.build",
        "filelock",
    ):
        import_module(name)
    generator_digest()
    reconstruct_page(Page(name="a.txt", text=RAIN))


def main(argv: Sequence[str] | None = None) -> int:
    """Print for each scenario at how many moments it was ended, and what was wrong after it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--moments", type=int, default=200, help="at most, over all scenarios")
    parser.add_argument("--only", choices=SCENARIOS)
    options = parser.parse_args(argv)
    _load()
    chosen = {options.only: SCENARIOS[options.only]} if options.only else SCENARIOS
    inside, faults, tried = options.moments // 2, 0, 0
    outside = options.moments - inside
    exchanges = sum(scenario.exchanges for scenario in chosen.values())
    for number, (name, scenario) in enumerate(chosen.items()):
        with tempfile.TemporaryDirectory() as folder:
            trial = Trial(scenario, Path(folder) / "project")
            trial.prepare()
            inner = inside // exchanges if scenario.exchanges else 0
            exchanges -= scenario.exchanges
            moments = trial.moments(inner, outside // (len(chosen) - number))
            wrong = 0
            for moment in moments:
                lines = trial.end_at(moment)
                wrong += bool(lines)
                for line in lines[:5]:
                    print(f"  moment {moment}: {line}", flush=True)
        within = sum(moment in trial.exchange for moment in moments)
        inside, outside = inside - within, outside - (len(moments) - within)
        tried, faults = tried + len(moments), faults + wrong
        print(
            f"{name}: ended at {len(moments)} of {trial.changes} changes, {within} of them in the "
            f"exchange; {wrong} times something was wrong",
            flush=True,
        )
    print(f"{tried} moments, {options.moments // 2 - inside} in the exchange: {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
