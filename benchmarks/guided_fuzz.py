"""Files that atheris spoils, guided by what the readers do: ``python -m benchmarks.guided_fuzz``.

``pip install atheris`` first (Linux, Python 3.11); ``-runs=1000`` and ``-max_total_time=600`` are
libFuzzer's. The first byte says which form a file has. What is raised but a sentence ends the run,
and the file lies in ``crash-…``.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.errors import GeneratorError


def main() -> None:
    """Begin with the files of ``tests/spoiling.py``, each in its form."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["generator.readers"]):
        spoiling: Any = import_module("tests.spoiling")
    forms = tuple(spoiling.FILES)

    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as folder:

        def read_one(data: bytes) -> None:
            if data:
                with contextlib.suppress(GeneratorError):
                    spoiling.READ[forms[data[0] % len(forms)]](data[1:], Path(scratch))

        for number, form in enumerate(forms):
            for n, whole in enumerate(spoiling.FILES[form]):
                Path(folder, f"{number}-{n}").write_bytes(bytes([number]) + whole)
        atheris.Setup([*sys.argv, folder, "-max_len=40000"], read_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
