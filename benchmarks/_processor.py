"""How long processes have worked, as Linux says it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def processor_seconds(*roots: int) -> float:
    """Seconds that some processes have worked, with everything that they started and that still runs or was awaited."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
            ticks[int(stat.parent.name)] = sum(int(field) for field in fields[11:15])

    def belongs(pid: int) -> bool:
        return pid in roots or (pid in parents and belongs(parents[pid]))

    return sum(count for pid, count in ticks.items() if belongs(pid)) / os.sysconf("SC_CLK_TCK")
