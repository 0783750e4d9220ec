"""PDF and boxes.json among the seeds: names, sidecars, what is told, what is kept."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.cli import run
from generator.corpus.cache.read_sources import Sources
from generator.corpus.convert import convert
from generator.corpus.processes import child_process
from generator.corpus.project_check import check
from generator.corpus.seeds import pdf_process, scans, seed_reading
from generator.corpus.seeds.seed_files import Seed, find_seeds, ignored_input
from generator.corpus.seeds.seed_reading import read_pages, read_seed
from generator.corpus.settings import Settings, read_settings
from generator.errors import SeedError
from generator.model import Page
from generator.readers import Unread
from tests.pdf_writer import PdfFont, PdfPage, put, write_pdf
from tests.samples import RAIN, make_project

pytestmark = pytest.mark.usefixtures("small_pictures")
Capture = pytest.CaptureFixture[str]
STORY = (
    "山村办起老人食堂",
    "近日，山塘村办起一间食堂，村里六十",
    "多位老人每天可以在那里吃上热饭，价",
    "钱不贵，大家都说好。",
    "（据山塘村委会）",
)


@pytest.fixture(autouse=True)
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is installed that reads scans."""
    monkeypatch.setattr(scans, "engine_version", lambda: None)


def story(*lines: str) -> PdfPage:
    """Return a page with a headline and lines under it."""
    first, *others = lines
    return PdfPage(
        [put(first, 60, 780, 20), *(put(s, 60, 750 - 14 * n) for n, s in enumerate(others))]
    )


