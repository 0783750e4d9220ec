"""The sample PDF comes out as it was printed: ``tests/print_sample.py`` tells what stands on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.corpus.pages.pipeline import MadePage, make_seed
from generator.corpus.seeds.seed_files import Seed
from generator.publish.labels.article_labels import is_pending, newspaper_words
from tests.print_sample import CANTEEN, PHOTO, STORIES, Story

SAMPLE = Path(__file__).parent / "pages-pdf" / "2024-05-16-03.pdf"
MOST = 60_000
"""Bytes of it: whoever clones the project takes it along."""


@pytest.fixture(scope="module")
def made() -> MadePage:
    (page,) = make_seed(Seed(name=SAMPLE.name, path=SAMPLE)).made
    return page


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
def test_each_story_is_whole(made: MadePage, story: Story) -> None:
    found = {a.title.text.text: a for a in made.reconstruction.articles if a.title}
    article = found[story.title]
    credit = article.credit.text.text if article.credit else ""
    body = [block.text.text for block in article.body]
    assert [*body[:-1], body[-1] + credit] == [*story.paragraphs]
    byline = article.byline.text.text if article.byline else ""
    assert byline == story.byline
    assert not is_pending(article)


def test_there_are_no_others(made: MadePage) -> None:
    assert len(made.reconstruction.articles) == len(STORIES)


def test_the_photograph_belongs_to_the_story_around_it(made: MadePage) -> None:
    captions = {
        a.title.text.text: [b.text.text for b in a.captions]
        for a in made.reconstruction.articles
        if a.title and a.captions
    }
    assert captions == {CANTEEN.title: [PHOTO.replace(" ", "")]}


def test_its_head_lines_tell_the_issue(made: MadePage) -> None:
    words = newspaper_words(made.reconstruction.imprint)
    assert words == "《新村日报》2024年5月16日第3版（民生）"
    assert {facts.date.edtf for facts in made.facts if facts.date} == {"2024-05-16"}


def test_it_is_small() -> None:
    assert SAMPLE.stat().st_size < MOST
