"""The finished site, how it is put in place, and the hook by which MkDocs has it written."""

from __future__ import annotations

import gzip
import logging
import os
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from generator import mkdocs_hook
from generator.cli import run
from generator.corpus.convert import convert
from generator.corpus.files.owned_files import MARK, bring_along, write_mark
from generator.corpus.settings import read_settings
from generator.corpus.site import build_site as site_module
from generator.corpus.site.build_site import build_site, swap_in
from tests.conftest import PAGES
from tests.samples import RAIN, ROADS, make_project, tree
from tests.warm_commands import run_mkdocs

ROOT = Path(__file__).resolve().parent.parent


Others = Callable[[Path], list[str]]


def hidden(folder: Path) -> list[str]:
    """What the owners of a folder are said to have laid into it."""
    return [entry.name for entry in folder.iterdir() if entry.name.startswith(".")]


class Links(HTMLParser):
    """What a page links to and loads, and the ids that can be linked to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids.add(values.get("id", ""))
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and values.get("rel") == "stylesheet":
            self.loads.append(values.get("href", ""))
        if "src" in values:
            self.loads.append(values["src"])


class TestBuiltSite:
    """The five pages, built with the project's own settings."""

    def test_every_article_has_its_address(self, built_site: Path, tmp_path: Path) -> None:
        recorded = (PAGES / "permalinks.csv").read_text("utf-8").splitlines()[1:]
        ids = {line.split(",")[0] for line in recorded}
        assert ids
        assert {path.name for path in (built_site / "articles").iterdir() if path.is_dir()} == ids

    def test_every_link_leads_somewhere_and_none_depends_on_the_place(
        self, built_site: Path
    ) -> None:
        pages = {page: Links(page) for page in built_site.rglob("*.html")}
        assert len(pages) > 17
        base = "https://host.invalid/sub/path/"
        for page, found in pages.items():
            if page.name == "404.html":
                continue  # served at any depth, so it must name places from the root
            here = urljoin(base, page.relative_to(built_site).as_posix())
            for link in found.links + found.loads:
                parts = urlsplit(urljoin(here, link))
                if parts.netloc != "host.invalid":
                    assert link in found.links, f"{page} loads {link}"
                    continue
                assert parts.path.startswith("/sub/path/"), f"{page}: {link}"
                target = built_site / parts.path.removeprefix("/sub/path/")
                target = target / "index.html" if target.is_dir() else target
                assert target.is_file(), f"{page}: {link}"

    def test_fragments_lead_to_something_on_this_page_and_on_others(self, built_site: Path) -> None:
        pages = {page: Links(page) for page in built_site.rglob("*.html")}
        elsewhere = 0
        for page, found in pages.items():
            for link in found.links:
                file, _, fragment = link.partition("#")
                if not fragment or urlsplit(link).scheme:
                    continue
                there = (page.parent / file).resolve() if file else page
                there = there / "index.html" if there.is_dir() else there
                elsewhere += there != page
                assert fragment in pages[there].ids, f"{page}: {link}"
        assert elsewhere > 10

    def test_names_are_ascii(self, built_site: Path) -> None:
        assert [path for path in built_site.rglob("*") if not path.name.isascii()] == []

    def test_nothing_that_is_generated_is_kept_with_the_sources(self) -> None:
        """Convert refuses to write over what it has not made: with other seeds than ours it would
        stop at a generated file that came with the clone."""
        git = shutil.which("git")
        if git is None or not (ROOT / ".git").exists():
            pytest.skip("not a clone")
        command = [git, "ls-files", "--cached", "--ignored", "--exclude-standard"]
        kept = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert kept.stdout == ""

    def test_nothing_of_another_search_is_left(self, built_site: Path) -> None:
        names = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*")}
        assert "assets/search/start.js" in names
        assert not [name for name in names if "lunr" in name or "/workers/" in name]
        assert not [name for name in names if name.startswith("search/search_index")]

    def test_the_scripts_of_the_search_are_light(self, built_site: Path) -> None:
        """18 KB answer in the box of every page, 21.5 KB on the search page; nothing before."""
        scripts = sorted((built_site / "assets" / "search").rglob("*.js"))
        weights = {path.name: len(gzip.compress(path.read_bytes())) for path in scripts}
        assert "@type" not in "".join(path.read_text("utf-8") for path in scripts)
        assert weights["start.js"] < 1500
        for page, most in (("box.js", 18_000), ("page.js", 21_500)):
            loaded = ("start.js", "client.js", "engine.js", page)
            assert sum(weights[name] for name in loaded) < most

    def test_the_engine_is_one_script(self, built_site: Path) -> None:
        """It would ask for the others one after another, which takes long on a slow line."""
        folder = built_site / "assets" / "search"
        assert sorted(path.name for path in folder.rglob("*.js")) == [
            "box.js", "client.js", "engine.js", "marks.js", "page.js", "start.js",
        ]  # fmt: skip
        whole = (folder / "engine.js").read_text("utf-8")
        for path in (ROOT / "site_src" / "assets" / "search" / "engine").iterdir():
            assert whole.count(f"BanmianSearch.{path.stem} = ") == 1

    def test_nothing_of_the_workshop_is_published(self, built_site: Path) -> None:
        names = {path.name for path in built_site.rglob("*")}
        assert not {name for name in names if name.startswith(".")} - {".nojekyll", MARK}
        assert not {name for name in names if name.endswith((".py", ".yml", ".ts"))}
        # no list of the workshop's, and no page's source
        assert not {name for name in names if name.endswith((".csv", ".md"))}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", rain=RAIN, roads=ROADS)


