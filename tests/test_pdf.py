"""What is read of a PDF: its characters, where they stand, what is drawn; and what is told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from generator.errors import SeedError
from generator.model import Direction, Geometry, Page, Run
from generator.readers import Unread
from generator.readers.pdf import read_pdf
from tests.pdf_writer import BOXY, PdfFont, PdfPage, put, write_pdf

HEAD, LINE = "新村办食堂", "近日，12 ab"
TEXT = (put(HEAD, 100, 700, 20), put(LINE, 100, 660, 10))
BODY = tuple(put("近日新村办起食堂", 100, 500 - 20 * line) for line in range(10))
"""Eighty characters that can all be read."""


def reading(*pages: PdfPage, packed: bool = False) -> list[Page | Unread]:
    return list(read_pdf(write_pdf(pages, packed=packed), "a.pdf"))


def read(*content: object, **page: object) -> tuple[Page, Geometry]:
    (found,) = reading(PdfPage(content, **page))  # type: ignore[arg-type]
    assert isinstance(found, Page), found
    assert found.geometry is not None
    assert_whole(found)
    return found, found.geometry


def assert_whole(page: Page) -> None:
    """Each character that is no blank stands in exactly one run, at one place."""
    assert page.geometry is not None
    at = 0
    for run in page.geometry.runs:
        start, end = run.span
        assert not page.text[at:start].strip()
        assert page.text[start].strip()
        assert page.text[end - 1].strip()
        assert len(run.xs) == end - start
        at = end
    assert not page.text[at:].strip()


def words(page: Page) -> Iterator[tuple[str, Run]]:
    assert page.geometry is not None
    for run in page.geometry.runs:
        yield page.text[slice(*run.span)], run


def test_characters_stand_where_the_pen_is() -> None:
    page, places = read(*TEXT)
    assert page.text == f"{HEAD}\n{LINE}"
    assert places.size == (595, 842)
    head, line = places.runs
    assert head.base == (100, 142)
    assert (head.em, head.xs, head.end) == (20, (100, 120, 140, 160, 180), 200)
    assert (head.font, head.bold) == ("NewSong", False)
    assert line.xs == (100, 110, 120, 130, 135, 140, 145, 150)
    assert line.end == pytest.approx(155, abs=1)
    assert places.made_by.startswith("pypdfium2 ")
    assert len(places.sha256) == 64


@pytest.mark.parametrize(
    ("rotate", "matrix", "pen"),
    [
        (90, (0, 1, -1, 0), (200, 100)),
        (180, (-1, 0, 0, -1), (400, 200)),
        (270, (0, -1, 1, 0), (200, 600)),
    ],
)
def test_a_turned_page_is_read_as_it_is_looked_at(
    rotate: int, matrix: tuple[float, float, float, float], pen: tuple[float, float]
) -> None:
    page, places = read(put(HEAD, *pen, 20, font=BOXY, matrix=matrix), rotate=rotate)
    assert places.size == ((595, 842) if rotate == 180 else (842, 595))
    (run,) = places.runs
    width, height = places.size
    seen = {90: (pen[1], pen[0]), 180: (width - pen[0], pen[1]), 270: (width - pen[1], 395)}
    assert run.base == seen[rotate]
    assert run.direction is Direction.HORIZONTAL
    assert [round(b - a) for a, b in zip(run.xs, run.xs[1:], strict=False)] == [20] * 4
    assert page.text == HEAD
    assert height in (595, 842)


def test_places_are_counted_from_the_corner_of_the_crop_box() -> None:
    _, places = read(*TEXT, size=(-50, -50, 600, 900), crop=(50, 60, 550, 800))
    assert places.size == (500, 740)
    assert [run.base for run in places.runs] == [(50, 100), (50, 140)]


def test_what_a_form_holds_stands_where_the_form_does() -> None:
    content = ("10 20 100 1 re f", "0.5 w 100 100 200 50 re S", "0.9 g 100 300 200 50 re f")
    picture = "q 80 0 0 40 300 500 cm /Im Do Q"
    _, places = read(*TEXT, *content, picture, size=(0, 0, 2000, 2000), form=(2, 0, 0, 2, 7, 9))
    assert [(run.base, run.em) for run in places.runs] == [((207, 591), 40), ((207, 671), 20)]
    assert places.rules == ((27, 1949, 227, 1951),)
    assert places.boxes == ((207, 1291, 607, 1391), (207, 1691, 607, 1791))
    assert places.pictures == ((607, 911, 767, 991),)


def test_text_given_for_glyphs_in_a_form_stands_where_the_form_does() -> None:
    span = "/Span << /ActualText <FEFF9769> >> BDC"
    _, places = read(span, put("新村", 100, 700, 20), "EMC", *BODY, form=(1, 0, 0, 1, 100, -90))
    assert places.runs[0].base == (200, 232)


def test_rules_frames_and_areas_are_told_apart() -> None:
    page = (
        *BODY,
        "1 w 50 400 m 50 700 l S",  # between columns
        "60 600 200 0.7 re f",
        "1 g 0 0 595 842 re f 0 g",  # the paper
        "0.9 g 300 300 100 100 re f 0 g",
        "0.5 w 300 500 100 100 re S",
        "300 650 m 350 700 l 400 610 l f",  # a drawing
        "300 750 100 20 re n",  # a clip that nobody sees
    )
    _, places = read(*page)
    assert places.rules == ((50, 142, 50, 442), (60, 241.3, 260, 242))
    assert places.boxes == ((300, 242, 400, 342), (300, 442, 400, 542))
    assert places.pictures == ()


def test_the_invisible_text_over_a_scan_is_the_page() -> None:
    page, places = read("q 595 0 0 842 0 0 cm /Im Do Q", put(HEAD, 100, 700, 20, mode=3))
    assert page.text == HEAD
    assert places.pictures == ()  # it is the page itself


def test_characters_drawn_twice_count_once_and_are_bold() -> None:
    once = [put(HEAD, 100, 700, 20), *BODY]
    page, places = read(*once, put(HEAD, 100.8, 700, 20))
    assert page.text == "\n".join((HEAD, *["近日新村办起食堂"] * 10))
    assert [run.bold for run in places.runs] == [True, *[False] * 10]
    page, _ = read(put("高高兴兴", 100, 700, 20), put("11lli.....", 100, 600, 20))
    assert page.text == "高高兴兴\n11lli....."


def test_bold_fonts_are_known_by_name() -> None:
    bold = PdfFont(name="ABCDEF+NewSong-Bold")
    _, places = read(put(HEAD, 100, 700, 20, font=bold), *BODY)
    assert [(run.font, run.bold) for run in places.runs][:2] == [
        ("NewSong-Bold", True),
        ("NewSong", False),
    ]


def test_letters_with_a_stroke_around_them_are_bold() -> None:
    _, places = read(put(HEAD, 100, 700, 20, mode=2), put(HEAD, 200, 700, 20))
    assert [run.bold for run in places.runs] == [True, False]


def test_a_run_ends_with_its_line_font_and_size_and_where_the_pen_jumps() -> None:
    page, _ = read(
        put("新村", 100, 700, 20),
        put("办食堂", 140, 700, 10),
        put("老人叫好", 300, 700, 10),
        put("叫好", 100, 680, 10),
        put("2", 120, 684, 5, font=BOXY),
    )
    assert page.text == "新村办食堂\n老人叫好\n叫好\n2"
    assert [text for text, _ in words(page)] == ["新村", "办食堂", "老人叫好", "叫好", "2"]


@pytest.mark.parametrize(
    ("matrix", "ys"), [((0, -1, 1, 0), (142, 162, 182)), ((0, 1, -1, 0), (142, 122, 102))]
)
def test_text_that_goes_down_or_up_has_its_places_along_the_line(
    matrix: tuple[float, float, float, float], ys: tuple[float, ...]
) -> None:
    _, places = read(put("新村办", 100, 700, 20, font=BOXY, matrix=matrix), *BODY)
    run = places.runs[0]
    assert run.direction is Direction.VERTICAL
    assert run.xs == ys
    assert run.em == 20


@pytest.mark.parametrize("way", [(0, -1, 1, 0), (0, 1, -1, 0), (-1, 0, 0, -1)])
def test_a_page_that_lies_on_its_side_is_set_upright(
    way: tuple[float, float, float, float],
) -> None:
    right, up = way[:2]
    lines = ("新村办食堂", "老人叫好", "价钱不贵")
    pens = [(300 + 20 * n * up, 400 - 20 * n * right) for n in range(len(lines))]
    page, places = read(
        *(put(line, *pen, font=BOXY, matrix=way) for line, pen in zip(lines, pens, strict=True))
    )
    runs = sorted(places.runs, key=lambda run: run.base[1])
    assert tuple(page.text[slice(*run.span)] for run in runs) == lines
    assert places.size == ((595, 842) if right else (842, 595))
    assert {run.direction for run in runs} == {Direction.HORIZONTAL}
    assert [round(b.base[1] - a.base[1]) for a, b in pairwise(runs)] == [20, 20]
    assert runs[0].xs[1] - runs[0].xs[0] == 10


def test_an_ellipsis_stands_where_its_pen_is() -> None:
    page, _ = read(put("食堂", 100, 700), put("……", 160, 700), put("好吃", 200, 700))
    assert page.text.split() == ["食堂", "……", "好吃"]


def test_a_condensed_face_keeps_its_height() -> None:
    _, places = read(put(HEAD, 100, 700, 20, matrix=(0.5, 0, 0, 1)))
    (run,) = places.runs
    assert (run.em, run.xs, run.end) == (20, (100, 110, 120, 130, 140), 150)


def test_what_nobody_sees_is_left_out() -> None:
    page, _ = read(put(HEAD, -300, 700, 20), put(HEAD, 100, 700, 0.1), *BODY[:1])
    assert page.text == "近日新村办起食堂"


def test_letters_larger_than_the_page_are_left_out() -> None:
    wide = put("宽", 100, 300, 10, matrix=(90, 0, 0, 1))
    page, _ = read(*TEXT, put("大", 100, 400, 5e5), put("巨", 100, 400, 900), wide)
    assert page.text == f"{HEAD}\n{LINE}"


def test_glyphs_stand_for_what_their_font_says() -> None:
    font = PdfFont(stands_for={"堂": "𠮷", "日": "ffi", "食": "\uf06c"})
    page, _ = read(put(HEAD, 100, 700, 20, font=font), put("近日好", 100, 660, 10, font=font))
    assert page.text == "新村办\uf06c𠮷\n近ffi好"


def test_a_word_that_a_line_parts_has_a_soft_hyphen() -> None:
    lines = ("the govern-", "ment of", "北京-", "上海")
    page, _ = read(*(put(text, 100, 700 - 15 * n) for n, text in enumerate(lines)))
    assert page.text == "the govern\xad\nment of\n北京-\n上海"


def test_few_characters_without_unicode_are_kept_as_what_they_are() -> None:
    font = PdfFont(stands_for={"村": "\ue123", "办": "\ufffd"})
    page, _ = read(put(HEAD, 100, 700, 20, font=font), *BODY)
    assert page.text.startswith("新\ufffd\ufffd食堂\n")


def test_many_are_told() -> None:
    (told,) = reading(PdfPage([put(HEAD, 100, 700, 20, font=PdfFont(has_unicode=False))]))
    assert isinstance(told, Unread)
    assert "5 of 5 characters without Unicode" in told.why
    assert "ocrmypdf --force-ocr" in told.why


def test_fonts_that_are_nowhere_are_told() -> None:
    """pdfium passes over a character by itself whose shape it does not have."""
    strange = "近日新村办起食堂，老人可以在那里吃饭，价钱不贵" * 2
    (told,) = reading(PdfPage([put(c, 50 + 10 * n, 700) for n, c in enumerate(strange)]))
    assert isinstance(told, Unread)
    assert "fonts that are neither in the PDF nor on this machine" in told.why
    assert told.passing


@pytest.mark.parametrize("packed", [False, True])
def test_blank_pages_are_counted_and_scans_are_told(packed: bool) -> None:
    scan = PdfPage(["q 500 0 0 800 0 0 cm /Im Do Q"])
    pages = reading(PdfPage(["0.5 w 50 50 100 100 re S"]), PdfPage(TEXT), scan, packed=packed)
    page, told = pages
    assert isinstance(page, Page)
    assert isinstance(told, Unread)
    assert (page.name, told.page) == ("a.pdf#2", "a.pdf#3")
    assert "no text layer" in told.why
    assert told.picture
    assert "only a picture of the page" in told.why


def test_letters_drawn_as_outlines_are_no_blank_page() -> None:
    outlines = [f"{x} {y} m {x + 5} {y + 7} l {x} {y + 9} l f" for x in range(50, 150, 8)
                for y in range(50, 150, 8)]  # fmt: skip
    (told,) = reading(PdfPage(outlines))
    assert isinstance(told, Unread)
    assert "no text layer" in told.why


def test_a_page_without_a_size_is_told() -> None:
    huge, page = reading(PdfPage(TEXT, size=(0, 0, 99_999_999, 1)), PdfPage(TEXT))
    assert isinstance(huge, Unread)
    assert isinstance(page, Page)


def test_a_locked_file_says_what_to_do() -> None:
    with pytest.raises(SeedError, match=r"a\.pdf: is locked with a password\. Save a copy"):
        list(read_pdf(write_pdf([PdfPage(TEXT)], password=True), "a.pdf"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"hello", b"\0" * 1000])
def test_what_is_no_pdf_is_told(data: bytes) -> None:
    with pytest.raises(SeedError, match=r"a\.pdf: is damaged, or no PDF"):
        list(read_pdf(data, "a.pdf"))


def test_a_file_without_its_table_of_places_is_read() -> None:
    whole = write_pdf([PdfPage(TEXT)])
    table = whole.index(b"xref\n")
    (page,) = read_pdf(whole[:table] + whole[whole.index(b"trailer") :], "a.pdf")
    assert isinstance(page, Page)
    assert page.text == f"{HEAD}\n{LINE}"


def test_the_order_of_pages_asked_for_and_maps_of_bytes() -> None:
    data = write_pdf([PdfPage(TEXT), PdfPage(BODY)])
    (second,) = read_pdf(bytearray(data), "a.pdf", first=2)
    assert isinstance(second, Page)
    assert second.name == "a.pdf#2"
