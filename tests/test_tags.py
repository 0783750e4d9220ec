"""Tags: an index of all, a page of each, links under articles; one tag however it is written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from mkdocs.utils.meta import get_data

from generator.corpus.convert import convert
from generator.corpus.settings import read_settings
from generator.model import Agency, AgencyRole, Entry, Facts, Region, Topic
from generator.publish.lists.pagination import PAGE_LENGTH
from generator.publish.paths import agency_path, region_path, tag_path, topic_path
from generator.publish.tags import TagKind, tag_groupings, tags_of
from tests.published import gold_entries, gold_reconstructions, make_entry, site_pages
from tests.samples import RAIN, make_project
from tests.test_browse import no_link_is_broken
from tests.test_publish_site import HOSTILE

HUNAN = Region(code="430000", name="湖南省")
CARE = Topic(id="elderly-care", name="养老服务", score=0.9)
OTHER = Topic(id="other", name="其他", score=0.0)


def issuers(*names: str) -> tuple[Agency, ...]:
    return tuple(Agency(name=name, role=AgencyRole.ISSUER) for name in names)


def filed(
    number: int, *topics: Topic, region: Region | None = None, agencies: Sequence[Agency] = ()
) -> Entry:
    facts = Facts(region=region, topics=topics, agencies=tuple(agencies))
    return make_entry(f"a{number:05d}", title=f"第{number}篇", offset=number * 100, facts=facts)


def pages_of(*entries: Entry) -> dict[str, str]:
    pages = dict(site_pages(entries, ()))
    no_link_is_broken(pages)
    return pages


def written_tags(text: str) -> list[str]:
    tags = get_data(text)[1]["tags"]
    assert isinstance(tags, list)
    return tags


def test_whatever_front_matter_names_is_listed_counted_and_linked_both_ways() -> None:
    pages = dict(site_pages(gold_entries(), gold_reconstructions()))
    holders: dict[str, set[str]] = {}
    for path, text in pages.items():
        if path.startswith("articles/"):
            for tag in written_tags(text):
                holders.setdefault(tag, set()).add(path)
    assert len(holders) > 10
    for tag, articles in holders.items():
        row = re.escape(f"[{tag} <small>{len(articles)} 篇</small>](") + r"([^)]+)\)"
        (found,) = re.findall(row, pages["tags/index.md"])
        target = posixpath.normpath(f"tags/{found}")
        shown = set(re.findall(r"\]\(\.\./(articles/\w+\.md)\)", pages[target]))
        assert shown == articles if target == tag_path(tag) else shown >= articles
        assert (f"\n# 标签：{tag}\n" in pages[target]) is (target == tag_path(tag))
        for path in articles:
            assert f"[{tag}](../{target})" in pages[path].partition("bm-tags")[2]
    assert f"共 {len(holders)} 个标签" in pages["tags/index.md"]


def test_the_tags_of_an_article_are_its_region_topics_and_issuers() -> None:
    mentioned = Agency(name="财政部", role=AgencyRole.MENTIONED)
    facts = Facts(region=HUNAN, topics=(CARE,), agencies=(mentioned, *issuers("民政部", "民政部")))
    assert [tag.name for tag in tags_of(facts)] == ["湖南省", "养老服务", "民政部"]


def test_what_says_nothing_of_an_article_is_no_tag() -> None:
    """A topic that stands for none, and the many issuers of a round-up."""
    facts = Facts(topics=(OTHER,), agencies=issuers("甲厅", "乙厅", "丙厅", "丁厅"))
    assert tags_of(facts) == ()


def test_a_tag_says_how_it_differs_from_the_list_of_what_it_names_and_leads_there() -> None:
    entries = [filed(n, CARE, region=HUNAN, agencies=issuers("民政部")) for n in (1, 2)]
    mentioned = (Agency(name="民政部", role=AgencyRole.MENTIONED),)
    city = Region(code="430100", name="长沙市")
    pages = pages_of(*entries, filed(3, region=city, agencies=mentioned))
    for name, same, row in (
        ("湖南省", region_path("430000"), "地区页"),
        ("民政部", agency_path("民政部"), "机构页"),
    ):
        page = pages[tag_path(name)]
        assert f"- **{row}** [{name}](../{same})\n" in page
        assert row in page.partition("bm-note")[2].partition("</div>")[0]
    assert "feed" not in get_data(pages[tag_path("湖南省")])[1]


def test_a_tag_whose_list_would_be_that_of_what_it_names_leads_there() -> None:
    entries = [filed(n, CARE, region=HUNAN) for n in (1, 2)]
    pages = pages_of(*entries, filed(3, agencies=issuers("民政部")))
    assert [path for path in pages if re.fullmatch("tags/[a-z2-7]{12}.md", path)] == []
    for path, tag, list_ in (
        ("articles/a00001.md", "养老服务", topic_path("elderly-care")),
        ("articles/a00002.md", "湖南省", region_path("430000")),
        ("articles/a00003.md", "民政部", agency_path("民政部")),
        ("tags/index.md", "养老服务 <small>2 篇</small>", topic_path("elderly-care")),
    ):
        assert f"[{tag}](../{list_})" in pages[path]


@pytest.mark.parametrize(
    "twin", ["ＩＰ保护中心", "ip保护中心", "IP 保护中心", "IP保護中心", "IP\u200b保护中心"]
)
def test_names_that_differ_in_case_width_blanks_or_script_are_one_tag(twin: str) -> None:
    entries = [filed(n, agencies=issuers("IP保护中心")) for n in (1, 2)]
    entries.append(filed(3, agencies=issuers(twin)))
    (tag,) = tag_groupings(entries)
    assert (tag.grouping.name, tag.grouping.own) == ("IP保护中心", 3)
    both = filed(4, agencies=issuers("IP保护中心", twin))
    assert [tag.name for tag in tags_of(both.facts)] == ["IP保护中心"]
    assert tag_groupings([both])[0].grouping.own == 1
    pages_of(*entries, both)


def test_places_of_one_name_share_a_tag_that_leads_to_each() -> None:
    places = [Region(code=code, name="鼓楼区") for code in ("320106", "350102")]
    pages = pages_of(*(filed(n, region=place) for n, place in enumerate(places)))
    page = pages[tag_path("鼓楼区")]
    assert (
        "- **地区页** [江苏省南京市鼓楼区](../regions/320106.md)、"
        "[福建省福州市鼓楼区](../regions/350102.md)\n"
    ) in page
    assert "共 2 篇文章" in page


def test_one_name_of_things_of_several_kinds_is_listed_once() -> None:
    topic = Topic(id="hunan", name="湖南省", score=0.5)
    (tag,) = tag_groupings([filed(1, topic, region=HUNAN)])
    assert tag.kind == TagKind.TOPIC
    assert [subject.subject for subject in tag.subjects] == ["topics/hunan.md", "regions/430000.md"]
    assert tag.grouping.own == 1
    pages = pages_of(filed(1, topic, region=HUNAN))
    assert "tags/region.md" not in pages


def test_the_fullest_come_first_then_by_name() -> None:
    both = ("丙局", "甲局"), ("乙局", "丙局")
    entries = [filed(n, agencies=issuers(*names)) for n, names in enumerate(both)]
    assert [(t.grouping.name, t.grouping.own) for t in tag_groupings(entries)] == [
        ("丙局", 2), ("乙局", 1), ("甲局", 1),
    ]  # fmt: skip


def test_no_page_grows_with_the_number_of_tags_or_articles() -> None:
    many = 3 * PAGE_LENGTH + 1
    entries = [filed(n, CARE, agencies=issuers(f"第{n}委员会")) for n in range(many)]
    pages = pages_of(*entries)
    assert pages["tags/index.md"].count(" 篇</small>") == PAGE_LENGTH + 1
    assert (
        f"[共 {many} 个](agency.md)，这里列出文章最多的 {PAGE_LENGTH} 个" in pages["tags/index.md"]
    )
    assert pages["tags/agency/4.md"].count(" 篇</small>") == 1


def test_without_tags_the_index_says_so_and_articles_show_no_empty_row() -> None:
    assert "还没有文章。" in pages_of()["tags/index.md"]
    pages = pages_of(filed(1, OTHER))
    assert "还没有文章带标签。" in pages["tags/index.md"]
    assert "bm-tags" not in pages["articles/a00001.md"]
    assert written_tags(pages["articles/a00001.md"]) == []
    assert [path for path in pages if path.startswith("tags/")] == ["tags/index.md"]


@pytest.mark.parametrize("text", [*HOSTILE, "../../x", "C:\\con", "长" * 300, "#", "’"])
def test_hostile_names_are_shown_as_text_at_plain_addresses(text: str) -> None:
    pages = pages_of(filed(1, Topic(id="x", name=text, score=1.0)))
    for path, page in pages.items():
        assert re.fullmatch(r"[a-z0-9/._-]+", path)
        body = get_data(page)[0]
        assert "<script" not in body
        assert "](javascript" not in body


@pytest.mark.parametrize("text", ["", " ", "\n\u3000"])
def test_a_name_without_a_character_is_no_tag(text: str) -> None:
    assert tags_of(Facts(agencies=issuers(text))) == ()


def test_a_name_that_nothing_is_left_of_when_folded_keeps_an_address_of_its_own() -> None:
    assert tag_path('"') != tag_path("\u200b")


def test_ways_to_the_index_stand_where_readers_are() -> None:
    pages = pages_of(filed(1, CARE))
    assert "[标签](tags/index.md)" in pages["index.md"]
    assert "[标签](../tags/index.md)" in pages["articles/a00001.md"]
    assert "[标签](../tags/index.md)" in pages["topics/index.md"]
    assert "[标签](index.md)" in pages["tags/topic.md"]


CAMP = """\
湖南开设养老护理夏令营

