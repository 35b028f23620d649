"""The tiny methodology with one formula of chosen variables in chosen units of measure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.engine.unit.load.tiny_text import ACCIDENTS, VARIABLES, tiny

TITLE = '{kk: "Сынақ", ru: "Проба", en: "Trial"}'
UNITS = {
    "tenge": None,
    "thousand_tenge": "1000 * tenge",
    "persons": None,
    "share": "1",
    "percent": "0.01",
    "permille": "0.001",
    "tenge_per_person": "tenge / persons",
    "years": None,
    "points": None,
}
COUNTED = {
    "a": "persons",
    "b": "persons",
    "c": "persons",
    "income": "thousand_tenge",
    "grants": "tenge",
    "lost": "percent",
    "kept": "percent",
    "part": "share",
    "rate": "permille",
    "age": "years",
    "base": "points",
}


def measured(
    formula: str,
    unit: str,
    *,
    units: Mapping[str, str | None] = UNITS,
    variables: Mapping[str, str] = COUNTED,
    steps: str = "",
) -> dict[str, bytes]:
    """The formula at the indicator of accidents, in the unit; `units`: what each equals; `steps`: YAML beside it."""
    files = {path: one for path, one in tiny().items() if not path.startswith("cases/")}
    text = files[ACCIDENTS].decode().replace("unit_of_measure: number", f"unit_of_measure: {unit}")
    text = text.replace("(accidents_all + lag(accidents_all, 1)) / 2", formula)
    declared = files[VARIABLES].decode().partition("  - variable: accidents_all")[0]
    head, _, tail = declared.partition("variables:\n")
    used = {name: of for name, of in variables.items() if re.search(rf"\b{name}\b", f"{formula} {steps}")}
    files[ACCIDENTS] = (text + steps).encode()
    files[VARIABLES] = (
        head + "".join(map(_unit, units.items())) + "variables:\n" + tail + "".join(map(_variable, used.items()))
    ).encode()
    return files


def _unit(named: tuple[str, str | None]) -> str:
    name, equals = named
    says = "" if equals is None else f"    equals: {equals}\n"
    return f"  - unit_of_measure: {name}\n    title: {TITLE}\n    symbol: {TITLE}\n{says}"


def _variable(named: tuple[str, str]) -> str:
    name, unit = named
    return (
        f"  - variable: {name}\n    title: {TITLE}\n    definition: {TITLE}\n    unit_of_measure: {unit}\n"
        f'    observed: {{variable: {name}, breakdown: ""}}\n    series: [statistics]\n    reported_by: {TITLE}\n'
    )
