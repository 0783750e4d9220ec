"""Stories as they are set on a page, to the pieces that the later stages know."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.geometry import Aside, Item, Says, SetLine, SetStory, Setting, overlap
from generator.model import Evidence, Role
from generator.reconstruct.lines.captions import CAPTION, CAPTION_STORY
from generator.reconstruct.lines.line_wording import say
from generator.reconstruct.piece_making import LineText, cut_credit, cut_jumps
from generator.reconstruct.pieces import Kind, Line, Paragraph, Piece, Story
from generator.reconstruct.wording.article_ends import names_at_end
from generator.reconstruct.wording.notices import is_notice
from generator.text.characters import ends_sentence
from generator.text.traced import Traced, join_between, join_lines

__all__ = ["TEXT_SETTINGS", "PieceSetter"]

_HEAD_PARTS = (Role.KICKER, Role.HEADLINE, Role.SUBTITLE)
_SURE = 20.0
TEXT_SETTINGS = (Setting.PARAGRAPH, Setting.LEAD)
"""How running text is set."""


def _stands_under(table: Aside, item: Item, story: SetStory) -> bool:
    """Return whether a table stands under some line of an item, or of what comes after it."""
    rest = story.items[story.items.index(item) :]
    return any(
        line.bottom <= table.lines[0].base
        and overlap(line.left, line.right, table.lines[0].left, table.lines[-1].right) > 0
        for later in rest
        for line in later.lines
    )


def _is_caption(item: Item) -> bool:
    """Return whether a text has a caption in its midst, by what it says."""
    said = say("".join(line.words for line in item.lines))
    if item.setting is not Setting.ASIDE or said is None:
        return False
    return said[0] is Says.CAPTION and said[1] != CAPTION_STORY


def _names_writers(item: Item) -> bool:
    """Return whether a text is nothing but who wrote it, in brackets."""
    match = names_at_end("".join(line.words for line in item.lines))
    return match is not None and not match.start("credit")


@dataclass(slots=True)
class PieceSetter:
    """The pieces of a page as they are put one after the other."""

    page: str
    pieces: list[Piece] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    text: LineText = field(init=False)

    def __post_init__(self) -> None:
        self.text = LineText(self.page)

    def add(self, story: SetStory) -> None:
        """Put a story with its text."""
        headline = tuple(self._headline(story))
        byline = None
        if story.head is not None and story.head.bylines:
            byline = self.put(Kind.BYLINE, story.head.bylines, "byline/set", spaced=True)
        leads: list[int] = []
        body: list[int] = []
        captions: list[int] = []
        tables = [aside for aside in story.captions if aside.rows]
        for item in story.items:
            for table in [t for t in tables if not _stands_under(t, item, story)]:
                tables.remove(table)
                self.put_table(table)
            if item.setting in TEXT_SETTINGS and is_notice(
                "".join(line.words for line in item.lines)
            ):
                self.put(Kind.NOTICE, item.lines, "notice/loss")
            elif item.setting in TEXT_SETTINGS and _names_writers(item) and body:
                self.put(Kind.CREDIT, item.lines, "credit/name")
            elif item.setting in TEXT_SETTINGS:
                own = leads if item.setting is Setting.LEAD and not body else body
                own.append(self._paragraph(item, story))
            elif item.setting is Setting.BYLINE and byline is None and not body:
                byline = self._byline(item)
            elif _is_caption(item):
                captions.append(self._caption(item.lines, CAPTION))
            else:
                self._beside(item)
        for table in tables:
            self.put_table(table)
        for aside in story.captions:
            if aside.rule == CAPTION_STORY:
                self.put(Kind.FURNITURE, aside.lines, aside.rule)
        if not body:
            leads, body = [], leads
        captions += [
            self._caption(a.lines, a.rule)
            for a in story.captions
            if a.caption and a.rule != CAPTION_STORY
        ]
        beliefs = (*map(_share, story.margins), *(item.belief for item in story.items))
        margin = min((m for m in story.margins if m), default=_SURE)
        self.stories.append(
            Story(
                headline=headline,
                byline=byline,
                leads=tuple(leads),
                paragraphs=tuple(body),
                margin=margin,
                evidence=(self._why(story, headline),),
                beliefs=beliefs,
                captions=tuple(captions),
            )
        )

    def set_aside(self, story: SetStory) -> None:
        """Put what stands without text where no story takes it."""
        if story.head is not None:
            for line in story.head.lines:
                self.put(Kind.HEAD, (line,), "display/size", spaced=True)
            if story.head.bylines:
                self.put(Kind.SIGNATURE, story.head.bylines, "byline/set", spaced=True)
        for item in story.items:
            said = say("".join(line.words for line in item.lines))
            rule = said[1] if said is not None and said[1].startswith("furniture") else None
            kind = Kind.FURNITURE if rule else Kind.PROSE
            self.put(kind, item.lines, rule or "prose/set")

        for aside in story.captions:
            if aside.rows:
                self.put_table(aside)
            else:
                self.put(Kind.FURNITURE, aside.lines, aside.rule)

    def put_notice(self, story: SetStory, rule: str) -> None:
        """Put a notice as one piece, its heading and its paragraphs on lines of their own."""
        head = () if story.head is None else (*story.head.lines, *story.head.bylines)
        parts = [part for part in (head, *(item.lines for item in story.items)) if part]
        parts += [aside.lines for aside in story.captions]
        pieces = [self._piece(Kind.NOTICE, part, rule) for part in parts]
        text = join_between([piece.text for piece in pieces], "\n")
        lines = tuple(line for piece in pieces for line in piece.lines)
        evidence = (Evidence(rule=rule, spans=text.spans),)
        self.pieces.append(
            Piece(kind=Kind.NOTICE, text=text, lines=lines, terminated=True, evidence=evidence)
        )

    def _caption(self, lines: Sequence[SetLine], rule: str) -> int:
        """Put what a story's photograph shows."""
        number = self.put(Kind.FURNITURE, lines, rule)
        piece = self.pieces[number]
        around = Evidence(rule="caption/around", spans=piece.text.spans)
        self.pieces[number] = replace(piece, evidence=(*piece.evidence, around))
        return number

    def put(self, kind: Kind, lines: Sequence[SetLine], rule: str, *, spaced: bool = False) -> int:
        """Put lines as one piece and return its number."""
        self.pieces.append(self._piece(kind, lines, rule, spaced=spaced))
        return len(self.pieces) - 1

    def put_table(self, table: Aside) -> None:
        """Put a table as one piece: a tab between two cells, a line end between two rows."""
        rows = (map(self._cells, row) for row in table.rows)
        text = join_between((join_between(row, "\t") for row in rows), "\n")
        lines = tuple(self._line(line, spaced=True) for line in table.lines)
        evidence = (Evidence(rule=table.rule, spans=text.spans),)
        self.pieces.append(
            Piece(kind=Kind.TABLE, text=text, lines=lines, terminated=True, evidence=evidence)
        )

    def _cells(self, line: SetLine) -> Traced:
        """Return a line of a table, a tab between its words; characters set apart are one word."""
        apart = max(map(len, line.words.split(" "))) == 1
        text = self.text.of(line, spaced=not apart)
        return text.replace_chars(text.text.replace(" ", "\t"))

    def _headline(self, story: SetStory) -> Iterator[int]:
        if story.head is None:
            return
        for role, lines in zip(_HEAD_PARTS, story.head.parts, strict=True):
            for line in lines:
                number = self.put(Kind.HEAD, (line,), "display/size", spaced=True)
                self.pieces[number] = replace(self.pieces[number], set_as=role)
                yield number

    def _paragraph(self, item: Item, story: SetStory) -> int:
        """Put a paragraph, and the credit at its end as a piece of its own."""
        closes = item is story.items[-1]
        came, piece, goes = cut_jumps(self._piece(Kind.PROSE, item.lines, "prose/set"))
        own = cut_credit(piece, closes=closes)
        said = say(own[0].text.text)
        signed = said is not None and said[0] is Says.SIGNATURE
        if signed and said is not None:
            evidence = (Evidence(rule=said[1], spans=own[0].text.spans),)
            own = (replace(own[0], kind=Kind.SIGNATURE, evidence=evidence), *own[1:])
        self.pieces += [came] if came is not None else []
        number = len(self.pieces)
        self.pieces += own
        self.pieces += [goes] if goes is not None else []
        joins = tuple(
            Evidence(rule="join/column", spans=self._spans(above, line), margin=round(margin, 2))
            for above, line, margin in _turns(item, story)
        )
        self.paragraphs.append(
            Paragraph(
                text=own[0].text,
                parts=(number,),
                measure=0.0,
                width=own[0].width,
                signature=signed,
                whole=item.closed,
                evidence=(*own[0].evidence, *joins),
            )
        )
        return len(self.paragraphs) - 1

    def _beside(self, item: Item) -> None:
        """Put what stands in a text and is no paragraph of it."""
        said = say(" ".join(line.words for line in item.lines))
        kind, told = said if said is not None else (None, "")
        if item.setting is Setting.SUBHEAD:
            for n, line in enumerate(item.lines):
                number = self.put(Kind.HEAD, (line,), "display/set", spaced=True)
                self.pieces[number] = replace(self.pieces[number], tight=n > 0)
        elif item.setting is Setting.CREDIT:
            self.put(Kind.CREDIT, item.lines, told if kind is Says.CREDIT else "credit/set")
        elif item.setting is Setting.BYLINE:
            self._byline(item)
        else:
            known = kind in (Says.CAPTION, Says.JUMP, Says.FURNITURE)
            self.put(Kind.FURNITURE, item.lines, told if known else "furniture/caption")

    def _byline(self, item: Item) -> int:
        said = say(" ".join(line.words for line in item.lines))
        known = said is not None and said[0] in (Says.BYLINE, Says.NAMES)
        rule = said[1] if known and said is not None else "byline/set"
        return self.put(Kind.BYLINE, item.lines, rule, spaced=True)

    def _why(self, story: SetStory, headline: Sequence[int]) -> Evidence:
        second = story.runner_up
        return Evidence(
            rule="story/set-under" if headline else "story/no-headline",
            spans=tuple(span for n in headline for span in self.pieces[n].text.spans),
            runner_up="".join(line.text for line in second.lines) if second else None,
            margin=round(max(story.margins[0], 0.0), 2) if headline and story.margins else None,
        )

    def _spans(self, above: SetLine, below: SetLine) -> tuple[tuple[int, int], ...]:
        return (*self.text.of(above).spans[-1:], *self.text.of(below).spans[:1])

    def _piece(
        self, kind: Kind, lines: Sequence[SetLine], rule: str, *, spaced: bool = False
    ) -> Piece:
        own = tuple(self._line(line, spaced=spaced) for line in lines)
        text = join_lines(line.text for line in own)
        return Piece(
            kind=kind,
            text=text,
            lines=own,
            terminated=ends_sentence(text.text),
            evidence=(Evidence(rule=rule, spans=text.spans),),
        )

    def _line(self, line: SetLine, *, spaced: bool) -> Line:
        text = self.text.of(line, spaced=spaced)
        width = (line.right - line.left) / line.em
        return Line(text=text, width=width, indent=0.0, gap=False)


def _turns(item: Item, story: SetStory) -> Iterator[tuple[SetLine, SetLine, float]]:
    """Yield where a paragraph goes on in another column, and by what margin."""
    margins = dict(zip(story.columns, story.margins, strict=True))
    for above, line in zip(item.lines, item.lines[1:], strict=False):
        if line.number in margins:
            yield above, line, max(margins[line.number], 0.0)


def _share(nats: float) -> float:
    return 1 / (1 + math.exp(-nats)) if nats else 1.0
