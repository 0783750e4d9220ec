"""From a fact to the sentence of the article that proves it: places to link to, and their names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from generator.model import Article, Block, Role
from generator.publish.escape import Safe, escape_text
from generator.text.characters import CLOSERS
from generator.text.traced import Span, spans_of

__all__ = [
    "PlacedBlock",
    "ProofPlace",
    "ProofPlaces",
    "body_places",
    "caption_places",
    "index_places",
    "marked_text",
    "proof_of",
    "split_sentences",
]

# A sentence ends at its stop, with the marks that close it and the blanks before the next.
_SENTENCE = re.compile(rf"[^。！？!?]*(?:[。！？!?]+[{re.escape(CLOSERS)}]*\s*|\Z)")

_LIT = 8
"""Characters that are lit before a doubtful place and behind it: a glance finds them."""

_HEAD_WORDS = {
    "title": "标题",
    "kicker": "引题",
    "subtitle": "副题",
    "label": "栏目",
    "byline": "署名",
    "credit": "文末",
}


@dataclass(frozen=True, slots=True)
class ProofPlace:
    """Somewhere in the article that a link can lead to."""

    anchor: str
    """Its identifier: ``p2s3`` is the third sentence of the second paragraph."""
    words: str
    """What the link is called."""


@dataclass(frozen=True, slots=True)
class ProofPlaces:
    """Where the characters of a page stand in an article: ranges of the page, in order, of which
    none holds a character of another, and for each how early it is looked at, and its place."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: tuple[tuple[int, ProofPlace], ...]


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A lead, paragraph or subhead with the identifier that it has on the page."""

    block: Block
    """The block."""
    place: ProofPlace
    """``p1``, ``p2``, … or ``s1``, ``s2``, …"""


def split_sentences(text: str) -> list[str]:
    """Return the sentences of ``text``, which put together are the text again.

    >>> split_sentences("他说：“好。”大家笑了！ 完")
    ['他说：“好。”', '大家笑了！ ', '完']
    """
    return [found for found in _SENTENCE.findall(text) if found]


def body_places(article: Article) -> Iterator[PlacedBlock]:
    """Yield the parts of the body in order: paragraphs ``p1``, …, subheads ``s1``, …."""
    paragraphs, subheads = article.before.paragraphs, article.before.subheads
    for block in article.body:
        if block.role == Role.SUBHEAD:
            subheads += 1
            yield PlacedBlock(block, ProofPlace(f"s{subheads}", f"小标题{subheads}"))
        else:
            paragraphs += 1
            yield PlacedBlock(block, ProofPlace(f"p{paragraphs}", f"第{paragraphs}段"))


def caption_places(article: Article) -> Iterator[PlacedBlock]:
    """Yield the captions beside the body in order: ``c1``, ``c2``, …."""
    for number, block in enumerate(article.captions, start=article.before.captions + 1):
        yield PlacedBlock(block, ProofPlace(f"c{number}", f"图片说明{number}"))


def index_places(article: Article, *, sentences: bool = True) -> ProofPlaces:
    """Return for each character of the page that the article holds where it stands there.

    Places count up in the order in which a proof is looked for: the body first, where a sentence
    says what a headline only names; then headline, lines around it, and credit. Without
    ``sentences``, places in the body are whole paragraphs.
    """
    found: list[tuple[tuple[int | None, ...], ProofPlace]] = []
    for placed in body_places(article):
        parted = sentences and placed.block.role not in (Role.SUBHEAD, Role.TABLE)
        found += _sentence_places(placed) if parted else [(placed.block.text.origins, placed.place)]
    found += [(placed.block.text.origins, placed.place) for placed in caption_places(article)]
    for name, words in _HEAD_WORDS.items():
        block: Block | None = getattr(article, name)
        if block is not None:
            found.append((block.text.origins, ProofPlace(f"bm-{name}", words)))
    ranges = sorted(
        (start, end, rank)
        for rank, (origins, _) in enumerate(found)
        for start, end in spans_of(origins)
    )
    if any(one[1] > other[0] for one, other in pairwise(ranges)):
        ranges = _apart(ranges)
    return ProofPlaces(
        starts=tuple(start for start, _, _ in ranges),
        ends=tuple(end for _, end, _ in ranges),
        places=tuple((rank, found[rank][1]) for _, _, rank in ranges),
    )


def _apart(ranges: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return ranges of one character each: what holds it first has it."""
    first: dict[int, int] = {}
    for start, end, rank in sorted(ranges, key=itemgetter(2), reverse=True):
        first.update(dict.fromkeys(range(start, end), rank))
    return [(origin, origin + 1, rank) for origin, rank in sorted(first.items())]


