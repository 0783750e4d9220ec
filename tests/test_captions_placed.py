"""Captions of photographs on pages with places: whose they are, and where they come out."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest

from generator.corpus.seeds.sidecar import parse_sidecar
from generator.model import Entry, Facts, Reconstruction, Role, Sidecar
from generator.publish import plain_copy, searched
from generator.publish.export.json_records import article_record
from generator.publish.page_segments import cut_page
from generator.reconstruct import reconstruct_page
from tests.geometry_printer import Sheet, broken, divided, paragraphs
from tests.published import site_pages
from tests.test_escape import project_extensions, render

SHOWS = "图为老人们在食堂吃饭。王小明摄"
ABOVE, BELOW = "石桥修好了", "诊所开张了"


def story(sheet: Sheet, title: str, seed: int, top: float, lines: int, x: float = 40) -> float:
    """Set a story in one wide column; return where it ends."""
    sheet.line(title, x, top, em=24, bold=True)
    text = broken(paragraphs(seed, 40), 22)[:lines]
    return sheet.column(text, x, top + 36, measure=22)


def framed(*, boxed: bool) -> Sheet:
    """Return a page on which a story's two columns run around a photograph with its caption."""
    sheet = Sheet()
    sheet.line(ABOVE, 40, 60, em=26, bold=True)
    columns = divided(broken(paragraphs(1, 12, 12), 20), 2)
    end = sheet.column(columns[0], 40, 100, measure=20)
    sheet.column(columns[1][:6], 260, 100, measure=20)
    sheet.pictures.append((260, 200, 460, 300))
    sheet.line(SHOWS, 260, 304, em=8)
    end = max(end, sheet.column(columns[1][6:], 260, 326, measure=20))
    if boxed:
        sheet.boxes.append((30, 50, 470, end + 8))
    story(sheet, BELOW, 2, end + 40, 12)
    return sheet


def alone() -> Sheet:
    """Return a page with a photograph between one story's end and the next one's headline."""
    sheet = Sheet()
    end = story(sheet, ABOVE, 1, 60, 12)
    sheet.pictures.append((40, end + 12, 260, end + 120))
    sheet.line(SHOWS, 40, end + 124, em=8)
    story(sheet, BELOW, 2, end + 160, 12)
    return sheet


def between() -> Sheet:
    """Return a page with a photograph that one story stands on the left of, one on the right."""
    sheet = Sheet()
    story(sheet, ABOVE, 1, 60, 20)
    story(sheet, BELOW, 2, 60, 20, x=520)
    sheet.pictures.append((275, 120, 505, 300))
    sheet.line(SHOWS, 280, 304, em=8)
    return sheet


def made(sheet: Sheet, sidecar: Sidecar | None = None, order: int | None = None) -> Reconstruction:
    return reconstruct_page(replace(sheet.page(order=order), sidecar=sidecar))


def captions(result: Reconstruction) -> dict[str, list[str]]:
    return {
        a.title.text.text if a.title else "": [b.text.text for b in a.captions]
        for a in result.articles
    }


def aside(result: Reconstruction) -> list[str]:
    return [b.text.text for b in result.leftovers if b.role is Role.FURNITURE]


@pytest.mark.parametrize("order", [None, 3])
@pytest.mark.parametrize("boxed", [True, False])
def test_it_stays_with_the_story_that_runs_around_it(boxed: bool, order: int | None) -> None:
    result = made(framed(boxed=boxed), order=order)
    assert captions(result) == {ABOVE: [SHOWS], BELOW: []}
    assert all(b.role is not Role.CAPTION for b in result.articles[0].body)
    rules = [e.rule for e in result.articles[0].captions[0].evidence]
    assert rules[-1] == "caption/around"


def test_the_text_goes_on_around_it() -> None:
    result = made(framed(boxed=False))
    assert "".join(b.text.text for b in result.articles[0].body) == "".join(paragraphs(1, 12, 12))


@pytest.mark.parametrize("page", [alone, between])
def test_where_nothing_proves_whose_it_is_it_is_set_aside(page: object) -> None:
    assert callable(page)
    result = made(page())
    assert not any(captions(result).values())
    assert SHOWS in aside(result)


