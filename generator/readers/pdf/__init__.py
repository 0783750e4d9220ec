"""PDF to pages: what its text layer says, where each character stands, what is drawn beside it."""

from __future__ import annotations

from generator.readers.pdf.document import MADE_BY, Numbered, PageCount, numbered_pages, read_pdf

__all__ = ["MADE_BY", "Numbered", "PageCount", "numbered_pages", "read_pdf"]
