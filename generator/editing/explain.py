"""Why each block of a page stands where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.editing.reasons import reasons_in_words
from generator.model import Article, Block, Evidence, Reconstruction, Role
from generator.model.rule_words import rule_in_english
from generator.text.traced import Span

__all__ = ["Explained", "explain_page"]

_BREAK = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_SHOWN = 36
"""Characters of a block that are shown: its beginning and its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One block of a page, or one article as a whole, with its reasons."""

    role: str
    """The block's role; ``article`` for an article as a whole."""
    article: int | None
    """Number of the article, from 1; ``None`` for what was set aside."""
    headline: str | None
    """Its headline."""
    text: str
    """The text, as published."""
    spans: tuple[Span, ...]
    """Where it stands on the page."""
    printed: tuple[Span, ...]
    """In which lines of the page, from 1: the first and the last of each run."""
    evidence: tuple[Evidence, ...]
    """Why."""
    confidence: float | None = None
    """How sure the article is, where it is meant as a whole."""

    def record(self) -> dict[str, Any]:
        """Return it as an object for JSON."""
        record: dict[str, Any] = {
            "role": self.role,
            "article": self.article,
            "headline": self.headline,
            "text": self.text,
            "spans": [list(span) for span in self.spans],
            "lines": [list(run) for run in self.printed],
            "why": [_reason(evidence) for evidence in self.evidence],
        }
        if self.confidence is not None:
            record["confidence"] = self.confidence
        return record

    def lines(self, *, brief: bool = False) -> Iterator[str]:
        """Yield it as lines to read, the first of which is all when ``brief``."""
        if self.role == "article":
            yield f"article {self.article}: {plain(self.headline) or 'no headline'}"
            if not brief:
                yield f"    confidence {self.confidence}"
        else:
            owner = "set aside" if self.article is None else f"article {self.article}"
            yield f"{self.role}, {owner}, {_places(self.printed)}: {shortened(self.text)}"
        if brief:
            return
        for evidence in self.evidence:
            reason = f"    {rule_in_english(evidence.rule)}"
            if evidence.runner_up:
                reason += f" Otherwise: {shortened(evidence.runner_up)}"
            if evidence.margin is not None:
                reason += f" (by {evidence.margin:g})"
            told = reasons_in_words(evidence.note)
            if told != evidence.note:
                yield f"{reason} [{evidence.rule}]"
                yield f"        What weighed most {told}"
            else:
                yield f"{reason} [{evidence.rule}{f' {evidence.note}' if evidence.note else ''}]"


def explain_page(result: Reconstruction) -> tuple[Explained, ...]:
    """Return every block of a page in page order, and before an article's first block the article.

    >>> from generator.model import Page
    >>> from generator.text.traced import Traced
    >>> block = Block(role=Role.PARAGRAPH, text=Traced.from_page("好。"))
    >>> page = Page(name="p", text="好。")
    >>> made = Reconstruction(page=page, articles=(Article(page="p", body=(block,)),), leftovers=())
    >>> [explained.role for explained in explain_page(made)]
    ['article', 'paragraph']
    """
    found: list[tuple[int, int, Explained]] = []
    labels: set[tuple[Span, ...]] = set()
    breaks = [match.start() for match in _BREAK.finditer(result.page.text)]
    for n, article in enumerate(result.articles, start=1):
        blocks = list(article.blocks)
        starts = [_start(b) for b in blocks if b.role is not Role.LABEL] or [0]
        found.append((min(starts), 0, _whole(article, n)))
        for block in blocks:
            if block.role is Role.LABEL and block.text.spans in labels:
                continue
            labels.add(block.text.spans)
            found.append((_start(block), 1, _explained(block, n, _headline(article), breaks)))
    found += [
        (_start(block), 1, _explained(block, None, None, breaks)) for block in result.leftovers
    ]
    return tuple(e for _, _, e in sorted(found, key=lambda item: item[:2]))


def plain(text: str | None) -> str:
    """Return ``text`` on one line, with one blank for each run of them; nothing for ``None``."""
    return " ".join((text or "").split())


def shortened(text: str) -> str:
    """Return the beginning and the end of a long text.

    >>> shortened("一" * 40 + "完。")
    '一一一一一一一一一一一一一一一一一一一一一一一一…一一一一一一一一一完。'
    """
    text = plain(text)
    third = _SHOWN // 3
    return text if len(text) <= _SHOWN else f"{text[: 2 * third]}…{text[1 - third :]}"


def _whole(article: Article, n: int) -> Explained:
    return Explained(
        role="article",
        article=n,
        headline=_headline(article),
        text=_headline(article) or "",
        spans=(),
        printed=(),
        evidence=article.evidence,
        confidence=article.confidence,
    )


def _explained(
    block: Block, n: int | None, headline: str | None, breaks: Sequence[int]
) -> Explained:
    return Explained(
        role=block.role.value,
        article=n,
        headline=headline,
        text=block.text.text,
        spans=block.text.spans,
        printed=_lines_of(block.text.spans, breaks),
        evidence=block.evidence,
    )


def _headline(article: Article) -> str | None:
    return None if article.title is None else article.title.text.text


def _start(block: Block) -> int:
    return min((start for start, _ in block.text.spans), default=0)


def _reason(evidence: Evidence) -> dict[str, Any]:
    return {
        "rule": evidence.rule,
        "words": rule_in_english(evidence.rule),
        "spans": [list(span) for span in evidence.spans],
        "runner_up": evidence.runner_up,
        "margin": evidence.margin,
        "note": evidence.note,
    }


def _places(runs: tuple[Span, ...]) -> str:
    """Return runs of lines in words.

    >>> _places(((3, 7), (12, 12)))
    'lines 3-7, 12'
    """
    shown = [f"{first}" if first == last else f"{first}-{last}" for first, last in runs]
    alone = len(runs) == 1 and runs[0][0] == runs[0][1]
    return f"line{'' if alone else 's'} {', '.join(shown)}"


def _lines_of(spans: tuple[Span, ...], breaks: Sequence[int]) -> tuple[Span, ...]:
    """Return the runs of lines that hold the spans, given the offsets of the line breaks."""
    runs: list[Span] = []
    for start, end in spans:
        first, last = bisect_left(breaks, start) + 1, bisect_left(breaks, end - 1) + 1
        if runs and runs[-1][0] <= first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return tuple(runs)
