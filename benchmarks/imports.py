"""A million observations from CSV into the observatory, every row checked: at most 20 s and 1 GB.

    make bench ARGS=imports              the whole measurement, about 2 minutes
    make bench ARGS="imports --small"    ten thousand rows, some seconds; no limit applies then

Starts an embedded PostgreSQL in a folder of its own, with the units and variables of Kazakhstan and no figures. Then
`tarazy observations import` runs as a process of its own, first on the new file, then on the same file again with one
value in a hundred corrected. Every row is counted afterwards, and the journal is proved.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from benchmarks._processes import processor_seconds
from benchmarks._site import own_site, postmaster

MOST_SECONDS: Final = 20.0
MOST_BYTES: Final = 1_000_000_000
ROWS: Final = 1_000_000
ANALYST: Final = "analyst"
PERIODS: Final = [f"{year}-{month:02}" for year in range(1976, 2026) for month in range(1, 13)]
BREAKDOWNS: Final = ["", "sex=f", "sex=m"]


class Taken(NamedTuple):
    """`processor`: seconds of processor time, of the command and of those processes of the database that it used."""

    seconds: float
    processor: tuple[float, float]
    most_bytes: int
    said: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=imports", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="ten thousand rows")
    rows = 10_000 if parser.parse_args().small else ROWS
    with own_site() as folder:
        return _measured(folder, rows)


def _measured(folder: Path, rows: int) -> int:
    table = _made(rows)
    file = folder / "table.csv"
    table.write_csv(file)
    size, load = file.stat().st_size / 1e6, os.getloadavg()[0]
    print(f"{rows:,} rows, {size:.0f} MB of CSV; load before: {load:.1f}", flush=True)
    first = _imported(file)
    _report("new", first)
    corrected = table.with_columns(pl.when(pl.int_range(rows) % 100 == 0).then(pl.col("value") + 1).otherwise("value"))
    corrected.write_csv(file)
    second = _imported(file)
    _report("the same with one value in a hundred corrected", second)
    return 0 if _is_whole(rows) and _held(first, second, rows) else 1


def _made(rows: int) -> pl.DataFrame:
    """Rows in random order, of the units and variables of Kazakhstan, with an analyst who may record them."""
    from tarazy.engine.load.shipped import shipped_folder
    from tarazy.exchange.place import read_place
    from tarazy.web.rooms.observatory.actions.recording import register_variables
    from tarazy.web.rooms.observatory.models import Variable
    from tarazy.web.rooms.people.actions.organisations import found_organisation
    from tarazy.web.rooms.people.enums import OrganisationKind, Role
    from tarazy.web.rooms.people.models import Post, User
    from tarazy.web.rooms.people.queries import DEMO, system_actor
    from tarazy.web.rooms.units.actions import register_units
    from tarazy.web.rooms.units.models import Unit

    demo, place = system_actor(DEMO), read_place(Path(shipped_folder("data"), "kz"))
    register_units(place, by=demo)
    register_variables(place, by=demo)
    name = next(iter(Unit.objects.order_by("pk"))).name
    centre = found_organisation("kz", "centre", OrganisationKind.CENTRE, name, by=demo)
    analyst = User.objects.create(username=ANALYST, full_name="Analyst", email="analyst@example.org")
    Post.objects.create(user=analyst, organisation=centre, role=Role.ANALYST, first_day="2026-01-05")
    units = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    variables = list(Variable.objects.order_by("pk").values_list("pk", flat=True))
    random = np.random.default_rng(20261122)
    sizes = (len(units), len(variables), len(PERIODS), len(BREAKDOWNS))
    unit, variable, period, breakdown = np.unravel_index(random.choice(np.prod(sizes), rows, replace=False), sizes)
    names = {"unit": (units, unit), "variable": (variables, variable), "period": (PERIODS, period),
             "breakdown": (BREAKDOWNS, breakdown)}  # fmt: skip
    columns = {name: pl.Series(texts).gather(codes) for name, (texts, codes) in names.items()}
    return pl.DataFrame({**columns, "value": random.normal(100, 20, rows), "source": ["Yearbook, table 5"] * rows})


def _imported(file: Path) -> Taken:
    """The command as a process of its own, the start of Python included."""
    command = [sys.executable, "-m", "tarazy.cli", "observations", "import", str(file), "--by", ANALYST, "--why", "x"]
    begun, database_before = time.perf_counter(), processor_seconds(postmaster())
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken = time.perf_counter() - begun
        said.seek(0)
        lines = said.read()
    if process.returncode:
        sys.exit(f"The import failed: {lines}")
    processor = (used.ru_utime + used.ru_stime, processor_seconds(postmaster()) - database_before)
    return Taken(taken, processor, used.ru_maxrss * 1024, lines)


def _report(what: str, taken: Taken) -> None:
    counts = next(line for line in taken.said.splitlines() if line.startswith("New:"))
    own, of_database = taken.processor
    print(f"{what}: {taken.seconds:.1f} s, {taken.most_bytes / 1e9:.2f} GB. {counts}\n"
          f"  processor time: {own:.1f} s, and the database {of_database:.1f} s", flush=True)  # fmt: skip


def _is_whole(rows: int) -> bool:
    from tarazy.web.journal.proof import prove
    from tarazy.web.rooms.observatory.models import Observation

    counts = [Observation.objects.filter(revision=revision).count() for revision in (1, 2)]
    holds = prove().holds
    print(f"Recorded: {counts[0]:,} and {counts[1]:,} corrections; the journal {'holds' if holds else 'DOES NOT HOLD'}")
    return counts == [rows, -(-rows // 100)] and holds


def _held(first: Taken, second: Taken, rows: int) -> bool:
    seconds, most = max(first.seconds, second.seconds), max(first.most_bytes, second.most_bytes)
    held = seconds <= MOST_SECONDS and most <= MOST_BYTES
    verdict = "no limit at this size" if rows < ROWS else "held" if held else "BROKEN"
    print(f"Longest {seconds:.1f} s, ratio to {MOST_SECONDS:.0f} s: {seconds / MOST_SECONDS:.2f}; "
          f"most memory {most / 1e9:.2f} GB, ratio to 1 GB: {most / MOST_BYTES:.2f}: {verdict}")  # fmt: skip
    return held or rows < ROWS


if __name__ == "__main__":
    sys.exit(main())
