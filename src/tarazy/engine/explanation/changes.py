"""What would change a unit's result: for each observed value the smallest change that alone would do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.explanation.model import Change
from tarazy.engine.explanation.search import Outcomes, in_few_digits, smallest_change
from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Dimension, Indicator, Methodology
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.period import earlier
from tarazy.engine.model.result import NodeColumns, PeriodResult
from tarazy.engine.model.units import Units
from tarazy.engine.run import Witnessed, run
from tarazy.engine.steps import methods
from tarazy.engine.words import ProblemsFound

Outcome = tuple[float, int]  # the unit's rank and the position of its band (-1 = none)
Trial = Callable[[Vector], Iterator[Outcome | None]]  # None: such a value cannot be scored
RANK: Final = 0
BAND: Final = 1
GRID_OF_COPIES, GRID_OF_RUNS = 32, 8


@dataclass(frozen=True)
class Case:
    """A scored unit at a node in a period; `at`: its position among the units of the period, `among_all` among all."""

    methodology: Methodology
    inputs: Inputs
    units: Units
    result: PeriodResult
    bands: tuple[str, ...]
    node: str
    ranked: Witnessed
    at: int
    among_all: int

    @property
    def period(self) -> str:
        return self.result.period

    @cached_property
    def scored(self) -> NDArray[np.bool_]:
        """Which of all units are scored in the period: a country's total is no yardstick for its regions."""
        return np.isin(self.units.ids, self.result.units)

    @cached_property
    def periods(self) -> frozenset[str]:
        """The period and those before it that a formula reads."""
        reads = (read for indicator in self.methodology.indicators for read in indicator.value.inputs())
        return frozenset({self.period, *(earlier(self.period, read.lag) for read in reads)})


def changes(case: Case) -> tuple[Change, ...]:
    """Every observed value of the period whose change alone would give the unit another rank or band at the node.

    Sorted by how far they move an indicator among the units, the smallest first. A value can go as far as the
    methodology's range of its variable says, else as far again as the values of all units spread.
    """
    found = [change for name, users in _variables(case).items() for change in _of_variable(case, name, users)]
    return tuple(sorted(found, key=lambda change: (change.spread_share is None, change.spread_share or 0.0)))


def _variables(case: Case) -> Mapping[str, list[Indicator]]:
    """The names that formulas below the node read in the period itself, with the indicators that read them."""
    users: dict[str, list[Indicator]] = {}
    for id in _below(case.methodology, case.node):
        node = case.methodology.nodes[id]
        if isinstance(node, Indicator):
            for read in node.value.inputs():
                if read.lag == 0:
                    users.setdefault(read.variable, []).append(node)
    return users


def _below(methodology: Methodology, id: str) -> Iterator[str]:
    yield id
    node = methodology.nodes[id]
    if isinstance(node, Dimension):
        for child in node.children:
            yield from _below(methodology, child)


def _of_variable(case: Case, name: str, users: list[Indicator]) -> Iterator[Change]:
    column, _ = case.inputs.column(name, case.period)
    value = float(column[case.among_all])
    if np.isnan(value):
        return
    relative = _is_relative(case, users)
    trial = _of_runs(case, name) if relative else _of_copies(case, name)
    for of, limit in product((RANK, BAND) if case.bands else (RANK,), _limits(case, name, column[case.scored])):

        def wanted(values: Vector, of: int = of) -> Iterator[float | None]:
            return (None if outcome is None else outcome[of] for outcome in trial(values))

        found = smallest_change(wanted, value, limit, GRID_OF_RUNS if relative else GRID_OF_COPIES)
        if found is not None:
            needed = _shortened(wanted, value, found, limit)
            yield _change(case, name, users, of, (value, needed), trial)


def _limits(case: Case, name: str, column: Vector) -> tuple[float, float]:
    possible = case.methodology.variables_by_name[name].range
    if possible is not None:
        return possible.low, possible.high
    least, greatest = float(np.nanmin(column)), float(np.nanmax(column))
    spread = (greatest - least) or abs(greatest) or 1.0
    return (least - spread if least < 0 else max(least - spread, 0.0)), greatest + spread


def _shortened(outcomes: Outcomes, value: float, found: float, limit: float) -> float:
    """The found value in few digits, if the outcome there differs too and it is still possible."""
    short = in_few_digits(value, found)
    if abs(short - value) > abs(limit - value):
        return found
    now, then = outcomes(np.array([value, short]))
    return short if then is not None and now != then else found


def _is_relative(case: Case, users: list[Indicator]) -> bool:
    """Whether another value of this unit changes the scores of others: then everybody is scored again."""
    nodes = {id: case.methodology.nodes[id] for user in users for id in _up(case.methodology, user.id)}
    return any(
        methods(step)[str(parameters.__struct_config__.tag)].RELATIVE
        for node in nodes.values()
        for step, parameters in node.methods.items()
    )


def _up(methodology: Methodology, id: str) -> Iterator[str]:
    yield id
    while id != INDEX:
        id = methodology.parents[id]
        yield id


