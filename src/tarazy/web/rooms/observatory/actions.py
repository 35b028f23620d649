from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.penalised import penalised_nodes
from tarazy.exchange.place import Place
from tarazy.web.grammar.act import act
from tarazy.web.grammar.difference import Difference
from tarazy.web.grammar.text import LocalText, local_text
from tarazy.web.journal.append import append
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Observation, UnitOfMeasure, Variable
from tarazy.web.rooms.observatory.queries.places import unregistered
from tarazy.web.rooms.observatory.queries.recorded import Additions, additions
from tarazy.web.rooms.observatory.rules import may_record_observations, may_register_variables, may_revise_targets
from tarazy.web.rooms.people.models import User

COLUMNS = (
    "unit_id", "variable_id", "period", "breakdown", "series", "revision", "reason",
    "value", "se", "n", "status", "source", "recorded_at", "recorded_by_id",
)  # fmt: skip


POINTS: Final = "points"
POINTS_IN_WORDS: Final = LocalText(kk="балл", ru="балл", en="points")


@dataclass(frozen=True)
class Recorded:
    """What came of recording a table.

    How many keys were new, how many got a further revision, how many said nothing new.
    """

    new: int
    revised: int
    same: int


@act(rule=may_register_variables, verb="register_variables")
def register_variables(place: Place, *, by: User) -> list[Difference[Any]]:
    """Take over what a place observes: variables with their units of measure, topics, sources, breaks and doubts."""
    differences = unregistered(place)
    for table in differences:
        table.save()
    return differences


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


@act(rule=may_record_observations, verb="record_observations")
def record_observations(observations: Observations, *, reason: str = "", by: User) -> Recorded:
    """Record what a table says beyond what is recorded, in one statement; nothing where anything in it cannot stand.

    A key that is recorded with other content gets a further revision, and that needs its reason.
    """
    found = additions(observations)
    problems = [*_unknown(found), *(_unexplained(found, observations) if not reason.strip() else ())]
    if problems:
        raise ValidationError(problems)
    append(Observation, COLUMNS, _rows(found, reason, by))
    return Recorded(len(found.new), len(found.revised), found.same)


@act(rule=may_revise_targets, verb="revise_target")
def revise_target(before: Observation, value: float, reason: str, *, by: User) -> Observation:
    """Record a further revision of a target; what it was stays."""
    if before.series != Series.TARGET:
        raise ValidationError(_("This is no target."))
    return Observation.objects.create(
        unit_id=before.unit_id, variable_id=before.variable_id, period=before.period, breakdown=before.breakdown,
        series=Series.TARGET, revision=before.revision + 1, reason=reason, value=value, source=before.source,
        recorded_at=timezone.now(), recorded_by=by,
    )  # fmt: skip


def _rows(found: Additions, reason: str, by: User) -> Iterator[tuple[Any, ...]]:
    """The rows of the ledger, all recorded at the same instant."""
    now = timezone.now()
    new = found.new.with_columns(revision=pl.lit(1), reason=pl.lit(""))
    revised = found.revised.with_columns(revision=pl.col("revision") + 1, reason=pl.lit(reason.strip()))
    for table in (new, revised):
        ordered = table.select(
            "unit", "variable", "period", "breakdown", "series", "revision", "reason", "value", "se",
            pl.col("n").cast(pl.Int64), "status", "source",
        )  # fmt: skip
        for row in ordered.iter_rows():
            yield (*row, now, by.pk)


def _unknown(found: Additions) -> Iterable[ValidationError]:
    for unit in found.unknown_units:
        yield ValidationError(
            _("Unit %(unit)s is not registered. Register it first, or correct its id."), params={"unit": unit}
        )
    for variable in found.unknown_variables:
        yield ValidationError(
            _("Variable %(variable)s is not registered. Register it first, or correct its name."),
            params={"variable": variable},
        )


def _unexplained(found: Additions, observations: Observations) -> Iterable[ValidationError]:
    for row in found.revised.iter_rows(named=True):
        yield ValidationError(
            _(
                "%(where)s: %(unit)s, %(variable)s, %(period)s is recorded as %(before)s and given as %(value)s. "
                "What is recorded is never changed; a correction needs its reason."
            ),
            params={
                "where": observations.place(row["row"]),
                "unit": row["unit"],
                "variable": row["variable"],
                "period": row["period"],
                "before": row["value_before"],
                "value": row["value"],
            },
        )