def _sentence_places(placed: PlacedBlock) -> Iterator[tuple[tuple[int | None, ...], ProofPlace]]:
    origins, sentences = placed.block.text.origins, split_sentences(placed.block.text.text)
    if len(sentences) < 2:
        yield origins, placed.place
        return
    done = 0
    for number, sentence in enumerate(sentences, start=1):
        place = ProofPlace(_sentence_name(placed, number), placed.place.words)
        yield origins[done : done + len(sentence)], place
        done += len(sentence)


def proof_of(places: ProofPlaces, spans: Iterable[Span]) -> ProofPlace | None:
    """Return the first place that holds a character of ``spans``.

    ``None`` when the proof stands elsewhere on the page, or nowhere.
    """
    found: list[tuple[int, ProofPlace]] = []
    for start, end in spans:
        first = bisect_right(places.ends, start)
        found += places.places[first : bisect_left(places.starts, end, first)]
    return min(found, key=itemgetter(0))[1] if found else None


def marked_text(
    placed: PlacedBlock,
    anchors: Iterable[str],
    marks: Mapping[int, tuple[Safe, Safe]] | None = None,
) -> Safe:
    """Return a block's text as Markdown, with those of its sentences marked that are linked to.

    ``marks`` are put around the words at an index, within their sentence.

    The marks are HTML inside a line: a reader that leaves HTML out shows the text unharmed.
    """
    text, wanted = placed.block.text.text, set(anchors)
    sentences = split_sentences(text)
    names = [_sentence_name(placed, number) for number in range(1, len(sentences) + 1)]
    if wanted.isdisjoint(names) and not marks:
        return escape_text(text)
    pieces, plain, start = [], "", 0
    waiting = sorted((marks or {}).items(), reverse=True)
    for name, sentence in zip(names, sentences, strict=True):
        end, own = start + len(sentence), {}
        while waiting and waiting[-1][0] < end:
            at, mark = waiting.pop()
            own[at - start] = mark
        start = end
        if name not in wanted and not own:
            plain += sentence
            continue
        words = sentence.rstrip()
        inside = _lit(words, own) if own else escape_text(words)
        pieces.append(_escaped_inside(plain))
        pieces.append(f'<span id="{name}">{inside}</span>' if name in wanted else inside)
        plain = sentence[len(words) :]
    return Safe("".join([*pieces, _escaped_inside(plain)]).strip(" "))


def _lit(sentence: str, marks: Mapping[int, tuple[Safe, Safe]]) -> str:
    """Return a sentence with some words on both sides of each index between its marks."""
    pieces, done = [], 0
    for at, (opening, closing) in sorted(marks.items()):
        first, last = max(done, at - _LIT), min(len(sentence), at + _LIT)
        if first >= last:  # what stands there is lit already: what leads here still arrives
            pieces.append(opening.replace(' class="bm-unsure"', "") + "</span>")
            continue
        pieces += [_escaped_inside(sentence[done:first]), opening]
        pieces += [_escaped_inside(sentence[first:last]), closing]
        done = last
    return "".join([*pieces, _escaped_inside(sentence[done:])])


def _sentence_name(placed: PlacedBlock, number: int) -> str:
    return f"{placed.place.anchor}s{number}"


def _escaped_inside(text: str) -> str:
    """Escape text that goes on before and after: the blanks at its ends count."""
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    return before + escape_text(text) + after
