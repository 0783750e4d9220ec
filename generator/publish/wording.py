"""The site's own words about an article: proofs, confidence, what is missing, in Chinese."""

from __future__ import annotations

import re

from generator.model import Article, DateBasis, Facts, Sidecar
from generator.publish.edtf import date_words
from generator.text.traced import Span

__all__ = [
    "NO_NEWSPAPER",
    "NO_REGION",
    "NO_TITLE",
    "NO_TOPIC",
    "certainty_words",
    "confidence_words",
    "date_basis_words",
    "first_sentence",
    "heading_words",
    "jump_words",
    "newspaper_words",
    "no_title",
    "pending_words",
    "state_words",
]

NO_TITLE = "（原版未见标题）"
"""Stands where an article shows no headline; a headline is never made up."""
CAPTION = "（图片说明）"
"""Stands where a photograph's caption is an item of its own: it never had a headline."""
NO_REGION = "地区不详"
"""Stands where the page proves no region."""
NO_NEWSPAPER = "未注明报纸"
"""Stands where no sidecar names the newspaper of a page."""
NO_TOPIC = "未分主题"
"""Stands where no topic is strong enough."""

_BASIS = {
    DateBasis.MASTHEAD: "依据报头",
    DateBasis.SIDECAR: "依据整理者提供的版面信息",
    DateBasis.TEXT: "依据正文",
    DateBasis.PAGE: "依据同版文字",
}
_SENTENCE = re.compile(r".*?[。！？!?]+[”’」』）)》]*|.+", re.DOTALL)
_LONGEST_SENTENCE = 160


def date_basis_words(facts: Facts) -> str:
    """Return what proves the article's date, quoting the words of the page where it can."""
    date = facts.date
    if date is None:
        return "版面未载明月日" if facts.year is not None else "版面未载明"
    quoted = next((d.text for d in facts.dates if _overlap(d.spans, date.spans)), None)
    return _BASIS[date.basis] + (f"“{quoted}”" if quoted else "")


def _overlap(left: tuple[Span, ...], right: tuple[Span, ...]) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)


def confidence_words(confidence: float) -> str:
    """Return how sure it is that headline, text and bounds of the article are right.

    The figure is the share of such articles that proved exactly right; what is below three in
    four should be held against the page before it is cited.

    >>> confidence_words(0.92), confidence_words(0.3)
    ('高（约 92%）', '待核（约 30%），引用前请对照原版')
    """
    percent = f"约 {int(confidence * 100 + 1e-9)}%"
    if confidence >= 0.75:
        return f"高（{percent}）"
    word = "一般" if confidence >= 0.5 else "待核"
    return f"{word}（{percent}），引用前请对照原版"


def state_words(article: Article) -> str:
    """Return in one word whether an article can be taken as it is or should be looked at.

    ``完整`` is an article as sure as three in four, with a headline (a caption has none), without
    a sentence that stops in the middle.

    >>> state_words(Article(page="p.txt", body=(), confidence=0.9))
    '待核'
    """
    left_open = any(e.rule == "story/sentence-left-open" for e in article.evidence)
    headed = article.title is not None or article.is_caption
    sure = article.confidence == 1.0 or (article.confidence >= 0.75 and headed and not left_open)
    return "完整" if sure else "待核"


def pending_words(article: Article) -> str:
    """Return why an article should be looked at in which no single place is doubtful.

    >>> pending_words(Article(page="p.txt", body=(), confidence=0.9))
    '没有找到标题'
    """
    headed = article.title is not None or article.is_caption
    return "没有哪一处特别可疑，但整篇把握不大" if headed else "没有找到标题"


def certainty_words(article: Article) -> str:
    """Return :func:`state_words`, led on to how sure that is.

    >>> article = Article(page="p.txt", body=(), confidence=0.8)
    >>> certainty_words(article)
    '待核，可信度高（约 80%）'
    """
    state, words = state_words(article), confidence_words(article.confidence)
    return words if words.startswith(state) else f"{state}，可信度{words}"


def no_title(article: Article) -> str:
    """Return what stands in the place of a headline that the page doesn't print."""
    return CAPTION if article.is_caption else NO_TITLE


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
    match = _SENTENCE.match(text)
    sentence = match.group() if match else ""
    return sentence if len(sentence) <= _LONGEST_SENTENCE else sentence[:_LONGEST_SENTENCE] + "…"


def newspaper_words(sidecar: Sidecar | None) -> str:
    """Return newspaper, day of issue and page number, as far as the sidecar gives them.

    >>> newspaper_words(Sidecar(publication="中国社会报", date="2024-04-18", page="4"))
    '《中国社会报》2024年4月18日第4版'
    >>> newspaper_words(Sidecar(page="要闻版")), newspaper_words(None)
    ('未注明报纸，要闻版', '未注明报纸')
    """
    if sidecar is None:
        return NO_NEWSPAPER
    name, page = sidecar.publication, sidecar.page
    when = date_words(sidecar.date) if sidecar.date else ""
    if page:
        when += page if "版" in page else f"第{page}版"
    if name:
        return (name if "《" in name else f"《{name}》") + when
    return f"{NO_NEWSPAPER}，{when}" if when else NO_NEWSPAPER


def heading_words(sidecar: Sidecar | None, page: str) -> str:
    """Return the heading over the articles of a page; its file where no newspaper is named.

    >>> heading_words(None, "a.txt")
    '未注明报纸（文件 a.txt）'
    """
    words = newspaper_words(sidecar)
    named = sidecar is not None and sidecar.publication
    return words if named else f"{words}（文件 {page}）"
