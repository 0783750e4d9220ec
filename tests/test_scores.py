"""Trained scores: what is shipped can be read and made again, and its probabilities are such."""

from __future__ import annotations

import gzip
import json
import lzma
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.scores.character_model import END, START, CharacterModel, character_model, normalize
from generator.scores.continuity import SIGNS, CutSigns, continuity, strongest_sign
from generator.scores.packed_tables import pack_tables, read_tables, unpack_tables
from training.cuts import cut_into_lines, fit_weights
from training.language import Article, clean_paragraphs, main

SHIPPED = Path(__file__).resolve().parent.parent / "generator/scores/characters.json.gz"
MOST_BYTES = 4_000_000
"""What the model may weigh in the package."""
TEXTS = ("民政局召开会议。", "民政厅召开会议,部署工作。", "老人食堂开了。")
SMALL = st.lists(st.text(alphabet="民政局厅会。", min_size=1, max_size=8), max_size=8)


def everything(model: CharacterModel) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the numbers of all that may follow: every character, one unknown, and the end."""
    return np.array([n for n in range(model.size) if n != START])


class TestTables:
    @pytest.mark.parametrize("kind", ["u1", "u2", "u4", "u8", "i8", "f4", "f8"])
    @pytest.mark.parametrize("shape", [(0,), (5,), (2, 3)])
    def test_arrays_come_back_as_they_were(self, kind: str, shape: tuple[int, ...]) -> None:
        array = (np.arange(np.prod(shape)).reshape(shape) * 37).astype(kind)
        back = unpack_tables(pack_tables({"deep": {"down": array}, "name": "甲"}))
        assert back["name"] == "甲"
        assert back["deep"]["down"].dtype == array.dtype
        assert np.array_equal(back["deep"]["down"], array)

    def test_the_order_of_names_and_the_clock_change_no_byte(self) -> None:
        a, b = np.arange(3), np.arange(4)
        assert pack_tables({"a": a, "b": b}) == pack_tables({"b": b, "a": a})
        assert pack_tables({"a": a})[4:8] == b"\0\0\0\0"  # where gzip writes the time

    def test_a_machine_of_the_other_byte_order_writes_the_same(self) -> None:
        numbers = np.array([1, 258, 65539])
        assert pack_tables({"n": numbers.astype(">u4")}) == pack_tables(
            {"n": numbers.astype("<u4")}
        )

    def test_what_is_no_table_is_refused(self) -> None:
        with pytest.raises(TypeError, match="set is no table"):
            pack_tables({"a": {1, 2}})

    def test_a_name_without_a_file_is_told(self) -> None:
        with pytest.raises(FileNotFoundError):
            read_tables("nothing_like_it")


class TestCharacterModel:
    @pytest.mark.parametrize(("least_pair", "least_three"), [(1, 1), (1, 2), (2, 2), (9, 9)])
    def test_probabilities_sum_to_one_after_whatever_stood_before(
        self, least_pair: int, least_three: int
    ) -> None:
        model = CharacterModel.counted(TEXTS, least_pair=least_pair, least_three=least_three)
        for second, last in product(range(model.size), repeat=2):
            nats = model.log_probability(second, last, everything(model))
            assert np.exp(nats).sum() == pytest.approx(1, abs=1e-5)
        for last in range(model.size):
            nexts = [model.nats_next(last, int(char)) for char in everything(model)]
            assert np.exp(nexts).sum() == pytest.approx(1, abs=1e-5)

    @given(SMALL)
    def test_probabilities_sum_to_one_whatever_was_counted(self, texts: list[str]) -> None:
        model = CharacterModel.counted(texts)
        for text in (*texts, "乙"):
            second, last = [START, START, *model.encode(text)][-2:]
            nats = model.log_probability(second, last, everything(model))
            assert np.isfinite(nats).all()
            assert np.exp(nats).sum() == pytest.approx(1, abs=1e-5)

    def test_what_was_seen_more_often_is_likelier(self) -> None:
        model = CharacterModel.counted(TEXTS)
        second, last, *others = model.encode("会议。民")
        stop, people = model.log_probability(second, last, others)
        assert stop > people
        assert model.log_probability(*model.encode("开会议")) > -1

    def test_a_character_never_counted_is_unlikely_everywhere_and_never_impossible(self) -> None:
        model = CharacterModel.counted(TEXTS)
        ids = model.encode("民㐂")
        for second, last in product((START, *ids), repeat=2):
            known, unknown = model.log_probability(second, last, ids)
            assert np.isfinite(unknown)
            assert unknown < known

    def test_a_text_without_characters_has_no_numbers(self) -> None:
        model = CharacterModel.counted(TEXTS)
        nothing = model.encode("")
        assert nothing.shape == (0,)
        assert model.log_probability(nothing, nothing, nothing).shape == (0,)

    def test_a_model_of_nothing_knows_nothing_and_says_so(self) -> None:
        model = CharacterModel.counted([])
        assert model.encode("民").tolist() == [0]
        assert np.exp(model.log_probability(START, START, [0, END])).sum() == pytest.approx(1)

    def test_beginnings_and_ends_are_counted(self) -> None:
        model = CharacterModel.counted(TEXTS)
        people, old, meeting = model.encode("民老会")
        first = model.log_probability(START, START, [people, old, meeting])
        assert first[0] > first[1] > first[2]
        second, last = model.encode("议。")
        assert model.log_probability(second, last, END) > np.log(0.5)

    def test_the_order_of_texts_changes_nothing(self) -> None:
        def nats(texts: tuple[str, ...]) -> float:
            model = CharacterModel.counted(texts)
            return float(model.log_probability(*model.encode("开会议")))

        assert nats(TEXTS) == nats(TEXTS[::-1])

    @given(st.text())
    def test_any_text_is_normalized_once_and_encoded(self, text: str) -> None:
        flat = normalize(text)
        assert normalize(flat) == flat
        model = CharacterModel.counted([flat])
        assert len(model.encode(flat)) == len(flat)

    @given(SMALL)
    def test_one_by_one_and_in_rows_they_are_the_same(self, texts: list[str]) -> None:
        model = CharacterModel.counted(texts)
        some = [START, END, *model.encode("民政局乙").tolist()]
        for second, last in product(some, repeat=2):
            row = model.log_probability(second, last, some[1:])
            assert row == pytest.approx([model.nats(second, last, char) for char in some[1:]])


class TestContinuity:
    @pytest.mark.parametrize(
        ("before", "right", "wrong"),
        [
            ("引导鼓励公", "益慈善力量", "们的慈善力量"),
            ("全省共有养老机", "构两千家", "设养老床位"),
            ("截至6月底，全市共建成12", "个服务站", "成服务站"),
            ("工作人员介绍", "，老人可以", "车辆通行"),
            ("为老人提供助餐服", "务的食堂", "员的食堂"),
        ],
    )
    def test_the_right_continuation_is_the_likelier_one(
        self, before: str, right: str, wrong: str
    ) -> None:
        if right[0] != "，":  # no line begins so, whatever the words
            assert continuity(before, right) > 0
            assert continuity(before, right) > continuity(before, wrong)
        else:
            assert continuity(before, right) < 0

    def test_width_and_blanks_say_nothing(self) -> None:
        assert continuity("共建成 1", "个") == continuity("共建成１ ", " 个")

    @pytest.mark.parametrize("sides", [("", "民政"), ("民政", ""), ("", ""), (" ", "民")])
    def test_nothing_on_one_side_says_nothing(self, sides: tuple[str, str]) -> None:
        assert continuity(*sides) == 0

    def test_a_number_is_never_broken(self) -> None:
        assert continuity("共有12", "34人") < 0

    def test_what_the_page_says_elsewhere_counts(self) -> None:
        said = CutSigns(["记者从云川民政所获悉"])
        for before, after in (("到云川", "民政所"), ("云", "川"), ("云川民", "政所获")):
            more = continuity(before, after, said) - continuity(before, after)
            assert 0 < more <= strongest_sign()
        assert continuity("青云", "民政", said) == continuity("青云", "民政")

    @given(st.text(), st.text())
    def test_any_two_texts_can_be_asked_about(self, before: str, after: str) -> None:
        assert np.isfinite(continuity(before, after, CutSigns([before, after])))


class TestWeightsOfCuts:
    def test_signs_that_tell_weigh_and_others_do_not(self) -> None:
        """Of words that are cut anywhere, the model's nats tell which half belongs to which."""
        chance = Random(1)
        words = [chr(0x4E00 + 2 * n) + chr(0x4E01 + 2 * n) for n in range(40)]
        pages = [["".join(chance.choices(words, k=200)) for _ in range(4)] for _ in range(40)]
        model = CharacterModel.counted(text for page in pages[:20] for text in page)
        weights = fit_weights(model, pages[20:])
        assert list(weights) == list(SIGNS)
        assert weights["likelier"] > 0
        assert weights["after_stop"] == 0  # no sentence ends there
        assert weights == fit_weights(model, pages[20:])

    def test_too_little_text_weighs_nothing(self) -> None:
        assert set(fit_weights(CharacterModel.counted(TEXTS), [TEXTS]).values()) == {0}

    @given(st.text(alphabet="民政局，。“”（）", max_size=60), st.integers(1, 30))
    def test_lines_are_the_text(self, text: str, measure: int) -> None:
        lines = cut_into_lines(text, measure)
        assert "".join(lines) == text
        assert all(lines)


