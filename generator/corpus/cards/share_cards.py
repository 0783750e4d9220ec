"""Cards of shared links, drawn where ``extra: cards`` asks for them, once for the same words."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from generator.corpus.cards.card_colours import CardColours, colours_of
from generator.corpus.cards.card_fonts import NO_FONT, CardFonts, find_fonts, read_fonts
from generator.corpus.files.output import Output
from generator.corpus.settings import Settings
from generator.publish import Desk, ShareCard, key_of, share_cards
from generator.text.word_tables import parts_a_word

__all__ = ["CardPress", "card_press", "cards_missing", "draw_card", "lines_of"]

NO_ADDRESS = (
    "mkdocs.yml: “extra: cards” is set, but nobody knows the site's address, by which cards are "
    "found: links are shared without. Say “site_url: https://…/”, or set SITE_URL where it builds."
)
USUAL = CardColours()
_DRAWING = 1
"""Number of the way in which cards are drawn, to be raised when they come out otherwise."""
_SIZE = (1200, 630)
"""What networks show large without cutting it (ogp.me's readers ask for 1.91 to 1)."""
_EDGE = 80
_ROOM = float(_SIZE[0] - 2 * _EDGE)
"""Of a line, in pixels."""
_INKS = ("ink", "soft", "red")
_SHADES = 16
"""Steps from paper to ink: enough for smooth edges, and a picture of a third of the weight."""
_HEADLINES = ((92, 2), (80, 3), (68, 3), (58, 4))
"""Sizes of a headline in pixels, each with the lines that it may have."""
_LONGEST = 200
"""Characters of a headline that are looked at; none has as many."""
_NOT_FIRST = frozenset("，。、；：！？”’）》〉】〕」』…—·,.;:!?)]}%％")
"""What stands at no line's beginning (GB/T 15834)."""
_NOT_LAST = frozenset("“‘（《〈【〔「『([{")
"""What stands at no line's end (GB/T 15834)."""


@dataclass(frozen=True, slots=True)
class CardPress:
    """Draws the cards of a site."""

    fonts: CardFonts
    colours: CardColours

    @property
    def ground(self) -> tuple[object, ...]:
        """What all cards depend on beside their words."""
        return _DRAWING, version("pillow"), self.fonts.key, *self.colours

    def cards(self, desk: Desk) -> Iterator[tuple[str, bytes]]:
        """Yield each card with its path under ``site_src/``."""
        for name, card in share_cards(desk.entries, desk.imprints, desk.site):
            yield name, draw_card(card, self.fonts, self.colours)

    def write(self, desk: Desk, output: Output) -> Iterator[str]:
        """Write the cards that are not there yet; yield the paths of all."""
        for name, card in share_cards(desk.entries, desk.imprints, desk.site):
            key = key_of(self.ground, card)
            if not output.stands(name, key):
                output.write(name, draw_card(card, self.fonts, self.colours))
                if output.before is not None:
                    output.before.note(name, key)
            yield name


def card_press(settings: Settings) -> CardPress | None:
    """Return what draws the cards; ``None`` where nobody asks for any, no font is there, or nobody
    knows the site's address, without which no link to a picture can be shared.

    Raises :class:`GeneratorError` where the font that is named cannot be used.
    """
    if not settings.cards or not settings.site_info.url:
        return None
    fonts = read_fonts(settings.cards) if isinstance(settings.cards, Path) else find_fonts()
    return CardPress(fonts, colours_of(settings)) if fonts is not None else None


def cards_missing(settings: Settings, press: CardPress | None) -> Iterator[str]:
    """Yield what keeps cards that are asked for from being drawn."""
    if settings.cards and press is None:
        yield NO_FONT if settings.site_info.url else NO_ADDRESS


def draw_card(card: ShareCard, fonts: CardFonts, colours: CardColours = USUAL) -> bytes:
    """Return a card as PNG: the same bytes for the same words, fonts, colours and libraries."""
    masks = {ink: Image.new("L", _SIZE) for ink in _INKS}
    pens = {ink: ImageDraw.Draw(mask) for ink, mask in masks.items()}
    pens["ink"].rectangle((_EDGE, 132, _SIZE[0] - _EDGE, 135), fill=255)
    pens["ink"].rectangle((_EDGE, 141, _SIZE[0] - _EDGE, 141), fill=255)
    small, name = fonts.small(32), fonts.headline(36)
    _put(pens["red"], name, 66, _lines(card.site, name, 1))
    face, headline = lines_of(card.title[:_LONGEST], fonts)
    _put(pens["ink"], face, 182, headline)
    below = _lines(card.below[:_LONGEST], small, 2)
    _put(pens["soft"], small, _SIZE[1] - 54 - len(below) * 42, below)
    file = io.BytesIO()
    _coloured(masks, colours).save(file, "PNG", compress_level=6)
    return file.getvalue()


def _put(
    pen: ImageDraw.ImageDraw, face: ImageFont.FreeTypeFont, top: int, lines: list[str]
) -> None:
    for number, line in enumerate(lines):
        pen.text((_EDGE, top + number * face.size * 1.32), line, fill=255, font=face, anchor="lt")


def lines_of(text: str, fonts: CardFonts) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest face in which a headline has room, and its lines; the last is cut short
    where it has room in none."""
    for size, most in _HEADLINES:
        face = fonts.headline(size)
        number = len(_broken(text, face, _ROOM))
        if number <= most:
            return face, _even(text, face, number)
    return face, _lines(text, face, most)


def _lines(text: str, face: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """Return the lines of a text, the last of those that there may be cut short."""
    lines = _broken(text, face, _ROOM)
    if len(lines) <= most:
        return lines
    last = "".join(lines[most - 1 :])
    return [*lines[: most - 1], last[: _fit(last, face, _ROOM - face.size)] + "…"]


def _even(text: str, face: ImageFont.FreeTypeFont, number: int) -> list[str]:
    """Return a headline in so many lines of about one length, as newspapers set it."""
    low, high = _ROOM / 2, _ROOM
    while high - low > face.size / 4:
        middle = (low + high) / 2
        if len(_broken(text, face, middle)) > number:
            low = middle
        else:
            high = middle
    return _broken(text, face, high)


def _broken(text: str, face: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Return a text in lines that fit, none broken where no line may begin or end."""
    lines: list[str] = []
    while text:
        at = _fit(text, face, room)
        if at < len(text):
            at = _allowed(text, at)
        lines.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return lines


def _fit(text: str, face: ImageFont.FreeTypeFont, room: float) -> int:
    """Return how many characters of a text have room in a line: one at least."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if face.getlength(text[:middle]) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _allowed(text: str, at: int) -> int:
    """Return the last place up to ``at`` where a line may end; ``at`` where there is none near."""
    for end in range(at, max(at - 12, 0), -1):
        before, after = text[end - 1], text[end]
        latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
        parted = latin or parts_a_word(before, after)
        if after not in _NOT_FIRST and before not in _NOT_LAST and not parted:
            return end
    return at


def _coloured(masks: Mapping[str, Image.Image], colours: CardColours) -> Image.Image:
    """Return a picture of few colours: nothing of one ink stands on another's."""
    picture, palette = Image.new("L", _SIZE), [*colours.paper]
    for number, (ink, mask) in enumerate(masks.items()):
        first = number * (_SHADES - 1)
        steps = [round(value * (_SHADES - 1) / 255) for value in range(256)]
        picture = ImageChops.lighter(picture, mask.point([s and first + s for s in steps]))
        palette += _shades(colours.paper, getattr(colours, ink))
    made = Image.frombytes("P", _SIZE, picture.tobytes())
    made.putpalette(palette)
    return made


def _shades(ground: Sequence[int], ink: Sequence[int]) -> list[int]:
    """Return the colours from paper to ink, without the paper."""
    parts = (step / (_SHADES - 1) for step in range(1, _SHADES))
    return [
        round(paper + (full - paper) * part)
        for part in parts
        for paper, full in zip(ground, ink, strict=True)
    ]
