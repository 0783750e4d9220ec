"""Damaged PDF: five hundred of them, read as a seed is read. Nothing crashes, hangs or grows."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import islice

import pytest

from generator.corpus.processes import child_process
from generator.corpus.seeds.seed_files import Seed
from generator.corpus.seeds.seed_reading import read_seed
from generator.errors import SeedError
from generator.model import Page
from generator.readers import Unread
from generator.reconstruct import reconstruct_page
from tests.pdf_writer import BOXY, PdfFont, PdfPage, put, write_pdf

resource = pytest.importorskip("resource", reason="memory is measured as on POSIX")

MUTANTS = 500
LONGEST = 30.0
"""Seconds for one of them, on a machine that has other things to do."""
MOST_MEMORY = 200 << 20
"""Bytes by which this process may grow over all of them."""

BOLD = PdfFont(name="ABCDEF+NewSong-Bold")
PAGE = (
    put("山村办起老人食堂", 60, 780, 20, font=BOLD),
    put("近日，山塘村办起一间食堂，村里六十", 60, 750),
    put("多位老人每天可以在那里吃上热饭，价", 60, 736),
    put("钱不贵，大家都说好。", 60, 722),
    put("侧栏", 400, 700, 18, font=BOXY, matrix=(0, -1, 1, 0)),
    "0.5 w 50 100 200 50 re S",
    "0.9 g 300 300 100 100 re f",
    "q 80 0 0 40 300 500 cm /Im Do Q",
)
PAGES = (
    PdfPage(PAGE),
    PdfPage(PAGE, rotate=90, crop=(10, 10, 500, 800)),
    PdfPage(PAGE, form=(1, 0, 0, 1, 5, 5)),
)
WORDS = (
    b"0", b"-1", b"1e9", b"99999999999999999999", b"NaN", b"null", b"true", b"()", b"<<", b">>",
    b"[", b"]", b"R", b"1 0 R", b"8 0 R", b"endobj", b"stream", b"/Kids", b"/Parent", b"/Matrix",
    b"Tj", b"BT", b"q", b"Q", b"Do", b"\0", b"\xff" * 9, b"%",
)  # fmt: skip
"""What means something in a PDF, and turns up where it should not."""


def mutants() -> Iterator[bytes]:
    """Yield damaged files, the same ones each time."""
    chance = random.Random(15)
    whole = [write_pdf(PAGES), write_pdf(PAGES, packed=True)]
    while True:
        data = bytearray(chance.choice(whole))
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            _damage(data, chance)
        yield bytes(data)


def _damage(data: bytearray, chance: random.Random) -> None:
    if len(data) < 200:
        return
    at = chance.randrange(len(data))
    length = chance.choice((1, 3, 20, 200))
    match chance.randrange(7):
        case 0:
            data[at] = chance.randrange(256)
        case 1:
            data[at : at + length] = chance.choice(WORDS)
        case 2:
            del data[at : at + length]
        case 3:
            start = chance.randrange(len(data))
            data[at:at] = data[start : start + length]
        case 4:
            del data[max(at, 100) :]
        case 5:  # a number
            digits = [n for n, byte in enumerate(data) if 48 <= byte < 58]
            for place in digits[chance.randrange(len(digits)) :][:1]:
                data[place] = 48 + chance.randrange(10)
        case 6:
            data[at : at + length] = bytes(chance.randrange(256) for _ in range(length))


def read(data: bytes) -> tuple[list[Page], list[str]]:
    pages, told = [], []
    try:
        for found in read_seed(Seed(name="a.pdf", data=data)):
            if isinstance(found, Unread):
                told.append(f"{found.page} {found.why}")
            else:
                pages.append(found)
    except SeedError as error:
        told.append(str(error))
    return pages, told


@pytest.fixture(autouse=True)
def _no_process_stays() -> Iterator[None]:
    yield
    child_process.dismiss_idle()


def test_the_whole_ones_are_read() -> None:
    for packed in (False, True):
        pages, told = read(write_pdf(PAGES, packed=packed))
        assert len(pages) == 3
        assert not told


def test_damaged_ones_are_read_or_told(long: bool) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counts = {"read": 0, "told": 0}
    tried = MUTANTS if long else MUTANTS // 4
    for data in islice(mutants(), tried):
        began = time.monotonic()
        pages, told = read(data)
        assert time.monotonic() - began < LONGEST
        for page in pages:
            reconstruct_page(page)  # which proves that no character is lost
        for sentence in told:
            assert sentence.startswith("a.pdf")
            assert len(sentence) < 400
        counts["read"] += bool(pages)
        counts["told"] += bool(told)
        assert pages or told
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < MOST_MEMORY
    assert counts["read"] > tried / 4
    assert counts["told"] > tried / 10
