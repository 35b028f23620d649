"""tarazy sensitivity: which assumptions scores and ranks hang on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tarazy.cli.failures import tell_failures
from tarazy.cli.inputs import add_inputs, add_nodes, add_periods, add_seed, read_inputs_for_scoring
from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import DONE
from tarazy.engine.words import msg, with_decimals

if TYPE_CHECKING:
    from tarazy.engine import HangsOn


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "sensitivity",
        help=told(msg("says which assumptions scores and ranks hang on")),
        description=told(
            msg(
                "Says what share of the movement of ranks each assumption makes, alone and with others, and what "
                "happens if one weight, one method or one indicator changes. Without --out it prints the shares."
            )
        ),
        example="tarazy sensitivity asem/connectivity/2018.1 data/asem/observations.csv --units data/asem/units.csv",
    )
    add_inputs(parser)
    add_periods(parser)
    add_nodes(parser, "root")
    parser.add_argument(
        "--rows",
        metavar="N",
        type=int,
        default=128,
        help=told(msg("of each of eight scrambles of quasi-random points, a power of 2; 128 if none is given")),
    )
    parser.add_argument(
        "--draws",
        metavar="N",
        type=int,
        help=told(msg("give weights, goalposts and figures so many draws and go through all combinations instead")),
    )
    add_seed(parser)
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help=told(msg("a folder for the tables and sensitivity.json"))
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from tarazy.engine import analyse_sensitivity

    periods = list(dict.fromkeys(chosen.period or ()))
    given = read_inputs_for_scoring(chosen, period=periods[0] if len(periods) == 1 else "")
    found = analyse_sensitivity(
        given.methodology,
        given.observations,
        units=given.units,
        periods=periods or None,
        as_of=chosen.as_of,
        nodes=chosen.nodes,
        seed=chosen.seed,
        rows=chosen.rows,
        draws=chosen.draws,
    )
    if chosen.out:
        _write(found, chosen)
    else:
        for line in _lines(found):
            print(line)
    _count(found)
    return DONE


def _write(found: HangsOn, chosen: argparse.Namespace) -> None:
    from tarazy.engine.robustness.account import account_of_replicates
    from tarazy.exchange.sensitivity import write_sensitivity

    options = {"periods": [one.period for one in found.shares.stated], "code": chosen.code, "nodes": chosen.nodes}
    options |= {"rows": chosen.rows, "draws": chosen.draws, "data": [path.name for path in chosen.data]}
    as_of = None if chosen.as_of is None else chosen.as_of.isoformat()
    account = account_of_replicates(found.shares.replicates, found.shares.failures, options=options, as_of=as_of)
    for name in write_sensitivity(found, {**account, "how": found.shares.how}, chosen.out):
        print(chosen.out / name)
    sys.stdout.flush()


def _lines(found: HangsOn) -> Iterator[str]:
    """The shares of the mean movement of ranks."""
    from tarazy.cli.table import aligned, heading

    methodology = found.shares.replicates.stated
    titles = {one.assumption.assumption: one.assumption.title for one in found.shares.replicates.varying}
    yield from heading(methodology, spoken())
    yield told(msg("Shares of the variance of the mean movement of ranks."))
    for node in found.shares.nodes:
        yield ""
        yield f"{node.period} · {node.node}"
        header = (told(msg("Assumption")), told(msg("Alone")), told(msg("In all")), told(msg("Shapley share")))
        rows = [
            (
                titles[assumption].in_language(spoken()),
                _share(node.first.share[at, 0], node.first.low[at, 0], node.first.high[at, 0]),
                _share(node.total.share[at, 0], node.total.low[at, 0], node.total.high[at, 0]),
                "" if node.shapley is None else _number(node.shapley[at, 0]),
            )
            for at, assumption in enumerate(found.shares.assumptions)
        ]
        yield from aligned([header, *rows], (False, True, True, True))


def _share(share: float, low: float, high: float) -> str:
    if low == high or low != low:  # exact, or too few replicates to say how far off
        return _number(share)
    return f"{_number(share)} ({_number(low)}\N{EN DASH}{_number(high)})" if share == share else ""


def _number(share: float) -> str:
    return with_decimals(float(share), 3, spoken()) if share == share else ""


def _count(found: HangsOn) -> None:
    told_how = {
        "enumerated": msg("All combinations were computed: {count}. Seed: {seed}."),
        "sampled": msg("Estimated from quasi-random points: {count}; intervals of 95 %. Seed: {seed}."),
    }
    replicates = found.shares.replicates
    tell(told_how[found.shares.how], count=len(replicates), seed=replicates.sample.seed)
    tell_failures(found.shares.failures)
