"""Finding seeds: the files that hold pages."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from generator.corpus.addresses.ledger import LEDGER, OLD_ARTICLES
from generator.corpus.files.abandoned import WRITING
from generator.corpus.files.plain_files import what_is_wrong
from generator.corpus.seeds.companion_pictures import shown_pages
from generator.corpus.seeds.seed_forms import any_form, is_note, is_seed, other_forms
from generator.corpus.seeds.sidecar import SUFFIXES
from generator.errors import SeedError
from generator.model.languages import Language
from generator.publish.paths import printed_path

__all__ = [
    "Seed",
    "find_project_seeds",
    "find_seeds",
    "has_seeds",
    "how_to_begin",
    "ignored_input",
    "is_unchanged",
    "read_bytes",
    "reason",
]

_MARKDOWN = frozenset({".md", ".markdown"})
NOT_PAGES = frozenset({*SUFFIXES, ".csv", ".markdown"})
"""What lies among seeds without being one: sidecars, the records, notes. A page may be called
nearly anything when it is named, but these are a slip of the hand or of a shell's ``*``."""
_OTHERS = re.compile(
    r"\.git(?:attributes|ignore|keep)|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini", re.I
)
"""What version control and file managers leave in any folder; nobody has put a page there."""
_SAVED_WITH = re.compile(r"(?P<page>.+)(?:_files|\.files|_文件)")
"""How browsers call the folder of pictures that they save with a page of HTML."""
_BEGIN = (
    "Put PDF pages there, saved pages of a digital edition (.html), or the text of each page as a "
    ".txt file"
)


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

    A folder gives its files that end in one of :data:`FORMS` (``*.TXT`` too) in the order of their
    names, of files that differ in that alone only the first; a file gives itself whatever it is
    called, :data:`NOT_PAGES` and a README apart. Each is listed once. Sub-folders are not entered,
    hidden files are left out; :func:`ignored_input` tells of the rest.

    In a folder, a link must not lead out of it, and what is no file is an error: whoever builds a
    site has not looked at each. A file that is named may be a link, and may be a pipe, as a shell
    makes of ``<(command)``; a pipe is read at once, since it can be read only once.
    """
    seeds: dict[str, Seed] = {}
    problems: list[SeedError] = []
    for path in paths:
        try:
            candidates, within = _candidates(path), path if path.is_dir() else None
        except SeedError as error:
            problems.append(error)
            continue
        for candidate in candidates:
            try:
                name = _checked_name(candidate, within)
                known = seeds.get(name)
                if known is None:
                    piped = None if candidate.is_file() else read_bytes(candidate)
                    seeds[name] = Seed(name=name, path=candidate, data=piped)
                elif known.path is None or not candidate.samefile(known.path):
                    raise SeedError(
                        f"{candidate}: another seed is called {name} ({known.path}). "
                        "A page is known by its file's name: rename one of them."
                    )
            except SeedError as error:
                problems.append(error)
    return tuple(seeds.values()), tuple(problems)


def how_to_begin(folder: Path, language: Language = "en") -> str:
    """Return what to tell who has no page in the folder of seeds yet.

    >>> how_to_begin(Path("pages"))
    'pages: no seeds here. Put PDF pages there, saved pages of a digital edition (.html), or the \
text of each page as a .txt file, and run this again.'
    """
    if language == "zh":
        forms = "版面的 PDF、从数字报网站另存的网页（.html），或每个版面一个 .txt 文字文件"
        return f"{folder}：这里还没有版面。请放入{forms}，再运行一次。"
    return f"{folder}: no seeds here. {_BEGIN}, and run this again."


def find_project_seeds(folder: Path) -> tuple[tuple[Seed, ...], tuple[SeedError, ...]]:
    """Return what :func:`find_seeds` finds in a project's folder of seeds, which there must be."""
    if not folder.exists() and not folder.is_symlink():
        begin = how_to_begin(folder).partition(". ")[2]
        reason = "no such file or directory. Is the path right? Else make the folder."
        return (), (SeedError(f"{folder}: {reason} {begin}"),)
    seeds, problems = find_seeds([folder])
    owners: dict[str, Seed] = {}
    for seed in seeds:  # somebody may have given one the name that another has in addresses
        address = printed_path(seed.name)
        owner = owners.setdefault(address, seed)
        if address == f"pages/{owner.name.removesuffix('.txt')}.md":
            owners[address] = seed
    others = [(seed, owners[printed_path(seed.name)]) for seed in seeds]
    wrong = (
        SeedError(f"{seed.path}: would have the address of {owner.name}. Rename it.")
        for seed, owner in others
        if owner is not seed
    )
    return tuple(seed for seed, owner in others if owner is seed), (*problems, *wrong)


