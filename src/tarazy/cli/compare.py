"""tarazy compare: who moves between two methodologies, tables or periods, and why."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tarazy.cli.inputs import Noting, add_nodes, add_options, beside_units
from tarazy.cli.language import tell, told
from tarazy.cli.parser import DONE
from tarazy.engine.words import Message, Problem, ProblemsFound, msg

if TYPE_CHECKING:
    from tarazy.engine.model.methodology import Methodology
    from tarazy.engine.model.observations import Observations
    from tarazy.engine.model.units import Units
    from tarazy.engine.robustness.comparison import Comparison
    from tarazy.engine.run.asked import Nodes

EXAMPLE = (
    "tarazy compare un/hdi/2021 un/hdi/2021 data/un/observations.csv --units data/un/units.csv "
    "--period 2020 --period-b 2021"
)
_SECONDS_BETWEEN = 5.0


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "compare",
        help=told(msg("says who moves between two methodologies, tables or periods, and why")),
        description=told(
            msg(
                "Compares two methodologies on the same figures, or one on two tables or periods: the change of each "
                "score and rank, split into data, rule and peers. Without --out it prints that of the index."
            )
        ),
        example=EXAMPLE,
    )
    for name, help in (
        ("first", msg("the first methodology: a folder, or place/name/version of one that ships")),
        ("second", msg("the second one, named in the same way; it may be the same")),
    ):
        parser.add_argument(name, metavar={"first": "A", "second": "B"}[name], help=told(help))
    parser.add_argument(
        "data",
        metavar="DATA",
        type=Path,
        help=told(msg("the table of observations: .csv, .xlsx or .parquet, long or wide")),
    )
    parser.add_argument(
        "data_b",
        metavar="DATA2",
        nargs="?",
        type=Path,
        help=told(msg("that of the second side, if it has another")),
    )
    add_options(parser)
    _add_more(parser)
    parser.set_defaults(run=run)


def _add_more(parser: Any) -> None:
    parser.add_argument(
        "--period", metavar="P", help=told(msg("the period of both sides; else the last that both have and assess"))
    )
    parser.add_argument("--period-b", metavar="P", help=told(msg("the period of the second side, if it has another")))
    add_nodes(parser, "all")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help=told(msg("a folder for comparison.csv and comparison.json"))
    )


class _Read(NamedTuple):
    """What the command line named, read and checked."""

    methodologies: tuple[Methodology, Methodology]
    tables: tuple[Observations, Observations]
    units: Units
    names_known: Units | None


def run(chosen: argparse.Namespace) -> int:
    from tarazy.cli.compare_table import lines, summary
    from tarazy.engine.robustness.comparison import check_size, compare, sides
    from tarazy.engine.run.asked import asked_nodes

    read = _read(chosen)
    first, second = sides(read.methodologies, read.tables, (chosen.period, chosen.period_b))
    # The table on the screen shows the root, so nothing else needs to be kept for it.
    wanted: Nodes = chosen.nodes if chosen.out else "root"
    kept = {node for methodology in read.methodologies for node in asked_nodes(methodology, wanted)}
    check_size(read.units, len(kept))
    comparison = compare(first, second, read.units, nodes=kept, as_of=chosen.as_of, progress=_progress())
    notes = list(comparison.notes)
    if chosen.out:
        notes += _write(comparison, chosen, kept)
    else:
        for line in lines(comparison, read.names_known):
            print(line)
    for note in notes:
        tell(note.text, **note.said)
    for line in summary(comparison, read.names_known):
        print(line, file=sys.stderr if chosen.out else sys.stdout)
    return DONE


def _read(chosen: argparse.Namespace) -> _Read:
    """Read everything that was named. Raises ProblemsFound with every problem of every file."""
    from tarazy.engine import load_methodology
    from tarazy.engine.robustness.comparison import check_table, check_units_given, units_of_both
    from tarazy.exchange.codes import read_codes
    from tarazy.exchange.observations import read_observations
    from tarazy.exchange.units import read_units

    problems: list[Problem] = []
    noting = Noting(problems)
    first, second = (noting(load_methodology, name) for name in (chosen.first, chosen.second))
    methodologies = None if first is None or second is None else (first, second)
    units = noting(read_units, chosen.units) if chosen.units else None
    codes = noting(read_codes, beside_units(chosen.units, chosen.data), chosen.code) if chosen.code else None
    periods = (chosen.period or "", chosen.period_b or chosen.period or "")
    paths = (chosen.data, chosen.data_b) if chosen.data_b else (chosen.data,)
    tables: list[Observations] = []
    for path, period in zip(paths, periods, strict=False):
        table = noting(read_observations, [path], period=period, codes=codes)
        if table is not None:
            tables.append(table)
        if table is not None and methodologies is not None:
            problems += check_table(table, methodologies, units, str(path))
    if methodologies is not None and chosen.units is None:
        problems += check_units_given(methodologies)
    if problems or methodologies is None:
        raise ProblemsFound(problems)
    both = (tables[0], tables[-1])
    all_units = units_of_both(*both) if units is None else units
    return _Read(methodologies, both, all_units, units)


def _progress() -> Callable[[int, int], None]:
    """Tells now and then how far the runs have come."""
    last = time.monotonic()

    def tell_of(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last > _SECONDS_BETWEEN:
            last = time.monotonic()
            tell(msg("Runs done: {done} of {of}."), done=done, of=of)

    return tell_of


def _write(comparison: Comparison, chosen: argparse.Namespace, kept: set[str]) -> list[Message]:
    from tarazy.engine.robustness.comparison import account_of, changes_frame, frame, in_every_period
    from tarazy.exchange.comparison import CHANGES, COMPARISON, PERIODS, write_comparison

    tables = {COMPARISON: frame(comparison)}
    notes: list[Message] = []
    if len(comparison.changes) > 1:
        tables[CHANGES] = changes_frame(comparison)
    first, second = comparison.sides
    if first.methodology.hash != second.methodology.hash:
        tables[PERIODS], told_of = in_every_period(
            first.methodology,
            second.methodology,
            first.observations,
            comparison.units,
            nodes=kept,
            as_of=chosen.as_of,
        )
        notes += told_of
    options = {
        "nodes": chosen.nodes,
        "code": chosen.code,
        "data": [path.name for path in (chosen.data, chosen.data_b) if path],
    }
    account = account_of(comparison, options=options, as_of=chosen.as_of)
    for name in write_comparison(tables, account, chosen.out):
        print(chosen.out / name)
    sys.stdout.flush()
    return notes
