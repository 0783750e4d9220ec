"""Links for good: whatever becomes of the seeds, an address that was built once goes on answering.

A sequence of builds: each must answer every address of all builds before it, and hold no link or
fragment that leads nowhere.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from generator.corpus.addresses.ledger import LEDGER, OLD_ARTICLES
from generator.corpus.addresses.list_addresses import Addresses
from generator.corpus.convert import convert
from generator.corpus.project_check import check
from generator.corpus.seeds.seed_files import ignored_input
from generator.corpus.settings import Settings, read_settings
from generator.corpus.site.build_site import build_site
from generator.errors import SidecarError
from generator.publish import Site
from generator.publish.paths import link_between
from tests.conftest import ROOT, copy_sources
from tests.samples import make_project, tree
from tests.test_escape import read_html
from tests.test_site import Links

PAIR = "topics/elderly-care/region-620000"
ADDRESS = "https://host.invalid/sub/"
HARVEST = """\
湖南：山塘村的秋收
互助养老从饭桌做起
本报讯 2023年9月12日，湖南省民政厅在长沙市召开座谈会，印发《山塘互助养老试点办法》，推进养老服务。
会上说，互助养老要从村里老人的日子出发，先把饭桌摆起来，再把被子晒起来，最后把夜里的灯点起来。
（湖南省民政厅）
"""
LANTERN = """\
甘肃：石桥镇的灯
本报讯 2022年3月8日，甘肃省民政厅印发《石桥社会救助办法》，对低保家庭逐户走访，社会救助一户不漏。
兰州市民政局说，走访要带着本子去，把每一户的难处写下来，回来一条一条对着办，办完再去告诉人家。
（甘肃省民政厅）
"""
FERRY = """\
湖南：渡口边的食堂
本报讯 2023年11月2日，湖南省长沙市民政局介绍，渡口社区办起老年食堂，养老服务送到门口，每天一荤两素。
老人们说，从前要走两里路买菜，如今下楼就是热饭，坐下来还能说说话，日子就有了盼头。
（长沙市民政局）
"""
REPORT = """\
全市慈善工作座谈会举行
本报讯 2021年5月20日，山东省青岛市民政局召开慈善工作座谈会，部署慈善信托备案工作。
会议要求，慈善组织要把每一笔账目公开，让捐款的人看得见钱到了哪里，办成了什么事情。
（青岛市民政局）
"""


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    return project_in(tmp_path)


def project_in(folder: Path) -> Settings:
    """Make a project with the site's own templates and settings, but for MkDocs' hook."""
    logging.getLogger("jieba").setLevel(logging.WARNING)
    folder = make_project(folder / "project", harvest=HARVEST, lantern=LANTERN)
    (folder / "site_src").rmdir()
    copy_sources("site_src", folder / "site_src")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = config.replace("  - generator/mkdocs_hook.py\n", "")
    config = config.replace("\nextra:\n", "\nextra:\n  copies: true\n")
    config = config.replace('!ENV [SITE_URL, ""]', ADDRESS)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return read_settings(folder / "mkdocs.yml")


def built(settings: Settings) -> set[str]:
    """Build the site and return all its addresses, those of Material's own files apart."""
    convert(settings)
    build_site(settings, strict=True)
    files = (path.relative_to(settings.site).as_posix() for path in settings.site.rglob("*"))
    return {
        name.removesuffix("index.html")
        for name in files
        if (settings.site / name).is_file() and not name.startswith("assets/")
    }


def faults(site: Path) -> Iterator[str]:
    """Yield every link, load and fragment that leads nowhere."""
    pages = {page: Links(page) for page in site.rglob("*.html") if page.name != "404.html"}
    for page, found in pages.items():
        here = urljoin(ADDRESS, page.relative_to(site).as_posix())
        for link in found.links + found.loads:
            parts = urlsplit(urljoin(here, link))
            if parts.netloc != "host.invalid":
                continue
            there = site / unquote(parts.path).removeprefix("/sub/")
            there = there / "index.html" if there.is_dir() else there
            if not there.is_file():
                yield f"{page}: {link}"
            elif parts.fragment and parts.fragment not in pages[there].ids:
                yield f"{page}: {link} has no such anchor"


