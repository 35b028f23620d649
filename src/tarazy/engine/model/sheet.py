"""A sheet: what one body fills in for one period, cell by cell, and everything that its checks look at."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple

import msgspec

from tarazy.engine.model.arithmetic import value_of
from tarazy.engine.model.finding import Severity
from tarazy.engine.model.formula import Formula
from tarazy.engine.model.methodology import Better, Range
from tarazy.engine.model.period import a_year_before
from tarazy.engine.model.spread import Spread
from tarazy.engine.model.text import Text
from tarazy.engine.model.thresholds import CellThresholds, SheetThresholds


class Key(NamedTuple):
    """Which cell of a sheet: a variable, and a breakdown of it ("" is the total)."""

    variable: str
    breakdown: str = ""

    @property
    def code(self) -> str:
        return f"{self.variable}[{self.breakdown}]" if self.breakdown else self.variable


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What every body is asked in one cell.

    `only_values`: the possible ones, empty where any is possible. `better` None: neither way is better, as of a number
    of inhabitants.
    """

    key: Key
    range: Range | None = None
    only_values: tuple[float, ...] = ()
    better: Better | None = None
    evidence_required: bool = False
    thresholds: CellThresholds = CellThresholds()


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one supporting document or link.

    `name`: the name of the file, or the address. `digest`: SHA-256 of a file, "" of a link. `dated`: the day of the
    document. `valid_until`: the last day of its validity. `reachable`: what came of asking for a link; None where
    nobody asked, as for a file. None of a date: not known.
    """

    name: str
    digest: str = ""
    dated: datetime.date | None = None
    valid_until: datetime.date | None = None
    reachable: bool | None = None


class OtherSource(msgspec.Struct, frozen=True, kw_only=True):
    """What another source says of the same cell. `source` names it, as "Bureau of National Statistics"."""

    source: str
    value: float


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One cell as it was filled in.

    `value` None: none was given. `text`: what stands there if it is no number. `status`: as of an observation.
    `earlier`: the body's values of earlier periods. `target`: of the sheet's period. `others`: the spread of all
    bodies of the peer group in the sheet's period. `place`: a sheet of a workbook with its cell; "" on a page.
    """

    asked: Asked
    value: float | None = None
    text: str = ""
    status: str = ""
    earlier: Mapping[str, float] = {}
    target: float | None = None
    other_sources: tuple[OtherSource, ...] = ()
    others: Spread | None = None
    evidence: tuple[Evidence, ...] = ()
    place: str = ""

    @property
    def key(self) -> Key:
        return self.asked.key


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """Parts that together make a whole: other cells, added up, or a number, as 100 for shares in percent.

    `rounded_to`: how coarsely the values are written, as 0.1; 0 where they are exact, as counts are. `reason`: why it
    must hold, where the methodology says it.
    """

    parts: tuple[Key, ...]
    whole: tuple[Key, ...] | float
    rounded_to: float = 0.0
    severity: Severity = "stop"
    reason: Text | None = None

    @property
    def tolerance(self) -> float:
        """How far apart rounding alone can bring the two: half a step for each rounded number."""
        rounded = len(self.parts) + (len(self.whole) if isinstance(self.whole, tuple) else 0)
        return self.rounded_to / 2 * rounded


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a relation. `cells`: those that each name of the formula adds up. `said`: the formula with the codes
    of cells in place of its names.
    """

    formula: Formula
    cells: Mapping[str, tuple[Key, ...]]
    said: str

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(key for cells in self.cells.values() for key in cells)


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """What must hold between cells: `left` is not above, not below or equal to `right`, but for `within`.

    `severity`: `explain` for what holds as a rule but not always. `reason`: why it must hold, where the methodology
    says it.
    """

    left: Side
    sense: Literal["not_above", "not_below", "equal"]
    right: Side
    within: float = 0.0
    severity: Severity = "stop"
    reason: Text | None = None


class Sheet(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All cells of one unit in one period, in the order of the form, and what must hold between them.

    A form that asks for several periods is a sheet for each of them.

    `earlier_files`: SHA-256 of every file that the unit attached to an earlier period. `place`: the name of a file
    that was uploaded; "" on a page.
    """

    unit: str
    period: str
    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier_files: frozenset[str] = frozenset()
    thresholds: SheetThresholds = SheetThresholds()
    place: str = ""

    @cached_property
    def by_key(self) -> Mapping[Key, Cell]:
        return {cell.key: cell for cell in self.cells}

    @cached_property
    def year_before(self) -> str:
        """The period of a year ago."""
        return a_year_before(self.period)

    def value(self, key: Key) -> float | None:
        """The value of a cell; None where it has none or the sheet does not ask for it."""
        cell = self.by_key.get(key)
        return cell.value if cell else None

    def total(self, keys: tuple[Key, ...]) -> float | None:
        """The values of cells, added up in their order; None where one of them has none."""
        total = 0.0
        for key in keys:
            value = self.value(key)
            if value is None:
                return None
            total += value
        return total

    def side(self, side: Side) -> float | None:
        """What one side of a relation comes to; None where a value of it is missing, or there is none."""
        values = {name: self.total(keys) for name, keys in side.cells.items()}
        known = {name: value for name, value in values.items() if value is not None}
        return value_of(side.formula, known) if len(known) == len(values) else None

    def where(self, keys: tuple[Key, ...]) -> str:
        """The place of one cell, or of the whole sheet for several: what a problem says."""
        if len(keys) != 1:
            return self.place or f"{self.unit}, {self.period}"
        return self.by_key[keys[0]].place or f"{self.unit}, {self.period}, {keys[0].code}"
