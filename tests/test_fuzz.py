"""Spoiled files of every form are read, with each character in one place, or refused in a sentence.

A few of each form here; ``python3 noxfile.py -s fuzz`` tries 2,000 of each, others at every run. A
file that failed is kept as an ``@example``. Damaged PDF have ``test_pdf_damaged.py``.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.corpus.addresses import Addresses
from generator.corpus.ledger import LEDGER
from generator.corpus.manifest import MANIFEST, TITLE, read_manifest
from generator.corpus.owned_files import parse_mark
from generator.corpus.permalinks import Permalinks
from generator.corpus.seed_reading import read_seed
from generator.corpus.seeds import Seed
from generator.corpus.sidecar import parse_sidecar
from generator.describe import describe_page
from generator.describe.taxonomy import parse_taxonomy
from generator.editing import page_notes
from generator.errors import GeneratorError
from generator.model import Page, Role
from generator.readers import Unread
from generator.reconstruct import reconstruct_page
from tests.pdf_writer import PdfPage, put, write_pdf
from tests.samples import RAIN, ROADS

TESTS = Path(__file__).resolve().parent
HOCR = """<!DOCTYPE html><html><head><meta name='ocr-system' content='x'/></head><body>
<div class='ocr_page' id='p1' title='bbox 0 0 800 600'>
<div class='ocr_carea' title='bbox 10 10 700 300'>
<p class='ocr_par'><span class='ocr_line' title='bbox 10 10 300 50; x_size 40'>
<span class='ocrx_word' title='bbox 10 10 300 50; x_wconf 90'>山村办起老人食堂</span></span>
<span class='ocr_line' title='bbox 10 60 700 80'><span class='ocrx_word'
title='bbox 10 60 700 80; x_wconf 95'>近日，山塘村办起一间食堂，村里老人每天吃上热饭。</span>
</span></p></div></div>
</body></html>"""
ALTO = """<?xml version="1.0" encoding="UTF-8"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">
<Layout><Page ID="p" WIDTH="800" HEIGHT="600"><PrintSpace>
<TextBlock ID="b" HPOS="10" VPOS="10" WIDTH="700" HEIGHT="90">
<TextLine HPOS="10" VPOS="10" WIDTH="300" HEIGHT="40"><String HPOS="10" VPOS="10" WIDTH="300"
HEIGHT="40" CONTENT="山村办起老人食堂"/></TextLine>
<TextLine HPOS="10" VPOS="60" WIDTH="690" HEIGHT="20">
<String HPOS="10" VPOS="60" WIDTH="690"
HEIGHT="20" CONTENT="近日，山塘村办起一间食堂，老人每天吃上热饭。"/>
</TextLine></TextBlock></PrintSpace></Page></Layout></alto>"""
PAGE_XML = """<?xml version="1.0"?><PcGts
xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageWidth="800"
imageHeight="600"><TextRegion id="r"><Coords points="10,10 700,10 700,90 10,90"/>
<TextLine id="l"><Coords points="10,10 300,10 300,50 10,50"/>
<TextEquiv><Unicode>山村办起老人食堂</Unicode></TextEquiv></TextLine>
</TextRegion></Page></PcGts>"""
BOXES = """{"page": "a.pdf", "unit": "pt", "size": [300, 200], "origin": "top-left", "made_by": "x",
"text": "山村办食堂\\n近日开张。", "runs": [{"span": [0, 5], "base": [10, 30], "em": 20, "dir": "h",
"xs": [10, 30, 50, 70, 90], "end": 110}, {"span": [6, 11], "base": [10, 60], "em": 9, "dir": "h",
"xs": [10, 19, 28, 37, 46], "end": 55}], "rules": [[0, 0, 300, 1]], "boxes": [], "pictures": []}"""
RAPID = (
    '[{"text": "山村办起老人食堂", "score": 0.99, "box": [[1, 1], [160, 1], [160, 20], [1, 20]]},'
    ' {"text": "近日开张。", "score": 0.9, "box": [[1, 30], [100, 30], [100, 40], [1, 40]]}]'
)
BASES = {
    "a.txt": (f"{RAIN}\n\n{ROADS}", f"  {RAIN}", "中国社会报 2024年5月20日 星期一 第3版\n" + ROADS),
    "a.md": (f"---\ntitle: 甲\n---\n# 水库\n\n{RAIN}\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",),
    "a.html": tuple(
        path.read_text("utf-8") for path in sorted((TESTS / "editions").glob("*.html"))
    ),
    "a.hocr": (HOCR,),
    "a.alto.xml": (ALTO,),
    "a.page.xml": (PAGE_XML,),
    "a.boxes.json": (BOXES,),
    "a.json": (
        RAPID,
        '{"rec_texts": ["山村", "食堂"], "rec_boxes": [[1, 1, 9, 9], [1, 20, 9, 29]]}',
    ),
}
SIDECAR = """publication: 青禾周报
date: 2024-05-21
corrections:
  - article: 天刚亮，柳湾村
    headline: 河滩上种出好日子
  - drop: （据县图书馆）
"""
TOPICS = """topics:
- id: care
  name: 养老
  terms: {3: [老年食堂, 助餐], 1: [老人]}
