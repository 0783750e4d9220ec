"""Kinds of fact: cases in plain text for each, and what all kinds promise."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from generator.describe import describe_text
from generator.describe.amounts import find_amounts
from generator.describe.article_text import read_text
from generator.describe.kinds import FINDERS
from generator.model import Article, Block, Entry, Facts, Page, Reconstruction, Role
from generator.publish import articles_by_list
from generator.publish.export import SHEET_FIELDS, TABLES
from generator.publish.export.goals_table import GOALS
from generator.publish.export.json_records import facts_record
from generator.publish.kinds import KINDS, FactKind, kinds_led_by
from generator.publish.kinds.agencies import agency_groupings
from generator.publish.kinds.documents import paper_groupings
from generator.publish.lists.cross_lists import cross_lists
from generator.publish.lists.groupings import region_groupings, topic_groupings, year_groupings
from generator.publish.tags import tag_groupings
from generator.text.traced import Traced
from tests.case_files import CASES, Case, params
from tests.growth import grows_evenly
from tests.published import gold_entries

_LEFT_OUT = {"article", "number", "spans", "words"}
_FILES = CASES / "kinds"
_BY_NAME = {kind.name: kind for kind in KINDS}


def filed(text: str) -> Entry:
    return Entry(id="a1", article=Article(page="a.txt", body=()), facts=describe_text(text))


def rows_of(kind: FactKind, text: str) -> list[str]:
    """Return the rows of a kind's table for a text, without what only names and places them."""
    assert kind.table is not None
    columns = [name for name in kind.table.header() if name not in _LEFT_OUT]
    made = Reconstruction(page=Page(name="a.txt", text=text), articles=(), leftovers=())
    rows = kind.table.rows(made, [filed(text)])
    return [" | ".join("" if row[c] is None else str(row[c]) for c in columns) for row in rows]


@pytest.mark.parametrize(
    "case",
    [case for path in sorted(_FILES.glob("*.md")) for case in params(f"kinds/{path.name}")],
)
def test_a_case_gives_the_rows_of_its_kind(case: Case) -> None:
    """The file is called after the kind; what is expected are the rows of its table."""
    kind = _BY_NAME[case.file.removesuffix(".md")]
    assert "\n".join(rows_of(kind, case.input)) == case.expected


@pytest.mark.parametrize("unit", ["万", "甲1元", f"{'的' * 50}甲1元", "1万亿"])
def test_time_for_amounts_grows_with_the_text(unit: str) -> None:
    """Text without a mark is one clause, which each amount in it would go through."""
    assert grows_evenly(lambda n: find_amounts(read_text(unit * n)), 20_000 // len(unit))


def test_amounts_and_targets_stand_in_one_table_with_their_sentences() -> None:
    text = (
        "甲县印发《河道整治方案》。到2035年，全县投入整治资金超过2亿元，其中《河道整治方案》安排3000万元。"
        "到2040年全面建成绿道。"
    )
    words = Block(role=Role.PARAGRAPH, text=Traced.from_page(text))
    entry = replace(filed(text), article=Article(page="a.txt", body=(words,)))
    made = Reconstruction(page=Page(name="a.txt", text=text), articles=(), leftovers=())
    first, second, third = GOALS.rows(made, [entry])
    assert (first["kind"], first["value"], first["bound"], first["by"]) == (
        "amount", 200_000_000, "over", "2035",
    )  # fmt: skip
    assert first["documents"] == ["《河道整治方案》"]
    assert second["sentence"] == first["sentence"]
    assert str(first["sentence"]).startswith("到2035年")
    assert (third["kind"], third["by"], third["sentence"]) == (
        "target", "2040", "到2040年全面建成绿道。",
    )  # fmt: skip


def test_every_kind_answers_for_an_article_without_facts() -> None:
    for kind in KINDS:
        assert isinstance(json.dumps(kind.record(Facts())), str)
        assert kind.front_matter(Facts()) is not None
        assert kind.table is None or kind.table.name == kind.name
    assert len(_BY_NAME) == len(KINDS)


def test_what_a_kind_finds_is_in_records_tables_and_the_sheet() -> None:
    record = facts_record(Facts())
    for field in fields(Facts):
        # dates that are none, and persons, stand in a record only where there are some
        assert field.name in record or field.name in ("no_dates", "persons")
    assert {table.name for table in TABLES} == {
        "articles",
        "goals",
        "notices",
        "pages",
        *(kind.name for kind in KINDS if kind.table),
    }
    for kind in KINDS:
        assert set(kind.sheet(Facts())) <= set(SHEET_FIELDS)
    assert len(FINDERS) == len([kind for kind in KINDS if kind.table])


def test_leading_kinds_come_first_and_none_is_lost() -> None:
    ordered = kinds_led_by("topics", "dates")
    assert [kind.name for kind in ordered[:2]] == ["topics", "dates"]
    assert sorted(kind.name for kind in ordered) == sorted(_BY_NAME)


def test_each_list_knows_its_articles() -> None:
    """What stays while a seed fails is told by this; the lists themselves are made elsewhere."""
    entries = gold_entries()
    held = articles_by_list(entries)
    regions, topics, years = (
        region_groupings(entries),
        topic_groupings(entries),
        year_groupings(entries),
    )
    groupings = [
        *regions, *topics, *years,
        *(grouping for grouping, _both in cross_lists(entries, regions, topics, years).groupings),
        *(agency.grouping for agency in agency_groupings(entries)),
        *(paper.grouping for paper in paper_groupings(entries)),
        *(tag.grouping for tag in tag_groupings(entries)),
    ]  # fmt: skip
    assert len(groupings) > 50
    for grouping in groupings:
        ids = {entry.id for part in grouping.parts for entry in part.entries}
        assert ids == set(held[grouping.path]), grouping.path
