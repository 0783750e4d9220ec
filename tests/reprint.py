"""Known articles printed anew: another page, the same articles.

:func:`reprint` sets articles in columns (:mod:`tests.typesetting`), draws the frames in some
order, takes the text out as a tool would, and returns it with the articles that should come back.
The same number gives the same page for ever: only :class:`random.Random` decides.

    >>> page = reprint(ARTICLES[:2], Style(order="headlines-last"), 7)
    >>> page.text == reprint(ARTICLES[:2], Style(order="headlines-last"), 7).text
    True
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.typesetting import BESIDE_LATIN, Article, Frame, frames_of, random_setting

ORDERS = ("natural", "headlines-last", "leads-last", "scattered")
"""In which order frames are drawn, and so come out: all of an article together; all headlines, or
all leads, at the end of the page; headlines, bylines and leads anywhere."""
TOOLS = ("lines", "blocks", "flow")
"""How text comes out of a frame: a line as a line; the same with a blank line between paragraphs;
the lines of a paragraph joined, as far as the column goes."""
SIDE = "side"
"""The order and the tool of stories side by side, taken out along the rows of the page."""

_HERE = Path(__file__).parent
_HALF = str.maketrans("，；：！？（）", ",;:!?()")
_FULL = re.compile(r"(?<![0-9A-Za-z])[,;:!?()]|[,;:!?()](?![0-9A-Za-z])")
"""Half-width marks outside numbers and Latin words: dumps have them, printed pages have not."""
_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
_HEAD = ("kicker", "title", "subtitle", "byline", "credit")
_RUNS = (2, 4, 7, 12, 40)
"""Lines that a row-minded tool takes from a column before it goes to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a page is drawn and taken out."""

    order: str = "natural"
    """One of :data:`ORDERS`, or :data:`SIDE`."""
    tool: str = "lines"
    """One of :data:`TOOLS`; with the order :data:`SIDE` it plays no part."""
    gaps: bool = True
    """Whether a blank line parts the frames."""
    half: bool = False
    """Whether punctuation comes out half-width."""
    spaced: bool = False
    """Whether the quarter ems around digits and Latin letters come out as blanks."""
    crlf: bool = False
    """Whether lines end in CR LF."""
    furniture: bool = False
    """Whether the page has its head line, its editors' line and its number in the text."""


@dataclass(frozen=True, slots=True)
class Reprint:
    """A page and what should be made of it."""

    text: str
    """The page as taken out."""
    articles: tuple[Article, ...]
    """Its articles, in the form of a gold file."""
    style: Style
    """How it came about."""


def read_articles() -> tuple[Article, ...]:
    """Return the articles of the five pages and the invented ones of ``reprint_articles.txt``."""
    gold = json.loads((_HERE / "gold" / "seeds.json").read_text("utf-8"))
    articles = [_printed(article) for page in sorted(gold) for article in gold[page]]
    text = (_HERE / "reprint_articles.txt").read_text("utf-8")
    return (*articles, *map(_parse, re.split(r"\n\n+", text.partition("\n\n")[2].strip())))


def reprint(articles: Sequence[Article], style: Style, number: int) -> Reprint:
    """Return ``articles`` on a page of ``style``; ``number`` picks widths, breaks and places."""
    chance = random.Random(number)
    setting = random_setting(chance, len(articles), spaced=style.spaced)
    frames = [frames_of(article, n, setting) for n, article in enumerate(articles)]
    if style.order == SIDE:
        rows = _side_by_side(frames, chance)
    else:
        rows = _frame_by_frame(_drawn(frames, style.order, chance), style)
    if style.furniture:
        rows = _with_furniture(rows, chance)
    text = "\n".join(rows) + "\n"
    if style.half:
        text = text.translate(_HALF)
    if style.spaced:
        text = BESIDE_LATIN.sub(" ", text)
    if style.crlf:
        text = text.replace("\n", "\r\n")
    if style.tool == "flow" and style.order in ("natural", "headlines-last"):
        articles = [_without_lead(article) for article in articles]
    return Reprint(text, tuple(articles), style)


def random_reprint(number: int, order: str | None = None, tool: str | None = None) -> Reprint:
    """Return page ``number``: two to five articles in a random style, or in the one named."""
    chance = random.Random(f"page {number}")
    style = Style(
        order=order or chance.choice((*ORDERS, SIDE)),
        tool=tool or chance.choice(TOOLS),
        gaps=chance.random() < 0.7,
        half=chance.random() < 0.4,
        spaced=chance.random() < 0.4,
        crlf=chance.random() < 0.2,
        furniture=chance.random() < 0.5,
    )
    if style.order == SIDE:
        style = Style(**{**asdict(style), "tool": SIDE})
    return reprint(chance.sample(ARTICLES, chance.randint(2, 5)), style, number)


def reprinted_set(count: int) -> tuple[dict[str, list[Article]], dict[str, str], dict[str, Any]]:
    """Return ``count`` pages as a benchmark wants them: gold, texts and layouts by page name."""
    kinds = [*((order, tool) for order in ORDERS for tool in TOOLS), (SIDE, SIDE)]
    pages = [random_reprint(n, *kinds[n % len(kinds)]) for n in range(count)]
    names = [f"reprint-{n:04}.txt" for n in range(count)]
    return (
        {name: list(page.articles) for name, page in zip(names, pages, strict=True)},
        {name: page.text for name, page in zip(names, pages, strict=True)},
        {name: asdict(page.style) for name, page in zip(names, pages, strict=True)},
    )


