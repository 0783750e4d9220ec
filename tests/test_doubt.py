"""Doubt is shown where readers decide, and no headline is said to be missing that may be there."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace

import pytest
from mkdocs.utils.meta import get_data

from generator.cli.arguments import build_parser
from generator.editing import find_doubts
from generator.model import (
    SURE,
    Agency,
    AgencyRole,
    ArticleDate,
    ArticleNotes,
    Block,
    DateBasis,
    Document,
    Doubtful,
    DoubtKind,
    Entry,
    Evidence,
    Facts,
    Page,
    PageNotes,
    Reconstruction,
    Region,
    Role,
    Topic,
    file_articles,
)
from generator.publish import Site, searched
from generator.publish.citations import bibtex, csl_json, gbt7714, reference_of, ris
from generator.publish.escape import Safe
from generator.publish.labels.article_labels import certainty_words, headline_words, is_pending
from generator.publish.labels.article_summary import card_of
from generator.publish.labels.sentence_anchors import body_places, marked_text
from generator.reconstruct import reconstruct_page
from generator.text.traced import Traced
from tests.published import make_entry, program_files, site_pages
from tests.test_escape import project_extensions, render

CHIP = '<b class="bm-pending">待核</b>'
FACTS = Facts(
    region=Region(code="430100", name="长沙市"),
    regions=(Region(code="430100", name="长沙市"), Region(code="110000", name="北京市")),
    agencies=(Agency(name="湖南省民政厅", role=AgencyRole.ISSUER),),
    date=ArticleDate(edtf="2024-04-18", basis=DateBasis.TEXT),
    year=2024,
    topics=(Topic(id="charity", name="慈善", score=0.9),),
    documents=(Document(title="《山塘养老办法》", key="山塘养老办法"),),
)
STRAY = """近日，山塘县水务局组织力量疏浚沟渠四十里，沿线三个乡镇的灌溉条件明显改善。

工程分两期进行，一期已于上月完工，届时全县三万亩农田可以旱涝保收。

昨日，临江市图书馆在城东开设的第六家分馆开门迎客，馆内藏书五万册，设有儿童阅览室。

市民凭身份证即可借阅，每人每次可借十册，借期一个月。

刘某某在调研时强调
推动产业高质量发展
加快推进重大项目
"""
"""Text whose headlines, if they are, stand together at the end, and share no word with it."""


def without_headline(made: Reconstruction) -> Reconstruction:
    """Return a page's only article without its headline, which is set aside."""
    (article,) = made.articles
    parts = (article.kicker, article.title, article.subtitle)
    return replace(
        made,
        articles=(replace(article, kicker=None, title=None, subtitle=None, confidence=0.5),),
        leftovers=tuple(replace(part, role=Role.UNPLACED) for part in parts if part),
    )


def open_sentence(entry: Entry) -> Entry:
    evidence = (Evidence(rule="story/sentence-left-open"),)
    return replace(entry, article=replace(entry.article, evidence=evidence))


def page_of(*entries: Entry) -> Reconstruction:
    text = "".join(block.text.text for e in entries for block in e.article.blocks) + "　" * 10_000
    page = Page(name=entries[0].article.page, text=text)
    return Reconstruction(page=page, articles=tuple(e.article for e in entries), leftovers=())


def aside(rule: str, role: Role = Role.UNPLACED) -> Block:
    return Block(role=role, text=Traced.from_page("推动升级"), evidence=(Evidence(rule=rule),))


# ---- what is doubtful


@pytest.mark.parametrize(
    ("entry", "pending"),
    [
        (make_entry(confidence=SURE), False),
        (make_entry(confidence=SURE - 0.001), True),
        (make_entry(confidence=0.9, title=None), True),
        (open_sentence(make_entry(confidence=0.9)), True),
        (open_sentence(make_entry(confidence=1.0, title=None)), False),  # its editor has checked it
    ],
)
def test_doubtful_is_what_review_would_name(entry: Entry, pending: bool) -> None:
    assert is_pending(entry.article) is pending
    assert card_of(entry, "index.md").pending is pending
    assert searched(entry).pending is pending


