"""Banmian (版面): the text of Chinese newspaper pages, made whole, filed and published.

The names below are the library; everything else is on the command line
(``python -m generator --help``).

>>> from generator import Page, reconstruct_page
>>> page = Page(name="sample.txt", text="今日多云\\n\\n市气象台发布，今日白天多云，傍晚有小雨。\\n")
>>> reconstruct_page(page).page.name
'sample.txt'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.describe import describe_page, describe_text
    from generator.errors import GeneratorError
    from generator.model import Page
    from generator.reconstruct import reconstruct_page

__all__ = [
    "GeneratorError",
    "Page",
    "__version__",
    "describe_page",
    "describe_text",
    "reconstruct_page",
]

__version__ = "0.1.0"

_HOMES = {
    "GeneratorError": "generator.errors",
    "Page": "generator.model",
    "describe_page": "generator.describe",
    "describe_text": "generator.describe",
    "reconstruct_page": "generator.reconstruct",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for (PEP 562).

    Loading every stage here would make ``generator.errors`` cost as much as the whole program.
    """
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
