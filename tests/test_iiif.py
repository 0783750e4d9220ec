"""Manifests for the viewers of libraries, held against what IIIF Presentation 3.0 requires."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from generator.corpus.convert import convert
from generator.corpus.settings import read_settings
from generator.publish.printed import iiif
from tests.picture_pages import HEADLINES, news_pdf, picture_of_paper
from tests.samples import CONFIG, RAIN, ROADS, make_project

pytestmark = pytest.mark.usefixtures("small_pictures")
ADDRESS = "https://paper.example/x/"
DAY = "publication: 青禾周报\ndate: 2024-05-21\n"
TYPES = {
    "Manifest": {"id", "label", "items"},
    "Canvas": {"id", "items"},
    "AnnotationPage": {"id", "items"},
    "Annotation": {"id", "motivation", "body", "target"},
    "Image": {"id", "format"},
    "Agent": {"id", "label", "homepage"},
    "Text": {"id", "label", "format"},
    "TextualBody": {"value", "format"},
}
"""Properties that each type of resource must have (section 3 and appendix A), or that a viewer
needs to show it."""


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of a site with an address: a PDF of two pages, and an issue of two scans."""
    folder = make_project(tmp_path_factory.mktemp("iiif") / "project", late=RAIN, early=ROADS)
    (folder / "mkdocs.yml").write_text(f"{CONFIG}site_url: {ADDRESS}\n", "utf-8")
    seeds = folder / "seeds"
    (seeds / "news.pdf").write_bytes(news_pdf(2))
    for name, page in (("late", 2), ("early", 1)):
        (seeds / f"{name}.png").write_bytes(picture_of_paper())
        (seeds / f"{name}.yml").write_text(f"{DAY}page: {page}\nimage: {name}.png\n", "utf-8")
    settings = read_settings(folder / "mkdocs.yml")
    convert(settings)
    return settings.docs


@pytest.fixture(scope="module")
def manifests(docs: Path) -> dict[str, Any]:
    return {
        path.relative_to(docs).as_posix(): json.loads(path.read_text("utf-8"))
        for path in docs.rglob("manifest.json")
    }


def resources(value: object) -> Iterator[dict[str, Any]]:
    """Yield every resource in a manifest."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for inner in value.values():
            yield from resources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from resources(inner)


def test_one_for_each_page_shows_its_issue(manifests: dict[str, Any]) -> None:
    assert len(manifests) == 4
    for name, number in (("early", 0), ("late", 1)):
        issue = manifests[f"pages/{name}/manifest.json"]
        labels = [canvas["label"]["zh-Hans"][0] for canvas in issue["items"]]
        assert labels == ["《青禾周报》2024年5月21日第1版", "《青禾周报》2024年5月21日第2版"]
        assert issue["label"] == {"zh-Hans": ["《青禾周报》2024年5月21日"]}
        assert issue["start"] == {"id": issue["items"][number]["id"], "type": "Canvas"}


def test_its_address_depends_on_no_other_page(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project", late=RAIN)
    (folder / "mkdocs.yml").write_text(f"{CONFIG}site_url: {ADDRESS}\n", "utf-8")
    (folder / "seeds" / "scan.png").write_bytes(picture_of_paper())
    (folder / "seeds" / "late.yml").write_text(f"{DAY}page: 2\nimage: scan.png\n", "utf-8")
    settings = read_settings(folder / "mkdocs.yml")
    convert(settings)
    before = {*settings.docs.rglob("manifest.json")}
    assert before == {settings.docs / "pages/late/manifest.json"}
    (folder / "seeds" / "early.txt").write_text(ROADS, "utf-8")
    (folder / "seeds" / "early.yml").write_text(f"{DAY}page: 1\nimage: scan.png\n", "utf-8")
    convert(settings)
    assert before < {*settings.docs.rglob("manifest.json")}


def test_what_is_required_is_there(manifests: dict[str, Any]) -> None:
    for path, manifest in manifests.items():
        assert manifest["@context"] == "http://iiif.io/api/presentation/3/context.json"
        assert manifest["id"] == ADDRESS + path
        found = list(resources(manifest))
        for resource in found:
            if resource is not manifest["start"]:
                assert TYPES[resource["type"]] <= set(resource), resource
            for words in resource["label"].values() if "label" in resource else ():
                assert all(isinstance(word, str) and word for word in words)
        whole = list(resources({**manifest, "start": None}))  # which refers to a canvas
        ids = [r["id"] for r in whole if r["type"] in ("Manifest", "Canvas", "AnnotationPage")]
        assert len(ids) == len(set(ids))
        for address in (r["id"] for r in found if "id" in r):
            assert urlsplit(address).scheme == "https"
            assert not urlsplit(address).fragment  # of a canvas it must have none


def test_a_canvas_is_painted_with_the_page(docs: Path, manifests: dict[str, Any]) -> None:
    for manifest in manifests.values():
        for canvas in manifest["items"]:
            assert canvas["type"] == "Canvas"
            (page,) = canvas["items"]
            (painting,) = page["items"]
            assert painting["motivation"] == "painting"
            assert painting["target"] == canvas["id"]
            for image in (painting["body"], *canvas["thumbnail"]):
                data = (docs / image["id"].removeprefix(ADDRESS)).read_bytes()
                assert Image.open(io.BytesIO(data)).size == (image["width"], image["height"])
                assert image["format"] == "image/webp"
            assert (canvas["width"], canvas["height"]) == (
                painting["body"]["width"],
                painting["body"]["height"],
            )


def test_articles_are_marked_where_they_stand(docs: Path, manifests: dict[str, Any]) -> None:
    first, _ = (m for path, m in sorted(manifests.items()) if path.startswith("pages/news"))
    canvas = first["items"][0]
    (page,) = canvas["annotations"]
    told = {}
    for mark in page["items"]:
        address, _, place = mark["target"].partition("#xywh=")
        assert address == canvas["id"]
        x, y, width, height = map(int, place.split(","))
        assert x + width <= canvas["width"]
        assert y + height <= canvas["height"]
        title, _, link = mark["body"]["value"].rpartition(" ")
        assert (docs / f"{link.removeprefix(ADDRESS).rstrip('/')}.md").is_file()
        told[title] = (x, y)
    assert set(told) == set(HEADLINES)
    assert told[HEADLINES[1]][0] < told[HEADLINES[2]][0]


def test_the_page_leads_to_it(docs: Path) -> None:
    assert "](early/manifest.json)" in (docs / "pages/early.md").read_text("utf-8")
    assert "](late/manifest.json)" in (docs / "pages/late.md").read_text("utf-8")


def test_a_file_of_many_pages_comes_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(iiif, "_MOST", 2)
    folder = make_project(tmp_path / "project")
    (folder / "mkdocs.yml").write_text(f"{CONFIG}site_url: {ADDRESS}\n", "utf-8")
    (folder / "seeds" / "news.pdf").write_bytes(news_pdf(3))
    settings = read_settings(folder / "mkdocs.yml")
    convert(settings)
    made = [json.loads(path.read_text("utf-8")) for path in settings.docs.rglob("manifest.json")]
    assert sorted(len(manifest["items"]) for manifest in made) == [1, 2, 2]
    for manifest in made:
        assert manifest["start"]["id"] in {canvas["id"] for canvas in manifest["items"]}
