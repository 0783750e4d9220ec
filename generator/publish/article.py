"""One article's page: the article as printed, then what it is filed under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model import AgencyRole, Block, Entry, Facts, Region, Role, Sidecar
from generator.publish.escape import Safe, escape_text, escape_url
from generator.publish.frontmatter import front_matter, front_matter_text
from generator.publish.paths import (
    agency_path,
    article_path,
    link_between,
    region_path,
    topic_path,
    year_path,
)
from generator.publish.pieces import main_anchor
from generator.publish.proof import Proof
from generator.publish.render import render_template
from generator.publish.view import (
    date_of,
    full_region_name,
    name_in_province,
    province_names,
    province_of,
)
from generator.publish.wording import (
    NO_REGION,
    confidence_words,
    date_basis_words,
    jump_words,
    newspaper_words,
    no_title,
    state_words,
)

__all__ = ["article_page"]


_AND = Safe("、")


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the article on its way into the template."""

    role: Safe
    text: str
    anchor: str = ""
    spot: Safe | None = None
    """Where it stands on the page as printed."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the facts panel."""

    name: str
    items: tuple[str, ...]
    separator: Safe = _AND


def article_page(
    entry: Entry, sidecar: Sidecar | None = None, proof: Proof | None = None
) -> tuple[str, str]:
    """Return path and Markdown of the article's page.

    Everything the page printed stands first and in its order: label, kicker, headline,
    subtitle, byline, lead, paragraphs (``p1``, ``p2``, …), subheads (``s1``, …), credit. What
    the site has to say about it follows in a panel of its own. No text is inside raw HTML:
    the file reads whole where HTML is left out. With ``proof``, each paragraph leads to its place
    on the page as printed, and doubtful places and ways to report mistakes are shown.
    """
    article = entry.article
    path = article_path(entry.id)
    text = render_template(
        "article",
        front_matter=Safe(front_matter_text(front_matter(entry))),
        filed=tuple(_filed(entry.facts, path)),
        above=_parts(article.label, article.kicker),
        title=None if article.title is None else article.title.text.text,
        no_title=no_title(article),
        below=_parts(article.subtitle, article.byline),
        body=tuple(
            replace(part, spot=proof.spot(entry.id, part.anchor) if proof else None)
            for part in _body_parts(article.body)
        ),
        credit="" if article.credit is None else article.credit.text.text,
        facts=(*_fact_rows(entry, path, sidecar), *_proof_rows(entry, proof)),
    )
    return path, text


def _parts(*blocks: Block | None) -> tuple[_Part, ...]:
    return tuple(_Part(Safe(b.role.value), b.text.text) for b in blocks if b is not None)


def _body_parts(body: tuple[Block, ...]) -> Iterator[_Part]:
    paragraphs = subheads = 0
    for block in body:
        if block.role == Role.SUBHEAD:
            subheads += 1
            yield _Part(Safe("subhead"), block.text.text, f"s{subheads}")
        else:
            paragraphs += 1
            yield _Part(Safe(block.role.value), block.text.text, f"p{paragraphs}")


def _filed(facts: Facts, path: str) -> Iterator[Safe]:
    """Yield the line above the headline: place, field and date, each a way to its list."""
    if facts.region is not None:
        yield from _region_links(facts.region, path)
    for topic in facts.topics[:1]:
        yield _link(topic.name, topic_path(topic.id), path)
    yield _link(date_of(facts), year_path(facts.year), path)


def _fact_rows(entry: Entry, path: str, sidecar: Sidecar | None) -> Iterator[_Row]:
    article, facts = entry.article, entry.facts
    own = tuple(_region_links(facts.region, path)) if facts.region else (NO_REGION,)
    yield _Row("地区", own, Safe(" › "))
    also = tuple(
        _link(full_region_name(region), region_path(region.code), path)
        for region in facts.regions
        if facts.region is None or region.code != facts.region.code
    )
    if also:
        yield _Row("涉及地区", also)
    for name, role in (("发布机构", AgencyRole.ISSUER), ("提到机构", AgencyRole.MENTIONED)):
        agencies = tuple(
            _link(agency.name, agency_path(agency.name), path)
            for agency in facts.agencies
            if agency.role == role
        )
        if agencies:
            yield _Row(name, agencies)
    if facts.topics:
        yield _Row("主题", tuple(_link(t.name, topic_path(t.id), path) for t in facts.topics))
    date = _link(date_of(facts), year_path(facts.year), path)
    yield _Row("日期", (date, date_basis_words(facts)), Safe("，"))
    if facts.documents:
        yield _Row("文件", tuple(document.title for document in facts.documents))
    if article.source:
        yield _Row("稿件来源", (article.source,))
    yield _Row("来源版面", tuple(_origin(article.page, sidecar)), Safe(" "))
    jumps = jump_words(article)
    if jumps:
        yield _Row("转版", jumps)
    sure = (state_words(article),) if article.confidence >= 0.75 else ()
    yield _Row("可信度", (confidence_words(article.confidence), *sure), Safe("，"))


def _proof_rows(entry: Entry, proof: Proof | None) -> Iterator[_Row]:
    if proof is None:
        return
    spot = proof.spot(entry.id, main_anchor(entry.article))
    spot = spot or link_between(article_path(entry.id), proof.path)
    yield _Row("原版对照", (Safe(f"[这一版的文字与去向]({spot})"),))
    doubts = tuple(proof.doubts(entry))
    if doubts:
        yield _Row("存疑之处", doubts, Safe("；"))
    yield _Row("报告错误", tuple(proof.report(entry)))


def _origin(page: str, sidecar: Sidecar | None) -> Iterator[str]:
    """Yield the newspaper, the way to the page as printed, and the file that it was read from."""
    yield newspaper_words(sidecar)
    address = escape_url(sidecar.url) if sidecar is not None and sidecar.url else None
    if address is not None:
        yield Safe(f"[查看原版]({address})")
    yield Safe(f"<small>{escape_text(page)}</small>")


def _region_links(region: Region, path: str) -> Iterator[Safe]:
    province = province_of(region.code)
    name = province_names().get(province)
    if name is not None and province != region.code:
        yield _link(name, region_path(province), path)
    yield _link(name_in_province(region), region_path(region.code), path)


def _link(text: str, target: str, source: str) -> Safe:
    return Safe(f"[{escape_text(text)}]({link_between(source, target)})")
