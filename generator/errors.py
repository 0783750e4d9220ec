"""Trouble with a run: one exception family, each message ready to be shown to a user.

Trouble *in a page* (a doubtful join, a missing quotation mark) is data and never raised.
"""

from __future__ import annotations

__all__ = ["ConservationError", "GeneratorError", "SeedError", "SidecarError"]


class GeneratorError(Exception):
    """Something the user can act on; ``str(error)`` names the file and says what to do."""


class SeedError(GeneratorError):
    """A seed that cannot be read: missing, empty, unreadable, or not text."""


class SidecarError(GeneratorError):
    """A sidecar or a setting that says something we cannot follow; names file and line."""


class ConservationError(GeneratorError):
    """A reconstruction that lost, doubled or invented characters; nothing of it is written."""
