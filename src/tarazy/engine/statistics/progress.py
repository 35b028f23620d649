"""How far a value has come from its baseline towards its target, and whether its pace is enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Better = Literal["higher", "lower", "none"]
Rule = Literal["growth", "linear"]
Standing = Literal["reached", "on_track", "slow", "wrong_way"]

ENOUGH: Final = 0.95  # of the pace needed: Eurostat's limit of significant progress


@dataclass(frozen=True)
class Dated:
    """A value at a time, in years: 2025.0 is the end of 2024."""

    at: float
    value: float


@dataclass(frozen=True)
class Progress:
    """`share`: of the way from the baseline to the target, 0..1 and beyond; None where there was no way to go. `seen`,
    `needed`: paces a year, as shares of growth (`rule` growth) or in the unit of measure (linear). `pace`: seen by
    needed; None where nothing was needed or no time has passed.
    """

    share: float | None
    rule: Rule
    seen: float | None
    needed: float | None
    pace: float | None
    standing: Standing


def progress(baseline: Dated, latest: Dated, target: Dated, better: Better = "none") -> Progress:
    """The progress of a value towards a target.

    Formula: share = (y - b) / (t - b). Pace seen and pace needed are compound annual growth rates,
    (y / b)**(1 / (at_y - at_b)) - 1 and (t / b)**(1 / (at_t - at_b)) - 1, where b, y and t are all above nought, else
    the same change each year, (y - b) / (at_y - at_b) and (t - b) / (at_t - at_b). Reached: y is at the target or
    beyond it on the better side (`none`: on the target's side of the baseline). Otherwise by r = seen / needed:
    on_track r >= 0.95, slow 0 <= r < 0.95, wrong_way r < 0. A value that must only be kept (b at the target or beyond)
    and is lost goes the wrong way; where no time has passed since the baseline the way still to go is all of it: slow.
    Parameters: `at` in years; the target does not lie before the baseline.
    Source: Eurostat, Sustainable development in the European Union, monitoring report (2023), annex on the assessment
    of indicators with quantified targets; United Nations, SDG progress chart, technical note (2022).

    >>> found = progress(Dated(2015, 100.0), Dated(2020, 130.0), Dated(2030, 200.0), "higher")
    >>> found.rule, found.share, round(found.seen, 4), round(found.needed, 4), round(found.pace, 2), found.standing
    ('growth', 0.3, 0.0539, 0.0473, 1.14, 'on_track')
    >>> progress(Dated(2015, 0.0), Dated(2020, 10.0), Dated(2030, 60.0), "higher").standing
    'slow'
    """
    rule: Rule = "growth" if min(baseline.value, latest.value, target.value) > 0 else "linear"
    way = target.value - baseline.value
    seen, needed = _pace(baseline, latest, rule), _pace(baseline, target, rule)
    pace = seen / needed if seen is not None and needed else None
    return Progress(
        share=(latest.value - baseline.value) / way if way else None,
        rule=rule,
        seen=seen,
        needed=needed,
        pace=pace,
        standing=_standing(baseline, latest, target, better, pace),
    )


def _pace(start: Dated, end: Dated, rule: Rule) -> float | None:
    years = end.at - start.at
    if years <= 0:
        return None
    if rule == "linear":
        return (end.value - start.value) / years
    return float((end.value / start.value) ** (1 / years) - 1)


def _standing(baseline: Dated, latest: Dated, target: Dated, better: Better, pace: float | None) -> Standing:
    way = target.value - baseline.value
    side = {"higher": 1.0, "lower": -1.0, "none": (way > 0) - (way < 0)}[better]
    ahead = side * (latest.value - target.value) if side else -abs(latest.value - target.value)
    if ahead >= 0:
        return "reached"
    if side * way <= 0:
        return "wrong_way"
    if pace is None:
        return "slow"
    return "on_track" if pace >= ENOUGH else "slow" if pace >= 0 else "wrong_way"
