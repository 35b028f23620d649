"""What would have been: every period of a table by both of two methodologies."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.period import last_day, length_of
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.comparison.frame import empty_as_null, end_columns, is_nobody
from tarazy.engine.robustness.comparison.given import MOST_ROWS
from tarazy.engine.robustness.comparison.states import Outcome, outcome
from tarazy.engine.robustness.comparison.worlds import Side, world
from tarazy.engine.words import Message, ProblemsFound, msg

_ENDS = ("score", "rank", "band", "reason")
_COLUMNS = (
    "unit", "period", "node", "peer_group", *(f"{name}_{letter}" for letter in "ab" for name in _ENDS),
    "score_change", "rank_change",
)  # fmt: skip
_NUMBERS = ("score_a", "score_b", "rank_a", "rank_b", "score_change", "rank_change")
NOT_SCORED = "not_scored"


def in_every_period(
    first: Methodology,
    second: Methodology,
    observations: Observations,
    units: Units,
    *,
    nodes: Collection[str] | None = None,
    as_of: datetime.datetime | None = None,
) -> tuple[pl.DataFrame, tuple[Message, ...]]:
    """Score the periods of a table by both methodologies: earlier years under the new rule, and the reverse.

    Formula: a run of each methodology on the figures of each period; where it does not assess the period, it is taken
    as it stands in the nearest one that it does.
    Parameters: `observations` of any periods, those of another length are not looked at; `nodes`: ids of the nodes that
    are wanted (None: all).
    Returns: one row for each unit that exists, period and node of either methodology, with the columns of
    every_period.csv, null where there is none; and what could not be scored or is left out. Of more periods than make
    `MOST_ROWS` rows, the last.
    Raises: nothing: a period that a methodology refuses has no scores by it.
    """
    notes: list[Message] = []
    every = dict.fromkeys(node for methodology in (first, second) for node in methodology.nodes)
    wanted = [node for node in every if nodes is None or node in nodes]
    periods = sorted(of for of in observations.periods if length_of(of) == first.period)
    most = max(1, MOST_ROWS // max(1, len(units) * len(wanted)))
    if len(periods) > most:
        notes.append(
            Message(
                msg("Of {count} periods the last {most} stand in every_period: more rows are not put together."),
                {"count": len(periods), "most": most},
            )
        )
    tables = [pl.DataFrame(schema={name: pl.Float64 if name in _NUMBERS else pl.String for name in _COLUMNS})]
    for period in periods[-most:]:
        ends = []
        for methodology in (first, second):
            told = _scored(Side(methodology, observations, period), units, wanted, as_of)
            if isinstance(told, ProblemsFound):
                notes.append(
                    Message(
                        msg("{methodology} cannot score the figures of {period}: {where}"),
                        {"methodology": methodology.id, "period": period, "where": told.problems[0].where},
                    )
                )
            ends.append((methodology, None if isinstance(told, ProblemsFound) else told))
        tables += _tables(ends, period, units, wanted)
    whole = pl.concat(tables).with_columns(pl.col(pl.Float64).fill_nan(None))
    return whole.sort("unit", "period", "node"), tuple(notes)


def _scored(side: Side, units: Units, nodes: Sequence[str], as_of: datetime.datetime | None) -> Outcome | ProblemsFound:
    wanted = [node for node in nodes if node in side.methodology.nodes]
    try:
        seen = world(side.rule, side.observations, side.period, units, as_of)
        return outcome(side.rule, seen, wanted, len(units))
    except ProblemsFound as refused:
        return refused


def _tables(
    ends: list[tuple[Methodology, Outcome | None]], period: str, units: Units, nodes: Sequence[str]
) -> Iterator[pl.DataFrame]:
    exists = units.valid_on(last_day(period))
    for node in nodes:
        row: dict[str, Any] = {"unit": units.ids, "peer_group": units.peer_groups}
        for letter, (methodology, told) in zip("ab", ends, strict=True):
            row |= {f"{name}_{letter}": column for name, column in _end(methodology, told, node, units)}
        row["score_change"] = row["score_b"] - row["score_a"]
        row["rank_change"] = row["rank_b"] - row["rank_a"]
        objects = {name: pl.String for name in row if name.startswith(("band", "reason"))}
        table = pl.DataFrame(row, schema_overrides=objects).filter(pl.Series(exists)).filter(~is_nobody())
        yield (
            table.with_columns(empty_as_null()).with_columns(period=pl.lit(period), node=pl.lit(node)).select(_COLUMNS)
        )


def _end(methodology: Methodology, told: Outcome | None, node: str, units: Units) -> Iterator[tuple[str, Any]]:
    if told is not None:
        yield from end_columns(told, methodology, node, units)
        return
    nothing, empty = np.full(len(units), np.nan), np.full(len(units), "", dtype=object)
    yield from zip(_ENDS, (nothing, nothing, empty, np.full(len(units), NOT_SCORED, dtype=object)), strict=True)
