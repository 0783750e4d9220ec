"""``convert`` makes what comes out otherwise, and leaves what a conversion of everything leaves."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scale_corpus import page_name, page_text
from generator.cli import run
from generator.corpus.cache import circumstances
from generator.corpus.cache import page_cache as cache_module
from generator.corpus.cache.page_cache import Cache, generator_digest, write_sealed
from generator.corpus.convert import convert
from generator.corpus.pages import known_pages
from generator.corpus.pages.collected_pages import Corpus, read_corpus
from generator.corpus.search import search_index
from generator.corpus.seeds.seed_files import Seed
from generator.corpus.seeds.seed_reading import read_seed
from generator.corpus.settings import read_settings
from generator.publish import Home
from generator.publish import desk as desk_module
from generator.publish.articles.article_page import article_page
from generator.publish.labels.article_summary import ArticleCard, card_of
from generator.publish.search import grams
from generator.publish.search.pack import packed
from generator.publish.search.postings import gathered
from tests.samples import make_project, short_page
from tests.test_finished import contents, different
from tests.test_jumps_across_pages import CANTEEN, CANTEEN_REST, HEAD, LIBRARY
from tests.test_terms import TITLES

PAGES = 4
"""Invented pages, of two articles each."""
SENTENCE = "渡口明天起照常开放。"
SHARED = (
    "钟楼下的老人摆开棋盘，邮差把旧车铃擦得锃亮，裁缝铺的花猫蹲在檐角打盹，卖豆腐的小贩敲着梆子穿过"
    "石桥，放牛娃骑着青牛吹柳笛，磨坊的木轮吱呀转动，烟囱飘起淡蓝炊烟。"
)
"""What stands nowhere else."""
PARAGRAPH = "\n\n　　渡口明天起照常开放，船工轮流值守。"
Edit = Callable[[Path, random.Random], None]
Anew = Callable[[Path], Path]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with invented pages, and two of which the one goes on on the other."""
    pages = {page_name(number).removesuffix(".txt"): short_page(number) for number in range(PAGES)}
    pages["2024-05-16-01"] = HEAD.format(1) + CANTEEN.format("下转第2版") + LIBRARY
    pages["2024-05-16-02"] = HEAD.format(2) + CANTEEN_REST.format("上接第1版")
    made = make_project(tmp_path / "project", **pages)
    monkeypatch.chdir(made)
    return made


def converted_anew(made: pytest.TempPathFactory) -> Anew:
    """Return what gives the pages that a conversion of everything gives, once of the same seeds."""
    known: dict[str, Path] = {}

    def convert(project: Path) -> Path:
        seeds = repr(sorted(contents(project / "seeds").items()))
        if seeds not in known:
            other = made.mktemp("other")
            shutil.copy(project / "mkdocs.yml", other)
            shutil.copytree(project / "seeds", other / "seeds")
            assert run(["convert", "--quiet", "--config", str(other / "mkdocs.yml")]) == 0
            known[seeds] = other / "site_src"
        return known[seeds]

    return convert


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Anew:
    return converted_anew(tmp_path_factory)


@pytest.fixture(scope="module")
def anew_in_parts(tmp_path_factory: pytest.TempPathFactory) -> Anew:
    """The same where the search is in parts."""
    return converted_anew(tmp_path_factory)


def texts(project: Path) -> list[Path]:
    return sorted((project / "seeds").glob("*.txt"))


def add(project: Path, lot: random.Random) -> None:
    number = lot.randrange(100, 1000)
    (project / "seeds" / page_name(number)).write_text(short_page(number), "utf-8")


def change(project: Path, lot: random.Random) -> None:
    page = lot.choice(texts(project))
    page.write_text(page.read_text("utf-8").rstrip("\n") + "渡口明天起照常开放。\n", "utf-8")


