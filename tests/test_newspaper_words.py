"""The word lists that rules of lines are made of: each says where it comes from."""

from __future__ import annotations

import pytest

from generator.text.newspaper_words import word_lists, words_for


@pytest.mark.parametrize("name", word_lists())
def test_a_list_has_a_source_and_each_word_once(name: str) -> None:
    assert word_lists()[name].source
    words = words_for(name)
    assert len(words) == len(set(words)) > 1


@pytest.mark.parametrize("name", word_lists())
def test_a_shorter_word_hides_no_longer_one(name: str) -> None:
    words = words_for(name)
    hidden = [
        (word, later)
        for i, word in enumerate(words)
        for later in words[i + 1 :]
        if later.startswith(word)
    ]
    # a name of a section is only taken where no ideograph follows it, so that either order does
    assert hidden == [] or name == "sections"
