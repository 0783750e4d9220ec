"""What programs for OCR write, form by form: whole articles come out, and no hostile file hurts."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import run
from generator.corpus.seeds.seed_files import Seed, find_seeds, ignored_input
from generator.corpus.seeds.seed_reading import read_pages
from generator.errors import SeedError
from generator.model import Article, Page
from generator.readers.boxes_json import boxes_line, read_boxes
from generator.readers.ocr import read_ocr
from generator.readers.ocr.line_lists import listed_lines
from generator.readers.ocr.markup_parser import Text, html_events
from generator.readers.ocr.ocr_records import NOWHERE, OcrLine, OcrPage, OcrWord, line_of
from generator.readers.ocr.page_setting import set_page
from generator.readers.ocr.page_xml import _are_in
from generator.readers.ocr.paragraphs import OcrParagraph, paragraph_lines
from generator.readers.ocr.straight_lines import page_slope, straighten
from generator.reconstruct import reconstruct_page
from tests.growth import grows_evenly
from tests.samples import make_project

SCANS = Path(__file__).resolve().parent / "scans"
RAPID: list[dict[str, Any]] = json.loads((SCANS / "rapid.json").read_text("utf-8"))
SIZE = (1292, 1584)
TITLES = ["山塘村办起老人食堂", "白河修好三座石桥", "茶山小学开设剪纸课"]


def read(data: bytes | str, name: str = "a.json") -> list[Page]:
    return list(read_ocr(data.encode() if isinstance(data, str) else data, name))


def articles(page: Page) -> tuple[Article, ...]:
    return reconstruct_page(page).articles


def shown(page: Page) -> Iterator[str]:
    """Yield the articles of a page as a reader sees them."""
    for article in articles(page):
        yield f"# {article.title.text.text if article.title else ''}\n"
        if article.byline:
            yield f"*{article.byline.text.text}*\n"
        for block in article.body:
            yield f"{block.text.text}\n"
        if article.credit:
            yield f"— {article.credit.text.text}\n"


def titles(page: Page) -> list[str]:
    return sorted(article.title.text.text if article.title else "" for article in articles(page))


def box_of(row: dict[str, Any]) -> list[float]:
    xs, ys = zip(*row["box"], strict=True)
    return [min(xs), min(ys), max(xs), max(ys)]


# -- files that tools wrote ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "golden"),
    [
        ("page.hocr", "tesseract.md"),
        ("page.alto.xml", "tesseract.md"),
        ("rapid.json", "rapid.md"),
    ],
)
def test_articles_come_out_of_what_tools_wrote(
    file: str, golden: str, request: pytest.FixtureRequest
) -> None:
    (page,) = read((SCANS / file).read_bytes(), file)
    text = "\n".join(shown(page))
    if request.config.getoption("--update-goldens"):
        (SCANS / golden).write_text(text, "utf-8", newline="\n")
    assert text == (SCANS / golden).read_text("utf-8")
    assert titles(page) == sorted(TITLES)


@pytest.mark.parametrize("file", ["page.hocr", "page.alto.xml", "rapid.json"])
def test_pages_are_straight_and_sure_of_something(file: str) -> None:
    (page,) = read((SCANS / file).read_bytes(), file)
    assert page.geometry is not None
    body = [run for run in page.geometry.runs if run.em == page.geometry.runs[-1].em]
    lefts = sorted(run.base[0] for run in body)
    # the page was turned by .4 degrees: of columns 180 pixels high, a fifth of an em is left
    assert sum(abs(left - lefts[0]) < 0.25 * body[0].em for left in lefts) >= 5
    assert all(run.conf is not None and 0 < run.conf <= 1 for run in page.geometry.runs)
    assert 6 < body[0].em < 12
    for article in articles(page):
        assert article.confidence <= sum(run.conf or 0 for run in body) / len(body) + 0.1


def test_how_sure_ocr_is_counts_for_an_article() -> None:
    (sure,) = read(json.dumps(RAPID))
    (unsure,) = read(json.dumps([{**row, "score": row["score"] / 2} for row in RAPID]))
    for one, other in zip(articles(sure), articles(unsure), strict=True):
        assert other.confidence == pytest.approx(one.confidence / 2, abs=0.01)


# -- the same page in every form ----------------------------------------------------------------


def paddle3() -> str:
    return json.dumps(
        {
            "input_path": "page.png",
            "page_index": None,
            "model_settings": {"use_doc_preprocessor": False},
            "dt_polys": [row["box"] for row in RAPID],
            "rec_texts": [row["txt"] for row in RAPID],
            "rec_scores": [row["score"] for row in RAPID],
            "rec_polys": [row["box"] for row in RAPID],
            "rec_boxes": [box_of(row) for row in RAPID],
        }
    )


def page_xml() -> str:
    lines = ""
    for n, row in enumerate(RAPID):
        points = " ".join(f"{x:.0f},{y:.0f}" for x, y in row["box"])
        lines += (
            f'<TextLine id="l{n}"><Coords points="{points}"/><TextEquiv conf="{row["score"]}">'
            f"<Unicode>{row['txt']}</Unicode></TextEquiv></TextLine>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><PcGts xmlns="http://schema.primaresearch.org/PAGE'
        '/gts/pagecontent/2019-07-15"><Page imageFilename="p.png" imageWidth="1292" '
        'imageHeight="1584"><SeparatorRegion id="s"><Coords points="40,85 1250,85 1250,95 40,95"/>'
        f'</SeparatorRegion><TextRegion id="r">{lines}</TextRegion></Page></PcGts>'
    )


def mineru_middle() -> str:
    lines = [
        {
            "bbox": box_of(row),
            "spans": [
                {
                    "bbox": box_of(row),
                    "content": row["txt"],
                    "type": "text",
                    "score": row["score"],
                }
            ],
        }
        for row in RAPID
    ]
    blocks = [{"type": "text", "bbox": line["bbox"], "lines": [line]} for line in lines]
    page = {"page_idx": 0, "page_size": SIZE, "para_blocks": blocks[3:]}
    return json.dumps({"pdf_info": [{**page, "discarded_blocks": blocks[:3]}]})


FORMS = {
    "PaddleOCR 3": paddle3(),
    "PaddleOCR 3, printed": json.dumps({"res": json.loads(paddle3())}),
    "PP-Structure": json.dumps({"page_index": 0, "overall_ocr_res": json.loads(paddle3())}),
    "PaddleOCR 2": json.dumps([[[row["box"], [row["txt"], row["score"]]] for row in RAPID]]),
    "PaddleOCR-json": json.dumps(
        {
            "code": 100,
            "data": [{"box": r["box"], "text": r["txt"], "score": r["score"]} for r in RAPID],
        }
    ),
    "RapidOCR": json.dumps(
        {
            "boxes": [row["box"] for row in RAPID],
            "txts": [row["txt"] for row in RAPID],
            "scores": [row["score"] for row in RAPID],
        }
    ),
    "RapidOCR 1": json.dumps([[row["box"], row["txt"], row["score"]] for row in RAPID]),
    "PAGE": page_xml(),
    "MinerU": mineru_middle(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_articles(form: str) -> None:
    (page,) = read(FORMS[form])
    assert titles(page) == sorted(TITLES)
    (known,) = read((SCANS / "rapid.json").read_bytes())
    bodies = {block.text.text for article in articles(known) for block in article.body}
    own = {block.text.text for article in articles(page) for block in article.body}
    assert len(own & bodies) >= len(bodies) - 2  # boxes without corners are as high as their skew
    assert page.geometry is not None
    assert all(run.conf is not None for run in page.geometry.runs)


PARAGRAPHS = [
    ("section_header", "山塘村办起老人食堂", (24, 60, 330, 96)),
    (
        "text",
        "近日，山塘村办起一间食堂，村里六十多位老人每天可以在那里吃上热饭。食堂设在村小学的旧校舍里，三间教室打通，添了灶台和桌椅。",
        (24, 130, 204, 214),
    ),
    (
        "text",
        "村委会主任说，村里年轻人大多外出，老人常常一顿饭热上两天。去年冬天，村民开会商议，每户出二十元，又请来镇上的厨师。",
        (24, 220, 204, 304),
    ),
    ("section_header", "白河修好三座石桥", (420, 60, 596, 84)),
    (
        "text",
        "昨日，白河上的三座石桥全部修好，两岸十二个村庄的孩子上学不用再绕远路，大家都说好。",
        (420, 130, 596, 190),
    ),
]


def docling() -> str:
    texts = [
        {
            "self_ref": f"#/texts/{n}",
            "label": label,
            "text": text,
            "orig": text,
            "prov": [
                {
                    "page_no": 2,
                    "bbox": {"l": x0, "t": 760 - y0, "r": x1, "b": 760 - y1}
                    | {"coord_origin": "BOTTOMLEFT"},
                    "charspan": [0, len(text)],
                }
            ],
        }
        for n, (label, text, (x0, y0, x1, y1)) in enumerate(PARAGRAPHS)
    ]
    pages = {str(n): {"page_no": n, "size": {"width": 620.0, "height": 760.0}} for n in (1, 2)}
    return json.dumps({"schema_name": "DoclingDocument", "texts": texts, "pages": pages})


def content_list() -> str:
    rows = [
        {"type": "text", "text": text, "bbox": box, "page_idx": 1}
        | ({"text_level": 1} if label == "section_header" else {})
        for label, text, box in PARAGRAPHS
    ]
    image = {"type": "image", "img_path": "a.jpg", "bbox": (24, 400, 200, 500), "page_idx": 1}
    return json.dumps([*rows, image])


def vision_model() -> str:
    blocks = [
        {
            "type": "title" if label == "section_header" else "text",
            "bbox": box,
            "lines": [{"bbox": box, "spans": [{"bbox": box, "type": "text", "content": text}]}],
        }
        for label, text, box in PARAGRAPHS
    ]
    none: dict[str, Any] = {"page_idx": 0, "page_size": [620, 760], "para_blocks": []}
    return json.dumps({"pdf_info": [none, {**none, "para_blocks": blocks}]})


@pytest.mark.parametrize("made", [docling, content_list, vision_model])
def test_paragraphs_whose_lines_nobody_tells_stay_whole(made: Any) -> None:
    (page,) = read(made())
    assert page.name == "a.json#2"  # the first one is blank
    found = {
        article.title.text.text: [block.text.text for block in article.body]
        for article in articles(page)
        if article.title
    }
    texts = [text for _, text, _ in PARAGRAPHS]
    assert found == {texts[0]: texts[1:3], texts[3]: texts[4:]}


def test_a_paragraph_in_two_columns_stands_in_both() -> None:
    text = "近日，新村办起食堂，大家都很高兴。老人们每天来吃饭，邻居也来帮忙，说好的人很多。"
    prov = [
        {"page_no": 1, "bbox": {"l": 10, "t": 10, "r": 110, "b": 40, "coord_origin": "TOPLEFT"}}
        | {"charspan": [0, 17]},
        {"page_no": 1, "bbox": {"l": 130, "t": 10, "r": 230, "b": 40, "coord_origin": "TOPLEFT"}}
        | {"charspan": [17, len(text)]},
    ]
    size = {"width": 240.0, "height": 300.0}
    whole = {
        "schema_name": "DoclingDocument",
        "pages": {"1": {"page_no": 1, "size": size}},
        "texts": [{"label": "text", "text": text, "prov": prov}],
    }
    (page,) = read(json.dumps(whole))
    assert page.text.replace("\n", "") == text
    assert page.geometry is not None
    assert {run.base[0] > 120 for run in page.geometry.runs} == {True, False}


# -- what is set --------------------------------------------------------------------------------


def grid(columns: int = 3, rows: int = 20, em: float = 20.0) -> list[OcrLine]:
    """Return the lines of some columns, level."""
    said = "老人们每天来吃饭邻居也帮忙"
    return [
        line_of(
            [OcrWord(said)],
            (left, top, left + len(said) * em, top + em),
            conf=0.9,
        )
        for left in (100 + 300 * n for n in range(columns))
        for top in (100 + 1.5 * em * k for k in range(rows))
    ]


def turned(line: OcrLine, slope: float) -> OcrLine:
    x, y = line.middle
    return replace(line, middle=(x - slope * y, y + slope * x))


@given(st.floats(-0.05, 0.05))
def test_a_page_askew_is_set_straight(slope: float) -> None:
    lines = [turned(line, slope) for line in grid()]
    assert page_slope(lines) == pytest.approx(slope, abs=0.002)
    page = set_page(OcrPage(size=(1200, 900), lines=tuple(lines)), "a", made_by="", sha256="")
    assert page is not None
    assert page.geometry is not None
    for n in range(3):
        own = page.geometry.runs[20 * n : 20 * n + 20]
        spread = max(run.base[0] for run in own) - min(run.base[0] for run in own)
        assert spread < 0.1 * own[0].em


def test_lines_that_run_over_a_gutter_are_cut_there() -> None:
    hocr = """<html><body><div class='ocr_page' title='image "a.png"; bbox 0 0 800 400'>
      <span class='ocr_line' title='bbox 20 20 720 40'>
      <span class='ocrx_word' title='bbox 20 20 180 40; x_wconf 90'>老人们每天来吃饭</span>
      <span class='ocrx_word' title='bbox 182 20 340 40; x_wconf 80'>邻居也来帮忙，</span>
      <span class='ocrx_word' title='bbox 380 20 540 40; x_wconf 70'>县里给了些补贴</span>
      <span class='ocrx_word' title='bbox 542 20 720 40'>石桥修好了。</span></span></div>"""
    (page,) = read(hocr, "a.hocr")
    assert page.text == "老人们每天来吃饭邻居也来帮忙，\n县里给了些补贴石桥修好了。"
    assert page.geometry is not None
    first, second = page.geometry.runs
    assert first.end < second.base[0]
    assert first.em == second.em


def test_words_out_of_their_line_stand_at_its_end() -> None:
    words = [OcrWord("石桥", (900, 20, 980, 40)), OcrWord("修好", (-90, 20, -50, 40))]
    lines = [*grid(1), line_of(words, (100, 70, 180, 90)), line_of(words[:1], (100, 45, 180, 65))]
    page = set_page(OcrPage(size=(1200, 900), lines=tuple(lines)), "a", made_by="", sha256="")
    assert page is not None
    assert page.geometry is not None
    assert all(run.em > 0 and 0 <= run.base[0] <= 600 for run in page.geometry.runs)
    assert [*read_boxes(boxes_line(page).encode(), "a")] == [page]


def test_other_lines_tell_of_a_gutter_where_no_words_do() -> None:
    lines = grid(2)
    joined = "老人们每天来吃饭邻居也帮忙县里给了补贴石桥也修好了"
    lines[5:6] = []
    place = (100, 250, 640, 270)  # twenty-five characters, and the gutter
    lines[24] = line_of([OcrWord(joined)], place, conf=0.5)
    page = set_page(OcrPage(size=(1200, 900), lines=tuple(lines)), "a", made_by="", sha256="")
    assert page is not None
    assert page.geometry is not None
    assert {joined[:13], joined[13:]} <= {*page.text.split("\n")}
    assert {run.em for run in page.geometry.runs} == {10.0}


@pytest.mark.parametrize(
    ("middle", "parts"),
    [
        ((" ", 0, 0), ["石桥修好了食堂办起来"]),
        (("“", 365, 375), ["石桥修好了", "“食堂办起来"]),
        (("在", 355, 395), ["石桥修好了在食堂办起来"]),
    ],
)
def test_a_headline_is_cut_at_a_gutter_in_which_a_speck_stands(
    middle: tuple[str, int, int], parts: list[str]
) -> None:
    mark, begin, end = middle
    words = [OcrWord("石桥修好了", (100, 40, 350, 90))]
    words += [OcrWord(mark, (begin, 40, end, 90))] if end else []
    words += [OcrWord("食堂办起来", (402, 40, 652, 90))]
    if mark == "“":  # as tesseract does it: one word of the speck and what comes after
        words[1:] = [OcrWord("“食堂办起来", (365, 40, 652, 90))]
    lines = [line_of(words, (100, 40, 652, 90)), *grid(2)]
    page = set_page(OcrPage(size=(1200, 900), lines=tuple(lines)), "a", made_by="", sha256="")
    assert page is not None
    assert page.text.split("\n")[: len(parts)] == parts


def test_a_lead_over_two_columns_is_left_whole() -> None:
    lead = "老人们每天来吃饭邻居也帮忙县里给了补贴石桥也修好了大家高兴"
    lines = [*grid(2), line_of([OcrWord(lead)], (100, 70, 100 + 20 * len(lead), 90))]
    page = set_page(OcrPage(size=(1200, 900), lines=tuple(lines)), "a", made_by="", sha256="")
    assert page is not None
    assert lead in page.text.split("\n")


def test_letters_keep_their_blanks_and_characters_get_none() -> None:
    words = [("On", 20), ("line", 60), ("办", 120), ("食", 142), ("2031", 170), ("年", 230)]
    spans = "".join(
        f"<span class='ocrx_word' title='bbox {x} 20 {x + 18 * len(w)} 40'>{w}</span> "
        for w, x in words
    )
    line = f"<p class=ocr_line title='bbox 20 20 260 40'>{spans}"
    (page,) = read(f"<html><div class=ocr_page title='bbox 0 0 800 400'>{line}", "a.hocr")
    assert page.text == "On line办食2031年"


def test_upright_lines_are_vertical() -> None:
    rows = [
        *RAPID,
        {"box": [[1240, 300], [1270, 300], [1270, 560], [1240, 560]], "txt": "石桥连着两岸人家"},
    ]
    (page,) = read(json.dumps(rows))
    assert page.geometry is not None
    assert [run.direction.value for run in page.geometry.runs].count("v") == 1
    assert page.geometry.runs[-1].direction.value == "v"


def test_alto_in_tenths_of_millimetres_has_a_size() -> None:
    strings = "".join(
        f'<TextLine HPOS="200" VPOS="{100 + 50 * n}" WIDTH="350" HEIGHT="35"><String HPOS="200" '
        f'VPOS="{100 + 50 * n}" WIDTH="350" HEIGHT="35" WC="0.9" CONTENT="老人们每天来吃饭吧"/>'
        "</TextLine>"
        for n in range(9)
    )
    alto = (
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>mm10'
        f'</MeasurementUnit></Description><Layout><Page WIDTH="2100" HEIGHT="2970">{strings}'
        "</Page></Layout></alto>"
    )
    (page,) = read(alto, "a.xml")
    assert page.geometry is not None
    assert page.geometry.size == (595.28, 841.89)
    assert page.geometry.runs[0].em == pytest.approx(11.0, abs=0.1)
    assert page.geometry.runs[0].conf == 0.9


# -- nothing that a file says is lost -----------------------------------------------------------


def characters(text: str) -> list[str]:
    return sorted("".join(text.split()))


SAID = st.text("新村办食堂老人石桥修好0aB，。", min_size=1, max_size=30)
SIDES = st.sampled_from([-5.0, 0.0, 5e-324, 0.5, 1.0, 20.0, 300.0])
PLACE = st.none() | st.lists(SIDES, min_size=4, max_size=4)


def all_come_out(data: str, said: list[str]) -> bool:
    pages = read(data)
    assert all([*read_boxes(boxes_line(page).encode(), "a")] == [page] for page in pages)
    return characters("".join(page.text for page in pages)) == characters("".join(said))


@given(st.lists(st.tuples(SAID, SAID, PLACE, PLACE, st.integers(-2, 40)), min_size=1, max_size=5))
def test_all_text_of_docling_comes_out(rows: list[tuple[str, str, Any, Any, int]]) -> None:
    def box(place: list[float] | None) -> dict[str, float] | None:
        return None if place is None else dict(zip("ltrb", place, strict=True))

    texts, cells = [], []
    for n, (text, cell, one, other, cut) in enumerate(rows):
        first = {"page_no": 1 + n % 2, "bbox": box(one), "charspan": [0, cut]}
        prov = [first, {"page_no": 1, "bbox": box(other), "charspan": [0, -1]}][: n % 3]
        texts.append({"label": ["text", "title"][n % 2], "text": text, "prov": prov})
        cells.append({"text": cell, "bbox": box(other)})
    tables = [{"data": {"table_cells": cells}, "prov": [{"page_no": 2}]}]
    whole = {"schema_name": "DoclingDocument", "texts": texts, "tables": tables}
    assert all_come_out(json.dumps(whole), [part for row in rows for part in row[:2]])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["text", "list_items", "image_caption", "table_footnote", "table_body", "code_body"]
            ),
            SAID,
            PLACE,
            st.sampled_from([0, 2, "1", "x", None]),
        ),
        max_size=6,
    )
)
def test_all_text_of_a_content_list_comes_out(rows: list[tuple[str, str, Any, Any]]) -> None:
    found: list[dict[str, Any]] = [
        {"type": "text", "text": "村", "bbox": [1, 1, 90, 90], "page_idx": 0}
    ]
    for field, text, place, number in rows:
        value: Any = [text, text] if field in ("list_items", "image_caption") else text * 2
        if field == "table_body":
            value = f"<table><tr><td>{text}<td></td></tr><tr><th>{text}</table>"
        found.append({"type": "other", field: value, "bbox": place, "page_idx": number})
    assert all_come_out(json.dumps(found), ["村", *(row[1] * 2 for row in rows)])


def test_a_table_of_a_vision_model_comes_out() -> None:
    span = {"type": "table", "html": "<table><tr><td>新村<td>60</table>", "bbox": [9, 9, 200, 60]}
    block = {"type": "table", "blocks": [{"type": "table_body", "lines": [{"spans": [span]}]}]}
    assert all_come_out(json.dumps({"pdf_info": [None, {"para_blocks": [block]}]}), ["新村60"])


HOCR_PARTS = [
    "<p class='ocr_par' title='bbox 10 {y} 300 {z}'>{a}</p>",
    "<p class='ocr_par' title='bbox 10 {y} 10 {z}'>{a}</p>",
    "<p class='ocr_par'>{a}</p>",
    "<span class='ocr_line' title='bbox 10 {y} 300 {z}'>{a}<span class='ocrx_word' title='bbox 50 "
    "{y} 90 {z}; x_wconf 90'>{b}</span>{c}</span>",
    "<div class='ocr_caption' title='bbox 10 {y} 300 {z}'>{a}<span class='ocr_line' title='bbox 10 "
    "{y} 99 {z}'>{b}</span>{c}</div>",
    "<div class='ocr_carea' title='bbox 10 {y} 300 {z}'>{a}<span class='ocrx_word' title='bbox 10 "
    "{y} 99 {z}'>{b}<b>{c}</b></span></div>",
    "<div class='ocr_photo' title='bbox 10 {y} 300 {z}'>{a}</div><p>{b}",
    "<span class='ocr_line'><i title='bbox 10 {y} 30 {z}'>{a}</i>{b}</span>",
]


@given(st.lists(st.tuples(st.sampled_from(HOCR_PARTS), SAID, SAID, SAID), min_size=1, max_size=6))
def test_all_text_of_hocr_comes_out(rows: list[tuple[str, str, str, str]]) -> None:
    said, made = [], ""
    for n, (part, *texts) in enumerate(rows):
        made += part.format(**dict(zip("abc", texts, strict=True)), y=20 * n, z=20 * n + 15)
        said += [text for key, text in zip("abc", texts, strict=True) if f"{{{key}}}" in part]
    page = f"<div class='ocr_page' title='bbox 0 0 800 900'>{made}"
    assert all_come_out(f"<html><body>{page}</div></body></html>", said)
    assert all_come_out(f"<html><body>{page}{page}", said * 2)  # pages that nothing ends


def equiv(text: str) -> str:
    return f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv>"


def page_line(text: str, n: int, *, glyphs: bool) -> str:
    coords = f'<Coords points="10,{20 * n} 300,{20 * n} 300,{20 * n + 15} 10,{20 * n + 15}"/>'
    if glyphs:
        own = "".join(f"<Glyph>{coords}{equiv(char)}</Glyph>" for char in text)
        return f"<TextLine>{coords}<Word>{coords}{own}</Word></TextLine>"
    return f"<TextLine>{coords}{equiv(text) if text else ''}</TextLine>"


@given(st.lists(st.tuples(st.integers(0, 5), SAID, SAID), min_size=1, max_size=6))
def test_all_text_of_page_xml_comes_out(rows: list[tuple[int, str, str]]) -> None:
    made, said = "", []
    for n, (kind, one, other) in enumerate(rows):
        coords = f'<Coords points="10,{20 * n} 300,{20 * n + 15}"/>' if kind else ""
        inner = {
            0: "",
            1: "",
            2: page_line("", n, glyphs=False),
            3: page_line(one, n, glyphs=False) + page_line("", n, glyphs=False),
            4: page_line(one + other, n, glyphs=True),
            5: f"<TextRegion>{page_line(one + other, n, glyphs=False)}</TextRegion>",
        }[kind]
        made += f"<TextRegion>{coords}{inner}{equiv(one + other)}</TextRegion>"
        said.append(one + other)
    whole = f'<PcGts><Page imageWidth="800" imageHeight="900">{made}</Page></PcGts>'
    assert all_come_out(whole, said)


@pytest.mark.parametrize(
    "box", [(5, 5, 5, 90), (5, 5, 90, 5), (5, 5, 5, 5), (0, 0, 5e-324, 9), (0, 0, 1, 1)]
)
@pytest.mark.parametrize("heading", [True, False])
def test_paragraphs_without_an_area_stand_nowhere(box: Any, heading: bool) -> None:
    whole = OcrParagraph("新村办起食堂", box, not heading, heading, 0.5)
    (line,) = paragraph_lines([whole])
    assert line == line_of([OcrWord("新村办起食堂")], NOWHERE, conf=0.5)


def test_text_without_a_place_makes_no_other_text_larger() -> None:
    known, lost = [*grid(1)], line_of([OcrWord("某表" * 50)], NOWHERE)
    pages = [
        set_page(OcrPage(size=(1200, 900), lines=tuple(lines)), "a", made_by="", sha256="")
        for lines in (known, known + [lost] * 90)
    ]
    (alone, with_lost) = [
        page.geometry.runs[: len(known)] for page in pages if page and page.geometry
    ]
    assert [run.em for run in alone] == [run.em for run in with_lost]


@pytest.mark.parametrize("blank", [None, [], {}, {"rec_texts": [], "rec_polys": []}])
def test_pages_without_text_are_counted(blank: Any) -> None:
    paddle = json.loads(paddle3())
    (page,) = read(json.dumps([blank, {"res": paddle}, blank]))
    assert page.name == "a.json#2"
    (page,) = read(json.dumps({"pdf_info": [None, *json.loads(mineru_middle())["pdf_info"]]}))
    assert page.name == "a.json#2"


# -- what was damaged is read whole, or refused -------------------------------------------------


def han(text: str) -> Counter[str]:
    return Counter(char for char in text if "\u3400" <= char <= "\u9fff")


def is_whole_or_refused(data: bytes, said: Counter[str]) -> bool:
    """Read a damaged file, and tell whether it was read at all."""
    try:
        pages = read(data, "a.xml")
    except SeedError:
        return False
    lost = said - han("".join(page.text for page in pages))
    assert not lost, f"lost {''.join(lost)}"
    return True


def damaged_tree(data: str, chance: random.Random) -> bytes:
    """Return an XML file in which something stands elsewhere, is called otherwise, or twice."""
    root = ElementTree.fromstring(data)
    for _ in range(chance.randint(1, 4)):
        everything = [*root.iter()][1:]
        parents = {child: parent for parent in root.iter() for child in parent}
        one, other = chance.choice(everything), chance.choice(everything)
        own = [key for key in one.attrib if key != "CONTENT"]
        match chance.randrange(6):
            case 0 if not said_by(one):
                one.tag += "s"
            case 1 if own:
                del one.attrib[chance.choice(own)]
            case 2 if own:
                one.attrib[chance.choice(own)] = chance.choice(["", "-1", "nan", "1e9", "村"])
            case 3 if one not in other.iter() and other not in one.iter() and not said_by(other):
                parents[one].remove(one)
                other.append(one)
            case 4 if "id" in one.attrib:
                parents[one].append(copy.deepcopy(one))
            case 5:
                inner = [*parents[one]]
                parents[one][:] = chance.sample(inner, len(inner))
    return bytes(ElementTree.tostring(root, "utf-8"))


def said_by(element: ElementTree.Element) -> str:
    return (element.text or "").strip() + element.get("CONTENT", "")


def content_of(data: bytes) -> str:
    return "".join(e.get("CONTENT", "") for e in ElementTree.fromstring(data).iter())


def unicode_of(data: bytes) -> str:
    return "".join(
        e.text or "" for e in ElementTree.fromstring(data).iter() if e.tag.endswith("Unicode")
    )


def body_of(data: bytes) -> str:
    root = ElementTree.fromstring(data)
    heads = [e for e in root.iter() if e.tag.rpartition("}")[2] in ("head", "title")]
    unseen = sum((han("".join(e.itertext())) for e in heads), Counter())
    return "".join((han("".join(root.itertext())) - unseen).elements())


@pytest.mark.parametrize(
    ("file", "texts"), [("page.alto.xml", content_of), ("page.hocr", body_of), ("PAGE", unicode_of)]
)
def test_a_damaged_tree_loses_nothing(file: str, texts: Callable[[bytes], str], long: bool) -> None:
    whole = page_xml() if file == "PAGE" else (SCANS / file).read_text("utf-8")
    read_at_all = 0
    for number in range(tries := 40 if long else 12):
        data = damaged_tree(whole, random.Random(number))
        read_at_all += is_whole_or_refused(data, han(texts(data)))
    assert read_at_all >= 7 * tries // 20


def damaged_json(found: Any, chance: random.Random) -> bytes:
    """Return JSON in which something other than text is another thing, missing, or there twice."""
    found = json.loads(json.dumps(found))
    for _ in range(chance.randint(1, 4)):
        pending, places = [found], []
        while pending:
            part = pending.pop()
            inner = part.items() if isinstance(part, dict) else enumerate(part)
            for key, value in inner:
                places.append((part, key))
                pending += [value] if isinstance(value, dict | list) else []
        part, key = chance.choice(places)
        value = part[key]
        if isinstance(part, list) and chance.random() < 0.3:
            part.insert(key, chance.choice([value, None, [], {}, "x", 7]))
        elif not han(json.dumps(value, ensure_ascii=False)):
            part[key] = chance.choice([None, [], {}, -1, 1e300, "", [value], {"data": value}])
        elif chance.random() < 0.2:
            part[key] = [value]
    return json.dumps(found).encode()


@pytest.mark.parametrize("form", [form for form in FORMS if form != "PAGE"])
def test_damaged_json_loses_nothing(form: str, long: bool) -> None:
    read_at_all = 0
    for number in range(tries := 30 if long else 12):
        data = damaged_json(json.loads(FORMS[form]), random.Random(number))
        said = han(json.dumps(json.loads(data), ensure_ascii=False))
        read_at_all += is_whole_or_refused(data, said)
    assert read_at_all >= tries // 6


def test_characters_that_no_line_has_are_told() -> None:
    hocr = "<html><body><p>新村办起食堂</p><div class='ocr_page' title='bbox 0 0 9 9'>石桥</div>"
    with pytest.raises(SeedError, match="6 characters of the file would be lost"):
        read(hocr, "a.hocr")


# -- damaged and hostile files ------------------------------------------------------------------

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY a "哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><alto><Page><String CONTENT="&c;"/></Page></alto>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE PcGts [<!ENTITY x SYSTEM "file:///etc/hostname">]><PcGts>'
    "<Page><Unicode>&x;</Unicode></Page></PcGts>"
)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        (LAUGHS, "names a document type or defines entities"),
        (OUTSIDE, "names a document type or defines entities"),
        ('<?xml version="1.0"?><alto><Page>', ":1: not valid XML: no element found"),
        ("<alto>" + "<b>" * 300 + "</b>" * 300 + "</alto>", "too deep to read"),
        ('<?xml version="1.0"?><rss><title>新闻</title></rss>', "neither hOCR nor ALTO nor PAGE"),
        ("<html><body>新闻</body></html>", "neither hOCR nor ALTO nor PAGE"),
        ("新闻", "neither hOCR nor ALTO nor PAGE"),
        ("{", ":1: not valid JSON"),
        ("[" * 100_000, "too deep to read"),
        ('{"a": NaN}', "not valid JSON: NaN is no number"),
        ('{"name": "package", "version": 1}', "JSON, but none in which"),
        ("[1, 2, 3]", "JSON, but none in which"),
        ('["甲", "乙"]', "JSON, but none in which"),
        (b'{"a": "\xff"}', "is not valid UTF-8"),
        (b"<?xml version='1.0' encoding='x-none'?><alto/>", "not valid XML"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes | str, told: str) -> None:
    with pytest.raises(SeedError) as error:
        read(data, "a.xml")
    assert str(error.value).startswith("a.xml:")
    assert told in str(error.value)


_HAN = "".join(map(chr, range(0x4E00, 0x9E00)))
_LINE = "<span class='ocr_line' title='bbox 1 1 9 9'>"
_BOX = "<Coords points='1,1 9,1 9,9'/>"


def _hocr_page(body: str) -> str:
    return f"<div class='ocr_page' title='bbox 0 0 8 6'>{_LINE}{body}</span></div>"


def _page_line(body: str) -> str:
    line = f"<TextLine>{_BOX}{body}</TextLine>"
    region = f"<TextRegion>{_BOX}{line}</TextRegion>"
    return f"<PcGts><Page imageWidth='8' imageHeight='6'>{region}</Page></PcGts>"


@pytest.mark.parametrize(
    ("size", "made"),
    [
        (600, lambda n: _hocr_page(_HAN) + _hocr_page("字") * n),
        (
            8_000,
            lambda n: _page_line(
                "".join(
                    f"<Word><TextEquiv><Unicode>{char}</Unicode></TextEquiv></Word>"
                    for char in _HAN[:n]
                )
            ),
        ),
        (
            150_000,
            lambda n: _page_line(f"<TextEquiv>{'<Unicode>字</Unicode>' * n}</TextEquiv>"),
        ),
        (10_000, lambda n: _page_line(f"<Baseline points='{'1' * n}'/>")),
        (4_000, lambda n: _page_line(f"<x>{'字' * 100}</x>" * n)),
    ],
    ids=["pages", "words", "readings", "digits", "beside"],
)
def test_a_file_takes_the_time_of_its_length(size: int, made: Callable[[int], str]) -> None:
    def read_all(count: int) -> None:
        with contextlib.suppress(SeedError):
            list(read_ocr(made(count).encode(), "a.x"))

    assert grows_evenly(read_all, size)


def test_lines_are_put_together_in_the_time_of_their_length() -> None:
    """Of a line's words, and of lines that a region's own text has in another order."""
    box = (0.0, 0.0, 9.0, 9.0)
    word = OcrWord("新村新村", box)
    assert grows_evenly(lambda n: straighten([line_of([word] * n, box)], 0.0, (0, 0)), 25_000)

    def look(count: int) -> None:
        parts = [f"行{n:06}字" for n in range(count)]
        assert _are_in("".join(reversed(parts)), parts)
        assert not _are_in("".join(reversed(parts)), [*parts, "外"])

    assert grows_evenly(look, 10_000)


@pytest.mark.parametrize("put", ["<![<![甲]>", "<![ if IE]>", "<![CDATA[甲]]>", "<!甲>"])
def test_marked_sections_are_comments(put: str) -> None:
    said = "".join(e.text for e in html_events(f"<p>新村{put}</p>乙") if isinstance(e, Text))
    assert said.startswith("新村")
    assert said.endswith("乙")


@pytest.mark.parametrize("unit", ["<!--", "<a ", "<![CDATA[", "</", "&"])
def test_what_has_no_end_is_text_and_read_once(unit: str) -> None:
    assert grows_evenly(lambda n: list(html_events("<p>新村</p>" + unit * n)), 20_000)
    said = "".join(e.text for e in html_events(f"<p>新村</p>{unit}甲") if isinstance(e, Text))
    assert said == f"新村{unit}甲"


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(
            [{"text": "新村", "box": [[1e300, 1], [1e301, 1], [1e301, 9], [1e300, 9]]}, *RAPID]
        ),
        json.dumps(
            [{"text": "新\ud800村\u0000", "box": [[1, 1], [90, 1], [90, 40], [1, 40]]}, *RAPID]
        ),
        json.dumps([{"text": "新村", "box": [[0, 0], [0, 0], [0, 0], [0, 0]]}, *RAPID]),
        json.dumps([{"text": "新村", "box": [1, 2]}, {"text": 5, "box": [1, 2, 3, 4]}, *RAPID]),
        json.dumps([{"text": "新村", "box": [-9e5, -9e5, 9e5, 9e5], "score": 7}, *RAPID]),
        json.dumps([{"text": "新村" * 5000, "box": [1, 1, 2, 2]}, *RAPID]),
    ],
)
def test_lines_that_no_page_has_do_no_harm(data: str) -> None:
    (page,) = read(data)
    reconstruct_page(page)  # proves that nothing is lost
    assert [*read_boxes(boxes_line(page).encode(), "a")]  # it can be kept
    assert "\0" not in page.text


def test_a_page_of_twenty_thousand_lines_is_refused() -> None:
    rows = [{"text": "新村办起食堂", "box": [0, n, 60, n + 10]} for n in range(20_000)]
    with pytest.raises(SeedError, match="page 1 has more than 10000 lines"):
        read(json.dumps(rows))


def test_lines_on_top_of_one_another_take_no_hours() -> None:
    said = "老人们每天来吃饭邻居也帮忙"
    rows = [{"text": said, "box": [n % 50, 0, 200 + n % 50, 10 + n % 7]} for n in range(3_000)]
    (page,) = read(json.dumps(rows))
    assert page.text.count("\n") >= 2_999


@given(st.binary(max_size=200))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(SeedError):
        read(data, "a.json")


NUMBERS = st.floats(-1e7, 1e7) | st.integers(-3000, 3000)
BOXES = st.lists(NUMBERS, min_size=4, max_size=4) | st.lists(
    st.lists(NUMBERS, min_size=2, max_size=2), min_size=4, max_size=6
)


@given(st.lists(st.tuples(st.text(max_size=12), BOXES, st.none() | st.floats(0, 1)), max_size=12))
def test_no_list_of_boxes_breaks_a_page(rows: list[tuple[str, Any, float | None]]) -> None:
    found = [{"text": text, "box": box, "score": score} for text, box, score in rows]
    lines = tuple(listed_lines(found))
    page = set_page(OcrPage(size=(0, 0), lines=lines), "a", made_by="", sha256="")
    if page is None:
        assert not any(line.text.strip() for line in lines)
        return
    assert [*read_boxes(boxes_line(page).encode(), "a")] == [page]
    reconstruct_page(page)


# -- as seeds -----------------------------------------------------------------------------------


def test_names_of_files_and_pages(tmp_path: Path) -> None:
    hocr = (SCANS / "page.hocr").read_text("utf-8")
    start = hocr.index("<div class='ocr_page'")
    end = hocr.index(" </body>")
    twice = hocr[:end] + hocr[start:end] + hocr[end:]
    (tmp_path / "a.hocr").write_text(twice, "utf-8")
    (tmp_path / "b.alto.xml").write_bytes((SCANS / "page.alto.xml").read_bytes())
    (tmp_path / "b.pdf").write_bytes(b"%PDF-")
    (tmp_path / "b.yml").write_text("page: 3\n", "utf-8")
    (tmp_path / "c.json").write_text(FORMS["MinerU"], "utf-8")
    (tmp_path / "c.xml").write_text(FORMS["PAGE"], "utf-8")
    seeds, problems = find_seeds([tmp_path])
    assert not problems
    assert [seed.name for seed in seeds] == ["a.hocr", "b.alto.xml", "c.xml"]
    names = [page.name for seed in seeds for page in read_pages(seed)]
    assert names == ["a.hocr", "a.hocr#2", "b.alto.xml", "c.xml"]
    (page,) = read_pages(seeds[1])
    assert page.sidecar is not None
    assert page.sidecar.page == "3"
    told = ignored_input(tmp_path)
    assert "b.pdf: not read, as b.alto.xml is the same page" in told[0]
    assert "c.json: not read, as c.xml is the same page" in told[1]


def test_a_file_is_told_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"name": "x"}', "utf-8")
    with pytest.raises(SeedError) as error:
        read_pages(Seed(name="a.json", path=tmp_path / "a.json"))
    assert str(error.value).startswith(f"{tmp_path / 'a.json'}: JSON, but none")
    (tmp_path / "b.json").write_text('[{"text": " ", "box": [1, 2, 3, 4]}]', "utf-8")
    with pytest.raises(SeedError, match="JSON, but none"):
        read_pages(Seed(name="b.json", path=tmp_path / "b.json"))


def test_a_project_of_them_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_project(tmp_path / "project")
    for file in ("page.hocr", "page.alto.xml"):
        (folder / "seeds" / file.replace("page", file[5:8])).write_bytes(
            (SCANS / file).read_bytes()
        )
    monkeypatch.chdir(folder)
    assert run(["convert"]) == 0
    pages = "".join(p.read_text("utf-8") for p in (folder / "site_src" / "articles").rglob("*.md"))
    assert all(title in pages for title in TITLES)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(lambda n: _thin_lines(n // 12), id="lines of one pixel on a tall page"),
        pytest.param(lambda n: _region_of_lines(n // 100), id="a region and its lines"),
        pytest.param(lambda n: _thin_lines(n // 8_000, -n), id="a line far to the left"),
    ],
)
def test_pages_that_mean_harm_take_the_time_of_their_length(page: Callable[[int], bytes]) -> None:
    """Slopes were tried by the height of a page in its lines, and edges looked for all the way to a
    line far to the left; a region's text was looked through for each of its lines."""
    assert grows_evenly(lambda n: [*read_ocr(page(n), "a.hocr")], 100_000)


