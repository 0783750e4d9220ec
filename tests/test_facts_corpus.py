"""The scorer of facts on any corpus."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.facts_corpus import is_exact, read_corpus, score_corpus
from benchmarks.facts_peers import PEERS
from benchmarks.facts_public import main

_LINES = (
    {"text": "昨天，两车相撞。", "issued": "2024-05-08", "dates": ["2024-05-07"], "class": "D"},
    {"text": "湖南省民政厅印发通知。", "regions": ["430000"], "issuers": ["湖南省民政厅"]},
    {"text": "民国初年，有茶行。", "dates": [["1912"], []]},
)


def test_each_kind_that_a_line_has_is_scored(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in _LINES), "utf-8")
    ours = {name: score for who, name, score in score_corpus(read_corpus(path)) if who == "ours"}
    assert set(ours) == {"dates", "dates, class D", "regions", "issuers"}
    assert str(ours["dates"]) == "exact 2/2  P 1.000  R 1.000"
    assert all(not score.wrong for score in ours.values())


def test_a_line_without_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"text": "甲"}\n{"title": "乙"}\n', "utf-8")
    with pytest.raises(ValueError, match=r"corpus\.jsonl:2"):
        read_corpus(path)


def test_the_traps_hold() -> None:
    """Invented sentences by class of error (docs/facts.md); what is known to fail must fail."""
    for line in read_corpus(Path(__file__).parent / "cases" / "traps.jsonl"):
        assert is_exact(line) is not line.get("known_failure", False), line


def test_a_library_that_is_not_installed_is_named_and_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "jionlp", None)
    missing: list[str] = []
    who = {peer for peer, _name, _score in score_corpus(_LINES, missing.append)}
    assert "jionlp" in missing
    assert "ours" in who


class _Jionlp:
    """What jionlp answers, for a text without it."""

    def __init__(self) -> None:
        self.ner = self

    def recognize_location(self, _text: str) -> dict[str, object]:
        return {"domestic": [[{"province": "浙江省", "city": "金华市", "county": "义乌市"}, 1]]}

    def extract_time(self, _text: str, time_base: float) -> list[dict[str, object]]:
        assert time_base > 0
        return [{"detail": {"time": ["2024-05-07 00:00:00", "2024-05-07 23:59:59"]}}]


def test_what_a_library_says_is_taken_in_its_favour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jionlp", _Jionlp())
    found = PEERS["jionlp"]({"text": "昨天，浙江义乌下雨。", "issued": "2024-05-08"})
    assert found == {"regions": {"330000", "330782"}, "dates": {"2024-05-07"}}


def test_words_that_a_corpus_marks_are_found_where_they_overlap() -> None:
    line = {
        "text": "昨天，湖南省民政厅、教育部在长沙开会。",
        "issued": "2024-05-08",
        "agencies_printed": ["民政厅", "教育部", "水利部"],
        "regions_printed": ["湖南省", "长沙"],
        "dates_printed": ["昨天"],
    }
    ours = {name: score for who, name, score in score_corpus([line]) if who == "ours"}
    assert str(ours["agencies_printed"]) == "exact 0/1  P 1.000  R 0.667"
    assert str(ours["dates_printed"]) == str(ours["regions_printed"])
    assert str(ours["dates_printed"]) == "exact 1/1  P 1.000  R 1.000"


def test_public_corpora_become_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {
        "text": "湖南省民政厅和市教育局的人说。",
        "label": {"government": {"湖南省民政厅": [[0, 5]], "市教育局": [[7, 10]]}},
    }
    (tmp_path / "dev.json").write_text(json.dumps(told), "utf-8")
    marks = ["湖 B-ORG", *(f"{c} I-ORG" for c in "南省民政厅"), "说 O", "", "好 O"]
    (tmp_path / "example.dev").write_text("\n".join(marks), "utf-8")
    report = (
        "<Body><ReportTime>2008-5-12</ReportTime><Content><Paragraph>"
        "<Time>昨天</Time> 地动。</Paragraph></Content></Body>"
    )
    (tmp_path / "a.xml").write_text(report, "utf-8")
    (tmp_path / "b.xml").write_text("<Body>", "utf-8")

    def lines(*arguments: str) -> list[dict[str, object]]:
        assert main(arguments) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    (sentence,) = lines("cluener", str(tmp_path / "dev.json"))
    assert sentence["agencies_printed"] == ["湖南省民政厅"]
    assert [line["agencies_printed"] for line in lines("pfr", str(tmp_path / "example.dev"))] == [
        ["湖南省民政厅"],
        [],
    ]
    assert lines("cec", str(tmp_path)) == [
        {"text": "昨天地动。", "dates_printed": ["昨天"], "issued": "2008-05-12"}
    ]
    assert main(["nobody"]) == 2
