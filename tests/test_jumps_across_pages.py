"""Texts that go on on another page: joined where pages, words and language agree, else told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mkdocs.utils.meta import get_data

from generator.cli import run
from generator.corpus.addresses.ledger import ARTICLE, read_ledger
from generator.corpus.pages.joining import FiledPage, join_pages, published_entries
from generator.corpus.seeds.sidecar import parse_sidecar
from generator.describe import describe_page, find_imprint
from generator.editing import with_jumps
from generator.model import ArticleRef, Entry, Page, PageNotes, Role, Sidecar
from generator.publish.labels.sentence_anchors import body_places
from generator.reconstruct import reconstruct_page
from generator.reconstruct.conservation import check_conservation
from generator.reconstruct.jumps.ends import JumpEnd, JumpPage
from generator.reconstruct.jumps.joins import Joins
from generator.reconstruct.jumps.pairs import JumpPages
from tests.samples import make_project

HEAD = "山水日报　2024年5月16日　星期四　第{}版　要闻\n\n"
CANTEEN = (
    "新村办起老年食堂\n■ 本报记者 李庆\n"
    "本报讯 青禾省山水县新村的老年食堂昨天开张，第一天就有六十多位老人来吃饭。\n"
    "村主任说，食堂由村里的旧粮库改成，米面由村民自己种。走不动的老人，由邻居和志愿者\n（{}）\n\n"
)
CANTEEN_REST = (
    "（{}）每天中午把饭菜送到家里。食堂的菜谱由老人们商量，一周不重样。\n"
    "食堂开张以后，村里的老人都说，吃饭不再是难事。\n\n"
)
BRIDGE = (
    "三县合修便民桥\n"
    "本报讯 东山、西河、青禾三县昨天合力修成便民桥，桥长六十米，两岸来往只要五分钟。\n"
    "桥头的小店老板说，桥修好以后，赶集的人多了一倍，店里的生意也好了许多。（{}）\n\n"
)
BRIDGE_REST = (
    "（{}）便民桥的图纸由三县的工程师一起画成，桥墩用的是本地的青石，修桥花了八个月。\n"
    "桥头还立了一块石碑，刻着捐款人的名字。赶集的人走过便民桥，都要停下来看一看。\n\n"
)
LIBRARY = "图书馆开进集市\n本报讯 集市二楼的图书馆上周开放，藏书两万册，周末开到晚上九点。\n\n"
PARAGRAPHS = ("走不动的老人，由邻居和志愿者每天中午把饭菜送到家里。", "吃饭不再是难事。")


def joined(
    pages: dict[str, str], sidecars: dict[str, Sidecar] | None = None
) -> tuple[tuple[FiledPage, ...], Joins, tuple[Entry, ...]]:
    """Return pages with their articles joined, what was found out, and the site's articles."""
    made = []
    for name, text in pages.items():
        page = Page(name=name, text=text, sidecar=(sidecars or {}).get(name))
        result = reconstruct_page(page)
        result = replace(result, printed=find_imprint(result))
        ids = [f"{name}/{n}" for n in range(len(result.articles))]
        made.append((result, ids, describe_page(result)))
    filed, joins = join_pages(made)
    return filed, joins, published_entries(filed, None)


def bodies(entries: tuple[Entry, ...]) -> dict[str, list[str]]:
    """Return the paragraphs of each article by its headline, or what stands for one."""
    return {
        entry.article.title.text.text if entry.article.title else entry.id: [
            block.text.text for block in entry.article.body
        ]
        for entry in entries
    }


FIRST = HEAD.format(1) + CANTEEN.format("下转第3版") + BRIDGE.format("下转第3版")
THIRD = (
    HEAD.format(3) + CANTEEN_REST.format("上接第1版") + LIBRARY + BRIDGE_REST.format("上接第1版")
)


def test_each_continuation_goes_to_the_article_that_it_continues() -> None:
    _, joins, entries = joined({"a.txt": FIRST, "b.txt": THIRD})
    found = bodies(entries)
    assert found.keys() == {"新村办起老年食堂", "三县合修便民桥", "图书馆开进集市"}
    assert len(found["新村办起老年食堂"]) == 3
    assert PARAGRAPHS[0] in found["新村办起老年食堂"][1]  # the sentence runs over the cut
    assert found["新村办起老年食堂"][2].endswith(PARAGRAPHS[1])
    assert [text[:3] for text in found["三县合修便民桥"]] == [
        "本报讯",
        "桥头的",
        "便民桥",
        "桥头还",
    ]
    assert len(joins.joined) == 2
    assert not joins.undecided
    assert all(join.margin > 3 for join in joins.joined)


