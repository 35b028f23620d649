"""tarazy explain: why one unit has its score, and what would change it."""

from __future__ import annotations

import argparse
import json
from typing import Any

from tarazy.cli.inputs import add_inputs, read_inputs
from tarazy.cli.language import spoken, told
from tarazy.cli.parser import DONE
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.words import msg


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "explain",
        help=told(msg("explains one unit's score, down to the observations")),
        description=told(
            msg("Explains one unit's score: each step with its numbers, points lost, and what would change the result.")
        ),
        example="tarazy explain un/hdi/2021 data/un/observations.csv --units data/un/units.csv --unit KAZ",
    )
    add_inputs(parser)
    parser.add_argument("--unit", metavar="U", required=True, help=told(msg("the id of the unit")))
    parser.add_argument(
        "--period", metavar="P", help=told(msg("the period; else the last in which the unit has a score"))
    )
    parser.add_argument(
        "--node", metavar="N", default=INDEX, help=told(msg("the id of a dimension or an indicator; else the index"))
    )
    parser.add_argument("--json", action="store_true", help=told(msg("everything as JSON instead of text")))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from tarazy.engine import explain

    given = read_inputs(chosen, period=chosen.period or "")
    explanation = explain(
        given.methodology,
        given.observations,
        unit=chosen.unit,
        units=given.units,
        period=chosen.period,
        node=chosen.node,
        as_of=chosen.as_of,
    )
    if chosen.json:
        print(json.dumps(explanation.to_dict(), ensure_ascii=False, indent=2))
    else:
        print(explanation.in_language(spoken()), end="")
    return DONE
