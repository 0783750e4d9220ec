"""Tables of numbers as gzipped JSON: names, texts, and arrays packed inside it."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["pack_tables", "read_tables", "unpack_tables"]

Tables = Mapping[str, Any]
"""Names to texts, numbers, lists, numpy arrays, and such tables."""


def pack_tables(tables: Tables) -> bytes:
    """Return ``tables`` as bytes: the same tables always give the same bytes.

    Raises ``TypeError`` for a value that is none of :data:`Tables`.

    >>> packed = pack_tables({"counts": np.array([1, 2, 3], dtype=np.uint8), "seed": 1})
    >>> unpack_tables(packed)["counts"].tolist(), packed == pack_tables(unpack_tables(packed))
    ([1, 2, 3], True)
    """
    text = json.dumps(tables, default=_packed, ensure_ascii=False, sort_keys=True)
    # The arrays are packed already, and JSON and base64 need little more.
    return gzip.compress(text.encode(), 9, mtime=0)


def unpack_tables(data: bytes) -> dict[str, Any]:
    """Return the tables of :func:`pack_tables`."""
    tables: dict[str, Any] = json.loads(gzip.decompress(data), object_hook=_unpacked)
    return tables


def read_tables(name: str) -> dict[str, Any]:
    """Return the tables ``generator/scores/NAME.json.gz``; keep what you make of them, not these.

    Raises ``FileNotFoundError`` where there are none of that name.
    """
    file = resources.files("generator.scores").joinpath(f"{name}.json.gz")
    return unpack_tables(file.read_bytes())


def _packed(value: object) -> dict[str, object]:
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{type(value).__name__} is no table")
    little = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
    # The first bytes of all numbers, then the second: neighbours are alike, and pack better.
    planes = little.reshape(-1).view(np.uint8).reshape(-1, little.itemsize).T
    return {
        "dtype": little.dtype.str,
        "shape": list(value.shape),
        "packed": base64.b64encode(zlib.compress(planes.tobytes(), 9)).decode(),
    }


def _unpacked(value: dict[str, Any]) -> dict[str, Any] | npt.NDArray[Any]:
    if value.keys() != {"dtype", "shape", "packed"}:
        return value
    dtype = np.dtype(value["dtype"])
    planes = np.frombuffer(zlib.decompress(base64.b64decode(value["packed"])), dtype=np.uint8)
    numbers: npt.NDArray[Any] = np.ascontiguousarray(planes.reshape(dtype.itemsize, -1).T)
    shaped: npt.NDArray[Any] = numbers.view(dtype).reshape(value["shape"])
    return shaped
