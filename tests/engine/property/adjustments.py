"""Generated adjustments of scores, and generated rules of applicability."""

from __future__ import annotations

import datetime
import functools
from typing import Any

from hypothesis import strategies as st

from tarazy.engine.model.text import Text
from tarazy.engine.steps import methods

TEXT = Text(kk="мәтін", ru="текст", en="text")
DAY = datetime.date(2020, 1, 1)
VARIABLES = st.sampled_from(("a", "b", "c", "d"))
OF_RULE = {"source": st.just("source"), "date": st.just(DAY)}


def _made(step: str, method: str, **parameters: Any) -> st.SearchStrategy[Any]:
    return st.builds(methods(step)[method].Parameters, **parameters, **OF_RULE)


@functools.cache
def adjustments(children: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    """One or two adjustments of a dimension with these children, or of an indicator, which has none."""
    recorded = {
        "variable": VARIABLES,
        "missing": st.sampled_from(["zero", "zero", "zero", "refuse"]),
        "ground": st.just(TEXT),
    }
    known = st.sampled_from(["pass", "fail"])
    gate = {"gate": st.sampled_from(["plan", "water"]), "missing": known, "reason": st.just(TEXT)}
    made = {
        "penalty": _made("adjust", "penalty", **recorded),
        "bonus": _made("adjust", "bonus", **recorded),
        "cap_score": _made("adjust", "cap_score", least=_some(-5.0, 0.3, 2.0), greatest=_some(2.5, 4.0, 50.0)),
        "gate": _made("adjust", "gate", variable=VARIABLES, at_least=st.sampled_from([0.3, 1.0, 2.0]), **gate),
        "over_achievement": _made(
            "adjust", "over_achievement", above=st.sampled_from([0.6, 3.0, 60.0]), by=st.sampled_from([0.2, 20.0])
        ),
    }
    if children:
        node = st.sampled_from(children)
        made["gate of a node"] = _made("adjust", "gate", node=node, at_least=st.sampled_from([0.3, 2.0, 40.0]), **gate)
    else:
        made["decline"] = _made(
            "adjust", "decline", periods=st.integers(1, 2), points=st.sampled_from([0.2, 10.0]), missing=known
        )
    return st.lists(st.one_of(*made.values()), min_size=1, max_size=2).map(tuple)


def _some(*numbers: float) -> st.SearchStrategy[float | None]:
    return st.none() | st.sampled_from(numbers)


@functools.cache
def lists_and_conditions() -> st.SearchStrategy[Any]:
    """Applicability by a dated list of units, or by a variable."""
    listed = methods("apply")["units"].Listed
    lists = st.lists(st.sampled_from(["U0", "U1", "U2", "U3"]), max_size=3, unique=True).map(tuple)
    days = (DAY, datetime.date(2024, 7, 1))
    dated = st.tuples(lists, lists).map(
        lambda two: tuple(listed(day, "source", units) for day, units in zip(days, two, strict=True))
    )
    by_list = st.builds(
        methods("apply")["units"].Parameters,
        applies_to=st.sampled_from(["listed", "all_others"]),
        dated=dated,
        reason=st.just(TEXT),
    )
    by_variable = _made(
        "apply",
        "condition",
        variable=VARIABLES,
        at_least=_some(0.3, 1.0, 2.5),
        at_most=_some(2.5, 10.0, 60.0),
        missing=st.sampled_from(["applies", "does_not_apply"]),
        reason=st.just(TEXT),
    )
    return by_list | by_variable
