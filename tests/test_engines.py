"""Pages are made by the workers of a cluster as they are made here, whoever is killed meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from benchmarks.scale_corpus import write_seeds
from generator.cli import run
from generator.corpus.convert import Report, convert
from generator.corpus.pages.far_seeds import Bundle, Order, make_bundle, program_parts
from generator.corpus.processes import cluster as cluster_module
from generator.corpus.processes.cluster import Cluster, Parcel, cluster_at
from generator.corpus.seeds.seed_files import Seed
from generator.corpus.settings import read_settings
from generator.engines import engine_at
from generator.errors import GeneratorError
from tests import warm_commands
from tests.clusters import OwnCluster, own_cluster
from tests.conftest import ROOT
from tests.samples import RAIN, make_project, tree

Capture = pytest.CaptureFixture[str]

posix = pytest.mark.skipif(sys.platform == "win32", reason="kills processes as POSIX does")
BROKEN = "publicaton: 青禾周报\n"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[OwnCluster]:
    pytest.importorskip("distributed")
    with own_cluster(tmp_path / "cluster") as started:
        yield started


def project_of_all_forms(folder: Path) -> Path:
    """Make a project with pages of each kind, some of which cannot be read."""
    make_project(folder, rain=RAIN, empty="", wrong=RAIN)
    seeds = folder / "seeds"
    write_seeds(seeds, 60)
    (seeds / "rain.yml").write_text("publication: 青禾周报\ndate: 2024-05-06\n", "utf-8")
    (seeds / "wrong.yml").write_text(BROKEN, "utf-8")
    shutil.copy(ROOT / "tests" / "pages-pdf" / "2024-05-16-03.pdf", seeds)
    shutil.copy(ROOT / "tests" / "editions" / "boxes.html", seeds)
    for name in ("page.hocr", "page.webp", "rapid.json"):
        shutil.copy(ROOT / "tests" / "scans" / name, seeds)
    return folder


def converted(
    project: Path, monkeypatch: pytest.MonkeyPatch, engine: str, kill: int | None = None
) -> Report:
    """Convert a project, and kill a process as soon as some pages have come."""

    def progress(done: int, _total: int) -> None:
        if done == 6 and kill is not None:
            os.kill(kill, signal.SIGKILL)

    monkeypatch.chdir(project)
    with engine_at(engine):
        return convert(read_settings(Path("mkdocs.yml")), progress=progress)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: data for name, (data, _) in tree(folder).items()}


@posix
def test_same_bytes_though_a_worker_is_killed_halfway(
    cluster: OwnCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = project_of_all_forms(tmp_path / "here")
    there = project_of_all_forms(tmp_path / "there")
    expected = converted(here, monkeypatch, "local")
    report = converted(there, monkeypatch, cluster.address, cluster.workers[0].pid)
    cluster.workers[0].join(10)
    assert cluster.workers[0].exitcode == -signal.SIGKILL
    assert report == expected
    assert [problem.seed for problem in report.problems] == ["empty.txt", "wrong.txt"]
    for folder in ("site_src", "seeds", ".cache/sources", ".cache/pictures"):
        assert contents(there / folder) == contents(here / folder), folder
    names = set(contents(here / ".cache/pages"))
    assert len([name for name in names if name.endswith(".pickle")]) == 17
    assert set(contents(there / ".cache/pages")) == names
    left = list(cluster.spare.glob("banmian-*"))
    assert len(left) <= 1  # of the one that was killed


@posix
def test_what_is_kept_goes_nowhere(
    cluster: OwnCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "project", rain=RAIN)
    assert len(converted(project, monkeypatch, cluster.address).written) > 10
    cluster.scheduler.kill()
    report = converted(project, monkeypatch, cluster.address)
    assert report.written == ()
    (project / "seeds" / "rain.txt").write_text(RAIN.replace("两成", "三成"), "utf-8")
    assert "no scheduler answers there" in asked_of_nobody(project, cluster.address)


def fatal_three(item: int) -> int:
    if item == 3:
        os._exit(1)
    return item * 2


@posix
def test_an_item_that_takes_its_workers_with_it_is_lost_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    with (
        own_cluster(tmp_path / "cluster", workers=3) as started,
        cluster_at(started.address) as found,
    ):
        parcels = [Parcel((0,)), Parcel((), (7,)), Parcel((1, 2, 3, 4, 5))]
        results = list(found.spread(fatal_three, parcels, lambda item: -item))
    assert results == [0, 7, 2, 4, -3, 8, 10]


def fail_on_one(item: int) -> int:
    if item == 1:
        raise ZeroDivisionError("one")
    return item


@posix
def test_a_cluster_that_cannot_do_it_says_what_to_do(
    cluster: OwnCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        cluster_at(cluster.address) as found,
        pytest.raises(GeneratorError, match=r"cannot do this work \(ZeroDivisionError: one\)"),
    ):
        list(found.spread(fail_on_one, [Parcel((0,)), Parcel((1,))], lambda item: item))
    monkeypatch.setattr(cluster_module, "_LOOK", 0.2)
    monkeypatch.setattr(cluster_module, "WITHOUT_WORKERS", 0.5)

    def work(ended: Cluster) -> list[int]:
        return list(ended.spread(abs, [Parcel((0,)), Parcel((1,))], lambda item: item))

    with cluster_at(cluster.address) as found:
        for worker in cluster.workers:
            worker.kill()
            worker.join()
        with pytest.raises(GeneratorError, match="has had no worker for a minute"):
            work(found)


@posix
def test_a_scheduler_that_is_killed_is_told(cluster: OwnCluster) -> None:
    with cluster_at(cluster.address) as found:
        parcels: list[Parcel[int, int]] = [Parcel((number,)) for number in range(1000)]
        results = found.spread(abs, parcels, lambda item: item)
        assert next(results) == 0
        cluster.scheduler.kill()
        with pytest.raises(GeneratorError, match="the scheduler is gone"):
            list(results)


def test_without_the_extra_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.chdir(make_project(tmp_path / "project", rain=RAIN))
    assert run(["convert", "--engine", "dask://127.0.0.1:9"]) == 1
    said = capsys.readouterr().err
    assert "dask://127.0.0.1:9: distributed is not installed. To use a cluster, install" in said
    assert "pip install 'banmian[dask]'" in said


def asked_of_nobody(project: Path, engine: str) -> str:
    """Return what is said where no scheduler answers.

    In a process of its own: there is no end to the thread of a client that has found nobody.
    """
    argv, ready = ("convert", "--engine", engine), partial(setattr, cluster_module, "ANSWER", 0.5)
    done = warm_commands.run(project, *argv, before=ready)
    assert done.returncode == 1
    return done.stderr


@posix
def test_nobody_answers(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    project = make_project(tmp_path / "project", rain=RAIN)
    said = asked_of_nobody(project, "dask://127.0.0.1:9")
    assert "dask://127.0.0.1:9: no scheduler answers there. Is the address right" in said
    assert not list((project / "site_src").iterdir())


@pytest.mark.parametrize("engine", ["dask", "dask://", "dask://a b", "tcp://h:1", "dask://h:port"])
def test_an_engine_that_is_none(engine: str, capsys: Capture) -> None:
    assert run(["convert", "--engine", engine]) == 2
    assert "is neither local nor dask://HOST:PORT" in capsys.readouterr().err


def test_another_program_makes_nothing() -> None:
    def order(*program: str) -> Order:
        return Order(program=program, asked={"notes": True}, cached=None, illustrated=False)

    bundle = Bundle(seed=Seed(name="rain.txt", data=RAIN.encode()), files=())
    answer = make_bundle(order(*program_parts()), bundle)
    assert len(answer.outcome.made) == 1
    with pytest.raises(GeneratorError, match="runs another version of this program"):
        make_bundle(order("other", *program_parts()[1:]), bundle)
    with pytest.raises(GeneratorError, match=r"numpy 2\.\S+, not numpy 1\.0"):
        make_bundle(order(program_parts()[0], "numpy 1.0", *program_parts()[2:]), bundle)
