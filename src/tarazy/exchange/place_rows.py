"""The tables that ship with the figures of a place, row by row."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from tarazy.engine.model.text import Text


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a table. A field of type Text stands in three columns: name_kk, name_ru, name_en."""


class KindRow(Row, frozen=True, kw_only=True):
    kind: str
    name: Text
    plural: Text


class PeerGroupRow(Row, frozen=True, kw_only=True):
    peer_group: str
    name: Text


class UnitRow(Row, frozen=True, kw_only=True):
    unit: str
    kind: str
    peer_group: str
    name: Text
    parent: str = ""
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None


class CodeRow(Row, frozen=True, kw_only=True):
    unit: str
    scheme: str
    code: str
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None


class SuccessionRow(Row, frozen=True, kw_only=True):
    from_unit: str
    to_unit: str
    on: datetime.date
    share: float | None = None
    basis: str = ""


class TileRow(Row, frozen=True, kw_only=True):
    unit: str
    column: int
    row: int
    label: Text


class BoundariesRow(Row, frozen=True, kw_only=True):
    """Whose work `boundaries.topojson` is, under which licence, and from which day on the outlines hold."""

    valid_from: datetime.date
    attribution: str
    licence: str


class TopicRow(Row, frozen=True, kw_only=True):
    topic: str
    name: Text


class UnitOfMeasureRow(Row, frozen=True, kw_only=True):
    unit_of_measure: str
    title: Text
    symbol: Text


class BodyRow(Row, frozen=True, kw_only=True):
    body: str
    name: Text


class LicenceRow(Row, frozen=True, kw_only=True):
    licence: str
    stated: Text
    url: str = ""


class SourceRow(Row, frozen=True, kw_only=True):
    source: str
    published_by: str
    title: Text
    licence: str
    through: str = ""
    date: str = ""
    url: str = ""
    note: Text | None = None


class BreakdownRow(Row, frozen=True, kw_only=True):
    key: str
    code: str
    key_name: Text
    name: Text


class VariableRow(Row, frozen=True, kw_only=True):
    """What is observed. The columns after `reported_by` may be left out; an empty cell says that nobody stated it."""

    variable: str
    unit_of_measure: str
    better: Literal["higher", "lower", "none"]
    title: Text
    definition: Text | None = None
    topic: str
    goal: str = ""  # several are parted by semicolons
    official_table: str = ""
    reported_by: str = ""
    formula: Text | None = None
    legal_basis: Text | None = None
    owner: str = ""
    periodicity: Literal["", "monthly", "quarterly", "yearly", "other"] = ""
    collection: Text | None = None
    limitations: Text | None = None
    comparability: Text | None = None
    national_goal: Text | None = None
    plan: Text | None = None


class AggregationRow(Row, frozen=True, kw_only=True):
    """How values of a variable become that of several units together: they add up, or they are averaged, each with the
    value of another variable as its weight; `none`: no figure of the place says how.
    """

    variable: str
    aggregation: Literal["sum", "weighted", "none"]
    weighted_by: str = ""


class ContextRow(Row, frozen=True, kw_only=True):
    """By which variables units of a kind are found similar, and how many neighbours a unit has."""

    kind: str
    neighbours: int
    variables: str  # several are parted by semicolons


class BreakRow(Row, frozen=True, kw_only=True):
    unit: str
    variable: str
    period: str
    note: Text


class DoubtRow(Row, frozen=True, kw_only=True):
    unit: str
    variable: str
    period: str
    breakdown: str = ""
    note: Text


class SuppressionRow(Row, frozen=True, kw_only=True):
    """A rule of suppression of one variable, or of every variable that has no rule of its own. `vulnerable`: keys of
    breakdowns, several parted by semicolons; none: every cell.
    """

    variable: str = ""
    counted: Literal["value", "n"]
    least: int
    vulnerable: str = ""
    reason: Text


class CalendarRow(Row, frozen=True, kw_only=True):
    """A day off by an act. `moved`: a working day made a day off, and perhaps another day that is worked instead.
    `confirmed`: up to this day the calendar is complete, orders about moved days included.
    """

    day: datetime.date
    kind: Literal["holiday", "moved", "confirmed"]
    title: Text
    act: str
    worked_on: datetime.date | None = None


class ApprovalRow(Row, frozen=True, kw_only=True):
    """A step of the chain through which results of the place are approved: so many votes of holders of posts with a
    role, and perhaps an act. `source`: where the step is known from.
    """

    position: int
    title: Text
    role: Literal["methodologist", "administrator", "executive"]
    quorum: int
    needs_act: Literal["yes", "no"]
    source: str


class Table(msgspec.Struct, frozen=True):
    """A file of a place: what its rows are and which columns name a row."""

    row: type[Row]
    key: tuple[str, ...]


TABLES = {
    "kinds": Table(KindRow, ("kind",)),
    "peer_groups": Table(PeerGroupRow, ("peer_group",)),
    "units": Table(UnitRow, ("unit",)),
    "codes": Table(CodeRow, ("unit", "scheme", "valid_from")),
    "successions": Table(SuccessionRow, ("from_unit", "to_unit", "on")),
    "tiles": Table(TileRow, ("unit",)),
    "boundaries": Table(BoundariesRow, ("valid_from",)),
    "topics": Table(TopicRow, ("topic",)),
    "units_of_measure": Table(UnitOfMeasureRow, ("unit_of_measure",)),
    "bodies": Table(BodyRow, ("body",)),
    "licences": Table(LicenceRow, ("licence",)),
    "sources": Table(SourceRow, ("source",)),
    "breakdowns": Table(BreakdownRow, ("key", "code")),
    "variables": Table(VariableRow, ("variable",)),
    "aggregation": Table(AggregationRow, ("variable",)),
    "context": Table(ContextRow, ("kind",)),
    "breaks": Table(BreakRow, ("unit", "variable", "period")),
    "doubts": Table(DoubtRow, ("unit", "variable", "period", "breakdown")),
    "suppression": Table(SuppressionRow, ("variable",)),
    "calendar": Table(CalendarRow, ("day", "kind")),
    "approval": Table(ApprovalRow, ("position",)),
}

# Where the columns of a text begin otherwise than its field: breakdowns.csv has key, key_kk, key_ru, key_en.
STEMS = {"key_name": "key"}
