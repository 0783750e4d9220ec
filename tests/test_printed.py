"""The page as printed, beside what was made of it; doubts, reports and the log of corrections."""

from __future__ import annotations

import gzip
import html
import re
from dataclasses import replace
from fnmatch import fnmatch
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.corpus.convert import convert, site_files
from generator.corpus.export.corpus_export import Export
from generator.corpus.pages import pipeline
from generator.corpus.pages.collected_pages import read_corpus
from generator.corpus.pages.correction_log import logged_corrections
from generator.corpus.project_check import check
from generator.corpus.seeds.sidecar import parse_sidecar
from generator.corpus.settings import read_settings
from generator.describe import describe_page
from generator.editing import page_notes
from generator.model import (
    Act,
    Article,
    ArticleNotes,
    Block,
    Doubtful,
    DoubtKind,
    Entry,
    Evidence,
    Facts,
    Logged,
    Page,
    PageNotes,
    Reconstruction,
    Remedy,
    Role,
    Sidecar,
)
from generator.model.languages import rule_words
from generator.publish import texts_of
from generator.publish.escape import escape_kept, escape_text
from generator.publish.labels.review import issue_link
from generator.publish.labels.review_labels import ROLES, doubt_words, remedy_words
from generator.publish.lists.pagination import PAGE_LENGTH
from generator.publish.page_segments import article_places, cut_page
from generator.publish.paths import printed_path, web_link
from generator.reconstruct import reconstruct_both, reconstruct_page
from generator.text.traced import Traced
from tests.conftest import examples
from tests.published import gold_entries, make_entry, site_pages
from tests.samples import make_project
from tests.test_escape import project_extensions, render
from tests.test_reconstruct_properties import pages as any_page

EDITED = Path(__file__).parent / "pages-editing" / "2024-05-21-02.txt"
STORY = (
    "山水县老年食堂开张\n\n本报讯 （记者 王小明）5月1日，山水县第一家老年食堂开张，\n\n"
    "当天有六十位老人前来用餐。县民政局有关负责人说，今年还要再办五家。\n\n责编：李一\n"
)
ALONE = (
    "新村办起老年食堂\n本报记者 李庆\n近日，新村办起老年食堂，老人们在家门口吃上了热饭。\n"
    "村里说，饭菜由志愿者送到家里。\n村民出钱修好石桥\n"
    "本报讯 东岭的石桥修好了，孩子们上学少走三里路。\n"
    "修桥的钱是村民凑的。\n\n新村来了大学生\n"
)
"""A page with a headline that no text has."""


class Printed(HTMLParser):
    """The text of a page as printed, without the marks, and what the marks name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = ""
        self.ids: list[str] = []
        self.invoked: set[str] = set()
        self.depth = self.marks = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if "popovertarget" in values:
            self.invoked.add(values["popovertarget"])
        if self.depth or (values.get("class") or "").startswith("bm-printed "):
            self.depth += 1
            self.marks += tag in ("button", "a")

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.depth -= 1
            self.marks -= tag in ("button", "a")

    def handle_data(self, data: str) -> None:
        if self.depth and not self.marks:
            self.text += data


def made_of(text: str, name: str = "a.txt", sidecar: Sidecar | None = None) -> Reconstruction:
    return reconstruct_page(Page(name=name, text=text, sidecar=sidecar))


def log_of(result: Reconstruction) -> tuple[Logged, ...]:
    _, untouched = reconstruct_both(result.page)
    return logged_corrections(result, describe_page(result), untouched)


def site_of(
    *results: Reconstruction, repository: str | None = None, told: bool = True
) -> dict[str, str]:
    """Return the site of these pages, the articles called ``a0``, ``a1``, …."""
    articles = [article for result in results for article in result.articles]
    entries = [Entry(id=f"a{n}", article=a, facts=Facts()) for n, a in enumerate(articles)]
    notes = {r.page.name: replace(page_notes(r), corrections=log_of(r)) for r in results if told}
    return dict(site_pages(entries, results, notes=notes, repository=repository))


def shown(text: str) -> str:
    """Return a page's text as a browser can show it."""
    return html.unescape(escape_kept(text))


