"""Proof that a reconstruction lost nothing and made nothing up."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.errors import ConservationError
from generator.model import Block, Page, Reconstruction
from generator.text.folding import fold_char

__all__ = ["check_conservation"]

_ANNOTATION = {"\ufffa": "（", "\ufffb": "）"}
"""Marks around an interlinear annotation, shown as brackets."""


def check_conservation(result: Reconstruction) -> Reconstruction:
    """Return ``result`` unchanged once every character of its page is accounted for.

    Each character that is not white space must stand in exactly one block of one article or in the
    set-aside list, as it is on the page or as what it stands for (:mod:`generator.text.folding`); a
    label that several articles share counts once.

    Raises ``ConservationError`` naming the page, the offset and what happened there.
    """
    text = result.page.text
    used: list[int] = []
    labels: set[int] = set()
    for block in _blocks(result):
        if block.role.value == "label":
            if block.text.origins and block.text.origins[0] in labels:
                continue
            labels.update(o for o in block.text.origins if o is not None)
        used += _used_by(block, result.page)
    once = {*used}
    doubled = Counter(used) if len(once) < len(used) else {}
    for offset in sorted({*range(len(text))} - once | {o for o in doubled if doubled[o] > 1}):
        if not (char := text[offset]).isspace():
            raise ConservationError(
                f"{result.page.name}: {'doubled' if offset in once else 'lost'} {char!r} at offset "
                f"{offset}, near {text[max(0, offset - 12) : offset + 12]!r}"
            )
    return result


def _used_by(block: Block, page: Page) -> list[int]:
    """Return the page's offsets of the characters that a block holds, its text being made of them.

    Raises ``ConservationError`` for text that the page does not have there.
    """
    text, origins, printed = block.text.text, block.text.origins, page.text
    own = [origin for origin in origins if origin is not None]
    shown: Iterable[tuple[str, int | None]] = zip(text, origins, strict=True)
    if len({*own}) < len(own):  # one character was taken apart into several
        shown = _together(text, origins)
    elif max(own, default=0) < len(printed) and text == "".join([printed[o] for o in own]):
        return own  # most blocks are what the page has
    used: list[int] = []
    for chars, origin in shown:
        found = printed[origin : origin + 1] if origin is not None else ""
        if chars != found:
            if chars.isspace():
                continue
            if not _stands_for(chars, found):
                raise ConservationError(
                    f"{page.name}: made {chars!r} of {found!r}, offset {origin}"
                )
        if origin is not None:
            used.append(origin)
    return used


def _together(text: str, origins: Sequence[int | None]) -> Iterator[tuple[str, int | None]]:
    """Yield what came from one character of the page, or was inserted, with its offset."""
    for origin, group in groupby(range(len(text)), key=origins.__getitem__):
        run = [*group]
        yield text[run[0] : run[-1] + 1], origin


def _stands_for(shown: str, found: str) -> bool:
    """Return whether ``shown`` is what a printed character means: its width, form or annotation."""
    if not found:
        return False
    return shown in (fold_char(found), _ANNOTATION.get(found)) or unicodedata.normalize(
        "NFKC", shown
    ) == unicodedata.normalize("NFKC", found)


def _blocks(result: Reconstruction) -> list[Block]:
    return [b for article in result.articles for b in article.blocks] + list(result.leftovers)
