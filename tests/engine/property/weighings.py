"""Generated weights of children."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from hypothesis import strategies as st

from tarazy.engine.steps import methods

DAY = datetime.date(2020, 1, 1)
LATER = datetime.date(2024, 7, 1)


@st.composite
def weights(draw: st.DrawFn, children: tuple[str, ...]) -> Any:
    """Weights that look at nobody: equal or given."""
    if draw(st.booleans()):
        return methods("weigh")["equal"].Parameters()
    module = methods("weigh")["given"]
    days = [DAY, LATER] if draw(st.booleans()) else [DAY]
    return module.Parameters(tuple(module.Weights(day, "source", _shares(draw, children)) for day in days))


@st.composite
def weighings(draw: st.DrawFn, children: tuple[str, ...]) -> Any:
    """All ways; mostly those that refuse nothing, so that most worlds are scored."""
    if draw(st.integers(0, 3)) < 3:
        return draw(weights(children))
    return draw(draw(st.sampled_from(OTHERS))(children))


def _shares(draw: st.DrawFn, children: tuple[str, ...]) -> dict[str, float]:
    parts = [draw(st.integers(1, 9)) for _ in children]
    return {child: part / sum(parts) for child, part in zip(children, parts, strict=True)}


@st.composite
def _by_peer_group(draw: st.DrawFn, children: tuple[str, ...]) -> Any:
    module = methods("weigh")["by_peer_group"]
    groups = draw(st.sampled_from([("first", "second"), ("first", "second", "third"), ("first",)]))
    days = [DAY, LATER] if draw(st.booleans()) else [DAY]
    return module.Parameters(
        tuple(module.GroupWeights(day, "source", {group: _shares(draw, children) for group in groups}) for day in days)
    )


@st.composite
def _budget_allocation(draw: st.DrawFn, children: tuple[str, ...]) -> Any:
    module = methods("weigh")["budget_allocation"]
    total = draw(st.sampled_from([1.0, 100.0]))
    experts = []
    for number in range(draw(st.integers(1, 3))):
        points = {child: share * total for child, share in _shares(draw, children).items()}
        experts.append(module.Allocation(f"expert {number}", points))
    return module.Parameters(total, tuple(experts), "source", DAY)


@st.composite
def _ahp(draw: st.DrawFn, children: tuple[str, ...]) -> Any:
    module = methods("weigh")["ahp"]
    compared = tuple(
        module.Comparison(*draw(st.permutations(pair)), times=draw(st.sampled_from([1.0, 1.5, 2.0, 3.0, 9.0])))
        for pair in itertools.combinations(children, 2)
    )
    limit = draw(st.sampled_from([0.1, 5.0, 5.0, 5.0]))
    return module.Parameters(comparisons=compared, consistency_limit=limit, source="source", date=DAY)


def _from_scores(children: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(["entropy", "critic"]).map(lambda name: methods("weigh")[name].Parameters())


OTHERS = (_by_peer_group, _budget_allocation, _ahp, _from_scores)
