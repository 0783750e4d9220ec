"""The command ``build``, which looks first whether there is anything to do."""

from __future__ import annotations

import argparse

from generator.corpus.settings import read_settings
from generator.corpus.unchanged import LastBuild
from generator.terminal import Voice, look_at

__all__ = ["build"]


def build(options: argparse.Namespace, voice: Voice) -> int:
    """Write the pages, then the site, and print its path; return 1 when a seed failed, else 0."""
    settings = read_settings(options.config, seeds=options.seeds)
    place = (options.out or settings.site).absolute()
    last = LastBuild(settings, place, f"strict={options.strict}")
    said = last.said()
    if said is not None:
        for line in said:
            voice.say(line)
        look_at(place, voice)
        print(voice.called(str(place)))
        return 0
    from generator.cli.project_commands import build_anew  # what makes pages takes a while to load

    return build_anew(options, settings, voice, last)
