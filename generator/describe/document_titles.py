"""Tells titles of policy papers from those of books and newspapers, and one paper from another.

A paper is known by its last word (意见, 办法, …法); ``data/documents.yml`` holds those words. A
title that says no more than its kind (《意见》) is a short name of another.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from generator.describe.data_files import data_bytes
from generator.describe.word_lists import parse_word_lists

__all__ = [
    "MOST_DROPPED",
    "TitleRules",
    "compile_titles",
    "core_of",
    "document_key",
    "is_paper",
    "is_short",
    "kind_of",
    "needs_issuer",
    "shortens",
    "title_rules",
    "works_in",
]

_FILE = "documents.yml"
_WORDS = (
    "kinds", "weak_kinds", "issued_kinds", "not_laws", "law_subjects", "short_laws", "not_papers",
    "works", "works_after", "papers_after", "short_words", "issue_verbs", "issue_between",
)  # fmt: skip
_REPUBLIC = "中华人民共和国"
_STRONG = 8
"""Characters from which a title that ends in a weak kind is none of a film or a song."""
_TAIL = re.compile(r"[（(][^（）()]*[）)]$|(?<![\d—年版])[\d—年版]+$")
_YEAR = re.compile(r"\d{4}|“?十[一二三四五六七]五”?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRules:
    """``data/documents.yml``, checked and compiled."""

    kinds: tuple[str, ...]
    """Last words of papers, the longest first."""
    weak_kinds: tuple[str, ...]
    """Last words of papers and of works of art."""
    issued_kinds: tuple[str, ...]
    """Last words of papers only where a public body issues them."""
    not_laws: tuple[str, ...]
    """Words in 法 that end no law."""
    laws: tuple[str, ...]
    """Ends of laws that end like one of ``not_laws``: 保护法."""
    short_laws: frozenset[str]
    """Laws whose whole name is two characters."""
    not_papers: tuple[str, ...]
    """Endings of titles that only look like papers."""
    works: tuple[str, ...]
    """What stands right before a work's title."""
    works_after: tuple[str, ...]
    """What stands right after it."""
    papers_after: tuple[str, ...]
    """What stands right after a paper's title and says its kind."""
    short: re.Pattern[str]
    """A title that is only a kind of paper."""
    issued: re.Pattern[str]
    """What stands between a body and the paper it issued."""
    verb: re.Pattern[str]
    """An issuing verb right before a title."""
    passive: re.Pattern[str]
    """An issuing verb after 由 and the bodies."""


@cache
def title_rules() -> TitleRules:
    """Return the rules that ship with the package."""
    return compile_titles(data_bytes(_FILE).decode("utf-8"), _FILE)


