"""A project to begin with: settings, a sample page, a page of one's own, and how to publish it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.corpus.files.whole_files import write_atomically
from generator.corpus.phrases import name_some
from generator.corpus.site.shipped import shipped
from generator.errors import GeneratorError
from generator.model.languages import Language

__all__ = ["SAMPLE", "new_project"]

SAMPLE = "2024-05-16-03.pdf"
"""The sample page, of invented news."""
_SAMPLE_FOLDER = "tests/pages-pdf"
_NOTHING_YET = frozenset({".git", ".DS_Store"})
"""What an empty folder may hold: that of a clone in which nothing is yet, and what a Mac leaves."""
_TEXTS = Path(__file__).with_name("data") / "new"
_OCR = re.compile(r" *# OCR: .*\n")
"""What a checkout is told by the environment, a project by ``requirements.txt``."""
_BUILT_HERE = "      - run: python3 noxfile.py -s site\n"
_BUILT_THERE = """\
      - run: pip install -r requirements.txt
      - run: banmian build --strict
"""


def new_project(folder: Path, language: Language, version: str) -> None:
    """Write a new project into ``folder``, which is made if need be.

    What explains it is in ``language``; ``version`` is that of the program, which
    it is built with when it is published.
    Raises :class:`GeneratorError` where there is anything in the folder already, or it cannot be
    written.
    """
    _refuse_other_things(folder)
    try:
        for name, data in _files(language, version):
            write_atomically(folder / name, data)
    except OSError as error:
        reason = (error.strerror or "cannot be written").lower()
        raise GeneratorError(
            f"{error.filename or folder}: {reason}. Name a folder that you may write to."
        ) from error


def _refuse_other_things(folder: Path) -> None:
    try:
        found = sorted({entry.name for entry in folder.iterdir()} - _NOTHING_YET)
    except FileNotFoundError:
        return
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise GeneratorError(f"{folder}: {reason}. Name a new folder.") from error
    if "mkdocs.yml" in found:
        raise GeneratorError(
            f"{folder}: is a project already. Run “banmian build” in {folder.absolute()}, or "
            "name a new folder."
        )
    if found:
        raise GeneratorError(
            f"{folder}: has files in it ({name_some(found)}), and “new” changes nobody's. Name a "
            "new folder; what you need of this one can be copied there."
        )


def _files(language: Language, version: str) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a new project; ``mkdocs.yml`` is the last, as it makes one of a folder."""
    texts = _TEXTS / language
    top = shipped()
    yield ".gitignore", _ignored((top / ".gitignore").read_text("utf-8")).encode()
    yield ".github/workflows/publish.yml", _workflow(top).encode()
    yield "requirements.txt", f"banmian=={version}\n".encode()
    yield f"seeds/{SAMPLE}", (top / _SAMPLE_FOLDER / SAMPLE).read_bytes()
    yield "seeds/README.md", (texts / "seeds.md").read_bytes()
    yield "site_src/about.md", (_TEXTS / "about.md").read_bytes()
    yield "site_src/assets/own.css", (texts / "own.css").read_bytes()
    settings = (texts / "mkdocs.yml").read_text("utf-8")
    yield "mkdocs.yml", settings.replace("{nav}", _navigation(top)).encode()


def _ignored(text: str) -> str:
    """Return what Git is not to keep: of this project's own list, what building a site leaves.

    >>> _ignored("# notes\\n/site/\\n/.nox/\\n/site_src/index.md\\n/.cache/\\n")
    '/site/\\n/site_src/index.md\\n/.cache/\\n'
    """
    left = ("/site/", "/.site.", "/site_src/", "/.cache/")
    return "".join(f"{line}\n" for line in text.splitlines() if line.startswith(left))


def _workflow(top: Path) -> str:
    """Return how GitHub publishes the site: as it does here, but with the installed program."""
    text = (top / ".github" / "workflows" / "publish.yml").read_text("utf-8")
    return _OCR.sub("", text.replace(_BUILT_HERE, _BUILT_THERE))


def _navigation(top: Path) -> str:
    """Return the lines of the navigation that the site has by itself."""
    after = (top / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[2]
    lines = after.splitlines()
    end = next(number for number, line in enumerate(lines) if not line.startswith(" "))
    return "\n".join(lines[:end])
