"""The site's own words about an article: proofs, confidence, what is missing, in Chinese."""

from __future__ import annotations

import re

from generator.model import (
    SURE,
    Article,
    DateBasis,
    Entry,
    Facts,
    Imprint,
)
from generator.publish.escape import one_line
from generator.publish.labels.date_labels import date_words
from generator.text.traced import Span

__all__ = [
    "LONGEST_SENTENCE",
    "NO_NEWSPAPER",
    "NO_REGION",
    "NO_TOPIC",
    "PENDING",
    "certainty_words",
    "date_basis_words",
    "first_sentence",
    "headline_words",
    "is_pending",
    "jump_words",
    "newspaper_words",
    "no_title",
    "pending_words",
    "state_words",
]

NO_TITLE = "（原版未见标题）"
"""Stands where the page prints no headline; a headline is never made up."""
TITLE_ASTRAY = "（标题未能判定）"
"""Stands where the page prints display text that could be the headline, and nobody can tell."""
_BRIEF, _OPENING = "（简讯：{}…）", 14
"""Stands where an item of a column of short news has no headline, with so many of its words."""
CAPTION = "（图片说明）"
"""Stands where a photograph's caption is an item of its own: it never had a headline."""
NO_REGION = "地区不详"
"""Stands where the page proves no region."""
NO_NEWSPAPER = "未注明报纸"
"""Stands where neither a page nor its sidecar names the newspaper."""
NO_TOPIC = "未分主题"
"""Stands where no topic is strong enough."""
WHOLE, PENDING = "完整", "待核"
"""What an article is: to be taken as it is, or to be held against the page first."""

_BASIS = {
    DateBasis.MASTHEAD: "依据报头",
    DateBasis.SIDECAR: "依据整理者提供的版面信息",
    DateBasis.TEXT: "依据正文",
    DateBasis.PAGE: "依据同版文字",
}
_SENTENCE = re.compile(r".*?[。！？!?]+[”’」』）)》]*|.+", re.DOTALL)
LONGEST_SENTENCE = 160


def date_basis_words(facts: Facts) -> str:
    """Return what proves the article's date, quoting the words of the page where it can."""
    date = facts.date
    if date is None:
        return "版面未载明月日" if facts.year is not None else "版面未载明"
    quoted = next((d.text for d in facts.dates if _overlap(d.spans, date.spans)), None)
    return _BASIS[date.basis] + (f"“{quoted}”" if quoted else "")


def _overlap(left: tuple[Span, ...], right: tuple[Span, ...]) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)


def is_pending(article: Article) -> bool:
    """Tell whether a reader should hold an article against its page before relying on it.

    One that is less than :data:`SURE`, lacks a headline, or has a sentence that stops in the
    middle. One that its editor has checked never is.

    >>> is_pending(Article(page="p.txt", body=(), confidence=0.9))
    True
    """
    if article.confidence == 1.0:
        return False
    left_open = any(e.rule == "story/sentence-left-open" for e in article.evidence)
    return article.confidence < SURE or _lacks_headline(article) or left_open


def _lacks_headline(article: Article) -> bool:
    """Tell whether a headline is missing.

    Captions and briefs have none, that of a continuation stands elsewhere.
    """
    headed = article.title is not None or article.continued_from is not None
    return not (headed or article.is_caption or article.is_brief)


def state_words(article: Article) -> str:
    """Return in one word whether an article can be taken as it is or should be looked at.

    >>> state_words(Article(page="p.txt", body=(), confidence=0.9))
    '待核'
    """
    return PENDING if is_pending(article) else WHOLE


def pending_words(article: Article) -> str:
    """Return why an article should be looked at in which no single place is doubtful.

    >>> pending_words(Article(page="p.txt", body=(), confidence=0.9))
    '没有找到标题'
    """
    lacking = _lacks_headline(article)
    return "没有找到标题" if lacking else "整篇把握不大"


