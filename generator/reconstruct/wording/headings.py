"""What stands over text that is no story's: notices and advertisements (启事, 公告, 广告), columns.

Headings of notices are sure by themselves or by the text under them. Columns are those of short
news (简讯栏) and of pictures (图片新闻).
"""

from __future__ import annotations

import re

from generator.reconstruct.wording.article_ends import opens_as_report
from generator.reconstruct.wording.bylines import is_byline
from generator.reconstruct.wording.office_lines import is_contact, is_reach
from generator.text.characters import BULLETS
from generator.text.newspaper_words import any_of, words_for

__all__ = [
    "AROUND",
    "LONGEST_COLUMN",
    "PUBLIC",
    "SIGNS",
    "TO_READERS",
    "column_name",
    "heads_notice",
    "is_brief_column",
    "is_picture_column",
    "notice_rule",
]

_KINDS = {
    "notice/loss": "notices_of_loss",
    "notice/registration": "notices_of_registration",
    "notice/tender": "notices_of_tender",
    "notice/court": "notices_of_court",
    "notice/service": "notices_of_service",
    "notice/readers": "notices_to_readers",
    "notice/people": "notices_of_people",
    "notice/advertisement": "advertisements",
}
"""Rules by the lists of headings that they know."""
_RULES = {word: rule for rule, name in _KINDS.items() for word in words_for(name)}
_BY_TEXT = "notice/by-text"
"""Rule of a heading that says so only together with the text under it."""
_WEAK = re.compile(
    rf"^(?:{any_of('notices_by_text')}|[㐀-鿿《》“”·\d]{{2,24}}{any_of('notice_endings')})$"
)
AROUND = " \t\u3000【】《》[]〔〕■□●◆◇★☆▲▼·:：!！"
"""What is set around a heading."""
TO_READERS = "欢迎订阅"
PUBLIC = "公益广告"
"""How headings of public advertisements end."""
_SUBSCRIBE = re.compile(rf"^({TO_READERS})(?:\d{{4}}年度?)?《[^《》]{{2,14}}》?$")
"""A paper's own advertisement, which names the paper."""
SIGNS = re.compile(
    "遗失.{0,60}作废|声明作废|特此(?:声明|公告|启事|通知|公示|更正)|申报债权|申请注销|清算组|注册号"
    "|统一社会信用代码|投标|招标|采购项目|详情请见|竞买|竞价|(?<!目)标的|拍卖标|报名(?:时间|地点|电话)"
    r"|联系(?:电话|人|地址)|咨询(?:电话|热线)|电话[:：] ?[\d（(]|邮发代号|订阅热线"
    "|来稿请|投稿邮箱|稿酬|赐稿|遗体告别|追悼会"
)
"""What notices say and reports hardly do."""
_PROOFS = re.compile(
    "本院|公告送达|自(?:本)?公告之日|公示期|公示如下|监督电话|异议|应聘|面议|月薪|年薪|招生对象"
    "|请(?:发|寄|投)(?:至|到|往)|来稿|治丧|病逝|逝世|停电|停水|债务人|债权"
)
"""What is as telling right under a heading, and nowhere else."""
_LONGEST = 40
"""Characters of a heading, a telephone beside it."""
_BRIEF_COLUMN = re.compile(
    rf"^[㐀-鿿]{{0,6}}{any_of('brief_columns')}(?:[一二三四五六七八九十\d]{{1,2}}则)?$"
)
_AROUND_COLUMN = re.compile(rf"[ \t\u3000{BULLETS}【】〔〕\[\]（）()]")
LONGEST_COLUMN = 8
"""Characters of a column's name: 一句话新闻集锦."""


def notice_rule(line: str, text: str = "") -> str | None:
    """Return the rule by which a line heads a notice, ``None`` if it does not.

    Some headings say so only together with the ``text`` under them.

    >>> notice_rule("遗失声明"), notice_rule("【招标公告】"), notice_rule("市民政局发布招标公告")
    ('notice/loss', 'notice/tender', None)
    >>> notice_rule("招聘", "招店员两名，月薪四千元。"), notice_rule("招聘", "他们在招聘会上。")
    ('notice/by-text', None)
    """
    if len(line) > _LONGEST:
        return None  # most lines are told here
    word = _words(line)
    rule = _RULES.get(_SUBSCRIBE.sub(r"\1", word))
    if rule is None and text and _WEAK.match(word) and _proves(text):
        return _BY_TEXT
    return rule


def heads_notice(line: str) -> bool:
    """Return whether a line may head a notice, whatever stands under it.

    >>> heads_notice("招聘"), heads_notice("县里开招聘会")
    (True, False)
    """
    return notice_rule(line) is not None or _WEAK.match(_words(line)) is not None


def is_brief_column(text: str) -> bool:
    """Return whether a line names a column of short news.

    >>> [is_brief_column(t) for t in ("要闻简报", "■八方速递", "县里印发防汛工作简报第三期")]
    [True, True, False]
    """
    name = column_name(text)
    return len(name) <= LONGEST_COLUMN and _BRIEF_COLUMN.match(name) is not None


def is_picture_column(text: str) -> bool:
    """Return whether a line names a picture story (图片新闻).

    >>> is_picture_column("■图片新闻"), is_picture_column("图片新闻怎样拍")
    (True, False)
    """
    return column_name(text) in words_for("picture_columns")


def column_name(text: str) -> str:
    """Return what a line says, without blanks, bullets and brackets."""
    return _AROUND_COLUMN.sub("", text)


def _words(line: str) -> str:
    """Return what a line says, without marks around it and the telephone beside it."""
    word, _, rest = line.strip(AROUND).partition(" ")
    if rest and not (is_contact(rest) or is_reach(rest)):
        word = line.strip(AROUND)
    return re.sub(r"[ \t\u3000]", "", word)


def _proves(text: str) -> bool:
    """Return whether a text under a heading is a notice's and no report's."""
    if opens_as_report(text) or is_byline(text):
        return False
    return bool(SIGNS.search(text) or _PROOFS.search(text))
