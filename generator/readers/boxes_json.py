"""Pages as JSON: their text, and where its characters stand (``NAME.boxes.json``).

One object a page::

    {"page": "2024-04-18-04.pdf#2", "unit": "pt", "size": [w, h], "origin": "top-left",
     "made_by": "…", "sha256": "…", "text": "…",
     "runs": [{"span": [a, b], "base": [x, y], "em": 9.0, "dir": "h", "xs": [x, …], "end": x1,
               "font": null, "bold": null, "conf": null}],
     "rules": [[x0, y0, x1, y1]], "boxes": [], "pictures": []}

Several pages are objects one after the other, as JSON Lines has them. A page that shows no places
has no runs and no size, one that was scanned askew a ``slope``; of one whose size nothing tells it
is ``guessed``. What is written here is read back as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from generator.errors import SeedError
from generator.model import Box, Direction, Geometry, Page, Run
from generator.readers import page_name
from generator.text.traced import Span

__all__ = ["boxes_line", "read_boxes"]

_MOST_BYTES = 100 * 1024 * 1024
"""Of a file: a thousand pages."""
_MOST_OF_PAGE = 10 * 1024 * 1024
"""Characters of one page's object; a full broadsheet takes 200,000."""
_FARTHEST = 100_000.0
"""Points: no place is farther from the corner, and no letter larger."""
_SMALLEST = 0.5
"""Points: what is set smaller cannot be seen."""
_BLANK = re.compile(r"[ \t\r\n]*")
_HALF = re.compile("[\ud800-\udfff]")

_PLACES = ("unit", "size", "origin", "made_by", "sha256", "rules", "boxes", "pictures")
_PAGE_KEYS = frozenset(["page", "text", "runs", *_PLACES, "guessed", "slope"])
_RUN_KEYS = frozenset(["span", "base", "em", "dir", "xs", "end", "font", "bold", "conf"])


def boxes_record(page: Page) -> dict[str, Any]:
    """Return a page as the object that stands for it."""
    places = page.geometry
    return {
        "page": page.name,
        "unit": "pt",
        "size": list(places.size) if places else None,
        "origin": "top-left",
        "made_by": places.made_by if places else None,
        "sha256": places.sha256 if places else None,
        "text": page.text,
        "runs": [_run_record(run) for run in places.runs] if places else [],
        "rules": [list(box) for box in places.rules] if places else [],
        "boxes": [list(box) for box in places.boxes] if places else [],
        "pictures": [list(box) for box in places.pictures] if places else [],
        **({"guessed": True} if places and places.guessed else {}),
        **({"slope": places.slope} if places and places.slope else {}),
    }


def _run_record(run: Run) -> dict[str, Any]:
    return {
        "span": list(run.span),
        "base": list(run.base),
        "em": run.em,
        "dir": run.direction.value,
        "xs": list(run.xs),
        "end": run.end,
        "font": run.font,
        "bold": run.bold,
        "conf": run.conf,
    }


def boxes_line(page: Page) -> str:
    """Return a page as one line of JSON, without its end.

    >>> boxes_line(Page(name="a.txt", text="今日多云"))[:44]
    '{"page": "a.txt", "unit": "pt", "size": null'
    """
    return json.dumps(boxes_record(page), ensure_ascii=False, allow_nan=False)


