"""What follows from what was found, as the methodology says it: which value then counts, and which points come off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tarazy.engine.model.coded import Coded
from tarazy.engine.model.consequence import PenaltyPoints, Verification
from tarazy.engine.model.methodology import Methodology, Variable
from tarazy.engine.model.numbers import decided
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.penalised import penalised_above
from tarazy.engine.model.period import a_year_before
from tarazy.web.rooms.collection.queries.forms import OF_LAST_YEAR
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.queries.values import last_revisions
from tarazy.web.rooms.verification.enums import Verdict
from tarazy.web.rooms.verification.models import SampleItem
from tarazy.web.rooms.verification.queries.findings import Outcome

EXCLUDED = "X"


@dataclass(frozen=True)
class Loss:
    """Points that the methodology takes off a node for a finding, by which act."""

    node: str
    penalty: PenaltyPoints
    act: str


@dataclass(frozen=True)
class Consequence:
    """What follows for one value. `is_recorded`: something takes the place of the reported value, `value`, or nothing
    does (None) and it is excluded.
    """

    item: SampleItem
    is_recorded: bool
    value: float | None
    loss: Loss | None


def consequences_of(methodology: Methodology, decisions: Mapping[SampleItem, Outcome | None]) -> list[Consequence]:
    """What follows from every item that is not confirmed. Of a value that two samples drew the later sample holds."""
    found: dict[int, tuple[SampleItem, Outcome]] = {}
    for item, outcome in decisions.items():
        cell = item.item.change.cell
        found.pop(cell.pk, None)
        if outcome is not None and outcome.verdict != Verdict.CONFIRMED:
            found[cell.pk] = item, outcome
    variables = {
        (one.observed.variable, breakdown): one
        for one in methodology.variables
        for breakdown in one.observed.breakdowns
    }
    before = _last_year([item for item, _outcome in found.values()])
    return [
        _consequence(methodology, variables[key], item, outcome, before)
        for item, outcome in found.values()
        if (key := (item.item.change.cell.variable, item.item.change.cell.breakdown)) in variables
    ]


def _consequence(
    methodology: Methodology, variable: Variable, item: SampleItem, outcome: Outcome, before: Mapping[int, float]
) -> Consequence:
    rule = variable.verification or methodology.verification
    is_taken = Series.VERIFIED.value in variable.series
    if rule is None:
        return Consequence(item, is_taken, outcome.value, None)
    loss = _loss(methodology, variable, rule, item, outcome)
    if outcome.verdict == Verdict.DIFFERS:
        return Consequence(item, is_taken, outcome.value if rule.differs.value == "replaced" else None, loss)
    then = rule.not_evidenced.value
    value = outcome.value
    if value is None and then == "previous":
        value = before.get(item.item.change.cell_id)
    return Consequence(item, is_taken and then != "as_reported", value, loss)


def _loss(
    methodology: Methodology, variable: Variable, rule: Verification, item: SampleItem, outcome: Outcome
) -> Loss | None:
    if outcome.verdict == Verdict.DIFFERS:
        penalty = rule.differs.penalty if _is_above(rule, item, outcome) else None
    else:
        penalty = rule.not_evidenced.penalty
    node = penalised_above(methodology, variable.variable) if penalty else None
    return Loss(node, penalty, rule.source) if penalty and node else None


def _is_above(rule: Verification, item: SampleItem, outcome: Outcome) -> bool:
    """Whether the difference is one that costs points: above a share of the value found, where the rule names one."""
    reported, found, share = item.item.change.value, outcome.value, rule.differs.above_percent
    if share is None or reported is None or found is None:
        return True
    return decided(abs(reported - found)) > decided(share / 100 * abs(found))


def _last_year(items: list[SampleItem]) -> dict[int, float]:
    """By cell, what is known of the year before, from the surest who says anything."""
    cells = [item.item.change.cell for item in items]
    rows = last_revisions().filter(
        unit__in={cell.submission.unit_id for cell in cells},
        variable__in={cell.variable for cell in cells},
        period__in={a_year_before(cell.submission.period) for cell in cells},
        value__isnull=False,
    )
    known = {
        (unit, variable, breakdown, period, series): value
        for unit, variable, breakdown, period, series, value in rows.values_list(
            "unit", "variable", "breakdown", "period", "series", "value"
        )
    }
    found = {}
    for cell in cells:
        key = cell.submission.unit_id, cell.variable, cell.breakdown, a_year_before(cell.submission.period)
        said = next((known[*key, series] for series in OF_LAST_YEAR if (*key, series) in known), None)
        if said is not None:
            found[cell.pk] = said
    return found


def observations_of(consequences: list[Consequence]) -> Observations:
    """What takes the place of reported values; what is excluded says by which item, so that it does not count."""
    cells = [one.item.item.change.cell for one in consequences]
    values = [one.value for one in consequences]
    return Observations(
        unit=Coded.of([cell.submission.unit_id for cell in cells]),
        variable=Coded.of([cell.variable for cell in cells]),
        period=Coded.of([cell.submission.period for cell in cells]),
        breakdown=Coded.of([cell.breakdown for cell in cells]),
        value=np.array([np.nan if value is None else value for value in values], dtype=np.float64),
        status=Coded.of([EXCLUDED if value is None else "" for value in values]),
        series=Coded((Series.VERIFIED.value,)),
        source=Coded.of([f"verification:item:{one.item.pk}" for one in consequences]),
    )
