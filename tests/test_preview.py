"""A live preview beside everything else: nothing of it reaches what is published or committed."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator import mkdocs_hook
from generator.cli import run
from generator.corpus import project_lock
from generator.corpus.addresses.draft_ids import DRAFTS, read_drafts
from generator.corpus.files.output import Output
from generator.corpus.project_lock import LOCK, ProjectLock
from generator.corpus.settings import Settings, read_settings
from generator.errors import GeneratorError
from generator.preview import HandWritten
from tests.conftest import ROOT
from tests.samples import RAIN, ROADS, make_project

HERE = "http://127.0.0.1:8000/"
FLOOD = RAIN.replace("水库", "堤防").replace("偏多两成", "偏多四成").replace("水利", "防汛")
RECORDS = ("addresses.csv",)
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project(tmp_path / "project", rain=RAIN, roads=ROADS)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write('site_url: !ENV [SITE_URL, ""]\n')
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(autouse=True)
def no_run_left() -> Iterator[None]:
    yield
    mkdocs_hook.on_shutdown()
    mkdocs_hook.on_startup(command="build", dirty=False)


def preview(project: Path, command: str = "serve") -> None:
    """Do what MkDocs does at each build of a preview, but for rendering."""
    config: MkDocsConfig = load_config(str(project / "mkdocs.yml"))
    config.site_url = HERE
    mkdocs_hook.on_startup(command=command, dirty=False)
    mkdocs_hook.on_pre_build(config=config)
    mkdocs_hook.on_post_build(config=config)


def texts(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def ids_of(project: Path) -> set[str]:
    return {path.stem for path in (project / "site_src" / "articles").glob("*.md")}


class TestAddress:
    @pytest.mark.parametrize("command", ["serve", "build"])  # serve --clean says “build”
    @pytest.mark.parametrize("address", ["", "https://paper.example/archive/"])
    def test_its_files_are_those_of_a_build(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, command: str, address: str
    ) -> None:
        monkeypatch.setenv("SITE_URL", address)
        preview(project, command)
        previewed = texts(project / "site_src")
        assert not any(b"127.0.0.1" in text for text in previewed.values())
        assert any(address.encode() in previewed[name] for name in ("feed.xml", "llms.txt"))
        assert run(["convert", "--quiet"]) == 0
        assert texts(project / "site_src") == previewed

    def test_a_build_for_this_very_address_keeps_it(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SITE_URL", HERE)
        preview(project)
        assert HERE in (project / "site_src" / "feed.xml").read_text("utf-8")


class TestRecords:
    def test_a_page_that_was_tried_and_taken_away_leaves_nothing(self, project: Path) -> None:
        assert run(["convert", "--quiet"]) == 0
        before = {name: (project / "seeds" / name).read_bytes() for name in RECORDS}
        pages = texts(project / "site_src")
        tried = project / "seeds" / "tried.txt"
        tried.write_text(FLOOD, "utf-8")
        preview(project)
        assert len(ids_of(project)) == 3
        tried.unlink()
        preview(project)
        assert run(["convert", "--quiet"]) == 0
        assert {name: (project / "seeds" / name).read_bytes() for name in RECORDS} == before
        assert texts(project / "site_src") == pages
        assert not (project / ".cache" / "pages" / DRAFTS).exists()

    def test_in_a_new_project_it_writes_no_record_at_all(self, project: Path) -> None:
        preview(project)
        assert sorted(path.name for path in (project / "seeds").iterdir()) == [
            "rain.txt", "roads.txt",
        ]  # fmt: skip

    def test_an_article_keeps_its_address_while_its_page_is_worked_on(
        self, project: Path, capsys: Capture
    ) -> None:
        preview(project)
        before = ids_of(project)
        seed = project / "seeds" / "rain.txt"
        seed.write_text(RAIN.replace("偏多两成", "偏多三成"), "utf-8")
        preview(project)
        assert ids_of(project) == before
        seed.rename(project / "seeds" / "2024-06-01.txt")
        preview(project)
        assert ids_of(project) == before
        capsys.readouterr()
        assert run(["export", "--quiet"]) == 0
        exported = capsys.readouterr().out
        assert all(f'"id": "{id_}"' in exported for id_ in before)
        assert run(["convert", "--quiet"]) == 0
        assert ids_of(project) == before
        recorded = (project / "seeds" / "addresses.csv").read_text("utf-8")
        assert all(id_ in recorded for id_ in before)
        assert "rain.txt" not in recorded  # a name that only the preview knew

    def test_ids_wait_while_their_page_cannot_be_read(self, project: Path) -> None:
        preview(project)
        before = ids_of(project)
        seed = project / "seeds" / "rain.txt"
        seed.write_bytes(b"\xff")
        preview(project)
        assert run(["convert", "--quiet"]) == 1
        assert "rain.txt" not in (project / "seeds" / "addresses.csv").read_text("utf-8")
        seed.write_text(RAIN.replace("偏多两成", "偏多三成"), "utf-8")
        preview(project)
        assert ids_of(project) == before

    @pytest.mark.parametrize(
        "text",
        [
            "", "{", "[1]", '[["a", "b"]]', '[["a", "b", 3]]', "null",
            '[["AAAABBBB", "a.txt", "00ff"]]', '[["aaaabbbb", "a.txt", "00gg"]]',
            "[" * 200_000, '[["aaaabbbb", "\\ud800.txt", "00ff"]]',
        ],
    )  # fmt: skip
    def test_damaged_drafts_are_none(self, tmp_path: Path, text: str) -> None:
        (tmp_path / DRAFTS).write_text(text, "utf-8")
        assert read_drafts(tmp_path) == ()

    def test_it_says_what_is_not_on_record(
        self, project: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO", "mkdocs")
        preview(project)
        assert "2 articles have no lasting address yet" in caplog.text


class TestFollowing:
    def test_what_people_wrote_is_looked_at_and_what_is_generated_is_not(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "search").mkdir()
        for name in ("about.md", "search.md", "search/own.md", ".hidden"):
            (tmp_path / name).touch()
        seen = HandWritten(tmp_path)
        with Output(tmp_path) as output:
            output.write("index.md", "x")
            output.write("search/index.md", "x")
            assert names(seen, tmp_path) == ["about.md", "search", "search.md"]  # from the first
        assert names(seen, tmp_path / "search") == ["own.md"]
        with Output(tmp_path) as output:
            output.write("feed.xml", "x")
        assert names(seen, tmp_path) == ["about.md", "search", "search.md"]

    def test_a_folder_in_which_no_name_came_or_went_is_not_read_again(self, tmp_path: Path) -> None:
        (tmp_path / "about.md").touch()
        os.utime(tmp_path, (1, 1))  # long ago: the clock of a file system may be coarse
        seen = HandWritten(tmp_path)
        assert names(seen, tmp_path) == ["about.md"]
        (tmp_path / "new.md").touch()
        os.utime(tmp_path, (1, 1))
        assert names(seen, tmp_path) == ["about.md"]
        os.utime(tmp_path, (2, 2))
        assert names(seen, tmp_path) == ["about.md", "new.md"]
        os.utime(tmp_path, (1, 1))
        with Output(tmp_path) as output:
            output.write("index.md", "x")
        os.utime(tmp_path, (1, 1))
        assert names(seen, tmp_path) == ["about.md", "new.md"]


def names(seen: HandWritten, folder: Path) -> list[str]:
    return sorted(entry.name for entry in seen.listdir(str(folder)))


def settings_of(project: Path) -> Settings:
    return read_settings(project / "mkdocs.yml")


HOLD = """\
import sys, time
from pathlib import Path
from generator.corpus.project_lock import ProjectLock
from generator.corpus.settings import read_settings
lock = ProjectLock(read_settings(Path("mkdocs.yml")), "mkdocs serve")
lock.acquire()
print("held", flush=True)
sys.stdin.readline()
lock.release()
print("free", flush=True)
time.sleep(60)
"""


@contextlib.contextmanager
def held_elsewhere(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Have another process hold the project's lock; a line to it has it give the lock back."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def held_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = make_project(tmp_path_factory.mktemp("held") / "project", rain=RAIN, roads=ROADS)
    with held_elsewhere(folder):
        yield folder


class TestLock:
    @pytest.mark.parametrize("command", ["convert", "build"])
    def test_who_waits_in_vain_is_told_for_whom(
        self, project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, command: str
    ) -> None:
        monkeypatch.setattr(project_lock, "PATIENCE", 0.2)
        with held_elsewhere(project) as process:
            assert run([command]) == 1
            err = capsys.readouterr().err
            holder = rf"“mkdocs serve” \(process {process.pid} on {socket.gethostname()}, since "
            assert re.search(rf"waiting for {holder}", err)
            assert re.search(rf"the project is still in use by {holder}[-0-9 :]+\)\. Wait", err)
            assert not (project / "site_src" / "index.md").exists()

    def test_it_goes_on_when_the_other_is_done(
        self, project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        holder = ProjectLock.holder
        with held_elsewhere(project) as process:

            def told(lock: ProjectLock) -> str:
                said = holder(lock)
                print(file=process.stdin, flush=True)
                return said

            monkeypatch.setattr(ProjectLock, "holder", told)
            assert run(["build"]) == 0
        assert "waiting for “mkdocs serve”" in capsys.readouterr().err
        assert (project / "site" / "index.html").is_file()

    def test_the_lock_of_a_dead_process_is_nobodys(self, project: Path) -> None:
        with held_elsewhere(project) as process:
            process.kill()
            process.wait()
            assert (project / ".cache" / "pages" / LOCK).exists()
            assert run(["convert", "--quiet"]) == 0
        assert not (project / ".cache" / "pages" / LOCK).exists()

    @pytest.mark.parametrize(
        "argv", [["check"], ["review"], ["export"], ["explain", "rain"], ["reconstruct", "seeds"]]
    )
    def test_who_only_reads_does_not_wait(
        self, held_project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, argv: list[str]
    ) -> None:
        monkeypatch.setattr(project_lock, "PATIENCE", 0.2)
        monkeypatch.chdir(held_project)
        run(argv)
        assert "waiting" not in capsys.readouterr().err

    def test_a_preview_holds_it_from_the_first_page_written_to_the_last_rendered(
        self, project: Path
    ) -> None:
        config = load_config(str(project / "mkdocs.yml"))
        mkdocs_hook.on_startup(command="serve", dirty=False)
        ends: tuple[Callable[[], None], ...] = (
            lambda: mkdocs_hook.on_post_build(config=config),
            lambda: mkdocs_hook.on_build_error(error=ValueError()),
            mkdocs_hook.on_shutdown,
        )
        for end in ends:
            mkdocs_hook.on_pre_build(config=config)
            assert is_locked(project)
            end()
            assert not is_locked(project)

    def test_a_conversion_that_fails_gives_it_back(self, project: Path) -> None:
        (project / "site_src" / "index.md").write_text("mine", "utf-8")
        assert run(["convert", "--quiet"]) == 1
        assert not is_locked(project)

    def test_a_cache_that_cannot_be_written_is_told(self, project: Path, capsys: Capture) -> None:
        (project / ".cache").write_text("", "utf-8")
        assert run(["convert"]) == 1
        assert "cannot be locked" in capsys.readouterr().err

    def test_an_unsigned_lock_is_another_runs(self, project: Path) -> None:
        lock = ProjectLock(settings_of(project), "x")
        assert lock.holder() == "another run"


def is_locked(project: Path) -> bool:
    """Ask with a lock of our own: who else holds it, this process or another, is the same to it."""
    lock = ProjectLock(settings_of(project), "x")
    try:
        lock.acquire(patience=0)
    except GeneratorError:
        return True
    lock.release()
    return False


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with our sessions, and an environment for that of the preview."""
    pytest.importorskip("nox")
    virtualenv = pytest.importorskip("virtualenv")
    folder = tmp_path_factory.mktemp("checkout")
    for file in ("noxfile.py", "pyproject.toml", "constraints.txt", "hashes.txt"):
        (folder / file).write_bytes((ROOT / file).read_bytes())
    (folder / "mkdocs.yml").write_text("site_name: x\ntheme: {name: mkdocs}\n", "utf-8")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("x", "utf-8")
    made = virtualenv.cli_run([str(folder / ".nox" / "serve"), "--no-seed"])
    (made.creator.purelib / "all.pth").write_text("\n".join(sys.path), "utf-8")
    script = made.creator.bin_dir / "mkdocs"
    script.write_text(f"#!{made.creator.exe}\nfrom mkdocs.__main__ import cli\ncli()\n", "utf-8")
    script.chmod(0o755)
    return folder


