"""A page that shows where its characters stand, to its stories (DESIGN 4.8).

Nothing here is measured against a fixed size: body size, pitch, measures and gutters are what the
page itself shows. What words say (bylines, credits, furniture) is told by whoever asks.
"""

from __future__ import annotations

from generator.geometry.lines import SetLine, set_lines
from generator.geometry.sheet import Sheet, sheet_of

__all__ = ["SetLine", "Sheet", "set_lines", "sheet_of"]
