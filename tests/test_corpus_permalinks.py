"""An address, once given, stays: through new runs, new texts, new headlines, new names."""

from __future__ import annotations

import random
import re
from functools import partial
from itertools import product
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.addresses.draft_ids import new_id
from generator.corpus.addresses.ledger import LEDGER, OLD_ARTICLES, ledger_text, write_ledger
from generator.corpus.addresses.permalinks import SAME_ARTICLE, SAME_RENAMED, Permalinks, Retired
from generator.corpus.cache import minhash
from generator.corpus.cache.minhash import Sketches, match_sketches, sketch_of, sketch_similarity
from generator.errors import SidecarError
from generator.model import Article, Block, Role
from generator.text.traced import Traced
from tests.growth import calls_of, grows_evenly

RAIN = "市气象台昨日发布消息，今年入汛以来全市平均降水量比常年同期偏多两成，各水库运行平稳。"
ROADS = "县交通运输局介绍，农村公路改造工程已完成路基施工，预计年底前全线通车，惠及沿线村民。"
BOOKS = "省图书馆推出夜间延时开放服务，读者凭身份证即可入馆，自习区座位增加到六百个。"


def article(body: str, title: str = "", page: str = "a.txt") -> Article:
    block = Block(role=Role.PARAGRAPH, text=Traced.from_page(body))
    head = Block(role=Role.HEADLINE, text=Traced.from_page(title)) if title else None
    return Article(page=page, body=(block,) if body else (), title=head)


def saved(links: Permalinks, folder: Path) -> Permalinks:
    """Return what a later run would know."""
    (folder / LEDGER).write_text(ledger_text(links.ledger_rows()), "utf-8")
    for row in links.rows.values():
        (folder / re.sub("#[0-9]+$", "", row.page)).touch()
    return Permalinks.read(folder)


@pytest.fixture
def first(tmp_path: Path) -> tuple[Permalinks, tuple[str, ...]]:
    """A later run's permalinks, and the ids that the first run gave to RAIN and ROADS."""
    links = Permalinks()
    ids = links.assign("a.txt", [article(RAIN), article(ROADS)])
    return saved(links, tmp_path), ids


First = tuple[Permalinks, tuple[str, ...]]


def test_ids_are_short_ascii_and_the_same_on_every_machine() -> None:
    (rain,) = Permalinks().assign("a.txt", [article(RAIN)])
    assert re.fullmatch(r"[a-z2-7]{8}", rain)
    assert Permalinks().assign("a.txt", [article(RAIN)]) == (rain,)
    assert Permalinks().assign("b.txt", [article(RAIN)]) != (rain,)


def test_a_second_run_changes_nothing(first: First) -> None:
    links, ids = first
    before = ledger_text(links.ledger_rows())
    assert links.assign("a.txt", [article(RAIN), article(ROADS)]) == ids
    assert ledger_text(links.ledger_rows()) == before
    assert links.retired() == ()


def test_a_new_headline_and_another_order_keep_the_ids(first: First) -> None:
    links, (rain, roads) = first
    made = [article(ROADS, "新标题"), article(RAIN, "另一个标题")]
    assert links.assign("a.txt", made) == (roads, rain)


def test_a_better_text_keeps_the_id_and_a_new_article_gets_its_own(first: First) -> None:
    links, (rain, roads) = first
    better = RAIN.replace("，", "、") + "防汛部门提醒市民注意出行安全。"
    ids = links.assign("a.txt", [article(better), article(BOOKS), article(ROADS)])
    assert ids[0] == rain
    assert ids[2] == roads
    assert ids[1] not in (rain, roads)


def test_an_id_that_disappears_leads_to_the_article_that_took_its_text(first: First) -> None:
    links, (rain, roads) = first
    assert links.assign("a.txt", [article(RAIN + ROADS[:20])]) == (rain,)
    assert links.retired() == (Retired(id=roads, moved_to=rain),)


def test_an_id_is_never_given_to_another_article(first: First, tmp_path: Path) -> None:
    links, (rain, roads) = first
    links.assign("a.txt", [article(BOOKS)])
    assert links.retired() == tuple(Retired(id=id_) for id_ in sorted([rain, roads]))
    later = saved(links, tmp_path)
    assert later.assign("a.txt", [article(RAIN), article(BOOKS), article(ROADS)])[::2] == (
        rain,
        roads,
    )