def test_a_rule_parts_it_from_the_story_beside_it() -> None:
    sheet = framed(boxed=False)
    sheet.rules += [(255, 195, 465, 195.5), (255, 318, 465, 318.5), (253, 195, 253.5, 318)]
    result = made(sheet)
    assert not any(captions(result).values())
    assert SHOWS in aside(result)


@cache
def framed_in_a_box() -> Reconstruction:
    return made(framed(boxed=True))


class TestOut:
    """Where it comes out."""

    @property
    def result(self) -> Reconstruction:
        return framed_in_a_box()

    def entry(self) -> Entry:
        return Entry(id="k3v9", article=self.result.articles[0], facts=Facts())

    def test_records_hold_it_beside_the_body(self) -> None:
        record = article_record(self.entry(), page=self.result.page)
        (caption,) = record["captions"]
        assert caption["kind"] == "caption"
        assert caption["text"] == SHOWS
        ((start, end),) = caption["spans"]
        assert self.result.page.text[start:end] == SHOWS
        assert SHOWS not in json.dumps(record["body"], ensure_ascii=False)
        assert SHOWS in record["raw"], "whoever adds the fields up finds every character"

    def test_the_page_of_the_article_shows_it_as_a_figure(self) -> None:
        pages = dict(site_pages([self.entry()], [self.result]))
        text = pages["articles/k3v9.md"]
        figure = text[text.index("<figure") : text.index("</figure>") + len("</figure>")]
        read = render(figure, project_extensions())
        assert read.tags == ["figure", "figcaption", "p", "a", "strong"]
        assert read.text.strip() == f"图片说明　{SHOWS}"

    def test_its_text_is_escaped(self) -> None:
        sheet = framed(boxed=True)
        sheet.runs = [
            (("图为<b>*桥*</b>在修。王小明摄" + " " * 99)[: len(t)] if t == SHOWS else t, run)
            for t, run in sheet.runs
        ]
        result = made(sheet)
        entry = Entry(id="k3v9", article=result.articles[0], facts=Facts())
        text = dict(site_pages([entry], [result]))["articles/k3v9.md"]
        assert "<b>" not in text
        assert "*桥*" not in text

    def test_the_page_as_printed_names_its_article(self) -> None:
        at = self.result.page.text.index(SHOWS)
        (place,) = {p.place for p in cut_page(self.result) if p.start <= at < p.end and p.place}
        assert (place.article, place.anchor) == (0, "c1")

    def test_search_finds_it_in_its_article(self) -> None:
        assert ("c1", SHOWS) in searched(self.entry()).body

    def test_the_plain_copy_has_it(self) -> None:
        assert f"图片说明：{SHOWS}" in plain_copy(self.entry())


class TestCorrected:
    """What an editor does about it."""

    def of(self, lines: str, sheet: Sheet | None = None) -> Reconstruction:
        sidecar = parse_sidecar(f"corrections:\n{lines}", "seeds/page.yml")
        return made(sheet or framed(boxed=True), sidecar)

    def test_it_is_set_aside(self) -> None:
        result = self.of("- drop: 图为老人们在食堂吃饭\n")
        assert not any(captions(result).values())
        assert SHOWS in aside(result)

    def test_other_corrections_leave_it_where_it_is(self) -> None:
        result = self.of(f"- headline: {BELOW}\n")
        assert captions(result)[ABOVE] == [SHOWS]

    def test_it_is_given_to_another_article(self) -> None:
        words = paragraphs(2, 40)[0][:14]
        result = self.of(f"- caption: 图为老人们在食堂吃饭\n  article: {words}\n")
        (article,) = (a for a in result.articles if a.title and a.title.text.text == BELOW)
        assert SHOWS in [b.text.text for b in article.body if b.role is Role.CAPTION]

    def test_no_article_begins_in_it(self) -> None:
        with pytest.raises(Exception, match="headline or its like"):
            self.of("- split: 在食堂吃饭\n")
