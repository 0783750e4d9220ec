"""Sets aside what belongs to no article, and notes the facts that an editor states."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Act, Block, Role
from generator.reconstruct.corrections.editable import SetAsideText
from generator.reconstruct.corrections.resolved_correction import Resolved, article_of, evidence_of
from generator.reconstruct.corrections.workspace import PageEditor

__all__ = ["cut_out", "decide", "drop", "is_decided", "is_dropped"]


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
    place, block = desk.locate(offset)
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
