"""Pages with the places of their characters, as JSON: written, read back, and refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SeedError
from generator.model import Box, Direction, Geometry, Page, Run
from generator.readers.boxes_json import boxes_line, read_boxes

PLACES = st.floats(-1000, 5000).map(lambda place: round(place, 2))
ABOVE_ZERO = st.floats(0.01, 2000).map(lambda size: round(size, 2))
EMS = st.floats(0.5, 2000).map(lambda size: round(size, 2))
WORDS = st.text("新村办食堂，ab1\ufffd𠮷\xad", min_size=1, max_size=6)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, right = sorted((draw(PLACES), draw(PLACES)))
    top, bottom = sorted((draw(PLACES), draw(PLACES)))
    return left, top, right, bottom


@st.composite
def pages(draw: st.DrawFn) -> Page:
    parts = draw(st.lists(st.tuples(WORDS, st.sampled_from(["", " ", "\n", "\u3000\n"]))))
    name = draw(st.sampled_from(["a.pdf", "a.pdf#2", "2024年.pdf"]))
    text = "".join(word + blank for word, blank in parts)
    runs, at = [], 0
    for word, blank in parts:
        span = (at, at + len(word))
        at += len(word) + len(blank)
        runs.append(
            Run(
                span=span,
                base=(draw(PLACES), draw(PLACES)),
                em=draw(EMS),
                direction=draw(st.sampled_from(Direction)),
                xs=draw(st.sampled_from([(), tuple(draw(PLACES) for _ in word)])),
                end=draw(PLACES),
                font=draw(st.none() | st.text(max_size=9).filter(lambda s: "\0" not in s)),
                bold=draw(st.none() | st.booleans()),
                conf=draw(st.none() | st.floats(0, 1)),
            )
        )
    if not runs and draw(st.booleans()):
        return Page(name=name, text=text)
    places = Geometry(
        size=(draw(ABOVE_ZERO), draw(ABOVE_ZERO)),
        made_by=draw(st.sampled_from(["", "pypdfium2 5.15.2"])),
        sha256="ab" * 32,
        runs=tuple(runs),
        rules=tuple(draw(st.lists(boxes(), max_size=3))),
        boxes=tuple(draw(st.lists(boxes(), max_size=3))),
        pictures=tuple(draw(st.lists(boxes(), max_size=3))),
    )
    return Page(name=name, text=text, geometry=places)


@given(st.lists(pages(), min_size=1, max_size=3), st.sampled_from(["\n", " ", "\r\n\n"]))
def test_what_is_written_is_read_back(written: list[Page], between: str) -> None:
    data = between.join(map(boxes_line, written)).encode()
    assert list(read_boxes(data, "x.boxes.json")) == written


def test_a_page_may_be_laid_out_and_say_no_more_than_it_must() -> None:
    page = {
        "size": [100, 200],
        "text": "新村\n办",
        "runs": [
            {"span": [0, 2], "base": [1, 2], "em": 9, "end": 19},
            {"span": [3, 4], "base": [1, 12], "em": 9, "end": 10},
        ],
    }
    data = b"\xef\xbb\xbf" + json.dumps(page, indent=2).encode()
    (found,) = read_boxes(data, "a.boxes.json")
    assert (found.name, found.text) == ("a.boxes.json", "新村\n办")
    assert found.geometry is not None
    assert [run.xs for run in found.geometry.runs] == [(), ()]
    assert found.geometry.runs[0].base == (1.0, 2.0)


RUN: dict[str, Any] = {"span": [0, 2], "base": [1, 2], "em": 9, "end": 19}
PAGE: dict[str, Any] = {"size": [100, 200], "text": "新村", "runs": [RUN]}


def run_with(**changes: object) -> dict[str, Any]:
    return {**PAGE, "runs": [{**RUN, **changes}]}


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ([PAGE], "page 1: expected an object"),
        ({**PAGE, "unit": "px"}, "unit: expected “pt”"),
        ({**PAGE, "origin": "bottom-left"}, "origin: expected “top-left”"),
        ({**PAGE, "txt": ""}, "txt: nothing is called so here"),
        ({"size": [1, 1], "runs": []}, "text: is missing"),
        ({**PAGE, "text": 5}, "text: expected a string"),
        ({**PAGE, "text": "新\ud800"}, "text: there is half a character"),
        ({**PAGE, "text": "新村办"}, "text: characters 2 to 3 stand in no run"),
        ({**PAGE, "runs": []}, "text: characters 0 to 2 stand in no run"),
        ({**PAGE, "page": ""}, "page: expected the name"),
        ({**PAGE, "size": [0, 1]}, "size: expected numbers above 0"),
        ({**PAGE, "size": [True, 1]}, "size: expected 2 numbers"),
        ({**PAGE, "size": None}, "size: expected a list"),
        ({**PAGE, "rules": [[1, 2, 3]]}, "rules[0]: expected 4 numbers"),
        ({**PAGE, "boxes": [[3, 2, 1, 4]]}, "boxes[0]: expected left, top, right, bottom"),
        ({**PAGE, "pictures": {}}, "pictures: expected a list"),
        ({**PAGE, "runs": [5]}, "runs[0]: expected an object"),
        ({**PAGE, "runs": [RUN, RUN]}, "runs[1].span: begins before 2"),
        (run_with(span=[0, 3]), "runs[0].span: expected a part of the text, which has 2 char"),
        (run_with(span=[-1, 2]), "runs[0].span: expected a part"),
        (run_with(span=[1, 1]), "runs[0].span: expected a part"),
        (run_with(span=[0.0, 2.0]), "runs[0].span: expected two whole numbers"),
        (run_with(span=[1, 2]), "text: characters 0 to 1 stand in no run"),
        ({**PAGE, "zz": 1, "yy": 2, "xx": 3}, "page 1: xx: nothing is called so here"),
        ({**PAGE, "made_by": 0}, "made_by: expected a string"),
        ({**PAGE, "made_by": False}, "made_by: expected a string"),
        ({**PAGE, "sha256": 0}, "sha256: expected a string"),
        ({**PAGE, "sha256": []}, "sha256: expected a string"),
        (run_with(em=0), "runs[0].em: expected 0.5 or more: places are points"),
        (run_with(em=0.01), "Multiply them all by the page's size in points"),
        (run_with(em="9"), "runs[0].em: expected 1 numbers"),
        (run_with(end=1e9), "runs[0].end: there is a number too large"),
        (run_with(end=10**400), "runs[0].end: there is a number too large"),
        (run_with(base=[1]), "runs[0].base: expected 2 numbers"),
        (run_with(dir="x"), "runs[0].dir: expected “h” or “v”"),
        (run_with(xs=[1]), "runs[0].xs: expected 2 numbers"),
        (run_with(xs=False), "runs[0].xs: expected a list"),
        (run_with(xs=0), "runs[0].xs: expected a list"),
        (run_with(xs=""), "runs[0].xs: expected a list"),
        (run_with(bold=1), "runs[0].bold: expected true"),
        (run_with(conf=2), "runs[0].conf: expected a number from 0 to 1"),
        (run_with(font=[]), "runs[0].font: expected a string"),
    ],
)
def test_each_fault_is_told_with_its_place(page: object, told: str) -> None:
    with pytest.raises(SeedError) as error:
        list(read_boxes(json.dumps(page).encode(), "a.boxes.json"))
    assert str(error.value).startswith("a.boxes.json: page 1: ")
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "holds no page"),
        (b" \n", "holds no page"),
        (b"\xff\xfe", "byte 0 is not valid UTF-8"),
        (b'{"text": "x",\n "runs": [', "a.boxes.json:2: not valid JSON"),
        (b'{"text": NaN}', "a.boxes.json:1: not valid JSON: NaN is no number"),
        (b'\n{"size": [1e999, -Infinity]}', "a.boxes.json:2: not valid JSON: -Infinity"),
        (b'{"size": [1e999, 1], "text": "", "runs": []}', "size: there is a number too large"),
        (b'{"em": ' + b"9" * 5000 + b"}", "not valid JSON"),
        (b"[" * 100_000, "brackets within brackets"),
        (b'{"text": "' + b"a" * (11 << 20) + b'"}', "a page of more than 10 MB"),
    ],
)
def test_what_is_no_json_is_told(data: bytes, told: str) -> None:
    with pytest.raises(SeedError) as error:
        list(read_boxes(data, "a.boxes.json"))
    assert told in str(error.value)
    assert len(str(error.value)) < 300
