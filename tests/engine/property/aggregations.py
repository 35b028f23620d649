"""Generated ways from the children's points to the node's."""

from __future__ import annotations

import datetime
import functools
from typing import Any

from hypothesis import strategies as st

from tarazy.engine.steps import methods

DAY = datetime.date(2020, 1, 1)


def _plain(name: str) -> st.SearchStrategy[Any]:
    return st.just(methods("aggregate")[name].Parameters())


def _generalised() -> st.SearchStrategy[Any]:
    made = methods("aggregate")["generalised"].Parameters
    return st.sampled_from([-2.0, -0.5, 0.5, 3.0]).map(lambda exponent: made(exponent, "source", DAY))


def _mazziotta_pareto() -> st.SearchStrategy[Any]:
    return st.sampled_from(["minus", "plus"]).map(methods("aggregate")["mazziotta_pareto"].Parameters)


def _all_in() -> st.SearchStrategy[Any]:
    made = methods("aggregate")["all_in"].Parameters
    return st.sampled_from([0.5, 2.0, 50.0]).map(lambda threshold: made(threshold, "source", DAY))


@functools.cache
def monotone() -> st.SearchStrategy[Any]:
    """Ways by which no child's better score lowers the node's."""
    ways = [
        _all_in(),
        _generalised(),
        _plain("median"),
        _plain("minimum"),
        _plain("maximum"),
        _plain("harmonic"),
        _plain("arithmetic"),
        _plain("geometric"),
    ]
    return st.one_of(ways)


@functools.cache
def aggregations() -> st.SearchStrategy[Any]:
    """All ways; half of the time the arithmetic mean, which refuses nothing."""
    return st.one_of(_plain("arithmetic"), _plain("arithmetic"), monotone(), _mazziotta_pareto())
