"""A period scored again from what is known of it is what the engine's whole scoring gives."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
import pytest

from tarazy.engine.model.changed import Changed, with_methods
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Dimension, Methodology
from tarazy.engine.model.methods import Methods
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.trial import Trial, changed_trial, tried_again
from tarazy.engine.run import run
from tarazy.engine.run.again import Known, is_known_enough, known_period, scored_again
from tarazy.engine.run.stage import Stage
from tarazy.engine.steps import methods
from tarazy.engine.words import ProblemsFound
from tests.engine.unit.robustness.test_replays import EXAMPLES, SHIPPED
from tests.engine.unit.robustness.varied_cases import case

CLOSE = 1e-12
MOST_NODES = 5  # of a large methodology, of each kind
DAY = datetime.date(2020, 1, 1)
SAID = {"source": "-", "date": DAY}
LONG_AGO = datetime.date(1900, 1, 1)
AGGREGATIONS = ("arithmetic", "geometric", "minimum", "median")
NORMALISATIONS = ("min_max", "percentile_rank", "goalposts")
HDI = ("un/hdi/2021", "data/un")
REGIONS = ("kz/regional-development/2024.1", "data/kz")


def spread_out(some: list[str]) -> list[str]:
    return some[:: max(1, len(some) // MOST_NODES)]


def made(step: str, name: str) -> Any:
    module = methods(step)[name]
    if name == "goalposts":
        fixed = module.Fixed(-3.0, 77.0, "-", DAY)
        return module.Parameters(scale="linear", outside="cap", fixed=fixed)
    return module.Parameters(**({"within": "period"} if "within" in module.Parameters.__struct_fields__ else {}))


def reweighed(dimension: Dimension) -> Methods:
    given = methods("weigh")["given"]
    shares = np.arange(1.0, len(dimension.children) + 1)
    weights = dict(zip(dimension.children, (shares / shares.sum()).tolist(), strict=True))
    return {"weigh": given.Parameters((given.Weights(LONG_AGO, "-", weights),))}


def changes(methodology: Methodology) -> Iterator[Changed]:
    """Weights, methods and goalposts, one at a time and many at once."""
    dimensions = [id for id, node in methodology.nodes.items() if isinstance(node, Dimension)]
    indicators = [id for id in methodology.nodes if id not in dimensions]
    each: list[dict[str, Methods]] = []
    for id in spread_out(dimensions):
        node = methodology.nodes[id]
        assert isinstance(node, Dimension)
        each += [{id: {"aggregate": made("aggregate", name)}} for name in AGGREGATIONS]
        each.append({id: reweighed(node)})
    for id in spread_out(indicators):
        each += [{id: {"normalise": made("normalise", name)}} for name in NORMALISATIONS]
    yield from each
    yield {id: taken for one in each[::3] for id, taken in one.items()}
    yield {id: taken for one in each[1::4] for id, taken in one.items()}


def same(found: Vector, wanted: Vector) -> bool:
    scale = np.maximum(np.abs(np.nan_to_num(wanted)), 1.0)
    return np.array_equal(np.isnan(found), np.isnan(wanted)) and bool(
        np.nanmax(np.abs(found - wanted) / scale, initial=0) <= CLOSE
    )


def whole(methodology: Methodology, changed: Changed, inputs: Inputs, units: Units, period: str) -> Trial | list[str]:
    try:
        return changed_trial(methodology, changed, inputs, units, period)
    except ProblemsFound as found:
        return [problem.in_language("en") for problem in found.problems]


def from_known(known: Known, changed: Changed) -> Trial | list[str]:
    try:
        return tried_again(known, changed)
    except ProblemsFound as found:
        return [problem.in_language("en") for problem in found.problems]


def check(name: str, folder: str) -> int:
    """How many changes were tried again by what is known."""
    methodology, inputs, units, period = case(name, folder)
    known, count = known_period(methodology, inputs, units, period), 0
    for changed in changes(methodology):
        if not is_known_enough(known, changed):
            continue
        count += 1
        found, wanted = from_known(known, changed), whole(methodology, changed, inputs, units, period)
        if isinstance(wanted, list) or isinstance(found, list):
            assert found == wanted
            continue
        assert (found.units, found.peer_groups, found.bands) == (wanted.units, wanted.peer_groups, wanted.bands)
        for column in ("score", "weight", "rank", "share_not_counted", "share_imputed"):
            assert same(getattr(found.index, column), getattr(wanted.index, column)), (column, changed)
        assert np.array_equal(found.index.rank, wanted.index.rank, equal_nan=True)
        assert np.array_equal(found.index.band, wanted.index.band)
        assert [found.reasons[code] for code in found.index.reason] == [
            wanted.reasons[code] for code in wanted.index.reason
        ]
        assert found.shares == pytest.approx(wanted.shares, abs=CLOSE, nan_ok=True)
    return count


@pytest.mark.parametrize(("name", "folder"), SHIPPED)
def test_every_shipped_methodology_is_scored_again_as_as_a_whole(name: str, folder: str) -> None:
    assert check(name, folder) > 0


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_method_is_scored_again_as_as_a_whole(name: str) -> None:
    folder = f"tests/engine/outland/{name}"
    methodology = case(f"{folder}/methodology", folder)[0]
    assert check(f"{folder}/methodology", folder) > 0 or methodology.scores_before


def test_what_lies_beside_is_not_scored_again(monkeypatch: pytest.MonkeyPatch) -> None:
    methodology, inputs, units, period = case(*HDI)
    known = known_period(methodology, inputs, units, period)
    seen: list[str] = []
    take = Stage.take

    def looking(stage: Stage, node: str, *given: Any, **more: Any) -> Any:
        seen.append(node)
        return take(stage, node, *given, **more)

    monkeypatch.setattr(Stage, "take", looking)
    scored_again(known, {"education": {"aggregate": made("aggregate", "minimum")}})
    assert set(seen) == {"education", INDEX}


def test_it_says_when_it_knows_too_little() -> None:
    methodology, inputs, units, period = case(*REGIONS)
    known = known_period(methodology, inputs, units, period)
    minimum = {"aggregate": made("aggregate", "minimum")}
    assert is_known_enough(known, {INDEX: minimum})
    # Another denominator changes values, which other indicators may read.
    per = {"denominate": methods("denominate")["per"].Parameters(variable="x", factor=1, **SAID)}
    assert not is_known_enough(known, {"road_deaths": per})
    # The value of a year before is not among what was read.
    before = {
        "normalise": methods("normalise")["ratio_to_previous"].Parameters(least_percent=0, most_percent=200, **SAID)
    }
    assert not is_known_enough(known, {"road_deaths": before})
    # A ranking by progress looks at scores of earlier periods, which would change too.
    progress = methods("rank")["progress"].Parameters(periods=1, ties="lowest", order="highest_first", **SAID)
    ranked = msgspec.structs.replace(methodology, methods={**methodology.methods, "rank": progress})
    assert not is_known_enough(known_period(ranked, inputs, units, period), {INDEX: minimum})


def test_problems_are_those_of_the_whole_run() -> None:
    methodology, inputs, units, period = case(*HDI)
    with pytest.raises(ProblemsFound):
        known_period(methodology, inputs, units, "1800")
    yes_no = {"income": {"normalise": made("normalise", "yes_no")}}
    known = known_period(methodology, inputs, units, period)
    with pytest.raises(ProblemsFound) as again:
        scored_again(known, yes_no)
    with pytest.raises(ProblemsFound) as of_run:
        run(with_methods(methodology, yes_no), inputs, units, (period,))
    assert [str(one) for one in again.value.problems] == [str(one) for one in of_run.value.problems]
