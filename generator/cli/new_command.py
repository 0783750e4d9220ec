"""The command ``new``: a project to begin with."""

from __future__ import annotations

import argparse
import shlex

from generator import __version__
from generator.corpus.new_project import SAMPLE, new_project
from generator.terminal import Voice, printable, program

__all__ = ["new"]

_NEXT = """\
A new project is in {folder}. What comes next:

  cd {quoted}
  {program} build    makes the site, in site/, of the sample page
  {program} serve    shows it in a browser, and follows what you change

Then put your own pages into seeds/ ({readme} tells how), delete {sample} there, and set name and
foot of the site in mkdocs.yml."""


def new(options: argparse.Namespace, voice: Voice) -> int:
    """Write a new project and say what comes next; return 0."""
    new_project(options.folder, options.lang, __version__)
    said = _NEXT.format(
        folder=printable(str(options.folder)),
        quoted=shlex.quote(str(options.folder)),
        program=program(),
        readme="seeds/README.md",
        sample=SAMPLE,
    )
    voice.say(said)
    return 0
