"""Generated normalisations by how a value stands among the others."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tarazy.engine.steps import methods


@functools.cache
def comparisons(gentle: bool, by_spread: bool) -> st.SearchStrategy[Any]:
    """`gentle`: only those that hardly anybody's values can break, and within the period. `by_spread`: also those that
    measure by the spread of the values: where one grows better, it may shrink, and others' scores rise too.
    """
    made: list[st.SearchStrategy[Any]] = [_percentile_rank(), _borda()]
    if by_spread:
        made.append(_z_score("period" if gentle else "peer_group"))
    if by_spread and not gentle:
        made.append(_mad())
    if not gentle:
        made += [_distance_to_best(), _distance_to_unit()]
    return st.one_of(made)


LAID_DOWN = {"source": st.just("source"), "date": st.just(date(2020, 1, 1))}


def _within(*groups: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["period", *groups])


def _percentile_rank() -> st.SearchStrategy[Any]:
    return st.builds(methods("normalise")["percentile_rank"].Parameters, within=_within("peer_group"))


def _borda() -> st.SearchStrategy[Any]:
    return st.builds(
        methods("normalise")["borda"].Parameters,
        points_per_place=st.sampled_from([1.0, 12.5]),
        ties=st.sampled_from(["lowest", "average", "highest"]),
        within=_within("peer_group"),
        **LAID_DOWN,
    )


def _distance_to_best() -> st.SearchStrategy[Any]:
    return st.builds(methods("normalise")["distance_to_best"].Parameters, within=_within("peer_group"))


def _distance_to_unit() -> st.SearchStrategy[Any]:
    return st.builds(
        methods("normalise")["distance_to_unit"].Parameters,
        unit=st.sampled_from(["U0", "U0", "U0", "U1", "U9"]),
        points=st.sampled_from([0.5, 60.0]),
        **LAID_DOWN,
    )


def _mad() -> st.SearchStrategy[Any]:
    return st.builds(
        methods("normalise")["mad"].Parameters,
        centre=st.sampled_from([50.0, 30.0]),
        points_per_deviation=st.sampled_from([7.0, 0.3]),
        within=_within("peer_group"),
        **LAID_DOWN,
    )


def _z_score(group: str) -> st.SearchStrategy[Any]:
    return st.builds(
        methods("normalise")["z_score"].Parameters,
        centre=st.sampled_from([50.0, 30.0]),
        points_per_deviation=st.sampled_from([10.0, 0.5]),
        deviation=st.sampled_from(["population", "sample"]),
        within=_within(group),
        **LAID_DOWN,
    )
