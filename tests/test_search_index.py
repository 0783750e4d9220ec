"""The search index and its engine, in a real browser: all that is asked for is found, only it."""

from __future__ import annotations

import base64
import io
import os
import shutil
import time
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cache, partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.search.corpus import GeneratedArticles
from generator.model import ArticleDate, DateBasis, Facts
from generator.publish import Searched, search_files, searched
from generator.publish.search import grams, occurrences, postings
from generator.publish.search.facet_columns import FacetColumns
from generator.publish.search.pack import MULTIPLIER, Part
from generator.text.search_form import search_form
from generator.text.word_tables import torn_words
from tests.case_files import Case, read_cases
from tests.conftest import ROOT, Tabs, examples, serve
from tests.published import make_entry

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LONG = [
    "城乡社区为高龄老人送餐上门",
    "街道办事处统筹安排志愿服务",
    "乡镇卫生院定期组织健康检查",
    "慈善协会捐赠冬季御寒的衣物",
]
"""Phrases of more pairs than are asked for at a time."""
NO_MORE = {"withoutFacets": 0, "notices": 0}
Ask: TypeAlias = Callable[..., Any]

SCRIPTS = ROOT / "site_src" / "assets" / "search"
PAGE = "<!doctype html><meta charset=utf-8><script src=engine.js></script>"
ONE_FILE, PARTS = "one file", "parts"


def text_of(article: Searched) -> str:
    """Return an article's searched text; no query crosses from one line of it into the next."""
    return "\n".join(search_form(text) for _, text in (*article.head, *article.body))


def searched_articles() -> st.SearchStrategy[Searched]:
    """Return articles of few characters, so that grams come again, and of odd ones."""
    line = st.text(st.sampled_from("人民政府社会大学南湖 的\n𠮷\ud800、1"), max_size=30)
    parts = st.lists(st.tuples(st.just(""), line), max_size=3).map(tuple)
    return st.builds(Searched, id=st.just("a"), title=st.just(""), head=parts, body=parts)


@cache
def drawn_articles() -> tuple[Searched, ...]:
    """Return the articles that are searched, drawn once they are asked for."""
    return tuple(GeneratedArticles(150, length=500))


@cache
def drawn_texts() -> tuple[str, ...]:
    return tuple(text_of(article) for article in drawn_articles())


def expected(*phrases: str) -> list[str]:
    """Return the ids of the articles that hold every phrase: the truth, by looking."""
    forms = [search_form(phrase) for phrase in phrases]
    held = zip(drawn_articles(), drawn_texts(), strict=True)
    return [article.id for article, text in held if all(form in text for form in forms)]


def write_index(folder: Path, articles: Collection[Searched], *, one_file: int) -> None:
    for name, data in search_files(articles, io.BytesIO(), one_file=one_file):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def put_engine(folder: Path) -> None:
    """Put the engine's scripts into a folder, and a page beside them."""
    shutil.copy(SCRIPTS / "engine.js", folder)
    shutil.copytree(SCRIPTS / "engine", folder / "engine")
    (folder / "index.html").write_text(PAGE)


def put_site(folder: Path) -> None:
    """Put all scripts of the search where a site has them, and a page that loads the first."""
    shutil.copytree(SCRIPTS, folder / "assets" / "search")
    (folder / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><script src=assets/search/start.js></script>"
    )


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of two sites with the same articles, indexed in one file, and in parts."""
    folders = {}
    for kind, most in ((ONE_FILE, 10_000), (PARTS, 0)):
        folder = folders[kind] = tmp_path_factory.mktemp("indexed")
        write_index(folder, drawn_articles(), one_file=most)
        put_engine(folder)
    return folders


@pytest.fixture(scope="module")
def pages(browser: Browser, sites: dict[str, Path]) -> Iterator[dict[str, Page]]:
    """Return a page for each of the sites, with the engine open as `engine`."""
    found = {}
    with serve(sites[ONE_FILE]) as one, serve(sites[PARTS]) as other:
        for kind, address in ((ONE_FILE, one), (PARTS, other)):
            page = found[kind] = browser.new_page()
            page.goto(address)
            page.evaluate("async (root) => { engine = await BanmianSearch.open(root); }", address)
        yield found
        for page in found.values():
            page.close()


@pytest.fixture(params=[ONE_FILE, PARTS])
def ask(request: pytest.FixtureRequest, pages: dict[str, Page]) -> Ask:
    """Return a function that searches, once for each kind of index."""
    return asker(pages[request.param])


def asker(page: Page) -> Ask:
    def ask(q: str = "", **others: Any) -> Any:
        return page.evaluate("(query) => engine.search(query)", {"q": q, "count": 1000, **others})

    return ask


@pytest.fixture
def site_of(tabs: Tabs, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Return a function that gives a page with the engine open on articles of one's own."""
    with ExitStack() as stack:

        def site_of(articles: Collection[Searched], one_file: int) -> Page:
            folder = tmp_path / str(one_file)
            write_index(folder, articles, one_file=one_file)
            put_engine(folder)
            address = stack.enter_context(serve(folder))
            page = stack.enter_context(tabs.lend())
            page.goto(address)
            page.evaluate("async (root) => { engine = await BanmianSearch.open(root); }", address)
            return page

        yield site_of


