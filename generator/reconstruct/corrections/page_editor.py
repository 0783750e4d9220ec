"""The editor's desk: a page's articles and what was set aside, while they are being put right.

Everything is found by the page offset of a character, which no correction changes. Text is only
ever moved, never copied or made, so what lay on the desk at first lies on it at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from generator.model import Block, Evidence, Reconstruction, Role
from generator.reconstruct.corrections.editable import (
    HEADS,
    EditableArticle,
    EditedPlace,
    SetAsideText,
)
from generator.text.characters import CLOSERS, OPENERS, SENTENCE_ENDS, ends_sentence
from generator.text.quotations import fold_quotation
from generator.text.traced import Traced, join_traced

__all__ = ["PageEditor", "first_origin", "letters_of", "run_on"]

_CLOSING = CLOSERS + SENTENCE_ENDS + "，、；：,;:"


class PageEditor:
    """The page in pieces that can be moved."""

    def __init__(self, result: Reconstruction) -> None:
        self.page = result.page
        self.drafts = [
            EditableArticle(
                base=article,
                heads={b.role: b for b in article.blocks if b.role in HEADS},
                body=list(article.body),
                captions=list(article.captions),
            )
            for article in result.articles
        ]
        self.aside = list(result.leftovers)
        self._places: dict[int | None, tuple[EditedPlace, Block]] = {}
        """Where characters lay when one was looked for last, and was not found where it was."""

    def saved(self) -> Callable[[], None]:
        """Return a function that puts everything back as it lies now."""
        drafts, aside = list(self.drafts), list(self.aside)
        states = [
            replace(d, heads={**d.heads}, body=[*d.body], captions=[*d.captions]) for d in drafts
        ]

        def restore() -> None:
            self.drafts[:], self.aside[:], self._places = drafts, aside, {}
            for draft, state in zip(drafts, states, strict=True):
                draft.base, draft.settled = state.base, state.settled
                draft.heads, draft.body = state.heads, state.body
                draft.captions = state.captions

        return restore

    def blocks(self) -> Iterator[tuple[EditedPlace, Block]]:
        """Yield every block with its place; a label once for each article that shares it."""
        for draft in self.drafts:
            for role, block in draft.heads.items():
                yield EditedPlace(draft=draft, head=role, index=0, at=0), block
            for i, block in enumerate(draft.body):
                yield EditedPlace(draft=draft, head=None, index=i, at=0), block
            for i, block in enumerate(draft.captions):
                yield EditedPlace(draft=draft, head=Role.CAPTION, index=i, at=0), block
        for i, block in enumerate(self.aside):
            yield EditedPlace(draft=None, head=None, index=i, at=0), block

    def locate(self, offset: int) -> tuple[EditedPlace, Block]:
        """Return where the character of a page offset lies, and its block."""
        place, block = self.holding(offset)
        return replace(place, at=block.text.origins.index(offset)), block

    def holding(self, offset: int) -> tuple[EditedPlace, Block]:
        """Return the block that a character lies in, and that block's place."""
        known = self._places.get(offset)
        shared = known is not None and known[0].head is Role.LABEL  # by others too, perhaps by now
        if known is None or shared or self._block_at(known[0]) is not known[1]:
            self._places = {
                at: found
                for found in reversed(list(self.blocks()))  # the first article with a label wins
                for at in found[1].text.origins
            }
            known = self._places[offset]  # the page conserves its characters
        return known

    def _block_at(self, place: EditedPlace) -> Block | None:
        """Return the block at a place; ``None`` where none is any more."""
        if place.head is not None and place.head is not Role.CAPTION:
            return place.draft.heads.get(place.head) if place.draft is not None else None
        draft = place.draft
        lying = self.aside if draft is None else (draft.captions if place.head else draft.body)
        return lying[place.index] if place.index < len(lying) else None

    def sharing(self, block: Block) -> list[EditableArticle]:
        """Return the drafts whose label is this block."""
        first = first_origin(block)
        shared = (d for d in self.drafts if Role.LABEL in d.heads)
        return [d for d in shared if first_origin(d.heads[Role.LABEL]) == first]

    def replace(self, place: EditedPlace, blocks: Sequence[Block]) -> None:
        """Put ``blocks`` where one block lay: several only in a body or aside."""
        if place.draft is None:
            self.aside[place.index : place.index + 1] = blocks
        elif place.head is None:
            place.draft.body[place.index : place.index + 1] = blocks
        elif place.head is Role.CAPTION:
            place.draft.captions[place.index : place.index + 1] = blocks
        else:
            old = place.draft.heads[place.head]
            sharers = self.sharing(old) if place.head is Role.LABEL else [place.draft]
            for draft in sharers:
                del draft.heads[place.head]
                if blocks:
                    draft.heads[place.head] = blocks[0]

    def take(
        self, offsets: Sequence[int], rest: SetAsideText
    ) -> tuple[Traced, tuple[Evidence, ...]]:
        """Remove exactly these characters, with the blanks among them; return them and why.

        What stays of a block stays in its place. Blocks of which nothing is left are gone.
        """
        groups: list[tuple[Block, list[int]]] = []
        for offset in offsets:
            if not groups or offset not in groups[-1][0].text.origins:
                groups.append((self.locate(offset)[1], []))
            groups[-1][1].append(offset)
        slices: list[Traced] = []
        evidence: list[Evidence] = []
        for block, wanted in groups:
            at: dict[int | None, list[int]] = {}
            for i, origin in enumerate(block.text.origins):
                at.setdefault(origin, []).append(i)
            taken = self._remove(block, [i for offset in wanted for i in at[offset]], rest)
            if slices and self._paused(slices[-1], taken[0]):
                slices.append(Traced(" ", (None,)))
            slices += taken
            evidence += block.evidence
        return run_on(slices), tuple(dict.fromkeys(evidence))

    def _paused(self, before: Traced, after: Traced) -> bool:
        """Return whether the page has nothing but blanks between two texts, on one line."""
        if before.origins[-1] is None or after.origins[0] is None:
            return False
        gap = self.page.text[before.origins[-1] + 1 : after.origins[0]]
        return gap.isspace() and gap.splitlines() == [gap]

    def _remove(self, block: Block, wanted: Sequence[int], rest: SetAsideText) -> list[Traced]:
        runs = _runs(block.text, wanted)
        text = block.text
        kept: list[Traced] = []
        end = 0
        for start, stop in sorted(runs):
            kept.append(text[end:start])
            end = stop
        kept.append(text[end:])
        parts = [part.strip() for part in kept if fold_quotation(part.text)]
        if len(parts) > 1 and (
            rest is SetAsideText.CLOSES
            or (rest is SetAsideText.READS and not ends_sentence(parts[0].text))
        ):
            parts = [run_on(parts)]
        place, _ = self.locate(next(o for o in text.origins if o is not None))
        if place.head is not None and len(parts) > 1:
            parts = [run_on(parts, " ")]
        self.replace(place, [_like(block, part) for part in parts])
        invisible = [p for p in kept if p.text.strip() and not fold_quotation(p.text)]
        return [*(text[start:stop] for start, stop in runs), *invisible]

    def first_mark(self, offset: int) -> int:
        """Return the first of the opening marks right before a character; else the character.

        Whoever quotes words often leaves out the marks around them, which still belong to them.
        """
        place, block = self.locate(offset)
        at = place.at
        while at and block.text.text[at - 1] in OPENERS and block.text.origins[at - 1] is not None:
            at -= 1
        return block.text.origins[at] or offset if at < place.at else offset

    def last_mark(self, offset: int) -> int:
        """Return the last of the closing marks right after a character; else the character."""
        place, block = self.locate(offset)
        text = block.text
        at = place.at + 1
        while at < len(text) and text.text[at] in _CLOSING and text.origins[at] is not None:
            at += 1
        return text.origins[at - 1] or offset

    def cut_before(self, offset: int) -> tuple[EditedPlace, Block]:
        """Let a block begin at this character; return its place and the block."""
        place, block = self.locate(offset)
        before, after = block.text[: place.at], block.text[place.at :]
        if not fold_quotation(before.text):
            return place, block
        assert place.head is None
        self.replace(place, [_like(block, before.strip()), _like(block, after.strip())])
        return self.locate(offset)

    def cut_after(self, offset: int) -> tuple[EditedPlace, Block]:
        """Let a block end with this character, closing marks apart; return its place and block."""
        place, block = self.locate(offset)
        rest = block.text[place.at + 1 :]
        if fold_quotation(rest.text):
            before = block.text[: place.at + 1]
            self.replace(place, [_like(block, before.strip()), _like(block, rest.strip())])
        return self.locate(offset)

    def remove(self, place: EditedPlace) -> Block:
        """Take a whole block off the desk and return it."""
        if place.draft is None:
            return self.aside.pop(place.index)
        if place.head is None:
            return place.draft.body.pop(place.index)
        if place.head is Role.CAPTION:
            return place.draft.captions.pop(place.index)
        block = place.draft.heads[place.head]
        self.replace(place, [])
        return block

    def set_aside(self, block: Block, role: Role, evidence: Evidence) -> None:
        """Lay a block with what was set aside."""
        kept = (evidence, *block.evidence)
        self.aside.append(Block(role=role, text=block.text, evidence=kept))

    def discard(self, draft: EditableArticle) -> None:
        """Take an article off the desk; what it still holds is for others."""
        self.drafts.remove(draft)
        self._places = {}

    def clear(self, rule: str, note: str) -> None:
        """Set aside the heads of articles that have no body any more."""
        for draft in [d for d in self.drafts if not d.body]:
            self.discard(draft)
            for block in draft.captions:
                evidence = Evidence(rule=rule, spans=block.text.spans, note=note)
                self.set_aside(block, Role.FURNITURE, evidence)
            for role, block in draft.heads.items():
                if role is not Role.LABEL or not self.sharing(block):
                    evidence = Evidence(rule=rule, spans=block.text.spans, note=note)
                    self.set_aside(block, Role.UNPLACED, evidence)


