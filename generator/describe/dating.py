"""Proves the year of a page and dates its articles; what nothing proves stays open.

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
from datetime import date
from functools import cache

from generator.describe.dates import DateWord, Kind, edtf, fits_year
from generator.describe.reading import Part, Reading, Section, titles_in
from generator.model import ArticleDate, Block, DateBasis, Reconstruction, Role
from generator.text.traced import Span

__all__ = ["YearProof", "date_article", "issue_date", "prove_years"]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearProof:
    """A year and what proves it."""

    year: int
    """The year."""
    basis: DateBasis
    """What kind of proof."""
    spans: tuple[Span, ...] = ()
    """The characters that prove it."""


_MASTHEAD = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年|[-./])\s*(?P<m>1[0-2]|0?[1-9])\s*(?:月|[-./])\s*"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?:\s*日|(?!\d))"
    r"|(?P<hy>[一二][〇○零一二三四五六七八九]{3})年(?P<hm>[一二三四五六七八九十]{1,2})月"
    r"(?P<hd>[一二三四五六七八九十廿卅]{1,3})日"
)
_NO_HEAD_LINES = ("caption", "photo-credit", "contents", "jump", "speck")
"""Furniture whose dates are not the paper's."""
_LONE_DATE = "furniture/date"
"""A date alone on its line may sign a letter: it counts only where no head line has one."""
_DIGITS = {char: i for i, char in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}


def issue_date(reconstruction: Reconstruction) -> ArticleDate | None:
    """Return the page's day of issue: the editor's, else the one that its masthead prints.

    Only what was set aside as a head line is a masthead, and only when it tells one day: what a
    caption says is not the paper's date. The weekday is not asked; it is misprinted more often.
    """
    sidecar = reconstruction.page.sidecar
    if sidecar and sidecar.date:
        return ArticleDate(edtf=sidecar.date, basis=DateBasis.SIDECAR)
    head = [b for b in reconstruction.leftovers if b.role is Role.FURNITURE and _is_head_line(b)]
    days: dict[str, tuple[Span, ...]] = {}
    for block in sorted(head, key=_is_lone_date):
        if days and _is_lone_date(block):
            break
        for match in _MASTHEAD.finditer(block.text.text):
            day = _day_of(match)
            if day is not None:
                days.setdefault(day, block.text.span_of(*match.span()))
    if len(days) != 1:
        return None
    ((day, spans),) = days.items()
    return ArticleDate(edtf=day, basis=DateBasis.MASTHEAD, spans=spans)


def _is_head_line(block: Block) -> bool:
    rule = block.evidence[0].rule if block.evidence else ""
    return not rule.partition("/")[2].startswith(_NO_HEAD_LINES)


def _is_lone_date(block: Block) -> bool:
    return bool(block.evidence) and block.evidence[0].rule == _LONE_DATE


