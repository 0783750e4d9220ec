"""What was made of seeds that nobody has touched since, read without opening one of them.

Seeds of text are known by the sizes and times of the files that bear their name, as the files of a
site are. What lists need of their pages lies together in a few files of the project's cache, in
lots by the seeds' names: an edit writes one of them. Each is believed as a whole or not at all; of
what it does not tell, the seeds are read, as all are without it.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import time
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.corpus.cache.shared_records import packed
from generator.corpus.files.signatures import signature_of
from generator.corpus.files.whole_files import write_atomically
from generator.corpus.pages.pipeline import Outcome
from generator.corpus.seeds.seed_files import Seed
from generator.corpus.seeds.seed_forms import PICTURES, SeedForm, form_of
from generator.progress import tell_reused

__all__ = ["KnownPages"]

LOTS = 256
"""Files for all seeds together."""
_SEAL = 16
_END = ".lot"
_JUST_NOW = 2_000_000_000
"""Nanoseconds in which a file may be changed twice and bear the same time."""


@dataclass(slots=True)
class KnownPages:
    """Gives what was made of seeds, and takes down what was made of others."""

    folder: Path = Path()
    """Where the lots lie."""
    ground: str = ""
    """What all pages depend on beside their seeds."""
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each stem among the names of seeds, what its files are known by."""
    _known: dict[int, dict[str, tuple[tuple[str, ...], Outcome]]] = field(default_factory=dict)
    _changed: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, seeds: Path, folder: Path, ground: str) -> KnownPages:
        """Return what is known of a folder of seeds; each lot is read when it is asked for, and
        what others have damaged is unknown."""
        return cls(folder, ground, _told(seeds))

    def read_all(self) -> None:
        """Read all lots at once."""
        collecting = gc.isenabled()
        gc.disable()  # none of these is ever in a circle, and looking for one takes a third longer
        try:
            for number in range(LOTS):
                self._lot(number)
        finally:
            if collecting:
                gc.enable()

    def told_of(self, name: str) -> tuple[str, ...]:
        """Return what the seed of a name is known by; nothing where it must be opened."""
        return self.told.get(_stem(name), ())

    def outcome(self, name: str) -> Outcome | None:
        """Return what is known of the seed of a name, if it is as it was; ``None`` where that must
        be made."""
        told, outcome = self._lot(_lot_of(name)).get(name, ((), None))
        return outcome if outcome is not None and told and told == self.told_of(name) else None

    def keep(self, seed: Seed, outcome: Outcome, known: Outcome | None) -> tuple[str, ...]:
        """Take down what a run has of a seed, and whether that was ``known``; return what it is
        known by from now on, if it need not be opened."""
        told = self.told_of(seed.name)
        if known is not None:
            tell_reused(len(known.made))
            return told
        number = _lot_of(seed.name)
        lot = self._lot(number)
        if told and _tells_all(seed, outcome, told):
            lot[seed.name] = told, outcome
            self._changed.add(number)
            return told
        if lot.pop(seed.name, None) is not None:
            self._changed.add(number)
        return ()

    def write(self, names: set[str]) -> None:
        """Keep what was taken down of the seeds of these ``names``; then this knows no more."""
        for number, lot in self._known.items():
            kept = {name: told for name, told in lot.items() if name in names}
            if number in self._changed or len(kept) < len(lot):
                data = packed((self.ground, kept))
                with suppress(OSError):
                    write_atomically(self._path(number), _seal(data), data)
        self._known.clear()
        self._changed.clear()

    def _lot(self, number: int) -> dict[str, tuple[tuple[str, ...], Outcome]]:
        if number not in self._known:
            self._known[number] = self._read(number) if self.told else {}
        return self._known[number]

    def _read(self, number: int) -> dict[str, tuple[tuple[str, ...], Outcome]]:
        try:
            data = self._path(number).read_bytes()
            if data[:_SEAL] != _seal(data[_SEAL:]):
                return {}
            ground, lot = pickle.loads(memoryview(data)[_SEAL:])
        except Exception:  # unpickling raises nearly anything; the seeds are simply read
            return {}
        return dict(lot) if ground == self.ground else {}

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:02x}{_END}"


def _told(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return what the files of each stem are known by; nothing of stems one of whose files was
    changed just now, and may be changed again without another time."""
    if os.name == "nt":  # whoever writes a file there can give it any time that it tells
        return {}
    found: dict[str, list[str]] = {}
    latest, recent = time.time_ns() - _JUST_NOW, set()
    with suppress(OSError):
        for entry in os.scandir(folder):
            stem = _stem(entry.name)
            try:
                state = entry.stat()
            except OSError:  # a link that leads nowhere
                recent.add(stem)
                continue
            found.setdefault(stem, []).append(f"{entry.name}\0{signature_of(state)}")
            if max(state.st_mtime_ns, state.st_ctime_ns) >= latest:
                recent.add(stem)
    return {stem: tuple(sorted(told)) for stem, told in found.items() if stem not in recent}


def _stem(name: str) -> str:
    """Return what the names of a seed, its sidecar and its picture have in common.

    >>> _stem("2024-01.TXT") == _stem("2024-01.yml")
    True
    """
    return unicodedata.normalize("NFC", name.rpartition(".")[0] or name).casefold()


def _tells_all(seed: Seed, outcome: Outcome, told: tuple[str, ...]) -> bool:
    """Tell whether a seed's pages come of the files of its stem alone, and nothing is to be said of
    them."""
    pictured = any(form_of(one.partition("\0")[0]) in PICTURES for one in told)
    return (
        not pictured
        and form_of(seed.name) is SeedForm.TEXT
        and seed.data is None
        and bool(outcome.made)
        and not (outcome.error or outcome.warnings)
        and all(
            made.facsimile is None
            and bool(made.kept_as)
            and (page := made.reconstruction.page).geometry is None
            and (page.sidecar is None or page.sidecar.image is None)
            for made in outcome.made
        )
    )


def _lot_of(name: str) -> int:
    told = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=1).digest()
    return told[0] % LOTS


def _seal(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SEAL).digest()
