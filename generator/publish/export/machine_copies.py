"""What programs read in place of a page: plain Markdown, ``llms.txt``, a way to search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from generator.model import Block, Entry, Imprint, Role
from generator.publish.articles.frontmatter import front_matter
from generator.publish.articles.table_blocks import table_text
from generator.publish.citations import gbt7714, reference_of
from generator.publish.escape import Safe, one_line
from generator.publish.labels.article_labels import PENDING, headline_words, is_pending
from generator.publish.labels.article_summary import card_of
from generator.publish.lists.feeds import ATOM_NAME, LENGTH
from generator.publish.paths import article_path, beside_page
from generator.publish.render import render_template
from generator.publish.site_info import Site
from generator.publish.yaml_header import front_matter_text

__all__ = ["COPY_NAME", "copy_path", "plain_copy", "site_files"]

COPY_NAME = "index.md.txt"
"""Published as ``index.md``: under that name MkDocs would take it for a page of its own."""
LLMS, OPENSEARCH = "llms.txt", "opensearch.xml"

_INDEXES = (
    ("地区", "regions/index.md"),
    ("机构", "agencies/index.md"),
    ("主题", "topics/index.md"),
    ("文件", "documents/index.md"),
    ("日期", "dates/index.md"),
    ("标签", "tags/index.md"),
    ("原版", "issues/index.md"),
    ("逐版目录", "pages/index.md"),
    ("最新文章（Atom）", ATOM_NAME),
)
_SHORT_NAME = 16
"""Characters that OpenSearch 1.1 allows a name."""


def copy_path(entry_id: str) -> str:
    """Return the file of an article's plain copy, which stands beside its page."""
    return beside_page(article_path(entry_id), COPY_NAME)


def site_files(entries: Sequence[Entry], site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and text of ``llms.txt`` and, where the site's address is known, OpenSearch's."""
    beside = "index.md" if site.copies else ""
    shown = [(entry, card_of(entry, LLMS)) for entry in entries[:LENGTH]]
    rows = [
        {
            "name": card.title,
            "link": Safe(site.address(article_path(entry.id)) + beside),
            "note": "，".join((card.date, card.region, *([PENDING] if card.pending else ()))),
        }
        for entry, card in shown
    ]
    indexes = [{"name": name, "link": Safe(site.address(path))} for name, path in _INDEXES]
    yield (
        LLMS,
        render_template(
            "llms",
            site=site,
            lines=Safe(site.address("data/articles.jsonl.gz")),
            indexes=indexes,
            articles=rows,
            more=len(entries) > len(shown),
            total=len(entries),
        ),
    )
    if site.url:
        yield OPENSEARCH, _opensearch(site)


def plain_copy(entry: Entry, imprint: Imprint | None = None) -> str:
    """Return the article without links, anchors and wrappers; its front matter tells its facts."""
    article = entry.article
    body = [
        {
            "role": Safe("subhead" if block.role is Role.SUBHEAD else "text"),
            "text": table_text(block.text.text) if block.role is Role.TABLE else block.text.text,
        }
        for block in article.body
    ]
    return render_template(
        "copy",
        front_matter=Safe(front_matter_text(front_matter(entry, imprint))),
        above=_texts(article.label, article.kicker),
        title=article.title.text.text if article.title else headline_words(entry),
        doubtful=is_pending(article),
        below=_texts(article.subtitle, article.byline),
        body=body,
        captions=_texts(*article.captions),
        credit=article.credit.text.text if article.credit else "",
        citation=gbt7714(reference_of(entry, imprint)),
    )


def _texts(*blocks: Block | None) -> tuple[str, ...]:
    return tuple(block.text.text for block in blocks if block is not None)


def _opensearch(site: Site) -> str:
    """Return the description by which a browser adds the site's search (OpenSearch 1.1)."""
    root = ElementTree.Element(
        "OpenSearchDescription", {"xmlns": "http://a9.com/-/spec/opensearch/1.1/"}
    )
    name = one_line(site.name)
    for tag, text in (
        ("ShortName", name[:_SHORT_NAME]),
        ("Description", f"在{name}里检索报纸文章"),
        ("Language", "zh-CN"),
        ("InputEncoding", "UTF-8"),
    ):
        ElementTree.SubElement(root, tag).text = text
    template = site.address("search.md") + "?q={searchTerms}"
    ElementTree.SubElement(root, "Url", {"type": "text/html", "template": template})
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'
