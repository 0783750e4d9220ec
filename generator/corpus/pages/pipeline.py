"""One seed at a time through the stages, here or in several processes."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator.corpus.cache.page_cache import Cache
from generator.corpus.cache.read_sources import NotKeptError
from generator.corpus.cache.shared_records import packed
from generator.corpus.pages.correction_log import logged_corrections
from generator.corpus.pages.doubt_places import with_doubts
from generator.corpus.pages.page_gists import (
    Gists,
    all_shown,
    page_gist,
    without_proofs,
    without_text,
)
from generator.corpus.phrases import tell_unread
from generator.corpus.processes.workers import spread
from generator.corpus.seeds.page_pictures import Pictures
from generator.corpus.seeds.seed_files import Seed
from generator.corpus.seeds.seed_reading import read_seed
from generator.describe import Taxonomy, describe_page, find_imprint
from generator.editing import page_notes
from generator.engines import LOCAL, engine_address
from generator.errors import GeneratorError, SeedError
from generator.model import Facsimile, Facts, Page, PageNotes, PageOutlines, Reconstruction
from generator.progress import tell_reused
from generator.readers import Unread
from generator.reconstruct import reconstruct_both, reconstruct_page
from generator.reconstruct.articles.outlines import page_outlines
from generator.reconstruct.jumps.ends import jump_page

__all__ = ["MadePage", "Outcome", "make_seed", "make_seeds"]

_SMALL_TEXT = 1 << 16
"""Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """A page and what was made of it."""

    reconstruction: Reconstruction
    """Its articles and leftovers."""
    facts: tuple[Facts, ...]
    """The facts of each article, in the same order."""
    notes: PageNotes | None = None
    """What is doubtful, and what its editor has changed; ``None`` where nobody asked."""
    kept_as: str = ""
    """Name of its entry in the cache; none where it is not kept."""
    outlines: PageOutlines | None = None
    """Where its articles lie on it, if it shows that."""
    facsimile: Facsimile | None = None
    """What it looks like, if it has a picture and somebody asked."""
    was_kept: bool = False
    """Whether it was there from an earlier run."""
    gists: Gists | None = None
    """What is known of its articles, where their text was put away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a seed: its pages, or the reason why there are none, or not all."""

    seed: str
    """The seed's name."""
    made: tuple[MadePage, ...] = ()
    """Its pages."""
    error: str | None = None
    """What the user should know and do; ``None`` when all went well."""
    detail: str = ""
    """For a fault of ours, the trace of it."""
    warnings: tuple[str, ...] = ()
    """What the user should know though the pages are done."""


def make_seeds(
    seeds: Iterable[Seed],
    *,
    jobs: int = 1,
    facts: bool = True,
    notes: bool = False,
    cache: Cache | None = None,
    taxonomy: Taxonomy | None = None,
    pictures: Pictures | None = None,
    gists: bool = False,
    counted: bool = True,
) -> Iterator[Outcome]:
    """Yield the outcome of each seed, in the order given, whatever ``jobs`` is.

    ``notes`` are what the site tells of doubts and corrections; there are none without ``facts``.
    ``taxonomy`` are the topics to file under, if not those that ship; a cache must know of them.
    ``pictures`` is where the pictures of pages are kept; none are made without. With ``gists``,
    pages come without their text where the cache has the whole of them.

    Only a few outcomes are held at a time, so ten thousand pages need no more memory than ten. A
    page whose process is killed is tried once more alone; where that one is killed too, the
    outcome says so. Where the engine is a cluster, its workers make them instead. With ``counted``,
    whoever watches is told how many pages were there already.
    """
    wanted = partial(make_seed, facts=facts, notes=notes, taxonomy=taxonomy, gists=gists)
    make = partial(wanted, cache=cache, pictures=pictures)
    if engine_address() != LOCAL:
        from generator.corpus.pages.far_seeds import make_far  # who has no cluster pays for none

        outcomes = make_far(engine_address(), seeds, make, _lost_seed)
    elif gists:  # of which many are held
        sent = spread(partial(_sent, make), seeds, jobs, partial(_sent, _lost_seed), here=_is_small)
        outcomes = _received(sent)
    else:
        outcomes = spread(make, seeds, jobs, _lost_seed, here=_is_small)
    return _counted(outcomes) if counted else outcomes


def _sent(make: Callable[[Seed], Outcome], seed: Seed) -> bytes:
    """Return an outcome of which whoever reads it holds once what others have, too."""
    return packed(make(seed))


def _received(sent: Iterator[bytes]) -> Iterator[Outcome]:
    try:
        yield from map(pickle.loads, sent)
    finally:
        if isinstance(sent, Generator):
            sent.close()


def _is_small(seed: Seed) -> bool:
    """Tell whether a seed is a text that no machine has too little memory for."""
    path = seed.path
    try:
        return path is not None and path.suffix == ".txt" and path.stat().st_size <= _SMALL_TEXT
    except OSError:
        return False


