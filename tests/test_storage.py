"""Seeds and sites on storages are what they would be in folders here."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from generator.cli import run
from generator.corpus.files import storage as storage_module
from generator.corpus.files.owned_files import MARK
from generator.corpus.files.storage import Storage, storage_at
from generator.corpus.project_lock import held
from generator.corpus.site.build_site import build_site
from generator.errors import GeneratorError
from tests.samples import RAIN, ROADS, make_project, tree

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def memory() -> Iterator[Any]:
    """Yield fsspec's file system in memory, empty."""
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


@pytest.fixture
def project(tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project without seeds, in which we stand; two pages are on the storage."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714521600")  # which MkDocs writes into a page
    folder = make_project(tmp_path / "project")
    monkeypatch.chdir(folder)
    memory.pipe_file("/archive/seeds/rain.txt", RAIN.encode())
    memory.pipe_file("/archive/seeds/roads.txt", ROADS.encode())
    memory.pipe_file("/archive/seeds/old/roads.txt", ROADS.encode())
    return folder


def files_at(memory: Any, top: str) -> dict[str, bytes]:
    return {path.removeprefix(f"{top}/"): memory.cat_file(path) for path in memory.find(top)}


def build(*options: str) -> int:
    return run(["build", "--seeds", "memory://archive/seeds", *options])


def contents(folder: Path) -> dict[str, bytes]:
    return {name: data for name, (data, _) in tree(folder).items()}


def test_a_site_from_storage_to_storage(project: Path, memory: Any, capsys: Capture) -> None:
    assert build("--out", "memory://site") == 0
    out, err = capsys.readouterr()
    assert out == "memory://site\n"
    assert "memory://site: " in err
    ledger = memory.cat_file("/archive/seeds/addresses.csv")
    assert ledger.count(b"\n") > 3
    here = make_project(project.parent / "here", rain=RAIN, roads=ROADS)
    (here / "seeds" / "addresses.csv").write_bytes(ledger)
    assert run(["build", "--config", str(here / "mkdocs.yml")]) == 0
    assert files_at(memory, "/site") == contents(here / "site")


