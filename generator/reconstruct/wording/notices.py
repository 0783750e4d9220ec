"""Notices and advertisements (启事, 公告, 广告): what opens one, and what goes on with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.reconstruct.pieces import Line
from generator.reconstruct.wording.article_ends import opens_as_report
from generator.reconstruct.wording.bylines import is_byline
from generator.reconstruct.wording.furniture import furniture_rule
from generator.reconstruct.wording.headings import (
    AROUND,
    PUBLIC,
    SIGNS,
    TO_READERS,
    heads_notice,
    notice_rule,
)
from generator.text.characters import ends_sentence

__all__ = ["closes_part", "is_notice", "notice_at", "notice_end"]

_LOST = re.compile(
    r"^[^，。]{2,40}遗失[^。]{2,120}(?:作废|特此声明)。?$|^遗失[:：]?[^。]{2,120}作废。?$"
)
"""A whole notice of loss, in one sentence."""
_SIGNED = re.compile(
    r"^[㐀-鿿（）()]{4,40}(?:[ \u3000]+\d{4}年\d{1,2}月\d{1,2}日)?$"
    r"|^(?:19|20)\d\d年\d{1,2}月\d{1,2}日$"
)
"""Who gives notice, and when: below its text."""
_PHRASE = re.compile(r"^[㐀-鿿]{4}(?:[ \u3000]+[㐀-鿿]{4})*$")
"""Slogans, as public advertisements have them: phrases of four characters."""
_TWO_PHRASES = re.compile(r"^[㐀-鿿]{8}$")
"""Two of them without the blank, that a headline may look like."""
_REFERS = re.compile("详(?:情请)?见.{0,16}(?:网站?|平台)$")
"""Where more is said: the last words of a notice."""
_CALL = re.compile(r"(?:邮发代号[:：]?\d+-\d+|\d{7,8})$")
"""What to order by, and what to call: the last words of a part of one."""
_OF_LOSS = re.compile("遗失|丢失|挂失|作废|声明")
"""What a notice of loss says."""
_SLOGAN = 8
"""Characters of a slogan that is set apart."""
_COUPLET = re.compile(r"^([㐀-鿿]{3,9})[ \u3000，]+([㐀-鿿]{3,9})$")
"""Two phrases of a slogan, as long as one another (垃圾分一分 环境美十分)."""
_GIVEN_BY = re.compile(r"^[㐀-鿿]{3,16}[ \u3000]*[宣制]$")
"""Who has a public advertisement printed."""
_OF_PAGE = frozenset({"furniture/imprint", "furniture/editors", "furniture/invitation"})
"""Rules of what stands at the foot of a page, apart from its last notice."""
_BROKEN = 4
"""Lines over which blank ones break a sentence of a notice."""
_SOON = 4
"""Lines within which a notice of loss says 遗失: it may name a shop before."""
_MOST = 40
"""Lines of the longest notice that is looked for."""


def is_notice(text: str) -> bool:
    """Return whether a text without a heading is a notice of loss.

    >>> is_notice("李某遗失身份证，声明作废。"), is_notice("李某遗失的身份证找到了。")
    (True, False)
    """
    return _LOST.match(text.strip()) is not None


def notice_end(lines: Sequence[Line], i: int) -> int:
    """Return the number of the line after the notice that begins at line ``i``; ``i`` if none does.

    It goes on over its paragraphs while these read like a notice, and over who signs it.
    """
    headed = _heading_lines(lines, i)
    if not headed and not any("遗失" in line.text.text for line in lines[i : i + _SOON]):
        return i
    return i + _length(lines[i : i + _MOST], headed)


def notice_at(lines: Sequence[Line], i: int) -> str:
    """Return the rule by which the notice that begins at line ``i`` is one."""
    headed = _heading_lines(lines, i)
    heading = _joined(lines, i, i + headed)
    return (notice_rule(heading, _under(lines, i)) if headed else None) or "notice/loss"


def _length(lines: Sequence[Line], headed: int) -> int:
    """Return how many lines belong to the notice that the first may open; none if it does not.

    ``headed`` is how many of them are its heading.
    """
    end = headed or _paragraph(lines, 0)
    if not headed and not is_notice(_joined(lines, 0, end)):
        return 0
    heading = _joined(lines, 0, headed)
    while end < len(lines):
        text = lines[end].text.text
        if _heading_lines(lines, end) or opens_as_report(text) or is_byline(text):
            break
        if lines[end].gap and furniture_rule(text) in _OF_PAGE:
            break
        opened = headed == end and not lines[end].gap
        after = _part_end(lines, end, heading, opened=opened)
        if after == end:
            break
        end = after
    return end


def _part_end(lines: Sequence[Line], start: int, heading: str, *, opened: bool) -> int:
    """Return the number of the line after the next part of a notice, ``start`` if it has none.

    ``opened`` is whether that stands right under the heading.
    """
    text = lines[start].text.text.strip()
    public = _is_public(heading)
    if public and _is_slogan(text, opened=opened):
        return start + 1
    end = _paragraph(lines, start)
    whole = _joined(lines, start, end)
    opened = opened and _opens(whole, heading, apart=end == len(lines) or lines[end].gap)
    if not opened and is_notice(whole):
        return start  # another one
    signed = not public and not heading.startswith(TO_READERS) and _is_signature(lines, start)
    if opened or signed or SIGNS.search(whole):
        return end
    end = _over_blanks(lines, start)
    return end if SIGNS.search(_joined(lines, start, end)) else start


def _heading_lines(lines: Sequence[Line], i: int) -> int:
    """Return how many lines, from ``i`` on, are the heading of a notice: none, one, or two."""
    text = lines[i].text.text
    if notice_rule(text) is not None or (
        heads_notice(text) and notice_rule(text, _under(lines, i))
    ):
        return 1
    broken = text.startswith(TO_READERS) and i + 1 < len(lines) and not lines[i + 1].gap
    return 2 if broken and notice_rule(_joined(lines, i, i + 2)) is not None else 0


def _under(lines: Sequence[Line], i: int) -> str:
    """Return the paragraph right under line ``i``."""
    below = lines[i + 1 : i + 1 + _MOST]
    if not below or below[0].gap:
        return ""
    return _joined(below, 0, _paragraph(below, 0))


def _is_public(heading: str) -> bool:
    return heading.strip(AROUND).endswith(PUBLIC)


def _is_slogan(text: str, *, opened: bool) -> bool:
    """Return whether a line is one of a public advertisement's: phrases, or who gives them."""
    couplet = _COUPLET.match(text)
    if couplet and len(couplet[1]) == len(couplet[2]):
        return True
    phrases = _PHRASE.match(text) or _GIVEN_BY.match(text)
    return bool(phrases or (opened and _TWO_PHRASES.match(text)))


