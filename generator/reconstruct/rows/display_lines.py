"""Lines of a dump by their looks: headlines, bylines and credits among running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from generator.reconstruct.pieces import LONG_HEADLINE, Line
from generator.reconstruct.rows.page_language import PageLanguage
from generator.reconstruct.wording.article_ends import DATELINE, STORY_OPENING, opens_as_report
from generator.reconstruct.wording.bylines import REPORTER_ALONE, is_byline
from generator.reconstruct.wording.furniture import furniture_rule
from generator.reconstruct.wording.person_names import is_name_line
from generator.text.characters import ends_sentence, line_width
from generator.text.source_credits import CREDIT

__all__ = [
    "HEAD_LINES",
    "SLACK",
    "STOPS",
    "cut_display",
    "halves",
    "names_writer",
    "stands_alone",
    "usual_width",
]

SLACK = 1.5
"""Ems by which a line may differ from its column's width, marks hung or pushed."""
HEAD_LINES = 6
"""Lines of kicker, headline and subtitle over a byline."""
STOPS = re.compile("[，。；、,;]")
"""Marks that running text has in most lines, and headlines seldom."""
_SHORT = 3.5
"""Ems by which display text stays narrower than the column that it stands over."""
_BROKEN_OFF = -1.0
"""Nats at which one line does not go on in the next."""
_LEADS_OVER = re.compile(r"(?:——|—|……)$")
"""How a kicker ends that leads over to the headline."""


def cut_display(
    lines: Sequence[Line], language: PageLanguage
) -> Iterator[tuple[tuple[Line, ...], bool]]:
    """Yield the lines of one column in runs, each with whether it is running text.

    Display text stands at the head, over a byline or a dateline; furniture and credits stand for
    themselves. A credit at the end that was broken over two lines comes back as one.
    """
    lines = _whole_credit(lines)
    measure = usual_width(lines)
    begin = 0
    while begin < len(lines):
        low, high = _next_head(lines, begin, measure, language) or (len(lines), len(lines))
        if begin < low:
            yield tuple(lines[begin:low]), True
        if low < high:
            yield tuple(lines[low:high]), False
        begin = high


def _next_head(
    lines: Sequence[Line], begin: int, measure: float, language: PageLanguage
) -> tuple[int, int] | None:
    if begin == 0:
        if _short_display(lines):
            return 0, len(lines)
        high = 0
        while high < min(len(lines), HEAD_LINES) and _looks_display(lines, high, measure):
            high += 1
        if high:
            while high < len(lines) and names_writer(lines[high]):
                high += 1
            return 0, high
        if _leads_nowhere(lines, measure, language):
            return 0, 1
    for i in range(begin, len(lines)):
        line = lines[i]
        if stands_alone(line):
            return i, i + 1
        named = _signs(line, measure)
        if not named and not (DATELINE.match(line.text.text) and i > begin):
            continue
        low = i
        while low > max(begin, i - HEAD_LINES) and not _ends(lines[low - 1]):
            low -= 1
        if low > begin and not _ends(lines[low - 1]):
            low = i  # no headline is so long
        high = i + 1 if named else i
        while named and high < len(lines) and _signs(lines[high], measure):
            high += 1
        if low < high:
            return low, high
    return None


def _short_display(lines: Sequence[Line]) -> bool:
    """Return whether all that stands between two blank lines is a headline."""
    text = "".join(line.text.text for line in lines)
    if len(lines) > HEAD_LINES or len(text) > LONG_HEADLINE or "。" in text:
        return False
    opens = any(opens_as_report(line.text.text) for line in lines) or STORY_OPENING.match(text)
    return text[-1] not in "，,；;、" and not opens


def _leads_nowhere(lines: Sequence[Line], measure: float, language: PageLanguage) -> bool:
    """Return whether the first line, without a stop and wider than the others, is broken off."""
    if len(lines) < 2 or round(lines[0].width) <= round(measure):
        return False
    text = lines[0].text.text
    return not STOPS.search(text) and language.joins(text, lines[1].text.text) <= _BROKEN_OFF


