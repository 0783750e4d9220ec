"""A page of a newspaper's digital edition: its text, and what its elements say of it."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.errors import SeedError
from generator.model import Element, Page, Part
from generator.readers.html.imprint import find_imprint, is_folio, names_newspaper
from generator.readers.html.walking import SeenLine, see_page
from generator.text.characters import FULL_STOPS
from generator.text.mojibake import MIN_COMMON_SHARE, common_share

__all__ = ["See", "read_edition"]

See = Callable[[str, str], tuple[list[SeenLine], list[str], str]]
"""Looks at a page as :func:`see_page` does."""
_MOST_BYTES = 32 * 1024 * 1024
"""Of a file: a page with its pictures in it."""
_PROPERTY = re.compile(
    r"<(?:founder-)?(title|introtitle|subtitle|author)>((?:(?!<(?:founder-)?\1>).){0,2000}?)</(?:founder-)?\1>",
    re.S | re.I,
)
"""What Founder's system keeps of an article in a comment."""
_PROPERTIES = {
    "title": Part.HEADLINE,
    "introtitle": Part.KICKER,
    "subtitle": Part.SUBTITLE,
    "author": Part.BYLINE,
}
_HEADLINES = (Part.HEADLINE, Part.HEADING)
_HEADING_PARTS = frozenset({Part.HEADLINE, Part.HEADING, Part.KICKER, Part.SUBTITLE})
_INNER_TAG = re.compile(r"<[^<>]{0,200}>")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_STOPS = re.compile(f"[{''.join(FULL_STOPS)}]")
_LEAST_TITLE = 4
"""Characters of a line that the page's title may begin with, to be its headline."""
_WHAT = "Open an article there, and save its page"


def read_edition(data: bytes, name: str, see: See = see_page) -> Page:
    """Return the page that a file of HTML shows, as it is seen.

    Raises :class:`SeedError` for what is no page of a newspaper with an article on it, saying what
    to save instead.

    >>> source = "<i>第04版</i><h1>新村办食堂</h1><p>近日，新村办食堂。</p>"
    >>> [element.part.value for element in read_edition(source.encode(), "a.html").elements]
    ['text', 'heading', 'text']
    """
    if len(data) > _MOST_BYTES:
        raise SeedError(
            f"{name}: larger than {_MOST_BYTES >> 20} MB. Save the page without its pictures."
        )
    if not data.strip():
        raise SeedError(f"{name}: the file is empty. Save the page there once more or delete it.")
    source = _decoded(data, name).replace("\0", "")
    lines, comments, title = see(source, name)
    if not lines:
        raise SeedError(
            f"{name}: shows no text: scripts put it there when it is opened. Open it in a browser, "
            "wait until the article is there, and save the page as complete."
        )
    lines = _with_properties(lines, comments, title)
    bodies = _bodies(lines)
    if not bodies:
        raise SeedError(
            f"{name}: has no article on it, only links or headlines: a home page, or the list of "
            f"an issue. {_WHAT}."
        )
    if not (comments or _is_newspaper(lines, bodies, title)):
        raise SeedError(
            f"{name}: says nowhere which page of a newspaper it is (第04版, or a newspaper's name "
            "and a date). Save the article's page from the newspaper's digital edition, or the "
            "text of the page as a .txt file."
        )
    return _page(name, lines, bodies)


def _page(name: str, lines: Sequence[SeenLine], bodies: frozenset[int]) -> Page:
    """Return lines as a page; a blank line stands where a text begins or ends."""
    pieces: list[str] = []
    elements: list[Element] = []
    at = 0
    before: int | None = None
    for line in lines:
        body = _body_of(line, bodies)
        if pieces:
            pieces.append("\n" if body == before else "\n\n")
            at += len(pieces[-1])
        before = body
        elements.append(
            Element(
                span=(at, at + len(line.text)),
                part=_part_of(line, body),
                rank=line.rank,
                block=line.block,
                body=body,
                item=line.item,
                strong=line.strong > 0.9,
            )
        )
        pieces.append(line.text)
        at += len(line.text)
    heads = _outside(lines, bodies)
    beside = {element.span[0] for element, is_head in zip(elements, heads, strict=True) if is_head}
    return Page(
        name=name,
        text="".join(pieces),
        elements=tuple(elements),
        stated=find_imprint(
            (line.text, element.span[0])
            for line, element in zip(lines, elements, strict=True)
            if element.span[0] in beside
        ),
    )


