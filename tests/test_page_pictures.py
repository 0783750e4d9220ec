"""Pictures of pages: what is drawn, what it weighs, what is kept, and what is refused."""

from __future__ import annotations

import filecmp
import hashlib
import io
import json
import random
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.cli import run
from generator.corpus.convert import convert
from generator.corpus.processes import child_process
from generator.corpus.processes.child_process import BreakdownError
from generator.corpus.project_check import check
from generator.corpus.seeds import page_pictures as pictures_module
from generator.corpus.seeds.page_pictures import Pictures
from generator.corpus.seeds.pdf_process import drawn_apart
from generator.corpus.seeds.seed_files import Seed, ignored_input
from generator.corpus.seeds.seed_reading import read_pages
from generator.corpus.settings import Settings, read_settings
from generator.errors import GeneratorError, SeedError
from generator.model import Direction, Page, PageOutlines
from generator.readers import page_pictures as drawing_module
from generator.readers.boxes_json import boxes_line
from generator.readers.page_pictures import Scan, page_pictures
from generator.readers.pdf import read_pdf
from generator.readers.pdf.page_drawings import opened_page
from tests.pdf_writer import BOXY, PdfPage, put, write_pdf
from tests.picture_pages import HEADLINES, news_page, news_pdf, picture_of_paper
from tests.samples import CONFIG, RAIN, make_project, tree

pytestmark = pytest.mark.usefixtures("small_pictures")
Capture = pytest.CaptureFixture[str]
SQUARE = ((100, 100), (300, 100), (300, 200), (100, 200))


def project_of(folder: Path, config: str = "", **seeds: bytes | str) -> Settings:
    """Make a project with these seeds; ``__`` in a name stands for its dot."""
    make_project(folder)
    (folder / "mkdocs.yml").write_text(CONFIG + config, "utf-8")
    for name, data in seeds.items():
        path = folder / "seeds" / name.replace("__", ".")
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return read_settings(folder / "mkdocs.yml")


_drawn: dict[str, list[dict[str, Any]]] = {}