class TestShipped:
    def test_it_is_small_and_says_what_it_is_made_of(self) -> None:
        assert SHIPPED.stat().st_size <= MOST_BYTES
        made = read_tables("characters")["made_of"]
        assert made["characters"] > 5_000_000
        assert len(made["sha256"]) == 64

    @pytest.mark.parametrize("kind", ["text", "headline"])
    def test_no_run_of_characters_seen_once_is_kept(self, kind: str) -> None:
        """Counts are shipped, and none that a single sentence could be read from."""
        assert read_tables("characters")[kind]["three_counts"].min() >= 2

    def test_it_knows_words(self) -> None:
        model = character_model("text")
        ids = model.encode(normalize("民政局们"))
        bureau, plural = model.log_probability(ids[0], ids[1], ids[2:])
        assert bureau > plural + 3

    def test_all_signs_of_a_cut_weigh_something(self) -> None:
        weights = read_tables("characters")["cuts"]
        assert set(weights) == set(SIGNS)
        assert min(weights["likelier"], weights["unlikelier"], weights["pair"]) > 0

    def test_headlines_end_without_a_stop_and_texts_with_one(self) -> None:
        for kind, likelier in (("text", 0), ("headline", 1)):
            model = character_model(kind)  # type: ignore[arg-type]
            second, last, stop = model.encode("工作。")
            nats = model.log_probability(second, last, [stop, END])
            assert int(np.argmax(nats)) == likelier


