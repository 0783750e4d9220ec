"""Numbers as bars: lists of links, each with a bar as long as its number, drawn as SVG.

Whoever doesn't see the bars, or has no style sheet, reads names and numbers; each leads to what was
counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.publish.escape import Safe, escape_attribute, escape_text

__all__ = ["Bar", "inline_bar", "rank_bars", "time_bars"]

_WHOLE = 100
"""Units of the longest bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A number and what was counted."""

    name: str
    """What stands at the bar: a year, a topic."""
    number: int
    link: Safe | None
    """The address of what was counted, from the page that shows it."""
    said: str = ""
    """The name in full, where it alone would say too little."""
    rest: bool = False
    """Whether it counts what fits none of the others: it has no bar, which would dwarf them."""


def time_bars(bars: Sequence[Bar], title: str) -> Safe:
    """Return bars that stand side by side, in the order given; empty where there are none.

    >>> "<b>7</b>" in time_bars([Bar(name="2024", number=7, link=Safe("dates/2024/"))], "各年")
    True
    """
    return _figure("time", title, list(_items(bars, upright=True)))


def rank_bars(bars: Sequence[Bar], title: str) -> Safe:
    """Return bars that lie below one another, in the order given; empty where there are none."""
    return _figure("rank", title, list(_items(bars, upright=False)))


def inline_bar(number: int, most: int) -> Safe:
    """Return a bar behind words that say the number, as long as its part of the greatest one.

    >>> inline_bar(5, 10)[:22], inline_bar(0, 10)
    ('<span class="bm-bar"><', '')
    """
    share = _WHOLE * number / most if most else 0
    return Safe(f'<span class="bm-bar">{_lying(share)}</span>' if share else "")


def _figure(kind: str, title: str, items: list[str]) -> Safe:
    if not items:
        return Safe("")
    return Safe(
        f'<figure class="bm-chart"><figcaption>{escape_text(title)}</figcaption>'
        f'<ul class="bm-bars bm-bars--{kind}">{"".join(items)}</ul></figure>'
    )


def _items(bars: Sequence[Bar], *, upright: bool) -> Iterator[str]:
    most = max((bar.number for bar in bars if not bar.rest), default=0)
    for bar in bars:
        share = 0 if bar.rest or not most else _WHOLE * bar.number / most
        name = escape_text(bar.name)
        number = f"<b>{bar.number or ''}</b>" if upright else f"<b>{bar.number}</b>"
        drawn = _upright(share) if upright else _lying(share)
        said = escape_attribute(f"{bar.said or bar.name}，{bar.number} 篇")
        held = f"<span>{name}</span>{drawn}{number}"
        if bar.link is not None and bar.number:
            held = f'<a href="{bar.link}" aria-label="{said}">{held}</a>'
        yield f"<li>{held}</li>"


def _upright(share: float) -> str:
    return (
        f'<svg viewBox="0 0 1 {_WHOLE}" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect y="{_WHOLE - share:.4g}" width="1" height="{share:.4g}"/></svg>'
    )


def _lying(share: float) -> str:
    return (
        f'<svg viewBox="0 0 {_WHOLE} 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{share:.4g}" height="1"/></svg>'
    )
