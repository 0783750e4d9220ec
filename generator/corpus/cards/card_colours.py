"""The colours of cards: those of the site, which its own style sheets may set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from generator.corpus.files.plain_files import text_by_hand
from generator.corpus.settings import Settings
from generator.errors import SidecarError

__all__ = ["CardColours", "colours_in", "colours_of"]

Colour = tuple[int, int, int]

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SET = re.compile(r"--bm-(paper|ink|soft|red)\s*:\s*#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\s*(?:;|$)")
_MEGABYTES = 4
"""Of a style sheet: ten times Material's own."""
_DARK = "slate"
"""Names the dark scheme: cards are light, as what they are shown beside mostly is."""


class CardColours(NamedTuple):
    """Of the paper and of what stands on it; those of the style sheet that comes along."""

    paper: Colour = (253, 252, 250)
    ink: Colour = (29, 27, 24)
    soft: Colour = (95, 90, 82)
    red: Colour = (158, 43, 32)


def colours_of(settings: Settings) -> CardColours:
    """Return the colours that a project's own style sheets say (``extra_css``)."""
    return colours_in("\n".join(_own_styles(settings)))


def colours_in(css: str) -> CardColours:
    """Return the colours that a style sheet says, the last where it says several.

    Only those that are written as numbers, which a card can be drawn with.

    >>> colours_in(":root { --bm-red: #0f6b57; --bm-ink: #123 } /* --bm-ink: #fff */").red
    (15, 107, 87)
    >>> colours_in('[data-md-color-scheme="slate"] { --bm-red: #fff; }') == CardColours()
    True
    """
    found: dict[str, Colour] = {}
    for rule in _COMMENT.sub("", css).split("}")[:-1]:
        selector, brace, body = rule.rpartition("{")
        if brace and _DARK not in selector.rpartition("{")[2]:
            found.update((name, _colour(digits)) for name, digits in _SET.findall(body))
    return CardColours(**found)


def _colour(digits: str) -> Colour:
    pairs = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = bytes.fromhex(pairs)
    return red, green, blue


def _own_styles(settings: Settings) -> Iterator[str]:
    """Yield the style sheets that are files of the project; MkDocs tells of those that are none."""
    from mkdocs.utils.yaml import yaml_load  # only who draws cards asks

    with settings.config.open("rb") as file:
        named = yaml_load(file).get("extra_css")
    for name in named if isinstance(named, list) else ():
        for within in (settings.docs, settings.config.parent):
            with suppress(SidecarError, ValueError):  # no file of these, or no name of one
                yield text_by_hand(settings.docs / str(name), within, _MEGABYTES)
                break
