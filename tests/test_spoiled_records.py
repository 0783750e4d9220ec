"""What spreadsheets and merges make of the records is read right, or told with file and line."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from generator.cli import run
from generator.corpus.addresses.ledger import LEDGER
from generator.corpus.addresses.list_addresses import Addresses
from generator.corpus.addresses.permalinks import Permalinks
from generator.corpus.seeds.sidecar import parse_sidecar
from generator.errors import SidecarError
from tests.samples import RAIN, make_project

HEADER = "kind,address,name,mark"
ROWS = ("article,aaaabbbb,a.txt,00ff", "page,b.txt,,", "list,regions/430000.md,湖南省,2")


def records(folder: Path, data: bytes) -> tuple[Permalinks, Addresses]:
    (folder / LEDGER).write_bytes(data)
    return Permalinks.read(folder), Addresses.read(folder)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("tail", ["", ",,,\n", "\n\n"])
def test_what_a_spreadsheet_saves_is_read(
    tmp_path: Path, mark: str, end: str, quoted: bool, tail: str
) -> None:
    lines = [HEADER, *ROWS]
    if quoted:
        lines = [",".join(f'"{cell}"' for cell in line.split(",")) for line in lines]
    text = mark + end.join(lines) + end + tail.replace("\n", end)
    links, lists = records(tmp_path, text.encode())
    assert links.on_record() == {"aaaabbbb"}
    assert lists.rows == {"regions/430000.md": (2, "湖南省")}


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("article;aaaabbbb;a.txt;00ff", 3),
        ("article\taaaabbbb\ta.txt\t00ff", 3),
        ("article,2.22E+225,a.txt,00ff", 3),
        ("article,aaaabbbc,a.txt,1.23457E+31", 3),
        ("list,regions/430000.md,湖南省,2.0", 3),
        ("list,regions/430000.md,湖南省,2024/5/1", 3),
        ("list,regions/430000.md,湖南省,1e9", 3),
        ("list,regions/430000.md,湖南省,999999999", 3),
        ("<<<<<<< HEAD", 3),
        ("=======", 3),
        (">>>>>>> branch", 3),
        ("||||||| base", 3),
        ("article,aaaabbbb,a.txt,00ff", 3),
        ('article,"aaaabbbc,a.txt,00ff', 3),
        ("article,aaaabbbc," + "a" * 140_000 + ",00ff", 3),
        ("article,aaaabbbc,a.txt," + "0" * 140_000, 3),
        ("article,aaaabbbc,a.txt,00ff,,", 3),
        ("Article,aaaabbbc,a.txt,00ff", 3),
        ("=cmd(),aaaabbbc,a.txt,00ff", 3),
        ("article,ａａａａbbbb,a.txt,00ff", 3),
    ],
    ids=range(20),
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path, row: str, line: int) -> None:
    text = "\n".join((HEADER, ROWS[0], row, *ROWS[1:])) + "\n"
    with pytest.raises(SidecarError) as told:
        records(tmp_path, text.encode())[1].refuse_endless(3)
    assert f"{LEDGER}:{line}: " in str(told.value)
    assert len(str(told.value)) < 700


@pytest.mark.parametrize(("pages", "path"), [(20, "corrections/index.md"), (3, "tags/index.md")])
def test_no_list_that_there_can_be_is_taken_for_endless(
    tmp_path: Path, pages: int, path: str
) -> None:
    """A page of one article may have a thousand corrections, a hundred to a page of their list."""
    ledger = tmp_path / LEDGER
    ledger.write_text(f"{HEADER}\n{ROWS[0]}\npage,b.txt,,\nlist,{path},名,{pages}\n", "utf-8")
    Addresses.read(tmp_path).refuse_endless(2)
    ledger.write_text(ledger.read_text("utf-8").replace(f",{pages}", ",99999"), "utf-8")
    with pytest.raises(SidecarError, match="cannot have had 99999 pages"):
        Addresses.read(tmp_path).refuse_endless(2)


def test_lists_that_are_long_together_are_endless_too(tmp_path: Path) -> None:
    """Each within the bound of one: of a thousand rows, a million pages were written."""
    names = [f"list,tags/aaaaaaaa{a}{b}.md,名" for a in "abcdefgh" for b in "abcdefgh"]
    ledger = tmp_path / LEDGER
    ledger.write_text("\n".join((HEADER, *(f"{name},30" for name in names))) + "\n", "utf-8")
    Addresses.read(tmp_path).refuse_endless(0)
    ledger.write_text(ledger.read_text("utf-8").replace(",30\n", ",31\n"), "utf-8")
    with pytest.raises(SidecarError, match=r":2: the lists cannot have had 1984 pages together"):
        Addresses.read(tmp_path).refuse_endless(0)


def test_a_record_that_lost_its_header_or_gained_one_is_read(tmp_path: Path) -> None:
    links, _ = records(tmp_path, "\n".join(ROWS).encode())
    assert links.on_record() == {"aaaabbbb"}


def test_a_hundred_thousand_rows_take_seconds(tmp_path: Path) -> None:
    """Twice the rows take twice the time."""
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    ids = {"".join(chance.choices(letters, k=8)) for _ in range(100_000)}
    rows = (f"article,{id_},p{n // 9}.txt,{n:032x}" for n, id_ in enumerate(sorted(ids)))
    begun = time.process_time()
    links, _ = records(tmp_path, "\n".join((HEADER, *rows)).encode())
    assert len(links.on_record()) == len(ids)
    assert time.process_time() - begun < 30


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD\ndate: 2024-05-01\n=======\ndate: 2024-05-02\n>>>>>>> b\n",
        "date: 2024/5/1\n",
        "date: 45413\n",
        "date: 1-May-24\n",
        "date\t2024-05-01\n",
        "date;2024-05-01\n",
        "corrections: " + "[" * 100_000,
        "corrections: " + "{a: " * 5_000,
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ncorrections: *c\n",
        "corrections: [" + ",".join(["&a"] * 9) + "]\n",
        "date: !!python/object/apply:os.system ['true']\n",
        "date: 2024-05-01\n" * 3,
        "date: '" + "1" * 100_000 + "'\n",
        "\0date: 2024-05-01\n",
        "date: 2024-05-01\n\udc80\n",
        "? [date]\n: 2024-05-01\n",
        "%YAML 9.9\n---\ndate: 2024-05-01\n",
        "date: 2024-05-01\n...\n---\ndate: 2024-05-02\n",
    ],
    ids=range(18),
)
def test_a_spoiled_sidecar_is_told(text: str) -> None:
    with pytest.raises(SidecarError) as told:
        parse_sidecar(text, "a.yml")
    assert str(told.value).startswith("a.yml")


def test_bombs_of_aliases_take_no_time() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    begun = time.process_time()
    with pytest.raises(SidecarError):
        parse_sidecar("\n".join([*lines, "corrections: *a11"]), "a.yml")
    assert time.process_time() - begun < 5


def test_a_record_that_cannot_be_read_stops_all_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path / "project", rain=RAIN)
    monkeypatch.chdir(project)
    text = "\n".join((HEADER, "<<<<<<< HEAD", *ROWS))
    (project / "seeds" / LEDGER).write_text(text, "utf-8")
    assert run(["convert"]) == 1
    assert f"{LEDGER}:2: " in capsys.readouterr().err
    assert (project / "seeds" / LEDGER).read_text("utf-8") == text
