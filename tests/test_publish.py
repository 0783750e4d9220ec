"""Pages, lists and records: what a filed article becomes."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.errors import GeneratorError
from generator.model import (
    Agency,
    AgencyRole,
    Article,
    ArticleDate,
    ArticleNotes,
    Block,
    DateBasis,
    DateMention,
    Doubtful,
    DoubtKind,
    Entry,
    Evidence,
    Facts,
    Imprint,
    Page,
    PageNotes,
    Reconstruction,
    Region,
    Role,
    Sidecar,
    Topic,
)
from generator.publish import Site, article_record, leftover_records, shared_labels
from generator.publish.articles.article_page import article_page
from generator.publish.articles.frontmatter import front_matter
from generator.publish.escape import one_line
from generator.publish.indexes.notices import notice_pages
from generator.publish.kinds.agencies import AgencyLevel, printed_forms
from generator.publish.kinds.documents import document_identity
from generator.publish.labels.article_labels import NO_TITLE
from generator.publish.labels.date_labels import date_words
from generator.publish.labels.review import review_of
from generator.publish.lists.pagination import PAGE_LENGTH
from generator.publish.paths import agency_path, agency_slug, document_path, tag_kind_path
from generator.publish.search import with_notices
from generator.publish.tags import TagKind, tags_of
from generator.publish.yaml_header import front_matter_text
from generator.text.traced import Traced
from tests.case_files import Case, read_cases
from tests.conftest import examples
from tests.growth import grows_evenly
from tests.published import (
    gold_entries,
    gold_reconstructions,
    make_entry,
    program_files,
    site_pages,
)
from tests.test_escape import Reader, hostile, project_extensions, render

HUNAN = Region(code="430000", name="湖南省", spans=((0, 2),))
CHANGSHA = Region(code="430100", name="长沙市", spans=((2, 4),))


def pages_of(*entries: Entry) -> dict[str, str]:
    return dict(site_pages(entries, ()))


def body_of(page: str) -> str:
    return str(get_data(page)[0])


# ---- front matter


@settings(deadline=None)
@given(*[hostile | st.text()] * 4, st.floats(0, 1), st.none() | st.integers(1, 9999))
def test_the_header_reads_back_as_it_was_written(
    title: str, label: str, name: str, source: str, confidence: float, year: int | None
) -> None:
    facts = Facts(
        region=Region(code="110000", name=name),
        regions=(HUNAN,),
        agencies=(Agency(name=name, role=AgencyRole.MENTIONED),),
        date=ArticleDate(edtf="2024-04-18", basis=DateBasis.TEXT),
        year=year,
        topics=(Topic(id="1e5", name=name, score=1.0),),
    )
    entry = make_entry(
        "007", title=title, label=label, source=source, facts=facts, confidence=confidence
    )
    written = front_matter(entry)
    text = front_matter_text(written)
    body, read = get_data(f"{text}\n正文\n---\n")
    assert read == written
    assert body == "正文\n---\n"
    assert read["title"] == (one_line(title) or "6月13日，湖南召开会议")
    assert {type(read[key]) for key in ("id", "date", "region")} == {str}


def test_the_header_has_the_fields_of_the_contract() -> None:
    facts = Facts(region=HUNAN, date=ArticleDate(edtf="2024-04", basis=DateBasis.TEXT), year=2024)
    fields = front_matter(make_entry(label="简讯", source="某报", facts=facts))
    assert " ".join(fields) == (
        "title id page date year region region_name regions agencies topics topic_names documents "
        "amounts authors source label confidence tags description"
    )


def test_what_is_not_known_is_left_out_of_the_header() -> None:
    fields = front_matter(make_entry())
    assert None not in fields.values()
    assert not {"date", "region_name", "kicker"} & fields.keys()


def test_an_article_without_a_headline_is_called_by_its_first_sentence() -> None:
    fields = front_matter(make_entry(title=None))
    assert fields["title_made"] is True
    assert not fields["title"].endswith("。")
    assert "title_made" not in front_matter(make_entry())
    assert front_matter(make_entry(title=None, body=()))["title"] == NO_TITLE


def test_codes_dates_and_ids_are_quoted() -> None:
    facts = Facts(region=HUNAN, date=ArticleDate(edtf="2024-04", basis=DateBasis.TEXT), year=2024)
    text = front_matter_text(front_matter(make_entry("1e5", facts=facts)))
    assert 'region: "430000"\n' in text
    assert 'date: "2024-04"\n' in text
    assert 'id: "1e5"\n' in text


# ---- the article


def test_an_article_stands_as_it_was_printed() -> None:
    entry = make_entry(
        label="地方动态",
        kicker="增加补贴……",
        title="多地出台政策",
        subtitle="机构经营压力缓解",
        byline="■本报记者 李庆",
        credit="（据民政部网站）",
        body=(("lead", "导语。"), ("h", "小标题"), ("p", "第一段。"), ("p", "第二段。")),
    )
    page = render(body_of(pages_of(entry)["articles/k3v9.md"]), project_extensions())
    printed = (
        "地方动态 增加补贴…… 多地出台政策 机构经营压力缓解 ■本报记者 李庆 "
        "导语。 小标题 第一段。 第二段。 （据民政部网站）"
    )
    assert printed in " ".join(page.text.split())


def test_paragraphs_and_subheads_are_numbered_apart() -> None:
    body = (("lead", "一。"), ("h", "二"), ("p", "三。"), ("h", "四"), ("p", "五。"))
    text = pages_of(make_entry(body=body))["articles/k3v9.md"]
    found = re.findall(r'<a id="(\w+)"[^>]*></a>(.)', text)
    assert found == [("p1", "一"), ("s1", "二"), ("p2", "三"), ("s2", "四"), ("p3", "五")]


def test_a_missing_headline_is_said_and_not_made_up() -> None:
    pages = pages_of(make_entry(title=None))
    assert "\n# （原版未见标题）\n" in pages["articles/k3v9.md"]
    assert get_data(pages["articles/k3v9.md"])[1]["title_made"] is True
    assert "[（原版未见标题）](../articles/k3v9.md)" in pages["dates/undated.md"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (Facts(), "日期不详](../dates/undated.md)，版面未载明"),
        (Facts(year=2024), "2024年](../dates/2024.md)，版面未载明月日"),
        (
            Facts(
                date=ArticleDate(edtf="XXXX-06-13", basis=DateBasis.TEXT, spans=((5, 10),)),
                dates=(DateMention(text="6月13日", edtf="XXXX-06-13", spans=((5, 10),)),),
            ),
            "6月13日（年份不详）](../dates/undated.md)，依据正文“6月13日”",
        ),
        (
            Facts(date=ArticleDate(edtf="2024-04-18", basis=DateBasis.SIDECAR), year=2024),
            "2024年4月18日](../dates/2024.md)，依据整理者提供的版面信息",
        ),
    ],
)
def test_the_date_says_what_proves_it(facts: Facts, words: str) -> None:
    assert f"- **日期** [{words}" in pages_of(make_entry(facts=facts))["articles/k3v9.md"]


def test_a_city_stands_under_its_province_and_leads_to_both() -> None:
    pages = pages_of(make_entry(facts=Facts(region=CHANGSHA, regions=(CHANGSHA,))))
    links = "[湖南省](../regions/430000.md) › [长沙市](../regions/430100.md)"
    row = f"- **地区** {links} [标题](#bm-title)\n"
    assert row in pages["articles/k3v9.md"]
    assert "](../articles/k3v9.md)" in pages["regions/430000.md"]
    assert "](../articles/k3v9.md)" in pages["regions/430100.md"]
    assert "[长沙市 1](430100.md)" in pages["regions/index.md"]
    assert "- **市县** [长沙市 <small>1 篇</small>](430100.md)\n" in pages["regions/430000.md"]


def test_the_newspaper_is_named_where_a_sidecar_names_it() -> None:
    entry = make_entry()
    sidecar = Sidecar(publication="社会报", date="2024-04-18", page="5")
    page = Page(name=entry.article.page, text="", sidecar=sidecar)
    made = Reconstruction(page=page, articles=(entry.article,), leftovers=())
    pages = dict(site_pages([entry], [made]))
    row = "- **来源版面** 《社会报》2024年4月18日第5版 <small>000&#95;page.txt</small>\n"
    assert row in pages["articles/k3v9.md"]


def test_a_page_without_a_newspaper_says_so_and_names_its_file() -> None:
    pages = pages_of(make_entry())
    row = "- **来源版面** 未注明报纸 <small>000&#95;page.txt</small>\n"
    assert row in pages["articles/k3v9.md"]


def linked_to(url: str | None) -> str:
    """Return the page of an article whose newspaper is to be seen at an address, or nowhere."""
    entry = make_entry()
    sidecar = None if url is None else Sidecar(url=url)
    page = Page(name=entry.article.page, text="", sidecar=sidecar)
    made = Reconstruction(page=page, articles=(entry.article,), leftovers=())
    return dict(site_pages([entry], [made]))["articles/k3v9.md"]


@cache
def unlinked() -> Reader:
    return render(body_of(linked_to(None)), project_extensions())


@settings(deadline=None, max_examples=examples(60))
@given(hostile | st.text())
def test_the_page_as_printed_is_linked_to_by_a_web_address_and_nothing_else(text: str) -> None:
    for url in (text, f"javascript:alert(1)//{text}", f"https://a.example/{text}"):
        written = linked_to(url)
        read = render(body_of(written), project_extensions())
        links = re.findall(r"\[查看原版\]\((.*)\)", written)
        assert all(re.fullmatch(r"https?://[!-~]+", link) for link in links)
        assert len(read.tags) == len(unlinked().tags) + len(links)
        assert bool(links) or not url.startswith("https://a.example/")


@settings(deadline=None, max_examples=examples(60))
@given(hostile, hostile, hostile)
def test_a_hostile_article_is_the_text_it_is(title: str, paragraph: str, name: str) -> None:
    facts = Facts(
        region=Region(code="430000", name=name or "甲"),
        agencies=(Agency(name=name, role=AgencyRole.ISSUER),),
        topics=(Topic(id="x", name=name, score=1.0),),
    )
    harmless = make_entry(title="题", body=(("lead", "导"), ("h", "小"), ("p", "段")), facts=facts)
    entry = make_entry(
        title=title,
        body=(("lead", paragraph), ("h", title), ("p", paragraph)),
        facts=facts,
        page=name or "x",
    )
    page = render(body_of(pages_of(entry)["articles/k3v9.md"]), project_extensions())
    model = render(body_of(pages_of(harmless)["articles/k3v9.md"]), project_extensions())
    assert one_line(paragraph) in page.text
    if one_line(title) and one_line(paragraph) and one_line(name):
        assert page.tags == model.tags


# ---- lists


def test_every_link_leads_to_a_page_of_the_site() -> None:
    pages = dict(site_pages(gold_entries(), gold_reconstructions()))
    links = 0
    pages |= dict(program_files(gold_entries(), gold_reconstructions(), Site()))
    for path, text in pages.items():
        for target in re.findall(r"\]\(([^)]+)\)", text):
            links += 1
            file, _, anchor = target.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
            there = there if file else path
            assert there in pages or path == "llms.txt"  # whose links are to the built site
            if not there.startswith("pages/"):  # the gold has no pages as printed
                assert not anchor or len(re.findall(rf' id="{anchor}"[ >]', pages[there])) == 1, (
                    target
                )
    assert links > 800


def test_every_address_is_ascii() -> None:
    for path, _text in site_pages(gold_entries(), gold_reconstructions()):
        assert re.fullmatch(r"[a-z0-9_/-]+\.md", path)


def test_every_article_stands_in_a_list_of_each_kind() -> None:
    pages = dict(site_pages(gold_entries(), gold_reconstructions()))
    for entry in gold_entries():
        for folder in ("regions", "topics", "dates"):
            lists = [text for path, text in pages.items() if path.startswith(f"{folder}/")]
            assert any(f"](../articles/{entry.id}.md)" in text for text in lists)
        for agency in entry.facts.agencies:
            assert f"](../articles/{entry.id}.md)" in pages[agency_path(agency.name)]


def test_an_article_without_facts_is_in_the_lists_of_the_unknown() -> None:
    pages = pages_of(make_entry())
    for path in ("regions/unknown.md", "topics/unknown.md", "dates/undated.md"):
        assert "](../articles/k3v9.md)" in pages[path]


def test_a_card_shows_headline_date_region_and_first_sentence() -> None:
    facts = Facts(
        region=CHANGSHA, date=ArticleDate(edtf="2024-04-18", basis=DateBasis.TEXT), year=2024
    )
    body = (("h", "小标题"), ("p", "他说：“开会。”散会。"))
    text = pages_of(make_entry(title="题", body=body, facts=facts))["dates/2024.md"]
    assert (
        "- [题](../articles/k3v9.md)\n\n    2024年4月18日 / 湖南省长沙市\n\n    他说：“开会。”\n"
        in text
    )
    assert '## <a id="m04"></a>2024年4月\n' in text


def test_lists_do_not_depend_on_the_order_of_their_articles() -> None:
    forward = dict(site_pages(gold_entries(), gold_reconstructions()))
    backward = dict(site_pages(gold_entries()[::-1], gold_reconstructions()[::-1]))
    assert forward == backward


def test_a_name_that_changed_is_the_newest_one_whatever_comes_first() -> None:
    entries = [
        make_entry(
            f"a{year}",
            facts=Facts(
                region=Region(code="371000", name=f"{year}市"),
                topics=(Topic(id="x", name=f"{year}题", score=1.0),),
                year=year,
            ),
        )
        for year in (2020, 2024)
    ]
    pages = pages_of(*entries)
    assert pages == pages_of(*entries[::-1])
    assert "\n# 山东省2024市\n" in pages["regions/371000.md"]
    assert "\n# 2024题\n" in pages["topics/x.md"]


_TAGS = re.compile(r'<nav class="bm-tags".*?</nav>', re.DOTALL)


def test_a_new_article_changes_only_the_lists_that_it_belongs_to() -> None:
    before = dict(site_pages(gold_entries()[:-1], ()))
    after = dict(site_pages(gold_entries(), ()))
    new = gold_entries()[-1]
    changed = {path for path in after if before.get(path) != after[path]}
    for path in [path for path in changed if path.startswith("articles/") and path in before]:
        # Others say no more of it than that it stands beside them, is related, or shares a tag,
        # which then has a list of its own.
        parts = (
            _TAGS.sub("", text[path].partition('<nav class="bm-around"')[0])
            for text in (before, after)
        )
        assert len(set(parts)) == 1
    changed = {path for path in changed if not path.startswith("articles/")}
    assert "regions/510000.md" not in changed
    assert changed <= {
        "index.md",
        "corrections/about.md",
        "regions/index.md",
        "agencies/index.md",
        "topics/index.md",
        "documents/index.md",
        "dates/index.md",
        "tags/index.md",
        *(f"agencies/{level}.md" for level in AgencyLevel),
        *(tag_kind_path(kind) for kind in TagKind),
        *(tag.path for tag in tags_of(new.facts)),
        *(f"regions/{region.code}.md" for region in new.facts.regions),
        *(agency_path(agency.name) for agency in new.facts.agencies),
        *(document_path(document_identity(d, new.facts)) for d in new.facts.documents),
        *(f"topics/{topic.id}.md" for topic in new.facts.topics),
        *(path for path in after if re.match(r"topics/[\w-]+/", path)),
        f"dates/{new.facts.year}.md",
    }


def test_a_long_list_is_paged() -> None:
    facts = Facts(region=HUNAN, regions=(HUNAN,))
    entries = [make_entry(f"a{n:03d}", facts=facts, offset=n * 50) for n in range(PAGE_LENGTH + 1)]
    pages = pages_of(*entries)
    first, second = pages["regions/430000.md"], pages["regions/430000/2.md"]
    assert first.count("/articles/") == PAGE_LENGTH
    assert second.count("/articles/") == 1
    assert "[下一页](430000/2.md)" in first
    assert "[上一页](../430000.md)" in second
    assert f"](../../articles/a{PAGE_LENGTH:03d}.md)" in second
    assert "[按日期看全部文章](dates/index.md)" in pages["index.md"]


def test_a_long_index_is_paged() -> None:
    agencies = tuple(
        Agency(name=f"第{n}委员会", role=AgencyRole.ISSUER) for n in range(PAGE_LENGTH + 1)
    )
    pages = pages_of(make_entry(facts=Facts(agencies=agencies)))
    assert pages["agencies/index.md"].count("委员会 <small>") == PAGE_LENGTH
    told = f"[共 {PAGE_LENGTH + 1} 个](central.md)，这里列出文章最多的 {PAGE_LENGTH} 个"
    assert told in pages["agencies/index.md"]
    first, second = pages["agencies/central.md"], pages["agencies/central/2.md"]
    assert first.count("委员会 <small>") == PAGE_LENGTH
    assert second.count("委员会 <small>") == 1
    assert "[下一页](central/2.md)" in first


def test_without_articles_each_page_of_the_navigation_says_so() -> None:
    pages = pages_of()
    assert len(pages) == 13
    missing = {
        "pages/index.md": "还没有版面",
        "issues/index.md": "还没有版面",
        "corrections/index.md": "还没有更正",
        "corrections/doubts.md": "没有存疑之处",
        "notices/index.md": "还没有启事",
        "corrections/about.md": "怎样整理",
    }
    for path, text in pages.items():
        assert missing.get(path, "还没有文章") in text


def test_a_page_of_the_list_of_notices_has_all_of_a_newspaper_s_page() -> None:
    """Else one page with many notices made a list longer than its ledger can believe."""
    text = Traced.from_page("遗失声明\n李某遗失身份证，声明作废。")
    block = Block(role=Role.NOTICE, text=text)
    made = [
        Reconstruction(page=Page(name=name, text=text.text), articles=(), leftovers=(block,) * n)
        for name, n in (("a.txt", 2 * PAGE_LENGTH), ("b.txt", 2), ("c.txt", 1))
    ]
    pages = dict(notice_pages(made))
    assert list(pages) == ["notices/index.md", "notices/index-2.md"]
    assert pages["notices/index.md"].count("**遗失声明**") == 2 * PAGE_LENGTH
    assert f"共 {2 * PAGE_LENGTH + 3} 条" in pages["notices/index-2.md"]
    assert "#x2)" in pages["notices/index-2.md"]


def test_search_has_notices_among_the_articles_of_their_day() -> None:
    """The newest first is the order of the index alone."""
    block = Block(role=Role.NOTICE, text=Traced.from_page("遗失声明\n李某遗失身份证。"))
    days = ("2024-05-16", None, "XXXX-05", "2023-01-02")
    made = [
        Reconstruction(
            page=Page(name=f"{n}.txt", text=block.text.text),
            articles=(),
            leftovers=(block,),
            printed=Imprint(date=day),
        )
        for n, day in enumerate(days)
    ]
    entries = [
        make_entry(
            id_,
            facts=Facts(
                year=int(day[:4]) if day else None,
                date=ArticleDate(edtf=day, basis=DateBasis.MASTHEAD) if day else None,
            ),
        )
        for id_, day in (("old", "2022-01-01"), ("new", "2024-05-16"), ("none", None))
    ]
    assert [found.id for found in with_notices(entries, made)] == [
        *("new", "pages/0", "pages/3", "old"),
        *("pages/2", "none", "pages/1"),
    ]


def test_lists_say_which_choice_of_the_search_has_their_articles() -> None:
    facets = {
        path: get_data(text)[1].get("facet")
        for path, text in site_pages(gold_entries(), gold_reconstructions())
    }
    assert facets["regions/430000.md"] == {"region": "430000"}
    assert facets["dates/2024.md"] == {"year": "2024"}
    assert facets[agency_path("民政部")] == {"agency": agency_slug("民政部")}
    for path, facet in facets.items():
        if path.startswith(("articles/", "documents/")) or path.endswith("index.md"):
            assert facet is None, path


@given(st.lists(st.text(), unique=True, max_size=20))
def test_agencies_keep_apart(names: list[str]) -> None:
    assert len({agency_slug(name) for name in names}) == len(names)


@pytest.mark.parametrize("identifier", ["../x", "a/b", "", "湖南", "a b", "-a"])
def test_an_identifier_that_is_no_address_is_refused(identifier: str) -> None:
    with pytest.raises(GeneratorError, match="cannot be part of an address"):
        pages_of(make_entry(identifier))


def test_the_home_page_counts_regions_as_their_index_does() -> None:
    pages = dict(site_pages(gold_entries(), gold_reconstructions()))
    lists = [path for path in pages if re.fullmatch(r"regions/\d{6}\.md", path)]
    assert f"- [**{len(lists)}** 个地区](regions/index.md)\n" in pages["index.md"]
    assert f"共 {len(lists)} 个地区。" in pages["regions/index.md"]


def test_a_county_stands_under_its_prefecture_and_province() -> None:
    county = Region(code="621102", name="安定区")
    pages = pages_of(make_entry(facts=Facts(region=HUNAN, regions=(county,))))
    assert "- **涉及地区** [甘肃省定西市安定区](" in pages["articles/k3v9.md"]
    assert "- **市县** [定西市 <small>1 篇提到</small>](621100.md)" in pages["regions/620000.md"]
    assert "- **市县** [安定区 <small>1 篇提到</small>](621102.md)" in pages["regions/621100.md"]
    assert (
        "[地区](index.md) / [甘肃省](620000.md) / [定西市](621100.md)\n"
        in (pages["regions/621102.md"])
    )
    pages = pages_of(make_entry(facts=Facts(region=county)))
    assert " › [定西市安定区](../regions/621102.md)\n" in pages["articles/k3v9.md"]
    assert " / 甘肃省定西市安定区\n" in pages["index.md"]


@pytest.mark.parametrize(
    ("code", "name", "full"),
    [
        ("500105", "江北区", "重庆市江北区"),
        ("429004", "仙桃市", "湖北省仙桃市"),
        ("430100", "长沙市", "湖南省长沙市"),
        ("420602", "襄城区", "湖北省襄城区"),  # of 襄樊市 until 2010, of 襄阳市 since
        ("100000", "全国", "全国"),
    ],
)
def test_no_prefecture_is_put_where_none_is_proven(code: str, name: str, full: str) -> None:
    region = Region(code=code, name=name)
    assert f"\n# {full}\n" in pages_of(make_entry(facts=Facts(region=region)))[f"regions/{code}.md"]


def test_a_day_without_its_year_is_told_from_no_date_at_all() -> None:
    day = Facts(date=ArticleDate(edtf="XXXX-06-13", basis=DateBasis.TEXT))
    both = pages_of(make_entry("a1", facts=day), make_entry("a2"))
    assert "- [年份或日期不详 <small>2 篇</small>](undated.md)" in both["dates/index.md"]
    text = both["dates/undated.md"]
    assert text.index("## 6月，年份不详") < text.index("/a1.md") < text.index("## 日期不详")
    assert "\n# 年份不详\n" in pages_of(make_entry(facts=day))["dates/undated.md"]
    assert "\n# 日期不详\n" in pages_of(make_entry())["dates/undated.md"]


def test_every_page_but_the_first_describes_itself() -> None:
    pages = dict(site_pages(gold_entries(), gold_reconstructions()))
    told = {path: get_data(text)[1].get("description") for path, text in pages.items()}
    assert [path for path, words in told.items() if not words] == ["index.md"]
    assert len(set(told.values())) == len(told)
    entry = make_entry(body=(("h", "小标题"), ("p", "他说：“开会。”散会。")))
    assert front_matter(entry)["description"] == "他说：“开会。”"
    assert "description" not in front_matter(make_entry(body=()))


# ---- words


@pytest.mark.parametrize("case", read_cases("date_words.md"), ids=lambda case: case.input)
def test_a_date_is_said_in_words(case: Case) -> None:
    assert date_words(case.input) == case.expected


@given(st.text(alphabet="0123456789X-/.?~%", min_size=1))
def test_any_date_is_said_somehow(edtf: str) -> None:
    assert date_words(edtf)


# ---- records


def test_a_record_has_the_fields_of_the_contract() -> None:
    entry = gold_entries()[2]
    record = article_record(entry)
    assert " ".join(record) == (
        "page id label kicker title subtitle byline authors credit source body confidence facts"
    )
    assert record["kicker"] == "增加补贴、减免房租……"
    kinds = [part["kind"] for part in record["body"]]
    assert kinds[:3] == ["lead", "heading", "paragraph"]
    assert record["facts"]["region"]["code"] == "100000"
    assert json.loads(json.dumps(record)) == record
    assert "facts" not in article_record(entry, with_facts=False)


@pytest.mark.parametrize(
    ("printed", "published", "raw"),
    [
        ("会议,6 月 13 日", "会议，6月13日", None),
        ("《关于〈办法〉的通知》", "《关于《办法》的通知》", None),
        ("会議", "会议", "会議"),
    ],
)
def test_untreated_characters_are_kept_where_repair_changed_more_than_width(
    printed: str, published: str, raw: str | None
) -> None:
    kept = (at for at, char in enumerate(printed) if not char.isspace())
    origins = tuple(at for at, _char in zip(kept, published, strict=True))
    block = Block(role=Role.PARAGRAPH, text=Traced(published, origins))
    entry = make_entry()
    entry = replace(entry, article=replace(entry.article, body=(block,)))
    record: dict[str, Any] = article_record(entry, page=Page(name="p", text=printed))
    assert record["body"][0].get("raw") == raw


def _records(parts: int, label: str = "简讯", between: str = "") -> str:
    """Return the records of a page of articles under one label, each of a paragraph."""
    text = f"{label}\n" + "".join(f"民{between}政{n}。\n" for n in range(parts))
    plain = [n for n, char in enumerate(text) if char not in "\u200b\n"]
    head = Block(role=Role.LABEL, text=Traced("简讯", (plain[0], plain[1])))
    bodies, at = [], len(label) + 1
    for line in text.splitlines()[1:]:
        origins = tuple(n for n in range(at, at + len(line)) if text[n] != "\u200b")
        bodies.append(Traced("".join(text[n] for n in origins), origins))
        at += len(line) + 1
    articles = tuple(
        Article(page="p", label=head, body=(Block(role=Role.PARAGRAPH, text=body),))
        for body in bodies
    )
    made = Reconstruction(page=Page(name="p", text=text), articles=articles, leftovers=())
    shared = shared_labels(made)
    entries = [Entry(id="k3v9aaaa", article=article, facts=Facts()) for article in articles]
    records = [article_record(entry, page=made.page, shared=shared) for entry in entries]
    return json.dumps([*records, *leftover_records(made)], ensure_ascii=False)


def test_records_grow_with_their_page() -> None:
    """Not with the square of what has zero-width characters, or stands under one label."""
    assert "简\u200b讯" in _records(2, "简\u200b讯").split("page")[2]
    assert grows_evenly(lambda n: _records(n, between="\u200b"), 1_000)
    assert grows_evenly(lambda n: _records(n), 1_000)
    once = len(_records(100, "简" + "\u200b" * 1_000 + "讯"))
    assert once < len(_records(100)) + 2_000


def _all_forms(number: int) -> list[tuple[str, str]]:
    text = "民政局、" * number
    block = Block(role=Role.PARAGRAPH, text=Traced.from_page(text))
    named = tuple(
        Agency(name=f"{n}县民政局", role=AgencyRole.MENTIONED, spans=((4 * n, 4 * n + 3),))
        for n in range(number)
    )
    article = Article(page="p", body=(block,))
    return [*printed_forms(Entry(id="k3v9aaaa", article=article, facts=Facts(agencies=named)))]


def test_the_names_of_many_bodies_are_looked_for_once() -> None:
    assert _all_forms(2) == [("0县民政局", "民政局"), ("1县民政局", "民政局")]
    assert grows_evenly(_all_forms, 2_000)


def _doubtful_page(number: int) -> str:
    block = Block(role=Role.PARAGRAPH, text=Traced.from_page("老人们说好，孩子们也说好。" * number))
    doubts = (Doubtful(kind=DoubtKind.JOIN, offset=13 * n + 5) for n in range(number))
    notes = {"p": PageNotes(articles=(ArticleNotes(doubts=tuple(doubts)),))}
    article = Article(page="p", body=(block,), confidence=0.5)
    page = Page(name="p", text=block.text.text)
    made = Reconstruction(page=page, articles=(article,), leftovers=())
    entry = Entry(id="k3v9aaaa", article=article, facts=Facts())
    return article_page(entry, review=review_of(entry, [made], notes, lambda _: ("", ""), None))[1]


def test_doubtful_places_are_lit_in_time_by_their_number() -> None:
    assert _doubtful_page(20).count("bm-unsure") == 20
    assert grows_evenly(_doubtful_page, 1_000)


def test_what_is_set_aside_is_a_record_too() -> None:
    block = Block(
        role=Role.FURNITURE,
        text=Traced.from_page("责编", 3),
        evidence=(Evidence(rule="roles/editors-line"),),
    )
    made = Reconstruction(page=Page(name="p.txt", text=""), articles=(), leftovers=(block,))
    assert leftover_records(made) == [
        {
            "page": "p.txt",
            "leftover": "责编",
            "role": "furniture",
            "spans": [[3, 5]],
            "rule": "roles/editors-line",
        }
    ]
