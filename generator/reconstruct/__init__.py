"""Page to articles: one stage a module, each a pure function of what the one before it made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.model import Article, Block, Evidence, Page, Reconstruction, Role
from generator.reconstruct.articles.assembly import assemble_articles
from generator.reconstruct.articles.confidence import (
    Estimate,
    estimate_confidence,
    surer_reading,
    tell_damage,
)
from generator.reconstruct.articles.unpunctuated_pages import read_unpunctuated
from generator.reconstruct.conservation import check_conservation
from generator.reconstruct.corrections import apply_corrections
from generator.reconstruct.digital_editions import edition_sections
from generator.reconstruct.geometry_pages import geometry_sections
from generator.reconstruct.lines.line_rules import mark_lines
from generator.reconstruct.lines.page_lines import ways_to_split
from generator.reconstruct.lines.tables import bar_offsets
from generator.reconstruct.pieces import Line, Paragraph, Piece, Story
from generator.reconstruct.reading import read_page
from generator.reconstruct.wording.article_ends import DATELINE
from generator.reconstruct.wording.furniture import HEAD_LINES
from generator.text.characters import is_han
from generator.text.damage import doubled_offsets, find_scan_noise
from generator.text.folding import fold_text, silent_offsets
from generator.text.markdown import drop_marks, find_markup
from generator.text.traced import Traced, join_traced
from generator.text.typography import repair_typography

__all__ = ["reconstruct_both", "reconstruct_page"]

_PAUSED = {Role.HEADLINE, Role.KICKER, Role.SUBTITLE, Role.LABEL}
"""Roles whose inner blanks stand for a comma."""


def reconstruct_page(page: Page, estimate: Estimate = estimate_confidence) -> Reconstruction:
    """Return the articles of ``page`` and what was set aside, every character accounted for.

    The corrections of the page's sidecar are carried out on what was read. ``estimate``
    tells how sure an article is, for those who learn it. Raises
    ``SidecarError`` for those that cannot be, and ``ConservationError`` if a character would be
    lost, doubled or invented: a defect of this program, never of the page.

    >>> text = "新村办食堂\\n■ 本报记者 李庆\\n\\n近日，新村办起食堂。\\n\\n（据新村民政局）\\n"
    >>> article = reconstruct_page(Page(name="p.txt", text=text)).articles[0]
    >>> article.title.text.text, article.authors, article.source
    ('新村办食堂', ('李庆',), '新村民政局')
    """
    return _finished(_read(page, estimate))


def reconstruct_both(page: Page) -> tuple[Reconstruction, Reconstruction | None]:
    """Return :func:`reconstruct_page`, and what the page is without its sidecar's corrections.

    The page is read once. ``None`` for the second where there are no corrections.

    >>> made, untouched = reconstruct_both(Page(name="p.txt", text="近日，新村办起食堂。\\n"))
    >>> len(made.articles), untouched is None
    (1, True)
    """
    made = _read(page, estimate_confidence)
    sidecar = page.sidecar
    if sidecar is None or not sidecar.corrections:
        return _finished(made), None
    untouched = replace(page, sidecar=replace(sidecar, corrections=()))
    return _finished(made), _finished(replace(made, page=untouched))


def _finished(made: Reconstruction) -> Reconstruction:
    return check_conservation(_publish(tell_damage(apply_corrections(made))))


def _read(page: Page, estimate: Estimate) -> Reconstruction:
    """Return the articles of a page.

    Where it shows where its characters stand, that decides (``geometry``); where its elements say
    what they are, these do; a page of text alone is read by trained scores (``reading``).
    """
    if page.elements:
        return assemble_articles(page, *edition_sections(page), estimate)
    if page.geometry is not None and page.geometry.runs:
        printed = geometry_sections(page, page.geometry)
        if printed is not None:
            return assemble_articles(page, *printed, estimate)
    made = (
        assemble_articles(page, *_sections(page, lines), estimate) for lines in ways_to_split(page)
    )
    return surer_reading(made)


def _sections(
    page: Page, lines: Sequence[Line]
) -> tuple[Sequence[Piece], Sequence[Paragraph], Sequence[Story]]:
    """Return the pieces, paragraphs and stories of a page of text alone."""
    told = mark_lines(lines)
    read = read_page(page, told.lines, told.marks)
    if not read.stories:
        return read_unpunctuated(read.pieces)
    return read.pieces, read.paragraphs, read.stories


def _publish(result: Reconstruction) -> Reconstruction:
    """Return the same articles in published typography."""
    return _with_the_unprinted(
        replace(
            result,
            articles=tuple(_repair_article(article) for article in result.articles),
            leftovers=tuple(
                block if _is_set_apart(block, result.page) else _repair(block)
                for block in result.leftovers
            ),
        )
    )


def _is_set_apart(block: Block, page: Page) -> bool:
    """Return whether the blanks in a block are those seen between the parts of a head line."""
    seen = page.geometry is not None and bool(block.evidence)
    return seen and block.evidence[0].rule in HEAD_LINES


def _with_the_unprinted(result: Reconstruction) -> Reconstruction:
    """Set aside what no block shows: marks, specks and characters without a shape, a block each."""
    page = result.page.text
    markup = find_markup(page)
    folded = drop_marks(fold_text(page), markup)
    marks = set(markup.marks)
    specks = {folded.origins[i] for i in find_scan_noise(folded.text)}
    silent = set(silent_offsets(page)) - marks
    doubled = set(doubled_offsets(page)) - marks - silent
    blocks = [b for a in result.articles for b in a.blocks] + list(result.leftovers)
    marks |= {*bar_offsets(page)} - specks - doubled  # the cells that they part show none
    if specks or silent or marks or doubled:
        shown = {origin for block in blocks for origin in block.text.origins}
        marks -= shown
        specks -= shown
        silent -= shown
        doubled -= shown
    found = (
        _unprinted(page, marks, Role.FURNITURE, "furniture/markup"),
        _unprinted(page, specks, Role.FURNITURE, "furniture/speck"),
        _unprinted(page, silent, Role.SILENT, "silent/no-shape"),
        _unprinted(page, doubled, Role.SILENT, "silent/doubled"),
    )
    return replace(result, leftovers=(*result.leftovers, *(b for b in found if b is not None)))


def _unprinted(page: str, offsets: Iterable[int | None], role: Role, rule: str) -> Block | None:
    """Return what stands at ``offsets`` as one block, ``None`` where nothing does."""
    origins = tuple(sorted(offset for offset in offsets if offset is not None))
    if not origins:
        return None
    text = Traced("".join(page[offset] for offset in origins), origins)
    return Block(role=role, text=text, evidence=(Evidence(rule=rule, spans=text.spans),))


def _repair_article(article: Article) -> Article:
    return replace(
        article,
        body=tuple(_repair(block) for block in article.body),
        title=_repair_optional(article.title),
        kicker=_repair_optional(article.kicker),
        subtitle=_repair_optional(article.subtitle),
        label=_repair_optional(article.label),
        byline=_repair_optional(article.byline),
        credit=_repair_optional(article.credit),
        captions=tuple(_repair(block) for block in article.captions),
    )


def _repair_optional(block: Block | None) -> Block | None:
    return _repair(block) if block is not None else None


def _repair(block: Block) -> Block:
    if block.role is Role.TABLE:
        return block
    if block.role is Role.BYLINE or _names_people(block):
        return replace(block, text=block.text.strip())
    if block.role is Role.NOTICE:
        return replace(block, text=_by_lines(block.text))
    text = repair_typography(block.text, keep_pause=block.role in _PAUSED)
    return replace(block, text=_set_off_dateline(block.text, text))


def _names_people(block: Block) -> bool:
    """Return whether the blanks in a block part people's names."""
    return bool(block.evidence) and block.evidence[0].rule == "credit/name"


def _by_lines(text: Traced) -> Traced:
    """Return text in published typography, its line ends kept."""
    parts: list[Traced] = []
    at = 0
    for end in [*(i for i, char in enumerate(text.text) if char == "\n"), len(text)]:
        parts += [repair_typography(text[at:end], keep_pause=True), text[end : end + 1]]
        at = end + 1
    return join_traced(parts)


def _set_off_dateline(found: Traced, text: Traced) -> Traced:
    """Return ``text`` with the blank that sets its dateline off, if the page has one there.

    Between Chinese characters blanks are a dump's; after 电 and 讯 the printer set it.
    """
    dateline = DATELINE.match(found.text)
    rest = found.text[dateline.end() :] if dateline else ""
    first = rest.lstrip()[:1]
    if dateline is None or len(rest) == len(rest.lstrip()) or not is_han(first or " "):
        return text
    blank, story = dateline.end(), dateline.end() + len(rest) - len(rest.lstrip())
    at = text.origins.index(found.origins[story])
    return text[:at] + Traced("\u3000", (found.origins[blank],)) + text[at:]
