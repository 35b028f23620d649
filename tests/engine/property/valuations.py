"""Generated denominators, rules for missing values, and treatments of outliers."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tarazy.engine.steps import methods

LAID_DOWN = {"source": st.just("source"), "date": st.just(date(2020, 1, 1))}


@functools.cache
def denominators(variables: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.builds(
        methods("denominate")["per"].Parameters,
        variable=st.sampled_from(variables),
        factor=st.sampled_from([1.0, 1000.0, 0.3]),
        **LAID_DOWN,
    )


@functools.cache
def fillings(gentle: bool, others: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """`gentle`: nothing that refuses a missing value, or a formula that breaks in another period. `others`: indicators
    from which a value may be told.
    """
    known = methods("missing")
    within = st.sampled_from(["period", "peer_group"])
    leave = st.just(known["leave"].Parameters())
    made: list[st.SearchStrategy[Any]] = [
        leave,
        leave,
        leave,
        st.builds(known["constant"].Parameters, value=st.sampled_from([0.0, 12.5, -3.0]), **LAID_DOWN),
        st.builds(known["group_mean"].Parameters, within=within),
        st.builds(known["group_median"].Parameters, within=within),
        st.builds(known["previous_period"].Parameters, periods=st.integers(1, 3), **LAID_DOWN),
        st.builds(known["interpolation"].Parameters, periods=st.integers(1, 3), **LAID_DOWN),
    ]
    if gentle:
        return st.one_of(made)
    if others:
        some = st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True).map(tuple)
        among = st.sampled_from(["period", "peer_group", "kind"])
        made += [st.builds(known["regression"].Parameters, others=some, within=among)] * 2
    return st.one_of(*made, st.just(known["fail"].Parameters()))


def powers() -> st.SearchStrategy[Any]:
    of = methods("treat")["box_cox"]
    estimated = st.builds(
        of.Estimated,
        within=st.sampled_from(["period", "peer_group", "kind"]),
        least=st.sampled_from([-2.0, -0.7]),
        most=st.sampled_from([0.4, 3.0]),
        decimals=st.integers(0, 4),
    )
    how = st.tuples(st.sampled_from([-1.5, 0.0, 0.5, 2.0]), st.none()) | st.tuples(st.none(), estimated)
    return st.builds(
        lambda how, shift, **rest: of.Parameters(lambda_=how[0], estimated=how[1], shift=shift, **rest),
        how=how,
        shift=st.sampled_from([0.0, 25.0]),
        **LAID_DOWN,
    )


@functools.cache
def treatments(gentle: bool) -> st.SearchStrategy[tuple[Any, ...]]:
    """One or two in a row; `gentle`: no logarithm of what may be below zero."""
    known = methods("treat")
    limits = {
        "max_skewness": st.sampled_from([0.1, 0.5, 1.0, 2.0]),
        "max_kurtosis": st.sampled_from([-5.0, -1.0, 1.0, 3.5]),
        "max_points": st.integers(1, 4),
    }
    winsorise = st.builds(known["winsorise"].Parameters, **limits, **LAID_DOWN)
    or_log = st.builds(
        known["winsorise_or_log"].Parameters,
        shift_share=st.sampled_from([0.01, 0.5]),
        left_tail=st.sampled_from(["from_least", "from_greatest"]),
        **limits,
        **LAID_DOWN,
    )
    cap = st.sampled_from([(None, 50.0), (2.0, None), (1.0, 10.0)]).flatmap(
        lambda ends: st.builds(known["cap"].Parameters, low=st.just(ends[0]), high=st.just(ends[1]), **LAID_DOWN)
    )
    logarithm = st.builds(
        known["log"].Parameters,
        base=st.sampled_from(["natural", "ten"]),
        shift=st.sampled_from([0.0, 25.0]),
        **LAID_DOWN,
    )
    one = winsorise | cap if gentle else winsorise | or_log | cap | logarithm | powers()
    return st.lists(one, min_size=1, max_size=2).map(tuple)
