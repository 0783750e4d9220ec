"""Files of every form that is read, how they are spoiled, and what then must hold.

``FILES`` has whole ones by form, ``READ`` reads one of a form and raises where it is refused
(``GeneratorError``) or where something is wrong (anything else).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from generator.corpus.addresses.ledger import LEDGER
from generator.corpus.addresses.list_addresses import Addresses
from generator.corpus.addresses.permalinks import Permalinks
from generator.corpus.files.manifest import MANIFEST, TITLE, read_manifest
from generator.corpus.files.owned_files import parse_mark
from generator.corpus.seeds.seed_decoding import decode_text
from generator.corpus.seeds.seed_files import Seed
from generator.corpus.seeds.seed_reading import read_seed
from generator.corpus.seeds.sidecar import parse_sidecar
from generator.describe import describe_page, describe_text
from generator.describe.topics.taxonomy import parse_taxonomy
from generator.editing import page_notes
from generator.model import Page, Role
from generator.readers import Unread
from generator.reconstruct import reconstruct_page
from tests.pdf_writer import PdfPage, put, write_pdf
from tests.samples import RAIN, ROADS

__all__ = ["FILES", "PIECES", "READ", "Damage", "spoiled"]

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
_PAGES = {
    "a.txt": (f"{RAIN}\n\n{ROADS}", f"  {RAIN}", "中国社会报 2024年5月20日 星期一 第3版\n" + ROADS),
    "a.md": (
        f"# 水库\n\n{RAIN}\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
        f"{{0}}-----\n## **水库** ##\n\n- {RAIN}\n\n{{1}}-----\n道路&amp;桥\n====\n\n> {ROADS}\n",
    ),
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
    *("\0", "\r\n", "\n\n\n", "\f", "\ufeff", "\ufffd", "\u202e", "\u200b", "\u0301", "\x1b[2J"),
    *("\t", "《", "》", "（", "”", "|", "| |", "---", "***", "#", "<", ">", "</", "<!--", "]]>"),
    *("<![CDATA[", "<![", "&", "&#xD800;", "&amp;", "&x;", "<!DOCTYPE a [<!ENTITY x 'y'>]>"),
    *("&#0;", "<?xml?>", '"', "'", "{", "}", "[", "]", ",", ":", "\\", "\\u0000", "\\ud800"),
    *("null", "true", "NaN", "Infinity", "1e999", "-1", "0", "9" * 30, "0x10", "３", "二〇二四年"),
    *("13月45日", "第999999版", "下转第5版", "本报记者 ", "责编：", "■", "𠮷"),
    *("👩\u200d👩\u200d👧", "&a", "*a", "!!python/x ", "? ", "- ", "%"),
]  # fmt: skip
"""What means something in one of the forms, and turns up where it should not."""
Damage = tuple[int, float, float, str, int]
"""What is done, where and to how much of the file, a piece, and a byte."""


def spoiled(data: bytes, damage: list[Damage], *, is_text: bool = False) -> bytes:
    """Return data after some damages.

    Of a text is kept what is still UTF-8, as one that is not is refused before anything reads it.
    """
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
    return data.decode("utf-8", "ignore").encode() if is_text else data


def _read_page(name: str, data: bytes) -> None:
    """Read a file and make of it what can be made; whatever is raised but a sentence is a fault."""
    for page in read_seed(Seed(name=name, data=data)):
        if not isinstance(page, Unread):
            _hold_together(page)


def _hold_together(page: Page) -> None:
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


def _read_lists(data: bytes, folder: Path) -> None:
    (folder / LEDGER).write_bytes(data)
    lists = Addresses.read(folder)
    lists.refuse_endless(9)
    assert all(pages <= 12 for pages, _name in lists.rows.values())


def _read_links(data: bytes, folder: Path) -> None:
    (folder / LEDGER).write_bytes(data)
    Permalinks.read(folder)


def _read_list(data: bytes, folder: Path) -> None:
    (folder / MANIFEST).write_bytes(data)
    for name in read_manifest(folder):
        assert (folder / name).resolve().is_relative_to(folder.resolve())


def _pdf(*, packed: bool) -> bytes:
    lines = [put(line, 30, 800 - 14 * n) for n, line in enumerate(RAIN.split())]
    pages = [PdfPage([put("全市水库安全度汛", 30, 760, 24), *lines]), PdfPage(lines)]
    return write_pdf(pages, packed=packed)


FILES: dict[str, tuple[bytes, ...]] = {
    **{name: tuple(text.encode() for text in texts) for name, texts in _PAGES.items()},
    "a.pdf": (_pdf(packed=False), _pdf(packed=True)),
    "a text": (RAIN.encode(), ROADS.encode()),
    "a sidecar": (SIDECAR.encode(),),
    "topics": (TOPICS.encode(),),
    "addresses of lists": (RECORD.encode(),),
    "addresses of articles": (RECORD.encode(),),
    "a list of files": (LIST.encode(),),
    "a list of marks": (MARKED.encode(),),
}
"""Whole files of each form."""
_Read = Callable[[bytes, Path], object]
_OTHERS: dict[str, _Read] = {
    "a text": lambda data, _folder: describe_text(decode_text(data, "a")),
    "a sidecar": lambda data, _folder: parse_sidecar(data.decode("utf-8", "replace"), "a.yml"),
    "topics": lambda data, _folder: parse_taxonomy(data.decode("utf-8", "replace"), "topics.yml"),
    "addresses of lists": _read_lists,
    "addresses of articles": _read_links,
    "a list of files": _read_list,
    "a list of marks": lambda data, _folder: parse_mark(data),
}


def _page_reader(name: str) -> _Read:
    return lambda data, _folder: _read_page(name, data)


READ: dict[str, _Read] = {name: _OTHERS.get(name, _page_reader(name)) for name in FILES}
"""Reads a file of the form, where a folder is there to write it into."""
