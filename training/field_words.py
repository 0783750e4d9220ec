"""The words that are weighed: of the table of fields, and of jieba's dictionary the common ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.describe.lexicon import Lexicon
from generator.describe.topics.fields import Field
from generator.describe.written_form import folded
from training.language import Article, clean_paragraphs

__all__ = ["body_words", "vocabulary"]

_LEAST = 15
"""Articles that a word must stand in; those of the table count always."""
_MOST = 0.3
"""Share of the articles above which a word tells nothing."""
_NOT_TERMS = ("nr", "ns", "nt", "m", "t", "d", "r", "c", "p", "f", "q", "u")
"""Kinds of words by jieba's dictionary: names, numbers, times, and those that join others."""


def body_words(article: Article) -> str:
    """Return the body: of an article without sentences (verse) all that it has."""
    clean = clean_paragraphs(article) or article.paragraphs
    return folded("\n".join(clean))


def vocabulary(articles: Sequence[Article], fields: Sequence[Field]) -> list[str]:
    """Return the words to weigh: those of the table, and of the dictionary those common enough."""
    own = {term for field in fields for term in field.terms}
    kinds = _dictionary()
    lexicon = Lexicon(dict.fromkeys(own | kinds.keys()))
    counts: Counter[str] = Counter()
    for article in articles:
        said = f"{folded(article.title)}\n{body_words(article)}"
        counts.update({word for _at, word, _value in lexicon.find(said)})
    most = _MOST * len(articles)
    common = {
        word
        for word, count in counts.items()
        if _LEAST <= count <= most and not kinds.get(word, "").startswith(_NOT_TERMS)
    }
    return sorted(own | common)


def _dictionary() -> dict[str, str]:
    """Return the words of jieba's dictionary with their kinds."""
    import jieba

    text = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines())
    return {word: kind for word, _count, kind in rows if re.fullmatch("[\u4e00-\u9fff]{2,}", word)}
