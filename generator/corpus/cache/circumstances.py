"""What a site depends on beside the project's files: the program, the packages, the environment."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

__all__ = ["circumstances", "generator_digest", "name_no_system", "no_day_is_said", "on_no_day"]

_DAY = "SOURCE_DATE_EPOCH"
"""Says what time it is to programs whose results must not depend on that; MkDocs is one."""
_NO_DAY = "315532800"
"""The first second of 1980, where the time of ZIP begins."""
_SYSTEM, _UNKNOWN = 9, b"\xff"
"""Where a file of gzip names the system that it was made on, and how it names none."""

_MAKERS = ("jieba", "jinja2", "markupsafe", "numpy", "pyyaml")
"""Packages by which text is judged and put into pages. What readers take from a file does not
depend on their versions, see :mod:`generator.corpus.cache.read_sources`."""

_FROM_ENVIRONMENT = re.compile(r"!ENV\s+(\[[^\]]*\]|\S+)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LISTED = (".dist-info", ".egg-info", ".egg-link", ".pth")
"""By which names a folder of Python packages tells which versions it holds."""


def circumstances(config: str) -> Iterator[str]:
    """Yield what differs where a site comes out otherwise; ``config`` is the text of
    ``mkdocs.yml``."""
    names = {name for said in _FROM_ENVIRONMENT.findall(config) for name in _NAME.findall(said)}
    for name in sorted((*names, _DAY)):
        yield f"{name}={os.environ.get(name)}"
    yield from (config, generator_digest(), sys.version, sys.prefix)
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112  # of the one or two dozen that Python knows
            yield from sorted(name for name in os.listdir(folder) if name.endswith(_LISTED))  # noqa: PTH208


@functools.cache
def generator_digest() -> str:
    """Return a hash of the generator: its modules, its tables, the packages that it makes pages
    with and the Python that runs them."""
    root = Path(__file__).resolve().parents[2]
    versions = [sys.version, *map(version, _MAKERS)]
    digest = hashlib.blake2b("\0".join(versions).encode("utf-8"), digest_size=16)
    for here, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            digest.update(f"{here[len(str(root)) :]}/{name}".encode() + b"\0")
            digest.update(hashlib.blake2b(Path(here, name).read_bytes()).digest())
    return digest.hexdigest()


@contextmanager
def on_no_day() -> Iterator[None]:
    """Have what is built in this block come out the same on any day, unless a day was said."""
    if os.environ.get(_DAY):
        yield
        return
    os.environ[_DAY] = _NO_DAY
    try:
        yield
    finally:
        os.environ.pop(_DAY, None)


def name_no_system(site: Path) -> None:
    """Have the packed sitemap of a site name no system: Python 3.11 says where it runs (RFC 1952),
    and 3.14 does not."""
    path = site / "sitemap.xml.gz"
    data = path.read_bytes() if path.is_file() else b""
    if data[_SYSTEM : _SYSTEM + 1] not in (b"", _UNKNOWN):
        path.write_bytes(data[:_SYSTEM] + _UNKNOWN + data[_SYSTEM + 1 :])


def no_day_is_said() -> bool:
    """Tell whether a build is :func:`on_no_day`."""
    return os.environ.get(_DAY) == _NO_DAY
