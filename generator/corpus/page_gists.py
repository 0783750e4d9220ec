"""Of a page that is made, what lists and indexes need: the rest is put away until it is asked for.

A page whose text goes on on another one is needed whole: what it is joined with, only all pages
tell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.corpus.minhash import sketch_of
from generator.model import (
    Article,
    ArticleNotes,
    Block,
    Evidence,
    Facts,
    Gist,
    PageGist,
    PageNotes,
    Reconstruction,
    Role,
    file_articles,
)
from generator.publish import gist_of, placed_on, settled
from generator.reconstruct.jumps.ends import jump_page
from generator.text.traced import Traced

__all__ = ["Gists", "known_by", "page_gist", "without_text"]

_NO_TEXT = Traced("", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Gists:
    """What is kept of a page's articles, in their order."""

    gists: tuple[Gist, ...]
    sketches: tuple[str, ...]
    """By which they are known again."""


def page_gist(result: Reconstruction, facts: tuple[Facts, ...], mark: str) -> Gists | None:
    """Return what to keep of a page that has this mark; ``None`` where all of it is needed."""
    if jump_page(result) is not None:
        return None
    entries = file_articles(result, [""] * len(facts), facts)
    return Gists(
        gists=tuple(gist_of(entry, mark, number) for number, entry in enumerate(entries)),
        sketches=tuple(sketch_of(known_by(article)) for article in result.articles),
    )


def known_by(article: Article) -> str:
    """Return the text an article is known by: its paragraphs, which outlive its headline."""
    body = "".join(block.text.text for block in article.body if block.role is not Role.SUBHEAD)
    return body or "".join(block.text.text for block in article.blocks)


def without_text(
    result: Reconstruction, notes: PageNotes, mark: str
) -> tuple[Reconstruction, PageNotes]:
    """Return a page and its notes without what only the page itself shows.

    Of its articles, the headlines and the text up to the first paragraph; of what was set aside,
    the notices.
    """
    told = settled(notes, result.page.text)
    return replace(
        result,
        page=replace(result.page, text=""),
        articles=tuple(map(_beginning, result.articles)),
        leftovers=tuple(map(_set_aside, result.leftovers)),
        gist=PageGist(mark=mark, placed=placed_on(result)),
    ), replace(
        told,
        articles=tuple(ArticleNotes(doubts=article.doubts) for article in told.articles),
        unplaced=(),
    )


def _beginning(article: Article) -> Article:
    """Return an article with its body up to the first block that is shown in lists."""
    first = next((n for n, b in enumerate(article.body) if b.role not in _NOT_SHOWN), None)
    if first is None:
        return article
    rest = tuple(Block(role=block.role, text=_NO_TEXT) for block in article.body[first + 1 :])
    return replace(article, body=(*article.body[: first + 1], *rest))


_NOT_SHOWN = (Role.SUBHEAD, Role.TABLE)
"""What is never the opening of an article (``publish/article_summary.py``)."""


def _set_aside(block: Block) -> Block:
    if block.role is Role.NOTICE:
        return block
    rules = tuple(Evidence(rule=evidence.rule) for evidence in block.evidence)
    return Block(role=block.role, text=_NO_TEXT, evidence=rules)