def test_a_page_that_was_renamed_keeps_its_ids(first: First, tmp_path: Path) -> None:
    _, (rain, roads) = first
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    links = Permalinks.read(tmp_path)
    assert links.assign("b.txt", [article(RAIN), article(ROADS)]) == (rain, roads)
    links.settle()
    assert {row.page for row in links.rows.values()} == {"b.txt"}
    assert links.former_pages() == {"a.txt": "b.txt"}


def test_a_copy_of_a_page_gets_ids_of_its_own(first: First) -> None:
    links, ids = first
    assert not set(links.assign("b.txt", [article(RAIN), article(ROADS)])) & set(ids)


@pytest.mark.parametrize("name", ["m#b.txt", "m#2.txt", "m.txt#2"])
def test_a_name_with_a_hash_is_a_name(tmp_path: Path, name: str) -> None:
    links = Permalinks()
    ids = links.assign(name, [article(RAIN)])
    (tmp_path / LEDGER).write_text(ledger_text(links.ledger_rows()), "utf-8")
    for file in (name, "a.txt"):
        (tmp_path / file).touch()
    later = Permalinks.read(tmp_path)
    assert not set(later.assign("a.txt", [article(RAIN)])) & set(ids)
    assert later.assign(name, [article(RAIN)]) == ids


def test_a_later_page_of_a_file_is_renamed_with_it(tmp_path: Path) -> None:
    links = Permalinks()
    ids = links.assign("m#b.txt#2", [article(RAIN)])
    later = saved(links, tmp_path)
    assert not set(later.assign("a.txt", [article(RAIN)])) & set(ids)
    (tmp_path / "m#b.txt").rename(tmp_path / "n.txt")
    assert Permalinks.read(tmp_path).assign("n.txt#2", [article(RAIN)]) == ids


def test_a_seed_that_fails_in_one_run_keeps_its_ids(first: First, tmp_path: Path) -> None:
    links, ids = first
    links.assign("b.txt", [article(BOOKS)])  # and a.txt could not be read
    links.settle({"a.txt"})
    assert links.retired() == ()
    assert links.waiting() == set(ids)
    assert saved(links, tmp_path).assign("a.txt", [article(RAIN), article(ROADS)]) == ids


def test_ids_of_a_page_that_is_gone_are_retired(first: First, tmp_path: Path) -> None:
    _, (rain, roads) = first
    (tmp_path / "a.txt").unlink()
    links = Permalinks.read(tmp_path)
    links.assign("b.txt", [article(BOOKS)])
    links.settle()
    assert links.retired() == tuple(
        Retired(id=id_, withdrawn=True) for id_ in sorted([rain, roads])
    )


def test_a_page_that_is_gone_leads_to_its_copy(first: First, tmp_path: Path) -> None:
    links, (rain, roads) = first
    links.assign("a.txt", [article(RAIN), article(ROADS)])
    copies = links.assign("b.txt", [article(RAIN), article(ROADS)])
    saved(links, tmp_path)
    (tmp_path / "a.txt").unlink()
    later = Permalinks.read(tmp_path)
    assert later.assign("b.txt", [article(RAIN), article(ROADS)]) == copies
    later.settle()
    assert {(r.id, r.moved_to) for r in later.retired()} == set(
        zip((rain, roads), copies, strict=True)
    )
    assert all(r.withdrawn for r in later.retired())


