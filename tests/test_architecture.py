"""Who may import whom, and who may touch files (STYLE section 1): read from the code itself."""

from __future__ import annotations

import ast
import importlib
import runpy
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "generator"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "data")
"""Scripts in a data folder made the tables beside them; the program never runs them."""

TRAINING = sorted((PACKAGE.parent / "training").rglob("*.py"))
"""What makes ``generator/scores/*.json.gz``; it stays in the checkout."""

FLOORS = {
    "engines": 0, "errors": 0, "processes": 0, "progress": 0, "text": 0,
    "model": 1, "scores": 1,
    "geometry": 2, "reconstruct": 2, "describe": 2, "readers": 2,
    "publish": 3, "editing": 3,
    "corpus": 4,
    "cli": 5, "mkdocs_hook": 5, "preview": 5, "terminal": 5, "__main__": 5, "__init__": 5,
}  # fmt: skip
"""The room that each module belongs to, and its floor."""

PURE = (
    "errors", "text", "model", "scores", "readers", "geometry", "reconstruct", "describe",
    "publish", "editing",
)  # fmt: skip
"""Rooms that know no files of the user's, no clock, no chance and no log."""

ALLOWED_BELOW = {2: (0, 1), 3: (0, 1)}
"""Floors that may not import everything below them: publish knows articles, not how they came."""

BESIDE = {"reconstruct": "geometry"}
"""A room of the same floor that one may import: pages with geometry are read by it, and it knows
nothing of those that it is read for."""

IMPURE_MODULES = {
    "glob", "logging", "multiprocessing", "os", "random", "secrets", "shutil", "socket",
    "subprocess", "sys", "tempfile", "threading", "time", "urllib.request", "uuid",
}  # fmt: skip
WRITING = {
    "write_text", "write_bytes", "mkdir", "unlink", "rmdir", "rmtree", "rename", "touch",
    "symlink_to", "mkstemp", "mkdtemp", "NamedTemporaryFile", "copyfile", "copytree", "chmod",
}  # fmt: skip
CLOCK = {"now", "today", "utcnow", "fromtimestamp"}


def room_of(dotted: str) -> str:
    """Return the first part of a module's name below ``generator``."""
    return dotted.split(".")[1] if "." in dotted else "__init__"


