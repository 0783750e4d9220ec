"""Text from a page cannot become markup: not in ours, and not with every extension switched on."""

from __future__ import annotations

import html
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.publish.escape import Safe, escape_attribute, escape_text, one_line
from tests.case_files import Case, read_cases
from tests.conftest import examples

ROOT = Path(__file__).parent.parent
EVERYTHING: dict[str, Any] = {
    name: {}
    for name in [
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "footnotes",
        "md_in_html",
        "sane_lists",
        "tables",
        "toc",
        "pymdownx.arithmatex",
        "pymdownx.betterem",
        "pymdownx.blocks.admonition",
        "pymdownx.blocks.details",
        "pymdownx.caret",
        "pymdownx.critic",
        "pymdownx.details",
        "pymdownx.emoji",
        "pymdownx.highlight",
        "pymdownx.inlinehilite",
        "pymdownx.keys",
        "pymdownx.mark",
        "pymdownx.snippets",
        "pymdownx.superfences",
        "pymdownx.tabbed",
        "pymdownx.tasklist",
        "pymdownx.tilde",
    ]
}
"""Extensions that a site's owner may add one day; magiclink and smartsymbols change text."""

MARKS = "#*_-+=~^`|<>[](){}!?&;:.\\/\"'$@%\n\t \x02\x03\x00\x85\u2028\ufeff\ud800"
SEEDS = (
    "6. ",
    "- ",
    "---",
    "{{",
    "{: .x}",
    ":::",
    "!!! note",
    "*[甲]: ",
    "[^1]: ",
    "--8<--",
    "wzxhzdk:0",
)
hostile = st.lists(
    st.one_of(
        st.sampled_from(MARKS), st.sampled_from(SEEDS), st.text(max_size=6), st.just("湖南省")
    ),
    max_size=12,
).map("".join)


class Reader(HTMLParser):
    """Collects the elements and the text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [f"{tag} {name}" for name, _value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.tags.append(f"<!{decl}")


def read_html(source: str) -> Reader:
    reader = Reader()
    reader.feed(source)
    reader.close()
    return reader


@cache
def project_extensions() -> dict[str, Any]:
    """Return the Markdown extensions of mkdocs.yml with their options."""

    class Loader(yaml.SafeLoader):
        """Reads mkdocs.yml without acting on its tags."""

    Loader.add_constructor("!ENV", lambda _loader, _node: None)
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)
    found: dict[str, Any] = {}
    for item in config["markdown_extensions"]:
        found.update(item if isinstance(item, dict) else {item: {}})
    # MkDocs always adds these three to what the file lists.
    return {"toc": {}, "tables": {}, "fenced_code": {}} | found


_converters: dict[str, markdown.Markdown] = {}


def render(text: str, extensions: dict[str, Any]) -> Reader:
    """Return what becomes of Markdown; what converts it is made once, and forgets each text."""
    converter = _converters.get(repr(extensions))
    if converter is None:
        converter = markdown.Markdown(extensions=list(extensions), extension_configs=extensions)
        _converters[repr(extensions)] = converter
    return read_html(converter.reset().convert(text))


CASES = read_cases("escape.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_mark_is_written_as_a_reference(case: Case) -> None:
    assert escape_text(case.input) == case.expected


@pytest.mark.parametrize("extensions", [project_extensions(), EVERYTHING])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_case_renders_as_the_text_it_is(case: Case, extensions: dict[str, Any]) -> None:
    page = render(escape_text(case.input), extensions)
    assert (page.text, page.tags) == (one_line(case.input), ["p"])


@settings(deadline=None, max_examples=examples(150))
@given(hostile)
@example("[x]: http://example.org")
@example("a" * 100 + ". ")
def test_no_text_becomes_markup(text: str) -> None:
    shown = one_line(text)
    for extensions in (project_extensions(), EVERYTHING):
        for wrap, tags in (
            ("{}", ["p"]),
            ("# {}", ["h1"]),
            ("- {}", ["ul", "li"]),
            ('<div class="bm-lead" markdown>\n\n<a id="p1"></a>{}\n\n</div>', ["div", "p", "a"]),
            ("[{}](a.md)", ["p", "a"]),
        ):
            page = render(wrap.format(escape_text(text)), extensions)
            assert page.text.strip() == shown
            if shown:
                assert page.tags == tags


@settings(deadline=None, max_examples=examples(100))
@given(hostile)
@example("![ onclick=evil() ](b)")
@example("[x](//evil.invalid)")
@example('`"` **甲** " onclick=evil()')
def test_no_text_leaves_an_attribute_within_a_line(text: str) -> None:
    line = f'甲<a class="b" aria-label="{escape_attribute(text)}"></a>乙'
    for extensions in (project_extensions(), EVERYTHING):
        page = render(line, extensions)
        assert (page.text, page.tags) == ("甲乙", ["p", "a"])
        assert page.attributes == ["a class", "a aria-label"]


@given(hostile)
def test_the_same_reference_is_right_inside_html(text: str) -> None:
    assert html.unescape(escape_text(text)) == one_line(text)
    assert not set(escape_text(text)) & set("<>*`[]{}|\\")


@given(st.text())
def test_a_line_is_one_line_and_can_be_saved(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line.encode("utf-8").decode("utf-8") == line
    assert one_line(line) == line


def test_what_cannot_be_printed_leaves_a_mark() -> None:
    assert one_line("甲\x00乙\ud800丙\ufffe丁") == "甲\ufffd乙\ufffd丙\ufffd丁"


def test_what_the_package_wrote_is_marked() -> None:
    assert isinstance(escape_text("*"), Safe)
