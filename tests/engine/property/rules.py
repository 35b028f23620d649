"""Generated normalisations by rules laid down beforehand."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tarazy.engine.model.formula import Call, Constant, Formula, Lagged, Operation
from tarazy.engine.steps import methods

FIRST, LATER = date(2020, 1, 1), date(2024, 7, 1)
# Values that a rule of yes and no, or of letters, can take: 0 or 1 whatever was observed.
ZERO_OR_ONE = Formula(
    "generated",
    Call(
        "min",
        (
            Constant(1.0),
            Call("max", (Constant(0.0), Operation("*", Constant(1e6), Operation("-", Lagged("a"), Constant(2.5))))),
        ),
    ),
)


def module(name: str) -> Any:
    return methods("normalise")[name]


@functools.cache
def rules(low: float = 0.0, high: float = 1.0) -> st.SearchStrategy[Any]:
    """`low`, `high`: points that are on every scale that is generated."""
    return st.one_of(
        steps_of_points(low, high), ratios(), targets(), peer_goalposts(), st.just(module("yes_no").Parameters()),
        letters(low, high),
    )  # fmt: skip


def suited(normalise: Any, formula: Formula) -> Formula:
    """The formula, or one whose values the rule can take."""
    return ZERO_OR_ONE if str(normalise.__struct_config__.tag) in ("yes_no", "letters") else formula


@st.composite
def steps_of_points(draw: st.DrawFn, low: float, high: float) -> Any:
    of = module("steps_of_points")

    def row(first: date) -> Any:
        thresholds = sorted(draw(st.sets(st.sampled_from([-1.0, 0.0, 0.3, 2.5, 10.0, 50.0]), min_size=1, max_size=4)))
        order = draw(st.sampled_from(["rising", "rising", "falling", "falling", "any"]))
        points = [draw(st.sampled_from([low, (low + high) / 2, high])) for _ in range(len(thresholds) + 1)]
        points = points if order == "any" else sorted(points, reverse=order == "falling")
        steps = tuple(of.Level(*pair) for pair in zip(thresholds, points[1:], strict=True))
        return of.From(first, "source", points[0], steps)

    rows = (row(FIRST), row(LATER)) if draw(st.booleans()) else (row(FIRST),)
    return of.Parameters(on_threshold=draw(st.sampled_from(["upper", "lower"])), dated=rows)


@st.composite
def letters(draw: st.DrawFn, low: float, high: float) -> Any:
    of = module("letters")
    ends = draw(st.sampled_from([(low, high), (high, low), (high, high)]))
    known = [of.Letter("N", 0.0, ends[0]), of.Letter("Y", 1.0, ends[1])]
    if draw(st.integers(0, 3)) == 0:
        known[1] = of.Letter("Y", 2.0, ends[1])
    return of.Parameters(dated=(of.From(draw(st.sampled_from([FIRST, FIRST, FIRST, LATER])), "source", tuple(known)),))


def ratios() -> st.SearchStrategy[Any]:
    return st.sampled_from(["ratio_to_previous", "ratio_of_changes"]).flatmap(
        lambda name: st.builds(
            module(name).Parameters,
            least_percent=st.sampled_from([0.0, 50.0]),
            most_percent=st.sampled_from([110.0, 200.0]),
            source=st.just("source"),
            date=st.just(FIRST),
        )
    )


def targets() -> st.SearchStrategy[Any]:
    of = module("target")
    caps = st.sampled_from([None, of.Cap(0.0, 100.0, "source", FIRST), of.Cap(20.0, 130.0, "source", FIRST)])
    variable = st.sampled_from(["b", "d"])
    return st.builds(
        lambda name, cap: of.Parameters(target=name, outside="leave" if cap is None else "cap", cap=cap), variable, caps
    )


@st.composite
def peer_goalposts(draw: st.DrawFn) -> Any:
    of = module("peer_goalposts")
    scale, outside = draw(st.sampled_from(["linear", "log"])), draw(st.sampled_from(["cap", "cap", "leave", "refuse"]))

    def row(first: date) -> Any:
        groups = draw(
            st.sampled_from([("first", "second", "all"), ("all", "second", "first"), ("first", "third", "all")])
        )
        lows = [draw(st.sampled_from([0.5, 2.5])) for _ in groups]
        pairs = [
            of.Pair(group, low, low + draw(st.sampled_from([7.0, 95.5])))
            for group, low in zip(groups, lows, strict=True)
        ]
        return of.From(first, "source", tuple(pairs))

    rows = (row(FIRST), row(LATER)) if draw(st.booleans()) else (row(FIRST),)
    return of.Parameters(scale=scale, outside=outside, dated=rows)