def test_a_page_that_was_renamed_takes_its_retired_ids_along(first: First, tmp_path: Path) -> None:
    links, (rain, roads) = first
    links.assign("a.txt", [article(RAIN)])
    saved(links, tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    for _ in range(2):
        links = Permalinks.read(tmp_path)
        assert links.assign("b.txt", [article(RAIN)]) == (rain,)
        links.settle()
        assert links.retired() == (Retired(id=roads),)
        saved(links, tmp_path)
        (tmp_path / "a.txt").unlink(missing_ok=True)
    assert {row.page for row in links.rows.values()} == {"b.txt"}
    assert links.former_pages() == {"a.txt": "b.txt"}
    assert Permalinks.read(tmp_path).assign("b.txt", [article(ROADS)]) == (roads,)


def test_a_page_that_was_renamed_and_fails_keeps_its_ids(first: First, tmp_path: Path) -> None:
    _, ids = first
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    links = Permalinks.read(tmp_path)
    links.assign("c.txt", [article(BOOKS)])
    links.settle({"b.txt"})
    assert links.retired() == ()
    assert links.waiting() == set(ids)


def test_articles_of_the_very_same_words_are_told_apart(tmp_path: Path) -> None:
    links = Permalinks()
    twins = [article(RAIN), article(RAIN), article("", "仅有标题"), article("", "")]
    ids = links.assign("a.txt", twins)
    assert len(set(ids)) == 4
    assert saved(links, tmp_path).assign("a.txt", twins) == ids


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("abc", ":2: expected id, page, text"),
        ("UPPERCAS,a.txt,00", ":2: expected id, page, text"),
        ("../../..,a.txt,00", ":2: expected id, page, text"),
        ("<<<<<<< HEAD", ":2: expected id, page, text"),
        ("aaaaaaaa,a.txt,00\naaaaaaaa,b.txt,00", ":3: the id aaaaaaaa is there twice"),
    ],
)
def test_a_file_that_was_spoiled_names_the_line(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / OLD_ARTICLES).write_text(f"id,page,text\n{line}\n", "utf-8")
    with pytest.raises(SidecarError) as caught:
        Permalinks.read(tmp_path)
    assert f"{OLD_ARTICLES}{said}" in str(caught.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("abc", ":2: expected kind, address, name, mark"),
        ("article,UPPERCAS,a.txt,00", ":2: expected kind, address, name, mark"),
        ("story,aaaaaaaa,a.txt,00", ":2: expected kind, address, name, mark; 'story' is no kind"),
        ("page,../a.txt,,", ":2: expected kind, address, name, mark; no file can have this name"),
        ("article,aaaaaaaa,a.txt,xyz", ":2: expected kind, address, name, mark; is there a quot"),
        (
            "article,aaaaaaaa,a.txt,00\narticle,aaaaaaaa,b.txt,00",
            ":3: the id aaaaaaaa is there twice",
        ),
    ],
)
def test_a_ledger_that_was_spoiled_names_the_line(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / LEDGER).write_text(f"kind,address,name,mark\n{line}\n", "utf-8")
    with pytest.raises(SidecarError) as caught:
        Permalinks.read(tmp_path)
    assert f"{LEDGER}{said}" in str(caught.value)


def test_page_names_with_commas_and_quotes_come_back(tmp_path: Path) -> None:
    name = '第1版,"要闻".txt'
    links = Permalinks()
    ids = links.assign(name, [article(RAIN, page=name)])
    assert saved(links, tmp_path).assign(name, [article(RAIN, page=name)]) == ids


BODIES = st.lists(st.text("甲乙丙丁戊己庚辛", min_size=0, max_size=40), max_size=5)


@given(BODIES, BODIES)
def test_any_two_runs_keep_ids_unique_and_a_third_is_like_the_second(
    one: list[str], two: list[str]
) -> None:
    links = Permalinks()
    links.assign("a.txt", [article(body) for body in one])
    csv = ledger_text(links.ledger_rows())
    results = []
    for _ in range(2):
        again = Permalinks()
        for line in csv.splitlines()[1:]:
            _kind, id_, page, sketch = line.split(",")
            again.add(id_, page, sketch)
        ids = again.assign("a.txt", [article(body) for body in two])
        assert len(set(ids)) == len(ids)
        results.append(ids)
        csv = ledger_text(again.ledger_rows())
    assert results[0] == results[1]


@given(st.text(), st.text())
def test_similarity_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    a, b = sketch_of(one), sketch_of(other)
    assert sketch_similarity(a, a) == 1.0
    assert sketch_similarity(a, b) == sketch_similarity(b, a)
    assert 0 <= sketch_similarity(a, b) <= 1


def test_an_archive_whose_pages_were_all_renamed_takes_no_days(tmp_path: Path) -> None:
    def rename(pages: int) -> None:
        chance = random.Random(1)
        sketches = ["".join(chance.choices("0123456789abcdef", k=96)) for _ in range(pages)]
        links = Permalinks()
        for number, sketch in enumerate(sketches):
            links.add(new_id("a", str(number), links.rows), f"old{number}.txt", sketch)
        write_ledger(tmp_path, links.ledger_rows())
        links = Permalinks.read(tmp_path)
        for number, sketch in enumerate(sketches):
            (found,) = links.assign(f"new{number}.txt", [same], [sketch], lambda: [same])
            assert found == new_id("a", str(number), ())

    same = Article(page="a.txt", body=())
    assert grows_evenly(rename, 200)