def change(settings: Settings, **files: str | None) -> None:
    """Write seeds (``NAME`` is NAME.txt, ``NAME_yml`` its sidecar); ``None`` takes one away."""
    for name, text in files.items():
        stem, _, ending = name.partition("_")
        path = settings.seeds / f"{stem}.{ending or 'txt'}"
        if text is None:
            path.unlink()
        else:
            path.write_text(text, "utf-8")


OTHER_HEADLINE = """\
corrections:
  - article: "会上说，互助养老"
    headline: "互助养老从饭桌做起"
"""
SPLIT = """\
corrections:
  - article: "本报讯 2023年9月12日"
    headline: "湖南：山塘村的秋收"
  - split: "会上说，互助养老"
    headline: "互助养老从饭桌做起"
"""
QINGHAI = LANTERN.replace("甘肃", "青海").replace("兰州", "西宁").replace("2022", "2020")

STEPS: dict[str, dict[str, str | None]] = {
    "as it begins": {},
    "another headline by sidecar": {"harvest_yml": OTHER_HEADLINE},
    "two articles made of one": {"harvest_yml": SPLIT},
    "one again": {"harvest_yml": None},
    "more seeds": {"ferry": FERRY, "report": REPORT},
    "other facts": {"lantern": QINGHAI},
    "a seed taken away": {"lantern": None},
    "another": {"ferry": None},
    "both back": {"lantern": LANTERN, "ferry": FERRY},
}


def test_every_address_ever_built_goes_on_answering(project: Settings) -> None:
    ever: set[str] = set()
    vanished: set[str] = set()
    articles = []
    for step, files in STEPS.items():
        change(project, **files)
        now = built(project)
        assert ever - now == set(), step
        assert list(faults(project.site)) == [], step
        assert list(check(project)) == [], step
        articles.append(sum(name.startswith("articles/") and name.endswith("/") for name in now))
        ever |= now
        vanished |= {name for name in now if name.endswith("/") and is_gone(project, name)}
    assert articles[:4] == [2, 2, 3, 3], "the sidecars do what they are meant to"
    kinds = {name.partition("/")[0] for name in vanished}
    assert kinds >= {"articles", "regions", "agencies", "topics", "documents", "dates"}
    # Everything is back: what stands there is the real page again.
    assert not is_gone(project, "regions/620000/")
    assert "石桥" in (project.site / "regions" / "620000" / "index.html").read_text("utf-8")


def is_gone(settings: Settings, name: str) -> bool:
    page = (settings.site / name / "index.html").read_text("utf-8")
    return '<meta name="robots" content="noindex">' in page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = project_in(tmp_path_factory.mktemp("vanished"))
    # What an earlier build, of more seeds, left on record.
    (project.seeds / LEDGER).write_text(f"list,pages,name\n{PAIR}.md,1,甘肃省：养老服务\n", "utf-8")
    change(project, ferry=FERRY)
    built(project)
    change(project, lantern=None)
    change(project, ferry=None)
    built(project)
    return project.site


class TestVanishedList:
    def test_it_says_so_and_leads_to_what_is_left(self, site: Path) -> None:
        page = (site / "regions" / "620100" / "index.html").read_text("utf-8")
        assert "甘肃省兰州市</h1>" in page
        assert "本站现在没有归在这里的文章" in read_html(page).text
        assert '<a href="../">全部地区</a>' in page
        assert f'<link rel="canonical" href="{ADDRESS}regions/">' in page
        assert 'http-equiv="refresh"' not in page

    def test_it_is_in_no_sitemap_and_no_search(self, site: Path) -> None:
        sitemap = (site / "sitemap.xml").read_text("utf-8")
        assert f"<loc>{ADDRESS}regions/430000/</loc>" in sitemap
        assert "regions/620000/" not in sitemap
        for name in ("articles", "agencies", "topics", "documents", "dates", "tags"):
            for page in (site / name).rglob("index.html"):
                address = page.parent.relative_to(site).as_posix() + "/"
                gone = 'content="noindex"' in page.read_text("utf-8")
                assert (f"<loc>{ADDRESS}{address}</loc>" in sitemap) is not gone, address

    def test_its_feeds_go_on_without_news(self, site: Path) -> None:
        atom = ElementTree.parse(site / "regions" / "620000" / "feed.xml").getroot()
        spaces = {"a": "http://www.w3.org/2005/Atom"}
        assert "甘肃省" in (atom.findtext("a:title", "", spaces))
        assert atom.findall("a:entry", spaces) == []
        feed = json.loads((site / "regions" / "620000" / "feed.json").read_text("utf-8"))
        assert feed["items"] == []

    def test_a_pair_leads_on_at_once(self, site: Path) -> None:
        page = (site / PAIR / "index.html").read_text("utf-8")
        assert '<meta http-equiv="refresh" content="0; url=../">' in page
        assert f'<link rel="canonical" href="{ADDRESS}topics/elderly-care/">' in page
        assert '<a href="../">养老服务</a>' in page
        assert (site / "topics" / "elderly-care" / "index.html").is_file()


