"""Makes of a public corpus the lines that ``benchmarks.facts corpus`` scores.

    python -m benchmarks.facts_public cluener dev.json > cluener.jsonl
    python -m benchmarks.facts_public pfr example.dev > pfr.jsonl
    python -m benchmarks.facts_public cec CEC > cec.jsonl

CLUENER2020 (CLUEbenchmark) and 人民日报 1998 with marked names (a character and its mark a line)
are sentences, CEC (shijiebei2009) reports with their days. The corpora are fetched by whoever
measures and are no part of this project. Of the bodies that a corpus marks, those are kept that
facts promise: an office, with the place or the word that says whose it is, no foreign one, no army,
no title. So recall is what is measured; what is found beside them may be right.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from generator.describe.agencies.agency_grammar import organ_grammar
from generator.describe.article_text import read_text
from generator.describe.data_files import data_lines
from generator.describe.regions.named_divisions import find_places

__all__ = ["cec_lines", "cluener_lines", "is_promised", "main", "pfr_lines"]

Line = dict[str, Any]

_FOREIGN = re.compile("|".join(map(re.escape, data_lines("countries.txt"))) + "|[美英法俄日德韩]")
_NO_BODY = re.compile(
    "^党中央|军|部队|舰队|司令部|公司|集团|银行|协会|学会|研究会|俱乐部|报社?$|电视台|出版社|新华社|大学|学院|医院"
    "|支部|党$|分局$|派出所$|使馆|系统|机关$|部门$"
)
_OFFICE = re.compile(
    "(?:部|厅|局|署|委|委员会|政府|法院|检察院|人大|政协|海关|海事局|办公室|办|总工会|妇联|工商联|残联|文联"
    "|国务院|中央|指挥部|领导小组|常委会|科学院|工程院|总社|[支总大]队)$"
)
_TITLE = re.compile("副?主席|副?总理|副?委员长|委员|常委|书记|代表|秘书长")
_CEC_TIME = re.compile(
    r"\d{4}年|[\d一二三四五六七八九十]+月|\d+日|[昨今明][天日晚夜晨]|今[早天]|[前后]天|[去今明前]年|上月|本月|次日"
)
_DAY = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")


def is_promised(name: str, after: str) -> bool:
    """Return whether facts promise a body that a corpus marks, before the words ``after``.

    >>> is_promised("湖南省民政厅", "说"), is_promised("市民政局", "说")
    (True, False)
    >>> is_promised("国务院", "总理")
    False
    """
    if _FOREIGN.search(name) or _NO_BODY.search(name) or not _OFFICE.search(name):
        return False
    if _TITLE.match(after):
        return False
    central = organ_grammar().central.longest_at(name, 0)
    places = find_places(read_text(name))
    return central is not None or bool(places and places[0].start == 0 and len(name) > 3)


def _promised(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    kept = (text[a:b] for a, b in spans if is_promised(text[a:b], text[b : b + 5]))
    return list(dict.fromkeys(kept))


def cluener_lines(source: Path) -> Iterator[Line]:
    """Yield the sentences of CLUENER2020 with the bodies of 政府 that they name."""
    for row in source.read_text(encoding="utf-8").splitlines():
        told = json.loads(row)
        marked = told["label"].get("government", {}).values()
        spans = [(a, b + 1) for ranges in marked for a, b in ranges]
        yield {"text": told["text"], "agencies_printed": _promised(told["text"], spans)}


def pfr_lines(source: Path) -> Iterator[Line]:
    """Yield the sentences of 人民日报 1998 with the bodies among their names of organisations."""
    for block in source.read_text(encoding="utf-8").split("\n\n"):
        rows = [row.split(" ") for row in block.splitlines() if row.strip()]
        text = "".join(row[0] for row in rows)
        marks = "".join({"B-ORG": "B", "I-ORG": "I"}.get(row[1], "O") for row in rows)
        if text:
            spans = [match.span() for match in re.finditer("BI*", marks)]
            yield {
                "text": text,
                "issued": "1998-01-15",
                "agencies_printed": _promised(text, spans),
            }


def cec_lines(source: Path) -> Iterator[Line]:
    """Yield the reports of CEC with the times that name a day, a month or a year."""
    for file in sorted(source.rglob("*.xml")):
        try:
            root = ElementTree.parse(file).getroot()
        except ElementTree.ParseError:
            continue
        paragraphs = [_squeezed(p) for p in root.iter("Paragraph")]
        times = dict.fromkeys(_squeezed(t) for p in root.iter("Paragraph") for t in p.iter("Time"))
        line: Line = {
            "text": "\n\n".join(filter(None, paragraphs)),
            "dates_printed": [t for t in times if _CEC_TIME.search(t)],
        }
        if day := _DAY.match((root.findtext("ReportTime") or "").strip()):
            line["issued"] = "{:04}-{:02}-{:02}".format(*map(int, day.groups()))
        if line["text"]:
            yield line


def _squeezed(element: ElementTree.Element) -> str:
    return re.sub(r"\s+", "", "".join(element.itertext()))


_CORPORA: dict[str, Callable[[Path], Iterator[Line]]] = {
    "cluener": cluener_lines,
    "pfr": pfr_lines,
    "cec": cec_lines,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the lines of a corpus; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) != 2 or given[0] not in _CORPORA:
        print(f"python -m benchmarks.facts_public {'|'.join(_CORPORA)} SOURCE", file=sys.stderr)
        return 2
    for line in _CORPORA[given[0]](Path(given[1])):
        print(json.dumps(line, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
