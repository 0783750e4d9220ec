"""Build the same site with other builders and compare: ``python tests/compat.py`` (session compat).

The pages are plain Markdown under ``site_src/``, so that the site outlives any one builder. MkDocs
is the measure; ProperDocs (its drop-in fork) and Zensical (Material's successor) read the same
``mkdocs.yml``. Compared are the addresses of all pages and the text of each article; told, not
held against them, is which files a builder leaves out. Exit code 1 where pages or texts differ.
Once without an address of the site and once with one: the templates then say more.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("generator", "seeds", "site_src", "mkdocs.yml")
BUILDERS = {
    "mkdocs": ("mkdocs", "build", "--quiet"),
    "properdocs": ("properdocs", "build", "--quiet", "--config-file", "mkdocs.yml"),
    "zensical": ("zensical", "build", "--clean", "--config-file", "mkdocs.yml"),
}
ADDRESSES = ("", "https://news.example.org/paper/")
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


def main() -> int:
    """Build with each, compare with the first, print what differs."""
    return max([compare(address) for address in ADDRESSES])


def compare(address: str) -> int:
    """Return the exit code for the site at that address."""
    print(f"SITE_URL={address}")
    with tempfile.TemporaryDirectory() as folder:
        sites = {name: build(name, Path(folder) / name, address) for name in BUILDERS}
        measure = sites["mkdocs"]
        wanted, texts = addresses(measure), article_texts(measure)
        print(f"mkdocs: {len(wanted)} pages, {len(texts)} articles")
        faults = 0
        for name, site in list(sites.items())[1:]:
            found, other = addresses(site), article_texts(site)
            changed = sorted(a for a in texts.keys() & other.keys() if texts[a] != other[a])
            print(f"{name}: {len(found)} pages, {len(other)} articles")
            for what, which in (
                ("pages missing", sorted(wanted - found)),
                ("pages of its own", sorted(found - wanted)),
                ("articles with other text", changed),
            ):
                faults += len(which)
                print(f"  {what}: {', '.join(which) or 'none'}")
            print(f"  leaves out: {', '.join(left_out(measure, site)) or 'nothing'}")
    return 1 if faults else 0


def build(name: str, place: Path, address: str) -> Path:
    """Return the folder of the site that a builder makes of a copy of the project."""
    place.mkdir()
    for source in SOURCES:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place / source)
        else:
            shutil.copy(ROOT / source, place / source)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": address}
    convert = (sys.executable, "-m", "generator", "convert", "--quiet")
    for command in (convert, (str(Path(sys.executable).with_name(BUILDERS[name][0])),
                              *BUILDERS[name][1:])):  # fmt: skip
        subprocess.run(command, cwd=place, env=environment, check=True, stdout=subprocess.DEVNULL)
    return place / "site"


def addresses(site: Path) -> set[str]:
    """Return the addresses of a site's pages, relative to its root."""
    return {page.parent.relative_to(site).as_posix() + "/" for page in site.rglob("index.html")}


def article_texts(site: Path) -> dict[str, str]:
    """Return the text of each article by its address, blanks taken out."""
    texts = {}
    for page in sorted(site.glob("articles/*/index.html")):
        reader = _ArticleText()
        reader.feed(page.read_text("utf-8"))
        texts[page.parent.name] = "".join("".join(reader.parts).split())
    return texts


def left_out(measure: Path, site: Path) -> list[str]:
    """Return the kinds of files that a site lacks, by folder and ending, hashes and ids apart."""
    kinds = [
        {
            re.sub(r"^articles/[^/]+", "articles/*", path.parent.relative_to(base).as_posix())
            + f"/*{path.suffix}"
            for path in base.rglob("*")
            if path.is_file() and path.name != "index.html"
        }
        for base in (measure, site)
    ]
    return sorted(kinds[0] - kinds[1])


class _ArticleText(HTMLParser):
    """Gathers the text inside ``<article>``, scripts apart, and the row of tags that Zensical adds
    of its own accord."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        skipped = self.open[-1:] == ["skipped"] or "md-tags" in (dict(attrs).get("class") or "")
        if tag not in VOID and (tag == "article" or self.open):
            self.open += [tag, "skipped"] if skipped else [tag]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style", "skipped"):
            self.parts.append(data)


if __name__ == "__main__":
    sys.exit(main())
