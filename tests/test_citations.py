"""References: GB/T 7714-2025, BibTeX, RIS and CSL-JSON, read back as programs read them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model import ArticleDate, DateBasis, Entry, Facts, Imprint
from generator.publish.citations import (
    Reference,
    bibtex,
    csl_json,
    gbt7714,
    missing_words,
    reference_of,
    ris,
    title_words,
)
from generator.publish.escape import one_line
from tests.case_files import Case, read_cases
from tests.published import make_entry
from tests.test_escape import hostile


def filed(fields: dict[str, Any]) -> tuple[Entry, Imprint]:
    """Return the article and the sidecar that a case describes."""
    date = fields.get("facts")
    facts = Facts(
        date=ArticleDate(edtf=date["edtf"], basis=DateBasis(date["basis"])) if date else None,
        year=int(fields["year"]) if "year" in fields else None,
    )
    text = fields.get("text", "正文。")
    entry = make_entry(
        title=fields.get("title"),
        subtitle=fields.get("subtitle"),
        source=fields.get("source"),
        authors=tuple(fields.get("authors", ())),
        body=(("p", text),) if text else (),
        facts=facts,
    )
    known = {key: fields[key] for key in ("publication", "date", "page", "url") if key in fields}
    return entry, Imprint(**known)


@pytest.mark.parametrize("case", read_cases("citations.md"), ids=str)
def test_a_reference_is_written_as_the_standard_writes_it(case: Case) -> None:
    fields = yaml.load(case.input, Loader=yaml.BaseLoader)
    assert gbt7714(reference_of(*filed(fields))) == case.expected


def test_nothing_is_taken_from_the_clock_and_no_date_of_access_is_given() -> None:
    reference = Reference(id="k3v9", title="题", url="https://a.example/")
    for written in (gbt7714(reference), bibtex(reference), ris(reference), csl_json(reference)):
        assert not re.search(r"20\d\d|accessed|urldate|Y2  -", written)


# ---- the page's own script

SCRIPT = Path(__file__).parent.parent / "site_src" / "assets" / "cite.js"
_ASKS = """
globalThis.document = {querySelectorAll: () => [], querySelector: () => null,
  getElementById: () => null};
(0, eval)(require("fs").readFileSync(process.argv[1], "utf-8"));
const asked = JSON.parse(require("fs").readFileSync(0, "utf-8"));
console.log(JSON.stringify(asked.map(([record, said]) => banmianReferences(record, said))));
"""


def record_of(reference: Reference) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what ``head-article.html`` puts into the record of an article's page."""
    known = {
        "headline": reference.title or title_words(reference),
        "identifier": reference.id,
        "alternativeHeadline": reference.subtitle,
        "datePublished": reference.day,
        "printPage": reference.page,
        "isBasedOn": reference.url,
        "isPartOf": reference.newspaper and {"name": reference.newspaper},
        "author": [{"name": name} for name in reference.authors],
    }
    said = {"year": reference.estimate, "note": missing_words(reference)}
    said |= {} if reference.title else {"untitled": " "}
    return known, {key: value for key, value in said.items() if value}


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_the_script_of_a_page_makes_the_same_references() -> None:
    odd = "50% \\{~^}_ #$&\" '\u2028 鄉😀"
    references = [
        FULL,
        BARE,
        Reference(id="k3v9", year=1986, opening=odd, subtitle="副"),
        Reference(id="k3v9", title="题", subtitle=odd, authors=(odd, "乙"), issued="2024-04"),
        Reference(id="k3v9", title=odd, newspaper=odd, page=odd, url="https://a.example/?a=1&b=2"),
        Reference(id="k3v9", title="题", issued="2024~", unread="标题未能判定"),
    ]
    asked = json.dumps([record_of(reference) for reference in references])
    answer = subprocess.run(
        ("node", "-e", _ASKS, str(SCRIPT)), input=asked, capture_output=True, text=True, check=True
    )
    assert json.loads(answer.stdout) == [
        {
            "bib": bibtex(r),
            "ris": ris(r),
            "json": json.dumps(json.loads(csl_json(r)), ensure_ascii=False, indent=1) + "\n",
        }
        for r in references
    ]


# ---- read back

LATEX = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}",
    "textasciitilde": "~", "textasciicircum": "^",
}  # fmt: skip


def read_bibtex(text: str) -> dict[str, str]:
    """Read one entry as BibTeX does: a value ends where its braces are balanced again."""
    head = re.match(r"@(\w+)\{([^\s,{}]+),\n", text)
    assert head is not None
    fields = {"type": head[1], "key": head[2]}
    at = head.end()
    while text[at] != "}":
        name = re.compile(r"\s*(\w+) = \{").match(text, at)
        assert name is not None, text[at:]
        start = at = name.end()
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        assert name[1] not in fields
        fields[name[1]] = text[start : at - 1]
        assert text[at : at + 2] == ",\n"
        at += 2
    assert text[at:] == "}\n"
    return fields


def typeset(value: str) -> str:
    """Return what LaTeX prints of a value; a bare special character would be an error."""
    commands = "|".join(LATEX)
    bare = re.sub(rf"\{{\\(?:{commands})\}}|\\[#$%&_]", "", value)
    assert not re.search(r"[\\#$%&_~^]", bare), value
    value = re.sub(rf"\{{\\({commands})\}}", lambda m: f"\0{LATEX[m[1]]}", value)
    value = re.sub(r"\\([#$%&_])", r"\1", value)
    return re.sub(r"(\0)?([{}])|\0", lambda m: m[2] if m[1] and m[2] else "", value)


