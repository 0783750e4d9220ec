"""``benchmarks/accuracy.py`` as it is used: what it prints, and its exit codes."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from benchmarks import floors
from benchmarks.accuracy import ROOT, build_parser, main
from benchmarks.report import update_document
from benchmarks.sets import SetError
from benchmarks.tables import COLUMNS
from tests.samples import RAIN, ROADS

QUICK = "--no-baselines"


@pytest.fixture
def pages(tmp_path: Path) -> tuple[str, str]:
    """Two pages and their gold, one article of it wrong on purpose."""
    (tmp_path / "pages").mkdir()
    gold: dict[str, list[dict[str, Any]]] = {}
    for name, text in (("rain.txt", RAIN), ("roads.txt", ROADS)):
        (tmp_path / "pages" / name).write_text(text, encoding="utf-8")
        title, *body, credit = [part.replace("\n", "") for part in text.strip().split("\n\n")]
        body_parts = [["p", part] for part in body]
        gold[name] = [{"title": title, "body": body_parts, "credit": credit}]
    gold["roads.txt"][0]["title"] = "另一个标题"
    (tmp_path / "gold.json").write_text(json.dumps(gold), "utf-8")
    layout = {"rain.txt": {"tool": "a"}, "roads.txt": {"tool": "b"}}
    (tmp_path / "layout.json").write_text(json.dumps(layout), "utf-8")
    return str(tmp_path / "gold.json"), str(tmp_path / "pages")


def result(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    main([*arguments, "--json", "-"])
    (line,) = capsys.readouterr().out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_without_arguments_our_pages_are_perfect(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert "file order" in shown
    assert "TextTiling" in shown
    assert "fault" not in shown


def test_figures_are_in_the_json(
    pages: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = result(capsys, *pages, "--by", "tool")
    assert (found["right"], found["title"], found["perfect"]) == (1, 0.5, 0.5)
    assert found["by"]["tool"]["a"]["title"] == 1
    assert found["by"]["tool"]["b"]["title"] == 0
    assert found["faults"] == {"title/foreign": 1}
    assert set(found["baselines"]) == {"file order", "TextTiling"}
    assert found == result(capsys, *pages, "--by", "tool")


def test_the_hash_is_that_of_gold_and_pages(
    pages: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = result(capsys, *pages, QUICK)["set"]["sha256"]
    (Path(pages[1]) / "rain.txt").write_text(RAIN + "\n多了一行\n", encoding="utf-8")
    assert result(capsys, *pages, QUICK)["set"]["sha256"] != before


def test_faults_are_told(pages: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    main([*pages, QUICK, "--verbose"])
    assert "roads.txt\ttitle/foreign\t另一个标题: 农村公路改造年底通车" in capsys.readouterr().out


class TestFloors:
    @pytest.fixture(autouse=True)
    def file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        path = tmp_path / "floors.json"
        monkeypatch.setattr(floors, "FLOORS", path)
        return path

    def test_a_figure_below_its_floor_fails(
        self, pages: tuple[str, str], file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([*pages, QUICK, "--raise-floors"]) == 0
        assert main([*pages, QUICK]) == 0
        kept = json.loads(file.read_text("utf-8"))
        (name,) = kept
        kept[name]["floors"]["title"] = 0.75
        file.write_text(json.dumps(kept), "utf-8")
        assert main([*pages, QUICK]) == 1
        assert f"{name}: title 0.5 is below 0.75" in capsys.readouterr().err

    def test_floors_only_rise(self, pages: tuple[str, str], file: Path) -> None:
        main([*pages, QUICK, "--raise-floors"])
        kept = json.loads(file.read_text("utf-8"))
        (entry,) = kept.values()
        entry["floors"] |= {"title": 0.75, "right": 0.25}
        file.write_text(json.dumps(kept), "utf-8")
        main([*pages, QUICK, "--raise-floors"])
        (entry,) = json.loads(file.read_text("utf-8")).values()
        assert (entry["floors"]["title"], entry["floors"]["right"]) == (0.75, 1)

    def test_other_pages_are_not_held_against_them(
        self, pages: tuple[str, str], file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main([*pages, QUICK, "--raise-floors"])
        (name,) = json.loads(file.read_text("utf-8"))
        other = {name: {"sha256": "0", "floors": {"title": 1.0}}}
        file.write_text(json.dumps(other), "utf-8")
        assert main([*pages, QUICK]) == 0
        assert f"floors called {name} are of other pages" in capsys.readouterr().err
        assert main([*pages, QUICK, "--floors", name]) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["{gold}"], "name a gold file and the folder"),
        (["missing.json", "{pages}"], "missing.json: cannot be read"),
        (["{gold}", "missing"], "missing: no such folder"),
        (
            ["{gold}", "{pages}", "--by", "order"],
            "no page has the key 'order'; the layout has tool",
        ),
        (["{gold}", "{pages}", "--floors", "none"], "no floors called 'none'"),
        (["{pages}/rain.txt", "{pages}"], "not JSON"),
        (["{gold}", "{pages}", "--update", "{pages}/rain.txt"], "has no lines <!--"),
        (["{gold}", "{pages}", "--json", "{pages}"], "Is a directory"),
        (["--reprinted", "0"], "at least 1"),
        (["{gold}", "{pages}", "--reprinted", "1"], "name a gold file"),
    ],
)
def test_wrong_usage_is_told(
    pages: tuple[str, str], capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    filled = [argument.format(gold=pages[0], pages=pages[1]) for argument in arguments]
    try:
        code = main([*filled, QUICK])
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    assert code == 2
    assert says in capsys.readouterr().err


def test_gold_of_another_form_is_named(
    pages: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for article in ({"title": "无正文"}, {"body": ["一段"]}, {"body": [["p"]]}, "文章"):
        Path(pages[0]).write_text(json.dumps({"rain.txt": [article]}), "utf-8")
        assert main([*pages]) == 2
        assert "rain.txt: not a list of articles" in capsys.readouterr().err


def test_a_page_that_the_gold_names_must_be_there(
    pages: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    (Path(pages[1]) / "rain.txt").unlink()
    assert main([*pages]) == 2
    assert "rain.txt: cannot be read" in capsys.readouterr().err


def test_a_part_of_a_file_is_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(f"{RAIN}\f{ROADS}", encoding="utf-8")
    gold = {"a.txt#2": [{"title": "农村公路改造年底通车", "body": []}]}
    (tmp_path / "gold.json").write_text(json.dumps(gold), "utf-8")
    found = result(capsys, str(tmp_path / "gold.json"), str(tmp_path), QUICK)
    assert found["conservation"] == 1


def test_tables_stand_between_their_markers(tmp_path: Path) -> None:
    path = tmp_path / "accuracy.md"
    path.write_text("前\n<!-- a -->\nold\n<!-- /a -->\n后\n", encoding="utf-8")
    update_document(path, "a", "| x |")
    assert path.read_text("utf-8") == "前\n<!-- a -->\n\n| x |\n\n<!-- /a -->\n后\n"
    with pytest.raises(SetError, match="has no lines"):
        update_document(path, "b", "| x |")


class TestDocument:
    TEXT = (ROOT / "docs" / "accuracy.md").read_text("utf-8")

    def test_its_commands_can_be_run(self) -> None:
        for block in re.findall(r"```console\n(.*?)```", self.TEXT, re.DOTALL):
            for line in block.splitlines():
                words = shlex.split(line, comments=True)
                assert words[0] == "python"
                assert (ROOT / words[1]).is_file()
                if words[1].endswith("accuracy.py"):
                    build_parser().parse_args(words[2:])

    def test_its_links_lead_somewhere(self) -> None:
        for target in re.findall(r"\]\(([^)]+)\)", self.TEXT):
            file, _, heading = target.partition("#")
            path = ROOT / "docs" / file
            assert target.startswith("https://") or path.exists(), target
            if heading:
                headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.M)
                assert heading in [h.lower().replace(" ", "-") for h in headings], target

    def test_its_gold_can_be_scored(self, tmp_path: Path) -> None:
        (example,) = re.findall(r"```json\n(.*?)```", self.TEXT, re.DOTALL)
        gold = json.loads(example)
        for name in gold:
            (tmp_path / name).write_text(RAIN, encoding="utf-8")
        (tmp_path / "gold.json").write_text(example, "utf-8")
        assert main([str(tmp_path / "gold.json"), str(tmp_path), QUICK]) == 0

    def test_it_explains_every_figure_and_shows_every_set(self) -> None:
        figures = "".join(line for line in self.TEXT.splitlines(True) if line.startswith("| "))
        assert [column for column in COLUMNS if not re.search(rf"\b{column}\b", figures)] == []
        for name in floors.read_floors():
            assert f"<!-- {name} -->" in self.TEXT

    def test_the_figures_of_our_pages_are_those_measured_now(self, tmp_path: Path) -> None:
        """All but the tenths of confidence that articles fall into: every training moves some."""
        copy = tmp_path / "accuracy.md"
        copy.write_text(self.TEXT, encoding="utf-8")
        assert main(["--update", str(copy)]) == 0
        tenth = re.compile(r"^\| \d\.\d–\d\.\d \|.*\n", re.MULTILINE)
        assert tenth.sub("", copy.read_text("utf-8")) == tenth.sub("", self.TEXT)


def test_every_kept_floor_is_one_of_the_figures() -> None:
    for entry in floors.read_floors().values():
        assert set(entry["floors"]) == set(COLUMNS)
