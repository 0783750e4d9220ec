"""The corpus as data: what is in it, that it validates, and that what stands there is safe."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import run
from generator.corpus.export import corpus_export as export_module
from generator.corpus.export.corpus_export import Export
from generator.corpus.pages.pipeline import make_seeds
from generator.corpus.settings import read_settings
from generator.errors import GeneratorError
from generator.publish.csv_cells import csv_line, guarded
from generator.publish.export import SHEET_FIELDS, TABLES, sheet_header
from generator.publish.export.package import GENERATOR
from generator.publish.kinds import KINDS
from generator.publish.table_schema import EDTF
from generator.text.edtf import is_edtf
from tests import warm_commands
from tests.samples import RAIN, ROADS, make_project, tree

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "tests" / "pages"
Capture = pytest.CaptureFixture[str]

HOSTILE = """\
=HYPERLINK("http://x.example","点")

'2024年4月18日，湖南省民政厅印发《关于"做好",养老服务\\工作的通知》。\u202e会议要求，各地\ufffe要认真落实。

@SUM(1+1)*cmd|' /C calc'!A0，这是一个段落，说的是养老服务。

＝1+1，这又是一个段落；湖南省民政厅表示，将落实《通知》要求。
"""
HOSTILE_SIDECAR = (
    'publication: "=某报,\\"甲\\"\\0\\ud800"\ndate: 2024-04-18\npage: "-4"\n'
    "url: https://a.example/?a=1,2\n"
)


KINDS_OF_TEXT = """\
小处见大（今日谈）
周岚
村里的路灯坏了三天，没有人问。第四天，修灯的人来了，说是路过看见的。
小事有人看见，大事才有人做。看见，就是第一步，做事的人多了，路就亮了。

山水县公布养老床位
本报讯 山水县昨日公布各乡镇的养老床位，今年比去年多六十张，其中多数是公办的。
乡镇 公办
东山镇 120
西河镇 95
床位最多的是东山镇，镇里的养老院去年扩建，今年又添了一层。（下转第3版）

遗失声明
李某遗失身份证，声明作废。
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project, with the shell standing in it."""
    folder = make_project(tmp_path / "project", rain=RAIN, roads=ROADS, hostile=HOSTILE)
    (folder / "seeds" / "hostile.yml").write_text(HOSTILE_SIDECAR, "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def known_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that ship with the tests, and the hostile one: a project, exported in each form."""
    folder = make_project(tmp_path_factory.mktemp("known") / "project", hostile=HOSTILE)
    (folder / "seeds" / "hostile.yml").write_text(HOSTILE_SIDECAR, "utf-8")
    for path in PAGES.iterdir():
        (folder / "seeds" / path.name).write_bytes(path.read_bytes())
    for form, name in (("datapackage", "data"), ("csv", "x.csv"), ("jsonl", "x.jsonl")):
        place = ("--config", str(folder / "mkdocs.yml"), "--out", str(folder / name))
        assert run(["export", "--quiet", "--format", form, *place]) == 0
    return folder


def validate(folder: Path) -> list[Any]:
    """Return what Frictionless finds wrong with a package: schema, hashes, keys and all."""
    import frictionless  # takes as long as half the program

    report = frictionless.validate(str(folder / "datapackage.json"))
    return list(report.flatten(["type", "title", "message", "note"]))


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def descriptor(folder: Path) -> dict[str, Any]:
    content = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert isinstance(content, dict)
    return content