def test_each_page_keeps_its_characters() -> None:
    filed, _, entries = joined({"a.txt": FIRST, "b.txt": THIRD})
    for page in filed:
        check_conservation(page.made)
    canteen = entries[0]
    base, texts = len(FIRST), FIRST + THIRD
    for block in canteen.article.body:
        said = "".join(texts[o] for o in block.text.origins if o is not None)
        assert said.replace("\n", "") == block.text.text.replace("\u3000", said[3:4])
    assert max(o or 0 for b in canteen.article.body for o in b.text.origins) > base
    assert [part.page for part in canteen.parts] == ["a.txt", "b.txt"]


def test_facts_are_found_in_the_whole() -> None:
    rest = CANTEEN_REST.replace("吃饭不再是难事。", "吃饭不再是难事。县里拨款120万元办食堂。")
    _, _, entries = joined(
        {
            "a.txt": FIRST,
            "b.txt": THIRD.replace(CANTEEN_REST.format("上接第1版"), rest.format("上接第1版")),
        }
    )
    (amount,) = entries[0].facts.amounts
    assert amount.value == 1_200_000
    assert amount.spans[0][0] > len(FIRST)


JUMPS = {
    "（上接第1版）": "（下转第3版）",
    "(上接1版)": "(下转3版)",
    "（上接第一版）": "（下转第三版）",
    "（上接头版）": "（下转03版）",
    "【上接A1版】": "【下转A3版】",
    "▲上接第1版\n": "▼下转第3版",
    "（緊接第一版）": "（下轉第三版）",
}


@pytest.mark.parametrize(("came", "goes"), JUMPS.items())
def test_jump_lines_in_other_words(came: str, goes: str) -> None:
    first = HEAD.format(1) + CANTEEN.replace("（{}）", goes)
    third = HEAD.format(3) + CANTEEN_REST.replace("（{}）", came) + LIBRARY
    _, joins, entries = joined({"a.txt": first, "b.txt": third})
    assert len(joins.joined) == 1
    assert PARAGRAPHS[0] in bodies(entries)["新村办起老年食堂"][1]


@pytest.mark.parametrize(
    "names",
    [
        ("2024-05-16-01.txt", "2024-05-16-03.txt"),
        ("20240516_1.txt", "20240516_3.txt"),
        ("page1.txt", "page3.txt"),
        ("第1版.txt", "第3版.txt"),
        ("one.txt", "two.txt"),
        ("issue.txt", "issue.txt#2"),
    ],
)
def test_pages_without_head_lines_are_joined_by_names_words_and_language(
    names: tuple[str, str],
) -> None:
    first, third = CANTEEN.format("下转第3版"), CANTEEN_REST.format("上接第1版") + LIBRARY
    _, joins, entries = joined(dict(zip(names, (first, third), strict=True)))
    assert len(joins.joined) == 1, joins
    assert "新村办起老年食堂" in bodies(entries)


def test_pages_that_may_be_of_two_issues_are_not_joined_by_their_numbers_alone() -> None:
    pages = {
        "one-1.txt": CANTEEN.format("下转第3版"),
        "two-3.txt": BRIDGE_REST.format("上接第1版") + LIBRARY,
    }
    filed, joins, _ = joined(pages)
    assert all(join.margin < 3 for join in joins.joined)
    notes = with_jumps(PageNotes(), filed[1].made)
    assert notes.articles[0].doubts


def test_another_day_number_or_paper_is_never_joined() -> None:
    first = HEAD.format(1) + CANTEEN.format("下转第3版")
    for third in (
        HEAD.format(3).replace("16日　星期四", "17日　星期五"),
        HEAD.format(4),
        HEAD.format(3).replace("山水日报", "河西日报"),
    ):
        _, joins, entries = joined(
            {"a.txt": first, "b.txt": third + CANTEEN_REST.format("上接第1版")}
        )
        assert not joins.joined
        assert not joins.undecided
        assert [entry.article.continued_from for entry in entries] == [None, "第1版"]
    _, joins, _ = joined(
        {
            "2024-05-16-01.txt": CANTEEN.format("下转第3版"),
            "2024-05-17-03.txt": CANTEEN_REST.format("上接第1版"),
        }
    )
    assert not joins.joined


