"""What happens if one thing changes and all else stays: a weight, a method, an indicator."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Dimension, Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.result import PeriodResult
from tarazy.engine.model.take import periods_scored
from tarazy.engine.model.text import Text
from tarazy.engine.model.uncertainty import ChoiceOfMethods, LeaveOut, Spread, Stated, Weights
from tarazy.engine.model.units import Units
from tarazy.engine.model.weights import Matrix
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.period import Period
from tarazy.engine.robustness.ranked import ranked, scores_before
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.robustness.sensitivity_sample import each_state
from tarazy.engine.robustness.varying import choices, leave_out
from tarazy.engine.robustness.varying.varies import Effect, Varies
from tarazy.engine.run import run
from tarazy.engine.statistics.sensitivity.one_at_a_time import OfChanges, OfUnits, of_changes, of_units

# By how much of itself a weight goes up and down where the methodology does not say how far it may.
PERCENT: Final = 25.0
_UNSAID: Final[dict[str, Any]] = {"title": Text(kk="-", ru="-", en="-"), "source": "-", "date": datetime.date.min}


@dataclass(frozen=True)
class Change:
    """`kind`: what changes: weight, method, left_out. `what`: the child, the assumption, the node; `to`: by how many
    percent a weight changes, which choice of the assumption, nothing for a node that is left out.
    """

    kind: str
    what: str
    to: str


@dataclass(frozen=True)
class OneChange:
    """The index in one period over n units, under each of c changes: `ranks` and `scores` float64[c, n], NaN where it
    has none; `of_changes` and `of_units`: how far ranks move.
    """

    period: str
    units: tuple[str, ...]
    changes: tuple[Change, ...]
    ranks: Matrix
    scores: Matrix
    of_changes: OfChanges
    of_units: OfUnits


def one_change_at_a_time(
    methodology: Methodology, inputs: Inputs, units: Units, periods: Sequence[str]
) -> tuple[OneChange, ...]:
    """The ranks of the index under every single change: each weight up and down, each choice of each assumption, each
    indicator and dimension left out. A change under which a method refuses gives no ranks.
    """
    stated = run(methodology, inputs, units, periods, (INDEX,))
    single = [*_weights(methodology), *_choices(methodology, inputs), *_left_out(methodology, inputs)]
    drawn = [(Replicates(methodology, inputs, units, (one,), each_state(one, 0)), named) for one, named in single]
    scored = periods_scored(methodology, periods)
    return tuple(_of_period(result, drawn, scored) for result in stated)


def _of_period(
    result: PeriodResult, single: Sequence[tuple[Replicates, tuple[Change, ...]]], scored: Sequence[str]
) -> OneChange:
    scores, ranks, changes = [], [], []
    for drawn, named in single:
        period = Period(drawn, result.period, frozenset({INDEX}), Failures())
        found = period.scores()[INDEX]
        places = ranked(period.stage, INDEX, found, scores_before(period, INDEX, scored))
        failed = period.failures.failed
        found[failed], places[failed] = np.nan, np.nan
        kept = [at for at, change in enumerate(named) if change.kind]
        scores.append(found[kept])
        ranks.append(places[kept])
        changes += [named[at] for at in kept]
    together, rank = np.concatenate(ranks), result.nodes[INDEX].rank
    return OneChange(
        result.period,
        result.units,
        tuple(changes),
        together,
        np.concatenate(scores),
        of_changes(rank, together),
        of_units(rank, together),
    )


# The state of an assumption in which nothing changes.
_NOTHING: Final = Change("", "", "")


def _choices(methodology: Methodology, inputs: Inputs) -> list[tuple[Varies, tuple[Change, ...]]]:
    found = []
    for one in methodology.uncertainty.assumptions if methodology.uncertainty else ():
        if isinstance(one, ChoiceOfMethods):
            named = (
                Change("method", one.assumption, choice.choice) if choice.methods else _NOTHING
                for choice in one.choices
            )
            found.append((choices.varies(one, methodology, inputs), tuple(named)))
    return found


def _left_out(methodology: Methodology, inputs: Inputs) -> list[tuple[Varies, tuple[Change, ...]]]:
    found = []
    for at in ("indicators", "dimensions"):
        one = leave_out.varies(LeaveOut(assumption=at, at=at, **_UNSAID), methodology, inputs)
        assert one.shares is not None
        nodes = [one.effect(state, np.empty(0)).left_out for state in range(len(one.shares))]
        named = tuple(_NOTHING if id is None else Change("left_out", id, "") for id in nodes)
        found.append((one, named))
    return found


def _weights(methodology: Methodology) -> list[tuple[Varies, tuple[Change, ...]]]:
    """Each weight up and down by as much as the methodology says it may vary, else by a quarter."""
    spread = _stated_spreads(methodology)
    changes: list[tuple[str, str, float]] = [
        (node.id, child, sign * spread.get(node.id, PERCENT))
        for node in methodology.nodes.values()
        if isinstance(node, Dimension) and len(node.children) > 1
        for child in node.children
        for sign in (1, -1)
    ]
    if not changes:
        return []
    of = {change: at for at, change in enumerate(changes)}

    def reweigh(dimension: str, children: Sequence[str], stated: Matrix, points: Matrix) -> NDArray[np.float64]:
        state = np.minimum((points[:, 0] * len(changes)).astype(np.intp), len(changes) - 1)
        factors = np.ones((len(points), len(children), 1))
        for (of_dimension, child, percent), at in of.items():
            if of_dimension == dimension and child in children:
                factors[state == at, children.index(child)] += percent / 100
        weights = stated * factors
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))

    touches = {dimension: frozenset({"weigh"}) for dimension, _, _ in changes}
    said = Stated(assumption="weight", **_UNSAID)
    shares: Vector = np.full(len(changes), 1 / len(changes))
    varies = Varies(said, touches, 1, shares=shares, effect=lambda _state, _point: Effect(), reweigh=reweigh)
    return [(varies, tuple(Change("weight", child, f"{percent:+g}") for _, child, percent in changes))]


def _stated_spreads(methodology: Methodology) -> dict[str, float]:
    """By dimension, by how many percent the methodology says that weights vary, where it says it so."""
    found: dict[str, float] = {}
    for one in methodology.uncertainty.assumptions if methodology.uncertainty else ():
        if isinstance(one, Weights) and isinstance(one.by, Spread):
            found |= dict.fromkeys(methodology.nodes if one.at == "all" else one.at, one.by.percent)
    return found
