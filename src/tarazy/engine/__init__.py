"""The engine: frames and numbers in, numbers and reasons out.

>>> import polars as pl
>>> from tarazy.engine import load_methodology, score
>>> methodology = load_methodology("un/hdi/2021")
>>> observations = pl.DataFrame(
...     {
...         "unit": ["KAZ"],
...         "period": ["2021"],
...         "life_expectancy_at_birth": [69.3622],
...         "expected_years_of_schooling": [15.76500034],
...         "mean_years_of_schooling": [12.34756189],
...         "gni_per_capita": [23942.81837],
...     }
... )
>>> units = pl.DataFrame({"unit": ["KAZ"], "kind": ["country"], "peer_group": ["country"]})
>>> scores = score(methodology, observations, units=units, nodes="root")
>>> scores.frame.select("unit", "period", "node", "score", "rank").rows()
[('KAZ', '2021', 'index', 0.811, 1.0)]
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from tarazy.engine.explanation import Explanation
    from tarazy.engine.load.methodology import load_methodology
    from tarazy.engine.load.tables.observations import observations_from_frame
    from tarazy.engine.load.tables.units import units_from_frame
    from tarazy.engine.model.grid import Grid
    from tarazy.engine.model.methodology import Methodology
    from tarazy.engine.model.observations import Observations
    from tarazy.engine.model.result import Result
    from tarazy.engine.model.text import Text
    from tarazy.engine.model.units import Units
    from tarazy.engine.robustness.analyses import HangsOn, analyse_sensitivity, estimate_uncertainty
    from tarazy.engine.robustness.uncertainty import Intervals
    from tarazy.engine.run.asked import Nodes
    from tarazy.engine.words import Message, Problem, ProblemsFound

__all__ = [
    "Explanation",
    "HangsOn",
    "Intervals",
    "Message",
    "Methodology",
    "Observations",
    "Problem",
    "ProblemsFound",
    "Result",
    "Scores",
    "Text",
    "Units",
    "analyse_sensitivity",
    "estimate_uncertainty",
    "explain",
    "load_methodology",
    "observations_from_frame",
    "replay",
    "score",
    "units_from_frame",
]

# Imported when first asked for: whoever needs only the words of the engine does not wait for NumPy and Polars.
_FROM = {
    "Explanation": "explanation",
    "HangsOn": "robustness.analyses",
    "Intervals": "robustness.uncertainty",
    "analyse_sensitivity": "robustness.analyses",
    "estimate_uncertainty": "robustness.analyses",
    "load_methodology": "load.methodology",
    "observations_from_frame": "load.tables.observations",
    "units_from_frame": "load.tables.units",
    "Methodology": "model.methodology",
    "Observations": "model.observations",
    "Result": "model.result",
    "Text": "model.text",
    "Units": "model.units",
    "Message": "words",
    "Problem": "words",
    "ProblemsFound": "words",
}


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = getattr(import_module(f"{__name__}.{_FROM[name]}"), name)
    return globals()[name]


@dataclass(frozen=True)
class Scores:
    """The outcome of a run: `result` as columns, `frame` as a table, `run` as run.json says it."""

    methodology: Methodology
    result: Result
    run: dict[str, Any]

    @cached_property
    def frame(self) -> pl.DataFrame:
        """One row a unit, period and node, sorted by them, with the columns of scores.csv; null where there is none."""
        from tarazy.engine.model.result_frame import frame

        return frame(self.result)


def score(
    methodology: Methodology,
    observations: Observations | Grid | pl.DataFrame,
    *,
    units: Units | pl.DataFrame | None = None,
    periods: Sequence[str] | None = None,
    as_of: datetime.datetime | None = None,
    nodes: Nodes = "all",
) -> Scores:
    """Score units by a methodology.

    Parameters: `observations` long or wide, as docs/manual/formats.md says; an empty value is missing. `units` may be
    absent where the methodology assesses units of any kind. `periods` None: all of the observations that the
    methodology assesses.
    `as_of`: what was recorded later does not count. `nodes`: "all", "root", or down to a depth (the root is 1).
    Returns: Scores.
    Raises: ProblemsFound with every problem of the input and of the run.

    >>> import polars as pl
    >>> from tarazy.engine import ProblemsFound, load_methodology
    >>> beds = pl.DataFrame({"unit": ["A"], "period": ["2021"], "beds": [1.0]})
    >>> units = pl.DataFrame({"unit": ["A"], "kind": ["country"], "peer_group": ["country"]})
    >>> try:
    ...     score(load_methodology("un/hdi/2021"), beds, units=units)
    ... except ProblemsFound as refused:
    ...     print(refused.problems[0].what.in_language("en"))
    The variable beds is not known (rows: 1; this is the first).
    """
    from tarazy.engine.load.tables.given import given
    from tarazy.engine.model.account import account_of
    from tarazy.engine.model.back_casts import count_back_casts
    from tarazy.engine.model.take import take
    from tarazy.engine.run import run
    from tarazy.engine.run.asked import asked_nodes, asked_periods

    table, scored_units = given(methodology, observations, units)
    chosen = asked_periods(methodology, table, scored_units, periods)
    inputs = take(table, methodology, scored_units, chosen, as_of)
    result = run(methodology, inputs, scored_units, chosen, asked_nodes(methodology, nodes))
    account = account_of(
        methodology,
        result,
        options={"periods": list(chosen), "nodes": nodes},
        as_of=None if as_of is None else as_of.isoformat(),
        back_casts=count_back_casts(table, scored_units),
    )
    return Scores(methodology, result, account)


def explain(
    methodology: Methodology,
    observations: Observations | pl.DataFrame,
    *,
    unit: str,
    units: Units | pl.DataFrame | None = None,
    period: str | None = None,
    node: str = "index",
    as_of: datetime.datetime | None = None,
) -> Explanation:
    """Explain the score of one unit at one node, down to the observations.

    Parameters: as for `score`; `period` None: the last that the methodology assesses in which the unit has a score
    at the node.
    Returns: Explanation: its `to_dict` holds every number, its `in_language` says it in kk, ru or en.
    Raises: ProblemsFound with every problem of the input and of the run.
    """
    from tarazy.engine.explanation import explain_unit
    from tarazy.engine.load.tables.given import observations_and_units, periods_to_score
    from tarazy.engine.run import units_of_period

    table, scored_units = observations_and_units(methodology, observations, units)
    if period is not None:
        return explain_unit(methodology, table, scored_units, unit, period, node, as_of)
    periods = periods_to_score(methodology, table)[::-1]
    # A unit that no longer exists is explained as it last was; of one that never was, the last period says why not.
    among = scored_units.ids == unit
    existing = [one for one in periods if units_of_period(methodology, scored_units, one)[among].any()]
    found: list[Explanation] = []
    for one in existing or periods[:1]:
        found.append(explain_unit(methodology, table, scored_units, unit, one, node, as_of))
        if found[-1].tree.score is not None:
            return found[-1]
    return found[0]


def replay(
    methodology: Methodology,
    observations: Observations | Grid | pl.DataFrame,
    *,
    replicate: int,
    units: Units | pl.DataFrame | None = None,
    periods: Sequence[str] | None = None,
    as_of: datetime.datetime | None = None,
    replicates: int | None = None,
    seed: int = 1,
) -> Scores:
    """One replicate of `estimate_uncertainty`, counted from 0, computed as any scores are.

    Raises: ProblemsFound with every problem of the input, where there is no such replicate, and with what its methods
    refuse.
    """

    from tarazy.engine.load.tables.given import given
    from tarazy.engine.model.account import account_of
    from tarazy.engine.model.take import take
    from tarazy.engine.robustness.replay import replayed
    from tarazy.engine.run.asked import asked_periods

    table, scored_units = given(methodology, observations, units)
    chosen = asked_periods(methodology, table, scored_units, periods)
    inputs = take(table, methodology, scored_units, chosen, as_of)
    result = replayed(methodology, inputs, scored_units, chosen, replicate, replicates=replicates, seed=seed)
    account = account_of(
        methodology,
        result,
        options={"periods": list(chosen), "replicate": replicate},
        as_of=None if as_of is None else as_of.isoformat(),
        back_casts=0,
    )
    return Scores(methodology, result, {**account, "seed": seed})