class TestBuild:
    def test_build_converts_and_prints_where_the_site_is(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["build", "--config", str(project / "mkdocs.yml")]) == 0
        assert capsys.readouterr().out == f"{project / 'site'}\n"
        assert (project / "site" / "index.html").is_file()
        assert sorted(path.name for path in project.iterdir()) == [
            ".cache", "mkdocs.yml", "seeds", "site", "site_src",
        ]  # fmt: skip

    def test_a_bad_seed_leaves_the_others_published_and_is_code_1(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (project / "seeds" / "bad.txt").touch()
        assert run(["build", "--config", str(project / "mkdocs.yml")]) == 1
        out, err = capsys.readouterr()
        assert "bad.txt: the file is empty" in err
        assert f"{project / 'site'}: the site was built without bad.txt" in err
        assert out == f"{project / 'site'}\n"
        assert (project / "site" / "articles").is_dir()

    def test_a_failed_build_leaves_the_old_site_as_it_was(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        argv = ["build", "--strict", "--config", str(project / "mkdocs.yml")]
        assert run(argv) == 0
        before = tree(project / "site")
        (project / "site_src" / "broken.md").write_text("[x](nowhere.md)", "utf-8")
        assert run(argv) == 1
        assert "MkDocs could not build the site" in capsys.readouterr().err
        assert tree(project / "site") == before
        assert list(project.glob(".site*")) == []

    def test_builds_at_once_each_put_a_whole_site_there(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings = read_settings(project / "mkdocs.yml")
        convert(settings)
        real, wholes = swap_in, []

        def build_another_first(new: Path, place: Path, others: Others) -> None:
            monkeypatch.setattr(site_module, "swap_in", real)
            wholes.append(set(tree(new)))
            wholes.append(set(tree(build_site(settings))))
            assert set(tree(new)) == wholes[0], "the second build took away what the first made"
            real(new, place, others)

        monkeypatch.setattr(site_module, "swap_in", build_another_first)
        wholes.append(set(tree(build_site(settings))))
        assert wholes[0] == wholes[1] == wholes[2]
        assert list(project.glob(".site*")) == []

    def test_only_work_folders_of_long_ago_are_cleaned_up(self, project: Path) -> None:
        old, running, other = (project / f".{name}" for name in ("site.next", "site.next-a", "x"))
        for folder in (old, running, other):
            folder.mkdir()
        for folder in (old, other):
            os.utime(folder, (0, 0))
        assert run(["build", "--config", str(project / "mkdocs.yml")]) == 0
        assert [folder.exists() for folder in (old, running, other)] == [False, True, True]

    def test_the_site_goes_where_it_is_told(self, project: Path, tmp_path: Path) -> None:
        place = tmp_path / "www" / "news"
        assert run(["build", "--config", str(project / "mkdocs.yml"), "--out", str(place)]) == 0
        assert (place / "index.html").is_file()
        assert not (project / "site").exists()

    @pytest.mark.parametrize("out", [".", "seeds", "mkdocs.yml"])
    def test_a_folder_of_other_things_is_never_replaced(
        self,
        project: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        out: str,
    ) -> None:
        monkeypatch.chdir(project)
        before = tree(project / "seeds")
        assert run(["convert"]) == 0
        assert run(["build", "--out", out]) == 1
        assert "is not a built site" in capsys.readouterr().err
        assert before.items() <= tree(project / "seeds").items()
        assert (project / "mkdocs.yml").is_file()

    @pytest.mark.parametrize("out", [".", "..", "seeds", "site_src"])
    def test_the_project_is_never_replaced_though_a_site_was_built_there(
        self,
        project: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        out: str,
    ) -> None:
        monkeypatch.chdir(project)
        assert run(["convert"]) == 0
        nothing = tmp_path / "nothing"
        nothing.mkdir()
        write_mark(nothing)
        (nothing / MARK).rename(project / out / MARK)
        before = tree(project)
        assert run(["build", "--out", out]) == 1
        assert "which would be replaced" in capsys.readouterr().err
        assert tree(project) == before

    def test_a_link_stays_and_the_folder_it_leads_to_is_replaced(
        self, project: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "www").mkdir()
        (project / "site").symlink_to(tmp_path / "www", target_is_directory=True)
        for _ in range(2):
            assert run(["build", "--config", str(project / "mkdocs.yml")]) == 0
            assert (project / "site").is_symlink()
            assert (tmp_path / "www" / "index.html").is_file()
            assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "www"]

    def test_what_fails_before_the_exchange_leaves_the_site_and_says_so(
        self, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        argv = ["build", "--config", str(project / "mkdocs.yml")]
        assert run(argv) == 0
        before = tree(project / "site")

        def fail(_new: Path, place: Path) -> None:
            raise OSError(28, "No space left on device", str(place))

        monkeypatch.setattr(site_module, "_put_in_place", fail)
        (project / "mkdocs.yml").touch()  # else there is nothing to do
        assert run(argv) == 1
        assert "site: no space left on device. The site in" in capsys.readouterr().err
        assert tree(project / "site") == before

    def test_what_fails_after_the_exchange_does_not_say_the_old_site_stands(
        self, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        argv = ["build", "--config", str(project / "mkdocs.yml")]
        assert run(argv) == 0
        (project / "site" / ".git").mkdir()
        (project / "mkdocs.yml").touch()  # else there is nothing to do
        real, calls = bring_along, []

        def fail_the_second_time(old: Path, new: Path, names: list[str]) -> list[str]:
            calls.append(names)
            if len(calls) == 2:
                raise OSError(28, "No space left on device", str(old / ".git"))
            return real(old, new, names)

        monkeypatch.setattr(site_module, "bring_along", fail_the_second_time)
        assert run(argv) == 1
        err = capsys.readouterr().err
        assert "untouched" not in err
        assert "the new folder is there" in err
        (old,) = project.glob(".site*")
        assert f"is in {old / 'site'}." in err
        assert (old / "site" / ".git").is_dir()

    def test_it_builds_without_the_hook_once_the_pages_are_written(self, project: Path) -> None:
        settings = read_settings(project / "mkdocs.yml")
        convert(settings)
        without = tree(build_site(settings))
        hook = f"hooks: [{ROOT / 'generator' / 'mkdocs_hook.py'}]\n"
        with settings.config.open("a", encoding="utf-8") as file:
            file.write(hook)
        assert tree(build_site(settings)).keys() == without.keys()

    def test_other_hooks_still_run(self, project: Path) -> None:
        (project / "other.py").write_text(
            "def on_post_build(config):\n    open(config.site_dir + '/other.txt', 'w').close()\n",
            "utf-8",
        )
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write("hooks: [other.py]\n")
        settings = read_settings(project / "mkdocs.yml")
        convert(settings)
        assert (build_site(settings) / "other.txt").is_file()


def test_a_place_that_another_run_took_first_is_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, place = tmp_path / "new", tmp_path / "site"
    new.mkdir()
    (new / "new.html").touch()
    place.mkdir()
    (place / "first.html").touch()
    real, answers = Path.exists, iter([False])
    monkeypatch.setattr(
        Path,
        "exists",
        lambda self: next(answers, True) if self == place else real(self),
    )
    swap_in(new, place, hidden)
    assert [path.name for path in place.iterdir()] == ["new.html"]


class TestSwap:
    @pytest.fixture(params=["exchange", "two renames"])
    def folders(
        self, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> tuple[Path, Path]:
        if request.param == "two renames":
            monkeypatch.setattr(site_module, "exchange", lambda _one, _other: False)
        new, place = tmp_path / ".site.next", tmp_path / "site"
        new.mkdir()
        (new / "new.html").touch()
        return new, place

    def test_a_first_site_is_put_in_place(self, folders: tuple[Path, Path]) -> None:
        new, place = folders
        swap_in(new, place, hidden)
        assert [path.name for path in place.parent.rglob("*")] == ["site", "new.html"]

    def test_the_old_site_goes_but_what_is_hidden_stays(self, folders: tuple[Path, Path]) -> None:
        new, place = folders
        (place / ".git").mkdir(parents=True)
        (place / "old.html").touch()
        swap_in(new, place, hidden)
        assert sorted(path.name for path in place.iterdir()) == [".git", "new.html"]
        assert list(place.parent.iterdir()) == [place]

    def test_visitors_may_read_it(self, folders: tuple[Path, Path], tmp_path: Path) -> None:
        new, place = folders
        (tmp_path / "plain").mkdir()
        swap_in(new, place, hidden)
        assert place.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_second_rename_that_fails_brings_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_module, "exchange", lambda _one, _other: False)
    place = tmp_path / "site"
    place.mkdir()
    (place / "old.html").touch()
    with pytest.raises(OSError, match="No such file"):
        swap_in(tmp_path / "nowhere", place, hidden)
    assert (place / "old.html").exists()
    assert list(tmp_path.iterdir()) == [place]


class TestHook:
    def test_pages_are_written_before_mkdocs_looks_for_them(
        self, project: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO, "mkdocs")
        mkdocs_hook.on_pre_build(config=load_config(str(project / "mkdocs.yml")))
        assert (project / "site_src" / "index.md").is_file()
        assert "on 2 pages" in caplog.text

    def test_a_bad_seed_is_named_the_site_lacks_it_and_the_build_fails(
        self, project: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        (project / "seeds" / "bad.txt").write_bytes(b"\xff")
        config = load_config(str(project / "mkdocs.yml"))
        mkdocs_hook.on_startup(command="build", dirty=False)
        mkdocs_hook.on_pre_build(config=config)
        assert "bad.txt: neither UTF-8 (byte 0)" in caplog.text
        assert (project / "site_src" / "index.md").is_file()
        with pytest.raises(PluginError, match=r"site: the site was built without bad\.txt"):
            mkdocs_hook.on_post_build(config=config)
        (project / "seeds" / "bad.txt").unlink()
        mkdocs_hook.on_pre_build(config=config)
        mkdocs_hook.on_post_build(config=config)

    def test_mkdocs_itself_gives_the_site_and_exit_code_1(self, project: Path) -> None:
        (project / "seeds" / "bad.txt").mkdir()
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write(f"hooks: [{ROOT / 'generator' / 'mkdocs_hook.py'}]\n")
        done = run_mkdocs(project, "build")
        assert done.returncode == 1
        assert "bad.txt: is a folder" in done.stderr
        assert f"{project / 'site'}: the site was built without bad.txt" in done.stderr
        assert "Traceback" not in done.stderr
        assert (project / "site" / "articles").is_dir()

    def test_a_file_that_nothing_reads_is_told_and_fails_no_strict_build(
        self, project: Path
    ) -> None:
        (project / "seeds" / "scan.gif").touch()
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write(f"hooks: [{ROOT / 'generator' / 'mkdocs_hook.py'}]\n")
        done = run_mkdocs(project, "build", "--strict")
        assert done.returncode == 0, done.stderr
        assert "scan.gif: not read" in done.stderr

    def test_a_preview_goes_on_and_says_each_time_what_is_wrong(
        self, project: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        config = load_config(str(project / "mkdocs.yml"))
        mkdocs_hook.on_startup(command="serve", dirty=False)
        try:
            for spoiled in ("bad.txt", "rain.txt", "roads.txt"):  # in the end no page is left
                (project / "seeds" / spoiled).write_bytes(b"")
                for _ in range(2):
                    caplog.clear()
                    mkdocs_hook.on_pre_build(config=config)
                    mkdocs_hook.on_post_build(config=config)
                    assert f"{spoiled}: the file is empty" in caplog.text
        finally:
            mkdocs_hook.on_startup(command="build", dirty=False)

    def test_a_second_time_nothing_changes_so_a_preview_comes_to_rest(self, project: Path) -> None:
        config = load_config(str(project / "mkdocs.yml"))
        mkdocs_hook.on_pre_build(config=config)
        before = tree(project)
        mkdocs_hook.on_pre_build(config=config)
        assert tree(project) == before

    def test_without_seeds_it_says_how_to_begin(
        self, project: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        for seed in (project / "seeds").glob("*.txt"):
            seed.unlink()
        caplog.set_level(logging.INFO, "mkdocs")
        mkdocs_hook.on_pre_build(config=load_config(str(project / "mkdocs.yml")))
        assert "no seeds here. Put PDF pages there, saved pages of a digital edition" in caplog.text
        assert "0 articles" not in caplog.text

    def test_a_preview_watches_the_seeds(self, project: Path) -> None:
        watched: list[str] = []

        class Server:
            watch = watched.append

        config = load_config(str(project / "mkdocs.yml"))
        mkdocs_hook.on_serve(Server(), config=config, builder=None)  # type: ignore[arg-type]
        assert watched == [str(project / "seeds")]
