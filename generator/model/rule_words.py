"""What each rule says, in Chinese for readers and in English for editors.

``data/rule_words.csv`` has a line for each identifier that evidence can carry; a new rule needs
one. ``tests/test_editing.py`` names those that lack it.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import NamedTuple

from generator.language import Language

__all__ = ["RuleWords", "rule_in", "rule_in_chinese", "rule_in_english", "rule_words"]


class RuleWords(NamedTuple):
    """One sentence in each language."""

    chinese: str
    english: str


@cache
def rule_words() -> dict[str, RuleWords]:
    """Return what each rule says, by its identifier."""
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
