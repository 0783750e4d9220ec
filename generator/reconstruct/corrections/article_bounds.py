"""Where articles and paragraphs begin, what goes on, and what is one."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Article, Block, Role
from generator.reconstruct.corrections.editable import HEADS, EditableArticle, EditedPlace
from generator.reconstruct.corrections.page_editor import (
    PageEditor,
    first_origin,
    letters_of,
    run_on,
)
from generator.reconstruct.corrections.resolved_correction import FaultError, Resolved, evidence_of

__all__ = ["cut", "is_cut", "is_joined", "is_merged", "is_split", "join", "merge", "split"]


def split(desk: PageEditor, wanted: Resolved) -> None:
    """Let an article begin at the words, in an article or in what was set aside.

    Raises :class:`FaultError` for words of a headline or its like.
    """
    place, _ = desk.locate(wanted.first)
    if place.head is not None:
        raise FaultError(
            "these words stand in a headline or its like. Quote the first words of the text that "
            "begins an article, and below them “headline: …”."
        )
    evidence = evidence_of(wanted)
    place, block = desk.cut_before(desk.first_mark(wanted.first))
    if place.draft is None:
        desk.remove(place)
        body = [replace(block, role=Role.PARAGRAPH, evidence=(evidence, *block.evidence))]
        base = Article(page=desk.page.name, body=(), confidence=_least(desk))
        at = next(
            (i for i, d in enumerate(desk.drafts) if d.body and _starts(d) > wanted.first),
            len(desk.drafts),
        )
        desk.drafts.insert(at, EditableArticle(base=base, heads={}, body=body, evidence=[evidence]))
        return
    old, at = place.draft, place.index
    base = Article(page=old.base.page, body=(), confidence=old.base.confidence)
    new = EditableArticle(base=base, heads={}, body=old.body[at:], evidence=[evidence])
    old.body = old.body[:at]
    old.evidence.append(evidence)
    if new.body[0].role is Role.SUBHEAD and len(new.body) > 1:
        block = new.body.pop(0)  # what stands over the first paragraph is its headline
        kept = (evidence, *block.evidence)
        new.heads[Role.HEADLINE] = Block(role=Role.HEADLINE, text=block.text, evidence=kept)
    _share_heads(old, new)
    desk.drafts.insert(desk.drafts.index(old) + 1, new)


def _least(desk: PageEditor) -> float:
    return min((draft.base.confidence for draft in desk.drafts), default=0.5)


def _starts(draft: EditableArticle) -> int:
    body = [block for block in draft.body if block.role is not Role.LEAD] or draft.body
    return first_origin(body[0])


def _share_heads(old: EditableArticle, new: EditableArticle) -> None:
    """Give the second half what the page prints beyond the first: a byline, a credit, a headline.

    By file order. A label over both stays with both.
    """
    end = max(offset for block in old.body for offset in block.text.origins if offset is not None)
    if end > first_origin(new.body[0]):
        end = first_origin(new.body[0])  # the page interleaves them: only what follows the cut
    for role in HEADS:
        block = old.heads.get(role)
        if role is Role.LABEL and block is not None:
            new.heads[role] = block
        elif block is not None and first_origin(block) > end and role not in new.heads:
            new.heads[role] = old.heads.pop(role)


def is_split(desk: PageEditor, wanted: Resolved) -> bool:
    """Return whether an article begins at the words."""
    start = desk.first_mark(wanted.first)
    place, block = desk.locate(start)
    if place.draft is None or place.index > 0:
        return False
    return letters_of([block])[0] == start


def cut(desk: PageEditor, wanted: Resolved) -> None:
    """Let a paragraph begin at the words. Raises :class:`FaultError` outside of paragraphs."""
    for words in wanted.words:
        place, _ = desk.locate(words[0])
        if place.draft is None or place.head is not None:
            raise FaultError("these words stand in no paragraph. Quote the text of an article.")
        place, block = desk.cut_before(desk.first_mark(words[0]))
        kept = (evidence_of(wanted), *block.evidence)
        desk.replace(place, [replace(block, evidence=kept)])


def is_cut(desk: PageEditor, wanted: Resolved) -> bool:
    """Return whether a block begins at the words."""
    starts = [desk.first_mark(words[0]) for words in wanted.words]
    return all(letters_of([desk.locate(start)[1]])[0] == start for start in starts)


def join(desk: PageEditor, wanted: Resolved) -> None:
    """Let the text go on, after the first words, with the second; what stood there is cut off.

    Raises :class:`FaultError` for words of a headline, and where the text would go in a circle.
    """
    end, start = desk.last_mark(wanted.words[0][-1]), desk.first_mark(wanted.words[1][0])
    for offset in (end, start):
        if desk.locate(offset)[0].head is not None:
            raise FaultError("a headline or its like goes on with no other text. Quote paragraphs.")
    desk.cut_after(end)
    there, second = desk.cut_before(start)
    here, first = desk.locate(end)
    if first is second:
        raise FaultError("the text would go in a circle: the second words stand before the first.")
    text = run_on([first.text, second.text])
    reasons = (*first.evidence, *second.evidence)
    home = here.draft or there.draft
    role = first.role if here.draft else second.role
    block = Block(role=role, text=text, evidence=(evidence_of(wanted), *reasons))
    if here.draft is not None:
        desk.replace(here, [block])
        desk.remove(_where(desk, second))
    else:
        desk.replace(there, [block])
        desk.remove(_where(desk, first))
    for draft in {id(d): d for d in (home, there.draft) if d is not None}.values():
        draft.evidence.append(evidence_of(wanted))


def _where(desk: PageEditor, block: Block) -> EditedPlace:
    return next(place for place, other in desk.blocks() if other is block)


def is_joined(desk: PageEditor, wanted: Resolved) -> bool:
    """Return whether the second words follow the first."""
    _, block = desk.locate(wanted.words[0][-1])
    letters = letters_of([block])
    at = letters.index(desk.last_mark(wanted.words[0][-1]))
    return letters[at + 1 : at + 2] == [desk.first_mark(wanted.words[1][0])]


def merge(desk: PageEditor, wanted: Resolved) -> None:
    """Make one article of several, in the order given.

    Raises :class:`FaultError` for words that stand in none.
    """
    drafts: list[EditableArticle] = []
    for words in wanted.words:
        place, _ = desk.locate(words[0])
        if place.draft is None:
            raise FaultError("some of these words stand in no article; “article:” gives them one.")
        if place.draft not in drafts:
            drafts.append(place.draft)
    target, *others = drafts
    for other in others:
        _adopt(desk, target, other, wanted)
        desk.discard(other)
    target.evidence.append(evidence_of(wanted))


def _adopt(
    desk: PageEditor, target: EditableArticle, other: EditableArticle, wanted: Resolved
) -> None:
    """Append another article: its headline is a subhead where there is a headline already."""
    evidence = evidence_of(wanted)
    over: list[Block] = []
    untitled = Role.HEADLINE not in target.heads
    for role in (Role.KICKER, Role.HEADLINE, Role.SUBTITLE):
        block = other.heads.pop(role, None)
        if block is None:
            continue
        if untitled and role not in target.heads:
            target.heads[role] = block
        else:
            over.append(replace(block, role=Role.SUBHEAD, evidence=(evidence, *block.evidence)))
    for role in (Role.LABEL, Role.BYLINE, Role.CREDIT):
        block = other.heads.pop(role, None)
        if block is None or (role is Role.LABEL and desk.sharing(block)):
            continue
        if role in target.heads:
            desk.set_aside(block, Role.UNPLACED, evidence)
        else:
            target.heads[role] = block
    body = [replace(b, role=Role.PARAGRAPH) if b.role is Role.LEAD else b for b in other.body]
    target.body += [*over, *body]
    target.captions += other.captions
    target.evidence += other.evidence
    target.base = replace(
        target.base,
        confidence=min(target.base.confidence, other.base.confidence),
        evidence=(*target.base.evidence, *other.base.evidence),
    )


def is_merged(desk: PageEditor, wanted: Resolved) -> bool:
    """Return whether the words stand in one article."""
    drafts = [desk.locate(words[0])[0].draft for words in wanted.words]
    return drafts[0] is not None and all(draft is drafts[0] for draft in drafts)
