"""A value far above its target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding, Numbers
from tarazy.engine.model.numbers import decided
from tarazy.engine.model.sheet import Cell, Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("over_achievement", msg("Not far above the target"), "explain")
_WHY: Final = msg("A target that is passed so easily was set too low, or the value is wrong.")
_MEND: Final = msg("Look at the value; if it is right, explain how the target was set and why it was passed so far.")
_ABOVE: Final = Sentences(
    msg("The value {value} is more than {threshold} percent above the target, {target}."), _WHY, _MEND
)
_BELOW: Final = Sentences(
    msg("The value {value} is so low that the target, {target}, is more than {threshold} percent above it."),
    _WHY,
    _MEND,
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Values better than their target by more than `above_target_percent`; targets of zero or below tell nothing.

    Formula: value > (1 + t / 100) * target where higher is better, (1 + t / 100) * value < target where lower is.
    Source: order of 31.12.2015 No. 01-38.49 (Kazakhstan): more than 30 % above plan shows that the plan was too low.
    """
    for cell in sheet.cells:
        if cell.value is None or cell.target is None or cell.target <= 0 or not _is_far_above(cell.value, cell):
            continue
        numbers: Numbers = {
            "value": cell.value,
            "target": cell.target,
            "threshold": cell.asked.thresholds.above_target_percent,
        }
        sentences = _ABOVE if cell.asked.better == "higher" else _BELOW
        yield CHECK.finding(sheet, (cell.key,), sentences, numbers)


def _is_far_above(value: float, cell: Cell) -> bool:
    target, times = cell.target or 0.0, 1 + cell.asked.thresholds.above_target_percent / 100
    if cell.asked.better == "higher":
        return decided(value) > decided(times * target)
    return cell.asked.better == "lower" and decided(times * value) < decided(target)
