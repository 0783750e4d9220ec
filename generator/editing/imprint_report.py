"""What a page says of its issue in another way than its sidecar, or its file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import HEAD_FIELDS, Reconstruction, differs, seed_stem

__all__ = ["imprint_lines"]

_PART = re.compile(r"#[0-9]+\Z")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
"""A day in a file's name: 2024-04-18, 20240418."""


def imprint_lines(made: Reconstruction) -> Iterator[str]:
    """Yield a line for each thing that a page says otherwise than its sidecar or its file's name.

    What the sidecar says holds, then what the page does. A file's name proves nothing; one that
    bears another day than the page is told, as either may be a slip, until a sidecar gives a date.

    >>> from generator.model import Evidence, Imprint, Page, Sidecar
    >>> said = Imprint(page="5", evidence=(Evidence(rule="imprint/page", note="5"),))
    >>> page = Page(name="a.pdf", text="第5版", sidecar=Sidecar(page="4"))
    >>> made = Reconstruction(page=page, articles=(), leftovers=(), printed=said)
    >>> list(imprint_lines(made))
    ['a.pdf: a.yml says page 4, and the page prints 5. The sidecar holds; mend it if it is wrong.']
    """
    page, sidecar = made.page, made.page.sidecar
    file = _PART.sub("", page.name)
    for evidence in made.printed.evidence:
        field = HEAD_FIELDS.get(evidence.rule, "")
        stated = getattr(sidecar, field, None) if sidecar is not None else None
        if stated and differs(stated, evidence.note):
            yield (
                f"{page.name}: {seed_stem(file)}.yml says {field} {stated}, and the page prints "
                f"{evidence.note}. The sidecar holds; mend it if it is wrong."
            )
    if sidecar is not None and sidecar.date:
        return  # the editor has told the day
    day, named = made.imprint.date, _DAY.search(seed_stem(file))
    if day and named and len(day) == 10 and "-".join(named.group(1, 3, 4)) != day:
        yield (
            f"{page.name}: the file is called after another day than that of its issue, {day}. "
            "Rename it, or state the date in a sidecar."
        )
