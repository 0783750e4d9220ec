"""Floor 2: what comes in, one module a form; each returns pages of the bytes that it is given."""

from __future__ import annotations

from generator.readers.common import READING, Unread, page_name

__all__ = ["READING", "Unread", "page_name"]
