"""Gives an article its headline, kicker, subtitle, label, byline or credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.model import Block, Evidence, Role
from generator.reconstruct.corrections.editable import EditableArticle, SetAsideText
from generator.reconstruct.corrections.resolved_correction import Resolved, article_of, evidence_of
from generator.reconstruct.corrections.workspace import PageEditor, letters_of, run_on
from generator.text.traced import Traced

__all__ = ["has_head", "set_head"]


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