def has_seeds(folder: Path) -> bool:
    """Tell whether there is anything to read; yes for what is no folder, as that is to be told."""
    try:
        return any(is_seed(entry.name) for entry in folder.iterdir())
    except OSError:
        return True


def ignored_input(folder: Path) -> tuple[str, ...]:
    """Return a line for each thing in a folder of seeds that nothing reads, in order of name.

    Passed over in silence are only the sidecars, the pictures that show a page, the two records of
    addresses, a README, and what version control and file managers leave in any folder. A folder
    that cannot be read ignores nothing.
    """
    try:
        entries = sorted(folder.iterdir(), key=attrgetter("name"))
    except OSError:  # which find_seeds tells of
        return ()
    lines = []
    plain = [entry for entry in entries if not entry.name.startswith(".")]
    shown = shown_pages(plain)
    others = other_forms(entry.name for entry in plain)
    pages = {entry.stem for entry in entries if entry.suffix.lower() in (".html", ".htm")}
    for entry in entries:
        suffix = entry.suffix.lower()
        if _OTHERS.fullmatch(entry.name) or entry.name.startswith(WRITING):
            continue
        if entry.name.startswith("."):
            lines.append(
                f"{entry}: not read, its name begins with a dot. Rename it, or keep it elsewhere."
            )
            continue
        if entry.name in others and entry.name not in shown:
            lines.append(
                f"{entry}: not read, as {others[entry.name]} is the same page. Delete one of them; "
                "their articles keep their addresses."
            )
        if is_seed(entry.name) or entry.name in shown or is_note(entry.name):
            continue
        if entry.is_dir() and entry.is_symlink():
            lines.append(
                f"{entry}: is a link to a folder, and sub-folders are not read. Move pages into "
                f"{folder} itself."
            )
        elif entry.is_dir():
            saved = _SAVED_WITH.fullmatch(entry.name)
            if saved is not None and saved["page"] in pages:
                continue
            inside = sum(is_seed(path.name) for path in entry.rglob("*"))
            lines.append(
                f"{entry}: sub-folders are not read (pages in this one: {inside}). Move pages "
                f"into {folder} itself."
            )
        elif suffix in SUFFIXES:
            if suffix != entry.suffix:
                lines.append(f"{entry}: not read, a sidecar ends in {suffix}. Rename it.")
        elif suffix in _MARKDOWN:
            lines.append(
                f"{entry}: not read, pages are files that end in {any_form()}. Rename it if it is "
                "a page; keep notes elsewhere."
            )
        elif entry.name not in (LEDGER, OLD_ARTICLES):
            lines.append(
                f"{entry}: not read, pages are files that end in {any_form()}. Save its text as "
                "one, or keep the file elsewhere."
            )
    return tuple(lines)


def _candidates(path: Path) -> list[Path]:
    """Return the files that ``path`` stands for, in the order of their names."""
    try:
        if not path.is_dir():
            path.stat()
            if path.suffix.lower() in NOT_PAGES or is_note(path.name):
                raise SeedError(
                    f"{path}: a {path.suffix} file is not a page. Name the {any_form()} file, or "
                    "the folder."
                )
            return [path]
        found = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
    except OSError as error:
        raise SeedError(f"{path}: {reason(error)}. Is the path right?") from error
    seeds = sorted((entry for entry in found if is_seed(entry.name)), key=str)
    if not seeds:
        raise SeedError(f"{path}: no seeds here. {_BEGIN}.")
    others = other_forms(entry.name for entry in seeds)
    shown = shown_pages(found)
    return [entry for entry in seeds if entry.name not in others and entry.name not in shown]


def _checked_name(path: Path, within: Path | None) -> str:
    """Return the name of a seed that can be opened and named in JSON."""
    if path.is_dir():
        raise SeedError(f"{path}: is a folder. A seed is a file; rename or move the folder.")
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


def read_bytes(path: Path, most: int | None = None) -> bytes:
    """Return what a file holds. Raises :class:`SeedError` when it cannot be read, or has more than
    ``most`` bytes."""
    try:
        if most is not None and path.is_file() and path.stat().st_size > most:
            raise SeedError(f"{path}: larger than {most >> 20} MB. Make a file of each year of it.")
        return path.read_bytes()
    except OSError as error:
        raise SeedError(f"{path}: cannot be read: {reason(error)}.") from error


def is_unchanged(path: Path, sha256: str) -> bool:
    """Tell whether a file still has a hash: what is made of another one is not to be kept by it."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def reason(error: OSError) -> str:
    """Return why a file cannot be read, as the middle of a sentence."""
    return (error.strerror or type(error).__name__).lower()
