"""A page that shows where its characters stand, to its stories (docs/pages.md).

Nothing here is measured against a fixed size: body size, pitch, measures and gutters are what the
page itself shows. What words say (bylines, credits, furniture) is told by whoever asks.
"""

from __future__ import annotations

from generator.geometry.layout import Item, Layout, SetStory, lay_out
from generator.geometry.layout_records import Says, SetLine, overlap
from generator.geometry.page_parts import Aside
from generator.geometry.story_setting import Setting

__all__ = [
    "Aside",
    "Item",
    "Layout",
    "Says",
    "SetLine",
    "SetStory",
    "Setting",
    "lay_out",
    "overlap",
]
