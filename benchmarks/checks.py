"""All checks over 250 sheets of 60 cells, on one core: at most one second.

Runs by itself: `make bench ARGS=checks`. The sheets are made up, and their making is not counted. Status 1 if it takes
longer (the best of three runs), or if the checks find nothing to say.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import Final

import numpy as np

from tarazy.engine.checks.all_checks import findings
from tarazy.engine.model.methodology import Range
from tarazy.engine.model.sheet import Asked, Cell, Evidence, Key, Sheet
from tarazy.engine.model.spread import Spread, spread_of

MOST_SECONDS: Final = 1.0
SHEETS, CELLS, RUNS = 250, 60, 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=checks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="ten sheets; then no limit of time applies")
    small = parser.parse_args().small
    sheets = _sheets(10 if small else SHEETS)
    taken, found = zip(*(_checked(sheets) for _run in range(RUNS)), strict=True)
    ratio = min(taken) / MOST_SECONDS
    broken = not all(found) or (ratio > 1 and not small)
    each = ", ".join(f"{one:.2f}" for one in taken)
    print(f"{len(sheets)} sheets of {CELLS} cells: {each} s of processor time, {found[0]} findings")
    print(f"The best is {ratio:.2f} of {MOST_SECONDS} s: {'BROKEN' if broken else 'holds'}")
    return int(broken)


def _checked(sheets: list[Sheet]) -> tuple[float, int]:
    begun = time.process_time()
    found = sum(len(findings(sheet)) for sheet in sheets)
    return time.process_time() - begun, found


def _sheets(count: int) -> list[Sheet]:
    values = np.random.default_rng(47).lognormal(6, 0.3, (count, CELLS)).round()
    spreads = [spread_of(column) for column in values.T]
    return [
        Sheet(
            unit="KZ-47",
            period="2024",
            cells=tuple(_cell(at, float(row[at]), spreads[at]) for at in range(CELLS)),
        )
        for row in values
    ]


def _cell(at: int, value: float, others: Spread) -> Cell:
    return Cell(
        asked=Asked(key=Key(f"v{at}"), range=Range(low=0, high=1e6), better="higher"),
        value=value, earlier={"2023": value * 0.9}, target=value, others=others,
        evidence=(Evidence(name="a.pdf", digest=f"{at}"),),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
