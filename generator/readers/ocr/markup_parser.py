"""XML and HTML that programs for OCR write, element after element.

XML comes from strangers: what defines entities, or names a document type, is refused, since a few
lines of it can grow to gigabytes. Neither reads anything from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple, NoReturn, Protocol
from xml.parsers import expat

from generator.errors import SeedError
from generator.readers.ocr.ocr_records import OcrPage

__all__ = [
    "MOST_BYTES",
    "End",
    "Event",
    "Start",
    "Text",
    "XmlReader",
    "html_events",
    "xml_pages",
]

MOST_BYTES = 100 << 20
"""Of a file: a hundred broadsheets, with each character's place."""
_DEEPEST = 200
"""Elements within one another; OCR programs need a dozen."""
_CHUNK = 1 << 16
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
"""Elements of HTML that have no end."""


class Start(NamedTuple):
    """An element begins."""

    name: str
    """Without its namespace, in small letters where it is HTML's."""
    attributes: Mapping[str, str]


class End(NamedTuple):
    """An element ends."""

    name: str


class Text(NamedTuple):
    """Characters within an element."""

    text: str


Event = Start | End | Text


def _xml_events(data: bytes, name: str) -> Iterator[Event]:
    """Yield what an XML file holds. Raises :class:`SeedError` for what is none, or is dangerous.

    >>> list(_xml_events(b"<a b='c'>d</a>", "x.xml"))
    [Start(name='a', attributes={'b': 'c'}), Text(text='d'), End(name='a')]
    """
    found: list[Event] = []
    depth = 0
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise SeedError(f"{name}: elements within elements, too deep to read.")
        own = {_local(key): value for key, value in attributes.items()}
        found.append(Start(_local(tag), own))

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        found.append(End(_local(tag)))

    def refuse(*_: object) -> NoReturn:
        raise SeedError(
            f"{name}: names a document type or defines entities (<!DOCTYPE, <!ENTITY), which no "
            "program for OCR writes into its XML. Delete that part, or have the page read anew."
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: found.append(Text(text))
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    for at in range(0, len(data) + 1, _CHUNK):
        chunk = data[at : at + _CHUNK]
        try:
            parser.Parse(chunk, at + _CHUNK > len(data))
        except expat.ExpatError as error:
            raise SeedError(
                f"{name}:{error.lineno}: not valid XML: {expat.ErrorString(error.code)}. Is the "
                "file cut off? Have the page read anew."
            ) from None
        except (ValueError, LookupError) as error:  # an encoding that Python does not know
            raise SeedError(f"{name}: not valid XML: {error}. Save it as UTF-8.") from None
        yield from found
        found.clear()


class XmlReader(Protocol):
    """What takes an XML file element by element, and gives its pages."""

    said: list[str]
    """The characters since it last forgot them, as they come."""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element that begins."""

    def end(self, name: str) -> Iterator[OcrPage]:
        """Take an element's end, and yield the page that it ends."""

    def close(self) -> Iterator[OcrPage]:
        """Yield what was read since the last page ended, as a page."""


def xml_pages(data: bytes, name: str, reader: XmlReader) -> Iterator[OcrPage]:
    """Yield the pages that a reader makes of an XML file. Raises as :func:`_xml_events` does."""
    for event in _xml_events(data, name):
        if isinstance(event, Text):
            reader.said.append(event.text)  # a long text would be copied for each
        elif isinstance(event, Start):
            reader.begin(event.name, event.attributes)
        else:
            yield from reader.end(event.name)
    yield from reader.close()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class _Reader(HTMLParser):
    """Keeps what begins and ends, in pairs: HTML may leave ends out, or have too many."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Event] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what begins."""
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(tag)
            self.found.append(Start(tag, {key: value or "" for key, value in attrs}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what begins and ends at once, as XHTML may write it."""
        if tag not in _VOID:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Keep what ends, and with it what stands open in it."""
        if tag in self._open:
            while self._open[-1] != tag:
                self.found.append(End(self._open.pop()))
            self.found.append(End(self._open.pop()))

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002
        """Pass over ``<![…>``, a comment by the HTML standard; Python 3.11 fails on some."""
        return self.rawdata.find(">", i) + 1 or -1

    def handle_data(self, data: str) -> None:
        """Keep characters."""
        self.found.append(Text(data))

    def end_all(self) -> None:
        """End what stands open; a tag or a comment that has no end is text."""
        self.found += [Text(unescape(self.rawdata))] if self.rawdata else []
        self.found += [End(tag) for tag in reversed(self._open)]


def html_events(text: str) -> Iterator[Event]:
    """Yield what an HTML file holds, void elements apart; its entities are HTML's own, no others.

    >>> list(html_events("<p title=x>a&amp;b<br><b></p></i>"))[2:]
    [Start(name='b', attributes={}), End(name='b'), End(name='p')]
    """
    reader = _Reader()
    at = 0
    while at < len(text):
        # what has no end yet is looked through again once it may be twice as long
        more = max(_CHUNK, len(reader.rawdata))
        reader.feed(text[at : at + more])
        at += more
        yield from reader.found
        reader.found.clear()
    reader.end_all()
    yield from reader.found
