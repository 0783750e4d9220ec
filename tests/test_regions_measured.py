"""``benchmarks/facts.py``: what it counts, and the bars that regions are held to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.facts import Found, main, read_datelines, score_datelines, score_regions
from tests.describe_pages import article

FOLDER = Path(__file__).parent


def test_regions_of_cases_and_seeds_hold_the_bar() -> None:
    found = score_regions(FOLDER)
    assert found.right > 200
    assert found.precision >= 0.98, found.wrong
    assert found.recall >= 0.98, found.missing


def test_what_is_wrong_and_what_is_missing_are_told_apart() -> None:
    found = Found()
    found.add("a", ["110000 北京市", "310000 上海市"], ["310000 上海市", "? 1 2"])
    assert (found.right, found.wrong, found.missing) == (1, ["a: 110000 北京市"], ["a: ? 1 2"])
    assert (found.precision, found.recall) == (0.5, 0.5)
    assert (Found().precision, Found().recall) == (1.0, 1.0)


@pytest.fixture
def gold() -> dict[str, list[dict[str, Any]]]:
    return {
        "p.txt": [
            article("高原新村", "本报西宁3月2日电 （记者甲）近日，青海的新村建成。"),
            article("桥通了", "本报长沙 4 月 5 日电 近日，桥通车了。"),
            article("演出成功", "新华社开罗5月6日电 演出日前在开罗举行。"),
            article("公报发布", "本报北京5月6日电 水利部发布公报。"),
            article("没有电头", "湖南的桥。"),
        ]
    }


def test_datelines_are_cut_before_the_article_is_described(
    gold: dict[str, list[dict[str, Any]]],
) -> None:
    lines = list(read_datelines(gold))
    assert [d.place for d in lines] == ["西宁", "长沙", "开罗", "北京"]
    assert not any("电" in d.text for d in lines)
    assert [d.region for d in lines] == ["630000", "100000", "100000", "100000"]
    assert [d.names_it for d in lines] == [True, False, False, False]
    scores = score_datelines(lines)
    assert list(scores.values()) == [(1, 2), (1, 1), (0, 0), (1, 1), (1, 1)]


def test_the_command_prints_the_shares(
    gold: dict[str, list[dict[str, Any]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "gold.json"
    file.write_text(json.dumps(gold), encoding="utf-8")
    assert main(["datelines", str(file)]) == 0
    assert "1.000\t1/1\tprovince, where what is left names it" in capsys.readouterr().out
    assert main(["regions", str(FOLDER)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("P 1.0")
    assert main(["datelines", str(tmp_path / "none.json")]) == 2
    assert main(["regions", str(tmp_path)]) == 2
    assert "no cases" in capsys.readouterr().err