# ---- pieces


@given(any_page, st.lists(st.integers(0, 400), max_size=3))
@settings(deadline=None, max_examples=examples(150))
def test_pieces_are_the_page_and_each_character_stands_in_its_block(
    text: str, cuts: list[int]
) -> None:
    result = made_of(text)
    pieces = cut_page(result, cuts)
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(piece.start < piece.end for piece in pieces)
    blocks = [block for article in result.articles for block in article.blocks]
    owned: dict[int, tuple[Role, tuple[int | None, ...]]] = {}
    for block in (*blocks, *result.leftovers):
        for origin in block.text.origins:
            if origin is not None and not text[origin].isspace():
                same = (block.role, block.text.origins)
                assert owned.setdefault(origin, same) == same  # a label is shared
    for piece in pieces:
        for offset in range(piece.start, piece.end):
            if text[offset].isspace():
                continue
            assert piece.place is not None
            block = piece.place.block
            assert (block.role, block.text.origins) == owned.pop(offset)
            if piece.place.article is not None:
                assert block in result.articles[piece.place.article].blocks
    assert not owned
    for before, after in pairwise(pieces):
        assert before.place is not after.place or after.start in cuts


def test_blanks_between_blocks_belong_to_none() -> None:
    result = made_of(STORY)
    for piece in cut_page(result):
        printed = STORY[piece.start : piece.end]
        assert (piece.place is None) is printed.isspace()
        assert printed == printed.strip() or piece.place is None


def test_a_label_of_several_articles_names_them_all() -> None:
    label = Block(role=Role.LABEL, text=Traced.from_page("短讯"))
    bodies = [
        Block(role=Role.PARAGRAPH, text=Traced.from_page(t, n)) for t, n in (("甲", 3), ("乙", 5))
    ]
    articles = tuple(Article(page="p", label=label, body=(body,)) for body in bodies)
    page = Reconstruction(page=Page(name="p", text="短讯\n甲\n乙"), articles=articles, leftovers=())
    first = cut_page(page)[0].place
    assert first is not None
    assert (first.article, first.shared) == (0, (1,))
    entries = [Entry(id=f"a{n}", article=a, facts=Facts()) for n, a in enumerate(articles)]
    text = dict(site_pages(entries, [page]))["pages/p-" + printed_path("p")[8:]]
    assert '<a href="../../articles/a1/">第 2 篇</a>' in text


def test_anchors_are_those_of_the_article_page() -> None:
    for entry in gold_entries():
        text = dict(site_pages([entry], ()))[f"articles/{entry.id}.md"]
        anchors = re.findall(r'<a id="([ps]\d+)"[^>]*></a>', text)
        places = [place.anchor for place in article_places(entry.article)]
        assert [anchor for anchor in places if anchor[1:].isdigit()] == anchors


# ---- addresses


def test_a_page_has_an_address_of_its_own() -> None:
    names = [
        "a.txt", "a.TXT", "A.txt", "a", "a-2.txt", "a.txt#2", "a.b.txt", "a b.txt", "index.txt",
        "index-2.txt", "晚报.txt", "日报.txt", "晚报.txt#2", "-a.txt", "x" * 300 + ".txt",
        "../a.txt", "a_.txt", ".txt", "",
    ]  # fmt: skip
    paths = [printed_path(name) for name in names]
    assert len({path.lower() for path in paths}) == len(names)
    for path in paths:
        assert re.fullmatch(r"pages/[a-z0-9][a-z0-9_-]{0,60}(/[0-9]+)?\.md", path), path
    assert paths[0] == "pages/a.md"
    assert paths[5] == "pages/a/2.md"


@given(st.text(max_size=80))
def test_any_name_gives_an_address(name: str) -> None:
    assert re.fullmatch(r"pages/[a-z0-9][a-z0-9_-]*(/[0-9]+)?\.md", printed_path(name))


