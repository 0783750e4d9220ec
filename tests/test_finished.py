"""A build costs what changed, and gives the bytes that a build of everything gives."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from benchmarks.scale_corpus import page_name
from generator.cli import run
from generator.corpus.files.owned_files import MARK, read_mark
from generator.corpus.settings import Settings, read_settings
from generator.corpus.site.build_site import build_site
from generator.corpus.site.finished import compiled_templates, source_pages
from generator.corpus.site.finished.compiled_templates import keep_compiled, put_compiled_by
from generator.corpus.site.unchanged import LastBuild
from tests.conftest import PAGES, ROOT, copy_sources
from tests.samples import RAIN, ROADS, short_page

Capture = pytest.CaptureFixture[str]


def project_in(folder: Path) -> Path:
    """Make a project with the settings and the theme of this one, and no pages."""
    (folder / "seeds").mkdir(parents=True)
    copy_sources("site_src", folder / "site_src")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(
        config.replace("  - generator/mkdocs_hook.py\n", ""), "utf-8"
    )
    return folder


def small_project_in(folder: Path) -> Path:
    made = project_in(folder)
    (made / "seeds" / "rain.txt").write_text(RAIN, "utf-8")
    (made / "seeds" / "roads.txt").write_text(ROADS, "utf-8")
    return made


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = small_project_in(tmp_path / "project")
    monkeypatch.chdir(made)
    monkeypatch.delenv("SITE_URL", raising=False)
    return made


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in each file of a folder, by name."""
    found = {}
    for place, _, names in os.walk(folder):
        here = Path(place).relative_to(folder).as_posix()
        for name in names:
            with open(os.path.join(place, name), "rb") as file:  # noqa: PTH118, PTH123 - hundreds
                found[name if here == "." else f"{here}/{name}"] = file.read()
    return found


def different(one: Path, other: Path) -> list[str]:
    """Return what two folders have not in common, by name."""
    first, second = contents(one), contents(other)
    return sorted(n for n in first.keys() | second.keys() if first.get(n) != second.get(n))


def times(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARK
    }


def anew(settings: Settings, name: str) -> Path:
    """Build the site beside the others, as if there had never been one."""
    shutil.rmtree(settings.config.parent / name, ignore_errors=True)
    return build_site(settings, settings.config.parent / name)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources of ours that are rendered, as they are."""
    names: list[str] = []
    real = source_pages.Sources.page

    def page(self: source_pages.Sources, file: File) -> tuple[Page, bool]:
        names.append(file.src_uri)
        return real(self, file)

    monkeypatch.setattr(source_pages.Sources, "page", page)
    return names


@pytest.fixture(scope="module")
def five_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five pages as a project, read once for all addresses."""
    project = project_in(tmp_path_factory.mktemp("five") / "project")
    shutil.rmtree(project / "seeds")
    shutil.copytree(PAGES, project / "seeds")
    return project


@pytest.mark.parametrize("address", ["", "https://example.org/sub/path/"])
def test_all_pages_come_out_as_mkdocs_makes_them(
    five_pages: Path, monkeypatch: pytest.MonkeyPatch, rendered: list[str], address: str
) -> None:
    project = five_pages
    monkeypatch.chdir(project)
    monkeypatch.setenv("SITE_URL", address)
    assert run(["convert"]) == 0
    settings = read_settings(project / "mkdocs.yml")
    for name in ("quick", "slow"):
        shutil.rmtree(project / name, ignore_errors=True)
    quick = build_site(settings, project / "quick", strict=True)
    assert len(rendered) > 100
    slow = build_site(settings, project / "slow", strict=True, slow=True)
    assert different(quick, slow) == []


