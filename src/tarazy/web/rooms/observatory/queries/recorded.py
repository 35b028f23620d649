"""Observations between this room and the engine: what a table adds to what is recorded, and what a run may read."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import polars as pl

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.web.rooms.observatory.models import Observation, Variable
from tarazy.web.rooms.observatory.queries.values import last_revisions
from tarazy.web.rooms.units.models import Unit

KEY: Final = ["unit", "variable", "period", "breakdown", "series"]
CONTENT: Final = ["value", "se", "n", "status", "source"]
REST: Final = ("value", "se", "n", "revision", "recorded_at")
SCHEMA: Final = {
    **dict.fromkeys(KEY, pl.String),
    "value": pl.Float64,
    "se": pl.Float64,
    "n": pl.Float64,
    "status": pl.String,
    "source": pl.String,
}


@dataclass(frozen=True)
class Additions:
    """What a table says beyond what is recorded: `new` keys; `revised` ones, recorded otherwise; `same` as recorded.

    `new` and `revised` have the columns of SCHEMA and `row`, the position in the table; `revised` also the recorded
    `revision`
    and `value_before`. `unknown_units`, `unknown_variables`: ids that nothing is registered for.
    """

    new: pl.DataFrame
    revised: pl.DataFrame
    same: int
    unknown_units: tuple[str, ...]
    unknown_variables: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return self.new.is_empty() and self.revised.is_empty()


def additions(observations: Observations) -> Additions:
    """Compare a table with the last revision of each of its keys. Who recorded it, and when, is not compared."""
    given = _frame(observations)
    named = set(observations.variable.names)
    recorded = _recorded(named)
    joined = given.join(recorded, on=KEY, how="left", suffix="_before", maintain_order="left")
    is_same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_before")) for name in CONTENT)
    found = joined.filter(pl.col("revision").is_not_null())
    revised = found.filter(~is_same)
    return Additions(
        new=joined.filter(pl.col("revision").is_null()).select(*given.columns),
        revised=revised.select(*given.columns, "revision", "value_before"),
        same=len(found) - len(revised),
        unknown_units=_unknown(Unit, set(observations.unit.names)),
        unknown_variables=_unknown(Variable, named),
    )


def _frame(observations: Observations) -> pl.DataFrame:
    count = len(observations)
    texts = {name: _texts(getattr(observations, name), count) for name in (*KEY, "status", "source")}
    numbers = {name: _numbers(getattr(observations, name), count) for name in ("value", "se", "n")}
    frame = pl.DataFrame({**texts, **numbers}).select(pl.col(name).cast(type_) for name, type_ in SCHEMA.items())
    return frame.with_row_index("row")


def _texts(column: Coded, count: int) -> pl.Series:
    return pl.Series(column.names, dtype=pl.String).gather(column.all_codes(count))


def _numbers(column: Any, count: int) -> pl.Series:
    numbers = np.full(count, np.nan) if column is None else column
    return pl.Series(numbers, dtype=pl.Float64).fill_nan(None)


def _recorded(variables: Collection[str]) -> pl.DataFrame:
    columns = ("unit_id", "variable_id", "period", "breakdown", "series", *CONTENT, "revision")
    rows = last_revisions().filter(variable__in=variables).values_list(*columns)
    schema = {**SCHEMA, "revision": pl.Int64}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def _unknown(model: Any, ids: set[str]) -> tuple[str, ...]:
    return tuple(sorted(ids - set(model.objects.filter(pk__in=ids).values_list("pk", flat=True))))


def engine_observations(
    variables: Collection[str], units: Collection[str], as_of: datetime.datetime | None = None
) -> Observations:
    """What is recorded of variables and units not after `as_of`, as the engine reads it.

    Last revisions, every series.
    """
    columns = ("unit_id", "variable_id", "period", "breakdown", "series", "status", "source", *REST)
    found = last_revisions(as_of).filter(variable__in=variables, unit__in=units).values_list("pk", *columns)
    rows = [*zip(*found, strict=True)] or [() for _ in range(len(columns) + 1)]
    keys, texts, (value, se, n, revision, recorded_at) = rows[0], rows[1:8], rows[8:]
    names = ("unit", "variable", "period", "breakdown", "series", "status", "source")
    return Observations(
        **{name: Coded.of(column) for name, column in zip(names, texts, strict=True)},  # type: ignore[arg-type]
        value=np.array(value, dtype=np.float64),
        se=_optional(se),
        n=_optional(n),
        revision=np.array(revision, dtype=np.int32),
        recorded_at=np.array(
            [at.astimezone(datetime.UTC).replace(tzinfo=None) for at in recorded_at], "datetime64[us]"
        ),
        place=partial(_place, keys),
    )


def _optional(column: tuple[float | None, ...]) -> Any:
    """A column of numbers, None where no row has one."""
    return None if all(number is None for number in column) else np.array(column, dtype=np.float64)


def _place(keys: tuple[int, ...], row: int) -> str:
    return f"{Observation._meta.db_table} {keys[row]}"
