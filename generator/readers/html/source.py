"""HTML before it is parsed: the characters that its bytes stand for.

A page says its encoding in a mark at its beginning or in a ``meta`` element; who saved it may have
written it in another one. So what is declared comes first where it fits, and what is valid UTF-8 is
UTF-8: Chinese in another encoding never is.
"""

from __future__ import annotations

import codecs
import re

from generator.errors import SeedError
from generator.text.mojibake import MIN_COMMON_SHARE, common_share

__all__ = ["decode_html"]

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_HEAD = 16_384
"""Bytes in which the encoding is looked for; browsers look in the first kilobyte."""
_CODECS = {
    "utf-8": "utf-8", "utf8": "utf-8", "gb18030": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
}  # fmt: skip
"""Encodings of Chinese, each read as the widest that holds it, as browsers do (WHATWG Encoding)."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MOST_LOST = 0.01
"""Share of characters that may be damaged: what they were is told as lost, as in any page."""


def decode_html(data: bytes, name: str) -> str:
    """Return the characters of a page of HTML, without a byte order mark.

    Raises :class:`SeedError` where no encoding makes Chinese text of it.

    >>> decode_html("<meta charset=gb2312><p>版面</p>".encode("gbk"), "a.html")
    '<meta charset=gb2312><p>版面</p>'
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    for codec in ("utf-8", *_declared(data), "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec == "utf-8" or _is_chinese(text):
            return text
    for codec in (*_declared(data), "utf-8", "gb18030"):
        text = data.decode(codec, "replace")
        beyond = sum(char > "\x7f" for char in text)
        if text.count("\ufffd") <= _MOST_LOST * beyond and _is_chinese(text):
            return text
    raise SeedError(
        f"{name}: in no encoding that makes Chinese text of it (UTF-8, GB18030, Big5). Save the "
        "page anew from a browser, as UTF-8."
    )


def _declared(data: bytes) -> list[str]:
    """Return the encoding that a page declares as Python calls it, if it is one of Chinese."""
    match = _DECLARED.search(data[:_HEAD])
    label = match[1].decode("ascii", "replace").lower() if match is not None else ""
    return [_CODECS[label]] if label in _CODECS else []


def _is_chinese(text: str) -> bool:
    han = "".join(re.findall("[㐀-鿿]+", text))
    return bool(han) and common_share(han) >= MIN_COMMON_SHARE
