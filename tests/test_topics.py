"""Topics: the strongest first, 其他 rather than a wrong one, and a taxonomy that users edit."""

import re
from importlib import resources

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.describe.article_text import read_text
from generator.describe.topics.article_topics import choose_topics
from generator.describe.topics.fields import shipped_fields
from generator.describe.topics.taxonomy import (
    default_taxonomy,
    ministry_taxonomy,
    parse_taxonomy,
    shipped_taxonomy,
)
from generator.errors import SidecarError
from generator.scores.field_scores import FieldScores, field_scores, pack_weights
from tests.case_files import Case, read_cases


@pytest.mark.parametrize("case", read_cases("topics.md"), ids=str)
def test_topics_of_the_ministry(case: Case) -> None:
    topics = choose_topics(read_text(case.input), ministry_taxonomy())
    assert " ".join(topic.id for topic in topics) == case.expected.strip()


@pytest.mark.parametrize("case", read_cases("fields.md"), ids=str)
def test_topics_of_both_tables(case: Case) -> None:
    topics = choose_topics(read_text(case.input))
    assert " ".join(topic.id for topic in topics) == case.expected.strip()


def test_without_the_ministry_fields_bear_their_own_names() -> None:
    text = read_text(
        "防汛抗洪\n\n台风带来暴雨洪水，消防救援队伍抢险，国家防总启动应急响应，转移受灾群众。"
    )
    wide, narrow = choose_topics(text, shipped_taxonomy("general"))
    assert (wide.id, narrow.id, narrow.within) == ("safety", "disasters", "safety")
    assert [topic.id for topic in choose_topics(text)] == ["emergency", "safety"]


def test_a_field_shows_its_words_its_rival_and_how_far_it_led() -> None:
    text = "小麦开镰\n\n农机手驾驶收割机收割小麦，合作社的粮食入仓，夏粮丰收。"
    wide, narrow = choose_topics(read_text(text), shipped_taxonomy("general"))
    assert (wide.id, narrow.id) == ("agriculture", "farming")
    assert narrow.terms
    assert {text[a:b] for a, b in narrow.spans} == set(narrow.terms)
    assert wide.runner_up
    assert 0 < wide.margin <= wide.score <= 1


def test_the_table_of_fields_is_complete_and_agrees_with_the_ministry_s() -> None:
    fields = shipped_fields()
    wide = {field.id for field in fields if not field.within}
    ministry = {subject.id for subject in ministry_taxonomy().subjects}
    ids = [field.id for field in fields]
    assert len(set(ids)) == len(ids)
    assert not ministry & set(ids)
    assert all(field.name and field.about for field in fields)
    assert all(field.source and field.iptc for field in fields if field.id in wide)
    assert {field.within for field in fields} == wide | {""}
    assert {field.same for field in fields} <= ministry | {""}
    held = [topic for field in fields for topic in field.holds]
    assert sorted(held) == sorted(ministry)
    terms = [term for field in fields for term in field.terms]
    assert len(set(terms)) == len(terms)
    assert set(field_scores().fields) == {field.id for field in fields if field.within}


def test_the_words_of_fields_weigh_little() -> None:
    packed = resources.files("generator.scores").joinpath("fields.json.gz").read_bytes()
    assert len(packed) <= 300_000


def test_what_words_say_of_fields_adds_up() -> None:
    weights = [pack_weights(of) for of in ([-0.5, 1.0, 2.0], [-0.5, -0.5, 0.5], [0.1, 0.1, 0.1])]
    tables = {"fields": "abc", "terms": ["山", "水", "云"], "weights": weights, "sharpness": 1.0}
    scores = FieldScores(tables)
    values = {"水": 2.0, "山": 1.0, "云": 4.0}
    length = (30 + 2**2 + 1**2 + 4**2) ** 0.5
    assert scores.sums(values) == [0.0, 1.5 / length, (2.5 + 2.0) / length]
    assert scores.speaking("c", values) == ["山", "水"]
    assert scores.speaking("a", values) == []


def test_each_topic_shows_its_words_and_where_they_stand() -> None:
    text = "社会组织大会召开\n\n社会组织要规范，社会组织要服务。"
    (topic,) = choose_topics(read_text(text), ministry_taxonomy())
    assert topic.terms == ("社会组织",)
    assert [text[a:b] for a, b in topic.spans] == ["社会组织"] * 3
    assert 0 < topic.score < 1


def test_the_taxonomy_that_ships_is_complete() -> None:
    taxonomy = ministry_taxonomy()
    ids = [s.id for s in taxonomy.subjects]
    assert len(ids) == len(set(ids))
    assert all(s.name and s.about and s.source for s in taxonomy.subjects)
    assert taxonomy.other.name == "其他"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("topics: [", r"t\.yml:\d+: "),
        ("", r"t\.yml:1: "),
        ("- a\n", r"t\.yml:1: "),
        ("topics:\n  - id: a\n    nmae: 甲\n", r"t\.yml:3: unknown key 'nmae'"),
        ("topics:\n  - id: a\n", r"t\.yml:2: a topic needs 'name'"),
        ("topics:\n  - id: 养老\n    name: 养老\n", r"t\.yml:2: the id '养老'"),
        ("topics:\n  - id: ../x\n    name: 甲\n", r"t\.yml:2: the id"),
        (
            "topics:\n  - {id: a, name: 甲}\n  - {id: a, name: 乙}\n",
            r"t\.yml:3: the id 'a' stands twice",
        ),
        ("topics:\n  - {id: a, name: 甲, terms: {x: [养老]}}\n", r"t\.yml:2: the weight 'x'"),
        ("topics:\n  - {id: a, name: 甲, terms: {-1: [养老]}}\n", r"t\.yml:2: the weight -1"),
        ("topics:\n  - {id: a, name: 甲, terms: {nan: [养老]}}\n", r"t\.yml:2: the weight nan"),
        ("topics:\n  - {id: a, name: 甲, terms: {1: [老]}}\n", r"t\.yml:2: a term needs two"),
        ("topics:\n  - {id: a, name: 甲, terms: {1: 养老}}\n", r"t\.yml:2: a list of words"),
        ("topics:\n  - {id: [a], name: 甲}\n", r"t\.yml:2: 'id' must be a text"),
        ("topics: 甲\n", r"t\.yml:1: a list of topics"),
    ],
)
def test_a_slip_in_the_taxonomy_names_file_and_line(text: str, message: str) -> None:
    with pytest.raises(SidecarError, match=message):
        parse_taxonomy(text, "t.yml")