def write_texts(path: Path) -> list[dict[str, str]]:
    rows = [
        {"page": "2024-04-18-01", "title": "食堂开了", "text": "老人食堂开了。\n记者来了。"},
        {"page": "2024-04-19-02", "title": "春天", "text": "春天来了\n我看见花"},
        {
            "page": "2024-04-20-03",
            "title": "会议",
            "text": "会议召开。\n会议\n301http://a.cn/1 会议",
        },
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return rows


class TestTraining:
    def test_the_same_texts_give_the_same_bytes_however_they_are_packed(
        self, tmp_path: Path
    ) -> None:
        plain = tmp_path / "texts.jsonl"
        write_texts(plain)
        data = plain.read_bytes()
        (tmp_path / "texts.jsonl.xz").write_bytes(lzma.compress(data))
        (tmp_path / "texts.jsonl.gz").write_bytes(gzip.compress(data))
        made = []
        for n, name in enumerate(
            ["texts.jsonl", "texts.jsonl", "texts.jsonl.xz", "texts.jsonl.gz"]
        ):
            out = tmp_path / f"{n}.json.gz"
            main([str(tmp_path / name), "--out", str(out)])
            made.append(out.read_bytes())
        assert len(set(made)) == 1

    def test_neither_residue_nor_verse_is_counted(self, tmp_path: Path) -> None:
        texts, out = tmp_path / "texts.jsonl", tmp_path / "out.json.gz"
        write_texts(texts)
        main([str(texts), "--out", str(out)])
        tables = unpack_tables(out.read_bytes())
        assert tables["made_of"]["articles"] == 2
        assert set(tables["text"]["vocabulary"]) == set("老人食堂开了。记者来会议召")
        assert set(tables["headline"]["vocabulary"]) == set("食堂开了会议")

    def test_pages_of_a_day_and_later_can_be_kept_to_measure_on(self, tmp_path: Path) -> None:
        texts, out = tmp_path / "texts.jsonl", tmp_path / "out.json.gz"
        write_texts(texts)
        main([str(texts), "--before", "2024-04-20", "--out", str(out)])
        assert set(unpack_tables(out.read_bytes())["headline"]["vocabulary"]) == set("食堂开了")

    @pytest.mark.parametrize("line", ["{", '{"title": "甲"}', '{"text": null}', "[]"])
    def test_a_line_that_is_no_article_is_named(
        self, tmp_path: Path, line: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        texts = tmp_path / "texts.jsonl"
        texts.write_text('{"text": "会议召开。"}\n' + line + "\n", "utf-8")
        with pytest.raises(SystemExit) as stopped:
            main([str(texts), "--out", str(tmp_path / "out.json.gz")])
        assert stopped.value.code == 1
        assert f"{texts}, line 2" in capsys.readouterr().err
        assert not (tmp_path / "out.json.gz").exists()

    @pytest.mark.parametrize(
        "residue",
        [
            "3016107110http://a.cn/b/1.html11921 会议",
            "http://a.cn/b",
            "https://a.cn/n1/2024/0418/c1",
        ],
    )
    def test_residue_is_known_by_its_address(self, residue: str) -> None:
        article = Article(title="会议", paragraphs=("会议召开。", "要闻", "会议", residue, "甲"))
        assert clean_paragraphs(article) == ("会议召开。",)

    def test_an_address_that_a_sentence_names_is_text(self) -> None:
        said = ("报名请登录（http://a.cn/）填写。", "报名已开始。")
        assert clean_paragraphs(Article(title="报名", paragraphs=said)) == said
