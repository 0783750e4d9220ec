"""Our own Markdown read fast: what Python-Markdown makes of it, or nothing at all."""

from __future__ import annotations

from typing import Any
from unittest import mock

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.corpus.site.finished import source_pages
from generator.publish import yaml_header
from generator.publish.articles.table_blocks import table_text
from generator.publish.escape import escape_text
from generator.publish.finished.heading_ids import unique_id
from generator.publish.finished.own_markdown import UnknownMarkdownError, html_of
from generator.publish.yaml_header import Quoted, front_matter_text, plain_header
from tests.growth import grows_evenly

EXTENSIONS = ("toc", "tables", "fenced_code", "md_in_html")
HOSTILE = "甲乙 a1_*[]()<>&#`~|\\!\"'=:-+.^${}%@/\u3000\ufeff\u202e\x02\x03\t"


def slowly(text: str) -> str:
    return markdown.Markdown(extensions=list(EXTENSIONS)).convert(text)


def same(text: str) -> bool:
    """Tell whether a text is read, and as it must be."""
    try:
        made = html_of(text, lambda link: link)
    except UnknownMarkdownError:
        return False
    assert made.html == slowly(text)
    return True


def page(title: str, body: str, name: str) -> str:
    """Return a page in the forms that templates write, with any text in it."""
    heading, text, link = escape_text(title), escape_text(body), escape_text(name)
    return (
        f'<div class="bm-filed" markdown>\n\n[{link}](../a.md) / {text}\n\n</div>\n\n'
        f'# <a id="p1"></a>{heading}\n\n<span id="p1s2">{text}</span>{link}\n\n## {link}\n\n'
        f'<details class="bm-cite" markdown>\n<summary>引用</summary>\n\n- **{link}** {text}\n'
        f"- [{heading}](b.md#p1) · {text}\n\n</details>\n\n- {text}\n\n    {heading}\n\n{text}\n"
    )


PAGE = page("深圳：新闻", "一篇 “短” 文。", "乙")


@given(*(st.text(HOSTILE, min_size=1, max_size=12) for _ in range(3)))
@example("- 甲", "1. 乙", "# 丙")
@example("1", " ", "1")
@example("***", "===", "---")
@example("    甲", "&lt;", "<b>")
@example("|a|b|", "[x]: y", "![x](y)")
def test_any_text_is_read_as_it_must_be_or_left_alone(title: str, body: str, name: str) -> None:
    same(page(title, body, name))


CELLS = st.text(HOSTILE.replace("\t", ""), max_size=4)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=4))
@example([["甲"], ["乙", "---"], ["", ""]])
@example([["a|b", "`"], ["\\|", "`"]])
def test_a_table_is_read_as_it_must_be(rows: list[list[str]]) -> None:
    text = table_text("\n".join(map("\t".join, rows)))
    assert same(f'<div class="a" markdown>\n\n<a id="p1"></a>\n\n{text}\n\n</div>\n\n末段\n')


@pytest.mark.parametrize(
    "row", ["| 甲 |", "|甲|乙|", "| 甲 | 乙 | 丙 |", "| 甲 | `乙` |", "甲 | 乙"]
)
def test_other_tables_are_left_alone(row: str) -> None:
    assert not same(f"| 甲 | 乙 |\n| --- | --- |\n{row}\n")
    assert not same(f"{row}\n| --- | --- |\n| 甲 | 乙 |\n")


def test_a_table_beside_a_paragraph_of_marks_takes_the_time_of_their_number() -> None:
    table = table_text("甲\t乙\n丙\t丁")
    assert grows_evenly(
        lambda size: as_a_page_is(f"{table}\n\n{escape_text('*' * size)}\n"), 20_000
    )


def as_a_page_is(text: str) -> None:
    """Read a text in the way of a page."""
    try:
        html_of(text, str)
    except UnknownMarkdownError:
        slowly(text)


def test_plain_pages_are_read_fast() -> None:
    assert same(PAGE)
    assert same("- **甲** [乙](https://a.example/new?title=%E5&amp;body=x) [丙](../b.md)\n")
    assert grows_evenly(lambda size: html_of("见http://a。" * size + "\n", str), 10_000)


@pytest.mark.parametrize(
    "text",
    [
        "*甲*", "`甲`", "> 甲", "1. 甲", "* 甲", "甲\n===", "    甲", "~~~\n甲\n~~~",
        "|甲|乙|\n|-|-|", "![甲](a.png)", "[甲][乙]", "<http://a.b>", "<b>甲", "甲  \n乙",
        "甲\n乙", "# 甲 #", "### 甲", "<div markdown>\n\n甲", "<div>\n\n甲\n\n</div>",
        "<table><tr><td>甲</td></tr></table>", "<script>甲</script>", "<!-- 甲 -->", "&copy 甲",
        "甲 & 乙 <", "[甲](a b)", "{: #x}", "***", "\\*", "<div markdown=1>\n\n甲\n\n</div>",
        "- 甲\n乙", "- 甲\n  - 乙", "+ 甲", "__甲__", "**甲* 乙**",
    ],
)  # fmt: skip
def test_what_no_template_writes_is_read_alike_or_left_alone(text: str) -> None:
    same(f"{text}\n")
    same(f"# 题\n\n{text}\n\n末段\n")
    same(f'<div class="a" markdown>\n\n{text}\n\n</div>\n')


