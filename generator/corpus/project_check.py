"""Looking whether all is well, without changing anything."""

from __future__ import annotations

import filecmp
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from generator.corpus.addresses.ledger import ARTICLE, LEDGER, ledger_text, read_ledger
from generator.corpus.cards.share_cards import card_press
from generator.corpus.convert import site_files
from generator.corpus.export.downloads import DOWNLOADS_KEPT, Downloads
from generator.corpus.files.manifest import MANIFEST, read_manifest
from generator.corpus.files.retained_files import retained_files
from generator.corpus.files.whole_files import to_bytes
from generator.corpus.pages.collected_pages import Corpus, read_corpus
from generator.corpus.phrases import counted, together
from generator.corpus.search.search_index import index_files
from generator.corpus.seeds.page_pictures import Pictures
from generator.corpus.seeds.seed_files import ignored_input
from generator.corpus.seeds.seed_forms import any_form, is_seed
from generator.corpus.seeds.sidecar import SUFFIXES, read_sidecar
from generator.corpus.settings import Settings
from generator.describe import describe_page
from generator.editing import damage_lines, imprint_lines
from generator.errors import SidecarError
from generator.model import Decided, Reconstruction, seed_stem
from generator.publish import DOWNLOADS, picture_files, texts_of

__all__ = ["check"]


def check(
    settings: Settings,
    *,
    jobs: int = 0,
    progress: Callable[[int, int], None] | None = None,
    verbose: bool = False,
) -> Iterator[str]:
    """Yield one line for each thing that is wrong, with the file and what to do.

    First what keeps pages from being made, then what is likely not meant, and last what is only
    out of date. Many of one kind are told together, and the generated pages in one line: the
    finding that an editor looks for must not drown. ``verbose`` tells each by itself.

    Looked at are the user's own topics, seeds, sidecars and their corrections, input that nothing
    reads or that is there twice, damaged text, conservation (the reconstruction proves it for each
    page or fails), the permalinks, and whether the generated pages are what the seeds now give.
    """
    pictures = Pictures.of(settings)
    wanted = pictures if settings.images else None
    corpus = read_corpus(settings, jobs=jobs, progress=progress, pictures=wanted)
    sidecars = _sidecars_in(settings.seeds)
    errors = {line for problem in corpus.problems for line in str(problem.error).splitlines()}
    errors.update(line for path in sidecars for line in _mistakes_in(path))
    warnings = (
        *ignored_input(settings.seeds),
        *corpus.warnings,
        *_check_twins(corpus),
        *_check_unread(settings.seeds, sidecars),
        *(line for made in corpus.reconstructions for line in damage_lines(made)),
        *(line for made in corpus.reconstructions for line in imprint_lines(made)),
        *_check_corrections(corpus),
    )
    for findings in (sorted(errors), warnings):
        yield from findings if verbose else together(findings)
    stale = tuple(_check_pages(settings, corpus, pictures))
    yield from _check_ids(settings, corpus)
    yield from _check_ledger(settings, corpus)
    if stale and not verbose:
        verb = "is" if len(stale) == 1 else "are"
        files = counted(len(stale), "generated file")
        yield f"{files} {verb} out of date: run convert. --verbose names each."
        return
    yield from stale


def _sidecars_in(folder: Path) -> list[Path]:
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if path.suffix in SUFFIXES and not path.name.startswith(".")]


def _check_unread(folder: Path, sidecars: list[Path]) -> Iterator[str]:
    """Sidecars that no seed reads: a typing error in the name would go unnoticed."""
    if not sidecars:  # nor, perhaps, a folder
        return
    seeds = {seed_stem(path.name) for path in folder.iterdir() if is_seed(path.name)}
    for path in sidecars:
        if path.stem not in seeds:
            yield (
                f"{path}: no seed is called {any_form(path.stem)}, so nothing reads this sidecar."
            )


def _mistakes_in(sidecar: Path) -> list[str]:
    try:
        read_sidecar(sidecar)
    except SidecarError as error:
        return str(error).splitlines()
    return []


def _check_corrections(corpus: Corpus) -> Iterator[str]:
    """Corrections that change nothing, and checked articles that have changed since."""
    for reconstruction in corpus.reconstructions:
        yield from reconstruction.findings
        if any(article.decided != Decided() for article in reconstruction.articles):
            yield from _needless_facts(reconstruction)


