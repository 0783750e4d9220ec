"""The fonts that the cards of shared links are drawn with: one that is named, or one found here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

from generator.errors import GeneratorError

__all__ = ["NO_FONT", "CardFonts", "find_fonts", "read_fonts"]

NO_FONT = (
    "mkdocs.yml: “extra: cards” is set, but no Chinese font was found here to draw cards with: "
    "links are shared without. On Debian and Ubuntu: sudo apt install fonts-noto-cjk. Or name the "
    "file of one: “cards: fonts/name.otf”."
)
_NAMES = (
    *("notoserifcjk-bold", "notoserifcjksc-bold", "notoserifsc-bold"),
    *("sourcehanserif-bold", "sourcehanserifsc-bold", "sourcehanserifcn-bold"),
    *("songti", "stsong", "notosanscjk-bold", "notosanscjksc-bold", "notosanssc-bold"),
    *("sourcehansans-bold", "sourcehansanssc-bold", "sourcehansanscn-bold", "pingfang"),
    *("msyhbd", "msyh", "simsun", "simhei", "uming", "wqy-zenhei", "wqy-microhei"),
    "droidsansfallbackfull",
)
"""Files that hold simplified Chinese, as the systems and their packages call them; newspapers set
headlines in bold serifs, so these come first."""
_SIMPLIFIED = frozenset({"SC", "CN", "GB"})
"""Ends of a family's name that tell its simplified forms from those of other regions."""
_PROBE, _NOTHING = "版", "\U0010ffff"
"""A character that any Chinese font has, and one that none has."""


@dataclass(frozen=True, slots=True)
class CardFonts:
    """A face for headlines and one for what is small; the same where there is no other."""

    bold: Path
    plain: Path

    @property
    def key(self) -> tuple[object, ...]:
        """What tells the faces from others."""
        return tuple(
            (path.name, status.st_size, status.st_mtime_ns)
            for path in (self.bold, self.plain)
            for status in [path.stat()]
        )

    def headline(self, size: int) -> ImageFont.FreeTypeFont:
        """Return the face for headlines in a size."""
        return _face_of(self.bold, size)

    def small(self, size: int) -> ImageFont.FreeTypeFont:
        """Return the face for what is small."""
        return _face_of(self.plain, size)


def read_fonts(path: Path) -> CardFonts:
    """Return the font that ``mkdocs.yml`` names.

    Raises :class:`GeneratorError` where it is none that has Chinese characters.
    """
    try:
        known = _has_chinese(_face_of(path, 32))
    except OSError as error:
        raise GeneratorError(
            f"{path}: is named under “extra: cards” and is no font that can be read. Name a file "
            "that ends in .otf, .ttf or .ttc, or say “cards: true” to have one looked for."
        ) from error
    if not known:
        raise GeneratorError(
            f"{path}: is named under “extra: cards” and has no Chinese characters. Name another "
            "font, or say “cards: true” to have one looked for."
        )
    return CardFonts(path, path)


def find_fonts(folders: Iterable[Path] | None = None) -> CardFonts | None:
    """Return the first of the known fonts that is installed here; ``None`` where none is."""
    found = _installed() if folders is None else _fonts_in(folders)
    for name in _NAMES:
        if name in found and _can_draw(found[name]):
            plain = found.get(name.replace("-bold", "-regular"), found[name])
            return CardFonts(found[name], plain)
    return None


def _folders() -> Iterator[Path]:
    """Yield where systems keep fonts."""
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft/Windows/Fonts"
    elif sys.platform == "darwin":
        yield from map(Path, ("/System/Library/Fonts", "/Library/Fonts"))
        yield Path.home() / "Library/Fonts"
    else:
        yield from map(Path, ("/usr/share/fonts", "/usr/local/share/fonts"))
        yield Path.home() / ".local/share/fonts"
        yield Path.home() / ".fonts"


@cache
def _installed() -> dict[str, Path]:
    """Return the fonts of this machine; looked for once."""
    return _fonts_in(_folders())


def _fonts_in(folders: Iterable[Path]) -> dict[str, Path]:
    """Return the fonts in some folders by their names; of two of one name the first."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(
            Path(here, name) for here, _, names in os.walk(folder) for name in names
        ):
            if path.suffix.lower() in (".ttc", ".otf", ".ttf"):
                found.setdefault(path.stem.lower(), path)
    return found


def _can_draw(path: Path) -> bool:
    try:
        return _has_chinese(_face_of(path, 32))
    except OSError:
        return False


def _has_chinese(face: ImageFont.FreeTypeFont) -> bool:
    """Tell whether a face has Chinese characters, and not the sign for what it lacks."""
    return bytes(face.getmask(_PROBE)) != bytes(face.getmask(_NOTHING))


def _face_of(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Return a face of a file as it is now: a preview may see another put in its place."""
    status = path.stat()
    return _face(path, size, status.st_size, status.st_mtime_ns)


@cache
def _face(path: Path, size: int, weight: int, written: int) -> ImageFont.FreeTypeFont:  # noqa: ARG001
    """Return a face of a file; of several, the one with the simplified forms.

    Set as it comes: a machine with libraqm would shape text otherwise than one without. And not by
    ``truetype``, which takes any font of the name for a file that is none.
    """
    plain = ImageFont.Layout.BASIC
    with suppress(OSError):  # past the last one
        for number in range(100):
            face = ImageFont.FreeTypeFont(path, size, index=number, layout_engine=plain)
            if not _SIMPLIFIED.isdisjoint((face.getname()[0] or "").split()):
                return face
    return ImageFont.FreeTypeFont(path, size, layout_engine=plain)
