"""What an article's page tells of its own reliability, and how a reader reports a mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlencode, urlsplit

from generator.model import (
    HEAD_FIELDS,
    ArticleNotes,
    Doubtful,
    Entry,
    Evidence,
    PageNotes,
    Reconstruction,
    differs,
    seed_stem,
)
from generator.publish.escape import Safe, escape_text, escape_url, one_line
from generator.publish.labels.article_summary import opening_of
from generator.publish.labels.review_labels import doubt_words
from generator.publish.page_segments import article_places, main_anchor
from generator.publish.paths import article_path, link_between, printed_path, web_link

__all__ = [
    "Review",
    "doubt_fragment",
    "fragment",
    "head_spots",
    "issue_link",
    "proof_of_issue",
    "review_of",
    "settled",
    "sidecar_name",
]

_PART = re.compile(r"#[0-9]+\Z")
_PROVEN = {"publication": "报名", "date": "日期", "page": "版次", "section": "版名"}
"""What a head line may prove of an issue."""
_QUOTED = 24
"""Characters of the headline that a report quotes: enough to find it, short in an address, where
each weighs nine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Where an article stands on its page, and what is doubtful about that."""

    path: str
    """The file of the page as printed."""
    anchors: frozenset[str]
    """The article's blocks that have a place there, by their fragments (``p1``, ``headline``)."""
    notes: ArticleNotes = field(default_factory=ArticleNotes)
    """Its doubtful places and remedies."""
    head: str = ""
    """The fragment of the head line that proves the newspaper or its day there, if one does."""
    proven: str = ""
    """What it proves, in words, where that is not all that is known of the issue."""
    length: int = 0
    """Characters of the page: from there on, offsets in an article of several pages count on."""
    repository: str | None = None
    """Where mistakes are reported, as ``repo_url`` in ``mkdocs.yml``."""
    further: tuple[Review, ...] = ()
    """The same of the parts that it goes on with on other pages."""

    def spot(self, entry_id: str, anchor: str) -> Safe | None:
        """Return the link from an article to one of its blocks as printed; ``None`` if it has no
        place there."""
        if anchor not in self.anchors:
            return None
        link = link_between(article_path(entry_id), self.path)
        return Safe(f"{link}#{fragment(entry_id, anchor)}")

    def head_line(self, entry_id: str) -> Safe | None:
        """Return the link from an article to the head line of its page, if that proves the issue.

        It says what is proven, where something else is known from the sidecar alone.
        """
        link = link_between(article_path(entry_id), self.path)
        return Safe(f"[{self.proven}依据报头]({link}#{self.head})") if self.head else None

    def doubts(self, entry: Entry) -> Iterator[Safe]:
        """Yield each doubtful place in words, as a link to it."""
        for doubt, spot in self.all_doubts(entry):
            yield Safe(f"[{escape_text(doubt_words(doubt))}]({spot})")

    def doubt_spot(self, entry: Entry, doubt: Doubtful) -> Safe:
        """Return the address of a doubtful place as printed, from the article's own."""
        link = web_link(article_path(entry.id), self.path)
        return Safe(f"{link}#{doubt_fragment(doubt)}")

    def all_doubts(self, entry: Entry) -> list[tuple[Doubtful, Safe]]:
        """Return all doubtful places, those on further pages too, each with the link to it."""
        link = link_between(article_path(entry.id), self.path)
        own = [(doubt, Safe(f"{link}#{doubt_fragment(doubt)}")) for doubt in self.notes.doubts]
        return [*own, *(found for part in self.further for found in part.all_doubts(entry))]

    def first_doubt(self, entry: Entry) -> Safe:
        """Return the link to the first doubtful place; without one, to where the article stands."""
        link = link_between(article_path(entry.id), self.path)
        if self.notes.doubts:
            return Safe(f"{link}#{doubt_fragment(self.notes.doubts[0])}")
        for part in self.further:
            if part.notes.doubts:
                return part.first_doubt(entry)
        return self.spot(entry.id, main_anchor(entry.article)) or link

    def report(self, entry: Entry) -> Iterator[Safe]:
        """Yield the ways to report a mistake: an issue, and lines for the sidecar.

        The lines stand on the page as printed: articles are to stay light.
        """
        issue = issue_link(self.repository, entry)
        link = f"{link_between(article_path(entry.id), self.path)}#{fragment(entry.id, 'fix')}"
        if issue is None:
            yield Safe(f"[报告错误]({link})")
        else:
            yield Safe(f"[报告错误]({issue})")
            yield Safe(f"[更正写法]({link})")


