"""Generated methodologies, units and observations: any tree to depth 5, every method, any pattern of missing."""

from __future__ import annotations

import datetime
import functools
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tarazy.engine.model.formula import Call, Constant, Expression, Formula, Lagged, Negative, Operation
from tarazy.engine.model.methodology import (
    AssessedPeriods,
    Dimension,
    Indicator,
    InForce,
    Methodology,
    Node,
    Observed,
    Points,
    Variable,
)
from tarazy.engine.model.ranked import Rounded
from tarazy.engine.model.text import Text
from tarazy.engine.steps import methods
from tests.engine.property.adjustments import adjustments, lists_and_conditions
from tests.engine.property.aggregations import aggregations
from tests.engine.property.comparisons import comparisons
from tests.engine.property.rules import rules, suited
from tests.engine.property.valuations import denominators, fillings, treatments
from tests.engine.property.weighings import weighings
from tests.engine.reference.scoring import Observations, Seen, SlowUnit

TEXT = Text(kk="мәтін", ru="текст", en="text")
DAY = datetime.date(2020, 1, 1)
VARIABLES = ("a", "b", "c", "d")
PERIODS = ("2023", "2024")
OBSERVED_PERIODS = ("2021", "2022", "2023", "2024")
DEPTH = 5
LEAVES = 8


@dataclass(frozen=True)
class World:
    """Everything that a run needs, small enough to think through."""

    methodology: Methodology
    units: tuple[SlowUnit, ...]
    observed: Observations


def method(step: str, name: str, **parameters: Any) -> Any:
    return methods(step)[name].Parameters(**parameters)


def variable_named(name: str) -> Variable:
    return Variable(
        variable=name,
        title=TEXT,
        definition=TEXT,
        unit_of_measure="percent",
        observed=Observed(variable=f"observed_{name}", breakdown=""),
        series=("statistics",),
        reported_by=TEXT,
    )


# -- formulas

ONE, HUNDRED = Constant(1.0), Constant(100.0)
A, B, C, D = (Lagged(name) for name in VARIABLES)
# Formulas that nobody's values can break.
GENTLE: tuple[Expression, ...] = (
    Operation("/", Operation("*", HUNDRED, A), Call("max", (B, ONE))),
    Operation("-", C, Lagged("c", 1)),
    Operation("+", Operation("*", Constant(0.1), A), Negative(Lagged("d", 2))),
    Call("log", (Call("max", (D, ONE)),)),
    Call("sqrt", (Call("abs", (B,)),)),
    Call("exp", (Call("min", (C, ONE, A)),)),
    Operation("**", Call("max", (A, ONE)), Constant(0.5)),
)


@functools.cache
def expressions() -> st.SearchStrategy[Expression]:
    numbers = st.sampled_from([0.5, 1.0, 2.0, 100.0]).map(Constant)
    names = st.builds(Lagged, st.sampled_from(VARIABLES), st.sampled_from([0, 0, 0, 1, 2]))
    return st.recursive(numbers | names | names | names, _larger, max_leaves=4)


def _larger(smaller: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Operation, st.sampled_from(["+", "-", "*", "/", "**"]), smaller, smaller),
        st.builds(Negative, smaller),
        st.builds(Call, st.sampled_from(["log", "exp", "sqrt", "abs"]), st.tuples(smaller)),
        st.builds(Call, st.sampled_from(["min", "max"]), st.lists(smaller, min_size=2, max_size=3).map(tuple)),
    )


@functools.cache
def formulas(gentle: bool) -> st.SearchStrategy[Formula]:
    plain = st.sampled_from(VARIABLES).map(Lagged)
    if gentle:
        return st.one_of(plain, st.sampled_from(GENTLE)).map(lambda tree: Formula("generated", tree))
    return st.one_of(*[plain] * 4, expressions()).map(lambda tree: Formula("generated", tree))


# -- methods


@functools.cache
@st.composite
def goalposts(draw: st.DrawFn, gentle: bool) -> Any:
    scale = draw(st.sampled_from(["linear", "log"]))
    outside = "cap" if gentle and scale == "log" else draw(st.sampled_from(["cap", "cap", "leave"]))
    outside = outside if gentle else draw(st.sampled_from([outside, outside, "refuse"]))
    lows = st.sampled_from([0.5, 1.0, 2.5] if scale == "log" else [-50.0, 0.0, 0.25, 3.0])
    module = methods("normalise")["goalposts"]
    if draw(st.booleans()):
        low = draw(lows)
        fixed = module.Fixed(low, low + draw(st.sampled_from([1.0, 7.0, 95.5])), "source", DAY)
        return module.Parameters(scale=scale, outside=outside, fixed=fixed)
    firsts = [draw(st.sampled_from([2020, 2020, 2020, 2024])), *draw(st.sampled_from([[], [2021], [2022, 2025]]))]
    dated = tuple(module.From(datetime.date(year, 1, 1), "source", low := draw(lows), low + 10.0) for year in firsts)
    return module.Parameters(scale=scale, outside=outside, dated=dated)


