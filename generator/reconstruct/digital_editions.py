"""Pages of digital editions: what their elements say decides; the articles are whole as they are.

Headings open articles, running text under them is theirs, and what is called navigation, or says by
its words what it is, is set aside. The stages that follow are those of all pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.geometry.layout_records import Says
from generator.model import Evidence, Page, Part, Role
from generator.reconstruct.digital_edition_lines import (
    ToldLine,
    caption_rule_of,
    furniture_rule_of,
    headline_parts,
    piece_of_told,
    told_lines,
)
from generator.reconstruct.piece_making import cut_credit
from generator.reconstruct.pieces import HEADLINE, Kind, Paragraph, Piece, Story
from generator.reconstruct.wording.furniture import WEAK
from generator.text.characters import FULL_STOPS, ends_sentence

__all__ = ["edition_sections"]

_ROLES = {
    Part.KICKER: Role.KICKER,
    Part.HEADLINE: Role.HEADLINE,
    Part.SUBTITLE: Role.SUBTITLE,
}
_SURE = 20.0
_NAVIGATION, _PHOTO = "furniture/navigation", "furniture/photo-credit"
_DASHES = "—─－"  # what a subtitle opens with that stands in the text
_HEAD, _SUBHEAD, _BYLINE, _TEXT = (
    "display/edition", "display/edition-inside", "byline/edition", "prose/edition"
)  # fmt: skip


def edition_sections(
    page: Page,
) -> tuple[Sequence[Piece], Sequence[Paragraph], Sequence[Story]]:
    """Return the pieces, paragraphs and stories of a page whose elements say what they are."""
    maker = _Maker()
    lines = list(told_lines(page))
    for line, after in zip(lines, _following(lines), strict=True):
        maker.take(line, after)
    maker.close()
    return maker.pieces, maker.paragraphs, maker.stories


def _following(lines: Sequence[ToldLine]) -> list[ToldLine | None]:
    """Return for each line the next one that is no navigation."""
    following: list[ToldLine | None] = []
    after: ToldLine | None = None
    for line in reversed(lines):
        following.append(after)
        after = after if line.part is Part.NAVIGATION else line
    return following[::-1]


@dataclass(slots=True)
class _Maker:
    """The pieces of a page as they are put one after the other, and the article that has begun."""

    pieces: list[Piece] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    head: list[ToldLine] = field(default_factory=list)
    in_text: bool = False
    """Whether some line of the head stands in a text …"""
    named: bool = False
    """… and whether some is called the headline."""
    bylines: list[ToldLine] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    """Paragraphs of the article."""
    links: bool = False
    """Whether links have stood under the headline that has begun."""
    captions: list[ToldLine] = field(default_factory=list)
    """Captions of an article that has no other text as yet."""
    opened: bool = False
    """Whether the headline and the byline have been put."""
    headline: tuple[int, ...] = ()
    byline: int | None = None
    rank: int = 6
    item: int = 0

    def take(self, line: ToldLine, after: ToldLine | None) -> None:
        """Put a line where it belongs; ``after`` is the one that comes next."""
        if line.part is Part.NAVIGATION:
            self.links = True
            self._aside([line], furniture_rule_of(line) or _NAVIGATION)
        elif line.is_head:
            self._take_head(line, after)
        elif line.part is not Part.CAPTION and line.rule == _PHOTO and self.body:
            self._paragraph(line, rule="signature/photograph")
        elif line.part is Part.CAPTION or line.says is Says.CAPTION:
            self._take_caption(line)
        elif line.part is Part.STAMP and line.says not in (Says.BYLINE, Says.NAMES):
            self._aside([line], furniture_rule_of(line) or "furniture/stamp")
        elif not self.body and self.head and self._is_byline(line):
            self.bylines.append(line)
        elif line.element.body is not None:
            self._take_text(line, after)
        elif self._is_enclosed(line, after):
            self._paragraph(line)
        else:
            self._take_other(line)

    def close(self) -> None:
        """End the article that has begun."""
        if not self.body and self.captions:
            captions, self.captions = self.captions, []
            self._open()
            for caption in captions:
                self._paragraph(caption)
        for caption in self.captions:
            self._aside([caption], caption_rule_of(caption))
        if self.body:
            self._story()
        elif self.links and self.stories:
            self._drop_head()
        self._open()
        self._clear_head()
        self.bylines, self.body, self.captions = [], [], []
        self.headline, self.byline, self.opened, self.rank, self.item = (), None, False, 6, 0

    def _take_head(self, line: ToldLine, after: ToldLine | None) -> None:
        element = line.element
        if self._opens_text(line) or (self.body and self._is_inside(line, after)):
            self._open()
            number = self._put(Kind.HEAD, [line], _SUBHEAD)
            same = number and self.pieces[number - 1].kind is Kind.HEAD
            self.pieces[number] = replace(self.pieces[number], tight=bool(same))
            return
        if self.body or (self.head and element.item != self.item and self.head[-1] is not line):
            self.close()
        if self.head and line.says in (Says.BYLINE, Says.NAMES) and line.part is Part.HEADING:
            self.bylines.append(line)
            return
        chief = line.part is Part.HEADLINE and not self.named  # none that stands over it is
        if self.links and self.head and (line.rank <= self.rank or chief):
            self._drop_head()
        self.links = False
        self.item = element.item
        self.rank = min(self.rank, line.rank) if self.head else line.rank
        self._add_head(line)

    def _drop_head(self) -> None:
        """Set aside a heading of links, which is none of a text."""
        for line in self.head:
            self._aside([line], _NAVIGATION)
        self._clear_head()

    def _add_head(self, line: ToldLine) -> None:
        self.head.append(line)
        self.in_text |= line.element.body is not None
        self.named |= line.part is Part.HEADLINE

    def _clear_head(self) -> None:
        self.head, self.in_text, self.named = [], False, False

    def _opens_text(self, line: ToldLine) -> bool:
        """Return whether a heading is the first of a text whose headline stands outside of it."""
        outside = bool(self.head) and not self.in_text
        return outside and not self.body and line.element.body is not None and line.rank > self.rank

    def _is_inside(self, line: ToldLine, after: ToldLine | None) -> bool:
        """Return whether a heading stands inside the article that has begun: it is a deeper one."""
        if after is None or after.element.item != line.element.item:
            return False
        same = line.element.item == self.item or line.element.item == 0
        return same and bool(self.headline) and line.rank > self.rank

    def _take_caption(self, line: ToldLine) -> None:
        if self.body or not self.head:
            self._aside([line], caption_rule_of(line))
        else:
            self.captions.append(line)

    def _take_text(self, line: ToldLine, after: ToldLine | None) -> None:
        """Put a line of running text."""
        in_body = after is not None and after.element.body == line.element.body
        begun = bool(self.head or self.body)
        if line.says in (Says.FURNITURE, Says.JUMP) and not (self.body and line.rule in WEAK):
            self._aside([line], line.rule)
        elif not begun and self._is_subhead(line):
            self._add_head(line)
        elif not begun and not ends_sentence(line.text.text):
            self._take_other(line)
        elif not self.body and line.text.text[0] in _DASHES and not ends_sentence(line.text.text):
            self._add_head(line)
        elif line.says is Says.CREDIT and self.body:
            self._put(Kind.CREDIT, [line], line.rule)
        elif self._is_byline(line) and self.body and self.byline is None and not in_body:
            self.byline = self._put(Kind.BYLINE, [line], line.rule or _BYLINE)
        elif self._is_subhead(line) and in_body:
            self._open()
            self._put(Kind.HEAD, [line], _SUBHEAD)
        else:
            signs = bool(self.body) and not in_body and self._signs(line)
            self._paragraph(line, rule="signature/edition" if signs else _TEXT)

    def _take_other(self, line: ToldLine) -> None:
        """Put a line that stands in no text."""
        if line.says is Says.CREDIT and self.body:
            self._put(Kind.CREDIT, [line], line.rule)
        elif line.says in (Says.FURNITURE, Says.JUMP):
            self._aside([line], line.rule)
        elif any(stop in line.text.text for stop in FULL_STOPS):
            self._put(Kind.PROSE, [line], _TEXT)
        else:
            self._aside([line], _NAVIGATION)

    def _is_enclosed(self, line: ToldLine, after: ToldLine | None) -> bool:
        """Return whether a line that no element puts into a text stands inside one all the same."""
        goes_on = after is not None and after.element.body is not None and not after.is_head
        return bool(self.body) and goes_on and line.part is Part.TEXT and line.says is None

    def _is_byline(self, line: ToldLine) -> bool:
        return line.part is Part.BYLINE or line.says in (Says.BYLINE, Says.NAMES)

    def _signs(self, line: ToldLine) -> bool:
        """Return whether the last line of a text repeats a name of its byline."""
        if self.byline is None or ends_sentence(line.text.text):
            return False
        return line.text.text in self.pieces[self.byline].text.text

    def _is_subhead(self, line: ToldLine) -> bool:
        """Return whether a line of a text is bold as a whole, short, and no sentence."""
        text = line.text.text
        return line.element.strong and len(text) <= HEADLINE and not ends_sentence(text)

    def _open(self) -> None:
        """Put headline and byline, once there is text."""
        if self.opened:
            return
        self.opened = True
        self.headline = tuple(self._put_head())
        if self.bylines:
            rule = self.bylines[0].rule
            self.byline = self._put(
                Kind.BYLINE, self.bylines, rule if rule.startswith("byline") else _BYLINE
            )

    def _put_head(self) -> Iterator[int]:
        """Put kicker, headline and subtitle, a piece each, and yield their numbers."""
        parts = dict(zip((*_ROLES.values(),), headline_parts(self.head), strict=True))
        for role, lines in parts.items():
            if lines:
                number = self._put(Kind.HEAD, lines, _HEAD, spaced=True)
                self.pieces[number] = replace(self.pieces[number], set_as=role)
                yield number

    def _paragraph(self, line: ToldLine, *, rule: str = _TEXT) -> None:
        self._open()
        rule = line.rule if line.says is Says.SIGNATURE else rule
        signed = rule != _TEXT
        own = cut_credit(piece_of_told(Kind.SIGNATURE if signed else Kind.PROSE, [line], rule))
        number = len(self.pieces)
        self.pieces += own
        self.paragraphs.append(
            Paragraph(
                text=own[0].text,
                parts=(number,),
                measure=0.0,
                width=own[0].width,
                signature=signed,
                whole=True,
                evidence=own[0].evidence,
            )
        )
        self.body.append(len(self.paragraphs) - 1)

    def _story(self) -> None:
        spans = tuple(span for n in self.headline for span in self.pieces[n].text.spans)
        rule = "story/in-edition" if self.headline else "story/no-headline"
        self.stories.append(
            Story(
                headline=self.headline,
                byline=self.byline,
                leads=(),
                paragraphs=tuple(self.body),
                margin=_SURE,
                evidence=(Evidence(rule=rule, spans=spans),),
                beliefs=(1.0,) * (len(self.body) + 1),
            )
        )

    def _aside(self, lines: Sequence[ToldLine], rule: str) -> None:
        self._put(Kind.FURNITURE, lines, rule)

    def _put(
        self, kind: Kind, lines: Sequence[ToldLine], rule: str, *, spaced: bool = False
    ) -> int:
        """Put lines as one piece and return its number."""
        self.pieces.append(piece_of_told(kind, lines, rule, spaced=spaced))
        return len(self.pieces) - 1
