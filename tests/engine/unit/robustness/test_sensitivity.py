"""Shares of assumptions, exactly and estimated, against plain ways; single changes; weights and importance."""

from __future__ import annotations

import datetime
import itertools

import numpy as np
import pytest
from scipy.stats import rankdata

from tarazy.engine.model.uncertainty import Choice, ChoiceOfMethods
from tarazy.engine.robustness.importance import importance_of_weights
from tarazy.engine.robustness.one_change import one_change_at_a_time
from tarazy.engine.robustness.sensitivity import sensitivity_of
from tarazy.engine.robustness.sensitivity_frames import (
    changes_frame,
    importance_frame,
    sensitivity_frame,
    stability_frame,
)
from tarazy.engine.run import run
from tarazy.engine.steps import methods
from tarazy.engine.words import ProblemsFound
from tests.engine.unit.robustness.varied_cases import (
    LEAVE_OUT,
    SAID,
    TITLE,
    WEIGHTS,
    aggregation,
    case,
    data_of,
    that_varies,
)

ASEM = ("asem/connectivity/2018.1", "data/asem")
# What was found with COINr's rules and a hundred draws of weights; other draws move it by a few hundredths.
PUBLISHED = {"first": (0.036, 0.087, 0.099, 0.567), "total": (0.055, 0.269, 0.167, 0.744)}


def asem(*assumptions, **options):
    methodology, inputs, units, period = case("asem/connectivity/2018", "data/asem")
    return sensitivity_of(that_varies(methodology, *assumptions), inputs, units, (period,), **options)


def test_all_combinations_give_the_variances_of_a_plain_loop():
    """The index by every combination, each one run; variances of conditional means by plain averages."""
    found = asem(aggregation("harmonic", "geometric"), LEAVE_OUT)
    assert found.how == "enumerated"
    (node,) = found.nodes
    unit = node.units.index("KAZ")
    table = np.empty((3, 50))
    for at, (first, second) in enumerate(itertools.product(range(3), range(50))):
        replayed = found.replicates.replayed(at, "2018", ("index",)).periods[0].nodes["index"]
        table[first, second] = replayed.score[unit]
    output = 1 + len(node.units) + unit
    variance = table.var()
    assert node.first.share[:, output] == pytest.approx(
        [table.mean(axis=1).var() / variance, table.mean(axis=0).var() / variance], abs=1e-9
    )
    assert node.total.share[:, output] == pytest.approx(
        [table.var(axis=0).mean() / variance, table.var(axis=1).mean() / variance], abs=1e-9
    )
    assert node.shapley[:, output] == pytest.approx(
        (node.first.share[:, output] + node.total.share[:, output]) / 2, abs=1e-9
    )


def test_two_thousand_combinations_of_asem_come_out_as_expected():
    """Which draws of weights were taken is not known, so shares agree as far as a hundred draws do."""
    methodology, inputs, units, period = case(*ASEM)
    found = sensitivity_of(methodology, inputs, units, (period,), draws=100)
    assert len(found.replicates) == 2000
    (node,) = found.nodes
    assert found.assumptions == ("outliers", "normalisation", "weights", "aggregation")
    assert node.first.share[:, 0] == pytest.approx(PUBLISHED["first"], abs=0.04)
    assert node.total.share[:, 0] == pytest.approx(PUBLISHED["total"], abs=0.06)
    assert np.argmax(node.total.share[:, 0]) == 3


def test_estimates_hold_what_is_exact_within_their_intervals():
    exact = asem(aggregation("harmonic"), LEAVE_OUT, WEIGHTS, draws=60).nodes[0]
    found = asem(aggregation("harmonic"), LEAVE_OUT, WEIGHTS, rows=64)
    assert found.how == "sampled"
    (node,) = found.nodes
    assert (node.first.low <= node.first.share)[~np.isnan(node.first.low)].all()
    # Sixty draws of weights are not all weights, so a little room is left.
    assert np.abs(node.first.share[:, 0] - exact.first.share[:, 0]).max() < 0.12
    assert np.abs(node.total.share[:, 0] - exact.total.share[:, 0]).max() < 0.12


def test_what_varies_value_by_value_has_a_share_too():
    errors, *_ = data_of(case("asem/connectivity/2018", "data/asem")[0])
    (node,) = asem(aggregation("harmonic"), errors, rows=16).nodes
    # A fifth of the figures off by a tenth moves ranks by less than a harmonic mean does, but it moves them.
    assert node.total.share[0, 0] > node.total.share[1, 0] > 1e-5


def test_an_assumption_that_changes_nothing_has_no_share():
    methodology, inputs, units, period = case("asem/connectivity/2018", "data/asem")
    nothing = aggregation("arithmetic")
    (node,) = sensitivity_of(that_varies(methodology, nothing, LEAVE_OUT), inputs, units, (period,)).nodes
    assert node.first.share[0, 0] == pytest.approx(0, abs=1e-12)
    assert node.total.share[0, 0] == pytest.approx(0, abs=1e-12)
    assert node.first.share[1, 0] == pytest.approx(1)


