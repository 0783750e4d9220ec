"""Files that atheris spoils, guided by what the readers do: ``python -m benchmarks.guided_fuzz``.

``pip install atheris`` first (Linux, Python 3.11); ``-runs=1000`` and ``-max_total_time=600`` are
libFuzzer's. The first byte says which form a file has. What is raised but a sentence ends the run,
and the file lies in ``crash-…``.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    """Begin with the files of ``tests/test_fuzz.py``, each in its form."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["generator.readers"]):
        fuzz: Any = import_module("tests.test_fuzz")
    names = tuple(fuzz.BASES)

    def read_one(data: bytes) -> None:
        if data:
            fuzz.read_or_refuse(names[data[0] % len(names)], data[1:])

    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(names):
            for n, base in enumerate(fuzz.BASES[name]):
                Path(folder, f"{number}-{n}").write_bytes(bytes([number]) + base.encode())
        atheris.Setup([*sys.argv, folder, "-max_len=40000"], read_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
