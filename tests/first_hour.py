"""The first hour, walked: an empty environment, the wheel, and one's own three pages on a site.

    python3 noxfile.py -s first-hour

Nothing of this checkout is used but the wheel that is built of it; all else comes from the index
that ``pip install`` asks. That takes a minute, so it is a session of its own, and CI has it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import PAGES, ROOT

MOST_COMMANDS = 4
MOST_SECONDS = 180.0
"""From nothing installed to the site; on a machine that has nothing else to do."""
CLOSED = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "SITE_URL", "LC_ALL", "LC_MESSAGES"}
SHOWN = re.compile(r"Serving on (http://\S+)")


class Walk:
    """A newcomer's terminal."""

    def __init__(self, place: Path) -> None:
        self.place, self.typed = place, list[str]()
        self.environment = {k: v for k, v in os.environ.items() if k not in CLOSED}
        self.environment |= {"LANG": "C.UTF-8", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

    def open(self, environment: Path) -> None:
        """Work in a virtual environment from now on."""
        scripts = environment / ("Scripts" if os.name == "nt" else "bin")
        self.environment["PATH"] = f"{scripts}{os.pathsep}{self.environment['PATH']}"

    def type(self, command: str) -> subprocess.CompletedProcess[str]:
        self.typed.append(command)
        return self.run(*shlex.split(command))

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        program = shutil.which(words[0], path=self.environment["PATH"])
        assert program is not None, words
        return subprocess.run(
            [program, *words[1:]],
            cwd=self.place,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    built = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(built), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, f"no index of packages?\n{done.stderr[-600:]}"
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def walk(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """A terminal in an empty folder, with an environment that has nothing in it."""
    walk = Walk(tmp_path_factory.mktemp("newcomer"))
    subprocess.run([sys.executable, "-m", "venv", str(walk.place / "env")], check=True)
    walk.open(walk.place / "env")
    return walk


@pytest.fixture(scope="module")
def archive(walk: Walk, wheel: Path) -> tuple[Path, float]:
    """What the README's commands make, of three pages that were put in; and the seconds."""
    began = time.monotonic()
    lines = first_commands()
    for line in lines:
        if line.startswith("cd "):
            walk.typed.append(line)
            walk.place = walk.place / line.removeprefix("cd ")
            put_in_pages(walk.place / "seeds")
        elif line.startswith("banmian serve"):
            break  # which is walked below
        else:
            done = walk.type(line.replace("install banmian", f"install {shlex.quote(str(wheel))}"))
            assert done.returncode == 0, done.stderr
    done = walk.type("banmian build")
    assert done.returncode == 0, done.stderr
    return walk.place, time.monotonic() - began


def first_commands() -> list[str]:
    """Return the commands that the README leads with."""
    block = re.search(r"```console\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert block is not None
    return [line.partition("#")[0].strip() for line in block[1].splitlines()]


def put_in_pages(seeds: Path) -> None:
    """Put one's own pages in the place of the sample: texts of two, a PDF of one."""
    for path in seeds.glob("*.pdf"):
        path.rename(seeds / "2024-05-16-04.pdf")
    for path in sorted(PAGES.glob("*.txt"))[:2]:
        shutil.copy(path, seeds)


def test_the_readme_needs_no_more_commands() -> None:
    assert [line.split()[0] for line in first_commands()] == ["pip", "banmian", "cd", "banmian"]


def test_three_pages_are_a_site(archive: tuple[Path, float], walk: Walk) -> None:
    place, _ = archive
    site = place / "site"
    assert len([path for path in (site / "pages").iterdir() if path.is_dir()]) == 3
    titles = [path.read_text("utf-8") for path in (site / "articles").rglob("index.html")]
    for title in ("湖南召开全省社会组织专项工作", "东河石桥又能走人了"):
        assert any(f"<title>{title}" in text for text in titles)
    for name in ("search/index.html", "assets/search/engine.js", "about/index.html", "404.html"):
        assert (site / name).is_file(), name
    done = walk.run("banmian", "check")
    assert (done.returncode, done.stderr) == (0, "all is well\n"), done.stdout


def test_it_takes_few_commands_and_minutes(archive: tuple[Path, float], walk: Walk) -> None:
    _, seconds = archive
    assert len(walk.typed) <= MOST_COMMANDS, walk.typed
    print(f"from nothing to a site: {seconds:.0f} seconds")
    busy = os.name == "posix" and os.getloadavg()[0] > 2 * (os.cpu_count() or 1)
    assert busy or seconds <= MOST_SECONDS


def test_the_site_is_shown(archive: tuple[Path, float], walk: Walk) -> None:
    program = shutil.which("banmian", path=walk.environment["PATH"])
    assert program is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    serving = subprocess.Popen(
        [program, "serve", "-a", address],
        cwd=walk.place, env=walk.environment, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    with serving:
        assert serving.stderr is not None
        told = []
        for line in serving.stderr:
            told.append(line)
            if SHOWN.search(line):
                break
        try:
            assert SHOWN.search(told[-1]), "".join(told)
            with urllib.request.urlopen(f"http://{address}/") as home:
                assert "我的报库" in home.read().decode("utf-8")
        finally:
            serving.terminate()


def test_the_program_gets_newer_and_no_file_changes(
    archive: tuple[Path, float], walk: Walk, wheel: Path
) -> None:
    """Read in again, as if it were another version."""
    place, _ = archive
    own = ("mkdocs.yml", "requirements.txt", "seeds/*", "site_src/about.md", "site_src/assets/*")
    before = {path: path.read_bytes() for name in own for path in place.glob(name)}
    done = walk.run("pip", "install", "-q", "--no-deps", "--force-reinstall", str(wheel))
    assert done.returncode == 0, done.stderr
    (styles,) = place.parent.rglob("site-packages/generator/shipped/site_src/assets/banmian.css")
    with styles.open("a", encoding="utf-8") as file:
        file.write(".newer { color: red; }\n")
    assert walk.run("banmian", "build").returncode == 0
    assert ".newer {" in (place / "site" / "assets" / "banmian.css").read_text("utf-8")
    assert {path: path.read_bytes() for path in before} == before
