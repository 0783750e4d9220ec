"""Reads the plain-text cases under ``tests/cases/`` (the fixture format of markdown-it-py).

A case is a title, an input and what is expected, each closed by a line that holds one dot::

    Two names of one place make a chain
    .
    重庆市璧山区大兴镇
    .
    500120 重庆市璧山区
    .

Blank lines before a title are skipped, and so are lines that start with ``#`` there: headings that
say where a group of cases comes from (*in the wild*, *synthetic*, *negative*). Neither the input
nor what is expected has a trailing newline.

A title that begins with ``known failure: `` marks what the program promises and does not keep yet.
The test that reads the case then expects it to fail, and fails once it comes out right: take the
mark off the title, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

__all__ = ["CASES", "Case", "params", "read_cases"]

CASES = Path(__file__).parent / "cases"
_LOST = "known failure: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a case file."""

    file: str
    """The file's name, for messages."""
    line: int
    """Line of the title, from 1."""
    group: str
    """The ``#`` heading above it, without the ``#``; empty when there is none."""
    title: str
    """What the case shows."""
    lost: bool = False
    """Whether it is marked as a known failure."""
    input: str
    """The text handed to the program."""
    expected: str
    """What the program promises."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.title}"


def read_cases(name: str | Path) -> list[Case]:
    """Return the cases of ``tests/cases/NAME`` in order.

    Raises ``ValueError`` with file and line for a case that is not finished, and for a file
    without cases: a typing slip must not make a test disappear.
    """
    path = CASES / name
    cases: list[Case] = []
    group = title = ""
    start = 0
    parts: list[list[str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not title:
            if line.startswith("#"):
                group = line.lstrip("#").strip()
            elif line == ".":
                raise ValueError(f"{path.name}:{number}: a dot where a title was expected")
            elif line.strip():
                title, start, parts = line.strip(), number, []
        elif line != ".":
            if not parts:
                raise ValueError(f"{path.name}:{number}: the title goes on for a second line")
            parts[-1].append(line)
        elif len(parts) < 2:
            parts.append([])
        else:
            text, expected = ("\n".join(part) for part in parts)
            cases.append(
                Case(
                    file=path.name,
                    line=start,
                    group=group,
                    title=title.removeprefix(_LOST),
                    lost=title.startswith(_LOST),
                    input=text,
                    expected=expected,
                )
            )
            title = ""
    if title:
        raise ValueError(f"{path.name}:{start}: the case {title!r} is not finished")
    if not cases:
        raise ValueError(f"{path.name}: no cases")
    return cases


def params(name: str | Path) -> list[Any]:
    """Return the cases of ``tests/cases/NAME`` for a test: known failures are bound to fail."""
    reason = f"once it comes out right, take {_LOST.strip()!r} off its title"
    lost = pytest.mark.xfail(reason=reason, strict=True, raises=AssertionError)
    return [
        pytest.param(case, marks=[lost] if case.lost else [], id=str(case))
        for case in read_cases(name)
    ]