def first_origin(block: Block) -> int:
    """Return the page offset of a block's first character."""
    return next((o for o in block.text.origins if o is not None), -1)


def letters_of(blocks: Iterable[Block]) -> list[int]:
    """Return the offsets of the characters that a quotation can hold, in reading order."""
    found = (
        origin
        for block in blocks
        for char, origin in zip(block.text.text, block.text.origins, strict=True)
        if origin is not None and fold_quotation(char)
    )
    return list(dict.fromkeys(found))  # the letters of a ligature share their offset


def run_on(parts: Sequence[Traced], between: str = "") -> Traced:
    """Join texts, with a blank between two Latin words, and else with ``between``."""
    joined: list[Traced] = []
    for part in parts:
        if joined:
            before, after = joined[-1].text[-1:], part.text[:1]
            latin = (before + after).isascii() and before.isalnum() and after.isalnum()
            gap = " " if latin else between
            joined.append(Traced(gap, (None,) * len(gap)))
        joined.append(part)
    return join_traced(joined)


def _like(block: Block, text: Traced) -> Block:
    return Block(role=block.role, text=text, evidence=block.evidence)


def _runs(text: Traced, wanted: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of ``text`` that hold the wanted positions, in the order wanted.

    Characters that no quotation can hold (blanks, marks without width) go with their neighbours:
    left to themselves they would make a block of nothing.
    """
    runs: list[list[int]] = []
    for i in wanted:
        if runs and i >= runs[-1][1] and not fold_quotation(text.text[runs[-1][1] : i]):
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    for run in runs:
        if not fold_quotation(text.text[: run[0]]):
            run[0] = 0
        if not fold_quotation(text.text[run[1] :]):
            run[1] = len(text)
    return [(start, stop) for start, stop in runs]
