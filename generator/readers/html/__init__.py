"""Pages of digital editions (``NAME.html``): text, and what its elements say of it."""

from __future__ import annotations

from generator.readers.html.edition import MOST_BYTES, read_edition

__all__ = ["MOST_BYTES", "read_edition"]
