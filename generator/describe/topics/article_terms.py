"""Which of the corpus' own terms an article has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.describe.lexicon import Lexicon
from generator.describe.topics.headline_terms import Term
from generator.describe.written_form import folded
from generator.model import Article, Role

__all__ = ["article_terms", "headline_text"]


_OPENING = 600
"""Characters of the first paragraph in which a term must be said twice if the headline does not say
it: lists know no more of an article."""
_TAGS = 5
"""Terms of one article, at most."""
_SERIES = re.compile(r"[（(][^（）()]*[)）]\s*$")
"""The name of a series or column behind a headline: it says nothing of this story."""


def headline_text(article: Article) -> str:
    """Return kicker, headline and subtitle as one text, without the name of a series."""
    parts = (article.kicker, article.title, article.subtitle)
    said = (folded(part.text.text) for part in parts if part is not None)
    return "\n".join(_SERIES.sub("", part) for part in said).replace("\n", "，")


def article_terms(articles: Iterable[Article], terms: Sequence[Term]) -> Iterator[tuple[str, ...]]:
    """Yield the terms of each article: of its headline, or said twice in its first paragraph.

    Those of the headline come first, then the rarer ones.
    """
    names = {form: term.name for term in terms for form in term.forms}
    rank = {term.name: number for number, term in enumerate(terms)}
    lexicon = Lexicon(names)
    for article in articles:
        head = {name for _at, _form, name in lexicon.find(headline_text(article))}
        said = Counter(name for _at, _form, name in lexicon.find(_opening(article)))
        twice = {name for name, times in said.items() if times > 1} - head
        order = [*sorted(head, key=lambda n: -rank[n]), *sorted(twice, key=lambda n: -rank[n])]
        yield tuple(order[:_TAGS])


def _opening(article: Article) -> str:
    """Return the first paragraph or lead, and the subheads over it."""
    first = next((n for n, block in enumerate(article.body) if block.role not in _ABOVE), None)
    said = "\n".join(block.text.text for block in article.body[: (first or 0) + 1])
    return folded(said[:_OPENING])


_ABOVE = (Role.SUBHEAD, Role.TABLE)
"""What is never an article's first paragraph."""
