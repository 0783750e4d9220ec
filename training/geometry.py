"""Scores of pages with geometry: what follows what, and how lines are set.

    python -m training.geometry FOLDER... [--out FILE]

Each FOLDER holds ``pdf/``, one page a file, and ``gold-pdf.json``. Writes
``generator/scores/geometry.json.gz``.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from generator.geometry.column_flows import FLOWS, flow_pairs
from generator.geometry.headlines import Headline
from generator.geometry.layout_records import SetLine, Tell
from generator.geometry.lines import set_lines
from generator.geometry.page_metrics import PageMetrics
from generator.geometry.page_parts import part_page
from generator.geometry.reading_pairs import HEADLINE_PAIRS, Neighbourhood, headline_pairs
from generator.geometry.setting_features import (
    LINES,
    line_rows,
    style_of,
    told_lines,
    under_subhead,
)
from generator.geometry.story_setting import Setting
from generator.geometry.subheads import INNER, InnerHead, inner_rows
from generator.geometry.text_blocks import TextBlock
from generator.model import Page
from generator.readers.pdf import read_pdf
from generator.reconstruct.lines.line_wording import say
from generator.scores.packed_tables import pack_tables
from training.boosting import boost
from training.pages import FURNITURE, Place, place_characters
from training.whole_files import write_whole

__all__ = ["Rows", "learn", "page_examples"]

Matrix = npt.NDArray[np.float32]
OUT = Path(__file__).resolve().parent.parent / "generator/scores/geometry.json.gz"
_STRAYS = 0.06, 0.06, 0.02
"""Ems by which the left end, the right end and the baseline of a line stray on scans (standard
deviation): half of 7,500 ends within 0.05 by RapidOCR on 19 scans, within 0.02 by Tesseract."""
_HEADINGS = (Setting.SUBHEAD, Setting.SUBHEAD_GOES_ON)
_ORDER = {"lead": 0, "p": 1, "h": 1, "credit": 2}


@dataclass(slots=True)
class Rows:
    """Examples with what gold says of each."""

    shown: list[tuple[float, ...]] = field(default_factory=list)
    wanted: list[int] = field(default_factory=list)


def read_set(folder: Path) -> Iterator[tuple[Page, Mapping[int, Place]]]:
    """Yield the one-page PDFs of a printed set, with the place of each character in the gold."""
    gold = json.loads((folder / "gold-pdf.json").read_text("utf-8"))
    for name in sorted(gold):
        data = (folder / "pdf" / name).read_bytes()
        pages = [page for page in read_pdf(data, name) if isinstance(page, Page)]
        if len(pages) == 1:
            yield pages[0], place_characters(pages[0].text, gold[name])


def page_examples(
    page: Page, places: Mapping[int, Place], flows: Rows, headed: Rows, lines: Rows, inner: Rows
) -> None:
    """Add what a page shows of its pairs, lines and subheads, as it is set and as scans show it."""
    assert page.geometry is not None
    sheet, own = set_lines(page.geometry, page.text)
    for shown in (own, _as_scanned(own, page.name)):
        _add_examples(shown, sheet, places, flows, headed, lines, inner)


def _as_scanned(lines: Sequence[SetLine], name: str) -> tuple[SetLine, ...]:
    """Return lines as OCR tells them: nearly where they stand, and nothing of their fonts."""
    strays = np.random.default_rng(zlib.crc32(name.encode("utf-8"))).normal(size=(len(lines), 3))
    return tuple(map(_astray, lines, (strays * _STRAYS).tolist()))


def _astray(line: SetLine, ems: Sequence[float]) -> SetLine:
    left, right, down = (line.em * own for own in ems)
    return replace(
        line,
        left=line.left + left,
        right=line.right + right,
        top=line.top + down,
        bottom=line.bottom + down,
        base=line.base + down,
        font=None,
        bold=None,
    )


def _add_examples(
    own: Sequence[SetLine],
    sheet: PageMetrics,
    places: Mapping[int, Place],
    flows: Rows,
    headed: Rows,
    lines: Rows,
    inner: Rows,
) -> None:
    def are_inner(
        found: Sequence[InnerHead], heads: Sequence[Headline], sheet: PageMetrics, tell: Tell
    ) -> list[bool]:
        true = [_is_subhead(heads[one.head].lines, places) for one in found]
        inner.shown += [tuple(row) for row in inner_rows(found, heads, sheet, tell).tolist()]
        inner.wanted += map(int, true)
        return true

    parts = part_page(own, sheet, say, are_inner)
    follows, first = _true_order(parts.texts, places)
    owners = [_article(head.lines, places) for head in parts.heads]
    chains = _true_chains(parts.texts, follows)
    around = Neighbourhood(parts.heads, parts.texts, sheet, say)
    for pair in flow_pairs(around):
        flows.shown.append(pair.shown)
        flows.wanted.append(int(follows.get(pair.before) == pair.after))
    for pair in headline_pairs(around):
        owner = owners[pair.before]
        headed.shown.append(pair.shown)
        headed.wanted.append(int(owner != FURNITURE and first.get(owner) == pair.after))
    style = style_of(parts.texts)
    heads = {first[owner] for owner in owners if owner in first}
    for chain in chains:
        blocks = [parts.texts[k] for k in chain]
        told = told_lines(blocks, say)
        asked, shown = line_rows(blocks, told, style, sheet, headed=chain[0] in heads)
        wanted = _settings([line for b in blocks for line in b.lines], places)
        below = [k > 0 and wanted[k - 1] in _HEADINGS for k in asked]
        shown[below] = under_subhead(shown[below])
        lines.shown += [tuple(row) for row in shown.tolist()]
        lines.wanted += [wanted[k] for k in asked]


def _true_order(
    texts: Sequence[TextBlock], places: Mapping[int, Place]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return which block goes on in which one, and each article's first block."""
    found: dict[int, list[tuple[tuple[int, int], int]]] = {}
    for k, block in enumerate(texts):
        begun = [places[o] for line in block.lines for o in line.offsets if o in places]
        begun = [place for place in begun if place.part in _ORDER]
        if begun:
            place = begun[0]
            found.setdefault(place.article, []).append(((_ORDER[place.part], place.offset), k))
    follows: dict[int, int] = {}
    first: dict[int, int] = {}
    for article, own in found.items():
        if article == FURNITURE:
            continue
        order = [k for _, k in sorted(own)]
        first[article] = order[0]
        follows.update(pairwise(order))
    return follows, first


