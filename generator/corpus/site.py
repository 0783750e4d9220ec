"""From the written pages to the finished site, put in place in one step."""

from __future__ import annotations

import contextlib
import ctypes
import glob
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from generator.corpus.settings import Settings
from generator.errors import GeneratorError

__all__ = [
    "build_site",
    "make_work_folder",
    "refuse_to_replace_the_project",
    "swap_in",
]

HOOK = "mkdocs_hook.py"

STALE = 24 * 60 * 60
"""Seconds after which a work folder belongs to a run that was killed: no build takes a day."""


def build_site(settings: Settings, site: Path | None = None, *, strict: bool = False) -> Path:
    """Have MkDocs build the pages that stand under ``site_src``; return the site's folder.

    The site is built beside its place and takes it only when it is whole: a failed or
    interrupted build leaves the old one as it was, and of two builds at once each puts a whole
    site there. ``strict`` makes MkDocs' warnings errors.
    Raises :class:`GeneratorError` when MkDocs gives up.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    place = (site or settings.site).absolute()
    target = place.resolve()  # a link stays, and the folder it leads to is replaced
    _refuse_to_replace_other_things(target)
    refuse_to_replace_the_project(target, settings)
    name = str(settings.config)
    work = None
    try:
        work = make_work_folder(target)
        new = work / "site"
        # The pages are written: the hook would only write them again.
        hooks = [hook for hook in load_config(name).hooks if Path(hook).name != HOOK]
        config = load_config(name, site_dir=str(new), hooks=hooks, strict=strict or None)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
        swap_in(new, target)
    except MkDocsException as error:
        raise GeneratorError(f"MkDocs could not build the site: {error}") from error
    except OSError as error:
        raise GeneratorError(
            f"{error.filename or place}: {(error.strerror or 'cannot be written').lower()}. The "
            f"site in {place} is untouched."
        ) from error
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
    return place


def make_work_folder(place: Path) -> Path:
    """Return a new folder beside ``place`` that no other run uses; those long dead are removed.

    Beside it, as a rename cannot cross file systems. The site is built one folder further down:
    this one is for nobody else to read, as mkdtemp makes it, and the site is for everybody.
    """
    prefix = f".{place.name}.next"
    place.parent.mkdir(parents=True, exist_ok=True)
    for left in place.parent.glob(f"{glob.escape(prefix)}*"):
        with contextlib.suppress(OSError):  # another run removes it too
            if time.time() - left.stat().st_mtime > STALE:
                shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{prefix}-", dir=place.parent))


def _refuse_to_replace_other_things(place: Path) -> None:
    """The folder that stands there is deleted in the end: it must be a site, or hold nothing."""
    if not place.exists() or (place / "404.html").is_file():
        return
    if not place.is_dir() or any(not entry.name.startswith(".") for entry in place.iterdir()):
        raise GeneratorError(
            f"{place}: is not a built site (it has no 404.html), and building would replace it. "
            "Name another folder, or empty this one."
        )


def refuse_to_replace_the_project(place: Path, settings: Settings) -> None:
    """Raise :class:`GeneratorError` for a folder that holds the project, or its pages.

    That a site stands there (it has a 404.html) proves little: a project may have one lying about.
    """
    for kept in (settings.config.parent, settings.docs, settings.seeds):
        if kept.resolve().is_relative_to(place):
            raise GeneratorError(
                f"{place}: holds {kept.absolute()}, which would be replaced. Name a folder for "
                "this alone."
            )


def swap_in(new: Path, place: Path) -> None:
    """Put the folder ``new`` at ``place``; what stood there is gone afterwards.

    Hidden files of the old folder (``.git`` of a work tree, ``.nojekyll``) move along, as
    MkDocs' own build leaves them in place. One step of the file system on Linux; elsewhere two
    renames, and the old folder comes back if the second fails.
    Raises ``OSError`` when ``new`` cannot go there, and the old folder is untouched; and
    :class:`GeneratorError` when anything fails later, telling where the old folder is.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    old = _put_in_place(new, place)
    if old is None:
        return
    try:
        for entry in list(old.iterdir()):
            if entry.name.startswith(".") and not (place / entry.name).exists():
                entry.rename(place / entry.name)
    except BaseException as error:
        with contextlib.suppress(OSError):
            old = old.rename(_folder_for_old(place) / "site")
        if not isinstance(error, OSError):
            raise
        raise GeneratorError(
            f"{place}: the new folder is there, but a hidden file of the old one could not be "
            f"moved along: {error.strerror}. What is left of the old one is in {old}."
        ) from error
    shutil.rmtree(old, ignore_errors=True)


def _put_in_place(new: Path, place: Path) -> Path | None:
    """Rename ``new`` to ``place`` and return where the folder that stood there is now."""
    if not place.exists():
        try:
            new.rename(place)
        except OSError:
            if not place.exists():  # else another run was first
                raise
        else:
            return None
    if _exchange(new, place):
        return new
    aside = _folder_for_old(place) / "site"
    try:
        place.rename(aside)
        new.rename(place)
    except OSError as error:
        try:
            if aside.exists():
                aside.rename(place)
            aside.parent.rmdir()
        except OSError:
            raise GeneratorError(
                f"{place}: the new folder could not be put there ({error.strerror}), nor the old "
                f"one put back. The old one is in {aside}; move it by hand."
            ) from error
        raise
    with contextlib.suppress(OSError):  # back to one folder to clear away
        aside.rename(new)
        aside.parent.rmdir()
        return new
    return aside


def _folder_for_old(place: Path) -> Path:
    """Return a new folder beside ``place``, which no run ever clears away."""
    return Path(tempfile.mkdtemp(prefix=f".{place.name}.old-", dir=place.parent))


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders trade names in one step (renameat2, Linux); ``False`` if that is not on."""
    if sys.platform != "linux":
        return False
    with contextlib.suppress(AttributeError, OSError):
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
        at_cwd, exchange = -100, 2
        done = renameat2(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange)
        return bool(done == 0)
    return False
