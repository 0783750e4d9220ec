"""Pages that read from top to bottom: beliefs, the readings they allow, and why."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.editing.words import feature_words, reasons_in_words
from generator.model import Page
from generator.model.languages import LANGUAGES
from generator.reconstruct import reconstruct_page
from generator.reconstruct.lines.line_rules import mark_lines
from generator.reconstruct.lines.page_lines import split_page
from generator.reconstruct.reading import _parting, read_page
from generator.reconstruct.reading.article_lines import text_lines
from generator.reconstruct.reading.beliefs import (
    WITH_BELIEFS,
    believed_around,
    line_scores,
    pair_scores,
)
from generator.reconstruct.reading.continuation_features import CONTINUATION_FEATURES
from generator.reconstruct.reading.frame_search import search_reading
from generator.reconstruct.reading.frames import FrameKind, frames_of
from generator.reconstruct.reading.line_decoding import (
    ANYWHERE,
    IN_ORDER,
    Gap,
    LineRole,
    Reading,
    both_readings,
    likeliest_reading,
)
from generator.reconstruct.reading.page_features import FEATURES, page_rows
from generator.reconstruct.reading.pair_features import PAIR_FEATURES
from generator.reconstruct.reading.set_aside_blocks import ASIDE_FEATURES
from generator.scores.character_model import CharacterModel
from generator.scores.packed_tables import read_tables
from generator.scores.trees import Forest
from tests.reprint import ARTICLES, Style, reprint

Matrix = npt.NDArray[np.float32]
MODEL = CharacterModel.counted(["近日，新村办起食堂。", "老人都说好。"])
LINES = st.lists(
    st.text("新村办起食堂近日老人说好，。：“”（）——1a 　■", min_size=1, max_size=40), max_size=30
)
SIMPLE = """新村办起老年食堂
本报记者 李庆
近日，新村办起老年食堂，村里七十岁以上的老人每天都能吃上热饭。
食堂由村委会出资，志愿者轮流帮厨，老人每餐付三元钱。

