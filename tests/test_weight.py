"""How heavy the pages are: what a reader on a slow line waits for.

A kilobyte is a thousand bytes. Material's own assets are the theme's, and not counted.
"""

from __future__ import annotations

import gzip
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.growth import grows_evenly
from tests.test_escape import read_html
from tests.test_site import Links

MOST_HTML = 20_000
MOST_ON_FIRST_VISIT = 60_000
MOST_JAVASCRIPT = 15_000
"""Of its own that any page loads; 3 KB of it write what each page would carry."""
MOST_CHARACTERS = 4_000
"""Of articles with fewer characters of their own, headline to credit, the page is held to it."""

_SPEC = importlib.util.find_spec("material")
assert _SPEC is not None
assert _SPEC.origin is not None
THEME = Path(_SPEC.origin).parent / "templates" / "assets"


def squeeze_hook() -> ModuleType:
    path = ROOT / "site_src" / "overrides" / "hooks" / "lean_pages.py"
    spec = importlib.util.spec_from_file_location("lean_pages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HOOK = squeeze_hook()
squeeze = HOOK.squeeze


def own_text(page: str) -> str:
    """Return what an article says, headline to credit."""
    inside = page.partition("<article")[2].partition("<details")[0]
    return "".join(read_html(inside).text.split())


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))


def is_own(path: Path, site: Path) -> bool:
    return not (THEME / path.relative_to(site / "assets")).exists()


def test_an_article_is_a_light_page(built_site: Path) -> None:
    pages = {
        path.parent.name: path.read_text("utf-8") for path in built_site.glob("articles/*/*.html")
    }
    short = {name: page for name, page in pages.items() if len(own_text(page)) < MOST_CHARACTERS}
    assert len(short) >= 17
    assert max(len(own_text(page)) for page in short.values()) > 2_000
    weights = {name: len(page.encode("utf-8")) for name, page in short.items()}
    assert {name: weight for name, weight in weights.items() if weight > MOST_HTML} == {}


def test_a_first_visit_brings_little_beyond_the_theme(built_site: Path) -> None:
    pages = [*built_site.glob("articles/*/index.html"), built_site / "index.html"]
    assert len(pages) > 17
    for page in pages:
        loaded = {(page.parent / name).resolve() for name in Links(page).loads}
        assert any(path.suffix == ".css" for path in loaded)
        own = [path for path in loaded if is_own(path, built_site)]
        assert own != []
        assert packed(page) + sum(map(packed, own)) <= MOST_ON_FIRST_VISIT


def test_no_page_brings_many_scripts_of_its_own(built_site: Path) -> None:
    """Those of the search come when somebody searches (tests/test_site.py), but for the first."""
    weights = dict[str, int]()
    for page in built_site.rglob("*.html"):
        loaded = {(page.parent / name).resolve() for name in Links(page).loads}
        scripts = [path for path in loaded if path.suffix == ".js" and is_own(path, built_site)]
        weights[str(page)] = sum(map(packed, scripts))
    assert max(weights.values()) > 2_000
    assert {page: weight for page, weight in weights.items() if weight > MOST_JAVASCRIPT} == {}


def test_no_page_of_the_site_has_lines_that_say_nothing(built_site: Path) -> None:
    page = min(built_site.glob("articles/*/index.html")).read_text("utf-8")
    assert re.search(r"\n\s*\n", page) is None


@pytest.mark.parametrize(
    "kept",
    [
        "<pre>甲\n\n  <b>乙</b>\n\n</pre>",
        "<TEXTAREA>甲\n\n  乙</TEXTAREA>",
        "<script>a = `甲\n\n  乙`</script>",
        "<style>a::before { content: '甲\\\n\n  乙' }</style>",
        '<a title="甲 > 乙\n\n  丙">',
        "<!-- 甲\n\n  乙 -->",
        "甲　乙 丙",
    ],
)
def test_blanks_that_count_stay(kept: str) -> None:
    assert squeeze(f"<p>\n\n  {kept}\n\n  </p>") == f"<p>\n{kept}\n</p>"


def test_a_row_of_blanks_is_gone_through_once() -> None:
    """A page as it was printed may hold half a million, which took a quarter of an hour."""
    assert grows_evenly(lambda n: squeeze(f"<p>甲{' ' * n}乙</p>\n\n<p>丙</p>"), 8_000)


@given(st.text(alphabet="<>/\"'=! -\n\tpreascitjlmx甲", max_size=60))
@example("<p title='\n\n'>a\n\n<b>c</b>")
@example("<pre>\n\n</p>\n\n")
def test_nothing_but_blanks_goes(text: str) -> None:
    assert "".join(squeeze(text).split()) == "".join(text.split())
    assert squeeze(squeeze(text)) == squeeze(text)
    before, after = read_html(text), read_html(squeeze(text))
    assert (before.tags, before.attributes) == (after.tags, after.attributes)


PIECES = [
    *("<pre>", "</pre>", "<PRE class=a>", "</Pre >", "<preface>", "<script>", "</script>", "<!--"),
    *("-->", "<p>", "</p>", '<a title="甲 乙">', '<a title="甲\n 乙">', '<a title="<pre>">'),
    *("\n", " ", "  ", "\t", "\r\n", "\u3000", "甲", "'", '"', "= "),
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@example("\n <pre>\n\n</pre>\n\n甲 \n")
@example("甲\n\n<pre></pre> \n <pre></pre> 乙")
def test_the_quick_way_gives_what_a_look_at_each_tag_gives(text: str) -> None:
    parts = HOOK._AS_IT_IS.split(text)
    parts[::3] = [HOOK._RUN.sub("\n", part) for part in parts[::3]]
    del parts[2::3]
    assert squeeze(text) == "".join(parts).lstrip("\n")
