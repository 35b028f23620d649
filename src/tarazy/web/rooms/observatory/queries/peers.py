"""With whom a unit is compared: its kind, its peer group, those of a similar structure, or units chosen by hand."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.statistics.neighbours import Neighbour, neighbours
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Context, Variable
from tarazy.web.rooms.observatory.queries.values import public_revisions
from tarazy.web.rooms.units.models import Unit, is_unit_id
from tarazy.web.rooms.units.queries import units_valid_on

MOST_BY_HAND: Final = 20
FULL: Final = 0.8  # a period counts where so many of those have a value that have one in the best known period


class Choice(models.TextChoices):
    """How peers are chosen."""

    KIND = "kind", _("of the same kind")
    SIMILAR = "similar", _("of a similar structure")
    GROUP = "group", _("of the peer group")
    HAND = "hand", _("chosen by hand")


@dataclass(frozen=True)
class ContextColumn:
    """A context variable in the latest period that is widely known, by unit."""

    variable: Variable
    period: str
    values: Mapping[str, float]


@dataclass(frozen=True)
class Peers:
    """The units with which one is compared, without itself: by name of kind and group in no order, similar ones the
    nearest first. `near`: how near each is, by which `columns`; `unknown`: what was chosen by hand and is no unit.
    """

    unit: Unit
    choice: Choice
    units: list[Unit]
    near: Mapping[str, Neighbour] = field(default_factory=dict)
    columns: Sequence[ContextColumn] = ()
    unknown: tuple[str, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(one.pk for one in self.units)


def peers_of(unit: Unit, choice: Choice | str = Choice.KIND, hand: Collection[str] = ()) -> Peers:
    """With whom a unit is compared. Across kinds only where somebody chose so: in the peer group, or by hand."""
    choice = Choice(choice)
    if choice == Choice.HAND:
        asked = list(dict.fromkeys(hand))[:MOST_BY_HAND]
        there = Unit.objects.select_related("kind").filter(pk__in=filter(is_unit_id, asked)).exclude(pk=unit.pk)
        found = {one.pk: one for one in there}
        unknown = tuple(one for one in asked if one not in found and one != unit.pk)
        return Peers(unit, choice, [found[one] for one in asked if one in found], unknown=unknown)
    beside = units_valid_on(_day_of(unit)).filter(place=unit.place).exclude(pk=unit.pk)
    if choice == Choice.GROUP:
        return Peers(unit, choice, list(beside.filter(peer_group=unit.peer_group_id)))
    same = list(beside.filter(kind=unit.kind_id))
    if choice == Choice.KIND:
        return Peers(unit, choice, same)
    return _similar(unit, same)


def choices_for(unit: Unit) -> list[Choice]:
    """The choices that mean something for a unit: none is similar where no context is stated for its kind."""
    return [one for one in Choice if one != Choice.SIMILAR or context_of(unit) is not None]


def context_of(unit: Unit) -> Context | None:
    return Context.objects.filter(place=unit.place, kind=unit.kind_id).first()


def kinds_with_context(place: str) -> frozenset[str]:
    """The kinds of units of a place for which it is stated by what they are similar."""
    return frozenset(Context.objects.filter(place=place).values_list("kind", flat=True))


def context_columns(unit: Unit, others: Sequence[Unit]) -> list[ContextColumn]:
    """The context variables of a unit's kind, each in its latest period that is widely known among these units."""
    context = context_of(unit)
    return _columns(context, [unit, *others]) if context is not None else []


def _day_of(unit: Unit) -> datetime.date:
    """Today, for a former unit the last day on which it existed."""
    return unit.valid_to - datetime.timedelta(days=1) if unit.valid_to else timezone.localdate()


def _similar(unit: Unit, same: Sequence[Unit]) -> Peers:
    context = context_of(unit)
    if context is None:
        return Peers(unit, Choice.SIMILAR, [])
    units = [unit, *same]
    columns = _columns(context, units)
    table = np.array([[column.values.get(one.pk, np.nan) for column in columns] for one in units], dtype=np.float64)
    near = neighbours(unit.pk, [one.pk for one in units], table.reshape(len(units), len(columns)), context.neighbours)
    by_id = {one.pk: one for one in same}
    return Peers(unit, Choice.SIMILAR, [by_id[one.unit] for one in near], {one.unit: one for one in near}, columns)


def _columns(context: Context, units: Sequence[Unit]) -> list[ContextColumn]:
    rows = public_revisions().filter(
        variable__in=context.variables, unit__in=units, breakdown="", series=Series.STATISTICS
    )
    known: dict[str, dict[str, dict[str, float]]] = {}
    for variable, period, unit, value in rows.values_list("variable", "period", "unit", "value"):
        if value is not None:
            known.setdefault(variable, {}).setdefault(period, {})[unit] = value
    named = Variable.objects.select_related("unit_of_measure").in_bulk(context.variables)
    found = []
    for id in context.variables:
        periods = known.get(id, {})
        if id in named and periods:
            enough = FULL * max(map(len, periods.values()))
            period = max(period for period, values in periods.items() if len(values) >= enough)
            found.append(ContextColumn(named[id], period, periods[period]))
    return found
