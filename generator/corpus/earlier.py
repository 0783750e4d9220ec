"""What stands where an export is to go: an earlier one, which it replaces, or what it must not."""

from __future__ import annotations

import filecmp
import json
import shutil
from pathlib import Path
from typing import Any

from generator.errors import GeneratorError
from generator.publish.export.package import GENERATOR

__all__ = [
    "DESCRIPTOR",
    "earlier_descriptor",
    "keep_what_is_not_ours",
    "not_written",
    "refuse_other_file",
    "same_files",
    "tables_of",
]

DESCRIPTOR = "datapackage.json"


def refuse_other_file(place: Path, target: Path, opening: str) -> None:
    """Raise :class:`GeneratorError` for anything but an earlier export, or an empty file.

    ``opening`` is what a file of the same format begins with.
    """
    if target.is_dir():
        raise GeneratorError(f"{place}: is a folder. Name a file, or - for standard output.")
    if target.exists() and not target.is_file():
        raise GeneratorError(f"{place}: is no plain file. Name another, or - for standard output.")
    known = opening.encode("utf-8")
    try:
        with target.open("rb") as file:
            found = file.read(len(known))
    except FileNotFoundError:
        return
    except OSError as error:
        raise not_written(place, error) from error
    if found and found != known:
        raise GeneratorError(
            f"{place}: would be overwritten, but was not made by an export in this format. Move "
            "it away, or name another file."
        )


def earlier_descriptor(place: Path, target: Path) -> dict[str, Any]:
    """Return what the ``datapackage.json`` at ``target`` says; nothing where nothing is there.

    Raises :class:`GeneratorError` for a folder that is no package of ours, and for a file.
    """
    if not target.exists():
        return {}
    if target.is_dir() and not any(target.iterdir()):
        return {}
    try:
        content = json.loads((target / DESCRIPTOR).read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("generator") != GENERATOR:
        raise GeneratorError(
            f"{place}: is not a package that export made (its {DESCRIPTOR} would say so), and "
            "exporting would replace it. Name another folder, or empty this one."
        )
    return content


def tables_of(descriptor: dict[str, Any]) -> set[str]:
    """Return the files that an earlier package named as its tables."""
    resources = descriptor.get("resources")
    if not isinstance(resources, list):
        return set()
    return {str(r["path"]) for r in resources if isinstance(r, dict) and "path" in r}


def same_files(new: Path, old: Path, names: set[str]) -> bool:
    """Tell whether all files are at ``old`` as they are at ``new``."""
    return all(
        (old / name).is_file() and filecmp.cmp(new / name, old / name, shallow=False)
        for name in names
    )


def keep_what_is_not_ours(old: Path, new: Path, ours: set[str]) -> None:
    """Copy to ``new`` what people laid beside the tables at ``old``: a licence, notes.

    Hidden files move along when the folders trade places.
    """
    if not old.is_dir():
        return
    for entry in sorted(old.iterdir()):
        if entry.name in ours or entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, new / entry.name, follow_symlinks=False)


def not_written(place: Path, error: OSError) -> GeneratorError:
    """Return what to say when ``place`` cannot be written; nothing there was changed."""
    reason = (error.strerror or "cannot be written").lower()
    return GeneratorError(f"{place}: cannot be written: {reason}. What stood there is untouched.")