def test_the_other_page_goes_on_elsewhere() -> None:
    first = HEAD.format(1) + CANTEEN.format("下转第2版")
    third = HEAD.format(3) + CANTEEN_REST.format("上接第1版")
    _, joins, _ = joined({"a.txt": first, "b.txt": third})
    assert not joins.joined


TWINS = "{}村开了茶馆\n本报讯 {}村的茶馆昨天开门。\n茶馆里有棋有书，门口种了花。（下转第3版）\n\n"
TEA = "（上接第1版）店主说，茶叶是自己种的。\n\n"


def test_two_candidates_alike_are_told_and_none_is_joined() -> None:
    first = HEAD.format(1) + TWINS.format("东山", "东山") + TWINS.format("西河", "西河")
    filed, joins, entries = joined({"a.txt": first, "b.txt": HEAD.format(3) + TEA})
    assert not joins.joined
    (alone,) = [entry for entry in entries if entry.article.continued_from]
    assert len(alone.article.candidates) == 2
    told = [e for e in alone.article.evidence if e.rule == "jump/undecided"]
    assert {e.runner_up for e in told} == {"东山村开了茶馆", "西河村开了茶馆"}
    assert all(len(entry.article.candidates) == 1 for entry in filed[0].entries)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("a.txt", "a.txt: 西河村"),
        ("a.txt", "a: 西河村开了茶馆"),
        ("a.txt", "a.txt：西河村　开了茶馆"),
        ("a.txt", "a.txt: 西河村的茶馆 昨天"),
        ("a: 1.txt", "a: 1.txt: 西河村"),
        ("a: 1.txt", "a: 1: 西河村"),
    ],
)
def test_an_editor_says_which(page: str, said: str) -> None:
    first = HEAD.format(1) + TWINS.format("东山", "东山") + TWINS.format("西河", "西河")
    sidecar = sidecar_of(said)
    pages = {page: first, "b.txt": HEAD.format(3) + TEA}
    filed, joins, entries = joined(pages, {"b.txt": sidecar})
    assert not joins.findings
    above, below = filed[0].made.articles[1], filed[1].made.articles[0]
    assert [e.rule for e in above.evidence if e.note == "b.txt"] == ["editor/goes-on"]
    assert [e.rule for e in below.evidence if e.note == page] == ["editor/continued-from"]
    assert "店主说，茶叶是自己种的。" in bodies(entries)["西河村开了茶馆"]


def test_an_editor_may_quote_all_of_a_long_headline() -> None:
    page = page_of(f"{'东山村的老人' * 8}开了茶馆", away=True), page_of("店主说", away=False)
    desk = JumpPages(page)
    (name,) = [name for ref, name in desk.names.items() if ref.page == "above"]
    assert len(name) == 40
    assert name.endswith("…")
    (pair,), findings = desk.stated()
    assert not findings
    assert pair.above.article.page == "above"


def page_of(name: str, *, away: bool) -> JumpPage:
    """Return a page with an article that goes on elsewhere, or with what its editor says does."""
    page = "above" if away else "below"
    wanted = None if away else f"above: {'东山村的老人' * 8}开了茶馆"
    end = JumpEnd(article=ArticleRef(page, 0), away=away, printed="", number=None, wanted=wanted)
    known = dict.fromkeys(("publication", "day", "day_named", "number", "number_named"))
    return JumpPage(name=page, **known, texts=("",), names=(name,), ends=(end,))


def test_an_editor_parts_what_was_joined() -> None:
    pages = {
        "a.txt": HEAD.format(1) + CANTEEN.format("下转第3版"),
        "b.txt": HEAD.format(3) + CANTEEN_REST.format("上接第1版"),
    }
    _, joins, entries = joined(pages, {"b.txt": sidecar_of("none", "每天中午")})
    assert not joins.joined
    assert len(entries) == 2


