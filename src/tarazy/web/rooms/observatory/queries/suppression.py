"""Which cells are too small to be public, and which others are hidden so that those cannot be worked out."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Max, Q, QuerySet

from tarazy.engine.model.observations import SUPPRESSED
from tarazy.engine.model.period import last_day
from tarazy.engine.statistics.suppression.choice import small, suppressed
from tarazy.engine.statistics.suppression.solved import Relation
from tarazy.engine.statistics.suppression.sums import keys_of, sums
from tarazy.web.rooms.observatory.enums import PUBLISHED_WITH_RESULTS, Series
from tarazy.web.rooms.observatory.models import Observation, SuppressedCell, SuppressionRule
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import successions_of, units_by_id

Cell = tuple[str, str]  # unit, breakdown
TableKey = tuple[str, str]  # of the tables of a variable: period, series

# What nobody may read before the results come out, and what counts nobody.
NOT_COUNTED: Final = (*PUBLISHED_WITH_RESULTS, Series.TARGET, Series.SCORE)


@dataclass
class Table:
    """The cells of a variable in one period and series. `counts`: everything that was ever said of a cell, in order."""

    counts: dict[Cell, list[float]] = field(default_factory=dict)
    closed: set[Cell] = field(default_factory=set)


@dataclass(frozen=True)
class Looked:
    """`touched`: by variable the tables that may have something new to hide. `up_to`: by variable that got something,
    its last observation (an id).
    """

    touched: dict[str, list[TableKey]]
    up_to: dict[str, int]


def rules_of(variables: Collection[str]) -> QuerySet[SuppressionRule]:
    """The rules of suppression of some variables, by variable."""
    return SuppressionRule.objects.filter(variable__in=variables).order_by("variable")


def rule_of(variable: str) -> SuppressionRule | None:
    """The rule of suppression of a variable, or None."""
    return rules_of([variable]).first()


def look(rules: Mapping[str, SuppressionRule], since: Mapping[str, int]) -> Looked:
    """What was added to variables after the observation (an id) up to which each was looked at, and where to look now.

    A table is to be looked at if something was added to it and a cell is small in it, or is hidden already. The
    database finds them all at once, since of a million new rows most belong to no other.
    """
    cells = SuppressedCell.objects.filter(variable__in=rules)
    hidden = set(cells.values_list("variable", "period", "series").distinct())
    looked = Looked({}, {})
    rows = Observation.objects.filter(variable__in=rules).values_list("variable", "period", "series")
    found = rows.annotate(last=Max("pk"), small=BoolOr(_may_hide(rules.values()))).order_by()
    for variable, period, series, last, is_small in found:
        if last <= since.get(variable, 0):
            continue
        looked.up_to[variable] = max(last, looked.up_to.get(variable, 0))
        if series not in NOT_COUNTED and (is_small or (variable, period, series) in hidden):
            looked.touched.setdefault(variable, []).append((period, series))
    return looked


def _may_hide(rules: Iterable[SuppressionRule]) -> Q:
    """That an observation is small by the rule of its variable, or hidden by its source."""
    alike: dict[tuple[str, int], list[str]] = {}
    for rule in rules:
        alike.setdefault((rule.counted, rule.least), []).append(rule.variable_id)
    is_small = Q(status=SUPPRESSED)
    for (counted, least), variables in alike.items():
        of_rule = Q(**{f"{counted}__gt": 0, f"{counted}__lt": least})
        is_small |= of_rule if len(alike) == 1 else of_rule & Q(variable__in=variables)
    return is_small


def newly_suppressed(rule: SuppressionRule, keys: Collection[TableKey]) -> list[SuppressedCell]:
    """The cells of some tables of a variable that are to be hidden from now on.

    A cell is looked at as it was at every revision, since each can be read back. What was hidden once stays hidden.
    """
    tables, found = _tables(rule, keys), []
    kin = _kin({unit for table in tables.values() for unit, _breakdown in table.counts})
    for (period, series), table in tables.items():
        hidden = _hidden(rule, table, kin.relations(table.counts, period))
        found += [
            SuppressedCell(
                variable_id=rule.variable_id, period=period, series=series, unit_id=unit, breakdown=breakdown
            )
            for unit, breakdown in hidden
            if (unit, breakdown) not in table.closed
        ]
    return found


def _tables(rule: SuppressionRule, keys: Collection[TableKey]) -> Mapping[TableKey, Table]:
    """The tables with everything said of their cells. What its source hides now is closed as what we hid."""
    tables = {key: Table() for key in sorted(keys)}
    periods, every_series = zip(*tables, strict=True)
    rows = Observation.objects.filter(variable=rule.variable_id, period__in=set(periods), series__in=set(every_series))
    columns = ("unit", "period", "breakdown", "series", "status", rule.counted)
    for unit, period, breakdown, series, status, count in rows.order_by("revision").values_list(*columns):
        if table := tables.get((period, series)):
            table.counts.setdefault((unit, breakdown), []).append(np.nan if count is None else float(count))
            change = table.closed.add if status == SUPPRESSED else table.closed.discard
            change((unit, breakdown))
    closed = SuppressedCell.objects.filter(variable=rule.variable_id)
    for period, series, unit, breakdown in closed.values_list("period", "series", "unit", "breakdown"):
        if table := tables.get((period, series)):
            table.closed.add((unit, breakdown))
    return tables


def _hidden(rule: SuppressionRule, table: Table, relations: Iterable[tuple[Cell, Iterable[Cell]]]) -> list[Cell]:
    cells = list(table.counts)
    at = {cell: place for place, cell in enumerate(cells)}
    keys = set(rule.vulnerable)
    primary = {
        place
        for cell, place in at.items()
        if cell in table.closed
        or (small(np.array(table.counts[cell]), rule.least) and (not keys or keys & set(keys_of(cell[1]))))
    }
    if not primary:
        return []
    counts = np.array([_last(table, cell) for cell in cells])
    sums_of = [Relation(at[total], tuple(at[part] for part in parts)) for total, parts in relations]
    return [cells[place] for place in suppressed(counts, primary, sums_of)]


def _last(table: Table, cell: Cell) -> float:
    """What is known of a cell last; a gap hides nobody, a cell that its source hides holds somebody."""
    count = table.counts[cell][-1]
    return count if cell in table.closed or not np.isnan(count) else 0.0


@dataclass(frozen=True)
class Kin:
    """Units and what they are parts of: a parent, or a former unit that was divided among them."""

    units: Mapping[str, Unit]
    became: Mapping[str, tuple[str, ...]]

    def relations(self, cells: Collection[Cell], period: str) -> list[tuple[Cell, tuple[Cell, ...]]]:
        """Every sum among the cells of a table: of parts to their unit, and of groups to the whole."""
        breakdowns: dict[str, set[str]] = {}
        for unit, breakdown in cells:
            breakdowns.setdefault(unit, set()).add(breakdown)
        found = [
            ((unit, total), tuple((unit, part) for part in parts))
            for unit, here in breakdowns.items()
            for total, parts in sums(here)
        ]
        for whole, below in self._parts(breakdowns.keys(), period):
            for breakdown in sorted(breakdowns[whole]):
                parts = tuple((unit, breakdown) for unit in below if breakdown in breakdowns[unit])
                if parts:
                    found.append(((whole, breakdown), parts))
        return found

    def _parts(self, here: Collection[str], period: str) -> set[tuple[str, tuple[str, ...]]]:
        """Units with those that make them up, on the boundaries of the period, of today, and after a reform."""
        day, found = last_day(period), set()
        below_of: dict[str, list[Unit]] = {}
        for unit in here:
            below_of.setdefault(self.units[unit].parent_id or "", []).append(self.units[unit])
        for whole in here:
            below = below_of.get(whole, [])
            then = [one.pk for one in below if _exists(one, day)]
            now = [one.pk for one in below if one.valid_to is None]
            found |= {(whole, tuple(sorted(one))) for one in (then, now) if one}
            if became := tuple(unit for unit in self.became.get(whole, ()) if unit in here):
                found.add((whole, became))
        return found


def _exists(unit: Unit, day: datetime.date) -> bool:
    begun = unit.valid_from is None or unit.valid_from <= day
    return begun and (unit.valid_to is None or day < unit.valid_to)


def _kin(units: Collection[str]) -> Kin:
    became = successions_of(units)
    return Kin(units_by_id(units), {former: tuple(row.to_unit_id for row in rows) for former, rows in became.items()})
