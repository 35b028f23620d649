"""What score and explain take alike: a methodology, tables, a list of units, a time."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, ParamSpec, TypeVar

from tarazy.cli.language import told
from tarazy.cli.parser import Parser
from tarazy.engine.words import Problem, ProblemsFound, msg

if TYPE_CHECKING:
    from tarazy.engine.model.grid import Grid
    from tarazy.engine.model.methodology import Methodology
    from tarazy.engine.model.observations import Observations
    from tarazy.engine.model.units import Units

CODES = "codes.csv"


Table = TypeVar("Table")
Read = TypeVar("Read")
Named = ParamSpec("Named")


class Given(NamedTuple, Generic[Table]):
    """What the command line named, read and checked. `units` None: not given, and the methodology needs none."""

    methodology: Methodology
    observations: Table
    units: Units | None


def add_inputs(parser: Parser) -> None:
    """The arguments by which a run's input is named."""
    parser.add_argument(
        "methodology", metavar="METHODOLOGY", help=told(msg("a folder, or place/name/version of one that ships"))
    )
    parser.add_argument(
        "data",
        metavar="DATA",
        nargs="+",
        type=Path,
        help=told(msg("tables of observations: .csv, .xlsx or .parquet, long or wide; an earlier scores.csv too")),
    )
    add_options(parser)


def add_options(parser: Parser) -> None:
    """By what the tables are read: the list of units, a time, codes."""
    parser.add_argument("--units", metavar="FILE", type=Path, help=told(msg("the list of units")))
    parser.add_argument(
        "--as-of",
        metavar="TIME",
        type=instant,
        help=told(msg("only what was recorded up to then: 2024-05-31 (the whole day) or 2024-05-31T18:00:00Z")),
    )
    parser.add_argument(
        "--code",
        metavar="NAME",
        help=told(
            msg("units are given by other codes than their ids, as kato; codes.csv beside the list of units says which")
        ),
    )


def add_periods(parser: Parser) -> None:
    """Which periods are scored."""
    parser.add_argument(
        "--period",
        metavar="P",
        action="append",
        help=told(msg("a period to score: 2024, 2024-Q1, 2024-01; may be given again; else all that are assessed")),
    )


def add_nodes(parser: Parser, default: str | None) -> None:
    """Which nodes are given. `default` None: what there is room for."""
    text = msg("which nodes to give: all, root, or down to a depth, the root being 1")
    if default is None:
        text = msg("which nodes to give: all, root, or down to a depth; else all up to 1,000 units, then root")
    parser.add_argument("--nodes", metavar="all|root|DEPTH", type=_nodes, default=default, help=told(text))


def _nodes(text: str) -> str | int:
    if text in ("all", "root"):
        return text
    if text.isascii() and text.isdigit() and int(text) >= 1:
        return int(text)
    raise argparse.ArgumentTypeError(told(msg("{text} is neither all nor root nor a depth from 1 on."), text=text))


def add_seed(parser: Parser) -> None:
    """From which number what is drawn is drawn."""
    parser.add_argument(
        "--seed", metavar="S", type=int, default=1, help=told(msg("the seed of the draws, 1 if none is given"))
    )


def instant(text: str) -> datetime.datetime:
    """A time, or the last instant of a day. Without a zone it is UTC."""
    try:
        if len(text) == len("2024-05-31"):
            day = datetime.date.fromisoformat(text)
            return datetime.datetime.combine(day, datetime.time.max, tzinfo=datetime.UTC)
        time = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            told(msg("{text} is no time; write 2024-05-31 or 2024-05-31T18:00:00Z."), text=text)
        ) from None
    return time if time.tzinfo else time.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Noting:
    """Reads one thing after the other, and notes what is wrong with each."""

    problems: list[Problem]

    def __call__(self, reads: Callable[Named, Read], *given: Named.args, **named: Named.kwargs) -> Read | None:
        """What was read; None where there was a problem."""
        try:
            return reads(*given, **named)
        except ProblemsFound as found:
            self.problems.extend(found.problems)
            return None


def read_inputs(chosen: argparse.Namespace, period: str = "") -> Given[Observations]:
    """Read everything that was named. `period`: of tables without such a column.

    Raises ProblemsFound with every problem of every file.
    """
    from tarazy.exchange.observations import read_observations

    return _read(chosen, period, read_observations)


def read_inputs_for_scoring(chosen: argparse.Namespace, period: str = "") -> Given[Observations | Grid]:
    """The same, where a very long table may come without what only an explanation needs."""
    from tarazy.exchange.observations import read_for_scoring

    return _read(chosen, period, read_for_scoring)


def _read(chosen: argparse.Namespace, period: str, read: Callable[..., Table]) -> Given[Table]:
    from tarazy.engine import load_methodology
    from tarazy.engine.load.tables.given import check_units_may_be_absent
    from tarazy.engine.load.tables.table import Found
    from tarazy.exchange.codes import read_codes
    from tarazy.exchange.units import read_units

    problems: list[Problem] = []
    noting = Noting(problems)
    methodology = noting(load_methodology, chosen.methodology)
    units = noting(read_units, chosen.units) if chosen.units else None
    codes = noting(read_codes, beside_units(chosen.units, chosen.data[0]), chosen.code) if chosen.code else None
    if methodology is not None and chosen.units is None:
        absent = Found(methodology.id)
        check_units_may_be_absent(methodology, absent)
        problems.extend(absent.listed())
    table = noting(read, chosen.data, period=period, units=units, methodology=methodology, codes=codes)
    if problems or methodology is None or table is None:
        raise ProblemsFound(problems)
    return Given(methodology, table, units)


def beside_units(units: Path | None, data: Path) -> Path:
    """Where the other codes of the units stand: beside the list of units, else beside the data."""
    return (units or data).parent / CODES
