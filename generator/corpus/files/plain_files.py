"""Which paths are plain files of this project, to be read and published, and which are not.

A page that comes with a pull request may be a link to any file of the machine that builds the
site, and a pipe keeps whoever reads it waiting for ever.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.errors import SidecarError

__all__ = ["links_out", "text_by_hand", "what_is_wrong"]

_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
"""What a path may be that has no end, or no content of its own."""


def what_is_wrong(path: Path, within: Path | None = None) -> str | None:
    """Return why a path is not to be read, beginning with it; ``None`` where all is well.

    A link must not lead out of the folder ``within``, which may itself be a link, nor into what
    is hidden there: the rest of it is published, and nothing else. Without ``within`` a link may
    lead anywhere, as whoever names a file means it.
    """
    try:
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode) and within == path.parent and not path.name.startswith("."):
            return None
        mode = path.stat().st_mode
        away = within is not None and _target_outside(path, (within,))
    except (OSError, RuntimeError) as error:  # leads nowhere, or in a circle
        return f"{path}: cannot be read: {_reason(error)}."
    if away:
        return (
            f"{path}: is a link to {path.resolve()}, which is not in {within} or is hidden, and "
            "would be published. Copy the file to where the link is."
        )
    if stat.S_ISDIR(mode):
        return f"{path}: is a folder, where a file is expected. Rename or move it."
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "no file")
        return f"{path}: is {kind}, where a file is expected. Put a file there, or take it away."
    return None


def text_by_hand(path: Path, within: Path | None = None, most: int | None = None) -> str:
    """Return the text of a file that people write, of so many megabytes at ``most``.

    Raises :class:`SidecarError` for one that is not to be read (:func:`what_is_wrong`), is larger,
    cannot be read, or is not UTF-8.
    """
    if (wrong := what_is_wrong(path, within)) is not None:
        raise SidecarError(wrong)
    try:
        if most is not None and path.stat().st_size > most << 20:
            raise SidecarError(f"{path}: larger than {most} MB, as no file like it needs.")
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise SidecarError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SidecarError(f"{path}:{line}: not valid UTF-8. Save the file as UTF-8.") from None


def links_out(docs: Path, project: Path) -> Iterator[str]:
    """Yield a line for each thing among the pages of a site that must not be published.

    These are links to what is neither in the folder of pages nor in the open part of the project
    (``.git`` may hold a password), links that lead nowhere, and pipes, devices and sockets. What
    begins with a dot is left out, as MkDocs does.
    """
    pending = [docs]
    while pending:
        try:
            entries = sorted(os.scandir(pending.pop()), key=lambda entry: entry.name)
        except OSError:  # not there yet, or told by whoever writes into it
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            line = None
            if entry.is_symlink():
                line = _about_link(Path(entry.path), docs, project)
            elif entry.is_dir():
                pending.append(Path(entry.path))
            elif not entry.is_file():
                line = what_is_wrong(Path(entry.path))
            if line is not None:
                yield line


def _about_link(path: Path, docs: Path, project: Path) -> str | None:
    try:
        path.stat()
        target = path.resolve()
        away = _target_outside(path, (docs, project))
    except (OSError, RuntimeError) as error:
        return f"{path}: is a link that cannot be followed: {_reason(error)}. Delete it."
    if away:
        return (
            f"{path}: is a link to {target}, which is not in {docs} or is hidden, and would be "
            "published. Copy what is meant for readers to where the link is."
        )
    if target.is_dir():
        if path.parent.resolve().is_relative_to(target):
            return f"{path}: is a link to a folder that it lies in, so there is no end. Delete it."
        return next(_links_to_folders(target), None) or next(links_out(target, project), None)
    return what_is_wrong(path)


def _links_to_folders(folder: Path) -> Iterator[str]:
    """Yield a line for each link to a folder that stands in one that a link leads to.

    Who follows them, as MkDocs does, may come back to where they were, or by many ways to one
    folder: thirty folders of two links each are a thousand million.
    """
    for here, folders, _files in os.walk(folder):
        for path in (Path(here, name) for name in sorted(folders)):
            if path.is_symlink() and not path.name.startswith("."):
                yield (
                    f"{path}: is a link to a folder, in a folder that a link leads to. Copy what "
                    "is meant for readers to where the link is."
                )


def _target_outside(path: Path, folders: tuple[Path, ...]) -> bool:
    """Tell whether a path leads out of all of some folders, or into what is hidden there."""
    target = path.resolve()
    for folder in folders:
        top = folder.resolve()
        if target.is_relative_to(top):
            inner = target.relative_to(top).parts
            return any(part.startswith(".") for part in inner)
    return True


def _reason(error: Exception) -> str:
    words = error.strerror if isinstance(error, OSError) else None
    return (words or "it leads in a circle").lower()
