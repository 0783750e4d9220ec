"""Files spoiled at random, of every form that is read: ``python -m benchmarks.spoiled_files``.

Forms and damages are those of ``tests/spoiling.py``. Hypothesis (``tests/test_fuzz.py``) looks for
the smallest file that fails; this one reads many. For each form it prints how many were read, and
refused with a sentence. Whatever else is raised is a fault: the file is kept as ``fault-N``, and
the exit code is 1. The same ``--seed`` spoils alike.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.errors import GeneratorError
from generator.processes import use_one_thread

use_one_thread()

from tests.spoiling import FILES, PIECES, READ, Damage, spoiled  # noqa: E402

_TEXTS = 0.8
"""Of the files that are no PDF, which share stays UTF-8: of others one in eight is read."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each form, and how many files there were in all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=45_000, help="over all forms")
    parser.add_argument("--seed", type=int, default=1, help="another number for other files")
    parser.add_argument("--only", choices=FILES)
    options = parser.parse_args(argv)
    forms = [options.only] if options.only else [*FILES]
    chance = random.Random(options.seed)
    counts = {form: Counter[str]() for form in forms}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.files):
            form = forms[number % len(forms)]
            whole, damage = chance.choice(FILES[form]), _damages(chance)
            is_text = form != "a.pdf" and chance.random() < _TEXTS
            data = spoiled(whole, damage, is_text=is_text)
            outcome = _outcome(form, data, Path(folder))
            counts[form][outcome] += 1
            if outcome == "faults":
                Path(f"fault-{number}").write_bytes(data)
    for form, found in counts.items():
        print(f"{form:24}{found['read']:7} read{found['refused']:7} refused")
    total = sum(counts.values(), Counter[str]())
    told = ", ".join(f"{total[what]} {what}" for what in ("read", "refused", "faults"))
    print(f"{total.total()} files: {told}")
    return 1 if total["faults"] else 0


def _damages(chance: random.Random) -> list[Damage]:
    """Return one to five damages, most of them small."""
    return [
        (
            chance.randint(0, 6),
            chance.random(),
            chance.random() * chance.choice((0.3, 0.05, 0.002)),
            chance.choice(PIECES),
            chance.randint(0, 255),
        )
        for _ in range(chance.randint(1, 5))
    ]


def _outcome(form: str, data: bytes, folder: Path) -> str:
    """Read a file, and return what came of it."""
    try:
        READ[form](data, folder)
    except GeneratorError:
        return "refused"
    except Exception:
        print(f"{form}:", flush=True)
        traceback.print_exc()
        return "faults"
    return "read"


if __name__ == "__main__":
    sys.exit(main())
