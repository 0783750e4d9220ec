"""Finding seeds and reading them into pages."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.corpus.addresses import ADDRESSES
from generator.corpus.decoding import decode_text
from generator.corpus.permalinks import FILE_NAME
from generator.corpus.plain_files import what_is_wrong
from generator.corpus.shares import share_corrections
from generator.corpus.sidecar import SUFFIXES, read_sidecar, sidecar_path
from generator.errors import SeedError
from generator.model import Page

__all__ = [
    "Seed",
    "find_project_seeds",
    "find_seeds",
    "has_seeds",
    "how_to_begin",
    "ignored_input",
    "read_pages",
    "split_pages",
]

FORM_FEED = "\f"

SEED_SUFFIX = ".txt"

_MARKDOWN = frozenset({".md", ".markdown"})
NOT_PAGES = frozenset({*SUFFIXES, ".csv", *_MARKDOWN})
"""What lies among seeds without being one: sidecars, the records, notes. A page may be called
nearly anything when it is named, but these are a slip of the hand or of a shell's ``*``."""
_OTHERS = re.compile(
    r"\.git(?:attributes|ignore|keep)|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini", re.I
)
"""What version control and file managers leave in any folder; nobody has put a page there."""
_OURS = re.compile(r"\.writing-.*")
"""Files of ours that are being written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """An input file, found but not yet read."""

    name: str
    """The file's name; ``-`` for standard input."""
    path: Path | None = None
    """Where it lies; ``None`` when the bytes came by another way."""
    data: bytes | None = None
    """The bytes themselves, where they were not read from a file."""


def find_seeds(paths: Iterable[Path]) -> tuple[tuple[Seed, ...], tuple[SeedError, ...]]:
    """Return the seeds at ``paths`` and what is wrong with those that cannot be used.

    A folder gives its ``*.txt`` (``*.TXT`` too) in the order of their names, a file gives itself
    whatever it is called, :data:`NOT_PAGES` apart. Each is listed once. Sub-folders are not
    entered, hidden files are left out; :func:`ignored_input` tells of the rest.

    In a folder, a link must not lead out of it, and what is no file is an error: whoever builds a
    site has not looked at each. A file that is named may be a link, and may be a pipe, as a shell
    makes of ``<(command)``; a pipe is read at once, since it can be read only once.
    """
    seeds: dict[str, Seed] = {}
    problems: list[SeedError] = []
    for path in paths:
        try:
            candidates = _candidates(path)
        except SeedError as error:
            problems.append(error)
            continue
        for candidate in candidates:
            try:
                within = path if path.is_dir() else None
                name = _checked_name(candidate, within)
                known = seeds.get(name)
                if known is None:
                    piped = None if candidate.is_file() else _read(candidate)
                    seeds[name] = Seed(name=name, path=candidate, data=piped)
                elif known.path is None or not candidate.samefile(known.path):
                    raise SeedError(
                        f"{candidate}: another seed is called {name} ({known.path}). "
                        "A page is known by its file's name: rename one of them."
                    )
            except SeedError as error:
                problems.append(error)
    return tuple(seeds.values()), tuple(problems)


def how_to_begin(folder: Path) -> str:
    """Return what to tell who has no page in the folder of seeds yet.

    >>> how_to_begin(Path("pages"))
    'pages: no seeds here. Put the text of each page into a .txt file there, and run this again.'
    """
    return (
        f"{folder}: no seeds here. Put the text of each page into a {SEED_SUFFIX} file there, "
        "and run this again."
    )


def find_project_seeds(folder: Path) -> tuple[tuple[Seed, ...], tuple[SeedError, ...]]:
    """Return what :func:`find_seeds` finds in a project's folder of seeds, which there must be."""
    if not folder.exists() and not folder.is_symlink():
        begin = how_to_begin(folder).partition(". ")[2]
        reason = "no such file or directory. Is the path right? Else make the folder."
        return (), (SeedError(f"{folder}: {reason} {begin}"),)
    return find_seeds([folder])


def has_seeds(folder: Path) -> bool:
    """Tell whether there is anything to read; yes for what is no folder, as that is to be told."""
    try:
        return any(entry.suffix.lower() == SEED_SUFFIX for entry in folder.iterdir())
    except OSError:
        return True


