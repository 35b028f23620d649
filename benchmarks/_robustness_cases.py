"""What benchmarks/robustness measures: a real index and a made-up country, each beside plain NumPy."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import polars as pl

from tarazy.engine.load.methodology import load_methodology
from tarazy.engine.load.tables.given import given
from tarazy.engine.model.formula import Formula, Lagged
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Dimension, Methodology
from tarazy.engine.model.numbers import Vector, significant
from tarazy.engine.model.rounding import rounded
from tarazy.engine.model.take import take
from tarazy.engine.model.text import Text
from tarazy.engine.model.uncertainty import Spread, StandardErrors, Uncertainty, Weights
from tarazy.engine.model.units import Units
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.robustness.sample import drawn_at_random
from tarazy.engine.robustness.uncertainty import uncertainty_of
from tarazy.engine.robustness.varying import varying
from tarazy.engine.run import run
from tarazy.engine.steps import methods

DATA: Final = Path(__file__).parents[1] / "data"
DAY: Final = datetime.date(2026, 1, 1)
SAID: Final[dict[str, Any]] = {"title": Text(kk="-", ru="-", en="-"), "source": "-", "date": DAY}
MISSING: Final = 0.05
OF_A_DIMENSION: Final = 15


@dataclass(frozen=True)
class Case:
    """`replicates` begins from the raw columns, `plain` too: ranks float64[r, n] of the root."""

    units: int
    indicators: int
    period: str
    replicates: Callable[[], Replicates]
    plain: Callable[[], Matrix]


def _drawn(methodology: Methodology, inputs: Inputs, units: Units, count: int) -> Replicates:
    assert methodology.uncertainty is not None
    vary = varying(methodology.uncertainty, methodology, inputs)
    return Replicates(methodology, inputs, units, vary, drawn_at_random(vary, count, 1))


def asem(count: int) -> Case:
    """ASEM's 51 countries and 49 indicators: treatment, normalisation, weights and aggregation vary."""
    methodology = load_methodology("asem/connectivity/2018.1")
    table, units = given(
        methodology,
        pl.read_csv(DATA / "asem/observations.csv", infer_schema=False),
        pl.read_csv(DATA / "asem/units.csv", infer_schema=False),
    )
    inputs = take(table, methodology, units, ("2018",))

    def replicates() -> Replicates:
        return _drawn(methodology, inputs, units, count)

    return Case(len(units), 49, "2018", replicates, lambda: _plain_asem(replicates()))


def _plain_asem(drawn: Replicates) -> Matrix:
    """As one would write it for this index alone, states of leaves computed once."""
    methodology, count = drawn.stated, len(drawn)
    raw = {name: values for (name, _), (values, _) in drawn.observed.columns.items()}
    kinds = drawn.units.kinds
    leaves: dict[tuple[int, int], dict[str, Vector]] = {}
    for limit in range(5):
        for way in range(2):
            leaves[limit, way] = {one.id: _leaf(one, raw, kinds, limit + 1, way) for one in methodology.indicators}
    states = drawn.states
    index = np.empty((count, len(drawn.units)))
    weights = {
        id: drawn.weights(id, node.children, np.full((len(node.children), 1), 1 / len(node.children)), np.arange(count))
        for id, node in methodology.nodes.items()
        if isinstance(node, Dimension) and id in (INDEX, "connectivity", "sustainability")
    }
    for limit, way, how in {tuple(state) for state in states[[0, 1, 3]].T.tolist()}:
        of = np.flatnonzero((states[0] == limit) & (states[1] == way) & (states[3] == how))
        f, g = (np.log, np.exp) if how else (np.asarray, np.asarray)
        pillars = {
            one.id: g(np.mean([f(leaves[limit, way][child]) for child in one.children], axis=0))
            for one in methodology.dimensions
            if one.id not in weights
        }
        tops = []
        for id in methodology.index.children:
            node = methodology.nodes[id]
            assert isinstance(node, Dimension)
            tops.append(g(weights[id][of, :, 0] @ np.stack([f(pillars[child]) for child in node.children])))
        index[of] = g(sum(weights[INDEX][of, at] * f(top) for at, top in enumerate(tops)))
    return _plain_ranks(rounded(index, 2, "away_from_zero"))


