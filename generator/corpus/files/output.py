"""The folder that the site's pages are written into."""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from generator.corpus.files.manifest import (
    MANIFEST,
    TITLE,
    link_above,
    manifest_text,
    read_manifest,
    safe_path,
)
from generator.corpus.files.whole_files import to_bytes, write_if_changed, written_whole
from generator.corpus.files.written_before import WrittenBefore
from generator.errors import GeneratorError
from generator.progress import Step, tell
from generator.publish import Later

__all__ = ["Output"]


@dataclass(slots=True)
class Output:
    """A folder that generated files are written into, among files that people wrote.

    Used as a context: on leaving it well, files of earlier runs that were not written again are
    removed. Every name is noted before its file is made, so an interrupted run leaves no file
    that the next one does not know. A run that is refused, as a file of somebody else is in its
    way, takes the files away that it was the first to make.
    """

    folder: Path
    """The folder."""
    written: list[str] = field(default_factory=list)
    """Paths whose bytes changed in this run."""
    unchanged: int = 0
    """How many were right already."""
    removed: list[str] = field(default_factory=list)
    """Paths that were taken away."""
    before: WrittenBefore | None = None
    """What is known of the files of the last run."""
    listed: Mapping[str, tuple[str, ...]] | None = None
    """What its manifest lists, where somebody has read it."""
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _now: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _first: list[str] = field(default_factory=list)
    """What no earlier run had made."""

    def __enter__(self) -> Output:
        listed = self.listed
        self._known = read_manifest(self.folder) if listed is None else dict(listed)
        return self

    def write(self, name: str, content: str | bytes) -> None:
        """Write one file, unless it is there with the same content; text becomes UTF-8.

        Raises :class:`GeneratorError` for a name that leaves the folder or was written before in
        this run, and for a file that was not made by us.
        """
        path = self._claim(name)
        data = to_bytes(content)
        if name not in self._known:
            if path.exists() and path.read_bytes() != data:
                raise _not_ours(path)
            self._note(name)
        if write_if_changed(path, data):
            self.written.append(name)
        else:
            self.unchanged += 1

    def write_later(self, name: str, text: Later) -> None:
        """Write one file as :meth:`write` does, unless it is known to be there."""
        self.write_made(name, text.key, text.make)

    def write_made(self, name: str, key: str, make: Callable[[], str | bytes]) -> None:
        """Write what ``make`` gives as :meth:`write` does, unless a file is known to be there that
        was made of what has this key."""
        if self.stands(name, key):
            return
        self.write(name, make())
        if self.before is not None:
            self.before.note(name, key)

    def stands(self, name: str, key: str) -> bool:
        """Tell whether a file is there that was made of what has this key; then it stays."""
        known = self.before is not None and name in self._known and self.before.stands(name, key)
        if known:
            self._take(name)
            self.unchanged += 1
        return known

    def claim(self, names: Iterable[str]) -> frozenset[str]:
        """Take names for files that another process of ours is to write; return those that it may.

        A file that is there already, and not known as ours, has to be compared by :meth:`write`.
        """
        paths = {name: self._path_of(name) for name in names}
        names = [n for n, path in paths.items() if n in self._known or not path.exists()]
        for name in names:
            self._take(name, told=False)
        self._note(*(name for name in names if name not in self._known))
        return frozenset(names)

    def was_written(self, name: str, key: str, *, is_new: bool) -> None:
        """Take down that a file that was claimed was made of what has this key; ``is_new`` is
        whether it has other bytes than it had."""
        if is_new:
            self.written.append(name)
        else:
            self.unchanged += 1
        if self.before is not None:
            self.before.note(name, key)
        self._tell(len(self.written) + self.unchanged)

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """Yield a file to write, for what is too large to be held; else as :meth:`write`."""
        path = self._claim(name)
        if name not in self._known:
            if path.exists():
                raise _not_ours(path)
            self._note(name)
        before = path.stat() if path.exists() else None
        with written_whole(path) as file:
            yield file
        if before is not None and before.st_ino == path.stat().st_ino:
            self.unchanged += 1
        else:
            self.written.append(name)

    def place(self, name: str, source: Path) -> None:
        """Put a copy of a large file there, unless one is; else as :meth:`write`.

        Copies have the time of their source: one that is right is known without reading it.
        """
        path = self._claim(name)
        same = path.is_file() and filecmp.cmp(source, path)
        if name not in self._known:
            if path.exists() and not same:
                raise _not_ours(path)
            self._note(name)
        if same:
            self.unchanged += 1
            return
        with written_whole(path) as file, source.open("rb") as copied:
            shutil.copyfileobj(copied, file)
        times = source.stat()
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        self.written.append(name)

    def known_in(self, folder: str) -> list[str]:
        """Return what was made in a folder, which ends in a stroke, as far as is known."""
        return [name for name in self._known if name.startswith(folder)]

    def keep(self, name: str) -> None:
        """Leave a file of an earlier run as it is, and remember it as ours."""
        if name in self._known:
            self._now[name] = self._known[name]
            if self.before is not None:
                self.before.keep(name)

    def keep_the_rest(self) -> None:
        """Leave all other files of the last run as they are: they are right."""
        for name, held in self._known.items():
            if name in self._now:
                self._now[name] = held
            else:
                self.keep(name)
                self.unchanged += 1

    def holds(self, name: str, ids: Iterable[str]) -> None:
        """Remember which articles a file of this run leads to."""
        if name in self._now:
            self._now[name] = tuple(ids)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, _NotOursError):
            self._remove(self._first)
            earlier = {n: ids for n, ids in self._known.items() if n not in self._first}
            if earlier:
                self._list(earlier)
            elif self._first:
                (self.folder / MANIFEST).unlink()
        if kind is not None:
            return
        self.removed += self._remove(self._known.keys() - self._now.keys())
        self._list(self._now)
        if self.before is not None:
            self.before.write(self._now)
        self._known, self._now, self.listed = {}, {}, None  # of an archive they are much

    def _remove(self, names: Iterable[str]) -> list[str]:
        """Take files away that no link leads to, and empty folders; return which were there."""
        removed = []
        for name in sorted(name for name in names if link_above(self.folder, name) is None):
            path = safe_path(self.folder, name)
            if path.is_file():
                path.unlink()
                removed.append(name)
            _remove_empty_folders(path.parent, self.folder)
        return removed

    def _list(self, names: Mapping[str, tuple[str, ...]]) -> None:
        write_if_changed(self.folder / MANIFEST, manifest_text(names).encode("utf-8"))

    def _claim(self, name: str) -> Path:
        """Return where a file goes, which nothing else of this run may take."""
        path = self._path_of(name)
        self._take(name)
        return path

    def _path_of(self, name: str) -> Path:
        if (link := link_above(self.folder, name)) is not None:
            raise _NotOursError(
                f"{link}: is a link, and convert made none. Move it away: pages are written into "
                "real folders."
            )
        return safe_path(self.folder, name)

    def _take(self, name: str, *, told: bool = True) -> None:
        if name in self._now:
            raise GeneratorError(f"{name}: two pages want this name. Please report it.")
        self._now[name] = ()
        if told:
            self._tell(len(self._now))

    def _tell(self, done: int) -> None:
        tell(Step.WRITING, done, max(len(self._now), len(self._known)))

    def _note(self, *names: str) -> None:
        if not names:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / MANIFEST).open("a", encoding="utf-8", newline="\n") as manifest:
            begin = "" if manifest.tell() else TITLE
            # the last run's last line may be half a line, where the disk was full
            begin = "" if self._first else f"{begin}\n"
            manifest.write(begin + "".join(f"{name}\n" for name in names))
        self._known.update(dict.fromkeys(names, ()))
        self._first += names


class _NotOursError(GeneratorError):
    """A file of somebody else is in the way."""


def _not_ours(path: Path) -> GeneratorError:
    return _NotOursError(
        f"{path}: would be overwritten, but was not made by convert. Move it away, or delete it "
        "if it is left over from an earlier version."
    )


def _remove_empty_folders(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
