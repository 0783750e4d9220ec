"""What Material makes of our pages: its templates do not escape, so ours must see to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.model import Agency, AgencyRole, ArticleDate, DateBasis, Entry, Facts, Region, Topic
from generator.publish import Site
from tests.conftest import ROOT, copy_sources
from tests.published import make_entry, program_files, site_pages
from tests.test_escape import read_html

HOSTILE = (
    "</title></h1></textarea><script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "{{ config }}{% raw %}",
    "[x](javascript:alert(1))",
    "6. &lt;b&gt; &amp; <!-- --> ]]> --- ... @: #话题 `x` ~~y~~",
    "---",
    "\u202e反\x00\ud800\u2028",
)
HARMLESS = "题"


def an_entry(text: str) -> Entry:
    facts = Facts(
        region=Region(code="430100", name=text),
        regions=(Region(code="430100", name=text),),
        agencies=(Agency(name=text, role=AgencyRole.ISSUER),),
        topics=(Topic(id="x", name=text, score=1.0),),
        date=ArticleDate(edtf="2024-04-18", basis=DateBasis.TEXT),
        year=2024,
    )
    return make_entry(
        title=text,
        label=text,
        kicker=text,
        subtitle=text,
        byline=text,
        credit=text,
        source=text,
        authors=(text,),
        body=(("lead", text), ("h", text), ("p", text)),
        facts=facts,
    )


def built(entry: Entry, folder: Path) -> Path:
    """Return the site of one article, built with the project's own settings."""
    return site_of([entry], folder)


def site_of(entries: Sequence[Entry], folder: Path) -> Path:
    """Return the site of some articles, built with the project's own settings."""
    docs = folder / "docs"
    copy_sources("site_src", docs)
    for path, text in (*site_pages(entries, ()), *program_files(entries, (), Site())):
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")
    site = folder / "site"
    config = load_config(
        str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site), hooks=[], strict=True
    )
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    return site


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    return elements(built(an_entry(HARMLESS), tmp_path_factory.mktemp("harmless")))


def elements(site: Path) -> dict[str, list[list[str]]]:
    """Return each page's elements and attributes, those of agencies and tags under fixed names."""
    found: dict[str, list[list[str]]] = {}
    for page in site.rglob("*.html"):
        name = page.relative_to(site).as_posix()
        if name.startswith("agencies/") and name.count("/") == 2:
            name = "agencies/ONE"
        if re.fullmatch(r"tags/[a-z2-7]{12}/index\.html", name):
            name = "tags/ONE"
        read = read_html(page.read_text("utf-8"))
        found.setdefault(name, []).append([*read.tags, *read.attributes])
    return {name: sorted(pages) for name, pages in found.items()}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_is_built_the_same_whatever_it_says(
    text: str, harmless: dict[str, list[list[str]]], tmp_path: Path
) -> None:
    assert elements(built(an_entry(text), tmp_path)) == harmless


def test_a_description_is_escaped_and_the_own_one_of_each_page(tmp_path: Path) -> None:
    text = '"><script>alert(1)</script>'
    site = built(make_entry(body=(("p", text),)), tmp_path)
    page = (site / "articles" / "k3v9" / "index.html").read_text("utf-8")
    assert (
        '<meta name="description" property="og:description" '
        'content="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">' in page
    )
    index = (site / "regions" / "index.html").read_text("utf-8")
    assert 'property="og:description" content="按地区归档的报纸文章。">' in index


def test_an_article_without_a_headline_has_a_title_all_the_same(tmp_path: Path) -> None:
    site = built(make_entry(title=None), tmp_path)
    page = (site / "articles" / "k3v9" / "index.html").read_text("utf-8")
    assert "<title>（原版未见标题） - 版面</title>" in page
    assert "None" not in read_html(page).text
