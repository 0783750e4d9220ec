"""Sidecar lines that would settle a doubt, each under the condition in which it is right.

Every line quotes words that stand on the page once, so it can be pasted as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.editing.explain import plain
from generator.model import Article, Block, Evidence, Reconstruction, Remedy, Role
from generator.text.characters import ends_sentence
from generator.text.credits import CREDIT
from generator.text.quotation import Quotations, fold_quotation
from generator.text.similarity import GramIndex, grams
from generator.text.traced import Traced

__all__ = ["Adviser", "Remedy", "after_credit"]

_PROSE = 40
"""Characters. Longer text without a place is a paragraph, not a subhead."""
_SUBHEADS = 2
"""Subheads of an article for which it is asked whether they are headlines."""


class Adviser:
    """A page of which remedies are asked."""

    def __init__(self, result: Reconstruction) -> None:
        self._result = result
        self._quotations = Quotations(result.page.text, ())
        self._words: tuple[GramIndex, list[frozenset[str]]] | None = None

    def if_right(self, article: Article) -> Iterator[Remedy]:
        """Yield the line that says that an article was checked."""
        opening = self._opening(article)
        if opening:
            mark = article.mark(self._result.page.text)
            yield Remedy(
                "the article is right as it is", _item(article=opening, checked=mark), "right"
            )

    def if_headline_is(self, article: Article, headline: str) -> Iterator[Remedy]:
        """Yield the lines that give an article another headline; its own goes to who had that."""
        opening = self._opening(article)
        offsets = self._offsets(headline)
        if not opening or not offsets:
            return
        yaml = _item(article=opening, headline=headline)
        title = article.title
        for other in self._result.articles:
            if other is article or other.title is None or title is None:
                continue
            its = self._opening(other)
            if _letters(other.title.text) == offsets and its and self._whole(title):
                yaml += "\n" + _item(article=its, headline=title.text.text)
        quoted = plain(headline)
        yield Remedy(f"its headline is “{quoted}”", yaml, "headline", (quoted,))

    def if_lead_is_of(self, article: Article, evidence: Evidence) -> Iterator[Remedy]:
        """Yield the line that gives a lead to the runner-up."""
        lead = next((b for b in article.body if b.role is Role.LEAD), None)
        other = evidence.runner_up
        if lead is None or not other:
            return
        words = self._quotations.opening(lead.text)
        if words and self._offsets(other):
            condition = f"its lead belongs to the article that begins “{plain(other)}”"
            yield Remedy(condition, _item(article=other, lead=words), "lead", (plain(other),))

    def if_sentence_goes_on(self, article: Article) -> Iterator[Remedy]:
        """Yield, for each sentence left open, the line that takes it up in the next text."""
        for evidence in article.evidence:
            if evidence.rule != "story/sentence-left-open" or not evidence.spans:
                continue
            end = evidence.spans[-1][1]
            block = next((b for b in article.body if b.text.spans[-1][1] == end), None)
            after = self._next_text(end)
            if block is None or after is None or after is block:
                continue
            words, goes_on = self._quotations.closing(block.text), self._opening_of(after)
            if words and goes_on:
                condition = f"the open sentence goes on with “{plain(goes_on)}”"
                yaml = f"- join: [{_quoted(words)}, {_quoted(goes_on)}]"
                yield Remedy(condition, yaml, "open-sentence", (plain(goes_on),))

    def if_goes_on_otherwise(self, evidence: Evidence) -> Iterator[Remedy]:
        """Yield the line that lets a text go on with the runner-up."""
        (start, end), other = evidence.spans[0], evidence.runner_up
        words = self._quotations.closing(Traced.from_page(self._result.page.text[start:end], start))
        place = self._offsets(other) if words and other else ()
        if words and other and place and self._may_follow(end - 1, place[0]):
            condition = f"after “{plain(words)}” the text goes on with “{plain(other)}”"
            yaml = f"- join: [{_quoted(words)}, {_quoted(other)}]"
            yield Remedy(condition, yaml, "join", (plain(words), plain(other)))

    def if_credit_closes(self, article: Article) -> Iterator[Remedy]:
        """Yield the line that lets another article begin after the credit."""
        block = after_credit(article)
        words = self._opening_of(block) if block is not None else None
        if words:
            condition = f"another article begins with “{plain(words)}”"
            yield Remedy(condition, _item(split=words), "split", (plain(words),))

    def if_goes_on_from_before(self, article: Article) -> Iterator[Remedy]:
        """Yield the line that makes an article one with that before it."""
        n = self._result.articles.index(article)
        if n == 0:
            return
        before = self._result.articles[n - 1]
        words = [self._opening(before), self._opening(article)]
        if all(words):
            name = before.title.text.text if before.title else words[0]
            yaml = "- merge: [" + ", ".join(_quoted(w) for w in words if w) + "]"
            quoted = plain(name)
            condition = f"it goes on from the article before it, “{quoted}”"
            yield Remedy(condition, yaml, "merge", (quoted,))

    def if_headline_lies_aside(self, article: Article) -> Iterator[Remedy]:
        """Yield the line that gives an article text without a place as its headline."""
        opening = self._opening(article)
        aside = [
            b
            for b in self._result.leftovers
            if b.role is Role.UNPLACED and not ends_sentence(b.text.text) and self._whole(b)
        ]
        if opening and aside:
            n = self._result.articles.index(article)
            block = max(aside, key=lambda b: self._shared(b.text.text)[n])
            headline = block.text.text
            condition = f"its headline is “{plain(headline)}”, which has found no place"
            yaml = _item(article=opening, headline=headline)
            yield Remedy(condition, yaml, "headline-aside", (plain(headline),))

    def if_subhead_is_headline(self, article: Article) -> Iterator[Remedy]:
        """Yield the lines that let an article begin at a subhead."""
        heads = [b for b in article.body[1:] if b.role is Role.SUBHEAD and self._whole(b)]
        for block in heads[:_SUBHEADS]:
            words = block.text.text
            condition = f"“{plain(words)}” is the headline of another article"
            yield Remedy(condition, _item(split=words), "subhead", (plain(words),))

    def if_unplaced_is(self, block: Block) -> Iterator[Remedy]:
        """Yield the lines that give text without a place to an article, or set it aside."""
        text = block.text.text
        words = self._opening_of(block)
        articles = self._result.articles
        if words and articles:
            article = self._owner(block)
            opening = self._opening(article)
            title = article.title.text.text if article.title else opening
            quoted = plain(title)
            name = f"the article “{quoted}”"
            if opening and _is_long(text):
                yaml = _item(article=opening, paragraph=words)
                yield Remedy(f"it is a paragraph of {name}", yaml, "is-paragraph", (quoted,))
            elif opening and self._whole(block):
                roles = [("subhead", "a subhead")]
                if CREDIT.match(text):
                    roles = [("credit", "the credit")]
                elif article.title is None:
                    roles.insert(0, ("headline", "the headline"))
                elif article.kicker is None:
                    roles.append(("kicker", "the kicker"))
                elif article.subtitle is None:
                    roles.append(("subtitle", "the subtitle"))
                for role, called in roles:
                    yaml = _item(**{"article": opening, role: text})
                    yield Remedy(f"it is {called} of {name}", yaml, f"is-{role}", (quoted,))
        if words and (_is_long(text) or not articles):
            yield Remedy("an article of its own begins with it", _item(split=words), "own")
        if words:
            yield Remedy("it belongs to no article", _item(drop=words), "drop")

    def _owner(self, block: Block) -> Article:
        """Return the article to which text without a place most likely belongs.

        A credit closes the text that is printed before it; other text shares its words.
        """
        articles = self._result.articles
        if CREDIT.match(block.text.text):
            start = _start(block)
            ends = [[e for b in a.body for _, e in b.text.spans if e <= start] for a in articles]
            last = [max(end, default=-1) for end in ends]
            return articles[last.index(max(last))]
        shared = self._shared(block.text.text)
        n = max(range(len(articles)), key=lambda n: (shared[n], -_distance(block, articles[n])))
        return articles[n]

    def _opening(self, article: Article) -> str | None:
        """Return words that name an article: the first ones of a paragraph that can be quoted."""
        for block in article.body:
            if block.role is not Role.SUBHEAD and (words := self._opening_of(block)):
                return words
        return None

    def _opening_of(self, block: Block) -> str | None:
        return self._quotations.opening(block.text)

    def _whole(self, block: Block) -> bool:
        """Return whether a block's text finds exactly its own place."""
        return self._offsets(block.text.text) == _letters(block.text)

    def _offsets(self, words: str) -> tuple[int, ...]:
        return self._quotations.place_of(words)

    def _shared(self, text: str) -> list[float]:
        """Return how much rare wording a text shares with each article."""
        if self._words is None:
            texts = ["".join(b.text.text for b in a.blocks) for a in self._result.articles]
            self._words = GramIndex(texts), [grams(text) for text in texts]
        index, owned = self._words
        wanted = grams(text)
        return [index.total(wanted & own) for own in owned]

    def _may_follow(self, end: int, start: int) -> bool:
        """Return whether the text from ``start`` on can be put after the character at ``end``."""
        texts = [b for article in self._result.articles for b in article.body]
        texts += self._result.leftovers
        before = next((b for b in texts if end in b.text.origins), None)
        after = next((b for b in texts if start in b.text.origins), None)
        if before is None or after is None:
            return False
        origins = before.text.origins
        return before is not after or origins.index(start) > origins.index(end)

    def _next_text(self, offset: int) -> Block | None:
        """Return the paragraph that the page prints next, from ``offset`` on."""
        blocks = [b for article in self._result.articles for b in article.body]
        blocks += [b for b in self._result.leftovers if b.role is Role.UNPLACED]
        later = [
            (b.text.spans[0][0], n)
            for n, b in enumerate(blocks)
            if b.role is not Role.SUBHEAD and b.text.spans and b.text.spans[0][0] >= offset
        ]
        return blocks[min(later)[1]] if later else None


