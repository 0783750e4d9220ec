"""Writing files so that nobody ever sees half of one, and owning up to those we made."""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from generator.corpus.abandoned import WRITING, hold
from generator.corpus.manifest import MANIFEST, TITLE, manifest_text, read_manifest, safe_path
from generator.errors import GeneratorError
from generator.progress import Step, tell
from generator.publish import Later

if TYPE_CHECKING:
    from generator.corpus.written_before import WrittenBefore

__all__ = ["Output", "to_bytes", "write_atomically", "write_if_changed", "written_whole"]


@contextlib.contextmanager
def written_whole(path: Path, *, lasting: bool = False) -> Iterator[BinaryIO]:
    """Yield a file to write; it takes the name ``path`` when the block ends well.

    It is written beside ``path``. After an error the old file stands untouched, and so does one
    that holds the same bytes. One that is ``lasting`` is on the disk before it takes the name:
    else, when power fails, some file systems have the name and nothing in the file.
    Raises ``OSError`` when it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name, held = _new_file(path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if lasting:
                os.fsync(file.fileno())
            if held:  # until it has its name: to another run it would seem abandoned
                _take_place(Path(name), path)
        if not held:  # where an open file cannot be moved, there are no such locks
            _take_place(Path(name), path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _new_file(folder: Path) -> tuple[int, str, bool]:
    """Return a file to write, open, its name, and whether it is locked.

    Until it is, a run that clears away may take it for abandoned: then another is made.
    """
    while True:
        handle, name = tempfile.mkstemp(prefix=WRITING, dir=folder)
        try:
            held = hold(handle)
        except BlockingIOError:
            pass
        except OSError:  # a file system without locks
            return handle, name, False
        else:
            if not held or Path(name).exists():
                return handle, name, held
        os.close(handle)


def _take_place(new: Path, path: Path) -> None:
    """Give a file the name ``path``, unless one that holds the same has it."""
    umask = os.umask(0o077)
    os.umask(umask)
    new.chmod(0o666 & ~umask)  # mkstemp's 0600 would hide the page from a web server
    if path.is_file() and filecmp.cmp(new, path, shallow=False):
        new.unlink()
    else:
        new.replace(path)


def to_bytes(content: str | bytes) -> bytes:
    """Return what a file holds: text becomes UTF-8, bytes stay.

    >>> to_bytes("版"), to_bytes(b"x")
    (b'\\xe7\\x89\\x88', b'x')
    """
    return content.encode("utf-8") if isinstance(content, str) else content


def write_atomically(path: Path, data: bytes, *, lasting: bool = False) -> None:
    """Write a whole file or none: to a neighbour first, which then takes the name.

    Raises ``OSError`` when it cannot be written; then the old file stands untouched.
    """
    with written_whole(path, lasting=lasting) as file:
        file.write(data)


def write_if_changed(path: Path, data: bytes, *, lasting: bool = False) -> bool:
    """Write ``data`` unless the file holds it already; tell whether it was written.

    A file that is right keeps its time of change, so nothing is rebuilt because of it.
    """
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    write_atomically(path, data, lasting=lasting)
    return True


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
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _now: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _first: list[str] = field(default_factory=list)
    """What no earlier run had made."""

    def __enter__(self) -> Output:
        self._known = read_manifest(self.folder)
        return self

    def write(self, name: str, content: str | bytes) -> None:
        """Write one file, unless it is there with the same content; text becomes UTF-8.

        Raises :class:`GeneratorError` for a name that leaves the folder, one that was written
        before in this run, and a file that was not made by us.
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

    def keep(self, name: str) -> None:
        """Leave a file of an earlier run as it is, and remember it as ours."""
        if name in self._known:
            self._now[name] = self._known[name]
            if self.before is not None:
                self.before.keep(name)

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
            self.before.write()

    def _remove(self, names: Iterable[str]) -> list[str]:
        """Take files away, and the folders that are empty then; return those that were there."""
        removed = []
        for name in sorted(names):
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
        path = safe_path(self.folder, name)
        self._take(name)
        return path

    def _take(self, name: str) -> None:
        if name in self._now:
            raise GeneratorError(f"{name}: two pages want this name. Please report it.")
        self._now[name] = ()
        tell(Step.WRITING, len(self._now), max(len(self._now), len(self._known)))

    def _note(self, name: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / MANIFEST).open("a", encoding="utf-8", newline="\n") as manifest:
            manifest.write(f"{name}\n" if manifest.tell() else f"{TITLE}\n{name}\n")
        self._known[name] = ()
        self._first.append(name)


class _NotOursError(GeneratorError):
    """A file of somebody else is in the way."""


def _not_ours(path: Path) -> GeneratorError:
    return _NotOursError(
        f"{path}: would be overwritten, but was not made by convert. Move it away, or delete it if "
        "it is left over from an earlier version."
    )


def _remove_empty_folders(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
