"""What two texts share."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from generator.text.similarity import GramIndex, grams


@given(st.lists(st.text(alphabet="民政局养老服务院办", max_size=12), min_size=1, max_size=12))
def test_sums_of_weights_do_not_depend_on_their_order(passages: list[str]) -> None:
    index = GramIndex(passages)
    weights = [index.weight(g) for g in sorted(set().union(*map(grams, passages)))][:6]
    assert len({sum(order) for order in itertools.permutations(weights)}) <= 1
