"""What programs read in a page's head: Highwire and Dublin Core tags, JSON-LD, links to feeds."""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.model import Entry, Page, Reconstruction, Sidecar
from generator.publish import Site
from tests.conftest import ROOT, copy_sources
from tests.published import make_entry, program_files, site_pages

URL = "https://host.invalid/news/"
FULL = make_entry(
    "full",
    title="山村</script>通了<公路>",
    subtitle="来自石桥镇",
    authors=("林望山", '苏"晚晴'),
)
BARE = make_entry("bare", title=None, page="001_page.txt", body=(("p", "昨日下雨。今日晴。"),))
SIDECAR = Sidecar(
    publication="《临江日报》",
    date="2024-04-18",
    page="第4版",
    url="https://paper.example/?a=1&b=2",
)
VAGUE = make_entry("vague", page="002_page.txt")

Head = dict[str, list[str]]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.metas: Head = {}
        self.links: list[dict[str, str]] = []
        self.data: list[str] = []
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and "name" in values:
            self.metas.setdefault(values["name"], []).append(values["content"])
        elif tag == "link":
            self.links.append(values)
        self._in_data = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_data = False


def read(site: Path, page: str) -> _Reader:
    reader = _Reader()
    reader.feed((site / page / "index.html").read_text("utf-8"))
    return reader


def build_site(folder: Path, address: str) -> Path:
    entries: list[Entry] = [FULL, BARE, VAGUE]
    known = {FULL.id: SIDECAR, VAGUE.id: Sidecar(date="2024~")}
    made = [
        Reconstruction(
            page=Page(name=e.article.page, text="", sidecar=known.get(e.id)),
            articles=(e.article,),
            leftovers=(),
        )
        for e in entries
    ]
    docs = folder / "docs"
    copy_sources("site_src", docs)
    files = (
        *site_pages(entries, made),
        *program_files(entries, made, Site(url=address, copies=True)),
    )
    for path, text in files:
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8", newline="")
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        docs_dir=str(docs),
        site_dir=str(folder / "site"),
        site_url=address,
        extra={"copies": True, "generator": False},
        hooks=[str(ROOT / "site_src/overrides/hooks/for_programs.py")],
        strict=False,  # these articles stand on no page: links to the page as printed lead nowhere
    )
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    return folder / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("published"), URL)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("local"), "")


# ---- tags


def test_zotero_and_google_scholar_read_what_is_known(site: Path) -> None:
    metas = read(site, "articles/full").metas
    address = f"{URL}articles/full/"
    assert {name: content for name, content in metas.items() if name.startswith("citation_")} == {
        "citation_title": ["山村</script>通了<公路>"],
        "citation_author": ["林望山", '苏"晚晴'],
        "citation_publication_date": ["2024/04/18"],
        "citation_journal_title": ["临江日报"],
        "citation_firstpage": ["4"],
        "citation_language": ["zh-CN"],
        "citation_public_url": [address],
    }
    assert {name: content for name, content in metas.items() if name.startswith("DC.")} == {
        "DC.type": ["newspaperArticle"],
        "DC.title": ["山村</script>通了<公路>"],
    }


def test_what_is_not_known_has_no_tag(local: Path) -> None:
    names = {n for n in read(local, "articles/bare").metas if n.startswith(("citation_", "DC."))}
    assert names == {
        "citation_title", "citation_language", "DC.type", "DC.title",
    }  # fmt: skip


def test_lists_are_no_articles(site: Path) -> None:
    found = read(site, "regions")
    assert not [name for name in found.metas if name.startswith(("citation_", "DC."))]
    assert found.data == []


# ---- JSON-LD


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def is_address(value: Any) -> bool:
    return is_text(value) and urlsplit(value).scheme in ("http", "https")


def is_date(value: Any) -> bool:
    return is_text(value) and bool(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value))


def is_thing(kind: str) -> Callable[[Any], bool]:
    return lambda value: set(value) == {"@type", "name"} and value["@type"] == kind


def all_are(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and bool(value) and all(map(test, value))


SHAPE: dict[str, Callable[[Any], bool]] = {
    # schema.org/NewsArticle and what it inherits: the types that each property may have.
    "@context": lambda value: value == "https://schema.org",
    "@type": lambda value: value == "NewsArticle",
    "headline": is_text,
    "alternativeHeadline": is_text,
    "identifier": is_text,
    "inLanguage": is_text,
    "author": all_are(is_thing("Person")),
    "datePublished": is_date,
    "printPage": is_text,
    "keywords": all_are(is_text),
    "isBasedOn": is_address,
    "url": is_address,
    "mainEntityOfPage": is_address,
    "isPartOf": is_thing("Newspaper"),
}
REQUIRED = {"@context", "@type", "headline", "identifier", "inLanguage"}


def data_of(site: Path, identifier: str) -> dict[str, Any]:
    (text,) = read(site, f"articles/{identifier}").data
    data: dict[str, Any] = json.loads(text)
    assert set(data) >= REQUIRED
    for key, value in data.items():
        assert SHAPE[key](value), f"{key}: {value!r}"
    return data


def test_json_ld_says_what_is_known(site: Path) -> None:
    assert data_of(site, "full") == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "山村</script>通了<公路>",
        "alternativeHeadline": "来自石桥镇",
        "identifier": "full",
        "inLanguage": "zh-CN",
        "author": [
            {"@type": "Person", "name": "林望山"},
            {"@type": "Person", "name": '苏"晚晴'},
        ],
        "datePublished": "2024-04-18",
        "printPage": "4",
        "isBasedOn": SIDECAR.url,
        "url": f"{URL}articles/full/",
        "mainEntityOfPage": f"{URL}articles/full/",
        "isPartOf": {"@type": "Newspaper", "name": "临江日报"},
    }


