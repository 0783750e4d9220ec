"""Gives quoted words the role that an editor names: in an article's head, its body, or in none.

Facts that an editor states are noted here, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.model import Act, Block, Evidence, Role
from generator.reconstruct.corrections.editable import EditableArticle, EditedPlace, SetAsideText
from generator.reconstruct.corrections.page_editor import (
    PageEditor,
    first_origin,
    letters_of,
    run_on,
)
from generator.reconstruct.corrections.resolved_correction import (
    FaultError,
    Resolved,
    article_of,
    evidence_of,
)
from generator.text.traced import Traced, join_between

__all__ = [
    "cut_out",
    "decide",
    "drop",
    "has_body",
    "has_head",
    "is_decided",
    "is_dropped",
    "set_body",
    "set_head",
]


def set_body(desk: PageEditor, wanted: Resolved) -> None:
    """Give blocks their role and put them where they belong.

    Raises :class:`FaultError` when that is in no article, or not told clearly.
    """
    draft = article_of(desk, wanted)
    after: Block | None = None
    for words in wanted.words:
        origin, there = desk.locate(words[0])
        if there is after:
            continue  # two quotations of one paragraph
        if any(o[0] in there.text.origins for o in (wanted.before, wanted.after) if o):
            raise FaultError("“before” or “after” quotes the very text that is to go there.")
        if wanted.role is Role.SUBHEAD:
            text, why = desk.take(words, SetAsideText.PARTS)
        else:
            block = desk.remove(origin)
            text, why = _text_as(block, wanted.role, desk.page.text), block.evidence
        if wanted.role is Role.TABLE and after is not None:  # its next row
            block = draft.body[draft.body.index(after)]
            text = join_between((block.text, text), "\n")
            draft.body[draft.body.index(after)] = after = replace(block, text=text)
            continue
        block = Block(role=wanted.role, text=text, evidence=(evidence_of(wanted, text), *why))
        draft.body.insert(_position(desk, draft, wanted, block, after, origin), block)
        after = block
    if origin.draft is not draft and origin.draft is not None:
        origin.draft.evidence.append(evidence_of(wanted))
    draft.evidence.append(evidence_of(wanted))


def _text_as(block: Block, role: Role, page: str) -> Traced:
    """Return a block's text as one of ``role`` has it: a table's in rows and cells, no other's."""
    if role is Role.TABLE and block.role is not Role.TABLE:
        return join_between((join_between(row, "\t") for row in _rows(block.text, page)), "\n")
    if role is not Role.TABLE and block.role is Role.TABLE:
        return block.text.replace_chars(block.text.text.replace("\t", " ").replace("\n", " "))
    return block.text


def _rows(text: Traced, page: str) -> Iterator[list[Traced]]:
    """Yield the cells of each row: a line of the page is one, and blanks on it part its cells."""
    row: list[Traced] = []
    start = last = -1
    for n, (char, origin) in enumerate(zip(text.text, text.origins, strict=True)):
        if origin is None or char.isspace():
            continue
        between = page[last + 1 : origin] if last >= 0 else ""
        last = origin
        if start < 0 or not between.isspace():
            start = max(start, 0)
            continue
        row.append(text[start:n].strip())
        start = n
        if "\n" in between or "\r" in between:
            yield row
            row = []
    yield [*row, text[max(start, 0) :].strip()]


def _position(
    desk: PageEditor,
    draft: EditableArticle,
    wanted: Resolved,
    block: Block,
    after: Block | None,
    origin: EditedPlace,
) -> int:
    """Return where a block goes: where the editor says, where it was, or by its place on the page.

    Leads come first. The text of the page runs in file order, so without better knowledge a
    block comes before the first one that is printed after it.
    """
    if after is not None:
        return draft.body.index(after) + 1
    for offsets, step in ((wanted.before, 0), (wanted.after, 1)):
        if offsets:
            place, _ = desk.locate(offsets[0])
            if place.draft is not draft or place.head is not None:
                raise FaultError(
                    "the words of “before” or “after” stand in no paragraph of this article. "
                    "Quote one of its paragraphs."
                )
            return place.index + step
    leads = sum(b.role is Role.LEAD for b in draft.body)
    if wanted.role is Role.LEAD:
        return leads
    first = first_origin(block)
    if origin.draft is draft and origin.head is None:
        later = origin.index
        if later < len(draft.body) and origin.at and first_origin(draft.body[later]) < first:
            later += 1  # it stood inside a block, whose first half stays before it
        return later
    return next(
        (i for i, b in enumerate(draft.body) if i >= leads and first_origin(b) > first),
        len(draft.body),
    )


