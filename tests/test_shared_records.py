"""What is read of many pages' bytes holds equal records once."""

from __future__ import annotations

import pickle

from generator.corpus.cache.shared_records import packed
from generator.corpus.pages.page_gists import without_proofs
from generator.model import (
    Agency,
    AgencyRole,
    Amount,
    ArticleDate,
    Block,
    DateBasis,
    DateKind,
    DateMention,
    Evidence,
    Facts,
    Region,
    Role,
    Topic,
)
from generator.text.traced import Traced, untraced

EMPTY = untraced("")
REGION = Region(code="430000", name="湖南省", spans=((3, 5),))
TOPIC = Topic(id="relief", name="救灾", score=0.4, terms=("救灾",), runner_up="教育", margin=0.2)


def read(told: object) -> object:
    return pickle.loads(packed(told))


def test_equal_records_are_one_object() -> None:
    for told in (REGION, TOPIC, Evidence(rule="story/brief"), Block(role=Role.LEAD, text=EMPTY)):
        assert read(told) == told
        assert read([told]) == [told]
        assert read(told) is read(told)


def test_what_only_counts_as_equal_is_not_shared() -> None:
    one, other = (Amount(text="1元", value=value, unit="CNY") for value in (1, 1.0))
    assert repr(read(one)) == repr(one)
    assert repr(read(other)) == repr(other)


def test_text_comes_back_with_where_it_stands_or_without() -> None:
    kept = (Traced("救灾ﬁ", (8, 9, 3)), Traced("fi", (3, 3)), Traced("民政", (None, 3)))
    for told in (Traced.from_page("民政", 7), untraced("民政"), *kept, EMPTY):
        assert read(told) == told
        assert read(Block(role=Role.LEAD, text=told)) == Block(role=Role.LEAD, text=told)
    assert read(untraced("民政")).origins is untraced("救灾").origins  # type: ignore[attr-defined]


def test_facts_lose_their_proofs_alone() -> None:
    target = DateMention(text="2035年", edtf="2035", kind=DateKind.TARGET, spans=((9, 14),))
    told = Facts(
        region=REGION,
        regions=(REGION,),
        agencies=(Agency(name="湖南省民政厅", role=AgencyRole.ISSUER, spans=((3, 9),)),),
        date=ArticleDate(edtf="2024-05-16", basis=DateBasis.TEXT, spans=((1, 2),)),
        dates=(DateMention(text="昨日", edtf="2024-05-15", spans=((1, 2),)), target),
        year=2024,
        topics=(TOPIC, Topic(id="other", name="其他", score=0.0)),
    )
    kept = without_proofs(told)
    assert "spans=((" not in repr(kept)
    assert [region.name for region in (kept.region, *kept.regions) if region] == ["湖南省"] * 2
    assert [date.edtf for date in kept.dates] == ["2035"]
    assert [topic.is_other for topic in kept.topics] == [False, True]
    assert (kept.year, kept.date and kept.date.basis) == (2024, DateBasis.TEXT)
    assert without_proofs(Facts()) == Facts()