def test_a_taxonomy_that_says_the_same_without_end_is_refused() -> None:
    """100 kB with 2,000 topics of 2,000 words each took gigabytes."""
    words = ",".join(f"词{number}" for number in range(2000))
    same = "".join(f"- {{id: b{n}, name: 乙, terms: *t}}\n" for n in range(2000))
    text = f"topics:\n- {{id: a, name: 甲, terms: &t {{3: [{words}]}}}}\n{same}"
    with pytest.raises(SidecarError, match=r"^t\.yml:1: says the same again and again"):
        parse_taxonomy(text, "t.yml")


@pytest.mark.parametrize("text", ["[" * 1000, "topics: " + "{a: " * 1000, "- " * 1000 + "a"])
def test_a_taxonomy_nested_without_end_is_the_user_s_to_mend(text: str) -> None:
    with pytest.raises(SidecarError, match=r"^t\.yml:1: .*nested too deeply"):
        parse_taxonomy(text, "t.yml")


def test_a_user_s_own_taxonomy_is_used() -> None:
    own = parse_taxonomy("topics:\n  - {id: film, name: 电影, terms: {3: [电影节]}}\n", "t.yml")
    topics = choose_topics(read_text("上海国际电影节开幕\n\n电影节昨日开幕。"), own)
    assert [(t.id, t.name) for t in topics] == [("film", "电影")]


_PARTS = [
    "topics:",
    "passed-over:",
    "other:",
    "- ",
    "  ",
    "\n",
    "id: ",
    "name: ",
    "terms: ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "3: ",
    "1e400",
    "养老",
    "慈善",
    "a",
    "&x ",
    "*x",
    "!!",
    "? ",
    "<<: ",
    "|",
    "'",
    "#",
    "%",
    "---",
    "\t",
    "\x00",
]


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(_PARTS) | st.characters(), max_size=40).map("".join),
    st.sampled_from(["", "topics:\n  - ", "topics:\n- {id: a, name: 甲, terms: {3: ["]),
)
def test_any_taxonomy_is_read_or_refused_with_file_and_line(text: str, before: str) -> None:
    message = ""
    try:
        taxonomy = parse_taxonomy(before + text, "t.yml")
    except SidecarError as error:
        message = str(error)
    else:
        choose_topics(read_text("养老慈善\n\n养老，慈善。"), taxonomy)
    assert not message or re.match(r"t\.yml:[1-9][0-9]*: [^\n]+\Z", message)


_WORDS = [
    *"养老服务机构慈善组织民政社区孤儿《》。，：",
    "养老机构",
    "社会救助",
    "婚姻登记",
    "\n\n",
    "1",
    "a",
    " ",
]


@given(st.lists(st.sampled_from(_WORDS) | st.characters(), max_size=80).map("".join))
def test_any_text_has_topics_or_the_other_one(text: str) -> None:
    reading = read_text(text)
    topics = choose_topics(reading)
    known = default_taxonomy()
    assert bool(topics) == bool(reading.text.strip())
    assert all(known.subject(topic.id) and 0 <= topic.score < 1 for topic in topics)
    for topic in topics:
        assert topic.id == "other" or (topic.terms and topic.spans)
        assert all(0 <= a < b <= len(text) for a, b in topic.spans)


_WEIGHTS = st.floats(min_value=0, max_value=100, exclude_min=True, allow_nan=False)


@given(
    st.lists(st.tuples(st.text("养老慈善服务机构", min_size=2, max_size=4), _WEIGHTS), max_size=6)
)
def test_any_words_and_weights_may_be_a_user_s_own(words: list[tuple[str, float]]) -> None:
    entries = {weight: [word] for word, weight in dict(words).items()}
    text = yaml.safe_dump({"topics": [{"id": "a", "name": "甲", "terms": entries}]})
    taxonomy = parse_taxonomy(text, "t.yml")
    for topic in choose_topics(read_text("养老服务机构慈善\n\n慈善养老服务。"), taxonomy):
        assert 0 <= topic.score <= 1


def test_a_topic_bears_the_code_of_the_media_topic_that_holds_it() -> None:
    text = read_text("小麦开镰\n\n农机手驾驶收割机收割小麦，合作社的粮食入仓。")
    codes = {field.id: field.iptc for field in shipped_fields() if not field.within}
    topics = choose_topics(text)
    assert {t.iptc for t in topics} == {codes["agriculture"]} != {""}
