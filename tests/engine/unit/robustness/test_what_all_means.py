"""Where an assumption is to hold wherever it can, it holds where loading says that it can."""

from __future__ import annotations

from tarazy.engine.load import methodology_from_files
from tarazy.engine.model.take import take
from tarazy.engine.model.uncertainty import Uncertainty
from tarazy.engine.robustness.varying import varying
from tests.engine.unit.load.test_uncertainty import stating, with_budget
from tests.methodologies.shipped import methodology, observations, units

BODIES = "kz/state-bodies/2022.2"


def test_errors_are_only_in_what_bodies_report() -> None:
    text = methodology(BODIES)
    assert text.uncertainty is not None
    inputs = take(observations("kz-sample"), text, units("kz-sample"), ("2022",))
    (errors,) = [one for one in varying(text.uncertainty, text, inputs) if one.assumption.kind == "error_rates"]
    series = {name: text.variables_by_name[name].series for name in text.variables_by_name}
    assert errors.variables == {name for name, of in series.items() if {"self-report", "verified"} & set(of)}
    assert "service_satisfaction" not in errors.variables
    assert "penalty_goals" not in errors.variables


def test_experts_disagree_only_where_each_said_what_they_gave() -> None:
    text = methodology_from_files(
        stating("vary: weights, at: all, by: {method: experts, as: resampled}", files=with_budget())
    )
    said = text.uncertainty
    assert isinstance(said, Uncertainty)
    (weights,) = varying(said, text, take(observations("kz"), text, units("kz"), ("2024",)))
    assert set(weights.touches) == {"index"}
    assert weights.width == 2


def test_what_has_only_a_few_values_is_never_somewhat_off() -> None:
    text = methodology("kz/local-pilot/2026.2")
    assert text.uncertainty is not None
    inputs = take(observations("kz-pilot"), text, units("kz-pilot"), ("2026",))
    (errors,) = [one for one in varying(text.uncertainty, text, inputs) if one.assumption.kind == "error_rates"]
    whole = {name for name in text.variables_by_name if any(one.only_values(name) for one in text.indicators)}
    assert whole
    assert not whole & errors.variables
    assert len(errors.variables) > 20