def _thin_lines(gap: int, left: int = 0) -> bytes:
    lines = "".join(
        f"<span class='ocr_line' title='bbox {n % 5 if n else left} {n * gap} "
        f"{100 + n % 7 if n else left + 100} {n * gap + 1}'>"
        "甲乙丙丁戊己</span>\n"
        for n in range(13)
    )
    page = f"<div class='ocr_page' title='bbox 0 0 9 9'>{lines}</div>"
    return f"<html><body>{page}</body></html>".encode()


def _region_of_lines(count: int) -> bytes:
    line = "<TextLine><TextEquiv><Unicode>甲甲甲甲乙</Unicode></TextEquiv></TextLine>"
    text = "甲" * (20 * count) + "甲甲甲甲乙" * count
    own = f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv>"
    return (
        '<PcGts xmlns="x"><Page imageWidth="9" imageHeight="9"><TextRegion>'
        f"{line * count}{own}</TextRegion></Page></PcGts>"
    ).encode()


@pytest.mark.parametrize("depth", [900, 960, 985])
def test_words_within_words_within_words_are_none(depth: int) -> None:
    words = f'"text_word": [[{"[" * depth}{"]" * depth}]], "text_word_boxes": [[[1, 1, 9, 9]]]'
    page = f'{{"rec_texts": ["甲"], "rec_boxes": [[1, 1, 9, 9]], {words}}}'
    with contextlib.suppress(SeedError):
        assert [*read_ocr(f"[[[{page}]]]".encode(), "a.json")]
