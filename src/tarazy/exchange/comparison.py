"""A comparison out: its tables and comparison.json, the old ones or the new ones, never half of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from tarazy.exchange.put_in_place import aside, put_in_place
from tarazy.exchange.scores import MOST_ROWS_AS_CSV

COMPARISON: Final = "comparison"
CHANGES: Final = "comparison_rule"
PERIODS: Final = "every_period"
ACCOUNT: Final = "comparison.json"


def write_comparison(tables: Mapping[str, pl.DataFrame], account: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Write tables by their names into a folder, each as CSV and as Parquet, and return the names of the files.

    Above a million rows there is no CSV. Tables of an earlier comparison that have no successor are removed.
    """
    with aside(folder) as unfinished:
        names: list[str] = []
        for name, table in tables.items():
            if len(table) <= MOST_ROWS_AS_CSV:
                names.append(f"{name}.csv")
                with_whole_ranks(table).write_csv(unfinished / names[-1])
            names.append(f"{name}.parquet")
            table.write_parquet(unfinished / names[-1], compression="zstd")
        possible = [f"{name}.{kind}" for name in (COMPARISON, CHANGES, PERIODS) for kind in ("csv", "parquet")]
        gone = [name for name in possible if name not in names]
        put_in_place(unfinished, folder, names, ACCOUNT, account, gone)
        return (*names, ACCOUNT)


def with_whole_ranks(table: pl.DataFrame) -> pl.DataFrame:
    """Whole ranks without a point, as in scores.csv."""
    ranks = [name for name in ("rank_a", "rank_b") if name in table.columns]
    whole = [
        pl.when(pl.col(name) == pl.col(name).floor())
        .then(pl.col(name).cast(pl.Int64).cast(pl.String))
        .otherwise(pl.col(name).cast(pl.String))
        .alias(name)
        for name in ranks
    ]
    return table.with_columns(whole)
