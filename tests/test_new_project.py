"""`banmian new`: from nothing to a site, with the package's theme under the project's own files."""

from __future__ import annotations

import json
import shutil
import socket
import sys
from pathlib import Path

import pytest
import yaml

from generator import __version__
from generator.cli import run
from generator.corpus.new_project import SAMPLE
from generator.corpus.settings import read_settings
from generator.corpus.site.shipped import BASE, settings_text, shipped, with_hooks
from generator.model.languages import LANGUAGES
from tests.conftest import ROOT
from tests.samples import RAIN, tree
from tests.warm_commands import run_mkdocs

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def project(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project with one small page, in which we stand."""
    assert run(["new", "archive"]) == 0
    project = here / "archive"
    (project / "seeds" / SAMPLE).unlink()
    (project / "seeds" / "rain.txt").write_text(RAIN, "utf-8")
    monkeypatch.chdir(project)
    return project


class TestWhatIsWritten:
    def test_all_that_a_project_needs(self, here: Path) -> None:
        assert run(["new", "archive"]) == 0
        assert sorted(tree(here / "archive")) == [
            ".github/workflows/publish.yml",
            ".gitignore",
            "mkdocs.yml",
            "requirements.txt",
            f"seeds/{SAMPLE}",
            "seeds/README.md",
            "site_src/about.md",
            "site_src/assets/own.css",
        ]

    def test_what_comes_next_is_told(self, here: Path, capsys: Capture) -> None:
        assert run(["new", "a b"]) == 0
        told = capsys.readouterr().err
        for words in ("cd 'a b'", "banmian build", "banmian serve", "seeds/", "mkdocs.yml"):
            assert words in told

    @pytest.mark.parametrize(
        ("argv", "locale"),
        [(["--lang", "zh"], "en_US.UTF-8"), ([], "zh_CN.UTF-8"), ([], "zh_TW.UTF-8")],
    )
    def test_in_chinese(
        self,
        here: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: Capture,
        argv: list[str],
        locale: str,
    ) -> None:
        monkeypatch.setenv("LANG", locale)
        assert run(["new", *argv, "archive"]) == 0
        assert "接下来" in capsys.readouterr().err
        assert "版面放在这里" in (here / "archive" / "seeds" / "README.md").read_text("utf-8")
        assert "# 这个站的设置" in (here / "archive" / "mkdocs.yml").read_text("utf-8")

    def test_both_languages_set_the_same(self, here: Path) -> None:
        assert run(["new", "--lang", "en", "en"]) == run(["new", "--lang", "zh", "zh"]) == 0
        said = [(here / name / "mkdocs.yml").read_text("utf-8") for name in LANGUAGES]
        assert yaml.safe_load(said[0]) == yaml.safe_load(said[1])

    def test_git_keeps_what_people_wrote_and_nothing_else(self, project: Path) -> None:
        ignored = (project / ".gitignore").read_text("utf-8").splitlines()
        ours = (ROOT / ".gitignore").read_text("utf-8").splitlines()
        assert set(ignored) == {
            line for line in ours if line.startswith(("/site", "/.site", "/.cache"))
        }

    def test_it_is_published_with_the_installed_program(self, project: Path) -> None:
        text = (project / ".github" / "workflows" / "publish.yml").read_text("utf-8")
        steps = yaml.safe_load(text)["jobs"]["build"]["steps"]
        runs = [step["run"] for step in steps if "run" in step]
        assert runs == ["pip install -r requirements.txt", "banmian build --strict"]
        assert "noxfile" not in text
        assert "OCR:" not in text
        required = (project / "requirements.txt").read_text("utf-8")
        assert required == f"banmian=={__version__}\n"


class TestRefusals:
    def test_a_folder_with_files_stays_as_it_is(self, here: Path, capsys: Capture) -> None:
        (here / "mine").mkdir()
        (here / "mine" / "notes.txt").write_text("x", "utf-8")
        before = tree(here)
        assert run(["new", "mine"]) == 1
        assert tree(here) == before
        assert "mine: has files in it (notes.txt)" in capsys.readouterr().err

    def test_a_project_is_told_as_such(self, project: Path, capsys: Capture) -> None:
        before = tree(project)
        capsys.readouterr()
        assert run(["new", "."]) == 1
        assert tree(project) == before
        assert "is a project already. Run “banmian build” in" in capsys.readouterr().err

    @pytest.mark.parametrize("there", [".git", ".DS_Store"])
    def test_what_git_and_a_mac_leave_is_nothing(self, here: Path, there: str) -> None:
        (here / "mine" / there).mkdir(parents=True)
        assert run(["new", "mine"]) == 0

    def test_a_file_is_no_folder(self, here: Path, capsys: Capture) -> None:
        (here / "mine").write_text("x", "utf-8")
        assert run(["new", "mine"]) == 1
        assert "mine: not a directory. Name a new folder." in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["", " "])
    def test_no_name_is_wrong_usage(self, here: Path, capsys: Capture, name: str) -> None:
        assert run(["new", name]) == 2
        assert "names no folder" in capsys.readouterr().err


class TestTheSite:
    def test_it_has_theme_scripts_and_search_of_the_package(self, project: Path) -> None:
        assert run(["build", "--quiet", "--strict"]) == 0
        site = project / "site"
        home = (site / "index.html").read_text("utf-8")
        assert "我的报库" in home
        assert str(ROOT) not in home
        assert 'href="about/"' in home
        for name in ("assets/banmian.css", "assets/search/engine.js", "search/index.html"):
            assert (site / name).is_file(), name
        assert "engine/grams.js" in (site / "assets/search/engine.js").read_text("utf-8")
        assert not (site / "assets/search/engine").exists()
        manifest = json.loads((site / "assets/manifest.webmanifest").read_text("utf-8"))
        assert manifest["name"] == manifest["short_name"] == "我的报库"
        styles = [home.index(f"assets/{name}.css") for name in ("banmian", "own")]
        assert styles == sorted(styles)

    def test_nothing_of_the_package_lies_among_its_pages(self, project: Path) -> None:
        assert run(["build", "--quiet"]) == 0
        assert not (project / "site_src" / "overrides").exists()
        assert not (project / "site_src" / "search.md").exists()
        assert sorted(path.name for path in (project / "site_src" / "assets").iterdir()) == [
            "own.css"
        ]

    def test_own_files_come_first(self, project: Path) -> None:
        own = project / "site_src"
        (own / "assets" / "favicon.svg").write_text("<svg/>", "utf-8")
        (own / "search.md").write_text(
            "---\ntitle: 找\ntemplate: search.html\n---\n# 找\n", "utf-8"
        )
        (own / "overrides" / "partials").mkdir(parents=True)
        (own / "overrides" / "partials" / "copyright.html").write_text("自己的页脚", "utf-8")
        assert run(["build", "--quiet", "--strict"]) == 0
        site = project / "site"
        assert (site / "assets" / "favicon.svg").read_text("utf-8") == "<svg/>"
        assert "<title>找 " in (site / "search" / "index.html").read_text("utf-8")
        assert "自己的页脚" in (site / "index.html").read_text("utf-8")
        # And what is changed there is seen by the next build.
        (own / "overrides" / "partials" / "copyright.html").write_text("新的页脚", "utf-8")
        assert run(["build", "--quiet", "--strict"]) == 0
        article = next((site / "articles").rglob("index.html")).read_text("utf-8")
        assert "新的页脚" in article

    def test_a_second_build_has_nothing_to_do_until_its_address_is_another(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run(["build", "--quiet"]) == 0
        before = tree(project / "site")
        assert run(["build", "--quiet"]) == 0
        assert tree(project / "site") == before
        monkeypatch.setenv("SITE_URL", "https://paper.example/")
        assert run(["build", "--quiet"]) == 0
        assert "https://paper.example/" in (project / "site" / "llms.txt").read_text("utf-8")

    def test_own_lists_come_on_top(self, project: Path) -> None:
        """One would take the place of what the site cannot do without."""
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write("markdown_extensions: [footnotes]\nexclude_docs: draft.md\n")
            file.write("not_in_nav: more.md\n")
        own = project / "site_src"
        (own / "draft.md").write_text("# 草稿\n", "utf-8")
        (own / "more.md").write_text("# 更多\n\n见注[^1]\n\n[^1]: 注文\n", "utf-8")
        (own / "overrides").mkdir()
        (own / "overrides" / "note.html").write_text("x", "utf-8")
        assert run(["build", "--quiet", "--strict"]) == 0
        site = project / "site"
        assert 'class="footnote' in (site / "more" / "index.html").read_text("utf-8")
        assert not (site / "draft").exists()
        assert not (site / "overrides").exists()
        assert 'class="bm-figures"' in (site / "index.html").read_text("utf-8")

    def test_mkdocs_alone_builds_the_same(self, project: Path) -> None:
        assert run(["build", "--quiet"]) == 0
        ours = {name: data for name, (data, _) in tree(project / "site").items()}
        shutil.rmtree(project / "site")
        assert run_mkdocs(project, "build", "--quiet", "--strict").returncode == 0
        theirs = {name: data for name, (data, _) in tree(project / "site").items()}
        assert theirs == ours

    def test_an_own_hook_comes_on_top(self, project: Path) -> None:
        (project / "hook.py").write_text(
            "PIECEWISE = True\n\n\ndef on_post_page(output, **_others):\n"
            "    return output.replace('</body>', '<!-- own --></body>')\n",
            "utf-8",
        )
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write("hooks: [hook.py]\n")
        names = [Path(name).name for name in with_hooks(project / "mkdocs.yml", ["hook.py"])]
        assert names == ["mkdocs_hook.py", "for_programs.py", "lean_pages.py", "hook.py"]
        assert run(["build", "--quiet"]) == 0
        assert "<!-- own -->" in (project / "site" / "index.html").read_text("utf-8")
        assert not (project / "site/assets/search/engine").exists()

    def test_who_built_it_by_hand_is_told_how_to_see_it(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        capsys.readouterr()
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        home = (project / "site" / "index.html").as_uri()
        for _once_more in range(2):
            assert run(["build"]) == 0
            assert f"look at it: open {home} in a browser" in capsys.readouterr().err


class TestUpgrades:
    def test_what_is_inherited_is_written_anew_and_nothing_else(self, project: Path) -> None:
        base = project / BASE
        assert read_settings(project / "mkdocs.yml").name == "我的报库"
        written = base.read_bytes()
        base.write_text("site_name: 老版本\n", "utf-8")
        before = {name: told for name, told in tree(project).items() if name != BASE}
        read_settings(project / "mkdocs.yml")
        assert base.read_bytes() == written
        assert {name: told for name, told in tree(project).items() if name != BASE} == before

    def test_it_says_what_the_package_says(self, project: Path) -> None:
        text = settings_text(project / "mkdocs.yml")
        assert "!ENV [SITE_URL" in text
        assert str(shipped() / "site_src" / "overrides") in text

    def test_where_it_cannot_be_written_the_reason_is_told(
        self, project: Path, capsys: Capture
    ) -> None:
        shutil.rmtree(project / ".cache", ignore_errors=True)
        (project / BASE).mkdir(parents=True)  # in the way
        assert run(["export", "--quiet"]) == 0  # which needs none
        assert run(["build"]) == 1
        assert "The settings that come with the program are put there" in capsys.readouterr().err


class TestServe:
    def test_a_port_that_is_taken_is_told_with_a_free_one(
        self, project: Path, capsys: Capture
    ) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert run(["serve", "-a", f"127.0.0.1:{port}"]) == 1
        told = capsys.readouterr().err
        assert f"127.0.0.1:{port}: address already in use" in told
        assert "banmian serve -a 127.0.0.1:" in told

    @pytest.mark.parametrize("address", ["8000", "127.0.0.1:", ":80", "127.0.0.1:99999", "a:b"])
    def test_what_is_no_address_is_told(self, project: Path, capsys: Capture, address: str) -> None:
        assert run(["serve", "-a", address]) == 1
        assert "is no address. Write one such as 127.0.0.1:8000." in capsys.readouterr().err

    def test_outside_a_project_it_says_how_to_begin(self, here: Path, capsys: Capture) -> None:
        assert run(["serve"]) == 1
        assert "A new project begins with “banmian new my-archive”." in capsys.readouterr().err