def _paragraph(lines: Sequence[Line], i: int) -> int:
    """Return the number of the line after the paragraph that begins at line ``i``."""
    end = i + 1
    while end < len(lines) and _runs_on(lines[end - 1], lines[end]):
        end += 1
    return end


def _opens(whole: str, heading: str, *, apart: bool) -> bool:
    """Return whether the paragraph right under a heading is the notice's; ``apart`` if nothing
    follows it at once.

    Dumps that part headings from what they head set other text there.
    """
    if _is_public(heading):
        return apart and len(whole) <= _SLOGAN
    if notice_rule(heading) == "notice/loss":
        return _OF_LOSS.search(whole) is not None
    return not heading.startswith(TO_READERS)


def _over_blanks(lines: Sequence[Line], i: int) -> int:
    """Return the number of the line after the sentence that begins at line ``i``, which blank
    lines may break."""
    most = min(len(lines), i + _BROKEN)
    for end in range(i + 1, most):
        text = lines[end].text.text
        if ends_sentence(lines[end - 1].text.text) or notice_rule(text) or opens_as_report(text):
            return end
    return most


def _runs_on(above: Line, line: Line) -> bool:
    """Return whether a line may go on with the sentence above it."""
    closed = closes_part(above.text.text)
    after = line.text.text
    apart = line.gap or opens_as_report(after) or is_byline(after)
    return not closed and not apart and notice_rule(after) is None


def closes_part(text: str) -> bool:
    """Return whether a part of a notice ends with a line, whatever stands below.

    >>> closes_part("电话：0000-1234567"), closes_part("远山食品店遗失公章一")
    (True, False)
    """
    closed = ends_sentence(text) or text[-1:] in "）)"
    return closed or any(p.search(text) for p in (_REFERS, _CALL, _PHRASE, _COUPLET))


def _joined(lines: Sequence[Line], start: int, end: int) -> str:
    return "".join(line.text.text for line in lines[start:end])


def _is_signature(lines: Sequence[Line], i: int) -> bool:
    """Return whether a line signs the notice above it: nothing stands under it that it heads."""
    told = _REFERS.search(lines[i - 1].text.text)
    if lines[i].gap or told or not _SIGNED.match(lines[i].text.text.strip()):
        return False
    return (
        i + 1 == len(lines) or lines[i + 1].gap or _SIGNED.match(lines[i + 1].text.text) is not None
    )
