"""One name for one paper, however newspapers print its title."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["document_key"]

_QUOTES = dict.fromkeys(map(ord, "《》〈〉<>«»“”‘’\"'「」『』＂＇"))
_DASHES = {ord(char): "-" for char in "—–―‐‑‒−－─~～〜"}
_REPUBLIC = re.compile(r"^中华人民共和国(?![和与])(?=.)")
_ORGAN = (
    r"(?:委员会|办公厅|办公室|人大常委会|常委会|人民政府|政府|法院|检察院|国务院|中央|[厅局部署委办院会行联室府]"
    r"|(?:等[\d一二三四五六七八九十]*)?(?:部门|单位|部委))"
)
_ISSUER = re.compile(rf"^[^()]{{1,80}}?{_ORGAN}(?=关于|印发)")
_PRINTS = re.compile(
    r"^(?:关于)?(?:联合)?(?:印发|发布|公布|转发)(?P<paper>.{4,}?)(?:\(\d{4}年?\))?的(?:通知|公告|通告|函)$"
)


def document_key(title: str) -> str:
    """Return the normal form of a paper's title, by which articles on one paper are found together.

    Width, blanks, quotation marks and the marks of nested titles (《〈〉》, GB/T 15834) make no
    difference. Neither do the issuers in front of 关于 (a newspaper adds or drops them), the name
    of the state in front of a law (《慈善法》 is how its own text is cited), and the notice with
    which an office prints a paper. What stands in brackets is kept: a trial version (试行) is
    another paper than the final one. A title without a word in it has the empty key.

    >>> document_key("《民政部 财政部关于印发〈养老服务指引（试行）〉的通知》")
    '养老服务指引(试行)'
    >>> document_key("《养老服务指引(试行)》")
    '养老服务指引(试行)'
    >>> document_key("《国务院办公厅关于养老服务的意见》") == document_key("《关于养老服务的意见》")
    True
    >>> document_key("《中华人民共和国慈善法》"), document_key("《某某办法（试行）》")
    ('慈善法', '某某办法(试行)')
    """
    key, before = title, ""
    # What one step takes away may bring together what another step joins: until nothing changes.
    while key != before:
        before = key
        key = unicodedata.normalize("NFKC", key).translate(_QUOTES)
        key = "".join(key.split()).translate(_DASHES)
        key = _ISSUER.sub("", _REPUBLIC.sub("", key))
        if match := _PRINTS.match(key):
            key = match["paper"]
    return key
