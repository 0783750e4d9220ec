"""Pages with geometry: what stands where decides; the stages that follow are those of all pages."""

from __future__ import annotations

from collections.abc import Sequence

from generator.geometry import SetStory, lay_out
from generator.model import Page
from generator.model.geometry import Geometry
from generator.reconstruct.geometry_pieces import TEXT_SETTINGS, PieceSetter
from generator.reconstruct.lines.line_wording import say
from generator.reconstruct.pieces import Kind, Paragraph, Piece, Story
from generator.reconstruct.wording.furniture import HEAD_LINES
from generator.reconstruct.wording.headings import notice_rule
from generator.reconstruct.wording.notices import is_notice

__all__ = ["geometry_sections"]


def geometry_sections(
    page: Page, geometry: Geometry
) -> tuple[Sequence[Piece], Sequence[Paragraph], Sequence[Story]] | None:
    """Return the pieces, paragraphs and stories of a page, as they are set on it.

    ``None`` where places tell nothing: the page is read by its text.
    """
    layout = lay_out(geometry, page.text, say)
    if layout is None:
        return None
    setter = PieceSetter(page.text)
    for story in sorted(layout.stories, key=_has_text, reverse=True):
        if rule := _notice(story):
            setter.put_notice(story, rule)
        elif _has_text(story):
            setter.add(story)
        else:
            setter.set_aside(story)
    for aside in layout.asides:
        if aside.rows:
            setter.put_table(aside)
            continue
        setter.put(Kind.FURNITURE, aside.lines, aside.rule, spaced=aside.rule in HEAD_LINES)
    return setter.pieces, setter.paragraphs, setter.stories


def _notice(story: SetStory) -> str | None:
    """Return by which rule a story is a notice: its headline says so, or its whole text."""
    texts = ["".join(line.words for line in item.lines) for item in story.items]
    if story.head is not None:
        return notice_rule("".join(line.words for line in story.head.lines), "".join(texts))
    return "notice/loss" if texts and all(map(is_notice, texts)) else None


def _has_text(story: SetStory) -> bool:
    return any(item.setting in TEXT_SETTINGS for item in story.items)
