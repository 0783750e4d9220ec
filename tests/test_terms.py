"""The corpus' own terms: what several headlines share becomes a tag; what says nothing does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.corpus.cache.page_cache import read_sealed, write_sealed
from generator.corpus.convert import convert
from generator.corpus.pages import own_terms
from generator.corpus.pages.own_terms import read_lists, with_terms
from generator.corpus.settings import read_settings
from generator.describe import Headline, TermLists, find_terms, parse_lists, shipped_lists
from generator.errors import SidecarError
from generator.model import Entry
from generator.publish.paths import tag_path
from generator.publish.search.searched_items import searched
from tests.published import make_entry, site_pages
from tests.samples import make_project
from tests.test_browse import no_link_is_broken

RIVER = ("河长制", "n")
HALL = ("图书馆", "n")


def heads(*rows: tuple[tuple[str, str], ...], field: str = "water") -> list[Headline]:
    return [Headline(row, field) for row in rows]


def names(headlines: list[Headline], *facts: str, lists: TermLists | None = None) -> list[str]:
    return [term.name for term in find_terms(headlines, facts, lists or TermLists())]


THREE = heads((RIVER, ("见效", "v")), (("话", "v"), RIVER), (("问", "v"), RIVER, ("答", "v")))


def test_what_three_headlines_share_is_a_term() -> None:
    assert names(THREE) == ["河长制"]
    assert names(THREE[:2]) == []


def test_what_has_an_index_is_none() -> None:
    assert names(THREE, "河长制") == []


def test_what_always_stands_beside_the_same_word_is_none() -> None:
    assert names(heads(*[(("在", "v"), RIVER, ("中", "v"))] * 4)) == []


def test_what_stands_in_too_many_headlines_is_none() -> None:
    others = heads(*[((f"第{n}", "x"),) for n in range(60)])
    assert names([*THREE, *others]) == ["河长制"]
    assert names([*THREE, *THREE, *others]) == []


def test_what_stands_in_all_fields_alike_is_none() -> None:
    fields = ("water", "sport", "law")
    mixed = [Headline(head.words, field) for head, field in zip(THREE, fields, strict=True)]
    assert names(mixed) == []


def test_the_longer_one_takes_the_place_of_the_shorter() -> None:
    office = ("工作站", "n")
    rows = heads((RIVER, office, ("建成", "v")), (("走进", "v"), RIVER, office), (RIVER, office))
    assert names(rows) == ["河长制工作站"]


def test_numbers_times_names_and_verbs_make_none() -> None:
    for kind in ("m", "t", "nr", "v", "d"):
        assert names(heads(*[(("三十二", kind),)] * 3)) == []


def test_a_variant_goes_by_the_longer_name() -> None:
    long, short = ("防灾减灾救灾", "n"), ("防灾救灾", "n")
    rows = heads((long,), (long,), (long,), (short,), (short,), (short,))
    (term,) = find_terms(rows, (), TermLists())
    assert term.forms == ("防灾减灾救灾", "防灾救灾")


def test_a_user_s_lists_win() -> None:
    lists = parse_lists(
        "stop: [图书馆]\nfirst: [话题]\nlast: [答案]\nmerge: {河长制: [河长]}\n", "t"
    )
    assert names(THREE, lists=lists) == ["河长制"]
    assert names(heads(*[(HALL,)] * 3), lists=lists) == []
    rows = heads((("河长", "n"),), (("河长", "n"),), (RIVER,))
    assert [term.forms for term in find_terms(rows, (), lists)] == [("河长制", "河长")]
    assert shipped_lists().with_more(lists).stop > {"图书馆"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("stop: 甲乙\n", "t.yml:1: a list of words"),
        ("a: 1\nstops: [甲乙]\n", "t.yml:1: unknown key 'a'"),
        ("merge: [甲乙]\n", "t.yml:1: names with lists"),
        ("stop:\n- 甲\n", "t.yml:2: a word of two characters"),
        ("- a\n", "t.yml:1: names with lists"),
        ("? [甲, 乙]\n: [甲乙]\n", "t.yml:2: unknown key"),
        ("merge:\n  河: [河长制]\n", "t.yml:2: a word of two characters"),
        ('merge:\n  "\\ud800河": [河长制]\n', "t.yml:2: a word holds half a character"),
        (f"merge:\n  {'河' * 61}: [河长制]\n", "t.yml:2: a word of two .* 60 at most"),
    ],
)
def test_a_slip_in_the_lists_names_file_and_line(text: str, told: str) -> None:
    with pytest.raises(SidecarError, match=told):
        parse_lists(text, "t.yml")


TITLES = ("山村有了图书馆", "图书馆里话变迁", "小小图书馆，留住乡愁", "雨后的早晨")


def corpus(*titles: str) -> tuple[Entry, ...]:
    return tuple(
        make_entry(f"a{n:05d}", title=title, offset=n * 100) for n, title in enumerate(titles)
    )


def test_articles_have_them_as_tags_with_a_page_and_in_the_search(tmp_path: Path) -> None:
    entries = with_terms(corpus(*TITLES), TermLists(), tmp_path)
    assert [entry.terms for entry in entries] == [("图书馆",)] * 3 + [()]
    pages = dict(site_pages(entries, ()))
    no_link_is_broken(pages)
    assert "共 3 篇文章" in pages[tag_path("图书馆")]
    assert "## 常见词语" in pages["tags/index.md"]
    assert "- 图书馆" in pages["articles/a00000.md"]
    assert [tag[1] for tag in searched(entries[0]).tags] == ["图书馆"]


def test_words_are_cut_as_by_the_whole_dictionary() -> None:
    texts = [*TITLES, "甘棠县12个乡镇办起老年食堂", "王小禾：把图书馆开到A座楼下", "", "书"]
    by_ours = own_terms._words_of(lambda: own_terms._cutter(texts), texts)
    import jieba.posseg  # and its own dictionary, whole

    assert by_ours == own_terms._words_of(lambda: jieba.posseg.cut, texts)


def test_words_are_cut_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = with_terms(corpus(*TITLES), TermLists(), tmp_path)
    monkeypatch.setattr(own_terms, "_words_of", lambda _cutter, texts: 1 / 0)
    assert with_terms(corpus(*TITLES), TermLists(), tmp_path) == first
    assert len((read_sealed(tmp_path / "words") or ((), ()))[1]) == len(TITLES)


@pytest.mark.parametrize(("old", "new"), [("图书馆", "图书管"), ("0.42", "0.41"), ("图", "")])
def test_damaged_words_and_those_of_another_version_are_cut_anew(
    old: str, new: str, tmp_path: Path
) -> None:
    first = with_terms(corpus(*TITLES), TermLists(), tmp_path)
    (tmp_path / "terms").unlink()
    words = tmp_path / "words"
    data = words.read_bytes().replace(old.encode(), new.encode())
    if old[0].isdigit():
        write_sealed(words, data[16:])
    else:
        words.write_bytes(data)
    again = words.read_bytes()
    assert with_terms(corpus(*TITLES), TermLists(), tmp_path) == first
    assert words.read_bytes() != again


def test_half_a_character_in_a_headline_is_kept_too(tmp_path: Path) -> None:
    titles = (*TITLES, "雨\ud800后")
    first = with_terms(corpus(*titles), TermLists(), tmp_path)
    assert with_terms(corpus(*titles), TermLists(), tmp_path) == first
    assert len((read_sealed(tmp_path / "words") or ((), ()))[1]) == len(titles)


def test_a_small_corpus_has_none_and_needs_no_library(tmp_path: Path) -> None:
    """Two articles share nothing that an index would be of use for; their site is whole."""
    entries = with_terms(corpus(*TITLES[:2]), TermLists(), None)
    assert not any(entry.terms for entry in entries)
    assert "常见词语" not in dict(site_pages(entries, ()))["tags/index.md"]
    code = "import generator.corpus.pages.own_terms, sys; print('jieba' in sys.modules)"
    root = str(Path(__file__).resolve().parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "False"


def test_a_project_s_own_lists(tmp_path: Path) -> None:
    text = "{0}\n\n近日，{0}。村民来到这里参观，讲起往事。"
    project = make_project(
        tmp_path / "p", **{f"page{n}": text.format(t) for n, t in enumerate(TITLES[:3])}
    )
    settings = read_settings(project / "mkdocs.yml")
    convert(settings)
    index = project / "site_src/tags/index.md"
    assert "图书馆" in index.read_text("utf-8")
    (project / "site_src/tags.yml").write_text("stop: [图书馆]\n", "utf-8")
    assert "图书馆" in read_lists(settings).stop
    convert(settings)
    assert "图书馆" not in index.read_text("utf-8")
