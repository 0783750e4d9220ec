"""Words found by leftmost longest match."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from generator.describe.lexicon import Lexicon

_CHARS = st.sampled_from("江北区海南上a1\n𠮷\ud800")


def _plainly(words: list[str], text: str) -> Iterator[tuple[int, str]]:
    at = 0
    while at < len(text):
        longest = max((w for w in words if text.startswith(w, at)), key=len, default="")
        if longest:
            yield at, longest
        at += len(longest) or 1


@given(st.lists(st.text(_CHARS, min_size=2, max_size=4), max_size=6), st.text(_CHARS, max_size=30))
def test_the_longest_word_is_found_wherever_one_begins(words: list[str], text: str) -> None:
    lexicon = Lexicon(dict.fromkeys(words, 0))
    expected = list(_plainly(words, text))
    assert [(at, word) for at, word, _value in lexicon.find(text)] == expected
    places = lexicon.places(text)
    assert sorted((at, word) for word, all_at in places.items() for at in all_at) == expected
    assert len(lexicon.may_start_at(text)) == len(text)
