"""Observations between this room and the engine: what a table adds to what is recorded, and what a run may read."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import polars as pl
from django.db.models import QuerySet
from numpy.typing import NDArray

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import Observations
from tarazy.web.grammar.copied import copied
from tarazy.web.rooms.observatory.models import Observation, Variable
from tarazy.web.rooms.observatory.queries.values import last_revisions
from tarazy.web.rooms.units.models import Unit

KEY: Final = ["unit", "variable", "period", "breakdown", "series"]
CONTENT: Final = ["value", "se", "n", "status", "source"]
REST: Final = ("value", "se", "n", "revision", "recorded_at")
SCHEMA: Final = {
    **dict.fromkeys(KEY, pl.String),
    "revision": pl.Int64,
    "value": pl.Float64,
    "se": pl.Float64,
    "n": pl.Float64,
    "status": pl.String,
    "source": pl.String,
}


@dataclass(frozen=True)
class Compared:
    """What a table says beyond what is recorded: `new` keys; `revised` ones, recorded otherwise; how many are the same.

    `new` and `revised` have the columns of SCHEMA with the revision that each is to have, `reason` as far as the table
    gives one, and `row`, the position in the table; `revised` also `value_before`. `contradicting`: rows that name a
    revision which is recorded otherwise or cannot be the next one.
    """

    new: pl.DataFrame
    revised: pl.DataFrame
    contradicting: pl.DataFrame
    same: int

    @property
    def is_empty(self) -> bool:
        return self.new.is_empty() and self.revised.is_empty()

    def without(self, rows: NDArray[np.intp]) -> Compared:
        """The same but for some rows of the table."""
        if not len(rows):
            return self
        kept = ~pl.col("row").is_in(pl.Series(rows, dtype=pl.UInt32).implode())
        return Compared(self.new.filter(kept), self.revised.filter(kept), self.contradicting.filter(kept), self.same)


@dataclass(frozen=True)
class Additions(Compared):
    """`unknown_units`, `unknown_variables`: ids that nothing is registered for."""

    unknown_units: tuple[str, ...]
    unknown_variables: tuple[str, ...]


def additions(observations: Observations) -> Additions:
    """Compare a table with the last revision of each of its keys, or with the revisions that it names itself. Who
    recorded it, and when, is not compared.
    """
    named = set(observations.variable.names)
    found = compared(observations)
    return Additions(
        **vars(found),
        unknown_units=_unknown(Unit, set(observations.unit.names)),
        unknown_variables=_unknown(Variable, named),
    )


def compared(observations: Observations) -> Compared:
    named = set(observations.variable.names)
    if observations.revision is None:
        return _with_last(_frame(observations), _recorded(last_revisions(), named))
    return _with_named(_frame(observations), _recorded(Observation.objects.all(), named))


def positions(table: pl.DataFrame) -> NDArray[np.intp]:
    """Where rows of a comparison stand in the table that was compared."""
    return table["row"].to_numpy().astype(np.intp)


def _with_last(given: pl.DataFrame, recorded: pl.DataFrame) -> Compared:
    joined = given.drop("revision").join(recorded, on=KEY, how="left", suffix="_before", maintain_order="left")
    found = joined.filter(pl.col("revision").is_not_null()).with_columns(pl.col("revision") + 1)
    revised = found.filter(~_is_same())
    new = joined.filter(pl.col("revision").is_null()).with_columns(revision=pl.lit(1, pl.Int64))
    return Compared(
        new.select(given.columns),
        revised.select(*given.columns, "value_before"),
        given.clear(),
        len(found) - len(revised),
    )


def _with_named(given: pl.DataFrame, recorded: pl.DataFrame) -> Compared:
    """Where the table names revisions: those that are recorded must say the same, the others must follow the last."""
    known = given.join(
        recorded.with_columns(there=True), on=[*KEY, "revision"], how="left", suffix="_before", maintain_order="left"
    )
    there = known.filter(pl.col("there").is_not_null())
    other = there.filter(~_is_same())
    last = recorded.sort("revision").unique(KEY, keep="last").select(*KEY, last="revision", value_before="value")
    absent = known.filter(pl.col("there").is_null()).select(given.columns)
    absent = absent.join(last, on=KEY, how="left", maintain_order="left")
    follows = pl.col("revision") == pl.col("last").fill_null(0) + pl.col("revision").rank("ordinal").over(KEY)
    absent = absent.with_columns(follows=follows)
    next_ones = absent.filter("follows")
    return Compared(
        next_ones.filter(pl.col("revision") == 1).select(given.columns),
        next_ones.filter(pl.col("revision") > 1).select(*given.columns, "value_before"),
        pl.concat([other.select(given.columns), absent.filter(~pl.col("follows")).select(given.columns)]),
        len(there) - len(other),
    )


def _is_same() -> pl.Expr:
    return pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_before")) for name in CONTENT)


def _frame(observations: Observations) -> pl.DataFrame:
    count = len(observations)
    texts = {name: _texts(getattr(observations, name), count) for name in (*KEY, "status", "source", "reason")}
    numbers = {name: _numbers(getattr(observations, name), count) for name in ("value", "se", "n", "revision")}
    frame = pl.DataFrame({**texts, **numbers})
    columns = [*(pl.col(name).cast(type_) for name, type_ in SCHEMA.items()), pl.col("reason").cast(pl.String)]
    return frame.select(columns).with_row_index("row")


def _texts(column: Coded, count: int) -> pl.Series:
    return pl.Series(column.names, dtype=pl.String).gather(column.all_codes(count))


def _numbers(column: Any, count: int) -> pl.Series:
    numbers = np.full(count, np.nan) if column is None else column
    return pl.Series(numbers, dtype=pl.Float64).fill_nan(None)


def _recorded(rows: QuerySet[Observation], variables: Collection[str]) -> pl.DataFrame:
    """Rows of some variables as a frame."""
    columns = ("unit_id", "variable_id", "period", "breakdown", "series", "revision", *CONTENT)
    text = copied(rows.filter(variable__in=variables).values_list(*columns))
    if not text:
        return pl.DataFrame(schema=SCHEMA)
    return pl.read_csv(text, has_header=False, schema=SCHEMA, empty_string_is_null=False)


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
