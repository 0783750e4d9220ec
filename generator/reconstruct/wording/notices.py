"""Notices and advertisements (启事, 公告, 广告): what opens one, and what goes on with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.reconstruct.pieces import Line
from generator.reconstruct.wording.bylines import is_byline
from generator.reconstruct.wording.office_lines import is_contact, is_reach
from generator.reconstruct.wording.openings import opens_as_report
from generator.text.characters import ends_sentence
from generator.text.newspaper_words import words_for

__all__ = ["heading_lines", "is_notice", "notice_end", "notice_rule"]

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
    "|投标|招标|采购项目|详情请见|竞买|竞价|(?<!目)标的|拍卖标|报名(?:时间|地点|电话)|联系(?:电话|人|地址)|咨询(?:电话|热线)|邮发代号|订阅热线"
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
_TO_READERS = "欢迎订阅"
_SUBSCRIBE = re.compile(rf"^({_TO_READERS})(?:\d{{4}}年度?)?《[^《》]{{2,14}}》?$")
"""A paper's own advertisement, which names the paper."""
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
_PUBLIC, _SLOGAN = "公益广告", 8
"""What stands over public advertisements, and the characters of one that is set apart."""
_BROKEN = 4
"""Lines over which blank ones break a sentence of a notice."""
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
    word = re.sub(r"[ \t\u3000]", "", word)
    return _RULES.get(_SUBSCRIBE.sub(r"\1", word))


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
    headed = heading_lines(lines, i)
    if not headed and not any("遗失" in line.text.text for line in lines[i : i + _SOON]):
        return i
    return i + _length(lines[i : i + _MOST], headed)


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
        if notice_rule(text) is not None or opens_as_report(text) or is_byline(text):
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
    public = heading.strip(_AROUND) == _PUBLIC
    if public and (_PHRASE.match(text) or (opened and _TWO_PHRASES.match(text))):
        return start + 1
    end = _paragraph(lines, start)
    whole = _joined(lines, start, end)
    opened = opened and _opens(whole, heading, apart=end == len(lines) or lines[end].gap)
    if not opened and is_notice(whole):
        return start  # another one
    signed = not public and not heading.startswith(_TO_READERS) and _is_signature(lines, start)
    if opened or signed or _SIGNS.search(whole):
        return end
    end = _over_blanks(lines, start)
    return end if _SIGNS.search(_joined(lines, start, end)) else start


def heading_lines(lines: Sequence[Line], i: int) -> int:
    """Return how many lines, from ``i`` on, are the heading of a notice: none, one, or two."""
    text = lines[i].text.text
    if notice_rule(text) is not None:
        return 1
    broken = text.startswith(_TO_READERS) and i + 1 < len(lines) and not lines[i + 1].gap
    return 2 if broken and notice_rule(_joined(lines, i, i + 2)) is not None else 0


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
    if heading.strip(_AROUND) == _PUBLIC:
        return apart and len(whole) <= _SLOGAN
    if notice_rule(heading) == "notice/loss":
        return _OF_LOSS.search(whole) is not None
    return not heading.startswith(_TO_READERS)


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
    text = above.text.text
    closed = ends_sentence(text) or text[-1:] in "）)"
    closed = closed or any(p.search(text) for p in (_REFERS, _CALL, _PHRASE))
    after = line.text.text
    apart = line.gap or opens_as_report(after) or is_byline(after)
    return not closed and not apart and notice_rule(after) is None


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