def sheet(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


_MAY_BE_EMPTY = ("documents", "dates", "amounts", "persons", "goals", "notices")


class TestPackage:
    def test_that_of_known_pages_and_of_a_hostile_one_is_valid(self, known_pages: Path) -> None:
        assert validate(known_pages / "data") == []

    def test_frictionless_would_notice(self, project: Path) -> None:
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 0
        path = project / "data" / "agencies.csv"
        path.write_bytes(path.read_bytes().replace(b"issuer", b"herald"))
        assert validate(project / "data") != []

    def test_a_foreign_key_that_leads_nowhere_would_be_noticed(self, project: Path) -> None:
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 0
        content = descriptor(project / "data")
        for resource in content["resources"]:
            del resource["hash"], resource["bytes"]
        (project / "data" / "datapackage.json").write_text(json.dumps(content), "utf-8")
        assert validate(project / "data") == []
        path = project / "data" / "regions.csv"
        lines = path.read_text("utf-8").split("\n")
        path.write_text("\n".join([lines[0], lines[1].replace(lines[1][:8], "nobody22")]), "utf-8")
        assert "foreign-key" in str(validate(project / "data"))

    def test_every_field_of_every_table_is_explained(self, project: Path) -> None:
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 0
        content = descriptor(project / "data")
        names = [resource["name"] for resource in content["resources"]]
        tables = [kind.table.name for kind in KINDS if kind.table is not None]
        assert names == ["articles", *tables, "goals", "notices", "pages"]
        for resource in content["resources"]:
            rows = table(project / "data", resource["name"])
            assert rows or resource["name"] in _MAY_BE_EMPTY
            for field in resource["schema"]["fields"]:
                assert {"name", "title", "description", "type", "format", "constraints"} == set(
                    field
                )
                assert field["title"]
                assert field["description"].endswith(".")

    def test_what_stands_on_a_page_has_its_fields(self, project: Path) -> None:
        (project / "seeds" / "kinds.txt").write_text(KINDS_OF_TEXT, "utf-8")
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 0
        assert validate(project / "data") == []
        rows = {row["title"]: row for row in table(project / "data", "articles")}
        read = rows["小处见大（今日谈）"]
        assert read["series"] == "今日谈"
        beds = rows["山水县公布养老床位"]
        assert beds["tables"] == "1"
        assert "乡镇\t公办\n东山镇\t120\n西河镇\t95" in beds["text"]
        assert (beds["continues"], beds["continued_on"]) == ("第3版", "")
        (notice,) = table(project / "data", "notices")
        assert (notice["page"], notice["kind"]) == ("kinds.txt", "loss")
        assert (notice["title"], notice["text"]) == (
            "遗失声明",
            "遗失声明\n李某遗失身份证，声明作废。",
        )
        text = (project / "seeds" / "kinds.txt").read_text("utf-8")
        ((start, end), *_) = json.loads(notice["spans"])
        assert text[start:end] == "遗失声明"
        assert all("声明作废" not in row["text"] for row in rows.values())
        assert run(["export", "--format", "csv", "--out", "kinds.csv"]) == 0
        with Path("kinds.csv").open(encoding="utf-8-sig", newline="") as file:
            sheet = {row["title"]: row for row in csv.DictReader(file)}
        assert sheet["小处见大（今日谈）"]["series"] == "今日谈"
        assert sheet["山水县公布养老床位"]["continues"] == "第3版"

    def test_sizes_and_hashes_are_those_of_the_files(self, project: Path) -> None:
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 0
        for resource in descriptor(project / "data")["resources"]:
            data = (project / "data" / resource["path"]).read_bytes()
            assert resource["bytes"] == len(data)
            assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"

    def test_every_span_holds_the_words_beside_it(self, known_pages: Path) -> None:
        data = known_pages / "data"
        texts = {row["name"]: row["text"] for row in table(data, "pages")}
        pages = {row["id"]: row["page"] for row in table(data, "articles")}
        spans = 0
        for name in ("regions", "agencies", "dates", "topics", "documents"):
            for row in table(data, name):
                text = texts[pages[row["article"]]]
                words = [text[start:end] for start, end in json.loads(row["spans"])]
                assert words == json.loads(row["words"])
                spans += len(words)
        assert spans > 500

    def test_page_texts_are_those_of_the_files(self, known_pages: Path) -> None:
        for row in table(known_pages / "data", "pages"):
            text = (known_pages / "seeds" / row["name"]).read_bytes().decode("utf-8")
            assert row["text"] == text
            assert int(row["characters"]) == len(text)

    def test_cells_are_exact_and_only_what_no_file_can_hold_is_replaced(
        self, project: Path
    ) -> None:
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 0
        (page,) = (row for row in table(project / "data", "pages") if row["publication"])
        assert page["publication"] == '=某报,"甲"\ufffd\ufffd'
        assert page["number"] == "-4"
        assert descriptor(project / "data")["sources"] == [{"title": page["publication"]}]

    def test_the_licence_is_its_owners_to_say(self, project: Path) -> None:
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 0
        path = project / "data" / "datapackage.json"
        content = descriptor(project / "data")
        assert not {"licenses", "created", "version"} & set(content)
        assert content["title"] == "测试"
        content["licenses"] = [{"name": "CC-BY-4.0"}]
        content["title"] = "别的"
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        (project / "data" / "NOTES.md").write_text("笔记", "utf-8")
        (project / "data" / "more").mkdir()
        (project / "data" / "more" / "a.txt").write_text("a", "utf-8")
        (project / "data" / ".gitattributes").write_text("* -text\n", "utf-8")
        (project / "seeds" / "rain.txt").unlink()
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 0
        content = descriptor(project / "data")
        assert content["licenses"] == [{"name": "CC-BY-4.0"}]
        assert content["title"] == "测试"
        assert list(content)[-1] == "resources"
        assert validate(project / "data") == []
        kept = {path.name for path in (project / "data").rglob("*")}
        assert {"NOTES.md", "more", "a.txt", ".gitattributes"} <= kept
        assert "rain.txt" not in {row["name"] for row in table(project / "data", "pages")}

    def test_a_table_of_an_earlier_version_goes(self, project: Path) -> None:
        (project / "data").mkdir()
        table = {
            "path": "old.csv",
            "hash": f"sha256:{hashlib.sha256(b'a' + bytes([10])).hexdigest()}",
        }
        old = {"generator": GENERATOR, "resources": [table, "?"]}
        (project / "data" / "datapackage.json").write_text(json.dumps(old), "utf-8")
        (project / "data" / "old.csv").write_text("a\n", "utf-8")
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 0
        assert not (project / "data" / "old.csv").exists()
        assert validate(project / "data") == []

    def test_pages_without_articles_make_a_valid_package(self, project: Path) -> None:
        for path in (project / "seeds").iterdir():
            path.unlink()
        (project / "seeds" / "folio.txt").write_text("第4版\n", "utf-8")
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 0
        assert validate(project / "data") == []
        assert run(["export", "--format", "csv", "--out", "data.csv"]) == 0
        assert run(["export", "--format", "jsonl", "--out", "data.jsonl"]) == 0
        assert Path("data.csv").read_bytes() == sheet_header().encode("utf-8")
        assert table(project / "data", "articles") == []


class TestPlace:
    FORMS = (("jsonl", "x.jsonl"), ("csv", "x.csv"), ("datapackage", "x"))

    @pytest.mark.parametrize(("form", "place"), FORMS)
    def test_a_second_run_touches_nothing_and_bytes_do_not_depend_on_jobs(
        self, project: Path, form: str, place: str
    ) -> None:
        assert run(["export", "--format", form, "--out", place]) == 0
        before = {k: v for k, v in tree(project).items() if k.startswith("x")}
        assert before
        assert run(["export", "--format", form, "--out", place, "--jobs", "2"]) == 0
        assert {k: v for k, v in tree(project).items() if k.startswith("x")} == before

    @pytest.mark.parametrize(("form", "place"), FORMS)
    def test_an_interrupted_run_leaves_what_was_there(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, form: str, place: str
    ) -> None:
        assert run(["export", "--format", form, "--out", place]) == 0
        (project / "seeds" / "rain.txt").unlink()
        before = tree(project)
        real = make_seeds

        def interrupt(*args: Any, **options: Any) -> Iterator[Any]:
            outcomes = real(*args, **options)
            yield next(outcomes)
            raise KeyboardInterrupt

        monkeypatch.setattr(export_module, "make_seeds", interrupt)
        assert run(["export", "--format", form, "--out", place]) == 130
        assert tree(project) == before
        monkeypatch.undo()
        monkeypatch.chdir(project)
        assert run(["export", "--format", form, "--out", place]) == 0
        assert tree(project) != before

    @pytest.mark.skipif(os.name == "nt", reason="signals as on POSIX")
    def test_a_killed_run_leaves_a_whole_package(self, project: Path) -> None:
        assert run(["export", "--format", "datapackage", "--out", "x"]) == 0
        for number in range(6):
            (project / "seeds" / f"{number:03}.txt").write_text(f"{RAIN}第{number}号。\n", "utf-8")
        before = {k: v for k, v in tree(project).items() if k.startswith("x/")}

        def end_halfway() -> None:
            def watch(event: str, arguments: tuple[Any, ...]) -> None:
                if event == "open" and str(arguments[0]).endswith("003.txt"):
                    os.kill(os.getpid(), signal.SIGKILL)

            sys.addaudithook(watch)

        argv = ("export", "--format", "datapackage", "--jobs", "1", "--out", "x")
        done = warm_commands.run(project, *argv, before=end_halfway)
        assert done.returncode == -signal.SIGKILL
        assert list(project.glob(".x.next*/package/articles.csv"))
        assert {k: v for k, v in tree(project).items() if k.startswith("x/")} == before
        assert validate(project / "x") == []
        assert run(["export", "--format", "datapackage", "--out", "x"]) == 0
        assert validate(project / "x") == []
        assert len(table(project / "x", "pages")) == 9

    @pytest.mark.parametrize("form", ["jsonl", "csv", "datapackage"])
    @pytest.mark.parametrize(
        "place",
        ["seeds", "seeds/permalinks.csv", "seeds/new", "seeds/rain.txt", "mkdocs.yml", "site_src",
         ".", "..", "other"],
    )  # fmt: skip
    def test_what_is_not_an_export_is_refused(
        self, project: Path, capsys: Capture, form: str, place: str
    ) -> None:
        (project / "other").mkdir()
        (project / "other" / "datapackage.json").write_text('{"name": "else"}', "utf-8")
        (project / "site_src" / "index.md").write_text("# 页\n", "utf-8")
        (project / "seeds" / "permalinks.csv").write_text("id,page,text\n", "utf-8")
        before = tree(project)
        assert run(["export", "--format", form, "--out", place]) == 1
        assert capsys.readouterr().err.startswith("banmian: ")
        assert tree(project) == before

    def test_a_file_of_another_format_is_refused(self, project: Path, capsys: Capture) -> None:
        assert run(["export", "--format", "csv", "--out", "x"]) == 0
        assert run(["export", "--format", "jsonl", "--out", "x"]) == 1
        assert run(["export", "--format", "datapackage", "--out", "x"]) == 1

    @pytest.mark.skipif(os.name == "nt", reason="devices and links as on POSIX")
    def test_devices_are_refused_and_links_stay(self, project: Path, capsys: Capture) -> None:
        assert run(["export", "--format", "csv", "--out", os.devnull]) == 1
        Path("real.csv").touch()
        Path("link.csv").symlink_to("real.csv")
        assert run(["export", "--format", "csv", "--out", "link.csv"]) == 0
        assert Path("link.csv").is_symlink()
        assert Path("real.csv").read_bytes().startswith(sheet_header().encode("utf-8"))

    def test_standard_output_is_the_same_bytes(self, project: Path) -> None:
        assert run(["export", "--format", "csv", "--out", "x"]) == 0
        command = [sys.executable, "-m", "generator", "export", "--format", "csv", "--config",
                   str(project / "mkdocs.yml")]  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        assert done.stdout == Path("x").read_bytes()

    def test_nothing_of_the_project_is_changed(self, project: Path) -> None:
        before = {k: v for k, v in tree(project).items() if not k.startswith(".cache")}
        assert run(["export", "--format", "csv", "--out", "../out/data.csv"]) == 0
        after = {k: v for k, v in tree(project).items() if not k.startswith(".cache")}
        assert after == before


class TestSheet:
    def test_no_cell_begins_a_formula_and_nothing_is_lost(
        self, project: Path, capsys: Capture
    ) -> None:
        assert run(["export", "--format", "csv"]) == 0
        rows = sheet(capsys.readouterr().out)
        (row,) = (row for row in rows if row["page"] == "hostile.txt")
        assert row["title"].startswith("'=HYPERLINK（")
        assert row["publication"].startswith("'=")
        assert row["page_number"] == "'-4"
        for row in rows:
            for name in SHEET_FIELDS:
                assert not row[name].startswith(tuple("=+-@＝＋－＠\t\r\n")), name

    def test_every_line_but_those_in_cells_ends_in_crlf(
        self, project: Path, capsys: Capture
    ) -> None:
        assert run(["export", "--format", "csv"]) == 0
        out = capsys.readouterr().out
        assert out.count("\r\n") == 1 + len(sheet(out))
        assert out.endswith("\r\n")

    def test_cells_with_several_values_hold_one_a_line(self, known_pages: Path) -> None:
        rows = sheet((known_pages / "x.csv").read_bytes().decode("utf-8"))
        lines = (known_pages / "x.jsonl").read_text("utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        for row, record in zip(rows, records, strict=True):
            facts = record["facts"]
            assert row["id"] == record["id"]
            assert (
                row["text"].lstrip("'").split("\n")[1:]
                == [part["text"] for part in record["body"]][1:]
            )
            assert row["agencies"].split("\n") == [a["name"] for a in facts["agencies"]] or (
                row["agencies"] == "" and facts["agencies"] == []
            )
            assert row["region_code"] == (facts["region"] or {"code": ""})["code"]

    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
    def test_what_was_written_is_read_back(self, cells: list[str]) -> None:
        line = csv_line([guarded(cell) for cell in [*cells, "end"]])
        ((*read, _),) = csv.reader(io.StringIO(line, newline=""), strict=True)
        assert [cell[1:] if cell.startswith("'") else cell for cell in read] == cells


class TestLines:
    def test_records_are_those_of_reconstruct_with_their_newspaper(
        self, project: Path, capsys: Capture
    ) -> None:
        assert run(["export", "--format", "jsonl"]) == 0
        exported = [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]
        assert run(["reconstruct", "seeds"]) == 0
        lines = capsys.readouterr().out.split("\n")
        articles = [r for r in map(json.loads, filter(None, lines)) if "leftover" not in r]
        newspapers = {record["page"]: record.pop("publication") for record in exported}
        for record in articles:
            assert record.pop("publication", None) == newspapers[record["page"]]
        assert [r for r in exported if r["page"] != "hostile.txt"] == [
            r for r in articles if r["page"] != "hostile.txt"
        ]
        assert newspapers["rain.txt"] is None
        assert newspapers["hostile.txt"]["page"] == "-4"

    def test_ids_are_those_on_record(self, project: Path, capsys: Capture) -> None:
        assert run(["export", "--format", "jsonl", "--out", "x"]) == 0
        assert "have no lasting id yet. Run “convert”" in capsys.readouterr().err
        assert run(["convert", "--quiet"]) == 0
        (project / "seeds" / "rain.txt").write_text(RAIN.replace("两成", "三成"), "utf-8")
        assert run(["export", "--format", "jsonl", "--out", "x"]) == 0
        assert "lasting id" not in capsys.readouterr().err
        ids = {json.loads(line)["id"] for line in Path("x").read_text("utf-8").splitlines()}
        assert ids == {path.stem for path in (project / "site_src" / "articles").glob("*.md")}


class TestTrouble:
    @pytest.mark.parametrize("form", ["jsonl", "csv", "datapackage"])
    def test_one_bad_page_is_told_and_the_others_are_exported(
        self, project: Path, capsys: Capture, form: str
    ) -> None:
        (project / "seeds" / "bad.txt").write_bytes(b"\xff\xfe\x00")
        assert run(["export", "--format", form, "--out", "x"]) == 1
        err = capsys.readouterr().err
        assert "bad.txt: byte 2 is not valid UTF-16" in err
        assert "the data is without bad.txt" in err
        written = "x/pages.csv" if form == "datapackage" else "x"
        assert b"roads.txt" in Path(written).read_bytes()
        assert b"bad.txt" not in Path(written).read_bytes()

    @pytest.mark.parametrize("form", ["jsonl", "csv", "datapackage"])
    def test_nothing_at_all_is_an_error_that_writes_nothing(
        self, project: Path, capsys: Capture, form: str
    ) -> None:
        assert run(["export", "--format", form, "--out", "x"]) == 0
        for path in (project / "seeds").iterdir():
            path.unlink()
        before = tree(project)
        capsys.readouterr()
        assert run(["export", "--format", form, "--out", "x"]) == 1
        assert run(["export", "--format", form, "--out", "new"]) == 1
        assert "no seeds here" in capsys.readouterr().err
        assert tree(project) == before

    def test_without_a_format_it_is_json_lines(
        self, project: Path, capsys: Capture, tmp_path: Path
    ) -> None:
        assert run(["export", "--quiet"]) == 0
        plain = capsys.readouterr().out
        assert run(["export", "--quiet", "--format", "jsonl"]) == 0
        assert capsys.readouterr().out == plain
        assert run(["export", "--quiet", "--out", str(tmp_path / "out.jsonl")]) == 0
        assert (tmp_path / "out.jsonl").read_text("utf-8") == plain

    def test_json_lines_are_not_called_a_table(
        self, project: Path, capsys: Capture, tmp_path: Path
    ) -> None:
        assert run(["export", "--out", str(tmp_path / "out.CSV")]) == 2
        assert "Add --format csv" in capsys.readouterr().err
        assert not (tmp_path / "out.CSV").exists()

    def test_a_package_has_no_standard_output(self, project: Path, capsys: Capture) -> None:
        assert run(["export", "--format", "datapackage"]) == 2
        assert run(["export", "--format", "datapackage", "--out", "-"]) == 2
        assert run(["export", "--format", "jsonl", "--out", ""]) == 2
        assert capsys.readouterr().out == ""

    def test_a_full_disk_is_told(
        self, project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_args: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(export_module, "swap_in", full)
        assert run(["export", "--format", "datapackage", "--out", "x"]) == 1
        assert "x: cannot be written: no space left on device" in capsys.readouterr().err
        assert [path.name for path in project.iterdir() if "next" in path.name] == []

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
    def test_a_full_standard_output_is_told(self, project: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "generator", "export", "--format", "jsonl", "--config",
                 str(project / "mkdocs.yml")],
                cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False,
            )  # fmt: skip
        assert done.returncode == 1
        assert b"standard output: cannot be written" in done.stderr
        assert b"Traceback" not in done.stderr


def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    def peak(pages: int) -> int:
        folder = make_project(tmp_path / str(pages))
        for number in range(pages):
            (folder / "seeds" / f"{number}.txt").write_text(RAIN + "好。" * 1_000, "utf-8")
        work = Export(settings=read_settings(folder / "mkdocs.yml"), jobs=1)
        tracemalloc.start()
        try:
            work.write_package(folder / "data")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)  # tables of the language are loaded once
    assert peak(9) < 1.5 * peak(3)


def test_an_export_without_pages_says_so(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project")
    work = Export(settings=read_settings(folder / "mkdocs.yml"))
    with pytest.raises(GeneratorError, match="not one page could be read"):
        list(work.text("csv"))
    assert work.failed


def test_rows_have_the_columns_of_their_table(project: Path) -> None:
    work = Export(settings=read_settings(project / "mkdocs.yml"))
    for made, entries in work._pages():
        for one in TABLES:
            for row in one.rows(made, entries):
                assert set(row) == set(one.header())


@pytest.mark.parametrize(
    "date",
    ["2024", "2024-04", "2024-04-18", "XXXX-06-13", "2024-XX", "202X", "20XX", "2024-04-18?",
     "2020-09-24/2020-09-25", "../2024", "2024/..", "2024-04~"],
)  # fmt: skip
def test_the_pattern_of_dates_takes_what_an_editor_may_write(date: str) -> None:
    import re

    assert is_edtf(date)
    assert re.fullmatch(EDTF, date)
    assert not re.fullmatch(EDTF, f"{date}年")