def certainty_words(article: Article) -> str:
    """Return :func:`state_words`, and how sure it is that headline, text and bounds are right.

    The figure is the share of such articles that proved exactly right.

    >>> certainty_words(Article(page="p.txt", body=(), confidence=0.8))
    '待核（约 80%）'
    >>> certainty_words(Article(page="p.txt", body=(), confidence=0.004))
    '待核（不到 1%）'
    >>> certainty_words(Article(page="p.txt", body=(), confidence=1.0))
    '完整（编辑已核对）'
    """
    if article.confidence == 1.0:
        return f"{WHOLE}（编辑已核对）"
    percent = int(article.confidence * 100 + 1e-9)
    return f"{state_words(article)}（{f'约 {percent}%' if percent else '不到 1%'}）"


def no_title(article: Article, *, astray: bool = False) -> str:
    """Return what stands in the place of a headline, and no more than is known.

    ``astray``: the page has display text without a place, of which one may be the headline. The
    headline of what goes on from another page stands on that page.

    >>> no_title(Article(page="p.txt", body=(), continued_from="第一版"))
    '（上接第一版）'
    >>> from generator.model import Block, Evidence, Role
    >>> from generator.text.traced import Traced
    >>> column, words = Traced.from_page("简讯"), Traced.from_page("●东山村修好便民桥，桥长六米。")
    >>> label, told = Block(role=Role.LABEL, text=column), Block(role=Role.PARAGRAPH, text=words)
    >>> brief = (Evidence(rule="story/brief"),)
    >>> no_title(Article(page="p.txt", body=(told,), label=label, evidence=brief))
    '（简讯：●东山村修好便民桥，桥长六米…）'
    """
    if article.is_caption:
        return CAPTION
    if article.is_brief:
        return _BRIEF.format(one_line(article.body[0].text.text)[:_OPENING].rstrip("，。、；"))
    if article.continued_from is not None:
        return f"（上接{one_line(article.continued_from)}）"
    return TITLE_ASTRAY if astray else NO_TITLE


def headline_words(entry: Entry) -> str:
    """Return the headline in one line, or what stands in its place."""
    article = entry.article
    title = one_line(article.title.text.text) if article.title else ""
    return title or no_title(article, astray=entry.headline_astray)


def jump_words(article: Article) -> tuple[str, ...]:
    """Return from which page an article comes and on which it goes on, as printed.

    >>> jump_words(Article(page="p.txt", body=(), continued_from="第1版", continues="第5版"))
    ('上接第1版', '下转第5版')
    """
    jumps = (("上接", article.continued_from), ("下转", article.continues))
    return tuple(word + page for word, page in jumps if page is not None)


def first_sentence(text: str) -> str:
    """Return the first sentence, with the quotation marks and brackets that close it.

    >>> first_sentence("他说：“好。”大家笑了。")
    '他说：“好。”'
    """
    match = _SENTENCE.match(text, 0, LONGEST_SENTENCE + 1)  # what is longer, is cut anyway
    sentence = match.group() if match else ""
    return sentence if len(sentence) <= LONGEST_SENTENCE else sentence[:LONGEST_SENTENCE] + "…"


def newspaper_words(imprint: Imprint | None) -> str:
    """Return newspaper, day of issue, page number and section, as far as they are known.

    >>> newspaper_words(Imprint(publication="中国社会报", date="2024-04-18", page="4"))
    '《中国社会报》2024年4月18日第4版'
    >>> newspaper_words(Imprint(page="要闻版")), newspaper_words(None)
    ('未注明报纸，要闻版', '未注明报纸')
    """
    if imprint is None:
        return NO_NEWSPAPER
    name, page = imprint.publication, imprint.page
    when = date_words(imprint.date) if imprint.date else ""
    if page:
        when += page if "版" in page else f"第{page}版"
        when += f"（{imprint.section}）" if imprint.section else ""
    if name:
        return (name if "《" in name else f"《{name}》") + when
    return f"{NO_NEWSPAPER}，{when}" if when else NO_NEWSPAPER
