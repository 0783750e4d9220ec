"""Seeds that are made on other machines, which have neither our files nor our cache.

A seed travels with what lies beside it, is unpacked into a folder of its own, and is made there by
the function that makes it here. What that leaves in its cache comes back into ours: the next run
finds it, wherever it was made.
"""

from __future__ import annotations

import contextlib
import functools
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from generator.corpus.cache.page_cache import Cache, generator_digest
from generator.corpus.cache.read_sources import NotKeptError
from generator.corpus.files.plain_files import what_is_wrong
from generator.corpus.files.whole_files import write_atomically
from generator.corpus.pages.pipeline import Outcome, make_seed
from generator.corpus.processes.cluster import Parcel, cluster_at
from generator.corpus.seeds.companion_pictures import picture_beside
from generator.corpus.seeds.page_pictures import Pictures
from generator.corpus.seeds.seed_files import Seed, read_bytes
from generator.corpus.seeds.sidecar import read_sidecar, sidecar_path
from generator.errors import GeneratorError

__all__ = ["make_far"]

_MOST_SEEDS, _MOST_BYTES = 8, 4 << 20
"""Of one parcel: small pages would cost more to send than to make, and large ones fill a line."""
_MAKERS = ("numpy", "pillow", "pypdfium2", "pyyaml", "selectolax")
"""Packages that decide what is made of a page."""
_ONE_AT_A_TIME = threading.Lock()
"""A worker may have several threads; pages are made in one, as they keep a processor busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made of seeds, as it is sent to workers."""

    program: tuple[str, ...]
    """Of which program and packages they must be."""
    asked: Mapping[str, Any]
    """What the function that makes them is told, folders apart."""
    cached: str | None
    """What a cache depends on beside the pages; ``None`` where nothing is to be kept."""
    illustrated: bool
    """Whether pictures are wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A seed with what lies beside it."""

    seed: Seed
    files: tuple[tuple[str, bytes], ...]
    """Names and contents; the seed's own among them where it is a file."""

    @property
    def weight(self) -> int:
        """Bytes on the way."""
        return sum(len(data) for _, data in self.files) + len(self.seed.data or b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a bundle."""

    outcome: Outcome
    kept: tuple[tuple[str, str, bytes], ...] = ()
    """What is to be kept of it: folder, name and content."""


def make_far(
    engine: str,
    seeds: Iterable[Seed],
    make: functools.partial[Outcome],
    lost: Callable[[Seed], Outcome],
) -> Iterator[Outcome]:
    """Yield ``make(seed)`` for each seed, in the order given, made by the workers of an engine.

    ``make`` is :func:`make_seed` with all that it is told. Seeds that are kept, and those whose
    files cannot be read, go nowhere. Nobody is asked where all are.
    Raises :class:`GeneratorError` where the engine cannot do it.
    """
    asked = dict(make.keywords)
    cache, pictures = asked.pop("cache"), asked.pop("pictures")
    found = (_made_near(make, seed) for seed in seeds)
    for first in found:  # until there is one to be sent
        if isinstance(first, Bundle):
            break
        yield first
    else:
        return
    order = Order(
        program=program_parts(),
        asked=asked,
        cached=cache.settings if cache is not None else None,
        illustrated=pictures is not None,
    )
    with cluster_at(engine) as cluster:
        answers = cluster.spread(
            functools.partial(make_bundle, order),
            _parcels(chain([first], found)),
            lambda bundle: Answer(outcome=lost(bundle.seed)),
        )
        for answer in answers:
            _keep(answer, cache, pictures)
            yield answer.outcome


def program_parts() -> tuple[str, ...]:
    """Return what must be the same wherever pages are made, if they are to come out the same."""
    return (generator_digest(), *_versions())


@functools.cache
def _versions() -> tuple[str, ...]:
    return tuple(f"{name} {version(name)}" for name in _MAKERS)


def make_bundle(order: Order, bundle: Bundle) -> Answer:
    """Return what is made of a bundle, in a folder that is gone afterwards.

    Raises :class:`GeneratorError` where this is another program than the one that asks.
    """
    _refuse_other_program(order.program)
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="banmian-") as folder:
        top, seeds = Path(folder), Path(folder, "seeds")
        seeds.mkdir()
        for name, data in bundle.files:
            (seeds / name).write_bytes(data)
        seed, cached = bundle.seed, order.cached
        outcome = make_seed(
            replace(seed, path=seeds / seed.path.name) if seed.path is not None else seed,
            **order.asked,
            cache=Cache(top / "pages", cached) if cached is not None else None,
            pictures=Pictures(top / "pictures") if order.illustrated else None,
        )
        kept = tuple(_left_in(top)) if cached is not None or order.illustrated else ()
    return Answer(outcome=_told_from(outcome, seeds, seed.path), kept=kept)


def _refuse_other_program(wanted: tuple[str, ...]) -> None:
    here = program_parts()
    if here == wanted:
        return
    others = [f"{ours}, not {theirs}" for ours, theirs in zip(here[1:], wanted[1:], strict=True)
              if ours != theirs]  # fmt: skip
    what = "another version of this program, or another Python"
    raise GeneratorError(
        f"a worker runs {'; '.join(others) or what}: its pages might come out otherwise. Start the "
        "workers with the very same program, Python and packages: the same container image, or pip "
        "install -c constraints.txt."
    )


def _made_near(make: functools.partial[Outcome], seed: Seed) -> Outcome | Bundle:
    """Return the outcome of a seed that is kept or cannot be sent, else what is to be sent."""
    cache, pictures = make.keywords["cache"], make.keywords["pictures"]
    if cache is not None and make.keywords["facts"]:  # pages without facts are kept nowhere
        sealed = replace(pictures, sealed=True) if pictures is not None else None
        with contextlib.suppress(NotKeptError):
            return make(seed, cache=replace(cache, sealed=True), pictures=sealed)
    try:
        return _packed(seed)
    except (GeneratorError, OSError):  # which is told as ever
        return make(seed)


def _packed(seed: Seed) -> Bundle:
    if seed.path is None:
        return Bundle(seed=seed, files=())
    paths = dict.fromkeys(_beside(seed.path))
    for path in paths:
        if what_is_wrong(path, path.parent) is not None:
            raise GeneratorError(f"{path}: stays where it is")
    if seed.data is None:
        paths[seed.path] = None
    return Bundle(seed=seed, files=tuple((path.name, read_bytes(path)) for path in paths))


def _beside(seed: Path) -> Iterator[Path]:
    """Yield the files beside a seed that its pages are made with."""
    sidecar = sidecar_path(seed)
    if sidecar is not None:
        yield sidecar
        named = read_sidecar(sidecar).image
        if named is not None and (seed.parent / named).exists():
            yield seed.parent / named
    picture = picture_beside(seed)
    if picture is not None:
        yield picture


def _parcels(source: Iterable[Outcome | Bundle]) -> Iterator[Parcel[Bundle, Answer]]:
    """Yield parcels of a few bundles each, and in between the outcomes that are known."""
    held: list[Bundle] = []
    for found in source:
        if isinstance(found, Outcome):
            if held:
                yield Parcel(tuple(held))
                held = []
            yield Parcel((), (Answer(outcome=found),))
            continue
        held.append(found)
        if len(held) == _MOST_SEEDS or sum(bundle.weight for bundle in held) > _MOST_BYTES:
            yield Parcel(tuple(held))
            held = []
    if held:
        yield Parcel(tuple(held))


def _left_in(top: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield what making a seed has left in its cache."""
    for folder in ("pages", "sources", "pictures"):
        if (top / folder).is_dir():
            for path in sorted((top / folder).iterdir()):
                yield folder, path.name, path.read_bytes()


def _keep(answer: Answer, cache: Cache | None, pictures: Pictures | None) -> None:
    """Keep what was made elsewhere as if it had been made here."""
    folders: dict[str, Path] = {}
    if cache is not None:
        folders |= {"pages": cache.folder, "sources": cache.sources.folder}
    for folder, name, data in answer.kept:
        place = folders.get(folder)
        if place is not None:
            with contextlib.suppress(OSError):  # which keeps nothing, as ever
                write_atomically(place / name, data)
        elif pictures is not None:  # the site needs them
            try:
                write_atomically(pictures.folder / name, data)
            except OSError as error:
                raise GeneratorError(
                    f"{error.filename}: a picture cannot be kept there: {error.strerror}."
                ) from error


def _told_from(outcome: Outcome, there: Path, path: Path | None) -> Outcome:
    """Return an outcome whose messages name the files where the user has them."""
    if path is None:
        return outcome

    def told(text: str) -> str:
        here = "" if path.parent == Path() else f"{path.parent}{os.sep}"
        return text.replace(f"{there}{os.sep}", here).replace(str(there), str(path.parent))

    return replace(
        outcome,
        error=told(outcome.error) if outcome.error is not None else None,
        detail=told(outcome.detail),
        warnings=tuple(map(told, outcome.warnings)),
    )
