"""A newspaper page of invented stories as a PDF whose letters can be seen, and a scan of one."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

from generator.model import Page
from tests.geometry_printer import Sheet, broken, divided, paragraphs
from tests.pdf_writer import BOXY, PdfPage, put, write_pdf

__all__ = ["HEADLINES", "SPOILED", "news_page", "news_pdf", "pdf_of", "picture_of_paper"]

HEADLINES = ("新村食堂开门迎客", "东河石桥今日通车", "果园丰收引来客商")
SIZE = (800.0, 1100.0)
SPOILED = "锟斤拷锟斤拷锟斤拷"
"""What is left of words that were read in another encoding: a doubtful place."""


@cache
def news_pdf(pages: int = 1) -> bytes:
    """Return a PDF of three stories a page: one over two columns, two side by side below it."""
    return pdf_of([news_page(10 * n) for n in range(pages)])


def pdf_of(pages: list[Page]) -> bytes:
    """Return pages with places as a PDF in which each character is a black box."""
    return write_pdf([_drawn(page) for page in pages])


@cache
def picture_of_paper(width: int = 900, height: int = 1300, form: str = "PNG") -> bytes:
    """Return a picture that looks like a page from afar."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for y in range(80, height - 80, 24):
        draw.rectangle((60, y, width - 60, y + 12), fill="black")
    file = io.BytesIO()
    image.save(file, form)
    return file.getvalue()


@cache
def news_page(seed: int = 0, spoiled: bool = False) -> Page:
    """Return the page with its places; other text for each seed, the second story's spoiled if
    that is wanted."""
    sheet = Sheet()
    sheet.line("第2版", 60, 20)
    places = ((60.0, 60.0, 2), (60.0, 500.0, 1), (420.0, 500.0, 1))
    for n, (headline, (x, y, columns)) in enumerate(zip(HEADLINES, places, strict=True)):
        sheet.line(headline, x, y, em=24, bold=True)
        lines = broken(paragraphs(seed + n + 1, 4, 5, 4), 32)
        if spoiled and n == 1:
            text, indent = lines[3]
            lines[3] = (text[:10] + SPOILED + text[10 + len(SPOILED) :], indent)
        for k, column in enumerate(divided(lines, columns)):
            sheet.column(column, x + 360 * k, y + 45, measure=32)
    return sheet.page(SIZE)


def _drawn(page: Page) -> PdfPage:
    assert page.geometry is not None
    width, height = page.geometry.size
    content = []
    for run in page.geometry.runs:
        for offset, x in zip(range(*run.span), run.xs, strict=True):
            char, y = page.text[offset], height - run.base[1]
            content.append(put(char, x, y, run.em, font=BOXY))
    return PdfPage(content, size=(0, 0, width, height))
