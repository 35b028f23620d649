"""The error rate of what bodies report, estimated from what verification found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.numbers import Flags, Vector
from tarazy.engine.statistics.draw_unequal import certain
from tarazy.engine.statistics.sample import Sample, refuse
from tarazy.engine.statistics.uncertain import Uncertain, mean_within
from tarazy.engine.words import msg

Verdict = Literal["confirmed", "differs", "not_evidenced"]
ERRORS: Final[tuple[Verdict, ...]] = ("differs", "not_evidenced")
LEVEL: Final = 0.9


@dataclass(frozen=True)
class ErrorRate:
    """Of `items` in the frame `drawn` were drawn and `checked` have a verdict, `errors` of them an error.

    `rate`: the estimated share of errors among all items, with `standard_error` and the interval `low` to `high` of
    the `level`; NaN where no item was checked, and then the interval holds everything that is possible.
    `not_reached`: how many items stand in strata none of whose items was checked; the estimate takes them for alike.
    """

    items: int
    drawn: int
    checked: int
    errors: int
    not_reached: int
    rate: float
    standard_error: float
    low: float
    high: float
    level: float


def error_rate(
    sample: Sample,
    verdicts: Mapping[str, Verdict],
    *,
    level: float = LEVEL,
    counted: Sequence[Verdict] = ERRORS,
    of: Flags | None = None,
) -> ErrorRate:
    """The error rate of a frame, or of the part of it where `of` is true, with its interval.

    Formula: (errors among certain items + N' y) / N, N' the items whose drawing was not certain, y their mean of errors
    with weights 1 / pi, which within each stratum are brought to the number of items it has in this part of the frame:
    Horvitz and Thompson's estimate where a whole sample is checked, Hajek's else. Limits as in `mean_within`; never
    below the errors that were found nor above what was not confirmed.
    Parameters: `verdicts` of chosen items by id; a chosen item without one counts as not checked, and those checked in
    its stratum stand for it. `counted`: which verdicts are errors.
    Raises: ProblemsFound where a verdict is given of an item that was not drawn, or the level is not between 0 and 1.
    Source: Sarndal, Swensson, Wretman (1992), chapters 5 and 7.

    >>> from tarazy.engine.statistics.draw_alike import simple_random
    >>> from tarazy.engine.statistics.sample import frame_of
    >>> sample = simple_random(frame_of([f"item {at:03}" for at in range(400)]), 60, "2026-07-01")
    >>> found = error_rate(sample, dict.fromkeys(sample.chosen_ids, "confirmed"))
    >>> found.rate, found.low, round(found.high, 4)
    (0.0, 0.0, 0.0321)
    """
    _refuse_strangers(sample, verdicts, level)
    part = np.ones(len(sample.frame.ids), dtype=np.bool_) if of is None else of
    return _rate_of(Checked.of(sample, verdicts, counted), part, level)


def error_rates(
    sample: Sample,
    verdicts: Mapping[str, Verdict],
    parts: Sequence[str],
    *,
    level: float = LEVEL,
    counted: Sequence[Verdict] = ERRORS,
) -> dict[str, ErrorRate]:
    """The error rate of each part of the frame: `parts` names the part of each item, such as its indicator or body.

    >>> from tarazy.engine.statistics.draw_alike import simple_random
    >>> from tarazy.engine.statistics.sample import frame_of
    >>> sample = simple_random(frame_of(["a1", "a2", "b1", "b2"]), 2, "2026-07-01")
    >>> found = error_rates(sample, {"b1": "differs", "b2": "confirmed"}, ["a", "a", "b", "b"])
    >>> sample.chosen_ids, found["a"].rate, found["b"].rate
    (('b1', 'b2'), nan, 0.5)
    """
    _refuse_strangers(sample, verdicts, level)
    names, which = np.unique(np.array(parts), return_inverse=True)
    checked = Checked.of(sample, verdicts, counted)
    return {str(name): _rate_of(checked, which == at, level) for at, name in enumerate(names)}


def _refuse_strangers(sample: Sample, verdicts: Mapping[str, Verdict], level: float) -> None:
    strangers = sorted(verdicts.keys() - set(sample.chosen_ids))
    if strangers:
        refuse(
            msg("There is a finding about {item}, which was not drawn."),
            msg("What verifiers choose themselves has no known probability, and would bend the estimate."),
            msg("Record it apart from the sample."),
            {"item": strangers[0]},
        )
    if not 0 < level < 1:
        refuse(
            msg("The level of the interval is {level}."),
            msg("It says how often intervals hold the true value, and lies between 0 and 1."),
            msg("State 0.9 for nine of ten."),
            {"level": level},
        )


class Checked(NamedTuple):
    """Of each item of the frame: whether it was drawn, has a verdict, is an error (1 or 0), was certain; its inclusion
    probability and its stratum as a number.
    """

    drawn: Flags
    checked: Flags
    wrong: Vector
    certain: Flags
    inclusion: Vector
    strata: NDArray[np.intp]

    @classmethod
    def of(cls, sample: Sample, verdicts: Mapping[str, Verdict], counted: Sequence[Verdict]) -> Checked:
        said = [verdicts.get(id_) for id_ in sample.frame.ids]
        return cls(
            drawn=sample.chosen,
            checked=np.array([verdict is not None for verdict in said]),
            wrong=np.array([verdict in counted for verdict in said], dtype=np.float64),
            certain=certain(sample),
            inclusion=sample.inclusion,
            strata=np.unique(np.array(sample.frame.strata), return_inverse=True)[1],
        )


def _rate_of(checked: Checked, part: Flags, level: float) -> ErrorRate:
    estimate = Estimate.of(checked, part)
    low, high = estimate.limits(level)
    return ErrorRate(
        items=estimate.items,
        drawn=int((part & checked.drawn).sum()),
        checked=estimate.checked,
        errors=estimate.errors,
        not_reached=estimate.not_reached,
        rate=estimate.rate,
        standard_error=estimate.standard_error,
        low=low,
        high=high,
        level=level,
    )


@dataclass(frozen=True)
class Estimate:
    """What is known of a part of a frame: `known` errors among its certain items, `uncertain` of the `rest`."""

    items: int
    checked: int
    errors: int
    not_reached: int
    known: int
    rest: int
    uncertain: Uncertain | None

    @classmethod
    def of(cls, all_: Checked, part: Flags) -> Estimate:
        """The items of the part where `part` bool[N] is true."""
        checked = part & all_.checked
        sure = checked & all_.certain
        rest = part & ~sure
        seen = rest & checked
        inclusion, reached = _brought_to_size(all_.inclusion[seen], all_.strata[seen], all_.strata[rest])
        return cls(
            items=int(part.sum()),
            checked=int(checked.sum()),
            errors=int(all_.wrong[checked].sum()),
            not_reached=int(rest.sum()) - reached,
            known=int(all_.wrong[sure].sum()),
            rest=int(rest.sum()),
            uncertain=_uncertain(all_.wrong[seen], inclusion, all_.strata[seen]) if seen.any() else None,
        )

    @property
    def rate(self) -> float:
        """NaN where something is not known and nothing of it was checked."""
        if self.uncertain is None:
            return self.known / self.items if self.items and not self.rest else float("nan")
        return (self.known + self.rest * self.uncertain.mean) / self.items

    @property
    def standard_error(self) -> float:
        if self.uncertain is None:
            return 0.0 if self.items and not self.rest else float("nan")
        return float(self.rest / self.items * np.sqrt(self.uncertain.variance))

    def below(self, rate: float) -> float:
        """How surely the true rate lies below this one; the limits of a level are where it comes to them."""
        assert self.uncertain is not None
        return self.uncertain.below((rate * self.items - self.known) / self.rest)

    def limits(self, level: float) -> tuple[float, float]:
        if not self.items:
            return 0.0, 1.0
        least, most = self.errors / self.items, (self.items - self.checked + self.errors) / self.items
        if self.uncertain is None:
            return least, most
        low, high = ((self.known + self.rest * limit) / self.items for limit in self.uncertain.limits(level))
        return min(max(low, least), most), max(min(high, most), least)


def _uncertain(wrong: Vector, inclusion: Vector, strata: NDArray[np.intp]) -> Uncertain:
    weights = 1 / inclusion
    return mean_within(wrong, weights / np.sum(weights), np.maximum(1 - inclusion, 0.0), strata)


def _brought_to_size(inclusion: Vector, strata: NDArray[np.intp], all_strata: NDArray[np.intp]) -> tuple[Vector, int]:
    """Inclusion probabilities whose weights sum, in each stratum, to the number of its items; and how many items stand
    in strata that have a checked one. Items of strata without one are shared out among all.
    """
    sizes = np.bincount(all_strata, minlength=1)
    stand_for = np.bincount(strata, 1 / inclusion, minlength=len(sizes))
    reached = int(sizes[stand_for > 0].sum())
    if not len(inclusion):
        return inclusion, 0
    brought = inclusion * stand_for[strata] / sizes[strata]
    return brought * reached / len(all_strata), reached