@pytest.mark.parametrize(
    ("assumptions", "options", "told"),
    [
        ((WEIGHTS,), {}, "Of the methodology varies: 1."),
        ((WEIGHTS, LEAVE_OUT), {"rows": 100}, "The number of rows is 100."),
        ((WEIGHTS, LEAVE_OUT), {"draws": 1}, "With 1 draws there are 50 combinations."),
        ((WEIGHTS, LEAVE_OUT), {"draws": 5000}, "With 5000 draws there are 250000 combinations."),
    ],
)
def test_what_cannot_be_shared_out_is_refused(assumptions, options, told):
    with pytest.raises(ProblemsFound) as refused:
        asem(*assumptions, **options)
    assert [problem.what.in_language("en") for problem in refused.value.problems] == [told]


def test_a_single_change_is_what_a_run_of_it_gives():
    methodology, inputs, units, period = case(*ASEM)
    (found,) = one_change_at_a_time(methodology, inputs, units, (period,))
    kinds = {change.kind for change in found.changes}
    assert kinds == {"weight", "method", "left_out"}
    stated = run(methodology, inputs, units, (period,)).periods[0].nodes
    gone = next(
        at for at, change in enumerate(found.changes) if change.what == "connectivity" and change.kind == "left_out"
    )
    assert found.scores[gone] == pytest.approx(stated["sustainability"].score)
    up = next(at for at, change in enumerate(found.changes) if (change.what, change.to) == ("connectivity", "+25"))
    weighed = (1.25 * 0.5 * stated["connectivity"].score + 0.5 * stated["sustainability"].score) / 1.125
    assert found.scores[up] == pytest.approx(weighed)
    moved = np.abs(found.ranks[up] - stated["index"].rank)
    assert found.of_changes.mean_movement[up] == pytest.approx(moved.mean())
    assert found.of_changes.largest_movement[up] == moved.max()


def test_weights_and_importance_stand_side_by_side():
    methodology, inputs, units, period = case(*ASEM)
    found = {one.dimension: one for one in importance_of_weights(methodology, inputs, units, (period,))}
    assert set(found) == {node.id for node in (methodology.index, *methodology.dimensions)}
    index = found["index"]
    scores = run(methodology, inputs, units, (period,)).periods[0].nodes
    r = np.corrcoef(scores["connectivity"].score, scores["index"].score)[0, 1]
    assert index.importance.linear[0] == pytest.approx(r**2)
    assert index.optimised is not None
    assert index.optimised.reached
    as_weighed = index.optimised.weights @ np.stack([scores[child].score for child in index.children])
    squares = [np.corrcoef(scores[child].score, as_weighed)[0, 1] ** 2 for child in index.children]
    assert squares[0] / sum(squares) == pytest.approx(index.weights[0], abs=1e-3)


def test_tables_have_a_row_for_everything():
    methodology, inputs, units, period = case(*ASEM)
    found = sensitivity_of(methodology, inputs, units, (period,), rows=16)
    frame = sensitivity_frame(found)
    assert frame.height == 4 * (1 + 2 * len(units))
    assert frame["unit"].null_count() == 4
    (changes,) = one_change_at_a_time(methodology, inputs, units, (period,))
    assert changes_frame([changes]).height == len(changes.changes)
    assert stability_frame([changes]).height == len(changes.changes) * len(units)
    importance = importance_of_weights(methodology, inputs, units, (period,))
    assert importance_frame(importance).height == len(methodology.nodes) - 1


def test_places_by_progress_follow_the_period_before():
    """Without wells the index is the score of the wait; who gained most of it within the year is first."""
    folder = "tests/engine/outland/progress"
    methodology, inputs, units, period = case(f"{folder}/methodology", folder)
    (found,) = one_change_at_a_time(methodology, inputs, units, (period,))
    gone = next(at for at, change in enumerate(found.changes) if change.what == "wells" and change.kind == "left_out")
    first, last = run(methodology, inputs, units, ("2022", period)).periods
    before = dict(zip(first.units, first.nodes["wait"].score, strict=True))
    gained = np.array(
        [now - before.get(unit, np.nan) for unit, now in zip(last.units, last.nodes["wait"].score, strict=True)]
    )
    known = ~np.isnan(gained)
    assert known.sum() >= 3
    assert np.array_equal(found.ranks[gone][known], rankdata(-gained[known].round(9)))
    assert np.isnan(found.ranks[gone][~known]).all()
    shares = sensitivity_of(that_varies(methodology, WEIGHTS, LEAVE_OUT), inputs, units, (period,), draws=10)
    (node,) = shares.nodes
    assert np.isfinite(node.first.share[:, 0]).all()
    assert node.first.share[:, 0].max() > 0.1


def test_rows_in_which_a_method_refuses_are_counted():
    """A z-score below zero has no geometric mean."""
    z = methods("normalise")["z_score"].Parameters(
        centre=50, points_per_deviation=18, deviation="sample", within="period", source="-",
        date=datetime.date(2026, 1, 1),
    )  # fmt: skip
    normal = ChoiceOfMethods(
        assumption="normalisation",
        at="all",
        choices=(
            Choice(choice="stated", title=TITLE, methods={}),
            Choice(choice="z_score", title=TITLE, methods={"normalise": z}),
        ),
        **SAID,
    )
    found = asem(WEIGHTS, normal, aggregation("geometric"), rows=16)
    left_out = sensitivity_frame(found).filter(output="rank_movement")["rows_left_out"]
    assert left_out.min() > 0
    assert left_out.max() < 8 * 16
    exact = sensitivity_frame(asem(LEAVE_OUT, aggregation("harmonic")))
    assert exact["rows_left_out"].null_count() == exact.height
