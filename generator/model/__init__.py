"""Floor 1: the frozen records that travel from stage to stage.

Everything is a tuple or a frozen dataclass: what one stage hands on, no later stage can change.
Spans are half-open ranges of code points in the decoded page (:data:`generator.text.traced.Span`).
"""

from __future__ import annotations

from generator.model.facts import (
    COUNTRY_CODE,
    Agency,
    AgencyRole,
    ArticleDate,
    DateBasis,
    DateKind,
    DateMention,
    Document,
    Entry,
    Facts,
    NoDate,
    Region,
    Topic,
    file_articles,
)
from generator.model.geometry import Box, Direction, Geometry, Run
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
    SURE,
    Article,
    Block,
    Decided,
    Evidence,
    Page,
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
from generator.model.roles import Role
from generator.model.sidecar import BOXES, Act, Correction, Sidecar, seed_stem

__all__ = [
    "BOXES",
    "COUNTRY_CODE",
    "SURE",
    "Act",
    "Agency",
    "AgencyRole",
    "Article",
    "ArticleDate",
    "ArticleNotes",
    "ArticleOutline",
    "Block",
    "Box",
    "Correction",
    "DateBasis",
    "DateKind",
    "DateMention",
    "Decided",
    "Direction",
    "Document",
    "DoubtKind",
    "Doubtful",
    "Entry",
    "Evidence",
    "Facsimile",
    "Facts",
    "Geometry",
    "Logged",
    "Loop",
    "NoDate",
    "Page",
    "PageNotes",
    "PageOutlines",
    "PagePictures",
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
    "file_articles",
    "seed_stem",
]
