"""Folders that are not on this machine: object storage and the like, by their URL (fsspec).

Seeds are fetched into a folder here, and only those that changed there; what was made is sent, and
only what changed here. Everything in between works on plain folders.
"""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from generator.corpus.files.owned_files import MARK, mark_text, parse_mark
from generator.corpus.files.whole_files import write_atomically
from generator.corpus.files.work_folder import work_folder
from generator.corpus.phrases import name_some
from generator.errors import GeneratorError
from generator.progress import Step, tell

__all__ = ["Storage", "storage_at"]

INSTALL = "Install the extra for it: pip install 'banmian[remote]'"
"""What to do where fsspec is not installed."""
_FETCHED = "fetched.json"
"""Lies beside a folder; says of each file that was fetched what the storage said of it then."""
_NOT_YET = "0" * 32
"""The digest of a file that is on its way, beside the one that it will have."""
_AT_A_TIME = 256
"""Files on their way at once: storages answer slowly, and many together."""


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder at a storage, or a file."""

    url: str
    """As the user wrote it."""
    system: Any
    """fsspec's file system."""
    top: str
    """What it calls the folder."""

    def fetch(self, folder: Path) -> None:
        """Have the files of the storage's folder in ``folder``, and no others.

        Sub-folders are left where they are. Those that the storage says the same of as last time
        are not fetched again.
        """
        with _telling(self.url, "read"):
            found = {name: info for name, info in self._listed() if not name.startswith(".")}
        folder.mkdir(parents=True, exist_ok=True)
        said = folder.with_name(_FETCHED)
        known = _said(said)
        now = {name: _token(info) for name, info in found.items()}
        wanted = sorted(
            name
            for name, info in found.items()
            if now[name] != known.get(name) or _size(folder / name) != info.get("size")
        )
        for entry in folder.iterdir():
            if entry.name not in now:
                entry.unlink()
        write_atomically(said, _text({n: now[n] for n in now if n not in wanted}))
        with work_folder(folder) as work:
            (spare := work / "new").mkdir()
            for at, names in _few(wanted):
                tell(Step.FETCHING, at, len(wanted))
                new = [str(spare / name) for name in names]
                with _telling(self.url, "read"):
                    self.system.get([f"{self.top}/{name}" for name in names], new)
                for name in names:
                    _put(spare / name, folder / name)
        if sum(1 for _ in folder.iterdir()) < len(now):
            raise GeneratorError(
                f"{self.url}: {name_some(_twins(now))}: this machine's disk takes their names for "
                "one. Give one of them another name there."
            )
        write_atomically(said, _text(now))

    def fetch_file(self, path: Path) -> None:
        """Have the storage's file at ``path``, or nothing where there is none."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with _telling(self.url, "read"):
            if self.system.isdir(self.top):
                raise GeneratorError(f"{self.url}: is a folder. Name a file.")
            if self.system.exists(self.top):
                self.system.get_file(self.top, str(path))

    def content(self, name: str) -> bytes | None:
        """Return what a file of the folder holds now, ``None`` where there is none."""
        with _telling(self.url, "read"):
            try:
                data: bytes = self.system.cat_file(f"{self.top}/{name}")
            except FileNotFoundError:
                return None
        return data

    def send_file(self, path: Path, name: str = "") -> None:
        """Put a file to the storage: as the file that it is, or under a name in its folder."""
        with _telling(self.url, "written"):
            self.system.put([str(path)], [f"{self.top}/{name}" if name else self.top])

    def send(self, folder: Path, made: Mapping[str, str]) -> int:
        """Have the storage hold the files of ``folder`` that are ``made``, by name and digest.

        What an earlier run sent and this one lacks is removed. Returns how many were sent. Until
        all are, the list of what is ours names old and new, so that a run that is cut off is made
        good by the next.
        Raises :class:`GeneratorError` where something else lies there.
        """
        there = self._ours()
        changed = [name for name in sorted(made) if there.get(name) != made[name]]
        gone = sorted(there.keys() - made.keys())
        if not changed and not gone:
            return 0
        self._refuse_others([name for name in changed if name not in there])
        both = [*there.items(), *((name, f"{made[name]} {_NOT_YET}") for name in changed)]
        with _telling(self.url, "written"):
            self._list(both)
            for at, names in _few(changed):
                tell(Step.SENDING, at, len(changed))
                here = [str(folder / name) for name in names]
                self.system.put(here, [f"{self.top}/{name}" for name in names])
            for name in gone:
                with contextlib.suppress(FileNotFoundError):
                    self.system.rm_file(f"{self.top}/{name}")
            self._list(made.items())
        return len(changed)

    def _listed(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the name of each file in the folder, with what the storage says of it."""
        for info in self.system.ls(self.top, detail=True, refresh=True):
            name = str(info["name"]).rpartition("/")[2]
            if info["type"] != "file" or not name:
                continue
            if PurePath(name).name != name:  # on Windows, what leads to another folder or drive
                raise GeneratorError(
                    f"{self.url}: “{name}” can be the name of no file on this machine. Give it "
                    "another name there."
                )
            yield name, info

    def _ours(self) -> Mapping[str, str]:
        """Return what earlier runs sent, with digests."""
        data = self.content(MARK)
        return {} if data is None else parse_mark(data) or {}

    def _refuse_others(self, new: Sequence[str]) -> None:
        """Raise :class:`GeneratorError` where something that we did not send would be replaced."""
        if not new:
            return
        with _telling(self.url, "read"):
            try:
                paths = self.system.find(self.top, refresh=True)
            except FileNotFoundError:
                return
        before = f"{self.top.strip('/')}/"
        held = {str(path).strip("/").removeprefix(before) for path in paths}
        taken = sorted(held & set(new))
        if taken:
            raise GeneratorError(
                f"{self.url}: {name_some(taken)}: not sent by this program, and would be "
                "overwritten. Name another folder, or move them away."
            )

    def _list(self, digests: Iterable[tuple[str, str]]) -> None:
        self.system.pipe_file(f"{self.top}/{MARK}", mark_text(digests))


