"""A comparison as tables: one row a unit and node."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.comparison.compared import Comparison
from tarazy.engine.robustness.comparison.split import Parts, is_split, no_parts
from tarazy.engine.robustness.comparison.states import Outcome, spread

Texts = NDArray[np.object_]

# Why a unit or a node is not on a side, besides the reasons of scores.csv.
NO_NODE, NOT_ASSESSED, NOT_EXISTING = "no_such_node", "not_assessed", "does_not_exist"
# Why a change has no parts.
NO_SCORE, TOO_MANY, NOT_SEPARABLE = "no_score", "too_many_units", "not_separable"
PARTS: Final = ("change", "data", "rule", "peers")
_COLUMNS: Final = (
    "unit", "node", "peer_group", "period_a", "period_b", "score_a", "score_b",
    *(f"score_{part}" for part in PARTS), "rank_a", "rank_b", *(f"rank_{part}" for part in PARTS),
    "band_a", "band_b", "reason_a", "reason_b", "reason",
)  # fmt: skip


def frame(comparison: Comparison) -> pl.DataFrame:
    """One row for each unit that is scored on a side and each node of either methodology, sorted by unit and node, with
    the columns of comparison.csv; null where there is none.
    """
    nodes = dict.fromkeys((*comparison.first.result.nodes, *comparison.second.result.nodes))
    tables = [pl.DataFrame(_rows(comparison, node), schema_overrides=_types()) for node in sorted(nodes)]
    whole = pl.concat(tables).filter(~is_nobody()).select(_COLUMNS)
    return whole.with_columns(pl.col(pl.Float64).fill_nan(None), empty_as_null()).sort("unit", "node")


def changes_frame(comparison: Comparison) -> pl.DataFrame:
    """One row for each unit and node that is split and each change of the rule: its part of the change of score and
    rank.
    """
    schema = {"unit": pl.String, "node": pl.String, "change": pl.String, "score": pl.Float64, "rank": pl.Float64}
    tables = [pl.DataFrame(schema=schema)]
    for node, compared in comparison.nodes.items():
        chosen = is_split(compared.score)
        for number, names in enumerate(comparison.changes):
            rows = {
                "unit": comparison.units.ids[chosen],
                "score": compared.score.changes[number][chosen],
                "rank": compared.rank.changes[number][chosen],
            }
            named = pl.DataFrame(rows).with_columns(node=pl.lit(node), change=pl.lit("+".join(names)))
            tables.append(named.select(*schema))
    whole = pl.concat(tables).with_columns(pl.col(pl.Float64).fill_nan(None))
    return whole.sort("unit", "node", maintain_order=True)


def _types() -> dict[str, Any]:
    return {name: pl.String for name in _COLUMNS if not name.startswith(("score_", "rank_"))}


def is_nobody() -> pl.Expr:
    """Units that are on neither side."""
    nobody = (NOT_ASSESSED, NOT_EXISTING)
    elsewhere = [pl.col(name).is_in([*nobody, NO_NODE]) for name in ("reason_a", "reason_b")]
    return pl.all_horizontal(elsewhere) & pl.any_horizontal(pl.col("reason_a", "reason_b").is_in(nobody))


def empty_as_null() -> pl.Expr:
    return pl.when(pl.col(pl.String) != "").then(pl.col(pl.String))


def _rows(comparison: Comparison, node: str) -> dict[str, Any]:
    count = len(comparison.units)
    first, second = comparison.first, comparison.second
    ends = [
        dict(end_columns(outcome, side.methodology, node, comparison.units))
        for outcome, side in zip((first, second), comparison.sides, strict=True)
    ]
    score, rank = _parts(comparison, node, ends)
    row: dict[str, Any] = {
        "unit": comparison.units.ids,
        "node": np.full(count, node),
        "peer_group": comparison.units.peer_groups,
    }
    for letter, end, side in zip("ab", ends, comparison.sides, strict=True):
        row |= {f"{name}_{letter}": column for name, column in end.items()}
        row[f"period_{letter}"] = np.full(count, side.period)
    for name, parts in (("score", score), ("rank", rank)):
        row |= {f"{name}_{part}": getattr(parts, part) for part in PARTS}
    return row | {"reason": _why_not_split(comparison, node, score)}


def _parts(comparison: Comparison, node: str, ends: list[dict[str, Any]]) -> tuple[Parts, Parts]:
    if node in comparison.nodes:
        return comparison.nodes[node].score, comparison.nodes[node].rank
    score, rank = (no_parts(ends[0][name], ends[1][name], 0) for name in ("score", "rank"))
    return score, rank


def _why_not_split(comparison: Comparison, node: str, score: Parts) -> Texts:
    why = np.full(len(comparison.units), NOT_SEPARABLE, dtype=object)
    if node in comparison.not_split:
        why[:] = TOO_MANY
    why[np.isnan(score.change)] = NO_SCORE
    why[is_split(score)] = ""
    return why


def end_columns(
    outcome: Outcome, methodology: Methodology, node: str, units: Units
) -> Iterator[tuple[str, Vector | Texts]]:
    """What a side says of one node over all units: score, rank, band, and why there is no score."""
    count = len(units)
    reason = np.full(count, NOT_EXISTING, dtype=object)
    if methodology.assessed_kinds != "any":
        reason[~np.isin(units.kinds, methodology.assessed_kinds)] = NOT_ASSESSED
    band = np.full(count, "", dtype=object)
    columns = outcome.result.nodes.get(node)
    at = np.searchsorted(units.ids, np.array(outcome.result.units, dtype=units.ids.dtype))
    if columns is None:
        reason[at] = NO_NODE
        nothing = np.full(count, np.nan)
        yield from {"score": nothing, "rank": nothing, "band": band, "reason": reason}.items()
        return
    reason[at] = np.array(outcome.result.reasons, dtype=object)[columns.reason]
    band[at] = np.array([*outcome.bands, ""], dtype=object)[columns.band]
    yield "score", spread(columns.score, at, count)
    yield "rank", spread(columns.rank, at, count)
    yield "band", band
    yield "reason", reason
