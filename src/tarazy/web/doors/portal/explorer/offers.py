"""What may be chosen in the explorer: variables and published scores, units, breakdowns and periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tarazy.engine.model.period import last_day
from tarazy.web.doors.portal.indices.rows import plain
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.scores import score_variables
from tarazy.web.rooms.observatory.queries.variables import Recorded, units_by_period, variables
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.hidden import Hidden, hidden_in
from tarazy.web.rooms.publication.queries.standing import publications_shown
from tarazy.web.rooms.units.models import Unit

# Units of measure that count people, and how many one of them is.
PEOPLE: Final[Mapping[str, int]] = {"persons": 1, "thousand_persons": 1000}
POPULATION: Final = "population"  # the topic of the variables that count everybody

Shown = Mapping[str, Mapping[str, Publication]]  # the publications that the portal shows, by index and period


@dataclass(frozen=True)
class Offers:
    """Every variable that everybody may see, scores among them, by id; `indices`: whose scores they are; `hidden`:
    what each publication does not show.
    """

    variables: Mapping[str, Variable]
    indices: Shown
    hidden: Mapping[int, Hidden]

    def counting_people(self, place: str) -> list[str]:
        """The variables of a place that may stand as its population."""
        counting = [one for one in self.variables.values() if one.unit_of_measure_id in PEOPLE]
        return [one.pk for one in counting if one.place == place and one.topic_id == POPULATION]

    def is_hidden(self, variable: str, unit: str, period: str) -> bool:
        """Whether a score is not shown, by decision or because no standing publication shows its period."""
        index, is_score, node = variable.partition(":")
        if not is_score:
            return False
        publication = self.indices.get(index, {}).get(period)
        return publication is None or self.hidden[publication.pk].is_hidden(unit, period, node)


def offers() -> Offers:
    """Variables in the order of their lists, then the scores of every index that is shown."""
    observed = {one.pk: one for one in variables() if one.topic_id is not None}
    indices = publications_shown()
    hidden = {one.pk: hidden_in(one) for by_period in indices.values() for one in dict.fromkeys(by_period.values())}
    scores = {one.pk: one for one in score_variables(list(indices)) if is_shown(one.pk, indices, hidden)}
    return Offers(observed | scores, indices, hidden)


def is_shown(variable: str, indices: Shown, hidden: Mapping[int, Hidden]) -> bool:
    """Whether some publication that stands shows the node at all."""
    index, _, node = variable.partition(":")
    return any(node not in hidden[publication.pk].nodes for publication in indices[index].values())


def series_of(variable: str) -> str:
    """Who says so: published scores are a series of their own, everything else is official statistics."""
    return Series.SCORE if ":" in variable else Series.STATISTICS


@dataclass(frozen=True)
class Periods:
    """The periods in which any of some variables has a value, in order. `sought`: which variables in which breakdowns,
    without their targets.
    """

    known: list[str]
    sought: list[tuple[str, str]]

    @cached_property
    def last(self) -> str:
        """The last one in which at least half of the units have a value that ever had one."""
        full: Counter[str] = Counter()
        for variable, breakdown in self.sought:
            full.update(fullness_of(units_by_period(variable, breakdown, series_of(variable))))
        if not full:
            return self.known[-1] if self.known else ""
        return max(full, key=lambda period: (full[period], period))

    @property
    def thin(self) -> str:
        """The very last one where that is another."""
        return self.known[-1] if self.known and self.known[-1] > self.last else ""


def periods_known(recorded: Collection[Recorded], breakdowns: Sequence[str], *, with_targets: bool) -> Periods:
    """The periods of variables in any of the breakdowns, and of their targets where these are shown."""
    shown = [one for one in recorded if one.breakdown in breakdowns]
    own = [one for one in shown if one.series == series_of(one.variable)]
    targets = [one for one in shown if one.series == Series.TARGET] if with_targets else []
    known = sorted({one.period for one in (*own, *targets)})
    return Periods(known, sorted({(one.variable, one.breakdown) for one in own}))


def fullness_of(units: Mapping[str, Collection[str]]) -> dict[str, int]:
    """1 for each period in which at least half have a value of all that ever had one, else 0.

    >>> fullness_of({"2022": {"a", "b", "c"}, "2023": {"a", "b"}, "2024": {"c"}})
    {'2022': 1, '2023': 1, '2024': 0}
    """
    ever = {unit for having in units.values() for unit in having}
    return {period: int(2 * len(having) >= len(ever)) for period, having in units.items()}


def breakdowns_known(recorded: Iterable[Recorded]) -> list[str]:
    """The breakdowns that any of the variables has; the total first."""
    return sorted({one.breakdown for one in recorded if one.series == series_of(one.variable)})


def exists_in(unit: Unit, period: str) -> bool:
    day = last_day(period)
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or day < unit.valid_to)


def is_found(search: str, texts: Iterable[str]) -> bool:
    """Whether any of the texts holds what is searched for."""
    return not search or any(plain(search) in plain(text) for text in texts)
