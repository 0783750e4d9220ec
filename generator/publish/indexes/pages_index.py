"""The index of the pages as printed, and the public log of corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from generator.model import (
    Act,
    Article,
    Doubtful,
    Entry,
    Logged,
    PageNotes,
    Reconstruction,
    Role,
    Standing,
)
from generator.publish.escape import Safe, one_line
from generator.publish.indexes.about import ABOUT
from generator.publish.indexes.notices import NOTICES
from generator.publish.labels.article_labels import (
    NO_NEWSPAPER,
    certainty_words,
    is_pending,
    pending_words,
)
from generator.publish.labels.date_labels import date_words
from generator.publish.labels.review import doubt_fragment, fragment
from generator.publish.labels.review_labels import DOUBT_KINDS, ROLES, WHOLE, doubt_words
from generator.publish.lists.pagination import PAGE_LENGTH, header, paged
from generator.publish.page_segments import main_anchor
from generator.publish.paths import article_path, link_between, printed_path
from generator.publish.printed.evidence_cards import shortened, title_of
from generator.publish.printed.issues import ISSUES
from generator.publish.printed.page_names import first_headline, page_words, unnamed_words
from generator.publish.render import render_template

__all__ = ["doubt_pages", "log_pages", "printed_index"]

_INDEX, _LOG, _DOUBTS = "pages/index.md", "corrections/index.md", "corrections/doubts.md"
_LONGEST = 100
"""Characters of a text that the log shows: its beginning and its end."""

_ACTS = {
    Act.CUT_OUT: "移出几个字",
    Act.CUT: "另起一段",
    Act.SPLIT: "拆出一篇",
    Act.JOIN: "接上断开的文字",
    Act.MERGE: "并为一篇",
    Act.DROP: "移出正文",
    Act.NOTICE: "列为启事",
    Act.REGION: "确定地区",
    Act.DATE: "确定日期",
    Act.CONTINUED_FROM: "确定接续哪一篇",
    Act.CHECKED: "核对无误",
}


def printed_index(reconstructions: Sequence[Reconstruction]) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the list of pages: by newspaper, the newest issue first.

    Pages whose newspaper nobody has named come last, in the order of their files.
    """
    ordered = sorted(reconstructions, key=lambda r: r.page.name)
    ordered.sort(key=lambda r: (r.imprint.page or "").zfill(4))
    ordered.sort(key=lambda r: r.imprint.date or "", reverse=True)
    ordered.sort(key=lambda r: (not _newspaper(r), _newspaper(r)))
    for page, shown in paged(_INDEX, ordered, PAGE_LENGTH):
        groups = [
            {"title": name or NO_NEWSPAPER, "rows": [_row(r, page.path) for r in found]}
            for name, found in groupby(shown, key=_newspaper)
        ]
        text = render_template(
            "printed-index",
            front_matter=header(
                "逐版目录", f"报纸版面的原样文字，逐段标明归入哪篇文章。第 {page.number} 页。"
            ),
            issues=link_between(page.path, ISSUES),
            log=link_between(page.path, _LOG),
            doubts=link_between(page.path, _DOUBTS),
            notices=link_between(page.path, NOTICES),
            number=len(ordered),
            groups=groups,
            page=page,
        )
        yield page.path, text


