"""Finding on a page the words that somebody quotes from it.

Blanks, line breaks, widths and the shapes of quotation marks play no part: words copied from the
page, from the published article or typed by hand all find their place.
"""

from __future__ import annotations

import difflib
import hashlib
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain, islice
from operator import add

from generator.text.folding import fold_char
from generator.text.traced import Traced

__all__ = ["LONGEST", "MisquotedError", "Quotations", "fold_quotation", "mark_of"]

_SAME = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"', "＂": '"',
     "‘": "'", "’": "'", "〈": "《", "〉": "》", "―": "—", "–": "—", "⋯": "…", "•": "·", "・": "·"}
)  # fmt: skip
_UNSEEN = ("Cc", "Cf", "Cn", "Co")
"""Controls, format characters and private use: nobody can quote them."""
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SHORT = 10
"""Characters that a proposed quotation has at least, where the text is that long."""
LONGEST = 320
"""Characters of the longest quotation that is proposed: nobody reads a longer one, and on a page
that says the same over and over the shortest one that is plain can be half of the page."""
_SMALL = 8192
"""Characters of a page through which it takes less time to look for words than to note where each
two characters stand."""
_NEAR = 0.6
"""Share of a quotation that a passage must share to be offered as what was meant."""
_MOST_MISSED, _MOST_NEAR = 8_000, 2_000_000
"""Characters of all words of a page whose like is looked for, and pairs of one character, in some
words and on the page: of thousands of times 的 there are millions."""


class MisquotedError(ValueError):
    """Words that stand nowhere on the page, or more than once; the message says what to do."""


@cache
def _fold_char(char: str) -> str:
    """Return what ``char`` is compared as: nothing for a blank or a mark without width."""
    if char == "…":  # NFKC makes three full stops of it
        return char
    folded = unicodedata.normalize("NFKC", fold_char(char).translate(_SAME)).translate(_SAME)
    return "".join(c for c in folded if not c.isspace() and not _is_unseen(c))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN or "\ufe00" <= char <= "\ufe0f"


def fold_quotation(text: str) -> str:
    """Return ``text`` as quotations are compared: without blanks, in one width.

    >>> fold_quotation("“老年 食堂”，\\n6月13日") == fold_quotation('"老年食堂",６月 13 日')
    True
    """
    return "".join(map(_fold_char, text))


