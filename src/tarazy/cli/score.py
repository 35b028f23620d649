"""tarazy score: from a methodology and observations to scores."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tarazy.cli.inputs import add_inputs, add_nodes, add_periods, read_inputs_for_scoring
from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import DONE
from tarazy.engine.words import msg

if TYPE_CHECKING:
    from tarazy.engine import Scores
    from tarazy.engine.model.units import Units


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "score",
        help=told(msg("computes scores and ranks")),
        description=told(msg("Computes scores and ranks. Without --out it prints those of the index as a table.")),
        example="tarazy score un/hdi/2021 data/un/observations.csv --units data/un/units.csv --period 2021",
    )
    add_inputs(parser)
    add_periods(parser)
    add_nodes(parser, "all")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help=told(msg("a folder for scores.csv, scores.parquet and run.json"))
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from tarazy.engine import score

    periods = list(dict.fromkeys(chosen.period or ()))
    given = read_inputs_for_scoring(chosen, period=periods[0] if len(periods) == 1 else "")
    methodology, units = given.methodology, given.units
    scores = score(
        methodology,
        given.observations,
        units=units,
        periods=periods or None,
        as_of=chosen.as_of,
        # The table on the screen shows the root, so nothing else needs to be kept for it.
        nodes=chosen.nodes if chosen.out else "root",
    )
    give(scores, units, chosen)
    return DONE


def give(scores: Scores, units: Units | None, chosen: argparse.Namespace) -> None:
    """Scores into the folder that was asked for, or as a table."""
    if chosen.out:
        _write(scores, chosen)
    else:
        from tarazy.cli.table import lines

        for line in lines(scores, units, spoken()):
            print(line)
    _count(scores)


def _write(scores: Scores, chosen: argparse.Namespace) -> None:
    from tarazy.exchange.scores import CSV, MOST_ROWS_AS_CSV, write_scores

    options = {**scores.run["options"], "code": chosen.code, "data": [path.name for path in chosen.data]}
    written = write_scores(scores.result, {**scores.run, "options": options}, chosen.out)
    for name in written:
        print(chosen.out / name)
    if CSV not in written:
        tell(msg("No scores.csv: the table has more than {most} rows."), most=MOST_ROWS_AS_CSV)
    sys.stdout.flush()


def _count(scores: Scores) -> None:
    counts = scores.run["counts"]
    tell(
        msg("Units: {units}; scored: {scored}; not scored: {not_scored}; with a part not counted: {not_counted}."),
        **{name: counts[name] for name in ("units", "scored", "not_scored", "not_counted")},
    )
    if counts["back_casts"]:
        tell(
            msg("Back-casts, values from before or after their unit's time, among the observations: {back_casts}."),
            back_casts=counts["back_casts"],
        )