村民出钱修好石桥
本报讯 上周，村口的石桥修好，孩子们上学不用再绕路。
桥是村民自己出钱出工修的，一共用了四十天。
"""


def beliefs(count: int, seed: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    chance = np.random.default_rng(seed)
    roles = chance.dirichlet(np.full(len(LineRole), 0.3), count).astype(np.float32)
    return roles, chance.dirichlet(np.full(len(Gap), 0.3), count).astype(np.float32)


def reading_in_order(roles: Matrix, gaps: Matrix) -> Reading:
    return both_readings(roles, gaps)[1]


class TestReadings:
    @given(st.integers(1, 30), st.integers(0, 10_000))
    def test_only_what_may_stand_together_does(self, count: int, seed: int) -> None:
        for read, rules in ((likeliest_reading, ANYWHERE), (reading_in_order, IN_ORDER)):
            found = read(*beliefs(count, seed))
            if found.nats < -1e8:
                continue  # nothing is possible: a page of one line is no headline over a text
            assert len(found.roles) == len(found.gaps) == count
            for k, (above, below) in enumerate(pairwise(found.roles)):
                assert rules[found.gaps[k], above, below]

    @given(st.integers(1, 30), st.integers(0, 10_000))
    def test_the_one_in_order_is_never_likelier(self, count: int, seed: int) -> None:
        roles, gaps = beliefs(count, seed)
        best = likeliest_reading(roles, gaps).nats
        assert reading_in_order(roles, gaps).nats <= best + 1e-3

    @given(st.integers(2, 6), st.integers(0, 10_000))
    def test_no_other_reading_is_likelier(self, count: int, seed: int) -> None:
        roles, gaps = beliefs(count, seed)
        best = likeliest_reading(roles, gaps)
        for k in range(count):
            for role in LineRole:
                other = (*best.roles[:k], role, *best.roles[k + 1 :])
                assert _nats(other, roles, gaps) <= best.nats + 1e-3

    def test_each_article_of_one_in_order_has_headline_and_text(self) -> None:
        for seed in range(50):
            found = reading_in_order(*beliefs(20, seed))
            for roles in _articles(found):
                assert roles[0] is LineRole.HEADLINE
                assert {LineRole.BODY, LineRole.SUBHEAD} & set(roles)


def _nats(
    roles: tuple[LineRole, ...],
    role_beliefs: npt.NDArray[np.float32],
    gap_beliefs: npt.NDArray[np.float32],
) -> float:
    """Return what the best gaps between these roles are worth."""
    total = float(np.log(np.clip(role_beliefs, 1e-4, 1))[range(len(roles)), roles].sum())
    nats = np.log(np.clip(gap_beliefs, 1e-4, 1))
    for k, (above, below) in enumerate(pairwise(roles)):
        total += max(float(nats[k, gap]) for gap in Gap if ANYWHERE[gap, above, below])
    return total


def _articles(reading: Reading) -> list[list[LineRole]]:
    found: list[list[LineRole]] = [[]]
    for role, gap in zip(reading.roles, reading.gaps, strict=True):
        found[-1].append(role)
        if gap is Gap.ARTICLE:
            found.append([])
    return [roles for roles in found if roles]


class TestFeatures:
    @given(LINES)
    def test_every_page_has_a_row_a_line(self, texts: list[str]) -> None:
        page = Page(name="p.txt", text="\n".join(texts))
        lines = split_page(page)
        if not lines:
            return
        read = text_lines(lines, mark_lines(lines).marks, page.text)
        if not read.lines:
            return
        rows = page_rows(read, MODEL, MODEL)
        assert rows.shape == (len(read.lines), len(FEATURES))
        assert not np.isinf(rows).any()

    def test_a_page_in_larger_type_shows_the_same_shares(self) -> None:
        lines = ["新村办起老年食堂受到欢迎", *["一二三四五六七八九十"] * 6, "完了。"]
        at = FEATURES.index("width@0")
        rows = []
        for size in (1, 2):
            page = Page(name="p", text="\n".join(line * size for line in lines))
            found = split_page(page)
            text = text_lines(found, mark_lines(found).marks, page.text)
            rows.append(page_rows(text, MODEL, MODEL)[:, at])
        assert rows[0] == pytest.approx(rows[1], abs=0.1)

    def test_every_feature_has_words(self) -> None:
        asked = (*WITH_BELIEFS, *PAIR_FEATURES, *CONTINUATION_FEATURES)
        names = {name.partition("@")[0].partition("|")[0] for name in asked}
        for language in LANGUAGES:
            words = feature_words(language)
            assert names == words.keys()
            assert all(words.values())

    def test_an_unknown_note_is_said_as_it_is(self) -> None:
        assert reasons_in_words("") == ""
        assert reasons_in_words("12 of 14") == "12 of 14"


class TestFrames:
    @given(st.integers(1, 40), st.integers(0, 10_000))
    def test_each_line_stands_in_one(self, count: int, seed: int) -> None:
        frames = frames_of(likeliest_reading(*beliefs(count, seed)))
        lines = [k for frame in frames for block in frame.blocks for k in block.lines]
        assert lines == list(range(count))
        assert [frame.moved(5).start for frame in frames] == [f.start + 5 for f in frames]

    def test_a_byline_by_itself_is_no_headline(self) -> None:
        roles = (LineRole.BYLINE, LineRole.BODY, LineRole.HEADLINE, LineRole.BYLINE)
        gaps = (Gap.FRAME, Gap.ARTICLE, Gap.BLOCK, Gap.ARTICLE)
        kinds = [frame.kind for frame in frames_of(Reading(roles, gaps, 0.0))]
        assert kinds == [FrameKind.BYLINE, FrameKind.BODY, FrameKind.DISPLAY]


class TestSearch:
    @given(LINES.filter(len), st.integers(0, 10_000))
    def test_what_is_found_can_be(self, texts: list[str], seed: int) -> None:
        """Any beliefs: the reading is possible, and nothing is given twice, or to what is none."""
        page = Page(name="p.txt", text="\n".join(texts))
        lines = split_page(page)
        text = text_lines(lines, mark_lines(lines).marks, page.text)
        if not text.lines:
            return
        rows = page_rows(text, MODEL, MODEL)
        roles, gaps = beliefs(len(text.lines), seed)
        own = [line.text.text for line in text.lines]
        found = search_reading((roles, gaps), gaps, pair_scores(), own, rows)
        for k, (above, below) in enumerate(pairwise(found.reading.roles)):
            assert ANYWHERE[found.reading.gaps[k], above, below]
        kinds = [frame.kind for frame in found.frames]
        given_ = found.assignment
        for pairs, kind in (
            (given_.heads, FrameKind.DISPLAY),
            (given_.leads, FrameKind.LEAD),
            (given_.bylines, FrameKind.BYLINE),
            (given_.above, FrameKind.BODY),
        ):
            assert len({*pairs.values()}) == len(pairs)
            assert {kinds[other] for other in pairs.values()} <= {kind}
            assert {kinds[body] for body in pairs} <= {FrameKind.BODY}
        assert all(above < body for body, above in given_.above.items())
        assert given_.heads.keys().isdisjoint(given_.above)

    def test_a_page_longer_than_any_is_read_in_parts(self) -> None:
        made = reconstruct_page(Page(name="p.txt", text=SIMPLE * 110))
        assert len(made.articles) > 200

    def test_a_headline_elsewhere_says_why_it_is_the_one(self) -> None:
        printed = reprint(ARTICLES[:3], Style(order="headlines-last"), 7)
        page = Page(name="p.txt", text=printed.text)
        lines = split_page(page)
        read = read_page(page, lines, mark_lines(lines).marks)
        evidence, begins = next(story.evidence for story in read.stories if len(story.evidence) > 1)
        assert evidence.rule == "story/headline"
        assert evidence.runner_up
        assert "for it: " in reasons_in_words(evidence.note)
        assert begins.rule == "story/begins"
        assert "for it: " in reasons_in_words(begins.note)


class TestScores:
    def test_the_shipped_tables_ask_for_what_the_code_measures(self) -> None:
        tables = read_tables("lines")
        for name, features, classes in (
            ("roles", FEATURES, LineRole),
            ("gaps", FEATURES, Gap),
            ("roles_again", WITH_BELIEFS, LineRole),
            ("gaps_again", WITH_BELIEFS, Gap),
            ("roles_in_order", WITH_BELIEFS, LineRole),
            ("gaps_in_order", WITH_BELIEFS, Gap),
            ("heads", PAIR_FEATURES, "1"),
            ("leads", PAIR_FEATURES, "1"),
            ("bylines", PAIR_FEATURES, "1"),
            ("continuations", CONTINUATION_FEATURES, "1"),
            ("asides", ASIDE_FEATURES, "1"),
        ):
            assert tuple(tables[name]["features"]) == features
            assert tables[name]["classes"] == len(classes)

    def test_beliefs_are_shares_of_one(self) -> None:
        rows = np.full((3, len(FEATURES)), np.nan, dtype=np.float32)
        scores = line_scores()
        first = scores.first(rows)
        rows = np.hstack([rows, believed_around(first)])
        for found in (*first, *scores.second(rows, first), *scores.in_order(rows, first)):
            assert found.sum(axis=1) == pytest.approx(1, abs=1e-5)

    @given(st.lists(st.floats(-9, 9, width=32), min_size=2, max_size=2))
    def test_trees_are_walked_as_they_are_told(self, row: list[float]) -> None:
        forest = Forest(
            {
                "features": ["a", "b"],
                "classes": 1,
                "depth": 2,
                "roots": np.array([0, 5]),
                "feature": np.array([0, 1, 0, 0, 0, 0]),
                "bound": np.array([1, 2, np.inf, np.inf, np.inf, np.inf]),
                "below": np.array([1, 3, 2, 3, 4, 5]),
                "value": np.array([0, 0, 5, 1, 3, 0.5]),
            }
        )
        a, b = row
        expected = 0.5 + (5 if a > 1 else 3 if b > 2 else 1)
        assert forest.scores(np.array([row], dtype=np.float32)).tolist() == [[expected]]


class TestReadPage:
    def test_a_plain_page_comes_out_as_it_reads(self) -> None:
        made = reconstruct_page(Page(name="p.txt", text=SIMPLE))
        assert [(a.title.text.text, len(a.body)) for a in made.articles if a.title] == [
            ("新村办起老年食堂", 2),
            ("村民出钱修好石桥", 2),
        ]
        assert made.articles[0].authors == ("李庆",)

    def test_it_says_why_an_article_begins(self) -> None:
        evidence = reconstruct_page(Page(name="p.txt", text=SIMPLE)).articles[1].evidence[0]
        assert evidence.rule == "story/in-order"
        assert evidence.margin is not None
        assert "for it: " in reasons_in_words(evidence.note)

    def test_a_headline_without_text_takes_none_from_another(self) -> None:
        made = reconstruct_page(Page(name="p.txt", text=SIMPLE + "\n新村来了大学生\n"))
        plain = reconstruct_page(Page(name="p.txt", text=SIMPLE))
        assert [a.body for a in made.articles] == [a.body for a in plain.articles]
        assert "新村来了大学生" in "".join(block.text.text for block in made.leftovers)

    def test_a_page_of_one_line_or_none_is_read_as_any_other(self) -> None:
        for text, found in (
            ("", []),
            ("\n", []),
            ("新村", []),
            ("近日，新村办起食堂。", [(None, "近日，新村办起食堂。")]),
            ("新村办起食堂\n近日，新村办起食堂。", [("新村办起食堂", "近日，新村办起食堂。")]),
        ):
            made = reconstruct_page(Page(name="p.txt", text=text))
            assert [
                (a.title.text.text if a.title else None, a.body[0].text.text) for a in made.articles
            ] == found

    def test_more_lines_than_any_page_has_are_read_in_parts(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = reconstruct_page(Page(name="p.txt", text=SIMPLE * 12))
        monkeypatch.setattr("generator.reconstruct.reading._MOST_LINES", 20)
        parts = reconstruct_page(Page(name="p.txt", text=SIMPLE * 12))
        assert [a.body for a in parts.articles] == [a.body for a in whole.articles]


def test_a_display_line_that_marks_leave_no_role_is_unsure() -> None:
    reading = Reading((LineRole.HEADLINE, LineRole.BODY), (), 0.0)
    roles = np.zeros((2, len(LineRole)), np.float32)
    assert _parting(reading, roles) == 0
