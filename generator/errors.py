"""Trouble with a run: one exception family, each message ready to be shown to a user."""

from __future__ import annotations

from collections.abc import Collection

__all__ = [
    "ConservationError",
    "GeneratorError",
    "SeedError",
    "SidecarError",
    "nearest_word",
    "suggestion",
]


class GeneratorError(Exception):
    """Something the user can act on; ``str(error)`` names the file and says what to do."""


class SeedError(GeneratorError):
    """A seed that cannot be read: missing, empty, unreadable, or not text."""


class SidecarError(GeneratorError):
    """A sidecar or a setting that says something we cannot follow; names file and line."""


class ConservationError(GeneratorError):
    """A reconstruction that lost, doubled or invented characters; nothing of it is written."""


def nearest_word(word: str, known: Collection[str]) -> str | None:
    """Return the word of ``known`` that is most like ``word``; ``None`` where none is alike.

    >>> nearest_word("expalin", ("export", "explain")), nearest_word("湖南", ("山东省",))
    ('explain', None)
    """
    import difflib  # only who mistyped a word pays for it

    return next(iter(difflib.get_close_matches(word, known, n=1)), None)


def suggestion(word: str, known: Collection[str], otherwise: str | None = None) -> str:
    """Return the sentence that follows an error about an unknown word.

    It asks for the nearest known word; where none is near it is ``otherwise``, or names them all.

    >>> suggestion("publicaton", ("publication", "date"))
    'Did you mean “publication”?'
    >>> suggestion("x", ("publication", "date"))
    'Known are publication, date.'
    """
    near = nearest_word(word, known)
    if near is not None:
        return f"Did you mean “{near}”?"
    return f"Known are {', '.join(known)}." if otherwise is None else otherwise
