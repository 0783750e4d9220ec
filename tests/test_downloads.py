"""The data that the home page offers: what ``export`` gives, packed, at addresses that stay."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.corpus.convert import convert
from generator.corpus.export import downloads
from generator.corpus.export.corpus_export import Export
from generator.corpus.export.downloads import DOWNLOADS_KEPT
from generator.corpus.files.output import Output
from generator.corpus.files.packed_blocks import Block
from generator.corpus.project_check import check
from generator.corpus.settings import Settings, read_settings
from generator.errors import GeneratorError
from generator.publish import DOWNLOADS
from generator.publish.export import TABLES
from generator.publish.export.downloads import size_words
from tests.conftest import PAGES
from tests.published import site_pages
from tests.samples import make_project, tree

LINES, SHEET, PACKAGE = DOWNLOADS


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = {path.stem: path.read_bytes() for path in PAGES.glob("*.txt")}
    folder = make_project(tmp_path_factory.mktemp("converted") / "project", **pages)
    sidecar = folder / "seeds" / f"{min(pages)}.yml"
    sidecar.write_text("publication: 临江日报\ndate: 2024-04-18\n", "utf-8")
    convert(read_settings(folder / "mkdocs.yml"))
    return folder


@pytest.fixture
def settings(converted: Path, tmp_path: Path) -> Settings:
    """A project of the five pages, converted; whatever a test does to it is its own."""
    folder = shutil.copytree(converted, tmp_path / "project")
    return read_settings(folder / "mkdocs.yml")


def test_what_is_offered_is_what_export_gives(settings: Settings, tmp_path: Path) -> None:
    export = Export(settings=settings)
    with gzip.open(settings.docs / LINES, "rt", encoding="utf-8", newline="") as file:
        assert file.read() == "".join(export.text("jsonl"))
    with zipfile.ZipFile(settings.docs / SHEET) as archive:
        assert archive.namelist() == ["articles.csv"]
        assert archive.read("articles.csv").decode("utf-8") == "".join(export.text("csv"))
    export.write_package(tmp_path / "package")
    with zipfile.ZipFile(settings.docs / PACKAGE) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {path.name: path.read_bytes() for path in (tmp_path / "package").iterdir()}
    assert "临江日报".encode() in packed["datapackage.json"]


def test_the_package_validates_as_it_is_taken_along(settings: Settings) -> None:
    import frictionless  # takes as long as half the program

    report = frictionless.Package(str(settings.docs / PACKAGE)).validate()
    assert report.flatten(["type", "note"]) == []
    assert report.stats["tasks"] == len(TABLES)


def test_the_home_page_leads_to_it_and_says_how_large_it_is(settings: Settings) -> None:
    text = (settings.docs / "index.md").read_text("utf-8")
    for path, (name, note) in DOWNLOADS.items():
        size = size_words((settings.docs / path).stat().st_size)
        assert f"- [{name}]({path}) {size}，{note}" in text


def test_without_articles_nothing_is_offered() -> None:
    assert "data/" not in dict(site_pages([], ()))["index.md"]


def test_the_same_pages_touch_nothing_and_others_only_what_they_change(settings: Settings) -> None:
    before = tree(settings.docs)
    report = convert(settings)
    assert (report.written, tree(settings.docs)) == ((), before)
    seed = min(settings.seeds.glob("*.txt"))
    seed.unlink()
    seed.with_suffix(".yml").unlink()
    assert set(DOWNLOADS) <= set(convert(settings).written)
    assert list(check(settings)) == []


@pytest.mark.parametrize("record", ["kept", "gone", "cut", "kept, but no blocks"])
def test_the_sums_of_tables_are_those_of_their_bytes(
    settings: Settings, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a table that nothing changed are remembered."""
    sums = settings.cache.parent / DOWNLOADS_KEPT / "sums"
    if record == "gone":
        sums.unlink()
    elif record == "cut":
        sums.write_bytes(sums.read_bytes()[:-9])
    elif record == "kept, but no blocks":
        for lot in sums.parent.glob("*.packed"):
            lot.unlink()
    seed = max(settings.seeds.glob("*.txt"))
    seed.write_text(seed.read_text("utf-8").rstrip() + "大家都说很好。\n", "utf-8")
    read, add_up = list[object](), downloads._Sum.of

    def counted(told: downloads._Sum, blocks: Iterable[Block]) -> Iterator[Block]:
        read.append(told)
        return add_up(told, blocks)

    monkeypatch.setattr(downloads._Sum, "of", counted)
    convert(settings)
    if record != "kept, but no blocks":
        assert 0 < len(read) < len(TABLES) if record == "kept" else len(read) == len(TABLES)
    with zipfile.ZipFile(settings.docs / PACKAGE) as archive:
        told = json.loads(archive.read("datapackage.json"))["resources"]
        for resource in told:
            data = archive.read(resource["path"])
            assert resource["bytes"] == len(data)
            assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert list(check(settings)) == []


def test_persons_are_in_it_while_they_are_asked_for_and_no_longer(settings: Settings) -> None:
    def told() -> list[bool]:
        with gzip.open(settings.docs / LINES, "rt", encoding="utf-8") as file:
            return [bool(json.loads(line).get("facts", {}).get("persons")) for line in file]

    convert(replace(settings, persons=True))
    assert any(told())
    convert(settings)
    assert not any(told())
    assert not list(check(settings))


def test_check_tells_of_data_that_is_stale_or_missing(settings: Settings) -> None:
    (settings.docs / LINES).write_bytes(b"")
    (settings.docs / SHEET).unlink()
    findings = "\n".join(check(settings, verbose=True))
    assert "articles.jsonl.gz: not what the seeds give now. Run “convert”." in findings
    assert "articles.csv.zip: missing. Run “convert”." in findings
    assert "datapackage.zip" not in findings
    convert(settings)
    assert list(check(settings)) == []


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    settings = read_settings(
        make_project(tmp_path, rain="雨\n下了一天的雨，河水涨了三尺。") / "mkdocs.yml"
    )
    place = settings.docs / LINES
    place.parent.mkdir()
    place.write_bytes(b"mine")
    with pytest.raises(GeneratorError, match="was not made by convert"):
        convert(settings)
    assert place.read_bytes() == b"mine"


def test_a_file_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    def write(data: bytes, *, fail: bool = False) -> None:
        with Output(tmp_path) as output, output.writing("data/a.gz") as file:
            file.write(data)
            if fail:
                raise OSError("no room")

    write(b"old")
    with pytest.raises(OSError, match="no room"):
        write(b"new", fail=True)
    assert (tmp_path / "data" / "a.gz").read_bytes() == b"old"
    with Output(tmp_path) as output:
        with output.writing("data/a.gz") as file:
            file.write(b"old")
        assert (output.written, output.unchanged) == ([], 1)
        with (
            pytest.raises(GeneratorError, match="two pages want this name"),
            output.writing("data/a.gz"),
        ):
            pass
