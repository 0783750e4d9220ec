"""Reading the topics of the user's own: the file that the settings name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.corpus.files.plain_files import what_is_wrong
from generator.corpus.settings import Settings
from generator.describe import Taxonomy, parse_taxonomy, shipped_taxonomy
from generator.errors import SidecarError

__all__ = ["read_taxonomy"]


def read_taxonomy(settings: Settings) -> Taxonomy | None:
    """Return the topics of a project, or ``None`` where it says nothing of them.

    A file of its own takes the place of the ministry's table, and of the general one too where
    the settings don't ask for it. Raises :class:`~generator.errors.SidecarError` naming file and
    line of the first thing in the file that cannot be followed.
    """
    path, name = settings.topics, settings.taxonomy
    if path is None or name == "general":
        return shipped_taxonomy(name) if name else None
    own = _read_file(path)
    return replace(own, fields=True, digest=f"{own.digest}+{name}") if name == "both" else own


def _read_file(path: Path) -> Taxonomy:
    wrong = what_is_wrong(path)
    if wrong is not None:
        raise SidecarError(wrong)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise SidecarError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SidecarError(f"{path}:{line}: not valid UTF-8. Save the file as UTF-8.") from None
    return parse_taxonomy(text, path)
