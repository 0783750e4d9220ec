"""Proof that a reconstruction lost nothing and made nothing up."""

from __future__ import annotations

from collections import Counter

from generator.errors import ConservationError
from generator.model import Block, Reconstruction

__all__ = ["check_conservation"]


def check_conservation(result: Reconstruction) -> Reconstruction:
    """Return ``result`` unchanged once every character of its page is accounted for.

    Each character that is not white space must stand in exactly one block of one article or in the
    set-aside list; a label that several articles share counts once.

    Raises ``ConservationError`` naming the page, the offset and what happened there.
    """
    text = result.page.text
    used: Counter[int] = Counter()
    labels: set[int] = set()
    for block in _blocks(result):
        if block.role.value == "label":
            if block.text.origins and block.text.origins[0] in labels:
                continue
            labels.update(o for o in block.text.origins if o is not None)
        used.update(
            origin
            for char, origin in zip(block.text.text, block.text.origins, strict=True)
            if origin is not None and not char.isspace()
        )
    for offset, char in enumerate(text):
        count = used.pop(offset, 0)
        if char.isspace():
            continue
        if count != 1:
            raise ConservationError(
                f"{result.page.name}: {'lost' if count == 0 else 'doubled'} {char!r} at offset "
                f"{offset}, near {text[max(0, offset - 12) : offset + 12]!r}"
            )
    if used:
        raise ConservationError(f"{result.page.name}: text from beyond the page, {min(used)}")
    return result


def _blocks(result: Reconstruction) -> list[Block]:
    return [b for article in result.articles for b in article.blocks] + list(result.leftovers)
