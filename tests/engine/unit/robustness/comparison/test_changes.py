"""Which changes between two methodologies can be made without the others."""

from __future__ import annotations

import pytest

from tarazy.engine.robustness.comparison import changes
from tarazy.engine.robustness.comparison.worlds import Rule
from tests.engine.unit.robustness.comparison import real

PERIOD = "2023"
SIX = ("tree", "weigh", "missing", "aggregate", "adjust", "rank")


@pytest.mark.parametrize(
    ("torn", "left"),
    [
        (set(), 6),
        # Found only when the rules in the middle are checked, too.
        ({"tree", "missing", "adjust"}, 5),
        ({"weigh", "aggregate", "rank"}, 5),
    ],
)
def test_every_rule_that_is_run_between_two_is_a_valid_one(monkeypatch, torn: set[str], left: int) -> None:
    """Where one rule alone is refused, two changes are joined so that it is not run."""
    rule = Rule(real.geometric(real.KZ), PERIOD)
    monkeypatch.setattr(changes, "_between", lambda first, second, made: made)
    monkeypatch.setattr(changes, "_is_refused", lambda made: made == torn)
    merged, notes = changes._merged(rule, rule, [(name,) for name in SIX])
    made = [changes._made(merged, number) for number in range(1, (1 << len(merged)) - 1)]
    assert torn not in made
    assert sorted(name for names in merged for name in names) == sorted(SIX)
    assert len(merged) == left
    assert len(notes) == sum(len(names) > 1 for names in merged)


def test_rules_that_are_all_refused_are_one_change(monkeypatch) -> None:
    rule = Rule(real.geometric(real.KZ), PERIOD)
    monkeypatch.setattr(changes, "_between", lambda first, second, made: made)
    monkeypatch.setattr(changes, "_is_refused", lambda made: True)
    (merged,), (note,) = changes._merged(rule, rule, [(name,) for name in SIX])
    assert set(merged) == set(SIX)
    assert "no valid methodology" in str(note)
