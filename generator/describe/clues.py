"""What is known of an article before its facts are gathered, and shared by all kinds of fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.describe.article_text import ArticleText
from generator.describe.candidates import Organ, Place
from generator.describe.dates.date_words import DateWord
from generator.describe.dates.years import YearProof
from generator.describe.topics.topic_tables import Taxonomy
from generator.model import ArticleDate, Region

__all__ = ["Clues"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """The article as recognisers see it, with the places, bodies and days that it names."""

    reading: ArticleText
    """Its text."""
    places: Sequence[Place]
    """The divisions of China that it names."""
    organs: Sequence[Organ]
    """The public bodies that it names, each completed by the article's region."""
    region: Region | None
    """Its own region."""
    dates: Sequence[DateWord]
    """Its date expressions, in the years that they mean."""
    year: YearProof | None
    """Its year, and what proves that."""
    issue: ArticleDate | None
    """The day of issue."""
    taxonomy: Taxonomy | None
    """The topics to file it under, if not those that ship."""
