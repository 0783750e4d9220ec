"""A sidecar says what its editor typed, or the line that cannot be followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.corpus.seeds.sidecar import parse_sidecar, read_sidecar, sidecar_path
from generator.errors import SidecarError
from generator.model import Sidecar
from generator.text.edtf import is_edtf


def test_values_are_kept_as_typed() -> None:
    text = "publication: 中国社会报\ndate: 2024-04-18\npage: 04\nurl: https://example.org/a?b=c\n"
    assert parse_sidecar(text, "a.yml") == Sidecar(
        publication="中国社会报", date="2024-04-18", page="04", url="https://example.org/a?b=c"
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "date:\npage: ''\n"])
def test_everything_may_be_missing(text: str) -> None:
    assert parse_sidecar(text, "a.yml") == Sidecar()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- date\n", "a.yml:1: expected lines such as"),
        ("date: [2024]\n", "a.yml:1: “date” must be one piece of text"),
        ("page: 1\npage: 2\n", "a.yml:2: “page” is given twice"),
        ("page: yes\n", "a.yml:1: “page” reads as true or false"),
        ("# one\n\nurl: javascript:alert(1)\n", "a.yml:3: “javascript:alert(1)” is no web address"),
        ("url: 'https://a b/'\n", "is no web address"),
        ("date: 18.04.2024\n", "a.yml:1: “18.04.2024” is no date"),
        ("date: 2024-02-30\n", "“2024-02-30” is no date"),
        ("publication: '未完\n", "a.yml:2: not valid YAML"),
        (
            "a: &a [*a]\n",
            "a.yml:1: unknown key “a”. Known are publication, date, page, url, image, corrections",
        ),
        ("date: !!python/object:os.system x\n", "is no date"),
        ("page: \x00\n", "not valid YAML"),
        ("page: " + "[" * 1000, "a.yml: brackets within brackets"),
        ("page: " + "[" * 1000 + "]" * 1000, "a.yml: brackets within brackets"),
        ("{a: " * 3000, "a.yml: brackets within brackets"),
    ],
)
def test_what_cannot_be_followed_is_named(text: str, said: str) -> None:
    with pytest.raises(SidecarError) as caught:
        parse_sidecar(text, "a.yml")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "most"),
    [
        ("publication", "甲", 4_000),
        ("page", "9", 4_000),
        ("date", "2024-", 20),
        ("url", "http://a/", 444),
        ("image", "a.jpg", 51),
    ],
)
def test_what_each_article_repeats_is_not_long(key: str, value: str, most: int) -> None:
    """A name of a megabyte made gigabytes of a page of stories, as each repeats it."""
    with pytest.raises(SidecarError, match=f"^a.yml:1: “{key}” has .* characters, of .* at most"):
        parse_sidecar(f"{key}: '{value * (most + 1)}'\n", "a.yml")
    if key in ("publication", "page", "url"):
        assert getattr(parse_sidecar(f"{key}: '{value * most}'\n", "a.yml"), key) == value * most


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(SidecarError) as caught:
        parse_sidecar("dat: 2024\ndate: heute\npage: 4\nurl: hier\ndate: 2024\n", "a.yml")
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == ["a.yml:1", "a.yml:2", "a.yml:4", "a.yml:5"]
    assert "given twice" in lines[3]


def test_a_sidecar_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes("page: 四".encode("gb18030"))
    with pytest.raises(SidecarError, match=r"a\.yml:1: not valid UTF-8"):
        read_sidecar(path)


@pytest.mark.parametrize(
    "date",
    ["2024", "2024-04", "2024-04-18", "2024-04-18?", "202X", "XXXX-06-13", "2024-XX", "2024-XX-XX",
     "XXXX-02-29", "2020-09-24/2020-09-25", "2020-09/..", "../2020", "2024-04-18/2024-04",
     "2024/2024", "202X/2024-04", "XXXX-12-30/XXXX-01-02", "0001", "000X", "2024-02-29~"],
)  # fmt: skip
def test_dates_of_edtf_level_1(date: str) -> None:
    assert is_edtf(date)


@pytest.mark.parametrize(
    "date",
    ["", "24-4-18", "2024-4-18", "2024/04/18", "2024-13", "2023-02-29", "2024-04-31", "2024-00",
     "２０２４-04-18", "٢٠٢٤", "2024-0４", "../..", "XXXX/..", "2024-04-18/2023-01-01",
     "2024-05/2024-04", "2030/202X", "0000", "0000-01-01", "2024-XX-18", "20XX-04-18",
     "XXXX-XX-18", "XXXX-02-30", "2024/", "/", "2024/2025/2026", "2024-02-30/..", "2024\n"],
)  # fmt: skip
def test_what_is_no_date(date: str) -> None:
    assert not is_edtf(date)


@pytest.mark.parametrize("names", [("a.yml", "a.yaml"), ("a.yml", "a.YML"), ("a.yaml", "a.Yml")])
def test_two_sidecars_of_one_page_are_both_named(tmp_path: Path, names: tuple[str, str]) -> None:
    for name in names:
        (tmp_path / name).write_text("page: 4\n", "utf-8")
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system knows no capitals")
    with pytest.raises(SidecarError) as caught:
        sidecar_path(tmp_path / "a.txt")
    assert all(name in str(caught.value) for name in (*names, "a.txt"))


@pytest.mark.parametrize(("name", "read"), [("a.yml", True), ("a.yaml", True), ("a.YML", False)])
def test_one_sidecar_is_found_by_its_name(tmp_path: Path, name: str, read: bool) -> None:
    (tmp_path / name).touch()
    found = sidecar_path(tmp_path / "a.txt")
    known = read or (tmp_path / "a.yml").is_file()  # on a file system without capitals
    assert (found is not None) == known
