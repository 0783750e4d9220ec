"""The scorer itself: what is right scores 1, what is worse scores less, and figures agree."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.baselines import BASELINES
from benchmarks.faults import CLASSES, list_faults
from benchmarks.scoring import body_text, folded, score
from benchmarks.tables import COLUMNS
from tests.conftest import examples

GOLD: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "gold" / "seeds.json").read_text("utf-8")
)
PAGES = {
    name: (Path(__file__).parent / "pages" / name).read_text(encoding="utf-8") for name in GOLD
}
SHARES = [column for column in COLUMNS if column != "count"]
DAMAGES = ("drop", "swap", "merge", "cut", "title", "byline", "credit", "kind", "leave")


def records(page: str, articles: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return gold articles as the records of a reconstruction."""
    return [{**article, "page": page} for article in articles]


def damaged(articles: list[dict[str, Any]], kinds: Sequence[str], number: int) -> list[Any]:
    """Return articles with one thing wrong for each of ``kinds``."""
    chance = random.Random(number)
    made = [{**article, "body": [list(part) for part in article["body"]]} for article in articles]
    for kind in kinds:
        if not made:
            break
        article = chance.choice(made)
        body = article["body"]
        if kind == "drop":
            made.remove(article)
        elif kind == "swap" and len(body) > 1:
            body.append(body.pop(0))
        elif kind == "merge" and len(made) > 1:
            made.remove(article)
            chance.choice(made)["body"] += body
        elif kind == "cut" and len(body) > 1:
            made.append({**article, "title": "", "body": [body.pop()]})
        elif kind in ("title", "byline", "credit"):
            article[kind] = "甲乙丙"
        elif kind == "kind" and body:
            body[0][0] = "p" if body[0][0] == "h" else "h"
    return made


def test_the_gold_itself_is_perfect() -> None:
    made = [record for page, articles in GOLD.items() for record in records(page, articles)]
    texts = {page: "".join(_printed(articles)) for page, articles in GOLD.items()}
    figures = score(GOLD, texts, made)
    assert {column: figures[column] for column in COLUMNS} == dict.fromkeys(COLUMNS, 1.0)
    assert not [f for page, gold in GOLD.items() for f in list_faults(page, gold, gold)]


def _printed(articles: Sequence[dict[str, Any]]) -> list[str]:
    """Return all text of a page's articles, a shared label once."""
    parts = ("label", "kicker", "title", "subtitle", "byline", "credit")
    return [article.get(part, "") for article in articles for part in parts] + [
        body_text(article) for article in articles
    ]


@given(st.lists(st.sampled_from(DAMAGES), max_size=6), st.integers(0, 1000))
@settings(max_examples=examples(40))  # each of all pages, twice
def test_figures_agree_with_one_another(kinds: list[str], number: int) -> None:
    made = [
        record
        for page, articles in GOLD.items()
        for record in records(page, damaged(articles, kinds, number))
    ]
    figures = score(GOLD, PAGES, made)
    assert all(0 <= figures[share] <= 1 for share in SHARES)
    for part in ("right", "title", "byline", "credit"):
        assert figures["perfect"] <= figures[part]
    assert figures["right"] <= figures["body"]
    assert figures["count"] == round(len(made) / sum(map(len, GOLD.values())), 3)
    random.Random(number).shuffle(made)
    again = score(GOLD, PAGES, made)
    assert (again["right"], again["count"]) == (figures["right"], figures["count"])


@given(st.sampled_from(DAMAGES), st.integers(0, 1000))
def test_each_damage_is_a_fault_and_costs_perfection(kind: str, number: int) -> None:
    page = sorted(GOLD)[number % len(GOLD)]
    articles = GOLD[page]
    made = damaged(articles, [kind], number)
    faults = [fault.kind for fault in list_faults(page, articles, made)]
    figures = score({page: articles}, PAGES, records(page, made))
    unharmed = folded(json.dumps(made)) == folded(json.dumps(articles))
    assert (figures["perfect"] == 1) == unharmed
    assert (not faults) == unharmed
    assert set(faults) <= set(CLASSES)


@pytest.mark.parametrize("damage", ["lost", "doubled", "invented"])
def test_conservation_counts_characters(damage: str) -> None:
    page, articles = sorted(GOLD.items())[0]
    text = "".join(_printed(articles))
    there = {
        "lost": text + "另",
        "doubled": text.replace("省", "", 1),
        "invented": text.replace("湖", "胡", 1),
    }[damage]
    made = records(page, articles)
    assert score({page: articles}, {page: text}, made)["conservation"] == 1
    assert score({page: articles}, {page: there}, made)["conservation"] == 0


@pytest.mark.parametrize("name", sorted(BASELINES))
def test_baselines_lose_nothing_and_are_beaten(name: str) -> None:
    made = [record for page, text in PAGES.items() for record in BASELINES[name](page, text)]
    figures = score(GOLD, PAGES, made)
    assert figures["conservation"] == 1
    assert 0 < figures["bcubed"] < 1
    assert figures["perfect"] < 0.5
