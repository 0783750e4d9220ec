"""Sidecar lines that would settle a doubt, each under the condition in which it is right.

Every line quotes words that stand on the page once, so it can be pasted as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.editing.explain import plain
from generator.editing.quotable_places import QuotablePlaces, after_credit, end_of, start_of
from generator.model import ALONE, Article, Block, Evidence, Reconstruction, Remedy, Role
from generator.text.characters import ends_sentence
from generator.text.quotations import LONGEST, Quotations, fold_quotation
from generator.text.source_credits import CREDIT
from generator.text.traced import Traced

__all__ = ["Adviser", "Remedy"]

_PROSE = 40
"""Characters. Longer text without a place is a paragraph, not a subhead."""
_NAMED = 12
"""Characters by which an article of another page is named."""
_SUBHEADS = 2
"""Subheads of an article for which it is asked whether they are headlines."""


class Adviser:
    """Finds remedies for the parts of a page.

    Each takes time that grows with the part and not with the page, which can have half a million
    characters.
    """

    def __init__(self, result: Reconstruction) -> None:
        self._result = result
        self._quotations = Quotations(result.page.text, (), result.navigation)
        self._places = QuotablePlaces(result)
        self._numbers = {id(article): n for n, article in enumerate(result.articles)}
        self._openings: dict[int, str | None] = {}

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
        for other in self._headed.get(offsets, ()):
            its = self._opening(other)
            if other is not article and title is not None and its and self._whole(title):
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
            block = self._places.body_at(end - 1)
            after = self._places.text_from(end)
            if block is None or end_of(block) != end or after is None or after is block:
                continue
            words, goes_on = self._quotations.closing(block.text), self._opening_of(after)
            if words and goes_on:
                condition = f"the open sentence goes on with “{plain(goes_on)}”"
                yaml = f"- join: [{_quoted(words)}, {_quoted(goes_on)}]"
                yield Remedy(condition, yaml, "open-sentence", (plain(goes_on),))

    def if_goes_on_otherwise(self, evidence: Evidence) -> Iterator[Remedy]:
        """Yield the line that lets a text go on with the runner-up."""
        (start, end), other = evidence.spans[0], evidence.runner_up
        start = max(start, end - 2 * LONGEST)  # no more is quoted, blanks between counted
        words = self._quotations.closing(Traced.from_page(self._result.page.text[start:end], start))
        place = self._offsets(other) if words and other else ()
        if words and other and place and self._places.may_follow(end - 1, place[0]):
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
        n = self._numbers[id(article)]
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

    def if_continues(self, article: Article, page: str, name: str) -> Iterator[Remedy]:
        """Yield the line that makes an article the continuation of one of another page."""
        if opening := self._opening(article):
            said = f"{page}: {name.rstrip('…')[:_NAMED]}" if name else page
            yield Remedy(
                f"it continues “{name}” of {page}",
                _item(article=opening, continued_from=said),
                "continues",
                (name, page),
            )

    def if_continues_none(self, article: Article) -> Iterator[Remedy]:
        """Yield the line that parts an article from what it was taken to continue."""
        if opening := self._opening(article):
            yaml = _item(article=opening, continued_from=ALONE)
            yield Remedy("it continues none of these pages' articles", yaml, "continues-none")

    def if_headline_lies_aside(self, article: Article) -> Iterator[Remedy]:
        """Yield the line that gives an article text without a place as its headline."""
        opening = self._opening(article)
        if opening and self._aside:
            block = self._nearest_aside.get(self._numbers[id(article)], self._aside[0])
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
        start = start_of(block)
        if CREDIT.match(block.text.text):
            return self._result.articles[self._places.article_before(start)]
        shared = self._places.shared(block.text.text)
        most = max(shared.values(), default=0.0)
        alike = [n for n, weight in shared.items() if weight == most]
        return self._result.articles[self._places.nearest(start, alike)]

    @cached_property
    def _headed(self) -> dict[tuple[int, ...], list[Article]]:
        """The articles by the page's characters that make up their headlines."""
        found: dict[tuple[int, ...], list[Article]] = {}
        for article in self._result.articles:
            if article.title is not None:
                found.setdefault(_letters(article.title.text), []).append(article)
        return found

    @cached_property
    def _aside(self) -> list[Block]:
        """The text without a place that could be a headline."""
        return [
            block
            for block in self._result.leftovers
            if block.role is Role.UNPLACED
            and not ends_sentence(block.text.text)
            and self._whole(block)
        ]

    @cached_property
    def _nearest_aside(self) -> dict[int, Block]:
        """For each article, by number, which of it shares the most rare words."""
        best: dict[int, tuple[float, Block]] = {}
        for block in self._aside:
            for n, weight in self._places.shared(block.text.text).items():
                if n not in best or weight > best[n][0]:
                    best[n] = (weight, block)
        return {n: block for n, (_, block) in best.items()}

    def _opening(self, article: Article) -> str | None:
        """Return words that name an article: the first ones of a paragraph that can be quoted."""
        for block in article.body:
            if block.role is not Role.SUBHEAD and (words := self._opening_of(block)):
                return words
        return None

    def _opening_of(self, block: Block) -> str | None:
        if id(block) not in self._openings:
            self._openings[id(block)] = self._quotations.opening(block.text)
        return self._openings[id(block)]

    def _whole(self, block: Block) -> bool:
        """Return whether a block's text finds exactly its own place."""
        found = self._offsets(block.text.text)
        return bool(found) and found == _letters(block.text)

    def _offsets(self, words: str) -> tuple[int, ...]:
        """Return where quoted words stand, if they can be quoted."""
        return self._quotations.place_of(words) if len(words) <= 2 * LONGEST else ()


def _is_long(text: str) -> bool:
    return ends_sentence(text) or len(text) > _PROSE


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
