"""Commands that are killed leave the last good site, and the next run makes all good.

``python3 noxfile.py -s faults`` ends them at 200 moments; here a few, two of them in each exchange.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("nothing is forked there", allow_module_level=True)

from benchmarks.kills import SCENARIOS, Trial
from tests import warm_commands


@pytest.mark.parametrize(
    "name", ["convert, a page changed", "build, a page changed", "build, all changed"]
)
def test_the_next_run_makes_it_good(tmp_path: Path, name: str) -> None:
    warm_commands.load()  # once, for the eleven that are forked from here
    trial = Trial(SCENARIOS[name], tmp_path / "project")
    trial.prepare()
    inside = 2 if trial.scenario.exchanges else 0
    moments = trial.moments(inside, 3 - inside)
    assert len(moments) == 3
    for moment in moments:
        assert trial.end_at(moment) == []
