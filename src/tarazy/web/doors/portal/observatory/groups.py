"""The groups into which a variable is broken down by one key, beside the average and beside each other."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.engine.statistics.left_behind import Better, Gap, gaps, range_of
from tarazy.engine.statistics.suppression.sums import keys_of
from tarazy.web.doors.portal.observatory.asked import breakdown_in_words
from tarazy.web.rooms.observatory.models import BreakdownCode, PublicObservation, Variable
from tarazy.web.rooms.observatory.queries.statuses import status_in_words
from tarazy.web.rooms.observatory.queries.variables import breakdowns_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Column
from tarazy.web.ui.written import in_language

Codes = Mapping[tuple[str, str], BreakdownCode]
Rows = Mapping[str, PublicObservation]  # by breakdown

TOTAL: Final = ""


@dataclass(frozen=True)
class Split:
    """The breakdowns that differ by the same keys: `sex`, or `age;sex`. As they were known at `as_of`."""

    key: str
    groups: tuple[str, ...]
    as_of: datetime.datetime | None


@dataclass(frozen=True)
class GroupRow:
    """A group beside the average. `missing`: why it has no value."""

    name: str
    value: float | None
    missing: str
    gap: Gap | None

    @property
    def word(self) -> str:
        """On which side of the average it lies, where one is better."""
        if self.gap is None or self.gap.is_behind is None or not self.gap.absolute:
            return ""
        return _("left behind") if self.gap.is_behind else _("ahead")


@dataclass(frozen=True)
class UnitRow:
    """A unit with all its groups side by side. `behind`: the group that is furthest behind."""

    name: str
    href: str
    cells: list[tuple[float | None, str]]
    range: float | None
    behind: str
    gap: float | None


def splits_of(variable: str, as_of: datetime.datetime | None) -> list[Split]:
    """By which keys a variable is broken down, the simplest first."""
    found: dict[str, list[str]] = {}
    for breakdown in breakdowns_of(variable, as_of=as_of):
        if keys := keys_of(breakdown):
            found.setdefault(";".join(keys), []).append(breakdown)
    order = sorted(found, key=lambda key: (key.count(";"), key))
    return [Split(key, tuple(found[key]), as_of) for key in order if len(found[key]) > 1]


def key_in_words(key: str, codes: Codes) -> str:
    """`age;sex` as people say it: age, sex."""
    names = {one: in_language(row.key_name) for (one, _code), row in codes.items()}
    return ", ".join(names.get(one, one) for one in key.split(";"))


def gaps_of(variable: Variable, rows: Rows, split: Split) -> list[Gap]:
    """The gaps of the groups of one unit; none where the average is not known."""
    average = rows[TOTAL].value if TOTAL in rows else None
    if average is None:
        return []
    values = {group: rows[group].value if group in rows else None for group in split.groups}
    return gaps(average, values, cast("Better", variable.better))


def group_rows(variable: Variable, rows: Rows, split: Split, codes: Codes) -> list[GroupRow]:
    """Every group of a unit, the furthest behind first, those without a value or an average last."""
    found = gaps_of(variable, rows, split)
    known = {gap.group for gap in found}
    rest = [
        GroupRow(breakdown_in_words(one, codes), *cell_of(rows, one), None) for one in split.groups if one not in known
    ]
    return [GroupRow(breakdown_in_words(gap.group, codes), gap.value, "", gap) for gap in found] + rest


def unit_rows(
    variable: Variable, split: Split, known: Mapping[str, Rows], units: Mapping[str, Unit], codes: Codes
) -> list[UnitRow]:
    """Every unit, where a group is furthest behind first."""
    found = [_unit_row(variable, split, known[id], units[id], codes) for id in sorted(known)]
    return sorted(found, key=lambda row: (row.gap is None, -abs(row.gap or 0.0), -(row.range or 0.0)))


def _unit_row(variable: Variable, split: Split, rows: Rows, unit: Unit, codes: Codes) -> UnitRow:
    first = next(iter(gaps_of(variable, rows, split)), None)
    is_gap = first is not None and first.is_behind is not False and first.absolute != 0
    return UnitRow(
        name=str(unit.name),
        href=reverse("portal:unit", kwargs={"unit": unit.pk}),
        cells=[cell_of(rows, one) for one in (TOTAL, *split.groups)],
        range=range_of({one: cell_of(rows, one)[0] for one in split.groups}),
        behind=breakdown_in_words(first.group, codes) if first and is_gap else "",
        gap=first.absolute if first and is_gap else None,
    )


def cell_of(rows: Rows, breakdown: str) -> tuple[float | None, str]:
    """A value, and why there is none."""
    row = rows.get(breakdown)
    if row is None:
        return None, ""
    return row.value, status_in_words(row.status) if row.value is None else ""


def group_columns(variable: Variable) -> list[Column]:
    symbol = in_language(variable.unit_of_measure.symbol)
    return [
        Column(_("Group"), row_head=True),
        Column(_("Value"), numeric=True, note=symbol),
        Column(_("From the average"), numeric=True, note=symbol),
        Column(_("In percent of the average"), numeric=True),
        Column(_("Side")),
    ]


def unit_columns(variable: Variable, split: Split, codes: Codes) -> Sequence[Any]:
    groups = [Column(breakdown_in_words(one, codes), numeric=True) for one in (TOTAL, *split.groups)]
    furthest = _("Furthest from the average") if variable.better == "none" else _("Furthest behind")
    return [
        Column(_("Name"), row_head=True),
        *groups,
        Column(_("Highest less lowest"), numeric=True),
        Column(furthest),
        Column(_("From the average"), numeric=True),
    ]
