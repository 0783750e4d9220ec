"""Damage to a page's text that the tool which made it left, and where it stands.

PDF fonts without a table of characters give numbers for them, bold type drawn twice doubles them,
wrong encodings make others of them. What a reader would see at once is told here, with its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, partial

from generator.text.characters import is_han
from generator.text.folding import fold_char
from generator.text.mojibake import mojibake_spans
from generator.text.traced import Span
from generator.text.word_tables import reads_forwards

__all__ = ["DAMAGES", "doubled_offsets", "find_damage", "find_scan_noise"]

_GLYPH = re.compile(
    r"\(cid:\d+\)|（cid[:：]\d+）|glyph(?:<[^<>\n]*>|&lt;[^&\n]*&gt;)|<0x[0-9a-f]{2}>"
    r"|(?:/[gG]\d{1,5}){2,}",
    re.IGNORECASE,
)
"""A character's number in its font, as pdfminer, docling and others write it where they know no
more; the pieces of a character that a language model lacks."""
_ESCAPED = re.compile(
    r"(?:\\u[0-9a-fA-F]{4})+|(?:\\x[0-9a-fA-F]{2}){2,}|(?:&#x?[0-9a-fA-F]{2,6};)+"
)
"""Characters by their numbers, as programs write them to one another."""
_PERCENT = re.compile(r"(?<![\w/?=&.-])(?:%[0-9A-F]{2}){3,}", re.IGNORECASE)
"""The same as addresses write them, but in no address."""
_LOST = re.compile("\ufffd+")
_BOXES = re.compile("[□▯⍰☐〓]+")
_IN_TEXT = re.compile("[㐀-鿿，。、；：]")
"""Boxes and geta marks for characters that a font lacks, inside the text: a box that stands before
a line, or before who wrote it, is a printer's ornament."""
_SIGNED = re.compile(
    r"[□☐][ \t\u3000]*(?:本报|本刊|记者|通讯员|文|图|摄|[㐀-鿿]{2,3}[ \t\u3000]{0,8}$)", re.M
)
_QUESTIONS = re.compile(r"\?{4,}|^[ \t]*\?{2,}(?=[㐀-鿿])", re.M)
"""More question marks than three (GB/T 15834, 4.2.3.4), or some where no sentence has begun."""
_INSIDE = re.compile(r"(?<=[㐀-鿿])\?{2,3}(?=[㐀-鿿])")
"""Two or three inside a sentence may be meant once, not again and again."""
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_UNNAMED = re.compile(f"(?<=[㐀-鿿])[{_PRIVATE}]+(?=[㐀-鿿，。、])|[{_PRIVATE}]{{2,}}")
"""Characters that only their font knows; a single one before a line is its bullet."""
_REPEATS = re.compile(r"(?:(\S)\1+[ \t\u3000]*){3,}")
"""Characters of which each stands there more than once in a row."""
_SAME = re.compile(r"(\S)\1*")
_TIMES = 7
"""Doubled characters in a row that no words are made of: words like 高高兴兴 have two of them, and
three such words stand without a mark between them at most."""
_OF_LINE = 0.75
"""Share of a page's doubled line that is doubled; the rest is what was drawn once."""
_THRICE = 3
"""Characters in a row, each there three times: no word has one."""
_TURNED = 10
"""Pairs of Chinese characters of a paragraph at least, to tell which way it reads: of 100 lines of
newspapers with so many, none reads better the other way."""
_LOOKED = 100
"""Characters of it that are looked at: no paragraph turns round further on."""
_AGAINST = -0.5
"""Nats a pair by which it reads better the other way; a list of names may stray a little."""
_PARAGRAPH = re.compile(r"[^\n\r]+(?:\r?\n[^\n\r]+)*")

Found = Iterator[Span]
_RULES = "|¦｜丨"
"""How the line between two columns is read."""
_EDGES = f"{_RULES} \t\u3000"
_DUST = f"{_RULES}`^_~'•°*·.,、-–"
_QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"))
_NEIGHBOUR = 5
"""Characters of the lines around, from which on a lone mark between them is no text. A dump that
gives every glyph a line of its own has none as long."""
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")


def _matches(pattern: re.Pattern[str], text: str) -> Found:
    yield from (match.span() for match in pattern.finditer(text))


