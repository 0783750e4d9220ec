"""What ``docs/make-it-yours.md`` says, done to a project; and the pictures of what comes of it.

    python -m tests.make_it_yours

draws the pictures in ``docs/make-it-yours/`` anew, which needs a Chromium and Chinese fonts. The
blocks of the document are named behind their language, and each has a picture.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from generator.cli import run
from tests.conftest import BROWSERS, ROOT, serve

DOCUMENT = ROOT / "docs" / "make-it-yours.md"
PICTURES = ROOT / "docs" / "make-it-yours"
WIDTH, COLOURS = 1240, 48
LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">
  <circle cx="24" cy="24" r="23" fill="#0f6b57"/>
  <path d="M9 30q7-7 15 0t15 0M9 22q7-7 15 0t15 0" fill="none" stroke="#fff" stroke-width="4"/>
</svg>
"""
_SETTLED = 1500
"""Milliseconds after which a page stands still."""
_FILES = {"colours": "site_src/assets/own.css", "topics": "site_src/topics.yml"}
"""Where blocks go that are a file of their own; all others are lines of ``mkdocs.yml``."""


class View(NamedTuple):
    """A picture: which block it shows, of which page, how high, and from where on."""

    block: str
    address: str
    height: int
    top: str = ""
    """A selector; the picture begins a little above it."""


VIEWS = {
    "name": View("name", "", 330),
    "foot": View("name", "", 90, ".md-footer"),
    "logo": View("logo", "", 99),
    "colours": View("colours", "search/?q=食堂", 420),
    "pages": View("pages", "about/", 330),
    "repository": View("repository", "pages/", 230, "a:text('报告错误')"),
    "topics": View("topics", "topics/", 400),
    "card": View("cards", "card.png", 630),
}


def blocks() -> dict[str, str]:
    """Return the content of each block of the document by its name."""
    text = DOCUMENT.read_text("utf-8")
    return dict(re.findall(r"```(?:yaml|css) (\w+)\n(.*?)```", text, re.DOTALL))


def make_yours(project: Path, *names: str) -> None:
    """Do to a project what the blocks of these names say; all, where none is named."""
    config = project / "mkdocs.yml"
    said: dict[str, Any] = yaml.safe_load(config.read_text("utf-8"))
    for name, content in blocks().items():
        if names and name not in names:
            continue
        if name in _FILES:
            (project / _FILES[name]).write_text(content, "utf-8")
            continue
        told = yaml.safe_load(content)
        extra = said.get("extra", {}) | told.get("extra", {})
        said |= told | ({"extra": extra} if extra else {})
        if name == "logo":
            (project / "site_src" / "assets" / "logo.svg").write_text(LOGO, "utf-8")
    config.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), "utf-8")


def draw() -> None:
    """Draw all pictures."""
    PICTURES.mkdir(exist_ok=True)
    browser = next(path for name in BROWSERS if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": WIDTH, "height": 900})
        for block in dict.fromkeys(view.block for view in VIEWS.values()):
            project = Path(folder) / block
            assert run(["new", "--quiet", str(project)]) == 0
            make_yours(project, block, "name")
            assert run(["build", "--quiet", "--config", str(project / "mkdocs.yml")]) == 0
            with serve(project / "site") as address:
                for name, view in VIEWS.items():
                    if view.block == block:
                        _shoot(page, address, view, project / "site").save(
                            PICTURES / f"{name}.png", optimize=True
                        )
        chromium.close()


def _shoot(page: Page, address: str, view: View, site: Path) -> Image.Image:
    where = view.address
    if where == "pages/":  # the first one
        where = next(site.glob("pages/*/index.html")).parent.relative_to(site).as_posix() + "/"
    if where.endswith(".png"):  # the first article's
        found = next(site.glob(f"articles/*/{where}"))
        return Image.open(found).convert("RGB").resize((WIDTH // 2, 326)).quantize(4 * COLOURS)
    page.goto(address + where)
    page.wait_for_timeout(_SETTLED)
    top = 0.0
    if view.top:
        box = page.locator(view.top).first.bounding_box()
        assert box is not None
        whole: float = page.evaluate("document.documentElement.scrollHeight")
        top = max(0.0, min(box["y"] - view.height / 2, whole - view.height))
    clip = {"x": 0.0, "y": top, "width": float(WIDTH), "height": float(view.height)}
    taken = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
    return Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS)


if __name__ == "__main__":
    draw()
    total = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"{len(VIEWS)} pictures, {total / 1024:.0f} KB", file=sys.stderr)