@pytest.mark.parametrize(
    ("said", "why"),
    [("a.txt", "2 articles"), ("c.txt", "no article"), ("a.txt: 南山村", "南山村")],
)
def test_what_an_editor_says_and_is_not_there_is_told(said: str, why: str) -> None:
    first = HEAD.format(1) + TWINS.format("东山", "东山") + TWINS.format("西河", "西河")
    _, joins, _ = joined(
        {"a.txt": first, "b.txt": HEAD.format(3) + TEA}, {"b.txt": sidecar_of(said)}
    )
    (line,) = joins.findings
    assert line.startswith("b.txt: ")
    assert why in line


def test_two_latin_words_at_the_cut_stay_two() -> None:
    first = CANTEEN.replace("由邻居和志愿者\n", "用 Linux").format("下转第3版")
    rest = CANTEEN_REST.replace("每天", "Mint 每天").format("上接第1版")
    _, _, (whole,) = joined({"a.txt": HEAD.format(1) + first, "b.txt": HEAD.format(3) + rest})
    assert "用Linux Mint每天中午" in whole.article.body[1].text.text.replace("用 ", "用")


def test_an_editors_line_that_another_one_makes_impossible_is_told() -> None:
    pages = {
        "a.txt": HEAD.format(1) + CANTEEN.format("下转第3版"),
        "b.txt": HEAD.format(3) + CANTEEN_REST.format("上接第1版"),
        "c.txt": HEAD.format(4) + TEA,
    }
    sidecars = {"b.txt": sidecar_of("a.txt", "每天中午"), "c.txt": sidecar_of("a.txt")}
    _, joins, _ = joined(pages, sidecars)
    assert [join.below.page for join in joins.joined] == ["b.txt"]
    (line,) = joins.findings
    assert line.startswith("c.txt: ")
    assert "goes on in “b.txt”" in line
    ring = {
        "a.txt": HEAD.format(1) + TEA.replace("1版", "3版").rstrip() + "（下转第3版）\n",
        "b.txt": HEAD.format(3) + TEA.rstrip() + "（下转第1版）\n",
    }
    _, joins, _ = joined(ring, {"a.txt": sidecar_of("b.txt"), "b.txt": sidecar_of("a.txt")})
    assert not joins.joined
    assert [line[:5] for line in joins.findings] == ["a.txt", "b.txt"]


def sidecar_of(said: str, article: str = "店主说") -> Sidecar:
    text = f"corrections:\n  - article: {article}\n    continued_from: '{said}'\n"
    return parse_sidecar(text, "b.yml")


def test_a_text_may_run_over_three_pages_but_not_in_a_ring() -> None:
    middle = CANTEEN_REST.format("上接第1版").rstrip() + "（下转第5版）\n\n"
    last = "（上接第3版）县民政局打算明年再办十家老年食堂，请老人们自己当厨师。\n\n"
    pages = {
        "a.txt": HEAD.format(1) + CANTEEN.format("下转第3版"),
        "b.txt": HEAD.format(3) + middle,
        "c.txt": HEAD.format(5) + last,
    }
    _, joins, entries = joined(pages)
    assert len(joins.joined) == 2
    (whole,) = entries
    assert whole.further == ("b.txt/0", "c.txt/0")
    assert whole.article.body[-1].text.text.startswith("县民政局打算")
    ring = {
        "a.txt": HEAD.format(1) + middle.replace("第1版", "第5版").replace("转第5版", "转第3版"),
        "b.txt": HEAD.format(3) + middle.replace("第5版", "第5版"),
        "c.txt": HEAD.format(5) + middle.replace("第1版", "第3版").replace("转第5版", "转第1版"),
    }
    _, joins, entries = joined(ring)
    assert len(entries) == 3
    assert not joins.joined


def test_a_paragraph_may_come_from_one_page_and_go_on_on_another() -> None:
    middle = CANTEEN_REST.format("上接第1版").split("\n", maxsplit=1)[0] + "（下转第5版）\n\n"
    made = reconstruct_page(Page(name="b.txt", text=HEAD.format(3) + middle + LIBRARY))
    article = made.articles[0]
    assert (article.continued_from, article.continues) == ("第1版", "第5版")
    assert [block.text.text[-4:] for block in article.body] == ["不重样。"]


