"""Whether a built site is, byte for byte, the one that a list of SHA-256 tells of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.corpus.files.digests import digest_of
from generator.corpus.files.owned_files import MARK, parse_mark, read_mark
from generator.errors import GeneratorError

__all__ = ["differences", "read_list"]

_LENGTH = 64
"""Digits of a SHA-256."""


def read_list(path: Path) -> Mapping[str, str]:
    """Return the digests that a list has, by name: a site's ``.banmian``, a copy of it, or a site.

    Raises :class:`GeneratorError` for what is none.
    """
    file = path / MARK if path.is_dir() else path
    try:
        found = parse_mark(file.read_bytes())
    except OSError as error:
        raise GeneratorError(
            f"{file}: {(error.strerror or 'cannot be read').lower()}. Name a built site, or a copy "
            f"of its list, {MARK}."
        ) from error
    if found is None:
        raise GeneratorError(f"{file}: is no list of a built site. Name its {MARK}, or a copy.")
    if any(len(_exact(digest)) != _LENGTH for digest in found.values()):
        raise GeneratorError(f"{file}: is of an earlier version, without SHA-256. Build that anew.")
    return found


def differences(site: Path, listed: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each file of a site that is not as ``listed``, is missing or is more.

    What people laid into the site is not looked at. Raises :class:`GeneratorError` where none was
    built.
    """
    ours = read_mark(site)
    if ours is None:
        raise GeneratorError(f"{site}: no site was built there. Run “build”.")
    for name in sorted(listed.keys() | ours.keys()):
        path = site / name
        if name not in listed:
            yield f"{path}: is not on the list."
        elif not path.is_file():
            yield f"{path}: missing."
        elif _exact(digest_of(path)) != _exact(listed[name]):
            yield f"{path}: has other content ({_exact(digest_of(path))[:12]}…)."


def _exact(digest: str) -> str:
    return digest.partition(" ")[0]
