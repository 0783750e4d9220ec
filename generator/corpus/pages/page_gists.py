"""Of a page that is made, what lists and indexes need: the rest is put away until it is asked for.

A page whose text goes on on another one is needed whole: what it is joined with, only all pages
tell.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import overload

from generator.corpus.addresses.draft_ids import new_id
from generator.corpus.cache.minhash import known_by, sketch_of
from generator.model import (
    Article,
    ArticleNotes,
    Block,
    DateKind,
    Evidence,
    Facts,
    Gist,
    PageGist,
    PageNotes,
    Reconstruction,
    Role,
    Topic,
    file_articles,
)
from generator.publish import (
    PageExtract,
    extract_of,
    gist_of,
    key_of,
    placed_on,
    settled,
    signs_of,
)
from generator.publish.labels.article_labels import is_pending
from generator.reconstruct.jumps.ends import jump_page
from generator.text.traced import untraced

__all__ = ["Gists", "all_shown", "page_gist", "without_proofs", "without_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gists:
    """What is kept of a page's articles, in their order."""

    gists: tuple[Gist, ...]
    sketches: tuple[str, ...]
    """By which they are known again."""
    new_ids: tuple[str, ...]
    """What they are called if they are new, and nothing else is called so."""
    signs: tuple[bytes, ...]
    """What each could share with other articles (:mod:`generator.publish.articles.related`)."""
    shown: str = ""
    """What tells all that others than the page's own files show of it, but for who is related."""

    @property
    def signs_mark(self) -> str:
        """What tells by what its articles are related to others."""
        told = hashlib.blake2b(digest_size=12)
        for signs in self.signs:
            told.update(hashlib.blake2b(signs).digest())
        return told.hexdigest()


def page_gist(
    result: Reconstruction, facts: tuple[Facts, ...], mark: str
) -> tuple[Gists, PageExtract] | None:
    """Return what to keep of a page that has this mark; ``None`` where all of it is needed."""
    if jump_page(result) is not None:
        return None
    entries = file_articles(result, [""] * len(facts), facts)
    extract = extract_of(entries)
    kept = (
        replace(entry, article=_beginning(entry.article), facts=without_proofs(entry.facts))
        for entry in entries
    )
    texts = [known_by(article) for article in result.articles]
    told = enumerate(zip(entries, kept, extract.goals, strict=True))
    return Gists(
        gists=tuple(gist_of(whole, mark, n, kept, goals) for n, (whole, kept, goals) in told),
        sketches=tuple(map(sketch_of, texts)),
        new_ids=tuple(new_id(result.page.name, text, ()) for text in texts),
        signs=tuple(map(signs_of, entries)),
    ), extract


def all_shown(
    result: Reconstruction, facts: tuple[Facts, ...], notes: PageNotes, gists: Gists
) -> str:
    """Return what tells all that others than a page's own files show of what is kept of it, but for
    what is related: that, all articles tell by their signs.

    How sure an article is, is told of those alone that are doubtful, or that somebody has checked;
    how many characters a page has, and what is long, the home page alone tells. Where an article
    begins is no matter, but which of two stands first.
    """
    order = {at: n for n, at in enumerate(sorted({gist.begins for gist in gists.gists}))}
    kept = [replace(gist, mark="", kept="", begins=order[gist.begins]) for gist in gists.gists]
    doubtful = {n for n, told in enumerate(notes.articles) if told.doubts}
    articles = tuple(
        article
        if n in doubtful or is_pending(article) or article.confidence == 1.0
        else replace(article, confidence=0.5)
        for n, article in enumerate(map(_without_rest, result.articles))
    )
    told = replace(result, articles=articles, gist=None)
    return key_of(told, facts, notes, kept)


def _without_rest(article: Article) -> Article:
    return replace(article, body=tuple(block for block in article.body if block.text.text))


def without_text(
    result: Reconstruction, notes: PageNotes, mark: str
) -> tuple[Reconstruction, PageNotes]:
    """Return a page and its notes without what only the page itself shows.

    Of its articles, the headlines and the text up to the first paragraph; of what was set aside,
    the notices: the words alone, not where they stand, nor why.
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


def without_proofs(facts: Facts) -> Facts:
    """Return what lists ask of an article's facts: what it is filed under, not where that stands.

    Of amounts, and of days set for what is to come, lists ask whether there are any.
    """
    targets = [date for date in facts.dates if date.kind is DateKind.TARGET]
    return Facts(
        region=facts.region and replace(facts.region, spans=()),
        regions=tuple(replace(region, spans=()) for region in facts.regions),
        agencies=tuple(replace(agency, spans=()) for agency in facts.agencies),
        date=facts.date and replace(facts.date, spans=()),
        dates=tuple(replace(date, spans=()) for date in targets[:1]),
        year=facts.year,
        topics=tuple(map(_named, facts.topics)),
        documents=tuple(replace(paper, spans=(), short_spans=()) for paper in facts.documents),
        amounts=tuple(replace(amount, spans=()) for amount in facts.amounts[:1]),
    )


def _named(topic: Topic) -> Topic:
    """Return a topic as every article has it, but whether words speak for it."""
    score = 0.0 if topic.is_other else 1.0
    return replace(topic, score=score, terms=(), spans=(), runner_up="", margin=0.0)


def _beginning(article: Article) -> Article:
    """Return an article with its body up to the first block that is shown in lists."""
    body = article.body
    first = next((n for n, b in enumerate(body) if b.role not in _NOT_SHOWN), len(body))
    shown = tuple(map(_words_of, body[: first + 1]))
    rest = tuple(Block(role=block.role, text=untraced("")) for block in body[first + 1 :])
    return replace(
        article,
        body=shown + rest,
        title=_words_of(article.title),
        kicker=_words_of(article.kicker),
        subtitle=_words_of(article.subtitle),
        label=_words_of(article.label),
        byline=_words_of(article.byline),
        credit=_words_of(article.credit),
        captions=(),
        evidence=_rules(article),
    )


_NOT_SHOWN = (Role.SUBHEAD, Role.TABLE)
"""What is never the opening of an article (``publish/labels/article_summary.py``)."""


@overload
def _words_of(block: Block) -> Block: ...
@overload
def _words_of(block: None) -> None: ...
def _words_of(block: Block | None) -> Block | None:
    return block and Block(role=block.role, text=untraced(block.text.text))


def _set_aside(block: Block) -> Block:
    text = block.text.text if block.role is Role.NOTICE else ""
    return Block(role=block.role, text=untraced(text), evidence=_rules(block))


def _rules(decided: Article | Block) -> tuple[Evidence, ...]:
    return tuple(Evidence(rule=evidence.rule) for evidence in decided.evidence)