def test_a_heading_over_the_continuation_becomes_a_subhead() -> None:
    third = HEAD.format(3) + "（上接第1版）\n菜谱由老人商量\n" + CANTEEN_REST.partition("）")[2]
    for head in ("菜谱由老人商量", "新村办起老年食堂"):
        text = third.replace("菜谱由老人商量", head)
        first = HEAD.format(1) + CANTEEN.replace("由邻居和志愿者\n", "由邻居帮忙。")
        _, joins, entries = joined({"a.txt": first.format("下转第3版"), "b.txt": text})
        assert len(joins.joined) == 1
        (whole,) = entries
        heads = [b.text.text for b in whole.article.body if b.role is Role.SUBHEAD]
        assert heads == ([head] if head == "菜谱由老人商量" else [])


LAST = (
    "（上接第3版）\n老人自己当厨师\n——记山水县新村的一家食堂\n"
    "县民政局打算明年再办十家老年食堂，请老人们自己当厨师。食堂的菜谱由老人们商量，一周不重样。\n\n"
)


def test_what_stands_over_a_third_page_is_counted_there_as_on_the_site() -> None:
    whole_sentence = CANTEEN.replace("由邻居和志愿者\n", "由邻居帮忙。")
    middle = CANTEEN_REST.format("上接第1版").rstrip() + "（下转第5版）\n\n"
    pages = {
        "a.txt": HEAD.format(1) + whole_sentence.format("下转第3版"),
        "b.txt": HEAD.format(3) + middle,
        "c.txt": HEAD.format(5) + LAST,
    }
    filed, _, (whole,) = joined(pages)
    heads = [b.text.text for b in whole.article.body if b.role is Role.SUBHEAD]
    assert heads == ["老人自己当厨师", "——记山水县新村的一家食堂"]
    on_site = {placed.block.text.text: placed.place.anchor for placed in body_places(whole.article)}
    for page in filed:
        for placed in body_places(page.made.articles[0]):
            assert on_site[placed.block.text.text] == placed.place.anchor
    assert filed[2].made.articles[0].before.subheads == 2


def test_a_headline_on_the_second_page_comes_with_its_subtitle() -> None:
    text = "（上接第9版）" + BRIDGE.format("下转第3版").partition("\n")[2]
    last = LAST.replace("上接第3版", "上接第1版")
    _, joins, (whole,) = joined({"a.txt": HEAD.format(1) + text, "c.txt": HEAD.format(3) + last})
    assert len(joins.joined) == 1
    article, page = whole.article, len(HEAD.format(1) + text)
    assert article.title is not None
    assert article.subtitle is not None
    assert article.subtitle.text.text == "——记山水县新村的一家食堂"
    assert article.title.text.spans[0][0] == page + (HEAD.format(3) + last).index("老人自己")
    assert article.subtitle.text.spans[0][0] > article.title.text.spans[0][0]


def test_what_an_editor_decides_of_the_second_half_holds_for_the_whole() -> None:
    pages = {
        "a.txt": HEAD.format(1) + CANTEEN.format("下转第3版"),
        "b.txt": HEAD.format(3) + CANTEEN_REST.format("上接第1版"),
    }
    said = "corrections:\n  - article: 每天中午\n    date: 2024-05-14\n    region: '430000'\n"
    _, _, (whole,) = joined(pages, {"b.txt": parse_sidecar(said, "b.yml")})
    assert whole.facts.date is not None
    assert whole.facts.date.edtf == "2024-05-14"
    assert whole.facts.region is not None
    assert whole.facts.region.code == "430000"
    of_first = parse_sidecar(said.replace("每天中午", "六十多位老人").replace("14", "15"), "a.yml")
    _, _, (whole,) = joined(pages, {"a.txt": of_first, "b.txt": parse_sidecar(said, "b.yml")})
    assert whole.facts.date is not None
    assert whole.facts.date.edtf == "2024-05-15"


