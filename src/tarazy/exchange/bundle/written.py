"""A publication -> its bundle."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, Final

import numpy as np
import polars as pl
from msgspec import UNSET

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observation, Observations
from tarazy.engine.model.planes import Column
from tarazy.engine.model.result_frame import SCHEMA
from tarazy.engine.model.take import rows_taken
from tarazy.engine.model.units import Units
from tarazy.engine.run.reach import reach
from tarazy.exchange.bundle import manifest as parts
from tarazy.exchange.bundle.archive import write_archive
from tarazy.exchange.bundle.estimated import Estimated, files_of
from tarazy.exchange.bundle.merkle import root_of
from tarazy.exchange.bundle.rows import (
    PUBLIC_COLUMNS,
    WITHHELD_COLUMNS,
    Key,
    Row,
    salt_of,
    table_of,
    withheld,
)
from tarazy.exchange.csv_written import csv_text
from tarazy.exchange.scores import write_csv_block

UNIT_COLUMNS: Final = ("unit", "kind", "peer_group", "valid_from", "valid_to")
NAME_COLUMNS: Final = ("name_kk", "name_ru", "name_en")
SECRET_BYTES: Final = 32


@dataclass(frozen=True)
class Published:
    """What a publication shows, and what it was computed from.

    `observations`, `units`: as the run read them; `run`: the content of run.json; `scores`: the columns of scores.csv;
    `estimated`: how sure they are, where that was estimated.
    """

    publication: parts.Publication
    methodology: Methodology
    observations: Observations
    units: Units
    run: Mapping[str, Any]
    scores: pl.DataFrame
    estimated: Estimated | None = None


@dataclass(frozen=True)
class Withholding:
    """What must not be shown. `values`: whether the value under a key is withheld; `secret`: 32 random bytes that the
    publication keeps to itself, from which the salts follow; `left_out`: whose scores are not published;
    `decisions`: by which decision each, and why.
    """

    values: Callable[[Key], bool] = lambda key: False
    secret: bytes = b""
    left_out: parts.LeftOut = parts.NOTHING_LEFT_OUT
    decisions: tuple[parts.Decision, ...] = ()


NOTHING_WITHHELD: Final = Withholding()


def write_bundle(file: IO[bytes], published: Published, withholding: Withholding = NOTHING_WITHHELD) -> parts.Manifest:
    """Write the bundle of a publication and return its manifest. Equal content gives equal bytes.

    Of an indicator that rests on a withheld value of its own unit no scores are written: the value could be read off.
    """
    kept = [_as_shown(row, withholding) for row in rows_of(published)]
    resting = _resting(published, [row.key for row in kept if row.commitment])
    contents = {
        parts.OBSERVATIONS: table_of((row for row in kept if not row.commitment), PUBLIC_COLUMNS),
        parts.WITHHELD: table_of((row for row in kept if row.commitment), WITHHELD_COLUMNS),
        parts.UNITS: _units(published.units),
        parts.SCORES: _scores(published, resting, withholding.left_out),
        **{f"{parts.METHODOLOGY}{path}": content for path, content in published.methodology.files.items()},
    }
    if published.estimated is not None:
        contents |= files_of(published.estimated, withholding.left_out, resting)
    scores_hash = hashlib.sha256(contents[parts.SCORES]).hexdigest()
    contents[parts.RUN] = parts.as_json({**published.run, "files": {parts.SCORES: scores_hash}})
    manifest = parts.Manifest(
        format=parts.FORMAT,
        version=1 if published.estimated is None else parts.WITH_ESTIMATE,
        publication=published.publication,
        engine_version=published.run["engine_version"],
        observations=len(kept),
        withheld=sum(1 for row in kept if row.commitment),
        merkle_root=root_of([row.leaf for row in kept]).hex(),
        left_out=withholding.left_out,
        files={name: hashlib.sha256(contents[name]).hexdigest() for name in sorted(contents)},
        decisions=withholding.decisions or UNSET,
    )
    write_archive(file, {**contents, parts.MANIFEST: parts.as_json(manifest)})
    return manifest


def rows_of(published: Published) -> list[Row]:
    """The observations that the run took, as public rows, sorted by key."""
    periods, as_of = published.run["options"]["periods"], published.run["as_of"]
    known = None if as_of is None else datetime.datetime.fromisoformat(as_of)
    taken = rows_taken(published.observations, published.methodology, published.units, periods, known)
    return sorted(_row(published.observations.at(int(row))) for row in taken)


def _row(seen: Observation) -> Row:
    key = Key(seen.unit, seen.variable, seen.period, seen.breakdown, seen.series)
    n = "" if seen.n is None else repr(int(seen.n))
    return Row(key, (_number(seen.value), _number(seen.se), n, seen.status, seen.source))


def _number(number: float | None) -> str:
    return "" if number is None else repr(number + 0.0)  # -0 + 0 is 0


def _as_shown(row: Row, withholding: Withholding) -> Row:
    if not withholding.values(row.key):
        return row
    if len(withholding.secret) != SECRET_BYTES:
        raise ValueError("values are withheld under a secret of 32 bytes")
    return withheld(row, salt_of(withholding.secret, row.key))


def _units(units: Units) -> bytes:
    """The units as the run read them. Of units that only the observations name there is nothing but the id."""
    if not units.kinds.any():
        return csv_text(UNIT_COLUMNS[:1], [[str(id)] for id in units.ids]).encode("utf-8")
    columns = [units.ids, units.kinds, units.peer_groups, _days(units.valid_from), _days(units.valid_to)]
    rows = [[str(cell) for cell in row] for row in zip(*columns, strict=True)]
    if units.names is None:
        return csv_text(UNIT_COLUMNS, rows).encode("utf-8")
    named = [[*row, name.kk, name.ru, name.en] for row, name in zip(rows, units.names, strict=True)]
    return csv_text((*UNIT_COLUMNS, *NAME_COLUMNS), named).encode("utf-8")


def _days(days: Any) -> list[str]:
    return ["" if np.isnat(day) else str(day) for day in days]


def _resting(published: Published, keys: Collection[Key]) -> pl.DataFrame:
    return rests_on(published.methodology, published.units, published.run["options"]["periods"], keys)


def _scores(published: Published, resting: pl.DataFrame, left_out: parts.LeftOut) -> bytes:
    shown = published.scores.filter(~pl.col("unit").is_in(left_out.units) & ~pl.col("node").is_in(left_out.nodes)).join(
        resting, on=["unit", "period", "node"], how="anti", maintain_order="left"
    )
    file = BytesIO()
    write_csv_block(shown.select(SCHEMA.names).to_arrow(), file, header=True)
    return file.getvalue()


def rests_on(methodology: Methodology, units: Units, periods: Collection[str], keys: Collection[Key]) -> pl.DataFrame:
    """Unit, period and node of every indicator that reads a withheld value of its own unit."""
    unknown = unknown_values(units, keys)
    reached = reach(methodology, units, tuple(periods), unknown, comparing=False)
    found = [
        (str(unit), period, indicator.id)
        for period, nodes in reached.items()
        for indicator in methodology.indicators
        for unit in units.ids[nodes[indicator.id].score]
    ]
    return pl.DataFrame(found, schema=dict.fromkeys(("unit", "period", "node"), pl.String), orient="row")


def unknown_values(units: Units, keys: Collection[Key]) -> dict[Column, Any]:
    """The withheld values as `reach` takes them."""
    at = {str(id): position for position, id in enumerate(units.ids)}
    found: dict[Column, Any] = {}
    for key in keys:
        column = Column(key.variable, key.breakdown, key.period)
        found.setdefault(column, np.zeros(len(units), dtype=np.bool_))[at[key.unit]] = True
    return found
