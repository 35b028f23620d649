"""A whole run, one unit and one node at a time."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tarazy.engine.model.methodology import Dimension, Indicator, Methodology
from tarazy.engine.model.period import earlier, last_day
from tests.engine.reference.adjust import Beside, adjusted, is_among
from tests.engine.reference.aggregate import aggregated
from tests.engine.reference.compared import COMPARED, compared
from tests.engine.reference.formula import evaluate
from tests.engine.reference.normalise import Bad, goalposts, min_max, rank_exponential
from tests.engine.reference.numbers import change, place, rounded, twelve
from tests.engine.reference.ruled import RULED, Known
from tests.engine.reference.valued import denominated, filled, treated
from tests.engine.reference.weigh import weights


@dataclass(frozen=True)
class SlowUnit:
    id: str
    kind: str
    peer_group: str
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None


@dataclass(frozen=True)
class Seen:
    """What was observed of one variable: a value, or why there is none (M cannot exist, X excluded by decision)."""

    value: float | None = None
    status: str = ""
    source: str = ""


@dataclass
class Row:
    """One row of scores.csv; None = empty."""

    value: float | None = None
    score: float | None = None
    weight: float | None = None
    contribution: float | None = None
    band: str | None = None
    rank: float | None = None
    share_not_counted: float | None = None
    share_imputed: float | None = None
    reason: str = ""


Observations = dict[tuple[str, str, str], Seen]
Rows = dict[tuple[str, str, str], Row]


class SlowRefused(Exception):
    """Every place at which a method refused: node, period, the units at fault."""

    def __init__(self, places: list[str]) -> None:
        self.places = places


def tag(parameters: Any) -> str:
    return str(parameters.__struct_config__.tag)


def stands(row: Row) -> bool:
    """Whether a node stands for something: by its score, or by those below it of which no total is made."""
    return row.score is not None or row.reason == "no_total"


def score_slowly(methodology: Methodology, units: list[SlowUnit], observed: Observations, periods: list[str]) -> Rows:
    """(unit, period, node) -> row, for every node."""
    scored: dict[str, Period] = {}
    for period in sorted({*periods, *before(methodology, units, observed, periods)}):
        among = [unit for unit in units if is_assessed(methodology, unit, period)]
        scored[period] = Period(methodology, among, observed, period)
        scored[period].score(scored)
    refused = [where for one in scored.values() for where in one.refused]
    if refused:
        raise SlowRefused(refused)
    return {(unit, period, node): row for period in periods for (unit, node), row in scored[period].rows.items()}


def before(
    methodology: Methodology, units: list[SlowUnit], observed: Observations, periods: list[str]
) -> Iterator[str]:
    """The earlier periods with whose scores a ranking by progress compares, where somebody may have one."""
    rule: Any = methodology.methods["rank"]
    for period in periods if tag(rule) == "progress" else ():
        then = earlier(period, rule.periods)
        known = [
            observed.get((unit.id, read.variable, earlier(then, read.lag)), Seen()).value
            for unit in units
            for read in methodology.reads
            if read.lag >= 0
        ]
        exists = any(is_assessed(methodology, unit, then) for unit in units)
        if then >= methodology.assessed_periods.from_ and exists and any(value is not None for value in known):
            yield then


def is_assessed(methodology: Methodology, unit: SlowUnit, period: str) -> bool:
    """Whether the unit is of an assessed kind and exists on the period's last day."""
    day = last_day(period)
    if methodology.assessed_kinds != "any" and unit.kind not in methodology.assessed_kinds:
        return False
    if unit.valid_from is not None and day < unit.valid_from:
        return False
    return unit.valid_to is None or day < unit.valid_to


