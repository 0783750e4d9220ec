"""Persons are published where a project asks for them, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import run
from generator.corpus.convert import convert
from generator.corpus.settings import read_settings
from generator.errors import GeneratorError
from tests.samples import CONFIG, make_project

_PAGE = (
    "青石镇修好便民桥\n\n4月17日，青石镇召开会议，部署修桥。湖南省民政厅厅长王长河到会讲话，"
    "青石镇党委书记陈望主持会议，村民李青山说，路修好了，桥也修好了，出门方便多了。\n"
)


def written(folder: Path, config: str = "") -> str:
    """Return the article of a project whose ``mkdocs.yml`` ends like this."""
    make_project(folder, bridge=_PAGE)
    (folder / "mkdocs.yml").write_text(CONFIG + config, "utf-8")
    convert(read_settings(folder / "mkdocs.yml"))
    (page,) = (folder / "site_src" / "articles").glob("*.md")
    return page.read_text("utf-8")


def test_nobody_is_listed_unless_the_project_asks_for_it(tmp_path: Path) -> None:
    assert "persons" not in written(tmp_path / "a")
    shown = written(tmp_path / "b", "extra:\n  persons: true\n")
    assert "persons:\n- 湖南省民政厅厅长王长河\n- 青石镇党委书记陈望\n" in shown
    assert "人物" in shown


def test_commands_follow_the_project_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_project(tmp_path / "p", bridge=_PAGE))
    assert run(["describe", "seeds"]) == 0
    assert "persons" not in json.loads(capsys.readouterr().out)["facts"]
    Path("mkdocs.yml").write_text(CONFIG + "extra:\n  persons: true\n", "utf-8")
    assert run(["describe", "seeds"]) == 0
    told = json.loads(capsys.readouterr().out)["facts"]["persons"]
    assert [person["name"] for person in told] == ["王长河", "陈望"]


def test_a_setting_that_is_neither_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match="“extra: persons” must be true"):
        written(tmp_path / "p", "extra:\n  persons: 是\n")