def test_json_ld_has_nothing_that_is_not_known(local: Path) -> None:
    data = data_of(local, "bare")
    assert set(data) == REQUIRED
    assert data["headline"] == "[昨日下雨]"


def test_a_date_that_iso_8601_cannot_say_is_no_date_published(site: Path) -> None:
    assert "datePublished" not in data_of(site, "vague")
    assert "citation_publication_date" not in read(site, "articles/vague").metas


# ---- links and files


@pytest.mark.parametrize("page", ["", "regions", "regions/unknown", "articles/full"])
def test_every_alternate_is_there(site: Path, local: Path, page: str) -> None:
    for folder, address in ((site, URL), (local, "https://elsewhere.invalid/x/")):
        found = [
            link["href"]
            for link in read(folder, page).links
            if link["rel"].strip() in ("alternate", "describedby", "search")
        ]
        assert found
        for href in found:
            assert not urlsplit(href).scheme, "a relative link works wherever the site stands"
            path = urljoin(f"{address}{page}/" if page else address, href).removeprefix(address)
            assert (folder / path).is_file(), href


def test_a_list_leads_to_its_own_feeds(site: Path) -> None:
    feeds = [link for link in read(site, "regions/unknown").links if "feed" in link["href"]]
    assert [link["href"] for link in feeds] == [
        "../../feed.xml", "feed.xml",
    ]  # fmt: skip
    assert feeds[1]["title"] == "版面：地区不详"


def test_opensearch_is_linked_to_where_it_is(site: Path, local: Path) -> None:
    assert [link["href"] for link in read(site, "").links if link["rel"] == "search"]
    assert not [link for link in read(local, "").links if link["rel"] == "search"]


def test_the_home_page_tells_programs_how_to_search(site: Path, local: Path) -> None:
    home = re.findall(r'ld\+json">(.*?)</script>', (site / "index.html").read_text("utf-8"))
    data = json.loads(home[0])
    assert data["@type"] == "WebSite"
    target = data["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{URL}search/?q={{q}}"
    assert (site / "search" / "index.html").is_file()
    assert "SearchAction" not in (local / "index.html").read_text("utf-8")


def test_the_plain_copy_stands_at_the_article_address(site: Path) -> None:
    folder = site / "articles" / "full"
    assert "# 山村&lt;/script&gt;通了" in (folder / "index.md").read_text("utf-8")
    assert not list(site.rglob("*.md.txt"))


def test_llms_txt_leads_to_files_of_the_site(local: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", (local / "llms.txt").read_text("utf-8"))
    assert len(links) >= 8
    for link in links:
        target = local / link
        assert (target / "index.html" if link.endswith("/") else target).is_file(), link


# ---- sitemap


def hook() -> ModuleType:
    path = ROOT / "site_src" / "overrides" / "hooks" / "for_programs.py"
    spec = importlib.util.spec_from_file_location("for_programs", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_sitemap_names_every_page_and_no_time_of_the_build(site: Path) -> None:
    text = (site / "sitemap.xml").read_text("utf-8")
    places = {found.text for found in ElementTree.fromstring(text).iter() if found.text}
    assert f"{URL}articles/full/" in places
    assert "lastmod" not in text
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()).decode("utf-8") == text


def test_a_long_sitemap_is_split(tmp_path: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = [f"{URL}articles/{n}/?a=1&amp;b" for n in range(25)]
    urls = "".join(f"<url><loc>{place}</loc></url>\n" for place in places)
    head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    (tmp_path / "sitemap.xml").write_text(f"{head}\n{urls}</urlset>", "utf-8")
    hook().split_sitemap(tmp_path, URL, most=10)
    index = ElementTree.parse(tmp_path / "sitemap.xml").getroot()
    assert index.tag == f"{space}sitemapindex"
    parts = [found.text or "" for found in index.iter(f"{space}loc")]
    assert parts == [f"{URL}sitemap-{n}.xml" for n in (1, 2, 3)]
    listed = []
    for part in parts:
        root = ElementTree.parse(tmp_path / part.removeprefix(URL)).getroot()
        assert root.tag == f"{space}urlset"
        found = [place.text or "" for place in root.iter(f"{space}loc")]
        assert len(found) <= 10
        listed += found
    assert listed == [place.replace("&amp;", "&") for place in places]
    packed = gzip.decompress((tmp_path / "sitemap.xml.gz").read_bytes())
    assert packed == (tmp_path / "sitemap.xml").read_bytes()


def test_without_a_sitemap_nothing_is_split(tmp_path: Path) -> None:
    hook().split_sitemap(tmp_path, URL)
    assert list(tmp_path.iterdir()) == []
