"""Floor 1: the frozen records that travel from stage to stage.

Everything is a tuple or a frozen dataclass: what one stage hands on, no later stage can change.
Spans are half-open ranges of code points in the decoded page (:data:`generator.text.traced.Span`).
"""

from __future__ import annotations

from generator.model.blocks import Block, Evidence, Role
from generator.model.elements import Element, Part
from generator.model.entries import Entry, Gist, file_articles
from generator.model.facts import (
    COUNTRY_CODE,
    Agency,
    AgencyRole,
    Amount,
    AmountBound,
    ArticleDate,
    DateBasis,
    DateKind,
    DateMention,
    Document,
    Facts,
    NoDate,
    Person,
    Region,
    Topic,
    without_persons,
)
from generator.model.geometry import Box, Direction, Geometry, Run
from generator.model.imprint import HEAD_FIELDS, Imprint, differs, more_exact, same_value
from generator.model.outline import (
    ArticleOutline,
    Facsimile,
    Loop,
    PageOutlines,
    PagePictures,
    Picture,
    Rect,
)
from generator.model.page import (
    ALONE,
    SURE,
    Article,
    ArticleRef,
    Counted,
    Decided,
    Page,
    PageGist,
    Reconstruction,
)
from generator.model.review import (
    ArticleNotes,
    Doubtful,
    DoubtKind,
    Logged,
    PageNotes,
    Remedy,
    Standing,
)
from generator.model.sidecar import BOXES, Act, Correction, Sidecar, seed_stem

__all__ = [
    "ALONE",
    "BOXES",
    "COUNTRY_CODE",
    "HEAD_FIELDS",
    "SURE",
    "Act",
    "Agency",
    "AgencyRole",
    "Amount",
    "AmountBound",
    "Article",
    "ArticleDate",
    "ArticleNotes",
    "ArticleOutline",
    "ArticleRef",
    "Block",
    "Box",
    "Correction",
    "Counted",
    "DateBasis",
    "DateKind",
    "DateMention",
    "Decided",
    "Direction",
    "Document",
    "DoubtKind",
    "Doubtful",
    "Element",
    "Entry",
    "Evidence",
    "Facsimile",
    "Facts",
    "Geometry",
    "Gist",
    "Imprint",
    "Logged",
    "Loop",
    "NoDate",
    "Page",
    "PageGist",
    "PageNotes",
    "PageOutlines",
    "PagePictures",
    "Part",
    "Person",
    "Picture",
    "Reconstruction",
    "Rect",
    "Region",
    "Remedy",
    "Role",
    "Run",
    "Sidecar",
    "Standing",
    "Topic",
    "differs",
    "file_articles",
    "more_exact",
    "same_value",
    "seed_stem",
    "without_persons",
]
