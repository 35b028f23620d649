"""A whole small methodology around one step as the manual writes it, to see that it loads."""

from __future__ import annotations

import re
import textwrap
from typing import Any

from tarazy.engine.load import methodology_from_files
from tarazy.engine.model.methodology import Methodology

METHODOLOGY = """\
methodology: outland/manual
version: "1"
standing: illustration
title: {kk: "Сынақ", ru: "Проба", en: "Trial"}
description: {kk: "Нұсқаулыққа арналған", ru: "Для руководства", en: "For the manual"}
source: "Invented for the manual"
in_force: {from: 2020-01-01}
assessed_kinds: any
period: year
assessed_periods: {from: 2023}
points: {low: 0, high: 100, decimals: 1, source: "Invented for the manual", date: 2020-01-01}
better: higher
index:
  children: [CHILDREN]
"""
NO_DIMENSIONS = "dimensions: []\n"
NEEDED_BY_DIMENSION = {
    "missing": "missing: {method: leave}\n",
    "weigh": "weigh: {method: equal}\n",
    "aggregate": "aggregate: {method: arithmetic}\n",
}
INDICATOR = """\
indicator: NAME
title: {kk: "Көрсеткіш", ru: "Показатель", en: "Indicator"}
unit_of_measure: UNIT
better: higher
"""
GOALPOSTS = """\
normalise:
  method: goalposts
  scale: linear
  outside: cap
  fixed: {low: 0, high: 100, source: "-", date: 2020-01-01}
"""
NEEDED_BY_INDICATOR = {"value": "value: NAME_km\n", "missing": "missing: {method: leave}\n", "normalise": GOALPOSTS}
NEEDED = {"rank": "rank: {method: competition, order: highest_first}\n"}
VARIABLE = """\
  - variable: NAME
    title: {kk: "Шама", ru: "Величина", en: "Variable"}
    definition: {kk: "Сынақ үшін", ru: "Для пробы", en: "For a trial"}
    unit_of_measure: number
    observed: {variable: NAME, breakdown: ""}
    series: [statistics]
    reported_by: {kk: "Ешкім", ru: "Никто", en: "Nobody"}
"""
UNITS_OF_MEASURE = """\
units_of_measure:
  - unit_of_measure: number
    title: {kk: "саны", ru: "число", en: "number"}
    symbol: {kk: "бірлік", ru: "ед.", en: "units"}
    equals: 1
  - unit_of_measure: percent
    title: {kk: "пайыз", ru: "процент", en: "percent"}
    symbol: {kk: "%", ru: "%", en: "%"}
    equals: 0.01
  - unit_of_measure: per_1000
    title: {kk: "1000-ға", ru: "на 1000", en: "per 1000"}
    symbol: {kk: "1000-ға", ru: "на 1000", en: "per 1000"}
    equals: 0.001
variables:
"""
# The unit of measure of an indicator by what its step multiplies by.
UNITS = {"100 *": "percent", "factor: 1000": "per_1000"}
OF_A_DIMENSION = ("missing", "weigh", "aggregate", "adjust")
OF_AN_INDICATOR = ("value", "apply", "denominate", "missing", "treat", "normalise", "adjust", "round")
VARIABLES = (
    "roads_km",
    "water_km",
    "schools_km",
    "online_services",
    "all_services",
    "population",
    "target",
    "penalty_points",
    "bonus_points",
    "domestic_product",
    "life_expectancy",
    "expected_schooling",
    "mean_schooling",
    "income",
)


def loaded(step: str, text: str) -> Methodology:
    """The small methodology with the step written at the indicator `roads`, the index, or the whole, where it
    belongs."""
    text = text.strip() + "\n"
    at_indicator = _is_at_indicator(step, text)
    index = _steps(NEEDED_BY_DIMENSION, step, text if step in OF_A_DIMENSION and not at_indicator else "")
    whole = _steps(NEEDED, step, text if step in ("rank", "band") else "")
    # A third indicator, where a method names it.
    children = ("roads", "water", *(["schools"] if "schools" in text else []))
    indicators = {
        name: INDICATOR + _steps(NEEDED_BY_INDICATOR, step, text if name == "roads" and at_indicator else "")
        for name in children
    }
    indicators = {
        name: indicator.replace("NAME", name).replace("UNIT", _unit_of(indicator))
        for name, indicator in indicators.items()
    }
    # A deviation of the population is no variable.
    used = [
        name for name in VARIABLES if any(re.search(rf"(?<!deviation: )\b{name}\b", one) for one in indicators.values())
    ]
    files = {
        "methodology.yaml": METHODOLOGY.replace("CHILDREN", ", ".join(children))
        + textwrap.indent(index, "  ")
        + NO_DIMENSIONS
        + whole,
        "variables.yaml": UNITS_OF_MEASURE + "".join(VARIABLE.replace("NAME", name) for name in used),
        "CHANGES.md": "The first version.\n",
        **{f"indicators/{name}.yaml": indicator for name, indicator in indicators.items()},
    }
    return methodology_from_files({path: one.encode() for path, one in files.items()})


def _unit_of(indicator: str) -> str:
    return next((unit for factor, unit in UNITS.items() if factor in indicator), "number")


def _is_at_indicator(step: str, text: str) -> bool:
    of_a_dimension = (step == "missing" and "exclude" in text) or (step == "adjust" and "node:" in text)
    return step in OF_AN_INDICATOR and not of_a_dimension


def _steps(needed: dict[str, str], step: str, text: str) -> str:
    return "".join({**needed, **({step: text} if text else {})}.values())


def parameters(step: str, text: str) -> Any:
    """The parameters of the step, or the formula, as loaded from its text."""
    methodology = loaded(step, text)
    if step == "value":
        return next(one.value for one in methodology.indicators if one.id == "roads")
    if step in ("rank", "band"):
        return methodology.methods[step]
    taken = methodology.nodes["roads" if _is_at_indicator(step, text) else "index"].methods[step]
    return taken[0] if isinstance(taken, tuple) else taken
