"""PDF pages of invented texts, written by hand: each thing that a PDF may do can be asked for.

A font with a name is not embedded: its glyphs have no shapes, but widths, and Unicode where it is
wanted. One without a name has a box for each glyph (Type 3, as Chromium writes fonts).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["BOXY", "SONG", "PdfFont", "PdfPage", "put", "write_pdf"]

A4 = (595.0, 842.0)


@dataclass(frozen=True)
class PdfFont:
    """A font for any character: its number in the font is its place in a list of those used."""

    name: str | None = "ABCDEF+NewSong"
    has_unicode: bool = True
    stands_for: dict[str, str] = field(default_factory=dict)
    """Characters that the table of Unicode gives others for."""


SONG = PdfFont()
BOXY = PdfFont(name=None)


@dataclass(frozen=True)
class PdfPage:
    """A page: drawing operators with ``put`` text among them."""

    content: Sequence[str | tuple[PdfFont, str, str]]
    """Operators as they are, and text in a font with the operators before it."""
    size: tuple[float, float, float, float] = (0, 0, *A4)
    crop: tuple[float, float, float, float] | None = None
    rotate: int = 0
    form: tuple[float, ...] | None = None
    """The matrix of a form that all of the content lies in."""


def put(
    text: str,
    x: float,
    y: float,
    size: float = 10,
    *,
    font: PdfFont = SONG,
    matrix: tuple[float, float, float, float] = (1, 0, 0, 1),
    mode: int = 0,
) -> tuple[PdfFont, str, str]:
    """Return text whose pen begins at a point, counted from the page's lower left corner."""
    way = " ".join(map(_number, (*matrix, x, y)))
    return font, f"{mode} Tr {way} Tm /%s {_number(size)} Tf", text


class _File:
    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, body: str | bytes) -> int:
        self.objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(self.objects)

    def stream(self, data: bytes, entries: str = "", *, packed: bool = False) -> int:
        if packed:
            data, entries = zlib.compress(data), f"{entries} /Filter /FlateDecode"
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("latin-1")
        return self.add(head + data + b"\nendstream")

    def whole(self, root: int, trailer: str) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        size = len(places) + 1
        out += f"trailer\n<< /Size {size} /Root {root} 0 R {trailer} >>\n".encode("latin-1")
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def write_pdf(pages: Iterable[PdfPage], *, password: bool = False, packed: bool = False) -> bytes:
    """Return the bytes of a PDF with these pages."""
    file, pages = _File(), list(pages)
    fonts: dict[int, tuple[PdfFont, list[str]]] = {}
    for page in pages:
        for item in page.content:
            if not isinstance(item, str):
                used = fonts.setdefault(id(item[0]), (item[0], []))[1]
                used += [char for char in dict.fromkeys(item[2]) if char not in used]
    names = {key: f"F{number}" for number, key in enumerate(fonts)}
    made = {key: _font(file, *fonts[key]) for key in fonts}
    resources = f"/Font << {' '.join(f'/{names[key]} {made[key]} 0 R' for key in fonts)} >>"
    image = file.stream(
        b"\x80", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
        " /BitsPerComponent 8",
    )  # fmt: skip
    resources += f" /XObject << /Im {image} 0 R"
    kids = []
    parent = len(file.objects) + 1 + sum(3 if page.form else 2 for page in pages)
    for page in pages:
        content = "\n".join(_operators(item, names, fonts) for item in page.content)
        own = f"<< {resources} >> >>"
        if page.form:
            matrix = " ".join(map(_number, page.form))
            form = file.stream(
                content.encode("latin-1"),
                f"/Type /XObject /Subtype /Form /BBox [-9999 -9999 9999 9999] /Matrix [{matrix}]"
                f" /Resources {own}",
                packed=packed,
            )
            content, own = "/Fm Do", f"<< {resources} /Fm {form} 0 R >> >>"
        stream = file.stream(content.encode("latin-1"), packed=packed)
        boxes = f"/MediaBox [{' '.join(map(_number, page.size))}]"
        if page.crop:
            boxes += f" /CropBox [{' '.join(map(_number, page.crop))}]"
        kids.append(
            file.add(
                f"<< /Type /Page /Parent {parent} 0 R {boxes} /Rotate {page.rotate} "
                f"/Resources {own} /Contents {stream} 0 R >>"
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    assert file.add(f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>") == parent
    root = file.add(f"<< /Type /Catalog /Pages {parent} 0 R >>")
    trailer = ""
    if password:  # nobody knows it: the proof of it is made up
        proof = "5a" * 32
        trailer = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{proof}> /U <{proof}> /P -4 >>"
        trailer += f" /ID [<{'00' * 16}> <{'00' * 16}>]"
    return file.whole(root, trailer)


def _operators(
    item: str | tuple[PdfFont, str, str],
    names: dict[int, str],
    fonts: dict[int, tuple[PdfFont, list[str]]],
) -> str:
    if isinstance(item, str):
        return item
    font, before, text = item
    used = fonts[id(font)][1]
    digits = 4 if font.name else 2
    codes = "".join(f"{used.index(char) + 1:0{digits}x}" for char in text)
    return f"BT {before % names[id(font)]} <{codes}> Tj ET"


def _font(file: _File, font: PdfFont, used: list[str]) -> int:
    if font.name is None:
        return _boxy_font(file, font, used)
    name = f"/{font.name}"
    narrow = " ".join(f"{n} [500]" for n, char in enumerate(used, start=1) if char < "\u2000")
    descriptor = file.add(
        f"<< /Type /FontDescriptor /FontName {name} /Flags 4 /FontBBox [0 -200 1000 800]"
        " /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    child = file.add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {name} /DW 1000 /W [{narrow}]"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /FontDescriptor {descriptor} 0 R >>"
    )
    return file.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H"
        f" /DescendantFonts [{child} 0 R]{_unicode(file, font, used, 4)} >>"
    )


def _boxy_font(file: _File, font: PdfFont, used: list[str]) -> int:
    widths = [500 if char < "\u2000" else 1000 for char in used]
    glyphs = [
        file.stream(f"{width} 0 0 0 {width} 700 d1 50 0 {width - 100} 700 re f".encode())
        for width in widths
    ]
    shapes = " ".join(f"/g{n} {glyph} 0 R" for n, glyph in enumerate(glyphs, start=1))
    names = " ".join(f"/g{n}" for n in range(1, len(used) + 1))
    return file.add(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 800] /FontMatrix [.001 0 0 .001 0 0]"
        f" /CharProcs << {shapes} >> /Encoding << /Differences [1 {names}] >> /FirstChar 1"
        f" /LastChar {len(used)} /Widths [{' '.join(map(str, widths))}] /Resources << >>"
        f"{_unicode(file, font, used, 2)} >>"
    )


def _unicode(file: _File, font: PdfFont, used: list[str], digits: int) -> str:
    if not font.has_unicode:
        return ""
    rows = "".join(
        f"<{n:0{digits}x}> <{font.stands_for.get(char, char).encode('utf-16-be').hex()}>\n"
        for n, char in enumerate(used, start=1)
    )
    table = file.stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        + f"1 begincodespacerange <{'0' * digits}> <{'f' * digits}> endcodespacerange\n".encode()
        + f"{len(used)} beginbfchar\n{rows}endbfchar\n".encode()
        + b"endcmap end end"
    )
    return f" /ToUnicode {table} 0 R"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
