"""Addresses of lists that a build once gave out: ``seeds/addresses.csv``.

A list has a page only while an article is in it. Taking a page of a newspaper away, or learning
better which region an article is about, would leave those who noted the address with nothing; so
each list is on record, and gets a page that leads on. Articles have their own record
(``permalinks.csv``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import SidecarError
from generator.publish import Site, always_there, gone_files, list_of, page_of_list, title_of

__all__ = ["ADDRESSES", "Addresses"]

ADDRESSES = "addresses.csv"
COLUMNS = ("list", "pages", "name")


@dataclass(slots=True)
class Addresses:
    """The lists known so far; :meth:`note` takes in a page of this build."""

    rows: dict[str, tuple[int, str]] = field(default_factory=dict)
    """For the first page of each list (a file under ``site_src``), how many pages it ever had,
    and its name."""

    @classmethod
    def read(cls, folder: Path) -> Addresses:
        """Return the record of a folder of seeds; an empty one when it has no file yet.

        Raises :class:`SidecarError` naming the line that cannot be followed.
        """
        path = folder / ADDRESSES
        try:
            text = path.read_text("utf-8-sig")
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError) as error:
            raise SidecarError(f"{path}: cannot be read: {error}.") from error
        found = cls()
        reader = csv.reader(io.StringIO(text, newline=""))
        for cells in reader:
            if not cells or (reader.line_num == 1 and tuple(cells) == COLUMNS):
                continue
            plain = len(cells) == len(COLUMNS) and cells[1].isascii() and cells[1].isdigit()
            if not plain or list_of(cells[0]) != (cells[0], 1):
                raise SidecarError(
                    f"{path}:{reader.line_num}: expected {', '.join(COLUMNS)}. The file is written "
                    "by “convert”; take back the change to this line."
                )
            # Two branches of a project may each have added a list: the longer one counts.
            pages = max(int(cells[1]), found.rows.get(cells[0], (1, ""))[0])
            found.rows[cells[0]] = (pages, cells[2])
        return found

    def note(self, name: str, text: str) -> None:
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
            self.rows[path] = (max(number, self.rows.get(path, (1, ""))[0]), title_of(text))

    def gone(self, here: Container[str], site: Site) -> Iterator[tuple[str, str]]:
        """Yield path and text of what stands where a list, or a page of one, used to be.

        ``here`` are the files of this build; call it after the last of them is noted.
        """
        names = {path: name for path, (_pages, name) in self.rows.items()}
        for path, (pages, _name) in sorted(self.rows.items()):
            for number in range(1, pages + 1):
                if page_of_list(path, number) not in here:
                    yield from gone_files(path, number, names, here, site)

    def to_csv(self) -> str:
        """Return the file's content, in the order of addresses."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((path, *self.rows[path]) for path in sorted(self.rows))
        return out.getvalue()
