"""What the corrections of a page changed: it is compared with what it is without them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePath

from generator.describe import describe_page
from generator.model import (
    Act,
    Article,
    Block,
    Correction,
    Facts,
    Logged,
    Reconstruction,
    Role,
    Standing,
)
from generator.text.quotations import Quotations

__all__ = ["logged_corrections"]


def logged_corrections(
    result: Reconstruction, facts: Sequence[Facts], untouched: Reconstruction | None
) -> tuple[Logged, ...]:
    """Return what each correction of the page's sidecar changed, in the order of the sidecar.

    What stood there before is what the program makes of the page by itself (``untouched``); where
    the quoted words alone don't tell which place is meant, old and new are left out.
    """
    sidecar = result.page.sidecar
    if sidecar is None or untouched is None or not sidecar.corrections:
        return ()
    before, after = _Standings(untouched, None), _Standings(result, facts)
    return tuple(_logged(correction, before, after) for correction in sidecar.corrections)


class _Standings:
    """A reconstruction that can be asked what stands at an offset."""

    def __init__(self, result: Reconstruction, facts: Sequence[Facts] | None) -> None:
        self.result = result
        self._facts = facts
        self._blocks: list[tuple[Block, int | None]] = [
            (block, n) for n, article in enumerate(result.articles) for block in article.blocks
        ]
        self._blocks += [(block, None) for block in result.leftovers]
        runs: dict[int, tuple[int, Block, int | None]] = {}
        for block, n in self._blocks:
            for start, end in block.text.spans:
                runs.setdefault(start, (end, block, n))  # articles may share a label
        self._runs, self._starts = runs, sorted(runs)

    @cached_property
    def _quotations(self) -> Quotations:
        texts = [block.text for block, _ in self._blocks]
        return Quotations(self.result.page.text, texts, self.result.navigation)

    @cached_property
    def decided(self) -> dict[str, int]:
        """Where each correction that left evidence applies, by its file and line."""
        result = self.result
        blocks = [block for article in result.articles for block in article.blocks]
        evidence = [e for block in (*blocks, *result.leftovers) for e in block.evidence]
        evidence += [e for article in result.articles for e in article.evidence]
        found: dict[str, int] = {}
        for item in evidence:
            if item.rule.startswith("editor/") and item.spans:
                found.setdefault(item.note, item.spans[0][0])
        return found

    @property
    def facts(self) -> Sequence[Facts]:
        """The facts of each article."""
        if self._facts is None:
            self._facts = describe_page(self.result)
        return self._facts

    def place_of(self, words: str) -> int | None:
        """Return the offset of the first quoted character, where that is plain."""
        return next(iter(self._quotations.place_of(words)), None)

    def _at(self, offset: int | None) -> tuple[Block | None, int | None]:
        """Return the block that has the character, and the number of its article."""
        number = -1 if offset is None else bisect_right(self._starts, offset) - 1
        if number < 0 or offset is None:
            return None, None
        end, block, n = self._runs[self._starts[number]]
        return (block, n) if offset < end else (None, None)

    def article_at(self, offset: int | None) -> int | None:
        """Return the number of the article that has the character."""
        return self._at(offset)[1]

    def standing(self, offset: int | None, words: str | None = None) -> tuple[Standing, ...]:
        """Return the block that has the character, with ``words`` for its text if given."""
        block, n = self._at(offset)
        if block is None:
            return ()
        text = block.text.text if words is None else words
        return (self._said(block.role, text, n),)

    def whole(self, offset: int | None) -> tuple[Standing, ...]:
        """Return the article that has the character, by its opening."""
        n = self.article_at(offset)
        if n is None:
            return self.standing(offset)
        body = self.result.articles[n].body
        return (self._said(None, body[0].text.text if body else "", n),)

    def head(self, n: int | None, role: Role | None) -> tuple[Standing, ...]:
        """Return the block of an article that has a role outside the body."""
        if n is None:
            return ()
        found = (block for block in self.result.articles[n].blocks if block.role is role)
        return tuple(self._said(block.role, block.text.text, n) for block in found)[:1]

    def _said(self, role: Role | None, text: str, n: int | None) -> Standing:
        title = None if n is None else self.result.articles[n].title
        return Standing(
            text=text,
            role=role,
            headline=None if title is None else title.text.text,
            in_article=n is not None,
        )


def _logged(correction: Correction, before: _Standings, after: _Standings) -> Logged:
    words = correction.words
    place = _place(correction, after)
    named = after.place_of(correction.article) if correction.article else place
    n = after.article_at(named if correction.act is not Act.HEAD else _or(place, named))
    old: tuple[Standing, ...] = ()
    new: tuple[Standing, ...] = ()
    match correction.act:
        case Act.HEAD:
            new = after.standing(place)
            twin = None if n is None else _twin(after.result.articles[n], before)
            was = before.head(twin, correction.role)
            # What the article had in this role; where it had nothing, what the words were.
            old = was if was and was[0].text != _text(new) else before.standing(place)
        case Act.BODY | Act.CUT:
            old, new = before.standing(place), after.standing(place)
        case Act.CUT_OUT:
            old, new = before.standing(place, words[0]), after.standing(place, words[0])
        case Act.DROP | Act.NOTICE:
            old, new = before.standing(place), after.standing(place)
        case Act.SPLIT:
            old, new = before.whole(place), after.whole(place)
        case Act.MERGE:
            old = sum((before.whole(before.place_of(w)) for w in words), ())
            new = after.whole(place)
        case Act.JOIN:
            old = sum((before.standing(before.place_of(w), w) for w in words), ())
            new = after.standing(place, "".join(words))
        case Act.REGION | Act.DATE:
            twin = before.article_at(named)
            old = _fact(before, twin, correction.act)
            new = _fact(after, n, correction.act)
        case Act.CHECKED | Act.CONTINUED_FROM:
            pass
    return Logged(
        act=correction.act,
        where=PurePath(correction.where).name,
        role=correction.role,
        old=old,
        new=new,
        article=n,
    )


def _place(correction: Correction, after: _Standings) -> int | None:
    """Return the first character of the words: as the correction found it, if it left evidence."""
    found = after.decided.get(PurePath(correction.where).name)
    if found is not None:
        return found
    quoted = correction.words or ((correction.article,) if correction.article else ())
    return after.place_of(quoted[0]) if quoted else None


def _twin(article: Article, before: _Standings) -> int | None:
    """Return the article that had most of this one's first paragraph without the corrections."""
    origins = [o for block in article.body[:1] for o in block.text.origins]
    found = Counter(n for o in origins if (n := before.article_at(o)) is not None)
    return min(found, key=lambda n: (-found[n], n), default=None)


def _fact(view: _Standings, n: int | None, act: Act) -> tuple[Standing, ...]:
    if n is None:
        return ()
    facts = view.facts[n]
    if act is Act.DATE:
        return (Standing(text=facts.date.edtf),) if facts.date else ()
    return (Standing(text=facts.region.name),) if facts.region else ()


def _text(standings: tuple[Standing, ...]) -> str:
    return standings[0].text if standings else ""


def _or(first: int | None, second: int | None) -> int | None:
    return second if first is None else first
