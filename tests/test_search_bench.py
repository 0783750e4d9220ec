"""``benchmarks/search``: its queries, its truth, its tables; what it measures is no test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.search import queries
from benchmarks.search.__main__ import main
from benchmarks.search.corpus import GeneratedArticles
from benchmarks.search.queries import Query, Truth, drawn
from benchmarks.search.scores import scored
from generator.publish import Searched

ARTICLES = GeneratedArticles(40, length=800)


def article(name: str, *parts: str) -> Searched:
    return Searched(id=name, title="", body=tuple(("p1", part) for part in parts))


def test_every_class_is_drawn_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "WORDS", 2000)
    found = drawn(ARTICLES, 2)
    assert found == drawn(ARTICLES, 2)
    assert len({query.text for query in found}) == len(found)
    assert len({query.kind for query in found}) == 21
    truth = Truth(ARTICLES)
    assert [query for query in found if not truth.of(query)] == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("养老 服务", [0, 1]),
        ("养老服务", [0]),
        ("養老服務", [0]),
        ("老服 务", [0]),
        ("１２．５％", [1]),
        ("服务养老", []),  # one part ends, the next begins
    ],
)
def test_truth_is_what_stands_there(text: str, numbers: list[int]) -> None:
    truth = Truth([article("a", "养老服务"), article("b", "服务", "养老12.5%")])
    assert truth.of(Query("", text)) == numbers


def test_what_is_missed_and_what_is_too_much() -> None:
    assert scored({1, 2, 3, 4}, {1, 5}) == {"recall": 0.5, "precision": 0.25}
    assert scored(set(), set()) == {"recall": 1.0, "precision": 1.0}


def test_writing_is_measured_and_put_into_a_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, figures = tmp_path / "search.md", tmp_path / "figures.json"
    document.write_text("before\n\n<!-- figures -->\nold\n<!-- /figures -->\n")
    arguments = ["--index-only", "--articles", "5,10", "--json", str(figures)]
    for _ in range(2):
        assert main([*arguments, "--update", str(document)]) == 0
    text = document.read_text("utf-8")
    assert text.startswith("before\n")
    assert text.count("| articles |") == 1
    assert "old" not in text
    written = json.loads(figures.read_text("utf-8"))["index"]
    assert [one["articles"] for one in written] == [5, 10]
    assert all(one["files"] == 1 and one["bytes"] == one["biggest"] for one in written)
    assert written[1]["bytes"] > written[0]["bytes"]
    assert "articles" in capsys.readouterr().out


def test_a_document_that_is_missing_is_made_beside(tmp_path: Path) -> None:
    missing = tmp_path / "search.md"
    assert main(["--index-only", "--articles", "5", "--update", str(missing)]) == 0
    assert "| articles |" in (tmp_path / "search-figures.md").read_text("utf-8")
    assert not missing.exists()


def test_a_peer_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--peers", "lucene"])
    assert "lucene" in capsys.readouterr().err
