"""Figures are recorded: what a place observes, tables, imports, targets; small cells are found at once."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.load.tables.table import Found
from tarazy.engine.model.observations import Observations
from tarazy.exchange.imports.allowed import find_out_of_turn
from tarazy.exchange.imports.incoming import Incoming
from tarazy.exchange.imports.meanings import AS_IT_STANDS, Meanings
from tarazy.exchange.place import Place
from tarazy.exchange.place_rows import VariableRow
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.difference import Difference
from tarazy.web.journal.append import append_frame
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Import, Observation, SuppressedCell, SuppressionCheck, Variable
from tarazy.web.rooms.observatory.queries.imports import Differences, differences
from tarazy.web.rooms.observatory.queries.places import unregistered
from tarazy.web.rooms.observatory.queries.recorded import Additions, Compared, additions, positions
from tarazy.web.rooms.observatory.queries.suppression import look, newly_suppressed, rules_of
from tarazy.web.rooms.observatory.rules import (
    may_import,
    may_record_observations,
    may_register_variables,
    may_revise_targets,
)
from tarazy.web.rooms.people.models import User
from tarazy.web.ui.written import language


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
    _suppress([row.variable for row in place.rows(VariableRow)], anew=True)
    return differences


@act(rule=may_record_observations, verb="record_observations")
def record_observations(observations: Observations, *, reason: str = "", by: User) -> Recorded:
    """Record what a table says beyond what is recorded, in one statement; nothing where anything in it cannot stand.

    A key that is recorded with other content gets a further revision, and that needs its reason.
    """
    _in_turn(observations)
    found = additions(observations)
    unexplained = _unexplained(found, observations) if not reason.strip() else ()
    problems = [*_unknown(found), *_out_of_turn(found, observations), *unexplained]
    if problems:
        raise ValidationError(problems)
    _append(found, reason, by)
    return Recorded(len(found.new), len(found.revised), found.same)


@dataclass(frozen=True)
class Given:
    """A table that is to be imported, and how it came: the file's name and hash, and the meanings of its words."""

    incoming: Incoming
    file_name: str
    sha256: str
    meanings: Meanings = AS_IT_STANDS


@dataclass(frozen=True)
class Imported:
    """An import that was recorded, and what its table said beyond what was recorded before."""

    made: Import
    found: Differences


class NothingToRecord(ValidationError):
    """A table that says nothing new, or nothing that this person may record; `found` says why."""

    def __init__(self, found: Differences) -> None:
        super().__init__(_("The table says nothing that is not recorded already, or that can be recorded."))
        self.found = found


@act(rule=may_import, verb="import_observations")
def import_observations(given: Given, reason: str, *, by: User) -> Imported:
    """Record those rows of a table that this person may record, in one statement, and what came of it. Nothing is
    recorded of the rows that cannot be taken; they are named in the answer.
    """
    if not reason.strip():
        raise ValidationError(_("Say why: it stands with the import and beside each corrected value."))
    _in_turn(given.incoming.observations)
    found = differences(given.incoming, by)
    if found.found.is_empty:
        raise NothingToRecord(found)
    made = Import(
        recorded_at=_append(found.found, reason, by), recorded_by=by, reason=reason.strip(), file_name=given.file_name,
        sha256=given.sha256, meanings=given.meanings.rows(), new=len(found.found.new),
        revised=len(found.found.revised), same=found.found.same, refused=found.refused,
    )  # fmt: skip
    made.save(force_insert=True)
    about(made, digest=given.sha256)
    return Imported(made, found)


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


def _in_turn(observations: Observations) -> None:
    """Who records of the same variables at the same time waits here, and then sees what the other recorded."""
    named = Variable.objects.filter(pk__in=observations.variable.names).order_by("pk")
    list(named.select_for_update(no_key=True).values_list("pk"))


def _append(found: Compared, reason: str, by: User) -> datetime.datetime:
    """Write what is new and what is corrected, all at one instant. `reason`: of corrections that bring none along."""
    now = timezone.now()
    given = pl.col("reason").cast(pl.String)
    reason_of = pl.when(given.str.strip_chars() == "").then(pl.lit(reason.strip())).otherwise(given)
    revised = found.revised.drop("value_before").with_columns(reason=reason_of)
    # In the order of the unique index, which a million rows in any other order would write all over.
    rows = pl.concat([found.new.with_columns(reason=pl.lit("")), revised]).sort(
        "variable", "period", "breakdown", "series", "unit", "revision"
    )
    stamped = rows.select(
        "period", "breakdown", "series", "reason", "value", "se", "status", "source",
        pl.col("n").cast(pl.Int64), pl.col("revision").cast(pl.Int32), unit_id="unit", variable_id="variable",
        recorded_at=pl.lit(now, pl.Datetime("us", "UTC")), recorded_by_id=pl.lit(by.pk, pl.Int64),
    )  # fmt: skip
    append_frame(Observation, stamped)
    _suppress(rows["variable"].unique().to_list())
    return now


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


def _out_of_turn(found: Additions, observations: Observations) -> Iterable[ValidationError]:
    """Rows that name a revision which is recorded otherwise, or which is not the next one."""
    wrong = Found("")
    find_out_of_turn(observations, positions(found.contradicting), wrong)
    for problem in wrong.listed():
        yield ValidationError(problem.in_language(language()))


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


def _suppress(variables: Collection[str], anew: bool = False) -> None:
    """Look at the cells of variables that have a rule, `anew` at all of them, and let everybody read the rest.

    Who records at the same time waits here for the other, and then sees what the other wrote.
    """
    rules = {rule.variable_id: rule for rule in rules_of(variables).select_for_update()}
    checked = SuppressionCheck.objects.filter(variable__in=rules).values_list("variable", "up_to")
    looked = look(rules, {} if anew else dict(checked))
    for variable, tables in sorted(looked.touched.items()):
        SuppressedCell.objects.bulk_create(newly_suppressed(rules[variable], tables))
    SuppressionCheck.objects.bulk_create(
        [SuppressionCheck(variable_id=variable, up_to=last) for variable, last in sorted(looked.up_to.items())],
        update_conflicts=True, unique_fields=["variable"], update_fields=["up_to"],
    )  # fmt: skip
