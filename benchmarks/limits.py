"""Time and memory of the largest that is read: ``python -m benchmarks.limits`` (minutes; POSIX).

A file of each kind, most of them 10 MB, is written and then read, reconstructed and described in a
process of its own. Printed are the seconds of the processor, the most memory of that process and
of the one that reads PDF for it, and what came of the file. Exit code 1 where a process took more
than its kind may.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from generator.processes import use_one_thread

use_one_thread()

from generator.corpus.addresses.ledger import LEDGER  # noqa: E402
from generator.corpus.addresses.list_addresses import Addresses  # noqa: E402
from generator.corpus.addresses.permalinks import Permalinks  # noqa: E402
from generator.corpus.processes.child_process import dismiss_idle  # noqa: E402
from generator.corpus.seeds.seed_files import Seed  # noqa: E402
from generator.corpus.seeds.seed_reading import MOST_CHARACTERS, read_seed  # noqa: E402
from generator.describe import describe_page  # noqa: E402
from generator.errors import GeneratorError  # noqa: E402
from generator.readers import Unread  # noqa: E402
from generator.reconstruct import reconstruct_page  # noqa: E402
from tests.page_shapes import shaped  # noqa: E402
from tests.pdf_writer import PdfPage, put, write_pdf  # noqa: E402

__all__ = ["KINDS", "Kind", "main"]

ROOT = Path(__file__).resolve().parent.parent
_LINES = 9_990
"""Lines of OCR on a page: 10,000 are read."""
_PDF_CHARACTERS = 150_000
_A_CORRECTION = 12_500


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, and what reading it may take."""

    name: str
    """What the file is called."""
    written: Callable[[int], Iterator[str | bytes]]
    """Yields the pieces of a file of so many bytes."""
    most: int = 500
    """MB for a process."""
    part: float = 1.0
    """Of the size that is asked for, how much."""
    beside: Callable[[int], Iterator[str | bytes]] | None = None
    """The same of its sidecar, where it has one."""


