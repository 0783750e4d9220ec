"""Feeds, the plain copies, ``llms.txt`` and OpenSearch, read by what they promise to be."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.model import ArticleDate, DateBasis, Entry, Facts, Region, Topic
from generator.publish import Site
from generator.publish.lists.feeds import LENGTH
from tests.published import (
    gold_entries,
    gold_reconstructions,
    make_entry,
    program_files,
    site_pages,
)
from tests.test_escape import hostile, project_extensions, render

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://host.invalid/news/"
PUBLISHED = Site(name="版面", url=URL, copies=True)
_UUID = r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_TIME = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T00:00:00(\+08:00|Z)"
HUNAN = Region(code="430000", name="湖南省")


def files_of(*entries: Entry, site: Site = PUBLISHED) -> dict[str, str]:
    return dict(program_files(entries, (), site))


def dated(identifier: str, edtf: str | None, year: int | None = None, **more: Any) -> Entry:
    basis = more.pop("basis", DateBasis.TEXT)
    date = ArticleDate(edtf=edtf, basis=basis) if edtf else None
    if edtf and edtf[:4].isdigit():
        year = int(edtf[:4])
    return make_entry(identifier, facts=Facts(date=date, year=year, region=HUNAN), **more)


def read_atom(text: str) -> ElementTree.Element:
    """Return the feed after checking what RFC 4287 asks of every feed and entry (4.1.1, 4.1.2)."""
    feed = ElementTree.fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        assert re.fullmatch(_UUID, element.findtext(f"{ATOM}id") or "")
        assert re.fullmatch(_TIME, element.findtext(f"{ATOM}updated") or "")
        assert len(element.findall(f"{ATOM}published")) <= (element is not feed)
        links = [
            (link.get("rel"), link.get("type"), link.get("hreflang"))
            for link in element.findall(f"{ATOM}link[@rel='alternate']")
        ]
        assert len(links) == len(set(links)) == 1
        assert all(a.findtext(f"{ATOM}name") for a in element.findall(f"{ATOM}author"))
        for category in element.findall(f"{ATOM}category"):
            assert category.get("term")
    assert feed.find(f"{ATOM}author") is not None  # so that no entry needs one (4.1.1)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    return feed


def read_json(text: str) -> dict[str, Any]:
    """Return the feed after checking what JSON Feed 1.1 asks of feeds and items."""
    feed: dict[str, Any] = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert set(feed) <= {"version", "title", "home_page_url", "feed_url", "language", "items"}
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"]
        assert isinstance(item["content_text"], str)
        assert re.fullmatch(_TIME, item.get("date_published", "2024-01-01T00:00:00Z"))
        for address in (item.get("url"), feed.get("feed_url"), feed.get("home_page_url")):
            assert address is None or address.startswith("https://")
    return feed


def titles(feed: ElementTree.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("site", [PUBLISHED, Site()])
def test_every_feed_is_well_formed_and_leads_to_pages_of_the_site(site: Site) -> None:
    pages = dict(site_pages(gold_entries(), gold_reconstructions()))
    files = dict(program_files(gold_entries(), gold_reconstructions(), site))
    atoms = [path for path in files if path.endswith("feed.xml")]
    assert {path.replace(".xml", ".json") for path in atoms} <= set(files)
    lists = {p for p in pages if re.fullmatch(r"(regions|topics)/[^/]+\.md", p)}
    listed = {path.removesuffix("/feed.xml") + ".md" for path in atoms if "/" in path}
    assert listed == {path for path in lists if not path.endswith("/index.md")}
    for path in atoms:
        feed = read_atom(files[path])
        for link in feed.iter(f"{ATOM}link"):
            address = urljoin(URL + path, link.get("href"))
            assert address.startswith(URL)
            target = address.removeprefix(URL)
            if link.get("rel") == "self":
                assert target == path
            else:
                assert (f"{target.rstrip('/')}.md" if target else "index.md") in pages
        read_json(files[path.replace(".xml", ".json")])


def test_without_an_address_json_feed_has_no_addresses() -> None:
    feed = read_json(files_of(dated("a1", "2024-04-18"), site=Site())["feed.json"])
    assert not {"home_page_url", "feed_url"} & set(feed)
    assert "url" not in feed["items"][0]


def test_identifiers_do_not_depend_on_the_address() -> None:
    here, there = (
        read_atom(files_of(dated("a1", "2024"), site=site)["feed.xml"])
        for site in (PUBLISHED, Site())
    )
    assert [e.text for e in here.iter(f"{ATOM}id")] == [e.text for e in there.iter(f"{ATOM}id")]


def test_a_list_says_where_its_feed_is() -> None:
    pages = dict(site_pages([dated("a1", "2024-04-18")], ()))
    assert get_data(pages["regions/430000.md"])[1]["feed"] == "regions/430000/feed.xml"
    assert "feed" not in get_data(pages["dates/2024.md"])[1]


def test_times_come_from_the_articles() -> None:
    entries = (
        dated("a1", "2024-04-18"),
        dated("a2", "2023-05"),
        dated("a3", None, 2022),
        dated("a4", "2020-09-24/2020-09-25"),
        dated("a5", "1986~"),
    )
    feed = read_atom(files_of(*entries)["feed.xml"])
    times = [found.text for found in feed.findall(f"{ATOM}entry/{ATOM}updated")]
    assert [(time or "")[:10] for time in times] == [
        "2024-04-18", "2023-05-01", "2022-01-01", "2020-09-24", "1986-01-01",
    ]  # fmt: skip
    assert feed.findtext(f"{ATOM}updated") == times[0]
    summaries = [found.text or "" for found in feed.iter(f"{ATOM}summary")]
    assert summaries[2].startswith("2022年 / 湖南省\n")


def test_only_a_day_of_issue_is_a_day_of_publication() -> None:
    event = dated("a1", "2024-04-18")
    issued = dated("a2", "2024-04-18", basis=DateBasis.MASTHEAD)
    files = files_of(event, issued)
    feed = read_atom(files["feed.xml"])
    assert [bool(e.findtext(f"{ATOM}published")) for e in feed.findall(f"{ATOM}entry")] == [
        False, True,
    ]  # fmt: skip
    items = read_json(files["feed.json"])["items"]
    assert ["date_published" in item for item in items] == [False, True]


def test_what_has_no_year_is_counted_in_atom_and_stands_in_json_without_a_date() -> None:
    files = files_of(dated("a1", "2024-04-18"), dated("a2", "XXXX-06-13"), dated("a3", None))
    feed = read_atom(files["feed.xml"])
    assert len(titles(feed)) == 1
    assert feed.findtext(f"{ATOM}subtitle") == "另有 2 篇文章年份不详，没有列在这里。"
    items = read_json(files["feed.json"])["items"]
    assert len(items) == 3
    assert items[-1]["content_text"].startswith("日期不详 / 湖南省\n")


def test_without_dated_articles_a_feed_is_still_one() -> None:
    for files in (files_of(), files_of(dated("a1", None))):
        feed = read_atom(files["feed.xml"])
        assert titles(feed) == []
        assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_the_newest_stand_in_a_feed_whatever_order_they_come_in() -> None:
    entries = [dated(f"a{n:03}", f"2024-01-{n % 28 + 1:02}") for n in range(LENGTH + 20)]
    forward, backward = files_of(*entries), files_of(*entries[::-1])
    assert forward["feed.xml"] == backward["feed.xml"]
    feed = read_atom(forward["regions/430000/feed.xml"])
    times = [found.text or "" for found in feed.findall(f"{ATOM}entry/{ATOM}updated")]
    assert len(times) == 20  # of a list fewer than of the site
    assert len(read_json(forward["feed.json"])["items"]) == LENGTH
    assert times == sorted(times, reverse=True)


def test_an_article_changes_only_the_feeds_that_it_belongs_to() -> None:
    facts = Facts(region=Region(code="440000", name="广东省"), year=1999)
    before = files_of(dated("a1", "2024-04-18"))
    after = files_of(dated("a1", "2024-04-18"), make_entry("a2", facts=facts))
    changed = {path for path in before if before[path] != after[path]}
    assert "regions/430000/feed.xml" not in changed
    assert {"feed.xml", "feed.json", "llms.txt"} <= changed


@given(hostile | st.text(), hostile | st.text())
def test_hostile_words_stay_words(title: str, name: str) -> None:
    entry = make_entry(
        title=title,
        authors=(name,),
        body=(("p", title),),
        facts=Facts(year=2024, topics=(Topic(id="x", name=name, score=1.0),)),
    )
    site = Site(name=name, url=URL)
    files = files_of(entry, site=site)
    for path, text in files.items():
        if path.endswith(".xml") and path != "opensearch.xml":
            read_atom(text) if name.strip() else ElementTree.fromstring(text)
        elif path.endswith("feed.json"):
            read_json(text)
    ElementTree.fromstring(files["opensearch.xml"])


# ---- plain copies, llms.txt, OpenSearch


def test_a_plain_copy_is_the_article_and_nothing_around_it() -> None:
    entry = make_entry(
        label="地方动态",
        title="山村通了公路",
        byline="■本报记者 林望山",
        authors=("林望山",),
        credit="（据县政府）",
        body=(("lead", "导语。"), ("h", "小标题"), ("p", "第一段<b>。")),
    )
    text = files_of(entry)["articles/k3v9/index.md.txt"]
    body, fields = get_data(text)
    assert fields["title"] == "山村通了公路"
    assert "\n## 小标题\n" in body
    assert "<" not in body.replace("&lt;b&gt;", "")
    assert "](" not in body
    page = render(body, project_extensions())
    assert " ".join(page.text.split()) == (
        "地方动态 山村通了公路 ■本报记者 林望山 导语。 小标题 第一段<b>。 （据县政府） "
        "林望山. 山村通了公路[N]. [报纸名不详], [出版日期不详]."
    )


def test_llms_txt_lists_the_copies() -> None:
    entries = [dated(f"a{n:03}", "2024-01-01") for n in range(LENGTH + 2)]
    text = files_of(*entries)["llms.txt"]
    assert text.startswith("# 版面\n\n> ")  # llmstxt.org: a heading, a summary, lists of links
    assert len(re.findall(rf"\]\({URL}articles/a\d+/index\.md\)：", text)) == LENGTH
    assert f"共 {LENGTH + 2} 篇" in text
    assert (
        "](articles/a1/index.md)" in files_of(dated("a1", None), site=Site(copies=True))["llms.txt"]
    )


def test_copies_are_for_who_asks_for_them() -> None:
    files = files_of(dated("a1", "2024-01-01"), site=Site())
    assert not [path for path in files if "articles/" in path]
    assert "](articles/a1/)" in files["llms.txt"]
    assert "index.md" not in files["llms.txt"]


def test_opensearch_needs_the_address_of_the_site() -> None:
    assert "opensearch.xml" not in files_of(site=Site())
    name = "一个名字很长很长很长很长的报纸文章网站"
    root = ElementTree.fromstring(files_of(site=Site(name=name, url=URL))["opensearch.xml"])
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{space}OpenSearchDescription"
    assert len(root.findtext(f"{space}ShortName") or "") <= 16
    url = root.find(f"{space}Url")
    assert url is not None
    assert url.attrib == {"type": "text/html", "template": f"{URL}search/?q={{searchTerms}}"}