@pytest.mark.parametrize(("continued", "doubtful"), [(None, True), ("第一版", False)])
def test_what_goes_on_from_another_page_needs_no_headline(
    continued: str | None, doubtful: bool
) -> None:
    entry = make_entry(title=None, confidence=0.9)
    article = replace(entry.article, continued_from=continued)
    made = replace(page_of(entry), articles=(article,))
    assert bool(find_doubts(made, below=SURE)) is doubtful
    assert is_pending(article) is doubtful


def test_one_threshold_for_editors_and_readers() -> None:
    assert build_parser().parse_args(["review"]).below == SURE


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1.0, "完整（编辑已核对）"),
        (0.87, "完整（约 87%）"),
        (0.57, "待核（约 57%）"),
        (0.004, "待核（不到 1%）"),
        (0.0, "待核（不到 1%）"),
    ],
)
def test_how_sure_is_said_on_one_scale(confidence: float, words: str) -> None:
    entry = make_entry(confidence=confidence)
    assert certainty_words(entry.article) == words
    pages = dict(site_pages([entry], ()))
    assert f"- **可信度** {words}\n" in pages["articles/k3v9.md"]


# ---- under the headline


def test_the_article_leads_to_its_place_of_doubt() -> None:
    entry = make_entry(confidence=0.4, subtitle="副题", byline="本报记者 李庆")
    doubts = tuple(Doubtful(kind=DoubtKind.LEAD, offset=at) for at in (3, 8))
    notes = PageNotes(articles=(ArticleNotes(doubts=doubts),))
    pages = dict(site_pages([entry], [page_of(entry)], notes={entry.article.page: notes}))
    text = get_data(pages["articles/k3v9.md"])[0]
    chip = "[待核](../pages/000_page.md#d3) 有 2 处存疑，引用前请对照原版"
    assert (
        chip in text.replace("pages/000-page-txt", "pages/000_page") or chip.split("#")[1] in text
    )
    (link,) = re.findall(r"\[待核\]\(([^)]+)\)", text)
    file, _, anchor = link.partition("#")
    assert anchor == "d3"
    assert 'id="d3"' in pages[posixpath.normpath(f"articles/{file}")]
    shown = " ".join(render(text, project_extensions()).text.split())
    assert "湖南召开推进会 副题 本报记者 李庆 待核 有 2 处存疑，引用前请对照原版" in shown
    box = text.partition('<div class="bm-doubtful"')[2].partition("</div>")[0]
    assert box.count("\n- [导语单独排在别处，归入本篇把握不大](") == 2
    assert "[报告错误](../pages/000_page.md#k3v9-fix)" in box


def test_the_doubtful_place_is_lit_in_the_text() -> None:
    entry = make_entry(confidence=0.4, body=(("p", "6月13日，湖南召开会议。会后参观。"),))
    at = entry.article.body[0].text.origins[13]
    assert at is not None
    doubt = Doubtful(kind=DoubtKind.JOIN, offset=at, before="召开会议。", after="会后参观。")
    notes = PageNotes(articles=(ArticleNotes(doubts=(doubt,)),))
    pages = dict(site_pages([entry], [page_of(entry)], notes={entry.article.page: notes}))
    text = pages["articles/k3v9.md"]
    spot = f"../../pages/000_page/#d{at}"
    said = "存疑：“…召开会议。”和“会后参观。…”在版面上不相连，接在一起把握不大"
    assert (
        f'湖南召开会议。<span class="bm-unsure" id="d{at}">会后参观。</span>'
        f'<a class="bm-ask" href="{spot}" aria-label="{said}"></a>' in text
    )
    # Its sentence under the headline leads there; what is lit is no more than the place.
    assert f"](#d{at})\n" in text
    printed = pages["pages/000_page.md"]
    assert f'id="d{at}"' in printed
    lit = printed.partition('bm-doubt"')[2].partition("</span>")[0]
    assert len(re.sub(r".*</button>|<[^>]*>", "", lit)) <= 10
    # Words are those of the article, with all marks or without.
    assert "湖南召开会议。会后参观。" in render(get_data(text)[0], project_extensions()).text