def _true_chains(texts: Sequence[TextBlock], follows: Mapping[int, int]) -> list[list[int]]:
    starts = set(range(len(texts))) - set(follows.values())
    chains = []
    for start in sorted(starts):
        chain = [start]
        while chain[-1] in follows:
            chain.append(follows[chain[-1]])
        chains.append(chain)
    return chains


def _article(lines: Sequence[SetLine], places: Mapping[int, Place]) -> int:
    found = Counter(places[o].article for line in lines for o in line.offsets if o in places)
    return found.most_common(1)[0][0] if found else FURNITURE


def _is_subhead(lines: Sequence[SetLine], places: Mapping[int, Place]) -> bool:
    found = Counter(places[o].part for line in lines for o in line.offsets if o in places)
    return bool(found) and found.most_common(1)[0][0] == "h"


def _settings(lines: Sequence[SetLine], places: Mapping[int, Place]) -> list[int]:
    """Return the setting that gold gives each line."""
    found: list[int] = []
    before: Place | None = None
    for line in lines:
        own = [places[o] for o in line.offsets if o in places]
        found.append(_setting(own, before))
        before = own[-1] if own else None
    return found


def _setting(own: Sequence[Place], before: Place | None) -> Setting:
    if not own:
        return Setting.ASIDE
    place = own[0]
    part = place.part
    if place.article == FURNITURE:
        return Setting.ASIDE
    same = before is not None and before.article == place.article and before.part == part
    if part in ("p", "h"):
        going = same and before is not None and before.block == place.block
        if part == "h":
            return Setting.SUBHEAD_GOES_ON if going else Setting.SUBHEAD
        return Setting.GOES_ON if going else Setting.PARAGRAPH
    if part == "lead":
        return Setting.GOES_ON if same else Setting.LEAD
    if part == "credit":
        inside = before is not None and before.article == place.article and before.part == part
        return Setting.GOES_ON if inside else Setting.CREDIT
    return Setting.BYLINE if part == "byline" else Setting.ASIDE


def learn(sets: Sequence[Path]) -> dict[str, object]:
    """Return the tables that the pages of ``sets`` teach."""
    flows, headed, lines, inner = Rows(), Rows(), Rows(), Rows()
    pages = 0
    for folder in sets:
        for page, places in read_set(folder):
            page_examples(page, places, flows, headed, lines, inner)
            pages += 1
    if not pages:
        raise ValueError("there are no pages to learn from")
    print(
        pages,
        "pages",
        len(flows.wanted),
        sum(flows.wanted),
        len(headed.wanted),
        sum(headed.wanted),
        len(lines.wanted),
        Counter(lines.wanted),
        len(inner.wanted),
        sum(inner.wanted),
        file=sys.stderr,
    )
    return fit(flows, headed, lines, inner)


def fit(flows: Rows, headed: Rows, lines: Rows, inner: Rows) -> dict[str, object]:
    """Return the tables that examples teach.

    Four-fold over pages, more and smaller steps with fewer rows in a leaf than other scores have
    lose a quarter fewer nats: there are few pages, and what they show of pairs is exact.
    """
    return {
        "flows": boost(
            _matrix(flows, FLOWS), _wanted(flows), 1, FLOWS,
            rounds=250, leaves=24, rate=0.06, least=5,
        ),
        "headed": boost(
            _matrix(headed, HEADLINE_PAIRS), _wanted(headed), 1, HEADLINE_PAIRS,
            rounds=200, leaves=12, rate=0.06, least=5,
        ),
        "lines": boost(
            _matrix(lines, LINES), _wanted(lines), len(Setting), LINES,
            rounds=90, leaves=8, rate=0.08, least=5,
        ),
        "inner": boost(
            _matrix(inner, INNER), _wanted(inner), 1, INNER,
            rounds=100, leaves=8, rate=0.08, least=5,
        ),
    }  # fmt: skip


def _matrix(rows: Rows, names: Sequence[str]) -> Matrix:
    return np.array(rows.shown, dtype=np.float32).reshape(-1, len(names))


def _wanted(rows: Rows) -> npt.NDArray[np.int64]:
    return np.array(rows.wanted, dtype=np.int64)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, learn, and write the file."""
    parser = argparse.ArgumentParser(
        prog="training.geometry", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "folders", nargs="+", type=Path, metavar="FOLDER", help="with pdf/ and gold-pdf.json"
    )
    parser.add_argument("--out", type=Path, default=OUT, help=f"default: {OUT.name}, as shipped")
    options = parser.parse_args(arguments)
    try:
        tables = learn(options.folders)
    except (OSError, ValueError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    write_whole(options.out, pack_tables(tables))


if __name__ == "__main__":
    main()
