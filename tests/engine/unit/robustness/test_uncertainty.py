"""From a methodology that says what may vary to intervals, and what is refused before the first replicate."""

from __future__ import annotations

import datetime
import importlib

import numpy as np
import pytest

from tarazy.engine.load.methodology import load_methodology
from tarazy.engine.model.take import take
from tarazy.engine.model.uncertainty import Choice, ChoiceOfMethods, Dirichlet, Spread, StandardErrors, Weights
from tarazy.engine.robustness.uncertainty import uncertainty_of
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
from tests.methodologies.shipped import observations, units


def asem(*assumptions, **options):
    methodology, inputs, of, period = case("asem/connectivity/2018", "data/asem")
    return uncertainty_of(that_varies(methodology, *assumptions), inputs, of, (period,), **options)


def test_intervals_of_asem_hold_the_stated_result_and_order_their_ends():
    (index,) = asem(WEIGHTS).nodes
    for spread in (index.scores, index.ranks):
        assert (spread.low <= spread.median).all()
        assert (spread.median <= spread.high).all()
        assert (spread.known == 1).all()
    assert ((index.scores.low <= index.score) & (index.score <= index.scores.high)).mean() > 0.9
    assert index.top.sum() == pytest.approx(10, abs=0.5)


def test_the_same_seed_gives_the_same_and_another_another():
    figures = data_of(case("asem/connectivity/2018", "data/asem")[0])
    first, again, other = (asem(WEIGHTS, *figures, replicates=30, seed=seed).nodes[0] for seed in (1, 1, 2))
    assert np.array_equal(first.scores.low, again.scores.low)
    assert not np.array_equal(first.scores.low, other.scores.low)


def test_one_thread_and_two_give_the_same(monkeypatch):
    two = asem(WEIGHTS, LEAVE_OUT, replicates=50).nodes[0]
    monkeypatch.setattr(importlib.import_module("tarazy.engine.run.hands"), "HANDS", 1)
    one = asem(WEIGHTS, LEAVE_OUT, replicates=50).nodes[0]
    assert np.array_equal(one.scores.high, two.scores.high)
    assert np.array_equal(one.ranks.high, two.ranks.high)


def test_blocks_of_replicates_change_nothing(monkeypatch):
    whole = asem(WEIGHTS, LEAVE_OUT, aggregation("harmonic"), replicates=60, keep=("index", "social"))
    monkeypatch.setattr("tarazy.engine.robustness.period.NUMBERS_OF_A_BLOCK", 20_000)
    parts = asem(WEIGHTS, LEAVE_OUT, aggregation("harmonic"), replicates=60, keep=("index", "social"))
    for one, other in zip(whole.nodes, parts.nodes, strict=True):
        assert np.allclose(one.scores.low, other.scores.low, rtol=0, atol=1e-9)
        assert np.array_equal(one.ranks.high, other.ranks.high)


def test_wider_assumptions_give_wider_intervals():
    narrow, wide = (
        asem(Weights(assumption="weights", at="all", by=Spread(percent=percent), **SAID)).nodes[0]
        for percent in (5, 50)
    )
    assert (wide.scores.high - wide.scores.low).mean() > 5 * (narrow.scores.high - narrow.scores.low).mean()


def test_dirichlet_has_the_variance_that_is_stated():
    methodology, inputs, of, period = case("asem/connectivity/2018", "data/asem")
    vary = Weights(assumption="weights", at=("index",), by=Dirichlet(concentration=20), **SAID)
    replicates = uncertainty_of(that_varies(methodology, vary), inputs, of, (period,), replicates=20_000).replicates
    drawn = replicates.weights("index", ("connectivity", "sustainability"), np.full((2, 1), 0.5), np.arange(20_000))
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn[:, 0, 0].mean() == pytest.approx(0.5, abs=0.005)
    assert drawn[:, 0, 0].var() == pytest.approx(0.25 / 21, rel=0.03)


def test_failed_replicates_count_nowhere_and_are_named():
    """A zero of min-max under a harmonic mean is 0; negative z-scores are refused."""
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
    found = asem(normal, aggregation("geometric"), replicates=80)
    assert 0 < len(found.failed) < 40
    assert {"A child has a negative score."} == {one.what.in_language("en") for one in found.failures}
    (index,) = found.nodes
    assert not np.isnan(index.scores.median).any()
    assert index.scores.known == pytest.approx(1 - len(found.failed) / 80)
    for replicate in found.failed:
        drawn = {name: said["choice"] for name, said in found.replicates.said(replicate)}
        assert drawn == {"normalisation": "z_score", "aggregation": "geometric"}


