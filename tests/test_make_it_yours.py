"""What docs/make-it-yours.md and README.md say under “Make it yours” works as it says."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from generator.cli import run
from generator.model.languages import LANGUAGES
from tests.conftest import PAGES, ROOT, copy_sources
from tests.make_it_yours import DOCUMENT, PICTURES, VIEWS, blocks, make_yours
from tests.warm_commands import run_mkdocs

NAME, SUBTITLE, FOOT = "白石河档案", "白石河一带的旧报文章。", "白石河文史馆编"
NEW = ROOT / "generator" / "corpus" / "data" / "new"
REPOSITORY = "https://github.com/example/baishi"
TOPICS = "topics:\n- id: own\n  name: 自定的主题\n  terms: {3: [民政]}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("new") / "archive"
    assert run(["new", "--quiet", str(project)]) == 0
    make_yours(project)
    config = str(project / "mkdocs.yml")
    assert run(["build", "--quiet", "--strict", "--config", config]) == 0
    return project / "site"


@pytest.fixture(scope="module")
def home(site: Path) -> str:
    return (site / "index.html").read_text("utf-8")


class TestNewProject:
    """A project of ``banmian new`` after all that the document says."""

    def test_name_subtitle_and_foot(self, site: Path, home: str) -> None:
        said = yaml.safe_load(blocks()["name"])
        assert f"<title>{said['site_name']}</title>" in home
        assert f"<p>{said['site_description']}</p>" in home
        assert f'content="{said["site_description"]}"' in home
        assert said["copyright"] in next((site / "articles").rglob("*.html")).read_text("utf-8")
        phones = json.loads((site / "assets" / "manifest.webmanifest").read_text("utf-8"))
        assert phones["name"] == said["site_name"]
        assert phones["description"] == said["site_description"]

    def test_logo(self, site: Path, home: str) -> None:
        assert '<img src="assets/logo.svg"' in home
        assert (site / "assets" / "logo.svg").is_file()

    def test_colours(self, site: Path, home: str) -> None:
        """The names that the document gives are those that the styles are made of."""
        assert (site / "assets" / "own.css").read_text("utf-8") == blocks()["colours"]
        assert home.index("assets/own.css") > home.index("assets/banmian.css")
        styles = (ROOT / "site_src" / "assets" / "banmian.css").read_text("utf-8")
        ours = dict(re.findall(r"(--bm-[a-z]+): (#[0-9a-f]{6});", styles.partition("@media")[0]))
        named = dict(re.findall(r"(--bm-[a-z]+): (#[0-9a-f]{6});", blocks()["colours"]))
        assert named.keys() == ours.keys()
        for language in LANGUAGES:
            shown = NEW / language / "own.css"
            light = shown.read_text("utf-8").partition("@media")[0]
            assert dict(re.findall(r"(--bm-[a-z]+): (#[0-9a-f]{6});", light)) == ours

    def test_the_colours_of_the_document_can_be_read(self) -> None:
        light = blocks()["colours"].partition("@media")[0]
        named = dict(re.findall(r"--bm-([a-z]+): (#[0-9a-f]{6});", light))
        for text in ("ink", "soft", "red"):
            for behind in ("paper", "wash"):
                assert contrast(named[text], named[behind]) >= 4.5, (text, behind)

    def test_own_pages_and_navigation(self, site: Path, home: str) -> None:
        assert (site / "about" / "index.html").is_file()
        wanted = [link for entry in yaml.safe_load(blocks()["pages"])["nav"] for link in entry]
        named = re.findall(
            r"<li[^>]*><a[^>]*>([^<]+)</a></li>",
            home.partition("bm-tabs")[2].partition("</nav>")[0],
        )
        assert named == wanted

    def test_mistakes_are_reported_to_the_repository(self, site: Path) -> None:
        address = yaml.safe_load(blocks()["repository"])["repo_url"]
        (page,) = (site / "pages").glob("*/index.html")
        assert f"{address}/issues/new" in page.read_text("utf-8")

    def test_topics(self, site: Path) -> None:
        own = [topic["id"] for topic in yaml.safe_load(blocks()["topics"])["topics"]]
        assert {path.parent.name for path in (site / "topics").glob("*/index.html")} >= {*own}
        assert not (site / "topics.yml").exists()

    def test_what_is_shown(self, site: Path) -> None:
        assert blocks()["shown"].count(": ") == 5  # extra's four, and a word of a comment
        assert list(site.rglob("*.webp")) == []

    def test_pictures_are_small_and_all_shown(self) -> None:
        text = DOCUMENT.read_text("utf-8")
        files = sorted(PICTURES.glob("*.png"))
        assert [path.stem for path in files] == sorted(VIEWS)
        assert all(f"](make-it-yours/{path.name})" in text for path in files)
        assert sum(path.stat().st_size for path in files) < 400_000


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.2."""

    def light(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project after all the edits of the table, built."""
    project = tmp_path_factory.mktemp("mine")
    (project / "seeds").mkdir()
    shutil.copy(min(PAGES.glob("*.txt")), project / "seeds")
    for name in ("generator", "site_src"):
        copy_sources(name, project / name)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    for key, value in (("name", NAME), ("description", SUBTITLE)):
        config = re.sub(rf"^site_{key}: .*$", f"site_{key}: {value}", config, flags=re.M)
    config = re.sub(r"^copyright: .*$", f"copyright: {FOOT}", config, flags=re.M)
    config = re.sub(r"^    logo: .*\n", "", config, flags=re.M)
    config = config.replace("  icon:\n", "  logo: assets/logo.png\n  icon:\n")
    config = config.replace("dates/index.md\n", "dates/index.md\n  - 关于: about.md\n", 1)
    (project / "mkdocs.yml").write_text(f"repo_url: {REPOSITORY}\n{config}", "utf-8")
    (project / "site_src" / "about.md").write_text("# 关于\n", "utf-8")
    (project / "site_src" / "topics.yml").write_text(TOPICS, "utf-8")
    (project / "site_src" / "assets" / "logo.png").write_bytes(b"\x89PNG")
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return project


def test_name_subtitle_footer_and_logo_are_on_the_pages(project: Path) -> None:
    home = (project / "site" / "index.html").read_text("utf-8")
    for text in (NAME, SUBTITLE, FOOT, '<img src="assets/logo.png"', f'href="{REPOSITORY}"'):
        assert text in home
    assert SUBTITLE in (project / "site" / "llms.txt").read_text("utf-8")


def test_mistakes_are_reported_to_the_repository(project: Path) -> None:
    printed = (project / "site" / "pages").rglob("index.html")
    assert any(f"{REPOSITORY}/issues/new" in page.read_text("utf-8") for page in printed)


def test_articles_are_filed_under_the_own_topics(project: Path) -> None:
    assert (project / "site" / "topics" / "own" / "index.html").is_file()
    assert not (project / "site" / "topics.yml").exists()


def test_a_page_of_ones_own_is_in_the_navigation(project: Path) -> None:
    assert (project / "site" / "about" / "index.html").is_file()
    assert 'href="about/"' in (project / "site" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_every_file_and_setting_of_the_table_is_there(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert "YOU/" not in text  # nobody can paste that
    table = re.search(r"## (?:Make it yours|改成自己的站)\n(.*?)\n## ", text, re.S)
    assert table is not None
    for path in re.findall(r"`((?:site_src|generator)/[\w./]+)`", table[1]):
        made_by_the_reader = path in ("site_src/topics.yml", "site_src/about.md")
        assert made_by_the_reader or (ROOT / path).exists(), path
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for key in ("site_name", "site_description", "copyright"):
        assert f"`{key}`" in table[1]
        assert f"\n{key}: " in settings
