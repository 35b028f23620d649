"""What the part of the page that shows a variable over time holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _

from tarazy.web.doors.portal.carried import notes_of
from tarazy.web.doors.portal.observatory.asked import Asked
from tarazy.web.doors.portal.observatory.lines import LEAST_PERIODS, Drawn, Series, drawn_over_time, series_of
from tarazy.web.doors.portal.observatory.rows import Values
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.observatory.queries.carried import (
    Numbers,
    Onto,
    carried_numbers,
    ends_of,
    related_units,
    values_onto,
)
from tarazy.web.rooms.observatory.queries.values import numbers_over_time, values_over_time
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import engine_successions, joined_line
from tarazy.web.ui.parts import Column


def over_time(asked: Asked, values: Values, others: Collection[Unit]) -> dict[str, Any]:
    """The pictures over time, and the units that may be chosen for them; nothing where one period is known."""
    if len(asked.periods) < LEAST_PERIODS:
        return {}
    units = {unit.pk: unit for unit in (*(value.unit for value in (*values.wholes, *values.compared)), *others)}
    numbers = numbers_onto(asked, numbers_over_time(asked.variable.pk, asked.breakdown, as_of=asked.as_of))
    known = {id: line for id, line in numbers.items() if id in units}
    wholes = [value.unit for value in values.wholes if value.unit.pk != asked.unit]
    chosen = [units[asked.unit]] if asked.unit in known else []
    lines = strong_lines(asked, [*chosen, *wholes])
    parts = {id: line for id, line in known.items() if units[id].peer_group_id == values.group}
    pictures = drawn_over_time(asked, lines[: len(chosen)], lines[len(chosen) :], parts)
    options = sorted(((id, str(units[id].name)) for id in known), key=lambda option: sort_key(option[1]))
    return {"pictures": [(drawn, columns_of(drawn)) for drawn in pictures], "options": options}


def strong_lines(asked: Asked, units: Sequence[Unit]) -> list[Series]:
    """The line of each unit, joined with the former units that it continues, with every flag of its values."""
    former = {unit.pk: [part.unit for part in joined_line(unit)[:-1]] for unit in units}
    asked_of = {unit.pk for unit in units} | {one.pk for parts in former.values() for one in parts}
    if asked.onto != Onto.RECORDED:
        asked_of |= related_units(units, engine_successions([asked.variable.place]))
    lines = values_over_time(asked.variable.pk, sorted(asked_of), asked.breakdown, as_of=asked.as_of)
    notes: dict[tuple[str, str], str] = {}
    if asked.onto != Onto.RECORDED:
        recorded = [value for line in lines.values() for value in line]
        shown = values_onto(asked.variable.pk, asked.breakdown, asked.onto, recorded, asked.as_of)
        lines = {unit: [value for value in shown if value.unit.pk == unit] for unit in asked_of}
        notes = notes_of(asked.variable, (value for unit in units for value in lines[unit.pk]))
    return [series_of(unit, asked.periods, lines, former[unit.pk], notes) for unit in units]


def numbers_onto(asked: Asked, numbers: Numbers) -> Numbers:
    """The lines of all units on the chosen boundaries; units that fell into others, or were parts, are left out."""
    successions = () if asked.onto == Onto.RECORDED else engine_successions([asked.variable.place])
    carried = carried_numbers(asked.variable.pk, asked.breakdown, asked.onto, numbers, successions, asked.as_of)
    if not carried:
        return numbers
    whole = {unit: {**numbers.get(unit, {})} for unit in {*numbers, *carried}}
    for unit, line in carried.items():
        whole[unit] |= {period: one.value for period, one in line.items()}
    return {unit: line for unit, line in whole.items() if not ends_of(unit, asked.onto, successions) & whole.keys()}


def columns_of(drawn: Drawn) -> list[Column]:
    return [Column(_("Period"), row_head=True), *(Column(name, numeric=True) for name in drawn.names)]
