"""What a command is given to read: files and folders that are named, and standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from generator.corpus.pipeline import tell_unread
from generator.corpus.seed_decoding import STANDARD_INPUT
from generator.corpus.seed_reading import read_seed
from generator.corpus.seeds import Seed, find_seeds
from generator.errors import GeneratorError
from generator.readers import Unread
from generator.readers.boxes_json import boxes_line
from generator.terminal import Voice

__all__ = ["named_seeds", "print_boxes", "standard_input"]


def named_seeds(paths: Sequence[str], voice: Voice) -> tuple[tuple[Seed, ...], int]:
    """Return the seeds that are named, and how many cannot be used, which is told."""
    files = [Path(path) for path in paths if path != STANDARD_INPUT]
    seeds, problems = find_seeds(files)
    for error in problems:
        voice.trouble(str(error))
    if STANDARD_INPUT in paths:
        seeds = (*seeds, Seed(name=STANDARD_INPUT, data=standard_input(voice)))
    return seeds, len(problems)


def standard_input(voice: Voice) -> bytes:
    """Return everything that comes through the pipe, or is typed."""
    if sys.stdin is None:  # closed by whoever started us
        raise GeneratorError("standard input is closed. Send it a text, as in: cat page.txt | …")
    if sys.stdin.isatty():
        voice.say("reading what you type; end it with Ctrl-D on a line of its own")
    return sys.stdin.buffer.read()


def print_boxes(paths: Sequence[str], voice: Voice) -> int:
    """Print each page as it was read, with what stands where; return how many failed."""
    seeds, failed = named_seeds(paths, voice)
    for done, seed in enumerate(seeds, start=1):
        unread: list[Unread] = []
        pages = 0
        try:
            for read in read_seed(seed):
                if isinstance(read, Unread):
                    unread.append(read)
                else:
                    print(boxes_line(read))
                    pages += 1
        except GeneratorError as error:
            voice.trouble(str(error))
            failed += 1
        for line in tell_unread(str(seed.path or seed.name), seed.name, unread, pages):
            voice.trouble(line)
            failed += 1
        voice.progress(done, len(seeds))
    return failed