def _text(size: int) -> Iterator[str]:
    """Yield pages printed one after the other, in so many bytes."""
    yield shaped("pages printed", size // 3)


def _corrected(size: int) -> Iterator[str]:
    """Yield 800 articles in 10 MB that are asked for, and fewer in less."""
    for n in range(size // _A_CORRECTION):
        yield f"标题之{n}号说明\n\n第{n}句话说了很多很多事情。\n\n"


def _corrections(size: int) -> Iterator[str]:
    """Yield as many corrections, one for each article."""
    yield "corrections:\n"
    yield from (f"  - drop: 第{n}句话说了\n" for n in range(size // _A_CORRECTION))


def _markdown(size: int) -> Iterator[str]:
    yield "# 标题\n\n"
    yield from _text(size)


def _html(size: int) -> Iterator[str]:
    yield "<html><head><title>甲报</title></head><body><h1>标题</h1><div class='content'>"
    count = min(size // 6, MOST_CHARACTERS - 20_000)
    lines = shaped("pages printed", count).split()
    room = max(0, size - 3 * count) // len(lines)
    for line in lines:
        yield f"<p class='{'x' * (room - 20)}'>{line}</p>\n"
    yield "</div></body></html>"


def _long_html(size: int) -> Iterator[str]:
    yield "<html><head><title>甲报</title></head><body><h1>标题</h1><div class='content'>"
    yield from (f"<p>{line}</p>\n" for line in shaped("pages printed", size // 3).split())
    yield "</div></body></html>"


def _places() -> Iterator[tuple[int, int, str]]:
    """Yield lines of 22 characters in six columns, and where they lie, without end."""
    text = "".join(shaped("stories", 22 * _LINES).split())
    lines = (text[at : at + 22].ljust(22, "民") for at in range(0, len(text), 22))
    for n, line in enumerate(cycle(lines)):
        yield 100 + n % 6 * 1400, 100 + n // 6 * 30, line


def _filled(pieces: Iterator[str], size: int, most: int = _LINES) -> Iterator[str]:
    """Yield pieces up to so many bytes, and no more pieces than are read."""
    for n, piece in enumerate(pieces):
        size -= len(piece.encode())
        if size < 0 or n >= most:
            return
        yield piece


def _hocr(size: int) -> Iterator[str]:
    def line(x: int, y: int, text: str) -> str:
        words = "".join(
            f"<span class='ocrx_word' title='bbox {x + 50 * at} {y} {x + 50 * at + 99} {y + 24};"
            f" x_wconf 90'>{text[at : at + 2]}</span>"
            for at in range(0, len(text), 2)
        )
        box = f"bbox {x} {y} {x + 1300} {y + 24}; x_size 24"
        return f"<p class='ocr_par'><span class='ocr_line' title='{box}'>{words}</span></p>\n"

    yield "<!DOCTYPE html><html><head><meta name='ocr-system' content='x'/></head><body>"
    yield "<div class='ocr_page' id='p1' title='bbox 0 0 9000 60000'>"
    yield from _filled((line(*place) for place in _places()), size)
    yield "</div></body></html>"


def _alto(size: int) -> Iterator[str]:
    def line(x: int, y: int, text: str) -> str:
        words = "".join(
            f'<String HPOS="{x + 50 * at}" VPOS="{y}" WIDTH="100" HEIGHT="24" WC="0.95"'
            f' CONTENT="{text[at : at + 2]}"/>'
            for at in range(0, len(text), 2)
        )
        return f'<TextLine HPOS="{x}" VPOS="{y}" WIDTH="1300" HEIGHT="24">{words}</TextLine>\n'

    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>'
    yield '<Page ID="p" WIDTH="9000" HEIGHT="60000"><PrintSpace><TextBlock ID="b" HPOS="10"'
    yield ' VPOS="10" WIDTH="8800" HEIGHT="59000">'
    yield from _filled((line(*place) for place in _places()), size)
    yield "</TextBlock></PrintSpace></Page></Layout></alto>"


def _json(size: int) -> Iterator[str]:
    """Yield a list of lines as engines write it, as many as fill the size: more than are read."""
    yield "["
    for n, (x, y, text) in enumerate(_places()):
        box = [[x, y], [x + 1300, y], [x + 1300, y + 24], [x, y + 24]]
        line = json.dumps({"text": text, "score": 0.99, "box": box}, ensure_ascii=False)
        size -= len(line.encode())
        if size < 0:
            break
        yield f"{',' if n else ''}{line}"
    yield "]"


def _pdf(size: int) -> Iterator[bytes]:
    """Yield a page of text, lines that are drawn, and what is passed over."""
    text = "".join(shaped("stories", min(_PDF_CHARACTERS, size // 60)).split())
    lines = [text[at : at + 14] for at in range(0, len(text), 14)]
    set_lines = (put(s, 30 + n % 20 * 140, 10 + n // 20 * 10, 9) for n, s in enumerate(lines))
    drawn = (f"{n % 2800} {n % 9000} m {n % 2800 + 5} {n % 9000} l S" for n in range(size // 110))
    passed_over = "%" + "x" * (size * 7 // 10)
    yield write_pdf([PdfPage([*set_lines, *drawn, passed_over], size=(0, 0, 2900, 9100))])


def _rows(size: int) -> Iterator[str]:
    """Yield a record of articles, a row for each ten bytes of the size."""
    yield "kind,address,name,mark\n"
    letters = str.maketrans("0189", "ghij")
    for n in range(size // 10):
        mark = n * 7919 % (1 << 64)
        yield f"article,{f'{n:08x}'.translate(letters)},p{n % 5000}.txt,{mark:016x}\n"


KINDS = {
    "text, 488,000 characters": Kind("a.txt", _text, part=0.1464),
    "text": Kind("a.txt", _text),
    "text, 200 corrections": Kind("a.txt", _corrected, part=0.25, beside=_corrections),
    "text, 800 corrections": Kind("a.txt", _corrected, beside=_corrections),
    "Markdown, 488,000 characters": Kind("a.md", _markdown, part=0.1464),
    "Markdown": Kind("a.md", _markdown),
    "HTML": Kind("a.html", _html),
    "HTML, all text": Kind("a.html", _long_html),
    "hOCR": Kind("a.hocr", _hocr),
    "ALTO": Kind("a.alto.xml", _alto),
    "JSON": Kind("a.json", _json),
    "PDF": Kind("a.pdf", _pdf),
    "addresses.csv, 1,000,000 rows": Kind(LEDGER, _rows, most=1000),
}
"""What is measured, with its size where that is not 10 MB."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each kind."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="; ".join(KINDS))
    parser.add_argument("--size", type=int, default=10_000_000, help="bytes")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--of", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if unknown := set(options.kinds) - KINDS.keys():
        parser.error(f"{', '.join(sorted(unknown))}: no kind is called so")
    if options.into is not None:
        _write(KINDS[options.kinds[0]], options.into, options.size)
        return 0
    if options.of is not None:
        return _measure(options.kinds[0], options.of)
    return max(_apart(kind, options.size) for kind in options.kinds or KINDS)


def _apart(kind: str, size: int) -> int:
    """Write and measure, each in a process of its own; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "benchmarks.limits", kind, "--size", str(size))
        subprocess.run([*command, "--into", folder], cwd=ROOT, check=True)
        return subprocess.run([*command, "--of", folder], cwd=ROOT, check=False).returncode


def _write(kind: Kind, folder: Path, size: int) -> None:
    for name, written in ((kind.name, kind.written), ("a.yml", kind.beside)):
        if written is not None:
            with (folder / name).open("wb") as file:
                for piece in written(int(size * kind.part)):
                    file.write(piece if isinstance(piece, bytes) else piece.encode())


def _measure(name: str, folder: Path) -> int:
    """Print what reading the file takes; return 1 where it is too much, else 0."""
    kind = KINDS[name]
    path = folder / kind.name
    begun = time.process_time()
    told = _records(folder) if kind.name == LEDGER else _pages(path)
    seconds = time.process_time() - begun
    dismiss_idle()  # those that have ended are counted
    own, others = map(_memory, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    size = path.stat().st_size / 1e6
    print(f"{name:30}{size:6.1f} MB{seconds:7.1f} s{own:6} MB +{others:4}  {told}", flush=True)
    return int(max(own, others) > kind.most)


def _pages(path: Path) -> str:
    """Read, reconstruct and describe a file, and return what came of it."""
    characters = articles = 0
    try:
        for page in read_seed(Seed(name=path.name, path=path)):
            if isinstance(page, Unread):
                return f"refused: {page.why}"
            made = reconstruct_page(page)
            describe_page(made)
            characters += len(page.text)
            articles += len(made.articles)
    except GeneratorError as error:
        return f"refused: {str(error).removeprefix(f'{path}: ')}"
    return f"{characters:,} characters, {articles:,} articles"


def _records(folder: Path) -> str:
    Addresses.read(folder)
    return f"{len(Permalinks.read(folder).on_record()):,} addresses"


def _memory(who: int) -> int:
    """Return the most memory at a time, in MB; of this process without what started it."""
    status = Path("/proc/self/status")
    if who == resource.RUSAGE_SELF and status.exists():  # ru_maxrss counts the parent's at the fork
        (peak,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) >> 10
    return resource.getrusage(who).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    sys.exit(main())
