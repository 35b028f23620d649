"""What scores hang on, out: tables of an analysis of sensitivity, the old ones or the new ones, never half of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tarazy.engine.robustness.analyses import HangsOn
from tarazy.engine.robustness.sensitivity_frames import (
    changes_frame,
    importance_frame,
    sensitivity_frame,
    stability_frame,
)
from tarazy.exchange.put_in_place import aside, put_in_place

RUN: Final = "sensitivity.json"


def write_sensitivity(found: HangsOn, account: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Write an analysis into a folder and return the names of its files."""
    frames = {
        "sensitivity.csv": sensitivity_frame(found.shares),
        "one_change.csv": changes_frame(found.changes),
        "rank_stability.csv": stability_frame(found.changes),
        "importance.csv": importance_frame(found.importance),
    }
    with aside(folder) as unfinished:
        for name, frame in frames.items():
            frame.write_csv(unfinished / name)
        put_in_place(unfinished, folder, tuple(frames), RUN, account)
        return (*frames, RUN)