@functools.cache
def normalisations(gentle: bool, by_spread: bool = True) -> st.SearchStrategy[Any]:
    within = st.sampled_from(["period"] if gentle else ["period", "peer_group"])
    min_max = methods("normalise")["min_max"].Parameters
    rank_exponential = methods("normalise")["rank_exponential"].Parameters
    return st.one_of(
        goalposts(gentle),
        goalposts(gentle),
        st.builds(min_max, within=within),
        comparisons(gentle, by_spread),
        *([] if gentle else [rules()]),
        st.builds(
            rank_exponential,
            scale=st.sampled_from([5.0, 23.0, 60.0]),
            fraction=st.sampled_from(["n_minus_r_plus_1", "n_minus_r"]),
            ties=st.sampled_from(["lowest", "average", "highest"]),
            within=st.sampled_from(["period", "peer_group"]),
            source=st.just("source"),
            date=st.just(DAY),
        ),
    )


@functools.cache
def roundings() -> st.SearchStrategy[Any]:
    made = [methods("round")[name].Parameters for name in ("half_up", "half_even")]
    return st.builds(lambda make, decimals: make(decimals, "source", DAY), st.sampled_from(made), st.integers(0, 4))


@functools.cache
def applicabilities() -> st.SearchStrategy[Any]:
    kinds = st.sampled_from([("oblast",), ("city",), ("oblast", "city"), ("district",)])
    by_kind = kinds.map(lambda some: method("apply", "kinds", kinds=some, reason=TEXT))
    return by_kind | lists_and_conditions()


def sometimes(draw: st.DrawFn, step: str, parameters: st.SearchStrategy[Any]) -> dict[str, Any]:
    return {step: draw(parameters)} if draw(st.integers(0, 3)) == 0 else {}


@functools.cache
def missing_rules() -> st.SearchStrategy[Any]:
    floors = st.sampled_from([0.0, 0.3, 0.5, 0.75, 1.0])
    exclude = methods("missing")["exclude"].Parameters
    return st.just(method("missing", "leave")) | floors.map(lambda floor: exclude(floor, "source", DAY))


# -- trees


@functools.cache
@st.composite
def trees(draw: st.DrawFn, gentle: bool) -> tuple[Node, ...]:
    """The nodes of a tree, the index first."""
    names = itertools.count()
    nodes: list[Node] = []
    _dimension(draw, "index", DEPTH, names, nodes, gentle)
    return tuple(nodes)


def _dimension(
    draw: st.DrawFn,
    id: str,
    depth: int,
    names: Iterator[int],
    nodes: list[Node],
    gentle: bool,
    total_above: bool = False,
) -> None:
    at = len(nodes)
    total = total_above or draw(st.integers(0, 5)) > 0
    children = []
    for _ in range(draw(st.integers(1, 3))):
        child = f"n{next(names)}"
        children.append(child)
        leaves = sum(isinstance(node, Indicator) for node in nodes)
        if depth > 2 and leaves < LEAVES and draw(st.integers(0, 2)) == 0:
            _dimension(draw, child, depth - 1, names, nodes, gentle, total)
        else:
            earlier = tuple(node.id for node in nodes if isinstance(node, Indicator))
            nodes.append(_indicator(draw, child, gentle, earlier))
    nodes.insert(at, _made(draw, id, tuple(children), aggregations() if total else no_total()))


@functools.cache
def no_total() -> st.SearchStrategy[Any]:
    """The way that makes no score; above it there can be no other."""
    return st.just(method("aggregate", "no_total", reason=TEXT, source="source", date=DAY))


def _made(draw: st.DrawFn, id: str, children: tuple[str, ...], ways: st.SearchStrategy[Any]) -> Dimension:
    steps = {
        "missing": draw(missing_rules()),
        "weigh": draw(weighings(children)),
        "aggregate": draw(ways),
        **sometimes(draw, "adjust", adjustments(children)),
        **sometimes(draw, "round", roundings()),
        **sometimes(draw, "apply", applicabilities()),
    }
    return Dimension(dimension=id, title=TEXT, children=children, methods=steps)


def _indicator(draw: st.DrawFn, id: str, gentle: bool, others: tuple[str, ...]) -> Indicator:
    normalise = draw(normalisations(gentle))
    return Indicator(
        indicator=id,
        title=TEXT,
        unit_of_measure="percent",
        better=draw(st.sampled_from(["higher", "lower"])),
        value=suited(normalise, draw(formulas(gentle))),
        methods={
            **sometimes(draw, "denominate", denominators(VARIABLES)),
            "missing": draw(fillings(gentle, others)),
            **sometimes(draw, "treat", treatments(gentle)),
            "normalise": normalise,
            **sometimes(draw, "adjust", adjustments()),
            **sometimes(draw, "round", roundings()),
            **sometimes(draw, "apply", applicabilities()),
        },
    )


