"""The parts of every change, against every state of every unit by a run of its own."""

from __future__ import annotations

import functools
import math

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations as Table
from tarazy.engine.model.places import places, places_among
from tarazy.engine.robustness.comparison import Comparison, Parts, Side, compare, exchanged, split
from tarazy.engine.run import run
from tarazy.engine.steps import methods
from tarazy.engine.words import ProblemsFound
from tests.engine.property.bridge import inputs_of, units_of
from tests.engine.property.generated import SEEDS, methodologies, observations, some_units
from tests.engine.property.plain import plain_worlds
from tests.engine.reference.scoring import Observations, SlowUnit
from tests.engine.reference.switched import shares
from tests.long import examples

PERIOD = "2024"
# Any tree with any method, of which the figures refuse many, and plain ones that score nearly all figures.
RULES = methodologies() | plain_worlds().map(lambda world: world.methodology)
Told = dict[tuple[str, str], tuple[float, float]]


def table_of(observed: Observations) -> Table:
    rows = [
        {
            "unit": unit,
            "variable": f"observed_{variable}",
            "period": period,
            "value": seen.value,
            "status": seen.status or ("" if seen.value is not None else "O"),
            "source": seen.source,
        }
        for (unit, variable, period), seen in observed.items()
    ]
    texts = dict.fromkeys(("unit", "variable", "period", "status", "source"), pl.String)
    return observations_from_frame(pl.DataFrame(rows, schema={**texts, "value": pl.Float64}))


def told_by_run(methodology: Methodology, units: tuple[SlowUnit, ...], observed: Observations) -> Told:
    """(unit, node) -> score and rank; nothing where the methodology refuses the figures."""
    try:
        result = run(methodology, inputs_of(units, observed), units_of(units), [PERIOD]).periods[0]
    except ProblemsFound:
        return {}
    return {
        (unit, node): (float(columns.score[at]), float(columns.rank[at]))
        for node, columns in result.nodes.items()
        for at, unit in enumerate(result.units)
    }


def parts_of(parts: Parts, at: int) -> dict[str, float]:
    return {name: float(getattr(parts, name)[at]) for name in ("data", "rule", "peers")}


def of_comparison(found: Comparison, node: str, at: int) -> list[dict[str, float]]:
    return [parts_of(found.nodes[node].score, at), parts_of(found.nodes[node].rank, at)]


@examples(12)
@given(RULES, RULES, some_units(), SEEDS, SEEDS, st.booleans(), st.sampled_from([0.0, 0.5, 1.0]))
def test_parts_are_those_of_every_order_of_the_switches(
    one: Methodology, other: Methodology, units: tuple[SlowUnit, ...], seed: int, later: int, alike: bool, kept: float
) -> None:
    """`kept`: of how many units the figures are the same on both sides."""
    first = observations(units, seed)
    stay = {unit.id for unit in units[: round(len(units) * kept)]}
    again = observations(units, later)
    second = {key: seen for key, seen in first.items() if key[0] in stay}
    second |= {key: seen for key, seen in again.items() if key[0] not in stay}
    rules = (one, one if alike else other)
    figures = (first, second)
    assume(first and second)
    try:
        found = compare(
            Side(rules[0], table_of(first), PERIOD), Side(rules[1], table_of(second), PERIOD), units_of(units)
        )
    except ProblemsFound:
        return
    told: dict[tuple[str, frozenset[str]], Told] = {}

    def value(unit: str, node: str, number: int, state: frozenset[str]) -> float:
        if (unit, state) not in told:
            mixed = {
                key: seen
                for of in (0, 1)
                for key, seen in figures[of].items()
                if (("data" if key[0] == unit else "peers") in state) == bool(of)
            }
            told[unit, state] = told_by_run(rules["rule" in state], units, mixed)
        return told[unit, state].get((unit, node), (math.nan, math.nan))[number]

    for node in found.nodes:
        for at, unit in enumerate(found.units.ids.tolist()):
            for number, mine in enumerate(of_comparison(found, node, at)):
                expected = _expected(functools.partial(value, unit, node, number))
                assert mine == pytest.approx(expected, abs=1e-9, rel=1e-9, nan_ok=True), (node, unit, number)


def _expected(value) -> dict[str, float]:
    switches = ("data", "rule", "peers")
    states = [frozenset(name for bit, name in enumerate(switches) if number & 1 << bit) for number in range(8)]
    if any(math.isnan(value(state)) for state in states):
        return dict.fromkeys(switches, math.nan)
    return shares([[name] for name in switches], value)


