"""What may be chosen in the explorer: variables and published scores, units, breakdowns and periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tarazy.engine.model.period import last_day
from tarazy.web.doors.portal.indices.rows import plain
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.scores import score_variables
from tarazy.web.rooms.observatory.queries.variables import breakdowns_of, periods_of, variables
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.hidden import Hidden, hidden_in
from tarazy.web.rooms.publication.queries.standing import publications_shown
from tarazy.web.rooms.units.models import Unit

# Units of measure that count people, and how many one of them is.
PEOPLE: Final[Mapping[str, int]] = {"persons": 1, "thousand_persons": 1000}

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
        return [
            id for id, one in self.variables.items() if one.place == place and one.unit_of_measure_id in PEOPLE
        ]  # fmt: skip

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


def periods_known(chosen: Iterable[Variable], breakdowns: Sequence[str]) -> list[str]:
    """The periods in which any of the variables has a value in any of the breakdowns, in order."""
    found: set[str] = set()
    for variable in chosen:
        for breakdown in breakdowns:
            found.update(periods_of(variable.pk, breakdown, series_of(variable.pk)))
    return sorted(found)


def breakdowns_known(chosen: Iterable[Variable]) -> list[str]:
    """The breakdowns that any of the variables has; the total first."""
    return sorted({one for variable in chosen for one in breakdowns_of(variable.pk, series_of(variable.pk))})


def exists_in(unit: Unit, period: str) -> bool:
    day = last_day(period)
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or day < unit.valid_to)


def is_found(search: str, texts: Iterable[str]) -> bool:
    """Whether any of the texts holds what is searched for."""
    return not search or any(plain(search) in plain(text) for text in texts)