def _needless_facts(reconstruction: Reconstruction) -> Iterator[str]:
    """Facts that an editor states and the page proves by now."""
    plain = replace(
        reconstruction,
        articles=tuple(replace(article, decided=Decided()) for article in reconstruction.articles),
    )
    for article, facts in zip(reconstruction.articles, describe_page(plain), strict=True):
        said = article.decided
        region = facts.region.code if facts.region else None
        date = facts.date.edtf if facts.date else None
        for rule, stated, proven in (
            ("editor/region", said.region, region),
            ("editor/date", said.date, date),
        ):
            if stated is not None and stated == proven:
                note = next(e.note for e in article.evidence if e.rule == rule)
                where = _where(reconstruction, note)
                yield f"{where}: {stated} is what the page proves by itself. Delete it."


def _where(reconstruction: Reconstruction, note: str) -> str:
    """Return the full path and line of a correction, of which evidence notes the file's name."""
    sidecar = reconstruction.page.sidecar
    places = [c.where for c in sidecar.corrections] if sidecar else []
    return next((where for where in places if where.endswith(note)), note)


def _check_twins(corpus: Corpus) -> Iterator[str]:
    """Pages with the same characters: their articles would stand on the site twice."""
    first: dict[str, str] = {}
    for reconstruction in corpus.reconstructions:
        page = reconstruction.page
        twin = first.setdefault("".join(page.text.split()), page.name)
        if twin != page.name:
            yield f"{page.name}: has the same text as {twin}. Delete one of them."


def _check_ids(settings: Settings, corpus: Corpus) -> Iterator[str]:
    """Articles whose addresses are not on record."""
    recorded = {row.address for row in read_ledger(settings.seeds, ARTICLE)}
    missing = sum(entry.id not in recorded for page in corpus.pages for entry in page.entries)
    if missing:
        verb = "has" if missing == 1 else "have"
        yield (
            f"{settings.seeds / LEDGER}: {counted(missing, 'article')} {verb} no lasting id yet. "
            "Run “convert” and commit the file."
        )


def _check_ledger(settings: Settings, corpus: Corpus) -> Iterator[str]:
    """Whether all addresses are on record: call it when all pages have been looked at."""
    if not (settings.docs / MANIFEST).exists():
        return
    path = settings.seeds / LEDGER
    recorded = path.read_text("utf-8-sig") if path.is_file() else ""
    if recorded != ledger_text(corpus.ledger_rows()):
        yield f"{path}: out of date. Run “convert” and commit the file."


def _check_pages(settings: Settings, corpus: Corpus, pictures: Pictures) -> Iterator[str]:
    """Generated pages that differ from what the seeds give; silent before the first convert."""
    if not (settings.docs / MANIFEST).exists():
        return
    wanted = set(DOWNLOADS) if corpus.entries else set()
    yield from _check_downloads(settings, corpus, wanted)
    shown = picture_files(corpus.entries, corpus.reconstructions, corpus.facsimiles)
    for name, picture in shown.items():
        wanted.add(name)
        path = settings.docs / name
        if not path.is_file():
            yield f"{path}: missing. Run “convert”."
        elif not filecmp.cmp(pictures.path_of(picture), path):
            yield f"{path}: not what the seeds give now. Run “convert”."
    pages: Iterator[tuple[str, str | bytes]] = texts_of(site_files(corpus, settings.docs))
    press = card_press(settings)
    cards = press.cards(corpus.desk) if press is not None else ()
    for name, content in chain(pages, index_files(corpus.desk), cards):
        wanted.add(name)
        path = settings.docs / name
        if not path.is_file():
            yield f"{path}: missing. Run “convert”."
        elif path.read_bytes() != to_bytes(content):
            yield f"{path}: not what the seeds give now. Run “convert”."
    kept = retained_files(settings.docs, corpus.permalinks.waiting(), wanted)
    for name in sorted(read_manifest(settings.docs).keys() - wanted - kept):
        yield f"{settings.docs / name}: left over, no seed calls for it. Run “convert”."


def _check_downloads(settings: Settings, corpus: Corpus, names: Iterable[str]) -> Iterator[str]:
    downloads = Downloads.of(corpus, settings.cache.parent / DOWNLOADS_KEPT)
    for name in sorted(names):
        path = settings.docs / name
        if not path.is_file():
            yield f"{path}: missing. Run “convert”."
            continue
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / path.name
            with made.open("wb") as file:
                downloads.write(name, file)
            if not filecmp.cmp(made, path, shallow=False):
                yield f"{path}: not what the seeds give now. Run “convert”."
