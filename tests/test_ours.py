"""Building, converting and exporting delete nothing that is not the program's own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import blake2b
from pathlib import Path

import pytest

from generator.cli import run
from generator.corpus.files.owned_files import (
    MARK,
    bring_along,
    mark_text,
    not_ours,
    parse_mark,
    read_mark,
    write_mark,
    write_mark_text,
)
from generator.corpus.files.work_folder import work_folder
from generator.corpus.site import build_site as site_module
from generator.corpus.site.site_replacement import merge
from tests.growth import grows_evenly
from tests.samples import RAIN, ROADS, make_project, tree
from tests.warm_commands import run_mkdocs

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_project(tmp_path / "project", rain=RAIN, roads=ROADS)
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have MkDocs write a few files, in no time: what becomes of the folders is tested here."""

    def build(config: object) -> None:
        site = Path(config.site_dir)  # type: ignore[attr-defined]
        for name in ("index.html", "404.html", "sitemap.xml", "articles/a/index.html"):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(f"{name}\n", "utf-8")

    monkeypatch.setattr("mkdocs.commands.build.build", build)


def foreign(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"mine: {name}", "utf-8")
    return folder


@pytest.mark.usefixtures("quick")
class TestSite:
    @pytest.mark.parametrize(
        "names",
        [
            ("404.html", "thesis.doc", "photos/1.jpg"),
            ("index.html", "404.html", "sitemap.xml", "search/search_index.json"),  # Hugo, Sphinx
            (".git", "CNAME"),
            (".ssh/id_rsa",),
            (f"{MARK}", "index.html"),
            (f"{MARK}/x", "index.html"),
        ],
    )
    def test_a_folder_of_other_things_is_refused(
        self, project: Path, capsys: Capture, names: tuple[str, ...]
    ) -> None:
        web = foreign(project / "web", *names)
        (project / "link").symlink_to(web, target_is_directory=True)
        before = tree(web)
        for out in ("web", "link", "web/"):
            assert run(["build", "--out", out]) == 1
            assert "is not a built site (it has no .banmian" in capsys.readouterr().err
        assert tree(web) == before
        assert list(project.glob(".*next*")) == []

    def test_a_site_of_an_earlier_version_is_refused_with_what_to_do(
        self, project: Path, capsys: Capture
    ) -> None:
        assert run(["build"]) == 0
        (project / "site" / MARK).unlink()
        assert run(["build"]) == 1
        assert "nothing in it is yours, delete it" in capsys.readouterr().err

    def test_only_what_was_being_written_is_cleared_away(self, project: Path) -> None:
        left = project / "seeds" / ".writing-k2x_9abc"
        left.touch()
        foreign(project, "seeds/.writing-guide.md", "site_src/.writing-plan", ".cache/.writing-a/b")
        assert run(["build"]) == 0
        assert not left.exists()
        for name in ("seeds/.writing-guide.md", "site_src/.writing-plan", ".cache/.writing-a/b"):
            assert (project / name).read_text("utf-8") == f"mine: {name}"

    def test_a_site_whose_list_an_earlier_version_wrote_is_built_anew(
        self, project: Path, capsys: Capture
    ) -> None:
        assert run(["build"]) == 0
        site = project / "site"
        lines = [
            "# Files that banmian wrote, each after the digest of its content; others are kept."
        ]
        for name in tree(site).keys() - {MARK}:
            content = (site / name).read_bytes()
            lines.append(f"{blake2b(content, digest_size=16).hexdigest()}  {name}")
        before = "\n".join(lines).encode() + b"\n"
        for mine in ("", "index.html"):
            (site / MARK).write_bytes(before)
            if mine:
                foreign(site, mine)
            assert run(["build"]) == (1 if mine else 0)
        assert "index.html" in capsys.readouterr().err
        assert (site / "index.html").read_text("utf-8") == "mine: index.html"

    @pytest.mark.parametrize("names", [(), (".git/HEAD", ".gitignore"), (".nojekyll", ".git")])
    def test_an_empty_folder_and_an_empty_work_tree_are_built_into(
        self, project: Path, names: tuple[str, ...]
    ) -> None:
        (project / "web").mkdir()
        foreign(project / "web", *names)
        assert run(["build", "--out", "web"]) == 0
        assert (project / "web" / "index.html").is_file()
        for name in names:
            assert (project / "web" / name).read_text("utf-8") == f"mine: {name}"

    def test_what_people_laid_into_the_site_stays(self, project: Path) -> None:
        names = ("CNAME", "robots.txt", ".git/objects/aa", "articles/a/scan.pdf", "photos/1/2.jpg")
        site = project / "site"
        assert run(["build"]) == 0
        foreign(site, *names)
        (site / "latest").symlink_to("articles")
        (site / "nowhere").symlink_to("gone")
        (site / "empty").mkdir()
        for _ in range(2):
            assert run(["build"]) == 0
            for name in names:
                assert (site / name).read_text("utf-8") == f"mine: {name}"
            assert [(site / name).readlink() for name in ("latest", "nowhere")] == [
                Path("articles"), Path("gone"),
            ]  # fmt: skip
            assert (site / "empty").is_dir()
        assert list(project.glob(".site*")) == []
        assert "CNAME" not in (read_mark(site) or {})

    def test_what_is_ours_and_no_longer_made_goes(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run(["build"]) == 0
        foreign(project / "site", "articles/mine.txt")

        def build(config: object) -> None:
            (Path(config.site_dir)).mkdir()  # type: ignore[attr-defined]

        monkeypatch.setattr("mkdocs.commands.build.build", build)
        assert run(["build"]) == 0
        assert set(tree(project / "site")) == {MARK, "articles/mine.txt"}

    @pytest.mark.parametrize("name", ["index.html", "articles/a/index.html"])
    def test_a_page_that_was_changed_by_hand_is_not_overwritten(
        self, project: Path, capsys: Capture, name: str
    ) -> None:
        assert run(["build"]) == 0
        foreign(project / "site", name)
        before = tree(project / "site")
        assert run(["build"]) == 1
        assert f"site: {name}: not as this program wrote it" in capsys.readouterr().err
        assert tree(project / "site") == before

    def test_line_ends_that_git_wrote_anew_are_no_change(self, project: Path) -> None:
        assert run(["build"]) == 0
        for path in (project / "site").rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert run(["build"]) == 0
        assert b"\r" not in (project / "site" / "index.html").read_bytes()

    @pytest.mark.parametrize("name", ["new.html", "new.html/a", "new", "tags/x/index.html"])
    def test_a_file_in_the_way_of_a_new_one_is_named(
        self, project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        assert run(["build"]) == 0
        foreign(project / "site", name)

        def build(config: object) -> None:
            site = Path(config.site_dir)  # type: ignore[attr-defined]
            for made in ("new.html", "new/index.html", "tags/x/index.html"):
                (site / made).parent.mkdir(parents=True, exist_ok=True)
                (site / made).write_text("ours", "utf-8")

        monkeypatch.setattr("mkdocs.commands.build.build", build)
        before = tree(project / "site")
        assert run(["build"]) == 1
        assert f"{name.partition('/a')[0]}: not as this program wrote it" in capsys.readouterr().err
        assert tree(project / "site") == before
        (project / "site" / name).unlink()
        if name == "new.html/a":
            (project / "site" / "new.html").rmdir()
        assert run(["build"]) == 0

    def test_a_list_from_elsewhere_gives_nothing_away(self, project: Path, capsys: Capture) -> None:
        assert run(["build"]) == 0
        web = foreign(project / "web", "index.html", "thesis.doc")
        (web / MARK).write_bytes((project / "site" / MARK).read_bytes())
        before = tree(web)
        assert run(["build", "--out", "web"]) == 1
        assert "index.html: not as this program wrote it" in capsys.readouterr().err
        assert tree(web) == before
        (web / "index.html").unlink()
        assert run(["build", "--out", "web"]) == 0
        assert (web / "thesis.doc").read_text("utf-8") == "mine: thesis.doc"

    def test_what_is_laid_there_during_the_exchange_stays_too(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run(["build"]) == 0
        real = site_module._put_in_place

        def late(new: Path, place: Path) -> Path | None:
            foreign(place, "late.txt")
            return real(new, place)

        monkeypatch.setattr(site_module, "_put_in_place", late)
        (project / "seeds" / "rain.txt").touch()  # else there is nothing to do
        assert run(["build"]) == 0
        assert (project / "site" / "late.txt").is_file()

    def test_a_refused_build_leaves_no_folder_behind(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_config: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("mkdocs.commands.build.build", fail)
        assert run(["build", "--out", "www/deep/site"]) == 1
        assert not (project / "www").exists()


def test_mkdocs_itself_keeps_what_is_not_ours(project: Path) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"hooks: [{ROOT / 'generator' / 'mkdocs_hook.py'}]\n")
    site = project / "site"
    assert run_mkdocs(project, "build").returncode == 0
    foreign(site, "CNAME", "photos/1.jpg")
    assert run_mkdocs(project, "build").returncode == 0
    assert (site / "CNAME").is_file()
    assert (site / "photos" / "1.jpg").is_file()
    assert (site / "articles").is_dir()
    web = foreign(project / "web", "index.html", "404.html")
    before = tree(web)
    done = run_mkdocs(project, "build", "--site-dir", "web")
    assert done.returncode == 1
    assert "is not a built site" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(web) == before
    (project / "site_src" / "broken.md").write_text("[x](nowhere.md)", "utf-8")
    assert not list(project.glob(".site*"))


class TestWorkFolder:
    @pytest.mark.skipif(os.name == "nt", reason="has no such locks")
    def test_those_of_killed_runs_go_at_once_and_no_others(self, tmp_path: Path) -> None:
        script = (
            "import sys, time; from pathlib import Path\n"
            "from generator.corpus.files.work_folder import work_folder\n"
            f"with work_folder(Path({str(tmp_path / 'site')!r})) as work:\n"
            "    print(work, flush=True)\n    time.sleep(600)\n"
        )
        with subprocess.Popen(
            [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            other = Path(process.stdout.readline().strip())
            with work_folder(tmp_path / "site"):
                assert other.is_dir()
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert other.is_dir()
        with work_folder(tmp_path / "site") as work:
            assert [path for path in tmp_path.iterdir() if path != work] == []

    def test_those_that_nobody_holds_go_after_a_day(self, tmp_path: Path) -> None:
        old, new, cloud = (
            tmp_path / f".site.next{end}" for end in ("-k2x_9abc", "-new_9abc", "cloud")
        )
        for folder in (old, new, cloud):
            folder.mkdir()
        for folder in (old, cloud):
            os.utime(folder, (0, time.time() - 90_000))
        with work_folder(tmp_path / "site"):
            assert not old.exists()
            assert new.exists()
            assert cloud.exists()


def test_no_other_way_to_say_a_name_makes_a_file_ours(tmp_path: Path) -> None:
    site, new = foreign(tmp_path / "site", "CNAME"), foreign(tmp_path / "new", "index.html")
    write_mark_text(site, mark_text([("./CNAME", "0" * 64)]))
    merge(new, site, {"index.html": "1" * 64}, {})
    assert (site / "CNAME").read_text("utf-8") == "mine: CNAME"


def test_a_list_that_names_a_file_again_and_again_is_read_once(tmp_path: Path) -> None:
    write_mark(foreign(tmp_path, "a"))
    line = (tmp_path / MARK).read_bytes().splitlines(keepends=True)[1]
    title = (tmp_path / MARK).read_bytes().partition(b"\n")[0] + b"\n"
    assert grows_evenly(lambda n: parse_mark(title + line * n), 20_000)


def test_files_are_linked_and_names_of_any_kind_are_listed(tmp_path: Path) -> None:
    old, new = foreign(tmp_path / "old", "版面 1.html", "a\\b", "mine"), tmp_path / "new"
    write_mark(old)
    (old / "mine").write_text("changed", "utf-8")
    assert not_ours(old, read_mark(old) or {}) == ["mine"]
    new.mkdir()
    assert bring_along(old, new, ["mine"]) == []
    assert (old / "mine").samefile(new / "mine")


class TestConvert:
    @pytest.mark.parametrize("names", [("index.md",), ("notes/a.txt",), ("data/x", "zzz.md")])
    def test_a_foreign_folder_is_refused_and_nothing_is_left_behind(
        self, project: Path, capsys: Capture, names: tuple[str, ...]
    ) -> None:
        foreign(project / "web", *names)
        before = {k: v for k, v in tree(project).items() if not k.startswith(".cache")}
        assert run(["convert", "--out", "web"]) == 1
        assert "nothing that convert made" in capsys.readouterr().err
        assert {k: v for k, v in tree(project).items() if not k.startswith(".cache")} == before

    def test_a_page_of_ones_own_in_the_way_leaves_nothing_behind(
        self, project: Path, capsys: Capture
    ) -> None:
        foreign(project / "site_src", "regions/index.md", "about.md")
        before = tree(project / "site_src")
        folders = set((project / "site_src").rglob("*"))
        assert run(["convert"]) == 1
        assert "regions/index.md: would be overwritten" in capsys.readouterr().err
        assert tree(project / "site_src") == before
        assert set((project / "site_src").rglob("*")) == folders

    def test_the_folder_of_the_project_may_be_named(self, project: Path) -> None:
        foreign(project / "site_src", "about.md")
        assert run(["convert", "--out", "site_src"]) == 0
        assert run(["convert", "--out", "new"]) == 0
        assert run(["convert", "--out", "new"]) == 0

    @pytest.mark.parametrize("out", ["seeds", "seeds/new", "mkdocs.yml", "."])
    def test_places_that_are_no_folder_for_pages(self, project: Path, out: str) -> None:
        before = tree(project)
        assert run(["convert", "--out", out]) == 1
        assert tree(project) == before


class TestExport:
    def test_a_table_that_was_changed_by_hand_is_not_overwritten(
        self, project: Path, capsys: Capture
    ) -> None:
        argv = ["export", "--format", "datapackage", "--out", "data"]
        assert run(argv) == 0
        foreign(project / "data", "articles.csv", "notes.md")
        before = tree(project / "data")
        assert run(argv) == 1
        assert "data: articles.csv: not as this program wrote it" in capsys.readouterr().err
        assert tree(project / "data") == before
        (project / "data" / "articles.csv").unlink()
        assert run(argv) == 0
        assert (project / "data" / "notes.md").is_file()

    @pytest.mark.parametrize(
        "content", ["[" * 100_000, '{"generator": "other"}', '{"generator": "banmian"']
    )
    def test_a_package_of_others_is_refused(
        self, project: Path, capsys: Capture, content: str
    ) -> None:
        (project / "data").mkdir()
        (project / "data" / "datapackage.json").write_text(content, "utf-8")
        assert run(["export", "--format", "datapackage", "--out", "data"]) == 1
        assert "is not a package that export made" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("form", "content"),
        [
            ("jsonl", json.dumps({"page": "a.jpg", "text": "mine"})),
            ("csv", "\ufeffid,page,note\r\n1,2,mine\r\n"),
        ],
    )
    def test_a_file_that_only_begins_like_ours_is_not_overwritten(
        self, project: Path, capsys: Capture, form: str, content: str
    ) -> None:
        (project / "x").write_text(content, "utf-8")
        assert run(["export", "--format", form, "--out", "x"]) == 1
        assert "was not made by an export" in capsys.readouterr().err
        assert (project / "x").read_text("utf-8") == content.replace("\r\n", "\n")
        for _ in range(2):
            assert run(["export", "--format", form, "--out", "y"]) == 0