def dotted_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the code of a module, parsed once for all that is asked of it."""
    return ast.parse(path.read_text("utf-8"))


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """Return the dotted name of everything a module imports, wherever in it."""
    names: list[str] = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            names.append(node.module)
            if node.module == "generator":
                names += (f"generator.{alias.name}" for alias in node.names)
    return tuple(names)


def own_imports() -> list[tuple[str, str]]:
    """Return each module of ours with each of ours that it imports."""
    return [
        (dotted_name(path), name)
        for path in MODULES
        for name in imports_of(path)
        if name.startswith("generator")
    ]


def may_import(room: str, other: str) -> bool:
    floor = FLOORS[room]
    if other in (room, BESIDE.get(room)):
        return True
    if floor == 5 and (other in FLOORS or other == "__version__"):
        return True
    return FLOORS.get(other) in ALLOWED_BELOW.get(floor, tuple(range(floor)))


def test_every_room_has_its_floor() -> None:
    assert {room_of(dotted_name(path)) for path in MODULES} <= set(FLOORS)


def test_imports_only_from_floors_below() -> None:
    assert [
        f"{module} imports {name}"
        for module, name in own_imports()
        if not may_import(room_of(module), room_of(name))
    ] == []


def test_packages_of_a_room_stand_above_one_another() -> None:
    """No two import each other, nor by way of a third: there is one from which to begin."""
    below: dict[str, set[str]] = {}
    for names in own_imports():
        above, under = (".".join(name.split(".")[1:3]) for name in names)
        if above != under and all((PACKAGE / p.replace(".", "/")).is_dir() for p in (above, under)):
            below.setdefault(above, set()).add(under)
    below = {a: {b for b in names if "." in b} for a, names in below.items() if "." in a}
    assert len(list(TopologicalSorter(below).static_order())) > 15


def test_no_module_is_longer_than_a_reader_s_patience() -> None:
    lengths = {dotted_name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > 300} == {}


def test_no_room_is_a_long_row_of_doors() -> None:
    """Who looks for a module reads the names of one folder."""
    folders = Counter(path.parent for path in MODULES)
    assert {folder.name: doors for folder, doors in folders.items() if doors > 22} == {}


def test_what_makes_the_scores_is_no_part_of_the_program() -> None:
    """Whoever installs the package has neither ``training`` nor what it needs."""
    beside = {"training", "benchmarks", "tests", "lightgbm"}
    assert [
        f"{path} imports {name}"
        for path in MODULES
        for name in imports_of(path)
        if name.split(".")[0] in beside
    ] == []


@pytest.mark.parametrize("path", TRAINING, ids=lambda path: path.stem)
def test_training_knows_the_text_of_a_page_and_no_site(path: Path) -> None:
    rooms = {room_of(name) for name in imports_of(path) if name.startswith("generator.")}
    allowed = {"errors", "text", "model", "scores", "reconstruct", "geometry", "readers"}
    if path.stem == "confidence":
        allowed.add("publish")  # articles are judged as they are given out
    if path.stem in ("fields", "field_words"):
        allowed.add("describe")  # words are counted as they are found
    assert rooms <= allowed


def test_the_rule_would_notice(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text("def f():\n    from generator.publish import x\nimport generator.cli\n")
    assert imports_of(path) == ("generator.cli", "generator.publish")
    assert not may_import("describe", "publish")
    assert not may_import("publish", "corpus")
    assert may_import("reconstruct", "geometry")
    path = tmp_path / "impure.py"
    path.write_text("import logging\nopen('x').write_text(date.today())\n")
    assert len(list(impurities(path))) == 4


def impurities(path: Path) -> Iterator[str]:
    """Yield what a stage may not know: files, clocks, chance, logs."""
    yield from (f"{path}: {name}" for name in set(imports_of(path)) & IMPURE_MODULES)
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and node.attr in WRITING | CLOCK:
            yield f"{path}:{node.lineno}: .{node.attr}"
        if isinstance(node, ast.Name) and node.id in ("open", "print", "input"):
            yield f"{path}:{node.lineno}: {node.id}"


def test_stages_know_no_files_clock_chance_or_log() -> None:
    pure = [path for path in MODULES if room_of(dotted_name(path)) in PURE]
    assert [found for path in pure for found in impurities(path)] == []


def test_no_product_of_tables_gives_a_false_alarm() -> None:
    """OpenBLAS computes with what lies beside a table, too, and numpy warns of that now and then
    (numpy #24067): where a user's warnings are errors, pages would fail by chance."""
    products, quiet = 0, 0
    for path in MODULES:
        for made in ast.walk(tree_of(path)):
            if isinstance(made, ast.FunctionDef):
                found = [each for each in ast.walk(made) if isinstance(each, ast.MatMult)]
                told = [ast.unparse(decorator) for decorator in made.decorator_list]
                products += len(found)
                quiet += len(found) if "np.errstate(invalid='ignore')" in told else 0
    assert 0 < products == quiet


def test_public_names_are_listed_and_explained() -> None:
    for path in MODULES:
        if path.name == "__main__.py":
            continue
        module = importlib.import_module(dotted_name(path))
        assert (module.__doc__ or "").strip(), path
        for name in getattr(module, "__all__", ()):
            item = getattr(module, name)
            if callable(item) and getattr(item, "__module__", "").startswith("generator"):
                assert item.__doc__, f"{path}: {name}"


def test_records_are_frozen() -> None:
    """Only what is named here changes after it is made, and what stays inside its module."""
    mutable = {
        *("Addresses", "ArticleDraft", "Asker", "BriefColumns", "Corpus", "Desk"),
        *("EditableArticle", "EditedPages", "Frames", "GoalReader", "KnownPages", "LastBuild"),
        *("Links", "Moment", "NewSite", "OurFiles", "Output", "Patience", "Permalinks"),
        *("PieceSetter", "PutAway", "Signs", "SiteState", "Tape", "WrittenBefore", "ZipWriter"),
    }
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.ClassDef) or node.name in mutable:
                continue
            if node.name.startswith("_"):
                continue
            for decorator in node.decorator_list:
                text = ast.unparse(decorator)
                if text.startswith("dataclass"):
                    assert "frozen=True" in text, f"{path}: {node.name}"
                    assert "slots=True" in text, f"{path}: {node.name}"


def test_the_library_offers_its_names() -> None:
    package = importlib.import_module("generator")
    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = package.nothing_like_it


def test_no_test_depends_on_the_pages_of_the_user() -> None:
    """Whoever puts pages of their own into ``seeds/`` has tests that pass all the same."""
    root = PACKAGE.parent
    files = [*(root / "tests").glob("*.py"), *(root / "benchmarks").glob("*.py")]
    assert [path.name for path in files if 'ROOT / "' + "seeds" in path.read_text("utf-8")] == []


def test_pages_are_read_without_what_only_the_site_needs() -> None:
    """Neither do commands that only read import a lock."""
    code = (
        "import generator.cli.project_commands, sys; assert 'filelock' not in sys.modules;"
        "sys.modules['mkdocs'] = sys.modules['jieba'] = None;"
        "sys.argv = ['generator', 'reconstruct', 'tests/pages/001_660702b1c21d8ba8.txt'];"
        "import runpy; runpy.run_module('generator', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b"\n") == 4


def test_the_picture_shows_the_rooms_as_they_are() -> None:
    """``python docs/draw_architecture.py`` draws it anew."""
    drawing = runpy.run_path(str(PACKAGE.parent / "docs" / "draw_architecture.py"))
    assert drawing["draw"](tree_of) == drawing["SVG"].read_text("utf-8")