@pytest.mark.skipif(os.name == "nt", reason="signals as on POSIX")
class TestForReal:
    @pytest.fixture
    def port(self) -> int:
        with socket.socket() as server:
            server.bind(("127.0.0.1", 0))
            number: int = server.getsockname()[1]
            return number

    @pytest.fixture
    def log(self, project: Path, port: int, tmp_path: Path) -> Iterator[Callable[[], str]]:
        """Run ``mkdocs serve``; gives what it has said so far."""
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write(f"hooks: [{ROOT / 'generator' / 'mkdocs_hook.py'}]\n")
        place = tmp_path / "serve.log"
        command = ["mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
        with (
            place.open("wb") as out,
            subprocess.Popen(
                [sys.executable, "-m", *command], cwd=project, stdout=out, stderr=out
            ) as process,
        ):
            self.process = process
            wait_for(lambda: "Serving on" in place.read_text("utf-8"))
            try:
                yield lambda: place.read_text("utf-8")
            finally:
                process.kill()

    def test_a_preview_beside_builds_and_edits(
        self, project: Path, log: Callable[[], str], port: int, capsys: Capture
    ) -> None:
        built = "Documentation built"
        (project / "seeds" / "flood.txt").write_text(FLOOD, "utf-8")
        wait_for(lambda: log().count(built) == 2)
        (project / "site_src" / "about.md").write_text("# 关于\n", "utf-8")  # new, and by hand
        wait_for(lambda: log().count(built) == 3)
        time.sleep(1.5)  # three looks of the observer: a second build would have begun
        assert log().count("Building documentation") == 3
        assert not any((project / "seeds" / name).exists() for name in RECORDS)
        assert run(["build"]) == 0
        for folder in ("site", "site_src"):
            found = texts(project / folder).items()
            assert [name for name, text in found if f":{port}".encode() in text] == []
        assert run(["check"]) == 0
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(10) == 0
        assert "Shutting down" in log()
        assert not (project / ".cache" / "pages" / LOCK).exists()

    @pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
    def test_the_session_ends_with_all_that_it_started(self, checkout: Path, name: str) -> None:
        with socket.socket() as server:
            server.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{server.getsockname()[1]}"
        with subprocess.Popen(
            [sys.executable, "noxfile.py", "-R", "-s", "serve", "--", "-a", address],
            cwd=checkout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:  # fmt: skip
            try:
                wait_for(lambda: answers(address))
                process.send_signal(getattr(signal, name))
                process.wait(10)
                assert not answers(address)
                with pytest.raises(ProcessLookupError):
                    os.killpg(process.pid, 0)  # nobody is left of its group
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


def answers(address: str) -> bool:
    try:
        return bool(urllib.request.urlopen(f"http://{address}/", timeout=5).status == 200)
    except OSError:
        return False


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until something is so; a slow machine has a minute for it."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
