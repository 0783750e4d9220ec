"""What two texts share."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from generator.text.characters import is_han
from generator.text.similarity import GramIndex, grams


@given(st.lists(st.text(alphabet="民政局养老服务院办", max_size=12), min_size=1, max_size=12))
def test_sums_of_weights_do_not_depend_on_their_order(passages: list[str]) -> None:
    index = GramIndex(passages)
    weights = [index.weight(g) for g in sorted(set().union(*map(grams, passages)))][:6]
    assert len({sum(order) for order in itertools.permutations(weights)}) <= 1


def test_pairs_are_of_what_is_chinese_everywhere_else() -> None:
    edges = (0x1FFFF, 0x20000, 0x3FFFF, 0x40000, ord("a"), ord("，"))
    for code in (*range(0x2E00, 0xFB10), *edges):
        if not 0xD800 <= code < 0xE000:
            assert (grams(chr(code) * 2) == {chr(code) * 2}) == is_han(chr(code)) or code < 0x80


@given(st.text(alphabet="民政局 \u3000\n，a1B〇", max_size=20))
def test_pairs_stand_beside_one_another_but_for_blanks(text: str) -> None:
    dense = "".join(text.split())
    pairs = {one + two for one, two in itertools.pairwise(dense) if is_han(one) and is_han(two)}
    words = {w for w in re.findall("[0-9A-Za-z]+", text) if len(w) > 1}
    assert grams(text) == pairs | words