def insert(project: Path, lot: random.Random) -> None:
    """Add a sentence, or a paragraph, somewhere in a text."""
    page = lot.choice(texts(project))
    lines = page.read_text("utf-8").split("\n")
    line = lot.choice([n for n, text in enumerate(lines) if text.endswith("。")])
    lines[line] += lot.choice([SENTENCE, PARAGRAPH])
    page.write_text("\n".join(lines), "utf-8")


def rename(project: Path, lot: random.Random) -> None:
    page = lot.choice(texts(project))
    page.rename(page.with_name(f"renamed-{lot.randrange(10**6)}.txt"))


def delete(project: Path, lot: random.Random) -> None:
    lot.choice(texts(project)).unlink()


def retitle(project: Path, lot: random.Random) -> None:
    page = lot.choice(texts(project))
    lines = page.read_text("utf-8").split("\n")
    told = ("本报记者", "青禾周报")  # a byline, the head of a page
    heads = [
        n for n, line in enumerate(lines)
        if len(line) > 6 and "。" not in line and not line.startswith(told)
    ]  # fmt: skip
    lines[lot.choice(heads)] += "新篇"
    page.write_text("\n".join(lines), "utf-8")


def correct(project: Path, lot: random.Random) -> None:
    page = lot.choice(texts(project))
    issue = f"publication: 青禾日报\ndate: '2020-0{lot.randrange(1, 9)}-11'\n"
    page.with_suffix(".yml").write_text(issue, "utf-8")


def test_edits_in_a_row_leave_what_everything_anew_leaves(
    project: Path, anew: Anew, capsys: pytest.CaptureFixture[str], long: bool
) -> None:
    lot = random.Random(1)
    edits: list[Edit] = [add, change, insert, rename, delete, retitle, correct]
    assert run(["convert", "--quiet"]) == 0
    order = [lot.choice(edits) for _ in range(20 if long else 3)] + edits
    lot.shuffle(order)
    for number, edit in enumerate(order):
        edit(project, lot)
        assert run(["convert", "--quiet"]) == 0
        if number % (2 if long else 4) == 0:
            assert different(project / "site_src", anew(project)) == [], (number, edit)
    capsys.readouterr()
    run(["check", "--verbose"])  # which makes all anew, of whole pages
    assert "site_src" not in capsys.readouterr().out


