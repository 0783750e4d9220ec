"""Pictures that lie beside a page of another form, and show it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.corpus.seeds.seed_forms import PICTURES, SeedForm, first_forms, form_of
from generator.corpus.seeds.sidecar import SUFFIXES, read_sidecar
from generator.errors import SidecarError
from generator.model import seed_stem

__all__ = ["picture_beside", "picture_showing", "shown_pages"]

_SEVERAL = (SeedForm.TIF, SeedForm.TIFF)
"""Forms of pictures that may hold several."""
_SPELLINGS = tuple(
    spelling
    for form in SeedForm
    if form in PICTURES
    for spelling in (form.value, form.value.upper(), form.value.title())
)


def picture_beside(seed: Path) -> Path | None:
    """Return the picture that is called as a page of another form is: ``a.jpg`` beside ``a.hocr``.

    A PDF and a scan show themselves.
    """
    if not _needs_picture(seed.name):
        return None
    stem = seed_stem(seed.name)
    beside = (seed.with_name(f"{stem}{spelling}") for spelling in _SPELLINGS)
    return next((path for path in beside if os.path.lexists(path)), None)


def picture_showing(seed: Path, number: int, named: str | None) -> Path | None:
    """Return the picture that shows a page of a seed, if there is one: the one that the editor has
    ``named``, else the seed itself, where it is a scan, else the one that is called as it is.

    A picture beside pages shows the first of them; a TIFF may show each.
    """
    if named is not None:
        path: Path | None = seed.with_name(named)
    else:
        path = seed if form_of(seed.name) in PICTURES else picture_beside(seed)
    if path is None or (number > 1 and form_of(path.name) not in _SEVERAL):
        return None
    return path


def shown_pages(files: Iterable[Path]) -> dict[str, str]:
    """Return the pictures among the files of a folder that are none of its pages, but show one:
    each with the seed that it shows.

    Those are the pictures that sidecars name, and of pages whose sidecar names none those that
    :func:`picture_beside` finds.
    """
    files = list(files)
    pictures = {path.name for path in files if form_of(path.name) in PICTURES}
    if not pictures:
        return {}
    seeds = first_forms(path.name for path in files)
    named = dict(_named(files, seeds))
    shown = {image: seed for seed, image in named.items() if image in pictures and image != seed}
    for path in files:
        if seeds.get(seed_stem(path.name)) == path.name and path.name not in named:
            beside = picture_beside(path)
            if beside is not None:
                shown.setdefault(beside.name, path.name)
    return shown


def _needs_picture(name: str) -> bool:
    form = form_of(name)
    return form is not None and form is not SeedForm.PDF and form not in PICTURES


def _named(files: Iterable[Path], seeds: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the seeds whose sidecars name a picture, each with its name."""
    for path in files:
        seed = seeds.get(path.name.removesuffix(path.suffix))
        if path.suffix in SUFFIXES and seed is not None:
            with contextlib.suppress(SidecarError):  # which is told of when its page is read
                image = read_sidecar(path).image
                if image is not None:
                    yield seed, image
