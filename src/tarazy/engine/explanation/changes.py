"""What would change a unit's result: for each observed value the smallest change that alone would do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from tarazy.engine.explanation.model import Change
from tarazy.engine.explanation.search import Outcome, Outcomes, Probe, Way, in_few_digits, walk
from tarazy.engine.explanation.trial import Case, by_copies, by_runs, compares_units, values_by_copies
from tarazy.engine.model.methodology import INDEX, Dimension, Indicator, Methodology, Node
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Vector

RANK: Final = 0
BAND: Final = 1
GRID_OF_COPIES: Final = 32
GRID_OF_RUNS: Final = 4


def changes(case: Case) -> tuple[Change, ...]:
    """Every observed value of the period whose change alone would give the unit another rank or band at the node, or
    any at all where a gate has taken its score away.

    Sorted by how far they move an indicator among the units, the smallest first. A value can go as far as the
    methodology's range of its variable says, else as far again as the values of all units spread.
    """
    users = _variables(case)
    alone = {name: used for name, used in users.items() if not _is_relative(case, used)}
    together = {name: used for name, used in users.items() if name not in alone}
    found = [
        *_found(case, alone, lambda probes: by_copies(case, probes), GRID_OF_COPIES),
        *_found(case, together, lambda probes: by_runs(case, probes), GRID_OF_RUNS),
    ]
    return tuple(sorted(found, key=lambda change: (change.spread_share is None, change.spread_share or 0.0)))


def _variables(case: Case) -> Mapping[str, list[Node]]:
    """The names that nodes from this one down read in the period itself, with the nodes that read them."""
    users: dict[str, list[Node]] = {}
    for id in _below(case.methodology, case.node):
        node = case.methodology.nodes[id]
        others = (other for _, taken in each(node.methods) for other in taken.indicators())
        reads = [*node.reads(), *(read for other in others for read in case.methodology.nodes[other].reads())]
        for name in dict.fromkeys(read.variable for read in reads if read.lag == 0):
            if not np.isnan(case.value(name)):
                users.setdefault(name, []).append(node)
    return users


def _below(methodology: Methodology, id: str) -> Iterator[str]:
    yield id
    node = methodology.nodes[id]
    if isinstance(node, Dimension):
        for child in node.children:
            yield from _below(methodology, child)


def _is_relative(case: Case, users: list[Node]) -> bool:
    """Whether another value of this unit changes the scores of others, or its own of an earlier period with which its
    score is compared: then everybody is scored again.
    """
    if case.methodology.scores_before and any(read.lag < 0 for user in users for read in user.reads()):
        return True
    return any(compares_units(case.methodology.nodes[id]) for user in users for id in _up(case.methodology, user.id))


def _up(methodology: Methodology, id: str) -> Iterator[str]:
    yield id
    while id != INDEX:
        id = methodology.parents[id]
        yield id


def _found(case: Case, users: Mapping[str, list[Node]], outcomes: Outcomes, grid: int) -> Iterator[Change]:
    now = case.outcome
    ways = [
        Way(name, case.value(name), limit, now, of, grid, _only_values(users[name], name))
        for name in users
        for of in ((RANK, BAND) if case.bands else (RANK,))
        for limit in _limits(case, name)
        if limit != case.value(name)
    ]
    walk(ways, outcomes)
    changed = [way for way in ways if way.found is not None]
    needed = _shortened(changed, outcomes)
    after = outcomes(needed)
    moved = values_by_copies(case, needed)
    for way, probe, then, values in zip(changed, needed, after, moved, strict=True):
        assert isinstance(then, tuple)  # it was scored during the search
        yield _change(case, users[way.name], way.aspect, probe, then, values)


def _only_values(users: Sequence[Node], name: str) -> tuple[float, ...]:
    return tuple(value for user in users if isinstance(user, Indicator) for value in user.only_values(name))


def _limits(case: Case, name: str) -> tuple[float, float]:
    possible = case.methodology.variables_by_name[name].range
    if possible is not None:
        return possible.low, possible.high
    column = case.inputs.column(name, case.period)[0][case.scored]
    least, greatest = float(np.nanmin(column)), float(np.nanmax(column))
    spread = (greatest - least) or abs(greatest) or 1.0
    return (least - spread if least < 0 else max(least - spread, 0.0)), greatest + spread


def _shortened(ways: Sequence[Way], outcomes: Outcomes) -> list[Probe]:
    """The found values in few digits, where the outcome there differs too and they are still possible."""
    shorter = [(way, short) for way in ways for short in in_few_digits(way.value, way.found or 0.0)]
    told = outcomes([(way.name, short) for way, short in shorter])
    suits = {
        (way.name, way.aspect, way.limit): short
        for (way, short), then in reversed(list(zip(shorter, told, strict=True)))  # of two the nearest, told first
        if way.is_changed(then) and abs(short - way.value) <= abs(way.limit - way.value)
    }
    return [(way.name, suits.get((way.name, way.aspect, way.limit), way.found or 0.0)) for way in ways]


def _change(case: Case, users: list[Node], of: int, probe: Probe, then: Outcome, values: Mapping[str, float]) -> Change:
    name, needed = probe
    variable = case.methodology.variables_by_name[name]
    return Change(
        of="rank" if of == RANK else "band",
        name=name,
        title=variable.title,
        unit_of_measure=case.methodology.units_of_measure_by_id[variable.unit_of_measure].symbol,
        indicators=tuple(user.id for user in users),
        period=case.period,
        value=case.value(name),
        needed=needed,
        change=needed - case.value(name),
        spread_share=_spread_share(case, users, values),
        before=_told(case, of, case.outcome),
        after=_told(case, of, then),
        better=_is_better(case, of, case.outcome, then),
    )


def _spread_share(case: Case, users: list[Node], values: Mapping[str, float]) -> float | None:
    """How far an indicator moves, as a share of the distance between its least and its greatest value among the units;
    of several indicators the one moved farthest.
    """
    shares: list[float] = []
    for user in users:
        of_all: Vector | None = case.result.nodes[user.id].value
        if of_all is None or user.id not in values:
            continue
        spread, by = float(np.nanmax(of_all) - np.nanmin(of_all)), abs(values[user.id] - float(of_all[case.at]))
        shares += [by / spread] if spread and not np.isnan(by) else []
    return max(shares, default=None)


def _told(case: Case, of: int, outcome: Outcome) -> str:
    if of == RANK:
        return f"{outcome[RANK]:g}" if outcome[RANK] else ""
    return case.bands[outcome[BAND]] if outcome[BAND] >= 0 else ""


def _is_better(case: Case, of: int, now: Outcome, then: Outcome) -> bool:
    if not then[RANK] or not now[RANK]:
        return bool(then[RANK])  # a gate takes the score away, or no longer does
    if of == BAND:
        return (then[BAND] > now[BAND]) == (case.methodology.better == "higher")
    highest_first = getattr(case.methodology.methods["rank"], "order", "highest_first") == "highest_first"
    return (then[RANK] < now[RANK]) == (highest_first == (case.methodology.better == "higher"))
