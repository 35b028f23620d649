"""Plain worlds: two dimensions of two indicators, each with its own variable, so that one value can be moved alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from hypothesis import strategies as st

from tarazy.engine.model.formula import Formula, Lagged
from tarazy.engine.model.methodology import Dimension, Indicator, Points
from tests.engine.property.aggregations import monotone
from tests.engine.property.generated import (
    DAY,
    OBSERVED_PERIODS,
    SEEDS,
    TEXT,
    VARIABLES,
    World,
    goalposts,
    method,
    methodology_of,
    missing_rules,
    normalisations,
    observations,
    roundings,
    sometimes,
)
from tests.engine.property.weighings import weights
from tests.engine.reference.scoring import Seen, SlowUnit

PERIOD = OBSERVED_PERIODS[-1]
UNITS = tuple(SlowUnit(f"U{number}", "oblast", "all") for number in range(6))


@st.composite
def plain_worlds(draw: st.DrawFn, *, relative: bool = True, additive: bool = False, by_spread: bool = True) -> World:
    """`relative`: also methods by which a unit's score depends on the others; `additive`: sums only, no rounding;
    `by_spread`: also methods by which the better value of one may raise the scores of others.
    """
    points = Points(low=0, high=100, decimals=1, source="source", date=DAY)
    nodes = [_dimension(draw, "index", ("first", "second"), additive)]
    for dimension, leaves in (("first", VARIABLES[:2]), ("second", VARIABLES[2:])):
        names = tuple(f"{leaf}_leaf" for leaf in leaves)
        nodes.append(_dimension(draw, dimension, names, additive))
        nodes += [_indicator(draw, leaf, relative, additive, by_spread) for leaf in leaves]
    rank = method("rank", draw(st.sampled_from(["competition", "average"])), order="highest_first")
    methodology = methodology_of(tuple(nodes), points, {"rank": rank}, draw)
    return World(methodology, UNITS, observations(UNITS, draw(SEEDS)))


def _dimension(draw: st.DrawFn, id: str, children: tuple[str, ...], additive: bool) -> Dimension:
    steps = {
        "missing": draw(missing_rules()),
        "weigh": draw(weights(children)),
        "aggregate": method("aggregate", "arithmetic") if additive else draw(monotone()),
        **({} if additive else sometimes(draw, "round", roundings())),
    }
    return Dimension(dimension=id, title=TEXT, children=children, methods=steps)


def _indicator(draw: st.DrawFn, variable: str, relative: bool, additive: bool, by_spread: bool) -> Indicator:
    made = normalisations(gentle=True, by_spread=by_spread) if relative else goalposts(gentle=True)
    normalise = draw(made.map(capped))
    return Indicator(
        indicator=f"{variable}_leaf",
        title=TEXT,
        unit_of_measure="percent",
        better=draw(st.sampled_from(["higher", "lower"])),
        value=Formula(variable, Lagged(variable)),
        methods={
            "missing": method("missing", "leave"),
            "normalise": normalise,
            **({} if additive else sometimes(draw, "round", roundings())),
        },
    )


def is_absolute(normalise: Any) -> bool:
    return str(normalise.__struct_config__.tag) == "goalposts"


def capped(normalise: Any) -> Any:
    """With no scores beyond the possible points, so that no geometric mean meets a negative one."""
    return msgspec.structs.replace(normalise, outside="cap") if is_absolute(normalise) else normalise


def with_value(world: World, unit: str, variable: str, value: float) -> World:
    return replace(world, observed={**world.observed, (unit, variable, PERIOD): Seen(value)})


def scaled(world: World, variable: str, by: float) -> World:
    """The same world with one variable in another unit of measure: its values and its goalposts alike."""
    observed = {
        key: replace(seen, value=seen.value * by) if key[1] == variable and seen.value is not None else seen
        for key, seen in world.observed.items()
    }
    indicators = tuple(
        msgspec.structs.replace(one, methods={**one.methods, "normalise": _scaled(one.methods["normalise"], by)})
        if one.value.text == variable
        else one
        for one in world.methodology.indicators
    )
    return World(msgspec.structs.replace(world.methodology, indicators=indicators), world.units, observed)


def _scaled(normalise: Any, by: float) -> Any:
    if not is_absolute(normalise):
        return normalise

    def moved(row: Any) -> Any:
        return msgspec.structs.replace(row, low=row.low * by, high=row.high * by)

    fixed = None if normalise.fixed is None else moved(normalise.fixed)
    return msgspec.structs.replace(normalise, dated=tuple(moved(row) for row in normalise.dated), fixed=fixed)