def test_what_is_long_is_no_sample(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python-Markdown takes minutes for an article of half a million marks."""
    seed, real, read = project / "seeds" / "rain.txt", Page.render, list[str]()
    seed.write_text(RAIN.replace("运行平稳", "*" * 21_000), "utf-8")

    def render(self: Page, *given: Any) -> None:
        read.append(self.file.src_uri)
        real(self, *given)

    monkeypatch.setattr(Page, "render", render)
    monkeypatch.setattr(source_pages, "SAMPLE", 1)
    assert run(["build"]) == 0
    sources = project / "site_src"
    long = [name for name in read if len((sources / name).read_text("utf-8")) > 100_000]
    assert (long, len(read) > 5) == ([], True)
    assert max(path.stat().st_size for path in sources.glob("articles/*.md")) > 100_000


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = small_project_in(tmp_path_factory.mktemp("built") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SITE_URL", raising=False)
        patch.chdir(made)
        assert run(["build"]) == 0
    return made


@pytest.fixture
def built(built_once: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose site stands and needs nothing; each test leaves it so."""
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.chdir(built_once)
    assert last_build().said() is not None
    return built_once


def last_build() -> LastBuild:
    """Return what is known of the last build of the project that we stand in."""
    settings = read_settings(Path("mkdocs.yml"))
    return LastBuild(settings, settings.site.absolute(), "strict=False")


class TestNothingChanged:
    def test_nothing_is_done(self, project: Path, capsys: Capture) -> None:
        assert run(["build"]) == 0
        first = capsys.readouterr()
        before = times(project)
        assert run(["build"]) == 0
        second = capsys.readouterr()
        assert times(project) == before
        assert second.out == first.out
        assert (
            second.err
            == first.err.replace(f"{len(contents(project / 'site_src'))} files", "0 files")
            or "0 files written" in second.err
        )

    @pytest.mark.parametrize(
        "touch",
        [
            "seeds/rain.txt", "seeds/new.txt", "seeds/addresses.csv", "mkdocs.yml",
            "site_src/search.md", "site_src/assets/cite.js", "site_src/overrides/main.html",
            "site_src/overrides/hooks/lean_pages.py", "site_src/index.md", "site_src/.generated",
            "site_src/topics.yml", "site/index.html", "site/mine.txt",
        ],
    )  # fmt: skip
    def test_whatever_is_touched_has_it_looked_at(
        self, built: Path, monkeypatch: pytest.MonkeyPatch, touch: str
    ) -> None:
        path = built / touch
        new = not path.exists()
        path.touch()
        done: list[object] = []

        def note(*given: object) -> int:
            done.append(given)
            return 0

        monkeypatch.setattr("generator.cli.project_commands.build_anew", note)
        assert run(["build"]) == 0
        assert done
        if new:
            path.unlink()
        last = last_build()  # as if it had been looked at, and nothing had to be done
        last.begin()
        last.end(["nothing to do"])

    @pytest.mark.parametrize(
        "damage",
        [
            lambda path: path.unlink(),
            lambda path: path.write_bytes(path.read_bytes()[:20]),
            lambda path: path.write_text("[]"),
            lambda path: path.write_text('{"number": 1, "said": [2]}'),
            lambda path: path.write_bytes(b"\xff\x00"),
        ],
    )
    def test_a_damaged_record_is_not_believed(
        self, built: Path, damage: Callable[[Path], object]
    ) -> None:
        before = contents(built / "site")
        for path in (built / ".cache" / "builds").iterdir():
            damage(path)
        (built / "site" / "search" / "index.html").unlink()
        assert run(["build"]) == 0
        assert contents(built / "site") == before

    def test_another_environment_gives_another_site(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run(["build"]) == 0
        monkeypatch.setenv("SITE_URL", "https://example.org/")
        assert run(["build"]) == 0
        assert "example.org" in (project / "site" / "sitemap.xml").read_text("utf-8")

    def test_a_file_that_is_called_lock_is_looked_at_too(self, built: Path) -> None:
        """A hand-written page in a folder ``lock`` was passed over with the lock of the project."""
        page = built / "site_src" / "lock" / "about.md"
        page.parent.mkdir()
        page.touch()
        assert last_build().said() is None
        page.unlink()
        page.parent.rmdir()
        last = last_build()
        last.begin()
        last.end(["nothing to do"])

    def test_patterns_and_addresses_are_no_folders_of_the_machine(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The files of a machine's ``/articles`` were all asked for their times; Windows would
        have asked ``//host/of`` of the network."""
        asked: list[str] = []
        resolve = Path.resolve

        def note(self: Path, *, strict: bool = False) -> Path:
            asked.append(self.as_posix())
            return resolve(self, strict=strict)

        monkeypatch.setattr(Path, "resolve", note)
        config = project / "mkdocs.yml"
        added = "extra_css:\n- https://host/of/style.css\n- /named/style.css\n"
        config.write_text(config.read_text("utf-8") + added, "utf-8")
        last_build()._named()
        away = [name for name in asked if not name.startswith(project.as_posix())]
        assert "/named/style.css" in away
        assert not [name for name in away if name.startswith(("//", "/articles", "/overrides"))]

    @pytest.mark.parametrize("inherit", ["INHERIT: base.yml", "'INHERIT' : ./base.yml"])
    def test_what_a_file_names_that_settings_inherit_is_looked_at(
        self, built: Path, monkeypatch: pytest.MonkeyPatch, inherit: str
    ) -> None:
        config, base, hook = (built / name for name in ("mkdocs.yml", "base.yml", "hook.py"))
        own = config.read_text("utf-8")
        hook.touch()
        base.write_text(own + "\ncopyright: !ENV WHOSE\nextra_files: [hook.py]\n", "utf-8")
        config.write_text(f"{inherit}\n", "utf-8")
        last = last_build()
        last.begin()
        last.end(["nothing to do"])
        assert last_build().said() is not None
        monkeypatch.setenv("WHOSE", "us")
        assert last_build().said() is None
        monkeypatch.delenv("WHOSE")
        assert last_build().said() is not None
        hook.write_text("# changed", "utf-8")
        assert last_build().said() is None
        for path in (hook, base):
            path.unlink()
        config.write_text(own, "utf-8")
        last = last_build()
        last.begin()
        last.end(["nothing to do"])

    def test_a_failed_build_is_not_taken_for_done(self, project: Path, capsys: Capture) -> None:
        assert run(["build"]) == 0
        (project / "seeds" / "rain.yml").write_text("headline: 1\nnonsense: 2\n", "utf-8")
        for _ in range(2):
            assert run(["build"]) == 1
            assert "rain.yml" in capsys.readouterr().err


class TestOnlyWhatChanged:
    def test_one_word_touches_the_pages_that_have_it(
        self, project: Path, rendered: list[str]
    ) -> None:
        assert run(["build"]) == 0
        before, rendered[:] = times(project / "site"), []
        page = project / "seeds" / "rain.txt"
        page.write_text(RAIN.replace("运行平稳", "运行如常"), "utf-8")
        assert run(["build"]) == 0
        after = times(project / "site")
        assert 1 < len(rendered) < 12
        unmoved = [name for name in after if before.get(name) == after[name]]
        assert len(unmoved) > len(after) / 2
        assert different(project / "site", anew(read_settings(project / "mkdocs.yml"), "x")) == []

    def test_a_page_that_was_taken_out_of_the_site_comes_back(self, project: Path) -> None:
        assert run(["build"]) == 0
        whole = contents(project / "site")
        for name in ("regions/index.html", "tags/index.html", "llms.txt"):
            (project / "site" / name).unlink()
        (project / "seeds" / "rain.txt").touch()
        assert run(["build"]) == 0
        assert contents(project / "site") == whole

    def test_a_build_that_is_killed_as_files_trade_places_is_made_good(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run(["build"]) == 0
        page = project / "seeds" / "rain.txt"
        page.write_text(RAIN.replace("运行平稳", "运行如常"), "utf-8")

        class KilledError(BaseException):
            pass

        real, left = Path.replace, [1]

        def replace(self: Path, target: Path) -> Path:
            if "articles" in str(target) and "site_src" not in str(target):
                left[0] -= 1
                if left[0] < 0:
                    raise KilledError
            return real(self, target)

        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(KilledError):
            run(["build"])
        monkeypatch.setattr(Path, "replace", real)
        assert any(" " in digests for digests in (read_mark(project / "site") or {}).values())
        assert run(["build"]) == 0
        assert different(project / "site", anew(read_settings(project / "mkdocs.yml"), "x")) == []

    def test_edits_in_a_row(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long: bool
    ) -> None:
        project = project_in(tmp_path / "project")
        monkeypatch.chdir(project)
        seeds, lot = project / "seeds", random.Random(5)
        for number in range(3):
            (seeds / page_name(number)).write_text(short_page(number), "utf-8")
        settings = read_settings(project / "mkdocs.yml")
        assert run(["build"]) == 0
        for number, edit in enumerate(edits(seeds, lot, long=long), start=1):
            assert run(["build"]) == 0, edit
            if long or number % 2 == 0:
                assert different(project / "site", anew(settings, "x")) == [], edit
        slow = build_site(settings, project / "slow", slow=True)
        assert different(project / "site", slow) == []


def edits(seeds: Path, lot: random.Random, *, long: bool) -> Iterator[str]:
    """Make one change after another, of each kind one at least."""

    def pages() -> list[Path]:
        return sorted(seeds.glob("*.txt"))

    def add() -> None:
        number = next(n for n in range(99) if not (seeds / page_name(n)).exists())
        (seeds / page_name(number)).write_text(short_page(number), "utf-8")

    def change() -> None:
        page = lot.choice(pages())
        page.write_text(page.read_text("utf-8").replace("居民", "街坊").rstrip() + "渡口照常。\n")

    def rename() -> None:
        page = lot.choice(pages())
        page.rename(page.with_name(f"renamed-{page.name}"))

    def delete() -> None:
        lot.choice(pages()).unlink()

    def retitle() -> None:
        page = lot.choice(pages())
        blocks = page.read_text("utf-8").split("\n\n")
        blocks[1] = "柳湾村的新渡口用上了"
        page.write_text("\n\n".join(blocks), "utf-8")

    def correct() -> None:
        page = lot.choice(pages())
        page.with_suffix(".yml").write_text("publication: 青禾晚报\n", "utf-8")

    every = [add, change, rename, delete, retitle, correct]
    if long:
        every += [add, change, retitle, delete]
    lot.shuffle(every)
    for edit in every:
        edit()
        yield edit.__name__


class TestCompiledTemplates:
    SOURCE = "{% if a %}{{ a }}{% endif %}"

    @pytest.fixture
    def kept(self, tmp_path: Path) -> Path:
        """A file with a template that was compiled, of which this process knows nothing."""
        compiled_templates._compiled.clear()
        compiled_templates._asked.clear()
        assert self.rendered(tmp_path / "none") == "1"
        put_compiled_by(tmp_path / "templates.code")
        compiled_templates._compiled.clear()
        compiled_templates._asked.clear()
        return tmp_path / "templates.code"

    def rendered(self, kept: Path, **ways: Any) -> str:
        env = Environment(loader=DictLoader({"a.html": self.SOURCE}), **ways)
        keep_compiled(env, kept)
        return env.get_template("a.html").render(a=1)

    def test_they_are_kept_from_one_process_to_the_next(
        self, kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Environment, "compile", None)
            assert self.rendered(kept) == "1"
        before = kept.stat().st_mtime_ns
        put_compiled_by(kept)
        assert kept.stat().st_mtime_ns == before

    @pytest.mark.parametrize("cut", [0, 10, 40, -1])
    def test_a_damaged_file_is_not_believed(self, kept: Path, cut: int) -> None:
        whole = kept.read_bytes()
        kept.write_bytes(whole[:cut])
        assert self.rendered(kept) == "1"
        put_compiled_by(kept)
        assert kept.read_bytes()[16:] == whole[16:]

    def test_another_text_or_way_is_compiled(
        self, kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert self.rendered(kept, autoescape=True) == "1"
        monkeypatch.setattr(self.__class__, "SOURCE", "{{ a }}2")
        assert self.rendered(kept) == "12"


class TestTheSlowWay:
    """What MkDocs must do by itself it does, and a line says why."""

    def lines(self, caplog: pytest.LogCaptureFixture) -> str:
        return "\n".join(record.getMessage() for record in caplog.records)

    @pytest.fixture(autouse=True)
    def heard(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("INFO", "mkdocs.plugins.generator")

    def compare(self, project: Path) -> None:
        settings = read_settings(project / "mkdocs.yml")
        quick, slow = anew(settings, "quick"), build_site(settings, project / "slow", slow=True)
        assert different(quick, slow) == []

    def test_a_hook_that_may_want_every_page(
        self, project: Path, caplog: pytest.LogCaptureFixture, rendered: list[str]
    ) -> None:
        (project / "hook.py").write_text(
            "def on_page_content(html, **_):\n    return html.replace('水库', '湖泊')\n", "utf-8"
        )
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
            config.write("  - hook.py\n")
        assert run(["build"]) == 0
        assert "hook.py may want to see all" in self.lines(caplog)
        assert rendered == []
        assert any(
            "湖泊" in p.read_text("utf-8") for p in (project / "site/articles").rglob("*.html")
        )

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('{% extends "base.html" %}', '{% extends "base.html" %}{% block announce %}'
             "{{ page.meta.id }}{% endblock %}"),
            ("{% block site_nav %}", "{% block site_nav %}{{ page.meta.title | length }}"),
            ("{% block htmltitle %}", "{% block htmltitle %}"
             "{% if page.meta.title > '水' %}1{% endif %}"
             "{% for tag in page.meta.tags %}{{ tag }}{% endfor %}"),
            ("{% block htmltitle %}", '{% block htmltitle %}{{ "%s" % page.meta.title }}'),
        ],
    )  # fmt: skip
    def test_a_theme_that_changes_more_from_page_to_page(
        self, project: Path, caplog: pytest.LogCaptureFixture, old: str, new: str
    ) -> None:
        self.override(project, old, new)
        self.compare(project)
        assert "The theme cannot be used piece by piece" not in self.lines(caplog)

    def test_a_theme_that_lists_all_pages_on_each(
        self, project: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        old = '<meta charset="utf-8">'
        self.override(project, old, old + "{{ pages | length }}")
        self.compare(project)
        assert "The theme cannot be used piece by piece" in self.lines(caplog)

    def override(self, project: Path, old: str, new: str) -> None:
        template = project / "site_src" / "overrides" / "main.html"
        text = template.read_text("utf-8")
        assert old in text
        template.write_text(text.replace(old, new, 1), "utf-8")
        assert run(["convert"]) == 0

    def test_a_page_of_ours_with_a_dead_link_is_warned_of_at_each_build(
        self, project: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert run(["convert"]) == 0
        settings = read_settings(project / "mkdocs.yml")
        page = next((project / "site_src" / "articles").glob("*.md"))
        page.write_text(page.read_text("utf-8") + "\n[甲](nowhere.md)\n", "utf-8")
        caplog.set_level("WARNING", "mkdocs")
        for _ in range(2):
            caplog.clear()
            build_site(settings)
            assert "contains a link 'nowhere.md'" in self.lines(caplog)

    def test_links_of_people_to_our_pages_are_checked(
        self, project: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert run(["convert"]) == 0
        caplog.set_level("WARNING", "mkdocs")
        name = next((project / "site_src" / "articles").glob("*.md")).name
        text = (
            f"# 我们\n\n[甲](articles/{name}#p1) [乙](articles/{name}#nowhere) [丙](tags/no.md)\n"
        )
        (project / "site_src" / "about.md").write_text(text, "utf-8")
        settings = read_settings(project / "mkdocs.yml")
        told = []
        for slow in (False, True):
            caplog.clear()
            build_site(settings, project / "site", slow=slow)
            told.append(sorted(r.getMessage() for r in caplog.records if r.levelname == "WARNING"))
        assert told[0] == told[1]
        assert len(told[0]) == 2 + ("nav" in "".join(told[0]))


def test_a_headline_in_the_navigation_is_text(project: Path) -> None:
    """Material prints titles as HTML: those of our pages were elements of every page."""
    seed, config = project / "seeds" / "rain.txt", project / "mkdocs.yml"
    seed.write_text(RAIN.replace("全市水库", "<img src=x onerror=a()>水库", 1), "utf-8")
    (project / "site_src" / "mine.md").write_text("---\ntitle: <i>我们</i>\n---\n\n文字\n", "utf-8")
    assert run(["convert", "--quiet"]) == 0
    pages = (project / "site_src" / "articles").glob("*.md")
    name = next(p.name for p in pages if "title: <img" in p.read_text("utf-8"))
    added = f"nav:\n  - articles/{name}\n  - mine.md\n"
    config.write_text(config.read_text("utf-8").replace("nav:\n", added, 1), "utf-8")
    settings = read_settings(config)
    for slow in (False, True):
        site = build_site(settings, project / "site", slow=slow)
        home = (site / "index.html").read_text("utf-8")
        assert "&lt;img src=x onerror=a()&gt;水库安全度汛</a>" in home
        assert "<i>我们</i></a>" in home
        assert not [*filter(lambda page: "<img src=x" in page.read_text(), site.rglob("*.html"))]


def test_a_heading_that_stands_for_a_title_is_text(project: Path) -> None:
    """It comes as HTML from the table of contents, and was escaped once more."""
    seed, page = project / "seeds" / "rain.txt", project / "site_src" / "mine.md"
    seed.write_text(
        "要闻简报\n本报讯 [甲]&*乙*气象局启动值班，监测雨情。（王远）\n"
        "本报讯 东湖县气象局为茶农发布霜冻预警，短信覆盖八千户。（李岚 赵宁）\n"
        "本报讯 4月20日，石桥镇自动气象站建成，雨量数据十分钟一传。（周平）\n",
        "utf-8",
    )
    page.write_text("# 问 & *答* &lt;b>\n\n文字\n", "utf-8")
    assert run(["build", "--quiet"]) == 0
    found = (path.read_text("utf-8") for path in (project / "site").glob("*/**/index.html"))
    titles = {re.findall("<title>(.*) - ", text)[0] for text in found}
    assert titles >= {"问 &amp; 答 &lt;b&gt;", "（简讯：本报讯[甲]&amp;*乙*气象局启…）"}


def test_a_list_that_others_wrote_into_removes_nothing_elsewhere(
    project: Path, tmp_path: Path
) -> None:
    """Of a work tree that comes with a pull request, say, of ``gh-pages``."""
    assert run(["build", "--quiet"]) == 0
    site, mine = project / "site", tmp_path / "mine"
    mine.mkdir()
    for name in "abc":
        (mine / name).write_text("mine", "utf-8")
    (site / "linked").symlink_to(mine)
    (site / f"{MARK}.next").symlink_to(mine / "c")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_bytes(head := b"ref: refs/heads/main\n")
    with (site / MARK).open("a") as file:
        file.write(f"{hashlib.sha256(head).hexdigest()}  .git/HEAD\n")
        for name in ("../../mine/a", str(mine / "a"), "linked/b"):
            file.write(f"{'0' * 64}  {name}\n")
    (project / "seeds" / "rain.txt").write_text(RAIN.replace("水库", "水塘"), "utf-8")
    assert run(["build", "--quiet"]) == 0
    assert contents(mine) == dict.fromkeys("abc", b"mine")
    assert (site / ".git" / "HEAD").read_bytes() == head
    assert "水塘" in (site / "pages/rain/index.html").read_text("utf-8")
