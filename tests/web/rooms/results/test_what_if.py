"""What would change a result, in sentences, where a gate may take the score away."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from django.utils.translation import override

from tarazy.engine import explain, load_methodology
from tarazy.web.rooms.results.queries.what_if import changes_of

GATE = Path(__file__).parents[3] / "engine" / "outland" / "gate"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "There would be no rank any more."),
        ("kk", "Енді орын болмайды."),
        ("ru", "Места больше не будет."),
    ],
)
def test_a_rank_that_a_gate_would_take_away_is_said_to_be_gone(language: str, sentence: str) -> None:
    """Fennimoor has 80 % clean wells; the gate asks for 30 %."""
    data, units = (pl.read_csv(GATE / name, infer_schema=False) for name in ("data.csv", "units.csv"))
    explained = explain(load_methodology(GATE / "methodology"), data, units=units, unit="OUT-F", period="2023")
    with override(language):
        falls = changes_of(explained)[-1]
        assert sentence in [one.effect for one in falls.changes]
        assert not any("nan" in one.effect for group in changes_of(explained) for one in group.changes)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The rank would be 3; today there is none."),
        ("kk", "Орын 3 болар еді; қазір орын жоқ."),
        ("ru", "Место было бы 3; сейчас места нет."),
    ],
)
def test_whoever_failed_a_gate_reads_what_would_have_passed_it(language: str, sentence: str) -> None:
    data, units = (pl.read_csv(GATE / name, infer_schema=False) for name in ("data.csv", "units.csv"))
    explained = explain(load_methodology(GATE / "methodology"), data, units=units, unit="OUT-M", period="2023")
    with override(language):
        (group,) = changes_of(explained)
        assert [one.effect for one in group.changes] == [sentence]