近日，湖南省民政厅在长沙市召开养老服务座谈会，介绍养老护理夏令营的安排。

养老服务机构可以报名，湖南省民政厅在养老服务网上公布名单。
"""


GUEST = """\
贵州开设养老护理夏令营

近日，贵州省民政厅在贵阳市召开养老服务座谈会，湖南省派人参加。
"""


def test_a_tag_that_is_no_more_leads_to_the_others_and_comes_back(tmp_path: Path) -> None:
    other = CAMP.replace("夏令营", "冬令营")
    made = make_project(tmp_path / "p", camp=CAMP, other=other, guest=GUEST, rain=RAIN)
    settings = read_settings(made / "mkdocs.yml")
    convert(settings)
    folder = settings.docs / "tags"
    before = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    own = {name for name in before if "标签：湖南省\n" in before[name]}
    assert own
    recorded = (settings.seeds / "addresses.csv").read_text("utf-8")
    assert all(f"list,tags/{name},标签：湖南省,1\n" in recorded for name in own)
    (settings.seeds / "camp.txt").rename(tmp_path / "camp.txt")
    convert(settings)
    for name in own:
        gone = (folder / name).read_text("utf-8")
        assert "gone: true" in gone
        assert "[全部标签](index.md)" in gone
    (tmp_path / "camp.txt").rename(settings.seeds / "camp.txt")
    convert(settings)
    assert {path.name: path.read_text("utf-8") for path in folder.glob("*.md")} == before
