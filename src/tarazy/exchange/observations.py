"""Files of observations in, several of them as one table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tarazy.engine.load.tables.columns import coded_column
from tarazy.engine.load.tables.duplicates import find_duplicates
from tarazy.engine.load.tables.known import find_unknown_units, find_unknown_variables
from tarazy.engine.load.tables.observations import About, read_observations_table
from tarazy.engine.load.tables.ranges import find_values_out_of_range
from tarazy.engine.load.tables.table import Found
from tarazy.engine.model.grid import Grid
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations, union
from tarazy.engine.model.units import Units
from tarazy.engine.words import Problem, ProblemsFound, msg
from tarazy.exchange.codes import Codes, in_ids
from tarazy.exchange.tables import read_table

VARIABLES = "variables.csv"
RUN = "run.json"


def read_observations(
    paths: Sequence[Path],
    *,
    period: str = "",
    units: Units | None = None,
    methodology: Methodology | None = None,
    codes: Codes | None = None,
) -> Observations:
    """The observations of all files together.

    `period`: of a table that has no column of that name. With `units` every unit must be one of them, with
    `methodology` every variable one that it uses or that a variables.csv beside the file names. `codes` turns other
    codes into ids.

    Raises ProblemsFound with every problem of every file.
    """
    parts: list[Observations] = []
    problems: list[Problem] = []
    for path in paths:
        found = Found(str(path))
        part = _read(path, period, codes, found)
        if part is not None:
            if units is not None:
                find_unknown_units(part, units, found)
            if methodology is not None:
                find_unknown_variables(part, methodology, found)
                find_values_out_of_range(part, methodology, found)
            parts.append(part)
        problems += found.listed()
    if len(parts) > 1 and not problems:
        found = Found(", ".join(map(str, paths)))
        find_duplicates(union(parts), found)
        problems += found.listed()
    if problems:
        raise ProblemsFound(problems)
    return union(parts)


def read_for_scoring(
    paths: Sequence[Path],
    *,
    period: str = "",
    units: Units | None = None,
    methodology: Methodology | None = None,
    codes: Codes | None = None,
) -> Observations | Grid:
    """The same observations, a single very long table as a grid of its values.

    Raises ProblemsFound with every problem of every file.
    """
    if len(paths) == 1 and paths[0].suffix.lower() == ".parquet" and units and methodology and not codes:
        from tarazy.exchange.parquet_grid import read_grid

        known = _known_variables(paths[0], Found(str(paths[0])))
        grid = read_grid(paths[0], units, methodology, known, period)
        if grid is not None:
            return grid
    return read_observations(paths, period=period, units=units, methodology=methodology, codes=codes)


def _read(path: Path, period: str, codes: Codes | None, found: Found) -> Observations | None:
    table = read_table(path, found)
    if table is None:
        return None
    scores_of = _methodology_of_scores(path, found) if {"node", "score"} <= set(table.columns) else ""
    about = About(period, scores_of, _known_variables(path, found))
    observations = read_observations_table(table, about, found)
    if observations is None or codes is None:
        return observations
    if found:  # a wrong code or period has been named; which unit it means is asked when it is mended
        return None
    observations = in_ids(observations, codes, found)
    return None if found else observations


def _known_variables(path: Path, found: Found) -> frozenset[str]:
    """The variables that a variables.csv beside the file names."""
    beside = path.parent / VARIABLES
    if not beside.is_file() or beside == path:
        return frozenset()
    table = read_table(beside, found)
    if table is None:
        return frozenset()
    if "variable" not in table.columns:
        found.add(
            str(beside),
            msg("The column {column} is missing."),
            msg("A variables.csv beside a table names the variables that may stand in it."),
            msg("Add the column, or move the file elsewhere."),
            column="variable",
        )
        return frozenset()
    return frozenset(coded_column(table, "variable").names)


def _methodology_of_scores(path: Path, found: Found) -> str:
    """place/name of the methodology of a table of scores: the run.json beside it says so."""
    beside = path.parent / RUN
    if not beside.is_file():
        return ""
    try:
        run: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8"))
        methodology = str(run["methodology"])
        written = run.get("files", {}).get(path.name)
    except (ValueError, KeyError, TypeError, AttributeError):
        found.add(
            str(beside),
            msg("The file is not what a scoring run has written."),
            msg("It says of which methodology the scores beside it are."),
            msg("Take both files as they were written, or score again."),
        )
        return ""
    if written is not None and written != hashlib.sha256(path.read_bytes()).hexdigest():
        found.add(
            str(path),
            msg("The file is not the one that {run} beside it describes."),
            msg("The scores were changed after they were computed, or the two files come from different runs."),
            msg("Take both files as they were written, or score again."),
            run=RUN,
        )
    return "/".join(methodology.split("/")[:2])
