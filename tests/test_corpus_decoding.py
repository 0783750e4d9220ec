"""Bytes become the right characters, or an error that says which byte is wrong."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.corpus.seeds.seed_decoding import decode_text
from generator.errors import SeedError

PAGE = "湖南省民政厅召开会议\r\n6月13日，会议要求“突出重点、落实责任”。\n"
TRADITIONAL = "民政廳召開全省社會組織專項工作會議，要求落實責任，關愛老年人。"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PAGE.encode("utf-8"), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + PAGE.encode("utf-8"), id="UTF-8 with mark"),
        pytest.param(codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"), id="UTF-16 little-endian"),
        pytest.param(codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"), id="UTF-16 big-endian"),
        pytest.param(PAGE.encode("gb18030"), id="GB18030"),
    ],
)
def test_reads_the_encodings_of_chinese_text_files(data: bytes) -> None:
    assert decode_text(data, "page.txt") == PAGE


def test_reads_traditional_characters_in_gb18030() -> None:
    assert decode_text(TRADITIONAL.encode("gb18030"), "page.txt") == TRADITIONAL


def test_reads_a_short_line_in_gb18030() -> None:
    assert decode_text("社会".encode("gb18030"), "page.txt") == "社会"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "page.txt: the file is empty", id="empty"),
        pytest.param("\ufeff \u3000\r\n\f".encode(), "nothing but blanks", id="blank"),
        pytest.param(b"\x1c", "nothing but blanks", id="a separator and nothing else"),
        pytest.param(b"\x1c\x1d\x1e", "not a text file", id="separators"),
        pytest.param("湖南省".encode()[:-1], "Is the file cut off", id="cut within a character"),
        pytest.param(PAGE.encode()[:-3], "byte 89 is not valid UTF-8", id="cut off"),
        pytest.param("湖".encode()[:2], "Save it as UTF-8", id="one cut character"),
        pytest.param("湖南".encode() + b"\xff" + "省".encode(), "byte 6 ", id="one wrong byte"),
        pytest.param(b"caf\xe9 cr\xe8me br\xfbl\xe9e", "Save it as UTF-8", id="Latin-1"),
        pytest.param(b"\xe9t\xe9r\xe9t\xe9r\xe9t\xe9r", "Save it as UTF-8", id="Latin-1, dense"),
        pytest.param(TRADITIONAL.encode("big5"), "Save it as UTF-8", id="Big5"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01\x02", "not a text file", id="PDF"),
        pytest.param(b"page\x00page", "character 4 is a control", id="zero byte"),
        pytest.param(bytes(range(1, 9)) * 4, "not a text file", id="control characters"),
        pytest.param(PAGE.encode("utf-16-le"), "not a text file", id="UTF-16 without mark"),
        pytest.param(codecs.BOM_UTF16_LE + b"ab\x00\xd8", "byte 4 is not valid UTF-16", id="half"),
        pytest.param(codecs.BOM_UTF8 + b"ab\xff", "byte 5 is not valid UTF-8", id="marked"),
    ],
)
def test_refuses_what_is_not_the_text_of_a_page(data: bytes, said: str) -> None:
    with pytest.raises(SeedError, match=said) as caught:
        decode_text(data, "page.txt")
    assert str(caught.value).startswith("page.txt: ")


def test_lets_a_stray_control_character_of_a_pdf_tool_through() -> None:
    text = "文" * 300 + "\x02" + "字" * 300
    assert decode_text(text.encode(), "page.txt") == text


TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff"), min_size=1
).filter(str.strip)


@given(TEXTS)
def test_any_text_in_utf8_comes_back_as_it_is(text: str) -> None:
    assert decode_text(text.encode("utf-8"), "page.txt") == text


@given(st.binary(max_size=200))
@example(b"\x1c")  # a control character that Python takes for white space
@example(b"\x1f\n\x1d")
def test_bytes_give_text_or_a_seed_error_and_nothing_else(data: bytes) -> None:
    try:
        text = decode_text(data, "page.txt")
    except SeedError as error:
        assert str(error).startswith("page.txt: ")  # noqa: PT017
    else:
        assert text.strip()
