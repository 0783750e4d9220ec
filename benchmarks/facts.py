"""How often an article is filed under the right place: over cases, and over newspapers' datelines.

    python -m benchmarks.facts regions tests
    python -m benchmarks.facts datelines GOLD.json
    python -m benchmarks.facts corpus FILE.jsonl

``regions FOLDER`` reads ``FOLDER/cases/regions*.md`` and, where it is there, ``FOLDER/gold``: each
division that a text names, against what a reader finds. ``datelines GOLD`` takes a gold file
(articles by page), cuts every dateline (本报…5月14日电) out of its article, describes what is left,
and asks whether the place of dispatch is still found. ``corpus FILE`` scores every kind of fact on
any corpus in the form of ``benchmarks/facts_corpus.py``. Exit codes: 0, and 2 for a file that
cannot be used.
"""

from __future__ import annotations

import argparse
import copy
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file instead of with -m
    sys.path.insert(0, str(ROOT))

from benchmarks.facts_corpus import print_corpus  # noqa: E402
from generator.describe import describe_page  # noqa: E402
from generator.describe.article_text import read_text  # noqa: E402
from generator.describe.regions.divisions import COUNTRY, Division, Form, Gazetteer, Level, stem_of  # noqa: E402
from generator.describe.regions.named_divisions import find_places  # noqa: E402
from generator.describe.regions.own_region import list_regions  # noqa: E402
from generator.model import Facts  # noqa: E402
from tests.case_files import Case, read_cases  # noqa: E402
from tests.describe_pages import page, seed_pages_in  # noqa: E402

__all__ = [
    "Dateline",
    "Found",
    "main",
    "read_datelines",
    "regions_of_case",
    "score_datelines",
    "score_regions",
]


# -- regions of cases and seeds -------------------------------------------------------------------


@dataclass(slots=True)
class Found:
    """What was found of what a reader finds."""

    right: int = 0
    """Named by both; a name that stays open counts when its candidates are the reader's."""
    wrong: list[str] = field(default_factory=list)
    """Found, and not there."""
    missing: list[str] = field(default_factory=list)
    """There, and not found."""

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 for nothing found."""
        total = self.right + len(self.wrong)
        return self.right / total if total else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 for nothing there."""
        total = self.right + len(self.missing)
        return self.right / total if total else 1.0

    def add(self, where: str, got: Sequence[str], known: Sequence[str]) -> None:
        """Count one text."""
        self.right += len(set(got) & set(known))
        self.wrong += [f"{where}: {line}" for line in got if line not in known]
        self.missing += [f"{where}: {line}" for line in known if line not in got]


def regions_of_case(text: str) -> list[str]:
    """Return the divisions that a case's text names, as its file writes them.

    A first line ``@2022`` gives the year that the page proves.

    >>> regions_of_case("@2022\\n江北区")
    ['? 330205 500105']
    """
    year = None
    if text.startswith("@"):
        first, _, text = text.partition("\n")
        year = int(first[1:])
    reading = read_text(text)
    return [
        " ".join(("?", *r.candidates)) if r.candidates else f"{r.code} {r.name}"
        for r in list_regions(reading, find_places(reading, year))
    ]


def score_regions(folder: Path) -> Found:
    """Return how the divisions found in the cases and the gold of ``folder`` fare.

    Raises ``OSError`` or ``ValueError`` for files that cannot be read.
    """
    found = Found()
    files = sorted((folder / "cases").glob("regions*.md"))
    if not files:
        raise ValueError(f"{folder}: no cases")
    for file in files:
        for case in read_cases(file.resolve()):
            found.add(_title(case), regions_of_case(case.input), case.expected.splitlines())
    gold = folder / "gold"
    if (gold / "seeds-meta.json").exists():
        file = gold / "seeds-mentions.json"
        mentions = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        for made, meta in seed_pages_in(gold):
            passing = mentions.get(made.page.name, {})
            for facts, known in zip(describe_page(made), meta, strict=True):
                codes = [*known["regions"], *passing.get(known["title"], ())]
                got = [r.code for r in facts.regions]
                found.add(f"{made.page.name[:3]} {known['title']}", got, codes)
    return found


def _title(case: Case) -> str:
    return f"{case.file}:{case.line}"


# -- datelines ------------------------------------------------------------------------------------