class TestSite:
    """The joined article on the site, and where its other half stood."""

    @pytest.fixture
    def project(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = make_project(tmp_path / "project")
        (folder / "seeds" / "2024-05-16-01.txt").write_text(FIRST, "utf-8")
        (folder / "seeds" / "2024-05-16-03.txt").write_text(THIRD, "utf-8")
        with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
            config.write("extra:\n  copies: true\n")
        monkeypatch.chdir(folder)
        return folder

    def test_one_article_with_both_pages_as_its_source(self, project: Path) -> None:
        assert run(["convert"]) == 0
        text, meta = self.article(project, "新村办起老年食堂")
        assert meta["pages"] == ["2024-05-16-01.txt", "2024-05-16-03.txt"]
        assert meta["printed"]["page"] == "1, 3"
        link = re.search(r"\[下转第3版\]\(\.\./pages/(.*?)\.md#(.*?)\)", text)
        assert link is not None
        assert link[1] == "2024-05-16-03"
        printed = (project / "site_src/pages/2024-05-16-03.md").read_text("utf-8")
        assert f'id="{link[2]}"' in printed
        assert f"articles/{meta['id']}/" in printed
        assert "jump/joined" in printed
        assert all(f"](../pages/2024-05-16-{page}.md" in text for page in ("01", "03"))
        assert (project / f"site_src/articles/{meta['id']}/index.md.txt").read_text("utf-8").count(
            "吃饭不再是难事"
        ) == 1

    def test_the_address_of_the_other_half_leads_there(self, project: Path) -> None:
        assert run(["convert"]) == 0
        _, meta = self.article(project, "新村办起老年食堂")
        rows = [*read_ledger(project / "seeds", ARTICLE)]
        assert len(rows) == 5
        others = [row.address for row in rows if row.name == "2024-05-16-03.txt"]
        told = [
            get_data((project / f"site_src/articles/{id_}.md").read_text("utf-8"))[1]
            for id_ in others
        ]
        assert (
            sorted(str(page.get("successor")) for page in told).count(f"articles/{meta['id']}/")
            == 1
        )
        assert run(["check"]) == 0

    def test_without_the_other_page_it_stands_alone_at_its_own_address(self, project: Path) -> None:
        assert run(["convert"]) == 0
        before = {row.address for row in read_ledger(project / "seeds", ARTICLE)}
        (project / "seeds/2024-05-16-01.txt").unlink()
        assert run(["convert"]) == 0
        assert {row.address for row in read_ledger(project / "seeds", ARTICLE)} == before
        pages = [
            get_data(path.read_text("utf-8"))
            for path in (project / "site_src/articles").glob("*.md")
        ]
        alone = [(text, meta) for text, meta in pages if meta.get("continued_from")]
        assert len(alone) == 2
        assert all("- **转版** 上接第1版" in text for text, _ in alone)

    def test_records_name_the_other_half(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for command in (
            ["export"],
            ["reconstruct", "seeds"],
            ["reconstruct", "--no-facts", "seeds"],
        ):
            assert run(command) == 0
            lines = map(json.loads, capsys.readouterr().out.splitlines())
            by_id = {line["id"]: line for line in lines if "id" in line}
            ends = [line for line in by_id.values() if "continued_on" in line]
            assert len(ends) == 2
            for line in ends:
                other = by_id[line["continued_on"]["id"]]
                assert other["continuation_of"] == {"page": line["page"], "id": line["id"]}
                assert line["continued_on"]["page"] == other["page"] == "2024-05-16-03.txt"
                assert (line["continues"], other["continued_from"]) == ("第3版", "第1版")

    def test_pages_of_one_folder_are_joined_however_they_are_named(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = project / "other"
        other.mkdir()
        (other / "p.txt").write_text(LIBRARY, "utf-8")
        first, third = (f"seeds/2024-05-16-0{n}.txt" for n in (1, 3))
        assert run(["reconstruct", "--no-facts", first, "other/p.txt", third]) == 0
        lines = map(json.loads, capsys.readouterr().out.splitlines())
        assert sum("continued_on" in line for line in lines) == 2

    def test_each_half_of_a_doubtful_join_says_so(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        first = HEAD.format(1) + TWINS.format("东山", "东山") + TWINS.format("西河", "西河")
        (project / "seeds/2024-05-16-01.txt").write_text(first, "utf-8")
        (project / "seeds/2024-05-16-03.txt").write_text(HEAD.format(3) + TEA, "utf-8")
        assert run(["convert"]) == 0
        capsys.readouterr()
        assert run(["review"]) == 1
        out = capsys.readouterr().out
        assert "nothing tells whether its other half is" in out
        assert 'continued_from: "2024-05-16-01.txt: ' in out
        text = (project / "site_src/corrections/doubts.md").read_text("utf-8")
        assert "上接第1版，没有判定是哪一篇，可能是" in text

    def article(self, project: Path, title: str) -> tuple[str, dict[str, Any]]:
        for path in (project / "site_src/articles").glob("*.md"):
            text, meta = get_data(path.read_text("utf-8"))
            if meta["title"] == title:
                return text, meta
        raise AssertionError(title)