def log_pages(
    reconstructions: Sequence[Reconstruction],
    notes: Mapping[str, PageNotes],
    ids: Mapping[int, Entry],
) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the log: every correction with what stood there before and since.

    In the order of pages and of the lines in their sidecars; there is no other, since a sidecar
    does not say when a line was written. The history of the repository does.
    """
    logged = [
        (result, correction)
        for result in reconstructions
        for correction in notes.get(result.page.name, PageNotes()).corrections
    ]
    for page, shown in paged(_LOG, logged, PAGE_LENGTH):
        groups = [
            {
                "title": page_words(result),
                "link": link_between(page.path, printed_path(result.page.name)),
                "rows": [_change(result, item, page.path, ids) for _, item in found],
            }
            for result, found in (
                (pair[0][0], pair)
                for pair in (
                    list(group) for _, group in groupby(shown, key=lambda p: p[0].page.name)
                )
            )
        ]
        text = render_template(
            "corrections",
            front_matter=header(
                "更正记录", f"编辑对版面整理结果所作的更正，改前与改后。第 {page.number} 页。"
            ),
            index=link_between(page.path, ISSUES),
            doubts=link_between(page.path, _DOUBTS),
            about=link_between(page.path, ABOUT),
            number=len(logged),
            groups=groups,
            page=page,
        )
        yield page.path, text


def doubt_pages(
    reconstructions: Sequence[Reconstruction],
    notes: Mapping[str, PageNotes],
    ids: Mapping[int, Entry],
) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the list of doubtful articles, least sure first.

    Those with doubtful places, and those that a reader is told to check though no single place is
    to blame: whoever reads ``待核`` on an article looks for it here.
    """
    found = [
        (article, told.doubts, result.page.name)
        for result in reconstructions
        for article, told in zip(
            result.articles, notes.get(result.page.name, PageNotes()).articles, strict=False
        )
        if told.doubts or is_pending(article)
    ]
    found.sort(key=lambda item: item[0].confidence)
    kinds = Counter(kind for _, doubts, _ in found for kind in _kinds_of(doubts))
    for page, shown in paged(_DOUBTS, found, PAGE_LENGTH):
        rows = []
        for article, doubts, name in shown:
            entry, printed = ids.get(id(article)), link_between(page.path, printed_path(name))
            rows.append(
                {
                    "title": shortened(title_of(article, entry), _LONGEST),
                    "link": link_between(page.path, article_path(entry.id)) if entry else None,
                    "certainty": certainty_words(article),
                    "kinds": " ".join(_kinds_of(doubts)),
                    "doubts": [
                        (doubt_words(doubt), Safe(f"{printed}#{doubt_fragment(doubt)}"))
                        for doubt in doubts
                    ]
                    or [(pending_words(article), _place_of(article, entry, printed))],
                }
            )
        text = render_template(
            "doubts",
            front_matter=header(
                "存疑之处", f"程序整理版面时把握不大的地方，逐处可查原版。第 {page.number} 页。"
            ),
            index=link_between(page.path, ISSUES),
            log=link_between(page.path, _LOG),
            about=link_between(page.path, ABOUT),
            number=len(found),
            places=sum(len(doubts) for _, doubts, _ in found),
            kinds=" ".join(f"{kind}={number}" for kind, number in kinds.most_common())
            if len(kinds) > 1
            else "",
            rows=rows,
            page=page,
        )
        yield page.path, text


def _kinds_of(doubts: Sequence[Doubtful]) -> tuple[str, ...]:
    """Return what is doubtful of an article, in a word each."""
    return tuple(dict.fromkeys(DOUBT_KINDS[doubt.kind] for doubt in doubts)) or (WHOLE,)


def _place_of(article: Article, entry: Entry | None, printed: str) -> Safe:
    """Return the link to where an article begins as printed."""
    return Safe(f"{printed}#{fragment(entry.id, main_anchor(article))}" if entry else printed)


def _newspaper(result: Reconstruction) -> str:
    return one_line(result.imprint.publication or "")


def _row(result: Reconstruction, source: str) -> dict[str, Any]:
    words, headline = unnamed_words(result), first_headline(result)
    return {
        "name": words or headline or f"文件 {result.page.name}",
        "link": link_between(source, printed_path(result.page.name)),
        "count": f"{len(result.articles)} 篇",
        "pending": sum(map(is_pending, result.articles)),
        "note": headline if words else f"文件 {result.page.name}" if headline else "",
    }


def _change(
    result: Reconstruction, item: Logged, source: str, ids: Mapping[int, Entry]
) -> dict[str, Any]:
    article = None if item.article is None else result.articles[item.article]
    entry = None if article is None else ids.get(id(article))
    title = "" if article is None else title_of(article, entry)
    unproven = ["版面未载明"] if item.new and item.act in (Act.REGION, Act.DATE) else []
    words = _ACTS.get(item.act)
    if words is None:
        role = ROLES[item.role] if item.role else ""
        words = f"归入本篇，作{role}" if item.act is Act.BODY else f"确定{role}"
    return {
        "act": words,
        "where": item.where,
        "old": [_standing(standing, item.act) for standing in item.old] or unproven,
        "new": [_standing(standing, item.act) for standing in item.new],
        "title": _elided(title),
        "pending": article is not None and is_pending(article),
        "link": link_between(source, article_path(entry.id)) if entry else None,
        "spot": None
        if entry is None or article is None
        else Safe(
            f"{link_between(source, printed_path(result.page.name))}"
            f"#{fragment(entry.id, main_anchor(article))}"
        ),
    }


def _standing(standing: Standing, act: Act) -> str:
    """Return what stood there, in words: role, text and the article."""
    text = _elided(standing.text)
    if act is Act.DATE:
        return date_words(standing.text)
    if act is Act.REGION:
        return text
    if standing.role is None:
        named = f"《{_elided(standing.headline)}》" if standing.headline else "标题不明的一篇"
        return f"{named}，开头“{text}”"
    role = ROLES[standing.role]
    if not standing.in_article:
        return f"{role if standing.role is Role.UNPLACED else '不在文章里'}：“{text}”"
    inside = standing.headline and standing.role is not Role.HEADLINE
    return (f"《{_elided(standing.headline)}》的" if inside else "") + f"{role}“{text}”"


def _elided(text: str | None) -> str:
    line = one_line(text or "")
    if len(line) <= _LONGEST:
        return line
    return f"{line[: _LONGEST * 2 // 3]}…{line[1 - _LONGEST // 3 :]}"
