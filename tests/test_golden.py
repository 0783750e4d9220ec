"""The five pages, as they were read and approved: articles, facts, and why.

``pytest tests/test_golden.py --update-goldens`` writes them anew. Whoever commits a change of
them has read it: that is what the files are for.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.corpus.seeds import Seed, read_pages
from generator.describe import describe_page
from generator.model import Article, Block, Entry, Evidence, Reconstruction
from generator.publish import article_record, leftover_records, site_pages
from generator.reconstruct import reconstruct_page

_PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
_GOLDEN = Path(__file__).parent / "golden"


def _evidence(evidence: Evidence) -> str:
    spans = " ".join(f"{start}-{end}" for start, end in evidence.spans)
    second = f" | runner-up {evidence.runner_up!r}" if evidence.runner_up else ""
    margin = f" | margin {evidence.margin:.1f}" if evidence.margin is not None else ""
    return f"    {evidence.rule} [{spans}]{second}{margin}"


def _block(block: Block) -> str:
    text = block.text.text
    shown = text if len(text) <= 32 else f"{text[:16]}…{text[-15:]}"
    return "\n".join([f"  {block.role}: {shown}", *map(_evidence, block.evidence)])


def _article(article: Article) -> str:
    title = article.title.text.text if article.title else "-"
    head = [f"{title} ({article.confidence})", *map(_evidence, article.evidence)]
    return "\n".join([*head, *map(_block, article.blocks)])


def _why(result: Reconstruction) -> str:
    parts = [*map(_article, result.articles), *map(_block, result.leftovers)]
    return "\n\n".join(parts) + "\n"


def _files(path: Path) -> dict[str, str]:
    """Return what a seed is made into: one Markdown file an article, its records, the reasons."""
    (page,) = read_pages(Seed(name=path.name, path=path))
    result = reconstruct_page(page)
    entries = [
        Entry(id=f"a{n}", article=article, facts=facts)
        for n, (article, facts) in enumerate(
            zip(result.articles, describe_page(result), strict=True), 1
        )
    ]
    records = [*map(article_record, entries), *leftover_records(result)]
    files = {
        name.removeprefix("articles/"): text
        for name, text in site_pages(entries, [result])
        if name.startswith("articles/")
    }
    files["records.jsonl"] = "".join(
        json.dumps(record, ensure_ascii=False) + "\n" for record in records
    )
    files["why.txt"] = _why(result)
    return files


@pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.stem)
def test_a_page_is_made_into_what_was_approved(path: Path, request: pytest.FixtureRequest) -> None:
    made = _files(path)
    folder = _GOLDEN / path.stem
    if request.config.getoption("--update-goldens"):
        assert os.environ.get("CI") != "true", "goldens are approved by people, not by CI"
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    approved = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    assert sorted(made) == sorted(approved)
    for name, text in made.items():
        assert text == approved[name], f"{path.stem}/{name}"


def test_every_page_has_a_golden_and_every_golden_a_page() -> None:
    assert [path.stem for path in _PAGES] == sorted(folder.name for folder in _GOLDEN.iterdir())
