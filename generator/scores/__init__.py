"""Trained scores: what many printed texts taught, as tables that numpy alone reads.

``training/`` writes the tables beside this file (``docs/training.md``); none of their numbers is
set by hand.
"""

from __future__ import annotations

__all__: list[str] = []
