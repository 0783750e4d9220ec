"""Pages already made, kept from one run to the next.

The key is the hash of everything the result depends on: the page's text and where its characters
stand, its sidecar, its name, the user's own topics and the generator itself (the bytes of its
modules and tables), so a change of any of them makes the page anew and no entry is ever wrong. The
folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.corpus.cache.circumstances import generator_digest
from generator.corpus.cache.read_sources import NotKeptError, Sources
from generator.corpus.cache.shared_records import packed
from generator.corpus.files.whole_files import write_atomically
from generator.model import Page

__all__ = ["Cache", "generator_digest", "read_sealed", "write_sealed"]

_GIST = ".gist"
_EXTRACT, _TORN = ".extract", ".torn"
_OURS = (".pickle", _GIST, _EXTRACT, _TORN)
_SEAL = 16
"""Bytes before a pickle by which it is known to be whole: many that are not can be read, too."""


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of pickled results.

    Pickles are code to whoever can write them; they are only ever read from the project's own
    ``.cache``, which is as trusted as its ``noxfile.py``.
    """

    folder: Path
    """Where the entries lie; made when the first is written."""
    settings: str = ""
    """What else the results depend on."""
    sealed: bool = False
    """Whether to raise :class:`NotKeptError` for what is not there."""

    @property
    def sources(self) -> Sources:
        """What readers took from files, beside the pages that were made of it."""
        return Sources(self.folder.parent / "sources", self.sealed)

    def get(self, page: Page) -> Any | None:
        """Return what was made of an equal page, or ``None``; a damaged entry counts as none."""
        found = read_sealed(self.path_of(page))
        if found is None and self.sealed:
            raise NotKeptError
        return found

    def put(self, page: Page, made: object) -> bool:
        """Keep what was made of a page, and tell whether that could be done."""
        return write_sealed(self.path_of(page), pickle.dumps(made, protocol=5))

    def named(self, name: str) -> Any | None:
        """Return what is kept under the name of a :meth:`path_of`, or ``None``."""
        return read_sealed(self.folder / name)

    def has(self, name: str) -> bool:
        """Tell whether there is an entry of this name, which may be damaged."""
        return bool(name) and (self.folder / name).exists()

    def gist(self, page: Page) -> Any | None:
        """Return what is kept of what was made of an equal page without its text, or ``None``."""
        return read_sealed(self.path_of(page).with_suffix(_GIST))

    def put_gist(self, page: Page, gist: object) -> None:
        """Keep that. Reading it takes a part of the time and of the memory."""
        write_sealed(self.path_of(page).with_suffix(_GIST), packed(gist))

    def extract(self, name: str) -> Any | None:
        """Return what others than its own files ask of the page that is kept under a name, or
        ``None``."""
        return read_sealed((self.folder / name).with_suffix(_EXTRACT))

    def put_extract(self, name: str, extract: object) -> None:
        """Keep that."""
        write_sealed((self.folder / name).with_suffix(_EXTRACT), pickle.dumps(extract, protocol=5))

    def torn(self, name: str) -> Any | None:
        """Return the torn words of the page that is kept under a name, or ``None``."""
        return read_sealed((self.folder / name).with_suffix(_TORN))

    def put_torn(self, name: str, torn: object) -> None:
        """Keep them."""
        write_sealed((self.folder / name).with_suffix(_TORN), pickle.dumps(torn, protocol=5))

    def forget(self, names: Iterable[str]) -> None:
        """Delete the entries of these names."""
        for name in names:
            for end in _OURS:
                (self.folder / name).with_suffix(end).unlink(missing_ok=True)

    def keep_only(self, pages: set[str]) -> None:
        """Delete every entry whose :meth:`path_of` name is not in ``pages``."""
        if not self.folder.is_dir():
            return
        for entry in self.folder.iterdir():
            if entry.suffix in _OURS and f"{entry.stem}.pickle" not in pages:
                entry.unlink(missing_ok=True)

    def path_of(self, page: Page) -> Path:
        """Return where the entry of a page lies."""
        key = hashlib.blake2b(digest_size=20)
        known = (repr(page.sidecar), repr(page.geometry), repr(page.elements), repr(page.stated))
        for part in (generator_digest(), self.settings, page.name, *known, page.text):
            key.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return self.folder / f"{key.hexdigest()}.pickle"


def write_sealed(path: Path, data: bytes) -> bool:
    """Keep a pickle; a folder that cannot be written keeps none. Tell whether it is kept."""
    try:
        write_atomically(path, _seal(data), data)
    except OSError:
        return False
    return True


def read_sealed(path: Path) -> Any | None:
    """Return what :func:`write_sealed` has kept; ``None`` where that is missing or damaged."""
    try:
        read = path.read_bytes()
    except OSError:
        return None
    data = memoryview(read)[_SEAL:]  # a copy would be as large again
    try:
        return pickle.loads(data) if read[:_SEAL] == _seal(data) else None
    except Exception:  # of an older version of Python, perhaps
        return None


def _seal(data: bytes | memoryview) -> bytes:
    return hashlib.blake2b(data, digest_size=_SEAL).digest()
