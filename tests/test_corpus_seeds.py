"""Seeds are found, named and read; what is wrong with one is said and stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.corpus.seeds.seed_files import Seed, find_seeds, ignored_input
from generator.corpus.seeds.seed_reading import read_pages, split_pages
from generator.errors import SeedError, SidecarError


def names_and_problems(*paths: Path) -> tuple[list[str], list[str]]:
    seeds, problems = find_seeds(paths)
    return [seed.name for seed in seeds], [str(problem) for problem in problems]


def test_a_folder_gives_its_text_files_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "C.TXT", "README.md", "a.yml", ".hidden.txt"):
        (tmp_path / name).write_text("文", "utf-8")
    assert names_and_problems(tmp_path) == (["C.TXT", "a.txt", "b.txt"], [])


def test_a_file_is_taken_whatever_it_is_called_and_only_once(tmp_path: Path) -> None:
    page = tmp_path / "page.ocr"
    page.write_text("文", "utf-8")
    assert names_and_problems(page, page) == (["page.ocr"], [])


@pytest.mark.parametrize(
    "name", ["a.yml", "a.yaml", "permalinks.csv", "readme.MD", "page.markdown"]
)
def test_a_file_that_lies_beside_pages_is_not_taken_for_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("page: 4", "utf-8")
    names, (problem,) = names_and_problems(tmp_path / name)
    assert names == []
    assert "is not a page" in problem


def test_what_nothing_reads_is_told(tmp_path: Path) -> None:
    for name in (
        "a.txt",
        "B.TXT",
        "a.yml",
        "README.md",
        "notes.markdown",
        "permalinks.csv",
        "addresses.csv",
        ".gitkeep",
        ".DS_Store",
        "._a.txt",
        ".hidden.txt",
        "scan.gif",
        "B.YML",
    ):
        (tmp_path / name).touch()
    (tmp_path / "2024" / "04").mkdir(parents=True)
    (tmp_path / "2024" / "04" / "x.txt").touch()
    hidden, folder, sidecar, notes, scan = ignored_input(tmp_path)
    assert hidden.startswith(f"{tmp_path / '.hidden.txt'}: not read, its name begins with a dot")
    assert notes.startswith(f"{tmp_path / 'notes.markdown'}: not read, pages are files that end")
    assert folder.startswith(
        f"{tmp_path / '2024'}: sub-folders are not read (pages in this one: 1)"
    )
    assert sidecar.startswith(f"{tmp_path / 'B.YML'}: not read, a sidecar ends in .yml")
    assert scan.startswith(f"{tmp_path / 'scan.gif'}: not read")
    assert ignored_input(tmp_path / "nowhere") == ()


def test_a_missing_folder_is_told_and_the_rest_is_done(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("文", "utf-8")
    names, problems = names_and_problems(tmp_path / "nowhere", tmp_path)
    assert names == ["a.txt"]
    assert problems == [f"{tmp_path / 'nowhere'}: no such file or directory. Is the path right?"]


def test_an_empty_folder_says_what_belongs_there(tmp_path: Path) -> None:
    assert names_and_problems(tmp_path) == (
        [],
        [
            f"{tmp_path}: no seeds here. Put PDF pages there, saved pages of a digital edition "
            "(.html), or the text of each page as a .txt file."
        ],
    )


def test_a_folder_called_like_a_seed_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.txt").mkdir()
    (tmp_path / "z.txt").write_text("文", "utf-8")
    names, problems = names_and_problems(tmp_path)
    assert names == ["z.txt"]
    assert "page.txt: is a folder" in problems[0]


def test_links_in_a_circle_and_to_nowhere_are_told(tmp_path: Path) -> None:
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    names, problems = names_and_problems(tmp_path)
    assert names == []
    assert len(problems) == 2
    assert "circle.txt: cannot be read" in problems[0]
    assert "nowhere.txt: cannot be read: no such file" in problems[1]


def test_two_pages_of_one_name_are_told(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("文", "utf-8")
    names, problems = names_and_problems(tmp_path / "one", tmp_path / "two")
    assert names == ["a.txt"]
    assert "another seed is called a.txt" in problems[0]


def test_an_unreadable_file_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bytes:  # permissions mean nothing to root, who may run this
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SeedError, match=r"page\.txt: cannot be read: permission denied"):
        read_pages(Seed(name="page.txt", path=tmp_path / "page.txt"))


def test_line_ends_stay_so_offsets_hold() -> None:
    (page,) = read_pages(Seed(name="-", data="一\r\n二\r三\n".encode()))
    assert page.text == "一\r\n二\r三\n"


def test_a_file_is_cut_at_form_feeds_and_parts_are_numbered_as_in_the_file() -> None:
    pages = split_pages("a.txt", "一\n\f\f 三\n\f")
    assert [(page.name, page.text) for page in pages] == [("a.txt", "一\n"), ("a.txt#3", " 三\n")]


def test_every_part_knows_what_the_sidecar_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一\f二", "utf-8")
    (tmp_path / "a.yml").write_text("publication: 中国社会报\ndate: 2024-04-18\n", "utf-8")
    pages = read_pages(Seed(name="a.txt", path=tmp_path / "a.txt"))
    assert [page.sidecar and page.sidecar.date for page in pages] == ["2024-04-18"] * 2


def test_a_sidecar_that_cannot_be_followed_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一", "utf-8")
    (tmp_path / "a.yml").write_text("page: 4\ndatum: 2024\n", "utf-8")
    with pytest.raises(SidecarError, match=r"a\.yml:2: unknown key “datum”. Did you mean “date”"):
        read_pages(Seed(name="a.txt", path=tmp_path / "a.txt"))