def ids(answer: Any) -> set[str]:
    return {hit["id"] for hit in answer["hits"]}


@pytest.mark.browser
def test_a_page_gets_one_name_and_each_script_one_object_in_it(
    tabs: Tabs, sites: dict[str, Path]
) -> None:
    """So that whoever reads `grams.` knows which script to open."""
    with serve(sites[PARTS]) as address, tabs.lend(alone=True) as page:
        page.add_init_script("before = new Set(Object.keys(window))")
        page.goto(address)
        page.evaluate("(root) => BanmianSearch.open(root).then(() => {})", address)
        names = page.evaluate("Object.keys(window).filter((name) => !before.has(name))")
        assert set(names) - {"before"} == {"BanmianSearch", "banmianSearchIndex"}
        objects = page.evaluate("Object.keys(BanmianSearch)")
    assert set(objects) - {"open"} == {path.stem for path in (SCRIPTS / "engine").iterdir()}


class TestFolding:
    """One definition, and two programs that follow it."""

    @pytest.mark.parametrize("case", read_cases("search_form.md"), ids=str)
    def test_in_python(self, case: Case) -> None:
        assert search_form(case.input) == case.expected

    @pytest.mark.browser
    @pytest.mark.parametrize("case", read_cases("search_form.md"), ids=str)
    def test_in_the_browser(self, case: Case, pages: dict[str, Page]) -> None:
        folded = pages[PARTS].evaluate("(text) => engine.forms.fold(text)", case.input)
        assert folded == case.expected
        traced = pages[PARTS].evaluate("(text) => engine.forms.traced(text).form", case.input)
        assert traced == case.expected

    @given(st.text(), st.text())
    def test_the_form_of_a_part_stands_in_the_form_of_the_whole(self, one: str, other: str) -> None:
        assert search_form(one + other) == search_form(one) + search_form(other)


QUERIES = {
    "a word of two": "发展",
    "of three": "委员会",
    "of four": "社会组织",
    "a place": "长沙市",
    "an agency": "湖南省民政厅",
    "a number with its unit": "亿元",
    "a year": "2024年",
    "a day": "月1",
    "a per cent": "%",
    "a single character": "的",
    "a rare one": "鑫",
    "a mark": "。",
    "quoted": "”",
    "wide": "２０２４年",
    "traditional": "社會組織",
    "nowhere": "饕餮盛宴之王",
}