def _sum_of(parts: Parts) -> np.ndarray:
    return parts.data + parts.rule + parts.peers


@examples(12)
@given(RULES, RULES, some_units(), SEEDS, SEEDS)
def test_parts_sum_to_the_change_and_a_switch_without_effect_has_exactly_none(
    one: Methodology, other: Methodology, units: tuple[SlowUnit, ...], seed: int, later: int
) -> None:
    first, second = observations(units, seed), observations(units, later)
    assume(first and second)
    all_units = units_of(units)
    for rules, figures in (
        ((one, other), (first, first)),
        ((one, one), (first, second)),
        ((one, other), (first, second)),
    ):
        sides = [Side(rule, table_of(seen), PERIOD) for rule, seen in zip(rules, figures, strict=True)]
        try:
            found = compare(*sides, all_units)
        except ProblemsFound:
            continue
        for compared in found.nodes.values():
            for parts in (compared.score, compared.rank):
                known = ~np.isnan(_sum_of(parts))
                scale = np.fmax(1.0, np.abs(parts.change[known]))
                assert (np.abs(_sum_of(parts)[known] - parts.change[known]) <= 1e-9 * scale).all()
                divided = sum(parts.changes, start=np.zeros(len(known)))
                assert np.allclose(divided[known], parts.rule[known], atol=1e-9) or not parts.changes
                if figures[0] is figures[1]:
                    assert not parts.data[known].any()
                    assert not parts.peers[known].any()
                if rules[0] is rules[1]:
                    assert not parts.rule[known].any()


@examples(40)
@given(RULES, some_units(), SEEDS, SEEDS)
def test_worlds_scored_together_are_those_scored_alone(
    rule: Methodology, units: tuple[SlowUnit, ...], seed: int, later: int
) -> None:
    first, second = observations(units, seed), observations(units, later)
    assume(first and second)
    sides = [Side(rule, table_of(seen), PERIOD) for seen in (first, second)]
    found = []
    for together in (16_000, 1):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(exchanged, "UNITS_AT_ONCE", together)
            try:
                found.append(compare(*sides, units_of(units)))
            except ProblemsFound:
                return
    for node, compared in found[0].nodes.items():
        for name in ("data", "rule", "peers"):
            for one, other in (
                (compared.score, found[1].nodes[node].score),
                (compared.rank, found[1].nodes[node].rank),
            ):
                assert getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-9, nan_ok=True)


@given(st.lists(st.floats(-100, 100), min_size=32, max_size=32))
def test_changes_of_the_rule_stand_together_in_every_order(numbers: list[float]) -> None:
    """With three changes of the rule, each part is its mean over all orders in which the three are one bloc."""

    def of(own: int, others: int, rule: int) -> np.ndarray:
        return np.array([numbers[own << 4 | others << 3 | rule]])

    def value(state: frozenset) -> float:
        rule = sum(1 << bit for bit in range(3) if bit in state)
        return numbers[("data" in state) << 4 | ("peers" in state) << 3 | rule]

    parts = split(of, 3)
    expected = shares([["data"], ["peers"], [0, 1, 2]], value)
    found = {"data": parts.data, "peers": parts.peers, **dict(enumerate(parts.changes))}
    assert {name: float(part[0]) for name, part in found.items()} == pytest.approx(expected, abs=1e-9)
    assert float(parts.rule[0]) == pytest.approx(sum(expected[bit] for bit in range(3)), abs=1e-9)


VALUES = st.lists(st.sampled_from([math.nan, 1.0, 2.0, 3.0, 0.1 + 0.2, 0.3, 7.5]), min_size=6, max_size=6)


@given(VALUES, VALUES, st.lists(st.integers(0, 1), min_size=6, max_size=6), st.booleans(), st.data())
def test_a_place_among_others_is_that_of_a_ranking_with_the_own_value_put_in(
    own: list[float], others: list[float], groups: list[int], highest_first: bool, data: st.DataObject
) -> None:
    ties = data.draw(st.sampled_from(["lowest", "average", "highest", "dense"]))
    codes = np.array(groups, dtype=np.int32)
    found = places_among(np.array(own), np.array(others), codes, highest_first=highest_first, ties=ties)
    for at in range(6):
        values = np.array(others)
        values[at] = own[at]
        expected = places(values, codes, highest_first=highest_first, ties=ties)[at]
        assert found[at] == pytest.approx(expected, nan_ok=True)


def test_every_method_of_rank_says_by_what_it_places() -> None:
    for name, module in methods("rank").items():
        assert callable(module.deciding), name
        assert callable(module.ties), name
