"""The editor's hand: what a sidecar says of a page's articles, carried out on what was made of it.

The corrections of a page are taken in one order, that of :class:`~generator.model.Act`, whatever
the order of their lines: cuts before joins, joins before headlines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations
from operator import itemgetter

from generator.errors import SidecarError
from generator.model import Act, Article, Correction, Decided, Evidence, Reconstruction, Role
from generator.reconstruct.corrections.article_bounds import (
    cut,
    is_cut,
    is_joined,
    is_merged,
    is_split,
    join,
    merge,
    split,
)
from generator.reconstruct.corrections.block_roles import (
    cut_out,
    decide,
    drop,
    has_body,
    has_head,
    is_decided,
    is_dropped,
    set_body,
    set_head,
)
from generator.reconstruct.corrections.editable import EditableArticle
from generator.reconstruct.corrections.page_editor import PageEditor, first_origin
from generator.reconstruct.corrections.resolved_correction import (
    FaultError,
    Resolved,
    article_of,
    evidence_of,
)
from generator.reconstruct.wording.article_ends import credit_source
from generator.reconstruct.wording.bylines import names_in
from generator.text.quotations import MisquotedError, Quotations

__all__ = ["apply_corrections"]

_LEFT_OPEN = "story/sentence-left-open"
_MOST = 1_000
"""Corrections of a page: each is held against all others. A page of a daily has a hundred articles
at most."""
_BROKEN = 0.5
"""Highest confidence of an article with a sentence whose end was not found."""


def apply_corrections(result: Reconstruction) -> Reconstruction:
    """Return the reconstruction as the page's sidecar corrects it.

    Every block and article that is touched carries evidence ``editor/…`` with file and line.
    ``findings`` names corrections that change nothing, and checked articles that have changed.

    An article's confidence becomes 1.0 when its editor has checked it, or said which headline it
    has and no sentence in it is left open; other corrections leave it as it was, because whoever
    moves one paragraph has not vouched for the rest.

    Raises :class:`SidecarError`, a line for each fault: words that are not on the page or stand
    there more than once, corrections that cannot be carried out, and those that undo one another.
    """
    corrections = result.page.sidecar.corrections if result.page.sidecar else ()
    if not corrections:
        return result
    if len(corrections) > _MOST:
        raise SidecarError(
            f"{corrections[_MOST].where}: more than {_MOST:,} corrections of a page, as none needs."
        )
    resolved, wrong = _resolve(result, corrections)
    if wrong:
        raise SidecarError("\n".join(wrong))
    desk = PageEditor(result)
    needless = {id(r) for r in resolved if is_done(desk, r)}
    findings: list[tuple[Resolved, str]] = []
    carried: list[Resolved] = []
    acts = list(Act)
    for wanted in sorted(resolved, key=lambda r: acts.index(r.correction.act)):
        where = wanted.correction.where
        restore = desk.saved()
        try:
            if not is_done(desk, wanted):
                carry_out(desk, wanted)
            elif id(wanted) in needless:
                findings.append((wanted, f"{where}: the page comes out so by itself. Delete it."))
            else:
                confirm(desk, wanted)  # others have brought it about
        except FaultError as fault:
            wrong.append(f"{where}: {fault}")
            restore()
            continue
        undone = next((earlier for earlier in carried if not is_done(desk, earlier)), None)
        if undone is not None:
            wrong.append(f"{where}: undoes {undone.correction.where}. Keep one of the two.")
        carried.append(wanted)
    if wrong:
        raise SidecarError("\n".join(wrong))
    desk.clear("editor/emptied", "")
    left_open = _left_open(result)
    articles = [_article(draft, left_open) for draft in desk.drafts]
    for wanted in resolved:
        if wanted.correction.act is Act.CHECKED:
            draft = desk.locate(wanted.article[0])[0].draft
            assert draft is not None
            n = desk.drafts.index(draft)
            mark = articles[n].mark(result.page.text)
            if mark == wanted.correction.value:
                articles[n] = replace(articles[n], confidence=1.0)
            else:
                where = wanted.correction.where
                said = (
                    f"{where}: the article has changed since. Read it again, and if it is right "
                    f"write “checked: {mark}”."
                )
                findings.append((wanted, said))
    order = {id(wanted): n for n, wanted in enumerate(resolved)}
    return replace(
        result,
        articles=tuple(articles),
        leftovers=tuple(sorted(desk.aside, key=first_origin)),
        findings=tuple(line for _, line in sorted(findings, key=lambda f: order[id(f[0])])),
    )


def _resolve(
    result: Reconstruction, corrections: Sequence[Correction]
) -> tuple[list[Resolved], list[str]]:
    """Return the corrections with their quotations found, and a line for each that was not."""
    blocks = [b for article in result.articles for b in article.blocks] + list(result.leftovers)
    quotations = Quotations(result.page.text, [block.text for block in blocks], result.navigation)
    prose = {
        origin
        for article in result.articles
        for block in article.body
        if block.role is not Role.SUBHEAD
        for origin in block.text.origins
    }
    lying = {origin for block in blocks for origin in block.text.origins}
    resolved: list[Resolved] = []
    wrong: list[str] = []
    for correction in corrections:
        found: dict[str, tuple[int, ...]] = {}
        # Short lines of a headline are said in the text again, where they are not meant.
        display = correction.act is Act.HEAD or correction.role is Role.SUBHEAD
        for words in correction.quotations:
            shown = display and words in correction.words
            try:
                offsets = quotations.find(words, _among(prose, not shown))
                found[words] = tuple(offset for offset in offsets if offset in lying)
            except MisquotedError as error:
                wrong.append(f"{correction.where}: {error}")
                continue
            if not found[words]:  # a speck that no text shows
                wrong.append(f"{correction.where}: “{words}” is in no text of the page.")
        if correction.act in (Act.HEAD, Act.BODY):
            wrong += _overlaps(correction, found)
        resolved.append(
            Resolved(
                correction=correction,
                words=tuple(found.get(words, ()) for words in correction.words),
                article=found.get(correction.article or "", ()),
                before=found.get(correction.before or "", ()),
                after=found.get(correction.after or "", ()),
            )
        )
    return resolved, list(dict.fromkeys(wrong))


def _overlaps(correction: Correction, found: Mapping[str, tuple[int, ...]]) -> list[str]:
    """Return a line for each two quotations of one correction that share a character."""
    return [
        f"{correction.where}: “{one}” and “{other}” overlap. Quote each character once."
        for one, other in combinations(correction.words, 2)
        if set(found.get(one, ())) & set(found.get(other, ()))
    ]


def _among(offsets: set[int | None], wanted: bool) -> Callable[[int], bool]:
    return lambda offset: (offset in offsets) is wanted


def _article(
    draft: EditableArticle, sentences: Mapping[int, Sequence[tuple[int, Evidence]]]
) -> Article:
    """Return a draft as an article again."""
    base, heads = draft.base, draft.heads
    byline, credit = heads.get(Role.BYLINE), heads.get(Role.CREDIT)
    # open sentences move with their text, which may be another article's by now
    ends = {block.text.spans[-1][1] for block in draft.body if block.text.spans}
    own = sorted(chain.from_iterable(sentences.get(end, ()) for end in ends), key=itemgetter(0))
    left_open = tuple(one for _, one in own)
    evidence = (*draft.evidence, *(e for e in base.evidence if e.rule != _LEFT_OPEN), *left_open)
    confidence = base.confidence
    if draft.settled:
        confidence = _BROKEN if left_open else 1.0
    elif base.title is not None and Role.HEADLINE not in heads:
        confidence = min(confidence, _BROKEN)  # its headline was given to another
    return replace(
        base,
        body=tuple(draft.body),
        captions=tuple(draft.captions),
        title=heads.get(Role.HEADLINE),
        kicker=heads.get(Role.KICKER),
        subtitle=heads.get(Role.SUBTITLE),
        label=heads.get(Role.LABEL),
        byline=byline,
        credit=credit,
        authors=names_in(byline.text.text) if byline else (),
        source=(credit_source(credit.text.text) or None) if credit else None,
        confidence=confidence,
        evidence=tuple(dict.fromkeys(evidence)),
        decided=Decided(
            region=draft.decided.get("region"),
            date=draft.decided.get("date"),
            continued_from=draft.decided.get("continued_from"),
        ),
    )


def _left_open(result: Reconstruction) -> dict[int, list[tuple[int, Evidence]]]:
    """Return the sentences that were left open, numbered, by where they end."""
    found: dict[int, list[tuple[int, Evidence]]] = {}
    told = chain.from_iterable(article.evidence for article in result.articles)
    for n, evidence in enumerate(told):
        if evidence.rule == _LEFT_OPEN and evidence.spans:
            found.setdefault(evidence.spans[-1][1], []).append((n, evidence))
    return found


def carry_out(desk: PageEditor, wanted: Resolved) -> None:
    """Do what a correction says. Raises :class:`FaultError`."""
    _ACTS[wanted.correction.act][0](desk, wanted)


def confirm(desk: PageEditor, wanted: Resolved) -> None:
    """Note what an editor says where it has come true already."""
    draft = article_of(desk, wanted) if wanted.correction.role is Role.HEADLINE else None
    if draft is not None:
        draft.settled = True
        draft.evidence.append(evidence_of(wanted))


def is_done(desk: PageEditor, wanted: Resolved) -> bool:
    """Return whether the page is as a correction says."""
    try:
        return _ACTS[wanted.correction.act][1](desk, wanted)
    except FaultError:
        return False


_ACTS: dict[
    Act, tuple[Callable[[PageEditor, Resolved], None], Callable[[PageEditor, Resolved], bool]]
] = {
    Act.CUT_OUT: (cut_out, is_dropped),
    Act.CUT: (cut, is_cut),
    Act.SPLIT: (split, is_split),
    Act.JOIN: (join, is_joined),
    Act.MERGE: (merge, is_merged),
    Act.BODY: (set_body, has_body),
    Act.HEAD: (set_head, has_head),
    Act.DROP: (drop, is_dropped),
    Act.NOTICE: (drop, is_dropped),
    Act.REGION: (decide, is_decided),
    Act.DATE: (decide, is_decided),
    Act.CONTINUED_FROM: (decide, is_decided),
    Act.CHECKED: (decide, is_decided),
}
