"""What each role is called, in Chinese for readers and in English for editors."""

from __future__ import annotations

from generator.language import Language
from generator.model.blocks import Role

__all__ = ["ROLES", "role_in"]

ROLES: dict[Role, str] = {
    Role.LABEL: "栏目",
    Role.KICKER: "引题",
    Role.HEADLINE: "标题",
    Role.SUBTITLE: "副题",
    Role.BYLINE: "署名",
    Role.LEAD: "导语",
    Role.PARAGRAPH: "正文",
    Role.SUBHEAD: "小标题",
    Role.CAPTION: "图片说明",
    Role.TABLE: "表格",
    Role.CREDIT: "来源",
    Role.FURNITURE: "版面信息",
    Role.NOTICE: "启事",
    Role.UNPLACED: "未归入文章",
    Role.SILENT: "不显示的字符",
}
"""What each role is called in Chinese."""


def role_in(language: Language, role: str) -> str:
    """Return what a role is called.

    >>> role_in("zh", "byline"), role_in("en", "byline")
    ('署名', 'byline')
    """
    return ROLES[Role(role)] if language == "zh" else role
