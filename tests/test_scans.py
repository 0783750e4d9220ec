"""Scans: pictures and PDF without text, read by an engine for OCR, here one that only pretends."""

from __future__ import annotations

import contextlib
import io
import struct
import sys
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock, Timeout
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.cli import run
from generator.corpus.cache.read_sources import Sources
from generator.corpus.convert import convert
from generator.corpus.seeds import scans
from generator.corpus.seeds.seed_files import Seed, find_seeds
from generator.corpus.seeds.seed_reading import read_pages, read_seed, source_keys
from generator.corpus.settings import read_settings
from generator.errors import SeedError
from generator.model import Page
from generator.readers import Unread
from generator.readers.ocr.engine import ENGINE, engine_version
from generator.readers.ocr.scans import picture_count, picture_pages
from generator.readers.page_pictures import Scan
from generator.readers.picture_files import MOST_PIXELS
from generator.reconstruct import reconstruct_page
from generator.terminal import Voice
from tests import fake_ocr
from tests.pdf_writer import PdfPage, put, write_pdf
from tests.samples import RAIN, make_project

has_engine = pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra is not installed")

SCAN = fake_ocr.SCANS / "page.webp"
TITLES = ["山塘村办起老人食堂", "白河修好三座石桥", "茶山小学开设剪纸课"]
SCANNED = PdfPage(["q 500 0 0 800 0 0 cm /Im Do Q"])
pytestmark = pytest.mark.usefixtures("small_pictures")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that knows what stands on one page."""
    monkeypatch.setattr(scans, "ENGINE", fake_ocr.NAME)
    monkeypatch.setattr(scans, "engine_version", lambda: "fake 1.0")
    # the process looks among what is installed first, where others may have put tests of theirs
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parent.parent))


def picture(grey: int, size: tuple[int, int] = (60, 80), **options: Any) -> bytes:
    data = io.BytesIO()
    noise = np.full((size[1], size[0]), grey, np.uint8)
    if 0 < grey < 255:
        noise[0, 0] = 0
    Image.fromarray(noise).save(data, **{"format": "PNG", **options})
    return data.getvalue()


def titles(page: Page) -> list[str]:
    found = reconstruct_page(page).articles
    return sorted(article.title.text.text if article.title else "" for article in found)


def seed(path: Path, data: bytes) -> Seed:
    path.write_bytes(data)
    return Seed(name=path.name, path=path)


# -- pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_pictures_come_in_four_forms(form: str) -> None:
    (found,) = picture_pages(picture(200, format=form, dpi=(300, 300)), "a")
    assert not isinstance(found, Unread)
    assert found.picture.shape == (80, 60, 3)
    assert found.unit == (None if form == "WEBP" else pytest.approx(0.24, abs=0.001))


def test_a_tiff_has_pages() -> None:
    others = [Image.new("1", (30, 40), 1), Image.new("I;16", (20, 20), 40_000)]
    found = [*picture_pages(picture(9, format="TIFF", save_all=True, append_images=others), "a")]
    shapes = [page.picture.shape for page in found if not isinstance(page, Unread)]
    assert shapes == [(80, 60, 3), (40, 30, 3), (20, 20, 3)]
    assert len([*picture_pages(picture(9, format="TIFF", save_all=True), "a", first=2)]) == 0


def test_what_can_be_looked_through_lies_on_white() -> None:
    data = io.BytesIO()
    Image.new("RGBA", (5, 5), (0, 0, 0, 0)).save(data, "PNG")
    (found,) = picture_pages(data.getvalue(), "a")
    assert not isinstance(found, Unread)
    assert found.picture.min() == 255


def test_a_turned_photograph_is_put_upright() -> None:
    data = io.BytesIO()
    image = Image.new("RGB", (40, 30), "white")
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(data, "JPEG", exif=exif)
    (found,) = picture_pages(data.getvalue(), "a")
    assert not isinstance(found, Unread)
    assert found.picture.shape == (40, 30, 3)


@pytest.mark.parametrize("dots", [1, 72_000])
def test_sizes_that_no_scan_has_mean_nothing(dots: int) -> None:
    (found,) = picture_pages(picture(9, format="TIFF", dpi=(dots, dots)), "a")
    assert not isinstance(found, Unread)
    assert found.unit is None


def bomb(side: int) -> bytes:
    """Return a PNG of a kilobyte that says it has so many points on a side."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sealed = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sealed

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [13_000, 30_000, 1_000_000])
def test_pictures_that_unpack_to_gigabytes_are_refused_by_their_size(side: int) -> None:
    assert side**2 > MOST_PIXELS
    told = ""
    try:
        for found in picture_pages(bomb(side), "a.png"):
            assert isinstance(found, Unread)
            told = found.why
    except SeedError as error:
        told = str(error)
    assert "has more than 160 million points" in told
    assert "300 dots to the inch" in told
    with pytest.raises(SeedError, match=r"^has more than 160 million points"):
        Scan(bomb(side))  # who shows a page refuses what cannot be read, and nothing else


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is damaged, or no picture"),
        (b"GIF89a" + bytes(40), "is damaged, or no picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "is damaged, or no picture"),
        ("新闻".encode(), "is damaged, or no picture"),
    ],
)
def test_what_is_no_picture_is_told(data: bytes, told: str) -> None:
    with pytest.raises(SeedError, match=r"^a\.png: ") as error:
        [*picture_pages(data, "a.png")]
    assert told in str(error.value)