def test_links_between_addresses() -> None:
    assert web_link("pages/a.md", "articles/b.md") == "../../articles/b/"
    assert web_link("pages/a/2.md", "index.md") == "../../../"


# ---- the page


@given(any_page)
@settings(deadline=None, max_examples=examples(60))
def test_the_page_shows_every_character_as_it_came(text: str) -> None:
    if not text.strip():
        return
    written = site_of(made_of(text))["pages/a.md"]
    body = get_data(written)[0]
    # By Python-Markdown, and as raw HTML the way CommonMark takes it: no empty line in it.
    printed = Printed(render_html(body))
    assert printed.text == shown(text)
    assert Printed(body).text == shown(text)
    assert len(printed.ids) == len(set(printed.ids))
    assert printed.invoked <= set(printed.ids)
    block = body[body.index('<div class="bm-sheet"') :]
    assert "\n\n" not in block[: block.index("</section>\n</div>")]


def render_html(body: str) -> str:
    extensions = project_extensions()
    return markdown.markdown(body, extensions=list(extensions), extension_configs=extensions)


@pytest.mark.parametrize(
    "text",
    [
        "</span></div><script>alert(1)</script>",
        '" onmouseover="alert(1)" x="',
        "</pre></details><img src=x onerror=alert(1)>",
        "[x](javascript:alert(1)) {{ config }} `x` <!-- ",
    ],
)
def test_hostile_text_is_text(text: str) -> None:
    page = f"{text}的标题\n\n近日，{text}的会议召开。会上说，{text}。\n\n责编：{text}\n"
    model = "好的标题\n\n近日，好的会议召开。会上说，好。\n\n责编：好\n"
    for said in (page, model):
        result = made_of(said)
        evidence = Evidence(rule=text, runner_up=text, margin=1.0)
        body = Block(
            role=Role.PARAGRAPH,
            text=Traced.from_page(said.rstrip("\n")),
            evidence=(evidence,),
        )
        article = Article(page="a.txt", body=(body,), confidence=0.3)
        made = replace(result, articles=(article,), leftovers=())
        notes = PageNotes(
            articles=(
                ArticleNotes(
                    doubts=(Doubtful(kind=DoubtKind.JOIN, offset=3, before=text, after=text),),
                    remedies=(Remedy("x", f"- split: {text}", "split", (text,)),),
                ),
            )
        )
        entry = Entry(id="k3v9", article=article, facts=Facts())
        written = dict(
            site_pages([entry], [made], notes={"a.txt": notes}, repository="https://a.example/r")
        )
        tags = []
        for path in ("pages/a.md", "corrections/doubts.md"):
            read = render(get_data(written[path])[0], project_extensions())
            tags += [*read.tags, *sorted(set(read.attributes))]
        if said is page:
            found = tags
    assert found == tags


def test_the_evidence_of_each_piece_is_shown() -> None:
    result = made_of(STORY)
    text = site_of(result)["pages/a.md"]
    for block in (*result.articles[0].blocks, *result.leftovers):
        for evidence in block.evidence:
            assert escape_text(f"（{evidence.rule}") in text
            assert rule_words()[evidence.rule].chinese.rstrip("。") in text
        assert f'class="bm-why"><p>{ROLES[block.role]}</p>' in text
    assert "另一可能：" in text
    assert "本篇：" in text
    assert "附1" in text
    assert 'aria-label="成文"' in text


def test_what_won_narrowly_shows_its_runner_up() -> None:
    evidence = Evidence(rule="story/headline", runner_up="另一个标题", margin=0.5)
    title = Block(role=Role.HEADLINE, text=Traced.from_page("标题"))
    body = Block(role=Role.PARAGRAPH, text=Traced.from_page("正文。", 3))
    article = Article(page="a.txt", title=title, body=(body,), evidence=(evidence,))
    page = Page(name="a.txt", text="标题\n正文。")
    text = site_of(Reconstruction(page=page, articles=(article,), leftovers=()))["pages/a.md"]
    number = re.search(r'popovertarget="(e\d+)">1·标题', text)
    assert number
    card = next(line for line in text.split("\n") if f' id="{number[1]}"' in line)
    assert "领先 0.5" in card
    assert "另一可能：“另一个标题”" in card


