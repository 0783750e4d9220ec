"""What tells one content of a file from any other, and from the same with other line ends.

Git may write the line ends of its work trees anew. So a file of text that has others than LF has a
second digest, of what it would hold if all of them were; of a file that Git takes for no text
(``buffer_is_binary`` in its xdiff-interface.c) it leaves them alone.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["LF", "ContentDigest", "digest_of", "digest_of_bytes", "is_same"]

LF = "lf:"
"""Stands before a digest of what a file has when all its line ends are LF."""
_BLOCK = 1 << 20
_LOOKED_AT = 8000
"""Bytes of a file in which Git looks for one of value zero, which no text has."""


class ContentDigest:
    r"""Takes a file in block by block.

    >>> digest = ContentDigest()
    >>> digest.update(b"one\r"), digest.update(b"\ntwo\n"), len(digest.told().split())
    (None, None, 2)
    """

    def __init__(self) -> None:
        self._exact = hashlib.sha256()
        self._with_lf: hashlib._Hash | None = None
        self._is_text: bool | None = None
        self._left = b""
        """A carriage return at the end of a block: the line feed may begin the next one."""

    def update(self, block: bytes) -> None:
        """Take in what comes next."""
        if self._is_text is None:
            self._is_text = b"\0" not in block[:_LOOKED_AT]
        if not self._is_text:
            self._exact.update(block)
            return
        if self._left:
            block, self._left = self._left + block, b""
        if block.endswith(b"\r"):
            block, self._left = block[:-1], b"\r"
        if self._with_lf is None and b"\r\n" in block:
            self._with_lf = self._exact.copy()
        self._exact.update(block)
        if self._with_lf is not None:
            self._with_lf.update(block.replace(b"\r\n", b"\n"))

    def told(self) -> str:
        """Return the SHA-256 of all that was taken in, the last time that any is; after a blank
        that with other line ends, if there are such."""
        self._exact.update(self._left)
        exact = self._exact.hexdigest()
        if self._with_lf is None:
            return exact
        self._with_lf.update(self._left)
        return f"{exact} {LF}{self._with_lf.hexdigest()}"


def digest_of(path: Path) -> str:
    """Return the :class:`ContentDigest` of a file. Raises ``OSError``."""
    digest = ContentDigest()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.told()


def digest_of_bytes(data: bytes) -> str:
    """Return the :func:`digest_of` a file that holds ``data``.

    >>> digest_of_bytes(b"a").split()[0][:8], len(digest_of_bytes(b"a\\r\\n").split())
    ('ca978112', 2)
    """
    digest = ContentDigest()
    digest.update(data)
    return digest.told()


def is_same(one: str, other: str) -> bool:
    """Tell whether two digests are of the same content, whatever its line ends."""
    return not {part.removeprefix(LF) for part in one.split()}.isdisjoint(
        part.removeprefix(LF) for part in other.split()
    )
