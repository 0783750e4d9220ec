"""Of which issue a page is: what its head lines prove, and what only looks like it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import run
from generator.corpus.pages.pipeline import make_seed
from generator.corpus.seeds.seed_files import Seed
from generator.describe import describe_page, find_imprint
from generator.editing import imprint_lines
from generator.model import (
    DateBasis,
    Evidence,
    Imprint,
    Page,
    Reconstruction,
    Role,
    Run,
    Sidecar,
)
from generator.publish.export.json_records import imprint_record
from generator.reconstruct import reconstruct_page
from tests.geometry_printer import Sheet, broken, divided, paragraphs
from tests.growth import grows_evenly

FOLIO = "新村日报　2024年4月18日　星期四　第3版　要闻"
STORY = "新村办起老年食堂\n\n近日，新村办起食堂，老人们都来吃饭。\n"


def told(page: Page) -> Imprint:
    """Return what a page says, every proof checked: it quotes the page."""
    imprint = find_imprint(reconstruct_page(page))
    for evidence in imprint.evidence:
        assert evidence.spans
    return imprint


def of_text(text: str, sidecar: Sidecar | None = None) -> Imprint:
    return told(Page(name="a.txt", text=text, sidecar=sidecar))


def values(imprint: Imprint) -> tuple[str | None, ...]:
    return imprint.publication, imprint.date, imprint.page, imprint.section


def put(made: Sheet, text: str, x: float, y: float, em: float) -> None:
    """Set a line as printers do: digits and blanks are half as wide as ideographs."""
    for word in text.split(" "):
        steps = [em / 2 if char.isascii() else em for char in word]
        xs = tuple(x + sum(steps[:k]) for k in range(len(word)))
        end = x + sum(steps)
        run = Run(span=(0, len(word)), base=(x, y + 0.88 * em), em=em, xs=xs, end=end, font="Song")
        made.runs.append((word, run))
        x = end + em / 2


def sheet(*head: tuple[str, float, float, float], ruled: bool = True) -> Sheet:
    """Return a page of two stories under a head of lines: text, left, top and size of each."""
    made = Sheet()
    for text, x, y, em in head:
        put(made, text, x, y, em)
    if ruled:
        made.rules.append((40, 118, 760, 119))
    for n, top in enumerate((140, 560)):
        made.line(("石桥修好了", "诊所开张了")[n], 40, top, em=26, bold=True)
        lines = broken(paragraphs(n + 1, 5, 6), 22)
        for k, column in enumerate(divided(lines, 3)):
            made.column(column, 40 + k * 240, top + 40, measure=22)
    return made


def test_a_page_of_nothing_but_head_lines_is_looked_through_once() -> None:
    def read(size: int) -> None:
        find_imprint(made[size])

    made = {}
    for size in (2_000, 4_000):
        text = "".join(f"第{n}版 要闻 2024年5月8日\n" for n in range(size))
        made[size] = reconstruct_page(Page(name="a.txt", text=text))
    assert grows_evenly(read, 2_000)


class TestText:
    def test_a_head_line_tells_all(self) -> None:
        imprint = of_text(f"{FOLIO}\n\n{STORY}")
        assert values(imprint) == ("新村日报", "2024-04-18", "3", "要闻")
        assert [e.rule for e in imprint.evidence] == [
            "imprint/name",
            "imprint/date",
            "imprint/page",
            "imprint/section",
        ]

    def test_each_proof_quotes_the_page(self) -> None:
        text = f"{FOLIO}\n\n{STORY}"
        words = ["".join(text[a:b] for a, b in e.spans) for e in of_text(text).evidence]
        assert words == ["新村日报", "2024年4月18日", "第3版", "要闻"]

    def test_a_digital_edition_prints_it_over_a_text(self) -> None:
        imprint = of_text(f"《新村报》（2024年04月18日 第 03 版）\n\n{STORY}")
        assert values(imprint)[:3] == ("新村报", "2024-04-18", "3")

    def test_lines_one_below_the_other_are_one_head(self) -> None:
        imprint = of_text(f"新村日报\n2024年4月18日 星期四\n03 要闻\n\n{STORY}")
        assert values(imprint) == ("新村日报", "2024-04-18", "3", "要闻")

    @pytest.mark.parametrize(
        "text",
        [
            # a text that cites a newspaper
            f"{STORY}\n《山水日报》2024年4月17日第2版报道，新村的食堂开张了。\n",
            f"{STORY}\n（据《山水日报》）\n",
            # a letter with its signature
            f"{STORY}\n山水日报\n2024年4月17日\n",
            # where a text was taken from
            f"来源：山水日报 2024-04-17 10:00\n\n{STORY}",
            # a headline that ends as a name does
            "台风警报\n\n近日，新村发出警报，渔民们都回了港。\n",
        ],
    )
    def test_what_only_cites_a_newspaper_names_none(self, text: str) -> None:
        assert of_text(text).publication is None

    def test_two_names_are_none_but_candidates(self) -> None:
        imprint = of_text(f"{FOLIO}\n山水晚报　2024年4月18日　星期四　第3版\n\n{STORY}")
        assert imprint.publication is None
        assert {e.note for e in imprint.evidence if e.rule == "imprint/candidate"} == {
            "新村日报",
            "山水晚报",
        }

    @pytest.mark.parametrize("section", ["重要新闻", "欢度周末", "今日快报", "最新消息", "电子报"])
    def test_a_section_of_any_name_is_no_newspaper(self, section: str) -> None:
        imprint = of_text(f"2024年4月18日 星期四 第3版 {section}\n\n{STORY}")
        assert imprint.publication is None
        assert imprint.page == "3"

    def test_what_only_its_place_proves_is_a_candidate_of_a_text(self) -> None:
        imprint = of_text(f"新村快报 2024年4月18日 星期四 第3版\n\n{STORY}")
        assert imprint.publication is None
        assert "新村快报" in {e.note for e in imprint.evidence if e.rule == "imprint/candidate"}

    def test_two_pages_are_none(self) -> None:
        imprint = of_text(f"{FOLIO}\n第4版　2024年4月18日\n\n{STORY}")
        assert values(imprint)[2:] == (None, None)

    def test_the_number_of_pages_is_no_number_of_a_page(self) -> None:
        imprint = of_text(f"新村日报　2024年4月18日　星期四　今日8版　总第1234期\n\n{STORY}")
        assert values(imprint) == ("新村日报", "2024-04-18", None, None)

    def test_a_page_number_in_a_story_is_not_the_pages(self) -> None:
        text = f"{STORY}\n他翻到第5版，看见了自己的名字。（下转第6版）\n"
        assert of_text(text).page is None


class TestPlaces:
    def test_a_folio_over_its_rule(self) -> None:
        made = sheet(
            ("新村日报", 40, 90, 15), ("03 要闻", 380, 92, 12), ("2024年4月18日 星期四", 640, 94, 8)
        )
        assert values(told(made.page())) == ("新村日报", "2024-04-18", "3", "要闻")

    def test_the_order_of_drawing_plays_no_part(self) -> None:
        head = (
            ("新村日报", 40, 90, 15),
            ("03 要闻", 380, 92, 12),
            ("2024年4月18日 星期四", 640, 94, 8),
        )
        assert values(told(sheet(*head).page(order=7))) == ("新村日报", "2024-04-18", "3", "要闻")

    def test_a_masthead_without_a_rule(self) -> None:
        made = sheet(
            ("新村报", 40, 40, 48), ("2024年4月18日 星期四 第1版", 240, 66, 9), ruled=False
        )
        result = reconstruct_page(made.page())
        assert values(find_imprint(result))[:3] == ("新村报", "2024-04-18", "1")
        assert [a.title.text.text for a in result.articles if a.title] == [
            "石桥修好了",
            "诊所开张了",
        ]

    def test_a_masthead_that_runs_down_the_page(self) -> None:
        made = Sheet()
        made.upright("新村日报", 40, 40, 44)
        put(made, "2024年4月18日 星期四", 40, 222, 9)
        put(made, "第1版", 40, 236, 9)
        made.line("石桥修好了", 200, 40, em=26, bold=True)
        for k, column in enumerate(divided(broken(paragraphs(1, 8, 8), 16), 3)):
            made.column(column, 200 + k * 180, 80, measure=16)
        result = reconstruct_page(made.page())
        assert values(find_imprint(result))[:3] == ("新村日报", "2024-04-18", "1")
        assert not any(b.role is Role.UNPLACED for b in result.leftovers)

    def test_a_name_that_is_set_wide(self) -> None:
        made = sheet(("2024年4月18日 星期四 第3版", 540, 94, 8))
        for k, char in enumerate("新村日报"):
            made.line(char, 40 + k * 70, 30, em=44)
        assert told(made.page()).publication == "新村日报"

    @pytest.mark.parametrize("words", ["体育新闻", "捷报", "台风警报"])
    def test_words_in_a_masthead_that_only_end_as_names_do(self, words: str) -> None:
        made = sheet(("2024年4月18日 星期四 第3版", 540, 94, 8), (words, 40, 60, 30))
        assert told(made.page()).publication is None

    def test_a_bare_number_is_the_pages_by_its_place(self) -> None:
        made = sheet(
            ("新村日报", 40, 90, 15), ("3", 390, 92, 12), ("2024年4月18日 星期四", 640, 94, 8)
        )
        assert told(made.page()).page == "3"

    def test_the_day_of_an_event_beside_the_masthead_is_no_day_of_issue(self) -> None:
        made = sheet(
            ("新村日报", 40, 40, 40),
            ("2024年4月18日 星期四", 40, 100, 9),
            ("山水花会2024年4月20日开幕", 500, 60, 10),
        )
        assert told(made.page()).date == "2024-04-18"

    def test_the_day_of_an_event_alone_proves_nothing(self) -> None:
        made = sheet(("新村日报", 40, 40, 40), ("山水花会2024年4月20日开幕", 500, 60, 10))
        assert told(made.page()).date is None

    def test_a_headline_that_is_a_name_is_a_headline(self) -> None:
        made = sheet(("2024年4月18日 星期四", 640, 94, 8), ("03 要闻", 380, 92, 12))
        made.line("山水晚报", 40, 950, em=26, bold=True)
        made.column(broken(paragraphs(9, 3), 22), 40, 990, measure=22)
        result = reconstruct_page(made.page())
        assert find_imprint(result).publication is None
        assert "山水晚报" in [a.title.text.text for a in result.articles if a.title]

    def test_of_two_names_the_larger_is_the_papers(self) -> None:
        made = sheet(
            ("新村日报", 40, 40, 40),
            ("山水晚报", 400, 60, 12),
            ("2024年4月18日 星期四", 40, 100, 9),
        )
        assert told(made.page()).publication == "新村日报"

    def test_a_name_in_the_midst_of_the_page_is_none(self) -> None:
        made = sheet(("2024年4月18日 星期四", 640, 94, 8))
        made.line("山水日报", 300, 700, em=8)
        assert told(made.page()).publication is None


class TestSidecar:
    PRINTED = f"{FOLIO}\n\n{STORY}"

    def made(self, said: Sidecar | None = None, name: str = "a.txt") -> Reconstruction:
        page = Page(name=name, text=self.PRINTED, sidecar=said)
        result = reconstruct_page(page)
        return Reconstruction(
            page=page,
            articles=result.articles,
            leftovers=result.leftovers,
            printed=find_imprint(result),
        )

    def test_it_stands_above_the_page(self) -> None:
        made = self.made(Sidecar(page="4", date="2024-04-19"))
        assert values(made.imprint) == ("新村日报", "2024-04-19", "4", "要闻")
        (facts,) = describe_page(made)
        assert facts.date is not None
        assert facts.date.edtf == "2024-04-19"

    def test_what_differs_is_told(self) -> None:
        lines = [*imprint_lines(self.made(Sidecar(page="第4版", publication="《新村日报》")))]
        assert lines == [
            "a.txt: a.yml says page 第4版, and the page prints 3. The sidecar holds; mend it if it "
            "is wrong."
        ]

    @pytest.mark.parametrize(
        "said", [Sidecar(page="03"), Sidecar(date="2024-04"), Sidecar(publication="《新村日报》")]
    )
    def test_what_means_the_same_is_not(self, said: Sidecar) -> None:
        assert [*imprint_lines(self.made(said))] == []

    def test_a_file_called_after_another_day_is_told(self) -> None:
        (line,) = imprint_lines(self.made(name="2024-04-19-03.txt"))
        assert "2024-04-19-03.txt: the file is called after another day" in line
        assert [*imprint_lines(self.made(name="2024-04-18-03.txt"))] == []

    def test_the_advice_to_state_the_date_ends_the_warning(self) -> None:
        said = Sidecar(date="2024-04-18")
        assert [*imprint_lines(self.made(said, name="20240419.txt"))] == []

    @pytest.mark.parametrize("date", ["2024", "2024-04", "2024-04-XX", "2024-04-18~"])
    def test_the_printed_day_of_a_stated_month_holds(self, date: str) -> None:
        made = self.made(Sidecar(date=date))
        assert made.imprint.date == "2024-04-18"
        assert [*imprint_lines(made)] == []
        (facts,) = describe_page(made)
        assert facts.date is not None
        assert (facts.date.edtf, facts.date.basis) == ("2024-04-18", DateBasis.MASTHEAD)

    @pytest.mark.parametrize("date", ["2023", "2024-05", "2024-04-19", "2024-03/2024-04"])
    def test_another_date_stands_above_the_page(self, date: str) -> None:
        made = self.made(Sidecar(date=date))
        assert made.imprint.date == date
        assert len([*imprint_lines(made)]) == 1

    def test_a_files_name_proves_nothing(self) -> None:
        result = reconstruct_page(Page(name="2024-04-18-03.txt", text=STORY))
        assert values(find_imprint(result)) == (None, None, None, None)


class TestProofs:
    """A proof is given for what holds, and for nothing else."""

    DAY, NAME = (0, 4), (5, 9)
    SAYS = (
        Evidence(rule="imprint/name", spans=(NAME,), note="新村日报"),
        Evidence(rule="imprint/date", spans=(DAY,), note="2024-04-18"),
    )

    def test_another_name_than_the_printed_one_has_none(self) -> None:
        imprint = Imprint(publication="山水日报", date="2024-04-18", evidence=self.SAYS)
        record = imprint_record(imprint)
        assert record is not None
        assert record["spans"] == {"date": [[0, 4]]}

    def test_the_same_name_written_otherwise_has_one(self) -> None:
        record = imprint_record(Imprint(publication="《新村日报》", evidence=self.SAYS))
        assert record is not None
        assert record["spans"] == {"name": [[5, 9]]}

    def test_a_candidate_proves_nothing(self) -> None:
        may_be = Evidence(rule="imprint/candidate", spans=(self.NAME,), note="新村日报")
        record = imprint_record(Imprint(publication="新村日报", evidence=(may_be,)))
        assert record is not None
        assert "spans" not in record

    def test_a_section_alone_is_no_nothing(self) -> None:
        says = Evidence(rule="imprint/section", spans=((0, 2),), note="要闻")
        assert imprint_record(Imprint(section="要闻", evidence=(says,))) == {
            "name": None,
            "date": None,
            "page": None,
            "url": None,
            "section": "要闻",
            "spans": {"section": [[0, 2]]},
        }
        assert imprint_record(Imprint()) is None


class TestSite:
    @pytest.fixture
    def project(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        (tmp_path / "seeds").mkdir()
        (tmp_path / "seeds" / "a.txt").write_text(f"{FOLIO}\n\n{STORY}", "utf-8")
        (tmp_path / "mkdocs.yml").write_text("site_name: 版面\ndocs_dir: site_src\n", "utf-8")
        (tmp_path / "site_src").mkdir()
        monkeypatch.chdir(tmp_path)
        return tmp_path

    def test_pages_and_articles_say_it_and_lead_to_the_head_line(self, project: Path) -> None:
        assert run(["convert", "--quiet"]) == 0
        (article,) = (project / "site_src" / "articles").glob("*.md")
        text = article.read_text("utf-8")
        assert "《新村日报》2024年4月18日第3版（要闻）" in text
        assert "[依据报头](../pages/a.md#x1)" in text
        assert "新村日报, 2024-04-18 (3)" in text
        (page,) = (p for p in (project / "site_src" / "pages").glob("*.md") if p.name != "index.md")
        printed = page.read_text("utf-8")
        assert 'id="x1"' in printed
        assert "报名：新村日报（[依据报头](#x1)）" in printed

    def test_a_sidecar_that_differs_is_told_by_check_and_on_the_page(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (project / "seeds" / "a.yml").write_text("page: 4\n", "utf-8")
        assert run(["convert", "--quiet"]) == 0
        assert run(["check"]) == 1
        assert "a.txt: a.yml says page 4, and the page prints 3." in capsys.readouterr().out
        (page,) = (p for p in (project / "site_src" / "pages").glob("*.md") if p.name != "index.md")
        assert "整理者写明为“4”" in page.read_text("utf-8")

    @pytest.mark.parametrize(
        ("head", "said", "link"),
        [
            (FOLIO, "publication: 《新村日报》\n", "依据报头"),
            (FOLIO, "date: 2024-04\n", "依据报头"),
            (FOLIO, "publication: 山水日报\n", None),
            (FOLIO, "page: 4\n", None),
            ("2024年4月18日　星期四　第3版", "publication: 山水日报\n", "日期、版次依据报头"),
            ("2024年4月18日　星期四", "page: 3\n", "日期依据报头"),
            ("新村日报", "publication: 新村日报\n", None),
        ],
    )
    def test_an_article_leads_to_the_head_line_for_what_that_proves(
        self, project: Path, head: str, said: str, link: str | None
    ) -> None:
        (project / "seeds" / "a.txt").write_text(f"{head}\n\n{STORY}", "utf-8")
        (project / "seeds" / "a.yml").write_text(said, "utf-8")
        assert run(["convert", "--quiet"]) == 0
        (article,) = (project / "site_src" / "articles").glob("*.md")
        found = re.findall(r"\[([^]\[]*依据报头)\]", article.read_text("utf-8"))
        assert found == ([link] if link else [])

    def test_agreement_is_not_told_as_difference(self, project: Path) -> None:
        for said, words in (("2024-04", ""), ("2024-05", "整理者写明为“2024年5月”")):
            (project / "seeds" / "a.yml").write_text(f"date: {said}\n", "utf-8")
            assert run(["convert", "--quiet"]) == 0
            pages = (project / "site_src" / "pages").glob("a*.md")
            text = "".join(page.read_text("utf-8") for page in pages)
            assert ("整理者写明" in text) == bool(words)
            assert words in text

    def test_records_bear_it_with_its_places(self, project: Path) -> None:
        (made,) = make_seed(Seed(name="a.txt", path=project / "seeds" / "a.txt")).made
        assert made.reconstruction.imprint.publication == "新村日报"