def _of_runs(case: Case, name: str) -> Trial:
    """Outcomes by scoring all units again, one run a value."""

    def outcomes(values: Vector) -> Iterator[Outcome | None]:
        states = case.inputs.column(name, case.period)[1]
        for value in values:
            column = case.inputs.column(name, case.period)[0].copy()
            column[case.among_all] = value
            columns = {**case.inputs.columns, (name, case.period): (column, states)}
            result = _result(case, replace(case.inputs, columns=columns), case.units, [case.node])
            if result is None:
                yield None
            else:
                node = result.nodes[case.node]
                yield float(node.rank[case.at]), int(node.band[case.at])

    return outcomes


def _of_copies(case: Case, name: str) -> Trial:
    """Outcomes by scoring copies of the unit, one a value, and placing each among the others as they are."""
    scores, parameters, scene = case.ranked.given

    def outcomes(values: Vector) -> Iterator[Outcome | None]:
        nodes = _scored_copies(case, name, values, [case.node])
        if nodes is None:
            for value in values if len(values) > 1 else ():
                yield from outcomes(np.array([value]))
            if len(values) == 1:
                yield None
            return
        node = nodes[case.node]
        # Every copy stands among the others in a world of its own: so many more peer groups, ranked all at once.
        worlds = np.tile(scores, (len(values), 1))
        worlds[:, case.at] = node.score
        groups = (
            scene.groups + (np.int32(scene.groups.max()) + 1) * np.arange(len(values), dtype=np.int32)[:, np.newaxis]
        )
        apart = replace(scene, groups=groups.ravel())
        ranks = case.ranked.module.compute(worlds.ravel(), parameters, apart).reshape(worlds.shape)[:, case.at]
        yield from zip(ranks.tolist(), node.band.tolist(), strict=True)

    return outcomes


def _scored_copies(case: Case, name: str, values: Vector, keep: list[str]) -> Mapping[str, NodeColumns] | None:
    m, at = len(values), case.among_all
    columns = {
        key: (np.full(m, column[at]), np.full(m, states[at]))
        for key, (column, states) in case.inputs.columns.items()
        if key[1] in case.periods
    }
    columns[name, case.period] = (values, columns[name, case.period][1])
    decisions = {key: dict.fromkeys(range(m), by[at]) for key, by in case.inputs.decisions.items() if at in by}
    units = case.units.only(np.full(m, at))
    copies = replace(units, ids=np.array([f"{i:09d}" for i in range(m)]))
    result = _result(case, Inputs(m, columns, decisions), copies, keep)
    return None if result is None else result.nodes


def _result(case: Case, inputs: Inputs, units: Units, keep: list[str]) -> PeriodResult | None:
    """The period scored again; None where the methodology cannot score such a value."""
    try:
        return run(case.methodology, inputs, units, [case.period], keep).periods[0]
    except ProblemsFound:
        return None


def _change(
    case: Case, name: str, users: list[Indicator], of: int, values: tuple[float, float], trial: Trial
) -> Change:
    value, needed = values
    now, then = trial(np.array([value, needed]))
    assert now is not None
    assert then is not None  # both were scored during the search
    variable = case.methodology.variables_by_name[name]
    return Change(
        of="rank" if of == RANK else "band",
        name=name,
        title=variable.title,
        unit_of_measure=case.methodology.units_of_measure_by_id[variable.unit_of_measure].symbol,
        indicators=tuple(user.id for user in users),
        period=case.period,
        value=value,
        needed=needed,
        change=needed - value,
        spread_share=_spread_share(case, name, users, values),
        before=_told(case, of, now),
        after=_told(case, of, then),
        better=_is_better(case, of, now, then),
    )


def _spread_share(case: Case, name: str, users: list[Indicator], values: tuple[float, float]) -> float | None:
    """How far the change moves an indicator, as a share of the distance between its least and its greatest value among
    the units; of several indicators the one moved farthest.
    """
    nodes = _scored_copies(case, name, np.array(values), [user.id for user in users])
    if nodes is None:
        return None
    shares: list[float] = []
    for user in users:
        of_all, of_copies = case.result.nodes[user.id].value, nodes[user.id].value
        if of_all is not None and of_copies is not None and not np.isnan(of_copies).any():
            spread = float(np.nanmax(of_all) - np.nanmin(of_all))
            shares += [float(abs(of_copies[1] - of_copies[0])) / spread] if spread else []
    return max(shares, default=None)


def _told(case: Case, of: int, outcome: Outcome) -> str:
    if of == RANK:
        return f"{outcome[RANK]:g}"
    return case.bands[outcome[BAND]] if outcome[BAND] >= 0 else ""


def _is_better(case: Case, of: int, now: Outcome, then: Outcome) -> bool:
    if of == BAND:
        return (then[BAND] > now[BAND]) == (case.methodology.better == "higher")
    highest_first = getattr(case.methodology.methods["rank"], "order", "highest_first") == "highest_first"
    return (then[RANK] < now[RANK]) == (highest_first == (case.methodology.better == "higher"))
