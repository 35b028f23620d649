"""The fast way gives in every replicate what a run of that replicate gives: every method, every shipped methodology."""

from __future__ import annotations

import numpy as np
import pytest

from tarazy.engine.model.uncertainty import Revisions
from tarazy.engine.robustness.failures import Failures
from tarazy.engine.robustness.period import Period
from tarazy.engine.robustness.replicates import Replicates
from tarazy.engine.words import ProblemsFound
from tests.engine.unit.robustness.varied_cases import (
    LEAVE_OUT,
    OUTLAND,
    SAID,
    WEIGHTS,
    aggregation,
    case,
    data_of,
    drawn,
)

REPLICATES = 5
CLOSE = 1e-12
EXAMPLES = sorted(path.name for path in OUTLAND.iterdir() if (path / "methodology").is_dir())
SHIPPED = (
    ("asem/connectivity/2018", "data/asem"),
    ("gh/dpat/2021", "data/gh"),
    ("in/panchayat-advancement/2024", "data/in"),
    ("kz/local-pilot/2026.1", "data/kz-pilot"),
    ("kz/memorandum/2015", "data/kz-sample"),
    ("kz/outcome/2020", "data/kz-sample"),
    ("kz/regional-development/2024.1", "data/kz"),
    ("kz/state-bodies/2022.1", "data/kz-sample"),
    ("pefa/scores/2016", "data/pefa-sample"),
    ("ph/sglg/2024", "data/ph"),
    ("un/hdi/2021", "data/un"),
    ("us-ca/api/2000", "data/us-ca"),
    ("wales/imd/2019", "data/wales"),
)


def check_replays(replicates: Replicates, period: str) -> None:
    failures = Failures()
    nodes = frozenset(replicates.stated.nodes)
    found = Period(replicates, period, nodes, failures).scores()
    failed = {one for failure in failures.found.values() for one in failure.replicates}
    for replicate in range(len(replicates)):
        try:
            (replayed,) = replicates.replayed(replicate, period).periods
        except ProblemsFound:
            assert replicate in failed
            continue
        assert replicate not in failed
        for node in nodes:
            wanted = replayed.nodes[node].score
            scale = np.maximum(np.abs(wanted), 1.0)
            assert np.array_equal(np.isnan(found[node][replicate]), np.isnan(wanted)), (replicate, node)
            assert np.nanmax(np.abs(found[node][replicate] - wanted) / scale, initial=0) <= CLOSE, (replicate, node)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_method_is_replayed(name):
    methodology, inputs, units, period = case(
        f"tests/engine/outland/{name}/methodology", f"tests/engine/outland/{name}"
    )
    for assumptions in ((WEIGHTS,), (LEAVE_OUT,), (WEIGHTS, LEAVE_OUT, *data_of(methodology))):
        check_replays(drawn(methodology, inputs, units, *assumptions, count=REPLICATES), period)


@pytest.mark.parametrize(("name", "folder"), SHIPPED)
def test_every_shipped_methodology_is_replayed(name, folder):
    methodology, inputs, units, period = case(name, folder)
    choices = aggregation("geometric", "harmonic")
    for assumptions in ((WEIGHTS, choices), (WEIGHTS, LEAVE_OUT, *data_of(methodology), choices)):
        check_replays(drawn(methodology, inputs, units, *assumptions, count=REPLICATES), period)


@pytest.mark.parametrize("lacking", [0.0, 0.15, 0.5])
def test_replays_hold_where_many_children_are_missing_and_states_are_few(lacking):
    """Forty replicates of two states of leaves go through products of matrices, five go element by element."""
    methodology, inputs, units, period = case("asem/connectivity/2018", "data/asem")
    by = np.random.default_rng(1)
    columns = {
        name: (np.where(by.random(len(values)) < lacking, np.nan, values), states)
        for name, (values, states) in inputs.columns.items()
    }
    lacks = type(inputs)(inputs.count, columns, inputs.decisions, inputs.data_hash)
    for count in (REPLICATES, 8 * REPLICATES):
        replicates = drawn(methodology, lacks, units, WEIGHTS, aggregation("geometric"), count=count)
        check_replays(replicates, period)


@pytest.mark.parametrize("lacking", [0.0, 0.3])
def test_replays_hold_where_units_are_taken_some_at_a_time(lacking, monkeypatch):
    monkeypatch.setattr("tarazy.engine.robustness.period.NUMBERS_OF_A_SLICE", 100)
    methodology, inputs, units, period = case("asem/connectivity/2018", "data/asem")
    by = np.random.default_rng(2)
    columns = {
        name: (np.where(by.random(len(values)) < lacking, np.nan, values), states)
        for name, (values, states) in inputs.columns.items()
    }
    lacks = type(inputs)(inputs.count, columns, inputs.decisions, inputs.data_hash)
    check_replays(drawn(methodology, lacks, units, WEIGHTS, LEAVE_OUT, aggregation("geometric"), count=12), period)


def test_limits_of_outliers_may_differ_from_state_to_state():
    """By what the methodology itself says may vary: each number of values that may be moved is a state."""
    methodology, inputs, units, period = case("asem/connectivity/2018.1", "data/asem")
    check_replays(drawn(methodology, inputs, units, *methodology.uncertainty.assumptions, count=12), period)


def test_figures_that_only_another_indicator_reads_vary_too():
    """What lanterns lack is filled in from wells."""
    folder = "tests/engine/outland/regression"
    methodology, inputs, units, period = case(f"{folder}/methodology", folder)
    revised = Revisions(assumption="revised", variables=("wells_dug",), percent=20, **SAID)
    check_replays(drawn(methodology, inputs, units, revised, count=REPLICATES), period)


def test_a_fast_way_that_ignores_an_assumption_would_be_seen():
    """The assumptions of these tests do change the scores."""
    methodology, inputs, units, period = case("asem/connectivity/2018", "data/asem")
    for assumption in (WEIGHTS, LEAVE_OUT, *data_of(methodology)[:3], aggregation("geometric")):
        replicates = drawn(methodology, inputs, units, assumption, count=REPLICATES)
        scores = Period(replicates, period, frozenset({"index"}), Failures()).scores()["index"]
        assert len(np.unique(scores.round(9), axis=0)) > 1, assumption.assumption
