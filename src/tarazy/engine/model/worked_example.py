"""Worked examples of a methodology: what is observed, and what must come out."""

from __future__ import annotations

from tarazy.engine.model.strict import Strict
from tarazy.engine.model.text import Text
from tarazy.engine.model.written import Breakdown, Id, ObservedId, Period, ReasonWord, Series, Status, Word


class CaseUnit(Strict, frozen=True, kw_only=True):
    unit: Word
    kind: Word
    peer_group: Word


class CaseObservation(Strict, frozen=True, kw_only=True):
    unit: Word
    period: Period
    variable: ObservedId
    value: float | None = None
    breakdown: Breakdown = ""
    series: Series = "statistics"
    status: Status = ""
    source: str | None = None


class Expected(Strict, frozen=True, kw_only=True):
    """What a node of a unit must come to; only what is given is compared. `decimals`: the digits that must agree."""

    unit: Word
    node: Id
    value: float | None = None
    score: float | None = None
    decimals: int | None = None
    rank: float | None = None
    band: Id | None = None
    reason: ReasonWord | None = None


class Case(Strict, frozen=True, kw_only=True):
    """A worked example that runs whenever the methodology is checked."""

    case: Id
    title: Text
    source: str
    period: Period
    units: tuple[CaseUnit, ...]
    observations: tuple[CaseObservation, ...]
    expect: tuple[Expected, ...]
