"""tarazy uncertainty: how far scores and ranks may be otherwise."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tarazy.cli.failures import tell_failures
from tarazy.cli.inputs import add_inputs, add_nodes, add_periods, add_seed, read_inputs_for_scoring
from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import DONE
from tarazy.cli.score import give
from tarazy.engine.words import msg

if TYPE_CHECKING:
    from tarazy.engine import Intervals


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "uncertainty",
        help=told(msg("says how far scores and ranks may be otherwise")),
        description=told(
            msg(
                "Computes the index many times, each time with all drawn anew that the methodology says may vary, and "
                "says how far scores and ranks may be otherwise. Without --out it prints the index as a table."
            )
        ),
        example="tarazy uncertainty asem/connectivity/2018.1 data/asem/observations.csv --units data/asem/units.csv",
    )
    add_inputs(parser)
    add_periods(parser)
    add_nodes(parser, None)
    parser.add_argument(
        "--replicates", metavar="N", type=int, help=told(msg("how many replicates; else as the methodology says"))
    )
    add_seed(parser)
    parser.add_argument(
        "--replay",
        metavar="K",
        type=int,
        help=told(msg("compute only replicate K, counted from 0, as any scores are computed")),
    )
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help=told(msg("a folder for the tables and uncertainty.json"))
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from tarazy.cli.interval_table import lines
    from tarazy.engine import estimate_uncertainty, replay

    periods = list(dict.fromkeys(chosen.period or ()))
    given = read_inputs_for_scoring(chosen, period=periods[0] if len(periods) == 1 else "")
    taken = {"units": given.units, "periods": periods or None, "as_of": chosen.as_of}
    drawn = {"replicates": chosen.replicates, "seed": chosen.seed}
    if chosen.replay is not None:
        scores = replay(given.methodology, given.observations, **taken, **drawn, replicate=chosen.replay)
        give(scores, given.units, chosen)
        return DONE
    asked: Any = chosen.nodes if chosen.out else "root"
    intervals = estimate_uncertainty(
        given.methodology, given.observations, **taken, **drawn, nodes=asked, told=progress
    )
    if chosen.out:
        _write(intervals, chosen)
    else:
        for line in lines(intervals, given.units, spoken()):
            print(line)
    _count(intervals)
    return DONE


def progress(period: str, done: int) -> None:
    """Say on a terminal how far the replicates are."""
    if sys.stderr.isatty():
        print(told(msg("{period}: {done} replicates"), period=period, done=done), end="\r", file=sys.stderr, flush=True)


def _write(intervals: Intervals, chosen: argparse.Namespace) -> None:
    from tarazy.engine.robustness.account import account_of
    from tarazy.exchange.intervals import write_intervals

    options = {"periods": [one.period for one in intervals.stated], "code": chosen.code, "nodes": chosen.nodes}
    options["data"] = [path.name for path in chosen.data]
    account = account_of(intervals, options=options, as_of=None if chosen.as_of is None else chosen.as_of.isoformat())
    for name in write_intervals(intervals, account, chosen.out):
        print(chosen.out / name)
    sys.stdout.flush()


def _count(intervals: Intervals) -> None:
    tell(
        msg("Replicates: {count}, of which failed and count nowhere: {failed}. Seed: {seed}."),
        count=len(intervals.replicates),
        failed=len(intervals.failed),
        seed=intervals.replicates.sample.seed,
    )
    tell_failures(intervals.failures)