class Period:
    def __init__(self, methodology: Methodology, units: list[SlowUnit], observed: Observations, period: str) -> None:
        self.methodology = methodology
        self.units = sorted(units, key=lambda unit: unit.id)
        self.groups = {unit.id: unit.peer_group for unit in units}
        self.observed = observed
        self.period = period
        self.rows: dict[tuple[str, str], Row] = {}
        self.refused: list[str] = []
        self.lost_nodes: set[str] = set()

    def score(self, scored: dict[str, Period]) -> None:
        """Score every node. `scored`: the periods before that are scored already."""
        self.node("index", {unit.id: True for unit in self.units})
        if self.refused:
            return
        for id in self.methodology.nodes:
            self.rank(id, scored)
            for unit in self.units:
                self.band(unit, id)
                self.contribution(unit, id)

    def refuse(self, node: str, *at_fault: list[str] | None) -> None:
        self.lost_nodes.add(node)
        where = f"{node}, {self.period}"
        for units in at_fault:
            self.refused.append(where if units is None else where + ": " + ", ".join(sorted(units)))

    def node(self, id: str, above: dict[str, bool]) -> None:
        """Score a node and everything below it; `above`: whether the parent applies to a unit."""
        node = self.methodology.nodes[id]
        applies = dict(above)
        rule = node.methods.get("apply")
        if rule is not None:
            for unit in self.units:
                among = is_among(rule, unit.id, unit.kind, self.period, self.variable_of_unit)
                applies[unit.id] = applies[unit.id] and among
        if isinstance(node, Indicator):
            self.indicator(node, applies)
            return
        for child in node.children:
            self.node(child, applies)
        if any(child in self.lost_nodes for child in node.children):
            self.lost_nodes.add(id)
            return
        self.dimension(node)

    # -- indicators

    def indicator(self, indicator: Indicator, applies: dict[str, bool]) -> None:
        for unit in self.units:
            row = self.rows[unit.id, indicator.id] = Row()
            row.reason = self.status(unit, indicator, applies[unit.id])
        asked = [unit for unit in self.units if not self.rows[unit.id, indicator.id].reason]
        try:
            values = self.values(indicator, 0, asked)
            imputed = self.imputed(indicator, values, {unit.id for unit in asked})
            scores = self.normalised(indicator, self.treated(indicator, {**values, **imputed}))
            after, gates = self.adjusted(indicator, scores)
        except Bad as bad:
            self.refuse(indicator.id, *bad.units)
            return
        for unit in self.units:
            row = self.rows[unit.id, indicator.id]
            row.value = values.get(unit.id)
            if unit.id in after:
                row.score = self.rounded(indicator, after[unit.id])
            elif not row.reason:  # a gate, no value, or one that earns no points, since something else is missing
                row.reason = gates.get(unit.id, "missing")
            if row.reason != "not_applicable":
                row.share_not_counted = float(row.score is None)
                row.share_imputed = float(row.score is not None and unit.id in imputed)

    def values(self, indicator: Indicator, lag: int, units: list[SlowUnit]) -> dict[str, float]:
        """The values of the formula, divided by their denominator, so many periods before."""
        faults: dict[str, list[str]] = {}
        found: dict[str, float] = {}
        for unit in units:
            wrong: set[str] = set()
            value = evaluate(indicator.value.tree, lambda v, own, u=unit: self.look(u, v, own + lag).value, wrong)
            for what in wrong:
                faults.setdefault(what, []).append(unit.id)
            if value is not None:
                found[unit.id] = value
        # What is wrong without any variable is wrong in the formula, and no unit's fault.
        whatever: set[str] = set()
        evaluate(indicator.value.tree, lambda variable, lag: None, whatever)
        if whatever or faults:
            raise Bad(*(None if what in whatever else faults[what] for what in whatever | faults.keys()))
        rule: Any = indicator.methods.get("denominate")
        by_id = {unit.id: unit for unit in units}
        return found if rule is None else denominated(found, rule, lambda u, v: self.look(by_id[u], v, lag).value)

    def imputed(self, indicator: Indicator, values: dict[str, float], asked: set[str]) -> dict[str, float]:
        def of_other(id: str) -> dict[str, float]:
            return self.values(self.methodology.nodes[id], 0, self.units)  # type: ignore[arg-type]

        def at_lag(lag: int) -> dict[str, float]:
            return self.values(indicator, lag, self.units)

        rule = indicator.methods["missing"]
        return filled(values, rule, self.groups, asked, at_lag, of_other, self.groups_within)

    def treated(self, indicator: Indicator, values: dict[str, float]) -> dict[str, float]:
        rules: Any = indicator.methods.get("treat", ())
        for rule in rules:
            values = treated(values, rule, self.groups_within)
        return values

    def groups_within(self, within: str) -> dict[str, str]:
        """The group of each unit in which it is compared."""
        if within == "kind":
            return {unit.id: unit.kind for unit in self.units}
        return self.groups if within == "peer_group" else dict.fromkeys(self.groups, "")

    def look(self, unit: SlowUnit, variable: str, lag: int) -> Seen:
        return self.observed.get((unit.id, variable, earlier(self.period, lag)), Seen())

    def status(self, unit: SlowUnit, indicator: Indicator, applies: bool) -> str:
        seen = [self.look(unit, read.variable, read.lag) for read in indicator.value.inputs()]
        if not applies or any(one.status == "M" for one in seen):
            return "not_applicable"
        for one in seen:
            if one.status == "X":
                return f"excluded:{one.source}"
        return ""

    def normalised(self, indicator: Indicator, values: dict[str, float]) -> dict[str, float]:
        parameters = indicator.methods["normalise"]
        rising = indicator.better == self.methodology.better
        if tag(parameters) in RULED:
            known = Known(
                rising, self.period, self.methodology, self.groups, self.before(indicator), self.variable_of_unit
            )
            return RULED[tag(parameters)](values, parameters, known)
        if tag(parameters) in COMPARED:
            return compared(tag(parameters), values, parameters, rising, self.methodology, self.groups)
        if tag(parameters) == "goalposts":
            return goalposts(values, parameters, rising, self.period, self.methodology)
        if tag(parameters) == "min_max":
            return min_max(values, parameters, rising, self.methodology, self.groups)
        assert tag(parameters) == "rank_exponential"
        return rank_exponential(values, parameters, rising, self.methodology, self.groups)

    def before(self, indicator: Indicator) -> Callable[[int], dict[str, float]]:
        """The values of the formula so many periods before, refused where it cannot be computed for somebody."""
        return lambda lag: self.values(indicator, lag, self.units)

    def variable_of_unit(self, unit: str, variable: str) -> float | None:
        return self.observed.get((unit, variable, self.period), Seen()).value

    def adjusted(
        self, node: Indicator | Dimension, scores: dict[str, float]
    ) -> tuple[dict[str, float], dict[str, str]]:
        """The scores after their adjustments, and the reasons where a gate took one away."""
        beside = Beside(
            variable=self.variable_of_unit,
            score=lambda unit, id: self.rows[unit, id].score,
            values=lambda lag: self.values(node, lag, self.units),  # type: ignore[arg-type]
            low=self.methodology.points.low,
            high=self.methodology.points.high,
            rising=isinstance(node, Indicator) and node.better == self.methodology.better,
        )
        return adjusted(dict(scores), node.methods.get("adjust", ()), beside)

    def rounded(self, node: Indicator | Dimension, score: float) -> float:
        rule: Any = node.methods.get("round")
        return score if rule is None else rounded(score, rule.decimals, tag(rule))

    # -- dimensions

    def stated(self, dimension: Dimension) -> dict[str, dict[str, float]]:
        rule = dimension.methods["weigh"]
        groups = {unit.id: unit.peer_group for unit in self.units}
        scores = {child: [self.rows[unit.id, child].score for unit in self.units] for child in dimension.children}
        return weights(tag(rule), rule, dimension.children, self.period, groups, scores)

    def dimension(self, dimension: Dimension) -> None:
        try:
            stated = self.stated(dimension)
        except Bad as bad:
            self.refuse(dimension.id, *bad.units)
            return
        negative = [unit.id for unit in self.units if not self.dimension_of(unit, dimension, stated[unit.id])]
        if negative:
            self.refuse(dimension.id, negative)
            return
        self.adjust(dimension)

    def adjust(self, dimension: Dimension) -> None:
        """Adjust and round the dimension's scores."""
        rows = {unit.id: self.rows[unit.id, dimension.id] for unit in self.units}
        try:
            after, gates = self.adjusted(
                dimension, {unit: row.score for unit, row in rows.items() if row.score is not None}
            )
        except Bad as bad:
            self.refuse(dimension.id, *bad.units)
            return
        for unit, row in rows.items():
            row.score = self.rounded(dimension, after[unit]) if unit in after else None
            row.reason = gates.get(unit, row.reason)

    def dimension_of(self, unit: SlowUnit, dimension: Dimension, stated: dict[str, float]) -> bool:
        """Score the dimension for one unit. False: its aggregation is not defined for it."""
        row = self.rows[unit.id, dimension.id] = Row()
        children = {child: self.rows[unit.id, child] for child in dimension.children}
        applying = {child: one for child, one in children.items() if one.reason != "not_applicable"}
        if not applying:
            row.reason = "not_applicable"
            return True
        whole = sum(stated[child] for child in applying)
        nominal = {child: stated[child] / whole for child in applying}
        row.share_not_counted = row.share_imputed = 0.0
        for child, one in applying.items():
            row.share_not_counted += nominal[child] * (one.share_not_counted or 0 if stands(one) else 1)
            row.share_imputed += nominal[child] * (one.share_imputed or 0 if stands(one) else 0)
        # A sum of thirds may end in 1.0000000000000002, and more than all is never lost.
        row.share_not_counted, row.share_imputed = min(row.share_not_counted, 1.0), min(row.share_imputed, 1.0)
        rule = dimension.methods["aggregate"]
        standing = [child for child, one in applying.items() if stands(one)]
        row.reason = self.why_no_score(dimension, applying, standing, 1 - row.share_not_counted)
        row.reason = row.reason or ("no_total" if tag(rule) == "no_total" else "")
        if row.reason:
            return True
        scored = {child: one.score for child, one in applying.items() if one.score is not None}
        counted = sum(nominal[child] for child in scored)
        for child in scored:
            children[child].weight = nominal[child] / counted
        parts = [(score, nominal[child] / counted) for child, score in scored.items()]
        score = aggregated(tag(rule), rule, parts, self.methodology.points)
        if score is None:
            return False
        row.score = score
        return True

    def why_no_score(
        self, dimension: Dimension, applying: dict[str, Row], standing: list[str], share_counted: float
    ) -> str:
        if all(one.reason.startswith("excluded:") for one in applying.values()):
            return next(iter(applying.values())).reason
        rule: Any = dimension.methods["missing"]
        if tag(rule) == "leave":
            wanted = [child for child, one in applying.items() if not one.reason.startswith("excluded:")]
            return "" if all(child in standing for child in wanted) else "missing"
        if twelve(share_counted) < twelve(rule.floor):
            return "below_coverage"
        return "" if standing else "missing"

    # -- what is said of every node

    def rank(self, id: str, scored: dict[str, Period]) -> None:
        rule: Any = self.methodology.methods["rank"]
        by_progress, to = tag(rule) == "progress", rule.rounded
        ranked = {}
        for unit in self.groups:
            number = self.progress(id, unit, scored) if by_progress else self.rows[unit, id].score
            if number is not None:
                ranked[unit] = number if to is None else rounded(number, to.decimals, to.mode)
        ties = rule.ties if by_progress else tag(rule)
        for unit in ranked:
            group = [ranked[peer] for peer in ranked if self.groups[peer] == self.groups[unit]]
            self.rows[unit, id].rank = place(ranked[unit], group, rule.order == "highest_first", ties)

    def progress(self, id: str, unit: str, scored: dict[str, Period]) -> float | None:
        """How the score has changed, None where one of the two is not there."""
        rule: Any = self.methodology.methods["rank"]
        then = scored.get(earlier(self.period, rule.periods))
        row = None if then is None else then.rows.get((unit, id))
        score = self.rows[unit, id].score
        if row is None or row.score is None or score is None:
            return None
        return change(score, row.score)

    def band(self, unit: SlowUnit, id: str) -> None:
        rule: Any = self.methodology.methods.get("band")
        row = self.rows[unit.id, id]
        if rule is None or row.score is None:
            return
        row.band = rule.bands[0].band
        for band in rule.bands:
            if twelve(row.score) >= twelve(band.from_):
                row.band = band.band

    def contribution(self, unit: SlowUnit, id: str) -> None:
        row = self.rows[unit.id, id]
        if id == "index":
            row.weight = None if row.score is None else 1.0
            row.contribution = row.score
            return
        share = row.score if row.score is not None else math.nan
        node = id
        while node != "index":
            parent = self.methodology.parents[node]
            weight = self.rows[unit.id, node].weight
            above = self.methodology.nodes[parent].methods
            if tag(above["aggregate"]) != "arithmetic" or "adjust" in above:
                return
            if weight is None or self.rows[unit.id, parent].score is None:
                return
            share *= weight
            node = parent
        row.contribution = share
