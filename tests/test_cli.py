"""The command line: results on standard output, all else on standard error, exit codes as said."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import generator
from generator import cli
from generator.cli import run
from generator.cli.arguments import build_parser
from generator.corpus.pages import pipeline
from generator.terminal import Voice, printable
from tests.samples import RAIN, ROADS, make_project, tree

ROOT = Path(__file__).resolve().parent.parent
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project, with the shell standing in it."""
    folder = make_project(tmp_path / "project", rain=RAIN, roads=ROADS)
    monkeypatch.chdir(folder)
    return folder


def records(capsys: Capture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def give_standard_input(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8"))))


class TestUsage:
    def test_version(self, capsys: Capture) -> None:
        assert run(["--version"]) == 0
        assert capsys.readouterr().out == f"banmian {generator.__version__}\n"

    def test_python_dash_m_generator(self) -> None:
        command = [sys.executable, "-m", "generator", "--version"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout == f"banmian {generator.__version__}\n"

    @pytest.mark.parametrize("command", ["", *cli.COMMANDS])
    def test_help_of_every_command_says_what_it_is_for(self, capsys: Capture, command: str) -> None:
        assert run([*command.split(), "--help"]) == 0
        out = capsys.readouterr().out
        assert "usage: banmian" in out
        assert len(out.splitlines()) > 10

    @pytest.mark.parametrize(
        "argv",
        [
            [],
            ["reconstruckt"],
            ["reconstruct"],
            ["reconstruct", "x", "--jobs", "0"],
            ["reconstruct", "x", "--jobs", "many"],
            ["convert", "--quiet", "--verbose"],
            ["describe"],
            ["describe", "page.txt", "--text", "text.txt"],
            ["describe", "--text", ""],
            ["build", "--nothing-like-it"],
        ],
    )
    def test_wrong_usage_is_2_and_tells_why(self, capsys: Capture, argv: list[str]) -> None:
        assert run(argv) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err

    def test_without_a_command_it_says_what_there_is(self, capsys: Capture) -> None:
        assert run([]) == 2
        assert "Start here:" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            (["expalin", "x"], "unknown command “expalin”. Did you mean “explain”?"),
            (["reveiw"], "Did you mean “review”?"),
            (["frobnicate"], "Known are new, reconstruct, describe,"),
            (["--versoin"], "unknown option “--versoin”. Did you mean “--version”?"),
            (["export", "--fromat", "csv"], "“--fromat”. Did you mean “--format”?"),
            (["export", "--format", "jsnol"], "unknown value “jsnol”. Did you mean “jsonl”?"),
            (["export", "--format=cvs"], "unknown value “cvs”. Did you mean “csv”?"),
            (["build", "--strct"], "“--strct”. Did you mean “--strict”?"),
            (["review", "--limt=3"], "“--limt”. Did you mean “--limit”?"),
            (["explain", "--bref"], "“--bref”. Did you mean “--brief”?"),  # and no page named
            (["--jbos", "4", "build"], "Did you mean “--jobs”?"),
            (["--quiet", "build"], "It stands after the command: banmian COMMAND --quiet"),
            (["reconstruct", "-x", "page.txt"], "“banmian reconstruct --help” names them all."),
        ],
    )
    def test_what_is_mistyped_is_told_the_near_one(
        self, capsys: Capture, argv: list[str], said: str
    ) -> None:
        assert run(argv) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert said in err

    def test_what_looks_like_an_option_may_be_a_value(self, project: Path) -> None:
        assert run(["reconstruct", "--", "--nowhere.txt"]) == 1  # told as a file that is not there
        assert run(["review", "--bel", "0", "--quiet"]) == 0  # the beginning of an option

    @pytest.mark.parametrize(
        ("called", "named"),
        [
            ("/x/generator/__main__.py", "python -m generator"),
            ("/usr/local/bin/banmian", "banmian"),
        ],
    )
    def test_it_goes_by_the_name_it_was_called_by(
        self, capsys: Capture, monkeypatch: pytest.MonkeyPatch, called: str, named: str
    ) -> None:
        monkeypatch.setattr(sys, "argv", [called, "--help"])
        assert run(["--help"]) == 0
        out = capsys.readouterr().out
        assert out.startswith(f"usage: {named} [-h]")
        assert f"  {named} build " in out

    def test_every_parsed_command_is_carried_out(self) -> None:
        (commands,) = (
            action.choices for action in build_parser()._actions if hasattr(action, "choices")
            and isinstance(action.choices, dict)
        )  # fmt: skip
        assert list(commands) == list(cli.COMMANDS)


class TestReconstruct:
    def test_prints_articles_and_leftovers_as_json_lines(
        self, project: Path, capsys: Capture
    ) -> None:
        assert run(["reconstruct", "seeds"]) == 0
        lines = records(capsys)
        articles = [line for line in lines if "leftover" not in line]
        assert {line["page"] for line in articles} == {"rain.txt", "roads.txt"}
        for line in articles:
            assert {"page", "id", "title", "body", "byline", "credit", "facts"} <= set(line)
            for part in line["body"]:
                assert {"kind", "text", "spans"} <= set(part)

    @pytest.mark.parametrize(
        "command", [["reconstruct"], ["reconstruct", "--boxes"], ["explain", "--json"]]
    )
    def test_no_record_steers_a_terminal_or_ends_a_line(
        self, project: Path, capsys: Capture, command: list[str]
    ) -> None:
        """U+0085 and U+2028 end one for some readers; U+202E turns what follows."""
        marks = "\x85\u2028\u202e"
        text = RAIN.replace("。", f"。{marks}")
        assert marks in text
        (project / "seeds" / "rain.txt").write_text(text, "utf-8")
        run([*command, "seeds/rain.txt"])
        out = capsys.readouterr().out
        assert set(marks).isdisjoint(out)
        assert {json.loads(line)["page"] for line in out.splitlines()} == {"rain.txt"}

    def test_spans_hold_the_characters_of_the_page(self, project: Path, capsys: Capture) -> None:
        assert run(["reconstruct", "seeds/rain.txt"]) == 0
        for line in records(capsys):
            for part in line.get("body", ()):
                printed = "".join(RAIN[start:end] for start, end in part["spans"])
                assert "".join(printed.split()) == "".join(part["text"].split())

    def test_ids_are_those_of_the_site(self, project: Path, capsys: Capture) -> None:
        assert run(["convert", "--quiet"]) == 0
        capsys.readouterr()
        (project / "seeds" / "rain.txt").write_text(RAIN.replace("两成", "三成"), "utf-8")
        run(["reconstruct", "seeds"])
        ids = {line["id"] for line in records(capsys) if "id" in line}
        assert ids == {path.stem for path in (project / "site_src" / "articles").glob("*.md")}

    def test_writes_nothing(self, project: Path, capsys: Capture) -> None:
        before = tree(project)
        run(["reconstruct", "seeds"])
        assert tree(project) == before
        assert capsys.readouterr().err == ""

    def test_is_the_same_twice_and_with_two_jobs(self, project: Path, capsys: Capture) -> None:
        outputs = set()
        for argv in (["seeds"], ["seeds"], ["seeds", "--jobs", "2"]):
            assert run(["reconstruct", *argv]) == 0
            outputs.add(capsys.readouterr().out)
        assert len(outputs) == 1

    def test_facts_can_be_left_out(self, project: Path, capsys: Capture) -> None:
        assert run(["reconstruct", "--no-facts", "seeds"]) == 0
        assert not any("facts" in line for line in records(capsys))

    def test_reads_standard_input(self, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
        give_standard_input(monkeypatch, RAIN + "\f" + ROADS)
        assert run(["reconstruct", "-"]) == 0
        assert {line["page"] for line in records(capsys)} == {"-", "-#2"}

    @pytest.mark.parametrize("argv", [["reconstruct", "-"], ["describe", "--text", "-"]])
    def test_nothing_on_standard_input_is_told_as_such(
        self, monkeypatch: pytest.MonkeyPatch, capsys: Capture, argv: list[str]
    ) -> None:
        for text, said in (("", "is empty"), (" \n", "holds nothing but blanks")):
            give_standard_input(monkeypatch, text)
            assert run(argv) == 1
            assert f"banmian: standard input {said}. Send it" in capsys.readouterr().err

    def test_bad_input_is_told_the_rest_is_done_and_the_code_is_1(
        self, project: Path, capsys: Capture
    ) -> None:
        (project / "seeds" / "bad.txt").write_bytes("湖南".encode()[:-1])
        assert run(["reconstruct", "seeds", "nowhere"]) == 1
        out, err = capsys.readouterr()
        assert {json.loads(line)["page"] for line in out.splitlines()} == {"rain.txt", "roads.txt"}
        assert "banmian: nowhere: no such file or directory" in err
        assert f"banmian: {Path('seeds', 'bad.txt')}: byte 3 is not valid UTF-8" in err

    def test_quiet_still_tells_errors(self, project: Path, capsys: Capture) -> None:
        assert run(["reconstruct", "--quiet", "nowhere"]) == 1
        assert "nowhere" in capsys.readouterr().err

    def test_verbose_tells_each_page(self, project: Path, capsys: Capture) -> None:
        assert run(["reconstruct", "--verbose", "seeds"]) == 0
        assert "rain.txt: " in capsys.readouterr().err

    def test_a_fault_of_the_program_shows_its_trace_when_verbose(
        self, project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_page: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(pipeline, "reconstruct_both", fail)
        assert run(["reconstruct", "seeds"]) == 1
        assert "Traceback" not in capsys.readouterr().err
        assert run(["reconstruct", "--verbose", "seeds"]) == 1
        assert "Traceback" in capsys.readouterr().err


class TestDescribe:
    def test_prints_the_facts_of_each_article(self, project: Path, capsys: Capture) -> None:
        assert run(["describe", "seeds"]) == 0
        for line in records(capsys):
            assert set(line) == {"page", "id", "title", "facts"}
            assert {"region", "agencies", "date", "topics"} <= set(line["facts"])

    def test_describes_any_text(self, project: Path, capsys: Capture) -> None:
        Path("note.md").write_text("2024年6月13日，湖南省民政厅召开会议。", "utf-8")
        assert run(["describe", "--text", "note.md"]) == 0
        (facts,) = records(capsys)
        assert {"region", "dates", "documents"} <= set(facts)

    def test_describes_standard_input(
        self, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        give_standard_input(monkeypatch, "湖南省民政厅召开会议。")
        assert run(["describe", "--text", "-"]) == 0
        assert len(records(capsys)) == 1

    def test_whoever_types_is_told_how_to_end(
        self, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        give_standard_input(monkeypatch, "湖南省民政厅召开会议。")
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        assert run(["describe", "--text", "-"]) == 0
        out, err = capsys.readouterr()
        assert out.count("\n") == 1
        assert "Ctrl-D" in err

    def test_a_text_that_is_missing(self, capsys: Capture) -> None:
        assert run(["describe", "--text", "nowhere.txt"]) == 1
        err = capsys.readouterr().err
        assert "nowhere.txt: no such file" in err
        assert "Is the path right?" in err

    @pytest.mark.parametrize(
        ("argv", "data", "said"),
        [
            (["--text", "-"], b"", "standard input is empty"),
            (["--text", "-"], b" \n\n", "standard input holds nothing but blanks"),
            (["--text", "-"], b"abc\xe4\xb8", "standard input: byte 3 is not valid UTF-8"),
            (["--text", "x.txt"], b"", "x.txt: the file is empty"),
            (["--text", "x.txt"], b"%PDF-1.7\0\x93", "x.txt: not a text file"),
            (["--text", "x.txt"], "湖南省".encode()[:-1], "x.txt: byte 6 is not valid UTF-8"),
            (["--text", "seeds"], b"", "“describe seeds” takes its pages"),
            (["site_src"], b"", "site_src: no seeds here"),
            (["x.txt"], b"\xef\xbb\xbf", "x.txt: the file holds nothing but blanks"),
            (["nowhere"], b"", "nowhere: no such file or directory. Is the path right?"),
            (["-"], b"", "standard input is empty"),
        ],
    )
    def test_input_that_cannot_be_described_is_named_with_the_reason(
        self,
        project: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: Capture,
        argv: list[str],
        data: bytes,
        said: str,
    ) -> None:
        Path("x.txt").write_bytes(data)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert run(["describe", *argv]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert said in err
        assert len(err.splitlines()) == 1

    @pytest.mark.parametrize("argv", [["describe", "-"], ["describe", "--text", "-"]])
    def test_a_closed_standard_input_is_told(
        self, monkeypatch: pytest.MonkeyPatch, capsys: Capture, argv: list[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        assert run(argv) == 1
        assert "standard input is closed" in capsys.readouterr().err


class TestConvert:
    def test_tells_what_it_did_on_standard_error(self, project: Path, capsys: Capture) -> None:
        assert run(["convert"]) == 0
        out, err = capsys.readouterr()
        assert out == ""
        assert "on 2 pages" in err
        assert "0 unchanged, 0 removed" in err

    def test_what_nothing_reads_is_a_warning(self, project: Path, capsys: Capture) -> None:
        (project / "seeds" / "scan.gif").touch()
        assert run(["convert"]) == 0
        assert capsys.readouterr().err.count("scan.gif: not read") == 1

    def test_quiet_says_nothing(self, project: Path, capsys: Capture) -> None:
        assert run(["convert", "--quiet"]) == 0
        assert capsys.readouterr() == ("", "")

    def test_verbose_names_the_files(self, project: Path, capsys: Capture) -> None:
        assert run(["convert", "--verbose"]) == 0
        assert "wrote articles/" in capsys.readouterr().err

    def test_goes_where_it_is_told(self, project: Path, tmp_path: Path) -> None:
        argv = ["--config", str(project / "mkdocs.yml"), "--seeds", str(project / "seeds")]
        assert run(["convert", *argv, "--out", str(tmp_path / "pages")]) == 0
        assert (tmp_path / "pages" / "articles").is_dir()
        assert list((project / "site_src").iterdir()) == []

    def test_without_settings_it_says_where_to_stand(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run(["convert"]) == 1
        assert "Run this in the project's folder" in capsys.readouterr().err

    def test_a_bad_seed_is_code_1(self, project: Path, capsys: Capture) -> None:
        (project / "seeds" / "empty.txt").touch()
        assert run(["convert"]) == 1
        err = capsys.readouterr().err
        assert "empty.txt: the file is empty" in err
        assert "on 2 pages" in err


class TestNoSeeds:
    """Whoever begins is told how, and not that nothing is well done."""

    @pytest.fixture
    def empty(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = make_project(tmp_path / "empty")
        monkeypatch.chdir(folder)
        return folder

    @pytest.mark.parametrize("command", ["convert", "build", "check", "review", "export"])
    def test_every_command_says_how_to_begin(
        self, empty: Path, capsys: Capture, command: str
    ) -> None:
        code = run([command])
        err = capsys.readouterr().err
        assert code == (1 if command == "export" else 0)
        assert "seeds: no seeds here. Put PDF pages there, saved pages of a digital edition" in err
        assert not re.search(r"\b0 (articles|pages)", err)
        assert "all is well" not in err
        assert "nothing is doubtful" not in err

    @pytest.mark.parametrize("command", ["convert", "build", "check", "review", "export"])
    def test_a_missing_folder_is_to_be_made(
        self, empty: Path, capsys: Capture, command: str
    ) -> None:
        (empty / "seeds").rmdir()
        assert run([command]) == 1
        out, err = capsys.readouterr()
        assert "make the folder. Put PDF pages there, saved pages of a digital edition" in out + err

    def test_a_project_nearby_is_named(
        self, empty: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for stand in (empty / "seeds", empty.parent):
            monkeypatch.chdir(stand)
            assert run(["build"]) == 1
            assert f"There is one in {empty}: run this there" in capsys.readouterr().err


class TestManyFindings:
    """What an editor looks for never drowns in what is merely out of date."""

    @pytest.fixture
    def stale(self, project: Path) -> Path:
        assert run(["convert", "--quiet"]) == 0
        (project / "seeds" / "rain.txt").write_text(RAIN.replace("两成", "三成"), "utf-8")
        return project

    def test_generated_files_are_one_line_and_the_last(self, stale: Path, capsys: Capture) -> None:
        (stale / "seeds" / "scan.gif").touch()
        (stale / "seeds" / "roads.yml").write_text("daet: 2024\n", "utf-8")
        assert run(["check"]) == 1
        out, err = capsys.readouterr()
        error, unread, *records, last = out.splitlines()
        assert "roads.yml:1: unknown key “daet”" in error
        assert "scan.gif: not read" in unread
        assert all("Run “convert” and commit" in line for line in records)
        assert re.match(r"\d+ generated files are out of date: run convert\.", last)
        assert err == f"{len(out.splitlines())} findings\n"

    def test_verbose_names_each(self, stale: Path, capsys: Capture) -> None:
        assert run(["check"]) == 1
        number = int(capsys.readouterr().out.splitlines()[-1].split()[0])
        assert run(["check", "--verbose"]) == 1
        assert capsys.readouterr().out.count("not what the seeds give now") == number

    def test_a_single_file(self, project: Path, capsys: Capture) -> None:
        assert run(["convert", "--quiet"]) == 0
        (project / "site_src" / "llms.txt").unlink()
        assert run(["check"]) == 1
        assert "1 generated file is out of date: run convert." in capsys.readouterr().out

    @pytest.mark.parametrize("command", ["check", "convert"])
    def test_many_alike_are_one_line(self, project: Path, capsys: Capture, command: str) -> None:
        assert run(["convert", "--quiet"]) == 0
        for number in range(30):
            (project / "seeds" / f"scan-{number:02}.gif").touch()
            (project / "seeds" / f"note-{number:02}.yml").touch()
        capsys.readouterr()
        run([command])
        out, err = capsys.readouterr()
        lines = [line for line in (out + err).splitlines() if "scan-" in line]
        assert len(lines) == 1
        assert "scan-09.gif and 20 more: not read, pages are files" in lines[0]
        if command == "check":
            assert (
                "and 20 more: no seed is called ….txt, ….md, ….hocr, ….xml, ….json, ….html, ….pdf, "
                in out
            )
            assert run(["check", "--verbose"]) == 1
            assert capsys.readouterr().out.count(": not read") == 30

    def test_ten_alike_are_still_named_one_by_one(self, project: Path, capsys: Capture) -> None:
        for number in range(10):
            (project / "seeds" / f"scan-{number}.gif").touch()
        run(["check"])
        assert capsys.readouterr().out.count(": not read") == 10


def test_check_prints_findings_and_is_code_1(project: Path, capsys: Capture) -> None:
    assert run(["check"]) == 1
    assert "addresses.csv" in capsys.readouterr().out
    assert run(["convert"]) == 0
    capsys.readouterr()
    assert run(["check"]) == 0
    assert capsys.readouterr() == ("", "all is well\n")


def test_one_is_not_many(project: Path, capsys: Capture) -> None:
    (project / "seeds" / "roads.txt").unlink()
    assert run(["check"]) == 1
    out, err = capsys.readouterr()
    assert "1 article has no lasting id yet" in out
    assert err == "1 finding\n"
    assert run(["convert", "--verbose"]) == 0
    assert "1 article on 1 page: " in capsys.readouterr().err


class TestEndings:
    def test_a_reader_that_has_enough_ends_it_quietly(self, tmp_path: Path) -> None:
        for number in range(40):  # more than a pipe holds
            (tmp_path / f"{number:02}.txt").write_text(RAIN * 5, "utf-8")
        with subprocess.Popen(
            [sys.executable, "-m", "generator", "reconstruct", str(tmp_path)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline().startswith(b"{")
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0

    def test_an_interrupt_is_told_and_is_code_130(
        self, project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(_page: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(pipeline, "reconstruct_both", interrupt)
        assert run(["convert"]) == 130
        assert "interrupted; every file that was written is whole" in capsys.readouterr().err

    @pytest.mark.skipif(os.name == "nt", reason="signals as on POSIX")
    def test_an_interrupt_ends_the_other_processes_too(self, tmp_path: Path) -> None:
        for number in range(3000):
            (tmp_path / f"{number:04}.txt").write_text(RAIN, "utf-8")
        with subprocess.Popen(
            [sys.executable, "-m", "generator", "reconstruct", "--jobs", "2", str(tmp_path)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            process.stdout.readline()
            err = None
            while err is None:
                os.killpg(process.pid, signal.SIGINT)
                # Python drops an interrupt that meets a finalizer: then there is another one,
                # long before three thousand pages are done.
                with contextlib.suppress(subprocess.TimeoutExpired):
                    _, err = process.communicate(timeout=1)
        assert process.returncode == 130, err
        assert b"interrupted" in err
        assert b"Traceback" not in err


class TestVoice:
    def test_a_file_name_cannot_steer_the_terminal(self, capsys: Capture) -> None:
        Voice(quiet=False, verbose=False).trouble("\x1b[2Jpage.txt\x07: 湖南")
        assert capsys.readouterr().err == "banmian: \\x1b[2Jpage.txt\\x07: 湖南\n"

    def test_chinese_is_left_alone(self) -> None:
        assert printable("第1版，要闻〈一〉") == "第1版，要闻〈一〉"
