"""How sure a publication is, as its bundle carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import polars as pl

from tarazy.engine.model.text import Text
from tarazy.exchange.bundle.manifest import LeftOut, Options, as_json
from tarazy.exchange.intervals import ACCOUNT, CHANGES, GROUPS, INTERVALS, PAIRS

TABLES: Final = (INTERVALS, CHANGES, PAIRS, GROUPS)
FILES: Final = (*TABLES, ACCOUNT)
# In which columns of a table units stand.
UNITS_IN: Final = {INTERVALS: ("unit",), CHANGES: ("unit",), PAIRS: ("unit", "other"), GROUPS: ("unit",)}
# At which period a row of a table tells a score: a change tells the one before, too.
PERIODS_IN: Final = {INTERVALS: ("period",), CHANGES: ("period", "before")}


@dataclass(frozen=True)
class Estimated:
    """`account`: the content of uncertainty.json; `tables`: by name of the file, with the columns that
    docs/manual/formats.md gives; none where the account says why there are no intervals.
    """

    account: Mapping[str, Any]
    tables: Mapping[str, pl.DataFrame]


class Account(msgspec.Struct, frozen=True):
    """What is needed of uncertainty.json. `refusal`: why there are no intervals, where there could be none."""

    seed: int
    replicates: int
    failed: int
    level_percent: float | None
    engine_version: str
    options: Options
    refusal: Text | None = None


def files_of(estimated: Estimated, left_out: LeftOut, resting: pl.DataFrame) -> dict[str, bytes]:
    """The files of the bundle, without what says anything of a score that is not published; `resting`: unit, period and
    node of the scores that rest on a withheld value.
    """
    shown = {name: shown_in(name, table, left_out, resting) for name, table in estimated.tables.items()}
    written = {name: table.write_csv().encode("utf-8") for name, table in shown.items()}
    return {**written, ACCOUNT: as_json(dict(estimated.account))}


def shown_in(name: str, table: pl.DataFrame, left_out: LeftOut, resting: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table that say nothing of what is not published."""
    shown = table
    for column in UNITS_IN[name]:
        shown = shown.filter(~pl.col(column).is_in(left_out.units))
    if "node" in shown.columns:
        shown = shown.filter(~pl.col("node").is_in(left_out.nodes))
    for period in PERIODS_IN.get(name, ()):
        key = ["unit", period, "node"]
        shown = shown.join(resting.rename({"period": period}), on=key, how="anti", maintain_order="left")
    return shown
