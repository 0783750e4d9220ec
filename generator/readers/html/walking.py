"""From HTML to lines: what is seen of a page, each line with the elements it stands in.

Parsed is as browsers parse (Lexbor, by the HTML standard), so that nothing is read otherwise than
it is shown. Scripts are no text, nothing is fetched, and nothing that the page says is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.errors import SeedError
from generator.model import Part
from generator.readers.html.element_names import body_named, is_item, is_navigation, part_named

__all__ = ["SeenLine", "see_page"]

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
})  # fmt: skip
"""Elements that do not end a line; all others do, those that HTML does not know among them."""
_UNSEEN = frozenset({
    "applet", "area", "audio", "base", "button", "canvas", "col", "colgroup", "datalist",
    "embed", "frame", "frameset", "head", "iframe", "input", "link", "map", "math", "meta",
    "meter", "noframes", "noscript", "object", "option", "param", "picture", "progress", "rp",
    "script", "select", "source", "style", "svg", "template", "textarea", "title", "track",
    "video",
})  # fmt: skip
_LISTS = frozenset({"ul", "ol", "dl", "blockquote"})
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LONGEST_CAPTION = 200
"""Characters. A table with a picture and more text than this holds an article."""
_LONGEST_CELL = 60
"""Characters. Cells of a table that sets a page out hold paragraphs."""
_MOST_COMMENTS, _LONGEST_COMMENT = 200, 20_000
"""Comments with the properties of articles, one an article, and characters of each."""
_BODY_COMMENT = re.compile(r"\s*(/?)enpcontent\b")


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line as a reader sees it."""

    text: str
    part: Part | None
    """What its elements call it, ``None`` where none does."""
    rank: int
    block: int
    parent: int
    """Number of the element that holds its paragraph."""
    body: int | None
    """Number of the element known to hold an article's text, if one does."""
    item: int
    navigation: bool
    linked: float
    """Share of its characters that lead elsewhere."""
    strong: float
    """Share of them that are set bold."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for all that stands in an element."""

    part: Part | None = None
    rank: int = 0
    block: int = 0
    parent: int = 0
    body: int | None = None
    item: int = 0
    navigation: bool = False
    link: bool = False
    strong: bool = False
    data: bool = False
    """In a table of data: its rows are lines of the text around it."""