def read_boxes(data: bytes, name: str) -> Iterator[Page]:
    """Yield the pages of a file, each called as the file says.

    Raises :class:`SeedError`, naming the file, the page and what in it is wrong.
    """
    if len(data) > _MOST_BYTES:
        raise SeedError(
            f"{name}: larger than {_MOST_BYTES >> 20} MB. Split it: one file for each page."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError(
            f"{name}: byte {error.start} is not valid UTF-8 ({error.reason}). Save it as UTF-8."
        ) from None
    number = 0
    for number, found in enumerate(_objects(text, name), start=1):
        yield _PageReader(name, number).page(found)
    if not number:
        raise SeedError(f"{name}: holds no page. Put one JSON object for each page into it.")


def _objects(text: str, name: str) -> Iterator[object]:
    """Yield the JSON values that stand in a text one after the other."""
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    at = _skip(text, 0)
    while at < len(text):
        try:
            found, end = decoder.raw_decode(text, at)
        except RecursionError:
            raise SeedError(f"{name}: brackets within brackets, too deep to read.") from None
        except json.JSONDecodeError as error:
            raise SeedError(
                f"{name}:{error.lineno}: not valid JSON: {error.msg} (column {error.colno}). Is "
                "the file cut off? Pages stand one after the other, each an object."
            ) from None
        except ValueError as error:  # NaN, Infinity; a number of thousands of digits
            line = _line(text, at)
            raise SeedError(f"{name}:{line}: not valid JSON: {error}.") from None
        if end - at > _MOST_OF_PAGE:
            line = _line(text, at)
            raise SeedError(f"{name}:{line}: a page of more than {_MOST_OF_PAGE >> 20} MB.")
        yield found
        at = _skip(text, end)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _refuse_constant(found: str) -> NoReturn:
    raise ValueError(f"{found} is no number")


class _PageReader:
    """Reads one page's object; knows what to call the page where something is wrong."""

    def __init__(self, file: str, number: int) -> None:
        self._file, self._number = file, number

    def page(self, found: object) -> Page:
        """Return the page that an object stands for."""
        if not isinstance(found, Mapping):
            self._refuse("", "expected an object")
        self._know(found, _PAGE_KEYS, "")
        for key, only in (("unit", "pt"), ("origin", "top-left")):
            if found.get(key, only) != only:
                self._refuse(key, f"expected “{only}”")
        default = page_name(self._file, self._number)
        name, text = (
            self._text(found.get("page", default), "page"),
            self._text(found["text"], "text"),
        )
        if not name or "\n" in name:
            self._refuse("page", "expected the name of a page")
        runs = tuple(self._runs(found["runs"], text, found.get("size") is not None))
        shapes = {
            key: tuple(
                self._box(item, f"{key}[{n}]")
                for n, item in enumerate(self._list(found.get(key, []), key))
            )
            for key in ("rules", "boxes", "pictures")
        }
        if found.get("size") is None and not runs and not any(shapes.values()):
            return Page(name=name, text=text)
        width, height = self._numbers(found.get("size"), 2, "size")
        if width <= 0 or height <= 0:
            self._refuse("size", "expected numbers above 0")
        places = Geometry(
            size=(width, height),
            made_by=self._text_or_none(found.get("made_by"), "made_by") or "",
            sha256=self._text_or_none(found.get("sha256"), "sha256") or "",
            runs=runs,
            guessed=self._truth(found.get("guessed"), "guessed") or False,
            slope=self._number_of(found.get("slope", 0.0), "slope"),
            **shapes,
        )
        return Page(name=name, text=text, geometry=places)

    def _runs(self, found: object, text: str, places: bool) -> Iterator[Run]:
        """Yield the runs: in the order of the text, with all of it but blanks.

        Only a page that has no ``places`` may do without any.
        """
        end = 0
        for number, item in enumerate(self._list(found, "runs")):
            where = f"runs[{number}]"
            if not isinstance(item, Mapping):
                self._refuse(where, "expected an object")
            run = self._run(item, where, len(text))
            if run.span[0] < end:
                self._refuse(f"{where}.span", f"begins before {end}, where the run before it ends")
            self._skipped(text, end, run.span[0])
            end = run.span[1]
            yield run
        if end or places:
            self._skipped(text, end, len(text))

    def _skipped(self, text: str, start: int, end: int) -> None:
        if text[start:end].strip():
            self._refuse("text", f"characters {start} to {end} stand in no run")

    def _run(self, found: Mapping[str, Any], where: str, length: int) -> Run:
        self._know(found, _RUN_KEYS, f"{where}.")
        span = self._span(found["span"], f"{where}.span", length)
        x, y = self._numbers(found["base"], 2, f"{where}.base")
        em, end = (self._number_of(found[key], f"{where}.{key}") for key in ("em", "end"))
        if em < _SMALLEST:
            what = f"expected {_SMALLEST} or more: places are points, 72 to the inch"
            self._refuse(f"{where}.em", f"{what}. Multiply them all by the page's size in points")
        way = found.get("dir", "h")
        if way not in ("h", "v"):
            self._refuse(f"{where}.dir", "expected “h” or “v”")
        xs, bold, conf = found.get("xs"), found.get("bold"), found.get("conf")
        xs = () if xs in (None, []) else self._numbers(xs, span[1] - span[0], f"{where}.xs")
        if conf is not None:
            conf = self._number_of(conf, f"{where}.conf")
            if not 0 <= conf <= 1:
                self._refuse(f"{where}.conf", "expected a number from 0 to 1")
        return Run(
            span=span,
            base=(x, y),
            em=em,
            direction=Direction(way),
            xs=xs,
            end=end,
            font=self._text_or_none(found.get("font"), f"{where}.font"),
            bold=self._truth(bold, f"{where}.bold"),
            conf=conf,
        )

    def _span(self, found: object, where: str, length: int) -> Span:
        ends = self._list(found, where)
        if len(ends) != 2 or any(type(end) is not int for end in ends):
            self._refuse(where, "expected two whole numbers")
        start, end = ends
        if not 0 <= start < end <= length:
            self._refuse(where, f"expected a part of the text, which has {length} characters")
        return start, end

    def _box(self, found: object, where: str) -> Box:
        left, top, right, bottom = self._numbers(found, 4, where)
        if right < left or bottom < top:
            self._refuse(where, "expected left, top, right, bottom")
        return left, top, right, bottom

    def _numbers(self, found: object, count: int, where: str) -> tuple[float, ...]:
        items = self._list(found, where)
        if len(items) != count or not {*map(type, items)} <= {int, float}:
            self._refuse(where, f"expected {count} numbers")
        if max(items) > _FARTHEST or min(items) < -_FARTHEST:
            self._refuse(where, "there is a number too large for any page")
        return tuple(map(float, items))

    def _number_of(self, found: object, where: str) -> float:
        return self._numbers([found], 1, where)[0]

    def _text(self, found: object, where: str) -> str:
        if not isinstance(found, str):
            self._refuse(where, "expected a string")
        if _HALF.search(found) or "\0" in found:
            self._refuse(where, "there is half a character in it (\\uD800 to \\uDFFF), or \\u0000")
        return found

    def _text_or_none(self, found: object, where: str) -> str | None:
        return None if found is None else self._text(found, where)

    def _truth(self, found: object, where: str) -> bool | None:
        if found is not None and not isinstance(found, bool):
            self._refuse(where, "expected true, false or null")
        return found

    def _list(self, found: object, where: str) -> list[Any]:
        if not isinstance(found, list):
            self._refuse(where, "expected a list")
        return found

    def _know(self, found: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
        for key in sorted(found.keys() - keys):
            self._refuse(f"{where}{str(key)[:40]}", "nothing is called so here")
        for key in ("text", "runs") if keys is _PAGE_KEYS else ("span", "base", "em", "end"):
            if key not in found:
                self._refuse(f"{where}{key}", "is missing")

    def _refuse(self, where: str, what: str) -> NoReturn:
        place = f": {where}" if where else ""
        raise SeedError(f"{self._file}: page {self._number}{place}: {what}.")
