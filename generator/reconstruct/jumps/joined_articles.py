"""Articles that go on on other pages, with all their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp

from generator.model import (
    Article,
    ArticleRef,
    Block,
    Counted,
    Evidence,
    Reconstruction,
    Role,
)
from generator.reconstruct.jumps.ends import JumpEnd, goes_on_inside
from generator.reconstruct.jumps.joins import Join, Joins
from generator.text.traced import Traced, join_lines, join_traced

__all__ = ["joined_article", "told_of_joins"]

JOINED, UNDECIDED = "jump/joined", "jump/undecided"
STATED, GOES_ON = "editor/continued-from", "editor/goes-on"
"""What an editor says of the second half, and so of the first."""


def told_of_joins(results: Sequence[Reconstruction], joins: Joins) -> tuple[Reconstruction, ...]:
    """Return the pages with their articles saying what they continue, and what continues them."""
    articles = {
        ArticleRef(result.page.name, number): article
        for result in results
        for number, article in enumerate(result.articles)
    }
    told = dict(articles)
    for join in joins.joined:
        told[join.above] = _ended(told[join.above], join)
        told[join.below] = _begun(told[join.below], join)
    for end, candidates in joins.undecided.items():
        told[end.article] = _open_end(told[end.article], end, candidates, joins.names)
    wholes: dict[ArticleRef, Article] = {}
    for join in joins.joined:  # what is continued comes before what continues it
        whole, below = wholes.pop(join.above, told[join.above]), told[join.below]
        told[join.below] = replace(below, before=_counted(whole, below))
        wholes[join.below] = _with_rest(whole, below)
    changed = {ref.page for ref in told if told[ref] is not articles[ref]}
    return tuple(
        replace(
            result,
            articles=tuple(
                told[ArticleRef(result.page.name, n)] for n in range(len(result.articles))
            ),
        )
        if result.page.name in changed
        else result
        for result in results
    )


def joined_article(parts: Sequence[Article], pages: Sequence[str]) -> Article:
    """Return one article of all its parts; ``pages`` are the texts of the pages they stand on.

    Offsets go on over the pages, as if each followed the one before: those of the second page begin
    where the text of the first ends.
    """
    whole, base = parts[0], 0
    for part, above in zip(parts[1:], pages, strict=False):
        base += len(above)
        whole = _with_rest(whole, _shifted(part, base))
    return replace(whole, comes_from=None, goes_on=None, before=Counted())


def _with_rest(whole: Article, rest: Article) -> Article:
    body = [*whole.body]
    if goes_on_inside(whole, rest):
        first, *others = rest.body
        last = body.pop()
        text = join_lines((last.text, first.text))
        body += [replace(last, text=text, evidence=(*last.evidence, *first.evidence)), *others]
    else:
        body += [*_heading(whole, rest), *rest.body]
    headed = whole if whole.title is not None else rest
    return replace(
        whole,
        body=tuple(body),
        kicker=whole.kicker or headed.kicker,
        title=whole.title or headed.title,
        subtitle=whole.subtitle or headed.subtitle,
        label=whole.label or rest.label,
        series=whole.series or rest.series,
        byline=_both(whole.byline, rest.byline),
        authors=tuple(dict.fromkeys((*whole.authors, *rest.authors))),
        credit=_both(whole.credit, rest.credit),
        source=rest.source or whole.source,
        captions=(*whole.captions, *rest.captions),
        continues=rest.continues,
        confidence=round(min(whole.confidence, rest.confidence) * _sureness(rest), 3),
        evidence=(*whole.evidence, *rest.evidence),
        candidates=rest.candidates,
        decided=replace(
            whole.decided,
            region=whole.decided.region or rest.decided.region,
            date=whole.decided.date or rest.decided.date,
        ),
    )


_HEADLINE = ("kicker", "title", "subtitle")
"""What stands over an article, from above."""


def _heading(whole: Article, rest: Article) -> tuple[Block, ...]:
    """Return what stands over the continuation as subheads, if it is more than the headline."""
    if whole.title is None:
        return ()
    known, over = (
        [block for name in _HEADLINE if (block := getattr(article, name))]
        for article in (whole, rest)
    )
    return tuple(
        replace(block, role=Role.SUBHEAD)
        for block in over
        if not any(_same(block, other) for other in known)
    )


def _same(one: Block, other: Block) -> bool:
    return "".join(one.text.text.split()) == "".join(other.text.text.split())


def _both(one: Block | None, other: Block | None) -> Block | None:
    """Return two bylines, or credits, as one; the same is said once."""
    if one is None or other is None or _same(one, other):
        return one or other
    return replace(one, text=join_traced((one.text, Traced("\u3000", (None,)), other.text)))


def _sureness(rest: Article) -> float:
    """Return how sure it is that a continuation is one of this article, by its margin."""
    margin = next((e.margin for e in rest.evidence if e.rule == JOINED), None)
    return 1.0 if margin is None else 1 / (1 + exp(-margin))


def _shifted(article: Article, base: int) -> Article:
    return replace(
        article,
        body=tuple(_moved(block, base) for block in article.body),
        captions=tuple(_moved(block, base) for block in article.captions),
        label=_moved_if(article.label, base),
        kicker=_moved_if(article.kicker, base),
        title=_moved_if(article.title, base),
        subtitle=_moved_if(article.subtitle, base),
        byline=_moved_if(article.byline, base),
        credit=_moved_if(article.credit, base),
        evidence=tuple(_evidence(item, base) for item in article.evidence),
    )


def _moved_if(block: Block | None, base: int) -> Block | None:
    return None if block is None else _moved(block, base)


def _moved(block: Block, base: int) -> Block:
    origins = tuple(None if o is None else o + base for o in block.text.origins)
    return replace(
        block,
        text=Traced(block.text.text, origins),
        evidence=tuple(_evidence(item, base) for item in block.evidence),
    )


def _evidence(item: Evidence, base: int) -> Evidence:
    return replace(item, spans=tuple((start + base, end + base) for start, end in item.spans))


def _ended(article: Article, join: Join) -> Article:
    """Return an article that says in what it goes on."""
    rule = GOES_ON if join.by_editor else JOINED
    evidence = Evidence(rule=rule, spans=_spans(article.body[-1:]), note=join.below.page)
    return replace(_saying(article, evidence, -1), goes_on=join.below)


def _begun(article: Article, join: Join) -> Article:
    """Return a continuation that says what it continues, and how sure that is."""
    evidence = Evidence(
        rule=STATED if join.by_editor else JOINED,
        spans=_spans(article.body[:1]),
        runner_up=join.runner_up,
        margin=None if join.by_editor else join.margin,
        note=join.above.page,
    )
    return replace(_saying(article, evidence, 0), comes_from=join.above)


def _open_end(
    article: Article,
    end: JumpEnd,
    candidates: Sequence[ArticleRef],
    names: Mapping[ArticleRef, str],
) -> Article:
    """Return an article that names what it may go on from, or in."""
    blocks = article.body[-1:] if end.away else article.body[:1]
    evidence = tuple(
        Evidence(rule=UNDECIDED, spans=_spans(blocks), runner_up=names[ref], note=ref.page)
        for ref in candidates
    )
    return replace(
        article,
        candidates=(*article.candidates, *candidates),
        evidence=(*article.evidence, *evidence),
    )


def _saying(article: Article, evidence: Evidence, at: int) -> Article:
    """Return an article with evidence of its own and of the block at its cut."""
    body = [*article.body]
    if body:
        body[at] = replace(body[at], evidence=(*body[at].evidence, evidence))
    return replace(article, body=tuple(body), evidence=(*article.evidence, evidence))


def _spans(blocks: Sequence[Block]) -> tuple[tuple[int, int], ...]:
    """Return where the first of the blocks stands, as one range."""
    spans = blocks[0].text.spans if blocks else ()
    return ((spans[0][0], spans[-1][1]),) if spans else ()


def _counted(whole: Article, rest: Article) -> Counted:
    """Return what stands before the text of a continuation, as fragments of the article count."""
    inside = goes_on_inside(whole, rest)
    subheads = sum(block.role is Role.SUBHEAD for block in whole.body)
    return Counted(
        paragraphs=len(whole.body) - subheads - inside,
        subheads=subheads + (0 if inside else len(_heading(whole, rest))),
        captions=len(whole.captions),
    )
