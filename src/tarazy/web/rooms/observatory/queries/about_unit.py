"""What the observatory knows of one unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Break, Doubt, PublicObservation


@dataclass(frozen=True)
class Flags:
    """Why values of a unit are to be read with care: breaks and doubts by (variable, period); doubts of totals only."""

    breaks: dict[tuple[str, str], Break]
    doubts: dict[tuple[str, str], Doubt]


def flags_of(unit: str, variables: Collection[str]) -> Flags:
    """The breaks and doubts of a unit in some variables; a break that concerns every unit is among them."""
    breaks = Break.objects.filter(variable__in=variables, unit__in=[unit]) | Break.objects.filter(
        variable__in=variables, unit=None
    )
    doubts = Doubt.objects.filter(variable__in=variables, unit=unit, breakdown="")
    return Flags(
        {(row.variable_id, row.period): row for row in breaks},
        {(row.variable_id, row.period): row for row in doubts},
    )


def latest_values(unit: str) -> list[PublicObservation]:
    """The latest value of each variable of a unit, totals of official statistics only, in the order of the variables.

    Variable, topic and unit of measure are loaded.
    """
    rows = PublicObservation.objects.filter(
        unit=unit, breakdown="", series=Series.STATISTICS, value__isnull=False, variable__topic__isnull=False
    )
    latest = rows.order_by("variable", "-period", "-revision").distinct("variable")
    found = latest.select_related("variable__topic", "variable__unit_of_measure")
    return sorted(found, key=lambda row: (row.variable.place, row.variable.position, row.variable_id))
