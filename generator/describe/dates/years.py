"""Proves the year of a page; what nothing proves stays open.

A year is proven by the masthead, by the sidecar, or by an article that reports an event of its
own day under the event's year (日前召开2024年全省…视频会; 10月11日公布2022年第三批…名单).
An older year that an article only tells of (2014年…, 截至2021年底, 2025年度报告) proves nothing, a
target (到2025年底) neither; and no page is older than the latest year it tells of. The other
articles of the page take the year over when all proofs agree.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from generator.describe.agencies.reporting_verbs import FUTURE, clause_around
from generator.describe.article_text import ArticleText, Section, SectionKind, titles_in
from generator.describe.dates.date_words import DateWord
from generator.describe.dates.date_years import fits_year
from generator.model import ArticleDate, DateBasis
from generator.model import DateKind as Kind
from generator.text.traced import Span

__all__ = ["YearProof", "contradicts", "prove_years"]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearProof:
    """A year and what proves it."""

    year: int
    """The year."""
    basis: DateBasis
    """What kind of proof."""
    spans: tuple[Span, ...] = ()
    """The characters that prove it."""


def prove_years(
    articles: Sequence[tuple[ArticleText, Sequence[DateWord]]], issue: ArticleDate | None
) -> tuple[YearProof | None, ...]:
    """Return for each article of a page the proof of its year, or nothing."""
    if issue is not None and issue.edtf[:4].isdigit():
        proof = YearProof(year=int(issue.edtf[:4]), basis=issue.basis, spans=issue.spans)
        return (proof,) * len(articles)
    latest = max((y for reading, words in articles for y in _told(reading, words)), default=0)
    # In December a paper reports of meetings of the coming year: 近日 tells no month of its own.
    lately = not any(_is_late(reading, word) for reading, words in articles for word in words)
    claims = [tuple(_proofs(reading, words, lately)) for reading, words in articles]
    own = [next((p for p in found if p.year >= latest), None) for found in claims]
    if len({proof.year for found in claims for proof in found}) != 1:
        # Two years on one page: an article keeps its own proof, nobody borrows.
        return tuple(own)
    if not any(own):
        return tuple(own)
    shared = next(replace(p, basis=DateBasis.PAGE) for p in own if p)
    return tuple(proof or shared for proof in own)


# -- years that are only told ---------------------------------------------------------------


def _told(reading: ArticleText, words: Sequence[DateWord]) -> Iterator[int]:
    """Yield the years that have begun for the writer: neither targets nor parts of a title."""
    text = reading.text
    titles = titles_in(text)

    @cache
    def tells_of_the_future(start: int, end: int) -> bool:
        return FUTURE.search(text, start, end) is not None

    for word in words:
        if word.year is None or not word.states_year:
            continue
        if word.kind in (Kind.DECADE, Kind.CENTURY):
            continue
        title = bisect_right(titles, word.start, key=_first) - 1
        if title >= 0 and word.start < titles[title][1]:
            continue
        if text.endswith(("到", "至", "力争"), 0, word.start) and not text.endswith(
            ("截至", "截止到"), 0, word.start
        ):
            continue
        if _IN_A_NAME.match(text, word.end):
            continue
        if tells_of_the_future(*reading.sentence_at(word.start)):
            continue
        yield word.year


# 2030年前碳达峰行动, 2030年可持续发展议程: a year that a plan aims at, in the plan's name.
_IN_A_NAME = re.compile(r"之?前|[^，。；、\n]{0,8}(?:战略|愿景|议程|远景|世界杯|奥运会|亚运会)")


def _first(span: Span) -> int:
    return span[0]


# -- years that are proven ------------------------------------------------------------------

_HOLD = r"(?:召开|举行|举办|开幕|启动|公布|闭幕|落幕|开班|开赛|开展|收官)"
_EVENT = r"(?:会|会议|班|赛|名单|活动|论坛|仪式|展览?|节|周|对话)"
_GAP = r"[^，。；：！？\n《》]"
# Verb first: 召开2024年全省…视频会，
_VERB_FIRST = re.compile(
    rf"{_HOLD}了?(?:的)?{_GAP}{{0,8}}?(?P<y>20\d\d|19\d\d)年(?!度|以来|底|初|末|[\d—至]){_GAP}{{2,60}}?"
    rf"{_EVENT}(?=[，。；：、”（\n]|$)"
)
# Event first: 2020年…竞赛举行; 2026…论坛18日在成都举行
_EVENT_FIRST = re.compile(
    rf"(?<![\d—至到自])(?P<y>20\d\d|19\d\d)"
    rf"(?:年(?!度|以来|底|初|末|[\d—至])|(?=[一-鿿“])(?!年)){_GAP}{{2,60}}?"
    rf"{_EVENT}(?:（[^）]{{0,40}}）)?(?:{_GAP}{{0,24}}?){_HOLD}"
)
# An event is named by a year that is not its own: by one gone by (the year in which people were
# born or joined, in which a law was passed), or by one to come (a target, a game prepared for).
_NOT_OWN = re.compile(
    r"去年|前年|此前|曾经?|总结|回顾|传达|历届|往年|自\d{4}年|以来|纪念|周年|出生|生于|年生|亲历|老兵|校友|毕业|"
    r"入学|入伍|入党|出土|发现|牺牲|建成|修订|修正|施行|颁布|通过|生效|倒计时|筹备|申办|备战|迎接|展望|远景|"
    r"愿景|战略|目标|规划|前瞻|表彰|颁奖|述职|考核|评选|获奖|盘点|"
    # what a year is remembered by
    r"精神|年版|抗洪|抗震|地震|抗战|战争|战役|起义|事件|奥运|世博|亚运|世界杯"
)
# The article looks back from a later day: its opening is history, whatever it reports.
_LOOKS_BACK = re.compile(
    r"(?:\d|[一二两三四五六七八九十几数多])年(?:多来|来|过去|后|间)|如今|当年|那一?年|后来|至今|多年|时光|此后|从此"
)


def _is_late(reading: ArticleText, word: DateWord) -> bool:
    """Return whether a word tells of a day at the end of the year on which something was done."""
    if word.day is None or word.year is not None or word.shift or word.month not in (11, 12):
        return False
    return FUTURE.search(reading.text, *clause_around(reading, word.start, word.end)) is None


def _proofs(reading: ArticleText, words: Sequence[DateWord], lately: bool) -> Iterator[YearProof]:
    """Yield the proofs that an article holds itself, the most telling first."""
    opening = reading.opening
    for section in reading.sections:
        if section.part not in (SectionKind.HEAD, SectionKind.BODY):
            continue
        for start, end in _sentences(reading, section):
            match = _VERB_FIRST.search(reading.text, start, end) or _EVENT_FIRST.search(
                reading.text, start, end
            )
            if match is None or _NOT_OWN.search(reading.text, start, match.end()):
                continue
            year = int(match["y"])
            near = (start, end)
            if section.part is SectionKind.HEAD:
                # A headline is of the day of its story: the story's first words must say so.
                if opening is None:
                    continue
                near = (opening.start, reading.sentence_at(opening.start)[1])
            if _is_of_the_day(words, near, year, lately, _listed(match)):
                yield YearProof(
                    year=year,
                    basis=DateBasis.TEXT,
                    spans=reading.spans(match.start("y"), match.end("y")),
                )
    if opening is not None:
        yield from _dated_opening(reading, words, opening)


def _listed(match: re.Match[str]) -> bool:
    """Return whether what bears the year is a list, which may come out in the year after."""
    return "名单" in match.group()


def _is_of_the_day(
    words: Sequence[DateWord], near: tuple[int, int], year: int, lately: bool, listed: bool
) -> bool:
    """Return whether a sentence says that it reports what has just happened.

    A day that the calendar of the year does not have (2月29日 beside 2023年) contradicts the year.
    """
    first, last = (bisect_left(words, at, key=lambda w: w.start) for at in near)
    inside = [w for w in words[first:last] if w.kind is not Kind.YEAR]
    if any(
        w.day and w.shift in (None, 0) and w.year is None and not fits_year(w, year) for w in inside
    ):
        return False
    for word in inside:
        if word.kind is Kind.RECENT and lately and not listed:
            return True
        if word.kind not in (Kind.DAY, Kind.RANGE) or word.day is None or word.step is not None:
            continue
        if word.shift not in (None, 0):
            continue
        if word.year == year:
            return True
        # A meeting of the coming year may be held in December, so such a day proves nothing.
        # A list of the past year may come out in spring.
        if word.year is None and word.month not in (11, 12):
            return (word.month is not None or lately) and (not listed or (word.month or 0) > 3)
    return False


def _dated_opening(
    reading: ArticleText, words: Sequence[DateWord], opening: Section
) -> Iterator[YearProof]:
    """Yield the year of an opening like 2024年4月18日，青海省民政厅召开…."""
    start, end = reading.sentence_at(opening.start)
    for word in words:
        if not start <= word.start < min(end, start + 12):
            continue
        if word.year is None or word.day is None or not word.states_year:
            continue
        rest = reading.text[word.end : end]
        if _LOOKS_BACK.search(reading.text, opening.start):
            continue
        if _ISSUED.match(rest) and not _NOT_OWN.search(rest):
            yield YearProof(
                year=word.year, basis=DateBasis.TEXT, spans=reading.spans(word.start, word.end)
            )


# The day, then a public body, then what it did: a report, not a history.
_ISSUED = re.compile(
    r"[，、]?(?:由)?[^，。；《》]{2,40}?(?:厅|局|部|委|办|办公室|委员会|政府|协会|中心)[^，。；《》]{0,20}?"
    r"(?:召开|举行|举办|印发|发布|公布|启动|出台|下发|联合)"
)


def _sentences(reading: ArticleText, section: Section) -> Iterator[tuple[int, int]]:
    at = section.start
    while at < section.end:
        _start, end = reading.sentence_at(at)
        yield at, min(end, section.end)
        at = max(end, at + 1)


def contradicts(reading: ArticleText, words: Sequence[DateWord], issue: ArticleDate | None) -> bool:
    """Return whether an article tells of years that its paper's head line cannot know of.

    A head line may be misread or of another paper. The next year is told of towards the end of a
    year; two years on is told of only in plans, which do not count.
    """
    if issue is None or issue.basis is not DateBasis.MASTHEAD or not issue.edtf[:4].isdigit():
        return False
    year, month = int(issue.edtf[:4]), issue.edtf[5:7]
    latest = max(_told(reading, words), default=0)
    return latest >= year + 2 or (latest == year + 1 and month < "09")
