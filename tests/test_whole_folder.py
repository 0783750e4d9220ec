"""A folder with a page in every form becomes one site by one command."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli import run
from generator.corpus.processes import child_process
from generator.corpus.seeds import scans
from tests import fake_ocr
from tests.conftest import ROOT, copy_sources
from tests.picture_pages import HEADLINES, news_pdf
from tests.samples import RAIN
from tests.test_ocr_forms import TITLES, articles, paddle3, read

SCANS = fake_ocr.SCANS
SCANNED = ("scan", "hocr", "alto", "paddle")
"""The same page, read in four ways."""
MARKDOWN = """# 江口种下万株柳树

本报讯 今年春天，江口沿河种下了一万株柳树，三个村的村民一起动手。

树苗由镇里的苗圃培育，明年还要再种五千株。
"""
Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the folder's site, with an engine for OCR that only pretends."""
    project = tmp_path_factory.mktemp("whole")
    seeds = project / "seeds"
    seeds.mkdir()
    (seeds / "news.pdf").write_bytes(news_pdf())
    for name in SCANNED:
        shutil.copy(SCANS / "page.webp", seeds / f"{name}.webp")
    shutil.copy(SCANS / "page.hocr", seeds / "hocr.hocr")
    shutil.copy(SCANS / "page.alto.xml", seeds / "alto.alto.xml")
    (seeds / "paddle.json").write_text(paddle3(), "utf-8")
    (seeds / "mineru.md").write_text(MARKDOWN, "utf-8")
    shutil.copy(ROOT / "tests" / "editions" / "classes.html", seeds / "edition.html")
    (seeds / "rain.txt").write_text(RAIN, "utf-8")
    for name in ("generator", "site_src"):
        copy_sources(name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scans, "ENGINE", fake_ocr.NAME)
        patch.setattr(scans, "engine_version", lambda: "fake 1.0")
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.chdir(project)
        assert run(["build"]) == 0
        yield project
    child_process.dismiss_idle()


def page_of(project: Path, name: str) -> str:
    """Return the view of a page as the site has it."""
    (path,) = (project / "site" / "pages").glob(f"{name}*/index.html")
    return path.read_text("utf-8")


def areas(project: Path, name: str) -> dict[str, Box]:
    """Return where the articles of a page lie on its picture, as shares of its size."""
    text = page_of(project, name)
    view = re.search(r'viewBox="0 0 (\S+) (\S+)"', text)
    assert view is not None
    width, height = map(float, view.groups())
    found: dict[str, Box] = {}
    for area in re.findall(r'<a [^>]*class="bm-area.*?</a>', text, re.DOTALL):
        (title,) = re.findall(r'aria-label="第 \d+ 篇：([^"]*)"', area)
        (path,) = re.findall(r'\bd="([^"]*)"', area)[:1]
        strokes = re.findall(r"([MHV])(\d+)(?: (\d+))?", path)
        xs = [float(n) / width for stroke, n, _ in strokes if stroke != "V"]
        ys = [float(m or n) / height for stroke, n, m in strokes if stroke != "H"]
        found[title] = (min(xs), min(ys), max(xs), max(ys))
    return found


def test_every_page_is_there(project: Path) -> None:
    names = {path.parent.name.partition("-")[0] for path in project.glob("site/pages/*/index.html")}
    assert names == {"news", *SCANNED, "mineru", "edition", "rain"}


def test_articles_are_whole(project: Path) -> None:
    texts = [path.read_text("utf-8") for path in project.glob("site_src/articles/*.md")]
    titles = [re.findall(r"^title: (.*)$", text, re.MULTILINE)[0] for text in texts]
    for title in TITLES:
        assert titles.count(title) == len(SCANNED)
    for title in (*HEADLINES, "江口种下万株柳树", "南岭新增公交七条"):
        assert titles.count(title) == 1
    (page,) = read(paddle3())
    for article in articles(page):
        paragraphs = [block.text.text for block in article.body]
        printed = [re.sub(r"</?span[^>]*>", "", text) for text in texts]
        assert sum(all(own in text for own in paragraphs) for text in printed) >= 1


@pytest.mark.parametrize("name", SCANNED)
def test_areas_lie_where_the_page_has_its_articles(project: Path, name: str) -> None:
    found = areas(project, name)
    assert sorted(found) == sorted(TITLES)
    for title, box in areas(project, "hocr").items():
        assert found[title] == pytest.approx(box, abs=0.015)


def test_a_pdf_shows_its_articles(project: Path) -> None:
    assert sorted(areas(project, "news")) == sorted(HEADLINES)