SCAN = PdfPage(["q 500 0 0 800 0 0 cm /Im Do Q"])
TWO = write_pdf([story(*STORY), PdfPage([]), story("村口修了新桥", "昨日，山塘村口的新桥修好了。")])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project with one page of text and one PDF."""
    folder = make_project(tmp_path / "project", rain=RAIN)
    (folder / "seeds" / "canteen.pdf").write_bytes(TWO)
    monkeypatch.chdir(folder)
    return read_settings(folder / "mkdocs.yml")


def seed(path: Path, data: bytes) -> Seed:
    path.write_bytes(data)
    return Seed(name=path.name, path=path)


def records(capsys: Capture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


class TestReading:
    def test_pages_are_called_after_their_number_in_the_file(self, tmp_path: Path) -> None:
        pages = read_pages(seed(tmp_path / "a.PDF", TWO))
        assert [page.name for page in pages] == ["a.PDF", "a.PDF#3"]
        assert pages[0].text.split("\n") == list(STORY)

    def test_boxes_are_called_after_their_file(self, tmp_path: Path, capsys: Capture) -> None:
        (tmp_path / "a.pdf").write_bytes(TWO)
        assert run(["reconstruct", "--boxes", str(tmp_path / "a.pdf")]) == 0
        printed = capsys.readouterr().out
        pages = read_pages(seed(tmp_path / "b.boxes.json", printed.encode()))
        assert [page.name for page in pages] == ["b.boxes.json", "b.boxes.json#2"]
        known = read_pages(Seed(name="a.pdf", path=tmp_path / "a.pdf"))
        assert [page.geometry for page in pages] == [page.geometry for page in known]

    def test_a_sidecar_holds_for_all_pages(self, tmp_path: Path) -> None:
        (tmp_path / "a.yml").write_text("page: 4\n", "utf-8")
        pages = read_pages(seed(tmp_path / "a.pdf", TWO))
        assert [page.sidecar.page for page in pages if page.sidecar] == ["4", "4"]
        data = json.dumps({"text": "村口", "runs": [], "size": None}).encode()
        (boxes,) = read_pages(seed(tmp_path / "a.boxes.json", data))
        assert boxes.sidecar is not None

    def test_corrections_go_to_the_page_that_they_quote(self, tmp_path: Path) -> None:
        (tmp_path / "a.yml").write_text("corrections:\n  - split: 昨日，山塘村口\n", "utf-8")
        first, second = read_pages(seed(tmp_path / "a.pdf", TWO))
        assert first.sidecar is not None
        assert second.sidecar is not None
        assert (len(first.sidecar.corrections), len(second.sidecar.corrections)) == (0, 1)

    def test_a_pdf_comes_through_a_pipe(
        self, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TWO)))
        assert run(["reconstruct", "--no-facts", "-"]) == 0
        assert {record["page"] for record in records(capsys)} == {"-", "-#3"}

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"", "the file is empty"),
            (b"%PDF-1.7", "is damaged, or no PDF"),
            (write_pdf([PdfPage([])]), "all its pages are blank"),
            (write_pdf([story(*STORY)], password=True), "is locked with a password"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_told_by_its_path(
        self, tmp_path: Path, data: bytes, told: str
    ) -> None:
        found = seed(tmp_path / "a.pdf", data)
        with pytest.raises(SeedError) as error:
            read_pages(found)
        assert str(error.value).startswith(f"{tmp_path / 'a.pdf'}: {told}")

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (
                "新村办食堂\n\n近日，新村办起食堂。\n".encode(),
                "is no PDF but text. If a page",
            ),
            (b"\xef\xbb\xbf<!doctype html><p>403</p>", "is no PDF but HTML or XML, as servers"),
            (b"PK\x03\x04\0\0\0\0", "is damaged, or no PDF"),
        ],
    )
    def test_a_file_that_is_only_called_a_pdf_is_told(
        self, data: bytes, said: str, tmp_path: Path
    ) -> None:
        with pytest.raises(SeedError, match=rf"b\.pdf: {said}"):
            read_pages(seed(tmp_path / "b.pdf", data))

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(SeedError, match=r"a\.pdf: cannot be read: no such file"):
            read_pages(Seed(name="a.pdf", path=tmp_path / "a.pdf"))


class TestFolder:
    def test_of_files_with_one_name_the_text_is_read(self, tmp_path: Path) -> None:
        for name in ("a.pdf", "a.txt", "b.pdf", "b.boxes.json", "c.PDF", "d.docx"):
            (tmp_path / name).write_text("文", "utf-8")
        seeds, problems = find_seeds([tmp_path])
        assert [found.name for found in seeds] == ["a.txt", "b.boxes.json", "c.PDF"]
        assert not problems
        told = ignored_input(tmp_path)
        assert "a.pdf: not read, as a.txt is the same page" in told[0]
        assert "b.pdf: not read, as b.boxes.json is the same page" in told[1]
        assert "d.docx: not read" in told[2]

    def test_the_other_pages_are_done(self, tmp_path: Path, capsys: Capture) -> None:
        unknown = story(*STORY).content[0]
        assert not isinstance(unknown, str)
        nameless = PdfFont(has_unicode=False)
        mixed = [story(*STORY), SCAN, SCAN, PdfPage([put("没有字", 60, 700, font=nameless)])]
        (tmp_path / "mixed.pdf").write_bytes(write_pdf(mixed))
        (tmp_path / "broken.pdf").write_bytes(b"%PDF-")
        (tmp_path / "rain.txt").write_text(RAIN, "utf-8")
        assert run(["reconstruct", "--no-facts", str(tmp_path)]) == 1
        out, err = capsys.readouterr()
        assert {json.loads(line)["page"] for line in out.splitlines()} == {"mixed.pdf", "rain.txt"}
        mixed_path = tmp_path / "mixed.pdf"
        lines = err.splitlines()
        assert lines[0].endswith("broken.pdf: is damaged, or no PDF: it cannot be opened. Get it "
            "once more where it comes from, or have it mended (qpdf, mutool clean).")  # fmt: skip
        assert f"{mixed_path}: pages 2, 3: each has no text layer" in lines[1]
        assert f"{mixed_path}: page 4 has 3 of 3 characters without Unicode" in lines[2]

    def test_a_sidecar_of_a_pdf_is_read(self, project: Settings) -> None:
        (project.seeds / "canteen.yml").write_text("page: 2\n", "utf-8")
        (project.seeds / "cantine.yml").write_text("page: 2\n", "utf-8")
        convert(project)
        (finding,) = check(project)
        assert "cantine.yml: no seed is called cantine.txt, cantine.md, cantine.hocr," in finding


class TestSite:
    def test_text_and_pdf_make_one_site(self, project: Settings, capsys: Capture) -> None:
        report = convert(project)
        assert (report.pages, report.articles, report.problems) == (3, 3, ())
        assert list(check(project)) == []
        articles = [p.read_text("utf-8") for p in (project.docs / "articles").rglob("*.md")]
        assert sum(text.startswith("---\ntitle: 山村办起老人食堂\n") for text in articles) == 1
        assert convert(project).written == ()
        for command in (["explain", "canteen#3", "--brief"], ["explain", "canteen.pdf"]):
            assert run(command) == 0
        assert "canteen.pdf#3" in capsys.readouterr().out
        assert run(["export"]) == 0
        assert {r["page"] for r in records(capsys)} == {"rain.txt", "canteen.pdf", "canteen.pdf#3"}
        assert run(["review"]) in (0, 1)

    def test_a_page_that_cannot_be_read_leaves_its_articles(self, project: Settings) -> None:
        convert(project)
        (project.seeds / "canteen.pdf").write_bytes(write_pdf([story(*STORY), PdfPage([]), SCAN]))
        report = convert(project)
        assert [str(problem.error) for problem in report.problems] == [
            f"{project.seeds / 'canteen.pdf'}: page 3 has no text layer, only a picture of the "
            f"page. {scans.INSTALL}. The other pages are done."
        ]
        assert report.kept
        assert report.articles == 2

    def test_what_changes_while_it_is_read_is_not_kept(
        self, project: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = project.seeds / "canteen.pdf"
        late, attempt = write_pdf([story("村口修了新桥", "昨日好。")]), pdf_process._attempt

        def attempted(*asked: Any) -> Iterator[Any]:
            path.write_bytes(late)
            return attempt(*asked)

        with monkeypatch.context() as patch:
            patch.setattr(pdf_process, "_attempt", attempted)
            (problem,) = convert(project).problems
        assert str(problem.error) == f"{path}: was changed while it was read. Run this again."
        assert not (project.cache.parent / "sources").exists()
        assert convert(project).problems == ()

    def test_what_was_read_is_kept_until_the_file_changes(
        self, project: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        convert(project)
        (kept,) = (project.cache.parent / "sources").iterdir()

        def refuse(*_: object) -> None:
            raise AssertionError

        with monkeypatch.context() as patch:
            patch.setattr(seed_reading, "read_pdf_apart", refuse)
            assert convert(project).written == ()
            (project.seeds / "canteen.pdf").rename(project.seeds / "other.pdf")
            assert convert(project).pages == 3
        kept.write_bytes(kept.read_bytes()[:-9])  # damaged: read anew
        assert convert(project).pages == 3
        (project.seeds / "other.pdf").write_bytes(write_pdf([story("村口修了新桥", "昨日好。")]))
        assert convert(project).pages == 2
        (now,) = (project.cache.parent / "sources").iterdir()
        assert now.name != kept.name
        assert len(list(project.cache.glob("*.pickle"))) == 2

    @pytest.mark.parametrize(
        "damage",
        [
            lambda _: b"",
            lambda _: b"nonsense\n",
            lambda data: data.replace("村".encode(), "城".encode(), 1),
            lambda data: data[: data.index(b"\n") + 1],  # a page is missing
            lambda data: data.replace(b'"em"', b'"am"', 1),
            lambda data: data + b"more\n",
        ],
    )
    def test_what_is_kept_and_not_as_it_was_written_is_read_anew(
        self, tmp_path: Path, damage: Callable[[bytes], bytes]
    ) -> None:
        found, sources = seed(tmp_path / "a.pdf", TWO), Sources(tmp_path / "sources")
        pages = list(read_seed(found, sources))
        (kept,) = sources.folder.iterdir()
        written = kept.read_bytes()
        kept.write_bytes(gzip.compress(damage(gzip.decompress(written))))
        assert list(read_seed(found, sources)) == pages
        assert kept.read_bytes() == written

    def test_a_page_whose_fonts_are_missing_here_is_tried_again(self, tmp_path: Path) -> None:
        strange = "近日新村办起食堂，老人可以在那里吃饭，价钱不贵" * 2
        page = PdfPage([put(c, 50 + 10 * n, 700) for n, c in enumerate(strange)])
        found = seed(tmp_path / "a.pdf", write_pdf([page]))
        (told,) = read_seed(found, Sources(tmp_path / "sources"))
        assert isinstance(told, Unread)
        assert told.passing
        assert not (tmp_path / "sources").exists()

    def test_a_changed_file_with_places_is_made_anew(self, project: Settings) -> None:
        """The text is the same, and stands elsewhere."""
        (project.seeds / "canteen.pdf").unlink()
        (page,) = read_pages(Seed(name="a.pdf", data=write_pdf([story(*STORY)])))
        found = project.seeds / "canteen.boxes.json"
        from generator.readers.boxes_json import boxes_line

        record = json.loads(boxes_line(page))
        found.write_text(json.dumps(record), "utf-8")
        convert(project)
        before = {path.name for path in project.cache.glob("*.pickle")}
        record["runs"][0]["base"][1] += 5
        found.write_text(json.dumps(record), "utf-8")
        convert(project)
        after = {path.name for path in project.cache.glob("*.pickle")}
        assert len(before - after) == 1


class TestProcess:
    """A process that breaks down takes nothing with it."""

    @pytest.fixture
    def hostile(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A PDF of five pages, at the second and fourth of which the process does something."""
        code = (
            "import os, signal, sys, time; sys.path.insert(0, sys.argv[1]);"
            "from generator.readers import pdf as d; real = d._read_page\n"
            "def read(document, number, name, source):\n"
            "    if number in (2, 4): {}\n"
            "    return real(document, number, name, source)\n"
            "d._read_page = read\n"
            "from generator.corpus.seeds.pdf_child import main; main()"
        )
        self.dismiss()
        monkeypatch.setattr(child_process, "_CODE", code)
        path = tmp_path / "a.pdf"
        path.write_bytes(write_pdf([story(*STORY)] * 5))
        return path

    @staticmethod
    def dismiss() -> None:
        child_process.dismiss_idle()

    @pytest.fixture(autouse=True)
    def _no_process_stays(self) -> Any:
        yield
        self.dismiss()

    def do(self, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(child_process, "_CODE", child_process._CODE.replace("{}", what))

    @pytest.mark.parametrize(
        ("what", "told"),
        [
            ("os.abort()", "breaks the program that reads it"),
            ("os._exit(0)", "breaks the program that reads it"),
            ("[bytes(1 << 29) for _ in range(9)]", "breaks the program"),  # room, but no work
            ("time.sleep(99) if number < 3 else os.abort()", "takes too long to read"),
        ],
    )
    def test_the_other_pages_are_read(
        self, hostile: Path, monkeypatch: pytest.MonkeyPatch, what: str, told: str
    ) -> None:
        self.do(what, monkeypatch)
        patience = child_process.Patience(600.0, 60.0)
        monkeypatch.setattr(pdf_process, "Patience", lambda *_seconds: patience)
        reads = []
        for read in read_seed(Seed(name="a.pdf", path=hostile)):
            reads.append(read)
            if "sleep" in what:  # no hurry but for the answer that never comes
                patience.page = 0.3 if len(reads) in (1, 3) else 60.0
        assert [isinstance(read, Page) for read in reads] == [True, False, True, False, True]
        second = reads[1]
        assert isinstance(second, Unread)
        assert second.page == "a.pdf#2"
        assert told in second.why
        assert second.passing

    def test_a_page_that_cannot_be_taken_over_is_told_by_its_name(
        self, hostile: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.do(
            "import dataclasses as c; page = real(document, number, name, source);"
            " return c.replace(page, geometry=c.replace(page.geometry, size=(1e9, 1.0)))",
            monkeypatch,
        )
        reads = list(read_seed(Seed(name="a.pdf", path=hostile)))
        assert [isinstance(read, Page) for read in reads] == [True, False, True, False, True]
        second = reads[1]
        assert isinstance(second, Unread)
        assert second.page == "a.pdf#2"
        assert "holds what no page has (there is a number too large for any page)" in second.why

    def test_a_file_is_given_up_that_breaks_it_again_and_again(
        self, hostile: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.do("pass", monkeypatch)
        code = child_process._CODE.replace("(2, 4): pass", "range(9): os._exit(1)")
        monkeypatch.setattr(child_process, "_CODE", code)
        reads = list(read_seed(Seed(name="a.pdf", path=hostile)))
        assert len(reads) == pdf_process.MOST_BREAKDOWNS + 1
        last = reads[-1]
        assert isinstance(last, Unread)
        assert "was not tried" in last.why

    def test_a_file_that_cannot_even_be_opened_is_told(
        self, hostile: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(child_process, "_CODE", "import os; os.abort()")
        with pytest.raises(SeedError, match=r"a\.pdf: breaks the program that reads it"):
            list(read_seed(Seed(name="a.pdf", path=hostile)))

    def test_nothing_is_imported_from_where_we_are_called(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in ("ctypes", "json", "generator", "pypdfium2"):
            (tmp_path / f"{module}.py").write_text("import os; os._exit(3)", "utf-8")
        self.dismiss()
        monkeypatch.chdir(tmp_path)
        assert len(read_pages(Seed(name="a.pdf", data=TWO))) == 2

    def test_the_process_is_told_no_secrets(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        for name in ("CI_JOB_TOKEN", "AWS_SECRET_ACCESS_KEY", "SSH_AUTH_SOCK"):
            monkeypatch.setenv(name, "secret")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        told = tmp_path / "told.json"
        code = f"import json, os; json.dump(dict(os.environ), open({str(told)!r}, 'w'))"
        monkeypatch.setattr(child_process, "_CODE", code)
        child = child_process.Child()
        child._process.wait(60)
        child.dismiss()
        environment = json.loads(told.read_text())
        assert "secret" not in environment.values()
        assert environment["PYTHONPATH"] == str(tmp_path)
        assert environment["OMP_NUM_THREADS"] == "1"
        assert os.environ.keys() & {"PATH", "HOME", "SYSTEMROOT"} <= environment.keys()

    def test_time_that_is_spent_between_pages_is_not_counted(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        patience = child_process.Patience(600.0, 30.0)
        count = 0
        clock = SimpleNamespace(monotonic=lambda: time.monotonic() + 100 * count)
        monkeypatch.setattr(child_process, "time", clock)
        for _ in pdf_process._attempt(TWO, {"sha256": "", "first": 1}, patience, ""):
            count += 1
        assert count == 4
        assert patience.seconds > 500

    def test_a_process_that_takes_no_bytes_is_ended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.dismiss()
        monkeypatch.setattr(child_process, "_CODE", "import time; time.sleep(99)")
        monkeypatch.setattr(pdf_process, "PAGE_SECONDS", 0.2)
        with pytest.raises(SeedError, match=r"a\.pdf: takes too long to read"):
            list(read_seed(Seed(name="a.pdf", data=TWO + bytes(1 << 20))))

    def test_one_process_reads_file_after_file(self, tmp_path: Path) -> None:
        self.dismiss()
        for _ in range(3):
            assert len(read_pages(Seed(name="a.pdf", data=TWO))) == 2
        assert [len(children) for children in child_process._idle.values()] == [1]

    def test_a_process_that_died_while_it_waited_is_replaced(self) -> None:
        self.dismiss()
        read_pages(Seed(name="a.pdf", data=TWO))
        ((child,),) = child_process._idle.values()
        child._process.kill()
        child._process.wait()
        assert len(read_pages(Seed(name="a.pdf", data=TWO))) == 2

    def test_a_process_that_dies_when_it_is_asked_again_is_replaced(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.dismiss()
        read_pages(Seed(name="a.pdf", data=TWO))
        ((child,),) = child_process._idle.values()
        child._process.kill()
        child._process.wait()
        monkeypatch.setattr(type(child), "is_alive", True)  # it dies right after we look
        assert len(read_pages(Seed(name="a.pdf", data=TWO))) == 2

    def test_who_stops_half_way_leaves_no_process_that_still_answers(self) -> None:
        self.dismiss()
        for _ in read_seed(Seed(name="a.pdf", data=TWO)):
            break
        assert not any(child_process._idle.values())
        assert len(read_pages(Seed(name="a.pdf", data=TWO))) == 2

    def test_threads_have_processes_of_their_own(self) -> None:
        found: list[int] = []
        threads = [
            threading.Thread(
                target=lambda: found.append(len(read_pages(Seed(name="a.pdf", data=TWO))))
            )
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [2, 2, 2]