@pytest.mark.browser
class TestFinding:
    @pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
    def test_all_that_hold_it_and_no_others(self, query: str, ask: Ask) -> None:
        answer = ask(query)
        assert ids(answer) == set(expected(query))
        assert answer["total"] == len(answer["hits"])

    @settings(
        max_examples=examples(80), suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.data())
    def test_any_stretch_of_any_article(self, ask: Ask, data: st.DataObject) -> None:
        article = data.draw(st.sampled_from(drawn_articles()))
        _, text = data.draw(st.sampled_from((*article.head, *article.body)))
        start = data.draw(st.integers(0, len(text) - 1))
        query = text[start : start + data.draw(st.integers(1, 40))]
        answer = ask(query)
        assert ids(answer) == set(expected(*query.split()))

    @settings(
        max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.data())
    def test_several_words_are_all_held(self, ask: Ask, data: st.DataObject) -> None:
        """Short stretches of the same article, or of others, so that some find nothing."""
        words = []
        for _ in range(data.draw(st.integers(2, 4))):
            text = data.draw(st.sampled_from(data.draw(st.sampled_from(drawn_articles())).body))[1]
            start = data.draw(st.integers(0, len(text) - 1))
            words.append(text[start : start + data.draw(st.integers(1, 3))])
        assert ids(ask(" ".join(words))) == set(expected(*words))

    def test_quotation_marks_hold_a_phrase_together(self, ask: Ask) -> None:
        assert ids(ask("社会 组织")) == set(expected("社会", "组织"))
        assert ids(ask('"社会 组织"')) == set(expected("社会组织"))
        assert ids(ask("“社会 组织”")) == set(expected("社会组织"))
        assert ids(ask("”")) == set(expected("”"))

    def test_of_ten_thousand_words_a_thousand_are_asked_for(self, pages: dict[str, Page]) -> None:
        """Each held against all others, these took half a minute."""
        counted = "async q => (await engine.search({ q })).terms.length"
        words = " ".join(f"{number:04x}" for number in range(10_000))
        assert pages[ONE_FILE].evaluate(counted, words) == 1000

    @pytest.mark.parametrize("mark", "“「")
    def test_marks_that_never_close_hold_nothing_up(
        self, mark: str, pages: dict[str, Page]
    ) -> None:
        """Looked through again for every blank between them, these took an hour."""
        answered = pages[ONE_FILE].evaluate(
            """(q) => new Promise((resolve) => {
                const worker = new Worker("engine.js");
                const end = (data) => (worker.terminate(), resolve(data));
                worker.postMessage({ id: 1, call: "open", args: [document.baseURI] });
                worker.onmessage = () => {
                    worker.onmessage = ({ data }) => end(data.value.terms);
                    worker.postMessage({ id: 2, call: "search", args: [{ q }] });
                };
                setTimeout(end, 120_000, "nothing");
            })""",
            f"{mark} " * 6000,
        )
        assert answered == [mark]

    def test_many_words_are_asked_for_until_few_articles_are_left(
        self, pages: dict[str, Page]
    ) -> None:
        """Hundreds of them were asked for at once, though the first ten left nothing to find."""
        words = [
            text[at : at + 3] for _, text in drawn_articles()[7].body for at in range(0, 240, 4)
        ]
        assert len(set(words)) > 100
        asked = pages[PARTS].evaluate(
            """async (q) => {
                let lists = 0;
                const { grams } = engine, { list } = grams;
                grams.list = (gram) => (lists++, list.call(grams, gram));
                const { total } = await engine.search({ q });
                delete grams.list;
                return { total, lists };
            }""",
            " ".join(words),
        )
        assert asked["total"] == len(expected(*words)) > 0
        assert asked["lists"] < 50

    def test_single_characters_beyond_those_asked_for_first(self, ask: Ask) -> None:
        text = "".join(dict.fromkeys(drawn_articles()[7].body[0][1]))
        assert ids(ask(" ".join(text))) == set(expected(*text)) == {drawn_articles()[7].id}
        assert ask(" ".join(text + "饕餮"))["total"] == 0

    def test_a_query_is_never_cut(self, ask: Ask) -> None:
        longest = max((text for a in drawn_articles() for _, text in a.body), key=len)
        assert ids(ask(longest)) == set(expected(longest))
        assert ask(longest + "饕餮")["total"] == 0

    def test_the_order_is_headline_then_density_then_newest(self, ask: Ask) -> None:
        hits = ask("养老服务")["hits"]
        in_title = ["养老服务" in hit["title"] for hit in hits]
        assert True in in_title
        assert in_title == sorted(in_title, reverse=True)
        dated = [hit["id"] for hit in ask("养老服务", sort="date")["hits"]]
        assert dated == expected("养老服务")

    @pytest.mark.parametrize("one_file", [10, 0])
    @pytest.mark.parametrize("query", ["民政", "民政 救助", f"{' '.join(LONG)} 民政"])
    def test_words_come_before_what_only_looks_like_them(
        self, site_of: Callable[..., Page], one_file: int, query: str
    ) -> None:
        bodies = {
            "torn": f"人民政府救助，人民政府救助，人民政府。{LONG}",  # the newest and the densest
            "whole": f"民政局有人民政府的文件，下面还有许多别的话，说的是救助。{LONG}",
            "none": "养老服务。",
        }
        articles = [
            Searched(id=name, title=name, body=(("p1", text),)) for name, text in bodies.items()
        ]
        hits = asker(site_of(articles, one_file))(query)["hits"]
        assert [hit["id"] for hit in hits] == ["whole", "torn"]

    def test_what_is_shown_holds_the_phrase_and_marks_it(self, ask: Ask) -> None:
        for hit in ask("社会组织")["hits"]:
            snippet = hit["snippet"]
            marked = [snippet["text"][start:end] for start, end in snippet["marks"]]
            titled = [hit["title"][start:end] for start, end in hit["titleMarks"]]
            assert {*marked, *titled} == {"社会组织"}
            article = next(a for a in drawn_articles() if a.id == hit["id"])
            if snippet["marks"]:
                assert snippet["text"] in dict(article.body)[snippet["anchor"]]

    def test_a_hit_in_the_headline_alone_leads_to_the_top(
        self, site_of: Callable[..., Page]
    ) -> None:
        body = (("p1", "第一段。"), ("p2", "第二段。"))
        article = Searched(id="a", title="标题", head=(("", "标题"),), body=body, year=2024)
        ask = asker(site_of([article], 10))
        for query, anchor in (("标题", ""), ("第二", "p2"), ("标题 第二", "p2")):
            assert ask(query)["hits"][0]["snippet"]["anchor"] == anchor
        (by_year,) = ask("", year=["2024"])["hits"]
        assert (by_year["snippet"]["text"], by_year["snippet"]["anchor"]) == ("第一段。", "")

    def test_a_page_of_hits_at_a_time(self, ask: Ask) -> None:
        whole = [hit["id"] for hit in ask("的")["hits"]]
        parts = [h["id"] for start in (0, 7) for h in ask("的", start=start, count=7)["hits"]]
        assert parts == whole[:14]


