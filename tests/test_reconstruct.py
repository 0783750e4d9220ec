"""Reconstruction, stage by stage, by the cases under ``tests/cases/``."""

from __future__ import annotations

import pytest

from generator.model import Block, Page
from generator.reconstruct import reconstruct_page
from generator.reconstruct.captions import caption_rule
from generator.reconstruct.fragments import split_fragments
from generator.reconstruct.furniture import furniture_rule
from generator.reconstruct.joins import join_paragraphs
from generator.reconstruct.marks import mark_lines
from generator.reconstruct.pieces import Paragraph, Piece
from generator.reconstruct.roles import label_pieces
from generator.reconstruct.stories.leads import link_lead
from generator.reconstruct.vocabulary import CREDIT, SIGNATURE, is_author_line, is_byline
from generator.text.traced import Traced
from generator.text.typography import repair_typography
from tests.case_files import Case, read_cases

_LOST = "known failure"


def _flat(shown: str) -> str:
    """Return the characters that are shown, without the roles."""
    return "".join("".join(line.split(": ", 1)[-1].split()) for line in shown.splitlines())


def _pieces(text: str) -> tuple[Piece, ...]:
    lines = split_fragments(_page(text))
    return label_pieces(lines, mark_lines(lines))


def _page(text: str) -> Page:
    return Page(name="case.txt", text=text)


def _kind_of_line(line: str) -> str:
    if CREDIT.match(line):
        return "credit"
    if is_byline(line) or is_author_line(line):
        return "byline"
    if SIGNATURE.match(line):
        return "signature"
    return furniture_rule(line) or "none"


@pytest.mark.parametrize("case", [*read_cases("lines.md"), *read_cases("furniture.md")], ids=str)
def test_lines_say_what_they_are(case: Case) -> None:
    assert [_kind_of_line(line) for line in case.input.splitlines()] == case.expected.splitlines()


@pytest.mark.parametrize("case", read_cases("captions.md"), ids=str)
def test_captions_are_told_from_reports(case: Case) -> None:
    assert (caption_rule(case.input) or "none") == case.expected


@pytest.mark.parametrize("case", read_cases("pieces.md"), ids=str)
def test_lines_become_pieces(case: Case) -> None:
    pieces = _pieces(case.input)
    assert [f"{p.kind}: {p.text.text}" for p in pieces] == case.expected.splitlines()


@pytest.mark.parametrize("case", read_cases("paragraphs.md"), ids=str)
def test_pieces_become_paragraphs(case: Case) -> None:
    pieces = _pieces(case.input)
    assert [p.text.text for p in join_paragraphs(pieces)] == case.expected.splitlines()


@pytest.mark.parametrize("case", read_cases("typography.md"), ids=str)
def test_typography_is_repaired(case: Case) -> None:
    assert repair_typography(Traced.from_page(case.input)).text == case.expected


def _shown(case_input: str) -> str:
    """Show a reconstruction as the cases write it: one block a line, articles apart."""
    result = reconstruct_page(_page(case_input))
    parts = []
    for article in result.articles:
        named: list[tuple[str, Block | None]] = [
            (name, getattr(article, name))
            for name in ("label", "kicker", "title", "subtitle", "byline", "credit")
        ]
        jumps = (("continued from", article.continued_from), ("continues", article.continues))
        rows = [f"{name}: {page}" for name, page in jumps if page is not None]
        rows += [f"{name}: {block.text}" for name, block in named if block is not None]
        rows += [f"{b.role}: {b.text}".replace("subhead:", "heading:") for b in article.body]
        parts.append("\n".join(rows))
    if result.leftovers:
        parts.append("\n".join(f"{b.role}: {b.text}" for b in result.leftovers))
    return "\n\n".join(parts)


_ARTICLES = read_cases("articles.md")


@pytest.mark.parametrize("case", [c for c in _ARTICLES if c.group != _LOST], ids=str)
def test_pages_become_articles(case: Case) -> None:
    assert _shown(case.input) == case.expected


@pytest.mark.parametrize("case", [c for c in _ARTICLES if c.group == _LOST], ids=str)
def test_what_rules_could_read_and_scores_cannot_yet(case: Case) -> None:
    """Once it comes out right, the case goes back to its group."""
    assert _shown(case.input) != case.expected
    assert sorted(_flat(_shown(case.input))) == sorted(_flat(case.expected))


def test_a_blank_line_after_every_line_says_nothing() -> None:
    lines = [
        "近日山水县民政局在全县",
        *["办起老年食堂让老人吃得", "好也吃得起并且天天送到"] * 20,
        "家。",
    ]
    single, double = (_pieces(between.join(lines)) for between in ("\n", "\n\n"))
    assert [piece.text.text for piece in double] == [piece.text.text for piece in single]
    assert [piece.text.text for piece in double] == ["".join(lines)]


def test_a_sentence_left_open_at_a_jump_is_not_broken() -> None:
    text = "近日，东村办起老年食堂，报名的老人从第二天起就可以来吃饭，食堂里的"
    rules = [
        {e.rule for e in reconstruct_page(_page(text + end)).articles[0].evidence}
        for end in ("\n\n（下转第5版）", "")
    ]
    assert "jump/continues" in rules[0]
    assert ["story/sentence-left-open" in found for found in rules] == [False, True]


def test_a_lead_goes_where_its_words_come_back_not_where_more_of_them_stand_once() -> None:
    text = Traced.from_page("青禾县请村民清淤，图书馆也开了门。")
    lead = Paragraph(text=text, parts=(0,), measure=24.0, width=24.0)
    once = "青禾县的图书馆开了门，馆里的书都是镇上居民捐的，" + "孩子们放学以后来读书写作业，" * 20
    often = "村民清淤，清淤的泥肥了田。再清淤，还是村民清淤。"
    none = "河西村的新桥今天通车，卖山货的车开得进来了。"
    fits = link_lead(lead, (once, often, none), (0.0, 0.0, 0.0), above=None)
    assert fits[1] > fits[0] > fits[2]
    assert link_lead(lead, (once, often, none), (0.0, 0.0, 0.0), above=2)[1] == fits[1] == 1.0
