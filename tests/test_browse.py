"""The ways to the articles: map, lists, timeline, pairs, neighbours; and what is odd or empty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from generator.describe.document_titles import document_key
from generator.model import (
    Agency,
    AgencyRole,
    ArticleDate,
    DateBasis,
    Document,
    Entry,
    Facts,
    Page,
    Reconstruction,
    Region,
    Topic,
)
from generator.publish import Site
from generator.publish.articles import related
from generator.publish.articles.related import MOST_RELATED, related_articles
from generator.publish.indexes.home import home_page
from generator.publish.kinds.agencies import AgencyLevel, agency_groupings, level_of
from generator.publish.kinds.documents import document_identity, paper_groupings
from generator.publish.labels.article_summary import in_order, province_names
from generator.publish.lists.cross_lists import cross_lists
from generator.publish.lists.groupings import region_groupings, topic_groupings, year_groupings
from generator.publish.lists.pagination import PAGE_LENGTH, paged
from generator.publish.lists.region_map import tile_map
from generator.publish.paths import document_path
from tests.published import gold_entries, gold_reconstructions, make_entry, site_pages
from tests.test_escape import project_extensions, render

HUNAN = Region(code="430000", name="湖南省")
CARE = Topic(id="elderly-care", name="养老服务", score=0.9)
CHARITY = Topic(id="charity", name="慈善", score=0.8)


def filed(
    number: int,
    *topics: Topic,
    region: Region | None = HUNAN,
    date: str | None = None,
    documents: Sequence[Document] = (),
    page: str = "000_page.txt",
    text: str = "会议召开。",
) -> Entry:
    return make_entry(
        f"a{number:05d}",
        page=page,
        title=f"第{number}篇",
        offset=number * 100,
        body=(("p", text),),
        facts=Facts(
            region=region,
            regions=(region,) if region else (),
            topics=topics,
            date=ArticleDate(edtf=date, basis=DateBasis.TEXT) if date else None,
            year=int(date[:4]) if date and date[:4].isdigit() else None,
            documents=tuple(replace(d, key=document_key(d.title)) for d in documents),
        ),
    )


def pages_of(*entries: Entry) -> dict[str, str]:
    return dict(site_pages(entries, ()))


def no_link_is_broken(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        folder = path.rpartition("/")[0]
        for target in re.findall(r"\]\(([^)]+)\)", text):
            file, _, anchor = target.partition("#")
            if file and not file.endswith(".md"):
                continue  # feeds and references: tests/test_publish.py
            if path.startswith("pages/") and not file:
                continue  # these articles stand on no page: tests/test_printed.py
            if not file:
                assert len(re.findall(rf' id="{anchor}"[ >]', text)) == 1, f"{path}: {target}"
                continue
            parts = folder.split("/") if folder else []
            for part in file.split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part]
            there = "/".join(parts)
            assert there in pages, f"{path}: {target}"
            if there.startswith("pages/"):
                continue  # these articles stand on no page: tests/test_printed.py
            assert not anchor or f'<a id="{anchor}"></a>' in pages[there], f"{path}: {target}"


# ---- the map


def test_every_province_has_one_tile_of_its_own() -> None:
    tiles = tile_map({}, "regions/index.md")
    assert {tile.full for tile in tiles} == set(province_names().values())
    assert len({(tile.row, tile.column) for tile in tiles}) == len(tiles) == 34
    assert all(tile.link is None and tile.shade == 0 for tile in tiles)


@pytest.mark.parametrize(
    ("one", "other", "where"),
    [
        ("黑龙江", "海南", "north"), ("河北", "河南", "north"), ("湖北", "湖南", "north"),
        ("广东", "香港", "north"), ("新疆", "甘肃", "west"), ("山西", "山东", "west"),
        ("广西", "广东", "west"), ("福建", "台湾", "west"), ("澳门", "香港", "west"),
    ],
)  # fmt: skip
def test_tiles_lie_as_provinces_do(one: str, other: str, where: str) -> None:
    tiles = {tile.name: tile for tile in tile_map({}, "regions/index.md")}
    if where == "north":
        assert tiles[one].row < tiles[other].row
    else:
        assert tiles[one].column < tiles[other].column


def test_a_tile_says_its_number_and_leads_to_its_list() -> None:
    pages = pages_of(*(filed(n) for n in range(3)))
    for path, folder in (("index.md", "regions/"), ("regions/index.md", "")):
        assert f"[湖南 **3**]({folder}430000.md)" in pages[path]
        assert "新疆 **0**</li>" in pages[path]


def test_table_and_map_say_the_same() -> None:
    pages = dict(site_pages(gold_entries(), gold_reconstructions()))
    read = render(pages["regions/index.md"].partition("\n---\n")[2], project_extensions())
    assert read.tags.count("tr") == 35
    assert read.tags.count("th") == 4 + 34
    assert read.tags.count("td") == 3 * 34
    for tile in tile_map({s.path: s for s in region_groupings(gold_entries())}, "regions/index.md"):
        assert f"{tile.name} {tile.own}" in " ".join(read.text.split())


def test_a_region_of_a_thousand_articles_is_ten_pages() -> None:
    pages = pages_of(*(filed(n) for n in range(10 * PAGE_LENGTH)))
    lists = [path for path in pages if path.startswith("regions/430000")]
    assert len(lists) == 10
    assert "[10](430000/10.md)" in pages["regions/430000.md"]
    assert '<strong aria-current="page">5</strong>' in pages["regions/430000/5.md"]
    assert all(text.count("](../../articles/") <= PAGE_LENGTH for text in pages.values())


def test_sixty_pages_of_a_list_are_all_near() -> None:
    """From each page to each in few steps: by first, last, halves and neighbours."""
    pages = {page.number: page for page, _ in paged("x.md", range(60 * PAGE_LENGTH))}
    assert len(pages) == 60
    steps = {1: 0}
    pending = [1]
    for here in pending:
        for number, link in pages[here].links:
            if link is not None and number not in steps:
                steps[number] = steps[here] + 1
                pending.append(number)
    assert len(steps) == 60
    assert max(steps.values()) <= 6


# ---- agencies


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("民政部", AgencyLevel.CENTRAL),
        ("中国老龄协会", AgencyLevel.CENTRAL),
        ("湖南省民政厅", AgencyLevel.PROVINCE),
        ("湖南省市场监督管理局", AgencyLevel.PROVINCE),
        ("北京市民政局", AgencyLevel.PROVINCE),
        ("新疆维吾尔自治区党委", AgencyLevel.PROVINCE),
        ("香港特别行政区政府", AgencyLevel.PROVINCE),
        ("长沙市民政局", AgencyLevel.CITY),
        ("湖南省长沙市民政局", AgencyLevel.CITY),
        ("吉林市民政局", AgencyLevel.CITY),
        ("重庆市璧山区民政局", AgencyLevel.CITY),
    ],
)
def test_an_agency_is_of_the_level_that_its_name_says(name: str, level: AgencyLevel) -> None:
    assert level_of(name, {"长沙市", "吉林市", "璧山区"}) is level


def test_other_names_of_an_agency_are_those_that_pages_print() -> None:
    entry = make_entry(body=(("p", "湖南省民政厅召开会议。省民政厅要求落实。"),), title="题")
    start = entry.article.body[0].text.origins[0]
    assert start is not None
    agency = Agency(
        name="湖南省民政厅",
        role=AgencyRole.ISSUER,
        # The second naming is parted by a line's end on the page: two spans, one word.
        spans=((start, start + 6), (start + 11, start + 13), (start + 13, start + 15)),
    )
    entry = make_entry(
        body=(("p", "湖南省民政厅召开会议。省民政厅要求落实。"),),
        title="题",
        facts=Facts(agencies=(agency,)),
    )
    (grouping,) = agency_groupings([entry])
    assert grouping.names == ("省民政厅",)
    pages = pages_of(entry)
    assert "[湖南省民政厅 <small>1 篇</small>](" in pages["agencies/index.md"]
    assert "（省民政厅）" in pages["agencies/index.md"]


# ---- documents


def test_what_newspapers_print_unlike_is_one_document_with_all_who_report_on_it() -> None:
    long = "《关于推进社区老年食堂建设的指导意见(试行)》"
    entries = [
        filed(1, documents=[Document(title=long, short=("《意见》",), issuers=("民政部",))]),
        filed(
            2,
            region=Region(code="620100", name="兰州市"),
            documents=[Document(title=long.replace("(", "（").replace(")", "）"))],
        ),
        filed(3, region=None, documents=[Document(title=long)]),
    ]
    (paper,) = paper_groupings(entries)
    assert [part.title for part in paper.grouping.parts] == ["湖南省", "甘肃省", "地区不详"]
    assert (paper.issuers, paper.short, paper.regions) == (("民政部",), ("《意见》",), 2)
    pages = pages_of(*entries)
    page = pages[paper.grouping.path]
    assert "- **印发机构** 民政部\n" in page  # no article files anything under it: no list
    assert "- **简称** 《意见》\n" in page
    assert "民政部，2 个省级行政区有报道" in pages["documents/index.md"]
    for entry in entries:
        assert f"](../{paper.grouping.path})" in pages[f"articles/{entry.id}.md"]


def test_short_titles_of_two_provinces_are_two_papers_and_a_law_is_one() -> None:
    gansu = Region(code="620000", name="甘肃省")
    papers = [Document(title="《社区服务条例》"), Document(title="《中华人民共和国慈善法》")]
    entries = [
        filed(1, documents=papers),
        filed(2, region=gansu, documents=[papers[0], Document(title="《慈善法》")]),
    ]
    assert Counter(p.grouping.own for p in paper_groupings(entries)) == {1: 2, 2: 1}


@pytest.mark.parametrize(
    "title", ["《》", "《中华人民共和国》", "", "《\x00（）》", "《" + "长" * 200 + "》"]
)
def test_any_title_has_a_lasting_address(title: str) -> None:
    assert re.fullmatch(
        r"documents/[a-z2-7]{12}\.md",
        document_path(document_identity(Document(title=title), Facts())),
    )
    pages = pages_of(filed(1, documents=[Document(title=title)]))
    no_link_is_broken(pages)


# ---- dates


def test_the_timeline_leads_to_each_month_on_whatever_page_it_begins() -> None:
    entries = [filed(n, date="2024-05-01") for n in range(PAGE_LENGTH + 5)]
    entries += [filed(900, date="2024-02"), filed(901, date="2024"), filed(902)]
    pages = pages_of(*entries)
    dates = pages["dates/index.md"]
    assert f"[5月 **{PAGE_LENGTH + 5}**](2024.md#m05)" in dates
    assert "[2月 **1**](2024/2.md#m02)" in dates
    assert "[月份不详 **1**](2024/2.md#m00)" in dates
    assert "- [日期不详 <small>1 篇</small>](undated.md)" in dates
    assert ">1月</li>" in dates
    no_link_is_broken(pages)


def test_years_without_articles_are_told() -> None:
    years = (2024, 2023, 2021, 2016)
    text = pages_of(*(filed(year, date=f"{year}-01-01") for year in years))["dates/index.md"]
    gaps = [line for line in text.splitlines() if "没有文章" in line]
    assert gaps == [
        '<p class="bm-note">2022年没有文章</p>',
        '<p class="bm-note">2017年至2020年没有文章</p>',
    ]


def test_more_than_a_hundred_years_are_paged_and_the_unknown_come_last() -> None:
    assert PAGE_LENGTH == 100
    entries = [filed(year, date=f"{year}-01-01") for year in range(1900, 2025)] + [filed(1)]
    pages = pages_of(*entries)
    assert "日期不详" not in pages["dates/index.md"].partition("单独列出")[2]
    assert "日期不详" in pages["dates/index-2.md"].partition("单独列出")[2]


# ---- pairs


def test_a_pair_has_a_page_only_where_it_says_something_new() -> None:
    entries = [
        filed(1, CARE, date="2024-01-01"),
        filed(2, CARE, date="2024-02-01"),
        filed(3, CHARITY, date="2024-03-01"),
        filed(4, CARE, region=Region(code="620100", name="兰州市"), date="2023-01-01"),
    ]
    pages = pages_of(*entries)
    hunan = pages["regions/430000.md"]
    assert "[养老服务 2 篇](../topics/elderly-care/region-430000.md)" in hunan
    assert "[慈善 1 篇](../articles/a00003.md)" in hunan
    care = pages["topics/elderly-care.md"]
    assert "[湖南省 2 篇](elderly-care/region-430000.md)" in care
    assert "[甘肃省 1 篇](../articles/a00004.md)" in care
    assert '<a href="year-2024/" aria-label="2024年，2 篇">' in care
    assert "\n# 湖南省：养老服务\n" in pages["topics/elderly-care/region-430000.md"]
    pairs = [path for path in pages if path.startswith("topics/elderly-care/")]
    assert len(pairs) == 2
    no_link_is_broken(pages)


def test_a_pair_that_is_a_whole_list_leads_to_it() -> None:
    pages = pages_of(filed(1, CARE), filed(2, CARE))
    assert not [path for path in pages if path.startswith("topics/elderly-care/")]
    assert "[湖南省 2 篇](../regions/430000.md)" in pages["topics/elderly-care.md"]
    # No link to the page that one is on.
    assert "养老服务 2 篇\n" in pages["regions/430000.md"]
    assert "[养老服务 2 篇]" not in pages["regions/430000.md"]


def test_pairs_are_few() -> None:
    codes = list(province_names())
    entries = in_order(
        filed(
            n,
            CARE,
            CHARITY,
            region=Region(code=codes[n % 34], name=province_names()[codes[n % 34]]),
            date=f"{2000 + n % 20}-01-01",
        )
        for n in range(500)
    )
    found = cross_lists(
        entries, region_groupings(entries), topic_groupings(entries), year_groupings(entries)
    )
    assert len(found.groupings) <= 2 * (34 + 20)
    assert all(grouping.own >= 2 for grouping, _ in found.groupings)


# ---- what is around an article


def test_neighbours_on_the_page_and_in_the_region_are_each_others() -> None:
    entries = [filed(n, page=f"{n // 2}.txt", date=f"2024-01-{n + 1:02d}") for n in range(4)]
    pages = pages_of(*entries)
    first, third = pages["articles/a00000.md"], pages["articles/a00002.md"]
    assert "- **本版下一篇** [第1篇](a00001.md)\n" in first
    assert "本版上一篇" not in first
    assert "- **本版下一篇** [第3篇](a00003.md)\n" in third
    # The list of a region has the newest first.
    assert "- **本地区下一篇** 2024年1月2日 [第1篇](a00001.md)\n" in third
    # Who is a neighbour twice is named once.
    assert third.count("a00003.md") == 1


def test_articles_that_tell_of_the_same_rare_things_are_related() -> None:
    dull = [filed(n, text=f"今天的第{n}次会议照常举行。", page=f"{n}.txt") for n in range(40)]
    tale = "绣娘王阿婆在古镇开办苗绣工坊，教邻里妇女刺绣，产品远销海外，带动增收。"
    one = filed(100, text=tale, page="x.txt", region=None)
    other = filed(101, text="三年后再访：" + tale, page="y.txt", region=None)
    found = related_articles([*dull, one, other])
    assert [entry.id for entry in found[one.id]] == [other.id]
    assert [entry.id for entry in found[other.id]] == [one.id]
    assert all(len(near) <= MOST_RELATED for near in found.values())


def test_a_paper_that_both_name_makes_two_articles_related() -> None:
    papers = [Document(title="《关于推进社区老年食堂建设的指导意见》")]
    entries = [filed(1, documents=papers, text="甲。"), filed(2, documents=papers, text="乙。")]
    assert [e.id for e in related_articles(entries)["a00001"]] == ["a00002"]


def test_what_all_articles_say_relates_none() -> None:
    text = "会议强调要认真贯彻落实有关部署，扎实推进各项重点工作，确保取得实效。"
    found = related_articles([filed(n, text=text) for n in range(100)])
    assert not any(found.values())


def test_related_articles_do_not_depend_on_the_order() -> None:
    forward, backward = related_articles(gold_entries()), related_articles(gold_entries()[::-1])
    assert forward == backward
    assert any(forward.values())


@pytest.mark.parametrize("at_once", [40, 1_000, 30_000])
def test_related_articles_are_the_same_in_stretches(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = related_articles(gold_entries())
    monkeypatch.setattr(related, "_AT_ONCE", at_once)
    assert related_articles(gold_entries()) == whole


# ---- home


def test_home_shows_the_newest_and_the_most_complete_each_once() -> None:
    entries = in_order(filed(n, date=f"2024-{n % 12 + 1:02d}-01") for n in range(60))
    _path, text = home_page(entries, ())
    links = re.findall(r"\(articles/(\w+)\.md\)", text)
    assert len(links) == len(set(links)) == 16
    assert text.index("## 最新的文章") < text.index("## 整理得最完整的文章")


def test_home_has_the_name_that_the_site_was_given() -> None:
    _path, text = home_page(gold_entries(), (), name="青禾*周报*文库")
    assert "\n# 青禾&#42;周报&#42;文库\n" in text
    _path, text = next(site_pages(gold_entries(), (), site=Site(name="青禾文库")))
    assert "\n# 青禾文库\n" in text


def test_characters_placed_are_those_not_set_aside() -> None:
    entry = make_entry(title=None, body=(("p", "一二三。"),))
    block = entry.article.body[0]
    page = Page(name=entry.article.page, text="一二三。 \n（广告）")
    aside = make_entry(title=None, body=(("p", "（广告）"),), offset=6).article.body[0]
    made = Reconstruction(page=page, articles=(entry.article,), leftovers=(aside,))
    assert block.text.text == "一二三。"
    assert "**4** 字已归入文章" in dict(site_pages([entry], [made]))["index.md"]


# ---- odd and empty


def odd_entries() -> dict[str, Entry]:
    forty = tuple(Agency(name=f"第{n}委员会", role=AgencyRole.ISSUER) for n in range(40))
    return {
        "no headline": make_entry("odd1", title=None),
        "twelve characters": make_entry("odd2", body=(("p", "今天下雨，明天转晴了。好"),)),
        "sixty thousand": make_entry("odd3", body=tuple([("p", "长" * 599 + "。")] * 100)),
        "headline of ninety": make_entry("odd4", title="题" * 90),
        "forty agencies": make_entry("odd5", facts=Facts(agencies=forty)),
        "no text at all": make_entry("odd6", title=None, body=()),
    }


@pytest.mark.parametrize("odd", odd_entries())
def test_an_odd_article_has_a_whole_site_around_it(odd: str) -> None:
    entry = odd_entries()[odd]
    pages = pages_of(entry)
    no_link_is_broken(pages)
    read = render(pages[f"articles/{entry.id}.md"].partition("\n---\n")[2], project_extensions())
    assert read.tags.count("h1") == 1
    assert "相邻与相关" not in pages[f"articles/{entry.id}.md"]  # it is alone
    for block in entry.article.body:
        assert block.text.text in read.text


def test_a_long_headline_is_cut_only_where_it_is_but_a_way() -> None:
    long = make_entry("odd4", title="题" * 90)
    pages = pages_of(long, make_entry("odd7", title="邻", offset=500))
    assert f"[{'题' * 35}…](odd4.md)" in pages["articles/odd7.md"]
    assert f"[{'题' * 90}](articles/odd4.md)" in pages["index.md"]


def test_how_long_an_article_takes_is_said_above_it() -> None:
    assert "/ 12 字\n" in pages_of(odd_entries()["twelve characters"])["articles/odd2.md"]
    assert (
        "/ 约 150 分钟读完（60000 字）\n"
        in (pages_of(odd_entries()["sixty thousand"])["articles/odd3.md"])
    )


def test_all_that_is_odd_together_and_the_five_pages_have_no_broken_link() -> None:
    no_link_is_broken(pages_of(*odd_entries().values()))
    no_link_is_broken(dict(site_pages(gold_entries(), gold_reconstructions())))


def test_a_region_that_no_table_knows_is_reached_all_the_same() -> None:
    pages = pages_of(filed(1, region=Region(code="990000", name="某地")))
    assert "[某地 **1**](990000.md)" in pages["regions/index.md"]
    no_link_is_broken(pages)
