"""Who is left behind: how far each group lies from the average."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower", "none"]


@dataclass(frozen=True)
class Gap:
    """How far a group lies from the average: `absolute` in the unit of measure, `relative` in parts of the average
    (None where that is nought). `is_behind`: on the worse side; None where neither side is better.
    """

    group: str
    value: float
    absolute: float
    relative: float | None
    is_behind: bool | None


def gaps(average: float, groups: Mapping[str, float | None], better: Better) -> list[Gap]:
    """The gap of each group that has a value, who is furthest behind first.

    Formula: absolute = x_g - x, relative = (x_g - x) / |x|, x the value of everybody together. Behind is below the
    average where higher is better, above it where lower is better; who is ahead stands after all who are behind, the
    nearest first. Where neither is better the greatest gap on either side comes first. Of two equal gaps the group
    first in order of names goes first.
    Parameters: `average` and `groups` in the same unit of measure; a group without a value is left out.
    Source: United Nations, Leaving no one behind: a UNSDG operational guide (2022); WHO, Handbook on health inequality
    monitoring (2013), simple measures of difference and ratio, here against the average.

    >>> for gap in gaps(5.0, {"women": 6.0, "men": 4.0, "unknown": None}, "lower"):
    ...     print(gap.group, gap.absolute, gap.relative, gap.is_behind)
    women 1.0 0.2 True
    men -1.0 -0.2 False
    """
    sign = {"higher": -1.0, "lower": 1.0, "none": 0.0}[better]
    found = [_gap(name, value, average, sign) for name, value in groups.items() if value is not None]
    return sorted(found, key=lambda gap: (-(sign * gap.absolute or abs(gap.absolute)), gap.group))


def _gap(group: str, value: float, average: float, sign: float) -> Gap:
    absolute = value - average
    relative = absolute / abs(average) if average else None
    return Gap(group, value, absolute, relative, sign * absolute > 0 if sign else None)


def range_of(groups: Mapping[str, float | None]) -> float | None:
    """The distance between the highest and the lowest group; None where fewer than two have a value.

    >>> range_of({"women": 6.0, "men": 4.0}), range_of({"women": 6.0, "men": None})
    (2.0, None)
    """
    known = [value for value in groups.values() if value is not None]
    return max(known) - min(known) if len(known) > 1 else None