def storage_at(url: str) -> Storage:
    """Return what a URL names.

    Raises :class:`GeneratorError` with what to install, and for a URL that nothing understands.
    """
    try:
        import fsspec
    except ModuleNotFoundError as error:
        raise GeneratorError(f"{url}: {error.name} is not installed. {INSTALL}.") from error
    scheme = url.partition("://")[0].lower()
    options = {"auto_mkdir": True} if scheme in ("file", "local") else {}
    try:
        system, top = fsspec.url_to_fs(url, **options)
    except ImportError as error:  # which says what to install: s3fs for s3://
        raise GeneratorError(f"{url}: {error}. It is a Python package.") from error
    except Exception as error:
        raise GeneratorError(f"{url}: cannot be used: {error}. Is the address right?") from error
    return Storage(url, system, str(top).rstrip("/"))


@contextlib.contextmanager
def _telling(url: str, done: str) -> Iterator[None]:
    """Have whatever a storage raises, which no list of errors would cover, told with its URL."""
    try:
        yield
    except GeneratorError:
        raise
    except FileNotFoundError as error:
        raise GeneratorError(f"{url}: there is nothing there. Is the address right?") from error
    except Exception as error:
        kind = type(error).__name__
        raise GeneratorError(
            f"{url}: cannot be {done} ({kind}: {error}). Is the address right, and may this "
            "account do that? What is there is whole; run again when it can."
        ) from error


def _token(info: Mapping[str, Any]) -> str:
    """Return what changes when a file does: its size, its time, its version, as far as told."""
    told = repr(sorted((key, str(value)) for key, value in info.items()))
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _said(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _put(new: Path, path: Path) -> None:
    """Put a file in its place; one that holds the same keeps its time, for who asks for that."""
    if not path.is_file() or not filecmp.cmp(new, path, shallow=False):
        new.replace(path)


def _twins(names: Iterable[str]) -> list[str]:
    """Return the names that differ by capitals, or by how accents are written, alone."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(unicodedata.normalize("NFC", name.casefold()), []).append(name)
    return [name for own in alike.values() if len(own) > 1 for name in sorted(own)]


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def _text(tokens: Mapping[str, str]) -> bytes:
    return json.dumps(tokens, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _few(names: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield some names after the other, each with how many came before."""
    return ((at, names[at : at + _AT_A_TIME]) for at in range(0, len(names), _AT_A_TIME))
