"""Which files of a folder are ours to replace; whatever else lies there is brought along.

A site lists its files, each with a digest, in :data:`MARK`. Only what is listed and holds what was
written is ours: a host's ``CNAME``, the ``.git`` of a work tree, pictures that somebody laid beside
the pages, and a page that was changed by hand are not.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path, PurePath

from generator.corpus.files.digests import LF, digest_of, is_same
from generator.corpus.files.manifest import PLAIN
from generator.errors import GeneratorError

__all__ = [
    "MARK",
    "NOTHING_YET",
    "Digest",
    "bring_along",
    "mark_text",
    "not_ours",
    "parse_mark",
    "read_mark",
    "write_mark",
    "write_mark_text",
]

MARK = ".banmian"
"""Lists the files that a build wrote into the folder it lies in. MkDocs leaves hidden files alone,
and so do most ways to publish a folder."""
_LISTS = (MARK, f"{MARK}.next")

NOTHING_YET = frozenset({".git", ".gitattributes", ".gitignore", ".nojekyll", ".DS_Store"})
"""What a folder may hold that nothing was written into: that of an empty work tree of Git, and what
a Mac leaves wherever it was looked at."""

_TITLE = b"# Files that banmian wrote, each after the SHA-256 of its content; others are kept."
_TITLE_BEFORE = (
    b"# Files that banmian wrote, each after the digest of its content; others are kept."
)
"""That of lists made before 30 November 2026, whose digests are BLAKE2b, all line ends LF."""
_LENGTH, _LENGTH_BEFORE = 64, 32
_WITH_LF = "# "
"""Stands before the digest that a file has once all its line ends are LF, where it has others. Like
the title, it is a comment to ``sha256sum --check``."""


Digest = Callable[[str], str]
"""Returns the digest of a file by its path in a folder; it may know some without reading them."""


def write_mark(folder: Path, digest: Digest | None = None) -> dict[str, str]:
    """List every file of a folder that nobody else has touched yet; return their digests."""
    read = digest or partial(_digest_in, folder)
    made = {name: read(name) for name in sorted(_files(os.fspath(folder), ""))}
    write_mark_text(folder, mark_text(made.items()))
    return made


def _files(folder: str, prefix: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield f"{prefix}{entry.name}"


def mark_text(digests: Iterable[tuple[str, str]]) -> bytes:
    """Return the list of files with their digests; one may have two, until it has changed."""
    lines = [_TITLE.decode()]
    for name, digest in sorted(digests):
        if "\n" in name:  # unlisted, it is kept like a file of somebody else
            continue
        if len(digest) == _LENGTH:  # of nearly all
            lines.append(f"{digest}  {name}")
            continue
        for one in digest.split():
            mark = _WITH_LF if one.startswith(LF) else ""
            lines.append(f"{mark}{one.removeprefix(LF)}  {name}")
    lines.append("")
    return os.fsencode("\n".join(lines))


def write_mark_text(folder: Path, text: bytes) -> None:
    """Put the list of files into the folder that they lie in, whole."""
    new = folder / _LISTS[1]
    new.unlink(missing_ok=True)
    with new.open("xb") as file:  # not through a link that others have put there
        file.write(text)
    new.replace(folder / MARK)


def read_mark(folder: Path) -> Mapping[str, str] | None:
    """Return the digest of each file that a build wrote there; ``None`` where none has.

    A file that was to change when a build was killed has several, with blanks between them.
    """
    path = folder / MARK
    if path.is_symlink() or not path.is_file():
        return None
    return parse_mark(path.read_bytes())


@lru_cache(maxsize=1)  # a build asks for the same list five times
def parse_mark(data: bytes) -> Mapping[str, str] | None:
    """Return the digest of each file that a list of ours names; ``None`` where it is none.

    What lies outside of the folder is not named: others may have written the list, and what is
    ours is removed.
    """
    title, _, listed = data.replace(b"\r\n", b"\n").partition(b"\n")
    if title not in (_TITLE, _TITLE_BEFORE):
        return None
    found: dict[str, str] = {}
    further: dict[str, list[str]] = {}
    for line in os.fsdecode(listed).split("\n"):
        digest, _, name = line.removeprefix(_WITH_LF).partition("  ")
        if line.startswith(_WITH_LF):
            digest = LF + digest
        if PLAIN.fullmatch(name) or _lies_inside(name):
            if name in found:
                further.setdefault(name, []).append(digest)
            else:
                found[name] = digest
    return found | {name: " ".join((found[name], *more)) for name, more in further.items()}


def _lies_inside(name: str) -> bool:
    """Tell whether a name, said in no other way, stays in its folder and out of Git's."""
    parts = name.replace("\\", "/").casefold().split("/")
    return not {"..", ".", "", ".git"} & {*parts} and not PurePath(name).drive


