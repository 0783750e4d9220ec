"""Why each block of a page stands where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.editing.words import how_sure, line_words, reasons_in_words, runner_up_words
from generator.model import Article, Block, Evidence, Reconstruction, Role
from generator.model.languages import Language, role_in, rule_in, rule_in_english
from generator.text.traced import Span

__all__ = ["Explained", "explain_page", "explained_lines"]

_BREAK = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_SHOWN = 36
"""Characters of a block that are shown: its beginning and its end."""


_COLON: dict[Language, str] = {"en": ": ", "zh": "："}
_COMMA: dict[Language, str] = {"en": ", ", "zh": "，"}
_AS_BEFORE: dict[Language, tuple[str, ...]] = {"en": ("    As before.",), "zh": ("    理由同上。",)}


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

    def line(self, language: Language) -> str:
        """Return it as one line to read."""
        if self.role == "article":
            return f"{_owner(self.article, language)}{_COLON[language]}{self._called(language)}"
        place, said = line_words(self.printed, language), shortened(self.text)
        told = (role_in(language, self.role), _owner(self.article, language), place)
        return f"{_COMMA[language].join(told)}{_COLON[language]}{said}"

    def summary(self, language: Language) -> str:
        """Return what an article as a whole is, as one line."""
        assert self.confidence is not None
        sure, place = how_sure(self.confidence, language), line_words(self.printed, language)
        told = f"（{sure}；{place}）" if language == "zh" else f" ({sure}; {place})"
        return f"{self.line(language)}{told}"

    def why(self, language: Language) -> tuple[str, ...]:
        """Return the reasons, as lines."""
        return tuple(line for e in self.evidence for line in _evidence_lines(e, language))

    def _called(self, language: Language) -> str:
        return plain(self.headline) or ("没有标题" if language == "zh" else "no headline")


def explained_lines(
    found: Sequence[Explained], language: Language, *, brief: bool = False
) -> Iterator[str]:
    """Yield what is to be read of a page: a line an article, how much was set aside, then each
    block in page order, with its reasons unless ``brief``. Reasons that the block before had are
    not said again."""
    yield from (e.summary(language) for e in found if e.role == "article")
    aside = Counter(role_in(language, e.role) for e in found if e.article is None)
    if aside:
        roles = _COMMA[language].join(f"{role} {number}" for role, number in aside.items())
        yield f"{_owner(None, language)}{_COLON[language]}{roles}"
    before: tuple[str, ...] = ()
    yield ""
    for explained in found:
        yield explained.line(language)
        if brief:
            continue
        why = explained.why(language)
        yield from why if why != before else _AS_BEFORE[language]
        yield ""
        before = why


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
        spans = _without_gaps(article, result.page.text)
        found.append((min(starts), 0, _whole(article, n, _lines_of(spans, breaks))))
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


def _whole(article: Article, n: int, printed: tuple[Span, ...]) -> Explained:
    return Explained(
        role="article",
        article=n,
        headline=_headline(article),
        text=_headline(article) or "",
        spans=(),
        printed=printed,
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


def _without_gaps(article: Article, text: str) -> tuple[Span, ...]:
    """Return where an article stands; blanks between its parts part nothing."""
    own = (block for block in article.blocks if block.role is not Role.LABEL)
    merged: list[Span] = []
    for start, end in sorted(span for block in own for span in block.text.spans):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return tuple(merged)


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


def _owner(article: int | None, language: Language) -> str:
    if language == "zh":
        return "不属于任何文章" if article is None else f"第 {article} 篇"
    return "set aside" if article is None else f"article {article}"


def _evidence_lines(evidence: Evidence, language: Language) -> Iterator[str]:
    """Yield one reason; the rule's name stands in brackets, for who looks it up."""
    between = "" if language == "zh" else " "
    reason = f"    {rule_in(language, evidence.rule)}"
    if evidence.runner_up:
        other = runner_up_words(shortened(evidence.runner_up), evidence.margin, language)
        reason += f"{between}{other}"
    told = reasons_in_words(evidence.note, language)
    if told != evidence.note:
        yield f"{reason} [{evidence.rule}]"
        yield f"        {'起作用最大的：' if language == 'zh' else 'What weighed most '}{told}"
    else:
        yield f"{reason} [{evidence.rule}{f' {evidence.note}' if evidence.note else ''}]"


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