@pytest.mark.browser
class TestFacets:
    def test_counts_are_those_of_the_articles(self, ask: Ask) -> None:
        found = [a for a in drawn_articles() if a.id in set(expected("的"))]
        facets = ask("的", most=1000, agencies=True)["facets"]
        years = {v["value"]: v["count"] for v in facets["year"]}
        agencies = {v["value"]: v["count"] for v in facets["agency"]}
        regions = {v["value"]: v["count"] for v in facets["region"]}
        assert years == counted("undated" if a.year is None else str(a.year) for a in found)
        assert agencies == counted(slug for a in found for slug, _ in a.agencies)
        assert sum(v["count"] for v in facets["region"] if v["parent"] is None) == len(found)
        assert regions["430000"] == sum((a.region or "").startswith("43") for a in found)

    def test_what_is_doubtful_is_told_counted_and_narrowed_by(self, ask: Ask) -> None:
        doubtful = {a.id for a in drawn_articles() if a.pending}
        assert 0 < len(doubtful) < len(drawn_articles())
        for query in ("的", "社会组织"):
            found = set(expected(query))
            answer = ask(query)
            assert {hit["id"] for hit in answer["hits"] if hit["doubtful"]} == found & doubtful
            values = [(v["value"], v["name"], v["count"]) for v in answer["facets"]["state"]]
            sure = len(found - doubtful)
            assert values == [
                ("complete", "完整", sure),
                ("doubtful", "待核", len(found & doubtful)),
            ]
            assert ids(ask(query, state=["doubtful"])) == found & doubtful
            assert ids(ask(query, state=["complete"])) == found - doubtful
            assert ids(ask(query, state=["complete", "doubtful"])) == found
        of_2024 = ask("", state=["doubtful"], year=["2024"])
        assert ids(of_2024) == {a.id for a in drawn_articles() if a.pending and a.year == 2024}

    @pytest.mark.parametrize("one_file", [0, 10])
    def test_notices_are_no_hits_unless_asked_for(
        self, one_file: int, site_of: Callable[..., Page]
    ) -> None:
        articles = [
            Searched(id="a1", title="食堂", body=(("p1", "食堂昨日开张。"),), year=2024),
            Searched(
                id="pages/p",
                title="遗失声明",
                notice=True,
                year=2023,
                body=(("x4", "遗失食堂公章。"),),
            ),
            Searched(
                id="pages/p", title="公告", notice=True, year=2024, body=(("x5", "遗失桥牌。"),)
            ),
        ]
        ask = asker(site_of(articles, one_file))
        for query in ("食堂", ""):
            answer = ask(query, year=[] if query else ["2024", "2023"])
            assert ids(answer) == {"a1"}
            assert [v["count"] for v in answer["facets"]["year"] if v["count"]] == [1]
            states = {v["value"]: v["count"] for v in answer["facets"]["state"]}
            assert states == {"complete": 1, "notice": 1 if query else 2}
        answer = ask("食堂", state=["notice"])
        (hit,) = answer["hits"]
        assert (hit["url"], hit["snippet"]["anchor"]) == ("pages/p/", "x4")
        assert (hit["notice"], hit["doubtful"], hit["untitled"]) == (True, False, False)
        assert answer["total"] == 1
        assert ask("食堂", state=["notice", "complete", "doubtful"])["total"] == 2
        assert ask("", state=["notice"], year=["2024"])["total"] == 1
        answer = ask("桥牌")
        assert answer["total"] == 0
        assert answer["help"] == {"part": None, "total": 0, "withoutFacets": 0, "notices": 1}
        assert ask("桥牌公章")["help"] == {"part": None, "total": 0, **NO_MORE}

    @pytest.mark.parametrize("one_file", [0, 10])
    def test_what_fits_no_topic_comes_last(
        self, one_file: int, site_of: Callable[..., Page]
    ) -> None:
        other, charity = ("rest", "其他"), ("charity", "慈善")
        filed = [(other,), (other,), (other,), (charity,), (), (), (), ()]
        articles = [
            Searched(
                id=f"a{n}",
                title="题",
                head=(("", "题"),),
                topics=topics,
                other="rest" if other in topics else None,
            )
            for n, topics in enumerate(filed)
        ]
        facets = asker(site_of(articles, one_file))("题")["facets"]
        assert [v["name"] for v in facets["topic"]] == ["慈善", "其他", "未分主题"]

    @pytest.mark.parametrize("one_file", [0, 10])
    def test_tags_are_counted_and_narrow(self, one_file: int, site_of: Callable[..., Page]) -> None:
        river, hall = ("river", "河长制"), ("hall", "村史馆")
        tagged = [(river,), (river, hall), (hall,), (river,), ()]
        articles = [
            Searched(id=f"a{n}", title="题", head=(("", "题"),), tags=tags)
            for n, tags in enumerate(tagged)
        ]
        ask = asker(site_of(articles, one_file))
        shown = [(v["name"], v["count"]) for v in ask("题")["facets"]["tag"]]
        assert shown == [("河长制", 3), ("村史馆", 2)]
        assert ids(ask("题", tag=["hall"])) == {"a1", "a2"}
        assert ids(ask("题", tag=["hall"], state=["complete"])) == {"a1", "a2"}

    def test_values_of_one_facet_add_up_and_facets_narrow(self, ask: Ask) -> None:
        of_two = ask("", year=["2024", "2020"])
        assert ids(of_two) == {a.id for a in drawn_articles() if a.year in (2024, 2020)}
        both = ask("", year=["2024", "2020"], topic=["topic-0"])
        assert ids(both) == {
            a.id for a in drawn_articles() if a.year in (2024, 2020) and "topic-0" in dict(a.topics)
        }
        # Within its own facet a value is counted as if nothing of that facet were chosen.
        years = {v["value"]: v["count"] for v in both["facets"]["year"] if v["count"]}
        with_topic = [a for a in drawn_articles() if "topic-0" in dict(a.topics)]
        assert years == counted("undated" if a.year is None else str(a.year) for a in with_topic)

    @pytest.mark.parametrize("one_file", [0, 1000])
    def test_any_number_of_years(self, one_file: int, site_of: Callable[..., Page]) -> None:
        """More than a byte counts were an error, and no site was written."""
        articles = [
            Searched(id=f"a{year}", title="题", head=(("", "题"),), year=year)
            for year in range(2030, 1730, -1)
        ]
        ask = asker(site_of(articles, one_file))
        assert [value["value"] for value in ask("题")["facets"]["year"]] == [
            str(article.year) for article in articles
        ]
        assert ids(ask("题", year=["2030", "1731"])) == {"a2030", "a1731"}

    def test_a_province_holds_its_cities(self, ask: Ask) -> None:
        assert ids(ask("", region=["430000"])) == {
            a.id for a in drawn_articles() if (a.region or "").startswith("43")
        }

    def test_agencies_and_what_is_unknown(self, ask: Ask) -> None:
        slug, name = drawn_articles()[-1].agencies[0]
        answer = ask("", agency=[slug])
        assert ids(answer) == {a.id for a in drawn_articles() if slug in dict(a.agencies)}
        chosen = [v for v in answer["facets"]["agency"] if v["chosen"]]
        assert [(v["value"], v["name"]) for v in chosen] == [(slug, name)]
        assert ids(ask("", year=["undated"])) == {a.id for a in drawn_articles() if a.year is None}
        assert ids(ask("", region=["unknown"])) == {
            a.id for a in drawn_articles() if a.region is None
        }
        assert ids(ask("", topic=["unknown"])) == {a.id for a in drawn_articles() if not a.topics}

    def test_a_value_that_nobody_knows_can_be_taken_away(self, ask: Ask) -> None:
        for facet in ("region", "topic", "tag", "agency", "year", "state"):
            answer = ask("的", **{facet: ["<b>"]})
            assert answer["total"] == 0
            assert [v for v in answer["facets"][facet] if v["value"] == "<b>" and v["chosen"]]