def _leaf(one: Any, raw: dict[str, Vector], kinds: Any, limit: int, way: int) -> Vector:
    column = raw[one.value.inputs()[0].variable]
    if "denominate" in one.methods:
        column = column / raw[one.methods["denominate"].variable]
    column = column.copy()
    for kind in set(kinds.tolist()):
        mine = kinds == kind
        column[mine & np.isnan(column)] = np.nanmean(column[mine])
    column = _winsorised_or_logarithm(column, limit)
    sign = 1 if one.better == "higher" else -1
    if way == 0:
        low, high = column.min(), column.max()
        return np.asarray(1 + 99 * ((column - low) if sign > 0 else (high - column)) / (high - low))
    return np.asarray(10 + 2 * sign * (column - column.mean()) / column.std(ddof=1))


def _winsorised_or_logarithm(given: Vector, limit: int) -> Vector:
    column, moved = given.copy(), 0
    while (skewness := _lopsided(column)) is not None:
        if moved >= limit:
            return np.asarray(np.log(given - given.min() + 0.01 * (given.max() - given.min())))
        extreme = column.max() if skewness > 0 else column.min()
        others = column[column != extreme]
        column[column == extreme] = others.max() if skewness > 0 else others.min()
        moved = int(np.count_nonzero(column == (others.max() if skewness > 0 else others.min()))) - 1
    return column


