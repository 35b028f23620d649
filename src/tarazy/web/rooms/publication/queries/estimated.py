"""How sure a run is, as the bundle of its publication carries it."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
from django.db.models import QuerySet
from polars.datatypes import DataType as PolarsType

from tarazy.exchange.bundle.estimated import Estimated
from tarazy.exchange.intervals import CHANGES, GROUPS, INTERVALS, PAIRS
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.results.models import Estimate, Interval, Pair, Run
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.results.queries.estimates import estimate_of

KEY: Final = ("unit", "period", "node")
SPREAD: Final = ("median", "low", "high")
OF_CHANGES: Final = ("change", *(f"change_{end}" for end in SPREAD), "p_rise")
OF_INTERVALS: Final = (
    "score", *(f"score_{end}" for end in SPREAD), "rank", *(f"rank_{end}" for end in SPREAD), "p_top_10",
)  # fmt: skip
TEXTS: Final = frozenset({*KEY, "peer_group", "before", "other"})


def estimated_in(run: Run, scores: pl.DataFrame) -> Estimated | None:
    """What was estimated of a run, as files; `scores`: its scores, with the columns of scores.csv. None where nothing
    was.
    """
    estimate = estimate_of(run)
    if estimate is None:
        return None
    tables: dict[str, pl.DataFrame] = {}
    if estimate.refusal is None:
        tables[INTERVALS] = _intervals(estimate, scores)
        others = {CHANGES: _changes(estimate), PAIRS: _pairs(estimate), GROUPS: _groups(estimate)}
        tables |= {name: table for name, table in others.items() if not table.is_empty()}
    return Estimated(_account(estimate), tables)


def _account(estimate: Estimate) -> dict[str, Any]:
    """The content of uncertainty.json."""
    version = estimate.run.version
    account = {
        "methodology": version.methodology,
        "version": version.version,
        "standing": version.standing,
        "methodology_hash": estimate.run.methodology_hash,
        "engine_version": estimate.engine_version,
        "options": {"periods": estimate.periods, "nodes": estimate.nodes},
        "seed": estimate.seed,
        "replicates": estimate.replicates,
        "failed": estimate.failed,
        "failures": estimate.failures,
        "level_percent": estimate.level_percent,
    }
    return account if estimate.refusal is None else {**account, "refusal": estimate.refusal.as_dict()}


def _intervals(estimate: Estimate, scores: pl.DataFrame) -> pl.DataFrame:
    """The columns of intervals.csv; what is stated stands with the scores."""
    drawn = [name for name in OF_INTERVALS if name not in ("score", "rank")]
    frame = _frame(estimate.intervals.all(), (*KEY, *drawn, "p_scored", "p_bands"))
    bands = [f"p_band_{band}" for band in band_titles(methodology_of(estimate.run.version))]
    frame = frame.with_columns(pl.col("p_bands").list.get(at).alias(name) for at, name in enumerate(bands))
    stated = scores.select(*KEY, "peer_group", "score", "rank")
    frame = frame.join(stated, on=KEY, how="left", maintain_order="left").sort(KEY)
    return frame.select(*KEY, "peer_group", *OF_INTERVALS, *bands, "p_scored")


def _changes(estimate: Estimate) -> pl.DataFrame:
    rows = estimate.intervals.exclude(before="")
    return _frame(rows, ("unit", "period", "before", "node", *OF_CHANGES)).sort(KEY)


def _pairs(estimate: Estimate) -> pl.DataFrame:
    return _frame(estimate.pairs.all(), ("period", "unit", "other", "p_ahead")).sort("period", "unit", "other")


def _groups(estimate: Estimate) -> pl.DataFrame:
    columns = ("period", "peer_group", "group", "unit")
    rows = estimate.groups.order_by("period", "peer_group", "group", "position").values_list(*columns)
    schema = {"period": pl.String, "peer_group": pl.String, "group": pl.Int64, "unit": pl.String}
    return pl.DataFrame([*rows], schema=schema, orient="row")


def _frame(rows: QuerySet[Interval] | QuerySet[Pair], columns: tuple[str, ...]) -> pl.DataFrame:
    schema = {name: _type(name) for name in columns}
    return pl.DataFrame([*rows.values_list(*columns)], schema=schema, orient="row")


def _type(column: str) -> PolarsType:
    if column == "p_bands":
        return pl.List(pl.Float64)
    return pl.String() if column in TEXTS else pl.Float64()
