"""Pages with geometry: what stands where decides; the stages that follow are those of all pages."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.geometry import Item, Says, SetLine, SetStory, Setting, lay_out
from generator.model import Evidence, Page, Role
from generator.model.geometry import Geometry
from generator.reconstruct.captions import CAPTION, CAPTION_STORY
from generator.reconstruct.furniture import HEAD_LINES
from generator.reconstruct.pieces import Kind, Line, Paragraph, Piece, Story
from generator.reconstruct.roles import cut_credit
from generator.reconstruct.said import say
from generator.text.characters import ends_sentence
from generator.text.folding import fold_text
from generator.text.traced import Traced, join_traced

__all__ = ["printed_sections"]

_HEAD_PARTS = (Role.KICKER, Role.HEADLINE, Role.SUBTITLE)
_SURE = 20.0


def printed_sections(
    page: Page, geometry: Geometry
) -> tuple[Sequence[Piece], Sequence[Paragraph], Sequence[Story]] | None:
    """Return the pieces, paragraphs and stories of a page, as they are set on it.

    ``None`` where places tell nothing: the page is read by its text.
    """
    layout = lay_out(geometry, page.text, say)
    if layout is None:
        return None
    setter = _Setter(page.text)
    stories = [story for story in layout.stories if _has_text(story)]
    for story in stories:
        setter.add(story)
    for story in layout.stories:
        if not _has_text(story):
            setter.set_aside(story)
    for aside in layout.asides:
        setter.put(Kind.FURNITURE, aside.lines, aside.rule, spaced=aside.rule in HEAD_LINES)
    return setter.pieces, setter.paragraphs, setter.stories


def _is_caption(item: Item) -> bool:
    """Return whether a text has a caption in its midst, by what it says."""
    said = say("".join(line.words for line in item.lines))
    if item.setting is not Setting.ASIDE or said is None:
        return False
    return said[0] is Says.CAPTION and said[1] != CAPTION_STORY


_TEXT = (Setting.PARAGRAPH, Setting.LEAD)


def _has_text(story: SetStory) -> bool:
    return any(item.setting in _TEXT for item in story.items)


@dataclass(slots=True)
class _Setter:
    """The pieces of a page as they are put one after the other."""

    page: str
    pieces: list[Piece] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    folded: dict[int, Traced] | None = field(init=False)
    """What each character was folded to, ``None`` where all stay what they are."""

    def __post_init__(self) -> None:
        folded = fold_text(self.page)
        self.folded = None if folded.text == self.page else _by_origin(folded)

    def add(self, story: SetStory) -> None:
        """Put a story with its text."""
        headline = tuple(self._headline(story))
        byline = None
        if story.head is not None and story.head.bylines:
            byline = self.put(Kind.BYLINE, story.head.bylines, "byline/set", spaced=True)
        leads: list[int] = []
        body: list[int] = []
        captions: list[int] = []
        for item in story.items:
            if item.setting in _TEXT:
                own = leads if item.setting is Setting.LEAD and not body else body
                own.append(self._paragraph(item, story))
            elif item.setting is Setting.BYLINE and byline is None and not body:
                byline = self._byline(item)
            elif _is_caption(item):
                captions.append(self._caption(item.lines, CAPTION))
            else:
                self._beside(item)
        for aside in story.captions:
            if aside.rule == CAPTION_STORY:
                self.put(Kind.FURNITURE, aside.lines, aside.rule)
        if not body:
            leads, body = [], leads
        captions += [
            self._caption(a.lines, a.rule) for a in story.captions if a.rule != CAPTION_STORY
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
            self.put(Kind.FURNITURE, aside.lines, aside.rule)

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
        own = cut_credit(self._piece(Kind.PROSE, item.lines, "prose/set"), closes=closes)
        said = say(own[0].text.text)
        signed = said is not None and said[0] is Says.SIGNATURE
        if signed and said is not None:
            evidence = (Evidence(rule=said[1], spans=own[0].text.spans),)
            own = (replace(own[0], kind=Kind.SIGNATURE, evidence=evidence), *own[1:])
        number = len(self.pieces)
        self.pieces += own
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
        return (*self._traced(above).spans[-1:], *self._traced(below).spans[:1])

    def _piece(
        self, kind: Kind, lines: Sequence[SetLine], rule: str, *, spaced: bool = False
    ) -> Piece:
        own = tuple(self._line(line, spaced=spaced) for line in lines)
        text = join_traced(_with_blanks([line.text for line in own]))
        return Piece(
            kind=kind,
            text=text,
            lines=own,
            terminated=ends_sentence(text.text),
            evidence=(Evidence(rule=rule, spans=text.spans),),
        )

    def _line(self, line: SetLine, *, spaced: bool) -> Line:
        text = self._traced(line, spaced=spaced)
        width = (line.right - line.left) / line.em
        return Line(text=text, width=width, indent=0.0, gap=False)

    def _traced(self, line: SetLine, *, spaced: bool = False) -> Traced:
        """Return the characters of a line, with the blanks that are seen, or that part words."""
        parts: list[Traced] = []
        start = 0
        for k in line.blanks:
            before, after = line.offsets[k - 1], line.offsets[k]
            printed = before < after and self.page[before + 1 : after].isspace()
            if spaced or (printed and _letters(self.page[before], self.page[after])):
                blank = Traced(" ", (before + 1 if printed else None,))
                parts += (self._plain(line.offsets[start:k]), blank)
                start = k
        return join_traced((*parts, self._plain(line.offsets[start:])))

    def _plain(self, offsets: tuple[int, ...]) -> Traced:
        """Return characters of the page as their writers meant them."""
        if self.folded is None:
            return Traced("".join([self.page[offset] for offset in offsets]), offsets)
        return join_traced([self.folded.get(offset, _NOTHING) for offset in offsets])


_NOTHING = Traced("", ())


def _by_origin(folded: Traced) -> dict[int, Traced]:
    """Return what each character of a page was folded to."""
    found: dict[int, Traced] = {}
    for char, origin in zip(folded.text, folded.origins, strict=True):
        if origin is not None:
            one = Traced(char, (origin,))
            found[origin] = found[origin] + one if origin in found else one
    return found


def _letters(one: str, other: str) -> bool:
    return one.isascii() and other.isascii() and one.isalnum() and other.isalnum()


def _with_blanks(parts: Iterable[Traced]) -> Iterator[Traced]:
    """Yield lines with a blank between two Latin words (CLREQ: Chinese joins without)."""
    before = ""
    for part in parts:
        first = part.text[:1]
        latin = before.isascii() and before.isalpha() and first.isascii() and first.isalpha()
        if before and latin:
            yield Traced(" ", (None,))
        yield part
        before = part.text[-1:]


def _turns(item: Item, story: SetStory) -> Iterator[tuple[SetLine, SetLine, float]]:
    """Yield where a paragraph goes on in another column, and by what margin."""
    margins = dict(zip(story.columns, story.margins, strict=True))
    for above, line in zip(item.lines, item.lines[1:], strict=False):
        if line.number in margins:
            yield above, line, max(margins[line.number], 0.0)


def _share(nats: float) -> float:
    return 1 / (1 + math.exp(-nats)) if nats else 1.0