def test_paragraphs_lead_to_their_place_and_pieces_back() -> None:
    result = made_of(STORY)
    site = site_of(result)
    article, page = site["articles/a0.md"], site["pages/a.md"]
    anchors = re.findall(r'<a id="(p\d+)"[^>]*></a>', article)
    assert anchors
    for anchor in anchors:
        assert f' id="a0-{anchor}"' in page
        assert f'<a href="../../articles/a0/#{anchor}">↩' in page
    assert "**来源版面** [未注明报纸](../pages/a.md#a0-headline)" in article


def test_a_page_without_articles_has_a_page() -> None:
    written = site_of(made_of("责编：李一\n"))["pages/a.md"]
    assert "这一版没有整理出文章" in written
    assert "不在文章里的文字" in written


def test_a_page_of_fifty_thousand_characters_stays_sensible() -> None:
    line = "山水县民政局有关负责人说，今年还要再办五家老年食堂。"
    lines = [f"{line}\n{line}\n{n:04d}。" for n in range(900)]
    text = "\n\n".join(lines)
    assert len(text) >= 50_000
    places = range(0, len(text), len(lines[0]) + 2)
    why = Evidence(rule="prose/full-stop")
    blocks = [
        Block(role=Role.PARAGRAPH, text=Traced.from_page(said, at), evidence=(why,))
        for said, at in zip(lines, places, strict=True)
    ]
    articles = tuple(
        Article(page="a.txt", body=tuple(blocks[n : n + 30])) for n in range(0, len(blocks), 30)
    )
    page = Page(name="a.txt", text=text)
    result = Reconstruction(page=page, articles=articles, leftovers=())
    written = site_of(result, told=False)["pages/a.md"]
    assert Printed(written).text == text
    assert len(written.encode()) < 6 * len(text.encode())
    assert len(gzip.compress(written.encode())) < 100_000


def test_pages_are_listed_by_newspaper() -> None:
    sidecar = Sidecar(publication="青禾周报", date="2024-05-21", page="2")
    results = [made_of(STORY, "b.txt"), made_of(STORY, "c.txt", sidecar)]
    site = site_of(*results)
    index = site["pages/index.md"]
    assert index.index("## 青禾周报") < index.index("(c.md)") < index.index("## 未注明报纸")
    assert "文件 b.txt" in index
    many = [made_of("第1版\n", f"{n:03d}.txt") for n in range(PAGE_LENGTH + 1)]
    paged = site_of(*many)
    assert paged["pages/index.md"].count(".txt](") == PAGE_LENGTH
    assert "[文件 100.txt](100.md)" in paged["pages/index-2.md"]


# ---- words


def test_every_rule_has_words_in_both_languages() -> None:
    for words in rule_words().values():
        assert re.search(r"[㐀-鿿]", words.chinese)
        assert words.chinese.endswith("。")
        assert words.english.endswith(".")
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("kind", DoubtKind)
def test_every_doubt_has_words(kind: DoubtKind) -> None:
    assert re.search(r"[㐀-鿿]", doubt_words(Doubtful(kind=kind, offset=0)))


def test_every_remedy_has_words() -> None:
    kinds = set()
    for text in (EDITED.read_text("utf-8"), STORY, ALONE):
        notes = page_notes(made_of(text))
        told = [r for article in notes.articles for r in article.remedies]
        told += [r for remedies in notes.unplaced for r in remedies]
        for remedy in told:
            kinds.add(remedy.kind)
            assert remedy_words(remedy).startswith("如果"), remedy
    assert {"right", "drop"} <= kinds


# ---- reports


