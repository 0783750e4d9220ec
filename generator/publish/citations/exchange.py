"""References for programs: BibTeX, RIS and CSL-JSON.

``site_src/assets/cite.js`` makes the same of what an article's page says of itself, so that no
article needs three files more; ``tests/test_citations.py`` holds it to these.

A field that is not known is missing there, as each program has its own words for that; what is
missing is said in the note, so that nobody takes it for forgotten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from generator.publish.citations.gbt7714 import title_words
from generator.publish.citations.reference import Reference

__all__ = ["bibtex", "csl_json", "missing_words", "ris"]

_LATEX = {
    # As commands: BibTeX counts braces even behind a backslash.
    "\\": "{\\textbackslash}", "{": "{\\textbraceleft}", "}": "{\\textbraceright}",
    "~": "{\\textasciitilde}", "^": "{\\textasciicircum}",
    **{char: f"\\{char}" for char in "#$%&_"},
}  # fmt: skip
_SPECIAL = re.compile("[" + re.escape("".join(_LATEX)) + "]")


def bibtex(reference: Reference) -> str:
    r"""Return an ``@article`` of a newspaper for BibTeX and BibLaTeX.

    Names are in braces of their own: which part of a Chinese name is the surname is not said.

    >>> print(bibtex(Reference(id="k3v9", title="增长50%", authors=("甲一",), newspaper="某某日报",
    ...                        issued="2024-04-18", page="4")), end="")
    @article{bm-k3v9,
      author = {{甲一}},
      title = {{增长50\%}},
      journal = {某某日报},
      year = {2024},
      date = {2024-04-18},
      pages = {4},
      entrysubtype = {newspaper},
      langid = {chinese},
    }
    """
    fields: list[tuple[str, str]] = []
    if reference.authors:
        names = " and ".join(f"{{{_latex(name)}}}" for name in reference.authors)
        fields.append(("author", names))
    fields.append(("title", f"{{{_latex(title_words(reference))}}}"))
    if reference.newspaper:
        fields.append(("journal", _latex(reference.newspaper)))
    if reference.day:
        fields += [("year", reference.day[:4]), ("date", reference.day)]
    elif reference.estimate:
        # As the standard and EDTF each write an estimate; BibLaTeX reads the date, BibTeX the year.
        fields += [("year", f"[{reference.estimate}]"), ("date", f"{reference.estimate}~")]
    if reference.page:
        fields.append(("pages", _latex(reference.page)))
    if reference.url:
        fields.append(("url", reference.url))
    fields += [("entrysubtype", "newspaper"), ("langid", "chinese")]
    if note := missing_words(reference):
        fields.append(("note", note))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@article{{bm-{reference.id},\n{lines}}}\n"


def ris(reference: Reference) -> str:
    r"""Return a record of the RIS format (type ``NEWS``), its lines ended as RIS wants them.

    >>> ris(Reference(id="k3v9", title="山村通了公路", issued="2024-04-18")).split("\r\n")[:4]
    ['TY  - NEWS', 'ID  - k3v9', 'TI  - 山村通了公路', 'PY  - 2024']
    """
    lines = [("TY", "NEWS"), ("ID", reference.id)]
    lines += [("AU", name) for name in reference.authors]
    lines.append(("TI", title_words(reference)))
    if reference.newspaper:
        lines.append(("T2", reference.newspaper))
    if reference.day:
        # YYYY/MM/DD/other, where every slash stands though what it parts is missing.
        year, month, day = (*reference.day.split("-"), "", "")[:3]
        lines += [("PY", year), ("DA", f"{year}/{month}/{day}/")]
    elif reference.estimate:
        lines.append(("PY", reference.estimate))
    if reference.page:
        lines.append(("SP", reference.page))
    if reference.url:
        lines.append(("UR", reference.url))
    lines.append(("LA", "zh-CN"))
    if note := missing_words(reference):
        lines.append(("N1", note))
    lines.append(("ER", ""))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def csl_json(reference: Reference) -> str:
    """Return a list of one item of CSL-JSON (``csl-data.json``, version 1.0).

    Names are literal: which part of a Chinese name is the surname is not said.

    >>> (item,) = json.loads(csl_json(Reference(id="k3v9", title="通公路", issued="2024-04")))
    >>> item["issued"]
    {'date-parts': [[2024, 4]]}
    """
    item: dict[str, Any] = {
        "id": reference.id,
        "type": "article-newspaper",
        "title": title_words(reference),
    }
    if reference.authors:
        item["author"] = [{"literal": name} for name in reference.authors]
    if reference.newspaper:
        item["container-title"] = reference.newspaper
    if reference.day:
        item["issued"] = {"date-parts": [[int(part) for part in reference.day.split("-")]]}
    elif reference.estimate:
        item["issued"] = {"date-parts": [[int(reference.estimate)]], "circa": True}
    if reference.page:
        item["page"] = reference.page
    if reference.url:
        item["URL"] = reference.url
    item["language"] = "zh-CN"
    if note := missing_words(reference):
        item["note"] = note
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def missing_words(reference: Reference) -> str:
    """Return what a reader should know is missing."""
    return "；".join(_missing(reference))


def _missing(reference: Reference) -> Iterator[str]:
    if reference.title is None:
        yield reference.unread or "原版未见标题"
    if not reference.authors:
        yield "责任者未能判定" if reference.unread else "责任者不详"
    if not reference.newspaper:
        yield "报纸名不详"
    if reference.day is None:
        yield "出版年为估计" if reference.estimate else "出版日期不详"
    if not reference.page:
        yield "版次不详"


def _latex(text: str) -> str:
    return _SPECIAL.sub(lambda match: _LATEX[match.group()], text)