def ignored_input(folder: Path) -> tuple[str, ...]:
    """Return a line for each thing in a folder of seeds that nothing reads, in order of name.

    Passed over in silence are only the sidecars, the two records of addresses, and what version
    control and file managers leave in any folder. A folder that cannot be read ignores nothing.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError:  # which find_seeds tells of
        return ()
    lines = []
    for entry in entries:
        suffix = entry.suffix.lower()
        if _OTHERS.fullmatch(entry.name) or _OURS.fullmatch(entry.name):
            continue
        if entry.name.startswith("."):
            lines.append(
                f"{entry}: not read, its name begins with a dot. Rename it, or keep it elsewhere."
            )
            continue
        if suffix == SEED_SUFFIX:
            continue
        if entry.is_dir() and entry.is_symlink():
            lines.append(
                f"{entry}: is a link to a folder, and sub-folders are not read. Move pages into "
                f"{folder} itself."
            )
        elif entry.is_dir():
            inside = sum(path.suffix.lower() == SEED_SUFFIX for path in entry.rglob("*"))
            lines.append(
                f"{entry}: sub-folders are not read (.txt files in this one: {inside}). Move pages "
                f"into {folder} itself."
            )
        elif suffix in SUFFIXES:
            if suffix != entry.suffix:
                lines.append(f"{entry}: not read, a sidecar ends in {suffix}. Rename it.")
        elif suffix in _MARKDOWN:
            lines.append(
                f"{entry}: not read, pages are files that end in .txt. Rename it if it is a page; "
                "keep notes elsewhere."
            )
        elif entry.name not in (FILE_NAME, ADDRESSES):
            lines.append(
                f"{entry}: not read, pages are files that end in .txt. Save its text as one, or "
                "keep the file elsewhere."
            )
    return tuple(lines)


def read_pages(seed: Seed) -> tuple[Page, ...]:
    """Return the pages of a seed, with what its sidecar says of them.

    Raises :class:`SeedError` when it cannot be read or is not text, and
    :class:`SidecarError` when the sidecar cannot be followed.
    """
    data = seed.data
    if data is None:
        assert seed.path is not None
        data = _read(seed.path)
    pages = split_pages(seed.name, decode_text(data, str(seed.path or seed.name)))
    beside = sidecar_path(seed.path) if seed.path is not None else None
    if beside is None:
        return pages
    sidecar = read_sidecar(beside)
    shares = share_corrections(pages, sidecar.corrections)
    return tuple(
        replace(page, sidecar=replace(sidecar, corrections=share))
        for page, share in zip(pages, shares, strict=True)
    )


def split_pages(name: str, text: str) -> tuple[Page, ...]:
    """Return the parts of ``text`` between form feeds (U+000C), each a page.

    The first is called ``name`` and part N ``name#N``. A blank part (pdftotext ends each page
    with a form feed) is left out, but counted, so that N is the page's number in the file.
    Offsets run from the start of the part, which is what ``Page.text`` holds.

    >>> [(page.name, page.text) for page in split_pages("a.txt", "一\\f \\f三\\f")]
    [('a.txt', '一'), ('a.txt#3', '三')]
    """
    return tuple(
        Page(name=name if number == 1 else f"{name}#{number}", text=part)
        for number, part in enumerate(text.split(FORM_FEED), start=1)
        if part.strip()
    )


def _candidates(path: Path) -> list[Path]:
    """Return the files that ``path`` stands for, in the order of their names."""
    try:
        if not path.is_dir():
            path.stat()
            if path.suffix.lower() in NOT_PAGES:
                raise SeedError(
                    f"{path}: a {path.suffix} file is not the text of a page. Name the .txt file, "
                    "or the folder."
                )
            return [path]
        found = [entry for entry in path.iterdir() if entry.suffix.lower() == SEED_SUFFIX]
    except OSError as error:
        raise SeedError(f"{path}: {_reason(error)}. Is the path right?") from error
    seeds = sorted((entry for entry in found if not entry.name.startswith(".")), key=str)
    if not seeds:
        raise SeedError(f"{path}: no seeds here. Put the text of each page into a .txt file.")
    return seeds


def _checked_name(path: Path, within: Path | None) -> str:
    """Return the name of a seed that can be opened and named in JSON."""
    if path.is_dir():
        raise SeedError(f"{path}: is a folder. A seed is a text file; rename or move the folder.")
    wrong = what_is_wrong(path, within)
    if wrong is not None and (within is not None or not _is_stream(path)):
        raise SeedError(wrong)
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        raise SeedError(f"{shown}: the file's name is not UTF-8. Rename it.") from None
    return path.name


def _is_stream(path: Path) -> bool:
    """Tell whether a path is a pipe, a terminal or nothing: what a shell puts in a file's place.

    Other devices, and sockets, hold no text that ends.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISCHR(mode):
            return stat.S_ISFIFO(mode)
        with path.open("rb", buffering=0) as device:
            return device.isatty() or path.samefile(os.devnull)
    except OSError:
        return False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SeedError(f"{path}: cannot be read: {_reason(error)}.") from error


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
