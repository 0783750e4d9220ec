"""A folder of seeds becomes a folder of pages; whatever goes wrong, nothing is half done."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import reconstruct
from generator.corpus.cache import page_cache as cache_module
from generator.corpus.cache.page_cache import Cache
from generator.corpus.convert import Report, convert
from generator.corpus.files import many_files
from generator.corpus.files.output import Output
from generator.corpus.pages import known_pages, pipeline
from generator.corpus.project_check import check
from generator.corpus.search import search_index
from generator.corpus.seeds.seed_files import find_seeds
from generator.corpus.settings import Settings, read_settings
from generator.errors import GeneratorError
from generator.model import Page, Reconstruction
from generator.reconstruct import reconstruct_both
from generator.reconstruct.reading import read_page
from tests.samples import RAIN, ROADS, make_project, tree


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    return read_settings(make_project(tmp_path / "project", rain=RAIN, roads=ROADS) / "mkdocs.yml")


def article_files(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.docs / "articles").glob("*.md"))


def text_of_articles(settings: Settings) -> str:
    return "".join(p.read_text("utf-8") for p in (settings.docs / "articles").glob("*.md"))


def test_every_article_becomes_a_page_and_gets_an_id(project: Settings) -> None:
    report = convert(project)
    assert report.pages == 2
    assert report.articles >= 2
    assert report.problems == ()
    ids = (project.seeds / "addresses.csv").read_text("utf-8").splitlines()[1:]
    rows = [line.split(",") for line in ids]
    ids = [address for kind, address, *_ in rows if kind == "article"]
    assert sorted(f"{id_}.md" for id_ in ids) == article_files(project)
    assert "降水量比常年同期偏多两成" in text_of_articles(project)


def test_a_second_run_writes_nothing(project: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_pages, "_JUST_NOW", -(10**18))  # else a slow machine keeps more later
    convert(project)
    before = tree(project.config.parent)
    report = convert(project)
    assert (report.written, report.removed) == ((), ())
    assert tree(project.config.parent) == before


def test_one_job_or_two_give_the_same_pages(
    project: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = convert(project, jobs=1)
    other = replace(project, docs=tmp_path / "docs", cache=tmp_path / "cache")
    monkeypatch.setattr(many_files, "_FEW", 0)
    monkeypatch.setattr(many_files, "_AT_ONCE", 17)
    together = convert(other, jobs=2)
    assert sorted(together.written) == sorted(alone.written)
    assert convert(other, jobs=2).written == ()
    one, two = tree(project.docs), tree(other.docs)
    assert {name: data for name, (data, _) in one.items()} == {
        name: data for name, (data, _) in two.items()
    }


def test_several_jobs_leave_a_file_of_the_user_s_alone(
    project: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_files, "_FEW", 0)
    own = project.docs / "agencies" / "index.md"
    own.parent.mkdir()
    own.write_text("ours", "utf-8")
    with pytest.raises(GeneratorError, match="was not made by convert"):
        convert(project, jobs=2)
    assert own.read_text("utf-8") == "ours"
    assert [path for path in project.docs.rglob("*") if path.is_file()] == [own]


def test_a_changed_seed_changes_its_pages_and_keeps_its_address(project: Settings) -> None:
    convert(project)
    addresses = article_files(project)
    (project.seeds / "rain.txt").write_text(RAIN.replace("偏多两成", "偏多三成"), "utf-8")
    report = convert(project)
    assert article_files(project) == addresses
    written = [name for name in report.written if name.startswith("articles/")]
    (page,) = (name for name in written if name.endswith(".md"))
    assert written == [page]
    assert "偏多三成" in text_of_articles(project)


def test_a_seed_taken_away_takes_its_pages_with_it(project: Settings) -> None:
    convert(project)
    (project.seeds / "rain.txt").unlink()
    addresses = article_files(project)
    convert(project)
    assert "水库" not in text_of_articles(project)
    assert article_files(project) == addresses
    assert "这篇文章所在的版面已从本站撤下" in text_of_articles(project)
    assert list(check(project)) == []
    (project.seeds / "rain.txt").write_text(RAIN, "utf-8")
    convert(project)
    assert "水库" in text_of_articles(project)
    assert "撤下" not in text_of_articles(project)
    assert article_files(project) == addresses


def test_an_address_that_is_gone_leads_on(project: Settings) -> None:
    convert(project)
    roads, *_ = (
        line.split(",")[1]
        for line in (project.seeds / "addresses.csv").read_text("utf-8").splitlines()
        if ",roads.txt," in line
    )
    (project.seeds / "roads.txt").write_text(RAIN.replace("水", "木").replace("市", "省"), "utf-8")
    convert(project)
    text = (project.docs / "articles" / f"{roads}.md").read_text("utf-8")
    assert "文章已撤下" in text
    assert "原有文字不再单独成篇" in text


def test_an_address_that_is_gone_outlives_the_name_of_its_page(project: Settings) -> None:
    seed = project.seeds / "roads.txt"
    seed.write_text(f"{ROADS}\f{RAIN.replace('水', '木')}", "utf-8")
    convert(project)
    addresses = article_files(project)
    seed.write_text(ROADS, "utf-8")
    convert(project)
    assert article_files(project) == addresses
    seed.rename(project.seeds / "streets.txt")
    convert(project)
    assert article_files(project) == addresses
    assert "roads.txt" not in text_of_articles(project)


def test_a_bad_seed_is_told_and_the_others_are_done(project: Settings) -> None:
    (project.seeds / "bad.txt").write_bytes(b"\xff\xfe\x00")
    (project.seeds / "empty.txt").touch()
    report = convert(project)
    assert report.pages == 2
    said = [str(problem.error) for problem in report.problems]
    assert "bad.txt: byte 2 is not valid UTF-16" in said[0]
    assert "empty.txt: the file is empty" in said[1]


@pytest.mark.parametrize("fault", ["truncated", "sidecar", "renamed and truncated"])
def test_articles_of_a_seed_that_fails_for_a_day_stay_as_they_were(
    project: Settings, fault: str
) -> None:
    sidecar = project.seeds / "rain.yml"
    # a year and a region that only this page has
    decided = "date: 2024-07-01\ncorrections:\n- region: 四川省\n  article: 全市水库安全度汛\n"
    sidecar.write_text(decided, "utf-8")
    (project.seeds / "roads.yml").write_text("date: 2023-07-01\n", "utf-8")
    convert(project)
    before = tree(project.docs)
    seed = project.seeds / "rain.txt"
    if fault == "sidecar":
        sidecar.write_text("dat: 2024-07-01\n", "utf-8")
    else:
        seed.write_bytes(RAIN.encode("utf-8")[:-2])
    if fault.startswith("renamed"):
        seed.rename(project.seeds / "rain2.txt")
    for _ in range(2):
        report = convert(project)
        assert [problem.seed for problem in report.problems] == [
            "rain2.txt" if fault.startswith("renamed") else "rain.txt"
        ]
        assert report.removed == ()
        # which the article links to, and what these lead to
        assert {"dates/2024.md", "regions/510000.md", "regions/510000/feed.json"} <= {*report.kept}
        assert "stay as they were" in report.left_out
        after = tree(project.docs)
        assert after.keys() == before.keys()
        for name in (name for name in before if name.startswith("articles/")):
            old, new = before[name], after[name]
            if name in report.kept:
                assert new == old
            else:  # an article in no index is nobody's neighbour, and no more changes
                around = b'<nav class="bm-around"'
                alone = [data.partition(around)[0].rstrip() for data, _time in (old, new)]
                assert alone[0] == alone[1]
        assert not any("left over" in line for line in check(project))
    seed.unlink(missing_ok=True)
    (project.seeds / "rain2.txt").unlink(missing_ok=True)
    sidecar.unlink()
    assert "dates/2024.md" in convert(project).written
    assert "gone: true" in (project.docs / "dates" / "2024.md").read_text("utf-8")
    assert "文章已撤下" in text_of_articles(project)


def test_a_folder_without_a_good_seed_changes_nothing(project: Settings) -> None:
    convert(project)
    before = tree(project.docs)
    for seed in project.seeds.glob("*.txt"):
        seed.write_bytes(b"")
    with pytest.raises(GeneratorError, match=r"rain\.txt: the file is empty"):
        convert(project)
    assert tree(project.docs) == before


def test_a_missing_folder_of_seeds_changes_nothing(project: Settings, tmp_path: Path) -> None:
    convert(project)
    before = tree(project.docs)
    with pytest.raises(GeneratorError, match="nowhere: no such file"):
        convert(replace(project, seeds=tmp_path / "nowhere"))
    assert tree(project.docs) == before


def test_a_fault_of_the_program_on_one_page_leaves_the_others_alone(
    project: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_on_rain(page: Page) -> tuple[Reconstruction, Reconstruction | None]:
        if page.name == "rain.txt":
            raise ZeroDivisionError("rain")
        return reconstruct_both(page)

    monkeypatch.setattr(pipeline, "reconstruct_both", fail_on_rain)
    report = convert(project)
    (problem,) = report.problems
    assert "rain.txt: the program failed on this page (ZeroDivisionError: rain)" in (
        problem.error or ""
    )
    assert "fail_on_rain" in problem.detail
    assert "村民出行" in text_of_articles(project)


def test_an_interrupted_run_is_finished_by_the_next(
    project: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real, calls = Output.write, []

    def stop_at_third(self: Output, name: str, text: str) -> None:
        calls.append(name)
        if len(calls) == 3:
            raise KeyboardInterrupt
        real(self, name, text)

    monkeypatch.setattr(Output, "write", stop_at_third)
    with pytest.raises(KeyboardInterrupt):
        convert(project)
    monkeypatch.setattr(Output, "write", real)
    convert(project)
    whole = replace(project, docs=tmp_path / "docs")
    convert(whole)
    assert {k: v for k, (v, _) in tree(project.docs).items()} == {
        k: v for k, (v, _) in tree(whole.docs).items()
    }


def test_a_folder_that_cannot_be_written_says_so(
    project: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise OSError(30, "Read-only file system", str(project.docs / "index.md"))

    monkeypatch.setattr("generator.corpus.files.output.write_if_changed", fail)
    with pytest.raises(GeneratorError, match=r"index\.md: cannot be written: Read-only"):
        convert(project)


def test_known_pages_come_from_the_cache(
    project: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert(project)

    def fail(page: Page) -> tuple[Reconstruction, Reconstruction | None]:
        raise AssertionError(f"{page.name} was made again")

    monkeypatch.setattr(pipeline, "reconstruct_both", fail)
    assert convert(project).problems == ()


def test_a_page_with_corrections_is_read_once(
    project: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidecar = "corrections:\n- date: 2024-05-20\n  article: 农村公路改造工程\n"
    (project.seeds / "roads.yml").write_text(sidecar, "utf-8")
    read: list[str] = []

    def count(page: Page, *rest: Any) -> Any:
        read.append(page.name)
        return read_page(page, *rest)

    monkeypatch.setattr(pipeline, "reconstruct_both", reconstruct_both)  # which forgets
    monkeypatch.setattr(reconstruct, "read_page", count)
    convert(project)
    assert read == ["rain.txt", "roads.txt"]
    assert "2024年5月20日" in (project.docs / "corrections" / "index.md").read_text("utf-8")


@pytest.mark.parametrize("change", ["text", "sidecar", "generator", "damage"])
def test_the_cache_never_answers_for_another_page(
    project: Settings, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    convert(project)
    made: list[str] = []

    def count(page: Page) -> tuple[Reconstruction, Reconstruction | None]:
        made.append(page.name)
        return reconstruct_both(page)

    monkeypatch.setattr(pipeline, "reconstruct_both", count)
    if change == "text":
        (project.seeds / "rain.txt").write_text(RAIN + "\n", "utf-8")
    elif change == "sidecar":
        (project.seeds / "rain.yml").write_text("date: 2024-07-01\n", "utf-8")
    elif change == "generator":
        monkeypatch.setattr(cache_module, "generator_digest", lambda: "another version")
    else:
        for entry in project.cache.iterdir():
            entry.write_bytes(b"\x80\x05damaged")
    convert(project)
    both = ["rain.txt", "roads.txt"]
    assert made == (both if change in ("generator", "damage") else ["rain.txt"])


def test_the_cache_does_not_grow(project: Settings) -> None:
    for number in range(3):
        (project.seeds / "rain.txt").write_text(RAIN + "\n" * number, "utf-8")
        convert(project)
    assert len(list(project.cache.glob("*.pickle"))) == 2


def test_outcomes_come_in_order_and_few_at_a_time(project: Settings) -> None:
    seeds, _ = find_seeds([project.seeds])
    taken = []

    def lazily() -> object:
        for seed in seeds * 500:
            taken.append(seed.name)
            yield seed

    outcomes = pipeline.make_seeds(lazily(), jobs=2)  # type: ignore[arg-type]
    names = [next(outcomes).seed for _ in range(3)]
    assert names == ["rain.txt", "roads.txt", "rain.txt"]
    assert len(taken) < 100
    outcomes.close()  # type: ignore[attr-defined]


def test_a_cache_that_cannot_be_written_is_done_without(project: Settings) -> None:
    blocked = replace(project, cache=project.config / "no-folder")
    assert convert(blocked).problems == ()
    assert Cache(blocked.cache).get(Page(name="a.txt", text="文")) is None


class TestCheck:
    def test_all_is_well_after_a_conversion(self, project: Settings) -> None:
        convert(project)
        assert list(check(project)) == []

    def test_before_the_first_conversion_only_the_ids_are_missing(self, project: Settings) -> None:
        (finding,) = check(project)
        assert "addresses.csv" in finding
        assert "have no lasting id yet" in finding

    def test_it_changes_nothing(self, project: Settings) -> None:
        convert(project)
        (project.seeds / "roads.txt").unlink()
        before = tree(project.docs), tree(project.seeds)
        list(check(project))
        assert (tree(project.docs), tree(project.seeds)) == before

    def test_it_finds_what_is_stale_missing_and_left_over(self, project: Settings) -> None:
        (project.seeds / "roads.yml").write_text("date: 2024-05-20\n", "utf-8")  # a year of its own
        report: Report = convert(project)
        stale, missing = [n for n in report.written if n.startswith("articles/")][:2]
        (project.docs / stale).write_text("changed by hand", "utf-8")
        (project.docs / missing).unlink()
        findings = "\n".join(check(project, verbose=True))
        assert f"{stale}: not what the seeds give now" in findings
        assert f"{missing}: missing" in findings
        (project.seeds / "roads.txt").unlink()
        assert "2024.md: not what the seeds give now" in "\n".join(check(project, verbose=True))
        (project.seeds / "addresses.csv").unlink()
        findings = "\n".join(check(project, verbose=True))
        assert "2024.md: left over" in findings
        assert "addresses.csv: out of date. Run “convert”" in findings

    def test_it_finds_sidecars_that_nobody_reads_or_that_are_wrong(self, project: Settings) -> None:
        convert(project)
        (project.seeds / "rian.yml").write_text("dat: 2024\n", "utf-8")
        (project.seeds / "roads.yml").write_text("date: heute\n", "utf-8")
        findings = list(check(project))
        assert any("no seed is called rian.txt" in line for line in findings)
        assert any("rian.yml:1: unknown key “dat”" in line for line in findings)
        assert sum("roads.yml:1: “heute” is no date" in line for line in findings) == 1

    def test_it_finds_what_nothing_reads_and_what_is_there_twice(self, project: Settings) -> None:
        (project.seeds / "RAIN2.TXT").write_text(RAIN.replace("\n", "\r\n"), "utf-8")
        (project.seeds / "RAIN2.yml").write_text("page: 4\n", "utf-8")
        (project.seeds / "scan.gif").touch()
        report = convert(project)
        assert len(report.ignored) == 1
        findings = list(check(project))
        assert findings[0] == report.ignored[0]
        assert findings[1:] == ["rain.txt: has the same text as RAIN2.TXT. Delete one of them."]

    def test_it_tells_every_fault_of_a_sidecar_on_a_line_of_its_own(
        self, project: Settings
    ) -> None:
        convert(project)
        (project.seeds / "rain.yml").write_text("dat: 2024\nurl: hier\n", "utf-8")
        findings = [line for line in check(project) if "rain.yml" in line]
        assert [line.split(": ")[0][-1] for line in findings] == ["1", "2"]


class TestSettings:
    def test_folders_lie_beside_the_settings(self, project: Settings) -> None:
        top = project.config.parent
        assert (project.seeds, project.docs, project.site) == (
            top / "seeds",
            top / "site_src",
            top / "site",
        )

    @pytest.mark.parametrize(
        ("content", "said"),
        [("a: [", "not valid YAML"), ("- a", "expected settings"), (None, "no such file")],
    )
    def test_settings_that_cannot_be_read(
        self, tmp_path: Path, content: str | None, said: str
    ) -> None:
        path = tmp_path / "mkdocs.yml"
        if content is not None:
            path.write_text(content, "utf-8")
        with pytest.raises(GeneratorError, match=said):
            read_settings(path)


class TestSearchIndex:
    """It is written anew as a whole, so a run that changes no article must leave it alone."""

    def test_the_same_articles_keep_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings = read_settings(make_project(tmp_path, one=RAIN) / "mkdocs.yml")
        convert(settings)
        index = settings.docs / "search" / "index.js"
        before = index.read_bytes()

        def unexpected(*_: object, **__: object) -> Iterator[tuple[str, bytes]]:
            raise AssertionError("written anew")

        with monkeypatch.context() as patched:
            patched.setattr(search_index, "search_parts", unexpected)
            report = convert(settings)
        assert report.written == ()
        assert index.read_bytes() == before

    def test_another_article_changes_it(self, tmp_path: Path) -> None:
        settings = read_settings(make_project(tmp_path, one=RAIN) / "mkdocs.yml")
        convert(settings)
        before = (settings.docs / "search" / "index.js").read_bytes()
        (settings.seeds / "two.txt").write_text(RAIN.replace("雨", "雪"), "utf-8")
        convert(settings)
        assert (settings.docs / "search" / "index.js").read_bytes() != before

    def test_what_was_changed_or_lost_is_put_right(self, tmp_path: Path) -> None:
        settings = read_settings(make_project(tmp_path, one=RAIN) / "mkdocs.yml")
        convert(settings)
        index = settings.docs / "search" / "index.js"
        before = index.read_bytes()
        index.write_bytes(before.replace(b"A", b"B"))
        later = time.time_ns() + 10**9
        os.utime(index, ns=(later, later))
        convert(settings)
        assert index.read_bytes() == before
        index.unlink()
        convert(settings)
        assert index.read_bytes() == before