class TestOnlyWhatChanged:
    def test_an_edit_makes_the_pages_around_it(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run(["convert", "--quiet"]) == 0
        made: list[str] = []

        def page(*given: object) -> tuple[str, str]:
            found = article_page(*given)  # type: ignore[arg-type]
            made.append(found[0])
            return found

        monkeypatch.setattr(desk_module, "article_page", page)
        assert run(["convert", "--quiet"]) == 0
        joined = len(made)  # of what goes on on another page, only all pages together tell
        assert joined <= 2
        change(project, random.Random(1))
        assert run(["convert", "--quiet"]) == 0
        assert joined < len(made) - joined < 2 * PAGES

    def test_lists_are_made_where_they_show_what_changed(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A sentence at an article's end is in none of them, its headline in all that have it."""
        for name in ("2024-05-16-01", "2024-05-16-02"):  # what goes on elsewhere is not known
            (project / "seeds" / f"{name}.txt").unlink()
        assert run(["convert", "--quiet"]) == 0
        made: list[object] = []

        def card(*given: Any) -> ArticleCard:
            made.append(given)
            return card_of(*given)

        monkeypatch.setattr("generator.publish.lists.list_page.card_of", card)
        change(project, random.Random(1))
        assert run(["convert", "--quiet"]) == 0
        assert made == []
        retitle(project, random.Random(1))
        assert run(["convert", "--quiet"]) == 0
        assert made

    def test_nothing_else_is_written(self, project: Path) -> None:
        assert run(["convert", "--quiet"]) == 0
        before = {path: path.stat().st_mtime_ns for path in (project / "site_src").rglob("*.md")}
        page = project / "seeds" / page_name(0)
        page.write_text(page.read_text("utf-8").rstrip("\n") + "渡口照常开放。\n", "utf-8")
        assert run(["convert", "--quiet"]) == 0
        changed = {path for path in before if path.stat().st_mtime_ns != before[path]}
        assert {path.parent.name for path in changed} <= {"articles", "pages", "site_src"}
        assert len(changed) <= 4

    @pytest.mark.parametrize("name", ["articles", "regions", "pages", "tags"])
    def test_what_somebody_else_changed_is_put_right(self, project: Path, name: str) -> None:
        assert run(["convert", "--quiet"]) == 0
        before = contents(project / "site_src")
        touched = sorted((project / "site_src" / name).glob("*.md"))[0]
        touched.write_text(touched.read_text("utf-8") + "x", "utf-8")
        assert run(["convert", "--quiet"]) == 0
        assert contents(project / "site_src") == before


class TestSearchInParts:
    """As of more than 2,000 articles: what comes out as it was is neither packed nor written."""

    @pytest.fixture(autouse=True)
    def _few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(search_index, "ONE_FILE", 3)
        monkeypatch.setattr(search_index, "MOST", 2)
        monkeypatch.setattr(grams, "TEXT_FOR_LISTS", 15)
        monkeypatch.setattr(grams, "TEXT_FOR_PLACES", 30)

    def test_edits_leave_what_everything_anew_leaves(
        self, project: Path, anew_in_parts: Anew
    ) -> None:
        lot = random.Random(5)
        assert run(["convert", "--quiet"]) == 0
        for number, edit in enumerate((change, retitle, change, add, delete)):
            edit(project, lot)
            assert run(["convert", "--quiet"]) == 0
            if number in (1, 3, 4):
                assert different(project / "site_src", anew_in_parts(project)) == [], edit

    @pytest.mark.parametrize("between", [False, True], ids=["at once", "after a run of nothing"])
    def test_few_parts_are_packed_of_the_articles_around(
        self, project: Path, between: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run(["convert", "--quiet"]) == 0
        if between:
            assert run(["convert", "--quiet"]) == 0
        before = contents(project / "site_src" / "search")
        lots = len([*(project / ".cache" / "search").glob("*.lot")])
        packings: list[object] = []
        gatherings: list[object] = []

        def pack(*given: Any) -> bytes:
            packings.append(given)
            return packed(*given)

        def gather(texts: Any) -> Any:
            gatherings.append(texts)
            return gathered(texts)

        monkeypatch.setattr("generator.publish.search.pack.packed", pack)
        monkeypatch.setattr("generator.publish.search.lots.gathered", gather)
        change(project, random.Random(6))
        assert run(["convert", "--quiet"]) == 0
        after = contents(project / "site_src" / "search")
        changed = [name for name in after if before.get(name) != after[name]]
        assert 1 < len(changed) < len(after) / 3
        assert len(packings) <= len(changed)
        assert 0 < len(gatherings) <= 2 < lots

    def test_a_lot_that_is_damaged_is_not_believed(
        self, project: Path, anew_in_parts: Anew
    ) -> None:
        assert run(["convert", "--quiet"]) == 0
        for kind, cut in product(("*.lot", "*.known"), (0, 10, 3000, -1, None)):
            lots = [*(project / ".cache" / "search").glob(kind)]
            assert lots
            for path in lots:
                data = path.read_bytes()
                path.write_bytes(data[:cut] if cut is not None else data[:-9] + bytes(9))
            edit(project, 0)
            assert run(["convert", "--quiet"]) == 0
            assert different(project / "site_src", anew_in_parts(project)) == [], (kind, cut)

    def test_a_part_that_somebody_else_changed_is_put_right(self, project: Path) -> None:
        assert run(["convert", "--quiet"]) == 0
        before = contents(project / "site_src")
        parts = sorted((project / "site_src" / "search" / "g").iterdir())
        parts[0].write_bytes(b"")
        parts[1].unlink()
        change(project, random.Random(7))
        assert run(["convert", "--quiet"]) == 0
        after = contents(project / "site_src")
        assert after.keys() == before.keys()
        assert b"" not in after.values()


class TestRecords:
    def test_one_that_is_damaged_is_not_believed(self, project: Path, anew: Anew) -> None:
        assert run(["convert", "--quiet"]) == 0
        (record,) = (project / ".cache" / "builds").glob("*.pages")
        whole = record.read_bytes()
        for damaged in (
            b"",
            whole[: len(whole) // 2],
            whole[:-1],
            whole.replace(b"articles/", b"articlez/", 1),
            b"\xff" * len(whole),
            whole.partition(b"\n")[2],
        ):
            record.write_bytes(damaged)
            edit(project, 0)
            assert run(["convert", "--quiet"]) == 0
            assert different(project / "site_src", anew(project)) == [], damaged
            assert len(record.read_bytes()) > len(whole) // 2
            whole = record.read_bytes()

    def test_so_is_what_the_cache_keeps(self, project: Path, anew: Anew) -> None:
        def otherwise(data: bytes) -> bytes:  # a pickle that can be read
            return data.replace("。".encode(), "！".encode())

        assert run(["convert", "--quiet"]) == 0
        kinds = ("*.pickle", "*.gist", "*.packed", "*.extract", "*.torn", "terms")
        damages: tuple[Callable[[bytes], bytes] | None, ...] = None, lambda d: d[:500], otherwise
        for kind, damage in product(kinds, damages):
            kept = [*(project / ".cache").rglob(kind)]
            assert kept, kind
            for path in kept:
                if damage is None:
                    path.unlink()
                else:
                    path.write_bytes(damage(path.read_bytes()))
            edit(project, 0)
            assert run(["convert", "--quiet"]) == 0
            assert different(project / "site_src", anew(project)) == [], (kind, damage)

    def test_without_a_cache_all_is_made_all_the_same(
        self, project: Path, anew: Anew, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = anew(project)

        def refuse(*_given: object) -> None:
            raise OSError("no room")

        monkeypatch.setattr(cache_module, "write_atomically", refuse)
        assert run(["convert", "--quiet"]) == 0
        assert not [*(project / ".cache").rglob("*.gist")]
        assert different(project / "site_src", whole) == []

    def test_another_program_makes_all_anew(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run(["convert", "--quiet"]) == 0
        made: list[object] = []

        def page(*given: object) -> tuple[str, str]:
            made.append(given)
            return article_page(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(desk_module, "article_page", page)
        monkeypatch.setattr("generator.corpus.kept_plan.generator_digest", lambda: "another")
        assert run(["convert", "--quiet"]) == 0
        assert len(made) > 2 * PAGES

    @pytest.mark.parametrize("package", ["jieba", "jinja2"])
    def test_so_is_what_another_version_of_a_package_made(
        self, package: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = generator_digest()
        monkeypatch.setattr(circumstances, "version", lambda name: "9" if name == package else name)
        after = generator_digest.__wrapped__()
        monkeypatch.setattr(circumstances, "version", lambda name: name)
        assert len({before, after, generator_digest.__wrapped__()}) == 3


class TestPlan:
    """An edit that no list shows is made of what the last run has planned."""

    @pytest.fixture(autouse=True)
    def _done(self, project: Path) -> None:
        for number in (1, 2):  # longer than what related articles are known by
            (project / "seeds" / page_name(number)).write_text(page_text(number), "utf-8")
        assert run(["convert", "--quiet"]) == 0

    @pytest.fixture
    def all_read(self, monkeypatch: pytest.MonkeyPatch) -> list[object]:
        """What is told each time that all pages are read."""
        read: list[object] = []

        def reading(*given: Any, **named: Any) -> Corpus:
            read.append(given)
            return read_corpus(*given, **named)

        monkeypatch.setattr("generator.corpus.convert.read_corpus", reading)
        return read

    def test_edits_in_a_row_need_no_list(
        self, project: Path, anew: Anew, all_read: list[object]
    ) -> None:
        for number in (1, 2, 1):
            edit(project, number)
            assert run(["convert", "--quiet"]) == 0
        assert not all_read
        ledger = (project / "seeds" / "addresses.csv").read_bytes()
        all_anew = anew(project)
        assert different(project / "site_src", all_anew) == []
        assert (all_anew.parent / "seeds" / "addresses.csv").read_bytes() == ledger
        retitle(project, random.Random(2))
        assert run(["convert", "--quiet"]) == 0
        assert all_read
        assert different(project / "site_src", anew(project)) == []

    @pytest.mark.parametrize(
        ("line", "more"),
        [(line, SENTENCE) for line in (10, 26, 34, 62)] + [(line, PARAGRAPH) for line in (16, 52)],
    )
    def test_nor_do_edits_anywhere_but_where_an_article_begins(
        self, project: Path, anew: Anew, all_read: list[object], line: int, more: str
    ) -> None:
        """What comes after moves on its page, and is where it was to all others."""
        write_into(project, 1, line, more)
        assert run(["convert", "--quiet"]) == 0
        assert not all_read
        assert different(project / "site_src", anew(project)) == []

    def test_nor_does_a_preview_which_builds_into_another_folder_each_time(
        self, project: Path, all_read: list[object]
    ) -> None:
        settings = read_settings(project / "mkdocs.yml")
        for number in range(3):
            edit(project, 1)
            there = replace(settings, site=project / ".cache" / f"site-{number}")
            assert len(convert(there, preview=True).written) > 1
            assert len(all_read) == 1, number  # the first one, as no preview was there

    def test_articles_that_come_to_share_words_are_related(
        self, project: Path, anew: Anew, all_read: list[object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Their pages are made, on whatever pages they stand, and no list."""
        for where in ("edited_pages", "planned_pages"):  # of so few articles, home shows nearly all
            monkeypatch.setattr(f"generator.corpus.{where}.rank_at_home", lambda _entry: None)
        (project / ".cache" / "plan").unlink()
        assert run(["convert", "--quiet"]) == 0
        all_read.clear()
        related = [related_in(project)]
        for page, out in ((1, False), (2, False), (1, True)):
            write_into(project, page, 26, SHARED, out=out)
            assert run(["convert", "--quiet"]) == 0
            assert not all_read
            related.append(related_in(project))
            assert {*different(project / "site_src", anew(project))} <= {"index.md"}
            all_read.clear()
        before, _, shared, after = related
        assert len([name for name in before if before[name] != shared[name]]) >= 2
        assert after != shared

    def test_to_one_that_goes_on_elsewhere_only_all_pages_tell(
        self, project: Path, anew: Anew, all_read: list[object]
    ) -> None:
        write_into(project, 1, 10, CANTEEN.replace("\n", "")[20:120])
        assert run(["convert", "--quiet"]) == 0
        assert all_read
        assert different(project / "site_src", anew(project)) == []

    def test_one_that_is_damaged_is_not_believed(
        self, project: Path, anew: Anew, all_read: list[object]
    ) -> None:
        plan = project / ".cache" / "plan"
        for damage in ("gone", "cut", "other bytes", "another version"):
            data = plan.read_bytes()
            if damage == "gone":
                plan.unlink()
            elif damage == "another version":
                write_sealed(plan, pickle.dumps(("another", *pickle.loads(data[16:])[1:]), 5))
            else:
                cut = damage == "cut"
                plan.write_bytes(data[: len(data) // 2] if cut else data[:-9] + bytes(9))
            edit(project, 1)
            assert run(["convert", "--quiet"]) == 0
            assert all_read, damage
            assert different(project / "site_src", anew(project)) == [], damage
            all_read.clear()

    def test_what_was_killed_is_made_good(
        self, project: Path, anew: Anew, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stopped(*_given: object) -> None:
            raise KeyboardInterrupt

        for step in ("small_edit.write_ledger", "convert.write_files", "convert.write_index"):
            edit(project, 1)
            with monkeypatch.context() as patch:
                patch.setattr(f"generator.corpus.{step}", stopped)
                assert run(["convert", "--quiet"]) == 130
            edit(project, 2)
            assert run(["convert", "--quiet"]) == 0
            assert different(project / "site_src", anew(project)) == [], step

    def test_nor_is_it_where_others_had_a_hand(
        self, project: Path, anew: Anew, all_read: list[object]
    ) -> None:
        for what in ("a row of addresses", "a file", "a file more"):
            if what == "a row of addresses":
                ledger = project / "seeds" / "addresses.csv"
                rows = ledger.read_text("utf-8").splitlines(keepends=True)
                ledger.write_text("".join(rows[:1] + rows[2:]), "utf-8")  # and is found again
            elif what == "a file":
                next((project / "site_src" / "regions").glob("*.md")).write_text("x", "utf-8")
            else:
                with (project / "site_src" / ".generated").open("a", encoding="utf-8") as manifest:
                    manifest.write("more.md\n")
            edit(project, 1)
            assert run(["convert", "--quiet"]) == 0
            assert all_read, what
            assert different(project / "site_src", anew(project)) == [], what
            all_read.clear()

    def test_lists_of_tags_written_during_a_run_hold_for_the_next(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for path in texts(project):
            path.unlink()
        for number, title in enumerate(TITLES[:3]):
            text = f"{title}\n\n近日，{title}。村民来到这里参观，讲起往事。"
            (project / "seeds" / f"of-terms-{number}.txt").write_text(text, "utf-8")

        def reading(*given: Any, **named: Any) -> Corpus:
            found = read_corpus(*given, **named)
            (project / "site_src" / "tags.yml").write_text("stop: [图书馆]\n", "utf-8")
            return found

        with monkeypatch.context() as patch:
            patch.setattr("generator.corpus.convert.read_corpus", reading)
            assert run(["convert", "--quiet"]) == 0
        index = project / "site_src" / "tags" / "index.md"
        assert "图书馆" in index.read_text("utf-8")
        assert run(["convert", "--quiet"]) == 0
        assert "图书馆" not in index.read_text("utf-8")

    def test_two_sites_of_the_same_seeds_each_have_their_search(self, project: Path) -> None:
        settings = (project / "mkdocs.yml").read_text("utf-8")
        other = settings.replace("docs_dir: site_src", "docs_dir: other_src")
        (project / "other.yml").write_text(other, "utf-8")
        edit(project, 1)
        for config in ("other.yml", "mkdocs.yml"):
            assert run(["convert", "--quiet", "--config", config]) == 0
        assert different(project / "site_src", project / "other_src") == []

    def test_an_index_that_was_put_back_is_not_taken_for_that_of_now(
        self, project: Path, anew: Anew
    ) -> None:
        index = project / "site_src" / "search" / "index.js"
        kept = shutil.copy2(index, project / "kept.js")
        edit(project, 1)
        assert run(["convert", "--quiet"]) == 0
        shutil.copy2(kept, index)
        assert run(["convert", "--quiet"]) == 0
        assert different(project / "site_src", anew(project)) == []


def edit(project: Path, number: int) -> None:
    """Add a sentence at the end of a page, or take it away again."""
    page, more = project / "seeds" / page_name(number), "渡口明天起照常开放。"
    text = page.read_text("utf-8").rstrip("\n")
    edited = text.removesuffix(more) if text.endswith(more) else text + more
    page.write_text(f"{edited}\n", "utf-8")


def test_nobody_moves_up_on_the_home_page_unseen() -> None:
    best = {str(number): (6, 0.9 + number / 100) for number in range(8)}
    home = Home(told={}, figures=(), placed=0, best=best)
    assert home.stays("a", (5, 0.5), (6, 0.89))
    assert home.stays("3", (6, 0.93), (6, 0.93))
    assert not home.stays("a", (5, 0.5), (6, 0.9))
    assert not home.stays("3", (6, 0.93), (6, 0.94))
    assert not home.stays("a", (5, 0.5), None)
    assert not replace(home, best={}).stays("a", (5, 0.5), (5, 0.6))


def write_into(project: Path, number: int, line: int, more: str, *, out: bool = False) -> None:
    """Add something to the end of a line of a page, or take it out."""
    page = project / "seeds" / page_name(number)
    lines = page.read_text("utf-8").split("\n")
    lines[line] = lines[line].replace(more, "") if out else lines[line] + more
    page.write_text("\n".join(lines), "utf-8")


def related_in(project: Path) -> dict[str, str]:
    """Return what stands in each article's page from the related ones on."""
    pages = (project / "site_src" / "articles").glob("*.md")
    return {path.name: path.read_text("utf-8").partition("**相关文章**")[2] for path in pages}


def test_what_is_put_away_is_as_it_was(project: Path) -> None:
    """The gist of a page tells lists what the whole of it would."""
    assert run(["convert", "--quiet"]) == 0
    assert [*(project / ".cache" / "pages").glob("*.gist")]
    assert run(["check"]) == 0  # which holds all files against whole pages
    assert Cache(project / ".cache" / "pages").named("no-such.pickle") is None


class TestKnownPages:
    """What was made of seeds that nobody has touched is read in lots, without opening a seed."""

    @pytest.fixture
    def settled(self, project: Path) -> Path:
        """The project, its seeds older than what may be changed twice in one moment."""
        for path in (project / "seeds").iterdir():
            os.utime(path, (1_700_000_000, 1_700_000_000))
        time.sleep(known_pages._JUST_NOW / 1e9)
        assert run(["convert", "--quiet"]) == 0
        return project

    @pytest.fixture(autouse=True)
    def _soon(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(known_pages, "_JUST_NOW", 20_000_000)

    def test_no_seed_is_opened_that_was_not_touched(
        self, settled: Path, anew: Anew, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        change(settled, random.Random(1))
        read: list[str] = []

        def reading(seed: Seed, *given: object) -> object:
            read.append(seed.name)
            return read_seed(seed, *given)  # type: ignore[arg-type]

        monkeypatch.setattr("generator.corpus.pages.pipeline.read_seed", reading)
        assert run(["convert", "--quiet"]) == 0
        assert len({*read}) == 1
        assert different(settled / "site_src", anew(settled)) == []

    def test_a_sidecar_a_picture_or_the_same_size_is_noticed(
        self, settled: Path, anew: Anew
    ) -> None:
        page = settled / "seeds" / page_name(0)
        page.write_text(page.read_text("utf-8").replace("渡口", "码头"), "utf-8")
        os.utime(page, (1_700_000_000, 1_700_000_000))
        correct(settled, random.Random(4))
        assert run(["convert", "--quiet"]) == 0
        assert different(settled / "site_src", anew(settled)) == []

    def test_a_lot_that_is_damaged_is_not_believed(self, settled: Path, anew: Anew) -> None:
        for cut in (0, 8, 16, 400, -1):
            lots = [*(settled / ".cache" / "known").glob("*.lot")]
            for lot in lots:
                lot.write_bytes(lot.read_bytes()[:cut])
            edit(settled, 0)
            assert run(["convert", "--quiet"]) == 0
            assert different(settled / "site_src", anew(settled)) == [], cut
            assert sum(len(lot.read_bytes()) > 400 for lot in lots) >= len(lots) - 1 > 0

    def test_a_seed_of_just_now_is_read_again(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(known_pages, "_JUST_NOW", 3_600 * 10**9)
        assert run(["convert", "--quiet"]) == 0
        assert not [*(project / ".cache" / "known").glob("*.lot")]
