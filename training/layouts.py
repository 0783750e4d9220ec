"""Prints pages of one kind of layout each, as PDF, with their gold.

    python -m training.layouts GROUPS OUT [--pages N] [--seed TEXT] [--kinds KIND,...]

GROUPS holds a page a line, as JSON with ``articles`` that have ``title`` and ``paragraphs``; it may
be packed by xz. Writes ``OUT/pdf/``, one page a file, ``OUT/gold-pdf.json`` and ``OUT/layout.json``
with the kind of each: what :mod:`training.geometry` learns from. The same groups and seed give the
same pages. PyMuPDF and three fonts of Debian are needed (fonts-arphic-uming, fonts-arphic-ukai,
fonts-wqy-zenhei).
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2

from training.sheets import Sheet
from training.spreads import KINDS, set_page
from training.stories import Story, in_half_width, story_of

__all__ = ["main", "print_page"]

_FONTS = Path("/usr/share/fonts/truetype")
_FILES = {
    "song": _FONTS / "arphic/uming.ttc",
    "kai": _FONTS / "arphic/ukai.ttc",
    "hei": _FONTS / "wqy/wqy-zenhei.ttc",
}
"""Faces by name; ``droid`` is the one that PyMuPDF has itself."""
_FILLED_AND_STROKED = 2
"""How letters are drawn bold that have no bold face."""
_FULL_WIDTH = 0x2000
"""From here on characters are an em wide."""
_MOST, _LEAST = 6, 3
"""Stories of a page at most, and at least."""
_COLORS = {"tint": (0.93, 0.93, 0.88), "bar": (0.1, 0.1, 0.4)}


@cache
def _font(face: str) -> Any:
    import pymupdf

    if face == "droid":
        return pymupdf.Font("cjk")
    return pymupdf.Font(fontfile=str(_FILES[face]))


@cache
def advance(char: str, face: str, size: float) -> float:
    """Return how far a character takes the pen."""
    return size if ord(char) > _FULL_WIDTH else float(_font(face).text_length(char, size))


def print_page(sheet: Sheet, width: float, height: float) -> bytes:
    """Return a sheet as PDF."""
    import pymupdf

    document = pymupdf.open()
    page = document.new_page(width=width, height=height)
    shapes = page.new_shape()
    for shape in sheet.shapes:
        left, top, right, bottom = shape.box
        if shape.kind == "picture":
            grey = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 2, 2))
            grey.clear_with(150)
            page.insert_image(pymupdf.Rect(shape.box), pixmap=grey, keep_proportion=False)
        elif shape.kind == "rule":
            shapes.draw_line((left, top), (right, bottom))
            shapes.finish(width=0.5)
        else:
            shapes.draw_rect(pymupdf.Rect(shape.box))
            fill = _COLORS.get(shape.kind)
            shapes.finish(fill=fill, color=None if fill else (0, 0, 0), width=0.8)
    shapes.commit()
    for white, bold in product((False, True), repeat=2):
        writer = pymupdf.TextWriter(page.rect)
        for own in sheet.glyphs:
            if own.white is white and own.bold is bold:
                writer.append((own.x, own.y), own.text, font=_font(own.face), fontsize=own.size)
        mode = _FILLED_AND_STROKED if bold else 0
        writer.write_text(page, color=(1, 1, 1) if white else (0, 0, 0), render_mode=mode)
    document.subset_fonts()
    return bytes(document.tobytes(deflate=True, garbage=3, no_new_id=True))


def _read_groups(path: Path) -> list[Mapping[str, Any]]:
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _holds(data: bytes, stories: Sequence[Story], furniture: Sequence[str]) -> bool:
    """Return whether pdfium finds exactly the characters that were printed."""
    pages = pypdfium2.PdfDocument(data)
    found = "".join(page.get_textpage().get_text_range() for page in pages)
    parts = [part for story in stories for part in _texts(story)]
    return Counter(_flat(found)) == Counter(_flat("".join((*parts, *furniture))))


def _texts(story: Story) -> Iterator[str]:
    gold = story.gold()
    yield from (text for _, text in gold.pop("body"))
    yield from gold.values()


def print_set(
    groups: Sequence[Mapping[str, Any]], pages: int, kinds: Sequence[str], chance: random.Random
) -> Iterator[tuple[str, bytes, list[dict[str, Any]]]]:
    """Yield pages: each one's kind, its PDF and its gold. What loses characters is left out."""
    rich = [group for group in groups if len(group["articles"]) >= _LEAST]
    made = 0
    while made < pages and rich:
        before = made
        for group in chance.sample(rich, len(rich)):
            if made == pages:
                return
            kind = kinds[made % len(kinds)]
            stories = [story_of(article, chance) for article in group["articles"][:_MOST]]
            if chance.random() < 0.35:
                stories = [*map(in_half_width, stories)]
            sheet = Sheet(advance)
            printed, width, height = set_page(sheet, stories, kind, chance)
            data = print_page(sheet, width, height)
            if _holds(data, printed, sheet.furniture):
                yield kind, data, [story.gold() for story in printed]
                made += 1
        if made == before:
            return


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(
        prog="training.layouts", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("groups", type=Path, metavar="GROUPS", help="pages of articles, JSON Lines")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder to write")
    parser.add_argument("--pages", type=int, default=len(KINDS), metavar="N")
    parser.add_argument("--seed", default="1", metavar="TEXT")
    parser.add_argument("--kinds", default=",".join(KINDS), help="of " + ", ".join(KINDS))
    options = parser.parse_args(arguments)
    kinds = options.kinds.split(",")
    if unknown := sorted({*kinds} - {*KINDS}):
        parser.error(f"no kinds of layout: {', '.join(unknown)}")
    (options.out / "pdf").mkdir(parents=True, exist_ok=True)
    gold, layout = {}, {}
    chance = random.Random(f"layouts {options.seed}")
    printed = print_set(_read_groups(options.groups), options.pages, kinds, chance)
    for number, (kind, data, articles) in enumerate(printed):
        name = f"layouts-{options.seed}-{number:04d}.pdf"
        (options.out / "pdf" / name).write_bytes(data)
        gold[name], layout[name] = articles, {"kind": kind}
    for name, told in (("gold-pdf.json", gold), ("layout.json", layout)):
        (options.out / name).write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    print(f"{len(gold)} pages")


if __name__ == "__main__":
    main()
