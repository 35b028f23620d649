"""What is observed: variables of a place, nodes of a methodology, what is asked of bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.penalised import penalised_nodes
from tarazy.web.grammar.act import act
from tarazy.web.grammar.text import LocalText, local_text
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import (
    UnitOfMeasure,
    Variable,
)
from tarazy.web.rooms.observatory.rules import (
    may_register_variables,
)
from tarazy.web.rooms.people.models import User

POINTS: Final = "points"
POINTS_IN_WORDS: Final = LocalText(kk="балл", ru="балл", en="points")


@act(rule=may_register_variables, verb="register_score_variables")
def register_score_variables(variables: Sequence[Variable], *, by: User) -> list[Variable]:
    """Make the nodes of a methodology observable in points; those that a place describes itself stay as they are."""
    if not UnitOfMeasure.objects.filter(pk=POINTS).exists():
        UnitOfMeasure(id=POINTS, title=POINTS_IN_WORDS, symbol=POINTS_IN_WORDS).save(force_insert=True)
    for variable in variables:
        variable.unit_of_measure_id = POINTS
    present = set(Variable.objects.filter(pk__in=[variable.pk for variable in variables]).values_list("pk", flat=True))
    return Variable.objects.bulk_create(variable for variable in variables if variable.pk not in present)


@act(rule=may_register_variables, verb="register_asked_variables")
def register_asked_variables(methodology: Methodology, *, by: User) -> list[Variable]:
    """Make what a methodology asks of bodies, and its sums of penalty points, observable in its own words. What is
    known already stays as it is.
    """
    penalties = penalised_nodes(methodology).values()
    asked = [one for one in methodology.variables if Series.SELF_REPORT.value in one.series or one in penalties]
    present = set(Variable.objects.filter(pk__in=[one.observed.variable for one in asked]).values_list("pk", flat=True))
    new = {one.observed.variable: one for one in asked if one.observed.variable not in present}
    measures = {methodology.units_of_measure_by_id[one.unit_of_measure] for one in new.values()}
    UnitOfMeasure.objects.bulk_create(
        (UnitOfMeasure(id=one.unit_of_measure, title=one.title, symbol=one.symbol) for one in measures),
        ignore_conflicts=True,
    )
    place = methodology.methodology.partition("/")[0]
    return Variable.objects.bulk_create(
        Variable(
            id=id, place=place, position=position, title=local_text(one.title), definition=local_text(one.definition),
            unit_of_measure_id=one.unit_of_measure,
        )
        for position, (id, one) in enumerate(new.items())
    )  # fmt: skip
