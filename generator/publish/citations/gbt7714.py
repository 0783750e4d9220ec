"""GB/T 7714-2025, 信息与文献 参考文献著录规则, in force since 1 July 2026: newspaper articles.

The form is that of 8.5 (连续出版物中的析出文献) in the numeric system (顺序编码制)::

    责任者. 题名：其他题名信息[N/OL]. 报纸名, 出版日期 (版次). 获取和访问路径.

What a page does not tell is said in the standard's own ways: 佚名 for the author (7.1.3), words
of one's own in square brackets for the headline (7.2.1), an estimated year in square brackets
(7.5.4.3). For a newspaper's name and a day of issue that are wholly unknown the standard has no
words, as its table 4 asks for them only where they are known; they are said as 7.5.2.3 and
7.5.3.3 say 出版地不详 and 出版者不详: with 不详, in the square brackets that 6.2 keeps for what
the source does not say itself.

Doubtful, for whoever holds the printed standard (its text may not be shown online, and no example
of it that can be read elsewhere is a newspaper without author, day or name): whether 报纸名不详 and
出版日期不详 would be accepted by likeness to 出版地不详, or are rather to be left out; and whether
an estimated year may stand where a newspaper's whole date is asked for.
"""

from __future__ import annotations

from generator.publish.citations.reference import Reference
from generator.publish.labels.date_labels import NO_DATE, date_words

__all__ = ["gbt7714", "title_words"]

NO_AUTHOR = "佚名"
NO_NEWSPAPER = "[报纸名不详]"
NO_ISSUE = "[出版日期不详]"
NO_HEADLINE = "[无标题]"
UNREAD_AUTHOR = "[责任者未能判定]"
"""佚名 says that a source names nobody. Where even the headline could not be told, or stands on
another page, so may the author's name."""

_MOST_AUTHORS = 3


def gbt7714(reference: Reference) -> str:
    """Return the reference as GB/T 7714-2025 writes it, without its number in the list.

    >>> gbt7714(Reference(id="k3v9", title="山村通了公路", authors=("甲一", "乙二"),
    ...                   newspaper="某某日报", issued="2024-04-18", page="4"))
    '甲一，乙二. 山村通了公路[N]. 某某日报, 2024-04-18 (4).'
    >>> gbt7714(Reference(id="k3v9", title="山村通了公路"))
    '佚名. 山村通了公路[N]. [报纸名不详], [出版日期不详].'
    """
    # 7.3 and A.2: N is a newspaper, OL what is read online; an address calls for OL and the
    # other way round (table 4). 8.5.1.4: the page in round brackets after the date.
    carrier = "[N/OL]" if reference.url else "[N]"
    page = f" ({reference.page})" if reference.page else ""
    source = f"{reference.newspaper or NO_NEWSPAPER}, {_issue(reference)}{page}"
    parts = [_authors(reference), f"{title_words(reference)}{carrier}", source]
    if reference.url:
        parts.append(reference.url)
    return ". ".join(parts) + "."


def _authors(reference: Reference) -> str:
    """Return up to three names; of more, the first three and 等 (7.1.2).

    7.1.3 lets the numeric system leave 佚名 out; with it the reference can also be rewritten
    for the system of author and year, where it must not be missing.
    """
    names = reference.authors
    if not names:
        return UNREAD_AUTHOR if reference.unread else NO_AUTHOR
    shown = names[:_MOST_AUTHORS]
    return "，".join((*shown, "等") if len(names) > _MOST_AUTHORS else shown)


def title_words(reference: Reference) -> str:
    """Return headline and 副题; where there is no headline, the text's first words in brackets.

    >>> title_words(Reference(id="k3v9", opening="昨日下雨"))
    '[昨日下雨]'
    >>> title_words(Reference(id="k3v9", opening="昨日下雨", unread="标题未能判定"))
    '[标题未能判定：昨日下雨]'
    """
    if reference.title is None:  # 7.2.1: made of the content, in square brackets
        known = filter(None, (reference.unread, reference.opening))
        return f"[{'：'.join(known)}]" if reference.unread or reference.opening else NO_HEADLINE
    # 7.2.3: a 副题 is 其他题名信息.
    return "：".join(filter(None, (reference.title, reference.subtitle)))


def _issue(reference: Reference) -> str:
    """Return the day of issue as YYYY-MM-DD (7.5.4.2) or what is known of it."""
    if reference.day is not None:
        return reference.day
    if reference.estimate is not None and not _more_than_a_year(reference.issued):
        return f"[{reference.estimate}]"  # 7.5.4.3
    # Only an editor can have written such a date (XXXX-06-13, 2024-04~, an interval).
    words = date_words(reference.issued) if reference.issued else NO_DATE
    return NO_ISSUE if words == NO_DATE else f"[{words}]"


def _more_than_a_year(edtf: str | None) -> bool:
    return edtf is not None and len(edtf.rstrip("?~%")) > 4
