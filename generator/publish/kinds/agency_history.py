"""What a department of the State Council came from and what it became, over its list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from generator.model.central_bodies import central_bodies, predecessors
from generator.publish.paths import agency_path

__all__ = ["history_rows"]


def history_rows(
    name: str, known: Collection[str]
) -> Iterator[tuple[str, tuple[tuple[str, str | None], ...]]]:
    """Yield 前身 and 改组为 of the body called ``name``, each with the names and their lists.

    ``known`` are the lists that there are; other names lead nowhere.
    """

    def linked(names: Iterable[str]) -> tuple[tuple[str, str | None], ...]:
        paths = ((name, agency_path(name)) for name in names)
        return tuple((name, path if path in known else None) for name, path in paths)

    if before := predecessors().get(name):
        yield "前身", linked(before)
    body = central_bodies().get(name)
    if body is not None and body.until is not None and body.successors:
        yield f"{body.until}年改组为", linked(body.successors)
