"""A table of observations, long or wide, or an earlier table of scores -> Observations."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load.tables import rules
from tarazy.engine.load.tables.cells import Flaw, code_flaw
from tarazy.engine.load.tables.columns import (
    code_column,
    coded_column,
    hold_codes,
    instant_column,
    not_written_as,
    number_column,
)
from tarazy.engine.load.tables.duplicates import find_duplicates
from tarazy.engine.load.tables.table import Found, Table, table_of
from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import (
    CANNOT_EXIST,
    MISSING,
    STATISTICS,
    STATUSES_OF_VALUES,
    STATUSES_WITHOUT_VALUE,
    TOTAL,
    Observations,
    union,
)
from tarazy.engine.model.period import is_period
from tarazy.engine.model.written import Series
from tarazy.engine.words import ProblemsFound, msg

REQUIRED: Final = ("unit", "period", "variable", "value")
OPTIONAL: Final = ("breakdown", "series", "revision", "reason", "recorded_at", "se", "n", "status", "source")
OF_SCORES: Final = frozenset({"unit", "period", "node", "score", "reason"})
_CODES: Final = frozenset({"unit", "period", "variable", "breakdown", "series", "status"})
_UNIT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_VARIABLE: Final = re.compile(r"[a-z][a-z0-9_/:-]*")
_BREAKDOWN_PART: Final = re.compile(r"([A-Za-z0-9_]+)=([A-Za-z0-9_.+-]+)")


@dataclass(frozen=True)
class About:
    """What a table does not say itself. `period`: of a table without a column of that name; `scores_of`: place/name of
    the methodology whose scores it holds; `known_variables`: variables that a methodology need not use.
    """

    period: str = ""
    scores_of: str = ""
    known_variables: frozenset[str] = frozenset()


def observations_from_frame(frame: pl.DataFrame, about: About = About()) -> Observations:
    """Observations from a Polars frame, long or wide, with every row checked.

    Long: columns unit, period, variable, value, and if present breakdown, series, revision, reason, recorded_at, se, n,
    status, source. Wide: unit, period, and a column a variable, where an empty cell is no observation.

    >>> observations = observations_from_frame(pl.DataFrame({"unit": ["KZ-10"], "period": [2024], "beds": [64.2]}))
    >>> observations.at(0).variable, observations.at(0).value
    ('beds', 64.2)

    Raises ProblemsFound with every problem.
    """
    found = Found("frame")
    observations = read_observations_table(table_of(frame), about, found)
    if observations is None or found:
        raise ProblemsFound(found.listed())
    return observations


def read_observations_table(table: Table, about: About, found: Found) -> Observations | None:
    """The observations of a table, with every problem noted; None if its columns are not those of any table."""
    columns = set(table.columns)
    if columns >= OF_SCORES:
        return _from_scores(table, about, found)
    if columns & {"variable", "value"} or {nearest(name, REQUIRED) for name in columns} >= {"variable", "value"}:
        return _from_long(table, about, found) if _header_is_sound(table, about, found) else None
    return _from_wide(table, about, found)


def _header_is_sound(table: Table, about: About, found: Found) -> bool:
    columns = table.columns
    strange = [name for name in columns if name not in (*REQUIRED, *OPTIONAL)]
    for name in strange:
        rules.unknown_column(table, name, (*REQUIRED, *OPTIONAL), found)
    missing = [name for name in REQUIRED if name not in columns and not (name == "period" and about.period)]
    for name in missing:
        rules.missing_column(table, name, found)
    return hold_codes(table, [name for name in columns if name in _CODES], found) and not missing


def _from_long(table: Table, about: About, found: Found) -> Observations:
    value, empty = number_column(table, "value", found)
    locate = table.locate  # not the table, which would be kept with all its cells
    observations = Observations(
        unit=code_column(table, "unit", found, unit_flaw),
        variable=code_column(table, "variable", found, _variable_flaw),
        period=_periods(table, about, found),
        value=value,
        breakdown=_optional(table, "breakdown", found, TOTAL, breakdown_flaw),
        series=_optional(table, "series", found, STATISTICS, _series_flaw),
        status=_optional(table, "status", found, "", _status_flaw),
        source=_free_text(table, "source"),
        revision=rules.revisions(table, found),
        reason=_free_text(table, "reason"),
        recorded_at=instant_column(table, "recorded_at", found) if "recorded_at" in table.columns else None,
        se=rules.not_negative(table, "se", found),
        n=rules.not_negative(table, "n", found),
        place=lambda row: locate(row, ""),
        known_variables=about.known_variables,
    )
    rules.values_and_statuses(table, observations, empty, found)
    rules.reasons_of_revisions(table, observations, found)
    find_duplicates(observations, found)
    return observations


def _from_wide(table: Table, about: About, found: Found) -> Observations | None:
    names = [name for name in table.columns if name not in ("unit", "period")]
    missing = [
        name for name in ("unit", "period") if name not in table.columns and not (name == "period" and about.period)
    ]
    for name in missing:
        rules.missing_column(table, name, found)
    for name in names:
        flaw = code_flaw(name) or _variable_flaw(name)
        if flaw:
            rules.wrong_header(table, name, flaw, found)
    if not names and not missing:
        rules.no_variables(table, found)
    codes_hold = hold_codes(table, [name for name in ("unit", "period") if name in table.columns], found)
    if missing or not names or not codes_hold:
        return None
    unit = code_column(table, "unit", found, unit_flaw)
    period = _periods(table, about, found)
    rows, parts = zip(*(_wide_column(table, name, unit, period, about, found) for name in names), strict=True)
    _refuse_cells(found, names, rows)
    observations = union(parts)
    find_duplicates(observations, found)
    return observations


def _wide_column(
    table: Table, name: str, unit: Coded, period: Coded, about: About, found: Found
) -> tuple[NDArray[np.intp], Observations]:
    """The observations of one column, and in which rows of the table they stand."""
    value, empty = number_column(table, name, found)
    rows = np.flatnonzero(~empty)
    count = len(table)
    return rows, Observations(
        unit=Coded(unit.names, unit.all_codes(count)[rows]),
        variable=Coded((name,)),
        period=Coded(period.names, period.all_codes(count)[rows]),
        value=value[rows],
        place=lambda row: table.locate(int(rows[row]), name),
        known_variables=about.known_variables,
    )


def _refuse_cells(found: Found, names: Sequence[str], rows: Sequence[NDArray[np.intp]]) -> None:
    """Say of the refused rows and cells of a wide table which observations they are."""
    row_of = np.concatenate(rows)
    order = np.argsort(row_of, kind="stable")
    starts = np.cumsum([0, *(len(part) for part in rows)])
    at_of = {name: at for at, name in enumerate(names)}
    for place, refused in enumerate(found.refused):
        first, end = (np.searchsorted(row_of, refused.rows, side, order) for side in ("left", "right"))
        those = np.concatenate([order[a:b] for a, b in zip(first, end, strict=True)] or [order[:0]])
        if refused.column in at_of:
            at = at_of[refused.column]
            those = those[(those >= starts[at]) & (those < starts[at + 1])]
        found.refused[place] = refused._replace(rows=those, column="")


def _from_scores(table: Table, about: About, found: Found) -> Observations | None:
    """An earlier scores.csv: each node a variable `place/name:node` of the series score; without one it says why."""
    if not about.scores_of:
        rules.scores_of_what(table, found)
        return None
    if not hold_codes(table, ("unit", "period", "node"), found):
        return None
    node = code_column(table, "node", found, _variable_flaw)
    value, empty = number_column(table, "score", found)
    reason = coded_column(table, "reason")
    status = np.array([1 if name == "not_applicable" else 2 for name in reason.names], dtype=np.int32)
    observations = Observations(
        unit=code_column(table, "unit", found, unit_flaw),
        variable=Coded(tuple(f"{about.scores_of}:{name}" for name in node.names), node.codes),
        period=_periods(table, about, found),
        value=value,
        series=Coded(("score",)),
        status=Coded(("", CANNOT_EXIST, MISSING), np.where(empty, status[reason.all_codes(len(value))], np.int32(0))),
        place=lambda row: table.locate(row, "score"),
        # Nobody asks that a methodology read every node of another.
        known_variables=frozenset(f"{about.scores_of}:{name}" for name in node.names),
    )
    find_duplicates(observations, found)
    return observations


def _periods(table: Table, about: About, found: Found) -> Coded:
    if "period" in table.columns:
        return code_column(table, "period", found, period_flaw)
    return Coded((about.period,))


def _optional(table: Table, name: str, found: Found, absent: str, sound: Callable[[str], Flaw | None]) -> Coded:
    return code_column(table, name, found, sound) if name in table.columns else Coded((absent,))


def _free_text(table: Table, name: str) -> Coded:
    return coded_column(table, name) if name in table.columns else Coded(("",))


def unit_flaw(text: str) -> Flaw | None:
    if _UNIT.fullmatch(text):
        return None
    if not text:
        return Flaw(
            msg("The column {column} is empty here (rows: {rows})."),
            msg("Without it nobody knows what the row is about."),
            msg("Write the code, or remove the row."),
            {},
        )
    return not_written_as(msg("An id of a unit has Latin letters, digits, hyphens, dots and underscores, as KZ-47."))


def _variable_flaw(text: str) -> Flaw | None:
    if not text:
        return unit_flaw(text)
    right = msg(
        "A name of a variable has small Latin letters, digits and underscores and begins with a letter, as "
        "hospital_beds."
    )
    return None if _VARIABLE.fullmatch(text) else not_written_as(right)


def period_flaw(text: str) -> Flaw | None:
    if is_period(text):
        return None
    right = msg("Write a year as 2024, a quarter as 2024-Q1, a month as 2024-01, a span of years as 2022/2024.")
    return not_written_as(right) if text else unit_flaw(text)


def breakdown_flaw(text: str) -> Flaw | None:
    """
    >>> breakdown_flaw("age=15-24;sex=f") is None, breakdown_flaw("sex=f;age=15-24").said
    (True, {'better': 'age=15-24;sex=f'})
    """
    if not text:
        return None
    parts = text.split(";")
    keys = [part.partition("=")[0] for part in parts]
    if not all(_BREAKDOWN_PART.fullmatch(part) for part in parts) or len(set(keys)) < len(keys):
        return not_written_as(msg("Write key=code, several with a semicolon and without spaces, as age=15-24;sex=f."))
    if keys == sorted(keys):
        return None
    return Flaw(
        msg("In column {column} the keys of the breakdown {text} are not in the order of the alphabet."),
        msg("Two spellings of one breakdown would be two different breakdowns."),
        msg("Write {better}."),
        {"better": ";".join(sorted(parts))},
    )


def _series_flaw(text: str) -> Flaw | None:
    if text in get_args(Series):
        return None
    return Flaw(
        msg("In column {column} stands {text}, which is no series."),
        msg("The series says who says so; a methodology names those that it accepts."),
        msg("Write one of: {series}."),
        {"series": ", ".join(get_args(Series))},
    )


def _status_flaw(text: str) -> Flaw | None:
    if text in STATUSES_OF_VALUES or text in STATUSES_WITHOUT_VALUE:
        return None
    return Flaw(
        msg("In column {column} stands {text}, which is no status."),
        msg("The status of an observation is one letter of SDMX's list, or L or X."),
        msg("Write one of: {statuses}. For an ordinary value leave the cell empty."),
        {"statuses": ", ".join(sorted(STATUSES_OF_VALUES | set(STATUSES_WITHOUT_VALUE) - {""})).strip(", ")},
    )
