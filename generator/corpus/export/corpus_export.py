"""The corpus as data: to standard output, into a file, or as a Data Package in a folder.

Pages are taken one after the other, and what is written of one is forgotten before the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from generator.corpus.addresses.draft_ids import read_drafts
from generator.corpus.addresses.permalinks import Permalinks
from generator.corpus.cache.page_cache import Cache
from generator.corpus.export.export_target import (
    DESCRIPTOR,
    earlier_descriptor,
    not_written,
    others_in_package,
    refuse_other_file,
    same_files,
)
from generator.corpus.files.whole_files import written_whole
from generator.corpus.files.work_folder import work_folder
from generator.corpus.pages.joining import filed_pages
from generator.corpus.pages.own_topics import read_taxonomy
from generator.corpus.pages.pipeline import MadePage, Outcome, make_seeds
from generator.corpus.phrases import counted, name_some
from generator.corpus.processes.workers import choose_jobs
from generator.corpus.seeds.seed_files import find_project_seeds
from generator.corpus.settings import Settings
from generator.corpus.site.build_site import refuse_to_replace_the_project, swap_in
from generator.errors import GeneratorError
from generator.model import Entry, Reconstruction, without_persons
from generator.publish.csv_cells import csv_line
from generator.publish.export import (
    TABLES,
    Resource,
    Table,
    jsonl_lines,
    package_text,
    sheet_header,
    sheet_lines,
)

__all__ = ["Export"]


@dataclass(frozen=True, slots=True)
class _Format:
    """A format of one file."""

    header: str
    """What the file begins with."""
    lines: Callable[[Reconstruction, Sequence[Entry]], Iterator[str]]
    """Gives the lines of one page."""
    opening: str
    """A pattern of what every file of ours begins with, by which it is known: more than a file of
    another program has by chance."""


TEXT_FORMATS = {
    "jsonl": _Format(
        "", jsonl_lines, r'\{"page": "(?:[^"\\]|\\.)*", "id": "[a-z2-7]{8}", "label": '
    ),
    "csv": _Format(
        sheet_header(), sheet_lines, "\ufeffid,page,publication,issue_date,page_number,page_url,"
    ),
}
"""The formats that make one file; the other, ``datapackage``, makes a folder."""


@dataclass(slots=True)
class _Count:
    """What was met on the way through the pages."""

    pages: int = 0
    articles: int = 0
    new_ids: int = 0
    problems: list[Outcome] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One export of a project's corpus; use it once.

    Nothing but the cache of pages and what is asked for is written: ids that are not on record
    yet are those that ``convert`` will give.
    """

    settings: Settings
    """The project."""
    jobs: int = 0
    """Processes to use; 0 leaves the choice to the size of the work."""
    progress: Callable[[int, int], None] | None = None
    """Called with the seeds done and their total."""
    trouble: Callable[[Outcome], None] = lambda _outcome: None
    """Told of each seed that could not be made, as soon as that is known."""
    _count: _Count = field(default_factory=_Count)

    @property
    def failed(self) -> bool:
        """Whether pages are missing in what was exported."""
        return bool(self._count.problems)

    @property
    def summary(self) -> str:
        """What was exported."""
        count = self._count
        return f"{counted(count.articles, 'article')} on {counted(count.pages, 'page')}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What whoever uses the data should know."""
        count = self._count
        said = []
        if count.new_ids:
            verb = "has" if count.new_ids == 1 else "have"
            said.append(
                f"{counted(count.new_ids, 'article')} {verb} no lasting id yet. Run “convert” and "
                "commit addresses.csv before you hand the data on."
            )
        if count.problems:
            names = name_some([problem.seed for problem in count.problems])
            said.append(f"the data is without {names}; the errors above say why.")
        return tuple(said)

    def text(self, form: str) -> Iterator[str]:
        """Yield the export in one of :data:`TEXT_FORMATS`, piece by piece.

        Raises :class:`GeneratorError` when not one page can be made.
        """
        chosen = TEXT_FORMATS[form]
        begun = False
        for made, entries in self._pages():
            if not begun and chosen.header:
                yield chosen.header
            begun = True
            yield from chosen.lines(made, entries)

    def write_file(self, form: str, place: Path) -> None:
        """Write the export in one of :data:`TEXT_FORMATS` to a file, whole or not at all.

        Raises :class:`GeneratorError` when it cannot be written, when not one page can be made,
        and for a file that was not made by an export.
        """
        target = place.resolve()  # a link stays, and what it leads to is replaced
        self._refuse_the_seeds(place, target)
        refuse_other_file(place, target, TEXT_FORMATS[form].opening)
        try:
            with written_whole(target) as file:
                for piece in self.text(form):
                    file.write(piece.encode("utf-8"))
        except OSError as error:
            raise not_written(place, error) from error

    def write_package(self, place: Path) -> None:
        """Write a Data Package into a folder, which is replaced in one step.

        What else lies in an earlier package, and what its owner added to ``datapackage.json``
        (``licenses`` and the like), is kept. When nothing has changed, nothing is touched.
        Raises :class:`GeneratorError` when it cannot be written, when not one page can be made,
        for a folder that holds anything but an earlier package, and for one whose tables somebody
        has changed.
        """
        target = place.absolute().resolve()
        self._refuse_the_seeds(place, target)
        refuse_to_replace_the_project(target, self.settings)
        added = earlier_descriptor(place, target)
        try:
            with work_folder(target) as work:
                new = work / "package"
                new.mkdir()
                ours = self._fill(new, added)
                if not same_files(new, target, ours):
                    swap_in(new, target, others_in_package)
        except OSError as error:
            raise not_written(place, error) from error

    def _pages(self) -> Iterator[tuple[Reconstruction, tuple[Entry, ...]]]:
        """Yield each page with its articles as they are filed."""
        for page in filed_pages(self._made()):
            yield page.made, page.entries

    def _made(self) -> Iterator[tuple[MadePage, tuple[str, ...]]]:
        """Yield each page with the ids of its articles."""
        taxonomy = read_taxonomy(self.settings)
        seeds, bad = find_project_seeds(self.settings.seeds)
        for error in bad:
            self._failed(Outcome(seed=Path(str(error).partition(": ")[0]).name, error=str(error)))
        links = Permalinks.read(self.settings.seeds, read_drafts(self.settings.cache))
        on_record = links.on_record()
        outcomes = make_seeds(
            seeds,
            jobs=choose_jobs(self.jobs, len(seeds)),
            cache=Cache(self.settings.cache, taxonomy.digest if taxonomy else ""),
            taxonomy=taxonomy,
        )
        count = self._count
        for done, outcome in enumerate(outcomes, start=1):
            if outcome.error is not None:
                self._failed(outcome)
            for made in outcome.made:
                result = made.reconstruction
                ids = links.assign(result.page.name, result.articles)
                count.pages += 1
                count.articles += len(ids)
                count.new_ids += sum(id_ not in on_record for id_ in ids)
                if not self.settings.persons:
                    made = replace(made, facts=without_persons(made.facts))
                yield made, ids
            if self.progress is not None:
                self.progress(done, len(seeds))
        if not count.pages:
            raise GeneratorError("nothing to export: not one page could be read.")

    def _failed(self, outcome: Outcome) -> None:
        self._count.problems.append(outcome)
        self.trouble(outcome)

    def _fill(self, folder: Path, added: dict[str, Any]) -> set[str]:
        """Write the tables and ``datapackage.json`` into an empty folder; return their names."""
        publications = set()
        with ExitStack() as stack:
            files = [
                _TableFile(table, stack.enter_context((folder / table.path).open("wb")))
                for table in TABLES
            ]
            for made, entries in self._pages():
                if made.imprint.publication:
                    publications.add(made.imprint.publication)
                for file in files:
                    file.add(made, entries)
        resources = [file.resource() for file in files]
        text = package_text(self.settings.name, resources, publications, added=added)
        (folder / DESCRIPTOR).write_bytes(text.encode("utf-8"))
        return {DESCRIPTOR, *(table.path for table in TABLES)}

    def _refuse_the_seeds(self, place: Path, target: Path) -> None:
        """What is exported must not lie among what it is made of, or take its place."""
        if target.is_relative_to(self.settings.seeds.resolve()):
            raise GeneratorError(
                f"{place}: lies in {self.settings.seeds}, the folder of pages. Name another place."
            )


class _TableFile:
    """A table on its way into its file, hashed as it goes."""

    def __init__(self, table: Table, file: BinaryIO) -> None:
        self._table, self._file = table, file
        self._hash, self._size = hashlib.sha256(), 0
        self._write(csv_line(table.header()))

    def add(self, made: Reconstruction, entries: Sequence[Entry]) -> None:
        """Write the rows of one page."""
        header = self._table.header()
        for row in self._table.rows(made, entries):
            self._write(csv_line(row[name] for name in header))

    def resource(self) -> Resource:
        """Return what ``datapackage.json`` says of the file."""
        return Resource(table=self._table, bytes=self._size, sha256=self._hash.hexdigest())

    def _write(self, line: str) -> None:
        data = line.encode("utf-8")
        self._hash.update(data)
        self._size += len(data)
        self._file.write(data)
