"""Ids that an article keeps for good: ``seeds/permalinks.csv``.

An article is known again by its page and by its text, so its address survives another run, a
better reconstruction and a new headline. A row is never taken out: an id that was published once
stands for one article for ever and is not given to another.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import SidecarError
from generator.model import Article, Role

__all__ = ["FILE_NAME", "Permalinks", "sketch_of", "sketch_similarity"]

FILE_NAME = "permalinks.csv"
COLUMNS = ("id", "page", "text")
ID_LENGTH = 8

_PART = re.compile(r"#[0-9]+\Z")
"""What :func:`generator.corpus.seeds.split_pages` adds to the name of a file's later pages."""

SHINGLE = 4
SKETCH_SIZE = 16
HASH_DIGITS = 6

SAME_ARTICLE = 0.3
"""Estimated overlap above which an article of the same page is the one we knew. Two articles of
one page share almost no run of four characters; one that gained or lost half of itself keeps
this much."""
SAME_RENAMED = 0.8
"""The same for an article whose page was renamed, where the page's name says nothing."""


@dataclass(slots=True)
class _Row:
    """One line of the file, and what has become of it in this run."""

    id: str
    page: str
    sketch: str
    used: bool = False
    moved_to: str | None = None


@dataclass(slots=True)
class Permalinks:
    """The ids known so far; :meth:`assign` finds an article's id or makes a new one.

    The one record here that changes: it is the memory between one page and the next.
    """

    rows: dict[str, _Row] = field(default_factory=dict)
    """Every id ever given out."""
    _of_page: dict[str, list[_Row]] = field(default_factory=dict)
    _orphans: tuple[_Row, ...] = ()
    _seen_pages: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path) -> Permalinks:
        """Return the permalinks of a folder of seeds; none when it has no file yet.

        Raises :class:`SidecarError` naming the line that cannot be followed.
        """
        path = folder / FILE_NAME
        try:
            text = path.read_text("utf-8-sig")
        except FileNotFoundError:
            text = ""
        except (OSError, UnicodeDecodeError) as error:
            raise SidecarError(f"{path}: cannot be read: {error}.") from error
        links = cls()
        for row in _parse(text, str(path)):
            links.add(*row)
        # Rows of pages whose file is gone: perhaps it was renamed.
        files = {entry.name for entry in folder.iterdir()} if links.rows else set()
        links._orphans = tuple(
            row for row in links.rows.values() if _file_of(row.page, files) not in files
        )
        return links

    def add(self, id_: str, page: str, sketch: str) -> _Row:
        """Take in one line of the file."""
        row = self.rows[id_] = _Row(id_, page, sketch)
        self._of_page.setdefault(page, []).append(row)
        return row

    def assign(self, page: str, articles: Sequence[Article]) -> tuple[str, ...]:
        """Return the id of each of a page's articles, in their order.

        Call it once for each page. Which old id goes to which article is decided by the
        likeness of their texts, best first; what is left gets a new one, made of the page's
        name and the text. The same calls give the same ids.
        """
        self._seen_pages.add(page)
        texts = [_text_of(article) for article in articles]
        sketches = [sketch_of(text) for text in texts]
        known = [row for row in self._of_page.get(page, ()) if not row.used]
        chosen: dict[int, _Row] = _match(sketches, known, SAME_ARTICLE)
        if len(chosen) < len(articles):
            left = [i for i in range(len(articles)) if i not in chosen]
            orphans = [row for row in self._orphans if not row.used]
            gone = _match([sketches[i] for i in left], orphans, SAME_RENAMED)
            chosen.update({left[i]: row for i, row in gone.items()})
        ids = []
        for i, (text, sketch) in enumerate(zip(texts, sketches, strict=True)):
            row = chosen.get(i)
            if row is None:
                row = self.add(self._new_id(page, text), page, sketch)
            elif row.page != page:
                self._of_page[row.page].remove(row)
                self._of_page.setdefault(page, []).append(row)
            row.page, row.sketch, row.used = page, sketch, True
            ids.append(row.id)
        self._note_moves(page)
        return tuple(ids)

    def retired(self) -> tuple[tuple[str, str | None], ...]:
        """Return ids that no article bears any more, each with the id that took over its text.

        Only of pages that were assigned in this run; ``None`` where the text is in no article.
        """
        return tuple(
            (row.id, row.moved_to)
            for row in sorted(self.rows.values(), key=lambda row: row.id)
            if not row.used and row.page in self._seen_pages
        )

    def to_csv(self) -> str:
        """Return the file's content: the pages in order, a page's ids as they were given out.

        That order is what tells two articles of the very same words apart.
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in sorted(self.rows.values(), key=lambda row: row.page):
            writer.writerow((row.id, row.page, row.sketch))
        return out.getvalue()

    def _new_id(self, page: str, text: str) -> str:
        salt = 0
        while True:
            seed = f"{page}\n{text}" + (f"\n{salt}" if salt else "")
            digest = hashlib.blake2b(seed.encode("utf-8"), digest_size=ID_LENGTH).digest()
            candidate = base64.b32encode(digest).decode("ascii").lower()[:ID_LENGTH]
            if candidate not in self.rows:
                return candidate
            salt += 1  # two articles of the same words, or a collision: 1 in 2^40

    def _note_moves(self, page: str) -> None:
        rows = self._of_page.get(page, [])
        for row in rows:
            if row.used:
                continue
            ranked = [(sketch_similarity(row.sketch, r.sketch), r.id) for r in rows if r.used]
            best = max(ranked, default=(0.0, ""))
            row.moved_to = best[1] if best[0] > 0 else None


def sketch_of(text: str) -> str:
    """Return a fingerprint of ``text`` that similar texts share in part.

    The smallest hashes of its runs of four letters (a bottom-k sketch): the share that two
    sketches have in common estimates the share that the texts have in common. Width, blanks
    and punctuation play no part.

    >>> sketch_of("湖南省 民政厅。") == sketch_of("湖南省民政厅")
    True
    """
    letters = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
    runs = {letters[i : i + SHINGLE] for i in range(max(1, len(letters) - SHINGLE + 1))} - {""}
    size = HASH_DIGITS // 2
    hashes = {hashlib.blake2b(r.encode("utf-8"), digest_size=size).hexdigest() for r in runs}
    return "".join(sorted(hashes)[:SKETCH_SIZE])


def sketch_similarity(one: str, other: str) -> float:
    """Return the estimated overlap of the texts behind two sketches, 0 to 1.

    >>> sketch_similarity(sketch_of("湖南省民政厅召开会议"), sketch_of("湖南省民政厅召开会议"))
    1.0
    """
    if one == other:
        return 1.0
    first, second = _hashes(one), _hashes(other)
    lowest = sorted(first | second)[:SKETCH_SIZE]
    return sum(h in first and h in second for h in lowest) / max(len(lowest), 1)


def _hashes(sketch: str) -> set[str]:
    return {sketch[i : i + HASH_DIGITS] for i in range(0, len(sketch), HASH_DIGITS)}


def _match(sketches: Sequence[str], rows: Sequence[_Row], threshold: float) -> dict[int, _Row]:
    """Pair texts with rows, most alike first; ties go to the earlier text and the older row."""
    pairs = sorted(
        (-sketch_similarity(sketch, row.sketch), i, j)
        for i, sketch in enumerate(sketches)
        for j, row in enumerate(rows)
    )
    chosen: dict[int, _Row] = {}
    taken: set[int] = set()
    for unlike, i, j in pairs:
        if -unlike >= threshold and i not in chosen and j not in taken:
            chosen[i] = rows[j]
            taken.add(j)
    return chosen


def _file_of(page: str, files: Collection[str]) -> str:
    """Return the file that a page is of; a file's own name may look like that of a part.

    >>> _file_of("a.txt#2", {"a.txt"}), _file_of("m#b.txt", ()), _file_of("m#b.txt#2", ())
    ('a.txt', 'm#b.txt', 'm#b.txt')
    """
    return page if page in files else _PART.sub("", page)


def _text_of(article: Article) -> str:
    """Return the text an article is known by: its paragraphs, which outlive its headline."""
    body = "".join(block.text.text for block in article.body if block.role is not Role.SUBHEAD)
    return body or "".join(block.text.text for block in article.blocks)


def _parse(text: str, name: str) -> list[tuple[str, str, str]]:
    """Return id, page and sketch of each line."""
    rows: list[tuple[str, str, str]] = []
    reader = csv.reader(io.StringIO(text, newline=""))
    ids: set[str] = set()
    for cells in reader:
        where = f"{name}:{reader.line_num}"
        if reader.line_num == 1 and tuple(cells) == COLUMNS:
            continue
        if not cells:
            continue
        if len(cells) != len(COLUMNS) or not re.fullmatch(r"[a-z2-7]{8}", cells[0]):
            raise SidecarError(
                f"{where}: expected {', '.join(COLUMNS)}. The file is written by “convert”; "
                "take back the change to this line."
            )
        if cells[0] in ids:
            raise SidecarError(f"{where}: the id {cells[0]} is there twice. Delete one line.")
        ids.add(cells[0])
        rows.append((cells[0], cells[1], cells[2]))
    return rows
