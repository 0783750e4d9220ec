"""Learns which words speak for which field into ``generator/scores/fields.json.gz``.

    python -m training.fields TEXTS [--before DATE] [--labels FILE] [--out FILE]

TEXTS is as for ``training.language``; an article may also have its ``section`` (版名). Nobody has
to label anything: the words of ``generator/describe/data/fields.yml`` begin, each article goes to
the fields that its words speak for, each word's weight is taken anew from the articles, and so on
(expectation maximisation of a naive Bayes model, Nigam et al. 2000). A section that is about
certain fields by its name keeps its articles there. FILE holds the fields that somebody gave to
some articles by hand, which count more. The same texts give the same bytes. Kept are words of
jieba's dictionary and their weights, never texts; names of people and places are left out.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from generator.describe.lexicon import Lexicon
from generator.describe.topics.fields import Field, shipped_fields
from generator.describe.written_form import folded
from generator.scores.field_scores import (
    FieldScores,
    beliefs_of,
    head_counts,
    pack_weights,
    term_value,
)
from generator.scores.packed_tables import pack_tables
from training.field_words import body_words, vocabulary
from training.language import Article, read_articles
from training.whole_files import write_whole

__all__ = ["LABELS", "SECTIONS", "label_of", "learn", "main", "read_labels"]

OUT = Path(__file__).resolve().parent.parent / "generator/scores/fields.json.gz"
LABELS = Path(__file__).with_name("field_labels.csv")
"""Fields given by hand to articles of the shipped training, each named by its digest."""
SECTIONS: Mapping[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for names, fields in {
        "国际": "world",
        "体育": "sport",
        "文化 文化遗产 人文 副刊": "culture",
        "法治": "law",
        "健康": "health",
        "教育": "education",
        "国防": "defence",
        "党建": "politics",
        "民主政治": "politics law",
        "港澳台侨": "compatriots",
        "生态 绿色": "environment resources agriculture",
        "科技 科技·新知": "science industry resources",
        "新农村": "agriculture civil",
        "财经": "economy finance industry commerce",
        "消费": "economy industry commerce",
        "产经": "economy industry commerce resources agriculture transport",
    }.items()
    for name in names.split()
}
"""Sections that are about certain fields by their name, in any paper."""
_NO_ARTICLES = {"广告", "公告"}
_ROUNDS = 8
_SHARPNESS, _SHARPNESS_AT_FIRST = 6.0, 12.0
"""How firmly an article goes to the likeliest field; no field's own words are learned at first."""
_SMOOTH = 1.2
"""Weight of “as often as anywhere” against what was counted."""
_LABEL = 3.0
"""Articles that one labelled by hand counts for."""
_SECOND = 0.3
"""Share of the second field of a label."""
_NAMED, _OWN = 1.5, 2.0
"""Least weight of a word of the table for its field, and what is added to it."""
_FOLDS = 5
_SHARPNESSES = tuple(n / 8 for n in range(2, 49))
_AGAINST = -0.7
"""Least weight against a field: a word tells what an article is about, not what it isn't."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Texts:
    """Articles as counts of words."""

    rows: sparse.csr_matrix
    """Values of the words of each article."""
    allowed: npt.NDArray[np.bool_]
    """The narrower fields that its section allows each article."""
    labels: Mapping[int, tuple[int, ...]]
    """Narrower fields by hand, best first, by the article's row."""


def label_of(article: Article) -> str:
    """Return what names an article in a file of labels: a digest of its page and words."""
    said = "\n".join((article.page, article.title, *article.paragraphs))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def read_labels(file: Path) -> dict[str, tuple[str, ...]]:
    """Return the fields of each article that a file of labels names, best first."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["article"]: tuple(row["fields"].split()) for row in csv.DictReader(lines)}


def learn(articles: Iterable[Article], labels: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return the tables of :mod:`generator.scores.field_scores`."""
    kept = [a for a in articles if a.section not in _NO_ARTICLES and body_words(a)]
    fields = [field for field in shipped_fields() if field.within]
    terms = vocabulary(kept, fields)
    texts = _counted(kept, terms, fields, labels)
    own = _own(fields, terms)
    weights = _weights(texts, own)
    told = hashlib.sha256("\n".join(map(label_of, kept)).encode()).hexdigest()
    made = {"articles": len(kept), "labels": len(texts.labels), "sha256": told}
    return {
        "made_of": made,
        "fields": [field.id for field in fields],
        "sharpness": _sharpness(texts, own, terms, fields),
        **_packed(terms, weights),
    }


def _counted(
    articles: Sequence[Article],
    terms: Sequence[str],
    fields: Sequence[Field],
    labels: Mapping[str, tuple[str, ...]],
) -> _Texts:
    lexicon = Lexicon({term: number for number, term in enumerate(terms)})
    numbers = {field.id: number for number, field in enumerate(fields)}
    places: list[int] = []
    values: list[float] = []
    ends = [0]
    for article in articles:
        found = _values(lexicon, article)
        places += found.keys()
        values += found.values()
        ends.append(len(places))
    given = ((row, labels.get(label_of(article), ())) for row, article in enumerate(articles))
    return _Texts(
        rows=sparse.csr_matrix((values, places, ends), shape=(len(articles), len(terms))),
        allowed=np.array([_allowed(article, fields) for article in articles]),
        labels={row: tuple(numbers[name] for name in names) for row, names in given if names},
    )


