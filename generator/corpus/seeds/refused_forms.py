"""Files that are refused as plain text, as their structure shows that they have another form.

A page saved as HTML, the output of an OCR program, a Word document under the name of a text file:
read as text, their tags and coordinates would be published as headlines. What tells them is the
signature that a format opens with, or a structure that runs through the whole file, never one
character: a page may open with ``<``, ``{`` or ``[``, and a story may be about HTML.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html.entities import html5

from generator.errors import SeedError
from generator.text.characters import ends_sentence
from generator.text.markdown import has_front_matter, is_markdown, without_tables

__all__ = ["refuse_other_files", "refuse_other_forms"]

_COPY = "Open it there, and save the text of the page as a .txt file"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "Give it a name that ends in .pdf"),
    (b"%!PS", "PostScript", "Use a tool such as ps2ascii first"),
    (b"{\\rtf", "RTF, a document of a word processor", _COPY),
    (b"PK\x03\x04", "a ZIP archive, as DOCX, ODT, XLSX and EPUB are", _COPY),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an older Word or Excel", _COPY),
    (b"\x89PNG\r\n", "a picture (PNG)", "Give it a name that ends in .png"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Give it a name that ends in .jpg"),
    (b"GIF8", "a picture (GIF)", "Use a program for OCR first"),
    (b"II*\x00", "a picture (TIFF)", "Give it a name that ends in .tif"),
    (b"MM\x00*", "a picture (TIFF)", "Give it a name that ends in .tif"),
    (b"RIFF", "a picture or a recording (RIFF)", "Use a program for OCR first"),
    (b"AT&TFORM", "a scan (DjVu)", "Use a tool such as djvutxt first"),
    (b"\x1f\x8b", "compressed (gzip)", "Unpack it first"),
    (b"BZh", "compressed (bzip2)", "Unpack it first"),
    (b"\xfd7zXZ\x00", "compressed (xz)", "Unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "compressed (7z)", "Unpack it first"),
    (b"Rar!\x1a\x07", "compressed (RAR)", "Unpack it first"),
    (b"SQLite format 3\x00", "a database (SQLite)", "Take the text of the page out of it first"),
)
"""What files of these formats begin with (their specifications; RFC 8118 for PDF)."""

_MIME_HINT = (
    "Open it in a browser, and save the page as HTML, complete, if it is one of a digital edition; "
    "if not, copy the text of the page, and save that"
)
_HTML_HINT = (
    "Give it a name that ends in .html if it is a page of a digital edition; if not, open it in a "
    "browser, copy the text of the page, and save that"
)
_HOCR_HINT = "Save it under a name that ends in .hocr"
_XML_HINT = "Save it under a name that ends in .xml"
_JSON_HINT = (
    "Save it under a name that ends in .json if a program for OCR says in it what stands where; "
    "else let it write plain text, and save that"
)
_OCR_HINT = "Let the program for OCR write plain text, and save that"
_TABLE_HINT = "Save the text of each page as a .txt file of its own"

_PROLOG = re.compile(
    r"<\?xml\s|<!doctype\s+(?P<doctype>[a-z]+)|<(?P<html>html|head|body)[\s>]", re.I
)
_OPENING = re.compile(
    r"<(?P<name>[^\W\d][\w:.-]*)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*/?>"
)
"""An element's opening tag as XML writes it: attributes, if any, in quotation marks."""
_ROOTS = {
    "rss": ("a feed (RSS)", _TABLE_HINT),
    "feed": ("a feed (Atom)", _TABLE_HINT),
    "rdf:RDF": ("a feed (RSS 1.0)", _TABLE_HINT),
    "alto": ("the output of an OCR program (ALTO)", _XML_HINT),
    "PcGts": ("the output of an OCR program (PAGE)", _XML_HINT),
}
"""Root elements by which a kind of XML is known."""
_INLINE = re.compile(
    "a|abbr|b|big|cite|code|em|i|mark|q|s|small|strike|strong|sub|sup|tt|u", re.IGNORECASE
)
"""Elements of HTML that mark words inside a sentence: one of them makes no page of HTML."""
_BLOCK = (
    "address|article|aside|body|blockquote|br|caption|center|dd|div|dl|dt|figcaption|figure|font|footer|form"
    "|h[1-6]|head|header|hr|html|iframe|img|input|li|link|main|meta|nav|ol|p|pre|script|section|span"
    "|style|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
"""Elements of HTML that set a page out."""
_TAG = re.compile(rf"(?<![“‘「『《（(、])</?(?:{_BLOCK})(?:\s[^<>]*)?/?>", re.I)
"""A tag that is not quoted: who writes about HTML sets its tags in quotation marks or in a list."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LATEX = re.compile(r"^[ \t]*\\(?:documentclass\b|begin\{document\})", re.M)
_MAIL = re.compile(r"\A(?:[A-Za-z][A-Za-z0-9-]*:.*\n(?:[ \t].*\n)*)*MIME-Version:", re.I)

_JSON_OPENING = re.compile(
    r"(?:(?:(?:var|let|const)\s+)?[\w.$]+\s*=\s*|[\w.$]+\()?[\[{][\s\[{]*(?:\"[^\"\n]*\"|'\w+')\s*:"
)
"""A bracket and a key with its colon; before it may stand what a script calls the data."""
_POINT = re.compile(r"[\[(]\s*-?\d+(?:\.\d+)?\s*,\s*-?\d+(?:\.\d+)?\s*[\])]")
"""A point or a box's corner as programs for OCR print it."""
_CORNERS = re.compile(r"\s*(?:-?\d+(?:\.\d+)?[ ]*[,\t][ ]*){4}")
"""The four numbers of a box before its text (as the ICDAR lists have them)."""
_FIELD = re.compile(r"\"?[A-Za-z_][\w .-]*\"?", re.ASCII)
_LEAST_FIELDS = 3
"""Columns, and rows, of a table at least: two words between commas may be a headline."""
_MOST = 1 << 22
"""Characters of a text that are looked at: a form that runs through the whole is seen in its first
megabytes, and lines of one character would take a hundred times their size in memory."""


def refuse_other_files(data: bytes, name: str) -> None:
    """Raise :class:`SeedError` for bytes that begin as no text file does, naming their format.

    >>> refuse_other_files(b"{\\\\rtf1\\\\ansi", "page.txt")
    Traceback (most recent call last):
    ...
    generator.errors.SeedError: page.txt: not a text file but RTF, a document of a word processor. \
Only the text of a page can be read. Open it there, and save the text of the page as a .txt file.
    """
    for signature, what, hint in _SIGNATURES:
        if data.removeprefix(b"\xef\xbb\xbf").startswith(signature):
            raise SeedError(
                f"{name}: not a text file but {what}. Only the text of a page can be read. {hint}."
            )


def refuse_other_forms(text: str, name: str) -> None:
    """Raise :class:`SeedError` for text that is the source of a page and not what it says.

    >>> refuse_other_forms('<?xml version="1.0"?><rss><title>新闻</title></rss>', "page.txt")
    Traceback (most recent call last):
    ...
    generator.errors.SeedError: page.txt: not the text of a page but a feed (RSS). Here only plain \
text can be read. Save the text of each page as a .txt file of its own.
    >>> refuse_other_forms("[视点]\\n<b>新村</b>办食堂\\n近日，新村办起食堂。", "page.txt")
    """
    stripped = text.strip("\ufeff \t\r\n\v\f\u3000")
    begins = stripped
    if len(stripped) > _MOST:
        begins = stripped[: stripped.rfind("\n", 0, _MOST) + 1 or _MOST]
    for found in _FORMS:
        # JSON and XML are known by their ends, too
        told = found(stripped if found in (_json, _xml) else begins)
        if told is not None:
            what, hint = told
            raise SeedError(
                f"{name}: not the text of a page but {what}. Here only plain text can be read. "
                f"{hint}."
            )


def _json(text: str) -> tuple[str, str] | None:
    what = ("JSON", _JSON_HINT)
    if text[:1] in '[{"' and _holds_data(text):
        return what
    if text[:1] in ("[", "{") and all(
        line.lstrip()[:1] in "[{" and _holds_data(line)
        for line in text.splitlines()
        if line.strip()
    ):
        return ("JSON Lines", _OCR_HINT)
    # cut off, or with a comma too many: nobody parses it, and it is no text either
    return what if _JSON_OPENING.match(text) else None


def _holds_data(text: str) -> bool:
    """Return whether ``text`` is JSON that holds something: [1] may be the number of a note."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if isinstance(value, str):
        return "\\" in text  # a page's text with its line ends escaped
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict | list | str) for item in value)
    )


def _coordinates(text: str) -> tuple[str, str] | None:
    """Boxes with text, as PaddleOCR and EasyOCR print them and box files list them."""
    lines = [line for line in text.splitlines() if line.strip()]
    placed = sum(bool(_POINT.search(line) or _CORNERS.match(line)) for line in lines)
    boxes = len(lines) and 2 * placed > len(lines)
    return ("a list of boxes, the output of an OCR program", _OCR_HINT) if boxes else None


def _xml(text: str) -> tuple[str, str] | None:
    prolog = _PROLOG.match(text)
    head = text[:2000]
    if prolog is not None:
        named = (prolog["doctype"] or prolog["html"] or "").lower()
        if "ocr_page" in head or "ocr-system" in head:
            return ("the output of an OCR program (hOCR)", _HOCR_HINT)
        if named in ("html", "head", "body") or re.search(
            r"<html[\s>]|<!doctype\s+html", head, re.I
        ):
            return ("HTML", _HTML_HINT)
    root = _OPENING.search(head) if prolog is not None else _OPENING.match(text)
    if root is None:
        return ("XML", _TABLE_HINT) if prolog is not None else None
    name = root["name"]
    if prolog is None and _INLINE.fullmatch(name):
        return None
    enclosed = text.endswith(f"</{name}>")
    nested = text[root.end() :].lstrip()[:1] == "<" and "=" in root.group()
    if prolog is None and not enclosed and not nested:
        return None
    if re.fullmatch(_BLOCK, name, re.I):
        # Markdown may begin with a picture that HTML centres
        return ("HTML", _HTML_HINT) if prolog is not None or not is_markdown(text) else None
    return _ROOTS.get(name, ("XML", _TABLE_HINT))


def _html(text: str) -> tuple[str, str] | None:
    """Tags and entities that set the lines of the page out, or stand in most of them."""
    text = without_tables(text)
    lines = [line for line in text.splitlines() if line.strip()]
    tags = len(_TAG.findall(text))
    marked = sum(bool(_TAG.search(line) or _is_escaped(line)) for line in lines)
    broken = tags > 2 and tags >= 2 * len(lines)
    most = marked > 1 and 2 * marked > len(lines)
    return ("HTML", _HTML_HINT) if not is_markdown(text) and (broken or most) else None


def _is_escaped(line: str) -> bool:
    """Return whether a line holds a character under the name or the number that HTML gives it."""
    return any(
        entity.group()[1] == "#" or entity.group()[1:] in html5 for entity in _ENTITY.finditer(line)
    )


def _table(text: str) -> tuple[str, str] | None:
    """A table: under a head of names, as tesseract's, or of rows alike, as databases write them."""
    lines = [line for line in text.splitlines() if line.strip()][:2]
    for separator in "\t,;":
        names = [field.strip() for field in lines[0].split(separator)]
        if len(names) < _LEAST_FIELDS or not all(map(_FIELD.fullmatch, names)):
            continue
        if {"block_num", "line_num"} <= set(names):
            return ("the output of an OCR program (TSV of tesseract)", _OCR_HINT)
        if len(lines) > 1 and lines[1].count(separator) >= len(names) - 1:
            return ("a table (CSV or TSV)", _TABLE_HINT)
    tabs = lines[0].count("\t")
    # whole articles, one a row: of columns side by side, few lines end a sentence
    if tabs + 1 >= _LEAST_FIELDS and all(
        line.count("\t") == tabs and any(map(ends_sentence, line.split("\t")))
        for line in text.splitlines()
        if line.strip()
    ):
        return ("a table (TSV)", _TABLE_HINT)
    return ("a table (CSV)", _TABLE_HINT) if _is_comma_separated(text) else None


def _is_comma_separated(text: str) -> bool:
    """Return whether all rows have as many fields, three at least.

    One row may be a headline with commas, two may be so by chance.
    """
    rows, width = 0, 0
    try:
        for row in csv.reader(io.StringIO(text), strict=True):
            if not row:
                continue
            rows, width = rows + 1, width or len(row)
            if len(row) != width or width < _LEAST_FIELDS:
                return False
    except csv.Error:
        return False
    return rows >= _LEAST_FIELDS


def _numbered(text: str) -> tuple[str, str] | None:
    """The rows of tesseract's table without their head: ten numbers, the confidence, the word."""
    lines = [line for line in text.splitlines() if line.strip()]
    rows = sum(
        len(fields) > 10 and all(f.strip("-").isdecimal() for f in fields[:10])
        for fields in (line.split("\t") for line in lines)
    )
    what = "the output of an OCR program (TSV of tesseract)"
    return (what, _OCR_HINT) if 2 * rows > len(lines) else None


def _other(text: str) -> tuple[str, str] | None:
    if _LATEX.search(text):
        return ("LaTeX", "Take the text of the page out of its PDF, and save that")
    if _MAIL.match(text):
        return ("a saved mail or web page (MIME)", _MIME_HINT)
    if has_front_matter(text):
        return (
            "a Markdown file with a header of YAML",
            "Delete the header up to its second ---, keep the headline as a line of text",
        )
    return None


_FORMS: tuple[Callable[[str], tuple[str, str] | None], ...] = (
    _json, _xml, _other, _table, _numbered, _coordinates, _html,
)  # fmt: skip
"""Each returns what a text is and what to do, ``None`` where it is not that."""
