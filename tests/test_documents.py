"""Policy papers: found by their kind, with short names and issuers; books and films left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.describe.agencies.public_bodies import find_organs
from generator.describe.article_text import read_text
from generator.describe.data_files import data_bytes
from generator.describe.document_titles import compile_titles, document_key
from generator.describe.documents import find_documents
from generator.describe.regions.named_divisions import find_places
from generator.errors import GeneratorError
from generator.model import Document
from tests.case_files import CASES, Case, read_cases
from tests.growth import calls_of


def documents_in(text: str) -> tuple[Document, ...]:
    reading = read_text(text)
    places = find_places(reading)
    return find_documents(reading, find_organs(reading, places, None), places)[0]


@pytest.mark.parametrize("case", read_cases("documents.md"), ids=str)
def test_documents(case: Case) -> None:
    lines = [
        f"{d.title} | {'、'.join(d.short)} | {'、'.join(d.issuers)}"
        f" | {d.region.name if d.region else ''}"
        for d in documents_in(case.input)
    ]
    assert "\n".join(lines) == case.expected


LAWS = [
    title
    for line in (CASES / "laws.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for title in line.split()
]


def test_every_law_is_found_by_its_short_and_by_its_full_name() -> None:
    assert len(LAWS) > 280
    for law in LAWS:
        for title in (f"《{law}》", f"《中华人民共和国{law}》"):
            assert [d.title for d in documents_in(f"根据{title}，镇里作了安排。")] == [title]
            assert [d.title for d in documents_in(f"{title}施行")] == [title]


@pytest.mark.parametrize(
    "title",
    [
        *("我的方法", "算法", "书法", "说法", "今日说法", "看法", "护法", "司法", "立法", "无法"),
        *("百姓说法", "黑客与算法", "孙子兵法", "草书笔法", "四步工作法", "番茄学习法", "语法"),
        *("阳光司法", "深度学习算法", "家常菜做法"),
    ],
)
def test_what_only_ends_in_the_same_character_is_no_law(title: str) -> None:
    assert documents_in(f"老人们看了《{title}》。") == ()


def test_every_span_holds_the_whole_title() -> None:
    text = "印发《关于工作的意见》。《关于工作的意见》明确。"
    (document,) = find_documents(read_text(text), ())[0]
    assert [text[a:b] for a, b in document.spans] == ["《关于工作的意见》"] * 2


def test_short_names_have_their_own_spans() -> None:
    text = (
        "《规定》来了。印发《关于社区食堂的规定》（以下简称《规定》）。《规定》明确，《规定》要求。"
    )
    (document,) = documents_in(text)
    assert [text[a:b] for a, b in document.spans] == ["《关于社区食堂的规定》"]
    assert [text[a:b] for a, b in document.short_spans] == ["《规定》"] * 4


SAME = [
    ("《养老服务办法（试行）》", "《养老服务办法(试行)》"),
    ("《关于印发〈养老服务办法〉的通知》", "《养老服务办法》"),
    ("《关于印发《养老服务办法》的通知》", "《养老服务办法》"),
    ("《民政部关于社区食堂的意见》", "《关于社区食堂的意见》"),
    ("《民政部 财政部关于社区食堂的意见》", "《关于社区食堂的意见》"),
    ("《民政部等１０部门关于社区食堂的意见》", "《关于社区食堂的意见》"),
    ("《“十五五”养老规划》", "《十五五养老规划》"),
    ("《养老规划（2026—2030年）》", "《养老规划(2026-2030年)》"),
    ("《中华人民共和国慈善法》", "《慈善法》"),
    ("《某省养老 服务条例》", "《某省养老服务条例》"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_paper_has_one_key_however_it_is_printed(one: str, other: str) -> None:
    assert document_key(one) == document_key(other)


OTHER = [
    ("《养老服务办法（试行）》", "《养老服务办法》"),
    ("《甲省养老服务条例》", "《乙省养老服务条例》"),
    ("《养老规划（2021—2025年）》", "《养老规划（2026—2030年）》"),
    ("《关于社区食堂的意见》", "《关于社区食堂的通知》"),
]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_papers_have_two_keys(one: str, other: str) -> None:
    assert document_key(one) != document_key(other)


@given(
    st.text(max_size=60) | st.text("《》〈〉关于印发的通知民政部 （）中华人民共和国", max_size=40)
)
def test_a_key_is_its_own_key(title: str) -> None:
    key = document_key(title)
    assert document_key(key) == key


def test_a_paper_named_twice_in_two_forms_is_one() -> None:
    text = "《民政部关于社区食堂的意见（试行）》。《关于社区食堂的意见(试行)》。"
    (document,) = documents_in(text)
    assert (document.title, len(document.spans)) == ("《民政部关于社区食堂的意见（试行）》", 2)


def test_a_broken_list_names_file_and_line() -> None:
    text = data_bytes("documents.yml").decode("utf-8")
    broken = text.replace("weak_kinds: [计划,", "weak_kinds: [计划, 计划,")
    line = broken[: broken.index("weak_kinds:")].count("\n") + 1
    with pytest.raises(GeneratorError, match=rf"a\.yml:{line}: 计划 stands twice"):
        compile_titles(broken, "a.yml")


PIECES = [
    "《",
    "》",
    "〈",
    "〉",
    "关于",
    "意见",
    "通知",
    "（",
    "）",
    "以下简称",
    "民政部",
    "印发",
    "\n",
    "、",
    "由",
    "湖南省",
]


@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=50).map("".join))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    for document in documents_in(text):
        assert document.title.startswith("《")
        assert document.title.endswith("》")
        assert document.key
        assert not set(document.spans) & set(document.short_spans)


def test_a_paper_that_is_named_on_and_on_is_listed_once_a_naming() -> None:
    """Each naming told all of the list of all of the list: the cube of their number."""

    def named(times: int) -> int:
        reading = read_text("《甲乙丙法》" * times)
        return calls_of(lambda: find_documents(reading, ()))

    assert named(400) <= 3 * named(200)


def test_papers_of_one_list_are_told_apart_in_time_that_grows_with_it() -> None:
    """Each was held against all others, and remembered all of them."""

    def listed(times: int) -> int:
        text = "".join(f"《甲{chr(0x4E00 + n)}乙养护办法》" for n in range(times))
        reading = read_text(text)
        return calls_of(lambda: find_documents(reading, ()))

    assert listed(400) <= 2.5 * listed(200)
