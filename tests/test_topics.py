"""Topics: the strongest first, 其他 rather than a wrong one, and a taxonomy that users edit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe.reading import read_text
from generator.describe.taxonomy import default_taxonomy, parse_taxonomy
from generator.describe.topics import choose_topics
from generator.errors import SidecarError
from tests.case_files import Case, read_cases


@pytest.mark.parametrize("case", read_cases("topics.md"), ids=str)
def test_topics(case: Case) -> None:
    topics = choose_topics(read_text(case.input))
    assert " ".join(topic.id for topic in topics) == case.expected.strip()


def test_each_topic_shows_its_words_and_where_they_stand() -> None:
    text = "社会组织大会召开\n\n社会组织要规范，社会组织要服务。"
    (topic,) = choose_topics(read_text(text))
    assert topic.terms == ("社会组织",)
    assert [text[a:b] for a, b in topic.spans] == ["社会组织"] * 3
    assert 0 < topic.score < 1


def test_the_taxonomy_that_ships_is_complete() -> None:
    taxonomy = default_taxonomy()
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


@pytest.mark.parametrize("text", ["[" * 3000, "topics: " + "{a: " * 3000, "- " * 3000 + "a"])
def test_a_taxonomy_nested_without_end_is_the_user_s_to_mend(text: str) -> None:
    with pytest.raises(SidecarError, match=r"^t\.yml:1: .*nested too deeply"):
        parse_taxonomy(text, "t.yml")


def test_a_user_s_own_taxonomy_is_used() -> None:
    own = parse_taxonomy("topics:\n  - {id: film, name: 电影, terms: {3: [电影节]}}\n", "t.yml")
    topics = choose_topics(read_text("上海国际电影节开幕\n\n电影节昨日开幕。"), own)
    assert [(t.id, t.name) for t in topics] == [("film", "电影")]


@given(st.text(max_size=60))
def test_any_taxonomy_is_read_or_refused_with_file_and_line(text: str) -> None:
    message = ""
    try:
        parse_taxonomy("topics:\n  - " + text, "t.yml")
    except SidecarError as error:
        message = str(error)
    assert not message or message.startswith("t.yml:")