def _escaped(text: str) -> Found:
    if "\\" in text or "&" in text:
        yield from _matches(_ESCAPED, text)
    if "%" in text:
        yield from _matches(_PERCENT, text)


def _boxes(text: str) -> Found:
    for match in _BOXES.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        inside = _IN_TEXT.match(before) and _IN_TEXT.match(after)
        single = end - start == 1
        if (
            match.group()[0] in "▯⍰"
            or (not single and is_han(after or " "))
            or (inside and not (single and _SIGNED.match(text, start)))
        ):
            yield start, end


def _questions(text: str) -> Found:
    if "?" not in text:
        return
    yield from _matches(_QUESTIONS, text)
    inside = [match.span() for match in _INSIDE.finditer(text)]
    yield from inside if len(inside) > 1 else ()


def _unnamed(text: str) -> Found:
    for match in _UNNAMED.finditer(text):
        if any(fold_char(char) == char for char in match.group()):  # no bullet of a known font
            yield match.span()


def _repeated(text: str) -> Found:
    """Runs in which every character stands twice, or more often."""
    found = ((match, _counts(match.group())) for match in _REPEATS.finditer(text))
    runs = [(match, counts) for match, counts in found if len(counts) >= _THRICE]
    if not runs:
        return
    said = _said(_REPEATS.sub("\n", text), {gram for _, counts in runs for gram in _grams(counts)})
    sure = [_is_drawn(match.group(), counts) for match, counts in runs]
    breaks = [match.start() for match in re.finditer("\n", text)]
    lengths = [len(line.strip()) for line in text.split("\n")] if any(sure) else []
    for (match, counts), proven in zip(runs, sure, strict=True):
        start, end = match.span()
        # where a page was drawn twice, its short lines were, too; or it says them elsewhere once
        drawn = lengths and end - start >= _OF_LINE * lengths[bisect_left(breaks, start)]
        if proven or drawn or _said_once(said, counts):
            yield start, end