def test_mistakes_are_reported_where_the_project_says() -> None:
    entry = make_entry(title='甲“乙”&<c>#"', body=(("p", "近日，开会。散会。"),))
    link = issue_link("https://github.com/someone/paper/", entry)
    assert link is not None
    parts = urlsplit(html.unescape(link))
    assert (parts.netloc, parts.path) == ("github.com", "/someone/paper/issues/new")
    asked = parse_qs(parts.query)
    assert asked["title"] == ['内容有误：甲“乙”&<c>#"']
    assert "articles/k3v9/" in asked["body"][0]
    assert "k3v9" in asked["body"][0]
    assert re.fullmatch(r"[!-~]+", link)
    gitlab = issue_link("https://gitlab.com/someone/paper", entry)
    assert gitlab is not None
    assert "/paper/-/issues/new?issue%5Btitle%5D=" in gitlab
    assert issue_link(None, entry) is None
    assert issue_link("javascript:alert(1)", entry) is None


def test_sidecar_lines_are_always_there() -> None:
    result = made_of(EDITED.read_text("utf-8"))
    for repository in (None, "https://github.com/someone/paper"):
        site = site_of(result, repository=repository)
        article, page = site["articles/a0.md"], site["pages/a.md"]
        lines_for = "更正写法" if repository else "报告错误"
        assert f"[{lines_for}](../pages/a.md#a0-fix)" in article
        assert ("[报告错误](https://github.com/" in article) is (repository is not None)
        assert 'id="a0-fix"' in page
        assert "seeds/a.yml" in page
        lines = [html.unescape(pre) for pre in re.findall(r"<pre>(.*?)</pre>", page)]
        notes = page_notes(result)
        wanted = [r.yaml for told in notes.articles for r in told.remedies]
        wanted += [r.yaml for remedies in notes.unplaced for r in remedies]
        assert lines == wanted
        for yaml in lines:  # and each can be pasted as it is
            pasted = "corrections:\n" + "".join(f"  {line}\n" for line in yaml.split("\n"))
            assert parse_sidecar(pasted, "a.yml").corrections


def test_doubtful_places_are_led_to() -> None:
    result = made_of(EDITED.read_text("utf-8"))
    doubts = page_notes(result).articles[0].doubts
    assert [doubt.kind for doubt in doubts] == [DoubtKind.HEADLINE]
    site = site_of(result)
    spot = f"d{doubts[0].offset}"
    assert f"](../pages/a.md#{spot})" in site["articles/a0.md"]
    assert f'id="{spot}"' in site["pages/a.md"]
    assert f"](#{spot})" in site["pages/a.md"]


def test_every_article_that_should_be_looked_at_is_in_the_list_of_doubts() -> None:
    result = made_of(STORY)
    article = replace(result.articles[0], confidence=0.6)
    result = replace(result, articles=(article,))
    entry = Entry(id="k3v9", article=article, facts=Facts())
    nothing = {"a.txt": PageNotes(articles=(ArticleNotes(),))}
    site = dict(site_pages([entry], [result], notes=nothing))
    listed = site["corrections/doubts.md"]
    assert "](../articles/k3v9.md)" in listed
    spot = "k3v9-headline"
    assert f"](../pages/a.md#{spot})" in listed
    assert f'id="{spot}"' in site["pages/a.md"]
    sure = replace(result, articles=(replace(article, confidence=1.0),))
    entry = replace(entry, article=sure.articles[0])
    site = dict(site_pages([entry], [sure], notes=nothing))
    assert "k3v9" not in site["corrections/doubts.md"]


def test_a_doubt_beyond_the_page_is_left_out() -> None:
    result = made_of(STORY)
    entry = Entry(id="k3v9", article=result.articles[0], facts=Facts())
    doubts = tuple(Doubtful(kind=DoubtKind.LEAD, offset=n) for n in (9, 10**6))
    notes = PageNotes(articles=(ArticleNotes(doubts=doubts),))
    site = dict(site_pages([entry], [result], notes={"a.txt": notes}))
    assert STORY[9] == "\n"
    assert "#d11)" in site["articles/k3v9.md"]  # the first character printed from there on
    assert 'id="d11"' in site["pages/a.md"]
    assert "1000000" not in site["articles/k3v9.md"]


