"""A small methodology and small tables for tests of what a run takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from tarazy.engine.load.methodology import methodology_from_files
from tarazy.engine.load.tables.units import units_from_frame
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.units import Units


def text(of: str) -> str:
    return f'{{kk: "{of}", ru: "{of}", en: "{of}"}}'


def small_methodology(
    series: Mapping[str, Sequence[str]],
    *,
    values: Mapping[str, str] | None = None,
    breakdowns: Mapping[str, str | Sequence[str]] | None = None,
    kinds: str = "[area]",
    observed: Mapping[str, str] | None = None,
) -> Methodology:
    """A methodology with a variable for each name in `series` and an indicator for each in `values` (default: a
    variable each).
    """
    values = values or {f"of_{name}": name for name in series}
    source = 'source: "test", date: 2020-01-01'
    files = {
        "CHANGES.md": "None.\n",
        "methodology.yaml": (
            f'methodology: test/small\nversion: "1"\nstanding: illustration\ntitle: {text("Small")}\n'
            f'description: {text("Small.")}\nsource: "test"\nin_force: {{from: 2020-01-01}}\nassessed_kinds: {kinds}\n'
            "period: year\nassessed_periods: {from: 2020, to: 2029}\n"
            f"points: {{low: 0, high: 100, decimals: 1, {source}}}\nbetter: higher\nindex:\n"
            f"  missing: {{method: exclude, floor: 0, {source}}}\n  weigh: {{method: equal}}\n  aggregate: "
            f"{{method: arithmetic}}\n"
            f"  children: [{', '.join(values)}]\ndimensions: []\nrank: {{method: competition, order: highest_first}}\n"
        ),
        "variables.yaml": (
            f"units_of_measure:\n  - {{unit_of_measure: number, title: {text('number')}, symbol: "
            f"{text('items')}, equals: 1}}\nvariables:\n"
            + "".join(
                f"  - variable: {name}\n    title: {text(name)}\n    definition: {text(name)}\n    "
                f"unit_of_measure: number\n"
                f"    observed: {{variable: {(observed or {}).get(name, name)}, "
                f"{_observed((breakdowns or {}).get(name, ''))}}}\n"
                f"    series: [{', '.join(accepted)}]\n    reported_by: {text('nobody')}\n"
                for name, accepted in series.items()
            )
        ),
        **{
            f"indicators/{name}.yaml": (
                f"indicator: {name}\ntitle: {text(name)}\nunit_of_measure: number\nbetter: higher\nvalue: {formula}\n"
                "missing: {method: leave}\n"
                f"normalise: {{method: goalposts, scale: linear, outside: cap, fixed: {{low: 0, high: 100, "
                f"{source}}}}}\n"
            )
            for name, formula in values.items()
        },
    }
    return methodology_from_files({name: content.encode() for name, content in files.items()})


def _observed(breakdown: str | Sequence[str]) -> str:
    """One breakdown, or the sum of several."""
    if isinstance(breakdown, str):
        return f'breakdown: "{breakdown}"'
    quoted = [f'"{part}"' for part in breakdown]
    return f"sum_of: [{', '.join(quoted)}]"


def small_units(*ids: str, **columns: Sequence[str | None]) -> Units:
    return units_from_frame(
        pl.DataFrame({"unit": list(ids), "kind": ["area"] * len(ids), "peer_group": ["area"] * len(ids), **columns})
    )