def _values(lexicon: Lexicon[int], article: Article) -> dict[int, float]:
    head, body = (
        Counter(number for _at, _word, number in lexicon.find(text))
        for text in (folded(article.title), body_words(article))
    )
    return {n: term_value(head_counts(head[n], body[n]), bool(head[n])) for n in head | body}


def _allowed(article: Article, fields: Sequence[Field]) -> list[bool]:
    held = SECTIONS.get(article.section)
    return [held is None or field.within in held for field in fields]


def _own(fields: Sequence[Field], terms: Sequence[str]) -> npt.NDArray[np.bool_]:
    own = [frozenset(field.terms) for field in fields]
    return np.array([[term in words for term in terms] for words in own])


def _weights(texts: _Texts, own: npt.NDArray[np.bool_], without: Sequence[int] = ()) -> Numbers:
    """Return the weight of each word for each narrower field, in nats.

    Nothing is learned of the articles in the rows ``without``.
    """
    lengths = np.sqrt(texts.rows.multiply(texts.rows).sum(axis=1)).A1.clip(1)
    scaled = sparse.diags(1 / lengths) @ texts.rows
    usual = texts.rows.sum(axis=0).A1 / texts.rows.sum()
    given = _given(texts.labels, len(own))
    weights = 2 * _OWN * own
    for number in range(_ROUNDS):
        sharpness = _SHARPNESS if number else _SHARPNESS_AT_FIRST
        sums = sharpness * (scaled @ (weights + _OWN * own).T)
        beliefs = _beliefs(sums, texts)
        beliefs[list(texts.labels)] = given
        beliefs[list(without)] = 0
        counted = (texts.rows.T @ beliefs).T
        expected = counted.sum(axis=1, keepdims=True) * usual
        weights = np.log((counted + _SMOOTH) / (expected + _SMOOTH))
        weights = np.maximum(np.where(own, np.maximum(weights, _NAMED), weights), _AGAINST)
    return weights + _OWN * own


def _given(labels: Mapping[int, tuple[int, ...]], size: int) -> Numbers:
    rows = np.zeros((len(labels), size))
    for row, numbers in zip(rows, labels.values(), strict=True):
        first, *more = numbers
        row[first] += _LABEL * (1 - _SECOND if more else 1)
        row[more[:1]] += _LABEL * _SECOND
    return rows


def _beliefs(scores: Numbers, texts: _Texts) -> Numbers:
    scores = np.where(texts.allowed, scores, -np.inf)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _packed(terms: Sequence[str], weights: Numbers) -> dict[str, Any]:
    return {"terms": [*terms], "weights": [pack_weights(column) for column in weights.T.tolist()]}


def _sharpness(
    texts: _Texts, own: npt.NDArray[np.bool_], terms: Sequence[str], fields: Sequence[Field]
) -> float:
    """Return how firmly sums are to be believed: what makes labels likeliest that weren't learned.

    Each fifth of the labelled articles is asked of weights that were learned without it.
    """
    wide = [field.within for field in fields]
    asked = []
    for fold in range(_FOLDS):
        without = [row for k, row in enumerate(texts.labels) if k % _FOLDS == fold]
        weights = _weights(texts, own, without)
        tables = {"fields": wide, "sharpness": 1.0, **_packed(terms, weights)}
        model = FieldScores(tables)
        asked += [
            (model.sums(_row(texts, row, terms)), wide[numbers[0]])
            for row, numbers in texts.labels.items()
            if row in without
        ]
    return min(_SHARPNESSES, key=lambda sharpness: _surprise(asked, wide, sharpness))


def _row(texts: _Texts, row: int, terms: Sequence[str]) -> dict[str, float]:
    found = texts.rows[[row]]
    return {terms[n]: value for n, value in zip(found.indices, found.data, strict=True)}


def _surprise(
    asked: Sequence[tuple[Sequence[float], str]], wide: Sequence[str], sharpness: float
) -> float:
    """Return how little the labelled wide fields were believed, in nats."""
    total = 0.0
    for sums, said in asked:
        shares = beliefs_of(sums, sharpness)
        right = sum(share for share, field in zip(shares, wide, strict=True) if field == said)
        total -= math.log(max(right, 1e-9))
    return total


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, learn, and write the file."""
    parser = argparse.ArgumentParser(
        prog="training.fields", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "texts", type=Path, help="articles, one a line as JSON; .xz or .gz or plain"
    )
    parser.add_argument("--before", metavar="DATE", help="learn only from earlier days")
    parser.add_argument("--labels", type=Path, default=LABELS, help="fields given by hand (CSV)")
    parser.add_argument("--out", type=Path, default=OUT, help=f"default: {OUT.name}, as shipped")
    options = parser.parse_args(arguments)
    articles = read_articles(options.texts, options.before)
    try:
        tables = learn(articles, read_labels(options.labels))
    except (OSError, ValueError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    data = pack_tables(tables)
    write_whole(options.out, data)
    made = tables["made_of"]
    sys.stderr.write(
        f"{options.out}: {len(data):,} bytes, {len(tables['terms']):,} words, "
        f"from {made['articles']:,} articles, {made['labels']} labelled by hand\n"
    )


if __name__ == "__main__":
    main()
