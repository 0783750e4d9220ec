"""The first command a stranger runs: it must explain itself on any machine."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from generator.corpus.seeds.seed_forms import PICTURES

ROOT = Path(__file__).resolve().parent.parent
NOXFILE = ROOT / "noxfile.py"


@pytest.fixture
def noxfile(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The part of noxfile.py that runs before nox is there, with a stand-in for nox."""
    tree = ast.parse(NOXFILE.read_text("utf-8"))
    end = next(
        number
        for number, node in enumerate(tree.body)
        if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test)
    )
    tree.body = tree.body[:end]
    module = ModuleType("noxfile_before_nox")
    module.__file__ = str(NOXFILE)
    exec(compile(tree, str(NOXFILE), "exec"), module.__dict__)
    return module


def test_an_old_python_can_read_it() -> None:
    ast.parse(NOXFILE.read_text("utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_so(
    noxfile: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(noxfile.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as left:
        noxfile.main()
    assert left.value.code == 1
    assert "Python 3.11 is needed, and this is 3.9" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_that_cannot_make_environments_is_told_what_to_install(
    noxfile: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    missing: str,
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(noxfile, "BOOTSTRAP", tmp_path / "bootstrap")
    monkeypatch.setattr(
        noxfile.importlib.util, "find_spec", lambda name: None if name == missing else real(name)
    )
    with pytest.raises(SystemExit):
        noxfile.bootstrap()
    assert "sudo apt install python3-venv" in capsys.readouterr().err
    assert not (tmp_path / "bootstrap").exists()


def test_an_install_that_fails_is_told_and_tried_again_next_time(
    noxfile: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    calls: list[list[str]] = []

    def call(command: list[str]) -> int:
        calls.append(command)
        return 0 if "venv" in command else 1

    monkeypatch.setattr(noxfile, "BOOTSTRAP", tmp_path / "bootstrap")
    monkeypatch.setattr(noxfile.subprocess, "call", call)
    for _ in range(2):
        with pytest.raises(SystemExit):
            noxfile.bootstrap()
    assert len(calls) == 4
    assert "Is there a network?" in capsys.readouterr().err


def test_the_private_environment_gets_the_pinned_nox_once(
    noxfile: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[list[str]] = []
    folder = tmp_path / "bootstrap"

    def call(command: list[str]) -> int:
        calls.append(command)
        python = folder / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        return 0

    monkeypatch.setattr(noxfile, "BOOTSTRAP", folder)
    monkeypatch.setattr(noxfile.subprocess, "call", call)
    python = noxfile.bootstrap()
    assert noxfile.bootstrap() == python
    assert len(calls) == 2
    assert calls[1][-3:-1] == ["--require-hashes", "-r"]
    pins = Path(calls[1][-1]).read_text("utf-8")
    assert re.search(r"(?m)^nox==\S+ \\$", pins)
    assert re.search(r"(?m)^filelock==", pins)  # of virtualenv, which is of nox
    assert not re.search(r"(?m)^mkdocs==", pins)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot")
def test_nox_takes_the_place_of_what_was_called(
    noxfile: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever ends the process that they started ends nox, and not only its parent."""
    calls: list[list[str]] = []

    def become(_program: str, command: list[str], _environment: dict[str, str]) -> None:
        calls.append(command)
        raise SystemExit(0)

    monkeypatch.setattr(noxfile.os, "execve", become)
    monkeypatch.setattr(noxfile, "end_with_children", lambda: None)
    monkeypatch.setattr(noxfile, "bootstrap", lambda: Path("python-of-ours"))
    monkeypatch.setattr(noxfile.sys, "argv", ["noxfile.py", "-s", "serve"])
    with pytest.raises(SystemExit):
        noxfile.main()
    assert calls[0][1:3] == ["-m", "nox"]
    assert calls[0][-2:] == ["-s", "serve"]


def test_every_session_says_what_it_does() -> None:
    """nox lists a session with its docstring."""
    for node in ast.parse(NOXFILE.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and "nox.session" in ast.unparse(node):
            assert ast.get_docstring(node), node.name


def test_everything_that_sessions_install_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    extras = project["project"]["optional-dependencies"]
    optional = [d for own in (groups, extras) for some in own.values() for d in some]
    wanted = [*project["project"]["dependencies"], *optional]
    pinned = {
        line.partition("==")[0]
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    for requirement in (*wanted, *project["build-system"]["requires"]):
        if isinstance(requirement, str):
            assert re.split("[>=]", requirement)[0] in pinned


def test_all_that_is_pinned_has_its_hashes() -> None:
    """The two files name the same versions; what builds the wheel is one of them, exactly."""
    lock = re.compile(r"(?m)^([a-z0-9][\w.-]*==[^ \n]+(?: ; [^\\#\n]*[^\\#\n ])?)")
    plain, hashed = ((ROOT / name).read_text("utf-8") for name in ("constraints.txt", "hashes.txt"))
    assert lock.findall(plain) == lock.findall(hashed)
    blocks = re.findall(r"(?m)^[a-z0-9].*\n(?:    .*\n)*", hashed)
    assert len(blocks) == len(lock.findall(plain)) > 100
    assert all("--hash=sha256:" in block for block in blocks)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert all(f"{name} " in hashed for name in project["build-system"]["requires"])


@pytest.mark.parametrize("file", ["constraints.txt", "hashes.txt"])
def test_the_pins_name_no_index_and_no_machine(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert " @ " not in text


@pytest.mark.parametrize(
    ("name", "said", "wanted"),
    [
        ("a.txt", "", False),
        ("a.JPG", "", True),
        ("a.tiff", "", True),
        ("a.pdf", "", False),
        ("a.pdf", "true", True),
        ("a.png", "false", False),
    ],
)
def test_ocr_is_installed_for_scans(
    noxfile: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    said: str,
    wanted: bool,
) -> None:
    monkeypatch.setenv("OCR", said)
    (tmp_path / name).touch()
    assert noxfile.ocr_is_wanted(tmp_path) is wanted
    assert not noxfile.ocr_is_wanted(tmp_path / "none") or said == "true"


def test_what_ocr_may_say(
    noxfile: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OCR", "yes")
    with pytest.raises(SystemExit):
        noxfile.ocr_is_wanted()
    assert "OCR=yes: it is true or false" in capsys.readouterr().err


def test_scans_end_as_the_program_says(noxfile: ModuleType) -> None:
    assert {*noxfile.SCANS} == {form.value for form in PICTURES}
