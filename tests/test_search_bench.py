"""``benchmarks/search``: its queries, its truth, its tables; what it measures is no test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from benchmarks.search import plain, queries
from benchmarks.search.__main__ import main
from benchmarks.search.corpus import GeneratedArticles
from benchmarks.search.queries import Query, Truth, drawn
from benchmarks.search.report import class_rows, search_rows
from benchmarks.search.scores import scored
from benchmarks.search.sites import REPORT, Sent, Server, serve
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


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Server]:
    page = tmp_path / plain.PAGE.strip("/") / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<body>正文</body></html>", "utf-8")
    with serve(tmp_path) as server:
        yield server


def read(address: str) -> str:
    with urlopen(address) as answer:
        text: str = answer.read().decode()
    return text


def test_a_script_stands_in_the_page_as_sent_and_in_no_file(site: Server) -> None:
    page = site.folder / plain.PAGE.strip("/") / "index.html"
    before = page.read_text("utf-8")
    site.scripts = {plain.PAGE: "ask('一')"}
    site.pages = {"/start.html": "开始"}
    assert read(f"{site.address}start.html") == "开始"
    sent = read(f"{site.address}{plain.PAGE[1:]}?q=1")
    assert sent == "<body>正文<script>ask('一')</script></body></html>"
    assert page.read_text("utf-8") == before
    # What was put there for measuring is not counted among the bytes.
    assert site.taken() == [Sent(plain.PAGE[1:], page.stat().st_size)]


def test_a_page_reports_to_its_server(site: Server) -> None:
    read(f"{site.address}{REPORT[1:]}?{quote('[1.5, 2]')}")
    assert site.reports.get(timeout=10) == [1.5, 2]
    assert site.taken() == []


@pytest.mark.parametrize(
    ("command", "patience", "reported", "fault"),
    [
        ("exit 0", 60, [], "ended without"),
        ("exec sleep 600", 0, [], "no report"),
        ("exec sleep 600", 60, ["数据没有读全"], "数据没有读全"),
    ],
)
def test_a_browser_that_reports_no_times_is_told_with_the_query(
    site: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    patience: int,
    reported: list[str],
    fault: str,
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\n{command}\n")
    browser.chmod(0o755)
    monkeypatch.setattr(plain, "executable", lambda: str(browser))
    monkeypatch.setattr(plain, "PATIENCE", patience)
    for one in reported:
        site.reports.put(one)
    with pytest.raises(SystemExit, match=f"养老.*{fault}"):
        plain.ask(site, "养老", "社区")


def test_times_without_and_with_a_debugger_stand_in_their_columns() -> None:
    cost = {"recall": 1, "precision": 1, "search": 1024, "all": 2048, "requests": 3, "hits": 1}
    ours = {**cost, "kind": "年", "opened": 40, "entered": 30, "warm": 20, "again": 10}
    peer = {**cost, "kind": "年", "opened": 50, "entered": None, "warm": 5, "again": None}
    results = [
        {"engine": name, "articles": 7, "queries": [one], "memory": 0}
        for name, one in (("ours", ours), ("peer", peer))
    ]
    names, *rows = search_rows(results)
    by_name = [dict(zip(names, row, strict=True)) for row in rows]
    times = ["opened ms", "Enter ms", "warm ms", "again ms"]
    assert [by_name[0][name] for name in times] == ["40 (40)", "30 (30)", "20 (20)", "10 (10)"]
    assert [by_name[1][name] for name in times] == ["50 (50)", "", "5 (5)", ""]
    heading, row = class_rows(results[0])
    assert dict(zip(heading, row, strict=True))["again ms"] == "10 (10)"
