"""Pictures of pages, made once and kept: by the hash of their source and the way of drawing.

Drawing a page takes a second or two; what is kept here is looked up by names alone. The folder may
be deleted at any time.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.corpus.cache.read_sources import NotKeptError
from generator.corpus.files.plain_files import what_is_wrong
from generator.corpus.files.whole_files import write_atomically
from generator.corpus.processes.child_process import BreakdownError
from generator.corpus.seeds.companion_pictures import picture_showing
from generator.corpus.seeds.pdf_process import drawn_apart
from generator.corpus.seeds.seed_files import Seed, is_unchanged, reason
from generator.corpus.seeds.seed_forms import SeedForm, form_of
from generator.corpus.settings import Settings
from generator.errors import SeedError
from generator.model import Facsimile, PageOutlines, PagePictures, Picture, Sidecar

__all__ = ["Pictures", "measured_picture"]

_DRAWING = 3
"""Number of the way in which pages are drawn, to be raised when pictures come out otherwise."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What a page's picture is made of."""

    path: Path
    sha256: str
    number: int
    """Of the page in the file, from 1."""
    scanned: bool
    """Whether the file is one of pictures, not a PDF."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """A folder of pictures."""

    folder: Path
    """Where they lie; made when the first is written."""
    sealed: bool = False
    """Whether to raise :class:`NotKeptError` for what is not there."""

    @classmethod
    def of(cls, settings: Settings) -> Pictures:
        """Return where a project keeps its pictures."""
        return cls(settings.cache.parent / "pictures")

    def facsimile(
        self, seed: Seed, page: str, sidecar: Sidecar | None, outlines: PageOutlines | None
    ) -> Facsimile | None:
        """Return the pictures of a page, drawn now or kept; ``None`` for one that has none.

        Raises :class:`SeedError` with a sentence where they cannot be made.
        """
        source = _source(seed, page, sidecar, outlines)
        if source is None:
            return None
        key = _key(source, outlines)
        pictures = self._kept(key)
        if pictures is None and self.sealed:
            raise NotKeptError
        if pictures is None:
            try:
                pictures = self._keep(key, _drawn(source, outlines), source)
            except OSError as error:
                raise SeedError(
                    f"{error.filename}: a picture cannot be kept there: {reason(error)}."
                ) from error
            except SeedError as error:
                raise _told(source, str(error)) from None
            except BreakdownError as error:
                raise _told(source, f"cannot be drawn: it {error}") from None
        return Facsimile(pictures=pictures, outlines=outlines)

    def path_of(self, picture: Picture) -> Path:
        """Return where a picture lies."""
        return self.folder / picture.name

    def keep_only(self, facsimiles: Sequence[Facsimile]) -> None:
        """Delete what none of the pages has any more; for who holds the project's lock.

        Another run may be about to take into the site what this one no longer knows.
        """
        if not self.folder.is_dir():
            return
        keys = {_key_of(facsimile.pictures.reading.name) for facsimile in facsimiles}
        for entry in self.folder.iterdir():
            if entry.suffix in (".webp", ".json") and _key_of(entry.name) not in keys:
                entry.unlink(missing_ok=True)

    def _kept(self, key: str) -> PagePictures | None:
        """Return what is kept under a key, if all of it is still there."""
        try:
            told = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
            if any(one and one["name"] != _name(key, n) for n, one in enumerate(told)):
                return None
            found = _pictures(told)
            whole = all(self.path_of(p).stat().st_size == p.weight for p in found.all)
        except (OSError, ValueError, TypeError, LookupError):
            return None
        return found if whole else None

    def _keep(self, key: str, drawn: Iterator[dict[str, Any]], source: _Source) -> PagePictures:
        """Write pictures, and last what tells that all are there."""
        told: list[dict[str, Any] | None] = []
        for number, made in enumerate(drawn):
            if made["size"] is None:
                told.append(None)
                continue
            data = base64.b64decode(made["webp"])
            name = _name(key, number)
            write_atomically(self.folder / name, data)
            told.append({"name": name, "size": made["size"], "weight": len(data)})
        if not is_unchanged(source.path, source.sha256):
            raise SeedError("was changed while it was drawn. Run this again")
        write_atomically(self.folder / f"{key}.json", json.dumps(told).encode("ascii"))
        return _pictures(told)


def measured_picture(
    seed: Path, number: int, sidecar: Sidecar | None
) -> tuple[float, float] | None:
    """Return the size in pixels of the picture that shows a page of a seed; ``None`` where there is
    none. What is wrong with one is told when it is to be shown."""
    path = picture_showing(seed, number, sidecar.image if sidecar is not None else None)
    if path is None or what_is_wrong(path, path.parent) is not None or not path.stat().st_size:
        return None
    asked = {"name": path.name, "path": str(path.absolute()), "measure": number}
    try:
        found = next(drawn_apart(asked), None)
    except (SeedError, BreakdownError):
        return None
    return (float(found["size"][0]), float(found["size"][1])) if found is not None else None


def _source(
    seed: Seed, page: str, sidecar: Sidecar | None, outlines: PageOutlines | None
) -> _Source | None:
    """Return what is to be drawn: the page itself, where it is a PDF for which the editor names no
    picture, else the picture that shows it."""
    if seed.path is None:
        return None
    number = int(page.removeprefix(seed.name).removeprefix("#") or "1")
    named = sidecar.image if sidecar is not None else None
    if named is None and form_of(seed.name) is SeedForm.PDF:
        return _Source(seed.path, outlines.sha256, number, False) if outlines is not None else None
    path = picture_showing(seed.path, number, named)
    if path is None:
        return None
    wrong = what_is_wrong(path, path.parent)
    if wrong is not None:
        raise SeedError(wrong)
    with path.open("rb") as file:
        return _Source(path, hashlib.file_digest(file, "sha256").hexdigest(), number, True)


def _told(source: _Source, why: str) -> SeedError:
    what = "the picture" if source.scanned and source.number == 1 else f"page {source.number}"
    return SeedError(f"{source.path}: {what} {why}. The site shows the page without it.")


def _drawn(source: _Source, outlines: PageOutlines | None) -> Iterator[dict[str, Any]]:
    if not source.path.stat().st_size:
        raise SeedError("is empty")
    return drawn_apart(
        {
            "name": source.path.name,
            "path": str(source.path.absolute()),
            "draw": source.number,
            "scanned": source.scanned,
            "size": outlines.size if outlines is not None else None,
            "slope": outlines.slope if outlines is not None else 0.0,
            "articles": _loops(outlines),
        }
    )


def _key(source: _Source, outlines: PageOutlines | None) -> str:
    seen = (outlines.size, outlines.slope) if outlines is not None else None
    known = (source.sha256, source.number, source.scanned, seen, _drawn_by(), _loops(outlines))
    return hashlib.blake2b(repr(known).encode("utf-8"), digest_size=20).hexdigest()


def _loops(outlines: PageOutlines | None) -> list[Any]:
    return [article.loops for article in outlines.articles] if outlines is not None else []


@functools.cache
def _drawn_by() -> str:
    """Return what draws: another version may draw otherwise."""
    return f"{_DRAWING} pypdfium2 {version('pypdfium2')} pillow {version('pillow')}"


def _name(key: str, number: int) -> str:
    return f"{key}-{number}.webp"


def _key_of(name: str) -> str:
    return name.partition(".")[0].partition("-")[0]


def _pictures(told: Sequence[dict[str, Any] | None]) -> PagePictures:
    reading, double, *others = (
        None
        if one is None
        else Picture(name=one["name"], size=tuple(one["size"]), weight=one["weight"])
        for one in told
    )
    if reading is None or double is None:
        raise ValueError("a page without its own picture")
    return PagePictures(reading=reading, double=double, clippings=tuple(others))