@dataclass(slots=True)
class _Walk:
    """A walk through a page from element to element."""

    lines: list[SeenLine] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    run: list[tuple[str, _State]] = field(default_factory=list)
    """Characters of the line that has begun, with what holds for them."""
    count: int = 0
    content: int | None = None
    """Number of the comment that marks the text's beginning, up to the one that marks its end."""
    pictured: bool = False
    """Whether a picture, and nothing else, was the paragraph before."""

    def end_line(self) -> None:
        """Put the line that has begun."""
        text = _BLANKS.sub(" ", "".join(text for text, _ in self.run)).strip()
        seen = [(len(text.strip()), state) for text, state in self.run if text.strip()]
        self.run.clear()
        if not text or not seen:
            return
        size = sum(length for length, _ in seen)
        state = seen[0][1]
        body = state.body if state.body is not None else self.content
        self.lines.append(
            SeenLine(
                text=text,
                part=state.part,
                rank=state.rank,
                block=state.block,
                parent=state.parent,
                body=body,
                item=state.item,
                navigation=state.navigation,
                linked=sum(length for length, s in seen if s.link) / size,
                strong=sum(length for length, s in seen if s.strong) / size,
            )
        )

    def walk(self, top: LexborNode) -> None:
        """Look at all that stands in an element, without calling itself: pages nest deep."""
        pending: list[tuple[LexborNode | None, _State]] = [(top.first_child, _State())]
        while pending:
            node, state = pending.pop()
            if node is None:
                self.end_line()
                continue
            following = node.next
            if following is not None:
                pending.append((following, state))
            if node.is_text_node:
                self.run.append((node.text_content or "", state))
            elif node.is_comment_node:
                self._comment(node.comment_content or "")
            elif node.is_element_node:
                pending += self._enter(node, state)

    def _enter(self, node: LexborNode, state: _State) -> Iterator[tuple[LexborNode | None, _State]]:
        """Yield what is to be looked at of an element, the last of it first."""
        tag = (node.tag or "").lower()
        attributes = node.attributes
        if tag == "br":
            self.end_line()
            return
        if tag == "img":
            self.pictured = True
            return
        if tag in _UNSEEN or _is_hidden(attributes):
            return
        names = (*(attributes.get("class") or "").split()[:8], attributes.get("id") or "")
        if "ocr_page" in names:
            raise _OcrError
        inner = self._inside(node, tag, names, state)
        cell = state.data and tag in ("td", "th")
        if (tag in _INLINE or cell) and (inner.part is state.part or inner.part is None):
            if cell:
                self.run.append((" ", state))
        else:
            self.end_line()
            if inner.part is None and self.pictured and _is_centred(attributes):
                inner = replace(inner, part=Part.CAPTION)
            if tag not in _INLINE:
                self.pictured = False
            yield None, state
        if node.first_child is not None:
            yield node.first_child, inner

    def _inside(self, node: LexborNode, tag: str, names: tuple[str, ...], state: _State) -> _State:
        """Return what holds in an element."""
        self.count += 1
        number = self.count
        link = state.link or (tag == "a" and bool(node.attributes.get("href")))
        strong = state.strong or tag in ("b", "strong")
        named = part_named(tag, names)
        part, rank = named if named is not None else (state.part, state.rank)
        if tag in _INLINE and named is None:
            return replace(state, link=link, strong=strong)
        body = state.body
        if body is None and body_named(tag, names):
            body, part, rank = number, None, 0
        if body is not None and named is None and tag in ("div", "p", "section"):
            part, rank = (None, 0) if state.part is not Part.CAPTION else (part, rank)
        if tag == "table" and _shows_picture(node):
            part, rank = Part.CAPTION, 0
        data = state.data or (tag == "table" and part is not Part.CAPTION and _holds_data(node))
        navigation = state.navigation or (
            body is None and is_navigation(tag, names) and not _holds_article(node)
        )
        is_one = is_item(tag, names) and (tag != "li" or node.css_first(_HEADINGS) is not None)
        item = number if is_one and body is None else state.item
        block, parent = number, state.block
        if tag in _INLINE:  # with a name of its own it is a line in its paragraph
            parent = state.parent
        elif tag in _LISTS or (data and tag != "tr"):  # their rows stand in the text around them
            block, parent = state.block, state.parent
        return _State(part, rank, block, parent, body, item, navigation, link, strong, data)

    def _comment(self, text: str) -> None:
        match = _BODY_COMMENT.match(text[:80])
        if match is not None:
            self.end_line()
            self.count += 1
            self.content = None if match[1] else self.count
        elif "enpproperty" in text[:80] and len(self.comments) < _MOST_COMMENTS:
            self.comments.append(text[:_LONGEST_COMMENT])


class _OcrError(Exception):
    """The page is the output of a program for OCR."""


def see_page(source: str, name: str) -> tuple[list[SeenLine], list[str], str]:
    """Return the lines of a page, the properties that it keeps in comments, and its title.

    Raises :class:`SeedError` for hOCR. The parser is C, and what it does grows with the square of
    how deep elements stand, attributes and formats among them: whoever calls this for strangers'
    files does so in a process that may end (``generator.corpus.seeds.html_process``).
    """
    tree = LexborHTMLParser(source)
    walk = _Walk()
    try:
        if tree.body is not None:
            walk.walk(tree.body)
    except _OcrError:
        raise SeedError(
            f"{name}: not the page of a digital edition but the output of an OCR program (hOCR). "
            "Give it a name that ends in .hocr."
        ) from None
    walk.end_line()
    title = tree.css_first("title")
    return walk.lines, walk.comments, (title.text() if title is not None else "").strip()


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def _is_centred(attributes: dict[str, str | None]) -> bool:
    aligned = (attributes.get("align") or "").lower() == "center"
    return aligned or _CENTRED.search(attributes.get("style") or "") is not None


def _holds_article(node: LexborNode) -> bool:
    return node.css_first("h1, .font01, founder-content, #ozoom") is not None


def _holds_data(table: LexborNode) -> bool:
    """Return whether a table has rows of short cells, and is not there to set the page out."""
    if len(table.css("table")) > 1 or table.css_first("img") is not None or _holds_article(table):
        return False
    rows = [[cell.text().strip() for cell in row.css("td, th")] for row in table.css("tr")]
    filled = [[cell for cell in row if cell] for row in rows]
    longest = max((len(cell) for row in filled for cell in row), default=0)
    return sum(len(row) > 1 for row in filled) > 1 and longest <= _LONGEST_CELL


def _shows_picture(table: LexborNode) -> bool:
    """Return whether a table is there for a picture and what is said of it."""
    return (
        table.css_first("img") is not None
        and not _holds_article(table)
        and len(table.css("table")) <= 1
        and len(table.text().strip()) <= _LONGEST_CAPTION
    )
