"""The analyses of robustness as a caller from Python meets them: frames in, what was found out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import polars as pl

from tarazy.engine.load.tables.given import given
from tarazy.engine.model.grid import Grid
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.take import take
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.importance import DimensionImportance, importance_of_weights
from tarazy.engine.robustness.one_change import OneChange, one_change_at_a_time
from tarazy.engine.robustness.sensitivity import Sensitivity, sensitivity_of
from tarazy.engine.robustness.uncertainty import Intervals, uncertainty_of
from tarazy.engine.run.asked import Nodes, asked_nodes, asked_periods

# With more units, the intervals of every node are more than anybody reads.
MOST_UNITS_WITH_ALL_NODES: Final = 1_000


class HangsOn(NamedTuple):
    """The shares of the assumptions, the index under every single change, and how important the children of dimensions
    are.
    """

    shares: Sensitivity
    changes: tuple[OneChange, ...]
    importance: tuple[DimensionImportance, ...]


def estimate_uncertainty(
    methodology: Methodology,
    observations: Observations | Grid | pl.DataFrame,
    *,
    units: Units | pl.DataFrame | None = None,
    periods: Sequence[str] | None = None,
    as_of: datetime.datetime | None = None,
    nodes: Nodes | None = None,
    replicates: int | None = None,
    seed: int = 1,
    told: Callable[[str, int], None] = lambda _period, _done: None,
) -> Intervals:
    """Say how far scores and ranks may be otherwise when everything varies that the methodology says may vary.

    Parameters: as for `score`; `nodes` None: all of them up to 1,000 units, else the root. `replicates` None: as many
    as the methodology says. `seed`: with the same one the same draws on any machine. `told`: hears the period and how
    many of its replicates are done.
    Returns: Intervals; `tarazy.engine.robustness.frames` makes tables of them.
    Raises: ProblemsFound with every problem of the input, before the first replicate.

    >>> import polars as pl
    >>> from tarazy.engine import ProblemsFound, load_methodology
    >>> values = pl.DataFrame({"unit": ["A"], "period": ["2021"], "gni_per_capita": [1000.0]})
    >>> units = pl.DataFrame({"unit": ["A"], "kind": ["country"], "peer_group": ["country"]})
    >>> try:
    ...     estimate_uncertainty(load_methodology("un/hdi/2021"), values, units=units)
    ... except ProblemsFound as refused:
    ...     print(refused.problems[0].what.in_language("en"))
    The methodology does not say what may vary.
    """
    table, scored_units = given(methodology, observations, units)
    chosen = asked_periods(methodology, table, scored_units, periods)
    inputs = take(table, methodology, scored_units, chosen, as_of)
    asked: Nodes = nodes or ("all" if len(scored_units) <= MOST_UNITS_WITH_ALL_NODES else "root")
    return uncertainty_of(
        methodology,
        inputs,
        scored_units,
        chosen,
        replicates=replicates,
        seed=seed,
        keep=asked_nodes(methodology, asked),
        told=told,
    )


def analyse_sensitivity(
    methodology: Methodology,
    observations: Observations | Grid | pl.DataFrame,
    *,
    units: Units | pl.DataFrame | None = None,
    periods: Sequence[str] | None = None,
    as_of: datetime.datetime | None = None,
    nodes: Nodes = "root",
    seed: int = 1,
    rows: int = 128,
    draws: int | None = None,
) -> HangsOn:
    """Say which assumptions scores and ranks hang on, and what every single change does.

    Parameters: as for `estimate_uncertainty`; `rows` and `draws` as for `robustness.sensitivity.sensitivity_of`.
    Returns: HangsOn; `tarazy.engine.robustness.sensitivity_frames` makes tables of them.
    Raises: ProblemsFound with every problem of the input, before the first replicate.
    """
    table, of = given(methodology, observations, units)
    chosen = asked_periods(methodology, table, of, periods)
    inputs = take(table, methodology, of, chosen, as_of)
    keep = asked_nodes(methodology, nodes)
    shares = sensitivity_of(methodology, inputs, of, chosen, seed=seed, rows=rows, draws=draws, keep=keep)
    changes = one_change_at_a_time(methodology, inputs, of, chosen)
    return HangsOn(shares, changes, importance_of_weights(methodology, inputs, of, chosen))