def _day_of(match: re.Match[str]) -> str | None:
    """Return a masthead's date in EDTF, ``None`` for a day that the calendar doesn't have."""
    if match["y"]:
        year, month, day = (int(match[part]) for part in "ymd")
    else:
        year = int("".join(str(_DIGITS[char]) for char in match["hy"]))
        month, day = _count(match["hm"]), _count(match["hd"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _count(numeral: str) -> int:
    """Return a Chinese numeral below a hundred: 十八, 二十, 廿九.

    >>> [_count(n) for n in ("四", "十", "十八", "二十", "三十一", "廿九")]
    [4, 10, 18, 20, 31, 29]
    """
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def prove_years(
    articles: Sequence[tuple[Reading, Sequence[DateWord]]], issue: ArticleDate | None
) -> tuple[YearProof | None, ...]:
    """Return for each article of a page the proof of its year, or nothing."""
    if issue is not None and issue.edtf[:4].isdigit():
        proof = YearProof(year=int(issue.edtf[:4]), basis=issue.basis, spans=issue.spans)
        return (proof,) * len(articles)
    latest = max((y for reading, words in articles for y in _told(reading, words)), default=0)
    claims = [tuple(_proofs(reading, words)) for reading, words in articles]
    own = [next((p for p in found if p.year >= latest), None) for found in claims]
    if len({proof.year for found in claims for proof in found}) != 1:
        # Two years on one page: an article keeps its own proof, nobody borrows.
        return tuple(own)
    if not any(own):
        return tuple(own)
    shared = next(replace(p, basis=DateBasis.PAGE) for p in own if p)
    return tuple(proof or shared for proof in own)


# -- years that are only told ---------------------------------------------------------------


_FUTURE = re.compile(
    r"将于|将在|将|力争|预计|计划|拟于|目标|规划|届时|前(?:基本|全面|实现|建成|完成)"
)


def _told(reading: Reading, words: Sequence[DateWord]) -> Iterator[int]:
    """Yield the years that have begun for the writer: neither targets nor parts of a title."""
    text = reading.text
    titles = titles_in(text)

    @cache
    def tells_of_the_future(start: int, end: int) -> bool:
        return _FUTURE.search(text, start, end) is not None

    for word in words:
        if word.year is None or not word.states_year:
            continue
        title = bisect_right(titles, word.start, key=_first) - 1
        if title >= 0 and word.start < titles[title][1]:
            continue
        if text.endswith(("到", "至", "力争"), 0, word.start) and not text.endswith(
            ("截至", "截止到"), 0, word.start
        ):
            continue
        if tells_of_the_future(*reading.sentence_at(word.start)):
            continue
        yield word.year


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
_NOT_OWN = re.compile(r"去年|前年|此前|曾经?|总结|回顾|传达|历届|往年|自\d{4}年|以来|纪念|周年")


def _proofs(reading: Reading, words: Sequence[DateWord]) -> Iterator[YearProof]:
    """Yield the proofs that an article holds itself, the most telling first."""
    opening = reading.opening
    for section in reading.sections:
        if section.part not in (Part.HEAD, Part.BODY):
            continue
        for start, end in _sentences(reading, section):
            match = _VERB_FIRST.search(reading.text, start, end) or _EVENT_FIRST.search(
                reading.text, start, end
            )
            if match is None or _NOT_OWN.search(reading.text, start, match.end()):
                continue
            year = int(match["y"])
            near = (start, end)
            if section.part is Part.HEAD:
                # A headline is of the day of its story: the story's first words must say so.
                if opening is None:
                    continue
                near = (opening.start, reading.sentence_at(opening.start)[1])
            if _is_of_the_day(words, near, year):
                yield YearProof(
                    year=year,
                    basis=DateBasis.TEXT,
                    spans=reading.spans(match.start("y"), match.end("y")),
                )
    if opening is not None:
        yield from _dated_opening(reading, words, opening)


def _is_of_the_day(words: Sequence[DateWord], near: tuple[int, int], year: int) -> bool:
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
        if word.kind is Kind.RECENT:
            return True
        if word.kind not in (Kind.DAY, Kind.RANGE) or word.day is None:
            continue
        if word.shift not in (None, 0):
            continue
        if word.year == year:
            return True
        # A meeting of the coming year may be held in December, so such a day proves nothing.
        if word.year is None and word.month not in (11, 12):
            return True
    return False


def _dated_opening(
    reading: Reading, words: Sequence[DateWord], opening: Section
) -> Iterator[YearProof]:
    """Yield the year of an opening like 2024年4月18日，青海省民政厅召开…."""
    start, end = reading.sentence_at(opening.start)
    for word in words:
        if not start <= word.start < min(end, start + 12):
            continue
        if word.year is None or word.day is None or not word.states_year:
            continue
        rest = reading.text[word.end : end]
        if _ISSUED.match(rest) and not _NOT_OWN.search(rest):
            yield YearProof(
                year=word.year, basis=DateBasis.TEXT, spans=reading.spans(word.start, word.end)
            )


# The day, then a public body, then what it did: a report, not a history.
_ISSUED = re.compile(
    r"[，、]?(?:由)?[^，。；《》]{2,40}?(?:厅|局|部|委|办|办公室|委员会|政府|协会|中心)[^，。；《》]{0,20}?"
    r"(?:召开|举行|举办|印发|发布|公布|启动|出台|下发|联合)"
)


def _sentences(reading: Reading, section: Section) -> Iterator[tuple[int, int]]:
    at = section.start
    while at < section.end:
        _start, end = reading.sentence_at(at)
        yield at, min(end, section.end)
        at = max(end, at + 1)


# -- the article's own date -------------------------------------------------------------------

_DONE = re.compile(
    r"召开|举行|举办|印发|发布|公布|启动|出台|下发|开幕|闭幕|落幕|开班|会见|会谈|签[订署]|揭牌|成立|通过|"
    r"获悉|了解到|开展|组织|表示|指出|强调|发生|开通|投[用产]|考察|调研|出席|致电|抵达|作出|实施|开放|开工"
)
_BEFORE_SPAN = ("截至", "截止", "到", "至", "自", "从", "因", "将于", "定于", "拟于")
_AFTER_SPAN = ("以来", "起", "前", "至今", "开始")
_DISPATCH_END = re.compile(r"[电讯](?=[ （，]|[一-鿿])")


def date_article(
    reading: Reading,
    words: Sequence[DateWord],
    proof: YearProof | None,
    issue: ArticleDate | None,
) -> ArticleDate | None:
    """Return the article's date: the day of issue, else that of the event it reports.

    ``words`` are resolved. The event's date stands in the first sentence, where the trade puts
    it; a day of dispatch (本报西宁3月2日电) stands in for it; else a headline or opening that names
    the event by its year dates it by that year. 近日 dates nothing.
    """
    if issue is not None:
        return issue
    opening = reading.opening
    if opening is None:
        return None
    start, end = reading.sentence_at(opening.start)
    first = [w for w in words if start <= w.start < end]
    dispatch = next((w for w in first if _is_dispatch(reading, w)), None)
    done = _last_deed(reading, start, end)
    event = next(
        (
            w
            for w in first
            if w is not dispatch
            and w.end <= done
            and _is_event(reading, w, start)
            # 2020年5月12日… as an opening is as often history: the page must be of that year.
            and (not w.states_year or (proof is not None and proof.year == w.year))
        ),
        None,
    )
    chosen = event or dispatch
    if chosen is not None:
        by_page = proof is not None and not chosen.states_year and proof.basis is DateBasis.PAGE
        spans = reading.spans(chosen.start, chosen.end)
        if proof is not None and chosen.year is not None:
            spans += tuple(s for s in proof.spans if s not in spans)
        return ArticleDate(
            edtf=edtf(chosen), basis=DateBasis.PAGE if by_page else DateBasis.TEXT, spans=spans
        )
    if proof is not None and proof.basis is DateBasis.TEXT and _in_front(reading, proof, end):
        return ArticleDate(edtf=str(proof.year), basis=DateBasis.TEXT, spans=proof.spans)
    return None


def _is_dispatch(reading: Reading, word: DateWord) -> bool:
    return word.kind is Kind.DAY and _DISPATCH_END.match(reading.text, word.end) is not None


def _last_deed(reading: Reading, start: int, end: int) -> int:
    """Return where the last word of a sentence that tells of a deed begins; -1 without one."""
    at = -1
    while match := _DONE.search(reading.text, start, end):
        at, start = match.start(), match.start() + 1
    return at


def _is_event(reading: Reading, word: DateWord, start: int) -> bool:
    """Return whether a day before a deed is the day of what an opening sentence reports."""
    if word.day is None or word.shift not in (None, 0):
        return False
    text = reading.text
    return not (
        text.endswith(_BEFORE_SPAN, start, word.start) or text.startswith(_AFTER_SPAN, word.end)
    )


def _in_front(reading: Reading, proof: YearProof, end: int) -> bool:
    """Return whether the proof stands in the headline or the opening sentence."""
    front = reading.spans(0, end)
    return any(a <= s[0] and s[1] <= b for s in proof.spans for a, b in front)
