"""Which number is the target of which: named by the indicators that compare the two, never by a likeness of names."""

from __future__ import annotations

import shutil
from pathlib import Path

from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.run.targets import directions, is_target, targets

PILOT = "kz/local-pilot/2026.1"


def test_an_indicator_that_compares_a_value_with_its_target_names_both() -> None:
    found = targets(load_methodology(PILOT))
    assert found["housing_completed", ""] == ("housing_completed_target", "")
    assert all(value != target for value, target in found.items())
    assert ("services_delivered", "") not in found, "its indicator is a share of two numbers"


def test_each_number_with_a_target_has_the_direction_of_its_indicator() -> None:
    methodology = load_methodology(PILOT)
    found = directions(methodology)
    assert found.keys() == targets(methodology).keys()
    assert (found["housing_completed", ""], found["poverty_rate", ""]) == ("higher", "lower")


def test_every_target_is_adopted_and_not_measured() -> None:
    methodology = load_methodology(PILOT)
    observed = {(one.observed.variable, one.observed.breakdown): one.variable for one in methodology.variables}
    for value, target in targets(methodology).items():
        assert is_target(methodology, observed[target])
        assert not is_target(methodology, observed[value])


def test_the_target_of_a_formula_is_no_target_of_what_it_reads(tmp_path: Path) -> None:
    folder = tmp_path / "2026.1"
    shutil.copytree(Path(shipped_folder("methodologies"), PILOT), folder)
    shutil.rmtree(folder / "cases")
    path = folder / "indicators/goals/housing.yaml"
    text = path.read_text(encoding="utf-8")
    assert "value: housing_completed\n" in text
    path.write_text(text.replace("value: housing_completed\n", "value: 2 * housing_completed\n"), encoding="utf-8")
    assert ("housing_completed", "") not in targets(load_methodology(folder))
