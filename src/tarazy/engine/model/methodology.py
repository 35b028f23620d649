"""What a methodology is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, Literal

import msgspec

from tarazy.engine.model.consequence import Verification
from tarazy.engine.model.formula import Formula, Lagged
from tarazy.engine.model.methods import Methods, each
from tarazy.engine.model.period import PeriodLength
from tarazy.engine.model.stated_checks import StatedCheck
from tarazy.engine.model.strict import Strict
from tarazy.engine.model.text import Text
from tarazy.engine.model.uncertainty import Uncertainty
from tarazy.engine.model.worked_example import Case
from tarazy.engine.model.written import Breakdown, Equals, Id, MethodologyId, ObservedId, Period, Series, Version, Word

INDEX: Final = "index"
Better = Literal["higher", "lower"]
Standing = Literal["illustration", "official", "historical"]
# How the values of months or quarters make that of the year: added up, their mean, or the last of them.
WithinYear = Literal["sum", "mean", "last"]


class Points(Strict, frozen=True, kw_only=True):
    """The scale of every score: its least and greatest points, and the decimals that pages show of an unrounded one."""

    low: float
    high: float
    decimals: int
    source: str
    date: datetime.date


class InForce(Strict, frozen=True, kw_only=True):
    from_: datetime.date = msgspec.field(name="from")
    to: datetime.date | None = None


class AssessedPeriods(Strict, frozen=True, kw_only=True):
    """The first and, if the version is closed, the last period that it assesses."""

    from_: Period = msgspec.field(name="from")
    to: Period | None = None


class UnitOfMeasure(Strict, frozen=True, kw_only=True):
    """`equals`: a number, or a product of a number and other units, such as 1000 * tenge; without it the unit is made
    of no others.
    """

    unit_of_measure: Id
    title: Text
    symbol: Text
    equals: Equals | None = None


class Observed(Strict, frozen=True, kw_only=True):
    """The observatory's variable that a name of a formula stands for: one breakdown of it ("" is the total), or the sum
    of several. Exactly one of the two is given.
    """

    variable: ObservedId
    breakdown: Breakdown | None = None
    sum_of: tuple[Breakdown, ...] = ()

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """What is read: one breakdown, or those that are added, in their order."""
        return self.sum_of if self.breakdown is None else (self.breakdown,)


class Range(Strict, frozen=True, kw_only=True):
    """Values outside cannot be right; both ends are possible."""

    low: float
    high: float


class Evidence(Strict, frozen=True, kw_only=True):
    """The document that must prove the figure, and the act that asks for it."""

    document: Text
    source: str


class Variable(Strict, frozen=True, kw_only=True):
    """A name that a formula may use; what the collection form says of it besides its meaning may be left out.

    `verification`: what follows from a wrong figure, where it is another than the methodology says of all.
    """

    variable: Id
    title: Text
    definition: Text
    unit_of_measure: Id
    observed: Observed
    series: tuple[Series, ...]
    range: Range | None = None
    reported_by: Text
    why: Text | None = None
    collected: PeriodLength | None = None
    within_year: WithinYear | None = None
    evidence: Evidence | None = None
    verification: Verification | None = None


def _read_besides(methods: Methods) -> Iterator[Lagged]:
    """What methods read besides the formula."""
    return (Lagged(name) for _, parameters in each(methods) for name in parameters.variables())


class Indicator(Strict, frozen=True, kw_only=True):
    """A leaf: a value made of variables, and the methods that turn it into a score, one for each step taken."""

    indicator: Id
    title: Text
    unit_of_measure: Id
    better: Better
    value: Formula
    code: str | None = None
    definition: Text | None = None
    goals: tuple[str, ...] = ()
    methods: Methods

    @property
    def id(self) -> str:
        return self.indicator

    def reads(self) -> tuple[Lagged, ...]:
        """Every variable with its lag that the formula or a method of the indicator reads, once each."""
        moved = (0, *(lag for _, parameters in each(self.methods) for lag in parameters.lags()))
        now = (*self.value.inputs(), *_read_besides(self.methods))
        return tuple(dict.fromkeys(Lagged(read.variable, read.lag + lag) for lag in moved for read in now))

    def only_values(self, variable: str) -> tuple[float, ...]:
        """The possible values of a variable that is itself the indicator's value; empty where methods take any."""
        taken = each(self.methods) if self.value.text == variable else ()
        return tuple(value for _, parameters in taken for value in parameters.only_values())


class Dimension(Strict, frozen=True, kw_only=True):
    """A node with children; the index itself is the dimension `index`."""

    dimension: Id
    title: Text
    children: tuple[Id, ...]
    code: str | None = None
    definition: Text | None = None
    criterion: bool = False
    methods: Methods

    @property
    def id(self) -> str:
        return self.dimension

    def reads(self) -> tuple[Lagged, ...]:
        """Every variable that a method of the dimension reads, once each."""
        return tuple(dict.fromkeys(_read_besides(self.methods)))


Node = Indicator | Dimension


class Methodology(Strict, frozen=True, kw_only=True):
    """A whole methodology, valid or not at all.

    `files`: its text byte for byte, by path within the folder; `hash`: of the text, as docs/manual/formats.md says.
    """

    methodology: MethodologyId
    version: Version
    standing: Standing
    title: Text
    description: Text
    source: str
    in_force: InForce
    assessed_kinds: tuple[Word, ...] | Literal["any"]
    period: PeriodLength
    assessed_periods: AssessedPeriods
    points: Points
    better: Better
    index: Dimension
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    variables: tuple[Variable, ...]
    units_of_measure: tuple[UnitOfMeasure, ...]
    checks: tuple[StatedCheck, ...] = ()
    cases: tuple[Case, ...]
    methods: Methods
    verification: Verification | None = None
    uncertainty: Uncertainty | None = None
    files: Mapping[str, bytes]
    hash: str

    @property
    def id(self) -> str:
        """`place/name/version`."""
        return f"{self.methodology}/{self.version}"

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Every node by id, the index first, parents before children, siblings in the order of the text."""
        nodes: tuple[Node, ...] = (self.index, *self.dimensions, *self.indicators)
        by_id = {node.id: node for node in nodes}
        return {id: by_id[id] for id in _down(INDEX, by_id)}

    @cached_property
    def reads(self) -> tuple[Lagged, ...]:
        """Every variable with its lag that a node reads, once each."""
        return tuple(dict.fromkeys(read for node in self.nodes.values() for read in node.reads()))

    @cached_property
    def scores_before(self) -> tuple[int, ...]:
        """How many periods before the ranking looks at scores."""
        return tuple(lag for _, parameters in each(self.methods) for lag in parameters.scores_before())

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The parent of every node but the index."""
        return {
            child: node.id for node in self.nodes.values() if isinstance(node, Dimension) for child in node.children
        }

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """1 for the index, 2 for its children, and so on."""
        depths = {INDEX: 1}
        for id in self.nodes:
            if id != INDEX:
                depths[id] = depths[self.parents[id]] + 1
        return depths

    @cached_property
    def units_of_measure_by_id(self) -> Mapping[str, UnitOfMeasure]:
        return {unit.unit_of_measure: unit for unit in self.units_of_measure}

    @cached_property
    def variables_by_name(self) -> Mapping[str, Variable]:
        return {variable.variable: variable for variable in self.variables}


def _down(id: str, by_id: Mapping[str, Node]) -> Iterator[str]:
    yield id
    node = by_id[id]
    if isinstance(node, Dimension):
        for child in node.children:
            yield from _down(child, by_id)
