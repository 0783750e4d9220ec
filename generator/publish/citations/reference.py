"""What is known of a printed article, as every form of citation needs it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model import DateBasis, Entry, Imprint, Role
from generator.publish.escape import one_line, web_address
from generator.publish.labels.article_summary import opening_of

__all__ = ["Reference", "iso_date", "reference_of"]

_LONGEST_OPENING = 40
_ISO_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
_PRINTED = (DateBasis.MASTHEAD, DateBasis.SIDECAR)
"""What proves a day of issue; the other kinds of proof are of the event that is reported."""
# 第4版, 04版, 4 版, 第四版: the number alone is the 版次; 要闻版 is a name and stays whole.
_PAGE = re.compile(r"第?\s*([0-9A-Za-z]+)\s*版?")
_CHINESE_PAGE = re.compile(r"第?([一二三四五六七八九十]{1,3})版")
_DIGITS = {char: n for n, char in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A printed article; every text is one line without characters that files cannot hold."""

    id: str
    """The article's permanent id."""
    title: str | None = None
    """Headline; ``None`` where none is known."""
    unread: str | None = None
    """Where the page does not tell headline and author, why: words that stand for them. ``None``
    where a headline is known, or the page prints none."""
    opening: str = ""
    """The text's first words, which stand in for a headline; empty where there is no text."""
    subtitle: str | None = None
    """副题."""
    authors: tuple[str, ...] = ()
    """Names from the byline, in its order."""
    newspaper: str | None = None
    """Name of the newspaper, without 《》."""
    issued: str | None = None
    """Day of issue, EDTF."""
    year: int | None = None
    """Year that the page proves for what it reports: an estimate of the year of issue."""
    page: str | None = None
    """版次: the number of the page, or its name."""
    url: str | None = None
    """Where the newspaper itself shows the page."""

    @property
    def day(self) -> str | None:
        """The day of issue as ISO 8601, if all that is known of it can be said so."""
        return iso_date(self.issued)

    @property
    def estimate(self) -> str | None:
        """Four digits of a year of issue that is likely and not certain, where no day is known."""
        if self.day is not None:
            return None
        year = (self.issued or "")[:4]
        if year.isdigit() and "/" not in (self.issued or ""):
            return year
        return f"{self.year:04d}" if self.year is not None and not self.issued else None


def reference_of(entry: Entry, imprint: Imprint | None = None) -> Reference:
    """Return what is known of a printed article and its issue, and no more.

    >>> from generator.model import Article, Facts
    >>> article = Article(page="a.txt", body=())
    >>> imprint = Imprint(publication="《社会报》", date="2024-04-18", page="第4版")
    >>> found = reference_of(Entry(id="k3v9", article=article, facts=Facts()), imprint)
    >>> found.newspaper, found.day, found.page, found.authors
    ('社会报', '2024-04-18', '4', ())
    """
    article, facts = entry.article, entry.facts
    known = imprint or Imprint()
    issued = known.date
    if issued is None and facts.date is not None and facts.date.basis in _PRINTED:
        issued = facts.date.edtf
    return Reference(
        id=entry.id,
        title=_line(article.title.text.text if article.title else None),
        unread=_unread(entry),
        opening=_opening(entry),
        subtitle=_line(article.subtitle.text.text if article.subtitle else None),
        authors=tuple(name for name in map(one_line, article.authors) if name),
        newspaper=_line((known.publication or "").strip("《》")),
        issued=_line(issued),
        year=facts.year,
        page=_page_number(_line(known.page)),
        url=web_address(known.url) if known.url else None,
    )


def iso_date(edtf: str | None) -> str | None:
    """Return an EDTF date that is also one of ISO 8601-1 (year, month or day), else ``None``.

    Those with unknown digits (X), marks of doubt (? ~ %) and intervals belong to ISO 8601-2,
    which schema.org, Dublin Core and readers of feeds do not know.

    >>> [iso_date(date) for date in ("2024-04-18", "2024-04", "2024~", "XXXX-06-13", None)]
    ['2024-04-18', '2024-04', None, None, None]
    """
    return edtf if edtf is not None and _ISO_DATE.fullmatch(edtf) else None


def _line(text: str | None) -> str | None:
    return one_line(text) or None if text else None


def _unread(entry: Entry) -> str | None:
    """Return why an article without a headline may have one all the same, in words."""
    article = entry.article
    if article.title is not None or article.is_caption or article.is_brief:
        return None
    if article.continued_from is not None:
        return f"上接{one_line(article.continued_from)}"
    return "标题未能判定" if entry.headline_astray else None


def _opening(entry: Entry) -> str:
    words = opening_of(entry)
    body = [block for block in entry.article.body if block.role is not Role.SUBHEAD]
    if not body or not words:
        return ""
    words = words.rstrip("。！？!?…")
    return words if len(words) <= _LONGEST_OPENING else words[:_LONGEST_OPENING] + "……"


def _page_number(page: str | None) -> str | None:
    """Return the 版次 in Arabic digits (GB/T 7714-2025, 5.1: page numbers are, if possible).

    >>> [_page_number(page) for page in ("第4版", "04", "A12版", "第十二版", "要闻版", None)]
    ['4', '04', 'A12', '12', '要闻版', None]
    >>> _page_number("1、3")
    '1, 3'
    """
    if page is None:
        return None
    if "、" in page:
        return ", ".join(_page_number(part) or part for part in page.split("、"))
    if plain := _PAGE.fullmatch(page):
        return plain[1]
    if chinese := _CHINESE_PAGE.fullmatch(page):
        tens, ten, ones = chinese[1].rpartition("十")
        if (ten and len(tens) <= 1 and len(ones) <= 1) or len(chinese[1]) == 1:
            return str((_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0))
    return page
