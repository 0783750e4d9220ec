"""What stands where an export is to go: an earlier one, which it replaces, or what it must not."""

from __future__ import annotations

import filecmp
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from generator.corpus.files.owned_files import not_ours
from generator.errors import GeneratorError
from generator.publish.export.package import GENERATOR

__all__ = [
    "DESCRIPTOR",
    "earlier_descriptor",
    "not_written",
    "others_in_package",
    "refuse_other_file",
    "same_files",
]

DESCRIPTOR = "datapackage.json"
_OPENING = 4096
"""Bytes that tell what a file is: the name of a page, escaped, and some more."""


def refuse_other_file(place: Path, target: Path, opening: str) -> None:
    """Raise :class:`GeneratorError` for anything but an earlier export, or an empty file.

    ``opening`` is a pattern of what a file of the same format begins with.
    """
    if target.is_dir():
        raise GeneratorError(f"{place}: is a folder. Name a file, or - for standard output.")
    if target.exists() and not target.is_file():
        raise GeneratorError(f"{place}: is no plain file. Name another, or - for standard output.")
    try:
        with target.open("rb") as file:
            found = file.read(_OPENING).decode("utf-8", "replace")
    except FileNotFoundError:
        return
    except OSError as error:
        raise not_written(place, error) from error
    if found and re.match(opening, found) is None:
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


def others_in_package(folder: Path) -> list[str]:
    """Return what in a package is not as an export wrote it: a licence, a table changed by hand."""
    try:
        content = json.loads((folder / DESCRIPTOR).read_text("utf-8-sig"))
        resources = content["resources"]
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        resources = []
    ours: dict[str, str | None] = {DESCRIPTOR: None}
    for resource in resources if isinstance(resources, list) else ():
        if isinstance(resource, dict) and {"path", "hash"} <= resource.keys():
            ours[str(resource["path"])] = str(resource["hash"])
    return not_ours(folder, ours, lambda name: _hash(folder / name))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def same_files(new: Path, old: Path, names: set[str]) -> bool:
    """Tell whether all files are at ``old`` as they are at ``new``."""
    return all(
        (old / name).is_file() and filecmp.cmp(new / name, old / name, shallow=False)
        for name in names
    )


def not_written(place: Path, error: OSError) -> GeneratorError:
    """Return what to say when ``place`` cannot be written; nothing there was changed."""
    reason = (error.strerror or "cannot be written").lower()
    return GeneratorError(f"{place}: cannot be written: {reason}. What stood there is untouched.")
