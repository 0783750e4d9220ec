"""The recipes of CONTRIBUTING.md, carried out on a copy of the program."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

_BLOCK = re.compile(r"^```(python|diff|text) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def recipe(title: str) -> list[tuple[str, str, str]]:
    """Return the blocks of a recipe: form, file and text of each."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.partition(f"### {title}\n")[2].partition("\n### ")[0]
    assert section
    return _BLOCK.findall(section)


def changed(text: str, diff: str) -> str:
    """Return ``text`` with the lines of a block that begin with ``+``, less those with ``-``."""
    lines = diff.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in " -")
    new = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(old) == 1, f"not there once:\n{old}"
    return text.replace(old, new)


def carry_out(title: str, root: Path) -> None:
    for form, name, text in recipe(title):
        path = root / name
        if form == "diff":
            path.write_text(changed(path.read_text("utf-8"), text), "utf-8")
        else:
            assert not path.exists()
            path.write_text(text, "utf-8")


Said = dict[tuple[str, ...], str]
TITLES = (
    *("A new kind of fact", "A new rule of lines", "A new form of file"),
    "A new kind of page on the site",
)
STORY = "新村办食堂\n近日，新村办起了食堂，老人都说好。\n"
CALLED = "便民热线开通\n\n市民可拨打12345热线反映问题。\n"
FORECAST = f"天气预报：今天多云，18℃至25℃\n\n{STORY}"
MAIL = f"Subject: a\nContent-Type: text/plain; charset=utf-8\n\n{STORY}"
RUNS = (
    ("describe", "--text", "called.txt"),
    ("pytest", "-q", "-p", "no:cacheprovider", "tests/test_kinds.py", "-k", "not test_time"),
    ("reconstruct", "--no-facts", "page.txt"),
    ("explain", "page.txt"),
    ("pytest", "-p", "no:cacheprovider", "tests/test_reconstruct.py", "-k", "furniture"),
    ("reconstruct", "--no-facts", "page.eml"),
    ("convert", "--quiet"),
)
COMMANDS = """
import contextlib, io, json, pytest, sys
from generator.cli import run
said = []
for program, *options in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        if code := (pytest.main(options) if program == "pytest" else run([program, *options])):
            sys.exit(f"{options} ended with {code}: {out.getvalue()}")
    said.append(out.getvalue())
print(json.dumps(said))
"""


def copied(place: Path) -> Path:
    """Make a copy of the program and of its cases.

    What is compiled already holds in a copy too: files keep their times.
    """
    half_written = shutil.ignore_patterns("*.pyc.*")
    shutil.copytree(ROOT / "generator", place / "generator", ignore=half_written)
    large = shutil.ignore_patterns("__pycache__", "golden", "pages*", "scans", "editions")
    shutil.copytree(ROOT / "tests", place / "tests", ignore=large)
    shutil.copytree(ROOT / "docs", place / "docs")
    shutil.copy(ROOT / "pyproject.toml", place)
    shutil.copy(ROOT / "mkdocs.yml", place)
    return place


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which all recipes were carried out, one after the other, and a project."""
    place = copied(tmp_path_factory.mktemp("copy") / "program")
    for title in TITLES:
        carry_out(title, place)
    (place / "site_src").mkdir()
    (place / "seeds").mkdir()
    (place / "seeds" / "a.txt").write_text(STORY, "utf-8")
    (place / "called.txt").write_text(CALLED, "utf-8")
    (place / "page.txt").write_text(FORECAST, "utf-8")
    (place / "page.eml").write_bytes(MAIL.encode())
    return place


@pytest.fixture(scope="module")
def said(copy: Path) -> Said:
    """What commands of the copy, and ``pytest``, print: one after the other in one process."""
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps(RUNS)],
        cwd=copy, env={"PYTHONPATH": str(copy), "PYTHONHASHSEED": "0", "PATH": ""},
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(zip(RUNS, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("title", TITLES)
def test_each_is_carried_out_without_the_others(tmp_path: Path, title: str) -> None:
    carry_out(title, copied(tmp_path / "program"))


def test_a_new_kind_of_fact(said: Said) -> None:
    found, cases = (said[run] for run in RUNS[:2])
    assert [hotline["number"] for hotline in json.loads(found)["hotlines"]] == ["12345"]
    assert "hotlines.md" not in cases  # where a case fails, it is named
    assert "failed" not in cases


def test_a_new_rule_of_lines(said: Said) -> None:
    records, explained, cases = (said[run] for run in RUNS[2:5])
    rows = [json.loads(line) for line in records.splitlines()]
    assert [row.get("rule") for row in rows] == [None, "furniture/weather"]
    assert "weather forecast" in explained
    assert " passed" in cases


def test_a_new_form_of_file(said: Said) -> None:
    assert json.loads(said[RUNS[5]])["title"] == "新村办食堂"


@pytest.mark.usefixtures("said")
def test_a_new_kind_of_page(copy: Path) -> None:
    assert "1 个版面，1 篇文章" in (copy / "site_src" / "figures" / "index.md").read_text("utf-8")