def test_changes_are_of_replicates_with_the_same_assumptions():
    """Where only the weights vary, a change is surer than the two scores it lies between."""
    methodology = that_varies(load_methodology("kz/regional-development/2024.1"), WEIGHTS)
    periods = ("2022", "2023")
    inputs = take(observations("kz"), methodology, units("kz"), periods)
    found = uncertainty_of(methodology, inputs, units("kz"), periods, replicates=200)
    (change,) = found.changes
    assert (change.before, change.period) == periods
    now = {unit: at for at, unit in enumerate(found.nodes[1].units)}
    at = [now[unit] for unit in change.units]
    width = (found.nodes[1].scores.high - found.nodes[1].scores.low)[at]
    assert np.nanmedian((change.changes.high - change.changes.low) / width) < 0.9
    assert (change.change == (found.nodes[1].score[at] - np.array([
        found.nodes[0].score[found.nodes[0].units.index(unit)] for unit in change.units
    ])))[~np.isnan(change.change)].all()  # fmt: skip
    assert ((change.rises == 1) == (change.changes.low > 0))[change.rises == 1].all()


def test_standard_errors_move_scores_as_far_as_they_say():
    """Of the mean of fixed goalposts the variance is known: each score moves by 100 / (high - low) of its error."""
    methodology, inputs, of, period = case("un/hdi/2021", "data/un")
    vary = StandardErrors(assumption="errors", variables="all", **SAID)
    errors = {("life_expectancy_at_birth", period): np.full(len(of), 0.65)}
    found = uncertainty_of(
        that_varies(methodology, vary), with_errors(inputs, errors), of, (period,), replicates=2000,
        keep=("index", "life_expectancy"),
    )  # fmt: skip
    node = next(one for one in found.nodes if one.node == "life_expectancy")
    inside = (node.score > 0.3) & (node.score < 0.95)
    width = (node.scores.high - node.scores.low)[inside]
    assert width.mean() == pytest.approx(2 * 1.6449 * 0.65 / 65, rel=0.02)


def with_errors(inputs, errors):
    return type(inputs)(inputs.count, inputs.columns, inputs.decisions, inputs.data_hash, errors)


def refusals(run) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        run()
    return [problem.what.in_language("en") for problem in found.value.problems]


def test_what_says_nothing_has_too_few_units_or_a_strange_number_is_refused_all_at_once():
    methodology, inputs, of, period = case("asem/connectivity/2018", "data/asem")
    assert refusals(lambda: uncertainty_of(methodology, inputs, of, (period,), replicates=3, seed=-1)) == [
        "The methodology does not say what may vary.",
        "The number of replicates is 3.",
        "The seed is \N{MINUS SIGN}1.",
    ]
    methodology, inputs, of, period = case("un/hdi/2021", "data/un")
    few = of.only(np.arange(len(of)) < 2)
    columns = {name: (values[:2], states[:2]) for name, (values, states) in inputs.columns.items()}
    said = that_varies(methodology, WEIGHTS)
    assert refusals(lambda: uncertainty_of(said, type(inputs)(2, columns), few, (period,))) == [
        "Units with a score of the index: 2."
    ]


def test_a_choice_that_cannot_work_is_refused_before_the_first_replicate():
    wrong = ChoiceOfMethods(
        assumption="normalisation",
        at="all",
        choices=(
            Choice(choice="stated", title=TITLE, methods={}),
            Choice(choice="yes_or_no", title=TITLE, methods={"normalise": methods("normalise")["yes_no"].Parameters()}),
        ),
        **SAID,
    )
    told = []
    found = refusals(lambda: asem(wrong, told=lambda *done: told.append(done)))
    assert set(found) == {"The assumption «normalisation» cannot be yes_or_no."}
    assert not told


def test_units_that_nobody_assesses_change_nothing_that_is_drawn_of_the_others():
    """A table of units may list the country beside its regions, and a database give the regions alone."""
    methodology = load_methodology("kz/regional-development/2024.2")
    every = units("kz")
    assessed = every.only(every.of_kinds(methodology.assessed_kinds))
    assert 0 < len(assessed) < len(every)
    first, second = (
        uncertainty_of(
            methodology, take(observations("kz"), methodology, of, ("2024",)), of, ("2024",), replicates=30
        ).nodes[0]
        for of in (every, assessed)
    )
    assert np.array_equal(first.scores.low, second.scores.low)
    assert np.array_equal(first.scores.high, second.scores.high)
