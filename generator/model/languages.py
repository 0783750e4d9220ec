"""What each role and each rule is called in the languages that the program speaks.

Rules stand in ``data/rule_words.csv``, a line for each identifier that evidence can carry; a new
rule needs one. ``tests/test_editing.py`` names those that lack it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from generator.model.blocks import Role

__all__ = [
    "LANGUAGES",
    "ROLES",
    "Language",
    "RuleWords",
    "language_of",
    "role_in",
    "rule_in",
    "rule_in_chinese",
    "rule_in_english",
    "rule_words",
]

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_SAID = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Which variables say it, the strongest first, as POSIX has them."""
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


def language_of(asked: str | None, environment: Mapping[str, str]) -> Language:
    """Return the language that is asked for, or else that of the locale.

    >>> language_of(None, {"LANG": "zh_CN.UTF-8"}), language_of("en", {"LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    >>> language_of(None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}), language_of(None, {})
    ('en', 'en')
    """
    said = asked or next((environment[name] for name in _SAID if environment.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"


def role_in(language: Language, role: str) -> str:
    """Return what a role is called.

    >>> role_in("zh", "byline"), role_in("en", "byline")
    ('署名', 'byline')
    """
    return ROLES[Role(role)] if language == "zh" else role


class RuleWords(NamedTuple):
    """One sentence in each language."""

    chinese: str
    english: str


@cache
def rule_words() -> dict[str, RuleWords]:
    """Return what each rule says, by its identifier."""
    import csv  # only who names a rule pays for it

    text = (resources.files(__package__) / "data" / "rule_words.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    rows = csv.DictReader(lines, strict=True)
    return {row["rule"]: RuleWords(row["chinese"], row["english"]) for row in rows}


def rule_in_chinese(rule: str) -> str:
    """Return what a rule says, for readers; its identifier where it has no words.

    >>> rule_in_chinese("furniture/page-number"), rule_in_chinese("new/rule")
    ('单独的版次。', '规则 new/rule。')
    """
    words = rule_words().get(rule)
    return words.chinese if words is not None else f"规则 {rule}。"


def rule_in_english(rule: str) -> str:
    """Return what a rule says, for editors; its identifier where it has no words.

    >>> rule_in_english("furniture/page-number"), rule_in_english("new/rule")
    ('A page number by itself.', 'Rule new/rule.')
    """
    words = rule_words().get(rule)
    return words.english if words is not None else f"Rule {rule}."


def rule_in(language: Language, rule: str) -> str:
    """Return what a rule says in a language."""
    return rule_in_chinese(rule) if language == "zh" else rule_in_english(rule)
