"""Addresses of lists that a build once gave out, in the ledger of addresses.

A list has a page only while an article is in it. Taking a page of a newspaper away, or learning
better which region an article is about, would leave those who noted the address with nothing; so
each list is on record, and gets a page that leads on.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.corpus.addresses.ledger import LIST, LedgerRow, read_ledger, wrong_row
from generator.errors import SidecarError
from generator.publish import (
    Later,
    Site,
    Text,
    always_there,
    gone_files,
    is_segment,
    list_of,
    page_of_list,
    title_of,
)

__all__ = ["Addresses"]

_LOG, _LONGER = "corrections/", 10
"""The lists of corrections, and how many of their pages one page of a newspaper can fill."""
_TOGETHER = 30
"""How many pages all lists together have for each article, page and list, at most: an article is in
some dozen lists, and a page of a list has some dozen articles."""
_DEEPEST = 3
"""Segments of the deepest list, ``topics/ID/region-CODE``."""


@dataclass(slots=True)
class Addresses:
    """The lists known so far; :meth:`note` takes in a page of this build."""

    rows: dict[str, tuple[int, str]] = field(default_factory=dict)
    """For the first page of each list (a file under ``site_src``), how many pages it ever had,
    and its name."""
    _lines: dict[str, str] = field(default_factory=dict)
    """For each list of the ledger, where that number stands."""

    @classmethod
    def read(cls, folder: Path) -> Addresses:
        """Return the record of a folder of seeds; an empty one when it has no file yet.

        Raises :class:`SidecarError` naming the line that cannot be followed; call
        :meth:`refuse_endless` too, once the articles are known.
        """
        found = cls()
        for _kind, path, name, number, where, columns in read_ledger(folder, LIST):
            if not _is_list(path):
                raise wrong_row(where, columns, "; no list has this address")
            if not re.fullmatch("[1-9][0-9]{0,8}", number):
                raise wrong_row(where, columns, "; the number of pages is none")
            if "\n" in name:
                raise wrong_row(where, columns, "; is there a quotation mark too many?")
            # Two branches of a project may each have added a list: the longer one counts.
            longest = found.rows.get(path, (0, ""))[0]
            if int(number) > longest:
                found._lines[path] = where
            found.rows[path] = (max(int(number), longest), name)
        return found

    def refuse_endless(self, others: int) -> None:
        """Raise :class:`SidecarError` for a list of more pages than there can have been.

        Each page of a list names at least one article, page or list, and each of these has a row
        for good: here, or among the ``others``, articles and pages. Without this bound, a digit
        too many in a merge would have a page written for each page that never was.
        """
        most = max(1, others + len(self.rows))
        for path, where in self._lines.items():
            pages = self.rows[path][0]
            if pages > most * (_LONGER if path.startswith(_LOG) else 1):
                raise SidecarError(
                    f"{where}: {path} cannot have had {pages} pages: all the articles, pages and "
                    f"lists ever made are {most}, and each page names one at least. Put the number "
                    "right, or restore the rows that the file has lost."
                )
        together = sum(pages for pages, _name in self.rows.values())
        if self._lines and together > most * _TOGETHER:
            longest = max(self._lines, key=lambda path: self.rows[path][0])
            raise SidecarError(
                f"{self._lines[longest]}: the lists cannot have had {together} pages together, "
                f"of which {longest} has most: all the articles, pages and lists ever made are "
                f"{most}. Put the numbers right, or restore the rows that the file has lost."
            )

    def note(self, name: str, text: Text) -> None:
        """Take in a file of this build, if it is a page of a list.

        >>> known = Addresses()
        >>> known.note("regions/430000/2.md", "---\\ntitle: 湖南省\\n---\\n")
        >>> known.rows
        {'regions/430000.md': (2, '湖南省')}
        """
        if (found := list_of(name)) is not None:
            path, number = found
            if number == 1 and path not in self.rows and always_there(path):
                return
            title = text.title if isinstance(text, Later) else title_of(text)
            self.rows[path] = (max(number, self.rows.get(path, (1, ""))[0]), title)

    def gone(self, here: Container[str], site: Site) -> Iterator[tuple[str, str]]:
        """Yield path and text of what stands where a list, or a page of one, used to be.

        ``here`` are the files of this build; call it after the last of them is noted.
        """
        names = {path: name for path, (_pages, name) in self.rows.items()}
        for path, (pages, _name) in sorted(self.rows.items()):
            for number in range(1, pages + 1):
                if page_of_list(path, number) not in here:
                    yield from gone_files(path, number, names, here, site)

    def ledger_rows(self) -> Iterator[LedgerRow]:
        """Yield the rows of the ledger, in the order of addresses."""
        for path, (pages, name) in sorted(self.rows.items()):
            yield LedgerRow(LIST, path, name, str(pages))


def _is_list(path: str) -> bool:
    """Tell whether a path is one that the first page of a list may have.

    >>> _is_list("topics/care/year-2024.md"), _is_list("regions/../../x.md")
    (True, False)
    """
    segments = path.removesuffix(".md").split("/")
    known = list_of(path) == (path, 1) and len(segments) <= _DEEPEST
    return known and all(map(is_segment, segments))