def test_headings_with_one_text_have_ids_of_their_own() -> None:
    made = html_of("# 2024\n\n## 2024\n\n## A&#95;b\n", str)
    assert [heading.id for heading in made.headings] == ["2024", "2024_1", "a_b"]
    assert same("# 2024\n\n## 2024\n\n## A&#95;b\n")


IDS = ("", "a", "a_1", "a_2", "a_05", "_1", "_3", "a_1_1", "a_1_2", "a_", "__1", "a_9", "a_10")


@given(st.lists(st.sampled_from(IDS), max_size=30))
def test_ids_are_counted_on_as_python_markdown_does(ids: list[str]) -> None:
    taken, counts, expected = set[str](), dict[str, int](), set[str]()
    for id_ in ids:
        wanted = id_
        while wanted in expected or not wanted:
            stem, mark, count = wanted.rpartition("_")
            known = mark and count.isdigit()
            wanted = f"{stem}_{int(count) + 1}" if known else f"{wanted}_1"
        expected.add(wanted)
        assert unique_id(id_, taken, counts) == wanted


def test_a_heading_ends_in_any_number() -> None:
    heading = f"## 甲{escape_text('_')}{'9' * 5_000}\n\n"
    assert vars(source_pages)["toc"].unique is unique_id  # Python-Markdown counts in the same way
    assert same(heading * 3)


@pytest.mark.parametrize("text", ["甲", "a&#95;5"])
def test_headings_of_one_text_take_the_time_of_their_number(text: str) -> None:
    assert grows_evenly(lambda size: html_of(f"## {text}\n\n" * size, str), 1_000)


FIELDS = ("title: ", "tags:", "- ", "  ", "year: ", "no: ", "", "- title: ", "title:")
VALUES = (
    *("甲", "1", "01", "1.5", "1e3", "-1", "2024-01-01", "2024-01-01.txt", "2a", "a/b.md", "true"),
    *("no", "'甲'", '"甲"', "'甲''乙'", '"甲\\n"', "乙: 丙", "丁 #戊", "庚:", "[]", "~"),
    *("*甲", "甲 ", " 甲", "甲\t乙", "\x85甲", "甲\u2028乙", "\ufeff甲", "\x07甲", "#甲", "?甲"),
    *("{}", "null", "---", "...", ""),
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(VALUES)), max_size=6))
@example([("title: ", "深圳"), ("tags:", ""), ("- ", "'1'"), ("  ", "a"), ("year: ", "2024")])
def test_a_header_is_read_as_mkdocs_reads_it_or_left_alone(lines: list[tuple[str, str]]) -> None:
    text = "".join(("---\n", *(f"{name}{value}\n" for name, value in lines), "---\n\n# 题\n"))
    made = plain_header(text)
    if made is not None:
        assert repr(made) == repr(get_data(text))


def test_our_headers_are_read_fast() -> None:
    fields = {
        "title": "深圳: 新闻", "id": Quoted("1e5"), "year": 2024, "confidence": 0.96,
        "tags": ["甲"], "facet": {"agency": "6sqpfofjuphf"}, "gone": True, "amounts": [],
        "page": "2024-01-01.txt",
    }  # fmt: skip
    assert plain_header(f"{front_matter_text(fields)}\n# 题\n") == ("# 题\n", fields)


WORDS = st.one_of(
    st.sampled_from((*VALUES, "省民政厅", "...甲", "- 甲", "甲\U00020000", "on", "2e5", "甲#乙")),
    st.text("甲，。 :#-.'\"[]{}?!%@`&*|>\\~1e\n\t\u3000\xa0\U00020000", max_size=5),
)
SCALARS = st.one_of(WORDS, WORDS.map(Quoted), st.booleans(), st.none(), st.integers(), st.floats())
KEYS = st.sampled_from(("title", "topic_names", "year", "on", "y", "甲", "a-b"))


@given(
    st.dictionaries(
        KEYS, st.one_of(SCALARS, st.lists(SCALARS), st.dictionaries(KEYS, SCALARS)), max_size=3
    )
)
@example({"year": 1e3, "tags": ["甲", Quoted("甲")], "printed": {"page": Quoted("4"), "on": "a"}})
def test_a_header_is_written_as_pyyaml_writes_it(fields: dict[str, Any]) -> None:
    with mock.patch.object(yaml_header, "_lines_of", side_effect=ValueError):
        by_library = front_matter_text(fields)
    assert front_matter_text(fields) == by_library
