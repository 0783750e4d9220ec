"""Prints the sample page of ``seeds/``: invented stories as a newspaper sets them, as a PDF.

    python -m tests.print_sample seeds/2024-05-16-03.pdf

Columns, a photograph with its caption in the midst of one, a story in a frame and a headline that
runs down the page are what a text file cannot show. Needs fontTools and Noto Sans CJK, of which the
page brings along the characters that it uses; nothing else does, as the page itself is kept.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SIMPLIFIED = 2
"""Which of the fonts in that file is the one for simplified Chinese."""
WIDTH, HEIGHT = 760, 1000
EM, PITCH, GUTTER = 12.0, 18.0, 20.0
CLOSING = "，。”：；、）？！"
"""What no line begins with: the character before it goes along."""


@dataclass(frozen=True)
class Story:
    """A story and where it is set."""

    title: str
    paragraphs: Sequence[str]
    left: float
    top: float
    measure: int
    """Characters of its columns."""
    columns: int
    size: float
    """Of its headline."""
    byline: str = ""
    down: bool = False
    """Whether its headline runs down the page, at its left."""


CANTEEN = Story(
    title="新村老年食堂开门迎客",
    byline="本报记者 李庆 通讯员 陈禾",
    paragraphs=(
        "5月14日上午，新村老年食堂开门。天刚亮，七十八岁的周桂英就来了，她说：“自己做一个人的饭，"
        "不是多了就是少了。在这里吃，有菜有汤，还有人说话。”",
        "食堂由村里的旧仓房改成，能坐六十人。早饭三元，午饭八元，八十岁以上的老人半价。"
        "走不动的老人，由村里的年轻人送饭上门。开门第一天，来吃午饭的有五十三人，送出去的有十一份。",
        "办食堂的钱从哪里来？村里算过一笔账：菜是村民自家种的，米是村里的田里收的，"
        "两名厨师由村里出工钱，一年要九万元。这笔钱，果园的收入出一半，在外的村民捐一半。",
        "“开门容易，天天开门难。”管食堂的林大江说，村里每月贴出一张账单，谁捐了多少，"
        "花在哪里，都写得清清楚楚。下个月，食堂还要办一间屋子，让老人们饭后下棋、听戏。",
    ),
    left=30, top=112, measure=18, columns=2, size=30,
)  # fmt: skip
BRIDGE = Story(
    title="东河石桥又能走人了",
    paragraphs=(
        "东河上的老石桥修好了。5月12日，村民们从桥上走过，孩子们在桥头放起了风筝。",
        "这座桥有三百年了。前年夏天大水，桥墩被冲歪，两岸的人只好绕路，孩子上学要多走四里。"
        "修桥的石匠用的是老办法：把石头一块块编上号，拆下来，再按号装回去。"
        "坏了的十二块石头，是从上游的山里新开的。",
        "“新石头颜色浅，过几年就看不出来了。”石匠许望山说。桥边立了一块牌子，写着修桥人的名字。",
    ),
    left=510, top=112, measure=14, columns=1, size=26, down=True,
)  # fmt: skip
SCHOOL = Story(
    title="果园里办起了夜校",
    byline="本报记者 苏晚晴",
    paragraphs=(
        "每到星期三晚上，南坡的果园里就亮起灯。种了二十年梨的老农坐在前排，"
        "听从农校来的老师讲怎样剪枝、怎样防虫。",
        "夜校是今年三月办的，不收钱，谁都可以来。头一回来了九个人，如今有四十多人，"
        "还有从江口镇骑车来的。老师讲完，大家就到树下去看，哪一枝该留，哪一枝该剪，当场动手。",
        "“书上的话，到了树下才听得懂。”学员田秋生说。去年他家的梨树生了虫，收成少了三成；"
        "今年他照老师说的办法，在树上挂了黄板，虫少多了。夜校打算秋天再开一门课，教大家怎样在网上卖梨。",
    ),
    left=30, top=510, measure=18, columns=2, size=24,
)  # fmt: skip
DOCTORS = Story(
    title="十二名村医上岗",
    paragraphs=(
        "山水县新招的十二名村医，5月13日到各村上岗。他们都在县医院学了半年，会看常见的病，也会用救护的器械。",
        "每名村医管两个村，每周到行动不便的老人家里去一次，量血压，看药吃得对不对。"
        "村里看不了的病，由他们联系县医院。（据山水县卫生局）",
    ),
    left=530, top=536, measure=15, columns=1, size=20,
)  # fmt: skip
FERRY = Story(
    title="江口码头恢复夜航",
    paragraphs=(
        "停了两年的江口码头夜航，5月15日晚上恢复。末班船从晚上七点改到九点半，"
        "在对岸上班的人不用再赶路了。码头装了新的灯，船上也多了救生衣。",
        "船工老何开了三十年船。他说，夜里江面雾大，船要开得慢，“慢一点，人人都到家。”",
    ),
    left=30, top=786, measure=13, columns=2, size=22,
)  # fmt: skip
LIBRARY = Story(
    title="旧祠堂成了图书室",
    paragraphs=(
        "北岭村的旧祠堂，如今摆满了书。三千册书，一半是村民送的，一半是县里的图书馆借的。"
        "孩子们放了学就来，坐在大木桌边写作业。",
        "管书的是退休教师唐若兰。她记下每个孩子爱看的书，借书时就能推荐下一本。"
        "周末晚上，她还给孩子们念故事。",
    ),
    left=392, top=786, measure=13, columns=2, size=22,
)  # fmt: skip
PHOTO = "图为5月14日，老人们在新村老年食堂吃午饭。李庆 摄"


class Font:
    """A font cut down to the characters of a text."""

    def __init__(self, text: str) -> None:
        from fontTools import subset
        from fontTools.ttLib import TTFont

        font = TTFont(FONT, fontNumber=SIMPLIFIED)
        options = subset.Options(hinting=False, layout_features=[], notdef_outline=False)
        cutter = subset.Subsetter(options)
        cutter.populate(text=text)
        cutter.subset(font)
        names = font.getBestCmap()
        self.codes = {char: int(names[ord(char)][3:]) for char in text}
        """Numbers of its characters in the font."""
        self.widths = {char: font["hmtx"][names[ord(char)]][0] / 1000 for char in text}
        self.outlines = bytes(font.getTableData("CFF "))

    def width(self, text: str) -> float:
        """Return how many ems a text takes."""
        return float(sum(self.widths[char] for char in text))


@dataclass
class Press:
    """A page while it is printed."""

    font: Font
    content: list[str] = field(default_factory=list)

    def line(
        self, text: str, x: float, y: float, em: float, *, width: float = 0.0, bold: bool = False
    ) -> None:
        """Print a line with its upper left corner there, stretched to a width if one is given."""
        apart = (width - self.font.width(text) * em) / (len(text) - 1) if width else 0.0
        codes = "".join(f"{self.font.codes[char]:04x}" for char in text)
        look = f"2 Tr {em * 0.025:.2f} w" if bold else "0 Tr"
        self.content.append(
            f"BT {look} {apart:.3f} Tc /F {em:g} Tf 1 0 0 1 {x:.2f} {HEIGHT - y - 0.88 * em:.2f} Tm"
            f" <{codes}> Tj ET"
        )

    def area(self, x: float, y: float, w: float, h: float, grey: str, ink: str = "f") -> None:
        """Print an area in a shade, ``B`` with a line around it."""
        self.content.append(f"q 0.6 w {grey} {x} {HEIGHT - y - h} {w} {h} re {ink} Q")

    def column(self, lines: Sequence[tuple[str, float, bool]], x: float, y: float, m: int) -> float:
        """Print the lines of a column and return where it ends."""
        for text, indent, last in lines:
            width = 0.0 if last else (m - indent) * EM
            self.line(text, x + indent * EM, y, EM, width=width)
            y += PITCH
        return y

    def story(self, story: Story) -> None:
        """Print a story; the canteen's photograph stands in its second column."""
        x, y = story.left, story.top
        if story.down:
            for k, char in enumerate(story.title):
                self.line(char, x, y + k * story.size, story.size, bold=True)
            x += story.size + 10
        else:
            self.line(story.title, x, y, story.size, bold=True)
            y += story.size * 1.45
        if story.byline:
            self.line(story.byline, x, y - 2, 10.5)
            y += PITCH
        lines = [*self.broken(story.paragraphs, story.measure)]
        step = story.measure * EM + GUTTER
        room = 8 if story is CANTEEN else 0
        tall = -(-(len(lines) + room) // story.columns)
        self.column(lines[:tall], x, y, story.measure)
        if story.columns > 1:
            rest, over = lines[tall:], 4 if room else 0
            end = self.column(rest[:over], x + step, y, story.measure)
            if room:
                self.photograph(x + step, end + 4, story.measure * EM)
                end += room * PITCH
            self.column(rest[over:], x + step, end, story.measure)

    def photograph(self, x: float, y: float, width: float) -> None:
        """Print a room with a table, and what it shows."""
        self.area(x, y, width, 112, "0.82 g")
        self.area(x + 20, y + 14, 50, 36, "0.95 g")
        self.area(x + 90, y + 14, 50, 36, "0.95 g")
        self.area(x + 24, y + 78, width - 48, 8, "0.45 g")
        for k in range(4):
            self.area(x + 36 + 40 * k, y + 52, 14, 26, "0.6 g")
        self.line(PHOTO, x, y + 117, 8.5)

    def broken(self, paragraphs: Sequence[str], measure: int) -> Iterator[tuple[str, float, bool]]:
        """Yield paragraphs as lines: text, indent in ems, whether it is the last one."""
        for text in paragraphs:
            indent, start = 2.0, 0
            while start < len(text):
                end = start
                while (
                    end < len(text) and self.font.width(text[start : end + 1]) <= measure - indent
                ):
                    end += 1
                while text[end : end + 1] and (text[end] in CLOSING or text[end - 1] in "“（"):
                    end -= 1
                yield text[start:end], indent, end == len(text)
                indent, start = 0.0, end


def print_page(press: Press) -> None:
    """Print the page."""
    press.line("新村日报", 30, 24, 46, bold=True)
    press.line("2024年5月16日 星期四", 470, 62, 11)
    press.line("民生", 640, 58, 17, bold=True)
    press.line("03", 704, 58, 17, bold=True)
    press.area(30, 92, 700, 1.5, "0 g")
    for x, y, w, h in ((497, 112, 0.6, 320), (30, 496, 700, 0.6), (30, 772, 700, 0.6)):
        press.area(x, y, w, h, "0.5 g")
    press.area(514, 520, 216, 236, "0.95 g 0.4 G", "B")
    for story in STORIES:
        press.story(story)
    press.line("责编 王禾 美编 方小雨", 610, 970, 9)


STORIES = (CANTEEN, BRIDGE, SCHOOL, DOCTORS, FERRY, LIBRARY)
OTHERS = f"{PHOTO}新村日报2024年5月16日 星期四民生03责编 王禾 美编 方小雨"


def page_bytes(press: Press) -> bytes:
    """Return the page as a PDF."""
    font = press.font
    narrow = " ".join(
        f"{font.codes[c]} [{round(1000 * w)}]" for c, w in sorted(font.widths.items()) if w != 1
    )
    rows = "".join(
        f"<{code:04x}> <{char.encode('utf-16-be').hex()}>\n"
        for char, code in sorted(font.codes.items())
    )
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        + "".join(
            f"{len(part)} beginbfchar\n{chr(10).join(part)}\nendbfchar\n"
            for part in _parts(rows.splitlines(), 100)
        )
        + "endcmap end end"
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R"
        " /Resources << /Font << /F 5 0 R >> >> >>".encode(),
        _packed("\n".join(press.content).encode()),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+NotoSansCJKsc-Regular"
        b" /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /AAAAAA+NotoSansCJKsc-Regular /DW 1000"
        f" /W [{narrow}] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        " /FontDescriptor 8 0 R >>".encode(),
        _packed(unicode.encode()),
        b"<< /Type /FontDescriptor /FontName /AAAAAA+NotoSansCJKsc-Regular /Flags 4"
        b" /FontBBox [-1000 -1000 3000 2000] /ItalicAngle 0 /Ascent 880 /Descent -120"
        b" /CapHeight 733 /StemV 80 /FontFile3 9 0 R >>",
        _packed(font.outlines, "/Subtype /CIDFontType0C"),
    )
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(places) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _parts(rows: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(rows), most):
        yield rows[start : start + most]


def _packed(data: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(data, 9)
    head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def sample_text() -> str:
    """Return every text of the page, one after the other."""
    told: list[Any] = [OTHERS]
    for story in STORIES:
        told += [story.title, story.byline, *story.paragraphs]
    return "".join(told)


if __name__ == "__main__":
    printed = Press(Font("".join(sorted(set(sample_text())))))
    print_page(printed)
    Path(sys.argv[1]).write_bytes(page_bytes(printed))
