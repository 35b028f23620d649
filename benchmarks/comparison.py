"""Compares two sides of 250 units x 60 indicators, beside the naive way: eight runs for every unit; about a minute.

    make bench ARGS=comparison             the full size
    make bench ARGS="comparison --small"   40 units x 15 indicators: does everything, its times say nothing

Twice: where no method compares units, and where most do (least to greatest, exponential ranks). The naive way scores
every state of some of the units as a table of its own, and is told for all of them. Status 1 if the two do not come to
the same parts, or if the first comparison is not at least 50 times quicker than the naive way. Times are those of the
processor.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import numpy as np
import polars as pl

from benchmarks._score_input import PERIOD, Size, made
from tarazy.engine.load import load_methodology
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.load.tables.units import units_from_frame
from tarazy.engine.model.methodology import Methodology, Node, each
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.result import NodeColumns
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.comparison import Comparison, Side, compare, split
from tarazy.engine.robustness.comparison.worlds import Rule, with_own, world
from tarazy.engine.run import run

FULL, SMALL = Size(250, 60), Size(40, 15)
TIMES_QUICKER: Final = 50.0
NAIVELY: Final = 5  # so many units are scored the naive way
SAME: Final = 1e-9
CACHE = Path(__file__).parents[1] / "build" / "bench" / "comparison"

States = Mapping[tuple[int, int, int], Mapping[str, NodeColumns]]


class Given(NamedTuple):
    """Two rules and two tables of the same units."""

    rules: tuple[Methodology, Methodology]
    tables: tuple[Observations, Observations]
    units: Units


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=comparison", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="40 units x 15 indicators; then no limit of time applies")
    small = parser.parse_args().small
    broken = False
    for compares in (False, True):
        given = _given(SMALL if small else FULL, compares=compares)
        found, seconds = _compared(given)
        apart, each = _naively(given, found)
        naive = each * len(given.units)
        ratio = naive / seconds
        what = "methods compare units" if compares else "no method compares units"
        print(f"{what}: {seconds:.2f} s, the naive way {naive:.1f} s, {ratio:.1f} times as long; apart by {apart:.1e}")
        broken |= apart > SAME or (not compares and not small and ratio < TIMES_QUICKER)
    print("BROKEN" if broken else "holds")
    return int(broken)


def _given(size: Size, *, compares: bool) -> Given:
    input, _ = made(size, CACHE)
    methodology = load_methodology(input.methodology)
    if not compares:
        methodology = _with_goalposts(methodology)
    aggregate = _first(methodology.dimensions, "aggregate", "geometric")
    index = msgspec.structs.replace(methodology.index, methods={**methodology.index.methods, "aggregate": aggregate})
    table = pl.read_parquet(input.observations)
    shaken = np.random.default_rng(6).uniform(0.8, 1.25, len(table))
    later = table.with_columns(value=pl.col("value") * shaken)
    return Given(
        (methodology, msgspec.structs.replace(methodology, index=index)),
        (observations_from_frame(table), observations_from_frame(later)),
        units_from_frame(pl.read_parquet(input.units)),
    )


def _first(nodes: Iterable[Node], step: str, method: str) -> Parameters:
    """The parameters of the first node that takes a step by a method."""
    taken = (parameters for node in nodes for of, parameters in each(node.methods) if of == step)
    return next(parameters for parameters in taken if parameters.method == method)


def _with_goalposts(methodology: Methodology) -> Methodology:
    normalise = _first(methodology.indicators, "normalise", "goalposts")
    changed = (
        msgspec.structs.replace(one, methods={**one.methods, "normalise": normalise}) for one in methodology.indicators
    )
    return msgspec.structs.replace(methodology, indicators=tuple(changed))


def _compared(given: Given) -> tuple[Comparison, float]:
    begun = time.process_time()
    sides = [Side(*side, PERIOD) for side in zip(given.rules, given.tables, strict=True)]
    found = compare(*sides, given.units)
    return found, time.process_time() - begun


def _naively(given: Given, found: Comparison) -> tuple[float, float]:
    """How far the parts of some units lie from those of eight runs each, and the seconds that a unit took."""
    rules = [Rule(methodology, PERIOD) for methodology in given.rules]
    worlds = {
        (figures, number): world(rule, given.tables[figures], PERIOD, given.units)
        for figures, (number, rule) in product((0, 1), enumerate(rules))
    }
    begun, apart = time.process_time(), 0.0
    for unit in range(NAIVELY):
        told = {}
        for own, others, number in product((0, 1), repeat=3):
            mixed = with_own(worlds[others, number], worlds[own, number], unit)
            told[own, others, number] = run(given.rules[number], mixed.inputs, mixed.units, [PERIOD]).periods[0].nodes
        apart = max(apart, *(_apart(found, told, node, unit) for node in found.nodes))
    return apart, (time.process_time() - begun) / NAIVELY


def _apart(
    found: Comparison, told: Mapping[tuple[int, int, int], Mapping[str, NodeColumns]], node: str, unit: int
) -> float:
    """How far the parts of a unit at a node lie from those that follow from the scores and ranks of all states."""
    differences = [0.0]
    for name, mine in (("score", found.nodes[node].score), ("rank", found.nodes[node].rank)):
        values = {state: getattr(nodes[node], name)[[unit]] for state, nodes in told.items()}
        parts = split(lambda *state, of=values: of[state], 1)
        differences += [
            float(np.nan_to_num(abs(getattr(parts, part)[0] - getattr(mine, part)[unit])))
            for part in ("data", "rule", "peers")
        ]
    return max(differences)


if __name__ == "__main__":
    sys.exit(main())
