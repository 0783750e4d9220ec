"""The five pages, as they were read and approved: what a reader sees, and apart from it how sure.

Text and facts are held to the letter: one folder a page. Of confidence and evidence, which move
with every training, only *worse* is told: ``floors.json`` holds how sure each article must be and
what an editor may be told to look at; numbers and reasons are nowhere compared digit by digit.

``pytest tests/test_golden.py --update-goldens`` writes them anew. Whoever commits a change of
them has read it: that is what the files are for. Floors only rise by it; who has a reason to
lower one edits the file, and says why in the commit.
"""

from __future__ import annotations

import json
import math
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.corpus.seeds.seed_files import Seed
from generator.corpus.seeds.seed_reading import read_pages
from generator.describe import describe_page
from generator.editing import explain_page, page_notes
from generator.editing.words import reasons_in_words
from generator.model import Article, Entry, Reconstruction
from generator.publish import article_record, leftover_records
from generator.reconstruct import reconstruct_page
from tests.published import site_pages

_PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
_GOLDEN = Path(__file__).parent / "golden"
_FLOORS = _GOLDEN / "floors.json"

_STEP = 20
"""Floors of confidence are kept in twentieths, rounded down …"""
_SLACK = 0.05
"""… and an article may be that much less sure: another training moves .01, a fault .2 and more."""
_HOW_SURE = re.compile(r"^confidence: .*\n|(?<=\*\*可信度\*\* )(\w+)（约 \d+%）", re.MULTILINE)

each_page = pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.stem)


@cache
def _made(path: Path) -> Reconstruction:
    (page,) = read_pages(Seed(name=path.name, path=path))
    return reconstruct_page(page)


def _without_numbers(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in ("confidence", "rule")}


def _files(path: Path) -> dict[str, str]:
    """Return what a seed is made into: a Markdown file an article, its records, its outline."""
    result = _made(path)
    entries = [
        Entry(id=f"a{n}", article=article, facts=facts)
        for n, (article, facts) in enumerate(
            zip(result.articles, describe_page(result), strict=True), 1
        )
    ]
    records = [*map(article_record, entries), *leftover_records(result)]
    files = {
        name.removeprefix("articles/"): _HOW_SURE.sub(r"\1", text)
        for name, text in site_pages(entries, [result])
        if name.startswith("articles/")
    }
    files["records.jsonl"] = "".join(
        json.dumps(_without_numbers(record), ensure_ascii=False) + "\n" for record in records
    )
    outline = (block.line("en") for block in explain_page(result))
    files["outline.txt"] = "\n".join(outline) + "\n"
    return files


def _headline(article: Article) -> str:
    return article.title.text.text if article.title else "-"


def _found(path: Path) -> dict[str, tuple[float, set[str]]]:
    """Return how sure each article of a page is, and the kinds of places doubtful in it."""
    result = _made(path)
    return {
        _headline(article): (article.confidence, {doubt.kind.value for doubt in notes.doubts})
        for article, notes in zip(result.articles, page_notes(result).articles, strict=True)
    }


def _raised(path: Path, old: dict[str, Any]) -> dict[str, Any]:
    """Return the floors of a page, none of them lower than it was."""
    floors = {}
    for title, (sure, doubts) in _found(path).items():
        was = old.get(title, {"confidence": 0.0, "doubts": doubts})
        floors[title] = {
            "confidence": max(math.floor(sure * _STEP) / _STEP, was["confidence"]),
            "doubts": sorted(doubts & set(was["doubts"])),
        }
    return floors


def _updating(request: pytest.FixtureRequest) -> bool:
    updating = bool(request.config.getoption("--update-goldens"))
    assert not (updating and os.environ.get("CI") == "true"), "people approve goldens, not CI"
    return updating


@each_page
def test_a_page_is_made_into_what_was_approved(path: Path, request: pytest.FixtureRequest) -> None:
    made = _files(path)
    folder = _GOLDEN / path.stem
    if _updating(request):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    approved = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    assert sorted(made) == sorted(approved)
    for name, text in made.items():
        assert text == approved[name], f"{path.stem}/{name}"


def test_no_article_is_less_sure_or_more_doubtful(request: pytest.FixtureRequest) -> None:
    floors = json.loads(_FLOORS.read_text("utf-8")) if _FLOORS.exists() else {}
    if _updating(request):
        floors = {path.stem: _raised(path, floors.get(path.stem, {})) for path in _PAGES}
        text = json.dumps(floors, ensure_ascii=False, indent=1) + "\n"
        _FLOORS.write_text(text, encoding="utf-8", newline="\n")
    worse = []
    for path in _PAGES:
        found = _found(path)
        for title, floor in floors[path.stem].items():
            sure, doubts = found.get(title, (0.0, set()))
            if sure < floor["confidence"] - _SLACK:
                worse.append(f"{title}: {sure} is below {floor['confidence']} - {_SLACK}")
            if new := doubts - set(floor["doubts"]):
                worse.append(f"{title}: doubtful, and was not: {', '.join(sorted(new))}")
    assert worse == []


@each_page
def test_every_decision_says_why(path: Path) -> None:
    result = _made(path)
    for article in result.articles:
        of_story = [e for e in article.evidence if e.rule.startswith("story/")]
        assert any(evidence.margin is not None for evidence in of_story), _headline(article)
        for evidence in of_story:
            if evidence.rule == "story/headline":  # chosen among the headlines of its page
                assert evidence.runner_up not in (None, _headline(article))
            if evidence.runner_up is not None:
                assert evidence.margin is not None
                assert evidence.margin >= 0
            if evidence.note:
                assert reasons_in_words(evidence.note) != evidence.note
    blocks = [*result.leftovers, *(block for a in result.articles for block in a.blocks)]
    assert [block.text.text for block in blocks if not block.evidence] == []
    assert all(evidence.spans for block in blocks for evidence in block.evidence)


def test_every_page_has_a_golden_and_every_golden_a_page() -> None:
    folders = sorted(folder.name for folder in _GOLDEN.iterdir() if folder.is_dir())
    assert [path.stem for path in _PAGES] == folders
    assert sorted(json.loads(_FLOORS.read_text("utf-8"))) == folders
