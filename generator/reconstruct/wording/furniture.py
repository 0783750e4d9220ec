"""Lines that belong to the page and to no article: mastheads, folios, editors, contact, contents.

A line is furniture only if all of it is. The rules stand in one table, in the order in which they
are asked; the first that a line fits names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from generator.reconstruct.wording.edition_chrome import (
    is_address,
    is_contents,
    is_rights_line,
    is_separator,
    is_stamp,
)
from generator.reconstruct.wording.head_foot_lines import (
    head_line_rule,
    is_banner,
    is_english_day,
    is_page_number,
)
from generator.reconstruct.wording.office_lines import (
    is_contact,
    is_editors_line,
    is_imprint_line,
    is_invitation,
    is_publisher,
    is_reach,
    is_reach_line,
)

__all__ = [
    "FURNITURE_RULES",
    "HEAD_LINES",
    "ISSUE_AT_END",
    "ISSUE_LINE",
    "JUMP_AT_END",
    "JUMP_AT_START",
    "JUMP_INSIDE",
    "JUMP_LINE",
    "JUMP_TARGET",
    "WEAK",
    "furniture_rule",
]

_BLANK = r"[ \t\u3000]"

_ISSUED = (
    r"(?:19|20)\d\d ?[年./-][^（()）。，；]{3,20}?[版面]"
    rf"(?:{_BLANK}*[:：]?{_BLANK}*[㐀-鿿]{{2,6}})?"
)
_ISSUE = (
    rf"(?:《[^《》。，；]{{2,16}}》{_BLANK}*[（(]{_BLANK}*{_ISSUED}{_BLANK}*[)）]"
    rf"|[（(]{_BLANK}*[㐀-鿿]{{1,10}}报{_BLANK}*{_ISSUED}{_BLANK}*[)）])"
)
ISSUE_LINE = re.compile(f"^{_ISSUE}$")
"""The paper, its day and its page, as digital editions print them over each text:
《某报》（2024年05月06日 第 03 版）."""
ISSUE_AT_END = re.compile(rf"^[^。！？，；]{{1,40}}?(?<![自载据见于]){_BLANK}*({_ISSUE})$")
"""The same after the writers' names, on one line."""

_OPEN, _CLOSE = "[（(【〔［\\[]", "[）)】〕］\\]]"

_PAGE = r"(?:(?:第[ \t]*)?[A-Z]?[0-9〇零一二三四五六七八九十]{1,4}[ \t]*[版面]|头版)"
_SIGNS = "▲△▼▽◀◄◆■●▶►→←>"
_TO = f"[{_SIGNS}]"
"""What stands around a jump line, in brackets or not: some of these point to the other page."""
_COMES, _GOES = "(?:上接|紧接|接|緊接)", "(?:下转|转|下轉|轉)"
_REST = "[^。，,（）()【】〔〕]{0,12}"
_JUMP = rf"(?:{_COMES}|{_GOES})[ \t]*{_PAGE}{_REST}"
"""转版: where a story comes from another page, or goes on there; nothing else."""
_COMES_FROM = rf"{_TO}*{_COMES}[ \t]*{_PAGE}"
JUMP_AT_START = re.compile(
    rf"^(?:{_OPEN}{_TO}*{_JUMP}{_TO}*{_CLOSE}{_BLANK}*|{_COMES_FROM}(?:{_BLANK}+|[:：]))([^:：\s])"
)
JUMP_AT_END = re.compile(
    rf"(?<=[^ \t\u3000{_SIGNS}]){_BLANK}*"
    rf"({_OPEN}{_JUMP}{_CLOSE}|{_TO}*(?:下转|下轉)[ \t]*{_PAGE}{_TO}*)$"
)
JUMP_INSIDE = re.compile(
    rf"(?<=[。！？”）]){_BLANK}*({_OPEN}{_COMES_FROM}{_REST}{_CLOSE}{_BLANK}*.)"
)
"""The text from another page run on to the end of a story."""
JUMP_LINE = re.compile(rf"^{_OPEN}?{_TO}*{_JUMP}{_TO}*{_CLOSE}?[:：]?$")
JUMP_TARGET = re.compile(rf"(?P<from>{_COMES})?{_GOES}?[ \t]*(?P<page>{_PAGE})")
"""Which way it goes, and the page."""

_SENTENCE = re.compile("[。！？；]")
_LONGEST = 100
"""Characters of a masthead in one line."""


def _short(reads: Callable[[str], object]) -> Callable[[str], object]:
    """Return a test that no sentence and no long line passes."""
    return lambda text: _is_short(text) and reads(text)


@lru_cache(maxsize=1)
def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST and not _SENTENCE.search(text)


def _made_of(rule: str) -> Callable[[str], object]:
    return lambda text: head_line_rule(text) == rule


FURNITURE_RULES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("furniture/separator", is_separator),
    ("furniture/editors", _short(is_editors_line)),
    ("furniture/rights", _short(is_rights_line)),
    ("furniture/address", _short(is_address)),
    ("furniture/folio", _short(is_english_day)),
    ("furniture/stamp", _short(ISSUE_LINE.match)),
    ("furniture/stamp", _short(is_stamp)),
    ("furniture/jump", _short(JUMP_LINE.match)),
    ("furniture/contents", _short(is_contents)),
    ("furniture/contact", _short(is_contact)),
    ("furniture/invitation", _short(is_invitation)),
    ("furniture/page-number", _short(is_page_number)),
    ("furniture/folio", _short(is_banner)),
    ("furniture/date", _short(_made_of("furniture/date"))),
    ("furniture/editors", _short(_made_of("furniture/editors"))),
    ("furniture/masthead", _short(_made_of("furniture/masthead"))),
    ("furniture/folio", _short(_made_of("furniture/folio"))),
    ("furniture/imprint", _short(is_imprint_line)),
    ("furniture/reach", _short(_made_of("furniture/reach"))),
    ("furniture/name", _short(_made_of("furniture/name"))),
    ("furniture/reach", _short(is_reach)),
    ("furniture/reach", _short(is_reach_line)),
    ("furniture/name", _short(is_publisher)),
)
"""Names of rules with the test of a line by its words, in the order in which they are asked."""

HEAD_LINES = frozenset(
    f"furniture/{name}"
    for name in ("date", "editors", "folio", "masthead", "name", "page-head", "page-number")
)
"""Rules of lines in which blanks part one thing from the next, and are kept where they are seen."""
WEAK = frozenset({"furniture/page-number", "furniture/name", "furniture/date", "furniture/reach"})
"""Rules of lines that also stand in articles: they hold only for a line that stands alone."""


def furniture_rule(line: str) -> str | None:
    """Return the name of the rule that makes a line part of the page's furniture, if one does.

    >>> furniture_rule("山水日报　2024年4月18日　星期四　第12版")
    'furniture/folio'
    >>> furniture_rule("责编 王小明 美编 李红"), furniture_rule("责编王小明说，")
    ('furniture/editors', None)
    """
    return _first_rule(_WIDE.sub("  ", line.strip()))


_WIDE = re.compile(r"[ \t\u3000]{3,}")
"""Blanks by which a dump keeps the parts of a head line as far apart as they were printed."""


@lru_cache(maxsize=4096)
def _first_rule(text: str) -> str | None:
    return next((name for name, reads in FURNITURE_RULES if reads(text)), None)
