"""What a methodology states of a sheet, in the cells that bodies fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from tarazy.engine.model import sheet, stated_checks
from tarazy.engine.model.formula import Formula, Lagged
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.thresholds import CellThresholds, SheetThresholds


def cells_of(methodology: Methodology, variable: str) -> tuple[sheet.Key, ...]:
    """The cells that a variable stands for, in the order in which they are added."""
    observed = methodology.variables_by_name[variable].observed
    return tuple(sheet.Key(observed.variable, breakdown) for breakdown in observed.breakdowns)


def sums(methodology: Methodology) -> tuple[sheet.Sum, ...]:
    """Parts that a methodology says make a whole, or a number."""
    return tuple(
        sheet.Sum(
            parts=tuple(key for name in one.parts for key in cells_of(methodology, name)),
            whole=cells_of(methodology, one.whole) if isinstance(one, stated_checks.SumOfParts) else one.sum_to,
            rounded_to=one.rounded_to or 0.0,
            severity=one.severity,
            reason=one.reason,
        )
        for one in methodology.checks
        if isinstance(one, stated_checks.SumOfParts | stated_checks.Shares)
    )


def relations(methodology: Methodology) -> tuple[sheet.Relation, ...]:
    """What a methodology says must hold between cells."""
    return tuple(
        sheet.Relation(
            left=_side(methodology, Formula(one.left, Lagged(one.left))),
            sense=one.sense,
            right=_side(methodology, one.right),
            within=one.within or 0.0,
            severity=one.severity,
            reason=one.reason,
        )
        for one in methodology.checks
        if isinstance(one, stated_checks.RelationOf)
    )


def _side(methodology: Methodology, formula: Formula) -> sheet.Side:
    cells = {read.variable: cells_of(methodology, read.variable) for read in formula.inputs()}
    said = re.sub("[a-z][a-z0-9_]*", lambda name: _said(cells.get(name[0], ()), name[0]), formula.text)
    return sheet.Side(formula=formula, cells=cells, said=said)


def _said(cells: tuple[sheet.Key, ...], name: str) -> str:
    if not cells:
        return name
    added = " + ".join(key.code for key in cells)
    return added if len(cells) == 1 else f"({added})"


def cell_thresholds(methodology: Methodology) -> Mapping[sheet.Key, CellThresholds]:
    """From where on the checks of a cell speak, of the cells of which the methodology says it."""
    said: dict[sheet.Key, dict[str, float]] = {}
    for one in methodology.checks:
        for name in getattr(one, "variables", ()):
            for key in cells_of(methodology, name):
                said.setdefault(key, {}).update(_given(one, CellThresholds))
    return {key: CellThresholds(**numbers) for key, numbers in said.items()}  # type: ignore[arg-type]  # by their names


def sheet_thresholds(methodology: Methodology) -> SheetThresholds:
    """From where on the checks of a whole sheet speak."""
    said: dict[str, float] = {}
    for one in methodology.checks:
        said |= _given(one, SheetThresholds)
    return SheetThresholds(**said)  # type: ignore[arg-type]  # by their names


def _given(stated: stated_checks.StatedCheck, thresholds: type[msgspec.Struct]) -> dict[str, float]:
    """The numbers of a stated check that are thresholds; what it leaves out keeps its default."""
    fields = thresholds.__struct_fields__
    given = msgspec.structs.asdict(stated)
    return {name: number for name, number in given.items() if name in fields and number is not None}
