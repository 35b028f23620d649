"""Observations between this room and the engine: what a table adds to what is recorded, and what a run may read."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.observations import SUPPRESSED, Observations
from tarazy.web.grammar.copied import copied
from tarazy.web.rooms.observatory.models import Observation, SuppressedCell, Variable
from tarazy.web.rooms.observatory.queries.values import last_revisions
from tarazy.web.rooms.units.models import Unit

KEY: Final = ["unit", "variable", "period", "breakdown", "series"]
CONTENT: Final = ["value", "se", "n", "status", "source"]
REST: Final = ("value", "se", "n", "revision", "recorded_at")
TEXTS: Final = (*KEY, "status", "source")
RECORDED: Final = {
    **dict.fromkeys(KEY, pl.String),
    "revision": pl.Int64,
    **dict.fromkeys(("value", "se", "n"), pl.Float64),
    **dict.fromkeys(("status", "source"), pl.String),
}
# Keys are numbers below this; where more would be possible, those that occur are counted anew.
_MOST_KEYS: Final = 2**62


@dataclass(frozen=True)
class Compared:
    """What a table says beyond what is recorded: `new` keys; `revised` ones, recorded otherwise; how many are the same.

    `new` and `revised` have the columns of KEY, `revision` as each is to have it, those of CONTENT, `reason` as far as
    the table gives one, and `row`, the position in the table; `revised` also `value_before`. `contradicting`: rows that
    name a revision which is recorded otherwise or cannot be the next one.
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
    recorded it, and when, is not compared. A suppressed cell, given as everybody reads it, says nothing new.
    """
    named = set(observations.variable.names)
    found = compared(observations)
    return Additions(
        **vars(found),
        unknown_units=_unknown(Unit, set(observations.unit.names)),
        unknown_variables=_unknown(Variable, named),
    )


def compared(observations: Observations) -> Compared:
    recorded = _recorded(observations)
    given = _numbered(observations, recorded)
    return (_with_last if observations.revision is None else _with_named)(observations, given, recorded.drop(KEY))


def positions(table: pl.DataFrame) -> NDArray[np.intp]:
    """Where rows of a comparison stand in the table that was compared."""
    return table["row"].to_numpy().astype(np.intp)


def _with_last(observations: Observations, given: pl.DataFrame, recorded: pl.DataFrame) -> Compared:
    last = recorded.filter(pl.col("revision") == pl.col("revision").max().over("key"))
    joined = given.drop("revision").join(last, on="key", how="left", suffix="_before", maintain_order="left")
    is_new = pl.col("revision").is_null()
    found = joined.filter(~is_new)
    revised = found.filter(~_is_same(observations))
    return Compared(
        _taken(observations, joined.filter(is_new).select("row", revision=pl.lit(1, pl.Int64))),
        _taken(observations, revised.select("row", pl.col("revision") + 1, "value_before")),
        _taken(observations, given.select("row", "revision").clear()),
        len(found) - len(revised),
    )


def _with_named(observations: Observations, given: pl.DataFrame, recorded: pl.DataFrame) -> Compared:
    """Where the table names revisions: those that are recorded must say the same, the others must follow the last."""
    known = given.join(
        recorded.with_columns(there=True), on=["key", "revision"], how="left", suffix="_before", maintain_order="left"
    )
    there = known.filter(pl.col("there").is_not_null())
    other = there.filter(~_is_same(observations))
    last = recorded.sort("revision").unique("key", keep="last").select("key", last="revision", value_before="value")
    absent = known.filter(pl.col("there").is_null()).select("row", "key", "revision")
    absent = absent.join(last, on="key", how="left", maintain_order="left")
    follows = pl.col("revision") == pl.col("last").fill_null(0) + pl.col("revision").rank("ordinal").over("key")
    absent = absent.with_columns(follows=follows)
    next_ones = absent.filter("follows")
    wrong = pl.concat([one.select("row", "revision") for one in (other, absent.filter(~pl.col("follows")))])
    return Compared(
        _taken(observations, next_ones.filter(pl.col("revision") == 1).select("row", "revision")),
        _taken(observations, next_ones.filter(pl.col("revision") > 1).select("row", "revision", "value_before")),
        _taken(observations, wrong),
        len(there) - len(other),
    )


def _is_same(observations: Observations) -> pl.Expr:
    content = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_before")) for name in CONTENT)
    if SUPPRESSED not in observations.status.names:
        return content
    as_shown = pl.col("status") == observations.status.names.index(SUPPRESSED)
    return content | (pl.col("is_suppressed") & as_shown & pl.all_horizontal(pl.col("value", "se", "n").is_null()))


def _numbered(observations: Observations, recorded: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table with a number for each key, and their texts as numbers; `recorded` gets the same `key`."""
    count = len(observations)
    codes = {name: getattr(observations, name).all_codes(count) for name in TEXTS}
    keys, recorded_keys = np.zeros(count, np.int64), np.zeros(len(recorded), np.int64)
    possible = 1
    for name in KEY:
        size = max(1, len(getattr(observations, name).names))
        if possible * size > _MOST_KEYS:
            occurring, both = np.unique(np.concatenate([keys, recorded_keys]), return_inverse=True)
            keys, recorded_keys, possible = both[:count], both[count:], len(occurring)
        keys = keys * size + codes[name]
        recorded_keys = recorded_keys * size + recorded[name].to_numpy()
        possible *= size
    recorded.insert_column(0, pl.Series("key", recorded_keys, dtype=pl.Int64))
    numbers = {name: _numbers(getattr(observations, name), count) for name in ("value", "se", "n")}
    revision = np.ones(count, np.int64) if observations.revision is None else observations.revision
    texts = {name: pl.Series(codes[name], dtype=pl.Int64) for name in ("status", "source")}
    frame = pl.DataFrame({"key": keys, "revision": pl.Series(revision, dtype=pl.Int64), **numbers, **texts})
    return frame.with_row_index("row")