def not_ours(
    folder: Path,
    ours: Mapping[str, str | None],
    digest: Digest | None = None,
) -> list[str]:
    """Return what lies in a folder and is not ours, by its path there, in order.

    ``ours`` holds the digest of each file that was written, ``None`` for one that is ours whatever
    it holds. A folder in which nothing of ours was written is named as a whole.
    """
    read = digest or partial(_digest_in, folder)
    return sorted(_others(os.fspath(folder), "", ours, _folders_of(ours), read))


def _digest_in(folder: Path, name: str) -> str:
    return digest_of(folder / name)


def _folders_of(names: Iterable[str]) -> set[str]:
    """Return the folders that files lie in, and those above.

    >>> sorted(_folders_of(["a/b/c.html", "a/d.html", "e"]))
    ['a', 'a/b']
    """
    found: set[str] = set()
    for name in names:  # of 300,000 files: without a Path for each
        above = name.rpartition("/")[0]
        while above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return found


def _others(
    folder: str,
    prefix: str,
    ours: Mapping[str, str | None],
    inner: set[str],
    digest: Digest,
) -> Iterator[str]:
    for entry in os.scandir(folder):
        name = f"{prefix}{entry.name}"
        if entry.is_dir(follow_symlinks=False) and name in inner:
            yield from _others(entry.path, f"{name}/", ours, inner, digest)
        elif name in _LISTS:
            continue
        elif name not in ours or entry.is_symlink() or not entry.is_file():
            yield name
        else:
            known = ours[name]
            if known is None or (told := digest(name)) == known:
                continue
            if not (is_same(told, known) or _is_as_before(Path(entry.path), known)):
                yield name


def _is_as_before(path: Path, known: str) -> bool:
    """Tell whether a file is the one that a list of an earlier version names."""
    if len(known) != _LENGTH_BEFORE:
        return False
    content = path.read_bytes().replace(b"\r\n", b"\n")
    return hashlib.blake2b(content, digest_size=_LENGTH_BEFORE // 2).hexdigest() == known


def bring_along(old: Path, new: Path, names: Iterable[str]) -> list[str]:
    """Have what is called ``names`` in the folder ``old`` lie in ``new`` as well.

    Returns what cannot: where ``new`` has something else of that name. Files are linked, not
    copied, where the file system allows it: they may be many and large, and ``old`` stays whole.
    Raises ``OSError`` when one can be neither linked nor copied.
    """
    return [path for name in names for path in _bring(old, new, Path(name))]


def _bring(old: Path, new: Path, name: Path) -> Iterator[str]:
    source, target = old / name, new / name
    if any(os.path.lexists(above) and not _is_folder(above) for above in _above(new, name)):
        yield name.as_posix()
    elif _is_folder(source):
        if os.path.ismount(source):
            raise GeneratorError(
                f"{source}: another file system is mounted here, which cannot be moved with the "
                "folder around it. Mount it elsewhere."
            )
        if os.path.lexists(target) and not _is_folder(target):
            yield name.as_posix()
            return
        if not target.exists():
            target.mkdir(parents=True)
            shutil.copystat(source, target)
        for entry in sorted(source.iterdir()):
            yield from _bring(old, new, name / entry.name)
    elif not os.path.lexists(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(source, target)
    elif not _are_same(source, target):
        yield name.as_posix()


def _above(new: Path, name: Path) -> Iterator[Path]:
    return (new / parent for parent in name.parents if parent.parts)


def _link(source: Path, target: Path) -> None:
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    try:
        os.link(source, target)
    except OSError:  # another owner's, or a file system without links
        shutil.copy2(source, target)


def _are_same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink():
        both = one.is_symlink() and other.is_symlink()
        return both and one.readlink() == other.readlink()
    plain = one.is_file() and other.is_file()
    return one.samefile(other) or (plain and filecmp.cmp(one, other, shallow=False))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
