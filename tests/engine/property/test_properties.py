"""What must hold whatever the methodology and the figures are."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import polars as pl
from hypothesis import assume, given
from hypothesis import strategies as st

from tarazy.engine import score
from tarazy.engine.model.methodology import Dimension
from tarazy.engine.model.weights import shared_out
from tarazy.engine.run import run
from tarazy.engine.words import ProblemsFound
from tests.engine.property.bridge import inputs_of, rows_of, units_of
from tests.engine.property.generated import SEEDS, VARIABLES, World, worlds
from tests.engine.property.plain import PERIOD, plain_worlds, scaled, with_value
from tests.engine.property.test_reference import differences, periods_with_units
from tests.engine.reference.scoring import Row, Rows, Seen
from tests.long import examples


def scored(world: World, periods: list[str] | None = None) -> Rows:
    """The rows of a world; worlds that are refused say nothing here."""
    inputs, units = inputs_of(world.units, world.observed), units_of(world.units)
    try:
        return rows_of(run(world.methodology, inputs, units, periods or [PERIOD]))
    except ProblemsFound:
        assume(False)
        raise


def table_of(world: World) -> pl.DataFrame:
    rows = [
        (unit, period, f"observed_{variable}", seen.value, seen.status, seen.source)
        for (unit, variable, period), seen in world.observed.items()
    ]
    columns = {"unit": str, "period": str, "variable": str, "value": float, "status": str, "source": str}
    return pl.DataFrame(rows, schema=columns, orient="row")


@examples(20)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(world: World, chance: random.Random) -> None:
    periods = periods_with_units(world)
    assume(periods and world.observed)
    table, units = table_of(world), units_of(world.units)
    order = list(range(len(table)))
    chance.shuffle(order)
    try:
        first = score(world.methodology, table, units=units, periods=periods)
        second = score(world.methodology, table[order], units=units, periods=periods)
    except ProblemsFound:
        assume(False)
        return
    assert first.frame.equals(second.frame)
    assert first.result.data_hash == second.result.data_hash


@examples(60)
@given(plain_worlds(), st.sampled_from(VARIABLES), st.sampled_from([1000.0, 0.001, 1.0 / 3.0]))
def test_units_of_measure_do_not_matter(world: World, variable: str, by: float) -> None:
    before, after = scored(world), scored(scaled(world, variable, by))
    for key, row in before.items():
        other = replace(after[key], value=row.value)
        assert not differences(row, other), (key, row, other)


@examples(100)
@given(plain_worlds(by_spread=False), st.sampled_from(VARIABLES), st.integers(0, 5), st.floats(0.01, 50))
def test_a_better_value_lowers_neither_score_nor_place(world: World, variable: str, number: int, by: float) -> None:
    unit = f"U{number}"
    seen = world.observed.get((unit, variable, PERIOD))
    value = None if seen is None else seen.value
    assume(value is not None)
    assert value is not None
    leaf = world.methodology.nodes[f"{variable}_leaf"]
    rising = leaf.better == world.methodology.better  # type: ignore[union-attr]
    before = scored(world)
    after = scored(with_value(world, unit, variable, value + (by if rising else -by)))
    for node in (leaf.id, world.methodology.parents[leaf.id], "index"):
        old, new = before[unit, PERIOD, node], after[unit, PERIOD, node]
        assert (old.score is None) == (new.score is None)
        if old.score is not None and new.score is not None:
            assert new.score >= old.score - 1e-9
            assert (new.rank or 0) <= (old.rank or 0)


@given(
    st.lists(st.tuples(st.floats(0.001, 1), st.booleans()), min_size=1, max_size=8),
    st.floats(0.001, 1000),
)
def test_weights_count_by_their_proportions(children: list[tuple[float, bool]], by: float) -> None:
    weights = np.array([[weight] for weight, _ in children])
    present = np.array([[counts] for _, counts in children])
    some_absent = not present.all()
    shares = shared_out(weights, present)
    if some_absent and present.any():
        assert np.allclose(shares, shared_out(weights * by, present), rtol=1e-12, atol=0)
        assert math.isclose(shares.sum(), 1, rel_tol=1e-12)
    assert (shares[~present] == 0).all()


@examples(60)
@given(plain_worlds(relative=False), st.sampled_from(VARIABLES), st.integers(0, 5), SEEDS)
def test_not_applicable_is_neither_zero_nor_average(world: World, variable: str, number: int, seed: int) -> None:
    """A unit to which an indicator does not apply is scored as if the methodology had no such indicator."""
    unit, leaf = f"U{number}", f"{variable}_leaf"
    without = replace(world, observed={**world.observed, (unit, variable, PERIOD): Seen(None, "M")})
    rows = scored(without)
    assert rows[unit, PERIOD, leaf].score is None
    assert rows[unit, PERIOD, leaf].reason == "not_applicable"
    assert rows[unit, PERIOD, leaf].weight is None
    shorter = scored(replace(world, methodology=_without(world, leaf)))
    for node in ("index", world.methodology.parents[leaf]):
        own, other = rows[unit, PERIOD, node], shorter[unit, PERIOD, node]
        assert not differences(_unranked(own), _unranked(other)), (node, own, other)


def _without(world: World, leaf: str) -> object:
    """The methodology without the leaf, its weight shared out among its siblings."""
    methodology = world.methodology
    parent = methodology.nodes[methodology.parents[leaf]]
    assert isinstance(parent, Dimension)
    children = tuple(child for child in parent.children if child != leaf)
    weigh = parent.methods["weigh"]
    if hasattr(weigh, "dated"):
        weigh = msgspec.structs.replace(weigh, dated=tuple(_shared(row, children) for row in weigh.dated))
    shorter = msgspec.structs.replace(parent, children=children, methods={**parent.methods, "weigh": weigh})
    return msgspec.structs.replace(
        methodology,
        dimensions=tuple(shorter if one.id == parent.id else one for one in methodology.dimensions),
        indicators=tuple(one for one in methodology.indicators if one.id != leaf),
    )


def _shared(row: Any, children: tuple[str, ...]) -> Any:
    total = sum(row.weights[child] for child in children)
    return msgspec.structs.replace(row, weights={child: row.weights[child] / total for child in children})


def _unranked(row: Row) -> Row:
    return replace(row, rank=None)


@examples(100)
@given(plain_worlds(additive=True))
def test_contributions_of_the_leaves_sum_to_the_index(world: World) -> None:
    rows = scored(world)
    for unit in world.units:
        index = rows[unit.id, PERIOD, "index"]
        brought = [rows[unit.id, PERIOD, one.id].contribution for one in world.methodology.indicators]
        if index.score is None:
            assert brought == [None] * len(brought)
        else:
            total = math.fsum(points for points in brought if points is not None)
            assert math.isclose(total, index.score, rel_tol=1e-12, abs_tol=1e-12)
