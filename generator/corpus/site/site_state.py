"""What the last build into a place has made of each source: so that the next one makes the rest.

A file of the project's cache. It is believed as a whole or not at all, file by file only
where sizes and times say that nobody has touched it since, and the site itself is looked at, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.corpus.files.digests import digest_of
from generator.corpus.files.signatures import read_record, signature, write_record

__all__ = [
    "Made",
    "SiteState",
    "without_those_that_name",
]

_TITLE = "banmian site 3"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a source."""

    source: str
    """The source's :func:`signature`."""
    place: str
    """Where it is on the site."""
    gone: bool = False
    """Whether the page stands for one that is no more."""


@dataclass(slots=True)
class SiteState:
    """The state of a site, as the last build left it."""

    path: Path
    """The file that it is kept in."""
    key: str = ""
    """What all pages depend on."""
    made: Mapping[str, Made] = field(default_factory=dict)
    """By source."""
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Of each file of the site its signature and its digest."""
    anchors: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    """By source what links to its page may lead to, where that was asked for, with what tells all
    that it comes of."""
    all_stand: bool = False
    """Whether a look at all files of the site has found them as they were noted."""

    @classmethod
    def read(cls, cache: Path, name: str) -> SiteState:
        """Return what is remembered under a name; a damaged file counts as none."""
        state = cls(cache.parent / "builds" / f"{name}.site")
        held = _held.get(state.path)
        if held is not None and held[0] == signature(state.path):
            return held[1]
        match read_record(state.path):
            case [title, key, dict(made), dict(files), dict(anchors)] if title == _TITLE:
                state.key, state.files, state.anchors = key, files, anchors
                state.made = {name: Made(*told) for name, told in made.items()}
        return state

    def forget(self) -> None:
        """Have nobody believe the file any more: the site is about to change."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def write(self) -> None:
        """Keep the state. A cache that cannot be written keeps none."""
        made = {name: (one.source, one.place, one.gone) for name, one in self.made.items()}
        write_record(self.path, [_TITLE, self.key, made, dict(self.files), dict(self.anchors)])
        _held[self.path] = signature(self.path), self

    def stands(self, folder: Path, ours: Mapping[str, str]) -> bool:
        """Tell whether nobody has touched any of the files that the list of a site in ``folder``
        names, and these are all."""
        self.all_stand = len(ours) == len(self.files) and all(
            told and digest == ours.get(name) and told == signature(f"{folder}/{name}")
            for name, (told, digest) in self.files.items()
        )
        return self.all_stand

    def digest(self, folder: Path, name: str) -> str:
        """Return the digest of a file of the site in ``folder``; it is read if it was touched."""
        known = self.files.get(name)
        if known is not None and known[0] == signature(f"{folder}/{name}"):
            return known[1]
        return digest_of(folder / name)


_held: dict[Path, tuple[str, SiteState]] = {}
"""What this process has written last, with the signatures of the files: a preview need not read
it."""


def without_those_that_name(
    gone: Sequence[bytes], known: Mapping[str, Made], docs: str
) -> dict[str, Made]:
    """Return what may stay though some sources are gone: no page that may lead to one of them."""
    stay = {}
    for name, made in known.items():
        if name.endswith(".md"):
            try:
                text = Path(docs, name).read_bytes()
            except OSError:
                continue
            if any(one in text for one in gone):
                continue
        stay[name] = made
    return stay
