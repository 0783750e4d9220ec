"""Jump lines (转版): what a page says of texts that go on elsewhere, all that joining needs.

Each is given to the article that it belongs to; what the page says of its issue tells which pages
may have the other end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Article, ArticleRef, Evidence, Reconstruction, Role, seed_stem
from generator.reconstruct.pieces import Piece
from generator.reconstruct.wording.furniture import JUMP_TARGET
from generator.text.characters import ends_sentence
from generator.text.head_lines import day_named, number_named, page_number

__all__ = [
    "JUMP",
    "Jump",
    "JumpEnd",
    "JumpPage",
    "PageNumber",
    "comes_from",
    "find_jumps",
    "goes_on_inside",
    "jump_page",
]

JUMP = "furniture/jump"
"""Rule of a line that says that a story comes from another page or goes on there."""
_PART = re.compile(r"#[0-9]+\Z")
_NUMBER = re.compile(r"([A-Z]?)0*([0-9]+)(?:-([0-9]+))?")
_FRONT = "头版"
_RUNNING = (Role.LEAD, Role.PARAGRAPH)
_BEGINNING = 60
"""Characters by which a text without a headline is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """Where an article comes from or goes on."""

    article: int
    """Number of the article."""
    page: str
    """The other page as printed, blanks closed: 第5版."""
    away: bool
    """Whether it goes on there; else it comes from there."""
    evidence: Evidence
    """The jump line."""


def comes_from(jump: str) -> bool:
    """Return whether a jump line opens the text of a story that began on another page.

    >>> comes_from("（上接第一版）"), comes_from("（下转第3版）")
    (True, False)
    """
    match = JUMP_TARGET.search(jump)
    return match is not None and match["from"] is not None


def find_jumps(pieces: Sequence[Piece], prose: Sequence[tuple[int, int]]) -> tuple[Jump, ...]:
    """Return what the jump lines of a page say of its articles.

    ``prose`` lists the prose pieces with the number of their article, in page order. 上接 stands
    before the text that comes from another page, 下转 after that which goes on there.
    """
    jumps = []
    for i, piece in enumerate(pieces):
        if piece.evidence[0].rule != JUMP:
            continue
        match = JUMP_TARGET.search(piece.text.text)
        at = bisect_left(prose, i, key=lambda owned: owned[0])
        away = not comes_from(piece.text.text)
        if match is None or not (at if away else at < len(prose)):
            continue
        jumps.append(
            Jump(
                article=prose[at - 1 if away else at][1],
                page=re.sub(r"\s", "", match["page"]),
                away=away,
                evidence=Evidence(
                    rule="jump/continues" if away else "jump/continued-from",
                    spans=piece.text.spans,
                ),
            )
        )
    return tuple(jumps)


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of a page, or of the two that one text runs over."""

    letter: str
    first: int
    last: int

    def fits(self, other: PageNumber) -> bool:
        """Return whether both may be one page; a letter may be left out (第1版 of A1)."""
        alike = not self.letter or not other.letter or self.letter == other.letter
        return alike and self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpEnd:
    """An end of an article at which its text goes on on another page, or comes from there."""

    article: ArticleRef
    away: bool
    """Whether it goes on there; else it comes from there."""
    printed: str
    """The other page as printed; empty where only the editor says that there is one."""
    number: PageNumber | None
    """Its number, if that can be read."""
    wanted: str | None = None
    """What its editor says that it continues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpPage:
    """A page that has such ends."""

    name: str
    publication: str | None
    day: str | None
    """Day of issue as the page or its sidecar says it, EDTF."""
    day_named: str | None
    """The same by its file's name."""
    number: PageNumber | None
    """Its number as the page or its sidecar says it."""
    number_named: PageNumber | None
    texts: tuple[str, ...]
    """The bodies of all its articles."""
    names: tuple[str, ...]
    """What its articles are called: their headlines, or else how they begin."""
    ends: tuple[JumpEnd, ...]

    @property
    def file(self) -> str:
        """The file that it is a part of."""
        return _PART.sub("", self.name)


def jump_page(result: Reconstruction) -> JumpPage | None:
    """Return what joining needs of a page; ``None`` where nothing goes on elsewhere."""
    ends = tuple(
        end
        for number, article in enumerate(result.articles)
        for end in _ends(article, ArticleRef(result.page.name, number))
    )
    if not ends:
        return None
    imprint, stem = result.imprint, seed_stem(_PART.sub("", result.page.name))
    return JumpPage(
        name=result.page.name,
        publication=imprint.publication.strip("《》 ") if imprint.publication else None,
        day=imprint.date,
        day_named=day_named(stem),
        number=_parse_number(imprint.page),
        number_named=_parse_number(number_named(stem)) if _is_first(result.page.name) else None,
        texts=tuple(_text_of(article) for article in result.articles),
        names=tuple(_name_of(article) for article in result.articles),
        ends=ends,
    )


def _ends(article: Article, ref: ArticleRef) -> Iterator[JumpEnd]:
    wanted, came, goes = article.decided.continued_from, article.continued_from, article.continues
    if came is not None or wanted is not None:
        number = _parse_number(came)
        yield JumpEnd(article=ref, away=False, printed=came or "", number=number, wanted=wanted)
    if goes is not None:
        yield JumpEnd(article=ref, away=True, printed=goes, number=_parse_number(goes))


def _is_first(page: str) -> bool:
    """Return whether a page is the first of its file: what the file's name says holds for it."""
    return _PART.search(page) is None


def _text_of(article: Article) -> str:
    return "\n".join(block.text.text for block in article.body if block.role in _RUNNING)


def _name_of(article: Article) -> str:
    """Return the headline in one line, or how the text begins."""
    if article.title is not None:
        return "".join(article.title.text.text.split())
    return "".join(article.body[0].text.text.split())[:_BEGINNING] if article.body else ""


def goes_on_inside(article: Article, continuation: Article) -> bool:
    """Return whether the last sentence of an article ends in its continuation.

    >>> from generator.model import Block
    >>> from generator.text.traced import Traced
    >>> cut, rest = (
    ...     Article(page="p", body=(Block(role=Role.PARAGRAPH, text=Traced.from_page(text)),))
    ...     for text in ("老人们在食", "堂里吃饭。")
    ... )
    >>> goes_on_inside(cut, rest), goes_on_inside(rest, cut)
    (True, False)
    """
    if not article.body or not continuation.body:
        return False
    last, first = article.body[-1], continuation.body[0]
    running = last.role in _RUNNING and first.role is Role.PARAGRAPH
    return running and not ends_sentence(last.text.text)


def _parse_number(text: str | None) -> PageNumber | None:
    """Return the number of a page as printed, cited or named.

    >>> _parse_number("第A03版"), _parse_number("头版"), _parse_number("要闻版")
    (PageNumber(letter='A', first=3, last=3), PageNumber(letter='', first=1, last=1), None)
    """
    if text is None:
        return None
    cited = "1" if text.strip() == _FRONT else page_number(text.replace(" ", ""))
    match = _NUMBER.fullmatch(cited) if cited else None
    if match is None:
        return None
    first = int(match[2])
    return PageNumber(match[1], first, max(first, int(match[3] or first)))