def read_ris(text: str) -> list[tuple[str, str]]:
    """Read one record: lines of two letters or digits, two blanks, a hyphen, a blank, a value."""
    lines = text.split("\r\n")
    assert lines.pop() == ""
    found = []
    for line in lines:
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n\x85\u2028\u2029\v\f]*)", line)
        assert match is not None, line
        found.append((match[1], match[2]))
    assert found[0] == ("TY", "NEWS")
    assert found[-1] == ("ER", "")
    assert [tag for tag, _value in found].count("ER") == 1
    return found


FULL = Reference(
    id="k3v9",
    title="山村通了公路",
    subtitle="来自石桥镇的报告",
    authors=("林望山", "苏晚晴"),
    newspaper="临江日报",
    issued="2024-04-18",
    page="4",
    url="https://paper.example/a?b=1&c=%E6%8A%A5",
)
BARE = Reference(id="k3v9", title="山村通了公路")


def test_bibtex_says_what_is_known() -> None:
    fields = read_bibtex(bibtex(FULL))
    assert fields["author"] == "{林望山} and {苏晚晴}"
    assert fields["title"] == "{山村通了公路：来自石桥镇的报告}"
    assert (fields["journal"], fields["date"], fields["year"], fields["pages"]) == (
        "临江日报", "2024-04-18", "2024", "4",
    )  # fmt: skip
    assert fields["url"] == FULL.url
    assert "note" not in fields


def test_bibtex_says_what_is_missing() -> None:
    fields = read_bibtex(bibtex(BARE))
    assert not {"author", "journal", "year", "date", "pages", "url"} & set(fields)
    assert fields["note"] == "责任者不详；报纸名不详；出版日期不详；版次不详"
    estimated = read_bibtex(bibtex(Reference(id="k3v9", title="题", year=1986)))
    assert (estimated["year"], estimated["date"]) == ("[1986]", "1986~")


def test_ris_says_what_is_known_and_missing() -> None:
    assert read_ris(ris(FULL)) == [
        ("TY", "NEWS"),
        ("ID", "k3v9"),
        ("AU", "林望山"),
        ("AU", "苏晚晴"),
        ("TI", "山村通了公路：来自石桥镇的报告"),
        ("T2", "临江日报"),
        ("PY", "2024"),
        ("DA", "2024/04/18/"),
        ("SP", "4"),
        ("UR", "https://paper.example/a?b=1&c=%E6%8A%A5"),
        ("LA", "zh-CN"),
        ("ER", ""),
    ]
    assert ("N1", "责任者不详；报纸名不详；出版日期不详；版次不详") in read_ris(ris(BARE))
    assert ("DA", "2024/04//") in read_ris(ris(Reference(id="a", issued="2024-04")))


def test_csl_json_has_the_shape_that_its_schema_asks_for() -> None:
    """Types after csl-data.json 1.0, as far as these items use it."""
    for reference in (
        FULL,
        BARE,
        Reference(id="a", year=1986),
        Reference(id="a", issued="2024-04"),
    ):
        (item,) = json.loads(csl_json(reference))
        assert item["type"] == "article-newspaper"
        texts = {"id", "type", "title", "container-title", "page", "URL", "language", "note"}
        assert set(item) <= texts | {"author", "issued"}
        assert all(isinstance(item[key], str) and item[key] for key in texts & set(item))
        for name in item.get("author", ()):
            assert list(name) == ["literal"]
        if "issued" in item:
            (parts,) = item["issued"]["date-parts"]
            assert 1 <= len(parts) <= 3
            assert all(isinstance(part, int) for part in parts)
    (item,) = json.loads(csl_json(FULL))
    assert item["issued"] == {"date-parts": [[2024, 4, 18]]}
    (estimated,) = json.loads(csl_json(Reference(id="a", year=1986)))
    assert estimated["issued"] == {"date-parts": [[1986]], "circa": True}


@given(hostile | st.text(), hostile | st.text(), hostile | st.text())
@example("}, note = {x", "a and b", "\\{%\n\u2028TY  - BOOK")
@example("{{{", "}}}", "ER  - ")
def test_hostile_words_stay_words(title: str, name: str, paper: str) -> None:
    entry = make_entry(title=title, authors=(name,), body=())
    reference = reference_of(
        entry, Imprint(publication=paper, page=name, url=f"https://a.b/{paper}")
    )
    fields = read_bibtex(bibtex(reference))
    if one_line(title):
        assert typeset(fields["title"]) == one_line(title)
    assert all("\n" not in value for value in fields.values())
    (item,) = json.loads(csl_json(reference))
    for tag, key in (("TI", "title"), ("T2", "container-title"), ("SP", "page"), ("UR", "URL")):
        assert dict(read_ris(ris(reference))).get(tag) == item.get(key)
    assert set(fields) <= {
        *("type", "key", "author", "title", "journal", "pages", "url", "entrysubtype", "langid"),
        "note",
    }
    assert "\n" not in gbt7714(reference)
