"""Lines that name another page or the issue: jump lines (转版) and issue lines."""

from __future__ import annotations

import re

__all__ = [
    "ISSUE_AT_END",
    "ISSUE_LINE",
    "JUMP",
    "JUMP_AT_END",
    "JUMP_AT_START",
    "JUMP_INSIDE",
    "JUMP_LINE",
    "JUMP_TARGET",
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

_PAGE = r"(?:第?[ \t]*[A-Z]?[0-9〇零一二三四五六七八九十]{1,4}[ \t]*[版面]|头版)"
_SIGNS = "▲△▼▽◀◄◆■●▶►→←>"
_TO = f"[{_SIGNS}]"
"""What stands around a jump line, in brackets or not: some of these point to the other page."""
_COMES, _GOES = "(?:上接|紧接|接|緊接)", "(?:下转|转|下轉|轉)"
_REST = "[^。，,（）()【】〔〕]{0,12}"
JUMP = rf"(?:{_COMES}|{_GOES})[ \t]*{_PAGE}{_REST}"
"""转版: where a story comes from another page, or goes on there; nothing else."""
_COMES_FROM = rf"{_TO}*{_COMES}[ \t]*{_PAGE}"
JUMP_AT_START = re.compile(
    rf"^(?:{_OPEN}{_TO}*{JUMP}{_TO}*{_CLOSE}{_BLANK}*|{_COMES_FROM}(?:{_BLANK}+|[:：]))([^:：\s])"
)
JUMP_AT_END = re.compile(
    rf"(?<=[^ \t\u3000{_SIGNS}]){_BLANK}*"
    rf"({_OPEN}{JUMP}{_CLOSE}|{_TO}*(?:下转|下轉)[ \t]*{_PAGE}{_TO}*)$"
)
JUMP_INSIDE = re.compile(
    rf"(?<=[。！？”）]){_BLANK}*({_OPEN}{_COMES_FROM}{_REST}{_CLOSE}{_BLANK}*.)"
)
"""The text from another page run on to the end of a story."""
JUMP_LINE = re.compile(rf"^{_OPEN}?{_TO}*{JUMP}{_TO}*{_CLOSE}?[:：]?$")
JUMP_TARGET = re.compile(rf"(?P<from>{_COMES})?{_GOES}?[ \t]*(?P<page>{_PAGE})")
"""Which way it goes, and the page."""