def compile_titles(text: str, file: str) -> TitleRules:
    """Return the rules of a list of kinds.

    Raises :class:`~generator.errors.GeneratorError` with file and line for a list that is broken.
    """
    words = parse_word_lists(text, file, words=_WORDS).words
    kinds = tuple(sorted(words["kinds"], key=len, reverse=True))
    weak = tuple(sorted(words["weak_kinds"], key=len, reverse=True))
    verbs = _any(words["issue_verbs"])
    day = r"于?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    between = f"(?:{_any(words['issue_between'])}|[，]|{day})"
    number = r"(?:\d{1,6}|[一二三四五六七八九十多]{1,6})"
    many = rf"(?:等{number}?个?(?:省级|市级)?(?:部门|单位|部委|机构)?)?"
    return TitleRules(
        kinds=kinds,
        weak_kinds=weak,
        issued_kinds=words["issued_kinds"],
        not_laws=words["not_laws"],
        laws=tuple(subject + "法" for subject in words["law_subjects"]),
        short_laws=frozenset(words["short_laws"]),
        not_papers=words["not_papers"],
        works=words["works"],
        works_after=words["works_after"],
        papers_after=words["papers_after"],
        short=re.compile(
            f"(?:{_any(words['short_words'])})*"
            f"(?:{_any(kinds + weak + words['issued_kinds'])})(?:[（(][^（）()]*[）)])*"
        ),
        issued=re.compile(rf"{many}(?:{between}{{0,6}}(?:{verbs}){between}{{0,4}}|的)?"),
        verb=re.compile(rf"(?:{verbs})(?:了|的|新修订的|新制定的|最新)?$"),
        passive=re.compile(rf"{many}{between}{{0,4}}(?:{verbs})"),
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def core_of(title: str) -> str:
    """Return a title without its marks and what stands in brackets after it.

    >>> core_of("《四川省社区慈善发展指引（试行）》")
    '四川省社区慈善发展指引'
    """
    core = title.strip("《》")
    while (shorter := _TAIL.sub("", core)) != core:
        core = shorter
    return core


def kind_of(core: str) -> str | None:
    """Return the kind of paper that a title ends in, weak ones included.

    >>> kind_of("江苏省社会组织条例"), kind_of("未成年人保护法"), kind_of("说法"), kind_of("红楼梦")
    ('条例', '法', None, None)
    """
    rules = title_rules()
    kinds = rules.kinds + rules.weak_kinds + rules.issued_kinds
    found = next((k for k in kinds if core.endswith(k)), None)
    if found is not None or not core.endswith("法"):
        return found
    if core in rules.short_laws or core.startswith(_REPUBLIC) or core.endswith(rules.laws):
        return "法"
    return None if len(core) < 3 or core.endswith(rules.not_laws) else "法"


def is_paper(title: str, before: str = "", after: str = "") -> bool:
    """Return whether a title is a policy paper's, by its last word and what stands around it.

    ``before`` and ``after`` are the text on either side; a list goes on from work to work.

    >>> is_paper("《社区养老服务工作指南》"), is_paper("《旅行指南》")
    (True, False)
    >>> is_paper("《远行计划》"), is_paper("《远行计划》", before="印发")
    (False, True)
    >>> is_paper("《家庭养老意见》", "长篇小说")
    False
    """
    rules = title_rules()
    core = core_of(title)
    if after.startswith(rules.papers_after):
        return True
    kind = kind_of(core)
    if kind is None or core.endswith(rules.not_papers):
        return False
    if before.endswith(rules.works) or after.startswith(rules.works_after):
        return False
    if kind in rules.issued_kinds:
        return is_short(core) or rules.verb.search(before) is not None
    if kind not in rules.weak_kinds:
        return True
    return (
        len(core) >= _STRONG
        or is_short(core)
        or _YEAR.search(title) is not None
        or rules.verb.search(before) is not None
    )


def needs_issuer(title: str, before: str = "", after: str = "") -> bool:
    """Return whether a title is a paper's only where a public body is named as its issuer.

    Companies and scholars publish reports and white papers too; only states 发表 one.

    >>> needs_issuer("《养老服务报告》"), needs_issuer("《养老服务》", "发表", "白皮书")
    (True, False)
    """
    rules = title_rules()
    core = core_of(title)
    if after.startswith(rules.papers_after):
        return not before.endswith("发表")
    return core != "政府工作报告" and kind_of(core) in rules.issued_kinds


def works_in(text: str) -> list[tuple[int, int]]:
    """Return where titles stand that are no papers': what they name is nothing that is reported on.

    >>> works_in("电影《重庆森林》和《重庆市慈善条例》")
    [(2, 8)]
    """
    return [
        match.span()
        for match in _TITLE.finditer(text)
        if not is_paper(
            match.group(),
            text[max(0, match.start() - _BESIDE) : match.start()],
            text[match.end() : match.end() + _BESIDE],
        )
    ]


_TITLE = re.compile(r"《[^《》\n]{1,40}》")
_BESIDE = 12
"""Characters on either side of a title that say what it is."""


def is_short(core: str) -> bool:
    """Return whether a title says no more than what kind of paper it is.

    >>> [is_short(c) for c in ("实施方案", "若干措施", "慈善法", "宪法", "政府工作报告")]
    [True, True, False, False, False]
    """
    if core == "政府工作报告" or core in title_rules().short_laws:
        return False
    return title_rules().short.fullmatch(core) is not None


def shortens(core: str, longer: str) -> bool:
    """Return whether a title is another one's without its place or years.

    >>> shortens("河道管理条例", "江苏省河道管理条例"), shortens("管理条例", "江苏省管理条例")
    (True, False)
    """
    if len(core) < _LONG_ENOUGH or core == longer or not longer.endswith(core):
        return False
    dropped = longer.removesuffix(core)
    return len(dropped) <= MOST_DROPPED and _DROPPED.fullmatch(dropped) is not None


_DROPPED = re.compile(
    r"(?:“?十[一二三四五六七]五”?(?:时期)?|\d{4}(?:[—-]\d{4})?年?度?|国家|全国|[一-鿿]{2,8}[省市县区州盟旗])+"
)
"""What a title begins with that its shorter form leaves out: whose it is, for which years."""
MOST_DROPPED = 24
"""Characters of it: 积石山保安族东乡族撒拉族自治县 has 15."""
_LONG_ENOUGH = 6
"""Characters from which a title without it still tells which paper of the article it is."""


# ---- one name for one paper, however newspapers print its title

_QUOTES = dict.fromkeys(map(ord, "《》〈〉<>«»“”‘’\"'「」『』＂＇"))
_DASHES = {ord(char): "-" for char in "—–―‐‑‒−－─~～〜"}
_STATE_NAME = re.compile(r"^中华人民共和国(?![和与])(?=.)")
_ORGAN = (
    r"(?:委员会|办公厅|办公室|人大常委会|常委会|人民政府|政府|法院|检察院|国务院|中央|[厅局部署委办院会行联室府]"
    r"|(?:等[\d一二三四五六七八九十]*)?(?:部门|单位|部委))"
)
_LEADING_ISSUER = re.compile(rf"^[^()]{{1,80}}?{_ORGAN}(?=关于|印发)")
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
        key = _LEADING_ISSUER.sub("", _STATE_NAME.sub("", key))
        if match := _PRINTS.match(key):
            key = match["paper"]
    return key
