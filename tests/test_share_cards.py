"""Cards of shared links: what stands on them, when they are drawn, and what is said when not."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from generator.cli import run
from generator.corpus.cards import share_cards
from generator.corpus.cards.card_colours import CardColours, colours_in, colours_of
from generator.corpus.cards.card_fonts import find_fonts, read_fonts
from generator.corpus.cards.share_cards import draw_card, lines_of
from generator.corpus.convert import Report, convert
from generator.corpus.project_check import check
from generator.corpus.settings import read_settings
from generator.errors import GeneratorError
from generator.publish import ShareCard
from generator.publish.escape import one_line
from tests.conftest import ROOT, copy_sources
from tests.growth import grows_evenly
from tests.hostile_texts import PAYLOADS
from tests.samples import RAIN, ROADS, make_project

FONTS = find_fonts()
ADDRESS = "https://host.invalid/paper/"
pytestmark = pytest.mark.skipif(FONTS is None, reason="no Chinese font (fonts-noto-cjk) here")


def project_with(folder: Path, said: str, address: str = ADDRESS) -> Path:
    project = make_project(folder, rain=RAIN, roads=ROADS)
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}site_url: '{address}'\nextra:\n  {said}\n")
    return project


def converted(project: Path) -> Report:
    return convert(read_settings(project / "mkdocs.yml"))


def drawn(report: Report) -> list[str]:
    return [name for name in report.written if name.endswith("card.png")]


# ---- what stands on them


def test_a_card_is_a_light_picture_of_the_size_that_networks_show() -> None:
    assert FONTS is not None
    card = ShareCard("白石河档案", "白石河大桥今日通车", "《白石河日报》2024年5月16日第3版")
    data = draw_card(card, FONTS)
    assert draw_card(card, FONTS) == data
    assert len(data) < 40_000
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        plain = picture.convert("RGB")
    empty = draw_card(ShareCard("", "", ""), FONTS)
    with Image.open(io.BytesIO(empty)) as picture:
        assert plain.tobytes() != picture.convert("RGB").tobytes()


@pytest.mark.skipif(os.name == "nt", reason="has no such files")
def test_style_sheets_that_are_no_files_of_the_project_say_no_colours(tmp_path: Path) -> None:
    """A pipe kept who drew cards waiting for ever, a device filled the memory."""
    project = project_with(tmp_path / "project", "cards: true")
    docs = project / "site_src"
    os.mkfifo(docs / "pipe.css")
    (docs / "device.css").symlink_to("/dev/zero")
    (tmp_path / "away.css").write_text(":root { --bm-ink: #111 }")
    (docs / "away.css").symlink_to(tmp_path / "away.css")
    (project / "own.css").write_text(":root { --bm-red: #0f6b57 }")
    (docs / "own.css").symlink_to("../own.css")
    names = ["/dev/zero", "pipe.css", "device.css", "away.css", "../../away.css", "none.css"]
    odd = [*names, "a" * 5000, "a\0", "\ud800", "own.css", None, [1], {"a": 2}]
    config = project / "mkdocs.yml"
    said = config.read_text("utf-8")
    for value, red in ((odd, (15, 107, 87)), (5, CardColours().red), ("abc", CardColours().red)):
        config.write_text(f"{said}extra_css: {json.dumps(value)}\n", "utf-8")
        found = colours_of(read_settings(config))
        assert (found.ink, found.red) == (CardColours().ink, red)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("白石河大桥通车", ["白石河大桥通车"]),
        # About as long as one another, and no word in two.
        ("多地出台政策缓解养老机构经营压力", ["多地出台政策缓解", "养老机构经营压力"]),
        # No mark begins a line, none that opens ends one.
        ("山塘县老人的新日子：“一张床、一碗饭”", ["山塘县老人的新日子：", "“一张床、一碗饭”"]),
    ],
)
def test_a_headline_is_set_as_newspapers_do(title: str, lines: list[str]) -> None:
    assert FONTS is not None
    assert lines_of(title, FONTS)[1] == lines


@pytest.mark.parametrize(
    "text", [*PAYLOADS, "Ａ" * 400, "x" * 400, "\ud800", "　", "e" + "\u0301" * 99]
)
def test_no_text_leaves_its_card(text: str) -> None:
    assert FONTS is not None
    text = one_line(text)
    face, lines = lines_of(text, FONTS)
    assert len(lines) <= 4
    assert all(face.getlength(line) <= 1040 for line in lines)
    assert draw_card(ShareCard(text, text, text), FONTS).startswith(b"\x89PNG")


# ---- when they are drawn


def test_each_article_has_one_and_the_site(tmp_path: Path) -> None:
    report = converted(project_with(tmp_path, "cards: true"))
    articles = {name.removesuffix(".md") for name in report.written if name[:9] == "articles/"}
    ids = {name for name in articles if name.count("/") == 1 and "." not in name}
    assert len(ids) == 2
    assert set(drawn(report)) == {"articles/card.png", *(f"{name}/card.png" for name in ids)}


def test_what_has_not_changed_is_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_with(tmp_path, "cards: true")
    converted(project)
    made: list[str] = []

    def counted(card: ShareCard, *others: object) -> bytes:
        made.append(card.title)
        return b"other"

    monkeypatch.setattr(share_cards, "draw_card", counted)
    assert drawn(converted(project)) == []
    seed = project / "seeds" / "roads.txt"
    seed.write_text(ROADS.replace("改造年底通车", "改造提前通车"), "utf-8")
    assert len(drawn(converted(project))) == 1
    assert made == ["农村公路改造提前通车"]


def test_they_go_with_their_article_and_with_the_wish(tmp_path: Path) -> None:
    project = project_with(tmp_path, "cards: true")
    converted(project)
    (project / "seeds" / "roads.txt").unlink()
    assert [n for n in converted(project).removed if n.endswith("card.png")] != []
    assert [*check(read_settings(project / "mkdocs.yml"))] == []
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("cards: true", "cards: false"), "utf-8")
    assert [*check(read_settings(config))] != []
    converted(project)
    assert [*project.glob("site_src/**/card.png")] == []


def test_pages_name_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "roads.txt").write_text(ROADS, "utf-8")
    copy_sources("site_src", tmp_path / "site_src")
    copy_sources("generator", tmp_path / "generator")
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace("extra:\n", "extra:\n  cards: true\n")
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITE_URL", ADDRESS.rstrip("/"))
    assert run(["build", "--strict"]) == 0
    site = tmp_path / "site"
    for path in (site / "index.html", site / "regions/index.html", *site.glob("articles/*/*.html")):
        text = path.read_text("utf-8")
        (image,) = re.findall('<meta property="og:image" content="([^"]*)">', text)
        assert (site / image.removeprefix(ADDRESS)).is_file()
        assert image.endswith("articles/card.png") is (path.parent.parent.name != "articles")
        assert '<meta name="twitter:card" content="summary_large_image">' in text
    # Off again, the pages are made anew.
    (tmp_path / "mkdocs.yml").write_text(config.replace("cards: true", "cards: false"), "utf-8")
    assert run(["build", "--strict"]) == 0
    assert "og:image" not in (site / "index.html").read_text("utf-8")
    assert [*site.glob("**/card.png")] == []


# ---- what is said where there are none


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share_cards, "find_fonts", lambda: None)


@pytest.mark.usefixtures("bare")
def test_without_a_font_it_is_said_what_to_install(tmp_path: Path) -> None:
    report = converted(project_with(tmp_path, "cards: true"))
    assert drawn(report) == []
    assert any("sudo apt install fonts-noto-cjk" in line for line in report.warnings)


@pytest.mark.usefixtures("bare")
def test_who_asks_for_none_hears_nothing(tmp_path: Path) -> None:
    report = converted(project_with(tmp_path, "images: false"))
    assert (drawn(report), report.warnings) == ([], ())


def test_without_an_address_it_is_said_where_to_write_it(tmp_path: Path) -> None:
    report = converted(project_with(tmp_path, "cards: true", address=""))
    assert drawn(report) == []
    assert any("site_url" in line for line in report.warnings)


def test_a_font_of_ones_own_is_used(tmp_path: Path) -> None:
    assert FONTS is not None
    project = project_with(tmp_path, "cards: own.ttc")
    shutil.copy(FONTS.plain, project / "own.ttc")
    report = converted(project)
    assert len(drawn(report)) == 3
    card = ShareCard("", "测试", "")
    own = read_fonts(project / "own.ttc")
    assert (project / "site_src/articles/card.png").read_bytes() == draw_card(card, own)
    assert draw_card(card, own) != draw_card(card, FONTS)


def test_what_is_no_font_is_named(tmp_path: Path) -> None:
    project = project_with(tmp_path, "cards: own.ttf")
    with pytest.raises(GeneratorError, match=r"mkdocs\.yml:8: “extra: cards” must be true"):
        converted(project)
    (project / "own.ttf").write_bytes(b"none")
    with pytest.raises(GeneratorError, match=r"own\.ttf: .* no font that can be read"):
        converted(project)


def test_folders_without_a_known_font_have_none(tmp_path: Path) -> None:
    (tmp_path / "NotoSerifCJK-Bold.ttc").write_bytes(b"none")
    assert find_fonts([tmp_path, tmp_path / "nowhere"]) is None


@pytest.mark.parametrize("text", ["/*", "a", "a{", "--bm-red "])
def test_colours_are_sought_in_a_style_sheet_of_any_length(text: str) -> None:
    assert grows_evenly(lambda size: colours_in(size * text), 20_000)


def test_they_have_the_colours_of_the_site(tmp_path: Path) -> None:
    project = project_with(tmp_path, "cards: true")
    converted(project)
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}extra_css: [own.css]\n", "utf-8")
    own = project / "site_src" / "own.css"
    own.write_text(
        ":root { --bm-paper: #fed; --bm-red: #0f6b57 }\n/* --bm-ink: #00f; */\n"
        '[data-md-color-scheme="slate"] { --bm-paper: #123456; }\n',
        "utf-8",
    )
    report = converted(project)
    assert len(drawn(report)) == 3
    assert drawn(converted(project)) == []
    with Image.open(project / "site_src" / "articles" / "card.png") as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 16) or ()}
    assert {(255, 238, 221), (29, 27, 24)} <= colours
    assert colours.isdisjoint({(253, 252, 250), (18, 52, 86)})


def test_a_font_that_another_took_the_place_of_is_read_anew(tmp_path: Path) -> None:
    assert FONTS is not None
    own = tmp_path / "own.otf"
    shutil.copy(FONTS.bold, own)
    assert read_fonts(own).headline(40).getname() == FONTS.headline(40).getname()
    shutil.copy(FONTS.plain, own)
    assert read_fonts(own).headline(40).getname() == FONTS.small(40).getname()
    own.write_bytes(b"no font")
    with pytest.raises(GeneratorError, match="no font that can be read"):
        read_fonts(own)
