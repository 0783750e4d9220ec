"""Counts characters of articles into ``generator/scores/characters.json.gz``.

    python -m training.language TEXTS [--before DATE] [--out FILE]

TEXTS holds an article a line, as JSON with ``title`` and ``text`` (a line for each paragraph), and
``page``, a name that begins with the day, where it is known; it may be packed by xz or gzip. The
same texts give the same bytes. Counts are kept, never texts: runs of three characters that were
seen once are left out.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import lzma
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from generator.scores.character_model import CharacterModel, count_characters, normalize
from generator.scores.packed_tables import pack_tables
from generator.text.characters import ends_sentence
from training.cuts import fit_weights
from training.whole_files import write_whole

__all__ = [
    "Article",
    "clean_paragraphs",
    "count_articles",
    "count_models",
    "main",
    "read_articles",
]

OUT = Path(__file__).resolve().parent.parent / "generator/scores/characters.json.gz"
_LEAST_PAIR, _LEAST_THREE = 1, 2
"""Occurrences from which on pairs and threes are kept."""
_FITTED = 10
"""One in so many articles, the last of the file, is what the weights of cuts are fitted to."""
_ON_A_PAGE = 5
"""Articles of a newspaper page."""
_RESIDUE = re.compile(r"\d*https?://")
"""How a line begins that crawlers leave at a text's end: with its number and its address."""
_UNPACK = {".xz": lzma.decompress, ".gz": gzip.decompress}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is counted of an article."""

    title: str
    paragraphs: tuple[str, ...]
    page: str = ""
    """The page that it was printed on; its name begins with the day."""
    section: str = ""
    """The name of its section (版名), where it is told."""


def read_articles(file: Path, before: str | None = None) -> Iterator[Article]:
    """Yield the articles of ``file``: with ``before`` those of earlier days (YYYY-MM-DD) alone.

    Raises ``ValueError`` for a line that is no article; the error names file and line.
    """
    data = file.read_bytes()
    unpack = _UNPACK.get(file.suffix)
    for number, line in enumerate((unpack(data) if unpack else data).splitlines(), 1):
        try:
            row = json.loads(line)
            title, paragraphs = row.get("title") or "", row["text"].splitlines()
            page, section = row.get("page") or "", row.get("section") or ""
        except (ValueError, KeyError, AttributeError) as error:
            raise ValueError(f"{file}, line {number}: no JSON object with a text in it") from error
        paragraphs = tuple(paragraphs)
        if before and not "" < page < before:
            continue
        yield Article(title=title, paragraphs=paragraphs, page=page, section=section)


def clean_paragraphs(article: Article) -> tuple[str, ...]:
    """Return the paragraphs to count: none of an article without sentences, and no residue.

    Where a crawler's address stands on a line, it and what follows is left out, and with it the
    lines right before it that end no sentence: they say the headline again.

    >>> clean_paragraphs(Article(title="会议", paragraphs=("已召开。", "会议", "301http://a.cn/1")))
    ('已召开。',)
    >>> clean_paragraphs(Article(title="甲", paragraphs=("春天来了", "我看见花")))
    ()
    """
    kept = [paragraph for paragraph in article.paragraphs if paragraph.strip()]
    end = next((n for n, text in enumerate(kept) if _RESIDUE.match(text.strip())), None)
    if end is not None:
        while end and not ends_sentence(kept[end - 1]):
            end -= 1
        kept = kept[:end]
    return tuple(kept) if any(map(ends_sentence, kept)) else ()


def count_articles(articles: Iterable[Article]) -> dict[str, Any]:
    """Return the models ``text`` and ``headline``, the weights of ``cuts``, and their making.

    The weights are fitted to the last articles with a model of those before, so that it has read
    none that it is asked about.
    """
    counted = _counted(articles)
    kept = counted[: -(len(counted) // _FITTED) or None]
    asked = counted[len(kept) :]
    weights = fit_weights(
        CharacterModel(_texts(kept)),
        [[*chain.from_iterable(clean for _, clean in page)] for page in _pages(asked)],
    )
    told = hashlib.sha256()
    for article, clean in counted:
        told.update(json.dumps([article.page, article.title, *clean]).encode())
    made = {
        "articles": len(counted),
        "characters": sum(len(normalize(text)) for _, clean in counted for text in clean),
        "sha256": told.hexdigest(),
        "least": [_LEAST_PAIR, _LEAST_THREE],
    }
    return {"made_of": made, **_models(counted), "cuts": weights}


def count_models(articles: Iterable[Article]) -> dict[str, Any]:
    """Return the models ``text`` and ``headline`` alone."""
    return _models(_counted(articles))


_Counted = tuple[Article, tuple[str, ...]]


def _counted(articles: Iterable[Article]) -> list[_Counted]:
    return [(article, clean) for article in articles if (clean := clean_paragraphs(article))]


def _models(counted: Sequence[_Counted]) -> dict[str, Any]:
    headlines = (normalize(article.title) for article, _ in counted)
    return {
        "text": _texts(counted),
        "headline": count_characters(filter(None, headlines), _LEAST_PAIR, _LEAST_THREE),
    }


def _texts(counted: Sequence[_Counted]) -> dict[str, Any]:
    texts = (normalize(text) for _, clean in counted for text in clean)
    return count_characters(filter(None, texts), _LEAST_PAIR, _LEAST_THREE)


def _pages(counted: Sequence[_Counted]) -> Iterator[Sequence[_Counted]]:
    """Yield the articles of each page; of those without one, as many as stand on a page."""
    for name, group in groupby(counted, key=lambda row: row[0].page):
        page = [*group]
        size = len(page) if name else _ON_A_PAGE
        yield from (page[n : n + size] for n in range(0, len(page), size))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, count, and write the file."""
    parser = argparse.ArgumentParser(
        prog="training.language", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "texts", type=Path, help="articles, one a line as JSON; .xz or .gz or plain"
    )
    parser.add_argument("--out", type=Path, default=OUT, help=f"default: {OUT.name}, as shipped")
    parser.add_argument(
        "--before",
        metavar="DATE",
        help="count only what was printed before this day (YYYY-MM-DD), to measure on later pages",
    )
    options = parser.parse_args(arguments)
    articles = read_articles(options.texts, options.before)
    try:
        tables = count_articles(articles)
    except (OSError, ValueError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    data = pack_tables(tables)
    write_whole(options.out, data)
    made = tables["made_of"]
    sys.stderr.write(
        f"{options.out}: {len(data):,} bytes from {made['articles']:,} articles with "
        f"{made['characters']:,} characters\n"
    )


if __name__ == "__main__":
    main()
