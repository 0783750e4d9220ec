"""What a run made in a folder, file by file, and which articles each list holds: ``.generated``.

MkDocs ignores names that begin with a dot.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from itertools import accumulate, islice
from pathlib import Path, PurePosixPath

from generator.errors import GeneratorError

PLAIN = re.compile(r"(?:[0-9A-Za-z_-][0-9A-Za-z_.-]*/)*[0-9A-Za-z_-][0-9A-Za-z_.-]*")
"""What nearly all names are, of which nothing more need be asked."""

__all__ = [
    "MANIFEST",
    "PLAIN",
    "TITLE",
    "generated_names",
    "is_ours",
    "link_above",
    "manifest_text",
    "read_manifest",
    "safe_path",
]

MANIFEST = ".generated"
"""One file a line; after a tab, the ids of the articles that it leads to, where it is a list or a
page as printed. The first line is :data:`TITLE`; the lists of version 0.1.0 have none."""

_ARTICLE = re.compile(rb"articles/([a-z0-9]{8})\.md(?:\t|$)")
"""How a list names an article."""
_HEADER = 1 << 14
"""Bytes that hold the header of an article's page."""

TITLE = "# Files that banmian wrote here; the next conversion replaces and removes them."


def manifest_text(names: Mapping[str, tuple[str, ...]]) -> str:
    r"""Return the manifest of files with the articles of each.

    >>> manifest_text({"index.md": (), "dates/2024.md": ("k3v9aaaa", "wl6baaaa")}).splitlines()[1:]
    ['dates/2024.md\tk3v9aaaa wl6baaaa', 'index.md']
    """
    lines = (f"{name}\t{' '.join(ids)}" if ids else name for name, ids in sorted(names.items()))
    return "".join(f"{line}\n" for line in (TITLE, *lines))


def is_ours(folder: Path) -> bool:
    """Tell whether a folder was made by this program: others have files called ``.generated``.

    Lists without a title are taken for ours where an article that they name is there.
    """
    try:
        lines = (folder / MANIFEST).read_bytes().splitlines()
        if lines[:1] == [TITLE.encode()]:
            return True
        named = filter(None, map(_ARTICLE.match, lines))
        return b"index.md" in lines and any(_is_article(folder, match[1]) for match in named)
    except OSError:
        return False


def _is_article(folder: Path, name: bytes) -> bool:
    """Tell whether the page of an article says that it is the one it is called after."""
    path = folder / "articles" / f"{name.decode()}.md"
    if not path.is_file():
        return False
    with path.open("rb") as file:
        header = file.read(_HEADER).partition(b"\n---")[0]
    return re.search(rb"\nid: ['\"]?%b['\"]?\r?\n" % name, header + b"\n") is not None


def read_manifest(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the files that earlier runs made in ``folder``, with the articles of each.

    Raises :class:`GeneratorError` naming the line that names no file of ours: what it leads to
    would be removed. Nor may the list be a link: names are added to it in place.
    """
    path = folder / MANIFEST
    if path.is_symlink():
        raise GeneratorError(f"{path}: is a link, and convert made none. Move it away.")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for line, text in enumerate(data.decode("utf-8", "replace").split("\n"), start=1):
        name, _, ids = text.partition("\t")
        if name == TITLE:  # twice, where two lists were merged
            continue
        try:
            if not PLAIN.fullmatch(name):
                safe_path(folder, name or MANIFEST)
        except GeneratorError:
            raise GeneratorError(
                f"{path}:{line}: not the name of a file that convert made. Take the line out; if "
                "the file is damaged as a whole, delete it together with the generated folders."
            ) from None
        # an article stands in a dozen lists: its id is held once
        found[name] = tuple(map(sys.intern, ids.split())) or found.get(name, ())
    found.pop("", None)
    return found


def generated_names(folder: Path) -> set[str]:
    """Return the names that the manifest of a folder has, whether or not they can be followed."""
    try:
        data = (folder / MANIFEST).read_bytes()
    except OSError:
        return set()
    lines = data.decode("utf-8", "replace").split("\n")
    return {line.partition("\t")[0] for line in lines} - {TITLE, ""}


def safe_path(folder: Path, name: str) -> Path:
    """Return the path of a generated file, which must lie inside ``folder``.

    Raises :class:`GeneratorError` otherwise: names are made of a page's words, and no page may
    write elsewhere.
    """
    if PLAIN.fullmatch(name):
        return folder / name
    parts = PurePosixPath(name).parts
    plain = bool(parts) and name.isprintable() and "\\" not in name and ":" not in name
    if not plain or name.startswith("/") or any(part in ("..", ".") for part in name.split("/")):
        raise GeneratorError(f"{name!r}: not a name for a page. Please report it.")
    return folder.joinpath(*parts)


def link_above(folder: Path, name: str) -> Path | None:
    """Return the first of the folders on the way from ``folder`` to a file that is a link."""
    above = accumulate(PurePosixPath(name).parts[:-1], Path.joinpath, initial=folder)
    return next((path for path in islice(above, 1, None) if path.is_symlink()), None)