@pytest.mark.browser
class TestHelp:
    def test_the_longest_part_that_is_found_is_offered(self, ask: Ask) -> None:
        answer = ask("社会组织饕餮")
        assert answer["total"] == 0
        assert answer["help"]["part"] == "社会组织"
        assert answer["help"]["total"] == len(expected("社会组织"))

    @pytest.mark.parametrize("one_file", [0, 10])
    @pytest.mark.parametrize(
        ("query", "part"), [("真好…饕", "真好"), ("真好😃饕", "真好"), ("饕😃真好", "真好")]
    )
    def test_the_part_is_of_whole_characters(
        self, query: str, part: str, one_file: int, site_of: Callable[..., Page]
    ) -> None:
        """One dot of three, or half of a pair, was counted; the whole was left out or put in."""
        texts = ("真好..", "真好😀", "🈃真好", "真好")
        articles = [
            Searched(id=f"a{n}", title="题", body=(("p1", text),)) for n, text in enumerate(texts)
        ]
        page = site_of(articles, one_file)
        ask = asker(page)
        answer = ask(query)
        assert answer["help"] == {"part": part, "total": ask(part)["total"], **NO_MORE}

    def test_so_is_the_same_without_facets(self, ask: Ask) -> None:
        answer = ask("社会组织", year=["1900"])
        assert answer["help"]["withoutFacets"] == len(expected("社会组织"))

    def test_nothing_to_search_for_is_told(self, ask: Ask) -> None:
        for query in ("", "   ", '"', "\u200b\u202e"):
            answer = ask(query)
            assert answer["empty"], query
            assert answer["hits"] == []

    @pytest.mark.parametrize(
        "query",
        ["x" * 5000, "的" * 5000, "。，、；", '"unfinished', "“未完", "[.*+?^${}()|", "\u202e的",
         "😀", "\ud83d", "<img src=x onerror=alert(1)>", "&lt;", "a\x00b", "% 5"],
    )  # fmt: skip
    def test_odd_queries_get_an_answer(self, query: str, ask: Ask) -> None:
        answer = ask(query)
        assert answer["total"] == len(answer["hits"])
        if answer["total"] == 0 and not answer["empty"]:
            assert answer["help"] is not None

    def test_names_are_suggested(self, pages: dict[str, Page]) -> None:
        for page in pages.values():
            found = page.evaluate("engine.suggest('湖南', 5)")
            assert found[0]["name"] == "湖南省"
            assert found[0]["url"] == "regions/430000/"
            assert len(found) > 3
            kinds = {row["kind"] for row in page.evaluate("engine.suggest('養老', 9)")}
            assert "topic" in kinds


