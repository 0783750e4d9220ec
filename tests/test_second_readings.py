"""A doubtful page may be read twice; the reading whose articles are surer is taken."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Article, Block, Page, Reconstruction, Role
from generator.reconstruct.articles.confidence import surer_reading
from generator.text.traced import Traced

_PAGE = Page(name="p.txt", text="新村办起食堂。老人都说好。公路修到村口。")
_WHOLE, _HALVES = [(0, 20)], [(0, 13), (13, 20)]


def _reading(bounds: list[tuple[int, int]], *confidences: float) -> Reconstruction:
    text = Traced.from_page(_PAGE.text)
    articles = tuple(
        Article(
            page=_PAGE.name,
            body=(Block(role=Role.PARAGRAPH, text=text[start:end]),),
            confidence=confidence,
        )
        for (start, end), confidence in zip(bounds, confidences, strict=True)
    )
    return Reconstruction(page=_PAGE, articles=articles, leftovers=())


def _bodies(made: Reconstruction) -> list[str]:
    return [article.body[0].text.text for article in made.articles]


def test_a_sure_page_is_not_read_again() -> None:
    def readings() -> Iterator[Reconstruction]:
        yield sure
        raise AssertionError("read again")

    sure = _reading(_WHOLE, 0.95)
    assert surer_reading(readings()) is sure


def test_a_doubtful_page_that_reads_in_one_way_stays() -> None:
    only = _reading(_WHOLE, 0.3)
    assert surer_reading(iter([only])) is only


def test_the_surer_reading_is_taken() -> None:
    made = surer_reading(iter([_reading(_WHOLE, 0.5), _reading(_HALVES, 0.8, 0.7)]))
    assert _bodies(made) == ["新村办起食堂。老人都说好。", "公路修到村口。"]


def test_of_readings_as_sure_the_first_is_taken() -> None:
    made = surer_reading(iter([_reading(_WHOLE, 0.6), _reading(_HALVES, 0.6, 0.6)]))
    assert _bodies(made) == [_PAGE.text]


def test_articles_that_the_other_reading_has_not_say_that_it_was_weighed() -> None:
    first, second = _reading(_WHOLE, 0.5), _reading(_HALVES, 0.8, 0.7)
    for readings, margin in ([first, second], 0.25), ([second, first], 0.25):
        for article in surer_reading(iter(readings)).articles:
            (evidence,) = article.evidence
            assert (evidence.rule, evidence.margin) == ("rows/surer-order", margin)
            assert evidence.spans == article.body[0].text.spans
    alike = surer_reading(iter([_reading(_HALVES, 0.5, 0.5), _reading(_HALVES, 0.6, 0.5)]))
    assert [article.evidence for article in alike.articles] == [(), ()]
