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


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program and of its cases, compiled once for all recipes.

    What is compiled already holds in a copy too: files keep their times.
    """
    place = tmp_path_factory.mktemp("compiled")
    half_written = shutil.ignore_patterns("*.pyc.*")
    shutil.copytree(ROOT / "generator", place / "generator", ignore=half_written)
    large = shutil.ignore_patterns("__pycache__", "golden", "pages*", "scans", "editions")
    shutil.copytree(ROOT / "tests", place / "tests", ignore=large)
    shutil.copytree(ROOT / "docs", place / "docs")
    shutil.copy(ROOT / "pyproject.toml", place)
    run(place, "-m", "compileall", "-q", "generator")
    return place


@pytest.fixture
def copy(compiled: Path, tmp_path: Path) -> Path:
    """The same for one recipe; files keep their times, so what was compiled of them holds."""
    shutil.copytree(compiled, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(root: Path, *arguments: str, given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root, env={"PYTHONPATH": str(root), "PYTHONHASHSEED": "0", "PATH": ""}, input=given,
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


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


def outputs(root: Path, *commands: tuple[str, ...], given: str = "") -> list[str]:
    """Return what commands of a copy, and ``pytest``, print: one after the other in one process."""
    said: list[str] = json.loads(run(root, "-c", COMMANDS, json.dumps(commands), given=given))
    return said


def test_a_new_kind_of_fact(copy: Path) -> None:
    carry_out("A new kind of fact", copy)
    found, said = outputs(
        copy,
        ("describe", "--text", "-"),
        ("pytest", "-q", "-p", "no:cacheprovider", "tests/test_kinds.py"),
        given="便民热线开通\n\n市民可拨打12345热线反映问题。\n",
    )
    assert [hotline["number"] for hotline in json.loads(found)["hotlines"]] == ["12345"]
    assert "hotlines.md" not in said  # where a case fails, it is named
    assert "failed" not in said


def test_a_new_rule_of_lines(copy: Path) -> None:
    carry_out("A new rule of lines", copy)
    page = "天气预报：今天多云，18℃至25℃\n\n新村办食堂\n近日，新村办起了食堂，老人都说好。\n"
    (copy / "page.txt").write_text(page, "utf-8")
    records, explained, cases = outputs(
        copy,
        ("reconstruct", "--no-facts", "page.txt"),
        ("explain", "page.txt"),
        ("pytest", "-p", "no:cacheprovider", "tests/test_reconstruct.py", "-k", "furniture"),
    )
    rows = [json.loads(line) for line in records.splitlines()]
    assert [row.get("rule") for row in rows] == [None, "furniture/weather"]
    assert "weather forecast" in explained
    assert " passed" in cases


def test_a_new_form_of_file(copy: Path) -> None:
    carry_out("A new form of file", copy)
    (copy / "page.eml").write_bytes(
        "Subject: a\nContent-Type: text/plain; charset=utf-8\n\n"
        "新村办食堂\n近日，新村办起了食堂，老人都说好。\n".encode()
    )
    said = run(copy, "-m", "generator", "reconstruct", "--no-facts", "page.eml")
    assert json.loads(said)["title"] == "新村办食堂"


def test_a_new_kind_of_page(copy: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", copy)
    carry_out("A new kind of page on the site", copy)
    (copy / "site_src").mkdir()
    (copy / "seeds").mkdir()
    (copy / "seeds" / "a.txt").write_text("新村办食堂\n近日，新村办起了食堂。\n", "utf-8")
    run(copy, "-m", "generator", "convert", "--quiet")
    assert "1 个版面，1 篇文章" in (copy / "site_src" / "figures" / "index.md").read_text("utf-8")
