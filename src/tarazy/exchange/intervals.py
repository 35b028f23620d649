"""Intervals out: tables of an analysis of uncertainty, the old ones or the new ones, never half of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tarazy.engine.robustness.account import parameters_of
from tarazy.engine.robustness.frames import changes_frame, groups_frame, intervals_frame, pairs_frame
from tarazy.engine.robustness.uncertainty import Intervals
from tarazy.exchange.put_in_place import aside, put_in_place

INTERVALS: Final = "intervals.csv"
CHANGES: Final = "changes.csv"
PAIRS: Final = "pairs.csv"
GROUPS: Final = "groups.csv"
REPLICATES: Final = "replicates.jsonl"
ACCOUNT: Final = "uncertainty.json"


def write_intervals(intervals: Intervals, account: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Write an analysis into a folder and return the names of its files. What it has nothing to say of is no file; one
    of an earlier analysis is removed.
    """
    with aside(folder) as unfinished:
        names = _write(intervals, unfinished)
        gone = [name for name in (CHANGES, PAIRS, GROUPS) if name not in names]
        put_in_place(unfinished, folder, names, ACCOUNT, account, gone=gone)
        return (*names, ACCOUNT)


def _write(intervals: Intervals, folder: Path) -> tuple[str, ...]:
    frames = {
        INTERVALS: intervals_frame(intervals),
        CHANGES: changes_frame(intervals),
        PAIRS: pairs_frame(intervals),
        GROUPS: groups_frame(intervals),
    }
    written = {name: frame for name, frame in frames.items() if name == INTERVALS or not frame.is_empty()}
    for name, frame in written.items():
        frame.write_csv(folder / name)
    with (folder / REPLICATES).open("w", encoding="utf-8") as file:
        for one in parameters_of(intervals.replicates):
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
    return (*written, REPLICATES)
