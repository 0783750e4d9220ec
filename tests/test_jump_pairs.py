"""Which ends of texts are held against one another, in a folder of any size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from time import process_time

import pytest

from generator.model import ArticleRef
from generator.reconstruct.jumps.ends import JumpEnd, JumpPage, PageNumber
from generator.reconstruct.jumps.joins import find_joins
from generator.reconstruct.jumps.pairs import JumpPages
from tests.growth import calls_of

ABOVE = "走不动的老人，由邻居和志愿者"
BELOW = "每天中午把饭菜送到家里。"


def page(name: str, day: str | None, number: int, *ends: JumpEnd) -> JumpPage:
    """Return a page with these ends, all of which are of its one article."""
    return JumpPage(
        name=name,
        publication="山水日报",
        day=day,
        day_named=None,
        number=PageNumber("", number, number),
        number_named=None,
        texts=(ABOVE if ends[0].away else BELOW,),
        names=(name,),
        ends=ends,
    )


def end(name: str, said: int, *, away: bool) -> JumpEnd:
    return JumpEnd(
        article=ArticleRef(name, 0),
        away=away,
        printed=f"第{said}版",
        number=PageNumber("", said, said),
    )


def issue(day: str | None, name: str = "") -> list[JumpPage]:
    """Return page 1 of a day, whose text goes on on page 3, and that page."""
    one, three = f"{name or day}-1.txt", f"{name or day}-3.txt"
    return [
        page(one, day, 1, end(one, 3, away=True)),
        page(three, day, 3, end(three, 1, away=False)),
    ]


def issues(number: int, *, dated: bool) -> list[JumpPage]:
    first = date(2000, 1, 1)
    days = [(first + timedelta(n)).isoformat() for n in range(number)]
    return [one for day in days for one in issue(day if dated else None, day)]


def undated(number: int) -> list[JumpPage]:
    """Return issues, and a page without its day that may be of any of them."""
    return [*issue(None, "loose")[:1], *issues(number, dated=True)]


def ranged(number: int) -> list[JumpPage]:
    """Return pages whose sidecars say that they run over many, each with two ends."""
    return [
        replace(
            page(f"{n}", None, n, end(f"{n}", n + 5, away=True), end(f"{n}", n, away=False)),
            number=PageNumber("", n, n + 10),
        )
        for n in range(1, number)
    ]


def numbered(number: int) -> list[JumpPage]:
    """Return two pages without day or number, each of whose ends names another page."""
    ends = [end("a", n, away=True) for n in range(number)]
    return [
        replace(page("a", None, 1, *ends), number=None),
        replace(page("b", None, 1, *(end("b", n, away=False) for n in range(number))), number=None),
    ]


def of_one_page(number: int) -> list[JumpPage]:
    """Return a page of which each article goes on elsewhere and comes from there."""
    ends = [end("a", n, away=away) for n in range(number) for away in (True, False)]
    return [replace(page("a", None, 1, *ends), number=None)]


@pytest.mark.parametrize("folder", [undated, ranged, numbered, of_one_page])
def test_pages_that_fit_many_others_are_soon_told(folder: Callable[[int], list[JumpPage]]) -> None:
    """A page without its day made one group of all issues: each was weighed against all."""
    find_joins(folder(2))  # the tables are read
    assert calls_of(lambda: find_joins(folder(400))) < 2.5 * calls_of(
        lambda: find_joins(folder(200))
    )
    assert len(find_joins(undated(400)).joined) == 400


def test_of_many_ends_none_is_chosen_and_of_some_the_one_that_is_named() -> None:
    """Thirteen that fit tell nothing; one more of the page's own, or of another day, is none."""
    three = issue("2024-05-16")[1]
    fitting = [issue("2024-05-16", f"p{n}")[0] for n in range(13)]
    assert not find_joins([*fitting, three]).joined
    own = replace(three, ends=(*three.ends, *(end(three.name, 3, away=True) for _ in range(20))))
    other = [issue("2024-05-17", f"q{n}")[0] for n in range(20)]
    assert len(find_joins([fitting[0], own, *other]).joined) == 1


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a.txt", "a.txt"),
        ("a.txt", "a"),
        ("a.txt", "a ：邻居和志愿者"),
        ("a:b.txt", "a:b.txt: 邻居和志愿者"),
        ("a:b.txt", "a:b"),
        ("a.txt", f"a: {'：' * 3}邻居"),
    ],
)
def test_an_editor_names_a_page_and_words(name: str, wanted: str) -> None:
    one = page(name, None, 1, end(name, 3, away=True))
    three = page("c.txt", None, 3, replace(end("c.txt", 1, away=False), wanted=wanted))
    pairs, findings = JumpPages([one, three]).stated()
    if "：：" in wanted:
        assert findings == [
            "c.txt: continued_from: no article of “a” that has the words “：：：邻居” says that it "
            "goes on elsewhere (下转)."
        ]
    else:
        assert [pair.above.article.page for pair in pairs] == [name]


def test_what_is_all_colons_names_no_page() -> None:
    """Each colon was tried as the end of a page's name: two megabytes took minutes."""
    below = replace(end("c.txt", 1, away=False), wanted="a:" * 1_000_000)
    started = process_time()
    _pairs, findings = JumpPages([page("c.txt", None, 3, below)]).stated()
    assert process_time() - started < 5
    assert len(findings[0]) < 500


@pytest.mark.parametrize("dated", [True, False])
def test_twice_the_issues_take_twice_the_work(dated: bool) -> None:
    find_joins(issues(2, dated=dated))  # the tables are read
    few, many = (issues(n, dated=dated) for n in (100, 200))
    assert calls_of(lambda: find_joins(many)) < 2.5 * calls_of(lambda: find_joins(few))


def test_words_of_few_pages_are_held_at_a_time() -> None:
    desk = JumpPages(issues(30, dated=True))
    held = [len(desk._indexes) for _ in desk.pairs()]
    assert len(held) == 30
    assert max(held) == 1


def test_a_day_that_tells_less_may_be_any_of_its_days() -> None:
    for days in (("2024-05-16", "2024-05"), ("2024-05", "2024-05-16"), ("2024-05-16", None)):
        one, three = issue(days[0], "a")[0], issue(days[1], "b")[1]
        assert len(find_joins([one, three]).joined) == 1, days
    one, three = issue("2024-05-16", "a")[0], issue("2024-04", "b")[1]
    assert not find_joins([one, three]).joined
