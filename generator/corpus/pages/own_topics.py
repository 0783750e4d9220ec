"""Reading the topics of the user's own: the file that the settings name."""

from __future__ import annotations

from dataclasses import replace

from generator.corpus.files.plain_files import text_by_hand
from generator.corpus.settings import Settings
from generator.describe import Taxonomy, parse_taxonomy, shipped_taxonomy

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
    own = parse_taxonomy(text_by_hand(path), path)
    return replace(own, fields=True, digest=f"{own.digest}+{name}") if name == "both" else own
