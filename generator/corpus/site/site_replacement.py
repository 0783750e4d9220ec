"""A site that was built takes the place of the one before: at once, or only what changed of it.

All is made beside the site before; then the folders trade places, or files one by one, in no time
where they are few. Until the last has, the list of what is ours names them with the old content and
with the new, so that the next build knows them whenever this one is killed.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from generator.corpus.files.digests import digest_of, is_same
from generator.corpus.files.owned_files import mark_text, read_mark, write_mark_text

__all__ = ["exchange", "in_the_way", "merge"]


def in_the_way(new: Path, place: Path, names: Iterable[str]) -> list[str]:
    """Return the files of others at ``place`` that are where ``new`` has its own."""
    ours = read_mark(place) or {}
    found = set()
    for name in names:
        above = [parent.as_posix() for parent in Path(name).parents if parent.parts]
        taken = next((a for a in above if _is_file(place / a) and a not in ours), None)
        if taken is not None:
            found.add(taken)
        elif name not in ours and os.path.lexists(place / name):
            other = place / name
            same = other.is_file() and is_same(digest_of(other), digest_of(new / name))
            if not same and (not other.is_dir() or _holds_others(place, other, ours)):
                found.add(name)
    return sorted(found)


def merge(new: Path, place: Path, made: Mapping[str, str], kept: Mapping[str, str]) -> list[str]:
    """Put what ``new`` holds to ``place``, and take away what of ours is neither there nor kept.

    ``made`` and ``kept`` have the digests of files, by name. Returns the names that changed.
    """
    ours = read_mark(place) or {}
    after = {**kept, **made}
    changed = [name for name in sorted(made) if ours.get(name) != made[name] or _lacks(place, name)]
    gone = sorted(ours.keys() - after.keys())
    if changed or gone or ours != after:
        write_mark_text(
            place, mark_text([*ours.items(), *((name, made[name]) for name in changed)])
        )
        for name in gone:
            _remove(place, name)
        for name in changed:
            target = place / name
            if target.is_dir():
                target.rmdir()
            target.parent.mkdir(parents=True, exist_ok=True)
            (new / name).replace(target)
        write_mark_text(place, mark_text(after.items()))
    return changed


def _lacks(place: Path, name: str) -> bool:
    return not (place / name).is_file()


def _is_file(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _holds_others(place: Path, folder: Path, ours: Mapping[str, str]) -> bool:
    return any(
        path.relative_to(place).as_posix() not in ours
        for path in folder.rglob("*")
        if _is_file(path)
    )


def _remove(place: Path, name: str) -> None:
    path = place / name
    if any(above.is_symlink() for above in islice(path.parents, name.count("/"))):
        return  # it leads elsewhere, and what is there is not ours
    path.unlink(missing_ok=True)
    with suppress(OSError):  # something else is in it
        for above in path.parents:
            if above == place:
                break
            above.rmdir()


def exchange(one: Path, other: Path) -> bool:
    """Let two folders trade names in one step (renameat2, Linux); ``False`` if that is not on."""
    if sys.platform != "linux":
        return False
    with suppress(AttributeError, OSError):
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
        at_cwd, exchange = -100, 2
        done = renameat2(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange)
        return bool(done == 0)
    return False
