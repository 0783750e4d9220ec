"""From the bytes of a seed to its characters, or to an error that says which byte is wrong.

Read are UTF-8 (with or without a byte order mark), UTF-16 with one, and GB18030, which holds
GBK and GB2312: what Chinese text files are written in. A guess is never published: bytes that
only happen to be valid in some encoding are refused.
"""

from __future__ import annotations

import codecs

from generator.corpus.seeds.refused_forms import refuse_other_files, refuse_other_forms
from generator.errors import SeedError
from generator.text.mojibake import MIN_COMMON_SHARE, common_share

__all__ = ["STANDARD_INPUT", "decode_text"]

STANDARD_INPUT = "-"
"""The name of the seed that comes through a pipe."""

ALLOWED_CONTROLS = frozenset("\t\n\v\f\r\x85")
MAX_CONTROL_SHARE = 0.005
"""PDF tools leave a control character here and there (pdfium writes U+0002 for a soft hyphen);
a file with more than one in two hundred is not text."""


def decode_text(data: bytes, name: str) -> str:
    """Return the characters of ``data`` exactly as they came, without a byte order mark.

    Line ends are left alone, so a character's offset stays what it is in the decoded file.
    Raises :class:`SeedError`, naming the file and where possible the byte, for bytes that are
    empty, blank, binary, in no encoding that we read, or a page in another form than its text. A
    ``name`` of ``-`` is standard input.

    >>> decode_text("湖南省".encode("gb18030"), "page.txt")
    '湖南省'
    >>> decode_text(b"\\xe6\\xb9\\x96\\xe5\\x8d", "page.txt")
    Traceback (most recent call last):
    ...
    generator.errors.SeedError: page.txt: byte 3 is not valid UTF-8 (unexpected end of data). Is \
the file cut off? Save it as UTF-8 and run again.
    """
    typed = name == STANDARD_INPUT
    name = "standard input" if typed else name
    if not data:
        raise SeedError(
            f"{name} is empty. Send it the text of a page, as in: cat page.txt | …"
            if typed
            else f"{name}: the file is empty. Put the text of a page into it or delete it."
        )
    refuse_other_files(data, name)
    text = _decode(data, name)
    _refuse_binary(text, name)
    # What str.strip() empties is empty to every later stage too: U+001C to U+001F among it,
    # which Python counts as white space, and so a file of one of them, which a tool may leave.
    if not text.replace("\ufeff", "").strip():
        raise SeedError(
            f"{name} holds nothing but blanks. Send it the text of a page."
            if typed
            else f"{name}: the file holds nothing but blanks. Put a page into it."
        )
    refuse_other_forms(text, name)
    return text


def _decode(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        little = data.startswith(codecs.BOM_UTF16_LE)
        return _decode_marked(data, "utf-16-le" if little else "utf-16-be", "UTF-16", 2, name)
    if data.startswith(codecs.BOM_UTF8):
        return _decode_marked(data, "utf-8", "UTF-8", 3, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        utf8 = error
    _refuse_zeros(data, name)
    if _is_damaged_utf8(data):
        hint = " Is the file cut off?" if utf8.reason == "unexpected end of data" else ""
        raise SeedError(
            f"{name}: byte {utf8.start} is not valid UTF-8 ({utf8.reason}).{hint} "
            "Save it as UTF-8 and run again."
        )
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise SeedError(
            f"{name}: neither UTF-8 (byte {utf8.start}) nor GB18030 (byte {error.start}). "
            "Save it as UTF-8 and run again."
        ) from None
    if common_share(text) < MIN_COMMON_SHARE:
        raise SeedError(
            f"{name}: byte {utf8.start} is not valid UTF-8, and read as GB18030 the file makes "
            "no Chinese text. Save it as UTF-8 and run again."
        )
    return text


def _decode_marked(data: bytes, codec: str, label: str, mark: int, name: str) -> str:
    """Decode what follows the byte order mark: a file that names its encoding is held to it."""
    try:
        return data[mark:].decode(codec)
    except UnicodeDecodeError as error:
        raise SeedError(
            f"{name}: byte {error.start + mark} is not valid {label} ({error.reason}), though "
            f"the file begins with the mark of {label}. Save it as UTF-8 and run again."
        ) from None


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell whether the bytes are UTF-8 with a fault rather than GB18030.

    Characters of three bytes follow a strict pattern that GB18030 text hardly ever meets by
    chance, so a file where half of what lies beyond ASCII is well-formed UTF-8 is UTF-8.
    """
    lenient = data.decode("utf-8", "replace")
    wrong = lenient.count("\ufffd")
    right = sum(char > "\u07ff" for char in lenient) - wrong
    return right >= max(wrong, 1)


def _refuse_zeros(data: bytes, name: str) -> None:
    zero = data.find(0)
    if zero >= 0:
        raise SeedError(
            f"{name}: not a text file (byte {zero} is zero). Only the text of a page can be read; "
            "a PDF is read as one if its name ends in .pdf."
        )


def _refuse_binary(text: str, name: str) -> None:
    controls = [
        index
        for index, char in enumerate(text)
        if (char < " " or "\x7f" <= char <= "\x9f") and char not in ALLOWED_CONTROLS
    ]
    if "\0" in text or len(controls) > max(1, len(text) * MAX_CONTROL_SHARE):
        raise SeedError(
            f"{name}: not a text file (character {controls[0]} is a control character). Only the "
            "text of a page can be read; a PDF is read as one if its name ends in .pdf."
        )
