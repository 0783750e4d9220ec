"""What each correction does to the page on the desk, and how one sees that it is done."""

from __future__ import annotations

from collections.abc import Callable

from generator.model import Act, Role
from generator.reconstruct.corrections.article_bounds import (
    cut,
    is_cut,
    is_joined,
    is_merged,
    is_split,
    join,
    merge,
    split,
)
from generator.reconstruct.corrections.body_blocks import has_body, set_body
from generator.reconstruct.corrections.headline_parts import has_head, set_head
from generator.reconstruct.corrections.resolved_correction import (
    FaultError,
    Resolved,
    article_of,
    evidence_of,
)
from generator.reconstruct.corrections.set_aside import (
    cut_out,
    decide,
    drop,
    is_decided,
    is_dropped,
)
from generator.reconstruct.corrections.workspace import PageEditor

__all__ = ["carry_out", "confirm", "is_done"]


def carry_out(desk: PageEditor, wanted: Resolved) -> None:
    """Do what a correction says. Raises :class:`FaultError`."""
    _ACTS[wanted.correction.act][0](desk, wanted)


def confirm(desk: PageEditor, wanted: Resolved) -> None:
    """Note what an editor says where it has come true already."""
    draft = article_of(desk, wanted) if wanted.correction.role is Role.HEADLINE else None
    if draft is not None:
        draft.settled = True
        draft.evidence.append(evidence_of(wanted))


def is_done(desk: PageEditor, wanted: Resolved) -> bool:
    """Return whether the page is as a correction says."""
    try:
        return _ACTS[wanted.correction.act][1](desk, wanted)
    except FaultError:
        return False


_ACTS: dict[
    Act, tuple[Callable[[PageEditor, Resolved], None], Callable[[PageEditor, Resolved], bool]]
] = {
    Act.CUT_OUT: (cut_out, is_dropped),
    Act.CUT: (cut, is_cut),
    Act.SPLIT: (split, is_split),
    Act.JOIN: (join, is_joined),
    Act.MERGE: (merge, is_merged),
    Act.BODY: (set_body, has_body),
    Act.HEAD: (set_head, has_head),
    Act.DROP: (drop, is_dropped),
    Act.NOTICE: (drop, is_dropped),
    Act.REGION: (decide, is_decided),
    Act.DATE: (decide, is_decided),
    Act.CONTINUED_FROM: (decide, is_decided),
    Act.CHECKED: (decide, is_decided),
}