@pytest.mark.browser
class TestFaults:
    """Of a part that is missing, cut short or of another build, the reader is told."""

    @pytest.mark.parametrize("fault", ["missing", "truncated", "renewed"])
    def test_a_bad_part(
        self, fault: str, sites: dict[str, Path], tmp_path: Path, tabs: Tabs
    ) -> None:
        folder = tmp_path / "site"
        shutil.copytree(sites[PARTS], folder)
        if fault == "renewed":
            write_index(tmp_path / "other", drawn_articles()[:100], one_file=0)
        for part in (folder / "search" / "g").iterdir():
            if fault == "missing":
                part.unlink()
            elif fault == "truncated":
                part.write_bytes(part.read_bytes()[:-9])
            else:
                other = tmp_path / "other" / part.relative_to(folder)
                part.write_bytes(other.read_bytes() if other.exists() else b"")
        assert self.error_of(folder, tabs) in (fault, "truncated")

    @pytest.mark.parametrize("content", ["", "banmianSearchIndex(", 'banmianSearchIndex("AAAA")'])
    def test_a_bad_head(
        self, content: str, sites: dict[str, Path], tmp_path: Path, tabs: Tabs
    ) -> None:
        folder = tmp_path / "site"
        shutil.copytree(sites[ONE_FILE], folder)
        (folder / "search" / "index.js").write_text(content)
        assert self.error_of(folder, tabs) == "truncated"

    @pytest.mark.parametrize(
        ("script", "how"),
        [
            ("engine.js", "missing"),
            ("engine/numbers.js", "missing"),
            ("engine/numbers.js", "truncated"),
            ("engine/help.js", "missing"),
            ("engine/help.js", "truncated"),
            ("engine/answers.js", "truncated"),
        ],
    )
    @pytest.mark.parametrize("worker", [True, False], ids=["worker", "page"])
    def test_a_bad_script_is_told_and_can_be_tried_again(
        self, script: str, how: str, worker: bool, tmp_path: Path, tabs: Tabs
    ) -> None:
        write_index(tmp_path, drawn_articles()[:30], one_file=0)
        put_site(tmp_path)
        bad = tmp_path / "assets" / "search" / script
        whole = bad.read_bytes()
        if how == "missing":
            bad.unlink()
        else:
            bad.write_bytes(whole[: len(whole) // 2])
            # A browser keeps a file for a tenth of its age: one from the future, not at all.
            os.utime(bad, (time.time() + 30,) * 2)
        with serve(tmp_path) as address, tabs.lend(alone=not worker) as page:
            if not worker:
                page.add_init_script("delete window.Worker")
            page.goto(address)
            page.evaluate("Banmian.load('client.js')")
            opened = "Banmian.client.open().then((engine) => engine.articles, Banmian.fault)"
            for _ in "12":  # a reader may try before the line is back
                assert page.evaluate(opened) == "检索数据没有读全：网络可能断了，或者网站正在更新。"
                page.evaluate("Banmian.client.again()")
            bad.write_bytes(whole)
            later = time.time() + 60  # the server counts in seconds, and would say: as it was
            os.utime(bad, (later, later))
            assert page.evaluate(opened) == 30

    def error_of(self, folder: Path, tabs: Tabs) -> str:
        with serve(folder) as address, tabs.lend() as page:
            page.goto(address)
            told = page.evaluate(
                """async (root) => {
                    const worker = new Worker("engine.js");
                    const ask = (call, ...args) => new Promise((resolve) => {
                        worker.onmessage = ({ data }) => resolve(data);
                        worker.postMessage({ id: 1, call, args });
                    });
                    const opened = await ask("open", root);
                    return opened.error ?? (await ask("search", { q: "社会组织" })).error;
                }""",
                address,
            )
        assert told["kind"] == "load"
        return str(told["message"])


class TestWriting:
    @pytest.mark.parametrize(
        ("edtf", "words"), [("2024-21", "2024年春"), ("2024-05-01/..", "2024年5月1日以后")]
    )
    def test_a_date_is_told_as_on_the_site(self, edtf: str, words: str) -> None:
        """A season is no 21st month."""
        facts = Facts(date=ArticleDate(edtf=edtf, basis=DateBasis.TEXT, spans=()))
        assert searched(make_entry(facts=facts)).date == words

    def test_a_region_is_suggested_with_the_articles_of_those_below(self) -> None:
        """Each counts once for its prefecture and once for its province."""
        columns = FacetColumns()
        for code in ("430102", "430100", "430102", "110105", "429004", "100000", None):
            article = Searched(id="a", title="", region=code, region_name=code or "")
            columns.add(article, 1)
        columns.settle()
        counts = {url: count for _, _, url, count in columns.suggested()}
        assert counts == {
            "regions/430000/": 3,
            "regions/430100/": 3,
            "regions/430102/": 2,
            "regions/110000/": 1,
            "regions/110105/": 1,
            "regions/420000/": 1,
            "regions/429004/": 1,
            "regions/100000/": 1,
        }

    def test_the_same_articles_give_the_same_bytes(self) -> None:
        once, again = (
            dict(search_files(drawn_articles()[:30], io.BytesIO(), one_file=0)) for _ in "12"
        )
        assert once == again

    def test_a_part_that_comes_out_otherwise_has_another_address(self) -> None:
        """A browser that kept a part of another build would mix up the two; one of this build with
        the same content it may keep."""
        before, after = (
            parts_of(a) for a in (drawn_articles(), with_a_sentence(drawn_articles(), 77))
        )
        changed = {name for name in before if before[name] != after.get(name)}
        assert {name for name in changed if before[name][0] == after[name][0]} == {"index"}
        assert 0 < sum(name.startswith("t/") for name in changed) <= 64
        assert before.keys() == after.keys()
        versions = {name: version for name, (version, _) in before.items()}
        assert len({versions[f"t/{first:x}"] for first in (0, 64, 128)}) == 3
        assert parts_of(drawn_articles()) == before

    def test_a_sentence_more_changes_few_parts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(grams, "TEXT_FOR_LISTS", 60)  # as many parts as of many articles
        monkeypatch.setattr(grams, "TEXT_FOR_PLACES", 120)
        before, after = (
            parts_of(a) for a in (drawn_articles(), with_a_sentence(drawn_articles(), 77))
        )
        lists = [name for name in before if name.startswith("g/")]
        changed = [name for name in lists if before[name] != after.get(name)]
        assert 0 < len(changed) < len(lists) / 4

    @pytest.mark.parametrize("number", [0, 63, 64, 149])
    def test_no_part_of_texts_reaches_beyond_its_block(self, number: int) -> None:
        starts = [
            {name for name in parts_of(a) if name.startswith("t/")}
            for a in (drawn_articles(), with_a_sentence(drawn_articles(), number, times=900))
        ]
        assert {f"t/{first:x}" for first in (0, 64, 128)} <= starts[0] & starts[1]
        block = range(number // 64 * 64, number // 64 * 64 + 64)
        assert {int(name[2:], 16) for name in starts[0] ^ starts[1]} <= {*block}

    def test_runs_that_were_put_aside_come_together(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = dict(search_files(drawn_articles()[:30], io.BytesIO(), one_file=0))
        monkeypatch.setattr(postings, "RUN", 3_000)
        monkeypatch.setattr(postings, "_STRETCH", 2_000)  # brought together bit by bit
        assert dict(search_files(drawn_articles()[:30], io.BytesIO(), one_file=0)) == whole

    def test_it_says_of_each_gram_what_the_texts_say(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postings, "OWN", 1 << 40)
        assert told_by_index(drawn_articles()[:40], monkeypatch) == told_by_texts(
            drawn_articles()[:40]
        )

    @given(st.lists(searched_articles(), min_size=1, max_size=4))
    def test_it_does_whatever_is_printed(self, some: list[Searched]) -> None:
        with pytest.MonkeyPatch.context() as monkeypatch:
            assert told_by_index(some, monkeypatch) == told_by_texts(some)

    @pytest.mark.parametrize("limit", [40, 300, 513])
    def test_beyond_the_longest_article_single_characters_are_found(
        self, limit: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(occurrences, "LONGEST", limit)
        assert told_by_index(drawn_articles()[:9], monkeypatch) == told_by_texts(
            drawn_articles()[:9], limit
        )

    def test_a_headline_may_leave_no_place(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(occurrences, "LONGEST", 600)
        endless = (("", "人民政府" * 150 + "民政局"),)
        articles = [
            Searched(id=name, title="", head=endless, body=(("p1", "民政局社会组织"),))
            for name in "ab"
        ]
        assert told_by_index(articles, monkeypatch) == told_by_texts(articles, 600)

    def test_a_small_site_has_one_file(self) -> None:
        assert [name for name, _ in search_files(drawn_articles(), io.BytesIO())] == [
            "search/index.js"
        ]

    @pytest.mark.browser
    def test_every_character_comes_back_from_its_part(self, site_of: Callable[..., Page]) -> None:
        """Python and the browser have GBK tables of their own; what it lacks is escaped."""
        chars = [chr(code) for code in range(0x20, 0x30000) if chr(code).isprintable()]
        body = tuple(
            (f"p{at}", "".join(chars[at : at + 4_000])) for at in range(0, len(chars), 4_000)
        )
        page = site_of([Searched(id="a", title="全", head=(("", "全"),), body=body)], 0)
        shown = page.evaluate("async () => (await engine.parts.shown(0))[7]")
        assert [text for _, text in shown] == [text for _, text in body]

    def test_no_articles_are_an_index_too(self) -> None:
        assert [name for name, _ in search_files([], io.BytesIO())] == ["search/index.js"]

    def test_text_outside_unicode_does_no_harm(self) -> None:
        odd = Searched(id="a", title="\ud800", head=(("", "\ud800x"),), body=(("p1", "𠮷\udfff"),))
        assert dict(search_files([odd], io.BytesIO(), one_file=0))


Told: TypeAlias = dict[int, tuple[list[tuple[int, int]], list[int]]]
"""For each gram's hash: article and code of each article that holds it, and its places."""


def told_by_index(articles: Collection[Searched], monkeypatch: pytest.MonkeyPatch) -> Told:
    """Return what the parts say of each gram, all of them in one part of either kind."""
    monkeypatch.setattr(postings, "RARE", ())
    monkeypatch.setattr(postings, "FEWEST", 0)
    rows: dict[str, tuple[list[int], list[int], list[int], bytes]] = {}

    class Parts(grams.GramParts):
        def shared_part(
            self,
            folder: str,
            number: int,
            steps: Iterable[int],
            counts: Iterable[int],
            rows_of: Mapping[str, Iterable[int]],
            codes: bytes,
        ) -> Part:
            numbers = [number for row in rows_of.values() for number in row]
            rows[folder] = [*accumulate(steps)], [*counts], numbers, codes
            return Part(folder, {})

    forms = []
    for article in articles:
        head, body = (
            [search_form(text) for _, text in side] for side in (article.head, article.body)
        )
        forms.append((head, body))
    lots = []
    for first in range(0, len(forms), 7):
        records = postings.gathered(forms[first : first + 7])
        read = partial(_bytes_of, records)
        lots.append(postings.Grams(first, postings.entries_of(records), read))
    list(postings.Postings(lots).parts(Parts(0)))
    told: Told = {}
    if not rows:
        return told
    hashes, counts, steps, codes = rows["g"]
    at = 0
    for hashed, count in zip(hashes, counts, strict=True):
        held = accumulate(steps[at : at + count])
        told[hashed] = [*zip(held, codes[at : at + count], strict=True)], []
        at += count
    hashes, counts, places, _ = rows["p"]
    at = 0
    for hashed, count in zip(hashes, counts, strict=True):
        told[hashed][1].extend(places[at : at + count])
        at += count
    return told


def _bytes_of(records: Any, first: int, end: int) -> bytes:
    return bytes(records[first:end].tobytes())


def hash_of(first: int, second: int = 0) -> int:
    """Return the 32-bit hash of one or two UTF-16 units."""
    return (first << 16 | second) * MULTIPLIER & 0xFFFFFFFF


def told_by_texts(articles: Iterable[Searched], longest: int = occurrences.LONGEST) -> Told:
    """Return what the texts themselves say, looked at pair by pair."""
    told: Told = {}
    for number, article in enumerate(articles):
        texts = [
            "\n".join(search_form(t) for _, t in side) for side in (article.head, article.body)
        ]
        sides = [memoryview(t.encode("utf-16-le", "surrogatepass")).cast("H") for t in texts]
        firsts = (0, max(occurrences.BODY, len(sides[0]) + 1))
        pairs: dict[int, list[tuple[int, bool]]] = {}
        for text, units, first in zip(texts, sides, firsts, strict=True):
            torn = set(torn_words(text))
            for place, pair in enumerate(pairwise(units)):
                if ord("\n") not in pair and first + place < longest:
                    pairs.setdefault(hash_of(*pair), []).append((first + place, place in torn))
        for hashed, seen in pairs.items():
            in_head = seen[0][0] < occurrences.BODY
            code = min(len(seen), 63) << 2 | all(torn for _, torn in seen) << 1 | in_head
            held, places = told.setdefault(hashed, ([], []))
            held.append((number, code))
            places += [len(seen)] if len(seen) >= 63 else []
            places.append(seen[0][0] - (0 if in_head else occurrences.BODY))
            places += [after - before - 1 for (before, _), (after, _) in pairwise(seen)]
        for unit, times in Counter([*sides[0], *sides[1]]).items():
            if unit != ord("\n"):
                code = min(times, 63) << 2 | (unit in sides[0])
                told.setdefault(hash_of(unit, 0), ([], []))[0].append((number, code))
    return told


def parts_of(articles: Collection[Searched]) -> dict[str, tuple[int, bytes]]:
    """Return version and content of each part of an index of several."""
    found = {}
    for path, data in search_files(articles, io.BytesIO(), one_file=0):
        name = path.removeprefix("search/").partition(".")[0]
        if name == "index":
            data = base64.b64decode(data.split(b'"')[1])
        whole = zlib.decompress(data)
        found[name] = int.from_bytes(whole[:4], "little"), whole[4:]
    return found


def with_a_sentence(articles: Sequence[Searched], number: int, times: int = 1) -> list[Searched]:
    """Return articles, one of which has a sentence more."""
    edited = list(articles)
    body = (*edited[number].body, ("p99", "渡口明天起照常开放。" * times))
    edited[number] = replace(edited[number], body=body)
    return edited


def counted(values: Iterator[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


def test_the_table_of_traditional_characters_is_whole() -> None:
    chars, images = (
        (ROOT / "generator" / "text" / "data" / "simplified.txt").read_text("utf-8").splitlines()
    )
    assert len(chars) == len(images) == len(set(chars))
    assert not set(chars) & set(images)  # the form of a form is itself