def test_only_what_changed_is_fetched_and_sent(
    project: Path, memory: Any, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert build("--out", "memory://site") == 0
    fetched: list[str] = []
    sent: list[str] = []
    get, put = memory.get, memory.put

    def noted(told: list[str], names: list[str], done: Callable[..., object]) -> None:
        told += names
        done()

    kind = type(memory)
    monkeypatch.setattr(kind, "get", lambda _, a, b: noted(fetched, a, lambda: get(a, b)))
    monkeypatch.setattr(kind, "put", lambda _, a, b: noted(sent, b, lambda: put(a, b)))
    assert build("--out", "memory://site") == 0
    said = capsys.readouterr().err.splitlines()
    assert said[-2:] == [
        "2 articles on 2 pages: 0 files written, 39 unchanged, 0 removed",
        "memory://site: 0 files sent",
    ]
    assert [name for name in fetched if not name.endswith("addresses.csv")] == []
    assert sent == []
    memory.pipe_file("/archive/seeds/roads.txt", ROADS.replace("十二", "十三").encode())
    memory.rm_file("/archive/seeds/rain.txt")
    assert build("--out", "memory://site") == 0
    assert [name for name in fetched if name.endswith(".txt")] == ["/archive/seeds/roads.txt"]
    assert 0 < len(sent) < len(memory.find("/site"))
    (built,) = (project / ".cache" / "elsewhere").glob("*/site")
    assert files_at(memory, "/site") == contents(built)


def test_messages_name_the_storage(project: Path, memory: Any, capsys: Capture) -> None:
    memory.pipe_file("/archive/seeds/empty.txt", b"")
    assert build("--out", "memory://site") == 1
    err = capsys.readouterr().err
    assert "banmian: memory://archive/seeds/empty.txt: the file is empty." in err
    assert "memory://site: nothing was sent, as pages are missing." in err
    assert ".cache" not in err
    assert not memory.exists("/site")
    assert run(["check", "--seeds", "memory://archive/seeds"]) == 1
    assert "memory://archive/seeds/empty.txt: the file is empty" in capsys.readouterr().out


def test_records_of_a_failed_run_are_not_kept(
    project: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build() == 0
    ledger = memory.cat_file("/archive/seeds/addresses.csv")
    memory.pipe_file("/archive/seeds/more.txt", RAIN.replace("水库", "河道").encode())

    def fail(*_args: object, **_named: object) -> None:
        raise GeneratorError("no room")

    with monkeypatch.context() as patched:
        patched.setattr("generator.cli.project_commands.build_site", fail)
        assert build() == 1
    assert memory.cat_file("/archive/seeds/addresses.csv") == ledger
    (copy,) = (project / ".cache" / "elsewhere").glob("*/seeds")
    assert (copy / "addresses.csv").read_bytes() == ledger


def test_addresses_that_another_run_has_recorded_are_not_lost(
    project: Path, memory: Any, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """On another machine: both began with the same record, and the second would replace it."""
    theirs = b""

    def slow(*args: Any, **named: Any) -> Path:
        memory.pipe_file("/archive/seeds/addresses.csv", theirs)
        return build_site(*args, **named)

    assert build("--out", "memory://site") == 0
    site = files_at(memory, "/site")
    theirs = memory.cat_file("/archive/seeds/addresses.csv") + b"# theirs\r\n"
    memory.pipe_file("/archive/seeds/more.txt", RAIN.replace("水库", "河道").encode())
    with monkeypatch.context() as patched:
        patched.setattr("generator.cli.project_commands.build_site", slow)
        assert build("--out", "memory://site") == 1
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith("banmian: memory://archive/seeds/addresses.csv: was changed by another")
    assert memory.cat_file("/archive/seeds/addresses.csv") == theirs
    assert files_at(memory, "/site") == site


def test_one_run_at_a_time_uses_the_copies(
    project: Path, memory: Any, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Who fetched while another made pages would take its new addresses away before they go."""
    monkeypatch.setattr("generator.corpus.project_lock.PATIENCE", 0.1)
    with held(project / ".cache" / "elsewhere", "banmian build --seeds …"):
        assert build() == 1
        assert run(["build"]) == 0  # of a folder here, which has no copy
    told = capsys.readouterr().err
    assert "waiting for “banmian build --seeds …”" in told
    assert "the project is still in use by “banmian build --seeds …”" in told
    assert build() == 0


def test_nothing_of_others_is_overwritten(project: Path, memory: Any, capsys: Capture) -> None:
    memory.pipe_file("/site/index.html", b"theirs")
    memory.pipe_file("/site/CNAME", b"example.org")
    assert build("--out", "memory://site") == 1
    assert "memory://site: index.html: not sent by this program" in capsys.readouterr().err
    memory.rm_file("/site/index.html")
    assert build("--out", "memory://site") == 0
    assert memory.cat_file("/site/CNAME") == b"example.org"


def test_markdown_and_data_go_elsewhere_too(project: Path, memory: Any, capsys: Capture) -> None:
    seeds = ("--seeds", "memory://archive/seeds")
    assert run(["convert", *seeds, "--out", "memory://pages"]) == 0
    assert "articles/" in " ".join(memory.find("/pages"))
    assert run(["export", *seeds, "--out", "memory://data/all.jsonl"]) == 0
    assert memory.cat_file("/data/all.jsonl").count(b"\n") == 2
    memory.pipe_file("/data/other.jsonl", b"theirs")
    capsys.readouterr()
    assert run(["export", *seeds, "--out", "memory://data/other.jsonl"]) == 1
    assert "memory://data/other.jsonl: would be overwritten" in capsys.readouterr().err
    assert run(["export", *seeds, "--out", "memory://data", "--format", "datapackage"]) == 1
    assert "a data package is made in a folder of this machine" in capsys.readouterr().err


def test_a_folder_by_its_url(tmp_path: Path, project: Path) -> None:
    seeds = tmp_path / "far"
    shutil.copytree(make_project(tmp_path / "one", rain=RAIN) / "seeds", seeds)
    site = (tmp_path / "public").as_uri()
    assert run(["build", "--seeds", seeds.as_uri(), "--out", site]) == 0
    assert (tmp_path / "public" / "index.html").is_file()
    assert (seeds / "addresses.csv").is_file()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("memory://nowhere", "memory://nowhere: there is nothing there. Is the address right?"),
        ("nosuch://bucket", "nosuch://bucket: cannot be used: Protocol not known: nosuch"),
    ],
)
def test_what_is_not_there_is_named(url: str, told: str, project: Path, capsys: Capture) -> None:
    assert run(["convert", "--seeds", url]) == 1
    assert told in capsys.readouterr().err


def test_without_the_extra_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.chdir(make_project(tmp_path / "project", rain=RAIN))
    assert run(["build", "--seeds", "s3://archive/seeds"]) == 1
    said = capsys.readouterr().err
    assert "s3://archive/seeds: fsspec is not installed. Install the extra for it" in said


def test_a_send_that_is_cut_off_is_made_good(memory: Any, tmp_path: Path) -> None:
    storage: Storage = storage_at("memory://site")
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    put = memory.put

    def fail(here: list[str], there: list[str]) -> None:
        put(here[:1], there[:1])
        raise ConnectionError("reset")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(memory), "put", lambda _, a, b: fail(a, b))
        with pytest.raises(GeneratorError, match=r"cannot be written \(ConnectionError: reset\)"):
            storage.send(tmp_path, {"a": "1", "b": "2"})
    assert storage.send(tmp_path, {"a": "3", "b": "2"}) == 2
    assert storage.send(tmp_path, {"a": "3", "b": "2"}) == 0
    assert files_at(memory, "/site")["b"] == b"b"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is cut off")
def test_a_fetch_that_is_cut_off_leaves_nothing(memory: Any, tmp_path: Path) -> None:
    """Whole archives lay about in folders that nobody knew any more."""
    for name in ("a.txt", "held"):
        memory.pipe_file(f"/seeds/{name}", b"a")
    storage: Storage = storage_at("memory://seeds")
    get = memory.get

    def stop(there: list[str], here: list[str]) -> None:
        get(there, here)
        os._exit(9)

    child = os.fork()
    if not child:
        type(memory).get = lambda _, there, here: stop(there, here)
        storage.fetch(tmp_path / "copy")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert len([*tmp_path.rglob("a.txt")]) == 1
    storage.fetch(tmp_path / "copy")
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert names == {"copy", "copy/a.txt", "copy/held", "fetched.json"}


def test_names_that_are_one_on_a_disk_are_told(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "A.txt", "b.txt"):
        memory.pipe_file(f"/seeds/{name}", name.encode())
    found = storage_at("memory://seeds")
    put = storage_module._put
    with monkeypatch.context() as patch:
        patch.setattr(storage_module, "_put", lambda n, p: put(n, p.with_name(p.name.lower())))
        with pytest.raises(GeneratorError, match=r"seeds: A\.txt, a\.txt: this machine's disk"):
            found.fetch(tmp_path / "copy")
    found.fetch(tmp_path / "copy")
    assert len([*(tmp_path / "copy").iterdir()]) == 3


def test_nothing_outside_of_the_folder_is_removed(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    far, here = tmp_path / "far", tmp_path / "here"
    far.mkdir()
    here.mkdir()
    (tmp_path / "kept.txt").write_text("somebody's")
    (here / "a").write_text("a")
    storage = storage_at(far.as_uri())
    storage.send(here, {"a": "1"})
    mark = far / MARK
    mark.write_bytes(
        mark.read_bytes() + b"1  ../kept.txt\n1  /" + os.fsencode(tmp_path) + b"/here/a\n"
    )
    assert storage.send(here, {"a": "2"}) == 1
    assert (tmp_path / "kept.txt").exists()
    assert (here / "a").exists()
    assert b".." not in mark.read_bytes()


def test_a_key_with_a_backslash_is_the_name_of_a_file(
    project: Path, memory: Any, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/archive/seeds/a\\rain.txt", RAIN.replace("水库", "堤坝").encode())
    assert build("--quiet") == 0
    pages = sorted((project / "site_src" / "pages").glob("*rain*.md"))
    assert len(pages) == 2
    monkeypatch.setattr("generator.corpus.files.storage.PurePath", PureWindowsPath)
    assert build("--quiet") == 1
    assert "“a\\rain.txt” can be the name of no file" in capsys.readouterr().err


@pytest.mark.parametrize("end", ["/.", "/old/.."])
def test_a_folder_by_a_winding_url(tmp_path: Path, project: Path, end: str) -> None:
    seeds = make_project(tmp_path / "one", rain=RAIN) / "seeds"
    (seeds / "old").mkdir()
    assert run(["convert", "--seeds", seeds.as_uri() + end]) == 0
    assert run(["convert", "--seeds", seeds.as_uri() + end]) == 0
