"""The word lists that rules of lines are made of: each says where it comes from."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from generator.text.newspaper_words import words_for

LISTS = yaml.safe_load(
    resources.files("generator.text").joinpath("data/newspaper_words.yml").read_text("utf-8")
)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_a_source_and_each_word_once(name: str) -> None:
    assert LISTS[name].keys() == {"source", "words"}
    assert LISTS[name]["source"]
    words = words_for(name)
    assert len(words) == len(set(words)) > 1


@pytest.mark.parametrize("name", LISTS)
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
