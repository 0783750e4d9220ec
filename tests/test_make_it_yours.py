"""What README.md says under “Make it yours” works as it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PAGES, ROOT, copy_sources

NAME, SUBTITLE, FOOT = "白石河档案", "白石河一带的旧报文章。", "白石河文史馆编"
REPOSITORY = "https://github.com/example/baishi"
TOPICS = "topics:\n- id: own\n  name: 自定的主题\n  terms: {3: [民政]}\n"


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
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")
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