def _taken(observations: Observations, rows: pl.DataFrame) -> pl.DataFrame:
    """Some rows of a table with their texts; `rows` names them, with their revision and what else is known."""
    count, at = len(observations), rows["row"].to_numpy()
    texts = {name: _texts(getattr(observations, name), count, at) for name in (*KEY, "status", "source", "reason")}
    numbers = {name: _numbers(getattr(observations, name), count).gather(rows["row"]) for name in ("value", "se", "n")}
    names = ("row", *KEY, "revision", *CONTENT, "reason", *rows.columns[2:])
    return rows.hstack(pl.DataFrame({**texts, **numbers})).select(names)


def _texts(column: Coded, count: int, rows: NDArray[Any]) -> pl.Series:
    """Texts that take a few bytes a row and sort as the database sorts them."""
    order = sorted(range(len(column.names)), key=column.names.__getitem__)
    type = pl.Enum([column.names[code] for code in order])
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    physical = pl.Series([], dtype=type).to_physical().dtype
    return pl.Series(places[column.all_codes(count)[rows]]).cast(physical).cat.to(type)


def _numbers(column: Any, count: int) -> pl.Series:
    numbers = np.full(count, np.nan) if column is None else column
    return pl.Series(numbers, dtype=pl.Float64).fill_nan(None)


def _recorded(observations: Observations) -> pl.DataFrame:
    """What is recorded of the keys of a table, every revision; the texts as their numbers in the table's columns."""
    columns = ("unit_id", "variable_id", "period", "breakdown", "series", "revision", *CONTENT)
    rows = Observation.objects.filter(variable__in=set(observations.variable.names)).values_list(*columns)
    types = {name: pl.Enum(getattr(observations, name).names) for name in TEXTS}
    pieces = [_coded(pl.DataFrame(schema=RECORDED), types)]
    for text in copied(rows):
        piece = pl.read_csv(text, has_header=False, schema=RECORDED, empty_string_is_null=False)
        pieces.append(_coded(piece, types))
    return (
        pl.concat(pieces)
        .join(_suppressed(types), on=KEY, how="left", maintain_order="left")
        .with_columns(pl.col("is_suppressed").fill_null(False))
    )


def _suppressed(types: Mapping[str, pl.Enum]) -> pl.DataFrame:
    cells = SuppressedCell.objects.filter(variable__in=types["variable"].categories.to_list())
    rows = list(cells.values_list("unit_id", "variable_id", "period", "breakdown", "series"))
    found = pl.DataFrame(rows, dict.fromkeys(KEY, pl.String), orient="row")
    return _coded(found, {name: types[name] for name in KEY}).with_columns(is_suppressed=True)


def _coded(recorded: pl.DataFrame, types: Mapping[str, pl.Enum]) -> pl.DataFrame:
    """Rows whose key the table may have; a text that it does not have is nothing."""
    numbers = [pl.col(name).cast(type, strict=False).to_physical().cast(pl.Int64) for name, type in types.items()]
    return recorded.with_columns(numbers).drop_nulls(KEY)


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
