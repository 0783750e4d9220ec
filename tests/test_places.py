"""Where things stand on a page: asked quickly, answered as a walk over the page would."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.editing.quotable_places import QuotablePlaces
from generator.model import Page, Reconstruction, Role
from generator.reconstruct import reconstruct_page
from generator.text.quotations import LONGEST, Quotations, fold_quotation
from generator.text.traced import Traced
from tests.conftest import examples
from tests.reprint import random_reprint

letters = st.text(alphabet="甲乙 \n", max_size=60)


@cache
def printed(n: int) -> Reconstruction:
    text = random_reprint(n).text + "\n" + random_reprint(n + 1).text
    return reconstruct_page(Page(name="a.txt", text=text))


@given(letters, letters.filter(lambda words: len(words) < 8))
@settings(max_examples=examples(400))
def test_words_stand_where_a_search_of_the_whole_page_finds_them(page: str, words: str) -> None:
    folded, wanted = fold_quotation(page), fold_quotation(words)
    at = [n for n, char in enumerate(page) if fold_quotation(char)]
    starts = [n for n in range(len(folded)) if wanted and folded.startswith(wanted, n)]
    lines = page.split("\n")
    bounds = {0}
    for line in lines:
        bounds.add(max(bounds) + len(fold_quotation(line)))
    whole = [n for n in starts if n in bounds and n + len(wanted) in bounds]
    chosen = whole if len(starts) > 1 and len(whole) == 1 else starts
    expected = tuple(at[chosen[0] : chosen[0] + len(wanted)]) if len(chosen) == 1 else ()
    quotations = Quotations(page, ())
    assert quotations.place_of(words) == expected
    assert quotations.place_of(words) == expected  # and again


@given(letters.filter(str.strip), st.booleans())
def test_a_proposed_quotation_finds_its_place_and_is_short(line: str, from_end: bool) -> None:
    text = Traced.from_page(line * 20)
    page = Quotations(text.text, ())
    words = page.closing(text) if from_end else page.opening(text)
    if words is not None:
        assert len(fold_quotation(words)) <= LONGEST
        edge = -1 if from_end else 0
        kept = [n for n, char in enumerate(text.text) if fold_quotation(char)]
        assert page.place_of(words)[edge] == kept[edge]


@given(st.integers(0, 9), st.data())  # ten pages, many places on each
@settings(max_examples=examples(100))
def test_places_are_those_of_a_walk_over_the_page(n: int, data: st.DataObject) -> None:
    result = printed(n)
    places, articles = QuotablePlaces(result), result.articles
    offset = data.draw(st.integers(0, len(result.page.text)))
    other = data.draw(st.integers(0, len(result.page.text)))

    bodies = [(block, m) for m, article in enumerate(articles) for block in article.body]
    having = [block for block, _ in bodies if offset in block.text.origins]
    assert places.body_at(offset) is (having[0] if having else None)

    texts = [block for block, _ in bodies if block.role is not Role.SUBHEAD]
    texts += [block for block in result.leftovers if block.role is Role.UNPLACED]
    later = [block for block in texts if block.text.spans[0][0] >= offset]
    first = min(later, key=lambda block: block.text.spans[0][0], default=None)
    assert places.text_from(offset) is first

    ends = [max([end for b in a.body for _, end in b.text.spans if end <= offset] or [-1])
            for a in articles]  # fmt: skip
    free = offset not in {o for b, _ in bodies for o in b.text.origins}
    if articles and free:
        assert places.article_before(offset) == ends.index(max(ends))
        far = [min(abs(offset - start) for b in a.body for start, _ in b.text.spans)
               for a in articles]  # fmt: skip
        assert far[places.nearest(offset, ())] == min(far)

    anything = [block for block, _ in bodies] + [*result.leftovers]
    before = next((b for b in anything if offset in b.text.origins), None)
    after = next((b for b in anything if other in b.text.origins), None)
    may = before is not None and after is not None
    if may and before is after and before is not None:
        may = before.text.origins.index(other) > before.text.origins.index(offset)
    assert places.may_follow(offset, other) is may


def test_words_of_few_articles_tell_which_is_meant() -> None:
    result = printed(3)
    places = QuotablePlaces(result)
    for number, article in enumerate(result.articles):
        shared = places.shared(article.body[0].text.text)
        assert max(shared, key=shared.__getitem__) == number
    assert places.shared("！？") == {}
