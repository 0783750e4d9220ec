"""Pages saved as Markdown: its marks are set aside, its headings are headlines."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.corpus.seeds.seed_files import find_seeds, ignored_input
from generator.corpus.seeds.seed_reading import read_pages
from generator.model import Page, Role
from generator.readers.markdown import read_markdown
from generator.reconstruct import reconstruct_page
from generator.text.markdown import NO_MARKUP, find_markup, has_front_matter, is_markdown
from tests.growth import grows_evenly

ONE = "近日，白石镇办起老年食堂，镇里的老人都来吃饭，每餐只要八元。"
TWO = "河西村的石桥昨天修好，桥长三十米，两岸来往只要五分钟。"


def items(text: str) -> list[tuple[str | None, list[str]]]:
    result = reconstruct_page(Page(name="p.txt", text=text))
    return [
        (a.title.text.text if a.title else None, [b.text.text for b in a.body])
        for a in result.articles
    ]


@pytest.mark.parametrize("first", ["#", "##", "###"])
@pytest.mark.parametrize("second", ["", "#"])
def test_each_heading_is_the_headline_of_what_stands_under_it(first: str, second: str) -> None:
    text = f"{first} 白石镇办起老年食堂\n\n{ONE}\n\n{first}{second} 河西村修好石桥\n\n{TWO}\n"
    assert items(text) == [("白石镇办起老年食堂", [ONE]), ("河西村修好石桥", [TWO])]


def test_headings_underlined_closed_bold_or_quoted_lose_their_marks() -> None:
    text = (
        f"白石镇办起老年食堂\n====\n\n{ONE}\n\n## **河西村修好石桥** ##\n\n{TWO}\n\n"
        "# 南岭新增公交\n\n- 南岭的公交线路昨天新增七条，方便老人出门。\n"
    )
    assert [title for title, _ in items(text)] == [
        "白石镇办起老年食堂", "河西村修好石桥", "南岭新增公交"
    ]  # fmt: skip
    assert items(text)[2][1] == ["南岭的公交线路昨天新增七条，方便老人出门。"]


def test_deeper_headings_of_the_same_subject_are_subheads() -> None:
    text = (
        "# 白石镇推进农村养老服务\n\n本报记者 李庆\n\n白石镇今年推进农村养老服务，五个村先试。\n\n"
        "## 办食堂\n\n五个村的农村养老食堂都开了，老人交得不多。\n\n"
        "## 建队伍\n\n镇里的养老服务员今年多了一倍，还要再培训一批。\n"
    )
    (article,) = reconstruct_page(Page(name="p.txt", text=text)).articles
    subheads = [b.text.text for b in article.body if b.role is Role.SUBHEAD]
    assert subheads == ["办食堂", "建队伍"]


def test_numbered_headings_are_subheads_on_any_level() -> None:
    text = f"# 白石镇办起老年食堂\n\n{ONE}\n\n# 一、办食堂\n\n{TWO}\n\n# 二、修道路\n\n{ONE}\n"
    assert [title for title, _ in items(text)] == ["白石镇办起老年食堂"]


def test_pictures_and_frames_are_set_aside_and_the_paragraph_goes_on() -> None:
    text = (
        "# 白石镇办起老年食堂\n\n近日，白石镇办起老年食堂。食堂由镇里招标\n\n"
        "![](images/1.jpg)\n图为老人在食堂吃饭。李红摄\n\n运营，县里给每家补贴二十万元。\n\n"
        "<table><tr><td>食堂</td><td>5</td></tr></table>\n\n"
        "<table><tr><td>食堂</td></tr><tr><td>5</td></tr></table>\n"
    )
    (article,) = reconstruct_page(Page(name="p.txt", text=text)).articles
    assert [b.text.text for b in article.body] == [
        "近日，白石镇办起老年食堂。食堂由镇里招标运营，县里给每家补贴二十万元。"
    ]


TABLES = {
    "| 早 | 午 |\n|---|---|\n| 2 | 6 |": "早\t午\n2\t6",
    "早 | 午\n--- | ---:\n2 | 6\\|7": "早\t午\n2\t6|7",
    "<table><tr><td>早</td><td>午</td></tr><tr><td>2</td><td>6</td></tr></table>": "早\t午\n2\t6",
    '<table border="1">\n<tr>\n<th>早</th>\n<th><b>午</b></th>\n</tr>\n<tr><td></td><td>6</td>\n'
    "</tr></table>": "早\t午\n\t6",
    '<table><tr><td rowspan="2">餐</td><td colspan="2">价</td></tr><tr><td>早</td><td>午</td></tr>'
    "<tr><td>一</td><td>2</td><td>6</td></tr></table>": "餐\t价\t\n\t早\t午\n一\t2\t6",
    '<table><tr><td colspan="900">早</td></tr><tr><td>2</td><td>6</td></tr></table>': "早"
    + "\t" * 63
    + "\n2\t6",
    "<table><tr><td>早<td>午<tr><td>2<td>6</table>": "早\t午\n2\t6",
}


@pytest.mark.parametrize(("table", "shown"), TABLES.items())
@pytest.mark.parametrize("over", ["", "表1 各餐价格\n", "单位：元\n\n", "**各餐价格**\n"])
def test_tables_are_blocks_and_the_paragraph_goes_on(table: str, shown: str, over: str) -> None:
    begun, rest = "近日，白石镇办起老年食堂。食堂由镇里招标", "运营，县里给每家补贴二十万元。"
    text = f"# 白石镇办起老年食堂\n\n{begun}\n\n{over}{table}\n\n{rest}\n"
    result = reconstruct_page(Page(name="p.md", text=text))
    (article,) = result.articles
    assert [b.text.text for b in article.body if b.role is Role.PARAGRAPH] == [begun + rest]
    (found,) = [b for b in article.body if b.role is Role.TABLE]
    named = over.strip().strip("*")
    assert found.text.text in (shown, f"{named}\n{shown}")
    assert found.evidence[0].rule == "table/markup"
    assert all("餐价" not in b.text.text for b in result.leftovers)


def test_a_table_alone_makes_a_text_markdown() -> None:
    text = "<table><tr><td>早</td><td>午</td></tr><tr><td>2</td><td>6</td></tr></table>\n"
    assert is_markdown(f"白石镇办起老年食堂\n{ONE}\n{text}")
    assert not is_markdown("他在网页上写了<table>，没有写完。")


def test_marks_that_list_or_quote_are_in_no_headline() -> None:
    text = f"- 白石镇办起老年食堂\n\n{ONE}\n\n- 河西村修好石桥\n\n{TWO}\n"
    assert not any((title or "").startswith(("-", ">")) for title, _ in items(text))


@pytest.mark.parametrize(
    "shown",
    [
        "![](a.jpg)\n老人们在食堂里",
        "![老人](a.jpg)\n老人们\n在食堂里",
        '<div style="text-align: center;"><img src="a.jpg" alt="Image" /></div>\n\n'
        '<div style="text-align: center;">老人们在食堂里</div>',
    ],
)
def test_what_stands_tight_under_a_picture_is_no_text(shown: str) -> None:
    begun, rest = "近日，白石镇办起老年食堂。食堂由镇里招标", "运营，县里给每家补贴二十万元。"
    text = f"# 白石镇办起老年食堂\n\n{begun}\n\n{shown}\n\n{rest}\n"
    result = reconstruct_page(Page(name="p.txt", text=text))
    assert items(text) == [("白石镇办起老年食堂", [begun + rest])]
    captions = [b for b in result.leftovers if b.evidence[0].rule == "furniture/caption"]
    assert "".join(b.text.text for b in captions).replace(" ", "") == "老人们在食堂里"


@pytest.mark.parametrize(
    "table",
    [
        "表1 各餐价格\n<table><tr><td>早</td></tr></table>\n注：单位为元",
        "各餐价格\n<table><tr><td>早</td></tr></table>",
        "表2　各餐价格\n\n<table><tr><td>早</td><td>午</td></tr></table>",
        "**各餐价格**\n<table><tr><td>早</td></tr><tr><td>午</td></tr></table>",
    ],
)
def test_what_names_a_table_is_no_headline(table: str) -> None:
    text = f"# 白石镇办起老年食堂\n\n{ONE}\n\n{table}\n\n{TWO}\n"
    assert items(text) == [("白石镇办起老年食堂", [ONE, TWO])]


def test_what_leads_over_to_a_table_is_text() -> None:
    text = f"# 白石镇办起老年食堂\n\n{ONE}价格如下：\n| 早 | 午 |\n|---|---|\n| 2 | 6 |\n"
    assert items(text) == [("白石镇办起老年食堂", [f"{ONE}价格如下：", "早\t午\n2\t6"])]


def test_a_long_text_under_a_picture_is_the_article() -> None:
    text = f"# 白石镇办起老年食堂\n\n![](a.jpg)\n{ONE * 8}\n"
    assert items(text) == [("白石镇办起老年食堂", [ONE * 8])]


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("每餐比去年低$20\\%$，", "每餐比去年低20%，"),
        ("每餐比去年低 $ 20\\% $ ，", "每餐比去年低20%，"),
        ("占地$120 \\mathrm{m}^{2}$，", "占地120 m2，"),
        ("食堂$^{\\textcircled{1}}$办起，", "食堂办起，"),
        ("食堂$^{[2]}$办起，", "食堂办起，"),
        ("食堂[^1]办起，", "食堂办起，"),
        ("食堂<sup>②</sup>办起，", "食堂办起，"),
        ("占地120 m<sup>2</sup>，", "占地120 m2，"),
        ("花了$5和$8，", "花了$5和$8，"),
        ("高于$\\sqrt{4}$米，", "高于$\\sqrt{4}$米，"),
        ("餐费\\_六元，", "餐费_六元，"),
    ],
)
def test_notes_and_formulas_lose_their_marks(found: str, shown: str) -> None:
    text = f"# 白石镇办起老年食堂\n\n近日，{found}老人都来吃饭。\n"
    assert items(text) == [("白石镇办起老年食堂", [f"近日，{shown}老人都来吃饭。"])]


def test_a_file_comes_apart_where_its_program_parts_pages() -> None:
    one, two = f"# 白石镇办起老年食堂\n\n{ONE}", f"# 河西村修好石桥\n\n{TWO}"
    for parted in (
        f"{{0}}{'-' * 48}\n\n{one}\n\n{{1}}{'-' * 48}\n\n{two}",
        f"{one}\n\n<!-- PageBreak -->\n\n{two}",
        f"{one}\f{two}",
    ):
        pages = [*read_markdown(parted, "a.md")]
        assert [page.name for page in pages] == ["a.md", "a.md#2"]
        assert [items(page.text)[0][0] for page in pages] == [
            "白石镇办起老年食堂", "河西村修好石桥"
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("&lt;!-- 镇里出钱 --&gt;", "＜!-- 镇里出钱 --＞"),
        ("&lt;table&gt;镇里出钱&lt;/table&gt;", "＜table＞镇里出钱＜/table＞"),
        ("&#42;&#42;镇里出钱&#42;&#42;", "＊＊镇里出钱＊＊"),
        ("&lt;镇里出钱&gt;", "<镇里出钱>"),
    ],
)
def test_what_is_written_by_name_is_no_mark(written: str, shown: str) -> None:
    (page,) = read_markdown(f"# 白石镇办起老年食堂\n\n近日，{written}，{ONE}\n", "a.md")
    assert f"近日，{shown}，" in page.text
    ((_, (body,)),) = items(page.text)
    assert "镇里出钱" in body
    assert "&" not in body


def test_a_file_is_a_seed_by_its_name_and_a_readme_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# 甲&amp;乙办起食堂\n\n{ONE}\n", "utf-8")
    (tmp_path / "README.md").write_text("# 版面\n", "utf-8")
    seeds, problems = find_seeds([tmp_path])
    assert [seed.name for seed in seeds] == ["a.md"]
    assert problems == ()
    assert items(read_pages(seeds[0])[0].text)[0][0] == "甲&乙办起食堂"
    assert ignored_input(tmp_path) == ()


@pytest.mark.parametrize(
    "text",
    [
        "#老年食堂# 上了热搜",
        "张**和李**获奖",
        "138****1234",
        "2 * 3 * 4 = 24",
        "- 3 -",
        "—— 白石镇",
        "1.食堂\n2.道路",
        "姓名____电话____",
        "[视点] （一）",
        "A|B|C",
        "评分：***",
    ],
)
def test_plain_text_has_no_marks(text: str) -> None:
    assert find_markup(text) == NO_MARKUP


@pytest.mark.parametrize(
    "unit",
    [
        "**a ", "__a ", "<table", "<!-- ", "<p ", "a|", "[", "![", "![a](", "- - ", "=\n", "\\",
        "|--|--|\n", " ", "$", "$ ", "{", "[^", "![](a)\n", "&",
        "# ![](a)\n", "x<table><tr><td>a</table>\n", "![](a)\na\n",
    ],
)  # fmt: skip
def test_an_endless_run_of_marks_is_looked_through_once(unit: str) -> None:
    assert grows_evenly(lambda n: find_markup(f"# 食堂\n|甲|乙|\n{unit * n}x"), 10_000)


@pytest.mark.parametrize("unit", ["<tr><td>早", "<td>早", "<tr ", "<td colspan=2"])
def test_rows_and_cells_without_an_end_are_looked_through_once(unit: str) -> None:
    page = "# 食堂\n<table><tr>{}</table>".format
    assert grows_evenly(lambda n: find_markup(page(unit * n)), 10_000)


def test_a_header_that_never_ends_is_read_once_whatever_ends_its_lines() -> None:
    assert grows_evenly(lambda n: has_front_matter("---\r\n" + "a: b\r\n" * n + "x"), 10_000)


def test_blanks_around_a_raised_number_are_shared_out_in_one_way() -> None:
    blanks = " " * 25
    inner = f"^{blanks}\\textcircled{blanks}1{blanks}x"
    assert grows_evenly(lambda n: find_markup(f"# 食堂\n\n近日${inner}$" * n), 50)


def test_cells_over_many_others_make_no_more_than_their_table_is_long() -> None:
    row = "<tr>" + "<td colspan=64 rowspan=64>早" * 400
    page = f"# 食堂\n<table>{row}{'<tr><td>午' * 63}</table>"
    (table,) = find_markup(page).tables
    assert sum(map(len, table.rows)) < 5 * len(page)