@pytest.mark.parametrize("common", [1, 16])
def test_what_all_articles_have_in_common_takes_no_days(common: int) -> None:
    """A run of letters that each article has, or an imprint that each page has: all were compared
    with all, for 41 s of two thousand ids that nothing bore any more."""

    def sketches(number: int) -> list[str]:
        chance = random.Random(number)
        return ["00000" * common + "".join(chance.choices("01234567", k=96 - 5 * common)), own]

    def calls(pages: int) -> int:
        links = Permalinks()
        for number, old in product(range(pages), ("old", "older")):
            for sketch in sketches(number + pages * (old == "older")):
                id_ = new_id(old, f"{number}{sketch}", links.rows)
                links.add(id_, f"{old}{number}.txt", sketch)
        links._orphans = tuple(row for row in links.rows.values() if "older" not in row.page)
        same = Article(page="a.txt", body=())
        counted = calls_of(
            lambda: [
                links.assign(f"new{number}.txt", [same] * 2, sketches(number), lambda: [same])
                for number in range(pages)
            ]
        )
        links.settle()
        return counted + calls_of(links.retired)

    own = "0123456789abcdef" * 6
    assert calls(60) < 2.5 * calls(30)


def _drawn(number: int, count: int) -> list[str]:
    chance = random.Random(number)
    return ["".join(chance.choices("0123456789abcdef", k=96)) for _ in range(count)]


def test_a_page_of_many_articles_is_known_again_in_no_time() -> None:
    """With one of them changed, or all gone, each was compared with all: 14 s and 300 MB for 1,200
    articles, and ten seconds of each run from then on for 1,000 that were replaced."""

    def calls(many: int) -> int:
        links, same = Permalinks(), Article(page="a.txt", body=())
        for sketch in _drawn(1, many):
            links.add(new_id("a", sketch, ()), "a.txt", sketch)
        again = [*_drawn(1, many - 1), *_drawn(2, many)]
        assign = partial(links.assign, "a.txt", [same] * len(again), again, list)
        counted = calls_of(lambda: assign([new_id("b", sketch, ()) for sketch in again]))
        for row in [*links.rows.values()][:many]:
            row.used = False
        return counted + calls_of(links.retired) + calls_of(links.settle)

    assert calls(200) < 2.6 * calls(100)


def test_articles_of_the_same_words_get_ids_in_no_time() -> None:
    """Of 4,000, the last one asked for 4,000 ids."""
    same = Article(page="a.txt", body=())

    def calls(many: int) -> int:
        return calls_of(lambda: Permalinks().assign("a.txt", [same] * many))

    assert calls(400) < 2.5 * calls(200)
    ids = Permalinks().assign("a.txt", [same] * 9)
    taken: list[str] = []
    for _ in range(9):
        taken.append(new_id("a.txt", "", taken))
    assert [*ids] == taken


def test_of_a_crowd_of_like_articles_not_all_pairs_are_compared() -> None:
    """Of 3,000 on either side that share most, memory was full before any was known again."""
    common = "".join(f"{n:06x}" for n in range(15))
    one, other = ([common + f"{n + 99 + add:06x}" for n in range(400)] for add in (0, 500))
    with mock.patch.object(minhash, "_MOST_PAIRS", 800):
        counted = calls_of(lambda: match_sketches(one, other, SAME_ARTICLE))
    assert counted < 400_000


@given(
    *(st.lists(st.sets(st.integers(0, 9), max_size=6), max_size=7) for _side in range(2)),
    st.sampled_from([SAME_ARTICLE, SAME_RENAMED]),
)
def test_articles_are_paired_as_if_each_was_compared_with_all(
    one: list[set[int]], other: list[set[int]], least: float
) -> None:
    left, right = (
        ["".join(f"{value:06x}" for value in sorted(values)) for values in side]
        for side in (one, other)
    )
    pairs = sorted(
        (-sketch_similarity(a, b), i, j)
        for (i, a), (j, b) in product(*map(enumerate, (left, right)))
    )
    chosen: dict[int, int] = {}
    for unlike, i, j in pairs:
        if -unlike >= least and i not in chosen and j not in chosen.values():
            chosen[i] = j
    assert match_sketches(left, right, least) == chosen


@given(
    st.lists(st.sets(st.integers(0, 9), max_size=6), max_size=9),
    st.sets(st.integers(0, 9), max_size=6),
)
def test_none_that_is_like_another_is_missed(many: list[set[int]], one: set[int]) -> None:
    sketches = ["".join(f"{value:06x}" for value in sorted(values)) for values in (*many, one)]
    found = Sketches(sketches[:-1], SAME_RENAMED).like(sketches[-1])
    for number, sketch in enumerate(sketches[:-1]):
        if one and sketch_similarity(sketches[-1], sketch) >= SAME_RENAMED:
            assert number in found
