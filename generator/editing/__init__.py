"""Articles to what an editor is told: why each block stands where it does, and what is doubtful."""

from __future__ import annotations

from generator.editing.doubts import Doubt, Remedy, find_doubts, page_notes
from generator.editing.explain import Explained, explain_page, explained_lines
from generator.editing.jump_doubts import with_jumps
from generator.editing.page_findings import damage_lines, imprint_lines

__all__ = [
    "Doubt",
    "Explained",
    "Remedy",
    "damage_lines",
    "explain_page",
    "explained_lines",
    "find_doubts",
    "imprint_lines",
    "page_notes",
    "with_jumps",
]