def _part_of(line: SeenLine, body: int | None) -> Part:
    heading = line.part in _HEADING_PARTS
    if line.navigation or (body is None and line.linked > 0.5 and not (heading and line.rank)):
        return Part.NAVIGATION
    return line.part or Part.TEXT


def _body_of(line: SeenLine, bodies: frozenset[int]) -> int | None:
    if line.body is not None:
        return line.body
    if line.navigation or line.linked > 0.5:
        return None
    return next((number for number in (line.parent, line.block) if number in bodies), None)


def _bodies(lines: Sequence[SeenLine]) -> frozenset[int]:
    """Return the numbers of the elements that hold running text.

    Where elements say that they do, all others don't; else those with sentences do.
    """
    known = frozenset(line.body for line in lines if line.body is not None)
    if known:
        return known
    return frozenset(line.parent for line in lines if _is_prose(line))


def _is_prose(line: SeenLine) -> bool:
    plain = line.part is None and not line.navigation and line.linked <= 0.5
    return plain and _STOPS.search(line.text) is not None


def _with_properties(
    lines: Sequence[SeenLine], comments: Sequence[str], title: str
) -> list[SeenLine]:
    """Return lines with the parts that the page's own properties prove.

    What stands in a property and in a paragraph outside of any text is that paragraph's part. The
    heading that the title in the browser's tab begins with is the headline; any paragraph is that
    where there is no heading.
    """
    told = dict(_properties(comments))
    texts: dict[int, list[str]] = {}
    for line in lines:
        if line.body is None and not line.navigation and (line.linked <= 0.5 or line.rank):
            texts.setdefault(line.block, []).append(_plain(line.text))
    blocks = {block: "".join(own) for block, own in texts.items()}
    parts = {block: told[text] for block, text in blocks.items() if text in told}
    if Part.HEADLINE not in parts.values():
        heads = {line.block for line in lines if line.part in _HEADLINES} & blocks.keys()
        shown = _plain(title)
        fitting = [b for b in heads or blocks if shown.startswith(blocks[b])]
        head = max(fitting, key=lambda b: len(blocks[b]), default=None)
        if head is not None and len(blocks[head]) >= _LEAST_TITLE:
            parts[head] = Part.HEADLINE
    return [
        replace(line, part=parts[line.block]) if line.block in parts and line.body is None else line
        for line in lines
    ]


def _properties(comments: Sequence[str]) -> Iterator[tuple[str, Part]]:
    for comment in comments:
        for match in _PROPERTY.finditer(comment):
            text = html.unescape(_INNER_TAG.sub("", _CDATA.sub("", match[2])))
            if plain := _plain(text):
                yield plain, _PROPERTIES[match[1].lower()]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _is_newspaper(lines: Sequence[SeenLine], bodies: frozenset[int], title: str) -> bool:
    """Return whether a page says which one of a newspaper it is, outside of its articles' text."""
    beside = [line.text for line in lines if _body_of(line, bodies) is None or not _is_prose(line)]
    return names_newspaper([*beside, title])


def _outside(lines: Sequence[SeenLine], bodies: frozenset[int]) -> Iterator[bool]:
    """Yield for each line whether it is outside of all articles, and may name the newspaper.

    Where a page puts all in one element, an article begins with a heading or a sentence.
    """
    begun: set[int] = set()
    all_begun = False
    for line in lines:
        body = _body_of(line, bodies)
        heading = _is_heading(line) and not is_folio(line.text)
        if heading or _is_prose(line):
            all_begun = all_begun or body is None
            begun.update(() if body is None else (body,))
        shown = line.linked <= 0.5 and line.part is not Part.CAPTION and not heading
        has_begun = body in begun or (all_begun and body in bodies)
        yield shown and line.body is None and not has_begun


def _is_heading(line: SeenLine) -> bool:
    return line.rank > 0 or line.part in _HEADING_PARTS


_DECLARED = re.compile(rb"charset\s*+=\s*+[\"']?+\s*+([\w.:-]{2,40})", re.I)
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


def _decoded(data: bytes, name: str) -> str:
    """Return the characters of a page of HTML, without a byte order mark.

    A page states its encoding in a mark at its beginning or in a ``meta`` element, and whoever
    saved it may have written it in another one. So what is stated comes first where it fits, and
    valid UTF-8 is UTF-8: Chinese in another encoding never is.

    Raises :class:`SeedError` where no encoding makes Chinese text of it.

    >>> _decoded("<meta charset=gb2312><p>版面</p>".encode("gbk"), "a.html")
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