def test_a_checked_article_has_no_doubts() -> None:
    result = made_of(EDITED.read_text("utf-8"))
    checked = tuple(replace(article, confidence=1.0) for article in result.articles)
    assert page_notes(replace(result, articles=checked)).articles[0] == ArticleNotes()


# ---- the log


CORRECTED = """
publication: 青禾周报
corrections:
  - split: 周桂兰的诊室
    headline: 夜里亮着的那盏灯
  - article: 天刚亮，柳湾村
    headline: 河滩上种出好日子
    paragraph: 枇杷怕压
    credit: （据青禾镇政府）
    region: "430000"
    date: 2024-05
  - drop: （据县图书馆）
"""


def corrected() -> Reconstruction:
    sidecar = parse_sidecar(CORRECTED, "seeds/a.yml")
    return made_of(EDITED.read_text("utf-8"), sidecar=sidecar)


def test_the_log_tells_what_stood_there_and_what_stands_there_now() -> None:
    result = corrected()
    log = log_of(result)
    by_act = {(item.act, item.role): item for item in log}

    def words(items: Logged) -> tuple[list[str], list[str]]:
        return [s.text for s in items.old], [s.text for s in items.new]

    assert len(log) == 8
    split = by_act[Act.SPLIT, None]
    assert split.old[0].headline == "河滩上种出好日子夜里亮着的那盏灯"
    assert split.new[0].headline == "夜里亮着的那盏灯"
    headline = by_act[Act.HEAD, Role.HEADLINE]
    assert words(headline) == (["河滩上种出好日子夜里亮着的那盏灯"], ["河滩上种出好日子"])
    credit = by_act[Act.HEAD, Role.CREDIT]
    assert words(credit) == (["（据县卫生健康局）"], ["（据青禾镇政府）"])
    assert by_act[Act.BODY, Role.PARAGRAPH].new[0].headline == "河滩上种出好日子"
    assert by_act[Act.DATE, None].new[0].text == "2024-05"
    drop = by_act[Act.DROP, None]
    assert drop.old[0].in_article
    assert not drop.new[0].in_article
    assert {item.where.partition(":")[0] for item in log} == {"a.yml"}


def test_the_log_is_public() -> None:
    text = site_of(corrected())["corrections/index.md"]
    assert "共 8 条" in text
    assert "改前：<del>标题“河滩上种出好日子夜里亮着的那盏灯”</del>" in text
    assert "改后：<ins>标题“河滩上种出好日子”</ins>" in text
    assert "](../articles/a0.md) · [原版](../pages/a.md#a0-headline)" in text
    assert "**移出正文**" in text
    assert "seeds/" not in text  # no path of the machine


@pytest.mark.parametrize(
    "line",
    [
        "- join: [“屋里有人等，就不能关门。”周桂兰, 枇杷怕压]",
        "- merge: [天刚亮，柳湾村, 本报讯 5月18日]",
        "- cut: 如今一个人看着手机",
        "- cut_out: 先修渠，再栽树",
        "- drop: 先修渠，再栽树",
        "- lead: 天刚亮，柳湾村",
        "- kicker: 先修渠，再栽树",
    ],
)
def test_every_kind_of_correction_has_an_entry(line: str) -> None:
    sidecar = parse_sidecar(f"corrections:\n  {line}\n", "seeds/a.yml")
    result = made_of(EDITED.read_text("utf-8"), sidecar=sidecar)
    (item,) = log_of(result)
    assert item.old
    assert item.new
    text = site_of(result)["corrections/index.md"]
    assert "改前：" in text
    assert "改后：" in text


def test_without_corrections_the_log_says_so() -> None:
    assert log_of(made_of(STORY)) == ()
    assert "还没有更正" in site_of(made_of(STORY))["corrections/index.md"]


# ---- the corpus


