"""Text from a page made harmless: the one escaper for Markdown, HTML and front matter.

Everything that a page says is written with HTML character references and never with
backslashes: ``&#42;`` means an asterisk in CommonMark (GitHub), in Python-Markdown, in raw HTML
and in an attribute, while ``\\*`` means one only in the first two, and only for the marks that
each of them happens to know.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, urlsplit

__all__ = [
    *("Safe", "escape_attribute", "escape_kept", "escape_text", "escape_url", "one_line"),
    "web_address",
]


class Safe(str):
    """Markdown written by this package; the templates do not escape it again."""

    __slots__ = ()


_BLANKS = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")

# What no HTML or YAML file may hold (HTML Living Standard 13.2.3.5, YAML 1.2 section 5.1):
# control characters, lone surrogates, noncharacters, and U+FEFF, which readers take for a mark;
# and the direction controls (UAX 9), which would turn round what the site says after them.
_UNPRINTABLES = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
)
_UNPRINTABLE = re.compile(f"[{_UNPRINTABLES}]")

# Marks that open something wherever they stand, in CommonMark, GFM, Python-Markdown or the
# extensions that a site may switch on: emphasis, code, links, footnotes, abbreviations, HTML,
# tables, ~~, ^^, math, Jinja and attribute braces, hashtags.
_ALWAYS = r"&<>\\`*_\[\]{}|~^$#"
# Doubled marks: == highlight, ++ insert, -- dash, and :name: for emoji.
_DOUBLED = r"(?<=[=+-])[=+-]"
_EMOJI = r":(?=[\w+-]+:)"
_ESCAPED = re.compile(f"[{_ALWAYS}]|{_DOUBLED}|{_EMOJI}", re.ASCII)
# Marks that open a block at the beginning of a line: lists (1. 1) a. - +), headings set with
# - or =, definitions (:), admonitions (!!! ???), blocks (///), front matter (---).
_OPENING = re.compile(r"[!-/:-@]|(?:\d+|[A-Za-z]+)[.)](?=\s|$)")

_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


SHORT = 64
"""Texts up to this length are names and headlines, which many pages say: they are escaped once."""


def one_line(text: str) -> str:
    """Return ``text`` as one printable line.

    Runs of white space, line ends of every kind among them, become one blank; characters that
    no file format can carry become U+FFFD, so that a reader sees that something stood there.

    >>> one_line(" 第一行\\n第二行\\x07 ")
    '第一行 第二行\ufffd'
    """
    return _short_line(text) if len(text) <= SHORT else _line(text)


def _line(text: str) -> str:
    if text.isprintable() and "  " not in text:  # as nearly all are
        return text.strip(" ")
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _BLANKS.sub(" ", text)).strip(" ")


_short_line = lru_cache(maxsize=1 << 14)(_line)


def escape_text(text: str) -> Safe:
    """Return ``text`` as Markdown that shows exactly :func:`one_line` of it, and nothing else.

    It is right at the beginning of a block, in a heading, in the text of a link, in a table
    cell, inside an HTML element and inside a quoted attribute without quotation marks.

    >>> escape_text("6. 推进*试点*")
    '6&#46; 推进&#42;试点&#42;'
    >>> escape_text("<b>《通知》</b>")
    '&lt;b&gt;《通知》&lt;/b&gt;'
    """
    return _escaped_again(text) if len(text) <= SHORT else _escaped(text)


def _escaped(text: str) -> Safe:
    line = one_line(text)
    opening = _OPENING.match(line)
    if opening is None:
        return Safe(_ESCAPED.sub(_reference, line))
    at = opening.end() - 1
    head, mark, tail = line[:at], line[at], line[at + 1 :]
    return Safe(_ESCAPED.sub(_reference, head) + _name(mark) + _ESCAPED.sub(_reference, tail))


_escaped_again = lru_cache(maxsize=1 << 14)(_escaped)


def escape_attribute(text: str) -> Safe:
    """Return :func:`escape_text` of ``text`` for an attribute in quotation marks.

    In a line of Markdown a tag is no shelter: links and code within its attributes are read before
    it is, and what they become has quotation marks.

    >>> escape_attribute('![" onclick=x](y)')
    '&#33;&#91;&quot; onclick=x&#93;(y)'
    """
    return Safe(escape_text(text).replace('"', "&quot;"))


_BREAK = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_WRITTEN_OTHERWISE = re.compile(f'[{_UNPRINTABLES}&<>"\\t\\n\\v\\f\\r\\x85\\u2028\\u2029]')
"""What :func:`escape_kept` does not leave as it is."""


def escape_kept(text: str) -> Safe:
    """Return ``text`` as HTML that shows every character of it, blanks and line breaks too.

    For blocks of raw HTML, in which Markdown means nothing. A line break is written ``&#10;``,
    since an empty line would end the HTML for some readers of Markdown; what no HTML file can
    carry becomes U+FFFD.

    >>> escape_kept("<一>\\n\\n  *二*")
    '&lt;一&gt;&#10;&#10;  *二*'
    """
    if _WRITTEN_OTHERWISE.search(text) is None:  # as most names and pieces of lines are
        return Safe(text)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lines = _BREAK.split(escaped.replace('"', "&quot;").replace("\t", "&#9;"))
    return Safe(_UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", "&#10;".join(lines)))


_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def escape_url(url: str) -> Safe | None:
    """Return a web address as the target of a Markdown link, or ``None`` where it is none.

    >>> escape_url("https://a.example/报?p=(1)&q=2")
    'https://a.example/%E6%8A%A5?p=%281%29&amp;q=2'
    >>> escape_url("javascript:alert(1)") is None
    True
    """
    address = web_address(url)
    return None if address is None else Safe(address.replace("&", "&amp;"))


def web_address(url: str) -> str | None:
    """Return ``url`` as an ASCII web address, or ``None`` where it is none.

    Only ``http`` and ``https`` are web addresses: ``javascript:`` and the like run code. All
    that could end a link or open something else is percent-encoded (RFC 3986, section 2.1).

    >>> web_address("https://a.example/报?p={1}&q=2")
    'https://a.example/%E6%8A%A5?p=%7B1%7D&q=2'
    """
    url = one_line(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(_STRAY_PERCENT.sub("%25", url), safe="%:/?#@!$&+,;=", errors="replace")


def _name(char: str) -> str:
    return _NAMED.get(char) or f"&#{ord(char)};"


_reference: Callable[[re.Match[str]], str] = lambda match: _name(match.group())  # noqa: E731
