"""Photographs on a page: who took them, and what is said under them (图片说明)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.reconstruct.lines.line_surroundings import begins_as_no_other
from generator.reconstruct.pieces import FULL, Line
from generator.reconstruct.wording.article_ends import DATELINE, STORY_OPENING
from generator.reconstruct.wording.bylines import REPORTER, is_byline
from generator.reconstruct.wording.furniture import JUMP_LINE
from generator.reconstruct.wording.person_names import PEOPLE, is_name_line
from generator.text.characters import ends_sentence, is_han, leads_on
from generator.text.word_tables import parts_a_word

__all__ = [
    "CAPTION",
    "CAPTION_STORY",
    "caption_lines",
    "caption_rule",
    "credited_sentence",
    "is_photo_credit",
    "is_photo_report",
    "numbers_pictures",
]

CAPTION = "furniture/caption"
"""Rule of a caption that only says what is to be seen."""
CAPTION_STORY = "furniture/caption-story"
"""Rule of a caption that is a report of its own."""

_LONGEST = 200
"""Characters. A longer text under a photograph is an article."""
_LINES = 10
"""Lines of a caption in a column as narrow as its picture."""
_SHORT = 1.5
"""Ems by which a full line of a caption is narrower than the one below it, marks hung or pushed."""
_FEW = 4
"""Lines of one sentence and a credit."""
_CREDIT = 60
"""Characters of a line that names who took a photograph, or several."""
_STORY = 40
"""Chinese characters from which on a caption may say who did what, and when."""
_BLANK = r"[ \t\u3000]"
_AGENCY = r"[（(][^（）()。，]{2,10}[）)]"
_SHOT = (
    rf"[（(]?(?P<reporter>{REPORTER})?{_BLANK}*+(?P<people>{PEOPLE}){_BLANK}*+(?:[/／]{_BLANK}*+)?"
    rf"(?P<what>摄影报道|摄影|摄)[）)]?(?:{_AGENCY})?"
)
_LENT = (
    r"[（(]?(?:资料图片?|资料照片?|图片由[^。，；]{2,20}提供|(?:受访者|采访对象|[㐀-鿿]{2,10})供图"
    r"|供图[:：/][^。，]{2,12}|本版(?:图片|照片|摄影)[^。，]{2,24}|(?:图片|照片)来源[:：][^。，]{2,16}"
    r"|(?:以上|上述)(?:图片|照片)[^。，]{2,20}(?:摄影?|拍摄|提供)"
    r"|(?:文/?图|图/?文|[图摄]影?)[:：/／ \u3000][㐀-鿿、 \u3000]{2,12})[）)]?"
    rf"|新华社(?:发|照片)(?:{_AGENCY})?"
)
_SHOT_LINE = re.compile(rf"^{_SHOT}$")
_LENT_LINE = re.compile(rf"^(?:{_LENT})$")
_CREDIT_TAIL = re.compile(
    rf"(?:(?<=[。！？”…）)])|(?<!{_BLANK}){_BLANK}++)(?:{_SHOT}|{_LENT})[。]?$"
)
"""A photograph's credit where its caption ends. A row of blanks is looked at once."""
_ARROW = r"^[▲▼◀◄▶►←→↑↓△▽]?[ \u3000]*"
_PICTURE = re.compile("[摄图照]|新华社发")
"""What every credit of a photograph says."""
_EXPLAINS = "(?:[图圖]片[说說]明|照片[说說]明|[图圖][说說注]|[题題][图圖])"
_LEAD = re.compile(
    rf"{_ARROW}(?:(?:[上下左右中大小题配本]{{1,2}}[图圖]|[图圖][①-⑳一二三四五六1-9]{{1,3}})"
    rf"(?:片?[为為]|[:：、，, \u3000]|$)|[图圖][①-⑳]|{_EXPLAINS}(?:[:：]|$))"
)
"""Which of the page's photographs it belongs to; not 图片说明了, 图说新村: words of a sentence."""
_NUMBERED = re.compile(rf"{_ARROW}(?:[图圖](?:[①-⑳]|[1-9])|[上下左右]{{1,2}}[图圖])[:：]")
"""Which one of several it is, and a colon: no sentence goes on so."""
_SHOWS = re.compile(rf"{_ARROW}[图圖]片?[为為是]")
_POINTS = re.compile("^[▼◀◄←→↑↓▽▲▶►△][ \\u3000]*(?=[^ \\u3000])")
"""An arrow towards the photograph. Triangles are bullets of short items, too."""
_WHEN = re.compile(
    r"近日|日前|近期|连日来|今[日天晨晚年]|昨[日天晚]|当[日天]|目前"
    r"|\d{1,2} ?月(?: ?\d{1,2} ?日|以来)"
)
_SAYS = re.compile(r"[^，；：！？。,;:]{4,40}(?:$|。[^，；：！？。,;:]{0,24}$)")
"""One sentence without a pause, and what may be a credit: as far as its lines are read."""
_PAUSED = re.compile("[，。、；：,;:]")
"""What running text has."""


