"""Public bodies: full names, relative names completed, issuers told from the merely named."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe import describe_page
from generator.describe.agencies.agency_grammar import organ_grammar
from generator.describe.agencies.public_bodies import find_organs, list_agencies
from generator.describe.article_text import read_text
from generator.describe.regions.divisions import Gazetteer
from generator.describe.regions.named_divisions import find_places
from generator.model import AgencyRole
from generator.model.central_bodies import central_bodies
from tests.case_files import Case, read_cases
from tests.describe_pages import article, page
from tests.growth import grows_evenly


@pytest.mark.parametrize("case", read_cases("agencies.md"), ids=str)
def test_agencies(case: Case) -> None:
    reading = read_text(case.input)
    agencies = list_agencies(reading, find_organs(reading, find_places(reading), None))
    assert "\n".join(f"{a.role.value} {a.name}" for a in agencies) == case.expected


@pytest.mark.parametrize(
    "unit", ["就在", "在编", "就", "在", "针对在", "就此在", "就业", "在职", "就业工作组"]
)
def test_what_was_issued_when_and_where_takes_no_time(unit: str) -> None:
    """Twenty of them took ten seconds, four more a hundred."""
    said = (unit * 60)[:60]
    assert not organ_grammar().issue.match(said)
    assert grows_evenly(lambda n: organ_grammar().issue.match((unit * n)[:n]), 30)


@pytest.mark.parametrize("begun", ["比赛由民政部", "民政部"])
@pytest.mark.parametrize("unit", ["和", "及以及", "、甲", "与乙和"])
def test_time_for_lists_grows_with_the_text(begun: str, unit: str) -> None:
    """A list can be cut into names in very many ways where its words for “and” may be of a name."""

    def find(size: int) -> None:
        reading = read_text(f"{begun}{unit * (size // len(unit))}。")
        find_organs(reading, find_places(reading), None)

    assert grows_evenly(find, 4_000)


def test_the_table_of_the_state_council_knows_its_successors() -> None:
    central = organ_grammar().central
    for body in central_bodies().values():
        assert body.until is None or body.since < body.until
        assert (body.until is None) or body.successors or body.name == "航空航天工业部"
        assert all(central.longest_at(heir, 0) == (heir, heir) for heir in body.successors)


def test_a_body_that_had_ended_is_no_other_countrys() -> None:
    reading = read_text("矿业与能源部到会，原林业部的档案开放，农业部、商务部到会。")
    assert [o.name for o in find_organs(reading, (), None, 2026)] == ["林业部", "商务部"]
    assert [o.name for o in find_organs(reading, (), None, 1992)] == [
        "能源部",
        "林业部",
        "农业部",
        "商务部",
    ]


@pytest.mark.parametrize("now", ["襄阳市", "襄樊市"])
def test_a_division_that_was_renamed_is_not_taken_for_the_other_on_its_code(now: str) -> None:
    other = "襄樊市襄阳市".replace(now, "")
    reading = read_text(f"{other}召开会议。{now}召开会议，市教育局介绍情况。")
    organs = find_organs(reading, find_places(reading), None)
    assert [organ.name for organ in organs] == [f"{now}教育局"]


def test_the_articles_own_place_completes_what_nothing_nearer_does() -> None:
    reading = read_text("日前，市民政局印发通知。省民政厅召开会议。")
    here = Gazetteer.of_year(None).get("370200")
    organs = find_organs(reading, (), here)
    assert [o.name for o in organs] == ["青岛市民政局", "山东省民政厅"]


def test_one_body_is_listed_once_with_all_its_spans_and_as_issuer_if_ever_it_was() -> None:
    text = "甘肃省民政厅的人说。近日，甘肃省民政厅召开会议。"
    reading = read_text(text)
    (agency,) = list_agencies(reading, find_organs(reading, find_places(reading), None))
    assert agency.role is AgencyRole.ISSUER
    assert [text[a:b] for a, b in agency.spans] == ["甘肃省民政厅", "甘肃省民政厅"]


def test_a_kicker_that_names_the_body_leaves_the_verb_to_the_headline() -> None:
    made = page(article("部署防范工作", "会商指出。", kicker="国家防总办公室、应急管理部"))
    (facts,) = describe_page(made)
    assert [(a.name, a.role.value) for a in facts.agencies] == [
        ("国家防总办公室", "issuer"),
        ("应急管理部", "issuer"),
    ]


_PIECES = [
    "湖南",
    "省",
    "市",
    "民政",
    "厅",
    "局",
    "委",
    "组织部",
    "民政部",
    "、",
    "召开",
    "团",
    "《",
    "》",
    "\n",
]


@given(st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=50).map("".join))
def test_any_text_is_read_without_a_crash_and_in_order(text: str) -> None:
    reading = read_text(text)
    organs = find_organs(reading, find_places(reading), None)
    assert all(a.end <= b.start for a, b in pairwise(organs))
    assert all(o.name for o in organs)


def test_who_issued_a_paper_is_an_issuer_but_not_who_stands_in_a_title_that_is_cited() -> None:
    told = "根据财政部印发的《资金管理办法》，贯彻《国务院关于加强养老服务的意见》，水利部到会。"
    news = "会上宣读《民政部关于助餐的通知》。《教育部关于午休的意见》近日发布。"
    (facts,) = describe_page(page(article("补贴发放", told + news)))
    assert {a.name: a.role.value for a in facts.agencies} == {
        "财政部": "issuer",
        "民政部": "issuer",
        "教育部": "issuer",
        "国务院": "mentioned",
        "水利部": "mentioned",
    }