def drawn_once(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what is drawn of a page, by a process of its own; the same of the same but once."""
    data = Path(request["path"]).read_bytes()
    asked = repr((hashlib.sha256(data).digest(), {**request, "path": ""}))
    if asked not in _drawn:
        _drawn[asked] = list(drawn_apart(request))
    yield from _drawn[asked]


@pytest.fixture
def full_size(small_pictures: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have pages drawn as large as users have them."""
    child_process.dismiss_idle()
    monkeypatch.setattr(child_process, "_CODE", small_pictures)
    monkeypatch.setattr("tests.test_page_pictures._drawn", {})
    yield
    child_process.dismiss_idle()


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project with a page whose pictures are drawn for the first test that asks for them."""
    monkeypatch.setattr(pictures_module, "drawn_apart", drawn_once)
    return project_of(tmp_path / "project", news__pdf=news_pdf())


def webps(settings: Settings) -> dict[str, bytes]:
    return {name: data for name, (data, _) in tree(settings.docs).items() if name.endswith("webp")}


def decoded(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


class TestDrawing:
    @pytest.mark.parametrize("rotate", [0, 90, 180, 270])
    @pytest.mark.parametrize("matrix", [(1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)])
    def test_what_is_drawn_stands_where_it_was_read(
        self, rotate: int, matrix: tuple[float, float, float, float]
    ) -> None:
        text = put("村", 200, 600, 40, font=BOXY, matrix=matrix)
        data = write_pdf([PdfPage([text], crop=(50, 100, 450, 800), rotate=rotate)])
        (page,) = read_pdf(data, "a.pdf")
        assert isinstance(page, Page)
        assert page.geometry is not None
        (run,) = page.geometry.runs
        assert run.direction is Direction.HORIZONTAL
        with opened_page(data, 1) as sheet:
            assert sheet.size == page.geometry.size
            drawn = sheet.drawn(1.0).convert("L").point(lambda v: 255 if v < 128 else 0)
        # the box of the glyph is 2 to 38 points wide and 28 high, over its baseline
        box = drawn.getbbox()
        assert box is not None
        (x, y), (left, top, right, bottom) = run.base, box
        for seen, read in ((left, x + 2), (right, x + 38), (top, y - 28), (bottom, y)):
            assert abs(seen - read) <= 1

    def test_a_page_of_another_size_than_was_read_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "a.pdf"
        path.write_bytes(news_pdf())
        lying = PageOutlines(size=(1100, 800), sha256="0", articles=(), asides=())
        with pytest.raises(SeedError, match=r"is 800 by 1100 .* was read as 1100 by 800"):
            Pictures(tmp_path).facsimile(Seed(name="a.pdf", path=path), "a.pdf", None, lying)

    def test_page_and_articles(self) -> None:
        scan = Scan(picture_of_paper())
        reading, double, own, none = page_pictures(scan, [[SQUARE], []], (450.0, 650.0))
        assert reading is not None
        assert double is not None
        assert own is not None
        assert none is None
        assert double[0] == (900, 1300)  # no more than there is
        width, height = own[0]
        assert abs(width - 400) < 20  # two pixels a point, and a margin
        assert abs(height - 200) < 20

    def test_what_is_none_of_the_articles_is_faded(self) -> None:
        black = io.BytesIO()
        Image.new("RGB", (400, 400), "black").save(black, "PNG")
        corner = ((0, 0), (300, 0), (300, 100), (100, 100), (100, 300), (0, 300))
        *_, own = page_pictures(Scan(black.getvalue()), [[corner]], (400.0, 400.0))
        assert own is not None
        picture = decoded(own[1])
        assert picture.getpixel((50, 250)) < 20  # type: ignore[operator]
        assert 180 < picture.getpixel((250, 250)) < 230  # type: ignore[operator]

    def test_no_picture_weighs_more_than_it_may(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing is harder to compress than noise; a tenth of the page has a tenth of the room."""
        for room in ("_READING", "_LIGHT", "_HEAVY", "_CLIPPING"):
            monkeypatch.setattr(drawing_module, room, getattr(drawing_module, room) // 10)
        noise = Image.effect_noise((664, 885), 90)
        data = io.BytesIO()
        noise.save(data, "JPEG")
        reading, double, own = page_pictures(
            Scan(data.getvalue()), [[((0, 0), (664, 0), (664, 885), (0, 885))]], (664, 885)
        )
        assert reading is not None
        assert double is not None
        assert own is not None
        assert len(reading[1]) <= 40_000
        assert len(double[1]) <= 160_000
        assert len(own[1]) <= 25_000

    @pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
    def test_scans_of_each_form(self, form: str) -> None:
        assert Scan(picture_of_paper(form=form)).size == (900, 1300)

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
    def test_scans_of_each_mode_are_white_where_paper_is(self, mode: str) -> None:
        paper = Image.new("RGBA" if mode in ("LA", "RGBA") else "L", (60, 80), "white")
        file = io.BytesIO()
        if mode == "I;16":
            Image.new(mode, (60, 80), 65_535).save(file, "TIFF")
        elif mode in ("LA", "RGBA"):
            paper.putalpha(0)  # nothing lies on it
            paper.convert(mode).save(file, "PNG")
        else:
            paper.convert(mode).save(file, "TIFF")
        drawn = Scan(file.getvalue()).drawn(1.0)
        assert drawn.mode == "RGB"
        assert drawn.getpixel((30, 40)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sum_

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (bomb(13_000, 13_000), "has more than 160 million points"),
        (bomb(60_000, 60_000), "has more than 160 million points"),
        (b"GIF89a" + bytes(100), "is damaged, or no picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "is damaged, or no picture"),
        (picture_of_paper()[:2000], "is damaged"),
    ],
)
def test_what_is_no_picture_of_a_page(data: bytes, told: str) -> None:
    with pytest.raises(SeedError, match=told):
        Scan(data)


class TestSite:
    @pytest.mark.usefixtures("full_size")
    def test_a_pdf_is_shown(self, news: Settings) -> None:
        report = convert(news)
        made = webps(news)
        page = next(name for name in made if name.endswith("/page.webp")).rpartition("/")[0]
        assert len(made[f"{page}/page.webp"]) <= 400_000
        assert (
            decoded(made[f"{page}/page-2x.webp"]).width > decoded(made[f"{page}/page.webp"]).width
        )
        clippings = [name for name in made if name.endswith("clipping.webp")]
        assert len(clippings) == report.articles == 3
        text = (news.docs / f"{page}.md").read_text("utf-8")
        for name in clippings:
            entry_id = name.split("/")[1]
            article = (news.docs / f"articles/{entry_id}.md").read_text("utf-8")
            assert f'<a id="{entry_id}" class="bm-area' in text
            assert f'href="../../{page}/#{entry_id}"' in article
            assert 'src="clipping.webp"' in article
        assert len(report.pictures) == len(made)
        assert sum(p.weight for p in report.pictures) == sum(map(len, made.values()))

    def test_a_second_run_draws_and_writes_nothing(
        self, news: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        convert(news)
        before = tree(news.docs)
        monkeypatch.setattr(pictures_module, "drawn_apart", lambda request: pytest.fail("drawn"))
        compared = filecmp._do_cmp  # type: ignore[attr-defined]

        def read(one: str, other: str) -> bool:
            assert not str(other).endswith(".webp")
            return bool(compared(one, other))

        monkeypatch.setattr(filecmp, "_do_cmp", read)
        report = convert(news)
        assert report.written == ()
        assert tree(news.docs) == before
        assert list(check(news)) == []

    def test_what_is_kept_may_be_deleted_or_damaged(self, news: Settings) -> None:
        convert(news)
        before = webps(news)
        folder = news.cache.parent / "pictures"
        for path in folder.glob("*.webp"):
            path.write_bytes(b"x")
        (news.docs / next(iter(before))).unlink()
        convert(news)
        assert webps(news) == before
        for path in folder.iterdir():
            path.unlink()
        convert(news)
        assert webps(news) == before

    def test_what_no_page_needs_is_deleted(self, news: Settings) -> None:
        convert(news)
        (news.seeds / "news.pdf").write_bytes(news_pdf(2))
        report = convert(news)
        folder = news.cache.parent / "pictures"
        assert len(list(folder.glob("*.json"))) == 2
        assert len(list(folder.glob("*.webp"))) == len(report.pictures) == len(webps(news))

    def test_a_check_deletes_nothing_that_a_build_may_need(self, news: Settings) -> None:
        convert(news)
        folder = news.cache.parent / "pictures"
        before = {path.name for path in folder.iterdir()}
        (news.seeds / "news.pdf").write_bytes(news_pdf(2))
        assert list(check(news))
        assert before < {path.name for path in folder.iterdir()}

    def test_no_pictures_where_none_are_wanted(self, news: Settings) -> None:
        convert(news)
        assert webps(news) != {}
        news.config.write_text(f"{CONFIG}extra:\n  images: false\n", "utf-8")
        settings = read_settings(news.config)
        report = convert(settings)
        assert webps(settings) == {}
        assert report.pictures == ()
        texts = [data.decode() for name, (data, _) in tree(settings.docs).items() if "md" in name]
        assert not any("webp" in text or "bm-area" in text for text in texts)
        assert list(check(settings)) == []

    @pytest.mark.parametrize("said", ["no thanks", "0", "[]", '"false"'])
    def test_pictures_are_wanted_or_not(self, tmp_path: Path, said: str) -> None:
        with pytest.raises(GeneratorError, match=r"mkdocs.yml:7: “extra: images” must be true"):
            project_of(tmp_path / "p", f"extra:\n  images: {said}\n")

    def test_the_build_tells_how_large_they_are(self, news: Settings, capsys: Capture) -> None:
        assert run(["convert", "--config", str(news.config)]) == 0
        told = capsys.readouterr().err
        assert "5 pictures of pages and articles, 0." in told
        assert "images: false" in told

    def test_a_seed_that_fails_for_a_day_takes_no_picture_along(self, news: Settings) -> None:
        (news.seeds / "rain.txt").write_text(RAIN, "utf-8")
        convert(news)
        before = webps(news)
        (news.seeds / "news.pdf").write_bytes(b"%PDF-1.7 half")
        assert convert(news).problems
        kept = webps(news)
        assert {n for n in before if "clipping" in n} <= set(kept)

    @pytest.mark.parametrize(
        ("error", "told"),
        [
            (SeedError("cannot be drawn"), "page 1 cannot be drawn. The site shows"),
            (BreakdownError("takes too long to read"), "cannot be drawn: it takes too long"),
        ],
    )
    def test_a_page_that_cannot_be_drawn_is_shown_without(
        self, news: Settings, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
    ) -> None:
        def fail(request: object) -> None:
            raise error

        monkeypatch.setattr(pictures_module, "drawn_apart", fail)
        report = convert(news)
        assert report.articles == 3
        assert report.problems == ()
        (line,) = report.warnings
        assert "news.pdf: page 1 cannot be drawn" in line
        assert told in line
        assert webps(news) == {}


def test_a_damaged_page_is_drawn_or_told(tmp_path: Path, long: bool) -> None:
    outcomes = set()
    for number in range(8 if long else 3):
        chance, data = random.Random(number), bytearray(news_pdf())
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        outcomes.add(drawn_or_told(tmp_path / f"{number}.pdf", bytes(data)))
    outcomes.add(drawn_or_told(tmp_path / "whole.pdf", news_pdf()))
    outcomes.add(drawn_or_told(tmp_path / "half.pdf", news_pdf()[:60]))
    assert outcomes == {"drawn", "told"}


def drawn_or_told(path: Path, data: bytes) -> str:
    """Return whether a PDF was drawn, as light as it must be, or an error named it."""
    path.write_bytes(data)
    places = _places_of(path)
    store, seed = Pictures(path.parent), Seed(name=path.name, path=path)
    try:
        found = store.facsimile(seed, path.name, None, places)
    except SeedError as error:
        return "told" if str(error).startswith(f"{path}: page 1 ") else f"not told: {error}"
    assert found is not None
    assert 0 < found.pictures.reading.weight <= 400_000
    return "drawn"


def test_a_kept_page_without_its_own_picture_is_drawn_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(news_pdf())
    places = _places_of(path)
    store, seed = Pictures(tmp_path / "kept"), Seed(name="a.pdf", path=path)
    first = store.facsimile(seed, "a.pdf", None, places)
    (told,) = store.folder.glob("*.json")
    known = told.read_text("ascii")
    own = first.pictures.reading.name if first else ""
    for damaged in ("[null,null]", known.replace(own, f"../kept/{own}")):
        told.write_text(damaged, "ascii")
        assert store.facsimile(seed, "a.pdf", None, places) == first
        assert told.read_text("ascii") == known


def test_what_changes_while_it_is_drawn_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(news_pdf())
    places = _places_of(path)

    def drawn_late(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        path.write_bytes(news_pdf() + b"\n")
        return drawn_apart(request)

    store, seed = Pictures(tmp_path / "kept"), Seed(name="a.pdf", path=path)
    with monkeypatch.context() as patch:
        patch.setattr(pictures_module, "drawn_apart", drawn_late)
        with pytest.raises(SeedError, match="page 1 was changed while it was drawn"):
            store.facsimile(seed, "a.pdf", None, places)
    assert not [*store.folder.glob("*.json")]
    assert store.facsimile(seed, "a.pdf", None, _places_of(path)) is not None


def _places_of(path: Path, size: tuple[float, float] = (800, 1100)) -> PageOutlines:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return PageOutlines(size=size, sha256=digest, articles=(), asides=())


def test_pictures_of_a_page_in_another_size_are_others(tmp_path: Path) -> None:
    seed = Seed(name="a.pdf", path=tmp_path / "a.pdf")
    (tmp_path / "a.pdf").write_bytes(news_pdf())
    names = set()
    for size in ((800, 1100), (400, 550)):
        places = _places_of(tmp_path / "a.pdf", size)
        found = Pictures(tmp_path / "kept").facsimile(seed, "a.pdf", None, places)
        assert found is not None
        names.add(found.pictures.reading.name)
    assert len(names) == 2


class TestSidecar:
    def test_a_text_page_takes_a_picture(self, tmp_path: Path) -> None:
        settings = project_of(
            tmp_path / "p", a__txt=RAIN, a__yml="image: scan.png\n", scan__png=picture_of_paper()
        )
        report = convert(settings)
        assert report.warnings == report.ignored == ()
        assert set(webps(settings)) == {"pages/a/page.webp", "pages/a/page-2x.webp"}
        text = (settings.docs / "pages/a.md").read_text("utf-8")
        assert "bm-view" in text
        assert "bm-area" not in text
        assert list(check(settings)) == []

    @pytest.mark.usefixtures("full_size")
    def test_places_are_put_on_a_picture_of_any_size(self, tmp_path: Path) -> None:
        settings = project_of(
            tmp_path / "p",
            a__boxes__json=boxes_line(news_page()),
            a__yml="image: scan.jpg\n",
            scan__jpg=picture_of_paper(1600, 2200, "JPEG"),
        )
        report = convert(settings)
        made = webps(settings)
        assert len(made) == 2 + report.articles
        (path,) = settings.docs.glob("pages/a-*.md")
        text = path.read_text("utf-8")
        assert 'viewBox="0 0 800 1100"' in text
        assert text.count('class="bm-area') == report.articles == 3
        widths = [decoded(data).width for name, data in made.items() if "clipping" in name]
        assert max(widths) > 1300  # of 1600, the story over both columns

    def test_what_a_page_says_stays_within_its_quotation_marks(self, tmp_path: Path) -> None:
        page = news_page()
        hostile = '新"村<b>&'
        text = page.text.replace(HEADLINES[0], hostile + "好", 1)
        settings = project_of(
            tmp_path / "p",
            a__boxes__json=boxes_line(replace(page, text=text)),
            a__yml="image: a.png\npublication: '报\"onload=\"x'\n",
            a__png=picture_of_paper(),
        )
        convert(settings)
        (path,) = settings.docs.glob("pages/a-*.md")
        found: list[tuple[str, dict[str, str | None]]] = []
        parser = HTMLParser()
        parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore[method-assign]
        parser.feed(path.read_text("utf-8").rpartition("---\n")[2])
        (image,) = (attributes for tag, attributes in found if tag == "img")
        assert image["alt"] == '《报"onload="x》第2版的版面图'
        assert not any("onload" in attributes for _, attributes in found)
        assert any('新"村<' in (attributes.get("aria-label") or "") for _, attributes in found)

    def test_it_is_that_of_the_first_page(self, tmp_path: Path) -> None:
        settings = project_of(
            tmp_path / "p",
            a__txt=f"{RAIN}\f{RAIN.replace('水库', '大桥')}",
            a__yml="image: scan.png\n",
            scan__png=picture_of_paper(),
        )
        convert(settings)
        assert {name.rpartition("/")[0] for name in webps(settings)} == {"pages/a"}

    def test_other_pictures_are_told(self, tmp_path: Path) -> None:
        settings = project_of(
            tmp_path / "p", a__txt=RAIN, a__yml="image: b.png\n", b__png=b"", c__gif=b""
        )
        (line,) = ignored_input(settings.seeds)
        assert line.startswith(f"{settings.seeds / 'c.gif'}: not read")

    @pytest.mark.parametrize(
        "name", ["../scan.png", "/etc/scan.png", "a/scan.png", r"a\scan.png", "C:scan.png",
                 ".scan.png", "scan.svg", "scan.pdf", "http://a.example/scan.png"],
    )  # fmt: skip
    def test_no_path_and_nothing_but_pictures(self, tmp_path: Path, name: str) -> None:
        settings = project_of(tmp_path / "p", a__txt=RAIN, b__txt=RAIN, a__yml=f"image: '{name}'\n")
        (problem,) = convert(settings).problems
        assert "a.yml:1:" in str(problem.error)
        assert "names no picture beside this file" in str(problem.error)

    def test_a_link_out_of_the_folder_is_refused(self, tmp_path: Path) -> None:
        settings = project_of(tmp_path / "p", a__txt=RAIN, a__yml="image: scan.png\n")
        (tmp_path / "secret.png").write_bytes(picture_of_paper())
        (settings.seeds / "scan.png").symlink_to(tmp_path / "secret.png")
        (line,) = convert(settings).warnings
        assert "is a link to" in line
        assert webps(settings) == {}

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (None, "cannot be read"),
            (b"", "the picture is empty"),
            (b"GIF89a" + bytes(50), "the picture is damaged, or no picture: it cannot be opened"),
            (bomb(30_000, 30_000), "the picture has more than 160 million points"),
        ],
    )
    def test_what_is_wrong_with_it_is_told(
        self, tmp_path: Path, data: bytes | None, told: str
    ) -> None:
        settings = project_of(tmp_path / "p", a__txt=RAIN, a__yml="image: scan.png\n")
        if data is not None:
            (settings.seeds / "scan.png").write_bytes(data)
        report = convert(settings)
        (line,) = report.warnings
        assert line.startswith(f"{settings.seeds / 'scan.png'}: {told}")
        assert report.articles == 1
        assert webps(settings) == {}


def test_manifests_are_written_where_the_address_is_known(news: Settings) -> None:
    convert(news)
    assert list(news.docs.rglob("manifest.json")) == []
    news.config.write_text(f"{CONFIG}site_url: https://paper.example/x/\n", "utf-8")
    convert(read_settings(news.config))
    (path,) = news.docs.rglob("manifest.json")
    assert json.loads(path.read_text("utf-8"))["type"] == "Manifest"


# -- pages that do not say how large they are ---------------------------------------------------


def listed(right: int, low: int) -> str:
    """Return a list of lines, as PaddleOCR writes it: a headline, two columns of text."""
    lines = [("新村修好三座石桥", 40, 40, 40 + 8 * 40, 80)]
    for left in (40, right - 240):
        for top in range(120, low - 20, 30):
            lines.append(("老人们每天来吃饭邻居帮忙", left, top, left + 240, top + 20))
    corners = [[[x0, y0], [x1, y0], [x1, y1], [x0, y1]] for _, x0, y0, x1, y1 in lines]
    return json.dumps({"rec_texts": [line[0] for line in lines], "rec_polys": corners})


@pytest.mark.parametrize(
    ("beside", "size"),
    [
        ({"a.png": (700, 800)}, (700, 800)),
        ({"b.png": (700, 800), "a.yml": "image: b.png\n"}, (700, 800)),
        ({"b.png": (700, 800), "a.png": (900, 900), "a.yml": "image: b.png\n"}, (700, 800)),
        ({}, None),
        ({"a.png": (500, 800)}, None),
        ({"a.png": (700, 600)}, None),
        ({"a.png": "no picture"}, None),
        ({"a.png": ""}, None),
    ],
)
def test_a_page_is_as_large_as_the_picture_that_was_read(
    tmp_path: Path, beside: dict[str, Any], size: tuple[int, int] | None
) -> None:
    for name, made in beside.items():
        data = picture_of_paper(*made) if isinstance(made, tuple) else made.encode()
        (tmp_path / name).write_bytes(data)
    (tmp_path / "a.json").write_text(listed(600, 700), "utf-8")
    (page,) = read_pages(Seed(name="a.json", path=tmp_path / "a.json"))
    assert page.geometry is not None
    assert page.geometry.guessed == (size is None)
    width, height = page.geometry.size
    assert width / height == pytest.approx(700 / 800 if size else 600 / 680, rel=0.001)


def test_a_page_of_several_asks_for_its_own_picture(tmp_path: Path) -> None:
    pages = [json.loads(listed(600, 700)), json.loads(listed(600, 900))]
    (tmp_path / "a.json").write_text(json.dumps(pages), "utf-8")
    sheets = [Image.new("L", size, 200) for size in ((700, 800), (650, 950))]
    sheets[0].save(tmp_path / "a.tif", save_all=True, append_images=sheets[1:])
    found = read_pages(Seed(name="a.json", path=tmp_path / "a.json"))
    for page, shape in zip(found, (700 / 800, 650 / 950), strict=True):
        assert page.geometry is not None
        assert not page.geometry.guessed
        assert page.geometry.size[0] / page.geometry.size[1] == pytest.approx(shape, rel=0.001)


def test_a_turned_photograph_is_measured_upright(tmp_path: Path) -> None:
    image = Image.new("L", (800, 700), 200)
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(tmp_path / "a.jpg", exif=exif)
    (tmp_path / "a.json").write_text(listed(600, 700), "utf-8")
    (page,) = read_pages(Seed(name="a.json", path=tmp_path / "a.json"))
    assert page.geometry is not None
    assert page.geometry.size[0] / page.geometry.size[1] == pytest.approx(700 / 800, rel=0.001)


def test_areas_that_may_lie_beside_their_articles_are_told(tmp_path: Path) -> None:
    settings = project_of(
        tmp_path / "p", a__json=listed(600, 700), a__png=picture_of_paper(500, 600)
    )
    (line,) = convert(settings).warnings
    assert "a.json: page a.json does not say how large it is" in line
    assert "the very picture" in line
    (settings.seeds / "a.png").write_bytes(picture_of_paper(700, 800))
    assert convert(settings).warnings == ()