def is_photo_credit(line: str) -> bool:
    """Return whether a line only says who took, made or lent a photograph.

    >>> [is_photo_credit(t) for t in ("本报记者 王小明 摄", "王小明摄（山水图片）", "他爱好摄影")]
    [True, True, False]
    """
    text = line.strip()
    if len(text) > _CREDIT or not _PICTURE.search(text):
        return False
    match = _SHOT_LINE.match(text)
    if match is not None:
        return match["reporter"] is not None or is_name_line(match["people"])
    return _LENT_LINE.match(text) is not None


def is_photo_report(line: str) -> bool:
    """Return whether a line names who wrote and photographed: 本报记者 王小明 摄影报道."""
    said = "摄影报道" in line and len(line) <= _CREDIT
    match = _SHOT_LINE.match(line.strip()) if said else None
    return match is not None and match["what"] == "摄影报道" and match["reporter"] is not None


def numbers_pictures(line: str) -> bool:
    """Return whether a line begins with the number or the place of one of several photographs.

    >>> numbers_pictures("图①：新村一角。"), numbers_pictures("图①所示")
    (True, False)
    """
    return _NUMBERED.match(line) is not None


def caption_rule(text: str, *, under_headline: bool = False) -> str | None:
    """Return by which rule a fragment of its own is a caption, ``None`` if it is none.

    A caption says which picture it belongs to (上图为…) or closes with the photograph's credit. It
    is a report of its own if, beside what is to be seen, it says in a whole sentence who did what,
    and when; under a headline such text is a picture story (图片新闻), an article.

    >>> caption_rule("上图：老人在食堂吃饭。 王小明 摄")
    'furniture/caption'
    >>> told = "近日，东山镇的老年食堂开张，每天为一百多位老人做三顿热饭，"
    >>> caption_rule(told + "还把饭菜送到行动不便的老人家里。图为老人在吃饭。 王小明 摄")
    'furniture/caption-story'
    >>> caption_rule("近日，山水县老年食堂开张。") is None
    True
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    lead, credit = _LEAD.match(text), _credit_at_end(text)
    points = _POINTS.match(text)
    if lead is None and credit == len(text) and not (points and ends_sentence(text)):
        return None
    told = text[lead.end() if lead else 0 : credit].strip()
    if lead is None and not _SHOWS.match(told) and (under_headline or not ends_sentence(told)):
        return None
    return CAPTION_STORY if _tells(told) else CAPTION


def caption_lines(
    lines: Sequence[Line], i: int, *, under_headline: bool, parted: bool
) -> tuple[str, int] | None:
    """Return the rule of the caption that begins at line ``i`` and where it ends, if one does.

    It ends with the photograph's credit, or else with its sentence: what its column did not break
    there is the headline or the text of a story. ``parted`` is whether a blank line, or something
    that belongs to no story, stands before it; where running text does, only its own words or an
    arrow make it a caption.
    """
    first = lines[i].text.text
    inside = i > 0 and not parted and lines[i - 1].measure == lines[i].measure != 0
    if JUMP_LINE.match(first) or is_byline(first):
        return None  # triangles stand before these, too
    opens = _LEAD.match(first) or _SHOWS.match(first)
    if _POINTS.match(first) and begins_as_no_other(lines, i):
        opens = _POINTS.match(first)
    if not opens and (not parted or _POINTS.match(first)):
        return None
    text = ""
    for k in range(i, min(i + _LINES, len(lines))):
        if k > i and (lines[k].gap or (not opens and _LEAD.match(lines[k].text.text))):
            return None  # another one begins here
        if k > i and not opens and _is_display(lines[k - 1], lines[k]):
            return None
        text += lines[k].text.text
        if len(text) > _LONGEST:
            return None
        if not _is_over(lines, i, k, text, opens is not None):
            continue
        rule = caption_rule(text, under_headline=under_headline)
        shows = _SHOWS.match(text) is not None and not under_headline
        if shows and (_closes_story(lines, k, inside) or _closes_story(lines, k + 1, inside)):
            return None
        if rule is None and shows and ends_sentence(text):
            rule = CAPTION
        if rule is not None or not _rest(lines, k + 1):
            return None if rule is None else (rule, k + 1)
    return None


def credited_sentence(lines: Sequence[Line], i: int, *, under_headline: bool) -> int:
    """Return where one sentence without a pause and its photograph's credit end that begin at line
    ``i``; ``i`` if none do.

    They are a caption, whatever they stand in: a picture story (图片新闻) says more, or has no
    other byline. Under a headline the text must go on below.
    """
    text = ""
    for k in range(i, min(i + _FEW, len(lines))):
        above = lines[k - 1]
        if k > i and (lines[k].gap or _is_display(above, lines[k]) or is_byline(above.text.text)):
            return i
        text += lines[k].text.text
        if not _SAYS.match(text):
            return i
        if _is_shown(text):
            return k + 1 if not under_headline or _is_told(lines[k + 1 : k + 3]) else i
    return i


def _is_shown(text: str) -> bool:
    """Return whether a text says what is to be seen, and who of a paper or an agency took it."""
    match = _CREDIT_TAIL.search(text)
    if match is None or match["people"] is None or _credit_at_end(text) == len(text):
        return False
    by_whom = match["reporter"] is not None or _SHOWS.match(text) is not None
    return by_whom and ends_sentence(text[: match.start()].strip())


def _is_told(lines: Sequence[Line]) -> bool:
    """Return whether lines are running text, as far as pauses tell."""
    texts = [line.text.text for line in lines]
    return any(map(_PAUSED.search, texts)) and not any(map(is_byline, texts))


def _is_display(line: Line, below: Line) -> bool:
    """Return whether a line stops short though no sentence ends: a headline or a name."""
    short = line.width < below.width - _SHORT and not is_photo_credit(below.text.text)
    return short and not ends_sentence(line.text.text)


def _is_over(lines: Sequence[Line], i: int, k: int, text: str, opened: bool) -> bool:
    """Return whether a caption from line ``i`` on may end with line ``k``."""
    if k + 1 == len(lines) or lines[k + 1].gap:
        return True
    line, after = lines[k], lines[k + 1].text.text
    if is_photo_credit(after) or _LEAD.match(after) or _SHOWS.match(after):
        return False
    if _credit_at_end(text) < len(text) or DATELINE.match(after) or is_byline(after):
        return True
    if not opened:
        return False  # nothing but its credit makes it a caption
    if not ends_sentence(text):
        widest = max(part.width for part in lines[i : k + 1])
        short = line.slack > FULL if line.measure else k == i or line.width < widest - 1
        whole = not leads_on(text) and not parts_a_word(text, after)
        return short and whole and not any(map(_closes, _rest(lines, k + 1)))
    return not (line.measure and line.slack <= FULL) or not _goes_on(lines, k + 1)


def _closes_story(lines: Sequence[Line], k: int, inside: bool) -> bool:
    """Return whether a credit stands by itself at line ``k``: so picture stories (图片新闻) close.

    Blank lines set it apart, or what is to be seen stands inside the story's own column.
    """
    apart = k < len(lines) and (lines[k].gap or inside)
    return apart and is_photo_credit(lines[k].text.text)


def _goes_on(lines: Sequence[Line], start: int) -> bool:
    """Return whether the lines from ``start`` on may be the rest of a caption: they close it."""
    rest = _rest(lines, start)
    return bool(rest) and _closes(rest[-1])


def _rest(lines: Sequence[Line], start: int) -> list[str]:
    """Return the lines up to a blank one, or to one that a report opens with."""
    rest: list[str] = []
    for line in lines[start : start + _LINES]:
        text = line.text.text
        if (rest and line.gap) or is_byline(text):
            break
        if DATELINE.match(text) or STORY_OPENING.match(text):
            break
        rest.append(text)
    return rest


def _closes(text: str) -> bool:
    return ends_sentence(text) or _credit_at_end(text) < len(text)


def _credit_at_end(text: str) -> int:
    """Return where the photograph's credit at the end of ``text`` begins; its length if none.

    After what is to be seen a name needs no proof that it is one, though it may be a word, too.
    """
    match = _CREDIT_TAIL.search(text, max(0, len(text) - _LONGEST))
    if match is None:
        return len(text)
    shown = _SHOWS.search(text[: match.start()]) or _LEAD.match(text) or _POINTS.match(text)
    if shown and (match["people"] or match["reporter"]):
        return match.start()
    credit = is_photo_credit(match.group().strip().rstrip("。"))
    return match.start() if credit else len(text)


def _tells(told: str) -> bool:
    """Return whether whole sentences say more than what is to be seen."""
    closed = told[: 2 + max(map(told.rfind, "。！？"))]
    sentences = [s for s in re.findall(r"[^。！？]+[。！？]”?", closed) if not _SHOWS.match(s)]
    said = "".join(sentences)
    return sum(map(is_han, said)) >= _STORY and "，" in said and _WHEN.search(said) is not None