def _counted(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Yield the outcomes, and tell how many of their pages were there already."""
    try:
        for outcome in outcomes:
            tell_reused(sum(made.was_kept for made in outcome.made))
            yield outcome
    finally:
        if isinstance(outcomes, Generator):
            outcomes.close()


def make_seed(
    seed: Seed,
    *,
    facts: bool = True,
    notes: bool = False,
    cache: Cache | None = None,
    taxonomy: Taxonomy | None = None,
    pictures: Pictures | None = None,
    gists: bool = False,
) -> Outcome:
    """Return a seed's pages with their facts, from the cache where it holds them.

    Raises nothing for a bad seed: one page must not take the others with it. Of a sealed cache
    raises :class:`NotKeptError` where something would have to be made.
    """
    made: list[MadePage] = []
    unread: list[Unread] = []
    warnings: list[str] = []
    try:
        for read in read_seed(seed, cache.sources if cache is not None else None):
            if isinstance(read, Unread):
                unread.append(read)
            else:
                make = _make_gist if gists and cache is not None else _make_page
                made.append(make(read, facts, notes, cache, taxonomy))
        if pictures is not None:
            made = [_illustrate(one, seed, pictures, warnings) for one in made]
    except NotKeptError:
        raise
    except GeneratorError as error:
        return Outcome(seed=seed.name, error=str(error))
    except Exception as error:
        told, trace = _told(f"{seed.path or seed.name}", error)
        return Outcome(seed=seed.name, error=told, detail=trace)
    told = "\n".join(tell_unread(str(seed.path or seed.name), seed.name, unread, len(made)))
    return Outcome(seed=seed.name, made=tuple(made), error=told or None, warnings=tuple(warnings))


def _told(place: str, error: Exception) -> tuple[str, str]:
    """Return what to tell of a page: a fault of the program as such, with its trace."""
    others, kind = "the other pages are not affected.", f"{type(error).__name__}: {error}"
    if isinstance(error, MemoryError):
        return f"{place}: takes more memory than there is. Cut it in two; {others}", ""
    what = f"the program failed on this page ({kind}). Please report it with the page"
    return f"{place}: {what}; {others}", "".join(traceback.format_exception(error))


def _make_gist(
    page: Page, facts: bool, notes: bool, cache: Cache | None, taxonomy: Taxonomy | None
) -> MadePage:
    """Return a page without its text, where the cache keeps that and nobody else may need it."""
    assert cache is not None
    known = cache.gist(page)
    if isinstance(known, MadePage):
        return replace(known, was_kept=True)
    made = _make_page(page, facts, notes, cache, taxonomy)
    kept = facts and cache.has(made.kept_as)
    found = page_gist(made.reconstruction, made.facts, made.kept_as) if kept else None
    if found is None:
        return made
    gists, extract = found
    told = made.notes or PageNotes()
    result, told = without_text(made.reconstruction, told, made.kept_as)
    filed = tuple(map(without_proofs, made.facts))
    gists = replace(gists, shown=all_shown(result, filed, told, gists))
    made = replace(made, reconstruction=result, facts=filed, notes=told, gists=gists)
    cache.put_extract(made.kept_as, extract)
    cache.put_gist(page, replace(made, was_kept=False))
    return made


def _make_page(
    page: Page, facts: bool, notes: bool, cache: Cache | None, taxonomy: Taxonomy | None
) -> MadePage:
    # Without facts the result is another one, and the cache holds only whole ones.
    if not facts:
        reconstruction = _without_places(reconstruct_page(page))
        if jump_page(reconstruction) is not None:  # with what its issue is joined by
            reconstruction = replace(reconstruction, printed=find_imprint(reconstruction))
        return MadePage(
            reconstruction=reconstruction, facts=(Facts(),) * len(reconstruction.articles)
        )
    known = cache.get(page) if cache is not None else None
    made = known if isinstance(known, MadePage) else None
    was_kept, untouched = made is not None, None
    if made is None:
        result, untouched = reconstruct_both(page)
        result = replace(result, printed=find_imprint(result))
        facts_found = describe_page(result, taxonomy)
        name = cache.path_of(page).name if cache is not None else ""
        made = MadePage(
            reconstruction=_without_places(result),
            facts=facts_found,
            kept_as=name,
            outlines=page_outlines(result),
        )
    if notes and made.notes is None and cache is not None and cache.sealed:
        raise NotKeptError
    if notes and made.notes is None:  # a page kept by who did not ask for them lacks no more
        if was_kept:
            _, untouched = reconstruct_both(page)
        logged = logged_corrections(made.reconstruction, made.facts, untouched)
        told = replace(page_notes(made.reconstruction), corrections=logged)
        made = replace(made, notes=told, outlines=with_doubts(made.outlines, page, told))
    if cache is not None and made is not known:
        cache.put(page, made)
    return replace(made, was_kept=True) if was_kept else made


def _illustrate(made: MadePage, seed: Seed, pictures: Pictures, warnings: list[str]) -> MadePage:
    """Return a page with its pictures; what is wrong with them is added to ``warnings``."""
    page = made.reconstruction.page
    try:
        found = pictures.facsimile(seed, page.name, page.sidecar, made.outlines)
    except SeedError as error:
        warnings.append(str(error))
        return made
    if found is not None and made.outlines is not None and made.outlines.guessed:
        warnings.append(
            f"{seed.path}: page {page.name} does not say how large it is, and its lines do not fit "
            "on its picture: the areas of its articles may lie beside them. Put the very picture "
            "there that was read."
        )
    return replace(made, facsimile=found, outlines=None)


def _without_places(result: Reconstruction) -> Reconstruction:
    """Return what was made of a page without where its characters stand and what says it.

    Nothing asks for that any more, and of ten thousand pages it would fill the memory.
    """
    if result.page.geometry is None and not result.page.elements:
        return result
    return replace(result, page=replace(result.page, geometry=None, elements=()))


def _lost_seed(seed: Seed) -> Outcome:
    """Return what to tell of a seed whose process was killed, and killed again."""
    return Outcome(
        seed=seed.name,
        error=f"{seed.path or seed.name}: the process that made this page was killed, and so was "
        "the one that tried it once more by itself. Most likely the machine has too little memory "
        "for it: split the file at its pages, or run again where there is more. The other pages "
        "are not affected.",
    )