"""
RECORD = """kind,address,name,mark
article,aaaabbbb,a.txt,00ff
page,b.txt,,
list,regions/430000.md,湖南省,2
"""
LIST = f"{TITLE}\nindex.md\tk3v9aaaa\ndata/a.csv\n"
MARKED = f"# Files that banmian wrote\n{'0' * 64}  index.html\n"
PIECES = [
    *(
        "\0",
        "\r\n",
        "\n\n\n",
        "\f",
        "\ufeff",
        "\ufffd",
        "\u202e",
        "\u200b",
        "\u0301",
        "\x1b[2J",
        "\t",
    ),
    *(
        "《",
        "》",
        "（",
        "”",
        "|",
        "| |",
        "---",
        "***",
        "#",
        "<",
        ">",
        "</",
        "<!--",
        "]]>",
        "<![CDATA[",
    ),
    *(
        "&",
        "&#0;",
        "&#xD800;",
        "&amp;",
        "&x;",
        "<!DOCTYPE a [<!ENTITY x 'y'>]>",
        "<?xml?>",
        '"',
        "'",
    ),
    *("{", "}", "[", "]", ",", ":", "\\", "\\u0000", "\\ud800", "null", "true", "NaN", "Infinity"),
    *(
        "1e999",
        "-1",
        "0",
        "9" * 30,
        "0x10",
        "３",
        "二〇二四年",
        "13月45日",
        "第999999版",
        "下转第5版",
    ),
    *("本报记者 ", "责编：", "■", "𠮷", "👩‍👩‍👧", "&a", "*a", "!!python/x ", "? ", "- ", "%"),
]
"""What means something in one of the forms, and turns up where it should not."""
Damage = tuple[int, float, float, str, int]
damages = st.lists(
    st.tuples(
        st.integers(0, 6), st.floats(0, 1), st.floats(0, 0.3),
        st.sampled_from(PIECES) | st.text(max_size=4), st.integers(0, 255),
    ),
    min_size=1, max_size=5,
)  # fmt: skip
asked = settings().max_examples
usual = settings(
    max_examples=asked if asked > 1000 else 25, suppress_health_check=list(HealthCheck)
)


def spoiled(data: bytes, damage: list[Damage]) -> bytes:
    """Return data after some damages."""
    for kind, where, size, piece, byte in damage:
        at = int(where * len(data))
        end = at + int(size * len(data))
        inner = data[at:end]
        raw = piece.encode("utf-8", "surrogatepass")
        data = data[:at] + (
            b"",  # something is gone
            inner + inner,  # is there twice
            inner[::-1],  # is turned
            raw + inner,  # something is before it
            raw * (byte + 1) + inner,
            bytes([byte]) + inner[1:],  # a byte is another one
            data[end : 2 * end - at] + inner,  # is there in another place as well
        )[kind] + data[end:]  # fmt: skip
        data = data[:40_000]
    return data


def characters(page: Page) -> Counter[str]:
    return Counter("".join(page.text.split()))


@pytest.mark.parametrize("name", BASES)
@usual
@given(base=st.integers(0, 4), damage=damages)
def test_a_page_is_read_or_refused(name: str, base: int, damage: list[Damage]) -> None:
    bases = BASES[name]
    read_or_refuse(name, spoiled(bases[base % len(bases)].encode(), damage))


@usual
@given(packed=st.booleans(), damage=damages)
def test_a_pdf_is_read_or_refused(*, packed: bool, damage: list[Damage]) -> None:
    lines = [put(line, 30, 800 - 14 * n) for n, line in enumerate(RAIN.split())]
    pages = [PdfPage([put("全市水库安全度汛", 30, 760, 24), *lines]), PdfPage(lines)]
    read_or_refuse("a.pdf", spoiled(write_pdf(pages, packed=packed), damage))


def read_or_refuse(name: str, data: bytes) -> None:
    """Read a file and make of it what can be made; whatever is raised but a sentence is a fault."""
    with contextlib.suppress(GeneratorError):
        for page in read_seed(Seed(name=name, data=data)):
            if isinstance(page, Unread):
                continue
            made = reconstruct_page(page)  # which raises an error where a character is lost
            blocks = [block for article in made.articles for block in article.blocks]
            found: Counter[int] = Counter()
            labels = set()
            for block in (*blocks, *made.leftovers):
                if block.role is Role.LABEL and block.text.spans in labels:
                    continue
                labels.add(block.text.spans)
                found.update(at for span in block.text.spans for at in range(*span))
            seen = [at for at, char in enumerate(page.text) if not char.isspace()]
            assert not [at for at in seen if found[at] > 1]
            facts = describe_page(made)
            assert len(facts) == len(made.articles)
            page_notes(made)


@usual
@given(damage=damages)
def test_a_sidecar_is_read_or_refused(damage: list[Damage]) -> None:
    text = spoiled(SIDECAR.encode(), damage).decode("utf-8", "replace")
    with contextlib.suppress(GeneratorError):
        parse_sidecar(text, "a.yml")


@usual
@given(damage=damages)
def test_topics_are_read_or_refused(damage: list[Damage]) -> None:
    text = spoiled(TOPICS.encode(), damage).decode("utf-8", "replace")
    with contextlib.suppress(GeneratorError):
        parse_taxonomy(text, "topics.yml")


@usual
@given(damage=damages)
def test_the_records_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, damage: list[Damage]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / LEDGER).write_bytes(spoiled(RECORD.encode(), damage))
    with contextlib.suppress(GeneratorError):
        lists = Addresses.read(folder)
        lists.refuse_endless(9)
        assert all(pages <= 12 for pages, _name in lists.rows.values())
    with contextlib.suppress(GeneratorError):
        Permalinks.read(folder)
    (folder / MANIFEST).write_bytes(spoiled(LIST.encode(), damage))
    with contextlib.suppress(GeneratorError):
        for name in read_manifest(folder):
            assert (folder / name).resolve().is_relative_to(folder.resolve())
    parse_mark(spoiled(MARKED.encode(), damage))
