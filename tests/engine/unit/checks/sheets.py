"""Small sheets to try the checks on: one body, the year 2024."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from tarazy.engine.checks.check import CheckOfSheets
from tarazy.engine.load.formula import parse
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.formula import Formula
from tarazy.engine.model.sheet import Asked, Cell, Evidence, Key, Relation, Sheet, Side
from tarazy.engine.model.thresholds import SheetThresholds

ASKED = {"range", "only_values", "better", "evidence_required", "thresholds"}


def cell(variable: str = "beds", value: float | None = None, breakdown: str = "", **others: Any) -> Cell:
    """A cell; what belongs to the question rather than to the answer may be given by name, too."""
    asked = {name: others.pop(name) for name in ASKED & others.keys()}
    return Cell(asked=Asked(key=Key(variable, breakdown), **asked), value=value, **others)


def sheet(*cells: Cell, **others: Any) -> Sheet:
    return Sheet(**{"unit": "KZ-47", "period": "2024", "cells": cells} | others)


def related(left: str, sense: str, right: str, **others: Any) -> Relation:
    """What must hold between a cell and a formula of cells, each named as the observatory calls it."""
    return Relation(left=side(left), sense=sense, right=side(right), **others)


def side(text: str) -> Side:
    tree = parse(text).tree
    assert tree is not None
    formula = Formula(text, tree)
    return Side(formula=formula, cells={read.variable: (Key(read.variable),) for read in formula.inputs()}, said=text)


def counted(numbers: Iterable[int], **others: Any) -> Sheet:
    """A sheet of these numbers, one after another."""
    return sheet(*(cell(f"v{at}", float(number)) for at, number in enumerate(numbers)), **others)


def evidenced(*evidence: Evidence) -> Sheet:
    return sheet(cell(value=12.0, evidence=evidence))


def the_one(module: CheckOfSheets, of: Sheet) -> Finding:
    """The only finding of a check, with its own id."""
    (found,) = module.findings(of)
    assert found.check == module.CHECK.id
    return found


def is_silent(module: CheckOfSheets, of: Sheet) -> bool:
    return not list(module.findings(of))


def spoken_of(module: CheckOfSheets, sheets: int, thresholds: SheetThresholds) -> int:
    """How many of so many sheets of 60 numbers at random a check speaks of."""
    random = np.random.default_rng(954)
    drawn = (counted(random.integers(100, 100_000, 60), thresholds=thresholds) for _ in range(sheets))
    return sum(not is_silent(module, of) for of in drawn)