@functools.cache
def rankings() -> st.SearchStrategy[Any]:
    made = [methods("rank")[name].Parameters for name in ("competition", "dense", "average")]
    orders = st.sampled_from(["highest_first", "lowest_first"])
    modes, decimals = st.sampled_from(["half_up", "half_even"]), st.integers(0, 3)
    to = st.builds(Rounded, mode=modes, decimals=decimals, source=st.just("source"), date=st.just(DAY))
    common = {"order": orders, "rounded": st.none() | to}
    by_progress = st.builds(
        methods("rank")["progress"].Parameters,
        periods=st.integers(1, 2),
        ties=st.sampled_from(["lowest", "average", "highest", "dense"]),
        source=st.just("source"),
        date=st.just(DAY),
        **common,
    )
    return by_progress | st.builds(lambda make, **given: make(**given), st.sampled_from(made), **common)


def bands(low: float, high: float) -> Any:
    module = methods("band")["thresholds"]
    thirds = [module.Band(name, TEXT, low + (high - low) * part) for name, part in (("d", 0), ("c", 0.4), ("a", 0.75))]
    return module.Parameters(bands=tuple(thirds), source="source", date=DAY)


@functools.cache
@st.composite
def methodologies(draw: st.DrawFn) -> Methodology:
    low, high = draw(st.sampled_from([(0.0, 100.0), (0.0, 1.0), (1.0, 5.0), (-10.0, 10.0)]))
    nodes = draw(trees(draw(st.booleans())))
    steps = {"rank": draw(rankings())}
    if draw(st.booleans()):
        steps["band"] = bands(low, high)
    return methodology_of(nodes, Points(low=low, high=high, decimals=1, source="source", date=DAY), steps, draw)


def methodology_of(nodes: tuple[Node, ...], points: Points, steps: dict[str, Any], draw: st.DrawFn) -> Methodology:
    return Methodology(
        methodology="outland/generated",
        version="1",
        standing="illustration",
        title=TEXT,
        description=TEXT,
        source="generated by a test",
        in_force=InForce(from_=DAY),
        assessed_kinds=draw(st.sampled_from(["any", ("oblast", "city")])),
        period="year",
        assessed_periods=AssessedPeriods(from_="2020"),
        points=points,
        better=draw(st.sampled_from(["higher", "lower"])),
        index=next(node for node in nodes if isinstance(node, Dimension) and node.id == "index"),
        dimensions=tuple(node for node in nodes if isinstance(node, Dimension) and node.id != "index"),
        indicators=tuple(node for node in nodes if isinstance(node, Indicator)),
        variables=tuple(variable_named(name) for name in VARIABLES),
        units_of_measure=(),
        cases=(),
        methods=steps,
        files={},
        hash="",
    )


# -- units and observations


@functools.cache
@st.composite
def some_units(draw: st.DrawFn) -> tuple[SlowUnit, ...]:
    count = draw(st.sampled_from([1, 2, 4, 5, 6, 7]))
    limits = st.sampled_from([None, None, None, datetime.date(2023, 12, 31), datetime.date(2024, 6, 8)])
    return tuple(
        SlowUnit(
            f"U{number}",
            draw(st.sampled_from(["oblast", "oblast", "city", "village"])),
            draw(st.sampled_from(["first", "first", "second"])),
            draw(limits),
            None,
        )
        if number % 2
        else SlowUnit(f"U{number}", draw(st.sampled_from(["oblast", "city"])), "first", None, draw(limits))
        for number in range(count)
    )


def _seen(chance: random.Random) -> Seen | None:
    """Mostly a value, often one that others have too; sometimes nothing, sometimes a status."""
    die = chance.random()
    if die < 0.1:
        return None
    if die < 0.15:
        return Seen(None, "M")
    if die < 0.2:
        return Seen(None, "X", chance.choice(["order 1", "order 2"]))
    if die < 0.6:
        return Seen(chance.choice([0.0, 1.0, 2.0, 2.5, 3.0, 10.0, 0.1, 0.3]))
    return Seen(chance.choice([chance.randint(-20, 1000) / 10, round(chance.uniform(0.01, 100), 4)]))


def observations(units: tuple[SlowUnit, ...], seed: int) -> Observations:
    chance = random.Random(seed)
    drawn = {key: _seen(chance) for key in itertools.product([unit.id for unit in units], VARIABLES, OBSERVED_PERIODS)}
    return {key: one for key, one in drawn.items() if one is not None}


SEEDS = st.integers(0, 2**32 - 1)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    methodology = draw(methodologies())
    units = draw(some_units())
    return World(methodology, units, observations(units, draw(SEEDS)))
