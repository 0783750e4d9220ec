"""Where a command's folders are: here, or elsewhere, from where they are fetched and sent."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.cli.parser import is_url
from generator.corpus.addresses.ledger import LEDGER
from generator.corpus.files.digests import digest_of
from generator.corpus.files.manifest import MANIFEST, read_manifest
from generator.corpus.files.owned_files import read_mark
from generator.corpus.files.storage import Storage, storage_at
from generator.corpus.files.whole_files import write_if_changed
from generator.corpus.phrases import counted
from generator.corpus.project_lock import held
from generator.errors import GeneratorError
from generator.terminal import Voice, command_line

__all__ = ["carried_out"]

COPIES = ".cache/elsewhere"
"""Where folders of storages have their copies, beside ``mkdocs.yml``."""


def carried_out(options: argparse.Namespace, voice: Voice, command: Callable[[], int]) -> int:
    """Carry a command out on this machine, whatever storages its options name; return its code.

    Seeds are fetched before. Afterwards the records of addresses are sent, and only then what was
    made, as no page may be reached under an address that is not on record; nothing that lacks a
    page is sent. Messages name the URLs.
    One command at a time uses the copies of a project. A storage locks nothing for other machines:
    a run whose seeds another one has put addresses on record for in the meantime sends nothing.
    Raises :class:`GeneratorError` then, and where a storage cannot be used.
    """
    if not any(isinstance(place, str) and is_url(place) for place in _places(options)):
        return command()
    with held(_copies(options), command_line(), voice.say):
        return _carried_out(options, voice, command)


def _places(options: argparse.Namespace) -> Iterator[object]:
    return (getattr(options, name, None) for name in ("seeds", "out"))


def _carried_out(options: argparse.Namespace, voice: Voice, command: Callable[[], int]) -> int:
    target = _out_here(options, voice)
    with _seeds_here(options, voice):
        code = command()
    if target is not None:
        if code != 0:
            voice.trouble(f"{target.url}: nothing was sent, as pages are missing.")
        else:
            voice.say(f"{target.url}: {counted(_sent(options, target), 'file')} sent")
    return code


def _out_here(options: argparse.Namespace, voice: Voice) -> Storage | None:
    url = getattr(options, "out", None)
    if not isinstance(url, str) or not is_url(url):
        return None
    if getattr(options, "format", None) == "datapackage":
        raise GeneratorError(
            f"{url}: a data package is made in a folder of this machine. Name one, and copy it."
        )
    target, copy = storage_at(url), _copy(options, url, voice)
    if options.command == "export":
        target.fetch_file(copy)  # what stands there must be an export, too
        options.out = str(copy)
    else:
        options.out = copy
    return target


@contextmanager
def _seeds_here(options: argparse.Namespace, voice: Voice) -> Iterator[None]:
    url = getattr(options, "seeds", None)
    if not isinstance(url, str):
        yield
        return
    source, copy = storage_at(url), _copy(options, url, voice)
    source.fetch(copy)
    options.seeds, ledger = copy, copy / LEDGER
    before = _content(ledger)
    try:
        yield
        if _content(ledger) != before:
            if source.content(LEDGER) != before:
                raise GeneratorError(
                    f"{url.rstrip('/')}/{LEDGER}: was changed by another run while this one made "
                    "pages, so nothing was sent. Run again: it goes on from there."
                )
            source.send_file(ledger, LEDGER)
    except BaseException:
        if before is not None and _content(ledger) != before:
            write_if_changed(ledger, before)
        raise


def _sent(options: argparse.Namespace, target: Storage) -> int:
    """Send what a command has made; return how many files that were."""
    out = Path(options.out)
    if options.command == "export":
        target.send_file(out)
        return 1
    made = read_mark(out)
    if made is None:  # Markdown has a list without digests
        made = {name: digest_of(out / name) for name in (*read_manifest(out), MANIFEST)}
    return target.send(out, made)


def _copy(options: argparse.Namespace, url: str, voice: Voice) -> Path:
    """Return where the copy of a storage's folder lies, and have messages call it by its URL."""
    key = hashlib.blake2b(f"{options.command} {url}".encode(), digest_size=8).hexdigest()
    name = url.rstrip("/").rpartition("/")[2]
    if name in ("", ".", ".."):
        name = "top"
    copy = _copies(options) / key / name
    voice.call(str(copy), url.rstrip("/"))
    return copy


def _copies(options: argparse.Namespace) -> Path:
    folder: Path = options.config.parent.absolute() / COPIES
    return folder


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
