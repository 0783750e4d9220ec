"""What a site depends on beside the project's files: the program, the packages, the environment."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator

from generator.corpus.cache import generator_digest

__all__ = ["circumstances"]

_FROM_ENVIRONMENT = re.compile(r"!ENV\s+(\[[^\]]*\]|\S+)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LISTED = (".dist-info", ".egg-info", ".egg-link", ".pth")
"""By which names a folder of Python packages tells which versions it holds."""


def circumstances(config: str) -> Iterator[str]:
    """Yield what differs where a site comes out otherwise; ``config`` is the text of
    ``mkdocs.yml``."""
    names = {name for said in _FROM_ENVIRONMENT.findall(config) for name in _NAME.findall(said)}
    for name in sorted((*names, "SOURCE_DATE_EPOCH")):
        yield f"{name}={os.environ.get(name)}"
    yield from (config, generator_digest(), sys.version, sys.prefix)
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112  # of the one or two dozen that Python knows
            yield from sorted(name for name in os.listdir(folder) if name.endswith(_LISTED))  # noqa: PTH208
