"""The command ``new``: a project to begin with."""

from __future__ import annotations

import argparse
import os
import shlex

from generator import __version__
from generator.corpus.new_project import SAMPLE, new_project
from generator.model.languages import Language, language_of
from generator.terminal import Voice, printable, program

__all__ = ["new"]

_NEXT: dict[Language, str] = {
    "en": """\
A new project is in {folder}. What comes next:

  cd {quoted}
  {program} build    makes the site, in site/, of the sample page
  {program} serve    shows it in a browser, and follows what you change

Then put your own pages into seeds/ ({readme} tells how), delete {sample} there, and set name and
foot of the site in mkdocs.yml.""",
    "zh": """\
新项目在 {folder}。接下来：

  cd {quoted}
  {program} build    用示例版面生成网站，放在 site/ 里
  {program} serve    在浏览器里预览，随改随看

然后把自己的版面放进 seeds/（见 {readme}），删去里面的 {sample}，
在 mkdocs.yml 里写上站名和页脚。""",
}


def new(options: argparse.Namespace, voice: Voice) -> int:
    """Write a new project and say what comes next; return 0."""
    language = language_of(options.lang, os.environ)
    new_project(options.folder, language, __version__)
    said = _NEXT[language].format(
        folder=printable(str(options.folder)),
        quoted=shlex.quote(str(options.folder)),
        program=program(),
        readme="seeds/README.md",
        sample=SAMPLE,
    )
    voice.say(said)
    return 0
