"""The results of a measurement in words, tables and JSON.

No clock and no name of a machine is in them: the same program on the same pages gives the same
bytes, so that two results can be compared by ``diff``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.faults import CLASSES, count_faults
from benchmarks.reliability import reliability_rows, tenths
from benchmarks.sets import SetError
from benchmarks.tables import figure_rows, markdown_table, plain_table
from generator import __version__

if TYPE_CHECKING:
    from benchmarks.accuracy import Result

__all__ = ["as_json", "as_markdown", "as_text", "update_document"]

GENERATOR = Path(__file__).resolve().parent.parent / "generator"


def as_text(result: Result, ours: str, *, faults: bool = False) -> str:
    """Return the tables for a terminal, with every fault if they are asked for."""
    measured = result.measured
    parts = [f"{measured.name}: {len(measured.gold)} pages, {measured.articles} articles"]
    parts += [plain_table(rows) for rows in _tables(result, ours)]
    if faults and result.faults:
        parts.append("\n".join(map(str, result.faults)))
    return "\n\n".join(parts)


def as_markdown(result: Result, ours: str) -> str:
    """Return the tables for a document."""
    return "\n\n".join(markdown_table(rows) for rows in _tables(result, ours))


def as_json(result: Result, ours: str, floors: str | None, below: Sequence[str]) -> dict[str, Any]:
    """Return everything that was measured, and of what.

    ``floors`` names the floors that the figures were held against, ``below`` tells those missed.
    """
    measured = result.measured
    return {
        **result.figures,
        "set": {"name": measured.name, "sha256": measured.digest},
        "program": {"name": ours, "version": __version__, "sha256": program_digest()},
        "baselines": result.baselines,
        "by": result.parts,
        "faults": count_faults(result.faults),
        "reliability": [
            {
                "from": tenth / 10,
                "articles": len(found),
                "body": sum(one.body for one in found),
                "right": sum(one.right for one in found),
            }
            for tenth, found in tenths(result.judged).items()
        ],
        "floors": {"name": floors, "below": list(below)},
    }


def update_document(path: Path, name: str, tables: str) -> None:
    """Put ``tables`` between the lines ``<!-- NAME -->`` and ``<!-- /NAME -->`` of a document.

    Raises :class:`SetError` when the document has no such markers.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise SetError(f"{path}: cannot be read: {error.strerror}.") from error
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    pattern = re.compile(f"(?<={re.escape(start)}\n).*?(?={re.escape(end)})", re.DOTALL)
    if not pattern.search(text):
        raise SetError(f"{path}: has no lines {start} and {end} for the tables to stand between.")
    path.write_text(pattern.sub(lambda _: f"\n{tables}\n\n", text, count=1), "utf-8")


def program_digest() -> str:
    """Return a hash of the generator's modules and tables: the version alone changes too seldom."""
    digest = hashlib.sha256()
    for path in sorted(GENERATOR.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(GENERATOR).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _tables(result: Result, ours: str) -> list[list[list[str]]]:
    whole: Mapping[str, Mapping[str, float]] = {ours: result.figures, **result.baselines}
    tables = [figure_rows(whole)]
    for key, values in result.parts.items():
        rows = figure_rows(values)
        rows[0][0] = key
        tables.append(rows)
    tables.append(reliability_rows(result.judged))
    counted = count_faults(result.faults)
    if counted:
        rows = [[kind, str(number), CLASSES[kind]] for kind, number in counted.items()]
        tables.append([["fault", "articles", "what it is"], *rows])
    return tables
