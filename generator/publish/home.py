"""The home page: what this is, how much there is of it, and the ways in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.model import Entry, Reconstruction, Sidecar
from generator.publish.indexes import PAGE_LENGTH, Group, header
from generator.publish.paths import link_between, region_path
from generator.publish.render import render_template
from generator.publish.shelves import region_shelves
from generator.publish.view import card_of
from generator.publish.wording import heading_words

__all__ = ["home_page"]

_PATH = "index.md"
_WAYS = (
    ("地区", "regions/index.md", "按省、市、县"),
    ("机构", "agencies/index.md", "按发布和提到的部门"),
    ("主题", "topics/index.md", "按业务领域"),
    ("日期", "dates/index.md", "按年，含年份或日期不详"),
    ("原版", "pages/index.md", "逐版对照，更正记录"),
)


def home_page(
    entries: Sequence[Entry], reconstructions: Sequence[Reconstruction]
) -> tuple[str, str]:
    """Return path and Markdown of the home page; it lists the first of ``entries`` by page."""
    by_page: dict[str, list[Entry]] = {}
    for entry in entries:
        by_page.setdefault(entry.article.page, []).append(entry)
    sidecars = {r.page.name: r.page.sidecar for r in reconstructions}
    groups = list(_groups(by_page, sidecars))
    shown = sum(len(group.cards) for group in groups)
    text = render_template(
        "home",
        front_matter=header("首页"),
        entries=len(entries),
        figures=_figures(entries, len(reconstructions)),
        ways=[
            {"name": name, "link": link_between(_PATH, path), "note": note}
            for name, path, note in _WAYS
        ],
        groups=groups,
        shown=shown,
        more=shown < len(entries),
        dates=link_between(_PATH, "dates/index.md"),
    )
    return _PATH, text


def _groups(
    by_page: dict[str, list[Entry]], sidecars: dict[str, Sidecar | None]
) -> Iterator[Group]:
    """Yield pages with their articles until a screenful of lists is full."""
    shown = 0
    for page, entries in by_page.items():
        if shown >= PAGE_LENGTH:
            return
        chosen = entries[: PAGE_LENGTH - shown]
        shown += len(chosen)
        yield Group(
            title=heading_words(sidecars.get(page), page),
            cards=tuple(card_of(entry, _PATH) for entry in chosen),
        )


def _figures(entries: Sequence[Entry], pages: int) -> list[dict[str, Any]]:
    # As many as the index of regions has rows.
    regions = [s for s in region_shelves(entries) if s.path != region_path(None)]
    years = sorted({e.facts.year for e in entries if e.facts.year is not None})
    figures: list[dict[str, Any]] = [
        {"number": pages, "unit": "个版面"},
        {"number": len(entries), "unit": "篇文章"},
        {"number": len(regions), "unit": "个地区"},
    ]
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        figures.append({"number": span, "unit": "年"})
    return figures
