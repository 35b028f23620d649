"""What a methodology states of variables is held against the cells that they stand for."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from tarazy.engine.checks.all_checks import findings
from tarazy.engine.load.formula import parse
from tarazy.engine.model.formula import Formula
from tarazy.engine.model.methodology import Methodology, Observed
from tarazy.engine.model.sheet import Asked, Cell, Key, Sheet
from tarazy.engine.model.stated_checks import Changed, LastDigits, RelationOf, SameAsLastYear, Shares, SumOfParts
from tarazy.engine.model.thresholds import CellThresholds, SheetThresholds
from tarazy.engine.run.stated_checks import cell_thresholds, relations, sheet_thresholds, sums
from tests.engine.unit.run.test_questions import asking, variable

SAID: dict[str, Any] = {"source": "-", "date": datetime.date(2024, 1, 1)}
MEN_AND_WOMEN = variable("people", observed=Observed(variable="people", sum_of=("sex=f", "sex=m")), range=None)
STATED = (
    SumOfParts(parts=("people", "children"), whole="everybody", severity="explain", **SAID),
    Shares(parts=("young", "old"), sum_to=100.0, rounded_to=0.1, severity="stop", **SAID),
    RelationOf(
        left="people", sense="not_above", right=Formula("2 * people + old", parse("2 * people + old").tree),
        within=3.0, severity="note", **SAID,
    ),
    Changed(variables=("people", "old"), change_percent=10.0, change_by=2.0, **SAID),
    SameAsLastYear(same_at_least=9, **SAID),
    LastDigits(digits_from=10, **SAID),
)  # fmt: skip


def text() -> Methodology:
    names = ("children", "everybody", "young", "old")
    return msgspec.structs.replace(
        asking(variables=(MEN_AND_WOMEN, *(variable(name) for name in names))), checks=STATED
    )


def test_a_sum_of_breakdowns_is_each_of_its_cells() -> None:
    whole, hundred = sums(text())
    assert whole.parts == (Key("people", "sex=f"), Key("people", "sex=m"), Key("children"))
    assert (whole.whole, whole.severity, whole.tolerance) == ((Key("everybody"),), "explain", 0.0)
    assert (hundred.whole, hundred.parts, hundred.tolerance) == (100.0, (Key("young"), Key("old")), 0.1)


def test_a_relation_says_its_formula_with_the_codes_of_cells() -> None:
    (held,) = relations(text())
    people = "(people[sex=f] + people[sex=m])"
    assert (held.left.said, held.right.said) == (people, f"2 * {people} + old")
    assert (held.within, held.severity) == (3.0, "note")


def test_thresholds_are_those_stated_and_else_the_defaults() -> None:
    stated = CellThresholds(change_percent=10.0, change_by=2.0)
    assert cell_thresholds(text()) == dict.fromkeys(
        (Key("people", "sex=f"), Key("people", "sex=m"), Key("old")), stated
    )
    assert sheet_thresholds(text()) == SheetThresholds(same_at_least=9, digits_from=10)


def test_on_a_sheet_they_speak() -> None:
    values = {("people", "sex=f"): 40.0, ("people", "sex=m"): 60.0, ("children", ""): 5.0, ("everybody", ""): 100.0}
    values |= {("young", ""): 30.0, ("old", ""): -180.0}
    cells = tuple(Cell(asked=Asked(key=Key(*key)), value=value) for key, value in values.items())
    found = findings(Sheet(unit="A", period="2024", cells=cells, sums=sums(text()), relations=relations(text())))
    assert {(one.check, one.severity) for one in found} == {
        ("sum_of_parts", "explain"), ("shares", "stop"), ("relation", "note"),
    }  # fmt: skip