@pytest.mark.parametrize(
    "words", ["![ onclick=evil() ](b)", "[甲](//evil.invalid)", '**甲** `乙` " onclick=evil()']
)
def test_what_a_doubt_quotes_is_no_markup(words: str) -> None:
    entry = make_entry(confidence=0.4)
    at = entry.article.body[0].text.origins[0]
    assert at is not None

    def shown(before: str) -> tuple[str, list[str], list[str]]:
        doubt = Doubtful(kind=DoubtKind.JOIN, offset=at, before=before)
        notes = {entry.article.page: PageNotes(articles=(ArticleNotes(doubts=(doubt,)),))}
        text = dict(site_pages([entry], [page_of(entry)], notes=notes))["articles/k3v9.md"]
        page = render(get_data(text)[0], project_extensions())
        assert "a aria-label" in page.attributes
        return page.text.replace(before, "甲乙"), page.tags, page.attributes

    assert shown(words) == shown("甲乙")


def test_a_place_that_a_fact_leads_to_can_be_doubtful_too() -> None:
    entry = make_entry(confidence=0.4)
    placed = next(body_places(entry.article))
    marks = {8: (Safe("<i>"), Safe("</i>"))}
    assert marked_text(placed, ["p1s1"], marks) == (
        '<span id="p1s1"><i>6月13日，湖南召开会议。</i></span>'
    )


@pytest.mark.parametrize(
    ("title", "why"),
    [(None, "没有找到标题"), ("标题", "整篇把握不大")],
)
def test_without_a_single_place_it_leads_to_the_article_on_its_page(
    title: str | None, why: str
) -> None:
    entry = make_entry(confidence=0.4, title=title)
    pages = dict(site_pages([entry], [page_of(entry)]))
    (link, said) = re.findall(r"\[待核\]\(([^)]+)\) (.*)", pages["articles/k3v9.md"])[0]
    assert said == f"{why}，引用前请对照原版"
    file, _, anchor = link.partition("#")
    assert f'id="{anchor}"' in pages[posixpath.normpath(f"articles/{file}")]


def test_a_sure_article_says_nothing_of_doubt() -> None:
    entry = make_entry(confidence=0.8, facts=FACTS)
    pages = dict(site_pages([entry], [page_of(entry)]))
    named = {path for path, text in pages.items() if "bm-pending" in text or "bm-doubtful" in text}
    assert named == set()


# ---- in lists


def test_every_list_says_what_is_doubtful() -> None:
    entries = [
        make_entry(f"a{n}", title=f"第{n}篇", offset=n * 40, facts=FACTS, confidence=0.3 + n * 0.2)
        for n in range(4)
    ]
    doubtful = {"a0", "a1"}
    pages = dict(site_pages(entries, [page_of(*entries)]))
    lists = {
        path: re.findall(r"^- .*articles/(\w+)\.md\)(?: (<b.*?</b>))?", text, re.MULTILINE)
        for path, text in pages.items()
        if not path.startswith(("articles/", "pages/", "corrections/"))
    }
    full = {path for path, rows in lists.items() if rows}
    folders = {path.partition("/")[0] for path in full}
    assert folders == {"index.md", "regions", "agencies", "topics", "documents", "dates"}
    for path in full - {"index.md"}:
        assert {name for name, _ in lists[path]} == {"a0", "a1", "a2", "a3"}
        assert {name for name, chip in lists[path] if chip == CHIP} == doubtful
    assert "3 篇" not in pages["pages/index.md"]
    assert '<small>4 篇</small> <b class="bm-pending">待核 2 篇</b>' in pages["pages/index.md"]


