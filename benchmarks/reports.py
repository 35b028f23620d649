"""250 unit reports as PDF in one language, by two processes: at most 60 s.

    make bench ARGS=reports              the whole measurement, about 2 minutes
    make bench ARGS="reports --small"    six reports; no limit applies then

Starts an embedded PostgreSQL in a folder of its own with the Welsh index of 1,909 areas published. Then `tarazy
reports` runs as a process of its own and writes the reports of the first 250 areas in Kazakh. Each file is opened.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks._published import published, record_place
from benchmarks._site import own_site

MOST_SECONDS: Final = 60.0
REPORTS: Final = 250
LANGUAGE: Final = "kk"
INDEX: Final = "wales/imd"
FEWEST_PAGES: Final = 6


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=reports", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="six reports")
    count = 6 if parser.parse_args().small else REPORTS
    with own_site() as folder:
        units = _published()[:count]
        return _measured(folder / "reports", units)


def _published() -> list[str]:
    """The Welsh index published; the units that it scores."""
    from tarazy.engine.load import load_methodology
    from tarazy.engine.load.shipped import shipped_folder
    from tarazy.web.rooms.publication.enums import Kind
    from tarazy.web.rooms.results.queries.tables import table

    record_place(Path(shipped_folder("data"), "wales"))
    run = published(load_methodology("wales/imd/2019"), Kind.HISTORICAL).computed
    return [row.unit.pk for row in table(run, run.periods[-1])]


def _measured(folder: Path, units: list[str]) -> int:
    """The command as a process of its own, the start of Python and of both of its workers included."""
    named = [part for unit in units for part in ("--unit", unit)]
    command = [sys.executable, "-m", "tarazy.cli", "reports", INDEX, "--lang", LANGUAGE, "--out", str(folder), *named]
    print(f"{len(units)} reports of {INDEX}; load before: {os.getloadavg()[0]:.1f}", flush=True)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    taken = time.perf_counter() - begun
    if process.returncode:
        sys.exit("The reports could not be written.")
    cpu = used.ru_utime + used.ru_stime
    print(f"{taken:.1f} s by the clock, {cpu:.1f} s of processor time, {1000 * cpu / len(units):.0f} ms a report")
    return 0 if _are_whole(folder, units) and _held(taken, len(units)) else 1


def _are_whole(folder: Path, units: list[str]) -> bool:
    import pypdf

    files = sorted(folder.iterdir())
    pages = [len(pypdf.PdfReader(file).pages) for file in files]
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"{len(files)} files, {size:.0f} MB, from {min(pages)} to {max(pages)} pages")
    return len(files) == len(units) and min(pages) >= FEWEST_PAGES


def _held(taken: float, count: int) -> bool:
    held = taken <= MOST_SECONDS
    verdict = "no limit at this size" if count < REPORTS else "held" if held else "BROKEN"
    print(f"Ratio to {MOST_SECONDS:.0f} s: {taken / MOST_SECONDS:.2f}: {verdict}")
    return held or count < REPORTS


if __name__ == "__main__":
    sys.exit(main())
