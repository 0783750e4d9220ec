"""The forms that a seed may have, told by how its file's name ends."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from generator.model import BOXES, seed_stem

__all__ = [
    *("FORMS", "OCR", "PICTURES", "SeedForm", "any_form", "first_forms", "form_of", "is_note"),
    *("is_seed", "other_forms"),
]


class SeedForm(StrEnum):
    """How a file's name ends, small letters or capitals; which of them goes before others."""

    TEXT = ".txt"
    MARKDOWN = ".md"
    BOXES = BOXES
    HOCR = ".hocr"
    ALTO = ".alto.xml"
    PAGE = ".page.xml"
    XML = ".xml"
    JSON = ".json"
    HTML = ".html"
    HTM = ".htm"
    PDF = ".pdf"
    PNG = ".png"
    JPG = ".jpg"
    JPEG = ".jpeg"
    TIF = ".tif"
    TIFF = ".tiff"
    WEBP = ".webp"


FORMS = tuple(SeedForm)
"""Whoever has put the text of a PDF beside it means the text, and pages with their places may
have been corrected by hand. What OCR made of a page goes before the page itself."""
OCR = frozenset({SeedForm.HOCR, SeedForm.ALTO, SeedForm.PAGE, SeedForm.XML, SeedForm.JSON})
"""What programs for OCR write; which of them did is told by what is in the file."""
PICTURES = frozenset(FORMS[FORMS.index(SeedForm.PNG) :])
"""Scans, which OCR reads."""
_LESS_USUAL = frozenset(
    {
        *(SeedForm.BOXES, SeedForm.ALTO, SeedForm.PAGE, SeedForm.HTM, SeedForm.JPEG),
        *(SeedForm.TIFF, SeedForm.WEBP),
    }
)
_NOTES = frozenset({"readme.md", "license.md", "changelog.md", "contributing.md"})
"""What a folder says of itself, as services that host repositories show it."""


def any_form(name: str = "") -> str:
    """Return the usual endings of seeds, or the names that one could have, as the words of a
    sentence.

    >>> any_form()
    '.txt, .md, .hocr, .xml, .json, .html, .pdf, .png, .jpg or .tif'
    """
    *others, last = (name + form for form in FORMS if form not in _LESS_USUAL)
    return f"{', '.join(others)} or {last}"


def form_of(name: str) -> SeedForm | None:
    """Return the form of a file by its name, ``None`` for what is no page.

    >>> form_of("a.TXT"), form_of("a.boxes.json"), form_of("a.docx")
    (<SeedForm.TEXT: '.txt'>, <SeedForm.BOXES: '.boxes.json'>, None)
    """
    if is_note(name):
        return None
    return next((form for form in FORMS if name.lower().endswith(form)), None)


def is_note(name: str) -> bool:
    """Tell whether a file says something of its folder by its name, and is no page.

    >>> is_note("README.md"), is_note("2024-04-18-04.md")
    (True, False)
    """
    return name.lower() in _NOTES


def is_seed(name: str) -> bool:
    """Tell whether a file is a seed by its name."""
    return form_of(name) is not None


def other_forms(names: Iterable[str]) -> dict[str, str]:
    """Return the files that are another form of a seed beside them, each with that seed.

    >>> other_forms(["a.pdf", "a.txt", "b.pdf", "a.boxes.json", "c.gif"])
    {'a.boxes.json': 'a.txt', 'a.pdf': 'a.txt'}
    """
    names = list(names)
    first = first_forms(names)
    others: dict[str, str] = {}
    for form, name in _in_order(names):
        seed = first[seed_stem(name)]
        if form_of(seed) is not form:
            others[name] = seed
    return others


def first_forms(names: Iterable[str]) -> dict[str, str]:
    """Return by their stems the seeds among files that may hold one page in several forms."""
    first: dict[str, str] = {}
    for _, name in _in_order(names):
        first.setdefault(seed_stem(name), name)
    return first


def _in_order(names: Iterable[str]) -> list[tuple[SeedForm, str]]:
    found = ((form, name) for name in names if (form := form_of(name)) is not None)
    return sorted(found, key=lambda pair: (FORMS.index(pair[0]), pair[1]))
