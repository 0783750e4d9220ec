"""MkDocs' hook: copies of articles, lean scripts, and a sitemap in parts.

``convert`` writes the copies as ``index.md.txt``, since MkDocs takes every ``.md`` for a page; here
they get the name ``index.md`` on the site. A sitemap of more than 10,000 addresses is split
(sitemaps.org allows 50,000 in a file; large files are read late or not at all). What only
Material's search loads is left out; our scripts and styles go out without comments, those of the
engine as one. Listed under ``hooks`` in ``mkdocs.yml``; without it the copies keep their name, the
sitemap is one file, the scripts carry their types, and the engine asks for its own one after
another.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

PIECEWISE = True
"""Does the same to a file whatever others there are."""
MOST_ADDRESSES = 10_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SEARCH = "assets/search"
_UNUSED = (
    "assets/javascripts/lunr/", "assets/javascripts/workers/search.",
    f"{_SEARCH}/engine/",  # all in engine.js
)  # fmt: skip
_SCRIPTS = (
    "as-printed.js",
    "cite.js",
    "early.js",
    "frame.js",
    "narrow.js",
    "page-picture.js",
    "sort.js",
)
"""Those of ours that are not the search's; others beside them are their owner's."""
_COLOURS = "assets/stylesheets/palette.*.min.css"
_MAPS = (".js.map", ".css.map")
"""A megabyte by which who mends Material reads its scripts in a browser's tools."""
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell the templates whether the copies are where they belong."""
    config.extra["markdown_copies"] = bool(config.extra.get("copies"))
    return config


def on_env(env: Environment, **_others: object) -> Environment:
    """Have JSON-LD in Chinese and without blanks: escaped, a character takes twice the room."""
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return env


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Publish ``index.md.txt`` as ``index.md``; leave out what no page loads."""
    for file in list(files):
        if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith(_MAPS):
            files.remove(file)
        if file.src_uri.endswith("/index.md.txt"):
            file.dest_uri = file.dest_uri.removesuffix(".txt")
            file.url = file.url.removesuffix(".txt")
            file.abs_dest_path = str(Path(config.site_dir) / file.dest_uri)
    return files


def on_post_build(*, config: MkDocsConfig) -> None:
    """Split a long sitemap; name the site in its manifest; join and lighten our scripts."""
    split_sitemap(Path(config.site_dir), config.site_url or "")
    put_colours_before(Path(config.site_dir) / "assets/banmian.css", config)
    name_site(Path(config.site_dir) / "assets/manifest.webmanifest", config)
    assets = Path(config.site_dir) / "assets"
    found = [path for path in map(assets.joinpath, _SCRIPTS) if path.is_file()]
    for script in (*found, *sorted((assets / "search").glob("*.js"))):
        text = script.read_text("utf-8")
        if script.name == "engine.js":
            # From its source: a build that copies only what has changed finds it joined.
            text = joined([source / _SEARCH for source in _sources(config)])
        script.write_text(without_comments(text), encoding="utf-8")
    for styles in filter(Path.is_file, (assets / "banmian.css", assets / "search" / "page.css")):
        styles.write_text(lean_styles(styles.read_text("utf-8")), encoding="utf-8")


def put_colours_before(sheet: Path, config: MkDocsConfig) -> None:
    """Have a style sheet begin with Material's colours, for which no page then asks apart."""
    found = (path for folder in config.theme.dirs for path in Path(folder).glob(_COLOURS))
    text = next((path.read_text("utf-8") for path in found), "")
    colours = text.partition("/*# sourceMappingURL")[0]
    own = sheet.read_text("utf-8") if sheet.is_file() else ""
    if own and not own.startswith(colours):
        sheet.write_text(f"{colours}\n{own}", encoding="utf-8")


def _sources(config: MkDocsConfig) -> list[Path]:
    """Return where the site's files come from: its own folder, then that of the package."""
    folders = (config.docs_dir, config.extra.get("shipped"))
    return [Path(folder) for folder in folders if folder]


def joined(folders: Sequence[Path]) -> str:
    """Return ``engine.js`` behind the scripts that it names, which it then need not load.

    Each is taken from the first of the folders that has it. Chromium asks for a Worker's scripts
    one after another: ten of them are ten ways to the server and back before the first answer; and
    packed as one they weigh three quarters.
    """

    def read(name: str) -> str:
        found = (folder / name for folder in folders)
        return next(path for path in found if path.is_file()).read_text("utf-8")

    text = read("engine.js")
    return "".join(map(read, re.findall(r'"(engine/[a-z]+\.js)"', text))) + text


def name_site(manifest: Path, config: MkDocsConfig) -> None:
    """Have a phone call the site as ``mkdocs.yml`` does, where the manifest names nothing else."""
    if not manifest.is_file():
        return
    text = manifest.read_text("utf-8")
    said = {"name": config.site_name, "short_name": config.site_name}
    said["description"] = config.site_description or ""
    told = json.dumps({**said, **json.loads(text)}, ensure_ascii=False, indent=2) + "\n"
    if told != text:
        manifest.write_text(told, encoding="utf-8")


def without_comments(script: str) -> str:
    """Return a script without ``/** */``, ``//`` and indentation: a quarter of its weight.

    Behind other words, ``//`` has blanks on both sides. No grammar is needed: ours have none of
    these in strings or templates.
    """
    lines = (
        re.sub(r"\s+// .*", "", line).strip()
        for line in re.sub(r"/\*\*.*?\*/", "", script, flags=re.DOTALL).split("\n")
    )
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def lean_styles(styles: str) -> str:
    """Return a style sheet without comments and indentation: a page waits for all of it.

    No grammar is needed: no text in ours has the marks of a comment.
    """
    lines = map(str.strip, re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL).split("\n"))
    return "\n".join(filter(None, lines)) + "\n"


def split_sitemap(site: Path, address: str, most: int = MOST_ADDRESSES) -> None:
    """Write ``sitemap-1.xml``, … and an index of them in place of a sitemap of too many."""
    sitemap = site / "sitemap.xml"
    if not sitemap.is_file():
        return
    text = sitemap.read_text(encoding="utf-8")
    entries = re.findall(r"<url>.*?</url>", text, re.DOTALL)
    if len(entries) > most:
        names = []
        for start in range(0, len(entries), most):
            names.append(f"sitemap-{len(names) + 1}.xml")
            part = "\n".join(entries[start : start + most])
            (site / names[-1]).write_text(
                f"{_HEAD}<urlset {_SCHEMA}>\n{part}\n</urlset>\n", encoding="utf-8"
            )
        root = address.rstrip("/").replace("&", "&amp;")
        listed = "\n".join(f"<sitemap><loc>{root}/{name}</loc></sitemap>" for name in names)
        text = f"{_HEAD}<sitemapindex {_SCHEMA}>\n{listed}\n</sitemapindex>\n"
        sitemap.write_text(text, encoding="utf-8")
    # MkDocs packed the whole, with the time of the build.
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