def _lopsided(column: Vector) -> float | None:
    """The skewness; None where one of the two limits is kept."""
    n, apart = len(column), column - column.mean()
    m2, m3, m4 = (np.mean(apart**power) for power in (2, 3, 4))
    skewness = m3 / m2**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = ((n + 1) * (m4 / m2**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return None if abs(skewness) < 2 or kurtosis < 3.5 else float(skewness)


def _plain_ranks(scores: Matrix) -> Matrix:
    """Place = 1 + how many are better, in 12 digits; nobody where there is no score."""
    result = np.full(scores.shape, np.nan)
    for row, ranks in zip(significant(scores), result, strict=True):
        known = np.sort(row[~np.isnan(row)])
        ranks[:] = np.where(np.isnan(row), np.nan, len(known) - np.searchsorted(known, row, side="right") + 1)
    return result


def country(n: int, k: int, count: int) -> Case:
    """A made-up country: n units, k indicators between fixed goalposts in dimensions, 5 % missing; all weights vary."""
    by = np.random.default_rng(2026)
    matrix = np.round(by.random((k, n)) * 100, 2)
    matrix[by.random((k, n)) < MISSING] = np.nan
    methodology = _methodology(k)
    names = [one.id for one in methodology.indicators]
    states = np.zeros(n, dtype=np.uint8)
    inputs = Inputs(n, {(name, "2025"): (row, states) for name, row in zip(names, matrix, strict=True)})
    ids, day = np.array([f"U{at:06d}" for at in range(n)]), np.full(n, "NaT", dtype="datetime64[D]")
    units = Units(ids, np.full(n, "village"), np.full(n, "village"), day, day)

    def replicates() -> Replicates:
        return _drawn(methodology, inputs, units, count)

    return Case(n, k, "2025", replicates, lambda: _plain_country(replicates(), matrix))


def _plain_country(drawn: Replicates, matrix: Matrix) -> Matrix:
    """Means over what is there, a hundred replicates at a time."""
    tree, start = drawn.stated, {one.id: at for at, one in enumerate(drawn.stated.indicators)}
    result = np.empty((len(drawn), matrix.shape[1]))
    for first in range(0, len(drawn), 100):
        of = np.arange(first, min(first + 100, len(drawn)))
        total = np.zeros((len(of), matrix.shape[1]))
        even = np.full((len(tree.index.children), 1), 1 / len(tree.index.children))
        above = drawn.weights(INDEX, tree.index.children, even, of)[:, :, 0]
        for at, dimension in enumerate(tree.dimensions):
            rows = matrix[[start[child] for child in dimension.children]]
            equal = np.full((len(rows), 1), 1 / len(rows))
            weights = drawn.weights(dimension.id, dimension.children, equal, of)[:, :, 0]
            there = ~np.isnan(rows)
            mean = (weights @ np.where(there, rows, 0.0)) / (weights @ there.astype(np.float64))
            total += above[:, [at]] * mean
        result[of] = _plain_ranks(total)
    return result


def _methodology(k: int) -> Methodology:
    """Built on the shape of a shipped one; nothing of it is published."""
    base = load_methodology("un/hdi/2021")
    rule = {"source": "-", "date": DAY}
    goalposts = methods("normalise")["goalposts"]
    posts = goalposts.Parameters(scale="linear", outside="cap", fixed=goalposts.Fixed(0, 100, "-", DAY))
    leave = methods("missing")["leave"].Parameters()
    exclude = methods("missing")["exclude"].Parameters(floor=0.0, **rule)
    of_dimension = {
        "missing": exclude,
        "weigh": methods("weigh")["equal"].Parameters(),
        "aggregate": methods("aggregate")["arithmetic"].Parameters(),
    }
    names = [f"i{number:03d}" for number in range(k)]
    indicators = tuple(
        msgspec.structs.replace(
            base.indicators[0],
            indicator=name,
            value=Formula(name, Lagged(name)),
            better="higher",
            methods={"missing": leave, "normalise": posts},
        )
        for name in names
    )
    groups = [names[start : start + OF_A_DIMENSION] for start in range(0, k, OF_A_DIMENSION)]
    dimensions = tuple(
        Dimension(dimension=f"d{number:02d}", title=base.title, children=tuple(group), methods=of_dimension)
        for number, group in enumerate(groups)
    )
    vary = Weights(assumption="weights", at="all", by=Spread(percent=25), **SAID)
    return msgspec.structs.replace(
        base,
        assessed_kinds="any",
        points=msgspec.structs.replace(base.points, low=0.0, high=100.0),
        index=Dimension(
            dimension=INDEX, title=base.title, children=tuple(one.id for one in dimensions), methods=of_dimension
        ),
        dimensions=dimensions,
        indicators=indicators,
        methods={"rank": methods("rank")["competition"].Parameters(order="highest_first")},
        uncertainty=Uncertainty(replicates=1000, level_percent=90, assumptions=(vary,)),
    )


def covered(times: int) -> float:
    """The percentage of intervals of 90 % that hold the true score, over simulated surveys for the Human Development
    Index: each time all figures are drawn about the truth with their standard errors, and analysed.
    """
    base = load_methodology("un/hdi/2021")
    # Unrounded: of scores in thousandths every interval would hold more than it says.
    index = {step: taken for step, taken in base.index.methods.items() if step != "round"}
    vary = StandardErrors(assumption="errors", variables="all", **SAID)
    methodology = msgspec.structs.replace(
        base,
        index=msgspec.structs.replace(base.index, methods=index),
        uncertainty=Uncertainty(replicates=400, level_percent=90, assumptions=(vary,)),
    )
    table, units = given(
        methodology,
        pl.read_csv(DATA / "un/observations.csv", infer_schema=False),
        pl.read_csv(DATA / "un/units.csv", infer_schema=False),
    )
    inputs = take(table, methodology, units, ("2021",))
    errors = {key: 0.02 * np.abs(values) for key, (values, _) in inputs.columns.items()}
    true = run(methodology, inputs, units, ("2021",), (INDEX,)).periods[0].nodes[INDEX].score
    # At a goalpost a score cannot rise; the truth is measured where it can go both ways.
    free = (true > 0.45) & (true < 0.85)
    by, held = np.random.default_rng(1), []
    for time in range(times):
        columns = {
            key: (values + errors[key] * by.standard_normal(len(values)), states)
            for key, (values, states) in inputs.columns.items()
        }
        seen = replace(inputs, columns=columns, errors=errors)
        (node,) = uncertainty_of(methodology, seen, units, ("2021",), seed=time).nodes
        held.append(((node.scores.low <= true) & (true <= node.scores.high))[free].mean())
    return float(100 * np.mean(held))
