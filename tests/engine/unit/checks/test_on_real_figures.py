"""How often the checks speak of figures that official statistics published: what docs/manual/checks.md says of it."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from functools import cache

import numpy as np
import pytest

from tarazy.engine.checks import against_others, changed, equal_endings, last_digits, round_numbers, same_as_last_year
from tarazy.engine.checks.check import CheckOfSheets
from tarazy.engine.model.period import a_year_before, length_of
from tarazy.engine.model.sheet import Cell, Sheet
from tarazy.engine.model.spread import spread_of
from tests.engine.unit.checks.sheets import cell, sheet
from tests.house.checkout import ROOT

Figures = dict[tuple[str, str, str, str], float]


def figures() -> Figures:
    """Yearly values of the regions of Kazakhstan by unit, variable, breakdown and period."""
    with (ROOT / "data" / "kz" / "observations.csv").open(encoding="utf-8") as file:
        return {
            (row["unit"], row["variable"], row["breakdown"], row["period"]): float(row["value"])
            for row in csv.DictReader(file)
            if row["value"]
            and row["unit"] != "KZ"
            and row["series"] == "statistics"
            and length_of(row["period"]) == "year"
        }


@cache
def sheets() -> tuple[Sheet, ...]:
    """A sheet for each region and year."""
    known = figures()
    others: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for (_, *of), value in known.items():
        others[of[0], of[1], of[2]].append(value)
    spreads = {of: spread_of(np.array(values)) for of, values in others.items()}
    cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for (unit, variable, breakdown, period), value in known.items():
        before = known.get((unit, variable, breakdown, a_year_before(period)))
        earlier = {} if before is None else {a_year_before(period): before}
        spread = spreads[variable, breakdown, period]
        cells[unit, period].append(cell(variable, value, breakdown, earlier=earlier, others=spread))
    return tuple(sheet(*of, unit=unit, period=period) for (unit, period), of in cells.items())


def spoken(module: CheckOfSheets) -> Counter[str]:
    return Counter(code for of in sheets() for found in module.findings(of) for code in found.cells)


def test_there_are_figures_enough() -> None:
    assert len(sheets()) > 200
    assert sum(len(of.cells) for of in sheets()) > 10_000


@pytest.mark.parametrize("module", [changed, against_others], ids=lambda module: module.CHECK.id)
def test_an_explanation_is_asked_of_about_five_figures_in_a_hundred(module: CheckOfSheets) -> None:
    share = sum(spoken(module).values()) / sum(len(of.cells) for of in sheets())
    assert 0.03 < share < 0.07


@pytest.mark.parametrize(
    "module", [same_as_last_year, last_digits, round_numbers, equal_endings], ids=lambda module: module.CHECK.id
)
def test_honest_sheets_are_no_copies_and_their_digits_are_no_wonder(module: CheckOfSheets) -> None:
    assert not spoken(module)
