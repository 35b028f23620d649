"""Invented indices with figures that are made for one purpose: a finding that must appear, or must not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tarazy.engine.load.methodology import methodology_from_files
from tarazy.engine.load.tables.observations import observations_from_frame
from tarazy.engine.load.tables.units import units_without_table
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.robustness.examination import Estimated
from tarazy.engine.robustness.examination.findings import kinds
from tarazy.engine.robustness.examination.gathered import gathered
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding

PERIOD = "2024"
UNITS = 40
MIN_MAX = "{method: min_max, within: period}"
GOALPOSTS = (
    '{method: goalposts, scale: linear, outside: cap, fixed: {low: 0, high: 100, source: "-", date: 2024-01-01}}'
)

EXCLUDE = '{method: exclude, floor: 0.1, source: "-", date: 2024-01-01}'

Column = NDArray[np.float64]


@dataclass(frozen=True)
class Made:
    """An indicator. `title` in kk, ru and en; `per`: a variable by which it is divided."""

    values: Column
    better: str = "higher"
    title: tuple[str, str, str] | None = None
    goals: Sequence[str] = ()
    normalise: str = GOALPOSTS
    missing: str = "{method: leave}"
    per: str = ""
    formula: str = ""
    status: str = ""


@dataclass(frozen=True)
class Invented:
    """Dimensions with their indicators. `weights` of the dimensions, None: equal; `decimals` of the index."""

    dimensions: Mapping[str, Mapping[str, Made]]
    weights: Mapping[str, float] | None = None
    decimals: int | None = None
    besides: Mapping[str, Column] = field(default_factory=dict)
    estimated: Estimated | None = None

    def material(self) -> Material:
        columns = {id: made for dimension in self.dimensions.values() for id, made in dimension.items()}
        given = {**{id: made.values for id, made in columns.items()}, **self.besides}
        count = len(next(iter(given.values())))
        units = [f"U{place:04d}" for place in range(count)]
        rows = [
            {"unit": unit, "period": PERIOD, "variable": name, "value": float(value),
             "status": columns[name].status if name in columns else ""}
            for name, values in given.items()
            for unit, value in zip(units, values, strict=True)
            if not np.isnan(value)
        ]  # fmt: skip
        table = observations_from_frame(pl.DataFrame(rows))
        return gathered(
            self.methodology(), table, units_without_table(tuple(units)), PERIOD, None, self.estimated or Estimated()
        )

    def methodology(self) -> Methodology:
        files = {"methodology.yaml": self._head(), "variables.yaml": self._variables(), "CHANGES.md": "# Changes\n"}
        for dimension, indicators in self.dimensions.items():
            for id, made in indicators.items():
                files[f"indicators/{dimension}/{id}.yaml"] = _indicator(id, made)
        return methodology_from_files({path: text.encode() for path, text in files.items()})

    def findings(self, kind: str) -> list[Finding]:
        return list(kinds()[kind].findings(self.material()))

    def _head(self) -> str:
        names = ", ".join(self.dimensions)
        weigh = "{method: equal}"
        if self.weights is not None:
            given = ", ".join(f"{name}: {weight}" for name, weight in self.weights.items())
            weigh = f'{{method: given, dated: [{{from: 2024-01-01, source: "-", weights: {{{given}}}}}]}}'
        rounding = ""
        if self.decimals is not None:
            rounding = f'\n  round: {{method: half_up, decimals: {self.decimals}, source: "-", date: 2024-01-01}}'
        dimensions = "".join(
            f"  - dimension: {name}\n    title: {_text(name)}\n    missing: {EXCLUDE}\n"
            f"    weigh: {{method: equal}}\n    aggregate: {{method: arithmetic}}\n"
            f"    children: [{', '.join(indicators)}]\n"
            for name, indicators in self.dimensions.items()
        )
        return f"""methodology: test/invented
version: "1"
standing: illustration
title: {_text("Index")}
description: {_text("Invented")}
source: "-"
in_force: {{from: 2024-01-01}}
assessed_kinds: any
period: year
assessed_periods: {{from: 2024}}
points: {{low: 0, high: 100, decimals: 2, source: "-", date: 2024-01-01}}
better: higher
index:
  missing: {EXCLUDE}
  weigh: {weigh}
  aggregate: {{method: arithmetic}}{rounding}
  children: [{names}]
dimensions:
{dimensions}rank: {{method: competition, order: highest_first}}
"""

    def _variables(self) -> str:
        names = [*(id for indicators in self.dimensions.values() for id in indicators), *self.besides]
        head = (
            f"units_of_measure:\n  - unit_of_measure: number\n    title: {_text('number')}\n"
            f"    symbol: {_text('n')}\n    equals: 1\nvariables:\n"
        )
        return head + "".join(
            f"  - variable: {name}\n    title: {_text(name)}\n    definition: {_text(name)}\n"
            f'    unit_of_measure: number\n    observed: {{variable: {name}, breakdown: ""}}\n'
            f"    series: [statistics]\n    reported_by: {_text('-')}\n"
            for name in names
        )


def _indicator(id: str, made: Made) -> str:
    title = _text(id) if made.title is None else _text(*made.title)
    quoted = ", ".join(f'"{goal}"' for goal in made.goals)
    goals = f"goals: [{quoted}]\n" if made.goals else ""
    per = ""
    if made.per:
        per = f'denominate: {{method: per, variable: {made.per}, factor: 1, source: "-", date: 2024-01-01}}\n'
    return (
        f"indicator: {id}\ntitle: {title}\nunit_of_measure: number\nbetter: {made.better}\n{goals}"
        f"value: {made.formula or id}\n{per}"
        f"missing: {made.missing}\nnormalise: {made.normalise}\n"
    )


def _text(kk: str, ru: str = "", en: str = "") -> str:
    return f'{{kk: "{kk}", ru: "{ru or kk}", en: "{en or kk}"}}'


def noise(seed: int, count: int = UNITS) -> Column:
    """Numbers of 20..80 that have nothing to do with each other; the same for the same seed."""
    return np.random.default_rng(seed).uniform(20, 80, count)


def along(column: Column, seed: int, apart: float = 8.0) -> Column:
    """A column that goes with another, but not wholly; within 1..99."""
    moved = column + np.random.default_rng(seed).normal(0, apart, len(column))
    return np.clip(moved, 1, 99)


def coherent(**changed: Made) -> dict[str, dict[str, Made]]:
    """Two dimensions of three indicators each that all go together; `changed` takes the place of one by its name."""
    base = noise(1)
    made = {f"{dimension}_{place}": Made(along(base, 10 * order + place, 12.0))
            for order, dimension in enumerate(("north", "south")) for place in range(3)}  # fmt: skip
    made |= changed
    return {name: {id: one for id, one in made.items() if id.startswith(name)} for name in ("north", "south")}