def _without_lead(article: Article) -> Article:
    """Return an article whose lead is a paragraph like others: all that set it apart is gone."""
    body = [["p" if kind == "lead" else kind, text] for kind, text in article["body"]]
    return {**article, "body": body}


def _printed(article: Article) -> Article:
    """Return an article of the gold as it was printed: full-width marks, a blank in the byline.

    Its label is left out: it heads a page's neighbours, and these are others here.
    """
    kept = {key: _full_width(article[key]) for key in _HEAD if article.get(key)}
    if "byline" in kept:
        kept["byline"] = kept["byline"].replace("■本报记者", "■ 本报记者 ")
    return {**kept, "body": [[kind, _full_width(text)] for kind, text in article["body"]]}


def _full_width(text: str) -> str:
    return _FULL.sub(lambda mark: mark[0].translate(_WIDE), text)


def _parse(text: str) -> Article:
    """Return one article of ``reprint_articles.txt``."""
    kinds = {"lead": "lead", "paragraph": "p", "subhead": "h"}
    article: dict[str, Any] = {"body": []}
    for line in text.splitlines():
        key, _, value = line.partition(": ")
        if key in kinds:
            article["body"].append([kinds[key], value])
        else:
            article[key] = value
    return article


def _drawn(articles: Sequence[Sequence[Frame]], order: str, chance: random.Random) -> list[Frame]:
    """Return the frames in the order in which they are drawn."""
    frames = [frame for article in articles for frame in article]
    late = {"headlines-last": ("head", "byline"), "leads-last": ("lead",)}.get(order, ())
    if late:
        displaced = [[f for f in article if f.kind in late] for article in articles]
        chance.shuffle(displaced)
        kept = [f for f in frames if f.kind not in late]
        return [*kept, *(frame for group in displaced for frame in group)]
    if order == "scattered":
        kept = [f for f in frames if f.kind == "body"]
        for frame in frames:
            if frame.kind != "body":
                kept.insert(chance.randint(0, len(kept)), frame)
        return kept
    return frames


def _frame_by_frame(frames: Sequence[Frame], style: Style) -> list[str]:
    rows: list[str] = []
    for frame in frames:
        for part in frame.parts:
            rows += ["".join(part)] if style.tool == "flow" else part
            if style.tool == "blocks" or (style.tool == "flow" and style.gaps):
                rows.append("")
        if style.gaps and rows[-1]:
            rows.append("")
    return rows


def _side_by_side(articles: Sequence[Sequence[Frame]], chance: random.Random) -> list[str]:
    """Return the rows of pages that have two or three stories beside one another.

    pdftotext without options follows the rows where columns line up: some lines of neighbouring
    columns become one, and columns come out in runs, one after the other.
    """
    rows: list[str] = []
    waiting = list(articles)
    while waiting:
        beside, waiting = waiting[: (k := chance.choice((2, 2, 3)))], waiting[k:]
        heads = [[x for f in article if f.kind != "body" for x in f.lines] for article in beside]
        rows += [*_runs(heads, chance), ""]
        columns = [f.lines for article in beside for f in article if f.kind == "body"]
        rows += [*_runs(columns, chance), ""]
    return rows


def _runs(columns: Sequence[Sequence[str]], chance: random.Random) -> Iterator[str]:
    """Yield the lines of columns beside one another, in runs."""
    height = max(map(len, columns))
    top = 0
    while top < height:
        run = chance.choice(_RUNS)
        if chance.random() < 0.2:
            run = min(run, 3)
            for row in range(top, min(top + run, height)):
                yield " ".join(column[row] for column in columns if row < len(column))
        else:
            for column in columns:
                yield from column[top : top + run]
                if column[top : top + run]:
                    yield ""
        top += run


def _with_furniture(rows: Sequence[str], chance: random.Random) -> list[str]:
    """Return the rows with what belongs to the page: at its head, its foot or between frames."""
    year, month, day = chance.randint(2019, 2024), chance.randint(1, 12), chance.randint(1, 28)
    weekday = "星期" + chance.choice("一二三四五六日")
    page = chance.randint(1, 16)
    head = chance.choice(
        (
            f"云溪日报 {year}年{month}月{day}日 {weekday} 第{page:02}版",
            f"{page:02} 要闻 NEWS {year}.{month}.{day} {weekday}",
        )
    )
    crew = [chance.choice("林许何沈宋白") + chance.choice("青禾晓舟远宁") for _ in range(3)]
    foot = "责编：{} 美编：{} 校对：{}".format(*crew)
    made = [head, "", *rows] if chance.random() < 0.5 else [*rows, head]
    made = [*made, foot] if chance.random() < 0.7 else made
    gaps = [n for n, row in enumerate(made) if not row]
    if gaps and chance.random() < 0.5:
        made[(place := chance.choice(gaps)) : place + 1] = ["", str(page), ""]
    return made


ARTICLES = read_articles()
"""Seventeen articles of the five pages, and twelve invented ones."""