def test_neighbours_say_it_too() -> None:
    entries = [
        make_entry("a0", offset=0, facts=FACTS, confidence=0.9),
        make_entry("a1", offset=40, facts=FACTS, confidence=0.3),
    ]
    pages = dict(site_pages(entries, [page_of(*entries)]))
    assert f"[湖南召开推进会](a1.md) {CHIP}\n" in pages["articles/a0.md"]
    assert CHIP not in pages["articles/a1.md"]


def test_the_newest_are_sure_and_have_a_headline() -> None:
    titles: list[str | None] = ["甲", None, "丙", "丁"]
    entries = [
        make_entry(f"a{n}", title=title, offset=n * 40, facts=FACTS, confidence=sure)
        for n, (title, sure) in enumerate(zip(titles, (0.2, 0.9, 0.7, 1.0), strict=True))
    ]
    home = dict(site_pages(entries, ()))["index.md"]
    newest = home.partition("## 最新的文章")[2].partition("## ")[0]
    assert re.findall(r"articles/(\w+)\.md", newest) == ["a2", "a3"]
    only = dict(site_pages(entries[:2], ()))["index.md"]
    assert "最新的文章" not in only
    assert "[按日期看全部文章](dates/index.md)" in only


def test_feeds_and_what_programs_read_say_it() -> None:
    entries = [
        make_entry("a0", title="甲", facts=FACTS, confidence=0.9),
        make_entry("a1", title="乙", facts=FACTS, confidence=0.3),
    ]
    files = dict(program_files(entries, (), Site(url="https://host.invalid/", copies=True)))
    for path in ("feed.json", "regions/430100/feed.json"):
        items = json.loads(files[path])["items"]
        assert [(i["title"], i["tags"]) for i in items] == [
            ("甲", ["慈善"]),
            ("【待核】乙", ["待核", "慈善"]),
        ]
    assert files["feed.xml"].count('<category term="pending" label="待核" />') == 1
    assert "<title>【待核】乙</title>" in files["feed.xml"]
    rows = [line for line in files["llms.txt"].splitlines() if "/articles/" in line]
    assert [row.endswith("，待核") for row in rows] == [False, True]
    copies = [files[f"articles/a{n}/index.md.txt"] for n in range(2)]
    assert ["\n# 乙\n\n待核，引用前请对照原版\n\n" in copy for copy in copies] == [False, True]
    assert "待核" not in copies[0]


# ---- a headline that may be there


def test_display_text_without_a_place_may_be_the_headline() -> None:
    made = without_headline(reconstruct_page(Page(name="p.txt", text=STRAY)))
    assert made.display_aside
    (entry,) = file_articles(made, ["k3v9"], [Facts()])
    pages = dict(site_pages([entry], [made]))
    files = dict(program_files([entry], [made], Site()))
    assert "\n# （标题未能判定）\n" in pages["articles/k3v9.md"]
    assert "[（标题未能判定）](../articles/k3v9.md)" in pages["dates/undated.md"]
    assert searched(entry).title == "（标题未能判定）"
    assert json.loads(files["feed.json"])["items"][0]["title"] == "【待核】（标题未能判定）"
    everything = "".join((*pages.values(), *files.values()))
    assert "原版未见标题" not in everything
    assert "佚名" not in everything


def test_where_the_page_prints_none_it_is_said() -> None:
    made = reconstruct_page(Page(name="p.txt", text=STRAY.partition("刘某某")[0]))
    (entry,) = file_articles(made, ["k3v9"], [Facts()])
    assert headline_words(entry) == "（原版未见标题）"
    assert gbt7714(reference_of(entry)).startswith("佚名. [近日，山塘县水务局")