def test_a_picture_that_is_cut_off_is_told() -> None:
    data = picture(200, size=(600, 800), format="JPEG")
    (found,) = picture_pages(data[: len(data) // 2], "a.jpg")
    assert isinstance(found, Unread)
    assert found.why.startswith("is damaged: ")


def test_small_copies_beside_a_picture_are_no_pages() -> None:
    small = Image.new("L", (9, 9), 200)
    for form in ("MPO", "WEBP", "PNG"):
        again = Image.new("L", (60, 80), 90)
        data = picture(200, format=form, save_all=True, append_images=[again])
        (found,) = picture_pages(data, "a")
        assert not isinstance(found, Unread)
        assert found.picture.shape == (80, 60, 3)
        assert picture_count(data, "a") == 1
    small.encoderinfo = {"tiffinfo": {254: 1}}  # as Pillow's multi-page TIFF takes it
    others = [small, Image.new("L", (20, 30), 200)]
    data = picture(200, format="TIFF", save_all=True, append_images=others)
    assert picture_count(data, "a") == 2
    for first, shapes in ((1, [(80, 60, 3), (30, 20, 3)]), (2, [(30, 20, 3)])):
        pages = picture_pages(data, "a", first)
        assert [page.picture.shape for page in pages if not isinstance(page, Unread)] == shapes
    assert Scan(data, 2).size == (20, 30)  # the page that is shown is the one that was read


@given(
    st.sampled_from(["PNG", "JPEG", "TIFF", "WEBP", "MPO"]),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=9),
)
def test_a_damaged_picture_is_read_or_told(form: str, damage: list[tuple[float, int]]) -> None:
    data = bytearray(picture(90, format=form, save_all=form == "TIFF"))
    for place, byte in damage:
        data[int(place**2 * len(data))] = byte  # what is at the head hurts most
    with contextlib.suppress(SeedError):
        assert [*picture_pages(bytes(data), "a")]
    with contextlib.suppress(SeedError):
        assert Scan(bytes(data)).size


@pytest.mark.parametrize("error", [TypeError, struct.error, IndexError, KeyError])
def test_however_a_damaged_picture_fails_it_is_told(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error("out of step")

    monkeypatch.setattr("PIL.ImageOps.exif_transpose", fail)
    (found,) = picture_pages(picture(90), "a")
    assert isinstance(found, Unread)
    assert found.why.startswith("is damaged: ")
    with pytest.raises(SeedError, match="is damaged"):
        Scan(picture(90))
    monkeypatch.setattr("PIL.Image.open", fail)
    with pytest.raises(SeedError, match="is damaged, or no picture"):
        [*picture_pages(picture(90), "a")]


# -- as seeds -----------------------------------------------------------------------------------


def test_without_an_engine_a_sentence_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(scans, "engine_version", lambda: None)
    (tmp_path / "a.jpg").write_bytes(SCAN.read_bytes())
    (tmp_path / "b.pdf").write_bytes(write_pdf([SCANNED]))
    (tmp_path / "c.txt").write_text(RAIN, "utf-8")
    assert run(["reconstruct", "--no-facts", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert '"page": "c.txt"' in told.out
    assert f"{tmp_path / 'a.jpg'}: is a picture of a page. To read it, install" in told.err
    assert told.err.count("pip install 'banmian[ocr]'") == 2
    assert "b.pdf: page 1 has no text layer, only a picture of the page. To read it" in told.err


@pytest.mark.usefixtures("fake")
class TestReading:
    def test_a_picture_becomes_a_page(self, tmp_path: Path, capsys: Capture) -> None:
        found = seed(tmp_path / "a.WEBP", SCAN.read_bytes())
        (page,) = read_pages(found)
        assert titles(page) == sorted(TITLES)
        assert page.geometry is not None
        assert page.geometry.made_by == "fake 1.0"
        assert len(page.geometry.rules) >= 3  # under the head, between stories, between columns
        assert page.geometry.size[0] == pytest.approx(1292 * page.geometry.size[1] / 1584, rel=0.01)
        assert run(["reconstruct", "--no-facts", str(tmp_path / "a.WEBP")]) == 0
        told = capsys.readouterr()
        assert told.err == "a.WEBP: reading a page by OCR …\n"
        assert TITLES[0] in told.out

    def test_pages_of_a_file_are_read_one_by_one(self, tmp_path: Path) -> None:
        others = [Image.new("L", (9, 9), grey) for grey in (255, 0)]
        others.append(Image.frombytes("L", (2, 2), bytes([0, 90, 200, 255])))
        data = picture(200, format="TIFF", save_all=True, append_images=others)
        reads = list(read_seed(seed(tmp_path / "a.tif", data)))
        assert [read.page if isinstance(read, Unread) else read.name for read in reads] == [
            "a.tif",
            "a.tif#2",
            "a.tif#3",
            "a.tif#4",
        ]
        second, third = reads[1:3]
        assert isinstance(second, Unread)
        assert "shows nothing that OCR can read" in second.why
        assert isinstance(third, Unread)
        assert third.why.startswith("breaks the program that reads it")
        assert third.passing
        assert isinstance(reads[3], Page)

    def test_pages_of_a_pdf_without_text_stand_in_their_place(self, tmp_path: Path) -> None:
        text = PdfPage([put("老人们在新村办起了食堂", 60, 700)])
        data = write_pdf([text, SCANNED, PdfPage([]), SCANNED, text])
        reads = list(read_seed(seed(tmp_path / "a.pdf", data)))
        names = [read.page if isinstance(read, Unread) else read.name for read in reads]
        assert names == ["a.pdf", "a.pdf#2", "a.pdf#4", "a.pdf#5"]
        made = [
            read.geometry.made_by[:4] for read in reads if isinstance(read, Page) and read.geometry
        ]
        assert made == ["pypd", "fake", "fake", "pypd"]

    def test_ocr_runs_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        sources = Sources(tmp_path / "kept")
        found = seed(tmp_path / "a.webp", SCAN.read_bytes())
        pdf = seed(tmp_path / "b.pdf", write_pdf([SCANNED]))
        first = [list(read_seed(one, sources)) for one in (found, pdf)]
        assert len([*sources.folder.iterdir()]) == 3
        monkeypatch.setattr(scans, "ENGINE", "no:engine")
        assert [list(read_seed(one, sources)) for one in (found, pdf)] == first
        # it is read even where no engine is, and anew by another one
        monkeypatch.setattr(scans, "engine_version", lambda: None)
        assert list(read_seed(found, sources)) == first[0]
        monkeypatch.setattr(scans, "engine_version", lambda: "fake 2.0")
        with pytest.raises(SeedError, match="breaks the program"):
            list(read_seed(found, sources))
        sources.keep_only({*source_keys(found)})
        (kept,) = sources.folder.iterdir()
        assert kept.name.endswith("-ocr1-fake-1.0.jsonl.gz")

    def test_one_of_a_project_reads_scans_at_a_time(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lock = tmp_path / "cache" / "ocr-lock"
        dismissed = []

        def reading(*_: object) -> Iterator[Unread]:
            with pytest.raises(Timeout):
                FileLock(lock).acquire(timeout=0)
            yield Unread(page="a.webp", why="is blank")

        monkeypatch.setattr(scans, "read_scans_apart", reading)
        monkeypatch.setattr(scans, "dismiss_scanners", lambda: dismissed.append(True))
        sources = Sources(tmp_path / "cache" / "sources")
        found = seed(tmp_path / "a.webp", SCAN.read_bytes())
        assert [read.page for read in read_seed(found, sources) if isinstance(read, Unread)]
        assert not dismissed  # who is alone keeps the engine for the next file
        FileLock(lock).acquire(timeout=0).lock.release()
        monkeypatch.setattr("multiprocessing.parent_process", lambda: "one of several")
        list(read_seed(seed(tmp_path / "b.webp", SCAN.read_bytes() + b"0"), sources))
        assert dismissed

    def test_a_folder_of_scans_is_converted(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        folder = make_project(tmp_path / "project")
        (folder / "seeds" / "a.webp").write_bytes(SCAN.read_bytes())
        monkeypatch.chdir(folder)
        assert run(["convert"]) == 0
        assert "reading a page by OCR" in capsys.readouterr().err
        report = convert(read_settings(folder / "mkdocs.yml"))
        assert report.articles >= 3
        assert "OCR" not in capsys.readouterr().err

    def test_who_watches_is_told_of_each_page(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said: list[tuple[str, int, int]] = []
        scans.watch_scans(lambda *told: said.append(told))
        others = [Image.frombytes("L", (2, 2), bytes([0, 90, 200, 255]))]
        data = picture(200, format="TIFF", save_all=True, append_images=others)
        list(read_seed(seed(tmp_path / "a.tif", data)))
        scans.watch_scans(None)
        assert said == [("a.tif", 1, 2), ("a.tif", 2, 2)]


def test_a_terminal_shows_how_far_ocr_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.delenv("CI", raising=False)  # where nobody watches a terminal
    monkeypatch.setattr(sys, "stderr", shown)
    voice = Voice(quiet=False, verbose=False)
    voice.scanning("a\x1b.tif", 3, 12)
    assert "OCR a\\x1b.tif" in shown.getvalue()
    assert "3/12" in shown.getvalue()


def test_a_picture_goes_after_what_was_made_of_it(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.hocr", "b.png", "b.pdf", "c.TIFF", "d.jpeg", "d.webp"):
        (tmp_path / name).write_bytes(b"x")
    found, _ = find_seeds([tmp_path])
    assert [one.name for one in found] == ["a.hocr", "b.pdf", "c.TIFF", "d.jpeg"]


# -- the engine itself --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "threads"),
    [("", 4), ("2", 2), ("3,1", 3), ("9", 4), ("0", 4), ("-1", 4), ("many", 4), ("二", 4)],
)
def test_a_user_says_how_many_threads_there_are(
    asked: str, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", asked)
    assert scans.thread_count() == threads


@has_engine
def test_rapidocr_reads_a_page(tmp_path: Path) -> None:
    assert ENGINE.startswith("generator.")
    version = engine_version()
    assert version is not None
    (page,) = read_pages(seed(tmp_path / "a.webp", SCAN.read_bytes()))
    assert titles(page) == sorted(TITLES)
    assert page.geometry is not None
    assert page.geometry.made_by == version
    known = (fake_ocr.SCANS / "rapid.md").read_text("utf-8")
    bodies = [b.text.text for a in reconstruct_page(page).articles for b in a.body]
    assert sum(body in known for body in bodies) >= len(bodies) - 2
