"""Folders that other programs and people made are never built, converted or exported into."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.cli import run
from generator.corpus.export.export_target import DESCRIPTOR
from generator.corpus.files.manifest import MANIFEST, TITLE
from generator.corpus.files.owned_files import MARK
from tests.samples import RAIN, make_project, tree

Capture = pytest.CaptureFixture[str]

LAYOUTS: dict[str, dict[str, str]] = {
    "a home folder": {".bashrc": "", ".ssh/id_ed25519": "key", "Documents/thesis.doc": "x"},
    "a home folder that is new": {".bashrc": "", ".profile": ""},
    "keys alone": {".ssh/id_rsa": "key"},
    "a desktop": {"scan 1.jpg": "x", "新建文件夹/笔记.txt": "x"},
    "photographs": {"index.html": "x", "404.html": "x", "photos/1.jpg": "x"},
    "Hugo, made": {"index.html": "", "404.html": "", "sitemap.xml": "", "index.xml": ""},
    "Hugo, sources": {"hugo.toml": "", "content/a.md": "", "public/index.html": ""},
    "Jekyll, made": {"_site/index.html": "", "index.html": "", "feed.xml": ""},
    "Jekyll, sources": {"_config.yml": "", "_posts/2024-05-20-a.md": "", "CNAME": "a.org"},
    "Sphinx": {"index.html": "", ".buildinfo": "", "objects.inv": "", "_static/a.css": ""},
    "MkDocs of others": {
        "index.html": "", "404.html": "", "sitemap.xml.gz": "", "search/search_index.json": ""
    },
    "MkDocs, sources": {"mkdocs.yml": "site_name: x", "docs/index.md": "# x"},
    "Docusaurus": {"index.html": "", "404.html": "", "assets/js/main.js": "", "sitemap.xml": ""},
    "VitePress": {"index.html": "", "404.html": "", "hashmap.json": "{}"},
    "Next.js": {"index.html": "", "404.html": "", "_next/static/a.js": ""},
    "Hexo": {"index.html": "", "archives/index.html": "", "search.xml": ""},
    "Astro": {"index.html": "", "_astro/a.css": ""},
    "Quarto": {"index.html": "", "site_libs/a.js": "", "search.json": "[]"},
    "Rust's book": {"index.html": "", "404.html": "", ".nojekyll": "", "searchindex.js": ""},
    "a checkout of gh-pages": {
        ".git/HEAD": "ref: refs/heads/gh-pages", ".nojekyll": "", "index.html": "", "404.html": ""
    },
    "a work tree of Git": {".git": "gitdir: ../x", "README.md": "# x"},
    "a program in Python": {"pyproject.toml": "", "src/a.py": "", ".venv/pyvenv.cfg": ""},
    "a program in JavaScript": {"package.json": "{}", "node_modules/a/index.js": ""},
    "a server's web root": {"index.php": "", "wp-config.php": "", "wp-content/a.jpg": ""},
    "user directories": {"index.html": "", "cgi-bin/a.cgi": "", ".htaccess": ""},
    "a data package of others": {DESCRIPTOR: '{"name": "a", "resources": []}', "data.csv": ""},
    "a bag of an archive": {"bagit.txt": "", "manifest-sha256.txt": "", "data/1.tif": ""},
    "articles of somebody": {"articles/a.md": "", "index.md": "", "data/a.csv": ""},
    "another program's list": {MANIFEST: "thesis.doc\nindex.md\n", "thesis.doc": "x"},
    "another program's list alone": {MANIFEST: "a\n"},
    "a list of ours without a title": {MANIFEST: "index.md\nthesis.doc\n", "index.md": "x"},
    "a mark of others": {MARK: "x", "index.html": ""},
    "a mark that is a folder": {f"{MARK}/x": "", "index.html": ""},
    "nothing but a link": {"link": "-> ../outside"},
    "what a killed download left": {"site.zip.part": ""},
    "a disk": {"lost+found/#1": "", "System Volume Information/a": "", "$RECYCLE.BIN/a": ""},
}  # fmt: skip
"""Files by layout; what begins with an arrow is a link."""

COMMANDS = {
    "build": ["build", "--out", "web"],
    "convert": ["convert", "--out", "web"],
    "package": ["export", "--format", "datapackage", "--out", "web"],
    "file": ["export", "--format", "jsonl", "--out", "web"],
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_project(tmp_path / "project", rain=RAIN)
    (made / "outside").mkdir()
    (made / "outside" / "a.txt").write_text("mine", "utf-8")
    monkeypatch.chdir(made)
    return made


def lay(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text.startswith("-> "):
            path.symlink_to(text.removeprefix("-> "))
        else:
            path.write_text(text, "utf-8")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_they_are_refused_and_untouched(
    project: Path, capsys: Capture, layout: str, command: str
) -> None:
    if os.name == "nt" and layout in ("a disk", "nothing but a link"):
        pytest.skip("has no such names")
    lay(project / "web", LAYOUTS[layout])
    before, names = tree(project / "web"), sorted((project / "web").rglob("*"))
    assert run(COMMANDS[command]) == 1
    assert capsys.readouterr().err.count("web: ") >= 1
    assert tree(project / "web") == before
    assert sorted((project / "web").rglob("*")) == names
    assert tree(project / "outside").keys() == {"a.txt"}
    assert not [path for path in project.iterdir() if path.name.startswith(".web")]
    assert not (project / "site_src" / "index.md").exists()


@pytest.mark.parametrize("name", ["CNAME", "robots.txt", "google0123.html", "photos/1.jpg"])
def test_what_is_laid_into_converted_pages_stays(project: Path, name: str) -> None:
    assert run(COMMANDS["convert"]) == 0
    assert (project / "web" / MANIFEST).read_text("utf-8").startswith(f"{TITLE}\n")
    lay(project / "web", {name: "mine"})
    (project / "seeds" / "rain.txt").unlink()
    (project / "seeds" / "more.txt").write_text(RAIN.replace("水库", "堤坝"), "utf-8")
    assert run(COMMANDS["convert"]) == 0
    assert (project / "web" / name).read_text("utf-8") == "mine"
    assert not (project / "web" / "pages" / "rain.md").read_text("utf-8").count("水库")


def test_a_folder_that_an_earlier_version_converted_into_is_taken(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(COMMANDS["convert"]) == 0
    path = project / "web" / MANIFEST
    listed = path.read_text("utf-8").removeprefix(f"{TITLE}\n")
    path.write_text(listed, "utf-8")
    assert run(COMMANDS["convert"]) == 0
    assert path.read_text("utf-8").startswith(TITLE)
    for article in (project / "web" / "articles").glob("*.md"):
        article.write_text("# 别人的\n", "utf-8")
    path.write_text(listed, "utf-8")
    assert run(COMMANDS["convert"]) == 1
    assert "nothing that convert made" in capsys.readouterr().err


def test_the_list_of_an_earlier_version_is_known_where_the_project_has_its_pages(
    project: Path,
) -> None:
    assert run(["convert"]) == 0
    path = project / "site_src" / MANIFEST
    path.write_text(path.read_text("utf-8").removeprefix(f"{TITLE}\n"), "utf-8")
    (project / "seeds" / "rain.txt").rename(project / "seeds" / "new.txt")
    assert run(["convert"]) == 0
    assert path.read_text("utf-8").startswith(f"{TITLE}\n")