def has_body(desk: PageEditor, wanted: Resolved) -> bool:
    """Return whether the blocks have their role and stand where they belong."""
    draft = article_of(desk, wanted)
    blocks: list[Block] = []
    for words in wanted.words:
        place, block = desk.locate(words[0])
        if place.draft is not draft or place.head is not None or block.role is not wanted.role:
            return False
        if wanted.role is Role.SUBHEAD and letters_of([block]) != list(words):
            return False
        if block not in blocks:
            blocks.append(block)
    at = draft.body.index(blocks[0])
    if wanted.role is Role.TABLE and len(blocks) > 1:
        return False
    if draft.body[at : at + len(blocks)] != blocks and (wanted.before or wanted.after):
        return False
    if wanted.before:
        last = at + len(blocks)
        return last < len(draft.body) and wanted.before[0] in draft.body[last].text.origins
    if wanted.after:
        return at > 0 and wanted.after[0] in draft.body[at - 1].text.origins
    return True


def set_head(desk: PageEditor, wanted: Resolved) -> None:
    """Give the article exactly the quoted words, wherever they stood.

    Raises :class:`FaultError` when no article is named.
    """
    draft, role = article_of(desk, wanted), wanted.role
    draft.settled = draft.settled or role is Role.HEADLINE
    if role is Role.LABEL and (label := _label(desk, wanted)):
        _displace(desk, draft, role, wanted, ())
        draft.heads[role] = label
        draft.evidence.append(evidence_of(wanted))
        return
    before = tuple(draft.heads)
    said = zip(wanted.words, wanted.correction.words, strict=True)
    pause = {offsets: words[-1].isspace() for offsets, words in said}
    parts: list[Traced] = []
    why: tuple[Evidence, ...] = ()
    for words in wanted.words:
        text, reasons = desk.take(words, SetAsideText.READS)
        if words != wanted.words[-1] and pause[words]:
            text += Traced(" ", (None,))
        parts.append(text)
        why += reasons
    vacated = tuple(r for r in before if r not in draft.heads and r is not role)
    _displace(desk, draft, role, wanted, vacated)
    text = run_on(parts)
    draft.heads[role] = Block(role=role, text=text, evidence=(evidence_of(wanted, text), *why))


def _displace(
    desk: PageEditor, draft: EditableArticle, role: Role, wanted: Resolved, vacated: Sequence[Role]
) -> None:
    """Make room for a head: what stood there takes the place that its successor left, if any.

    Headline and kicker taken for one another are so put right by naming the headline alone.
    """
    old = draft.heads.pop(role, None)
    if old is None or (role is Role.LABEL and desk.sharing(old)):
        return
    evidence = replace(evidence_of(wanted, old.text), rule="editor/displaced")
    if vacated:
        kept = (evidence, *old.evidence)
        draft.heads[vacated[0]] = Block(role=vacated[0], text=old.text, evidence=kept)
    else:
        desk.set_aside(old, Role.UNPLACED, evidence)


def _label(desk: PageEditor, wanted: Resolved) -> Block | None:
    """Return the label of another article that has exactly the quoted words: both then share it."""
    place, block = desk.locate(wanted.first)
    exact = set(letters_of([block])) == set(sum(wanted.words, ()))
    return block if place.head is Role.LABEL and exact else None


def has_head(desk: PageEditor, wanted: Resolved) -> bool:
    """Return whether the article has the words, and no others, in this role."""
    block = article_of(desk, wanted).heads.get(wanted.role)
    return block is not None and letters_of([block]) == list(sum(wanted.words, ()))


def drop(desk: PageEditor, wanted: Resolved) -> None:
    """Set aside every block in which the words stand; it stays in the list of what was."""
    role = _role(wanted)
    for words in wanted.words:
        for offset in words:
            place, block = desk.locate(offset)
            if place.draft is None and block.role is role:
                continue
            desk.remove(place)
            desk.set_aside(block, role, evidence_of(wanted, block.text))
            if place.draft is not None:
                place.draft.evidence.append(evidence_of(wanted, block.text))


def is_dropped(desk: PageEditor, wanted: Resolved) -> bool:
    """Return whether the words lie with what was set aside."""
    role = _role(wanted)
    return all(_lies_aside(desk, offset, role) for words in wanted.words for offset in words)


def _role(wanted: Resolved) -> Role:
    return Role.NOTICE if wanted.correction.act is Act.NOTICE else Role.FURNITURE


def _lies_aside(desk: PageEditor, offset: int, role: Role) -> bool:
    place, block = desk.holding(offset)
    return place.draft is None and block.role is role


def cut_out(desk: PageEditor, wanted: Resolved) -> None:
    """Set aside the words themselves; the text they stood in closes up."""
    for words in wanted.words:
        text, why = desk.take(words, SetAsideText.CLOSES)
        evidence = evidence_of(wanted, text)
        desk.set_aside(
            Block(role=Role.FURNITURE, text=text, evidence=why), Role.FURNITURE, evidence
        )


def decide(desk: PageEditor, wanted: Resolved) -> None:
    """Note a fact that the editor states of an article."""
    correction, draft = wanted.correction, article_of(desk, wanted)
    assert correction.value is not None
    draft.decided[correction.act.value] = correction.value
    draft.evidence.append(replace(evidence_of(wanted), spans=()))


def is_decided(desk: PageEditor, wanted: Resolved) -> bool:
    """Return whether the article has the fact."""
    correction = wanted.correction
    return article_of(desk, wanted).decided.get(correction.act.value) == correction.value
