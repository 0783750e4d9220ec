"""Notices and advertisements (启事, 公告, 广告): what opens one, and what goes on with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.reconstruct.pieces import Line
from generator.reconstruct.wording.office_lines import is_contact, is_reach
from generator.reconstruct.wording.openings import opens_as_report
from generator.text.characters import ends_sentence
from generator.text.newspaper_words import words_for

__all__ = ["is_notice", "notice_end", "notice_rule"]

_KINDS = {
    "notice/loss": "notices_of_loss",
    "notice/registration": "notices_of_registration",
    "notice/tender": "notices_of_tender",
    "notice/court": "notices_of_court",
    "notice/readers": "notices_to_readers",
    "notice/people": "notices_of_people",
    "notice/advertisement": "advertisements",
}
"""Rules by the lists of headings that they know."""
_RULES = {word: rule for rule, name in _KINDS.items() for word in words_for(name)}
_AROUND = " \t\u3000【】《》[]〔〕■●◆★☆·:：!！"
_SIGNS = re.compile(
    "遗失.{0,60}作废|声明作废|特此(?:声明|公告|启事|通知)|申报债权|申请注销|清算组|注册号|统一社会信用代码"
    "|投标|竞买|竞价|标的|拍卖标|报名(?:时间|地点|电话)|联系(?:电话|人|地址)|咨询(?:电话|热线)|邮发代号|订阅热线"
    "|来稿请|投稿邮箱|稿酬|赐稿|遗体告别|追悼会"
)
"""What notices say and reports hardly do."""
_LOST = re.compile(
    r"^[^，。]{2,40}遗失[^。]{2,120}(?:作废|特此声明)。?$|^遗失[:：]?[^。]{2,120}作废。?$"
)
"""A whole notice of loss, in one sentence."""
_SIGNED = re.compile(
    r"^[㐀-鿿（）()]{4,40}(?:[ \u3000]+\d{4}年\d{1,2}月\d{1,2}日)?$"
    r"|^(?:19|20)\d\d年\d{1,2}月\d{1,2}日$"
)
"""Who gives notice, and when: below its text."""
_LONGEST = 40
"""Characters of a heading, a telephone beside it."""
_SOON = 4
"""Lines within which a notice of loss says 遗失: it may name a shop before."""
_MOST = 40
"""Lines of the longest notice that is looked for."""


def notice_rule(line: str) -> str | None:
    """Return the rule by which a line heads a notice, ``None`` if it does not.

    >>> notice_rule("遗失声明"), notice_rule("【招标公告】"), notice_rule("市民政局发布招标公告")
    ('notice/loss', 'notice/tender', None)
    """
    if len(line) > _LONGEST:
        return None  # most lines are told here
    word, _, rest = line.strip(_AROUND).partition(" ")
    if rest and not (is_contact(rest) or is_reach(rest)):
        word = line.strip(_AROUND)
    return _RULES.get(re.sub(r"[ \t\u3000]", "", word))


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
    headed = notice_rule(lines[i].text.text) is not None
    if not headed and not any("遗失" in line.text.text for line in lines[i : i + _SOON]):
        return i
    return i + _length(lines[i : i + _MOST], headed=headed)


def _length(lines: Sequence[Line], *, headed: bool) -> int:
    """Return how many lines belong to the notice that the first may open; none if it does not."""
    end = 1 if headed else _paragraph(lines, 0)
    if not headed and not is_notice(_joined(lines, 0, end)):
        return 0
    while end < len(lines):
        text = lines[end].text.text
        after = _paragraph(lines, end)
        whole = _joined(lines, end, after)
        opened = headed and end == 1 and not lines[end].gap
        if notice_rule(text) is not None or opens_as_report(text):
            break
        if not opened and is_notice(whole):
            break
        if not (opened or _SIGNS.search(whole) or _is_signature(lines, end)):
            break
        end = after
    return end


def _paragraph(lines: Sequence[Line], i: int) -> int:
    """Return the number of the line after the paragraph that begins at line ``i``."""
    end = i + 1
    while end < len(lines) and _runs_on(lines[end - 1], lines[end]):
        end += 1
    return end


def _runs_on(above: Line, line: Line) -> bool:
    """Return whether a line may go on with the sentence above it."""
    closed = ends_sentence(above.text.text) or above.text.text[-1:] in "）)"
    return not closed and not line.gap and notice_rule(line.text.text) is None


def _joined(lines: Sequence[Line], start: int, end: int) -> str:
    return "".join(line.text.text for line in lines[start:end])


def _is_signature(lines: Sequence[Line], i: int) -> bool:
    """Return whether a line signs the notice above it: nothing stands under it that it heads."""
    if lines[i].gap or not _SIGNED.match(lines[i].text.text.strip()):
        return False
    return (
        i + 1 == len(lines) or lines[i + 1].gap or _SIGNED.match(lines[i + 1].text.text) is not None
    )