def review_of(
    entry: Entry,
    reconstructions: Sequence[Reconstruction],
    notes: Mapping[str, PageNotes],
    proofs: Callable[[Reconstruction], tuple[str, str]],
    repository: str | None,
) -> Review | None:
    """Return the review of an article; ``None`` where none of these pages has it.

    ``proofs`` gives the :func:`proof_of_issue` of a page.
    """
    parts = []
    for part in entry.parts:
        for result in reconstructions:
            number = next((n for n, article in enumerate(result.articles) if article is part), None)
            if number is not None:
                told = notes.get(result.page.name, PageNotes()).articles[number:][:1]
                length, (head, proven) = len(result.page.text), proofs(result)
                parts.append(
                    Review(
                        path=printed_path(result.page.name),
                        anchors=frozenset(
                            place.anchor
                            for place in article_places(part)
                            if any(o is not None and o < length for o in place.block.text.origins)
                        ),
                        head=head,
                        proven=proven,
                        length=length,
                        notes=told[0] if told else ArticleNotes(),
                        repository=repository,
                    )
                )
                break
    return replace(parts[0], further=tuple(parts[1:])) if parts else None


def head_spots(result: Reconstruction) -> Iterator[tuple[Evidence, str]]:
    """Yield what the head lines of a page say of its issue, with the fragment of each line."""
    spots = {
        origin: f"x{count}"
        for count, block in enumerate(result.leftovers, start=1)
        for origin in block.text.origins
        if origin is not None
    }
    for evidence in result.printed.evidence:
        yield evidence, spots.get(evidence.spans[0][0], "") if evidence.spans else ""


def proof_of_issue(result: Reconstruction) -> tuple[str, str]:
    """Return the fragment of the head line that proves the issue of a page, and what it proves.

    The first is empty where none does, or where head lines say anything else than the sidecar: a
    reader who follows the link would find another issue. The second is, where all is proven.
    """
    imprint = result.imprint
    for evidence in imprint.evidence:
        value = getattr(imprint, HEAD_FIELDS.get(evidence.rule, ""), None)
        if value and differs(value, evidence.note):
            return "", ""
    proofs = imprint.proofs
    spot = next((spot for said, spot in head_spots(result) if spot and said in proofs.values()), "")
    known = [field for field in _PROVEN if getattr(imprint, field)]
    proven = [field for field in known if field in proofs]
    return spot, "" if proven == known else "、".join(_PROVEN[field] for field in proven)


def fragment(entry_id: str, anchor: str) -> str:
    """Return the fragment of an article's block on the page as printed.

    >>> fragment("k3v9", "p2")
    'k3v9-p2'
    """
    return f"{entry_id}-{anchor}"


def doubt_fragment(doubt: Doubtful) -> str:
    """Return the fragment of a doubtful place on the page as printed."""
    return f"d{doubt.offset}"


def settled(notes: PageNotes, text: str) -> PageNotes:
    """Return the notes with each doubtful place at a printed character of the page.

    A place that falls on a blank is meant for the character after it; one after which nothing is
    printed is left out. Those of a page whose text was put away are settled.
    """
    if not text:
        return notes
    return replace(
        notes,
        articles=tuple(
            replace(
                told,
                doubts=tuple(
                    replace(doubt, offset=found)
                    for doubt in told.doubts
                    if (found := _printed_from(text, doubt.offset)) is not None
                ),
            )
            for told in notes.articles
        ),
    )


def _printed_from(text: str, offset: int) -> int | None:
    return next((n for n in range(offset, len(text)) if not text[n].isspace()), None)


def issue_link(repository: str | None, entry: Entry) -> Safe | None:
    """Return the address of a new issue about the article; ``None`` without a repository.

    GitHub's form (``title``, ``body``), which Gitea, Forgejo and Gitee read too; GitLab has its
    own. The report names page and article, so that it can be found again whatever the site's
    address is.
    """
    if not repository:
        return None
    article = entry.article
    title = one_line(article.title.text.text) if article.title else opening_of(entry)
    fields = {
        "title": f"内容有误：{_short(title)}",
        "body": f"文章：articles/{entry.id}/\n版面：{one_line(article.page)}\n\n"
        "哪里不对：\n\n应当是：\n",
    }
    path = "issues/new"
    if (urlsplit(repository).hostname or "").startswith("gitlab."):
        path = "-/issues/new"
        names = {"title": "issue[title]", "body": "issue[description]"}
        fields = {names[key]: value for key, value in fields.items()}
    query = urlencode(fields, quote_via=quote, errors="replace")
    return escape_url(f"{repository.rstrip('/').removesuffix('.git')}/{path}?{query}")


def sidecar_name(page: str) -> str:
    """Return the name of the sidecar that a page has, or would have.

    >>> sidecar_name("2024-05-21.txt#2")
    '2024-05-21.yml'
    """
    return f"{seed_stem(_PART.sub('', page))}.yml"


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "…"
