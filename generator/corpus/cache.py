"""Pages already made, kept from one run to the next.

The key is the hash of everything the result depends on: the page's text and where its characters
stand, its sidecar, its name, the user's own topics and the generator itself (the bytes of its
modules and tables), so a change of any of them makes the page anew and no entry is ever wrong. The
folder may be deleted at any time.
"""

from __future__ import annotations

import functools
import hashlib
import pickle
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.corpus.files import write_atomically
from generator.corpus.sources import NotKeptError, Sources
from generator.model import Page

__all__ = ["Cache", "generator_digest"]


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
        try:
            return pickle.loads(self.path_of(page).read_bytes())
        except Exception as error:  # unpickling raises nearly anything; the page is made again
            if self.sealed:
                raise NotKeptError from error
            return None

    def put(self, page: Page, made: object) -> None:
        """Keep what was made of a page. A folder that cannot be written keeps nothing."""
        try:
            write_atomically(self.path_of(page), pickle.dumps(made, protocol=5))
        except OSError:
            return

    def keep_only(self, pages: set[str]) -> None:
        """Delete every entry whose :meth:`path_of` name is not in ``pages``."""
        if not self.folder.is_dir():
            return
        for entry in self.folder.iterdir():
            if entry.name not in pages and entry.suffix == ".pickle":
                entry.unlink(missing_ok=True)

    def path_of(self, page: Page) -> Path:
        """Return where the entry of a page lies."""
        key = hashlib.blake2b(digest_size=20)
        known = (repr(page.sidecar), repr(page.geometry), repr(page.elements), repr(page.stated))
        for part in (generator_digest(), self.settings, page.name, *known, page.text):
            key.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return self.folder / f"{key.hexdigest()}.pickle"


@functools.cache
def generator_digest() -> str:
    """Return a hash of the generator: its modules, its tables and the Python that runs them."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.blake2b(sys.version.encode("utf-8"), digest_size=16)
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(root).as_posix().encode("utf-8") + b"\0")
            digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()