@lru_cache(maxsize=4)  # who reads a page and who accounts for it ask
def doubled_offsets(text: str) -> frozenset[int]:
    """Return where the copies stand in lines all of whose characters were drawn twice or more.

    Each was drawn as often as the least repeated character stands there.

    >>> line = "云云州州市市启启用用新新雷雷达达"
    >>> "".join(c for i, c in enumerate(line) if i not in doubled_offsets(line))
    '云州市启用新雷达'
    """
    copies: set[int] = set()
    for start, end in _repeated(text):
        run = [(start + m.start(), len(m.group())) for m in _SAME.finditer(text[start:end])]
        runs = [(at, times) for at, times in run if not text[at].isspace()]
        least = min(times for _, times in runs)
        if _is_line(text, (start, end)) and all(times % least == 0 for _, times in runs):
            for at, times in runs:
                copies.update(range(at + times // least, at + times))
    return frozenset(copies)


def _is_line(text: str, span: Span) -> bool:
    """Return whether a run is all that stands on its line."""
    before, after = span[0] - 1, span[1]
    while before >= 0 and text[before].isspace() and text[before] != "\n":
        before -= 1
    while after < len(text) and text[after].isspace() and text[after] != "\n":
        after += 1
    opens, closes = text[before : before + 1] if before >= 0 else "", text[after : after + 1]
    return opens in ("", "\n") and closes in ("", "\n")


def _counts(run: str) -> list[tuple[str, int]]:
    """Return the Chinese characters of a run, each with how often it stands there."""
    return [(m[1], len(m.group())) for m in _SAME.finditer(run) if is_han(m[1])]


def _is_drawn(run: str, counts: list[tuple[str, int]]) -> bool:
    """Return whether no words are made so: many in a row, not each pair of them set apart."""
    thrice = len(counts) >= _THRICE and all(times >= _THRICE for _, times in counts)
    longest = max((len(_counts(part)) for part in run.split()), default=0)
    return thrice or (len(counts) >= _TIMES and longest >= _THRICE)


def _grams(counts: list[tuple[str, int]]) -> Iterator[str]:
    """Yield each two and three neighbours of a run, each character once."""
    once = "".join(char for char, _ in counts)
    for size in (2, _THRICE):
        yield from (once[i : i + size] for i in range(len(once) - size + 1))


def _said(text: str, grams: Collection[str]) -> frozenset[str]:
    """Return which of the neighbours stand somewhere in a text."""
    sizes = (2, _THRICE)
    shown = (text[i : i + size] for size in sizes for i in range(len(text) - size + 1))
    return frozenset(gram for gram in shown if gram in grams)


def _said_once(said: Collection[str], counts: list[tuple[str, int]]) -> bool:
    """Return whether the page says elsewhere, each character once, what stands there doubled.

    Three characters prove it, or pairs of both kinds: those in step with words like 高高兴兴 and
    those across two of them, which no page has by chance.
    """
    grams = [*_grams(counts)]
    pairs = [gram in said for gram in grams if len(gram) < _THRICE]
    both = len(counts) > _THRICE and any(pairs[::2]) and any(pairs[1::2])
    return both or any(gram in said for gram in grams if len(gram) == _THRICE)


def _turned(text: str) -> Found:
    """Paragraphs that read from their end to their beginning."""
    for match in _PARAGRAPH.finditer(text):
        better, pairs = reads_forwards("\n".join(match.group()[:_LOOKED].splitlines()))
        if pairs >= _TURNED and better / pairs < _AGAINST:
            yield match.span()


DAMAGES: dict[str, Callable[[str], Found]] = {
    "damage/glyph-number": partial(_matches, _GLYPH),
    "damage/escaped": _escaped,
    "damage/replacement": partial(_matches, _LOST),
    "damage/box": _boxes,
    "damage/question-marks": _questions,
    "damage/private-use": _unnamed,
    "damage/repeated": _repeated,
    "damage/misread": lambda text: iter(mojibake_spans(text)),
    "damage/reversed": _turned,
}
"""Each kind of damage, by the rule that its evidence names."""


def find_damage(text: str) -> dict[str, tuple[Span, ...]]:
    """Return where a page's text is damaged, by kind; nothing where it is whole.

    >>> find_damage("(cid:12)云州市召开会议\\ufffd")
    {'damage/glyph-number': ((0, 8),), 'damage/replacement': ((15, 16),)}
    >>> find_damage("云云州州市市启启用用新新雷雷达达")
    {'damage/repeated': ((0, 16),)}
    >>> find_damage("天天向上，人人有责。千千万万的家庭高高兴兴。真的吗？？")
    {}
    """
    found = {rule: tuple(spans_of(text)) for rule, spans_of in DAMAGES.items()}
    return {rule: spans for rule, spans in found.items() if spans}


@lru_cache(maxsize=1)
def find_scan_noise(text: str) -> frozenset[int]:
    """Return where the specks of a page stand: dust alone on a line, a column rule at its edge.

    A closing mark alone on a line was pushed there by the dump if the line before has none.

    >>> sorted(find_scan_noise("老年食堂今天开张，|\\n.\\n老人们都说这里好。"))
    [9, 11]
    >>> sorted(find_scan_noise("老年食堂今天开张\\n、\\n老人们都说这里好。"))
    []
    >>> sorted(find_scan_noise("老年食堂今天开张 “夜校开班"))
    [9]
    """
    alone = _alone(text)
    if not any(char in text for char in _DUST):
        return frozenset(alone)
    lines = [match for match in _LINE.finditer(text) if match.group().strip()]
    found = {*alone}
    for i, match in enumerate(lines):
        line = match.group()
        core = line.strip()
        if len(core) <= 2 and not core.strip(_DUST):
            around = [lines[k].group().strip() for k in (i - 1, i + 1) if 0 <= k < len(lines)]
            before = lines[i - 1].group().rstrip()[-1:] if i else ""
            pushed = core in (",", "、", "·") and is_han(before or " ")
            if not pushed and all(len(text) >= _NEIGHBOUR for text in around):
                found.update(range(match.start(), match.end()))
            continue
        inside = core.strip(_EDGES)
        if inside != core and any(map(is_han, inside)) and not any(c in inside for c in _RULES):
            start = match.start() + line.index(inside)
            found.update(range(match.start(), start))
            found.update(range(start + len(inside), match.end()))
    return frozenset(i for i in found if not text[i].isspace())


def _alone(text: str) -> list[int]:
    """Return where a quotation mark stands behind a blank in a line, on a page that has no partner
    for any: part of the rule between two columns."""
    return [
        match.end() - 1
        for opening, closing in _QUOTES
        if (opening in text) != (closing in text)
        for match in re.finditer(rf"(?<=\S)[ \t\u3000]+[{opening}{closing}](?=[㐀-鿿])", text)
    ]
