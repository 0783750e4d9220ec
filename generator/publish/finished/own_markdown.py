"""HTML of the Markdown that this package writes: the same bytes as Python-Markdown makes of it.

The package's templates use a dozen forms of Markdown, one block at a time, and every text in them
is escaped. So much can be read in a tenth of the time. Whatever is not of these forms is left to
Python-Markdown as a whole page: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from markdown.extensions.toc import slugify

from generator.publish.finished.heading_ids import unique_id
from generator.publish.finished.own_tables import table_html

__all__ = ["FinishedHtml", "Heading", "UnknownMarkdownError", "html_of"]

Resolve = Callable[[str], str]
"""Returns the address of a link, as it stands in the page that has it."""


class UnknownMarkdownError(Exception):
    """A form of Markdown that none of our templates writes."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its place in the table of contents."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class FinishedHtml:
    """A page's content, and its table of contents in the order of the page."""

    html: str
    headings: tuple[Heading, ...]


_CONTAINER = re.compile(
    r"<(div|nav|aside|details|figure|section)((?: [a-z-]+=\"[^\"<>&]*\")*) markdown>"
)
_CLOSING = {f"</{name}>": name for name in ("div", "nav", "aside", "details", "figure", "section")}
_RAW = re.compile(r"<(div|p|details|section|figure|ul|pre)[ >]")
_FOLD = re.compile(
    r"<details><summary>[^<>]*</summary>"
    r"(?:<p(?: id=\"[^\"<>]*\")?>(?:[^<>]|<a href=\"[^\"<>]*\">[^<>]*</a>)*</p>"
    r"|<pre>[^<>]*</pre>)*</details>"
)
"""HTML within a container, which Python-Markdown writes anew: a block to a line."""
_BETWEEN = re.compile(r"(?<=</p>)(?=<)|(?<=<details>)|(?<=</summary>)|(?<=</pre>)")
_SUMMARY = re.compile(r"<summary>[^<>]*</summary>")
_INLINE = re.compile(r"<(?:a|span|strong|small|b|code|del|ins|i|em)[ >]")
_ATTRIBUTE = re.compile(r" ([a-z-]+=\"[^\"]*\")")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\(([^()\s<>\"']*)\)")
_STRONG = re.compile(r"\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*")
_UNREAD = re.compile(  # begins with one class of characters: a text is searched for it at once
    r"[`\\*\[\]{}\x02\x03_&<](?:(?<![_&<])|(?<=_)_|(?<=&)(?!#?[0-9A-Za-z]+;)|(?<=<)[^<>:\"]*://)"
)
"""Of addresses those between ``<`` and ``>`` alone, which become links: ours stand in quotation
marks, and others are text, of which a page may print a hundred thousand."""
_BLOCK = (
    r"(?:[#>\s]|[*+-]\s|[*_=-]{2,}\s*$|[0-9]+\.\s"
    r"|</?(?!(?:a|span|strong|small|b|code|del|ins|i|em)[ >/]))"
)
"""What begins a block, or may for Python-Markdown, where a paragraph of ours does not."""
_BEGINS_BLOCK = re.compile(_BLOCK)
_NO_ITEMS = re.compile(rf"^(?:- |    )(?:$|{_BLOCK})|\s$", re.MULTILINE)
_TAGS = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&(?:#([0-9]+)|(amp|lt|gt|quot));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}


def html_of(text: str, resolve: Resolve) -> FinishedHtml:
    """Return the HTML of a page without its header.

    Raises :class:`UnknownMarkdownError` for what is to be left to Python-Markdown.

    >>> html_of('# 题\\n\\n- [甲](a.md) **乙**\\n', lambda link: link.replace(".md", "/")).html
    '<h1 id="_1">题</h1>\\n<ul>\\n<li><a href="a/">甲</a> <strong>乙</strong></li>\\n</ul>'
    """
    page = _Page(text.split("\n"), resolve)
    page.read()
    return FinishedHtml("\n".join(page.made).strip(), tuple(page.headings))


@dataclass(slots=True)
class _Page:
    """The lines of a page, and what was made of those before ``at``."""

    lines: list[str]
    resolve: Resolve
    at: int = 0
    made: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _ids: set[str] = field(default_factory=set)
    _counts: dict[str, int] = field(default_factory=dict)

    def read(self) -> None:
        lines, count = self.lines, len(self.lines)
        while self.at < count:
            line = lines[self.at]
            if not line:
                self.at += 1
            elif line[0] == "<" and not _INLINE.match(line):
                self._tag(line)
            elif line[0] == "#":
                self._heading(line)
            elif line.startswith("- "):
                self._items()
            elif line[0] == "|":
                self._table(line)
            else:
                self._paragraph()
        if self._open:
            raise UnknownMarkdownError("a container stays open")

    def _tag(self, line: str) -> None:
        """Read the beginning or the end of a container, a summary, or HTML that stays as it is."""
        name = _CLOSING.get(line)
        if name is not None:
            if not self._open or self._open.pop() != name:
                raise UnknownMarkdownError(line)
            self.made.append(line)
            self.at += 1
            return
        opened = _container(line)
        if opened is None:
            self._raw(line)
            return
        self._open.append(opened[0])
        self.made.append(opened[1])
        self.at += 1
        following = self.lines[self.at] if self.at < len(self.lines) else ""
        if _SUMMARY.fullmatch(following):
            self.made.append(following)
            self.at += 1
        elif following:
            raise UnknownMarkdownError(following)

    def _raw(self, line: str) -> None:
        match = _RAW.match(line)
        block = self._lines_to_blank()
        html = "\n".join(block)
        if match is None or " markdown" in html or "<!" in html or "<?" in html:
            raise UnknownMarkdownError(line)
        name = match[1]
        opened = len(re.findall(rf"<{name}[ >]", html))
        ends = html.endswith(f"</{name}>") and opened == html.count(f"</{name}>")
        if not ends or (opened > 1 and _ends_early(html, name)):
            raise UnknownMarkdownError(line)
        if not self._open:
            self.made.append(f"{html}\n")  # Python-Markdown keeps the blank line behind it
        elif _FOLD.fullmatch(html):
            self.made.append(_BETWEEN.sub("\n", html))
        else:
            raise UnknownMarkdownError(line)

    def _heading(self, line: str) -> None:
        marks, _, text = line.partition(" ")
        if marks not in ("#", "##") or not text or text[-1] in "# " or text[0] == " ":
            raise UnknownMarkdownError(line)
        html = self._inline(text)
        if "<a href" in html and "<a id" in html:
            raise UnknownMarkdownError(line)
        title = _plain(html)
        id_ = unique_id(slugify(unescape(title), "-"), self._ids, self._counts)
        self.headings.append(Heading(len(marks), id_, title))
        self.made.append(f'<h{len(marks)} id="{id_}">{html}</h{len(marks)}>')
        self.at += 1
        self._must_be_blank()

    def _items(self) -> None:
        """Read a list: of lines one under the other, or of items with paragraphs of their own."""
        lines, count, start, at = self.lines, len(self.lines), self.at, self.at
        loose = False
        while at < count:
            line = lines[at]
            if line == "":
                ahead = at + 1
                while ahead < count and lines[ahead] == "":
                    ahead += 1
                if ahead == count or not lines[ahead].startswith(("- ", "    ")):
                    break
                loose, at = True, ahead
            elif line.startswith("- ") or (line.startswith("    ") and lines[at - 1] == ""):
                at += 1
            else:
                raise UnknownMarkdownError(line)
        self.at = at
        text = "\n".join(filter(None, lines[start:at]) if loose else lines[start:at])
        if _NO_ITEMS.search(text):
            raise UnknownMarkdownError(text)
        text = self._inline(text)[2:]
        if loose:
            text = text.replace("\n- ", "</p>\n</li>\n<li>\n<p>").replace("\n    ", "</p>\n<p>")
            self.made.append(f"<ul>\n<li>\n<p>{text}</p>\n</li>\n</ul>")
        else:
            text = text.replace("\n- ", "</li>\n<li>")
            self.made.append(f"<ul>\n<li>{text}</li>\n</ul>")

    def _table(self, line: str) -> None:
        html = table_html(self._lines_to_blank(), self._inline)
        if html is None:
            raise UnknownMarkdownError(line)
        self.made.append(html)

    def _paragraph(self) -> None:
        line = self.lines[self.at]
        self.made.append(f"<p>{self._inline(_plain_start(line))}</p>")
        self.at += 1
        self._must_be_blank()

    def _inline(self, text: str) -> str:
        if "[" in text:
            text = _LINK.sub(self._link, text)
        if "*" in text:
            text = _STRONG.sub(r"<strong>\1</strong>", text)
        if _UNREAD.search(text) or "  \n" in text or text.endswith("  "):
            raise UnknownMarkdownError(text)
        return text

    def _link(self, match: re.Match[str]) -> str:
        return f'<a href="{self.resolve(match[2])}">{match[1]}</a>'

    def _lines_to_blank(self) -> list[str]:
        start = self.at
        try:
            self.at = self.lines.index("", start)
        except ValueError:
            self.at = len(self.lines)
        return self.lines[start : self.at]

    def _must_be_blank(self) -> None:
        if self.at < len(self.lines) and self.lines[self.at]:
            raise UnknownMarkdownError(self.lines[self.at])


@lru_cache(maxsize=1 << 10)  # most have one of a few dozen classes
def _container(line: str) -> tuple[str, str] | None:
    """Return the name of a container that begins, and its tag as Python-Markdown writes it: with
    attributes in the order of their names."""
    match = _CONTAINER.fullmatch(line)
    if match is None:
        return None
    return match[1], " ".join((f"<{match[1]}", *sorted(_ATTRIBUTE.findall(match[2])))) + ">"


def _plain_start(line: str) -> str:
    """Return the line of a paragraph, which must begin like one."""
    if not line or line[-1].isspace() or _BEGINS_BLOCK.match(line):
        raise UnknownMarkdownError(line)
    return line


def _ends_early(html: str, name: str) -> bool:
    """Tell whether the first element of HTML ends before the HTML does."""
    depth = 0
    tags = list(re.finditer(rf"<(/?){name}[ >]", html))
    for tag in tags[:-1]:
        depth += -1 if tag[1] else 1
        if depth == 0:
            return True
    return False


def _plain(html: str) -> str:
    """Return the text of a heading, as the table of contents says it."""
    return _TAGS.sub("", html).strip()
