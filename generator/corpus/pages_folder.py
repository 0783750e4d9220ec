"""Which folder on the command line may hold the pages that ``convert`` writes."""

from __future__ import annotations

from pathlib import Path

from generator.corpus.files.manifest import MANIFEST, is_ours
from generator.corpus.files.owned_files import NOTHING_YET
from generator.corpus.phrases import name_some
from generator.corpus.settings import Settings
from generator.errors import GeneratorError

__all__ = ["refuse_other_pages"]


def refuse_other_pages(folder: Path, settings: Settings) -> None:
    """Raise :class:`GeneratorError` for a folder named on the command line that holds other things.

    Pages are written among what people wrote only where ``mkdocs.yml`` says that pages are. Any
    other folder must have been made by ``convert``, or be empty.
    """
    here = folder.resolve()
    if here == settings.docs.resolve():
        return
    if here.exists() and not here.is_dir():
        raise GeneratorError(f"{folder}: is not a folder. Name one.")
    if here.is_relative_to(settings.seeds.resolve()):
        raise GeneratorError(f"{folder}: lies in {settings.seeds}, the folder of pages.")
    if not here.exists() or is_ours(here):
        return
    found = sorted({entry.name for entry in here.iterdir()} - NOTHING_YET)
    if found:
        raise GeneratorError(
            f"{folder}: holds {name_some(found)}, and nothing that convert made (it has no "
            f"{MANIFEST} that says so). Name a folder that is empty, or not there yet."
        )
