"""Pages of digital editions (HTML): whole articles, in whatever shape their papers set them.

``tests/editions/`` holds a page of each shape, after the structure of public ones: columns of
headings and divisions, tables with classes of Founder's system, classes alone, and a page that
holds several articles.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import run
from generator.corpus.pages.pipeline import make_seed
from generator.corpus.seeds import html_process
from generator.corpus.seeds.seed_files import Seed, find_seeds, ignored_input
from generator.corpus.seeds.seed_reading import read_pages
from generator.describe import describe_page
from generator.errors import SeedError
from generator.model import Article, Element, Page, Part, Reconstruction, Role
from generator.readers.html import read_edition
from generator.readers.html.walking import see_page
from generator.reconstruct import reconstruct_page
from generator.text.head_lines import page_number
from tests.growth import grows_evenly

EDITIONS = Path(__file__).parent / "editions"
TEXT = "近日，白石镇办起老年食堂，镇里的老人都来吃饭，每餐只要八元。"
ARTICLE = f"<i>第04版</i><h1>白石镇办起老年食堂</h1><p>{TEXT}</p>"


def made(source: str | bytes) -> Reconstruction:
    data = source if isinstance(source, bytes) else source.encode()
    return reconstruct_page(read_edition(data, "p.html"))


def of(name: str) -> Reconstruction:
    return made((EDITIONS / f"{name}.html").read_bytes())


def shown(article: Article) -> dict[str, str]:
    """Return the parts of an article that it has."""
    parts = {
        name: block.text.text
        for name in ("kicker", "title", "subtitle", "byline", "credit")
        if (block := getattr(article, name)) is not None
    }
    return parts | {"body": "\n".join(f"{b.role}: {b.text.text}" for b in article.body)}


def aside(result: Reconstruction, rule: str) -> list[str]:
    return [b.text.text for b in result.leftovers if b.evidence[0].rule == f"furniture/{rule}"]


class TestShapes:
    def test_headings_and_divisions(self) -> None:
        result = of("columns")
        (article,) = result.articles
        assert shown(article) == {
            "kicker": "云州今年新建四十家",
            "title": "老年食堂　开到家门口",
            "subtitle": "——午餐最低八元",
            "byline": "本报记者　李 庆",
            "body": "paragraph: 本报讯　云州市今年新建老年食堂四十家，六十岁以上老人再打九折。"
            "食堂由街道招标运营——市里给每家补贴二十万元。\n"
            "subhead: 一餐八元\n"
            "paragraph: 白石镇的食堂每天供应两百份午餐，A&B两种套餐。\n"
            "paragraph: 市民政局有关负责人介绍，年底将实现街道全覆盖。",
        }
        assert article.authors == ("李庆",)
        assert article.evidence[0].rule == "story/in-edition"
        assert aside(result, "caption") == ["老人在白石镇食堂吃午饭。"]
        assert aside(result, "editors") == ["（责编：王小明、李红）"]
        assert "河西村修好石桥" in aside(result, "navigation")
        assert not [b for b in result.leftovers if b.role is Role.UNPLACED]

    def test_tables_with_classes(self) -> None:
        source = (EDITIONS / "tables.html").read_text("utf-8")
        result = made(source.encode("gb18030"))
        (article,) = result.articles
        assert shown(article) == {
            "kicker": "河东河西一步跨过",
            "title": "河西村修好石桥",
            "subtitle": "——两岸来往只要五分钟",
            "byline": "□ 本报记者 周岚",
            "credit": "（据云州市交通局）",
            "body": "paragraph: 河西村的石桥昨天修好，桥长三十米。\n"
            "paragraph: 过去绕路要走半个钟头，如今孩子上学不用早起。\n"
            "paragraph: 村里还给桥装了路灯。",
        }
        assert aside(result, "caption") == ["村民走过新桥。周岚摄"]

    def test_classes_alone(self) -> None:
        result = of("classes")
        (article,) = result.articles
        assert shown(article) == {
            "kicker": "方便老人出门",
            "title": "南岭新增公交七条",
            "subtitle": "末班车推迟到晚上十点",
            "byline": "记者 何川",
            "body": "paragraph: 南岭市新增公交线路七条，覆盖十二个城郊村庄。\n"
            "paragraph: 票价一元，老人凭证免费乘坐。\n"
            "subhead: 夜间可预约\n"
            "paragraph: 年底前还要在三条线路上试行夜间预约公交。\n"
            "paragraph: 何川",
        }
        assert aside(result, "navigation")[-2:] == ["相关阅读", "云州地铁开工。"]

    def test_several_articles_on_one_page(self) -> None:
        articles = of("issue").articles
        assert [shown(a)["title"] for a in articles] == [
            "白石镇夜校教剪纸", "丰田镇修好六口古井", "两岸来往五分钟"
        ]  # fmt: skip
        assert [len(a.body) for a in articles] == [2, 1, 1]
        assert articles[0].authors == ("周岚",)
        assert shown(articles[2])["kicker"] == "三县合修便民桥"

    def test_boxes_without_a_name_for_each_part(self) -> None:
        result = of("boxes")
        (article,) = result.articles
        assert shown(article) == {
            "kicker": "八元一餐",
            "title": "白石办食堂",
            "subtitle": "老人点赞",
            "byline": "记者 李庆",
            "body": "paragraph: 近日，白石镇办起老年食堂。\n"
            "paragraph: 早餐两元，午餐六元：\n"
            "paragraph: 早餐供应粥和包子；\n"
            "paragraph: 午餐两菜一汤\n"
            "paragraph: 项目价格\n"
            "paragraph: 早餐2元\n"
            "paragraph: 更多食堂年内开张。\n"
            "paragraph: 文/图李庆",
        }
        assert article.continues == "第三版"
        assert article.confidence > 0.8
        assert "本版导航" in aside(result, "navigation")

    @pytest.mark.parametrize(
        ("name", "day"),
        [
            ("columns", "2024-04-18"),
            ("tables", "2024-04-18"),
            ("classes", "2024-04-19"),
            ("issue", "2024-04-20"),
        ],
    )
    def test_the_day_of_issue_is_the_page_s_own(self, name: str, day: str) -> None:
        result = of(name)
        for facts in describe_page(result):
            assert facts.date is not None
            assert (facts.date.edtf, facts.date.basis.value) == (day, "masthead")
            ((start, end), *_) = facts.date.spans
            assert day[:4] in result.page.text[start:end]


class TestImprint:
    @pytest.mark.parametrize(
        ("beside", "publication", "page"),
        [
            ("<div>云州日报</div><div>第04版：社会</div>", "云州日报", "4"),
            ("<div>《云州晚报》（2024年04月18日　第 A05 版）</div>", "云州晚报", "A05"),
            ("<div>云州日报 2024年4月18日 第四版</div>", "云州日报", "4"),
            ("<div>第04版</div><div>04版：社会</div>", None, "4"),
            ("<div>第04版</div><div>第05版</div>", None, None),
            ("<div>第04版</div><div><a href=x>第05版</a></div>", None, "4"),
            ("<div>A05版</div><div>今日8版</div>", None, "A05"),
            ("<div>第04版</div><div>来源：青川日报</div>", None, "4"),
            ("<h2>第04版：社会</h2><div>版次：04</div>", None, "4"),
            ("<div>第04版：水乡人家</div><div>今日快报</div>", None, "4"),
            ("<div>云州日报</div><div>第04版</div><h2>山水日报</h2>", "云州日报", "4"),
            ("<div>第04版</div><h2>天气预报</h2><div>青川日报 记者李庆</div>", None, "4"),
            ("<div>2024年4月18日 第04版</div><h2>《新华词典》第7版首发</h2>", None, "4"),
            ("<div>云州日报</div><div>第一十版</div>", "云州日报", None),
        ],
    )
    def test_the_page_names_itself(
        self, beside: str, publication: str | None, page: str | None
    ) -> None:
        read = read_edition(f"{beside}<h1>办食堂</h1><div><p>{TEXT}</p></div>".encode(), "p.html")
        said = {evidence.rule: evidence.note for evidence in read.stated}
        assert (said.get("imprint/name"), said.get("imprint/page")) == (publication, page)
        for evidence in read.stated:
            words = "".join(read.text[start:end] for start, end in evidence.spans)
            assert evidence.note in (words, page_number(words.replace(" ", "")))

    @pytest.mark.parametrize("line", ["读者报", "云州日报", "第05版", "云州晚报 2024年4月18日"])
    def test_what_an_article_says_is_not_of_its_page(self, line: str) -> None:
        """Neither in an element of its own nor in the one that holds the whole page."""
        text = f"<h1>办食堂</h1><p>{TEXT}</p><p>{line}</p><p>{TEXT}</p>"
        for source in (f"<div>第04版</div><div>{text}</div>", f"<i>第04版</i>{text}"):
            (said,) = read_edition(source.encode(), "p.html").stated
            assert (said.rule, said.note) == ("imprint/page", "4")

    def test_what_the_sidecar_says_stands_above_it(self, tmp_path: Path) -> None:
        path = tmp_path / "a.html"
        path.write_bytes((EDITIONS / "columns.html").read_bytes())
        (tmp_path / "a.yml").write_text("page: 5\n", "utf-8")
        (made,) = make_seed(Seed(name="a.html", path=path)).made
        imprint = made.reconstruction.imprint
        assert (imprint.publication, imprint.page) == ("云州日报", "5")


def test_an_editor_quotes_the_article_and_not_the_links_to_it(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes((EDITIONS / "columns.html").read_bytes())
    sidecar = "corrections:\n  - headline: 老年食堂开到家门口\n    article: 白石镇的食堂每天\n"
    (tmp_path / "a.yml").write_text(sidecar, "utf-8")
    (page,) = read_pages(Seed(name="a.html", path=path))
    result = reconstruct_page(page)
    assert result.articles[0].title is not None
    assert result.articles[0].title.text.text.replace("　", "") == "老年食堂开到家门口"
    assert "老年食堂开到家门口" in aside(result, "navigation")


class TestHeadlines:
    @pytest.mark.parametrize(
        ("head", "parts"),
        [
            ("<h3>引题</h3><h1>标题</h1><h2>副题</h2>", ("引题", "标题", "副题")),
            ("<h4>引题</h4><h2>标题</h2><h2></h2>", ("引题", "标题", None)),
            ("<h1>标题</h1><h2>副题</h2><h4>李 庆</h4>", (None, "标题", "副题")),
            ('<p class="yinti">引题</p><p class="newsTitle">标题</p>', ("引题", "标题", None)),
            ('<p class="title">标题</p><p class="sub-title">副题</p>', (None, "标题", "副题")),
        ],
    )
    def test_levels_and_classes_tell_its_parts(
        self, head: str, parts: tuple[str | None, ...]
    ) -> None:
        (article,) = made(f"<i>第04版</i>{head}<p>{TEXT}</p>").articles
        blocks = (article.kicker, article.title, article.subtitle)
        assert tuple(block and block.text.text for block in blocks) == parts

    def test_deeper_headings_are_subheads_and_equal_ones_headlines(self) -> None:
        for second, count in (("h3", 1), ("h2", 2), ("h1", 2)):
            source = (
                f"<i>第04版</i><h2>办食堂</h2><p>{TEXT}</p><{second}>修石桥</{second}><p>{TEXT}"
            )
            assert len(made(source).articles) == count

    def test_a_heading_that_opens_the_text_is_a_subhead(self) -> None:
        source = f"<i>第04版</i><h1>办食堂</h1><div id=ozoom><h4>看点</h4><p>{TEXT}</p></div>"
        (article,) = made(source).articles
        assert shown(article) == {
            "title": "办食堂",
            "body": f"subhead: 看点\nparagraph: {TEXT}",
        }

    def test_a_list_under_a_subhead_stays_in_its_article(self) -> None:
        source = f"{ARTICLE}<h3>菜单</h3><ul><li>两菜一汤</li><li>米饭</li></ul><p>{TEXT}</p>"
        (article,) = made(source).articles
        assert [b.text.text for b in article.body] == [TEXT, "菜单", "两菜一汤", "米饭", TEXT]

    def test_the_page_s_properties_name_a_headline_without_a_class(self) -> None:
        source = (
            "<b></b><!--enpproperty <title>办食堂</title><introtitle>八元</introtitle>-->"
            f"<div>八元</div><div>办食堂</div><founder-content><p>{TEXT}</p></founder-content>"
        )
        (article,) = made(source).articles
        assert (shown(article)["kicker"], shown(article)["title"]) == ("八元", "办食堂")

    def test_the_paper_s_own_heading_is_none_of_an_article(self) -> None:
        source = (
            "<title>白石办食堂-云州日报第4版</title><h1>云州日报·数字报</h1><a href=x>往期</a>"
            f"<div><h2>白石办食堂</h2><div><p>{TEXT}</p></div></div>"
        )
        (article,) = made(source).articles
        assert shown(article) == {"title": "白石办食堂", "body": f"paragraph: {TEXT}"}

    def test_the_title_of_the_browser_s_tab_names_one(self) -> None:
        source = f"<title>白石办食堂_云州日报第4版</title><b>白石办食堂</b><div><p>{TEXT}</p></div>"
        assert shown(made(source).articles[0])["title"] == "白石办食堂"

    def test_a_picture_s_caption_is_the_text_where_there_is_no_other(self) -> None:
        source = f"<i>第04版</i><h1>新桥</h1><div id=ozoom><figure><img><figcaption>{TEXT}"
        assert shown(made(source).articles[0]) == {"title": "新桥", "body": f"paragraph: {TEXT}"}

    def test_a_centred_line_under_a_picture_is_its_caption(self) -> None:
        source = f"{ARTICLE}<p><img src=a></p><p align=center>老人在吃饭</p><p>{TEXT}</p>"
        result = made(source)
        assert [b.text.text for b in result.articles[0].body] == [TEXT, TEXT]
        assert aside(result, "caption") == ["老人在吃饭"]


class TestEncodings:
    @pytest.mark.parametrize(
        ("declared", "codec"),
        [
            ("utf-8", "utf-8"),
            ("utf-8", "utf-8-sig"),
            ("gb2312", "gb18030"),
            ("GBK", "gbk"),
            ("gb18030", "gb18030"),
            ("big5", "big5"),
            ("gb2312", "utf-8"),
            ("utf-8", "gbk"),
            ("", "gbk"),
            ("x-unknown", "utf-8"),
            ("rot13", "gbk"),
            ("utf-8", "utf-16"),
        ],
    )
    def test_what_is_declared_and_what_is_there(self, declared: str, codec: str) -> None:
        source = f'<meta http-equiv=Content-Type content="text/html; charset={declared}">{ARTICLE}'
        if codec == "big5":
            source = source.translate(str.maketrans("镇办来饭", "鎮辦來飯"))
        (article,) = made(source.encode(codec)).articles
        assert article.title is not None
        assert article.title.text.text.startswith("白石")

    def test_a_damaged_byte_is_told_and_bytes_without_sense_are_refused(self) -> None:
        data = f"<meta charset=gbk>{ARTICLE}{f'<p>{TEXT}</p>' * 9}".encode("gbk")
        page = read_edition(data[:-6] + b"\xff" + data[-6:], "p.html")
        assert page.text.count("\ufffd") == 1
        with pytest.raises(SeedError, match="in no encoding"):
            read_edition(bytes(range(128, 256)) * 20, "p.html")

    def test_entities_are_the_characters_they_name(self) -> None:
        source = (
            "<i>第04版</i><h1>A&amp;B</h1><p>&#36817;&#x65e5;&ldquo;食堂&rdquo;&mdash;开了&#12290;"
        )
        (article,) = made(source).articles
        assert shown(article) == {"title": "A&B", "body": "paragraph: 近日“食堂”—开了。"}


class TestHostile:
    @pytest.mark.parametrize(
        "put",
        [
            "<script>document.write('<p>坏</p>')</script>",
            "<style>p{color:red}坏</style>",
            "<noscript>坏</noscript><iframe srcdoc='<p>坏</p>'></iframe><template>坏</template>",
            "<img src=x onerror='坏()' alt=坏>",
            "<svg><text>坏</text></svg><math><mtext>坏</mtext></math>",
            "<div style='display : none'>坏</div><div hidden>坏</div>",
            "<input value=坏><textarea>坏</textarea><select><option>坏</select>",
            "<!--[if IE]>坏<![endif]--><!-- 坏 -->",
            "<a href='javascript:alert(1)' onclick='坏'></a>",
            "<!DOCTYPE x [<!ENTITY 坏 '坏'>]>",
        ],
    )
    def test_what_is_run_or_hidden_is_no_text(self, put: str) -> None:
        assert "坏" not in read_edition(f"{ARTICLE}{put}<p>{TEXT}</p>".encode(), "p.html").text

    def test_markup_in_the_text_stays_text(self) -> None:
        (article,) = made(f"{ARTICLE}<p>&lt;script&gt;alert(1)&lt;/script&gt;写在网页里。").articles
        assert article.body[1].text.text.startswith("<script>")

    @pytest.mark.parametrize(
        "source",
        [
            "<svg>" + "<link>" * 60_000 + "</g>" * 60_000,
            "<script>a<b c='</script><math>" + "<wbr>" * 60_000 + "</g>" * 60_000,
            "".join(f"<p><b a={n}>" for n in range(20_000)),
            "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">",
        ],
        ids=["drawing", "behind-a-script", "formats", "attributes"],
    )
    def test_what_keeps_the_parser_busy_for_hours_is_told(
        self, source: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as hurried:
            hurried.setattr(html_process, "HTML_SECONDS", 0.5)
            with pytest.raises(SeedError, match="without end"):
                read_pages(Seed(name="p.html", data=(ARTICLE + source).encode()))
        (page,) = read_pages(Seed(name="p.html", data=(ARTICLE + f"<p>{TEXT}</p>").encode()))
        assert TEXT in page.text

    def test_lines_without_end_are_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(html_process, "_MOST_LINES", 1_000)
        with pytest.raises(SeedError, match="more than 1,000 lines, as no page of a newspaper"):
            read_pages(Seed(name="p.html", data=(ARTICLE + "<p>a" * 2_000).encode()))

    @pytest.mark.parametrize("unit", ["<div>", "<table><tr><td>", "<x>", "<ul><li>"])
    def test_deep_elements_are_read(self, unit: str) -> None:
        data = f"{ARTICLE}{unit * 1_000}<p>{TEXT}".encode()
        assert TEXT in read_pages(Seed(name="p.html", data=data))[0].text

    @pytest.mark.parametrize(
        "unit",
        [
            "<p>近日，食堂开了。", "<br>", "<a href=x>链</a>", "<!--enpcontent-->", "<li>甲",
            "<nav>甲</nav>", "<h1>甲</h1>", "<p><img>", "&amp;&#1;",
            "<table><tr><td><img>甲</table>", "<div class=title>甲</div>",
            "<!--enpproperty <title>甲</title>-->", "<", "<p ", "甲",
        ],
    )  # fmt: skip
    def test_a_long_page_takes_no_longer_than_its_length(self, unit: str) -> None:
        def read(count: int) -> None:
            with contextlib.suppress(SeedError):
                made(ARTICLE + unit * count)

        assert grows_evenly(read, 1_000)

    @pytest.mark.parametrize("links", [False, True])
    def test_headings_without_a_text_are_looked_at_once(self, links: bool) -> None:
        def page(count: int) -> Page:
            parts = [Part.HEADING, *[Part.NAVIGATION, Part.HEADING][not links :] * count]
            elements = tuple(
                Element(
                    span=(5 * n, 5 * n + 4),
                    part=part,
                    rank=(part is Part.HEADING) + (links and n > 0),
                    block=n,
                )
                for n, part in enumerate(parts)
            )
            return Page(name="p.html", text="乡里修路\n" * len(parts), elements=elements)

        assert grows_evenly(lambda count: reconstruct_page(page(count)), 4_000, tries=2)

    def test_blanks_where_an_encoding_could_be_are_looked_through_once(self) -> None:
        """16 KB of them took a second and more: those behind the sign, parted in all ways."""

        def read(count: int) -> None:
            read_edition(b"<meta charset=" + b" " * count + ARTICLE.encode(), "a.html")

        read(1)
        assert grows_evenly(read, 8_000)

    @pytest.mark.parametrize("unit", ["<title>", "<title><author>", "<title>甲</title>", "<"])
    def test_endless_properties_are_looked_through_once(self, unit: str) -> None:
        def read(count: int) -> None:
            made(f"<b></b><!--enpproperty {unit * count}-->{ARTICLE}")

        assert grows_evenly(read, 20_000)

    def test_comments_with_properties_are_counted(self) -> None:
        source = f"<b></b>{'<!--enpproperty <title>甲</title>-->' * 5_000}{ARTICLE}"
        assert len(see_page(source, "p.html")[1]) <= 200

    def test_depth_that_newspapers_have_is_read(self) -> None:
        (article,) = made("<div>" * 200 + ARTICLE + "</div>" * 200).articles
        assert article.body[0].text.text == TEXT


PIECES = (
    *(
        "<h1>办食堂",
        "<h3>八元",
        "<p>近日，食堂开了。",
        "<p>记者 李庆",
        "<p>第04版",
        "<br>",
        "<div>",
        "</div>",
    ),
    *(
        "<table><tr><td>甲<td>乙",
        "</table>",
        "<a href=x>链</a>",
        "<b>小标题</b>",
        "<div class=title>",
    ),
    *(
        "<!--enpcontent-->",
        "<!--/enpcontent-->",
        "<div id=ozoom>",
        "（下转第3版）",
        "来源：云州日报",
        "<li>",
    ),
    *(
        "\u200b",
        "ﬁ",
        "⼯",
        "# ",
        "|甲|\n|--|",
        "<figure>",
        "<nav>",
        "<p>（据云州市民政局）",
        "<article>",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_whatever_the_order_nothing_is_lost(pieces: list[str]) -> None:
    try:
        page = read_edition("".join(pieces).encode(), "p.html")
    except SeedError:
        return
    reconstruct_page(page)  # which proves it


REFUSED = {
    "list of an issue": (
        "<h1>第04版：社会</h1><ul><li><a href=1>办食堂</a><li><a href=2>修石桥</a></ul>",
        "has no article on it",
    ),
    "page of scripts": ("<div id=app></div><script>load()</script>", "shows no text"),
    "blog": (
        f"<title>我的博客</title><h1>我的一天</h1><p>2024-04-18</p><p>{TEXT}</p>",
        "says nowhere which page of a newspaper",
    ),
    "blog about a book": (
        f"<title>《词典》第7版首发</title><h1>《词典》第7版首发</h1><p>2024-04-18</p><p>{TEXT}</p>",
        "says nowhere which page of a newspaper",
    ),
    "nothing": ("", "is empty"),
}


@pytest.mark.parametrize(("source", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_article_s_page_is_refused_with_what_to_do(source: str, told: str) -> None:
    with pytest.raises(SeedError, match=rf"^p.html: .*{told}.*[.] ?.*[Ss]ave"):
        read_edition(source.encode(), "p.html")


@pytest.mark.parametrize(
    "beside",
    ["第04版", "A05版", "版次：04", "第四版：副刊", "《云州日报》（2024年4月18日）", "4版 社会"],
)
def test_a_newspaper_s_page_says_so(beside: str) -> None:
    source = f"<div>{beside}</div><h1>办食堂</h1><div><p>{TEXT}</p></div>"
    assert len(made(source).articles) == 1


def test_each_line_has_its_element() -> None:
    page = read_edition((EDITIONS / "columns.html").read_bytes(), "p.html")
    lines = [page.text[slice(*element.span)] for element in page.elements]
    assert lines == [line for line in page.text.split("\n") if line]
    assert {Part.NAVIGATION, Part.CAPTION, Part.STAMP} <= {e.part for e in page.elements}


def test_a_file_is_a_seed_by_its_name_with_the_folder_that_browsers_save(tmp_path: Path) -> None:
    for name in ("a.html", "b.HTM"):
        (tmp_path / name).write_text(ARTICLE, "utf-8")
    (tmp_path / "a_files").mkdir()
    (tmp_path / "b").mkdir()
    seeds, problems = find_seeds([tmp_path])
    assert ([seed.name for seed in seeds], problems) == (["a.html", "b.HTM"], ())
    assert read_pages(seeds[1])[0].name == "b.HTM"
    (told,) = ignored_input(tmp_path)
    assert "sub-folders are not read" in told


def test_standard_input_is_one_if_it_begins_so() -> None:
    page: Page
    (page,) = read_pages(Seed(name="-", data=f"<!DOCTYPE html>{ARTICLE}".encode()))
    assert page.elements


def test_what_ocr_wrote_is_read_as_that_under_whatever_name() -> None:
    hocr = (Path(__file__).parent / "scans" / "page.hocr").read_bytes()
    (page,) = read_pages(Seed(name="a.html", data=hocr))
    assert page.geometry is not None
    with pytest.raises(SeedError, match="hOCR"):
        read_edition(hocr, "a.html")


def test_a_site_is_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: site_src\n", "utf-8")
    for name in ("columns", "issue"):
        page = (EDITIONS / f"{name}.html").read_bytes()
        (tmp_path / "seeds" / f"{name}.html").write_bytes(page)
    monkeypatch.chdir(tmp_path)
    assert run(["convert"]) == 0
    assert len(list((tmp_path / "site_src" / "articles").glob("*.md"))) == 4
    printed = [p.read_text("utf-8") for p in (tmp_path / "site_src" / "pages").glob("*.md")]
    assert sum("《云州日报》" in text and "第4版" in text for text in printed) >= 1
    assert run(["check"]) == 0
    capsys.readouterr()
    assert run(["explain", "columns.html"]) == 0
    assert "The digital edition" in capsys.readouterr().out
    assert run(["reconstruct", "seeds/issue.html"]) == 0
    titles = [json.loads(line).get("title") for line in capsys.readouterr().out.splitlines()]
    assert "丰田镇修好六口古井" in titles
