"""What is learned from pages: where gold stands on them, and the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reconstruct.reading.line_decoding import Gap, LineRole
from generator.scores.character_model import CharacterModel
from generator.scores.packed_tables import pack_tables
from tests.rows_printer import in_columns, printed_by_rows
from training import confidence, lines, reprints, rows
from training.briefs import main as cut_briefs
from training.labels import label_page
from training.pages import FURNITURE, LABEL, GoldPage, Place, place_characters, read_pages

MODEL = CharacterModel.counted(["近日，新村办起食堂。", "老人都说好。"])
NAMES = ("青溪", "白石", "南岭", "河西", "丰田", "东湖")


def story(name: str) -> dict[str, object]:
    return {
        "title": f"{name}村办起老年食堂",
        "byline": "本报记者 李庆",
        "body": [
            ["p", f"近日，{name}村办起老年食堂，七十岁以上的老人每天都能吃上热饭。"],
            ["p", f"食堂由{name}村委会出资，志愿者轮流帮厨，老人每餐付三元钱。"],
        ],
        "credit": f"（据{name}村委会）",
    }


def page_text(gold: list[dict[str, object]], width: int) -> str:
    found = []
    for article in gold:
        parts = [article["title"], article["byline"], *(text for _, text in article["body"])]  # type: ignore[attr-defined]
        for part in (*parts, article["credit"]):
            found += [part[i : i + width] for i in range(0, len(part), width)]
    return "\n".join(found) + "\n"


def folder(at: Path) -> Path:
    (at / "pages").mkdir(parents=True)
    gold = {}
    for n in range(12):
        articles = [story(NAMES[(n + k) % len(NAMES)]) for k in range(2 + n % 3)]
        gold[f"p{n:02}.txt"] = articles
        (at / "pages" / f"p{n:02}.txt").write_text(page_text(articles, 12 + n % 5), "utf-8")
    (at / "gold.json").write_text(json.dumps(gold), "utf-8")
    return at


class TestPlaces:
    def test_what_no_article_has_takes_nothing_from_one(self) -> None:
        gold = [story("青溪"), story("白石")]
        text = "青溪日报 2026年4月18日 近日食堂\n" + page_text(gold, 14)
        places = place_characters(text, gold)
        head, _, rest = text.partition("\n")
        assert {places[i].article for i, c in enumerate(head) if not c.isspace()} == {FURNITURE}
        found = [places[i].article for i, c in enumerate(rest, len(head) + 1) if not c.isspace()]
        assert found == sorted(found)
        assert set(found) == {0, 1}

    def test_articles_that_begin_alike_are_told_apart(self) -> None:
        gold = [story("白石"), story("青溪")]
        for article in gold:
            article["body"][0][1] = "本报四月十八日电　" + article["body"][0][1]  # type: ignore[index]
        text = page_text(gold[::-1], 10)
        places = place_characters(text, gold)
        bodies = [places[i].article for i in sorted(places) if places[i].part == "p"]
        assert bodies == sorted(bodies, reverse=True)

    @given(st.permutations(NAMES), st.integers(5, 40))
    def test_every_character_has_a_place(self, names: list[str], width: int) -> None:
        gold = [story(name) for name in names[:3]]
        text = page_text(gold, width)
        places = place_characters(text, gold)
        assert set(places) == {i for i, c in enumerate(text) if not c.isspace()}
        assert all(place.article != FURNITURE for place in places.values())

    def test_a_label_is_no_article_and_no_furniture(self) -> None:
        gold = [{**story("青溪"), "label": "地方动态"}, {**story("白石"), "label": "地方动态"}]
        text = "地方动态\n" + page_text(gold, 20)
        places = place_characters(text, gold)
        assert [places[i] for i in range(4)] == [Place(LABEL, "label", -1, i) for i in range(4)]
        assert min(places[i].article for i in places if i > 4) == 0

    def test_a_page_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        at = folder(tmp_path / "set")
        (at / "pages" / "p03.txt").unlink()
        with pytest.raises(FileNotFoundError, match=r"p03\.txt"):
            list(read_pages(at))


class TestLines:
    def test_lines_have_the_roles_of_their_gold(self) -> None:
        gold = [story("青溪"), story("白石")]
        text = "责编：王小明\n" + page_text(gold, 20)
        page = GoldPage(name="p", text=text, gold=gold, group="", source="")
        labelled = label_page(page, models)
        assert labelled is not None
        body, head, byline, _, _, credit = LineRole
        one = [head, byline, body, body, body, body, credit]
        assert list(labelled.roles) == [*one, *one]
        goes_on, block, frame, article = Gap
        ends = [block, frame, goes_on, block, goes_on, block, article]
        assert list(labelled.gaps) == [*ends, *ends]
        assert list(labelled.articles) == [0] * 7 + [1] * 7
        assert lines.is_in_order(labelled)

    def test_the_same_pages_give_the_same_bytes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(lines, "ROUNDS", (2, 3))
        at = folder(tmp_path / "set")
        pages = [label_page(page, models) for page in read_pages(at)]
        found = [page for page in pages if page is not None]
        once, again = (pack_tables(lines.learn_lines(found, models)) for _ in range(2))
        assert once == again

    def test_pages_to_learn_nothing_from_are_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = folder(tmp_path / "set")
        monkeypatch.setattr(lines, "ROUNDS", (2, 2))
        pages = [label_page(page, models) for page in read_pages(at)]
        found = [page for page in pages if page is not None]
        with pytest.raises(ValueError, match="at least 2 groups"):
            lines.learn_lines(found[:1], models)
        for page in found:
            page.roles[0] = LineRole.BODY
        with pytest.raises(ValueError, match="top to bottom"):
            lines.learn_lines(found, models)


class TestRows:
    def test_the_same_pages_give_the_same_bytes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rows, "ROUNDS", 2)
        pages = mixed_pages()
        once, again = (rows.learn_rows(pages, models) for _ in range(2))
        assert once is not None
        assert again is not None
        assert pack_tables(once) == pack_tables(again)

    def test_pages_in_file_order_teach_nothing(self, tmp_path: Path) -> None:
        assert rows.learn_rows([*read_pages(folder(tmp_path / "set"))], models) is None


def mixed_pages() -> list[GoldPage]:
    """Return pages on which two stories stand side by side, printed row by row."""
    pages = []
    for n in range(6):
        gold = [story(NAMES[(n + k) % len(NAMES)]) for k in range(2)]
        for article in gold:
            article["body"] = [*article["body"]] * 4  # type: ignore[misc]
        texts = [[text for _, text in article["body"]] for article in gold]  # type: ignore[attr-defined]
        columns = [column for text in texts for column in in_columns(text, 12, 2)]
        heads = [line for article in gold for line in (article["title"], article["byline"], "")]
        text = "\n".join([*map(str, heads), *printed_by_rows(columns, [12] * 4)])
        pages.append(GoldPage(name=f"p{n}", text=text, gold=gold, group=f"{n}", source=""))
    return pages


def models(_: str) -> tuple[CharacterModel, CharacterModel]:
    return MODEL, MODEL


class TestConfidence:
    def test_it_is_learned_from_what_came_out(self, tmp_path: Path) -> None:
        at, out = folder(tmp_path / "set"), tmp_path / "confidence.json.gz"
        confidence.main([str(at), "--out", str(out)])
        first = out.read_bytes()
        confidence.main([str(at), "--out", str(out)])
        assert out.read_bytes() == first

    def test_each_article_that_was_made_is_judged(self, tmp_path: Path) -> None:
        page = next(iter(read_pages(folder(tmp_path / "set"))))
        assert [right for _, right in confidence.judge_page(page)] == [True, True]


class TestBriefs:
    def test_the_same_groups_give_the_same_briefs(self, tmp_path: Path) -> None:
        groups, out = tmp_path / "groups.jsonl", tmp_path / "out.jsonl"
        articles = [
            {"title": f"{name}村办起食堂", "paragraphs": [f"近日，{name}村办起食堂。" * 5] * 3}
            for name in NAMES
        ]
        rows = [{"page": f"2026-0{n}-01-01", "articles": articles} for n in range(1, 6)]
        groups.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        cut_briefs([str(groups), str(out), "--before", "2026-04-01"])
        once = out.read_text("utf-8")
        cut_briefs([str(groups), str(out), "--before", "2026-04-01"])
        assert out.read_text("utf-8") == once
        briefs = [json.loads(line) for line in once.splitlines()]
        assert [row["page"] for row in briefs] == [f"2026-0{n}-01-01" for n in (1, 2, 3)]
        assert all(1 < len(row["articles"]) <= 8 for row in briefs)


class TestReprints:
    def test_the_same_pages_give_the_same_reprints(self, tmp_path: Path) -> None:
        at = folder(tmp_path / "set")
        for out in ("one", "two"):
            reprints.main([str(at), str(tmp_path / out), "--count", "12"])
        one, two = (list(read_pages(tmp_path / out)) for out in ("one", "two"))
        assert one == two
        assert len({page.text for page in one}) > 6
        assert {page.group for page in one} == {page.group for page in read_pages(at)}
        assert all(page.gold for page in one)

    def test_pages_without_articles_are_refused(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "gold.json").write_text("{}", "utf-8")
        with pytest.raises(SystemExit):
            reprints.main([str(tmp_path), str(tmp_path / "out")])
        assert "no page with articles" in capsys.readouterr().err