def test_the_copy_of_an_article_that_is_gone_still_answers(project: Settings) -> None:
    convert(project)
    (gone,) = (
        line.split(",")[1]
        for line in (project.seeds / LEDGER).read_text("utf-8").splitlines()
        if ",lantern.txt," in line
    )
    change(project, lantern=None)
    convert(project)
    copy = project.docs / "articles" / gone / "index.md.txt"
    assert "文章已撤下" in copy.read_text("utf-8")
    # The same words on another page: the copy is that of the article that has them.
    change(project, other=LANTERN + "\n" + REPORT)
    convert(project)
    assert "石桥" in copy.read_text("utf-8")


def test_a_list_that_gets_shorter_keeps_its_later_pages(tmp_path: Path) -> None:
    pages = {
        f"p{n:02}": HARVEST.replace("山塘", f"山{chr(0x5C71 + n)}") + f"编号{n}" for n in range(52)
    }
    settings = read_settings(make_project(tmp_path / "many", **pages) / "mkdocs.yml")
    convert(settings)
    second = settings.docs / "regions" / "430000" / "2.md"
    assert second.is_file()
    before = second.read_text("utf-8")
    for n in range(10, 52):
        (settings.seeds / f"p{n:02}.txt").unlink()
    convert(settings)
    text = second.read_text("utf-8")
    assert "refresh: true" in text
    assert "这个列表变短了，这一页不再需要：[湖南省](../430000.md)。" in text
    for name, page in pages.items():
        (settings.seeds / f"{name}.txt").write_text(page, "utf-8")
    convert(settings)
    assert second.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("path", "here", "target", "leave"),
    [
        ("regions/430102.md", "regions/430100.md regions/430000.md", "regions/430100.md", False),
        ("regions/430102.md", "regions/430000.md", "regions/430000.md", False),
        ("regions/unknown.md", "", "regions/index.md", False),
        ("topics/a/region-430000.md", "topics/a.md regions/430000.md", "topics/a.md", True),
        ("topics/a/region-430000.md", "regions/430000.md", "regions/430000.md", True),
        ("topics/a/year-2020.md", "dates/2020.md", "dates/2020.md", True),
        ("topics/a/year-2020.md", "", "topics/index.md", False),
        ("agencies/central.md", "", "agencies/index.md", False),
        ("documents/222222222222.md", "", "documents/index.md", False),
        ("dates/1999.md", "dates/2000.md", "dates/index.md", False),
        ("tags/222222222222.md", "", "tags/index.md", False),
        ("tags/region.md", "", "tags/index.md", False),
        ("issues/2024-05-16.md", "", "issues/index.md", False),
    ],
)
def test_it_leads_to_the_nearest_that_is_left(
    path: str, here: str, target: str, leave: bool
) -> None:
    indexes = {
        f"{kind}/index.md"
        for kind in ("regions", "agencies", "topics", "documents", "tags", "issues")
    }
    files = {*here.split(), *indexes, "dates/index.md"}
    known = Addresses(rows={path: (1, "甲"), **dict.fromkeys(here.split(), (1, "乙"))})
    text = dict(known.gone(files, Site()))[path]
    assert f"successor: {Site().address(target)}" in text.splitlines()
    assert ("refresh: true" in text.splitlines()) is leave
    assert link_between(path, target) in text


