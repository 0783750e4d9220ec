"""Draws ``docs/architecture.svg`` from what the modules of ``generator/`` import.

``python docs/draw_architecture.py`` writes it, ``--check`` tells whether it is up to date. A room
stands above all rooms that it imports. Arrows that a longer way says, too, are left out.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Callable
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"
SVG = ROOT / "docs" / "architecture.svg"

COMMANDS = "command line, hook"
"""``cli/``, and the modules that stand in no room."""
WIDTH, ROW, BOX, TALL = 1180, 112, 220, 60
SAYS = {
    COMMANDS: "arguments, messages, MkDocs",
    "corpus": "seeds in, files out, memory",
    "publish": "articles to a site's files",
    "editing": "reasons, doubts, what to do",
    "describe": "article to facts, with proof",
    "reconstruct": "page to articles",
    "geometry": "what stands where, to stories",
    "readers": "a file to pages",
    "model": "the records that travel",
    "scores": "what many printed texts taught",
    "text": "characters with their places",
}
"""What each room does, in a few words."""
SLOTS = {"readers": 0, "geometry": 1, "reconstruct": 1, "describe": 2, "publish": 3, "editing": 4,
         "model": 1, "scores": 3, "text": 2, "corpus": 2.5, COMMANDS: 2.5}  # fmt: skip
"""Where a room stands from left to right, in the order in which a page goes through them."""
LEFT_OUT = {"errors"}
"""All rooms import it, and it imports none."""


def room_of(dotted: str) -> str:
    """Return the room of a module.

    >>> room_of("generator.text.traced"), room_of("generator.cli") == COMMANDS
    ('text', True)
    """
    parts = dotted.split(".")
    in_room = len(parts) > 1 and parts[1] != "cli" and (PACKAGE / parts[1]).is_dir()
    return parts[1] if in_room else COMMANDS


def parsed(path: Path) -> ast.Module:
    """Return the code of a module."""
    return ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> set[str]:
    """Return the modules of the program that a module's code imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "generator":
                names = [f"generator.{alias.name}" for alias in node.names]
            found.update(name for name in names if name.startswith("generator."))
    return found


def rooms(tree_of: Callable[[Path], ast.Module]) -> dict[str, set[str]]:
    """Return for each room which others it imports."""
    known: dict[str, set[str]] = defaultdict(set)
    for path in sorted(PACKAGE.rglob("*.py")):
        room = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        if path.parent.name == "data" or path.stem in LEFT_OUT:
            continue  # scripts in a data folder make a table, and never run with the program
        known[room] |= {room_of(name) for name in imports(tree_of(path))} - {room, COMMANDS}
    return dict(known)


def floors(known: dict[str, set[str]]) -> dict[str, int]:
    """Return on which floor each room stands: one above the highest that it imports."""
    found: dict[str, int] = {}

    def floor(room: str) -> int:
        if room not in found:
            found[room] = 1 + max((floor(other) for other in known[room]), default=-1)
        return found[room]

    for room in known:
        floor(room)
    return found


def arrows(known: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Return which room imports which, without those that a longer way says, too."""

    def reach(room: str) -> set[str]:
        return {room}.union(*(reach(other) for other in known[room]))

    return sorted(
        (room, other)
        for room, others in known.items()
        for other in others
        if not any(other in reach(between) for between in others - {other})
    )


def draw(tree_of: Callable[[Path], ast.Module] = parsed) -> str:
    """Return the picture; ``tree_of`` gives the code of modules to who has parsed it already."""
    known = rooms(tree_of)
    floor = floors(known)
    top = max(floor.values())
    at = {
        room: (WIDTH * (SLOTS[room] + 0.5) / 5, (top - floor[room]) * ROW + TALL / 2 + 20)
        for room in sorted(floor)
    }
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {(top + 1) * ROW}" '
        'role="img" aria-label="Which room of generator/ imports which" '
        'font-family="system-ui, sans-serif" text-anchor="middle">',
        "<style>rect{fill:#f6f4ef;stroke:#8a6d3b}text{fill:#222}path{stroke:#8a6d3b;"
        "fill:none}@media(prefers-color-scheme:dark){rect{fill:#2b2620;stroke:#c9a66b}"
        "text{fill:#eee}path{stroke:#c9a66b}}</style>",
        '<marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0L8 4L0 8"/></marker>',
    ]
    for room, other in arrows(known):
        (x, y), (u, v) = at[room], at[other]
        y, v = y + TALL / 2, v - TALL / 2
        bend, gap = (v - y) / 2, (ROW - TALL) / 2
        curve = (
            f"M{x:.0f} {y:.0f}C{x:.0f} {y + bend:.0f} {u:.0f} {v - bend:.0f} {u:.0f} {v - 2:.0f}"
        )
        if floor[room] - floor[other] > 1 and x != u:  # past the rooms between
            side = 12 if u > x else -12
            curve = (
                f"M{x:.0f} {y:.0f}V{y + gap - 12:.0f}q0 12 {side} 12H{u - side:.0f}"
                f"q{side} 0 {side} 12V{v - 2:.0f}"
            )
        parts.append(f'<path d="{curve}" marker-end="url(#a)"/>')
    for room, (x, y) in at.items():
        name = room if room == COMMANDS else f"{room}/"
        parts.append(
            f'<rect x="{x - BOX / 2:.0f}" y="{y - TALL / 2:.0f}" width="{BOX}" '
            f'height="{TALL}" rx="6"/>'
            f'<text x="{x:.0f}" y="{y - 6:.0f}" font-size="17" font-weight="600">'
            f"{escape(name)}</text>"
            f'<text x="{x:.0f}" y="{y + 15:.0f}" font-size="12">{escape(SAYS[room])}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def main() -> int:
    """Write the picture, or with ``--check`` only tell whether it is right."""
    picture = draw()
    if "--check" in sys.argv[1:]:
        return int(not SVG.is_file() or SVG.read_text("utf-8") != picture)
    SVG.write_text(picture, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
