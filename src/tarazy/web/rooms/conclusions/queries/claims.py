"""What can be asked for in an appeal: another value of a number, or that a penalty case be cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tarazy.engine.model.methodology import Dimension, Methodology, Variable
from tarazy.engine.model.penalised import PENALTY
from tarazy.web.rooms.conclusions.enums import Kind
from tarazy.web.rooms.conclusions.models import Claim, Conclusion, Item
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.observatory.queries.values import last_revisions
from tarazy.web.rooms.verification.models import PenaltyCase

# In whose words a decision can stand, if the methodology asks for these before all others.
OF_DECISIONS = (Series.DECISION.value, Series.VERIFIED.value)
NOTHING_MORE = ("M", "X")  # with these a series says that there is no value, and no other is asked


@dataclass(frozen=True)
class Number:
    """A number that an item rests on. `now`: what counts now, if anything does; `series`: in which a decision about it
    would stand, None where the methodology takes none.
    """

    variable: Variable
    breakdown: str
    now: Observation | None
    series: str | None

    @property
    def key(self) -> tuple[str, str]:
        return self.variable.observed.variable, self.breakdown


def series_of_decision(variable: Variable) -> str | None:
    """Where a decision about a number counts: in the series that the methodology asks first, if it is one in which a
    decision can stand. What official statistics say first, no commission changes.
    """
    return variable.series[0] if variable.series[0] in OF_DECISIONS else None


def numbers_at(conclusion: Conclusion, item: Item) -> list[Number]:
    """The numbers from which the score at an item's node is made, with what counts now.

    Targets are not among them: they are changed on grounds of their own, in the campaign; nor are penalty points.
    """
    methodology = methodology_of(conclusion.campaign.version)
    variables = [one for one in _variables_below(methodology, item.node) if _is_reported(one)]
    known = _known(conclusion, variables)
    return [
        Number(one, breakdown, _counting(one, breakdown, known), series_of_decision(one))
        for one in variables
        for breakdown in one.observed.breakdowns
    ]


def _is_reported(variable: Variable) -> bool:
    return Series.TARGET.value not in variable.series and not variable.observed.variable.startswith(PENALTY)


def number_of(claim: Claim) -> Number:
    """The number for which a claim asks another value."""
    numbers = numbers_at(claim.appeal.conclusion, claim.item)
    return next(one for one in numbers if one.key == (claim.variable, claim.breakdown))


def _variables_below(methodology: Methodology, node: str) -> list[Variable]:
    """What is read of the period itself at a node and below it, once each, in the order of the text."""
    below, found = [node], {}
    for id in below:
        one = methodology.nodes[id]
        if isinstance(one, Dimension):
            below.extend(one.children)
        for read in one.reads():
            if read.lag == 0:
                found[read.variable] = methodology.variables_by_name[read.variable]
    return list(found.values())


Known = Mapping[tuple[str, str, str], Observation]


def _known(conclusion: Conclusion, variables: list[Variable]) -> Known:
    rows = last_revisions().filter(
        unit=conclusion.unit_id,
        period=conclusion.campaign.period,
        variable__in={one.observed.variable for one in variables},
    )
    return {(row.variable_id, row.breakdown, row.series): row for row in rows}


def _counting(variable: Variable, breakdown: str, known: Known) -> Observation | None:
    """What the first series that decides says, as a run asks them."""
    for series in variable.series:
        row = known.get((variable.observed.variable, breakdown, series))
        if row is not None and (row.value is not None or row.status in NOTHING_MORE):
            return row
    return None


def case_of(item: Item) -> PenaltyCase | None:
    """The penalty case that an item rests on, unless it is cancelled."""
    if item.kind != Kind.PENALTY or item.origin_id is None:
        return None
    return PenaltyCase.objects.filter(pk=item.origin_id, cancellation=None).first()