def _is_long(text: str) -> bool:
    return ends_sentence(text) or len(text) > _PROSE


def after_credit(article: Article) -> Block | None:
    """Return the first paragraph printed after an article's credit, if any is."""
    if article.credit is None:
        return None
    end = article.credit.text.spans[-1][1]
    later = [b for b in article.body if b.role is Role.PARAGRAPH and _start(b) >= end]
    return min(later, key=_start, default=None)


def _start(block: Block) -> int:
    return block.text.spans[0][0] if block.text.spans else 0


def _distance(block: Block, article: Article) -> int:
    """Return how far from an article's text a block is printed, in characters."""
    return min(abs(_start(block) - start) for b in article.body for _, start in b.text.spans)


def _letters(text: Traced) -> tuple[int, ...]:
    return tuple(
        origin
        for char, origin in zip(text.text, text.origins, strict=True)
        if origin is not None and fold_quotation(char)
    )


def _item(**fields: str) -> str:
    lines = [
        f"{key}: {value if key == 'checked' else _quoted(value)}" for key, value in fields.items()
    ]
    return "- " + "\n  ".join(lines)


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back, whatever stands in it.

    >>> print(_quoted('引号"和: 冒号\\x02'))
    "引号\\"和: 冒号\\U00000002"
    """
    escaped = plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'
