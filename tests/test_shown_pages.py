"""Pictures that show a page: scans show themselves, others lie beside a page of another form."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from generator.corpus.convert import convert
from generator.corpus.seeds.seed_files import find_seeds, ignored_input
from generator.readers.page_pictures import Scan, page_pictures
from tests.samples import RAIN
from tests.test_page_pictures import decoded, project_of, webps
from tests.test_scans import SCAN, fake

__all__ = ["fake"]

pytestmark = pytest.mark.usefixtures("small_pictures")


def put(folder: Path, *names: str, **sidecars: str) -> list[str]:
    """Write files, and return the names of the seeds among them."""
    for name in names:
        (folder / name).write_text(RAIN, "utf-8")
    for name, text in sidecars.items():
        (folder / f"{name}.yml").write_text(text, "utf-8")
    found, problems = find_seeds([folder])
    assert problems == ()
    return [seed.name for seed in found]


def test_a_picture_that_a_sidecar_names_is_no_seed(tmp_path: Path) -> None:
    assert put(tmp_path, "a.txt", "scan.jpg", "b.jpg", a="image: scan.jpg") == ["a.txt", "b.jpg"]
    assert ignored_input(tmp_path) == ()


def test_a_scan_whose_sidecar_names_it_stays_a_seed(tmp_path: Path) -> None:
    assert put(tmp_path, "a.jpg", a="image: a.jpg") == ["a.jpg"]


def test_a_picture_of_the_same_name_shows_the_page(tmp_path: Path) -> None:
    assert put(tmp_path, "a.hocr", "a.JPG", "b.txt", "b.png") == ["a.hocr", "b.txt"]
    assert ignored_input(tmp_path) == ()


def test_a_picture_that_shows_nothing_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "a.jpg", "a.png", "b.pdf", "b.png", "c.txt", "c.jpg", c="image: d.jpg")
    told = [line.partition(": ")[0].rpartition("/")[2] for line in ignored_input(tmp_path)]
    assert told == ["a.jpg", "b.png", "c.jpg"]


@pytest.mark.usefixtures("fake")
def test_a_scan_is_its_own_picture(tmp_path: Path) -> None:
    settings = project_of(tmp_path / "p", a__webp=SCAN.read_bytes())
    report = convert(settings)
    assert report.warnings == report.ignored == ()
    assert len(webps(settings)) == 2 + report.articles


def test_pages_of_a_tiff_show_those_of_the_file_beside_it(tmp_path: Path) -> None:
    pictures = [Image.new("L", (90, 130), grey) for grey in (250, 100)]
    settings = project_of(tmp_path / "p", a__txt=f"{RAIN}\f{RAIN.replace('水库', '大桥')}")
    pictures[0].save(settings.seeds / "a.tif", save_all=True, append_images=pictures[1:])
    assert convert(settings).warnings == ()
    small = [data for name, data in webps(settings).items() if name.endswith("page.webp")]
    shades = [decoded(data).resize((1, 1)).tobytes()[0] for data in small]
    assert sorted(shades) == pytest.approx([100, 250], abs=3)


def test_a_page_that_was_scanned_askew_is_shown_level() -> None:
    slope = 0.02
    image = Image.new("L", (800, 600), "white")
    for x in range(800):
        image.putpixel((x, round(300 + slope * (x - 400))), 0)
        image.putpixel((x, round(301 + slope * (x - 400))), 0)
    reading, *_ = page_pictures(Scan(saved(image)), [], (800.0, 600.0), slope)
    assert reading is not None
    dark = decoded(reading[1]).point(lambda value: 255 if value < 160 else 0).getbbox()
    assert dark is not None
    assert dark[3] - dark[1] <= 6


def saved(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()
