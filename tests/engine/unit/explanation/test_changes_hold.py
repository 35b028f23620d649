"""What explain says would change a result does so when everybody is scored again."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tarazy.engine import explain, load_methodology, score
from tarazy.engine.explanation import Change
from tarazy.engine.model.methodology import Methodology
from tests.long import only_long

OUTLAND = Path(__file__).parents[2] / "outland"
COMPARING = ("min_max", "mad", "group_mean", "borda", "progress", "copeland")
ALL = sorted(path.parent.name for path in OUTLAND.glob("*/methodology"))
EXAMPLES = [name if name in COMPARING else only_long(name) for name in ALL]
MOST = 3


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_change_that_is_named_does_what_it_says(example: str) -> None:
    folder = OUTLAND / example
    text = load_methodology(folder / "methodology")
    data, places = (pl.read_csv(folder / name, infer_schema=False) for name in ("data.csv", "units.csv"))
    ids = score(text, data, units=places, nodes="root").frame["unit"].unique(maintain_order=True).to_list()
    for unit in ids[:MOST]:
        explained = explain(text, data, units=places, unit=unit)
        for change in [one for one in explained.changes if is_alone(text, one.name)][:MOST]:
            changed = with_value(data, unit, change, text.variables_by_name[change.name].observed.variable)
            found = outcome(text, changed, places, unit, change)
            assert found == change.after, (unit, change.name, change.needed, change.before, change.after)


def outcome(text: Methodology, data: pl.DataFrame, places: pl.DataFrame, unit: str, change: Change) -> str:
    """The rank or the band of the unit when everybody is scored again."""
    frame = score(text, data, units=places, periods=[change.period], nodes="root").frame
    found = frame.filter(pl.col("unit") == unit)[change.of][0]
    return f"{found:g}" if isinstance(found, float) else found or ""


def is_alone(text: Methodology, name: str) -> bool:
    """Whether the variable of the formulas is one observation, of which no other is made: a part of a sum moves it."""
    observed = text.variables_by_name[name].observed
    sharing = [one for one in text.variables if one.observed.variable == observed.variable]
    return len(sharing) == 1 and len(observed.breakdowns) == 1


def with_value(data: pl.DataFrame, unit: str, change: Change, variable: str) -> pl.DataFrame:
    is_wide = "variable" not in data.columns
    here = (pl.col("unit") == unit) & (pl.col("period") == change.period)
    here = here if is_wide else here & (pl.col("variable") == variable)
    column = variable if is_wide else "value"
    return data.with_columns(pl.when(here).then(pl.lit(repr(change.needed))).otherwise(pl.col(column)).alias(column))
