"""Gradient boosting by LightGBM, and its trees as the tables that numpy walks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from generator.scores.trees import MISSING

__all__ = ["boost", "drawn_by"]

_SURE = 4.0
"""Nats of what was never seen otherwise."""
_FEW = 20_000
"""Rows that one thread has done before several have begun."""

_seed: ContextVar[int] = ContextVar("seed", default=1)


@contextmanager
def drawn_by(seed: int) -> Iterator[None]:
    """Have ``seed`` draw the features that each tree of this block may ask about."""
    before = _seed.set(seed)
    try:
        yield
    finally:
        _seed.reset(before)


def boost(
    rows: npt.NDArray[np.float32],
    wanted: npt.NDArray[np.int64],
    classes: int,
    features: Sequence[str],
    *,
    weights: npt.NDArray[np.float64] | None = None,
    rounds: int = 80,
    leaves: int = 24,
    rate: float = 0.12,
    depth: int = 8,
    least: int = 20,
) -> dict[str, Any]:
    """Return the tables of :class:`generator.scores.trees.Forest` fitted to ``rows``.

    ``least`` rows stand in each leaf.

    ``wanted`` holds each row's class, 0 or 1 where there are two. One seed
    (:func:`drawn_by`), and sums in a fixed order: the same rows give the same trees, on any number
    of cores. Where only one of two classes is seen, nothing is learned but that the other one is
    unlikely.
    """
    if classes == 1 and len(np.unique(wanted)) < 2:
        leaf = {"leaf_value": _SURE if len(wanted) and wanted[0] else -_SURE}
        return _tables([{"tree_structure": leaf}], classes, features)
    data = lightgbm.Dataset(
        np.where(np.isnan(rows), np.float32(MISSING), rows), label=wanted, weight=weights
    )
    several = classes > 1
    model = lightgbm.train(
        {
            "objective": "multiclass" if several else "binary",
            **({"num_class": classes} if several else {}),
            "learning_rate": rate,
            "num_leaves": leaves,
            "max_depth": depth,
            "min_data_in_leaf": least,
            "feature_fraction": 0.35,
            "max_bin": 63,
            "lambda_l2": 1.0,
            "use_missing": False,
            "verbose": -1,
            "num_threads": 0 if len(rows) > _FEW else 1,
            "deterministic": True,
            "force_col_wise": True,
            "seed": _seed.get(),
        },
        data,
        rounds,
    )
    return _tables(model.dump_model()["tree_info"], classes, features)


def _tables(
    trees: Sequence[Mapping[str, Any]], classes: int, features: Sequence[str]
) -> dict[str, Any]:
    nodes: list[tuple[int, float, int, float]] = []  # feature, bound, node below it, value
    roots: list[int] = []
    deepest = 0
    for tree in trees:
        roots.append(len(nodes))
        nodes.append(_LEAF)
        waiting = [(tree["tree_structure"], roots[-1], 0)]
        while waiting:
            node, at, level = waiting.pop()
            deepest = max(deepest, level)
            if "leaf_value" in node:
                nodes[at] = (0, np.inf, at, node["leaf_value"])
                continue
            below = len(nodes)
            nodes += (_LEAF, _LEAF)
            nodes[at] = (node["split_feature"], node["threshold"], below, node["internal_value"])
            waiting += (
                (node["left_child"], below, level + 1),
                (node["right_child"], below + 1, level + 1),
            )
    feature, bound, below_all, value = zip(*nodes, strict=True)
    return {
        "features": list(features),
        "classes": classes,
        "depth": deepest,
        "roots": np.array(roots, np.int32),
        "feature": np.array(feature, np.int16),
        "bound": np.array(bound, np.float32),
        "below": np.array(below_all, np.int32),
        "value": np.array(value, np.float32),
    }


_LEAF = (0, float("inf"), 0, 0.0)
