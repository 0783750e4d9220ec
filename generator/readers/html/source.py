"""HTML before it is parsed: the characters that its bytes stand for, how deep its elements stand.

A page says its encoding in a mark at its beginning or in a ``meta`` element; who saved it may have
written it in another one. So what is declared comes first where it fits, and what is valid UTF-8 is
UTF-8: Chinese in another encoding never is.

The time that a parser takes grows with the depth. It is told from the tags alone, by the HTML
standard's rules for what an end tag closes; where they would need the whole parser (misnested
formatting, tables), rather too deep than not deep enough.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.errors import SeedError
from generator.text.mojibake import MIN_COMMON_SHARE, common_share

__all__ = ["decode_html", "measure_depth"]

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
_SPECIAL = frozenset({
    "address", "applet", "article", "aside", "blockquote", "body", "button", "caption", "center",
    "colgroup", "details", "dir", "div", "dl", "fieldset", "figcaption", "figure", "footer",
    "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "html",
    "iframe", "listing", "main", "marquee", "menu", "nav", "noembed", "noframes", "noscript",
    "object", "ol", "plaintext", "pre", "script", "search", "section", "select", "style",
    "summary", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "title",
    "tr", "ul", "xmp",
})  # fmt: skip
"""Elements that the end tag of one of another kind (``b``, ``span``, ``svg``) does not close."""
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "p", "li", "dd", "dt", "option",
    "optgroup",
})  # fmt: skip
"""Elements without an end, or that end where the next of their kind begins."""
_RAW = frozenset({
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript",
})  # fmt: skip
"""Elements whose content may be no tags, but end at their own end tag."""
_CELLS = frozenset({"tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup"})
_WALLS = frozenset({"td", "th", "caption", "applet", "marquee", "object", "select", "svg", "math"})
"""What the end tag of an element around them does not close."""
_FOREIGN = ("svg", "math")
_SHAPES = frozenset({
    "path", "use", "g", "circle", "ellipse", "rect", "line", "polygon", "polyline", "stop",
    "image", "animate",
})  # fmt: skip
"""Elements of drawings, where a stroke before the bracket ends one; on others it means nothing."""
_BLANK = r"[ \t\n\r\f]"
_COMMENT = re.compile(r"<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|<[!?/][^>]*(?:>|\Z)")
_OPENS = re.compile(r"<(/?)([A-Za-z][^ \t\n\r\f/>]*)")
_ATTRIBUTE = re.compile(rf"(?:{_BLANK}|/)*(?:[^ \t\n\r\f/>][^ \t\n\r\f/>=]*)?")
_VALUE = re.compile(rf"{_BLANK}*={_BLANK}*(?:(?P<quote>[\"'])|(?:[^ \t\n\r\f>\"'][^ \t\n\r\f>]*)?)")


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


@dataclass(slots=True)
class _Open:
    """The elements that are open."""

    names: list[str] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    """For each name where it stands among them."""
    special: list[int] = field(default_factory=list)
    """Where those of the special kind stand among them."""

    def begin(self, name: str) -> None:
        self.places.setdefault(name, []).append(len(self.names))
        if name in _SPECIAL:
            self.special.append(len(self.names))
        self.names.append(name)

    def end(self, name: str) -> None:
        """Close the last element of a name with all in it, if its end tag reaches it."""
        at = self._last(name)
        if at >= 0 and (at == len(self.names) - 1 or at >= self._limit(name)):
            while len(self.names) > at:
                closed = self.names.pop()
                self.places[closed].pop()
                if self.special and self.special[-1] == len(self.names):
                    self.special.pop()

    def _last(self, name: str) -> int:
        places = self.places.get(name)
        return places[-1] if places else -1

    def _limit(self, name: str) -> int:
        """Return where the first element stands that an end tag may close."""
        if name not in _SPECIAL:
            return self.special[-1] if self.special else 0
        raw = max(map(self._last, _RAW))
        if name in _RAW:
            return raw
        table = max(raw, self._last("table"), self._last("template"))
        if name == "table" or name in _CELLS:
            return table
        return max(table, *map(self._last, _WALLS))

    def is_drawing(self) -> bool:
        """Return whether nothing but shapes is open within a drawing."""
        return bool(self.names) and (self.names[-1] in _FOREIGN or self.names[-1] in _SHAPES)


def measure_depth(source: str) -> tuple[int, int]:
    """Return how deep the elements of a page stand at the deepest, and how many tags it has.

    >>> measure_depth("<div><p>甲<b>乙</b></div><br>"), measure_depth('<div a="<">' * 9)
    ((2, 6), (9, 9))
    """
    opened = _Open()
    deepest = count = 0
    for ends, name, closed in _tags(source):
        count += 1
        if ends:
            opened.end(name)
        elif name not in _VOID and not (closed and name in _SHAPES and opened.is_drawing()):
            opened.begin(name)
            deepest = max(deepest, len(opened.names))
    return deepest, count


def _tags(source: str) -> Iterator[tuple[bool, str, bool]]:
    """Yield for each tag whether it ends an element, its name, and whether it closes itself."""
    at = source.find("<")
    while at >= 0:
        tag = _OPENS.match(source, at)
        if tag is not None:
            at = _end_of_tag(source, tag.end())
            if at < 0:
                return  # what is left is no more than a tag that does not end
            yield tag[1] == "/", tag[2].lower(), source[at - 2] == "/"
        else:
            comment = _COMMENT.match(source, at)
            at = comment.end() if comment else at + 1
        at = source.find("<", at)


def _end_of_tag(source: str, at: int) -> int:
    """Return where a tag ends whose name ends at ``at``; a bracket in a value ends none."""
    while at < len(source):
        if source[at] == ">":
            return at + 1
        attribute = _ATTRIBUTE.match(source, at)
        at = attribute.end() if attribute else at + 1
        value = _VALUE.match(source, at)
        if value is not None:
            at = value.end()
            if value["quote"]:
                at = source.find(value["quote"], at) + 1
                if at == 0:
                    return -1
    return -1