@pytest.mark.parametrize(
    ("block", "astray"),
    [
        (aside("display/no-stop"), True),
        (aside("headline/single"), True),  # an editor has taken it from another article
        (aside("credit/brackets"), False),
        (aside("prose/full-stop"), False),
        (aside("furniture/folio", Role.FURNITURE), False),
    ],
)
def test_only_display_text_may_be_a_headline(block: Block, astray: bool) -> None:
    without, with_one = make_entry("a0", title=None), make_entry("a1")
    made = replace(page_of(without, with_one), leftovers=(block,))
    filed = file_articles(made, ["a0", "a1"], [Facts(), Facts()])
    assert [entry.headline_astray for entry in filed] == [astray, False]


@pytest.mark.parametrize("astray", [False, True])
@pytest.mark.parametrize(
    ("kind", "words"), [("caption", "（图片说明）"), ("continuation", "（上接第一版）")]
)
def test_what_never_had_a_headline_here_says_what_it_is(
    kind: str, words: str, astray: bool
) -> None:
    entry = make_entry(title=None, confidence=0.75)
    article = entry.article
    if kind == "caption":
        body = tuple(replace(block, role=Role.CAPTION) for block in article.body)
        article = replace(article, body=body)
    else:
        article = replace(article, continued_from="第一版")
    entry = replace(entry, article=article, headline_astray=astray)
    assert headline_words(entry) == words
    assert not is_pending(article)
    assert f"\n# {words}\n" in dict(site_pages([entry], ()))["articles/k3v9.md"]


@pytest.mark.parametrize(
    ("continued", "astray", "cited", "note"),
    [
        (None, False, "佚名. [6月13日，湖南召开会议][N].", "原版未见标题；责任者不详"),
        (
            None,
            True,
            "[责任者未能判定]. [标题未能判定：6月13日，湖南召开会议][N].",
            "标题未能判定；责任者未能判定",
        ),
        (
            "第一版",
            False,
            "[责任者未能判定]. [上接第一版：6月13日，湖南召开会议][N].",
            "上接第一版；责任者未能判定",
        ),
    ],
)
def test_a_citation_claims_no_more(
    continued: str | None, astray: bool, cited: str, note: str
) -> None:
    entry = make_entry(title=None, confidence=0.4)
    article = replace(entry.article, continued_from=continued)
    reference = reference_of(replace(entry, article=article, headline_astray=astray))
    assert gbt7714(reference).startswith(cited)
    for form in (bibtex(reference), ris(reference), csl_json(reference)):
        assert note in form
    named = replace(reference, authors=("李庆",))
    assert gbt7714(named).startswith("李庆. [")


# ---- 其他, 全国


def test_what_fits_no_topic_stands_last_and_is_explained() -> None:
    other = Topic(id="other", name="其他", score=0.0)
    charity = Topic(id="charity", name="慈善", score=0.9)
    region = Region(code="430000", name="湖南省")
    facts = [
        Facts(region=region, regions=(region,), year=2024, topics=(topic,))
        for topic in (other, other, other, charity, charity)
    ]
    entries = [make_entry(f"a{n}", facts=one, offset=n * 40) for n, one in enumerate(facts)]
    about = {"other": "主题表里没有一类适合。"}
    pages = dict(site_pages(entries, (), about))
    index = pages["topics/index.md"]
    assert index.index("[慈善 <small>2 篇") < index.index("[其他 <small>3 篇")
    assert "主题表里没有一类适合。" in index
    for path in ("regions/430000.md", "dates/2024.md"):
        (row,) = re.findall(r"^- \*\*主题\*\* (.*)$", pages[path], re.MULTILINE)
        assert row.index("慈善 2 篇") < row.index("其他 3 篇")


def test_the_country_is_explained_where_it_is_listed() -> None:
    country = Region(code="100000", name="全国")
    pages = dict(site_pages([make_entry(facts=Facts(region=country))], ()))
    assert "不提任何地方" in pages["regions/100000.md"]
    assert "看不出以哪个省为主的文章归入“全国”" in pages["regions/index.md"]