def _looks_display(lines: Sequence[Line], i: int, measure: float) -> bool:
    """Return whether a line at the head of a run is no line of its column."""
    line = lines[i]
    text = line.text.text
    if opens_as_report(text) or (ends_sentence(text) and "。" in text):
        return False
    if text[0] in "“「" and text[-1] in "”」":
        return False  # speech
    if _signs(line, measure) or stands_alone(line):
        return True
    if any(_signs(other, measure) for other in lines[i + 1 : i + HEAD_LINES - 1]):
        between = lines[i : i + HEAD_LINES - 1]
        until = next(k for k, other in enumerate(between) if k and _signs(other, measure))
        return not any(_ends(other) for other in between[:until])
    if _LEADS_OVER.search(text) and not STOPS.search(text):
        return True
    if line.width > measure + SLACK:
        stops = len(STOPS.findall(text))
        return "。" not in text and text[-1] not in "，,、；;" and stops < 2
    return line.width < measure - _SHORT and not STOPS.search(text)


def _whole_credit(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with a credit at their end, broken over two of them, made one."""
    if len(lines) < 2:
        return lines
    text = lines[-2].text + lines[-1].text
    if not CREDIT.match(text.text.strip()):
        return lines
    return [*lines[:-2], replace(lines[-2], text=text, width=line_width(text.text))]


def names_writer(line: Line) -> bool:
    """Return whether a line is a byline, or ends with one after a blank."""
    return _names_writer(line.text.text)


@lru_cache(maxsize=4096)
def _names_writer(text: str) -> bool:
    blank = _only_blank(text)
    return _is_byline(text) or (blank is not None and _is_byline(text[blank[1] :]))


def _signs(line: Line, measure: float) -> bool:
    """Return whether a line in a column is a byline, and no full line that reads like a name."""
    if not names_writer(line):
        return False
    return abs(line.width - measure) > SLACK or is_byline(line.text.text)


def halves(line: Line) -> tuple[Line, ...]:
    """Return what stands on either side of a line's only inner blank."""
    blank = _only_blank(line.text.text)
    if blank is None or _is_byline(line.text.text):
        return (line,)
    parts = (line.text[: blank[0]], line.text[blank[1] :])
    return tuple(
        replace(line, text=part, width=line_width(part.text), gap=line.gap and n == 0)
        for n, part in enumerate(parts)
    )


def _only_blank(text: str) -> tuple[int, int] | None:
    """Return where the only inner blank of ``text`` begins and ends; a name's own is none."""
    words = text.split()
    if len(words) == 3 and len(words[1]) == len(words[2]) == 1:
        words = [words[0], text[text.rindex(words[1], len(words[0])) :]]
    if len(words) != 2 or min(map(len, words)) < 2:
        return None
    return len(words[0]), text.index(words[1], len(words[0]))


@lru_cache(maxsize=4096)
def _is_byline(text: str) -> bool:
    text = text.strip()
    return bool(is_byline(text) or REPORTER_ALONE.match(text) or is_name_line(text))


def stands_alone(line: Line) -> bool:
    """Return whether a line is furniture or a credit."""
    return _stands_alone(line.text.text)


@lru_cache(maxsize=4096)
def _stands_alone(text: str) -> bool:
    return bool(CREDIT.match(text.strip())) or furniture_rule(text) is not None


def usual_width(lines: Sequence[Line]) -> float:
    """Return the width of full lines, in ems: the greatest that is nearly the commonest."""
    counts = Counter(round(line.width) for line in lines)
    top = max(counts.values(), default=0)
    return float(max((w for w, n in counts.items() if n * 2 >= top), default=0))


def _ends(line: Line) -> bool:
    return ends_sentence(line.text.text)