class TestRecord:
    def test_it_is_sorted_complete_and_written_only_when_it_changes(
        self, project: Settings
    ) -> None:
        convert(project)
        path = project.seeds / LEDGER
        lines = path.read_text("utf-8").splitlines()
        assert lines[0] == "kind,address,name,mark"
        kinds = [line.partition(",")[0] for line in lines[1:]]
        assert kinds == sorted(kinds, key=("article", "page", "list").index)
        listed = [line.split(",")[1] for line in lines if line.startswith("list,")]
        assert listed == sorted(listed)
        recorded = set(listed)
        lists = {
            path.relative_to(project.docs).as_posix()
            for folder in ("regions", "agencies", "topics", "documents", "dates", "tags", "issues")
            for path in (project.docs / folder).rglob("*.md")
        }
        assert recorded == lists
        before = tree(project.seeds)
        convert(project)
        assert tree(project.seeds) == before
        change(project, lantern=None)
        convert(project)
        assert path.read_bytes() == before[LEDGER][0]

    def test_later_pages_of_the_lists_of_pages_last_too(self, project: Settings) -> None:
        known = Addresses()
        text = "---\ntitle: 原版对照\n---\n"
        known.note("pages/index.md", text)
        assert known.rows == {}
        known.note("pages/index-2.md", text)
        known.note("corrections/doubts/3.md", text)
        known.note("notices/index-2.md", text)
        here = {"pages/index.md", "corrections/doubts.md", "corrections/doubts/2.md"}
        here.add("notices/index.md")
        gone = dict(known.gone(here, Site()))
        assert set(gone) == {"pages/index-2.md", "corrections/doubts/3.md", "notices/index-2.md"}
        assert "](index.md)" in gone["pages/index-2.md"]

    def test_nobody_is_told_that_nothing_reads_it(self, project: Settings) -> None:
        convert(project)
        assert ignored_input(project.seeds) == ()

    def test_files_of_earlier_versions_are_moved_over(self, project: Settings) -> None:
        convert(project)
        path = project.seeds / LEDGER
        ledger, pages = path.read_text("utf-8"), tree(project.docs)
        rows = [line.split(",") for line in ledger.splitlines()[1:]]
        ids = "".join(f"{i},{page},{mark}\n" for kind, i, page, mark in rows if kind == "article")
        lists = "".join(f"{p},{n},{name}\n" for kind, p, name, n in rows if kind == "list")
        (project.seeds / OLD_ARTICLES).write_text(f"id,page,text\n{ids},old.txt,harvest.txt\n")
        path.write_text(f"list,pages,name\n{lists}dates/1999.md,2,1999年\n", "utf-8")
        convert(project)
        assert not (project.seeds / OLD_ARTICLES).exists()
        moved = path.read_text("utf-8").splitlines()
        assert set(moved) - set(ledger.splitlines()) == {
            "page,old.txt,harvest.txt,", "list,dates/1999.md,1999年,2",
        }  # fmt: skip
        assert set(ledger.splitlines()) <= set(moved)
        assert set(tree(project.docs)) - set(pages) == {
            "pages/old.md", "dates/1999.md", "dates/1999/2.md",
        }  # fmt: skip

    def test_rows_of_two_branches_are_one_list(self, tmp_path: Path) -> None:
        (tmp_path / LEDGER).write_text(
            "list,pages,name\ndates/2024.md,3,2024年\ndates/2024.md,2,2024年\n", "utf-8"
        )
        assert Addresses.read(tmp_path).rows == {"dates/2024.md": (3, "2024年")}

    @pytest.mark.parametrize(
        "line",
        [
            "a,b",
            "dates/2024.md,x,2024年",
            "../up.md,1,上",
            "articles/k3v9.md,1,甲",
            "dates/a/2.md,1,乙",
        ],
    )
    def test_a_line_that_cannot_be_followed_is_named(self, tmp_path: Path, line: str) -> None:
        (tmp_path / LEDGER).write_text(f"list,pages,name\n{line}\n", "utf-8")
        with pytest.raises(SidecarError, match=r"addresses\.csv:2: expected list, pages, name"):
            Addresses.read(tmp_path)

    def test_names_are_harmless(self) -> None:
        name = '"><script>alert(1)</script> [x](javascript:alert(1)) {{ 7 }} ---'
        known = Addresses(rows={"agencies/222222222222.md": (1, name)})
        ((_, text),) = known.gone({"agencies/index.md"}, Site())
        assert "<script>" not in text.partition("---\n\n#")[2]
        assert "[x](" not in text.partition("---\n\n#")[2]
