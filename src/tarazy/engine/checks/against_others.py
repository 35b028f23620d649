"""A value far from those of the other bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding, Numbers
from tarazy.engine.model.numbers import decided
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.model.spread import Spread
from tarazy.engine.words import msg

CHECK: Final = Check("against_others", msg("Against the other bodies"), "explain")
# Of a normal distribution the median deviation is 0.6745 and the mean deviation 1 / 1.253314 of a standard deviation.
_MEDIAN_DEVIATION: Final = 0.6745
_MEAN_DEVIATION: Final = 1.253314
_WHY: Final = msg("So far from the others a value is often a mistake of the unit of measure or of counting.")
_MEND: Final = msg("Look at the value and its unit of measure; if it is right, explain what makes your body different.")
_FAR: Final = Sentences(
    msg(
        "The value {value} lies far from those of the other bodies: the median of {count} is {median}, the modified "
        "z-score {score}, and up to {threshold} is usual."
    ),
    _WHY,
    _MEND,
)
_ALONE: Final = Sentences(
    msg("The value is {value}, while all {count} other bodies have {median}."),
    _WHY,
    _MEND,
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Values whose modified z-score is above `modified_z_score` to either side; needs `others_at_least` bodies.

    Formula: 0.6745 * (value - median) / MAD; where more than half of the bodies have the same value and MAD is zero,
    (value - median) / (1.253314 * mean absolute deviation).
    Source: B. Iglewicz, D. C. Hoaglin, How to Detect and Handle Outliers, ASQC Quality Press (1993).
    """
    for cell in sheet.cells:
        others, limits = cell.others, cell.asked.thresholds
        if cell.value is None or others is None or others.count < limits.others_at_least:
            continue
        score = modified_z_score(cell.value, others)
        if score is not None and abs(decided(score)) <= limits.modified_z_score:
            continue
        numbers: Numbers = {
            "value": cell.value,
            "count": others.count,
            "median": others.median,
            "median_deviation": others.median_deviation,
            "mean_deviation": others.mean_deviation,
            "threshold": limits.modified_z_score,
        }
        if score is None:
            yield CHECK.finding(sheet, (cell.key,), _ALONE, numbers)
        else:
            yield CHECK.finding(sheet, (cell.key,), _FAR, numbers | {"score": round(score, 2)})


def modified_z_score(value: float, others: Spread) -> float | None:
    """None where all others have one value and this is another: no number of deviations leads there.

    >>> modified_z_score(15.0, Spread(count=20, median=5.0, median_deviation=2.0, mean_deviation=3.0))
    3.3725
    """
    away = value - others.median
    if not away:
        return 0.0
    if others.median_deviation:
        return _MEDIAN_DEVIATION * away / others.median_deviation
    return away / (_MEAN_DEVIATION * others.mean_deviation) if others.mean_deviation else None