class Quotations:
    """A page, ready to be asked where quoted words stand.

    >>> page = Quotations("老年食堂开张\\n近日，老年\\n食堂开 张。", ())
    >>> page.find("近日,老年食堂")
    (7, 8, 9, 10, 11, 13, 14)
    >>> page.find("老年食堂开张")[0]  # a whole line wins over the same words inside one
    0
    >>> page.find("老年饭堂")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ...
    MisquotedError: “老年饭堂” is not on the page. Did you mean “老年食堂”?
    """

    def __init__(
        self, page: str, texts: Iterable[Traced], beside: Collection[int] = frozenset()
    ) -> None:
        self._page = page
        self._beside = beside
        self._folded, self._at = _folded([(page, range(len(page)))])
        self._texts = tuple(texts)
        self._joined: tuple[str, list[int]] | None = None
        self._known, self._missed = dict[str, tuple[int, ...]](), 0

    def find(self, words: str, likely: Callable[[int], bool] | None = None) -> tuple[int, ...]:
        """Return the page offset of each quoted character, in the order of the quotation.

        Looked for on the page as it came and, for words that a column's end parts, in the
        ``texts`` that were put together from it. Of several places the one is meant that is
        a whole line, or else that whose first offset alone is ``likely``; none that begins
        ``beside`` the texts, if there is another.
        Raises :class:`MisquotedError`.
        """
        wanted = fold_quotation(words)
        if not wanted:
            raise MisquotedError("a quotation without a character that can be compared")
        starts, at = self._places(wanted, likely)
        if len(starts) == 1:
            return _offsets(at, starts[0], wanted)
        if starts:
            raise MisquotedError(
                f"“{_shown(words)}” stands {len(starts)} times on the page. Quote more words, so "
                "that it is clear which are meant."
            )
        near = self._nearest(wanted)
        raise MisquotedError(
            f"“{_shown(words)}” is not on the page."
            + (f" Did you mean “{near}”?" if near else " Copy the words from the page.")
        )

    def place_of(self, words: str) -> tuple[int, ...]:
        """Return what :meth:`find` does, and nothing where it would raise.

        In time that grows with the words, not with the page: it is asked of each part of a page.
        """
        wanted = fold_quotation(words)
        if wanted not in self._known:
            starts, at = self._places(wanted, None, most=2) if wanted else ([], [])
            found = _offsets(at, starts[0], wanted) if len(starts) == 1 else ()
            self._known[wanted] = found
        return self._known[wanted]

    def _places(
        self, wanted: str, likely: Callable[[int], bool] | None, most: int | None = None
    ) -> tuple[list[int], list[int]]:
        """Return where the folded words may be meant, and the offsets that these places count in.

        No more than ``most`` of them, if given.
        """
        starts, at = list(islice(self._meant(wanted), most)), self._at
        if len(starts) > 1:
            size, bounds = len(wanted), self._bounds
            lines = (s for s in self._meant(wanted) if s in bounds and s + size in bounds)
            whole = list(islice(lines, 2))
            starts = whole if len(whole) == 1 else starts
        if not starts:
            text, at = self._reading()
            starts = list(islice(_starts(text, wanted), most))
        if len(starts) > 1 and likely is not None:
            starts = [s for s in starts if likely(at[s])] or starts
        return starts, at

    def _meant(self, wanted: str) -> Iterator[int]:
        """Yield where the folded words stand in the texts, or else where they stand at all."""
        if not self._beside:
            return self._starts(wanted)
        own = (start for start in self._starts(wanted) if self._at[start] not in self._beside)
        first = next(own, None)
        return self._starts(wanted) if first is None else chain((first,), own)

    def _starts(self, wanted: str) -> Iterator[int]:
        """Yield where the folded words stand on the folded page, in order."""
        page = self._folded
        if len(wanted) < 2 or len(page) <= _SMALL:
            yield from _starts(page, wanted)
            return
        pairs, none = self._pairs, ()
        rare = min(range(len(wanted) - 1), key=lambda i: len(pairs.get(wanted[i : i + 2], none)))
        for place in pairs.get(wanted[rare : rare + 2], none):
            if place >= rare and page.startswith(wanted, place - rare):
                yield place - rare

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        """Where each two neighbouring characters stand: words are looked up by their rarest."""
        page = self._folded
        found: dict[str, list[int]] = {}
        for n, pair in enumerate(map(add, page, page[1:])):
            found.setdefault(pair, []).append(n)
        return found

    @cached_property
    def _bounds(self) -> frozenset[int]:
        """Where on the folded page a line begins or the page ends."""
        ends = (n for n, char in enumerate(self._page) if char in _LINE_ENDS)
        return frozenset((0, len(self._folded), *(bisect_left(self._at, n) for n in ends)))

    def count(self, words: str) -> int:
        """Return how often the words stand on the page as it came."""
        wanted = fold_quotation(words)
        return sum(1 for _ in _starts(self._folded, wanted)) if wanted else 0

    def opening(self, text: Traced) -> str | None:
        """Return the shortest first words of ``text`` that find their place; ``None`` if none do.

        >>> page = Quotations("近日，新村办起食堂。\\n近日，新村办起学堂。", ())
        >>> page.opening(Traced.from_page("近日，新村办起学堂。", 11))
        '近日，新村办起学堂。'
        """
        return self._shortest(text, from_end=False)

    def closing(self, text: Traced) -> str | None:
        """Return the shortest last words of ``text`` that find their place; ``None`` if none do."""
        return self._shortest(text, from_end=True)

    def _shortest(self, text: Traced, *, from_end: bool) -> str | None:
        order = range(len(text) - 1, -1, -1) if from_end else range(len(text))
        seen = (i for i in order if _fold_char(text.text[i]))
        kept = list(islice(seen, LONGEST))
        size = min(_SHORT, len(kept))
        while kept:
            first, last = sorted((kept[0], kept[size - 1]))
            words = text.text[first : last + 1]
            found = self.place_of(words)
            if found and found[-1 if from_end else 0] == text.origins[kept[0]]:
                return " ".join(words.split())
            if size == len(kept):
                break
            size = min(2 * size, len(kept))
        return None

    def _reading(self) -> tuple[str, list[int]]:
        """Return the joined texts, folded, with a bound between them that no quotation has."""
        if self._joined is None:
            runs: list[tuple[str, Sequence[int | None]]] = []
            for text in self._texts:
                runs += [(text.text, text.origins), ("\0", (None,))]
            self._joined = _folded(runs)
        return self._joined

    def _nearest(self, wanted: str) -> str | None:
        """Return the passage most like the words that are nowhere."""
        best, passage = _NEAR, None
        self._missed += len(wanted)
        for text, at in ((self._folded, self._at), self._reading()):
            pairs = sum(text.count(char) * wanted.count(char) for char in {*wanted})
            if pairs > _MOST_NEAR or self._missed > _MOST_MISSED:
                continue
            matcher = difflib.SequenceMatcher(None, text, wanted, autojunk=False)
            match = matcher.find_longest_match()
            start = max(0, match.a - match.b)
            near = text[start : start + len(wanted)]
            share = difflib.SequenceMatcher(None, near, wanted, autojunk=False).ratio()
            if share > best:
                best, chars = share, dict.fromkeys(at[start : start + len(wanted)])
                passage = "".join(self._page[i] for i in chars if i >= 0)
        return passage


def _folded(runs: Iterable[tuple[str, Sequence[int | None]]]) -> tuple[str, list[int]]:
    """Return the folded characters and, for each, the page offset that it comes from."""
    chars: list[str] = []
    at: list[int] = []
    for text, origins in runs:
        if text == "\0":
            chars.append(text)
            at.append(-1)
            continue
        folded = [*map(_fold_char, text)]
        if not isinstance(origins, range):
            folded = [
                char if origin is not None else ""
                for char, origin in zip(folded, origins, strict=True)
            ]
        chars += folded
        at += [origin or 0 for char, origin in zip(folded, origins, strict=True) for _ in char]
    return "".join(chars), at


def _offsets(at: Sequence[int], start: int, wanted: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(at[start : start + len(wanted)]))


def _starts(text: str, wanted: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)


def _shown(words: str) -> str:
    return " ".join(words.split())


_LETTERS = "bcdfghjkmnpqrstv"
"""One for each half of a byte. Without vowels, or digits that YAML would take for a number."""
_LENGTH = 8


def mark_of(parts: Iterable[str]) -> str:
    """Return eight consonants that stand for the texts, blanks and widths apart.

    >>> mark_of(["近日，新村"]) == mark_of(["近日, 新 村"])
    True
    >>> mark_of(["近日，新村"]) == mark_of(["近日，", "新村"])
    False
    """
    folded = "\n".join(map(fold_quotation, parts))
    digest = hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=_LENGTH).digest()
    return "".join(_LETTERS[byte % 16] for byte in digest)