_DATELINE = re.compile(
    r"\s*(?:据)?(?:本报|本刊|本网|新华社|中新社|[一-鿿]{2,4}(?:社|报))\s*(?P<place>[一-鿿]{2,9}?)\s*"
    r"(?:\d{1,2}\s*月\s*\d{1,2}\s*日)?\s*[电讯](?!话|子)\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """One article with its dateline cut out, and where it was sent from."""

    page: str
    """The page it is on."""
    title: str
    """Its headline."""
    place: str
    """As printed: 呼和浩特."""
    division: Division | None
    """The division so called; ``None`` for a place abroad."""
    facts: Facts
    """What is found without the dateline."""
    text: str
    """Headline and body without the dateline."""

    @property
    def is_capital(self) -> bool:
        """Whether it was sent from Beijing, where the newsroom is."""
        return self.division is not None and self.division.code == "110000"

    @property
    def names_it(self) -> bool:
        """Whether what is left names the place or its province, or anything found inside it."""
        if self.division is None:
            return False
        province = Gazetteer.of_year(None).ancestor(self.division, Level.PROVINCE)
        return (
            self.names_city
            or (province is not None and stem_of(province.name) in self.text)
            or any(r.code[:2] == self.division.code[:2] for r in self.facts.regions)
        )

    @property
    def names_city(self) -> bool:
        """Whether the characters of the place stand in what is left, as a place or otherwise."""
        return self.division is not None and stem_of(self.division.name) in self.text

    @property
    def region(self) -> str:
        """Code of the region found; empty for none."""
        return self.facts.region.code if self.facts.region else ""

    @property
    def province_right(self) -> bool:
        """Whether the article is filed in the province of its dateline."""
        return self.division is not None and self.region[:2] == self.division.code[:2]

    @property
    def city_right(self) -> bool:
        """Whether it is filed under the very place, or inside it."""
        return self.division is not None and self.division.contains(Division(self.region, ""))


def read_datelines(gold: Mapping[str, Sequence[dict[str, Any]]]) -> Iterator[Dateline]:
    """Yield the articles with a dateline, described without it, page by page."""
    for name, articles in gold.items():
        cut, places = [], []
        for article in copy.deepcopy(list(articles)):
            place = None
            for part in article["body"]:
                if found := _DATELINE.match(part[1]):
                    place = place or found["place"]
                    part[1] = part[1][found.end() :]
            article["body"] = [part for part in article["body"] if part[1].strip()]
            cut.append(article)
            places.append(place)
        for article, place, facts in zip(cut, places, describe_page(page(*cut)), strict=True):
            if place:
                yield Dateline(
                    page=name,
                    title=article["title"],
                    place=place,
                    division=_division(place),
                    facts=facts,
                    text="\n".join([article["title"], *(text for _kind, text in article["body"])]),
                )


def _division(place: str) -> Division | None:
    """Return the division that a place of dispatch is, the highest of those so called.

    Places of dispatch are named without their class, counties too (本报富平5月3日电).

    >>> _division("南宁").code, _division("开罗")
    ('450100', None)
    """
    found: list[Division] = []
    gazetteer = Gazetteer.of_year(None)
    for word, names in gazetteer.lexicon.words_at(place, 0):
        if rest := place[len(word) :]:
            inner = _division(rest)  # 四川成都
            return inner if inner and any(d.contains(inner) for _form, d in names) else None
        found = [d for form, d in names if d.until == 9999 or form is Form.FULL]
        break
    top = min((d.level for d in found), default=Level.COUNTRY)
    highest = [d for d in found if d.level == top]
    return highest[0] if len(highest) == 1 else None


def score_datelines(datelines: Sequence[Dateline]) -> dict[str, tuple[int, int]]:
    """Return for each question how many of how many were answered right."""
    home = [d for d in datelines if d.division and not d.is_capital]
    named = [d for d in home if d.names_it]
    city = [d for d in named if d.division and d.division.level > Level.PROVINCE and d.names_city]
    abroad = [d for d in datelines if d.division is None]
    return {
        "province, of all sent from a province": (sum(d.province_right for d in home), len(home)),
        "province, where what is left names it": (sum(d.province_right for d in named), len(named)),
        "city, where what is left names it": (sum(d.city_right for d in city), len(city)),
        "the country, of all sent from abroad": (
            sum(d.region == COUNTRY.code for d in abroad),
            len(abroad),
        ),
        "the country or Beijing, of all sent from Beijing": (
            sum(
                d.region in (COUNTRY.code, "110000") or d.province_right
                for d in datelines
                if d.is_capital
            ),
            sum(d.is_capital for d in datelines),
        ),
    }


# -- command line ---------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures and what is wrong; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.facts", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("regions", "datelines", "corpus"):
        command = commands.add_parser(name)
        command.add_argument("path", type=Path)
        command.add_argument("--verbose", action="store_true", help="every one, not the wrong ones")
    options = parser.parse_args(arguments)
    try:
        if options.command == "corpus":
            print_corpus(options.path, verbose=options.verbose)
        elif options.command == "regions":
            _print_regions(score_regions(options.path))
        else:
            gold = json.loads(options.path.read_text(encoding="utf-8"))
            _print_datelines(list(read_datelines(gold)), verbose=options.verbose)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _print_regions(found: Found) -> None:
    for kind, lines in (("wrong", found.wrong), ("missing", found.missing)):
        for line in lines:
            print(f"{kind}\t{line}")
    print(f"P {found.precision:.4f}  R {found.recall:.4f}  right {found.right}")


def _print_datelines(datelines: Sequence[Dateline], *, verbose: bool) -> None:
    for d in datelines:
        domestic = d.division is not None and not d.is_capital
        good = d.city_right if domestic else d.region == COUNTRY.code
        if verbose or not good:
            region = d.facts.region.name if d.facts.region else "none"
            print(d.page, d.place, region, "named" if d.names_it else "-", d.title[:24], sep="\t")
    for question, (right, total) in score_datelines(datelines).items():
        share = f"{right / total:.3f}" if total else "-"
        print(f"{share}\t{right}/{total}\t{question}")


if __name__ == "__main__":
    sys.exit(main())