def test_a_project_has_the_pages_of_its_parts(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (project / "seeds" / "two.txt").write_text(f"{STORY}\f{STORY}", encoding="utf-8")
    (project / "seeds" / "晚报.txt").write_text(STORY, encoding="utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("repo_url: https://github.com/someone/paper\n")
    corpus = read_corpus(read_settings(project / "mkdocs.yml"))
    files = dict(texts_of(site_files(corpus, project / "site_src")))
    assert {"pages/two.md", "pages/two/2.md", printed_path("晚报.txt")} <= set(files)
    second = files["pages/two/2.md"]
    assert '<a href="../../../articles/' in second
    articles = [text for path, text in files.items() if fnmatch(path, "articles/*.md")]
    assert all("github.com/someone/paper/issues/new" in text for text in articles)


def test_a_page_that_is_withdrawn_still_answers(tmp_path: Path) -> None:
    project = make_project(tmp_path, stays=STORY.replace("老年", "社区"))
    seed = project / "seeds" / "gone.txt"
    seed.write_text(STORY, encoding="utf-8")
    settings_ = read_settings(project / "mkdocs.yml")
    convert(settings_)
    page = project / "site_src" / "pages" / "gone.md"
    assert "bm-printed" in page.read_text("utf-8")
    seed.unlink()
    convert(settings_)
    assert "版面已撤下" in page.read_text("utf-8")
    seed.write_text(STORY, encoding="utf-8")
    convert(settings_)
    before = page.read_bytes()
    assert b"bm-printed" in before
    seed.write_bytes(b"\xff")  # bad for a day: what stands there stays
    convert(settings_)
    assert page.read_bytes() == before


def test_a_page_that_is_renamed_still_answers(tmp_path: Path) -> None:
    project = make_project(tmp_path, stays=STORY.replace("老年", "社区"))
    seeds, pages = project / "seeds", project / "site_src" / "pages"
    settings_ = read_settings(project / "mkdocs.yml")
    (seeds / "first.txt").write_text(STORY, encoding="utf-8")
    for old, new in (("first", "second"), ("second", "third")):
        convert(settings_)
        (seeds / f"{old}.txt").rename(seeds / f"{new}.txt")
    for _ in range(2):  # and goes on answering in later runs
        convert(settings_)
        assert "](second.md)" in (pages / "first.md").read_text("utf-8")
        assert "](third.md)" in (pages / "second.md").read_text("utf-8")
        assert "bm-printed" in (pages / "third.md").read_text("utf-8")
    (seeds / "third.txt").unlink()
    (seeds / "first.txt").write_text(EDITED.read_text("utf-8"), encoding="utf-8")
    convert(settings_)
    assert "bm-printed" in (pages / "first.md").read_text("utf-8")
    assert "版面已撤下" in (pages / "third.md").read_text("utf-8")
    assert not list(check(settings_))


def test_a_page_without_articles_still_answers(tmp_path: Path) -> None:
    project = make_project(tmp_path, stays=STORY)
    seed = project / "seeds" / "bare.txt"
    settings_ = read_settings(project / "mkdocs.yml")
    seed.write_text("责编：李一\n", encoding="utf-8")
    convert(settings_)
    seed.unlink()
    for _ in range(2):
        convert(settings_)
        assert "版面已撤下" in (project / "site_src/pages/bare.md").read_text("utf-8")


def test_notes_are_made_for_the_site_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path, a=STORY)
    settings_ = read_settings(project / "mkdocs.yml")
    asked: list[str] = []

    def count(result: Reconstruction) -> PageNotes:
        asked.append(result.page.name)
        return page_notes(result)

    monkeypatch.setattr(pipeline, "page_notes", count)
    list(Export(settings=settings_, jobs=1).text("jsonl"))
    assert not asked
    # What was kept without notes is not taken for a page with them, nor the other way round.
    for _ in range(2):
        assert read_corpus(settings_).notes["a.txt"].articles
        list(Export(settings=settings_, jobs=1).text("jsonl"))
    assert asked == ["a.txt"]
