"""Where articles lie on their page: areas of lines, and the outline around them."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.geometry.outline_areas import (
    areas_of,
    line_boxes,
    loops_around,
    touching,
    touching_among,
)
from generator.model import (
    Article,
    Block,
    Direction,
    Evidence,
    Geometry,
    Loop,
    Page,
    Reconstruction,
    Rect,
    Role,
    Run,
)
from generator.reconstruct import reconstruct_page
from generator.reconstruct.articles.outlines import page_outlines
from generator.text.traced import Traced
from tests.growth import grows_evenly
from tests.picture_pages import HEADLINES, news_page

NOTHING = touching([])


def inside(loops: tuple[Loop, ...], x: float, y: float) -> bool:
    """Tell whether a point lies within an outline and in none of its holes."""
    crossings = 0
    for loop in loops:
        for (x0, y0), (x1, y1) in zip(loop, (*loop[1:], loop[0]), strict=True):
            assert (x0 == x1) != (y0 == y1)
            if x0 == x1 and x0 > x and min(y0, y1) < y < max(y0, y1):
                crossings += 1
    return crossings % 2 == 1


def middle(box: Rect) -> tuple[float, float]:
    return (box[0] + box[2]) / 2 + 0.01, (box[1] + box[3]) / 2 + 0.01


def _block(role: Role, text: str, start: int, rule: str = "prose/set") -> Block:
    evidence = (Evidence(rule=rule),)
    return Block(role=role, text=Traced.from_page(text, start), evidence=evidence)


class TestLines:
    def test_characters_of_one_run_are_one_box(self) -> None:
        run = Run(span=(2, 5), base=(10, 50), em=10, xs=(10, 20, 30), end=40)
        assert line_boxes([run], "一 新村好", range(5)) == ((10, 41, 40, 52),)

    def test_even_places_where_only_the_ends_are_known(self) -> None:
        run = Run(span=(0, 4), base=(0, 50), em=10, end=80)
        assert line_boxes([run], "新村办好", [2, 3]) == ((40, 41, 80, 52),)

    def test_a_turned_run_stands_upright(self) -> None:
        run = Run(
            span=(0, 2), base=(100, 10), em=10, xs=(10, 20), end=30, direction=Direction.VERTICAL
        )
        assert line_boxes([run], "12", [0, 1]) == ((98, 10, 109, 30),)

    def test_what_no_run_holds_has_no_place(self) -> None:
        assert line_boxes([], "新村", [0, 1]) == ()

    def test_the_last_of_many_runs_is_found_in_no_time(self) -> None:
        """Of 200,000, those before were passed over at each of 4,000 doubts: six seconds."""
        runs = [Run(span=(n, n + 1), base=(10, 50), em=10, xs=(10,), end=20) for n in range(80_000)]
        text = "新" * len(runs)

        def ask(size: int) -> None:
            some = runs[:size]
            for offset in range(0, size, 40):
                line_boxes(some, text, [offset])

        assert grows_evenly(ask, 40_000)


class TestAreas:
    def test_lines_below_one_another_are_one(self) -> None:
        lines = [(0, 0, 50, 10), (0, 15, 50, 25), (0, 30, 20, 40)]
        assert areas_of(lines, NOTHING) == ((0, 0, 50, 40),)

    def test_another_column_is_another_area(self) -> None:
        lines = [(0, 80, 50, 90), (60, 0, 110, 10), (60, 15, 110, 25)]
        assert areas_of(lines, NOTHING) == ((0, 80, 50, 90), (60, 0, 110, 25))

    def test_what_stands_between_parts_them(self) -> None:
        lines = [(0, 0, 50, 10), (0, 60, 50, 70)]
        assert areas_of(lines, touching([(10, 20, 40, 50)])) == tuple(lines)


class TestOutlines:
    def test_a_headline_over_two_columns_is_one_with_them(self) -> None:
        areas = [(0, 0, 110, 20), (0, 30, 50, 90), (60, 30, 110, 80)]
        (loop,) = loops_around(areas, NOTHING)
        assert loop[:3] == ((0, 0), (110, 0), (110, 80))
        assert inside((loop,), 55, 50)  # the gutter

    def test_a_frame_within_is_left_out(self) -> None:
        areas = [(0, 0, 30, 90), (70, 0, 100, 90), (0, 0, 100, 10), (0, 80, 100, 90)]
        frame = (40, 30, 60, 60)
        loops = loops_around(areas, touching([frame]))
        assert not inside(loops, *middle(frame))
        assert inside(loops, 15, 45)

    def test_another_column_between_two_is_left_out(self) -> None:
        other = (60, 0, 110, 90)
        loops = loops_around([(0, 0, 50, 90), (120, 0, 170, 90)], touching([other]))
        assert len(loops) == 2
        assert not inside(loops, *middle(other))

    def test_a_margin_where_there_is_room(self) -> None:
        area = (10, 10, 50, 50)
        assert loops_around([area], NOTHING, 3) == (((7, 7), (53, 7), (53, 53), (7, 53)),)
        near = touching([(52, 0, 90, 90)])
        assert loops_around([area], near, 3) == (((10, 10), (50, 10), (50, 50), (10, 50)),)

    def test_nothing_has_no_outline(self) -> None:
        assert loops_around([], NOTHING) == ()

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 40), st.integers(0, 40), st.integers(1, 15), st.integers(1, 15)
            ),
            min_size=1,
            max_size=12,
        ),
        st.integers(1, 11),
    )
    def test_all_of_it_and_nothing_of_others(
        self, boxes: list[tuple[int, int, int, int]], own: int
    ) -> None:
        rects = [(x, y, x + w, y + h) for x, y, w, h in boxes]
        mine, others = rects[:own], rects[own:]
        apart = [o for o in others if not touching(mine)(o)]
        loops = loops_around(mine, touching(apart), 1)
        for box in mine:
            assert inside(loops, *middle(box))
        for box in apart:
            assert not inside(loops, *middle(box))

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 40), st.integers(0, 40), st.integers(1, 15), st.integers(1, 15)
            ),
            min_size=1,
            max_size=12,
        ),
        st.integers(1, 11),
    )
    def test_what_lies_elsewhere_is_not_touched(
        self, boxes: list[tuple[int, int, int, int]], own: int
    ) -> None:
        rects = [(x, y, x + w, y + h) for x, y, w, h in boxes]
        mine, others = rects[:own], rects[own:]
        anywhere, near = touching(others), touching_among(others, mine, 2)
        assert areas_of(mine, near) == areas_of(mine, anywhere)
        assert loops_around(mine, near, 2) == loops_around(mine, anywhere, 2)


class TestPages:
    def test_each_article_lies_where_it_is_set(self) -> None:
        made = reconstruct_page(news_page(0))
        outlines = page_outlines(made)
        assert outlines is not None
        assert outlines.size == (800, 1100)
        titles = [a.title.text.text if a.title else "" for a in made.articles]
        boxes = {t: o.box for t, o in zip(titles, outlines.articles, strict=True)}
        assert set(boxes) == set(HEADLINES)
        first, left, right = (boxes[headline] for headline in HEADLINES)
        assert first[3] < left[1]
        assert left[2] < right[0]
        for article, outline in zip(made.articles, outlines.articles, strict=True):
            assert len(outline.loops) == 1
            assert len(outline.blocks) == len(article.blocks)
            assert all(inside(outline.loops, *middle(r)) for rs in outline.blocks for r in rs)

    @pytest.mark.parametrize(("rule", "within"), [("caption", True), ("advertisement", False)])
    def test_a_photograph_may_stand_within_an_article(self, rule: str, within: bool) -> None:
        places = ((0, 100), (110, 100), (50, 160), (0, 220), (110, 220))
        texts = ("左一", "右一", "间隔", "左二", "右二")
        runs = tuple(
            Run(span=(2 * n, 2 * n + 2), base=(x, y), em=50, xs=(x, x + 50), end=x + 100)
            for n, (x, y) in enumerate(places)
        )
        page = Page(
            name="a",
            text="".join(texts),
            geometry=Geometry(size=(300, 300), made_by="", sha256="", runs=runs),
        )
        body = tuple(_block(Role.PARAGRAPH, texts[n], 2 * n) for n in (0, 1, 3, 4))
        between = _block(Role.FURNITURE, texts[2], 4, f"furniture/{rule}")
        made = Reconstruction(
            page=page, articles=(Article(page="a", body=body),), leftovers=(between,)
        )
        outlines = page_outlines(made)
        assert outlines is not None
        ((area,),) = outlines.asides
        assert inside(outlines.articles[0].loops, *middle(area)) is within

    def test_a_page_of_text_has_none(self) -> None:
        assert page_outlines(reconstruct_page(Page(name="a.txt", text="新村办起食堂。"))) is None

    def test_what_is_set_aside_has_its_place(self) -> None:
        outlines = page_outlines(reconstruct_page(news_page()))
        assert outlines is not None
        assert any(box[1] <= 20 <= box[3] for rects in outlines.asides for box in rects)


def test_white_between_hundreds_of_areas_is_not_looked_for_pair_by_pair() -> None:
    asked: list[Rect] = []

    def touches(box: Rect) -> bool:
        asked.append(box)
        return False

    areas = [(k % 40 * 20, k // 40 * 20, k % 40 * 20 + 10, k // 40 * 20 + 10) for k in range(480)]
    loops_around(areas, touches)
    assert len(asked) < 5 * len(areas)


def test_of_thousands_of_areas_each_has_an_outline_of_its_own() -> None:
    """Their edges made a net of all places on the page that any of them has: 1.6 GB for 20,000."""
    areas = [(n % 7, 20 * n, 900 + n, 20 * n + 9) for n in range(1_500)]
    tracemalloc.start()
    loops = loops_around(areas, touching([]))
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    assert len(loops) == len(areas)
    assert loops[1] == ((1, 20), (901, 20), (901, 29), (1, 29))


def test_outlines_of_many_articles_take_as_long_as_these() -> None:
    """Each was held against all lines of all others: 3,200 articles took 8.7 s and 230 MB."""

    def page(count: int) -> Reconstruction:
        runs, articles = [], []
        for n in range(3 * count):
            x, y = 80.0 * (n // 3 % 5), 40.0 * (n // 15) + 12 * (n % 3)
            places = tuple(x + 10 * k for k in range(6))
            span = (6 * n, 6 * n + 6)
            runs.append(Run(span=span, base=(x, y), em=10, xs=places, end=x + 60))
        for n in range(count):
            text = Traced.from_page("县里开会研究" * 3, 18 * n)
            articles.append(Article(page="a", body=(Block(role=Role.PARAGRAPH, text=text),)))
        places_of = Geometry(size=(600, 10.0 * count), made_by="x", sha256="0", runs=tuple(runs))
        whole = Page(name="a", text="县里开会研究" * (3 * count), geometry=places_of)
        return Reconstruction(page=whole, articles=tuple(articles), leftovers=())

    pages = {count: page(count) for count in (1_000, 2_000)}
    assert grows_evenly(lambda count: page_outlines(pages[count]), 1_000)
