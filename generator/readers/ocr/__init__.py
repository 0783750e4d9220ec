"""What programs for OCR write, to pages with places: one module a form, told by what is in a file.

Each returns lines as the tool has seen them (``records``); what follows is the same for all: the
page is set straight, lines are cut at gutters, and sizes are what the page itself shows.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NoReturn

from generator.errors import SeedError
from generator.model import Page
from generator.readers import page_name
from generator.readers.ocr.alto import alto_pages
from generator.readers.ocr.docling import docling_pages
from generator.readers.ocr.hocr import hocr_pages, is_hocr
from generator.readers.ocr.line_lists import listed_pages
from generator.readers.ocr.markup_parser import MOST_BYTES
from generator.readers.ocr.mineru import mineru_pages
from generator.readers.ocr.ocr_records import OcrPage, Point
from generator.readers.ocr.page_setting import set_page
from generator.readers.ocr.page_xml import page_xml_pages
from generator.readers.ocr.straight_lines import clean

__all__ = ["read_ocr"]

_MOST_LINES = 10_000
"""Of a page: a broadsheet of small advertisements has two thousand."""
_OVER = 1.01
"""Times a page's size that its lines may reach, as boxes are wider than ink."""
_HEAD = 1 << 16
_ROOT = re.compile(r"<(?:[\w.-]+:)?(alto|PcGts)[\s/>]")
_JSON: tuple[tuple[str, Callable[[Any], Iterator[OcrPage] | None]], ...] = (
    ("Docling", docling_pages),
    ("MinerU", mineru_pages),
    ("OCR", listed_pages),
)
"""Who has written it, and what reads it; each tells by itself whether it can."""


SizeOf = Callable[[int], Point | None]
"""Returns the size of the picture of a page, by the page's number from 1 on, if there is one."""


def _untold(number: int) -> None:
    """Know no picture."""


def read_ocr(
    data: bytes, name: str, *, sha256: str = "", size_of: SizeOf = _untold
) -> Iterator[Page]:
    """Yield the pages that a program for OCR has written; those without text are only counted.

    ``size_of`` gives the size of a page by its number where the file does not state it: the picture
    that was read may lie beside the file. Raises :class:`SeedError`, beginning with ``name``, for a
    damaged file, or one of another form.
    """
    if not data.strip():
        raise SeedError(f"{name}: the file is empty. Put it there once more or delete it.")
    if len(data) > MOST_BYTES:
        raise SeedError(
            f"{name}: larger than {MOST_BYTES >> 20} MB. Split it: one file for each page."
        )
    made_by, pages = _pages(data, name)
    proof = Proof(name)
    for number, found in enumerate(pages, start=1):
        if len(found.lines) > _MOST_LINES:
            raise SeedError(
                f"{name}: page {number} has more than {_MOST_LINES} lines, as no page of a "
                "newspaper has. Is it the right file?"
            )
        found = _sized(found, number, size_of)
        page = set_page(found, page_name(name, number), made_by=made_by, sha256=sha256)
        proof.add(found, number, page.text if page is not None else "")
        if page is not None:
            yield page


def _sized(found: OcrPage, number: int, size_of: SizeOf) -> OcrPage:
    """Return a page with its size, if a picture tells it on which all lines find room."""
    size = None if min(found.size) > 0 else size_of(number)
    if size is None or any(a > b * _OVER for a, b in zip(found.extent, size, strict=True)):
        return found
    return replace(found, size=size)


def _pages(data: bytes, name: str) -> tuple[str, Iterable[OcrPage]]:
    head = data[:_HEAD].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if head[:1] in "{[":
        return _json_pages(data, name)
    root = _ROOT.search(head)
    if head[:1] == "<" and is_hocr(head):
        return "hOCR", hocr_pages(_decoded(data, name))
    if head[:1] == "<" and root is not None:
        read = alto_pages if root[1] == "alto" else page_xml_pages
        return ("ALTO" if root[1] == "alto" else "PAGE"), read(data, name)
    raise SeedError(f"{name}: neither hOCR nor ALTO nor PAGE, and no JSON. {_ELSE}")


_ELSE = "Have the program for OCR write one of these, or save the text of the page as a .txt file."


def _json_pages(data: bytes, name: str) -> tuple[str, Iterable[OcrPage]]:
    text = _decoded(data, name)
    try:
        found = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise SeedError(f"{name}: brackets within brackets, too deep to read.") from None
    except json.JSONDecodeError as error:
        raise SeedError(
            f"{name}:{error.lineno}: not valid JSON: {error.msg} (column {error.colno}). Is the "
            "file cut off?"
        ) from None
    except ValueError as error:  # NaN, Infinity; a number of thousands of digits
        raise SeedError(f"{name}: not valid JSON: {error}.") from None
    for made_by, read in _JSON:
        pages = read(found)
        if pages is not None:
            return made_by, pages
    raise SeedError(
        f"{name}: JSON, but none in which a program for OCR says what stands where (PaddleOCR, "
        "RapidOCR, MinerU, Docling). Keep other files elsewhere; pages with places of your own "
        "making end in .boxes.json."
    )


def _refuse_constant(found: str) -> NoReturn:
    raise ValueError(f"{found} is no number")


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(
            f"{name}: byte {error.start} is not valid UTF-8 ({error.reason}). Save it as UTF-8."
        ) from None


_SHOWN = 12
"""Characters of what was lost that are quoted."""


class Proof:
    """Counts what a file says and what its pages hold, page after page."""

    def __init__(self, name: str) -> None:
        """Begin with a file of that name."""
        self._name = name
        self._said: Counter[str] = Counter()
        self._held: Counter[str] = Counter()

    def add(self, found: OcrPage, number: int, text: str) -> None:
        """Count the characters of a page in the file, and in the text that was made of it.

        Raises :class:`SeedError` if text that came before it in the file belongs to no page.
        """
        lines = (line.text for line in found.lines)
        said = _counted(lines if found.said is None else found.said)
        self._said.update(said)  # += would look through all there are, for each page
        self._held.update(_counted([text]))
        lost = Counter({char: self._said[char] - self._held[char] for char in said})
        if lost := +lost:
            some = "".join(lost)[:_SHOWN]
            raise SeedError(
                f"{self._name}: page {number}: {lost.total()} characters of the file would be lost "
                f"(“{some}”), as they stand where its form has no text. Have the program for OCR "
                "write it anew, or save the text of the page as a .txt file."
            )


def _counted(texts: Iterable[str]) -> Counter[str]:
    """Return the characters of some texts, blanks apart, as they can stand on a page."""
    return Counter(char for text in texts for char in clean(text) if not char.isspace())
