"""Files of the site's pages, made and written by several processes where they are many.

What a page is made of, this process has in memory. The others are forked from it when files are
planned, so they have it too, and nothing is sent to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from generator.corpus.files.manifest import safe_path
from generator.corpus.files.output import Output
from generator.corpus.files.whole_files import to_bytes, write_if_changed
from generator.corpus.processes.workers import choose_jobs, made_by_forks
from generator.publish import Later, Text, load_templates

__all__ = ["write_files"]

_FEW = 256
"""Files up to which it costs more to start processes than they save."""
_TOGETHER = 8
"""Files that a process makes one after the other: those of one page of a newspaper stand beside
one another, and that is read once for them."""
_AT_ONCE = 4096
"""Files whose makings are held before they are written: of a hundred thousand they are as heavy as
what is known of all articles."""


def write_files(output: Output, files: Iterable[tuple[str, Text]], jobs: int) -> set[str]:
    """Write each file unless it stands there already, and return their names.

    Raises what :meth:`Output.write` raises.
    """
    names: set[str] = set()
    waiting: list[tuple[str, Later]] = []
    for name, text in files:
        names.add(name)
        if isinstance(text, str):
            output.write(name, text)
        elif not output.stands(name, text.key):
            waiting.append((name, text))
            if len(waiting) == _AT_ONCE:
                _write_later(output, waiting, jobs)
                waiting.clear()
    _write_later(output, waiting, jobs)
    return names


def _write_later(output: Output, waiting: Sequence[tuple[str, Later]], jobs: int) -> None:
    """Make files and write them, in several processes where they are many."""
    jobs = choose_jobs(jobs, len(waiting)) if len(waiting) > _FEW else 1
    apart = output.claim([name for name, _ in waiting]) if jobs > 1 else frozenset()
    for name, text in waiting:
        if name not in apart:
            output.write_later(name, text)
    _share_out(output, [(name, text) for name, text in waiting if name in apart], jobs)


def _share_out(output: Output, files: Sequence[tuple[str, Later]], jobs: int) -> None:
    """Have other processes make files that are claimed."""
    if not files:
        return
    load_templates()
    lots = [files[at : at + _TOGETHER] for at in range(0, len(files), _TOGETHER)]
    works = [partial(_written, output.folder, lot) for lot in lots]
    for lot, written in zip(lots, made_by_forks(works, jobs), strict=True):
        for (name, text), is_new in zip(lot, written, strict=True):
            output.was_written(name, text.key, is_new=is_new)


def _written(folder: Path, files: Sequence[tuple[str, Later]]) -> tuple[bool, ...]:
    """Write files, and tell of each whether it has other bytes than it had."""
    return tuple(
        write_if_changed(safe_path(folder, name), to_bytes(text.make())) for name, text in files
    )
