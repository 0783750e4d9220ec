"""Curves as SVG: a few lines over one axis, read in light and dark."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Chart", "drawn"]

WIDTH, HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 110, 40, 44
_COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Lines by name, each of points; both axes begin at nothing."""

    title: str
    across: str
    """What is counted from left to right."""
    lines: Mapping[str, Sequence[tuple[float, float]]]


def drawn(chart: Chart) -> str:
    """Return the drawing.

    >>> text = drawn(Chart(title="s", across="n", lines={"a": [(0, 0), (10, 5)]}))
    >>> '<polyline points="64.0,316.0 530.0,40.0"' in text
    True
    """
    points = [point for line in chart.lines.values() for point in line]
    most = (_round_up(max((x for x, _ in points), default=1)),
            _round_up(max((y for _, y in points), default=1)))  # fmt: skip
    body = [*_axes(chart, most), *_lines(chart, most)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif" font-size="12" role="img" aria-label="{chart.title}">\n'
        "<style>text{fill:#222}.g{stroke:#bbb}"
        "@media(prefers-color-scheme:dark){text{fill:#ddd}.g{stroke:#555}}</style>\n"
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _axes(chart: Chart, most: tuple[float, float]) -> Iterator[str]:
    yield f'<text x="{_LEFT}" y="20" font-size="14">{chart.title}</text>'
    yield f'<text x="{WIDTH - _RIGHT}" y="{HEIGHT - 8}" text-anchor="end">{chart.across}</text>'
    for part in range(5):
        x, y = most[0] * part / 4, most[1] * part / 4
        left, top = _place(x, y, most)
        yield f'<path class="g" d="M{_LEFT} {top:.1f}H{WIDTH - _RIGHT}"/>'
        yield f'<text x="{_LEFT - 8}" y="{top + 4:.1f}" text-anchor="end">{y:,g}</text>'
        yield f'<text x="{left:.1f}" y="{HEIGHT - _BOTTOM + 18}" text-anchor="middle">{x:,g}</text>'


def _lines(chart: Chart, most: tuple[float, float]) -> Iterator[str]:
    ends: list[float] = []
    for number, (name, points) in enumerate(chart.lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        places = [_place(x, y, most) for x, y in points]
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{told}" fill="none" stroke="{colour}" stroke-width="2"/>'
        x, y = places[-1] if places else (_LEFT, _TOP)
        while any(abs(y - other) < 13 for other in ends):  # names must not lie on one another
            y -= 13
        ends.append(y)
        yield f'<text x="{x + 6:.1f}" y="{y + 4:.1f}" style="fill:{colour}">{name}</text>'


def _place(x: float, y: float, most: tuple[float, float]) -> tuple[float, float]:
    across, up = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    return _LEFT + across * x / most[0], HEIGHT - _BOTTOM - up * y / most[1]


def _round_up(value: float) -> float:
    """Return the next number with one digit, 1, 2, 4, 5 or 8 and so on, that is no smaller.

    >>> _round_up(5), _round_up(37), _round_up(0.3), _round_up(0)
    (5, 40, 0.4, 1)
    """
    if value <= 0:
        return 1
    unit = 10.0 ** math.floor(math.log10(value))
    best = next(step for step in (1, 2, 4, 5, 8, 10) if step * unit >= value * 0.999999)
    return round(best * unit, 10) if unit < 1 else int(best * unit)
