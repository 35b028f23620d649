"""Units with figures of their own among others whose figures are from the other side: a world for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tarazy.engine.model.inputs import Inputs
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.methods import each
from tarazy.engine.model.numbers import Vector
from tarazy.engine.model.places import places
from tarazy.engine.model.scene import apart
from tarazy.engine.robustness.comparison.states import Outcome
from tarazy.engine.robustness.comparison.worlds import Rule, World, changed, with_own
from tarazy.engine.run import Witnessed, run
from tarazy.engine.steps import methods
from tarazy.engine.words import ProblemsFound

# So many units stand in the worlds of one run: enough that calls cost less than the work, few enough to stay in reach
# of the processor.
UNITS_AT_ONCE: Final = 16_000

# By node, the score and the rank of one unit.
_Told = Mapping[str, tuple[float, float]]


def exchanged(
    rule: Rule, own: World, others: World, among: Outcome, nodes: Sequence[str], step: Callable[[int], None]
) -> Mapping[str, tuple[Vector, Vector]]:
    """By node, the score and the rank of each unit whose figures are its own while those of the others are theirs.

    `among`: what the rule makes of the world of the others. For a unit whose figures are the same in both worlds that
    is its own, too. NaN where the rule refuses the figures. `step` is told after how many more units.
    """
    found = {node: (among.score[node].copy(), among.rank[node].copy()) for node in nodes}
    units = units_to_run(own, others, among)
    together = max(1, UNITS_AT_ONCE // len(others.units)) if compares_within_worlds(rule.methodology) else 1
    for start in range(0, len(units), together):
        some = units[start : start + together]
        for unit, told in zip(some.tolist(), _scored(rule, own, others, among, some, nodes), strict=True):
            for node, (score, rank) in found.items():
                score[unit], rank[unit] = told.get(node, (np.nan, np.nan))
        step(len(some))
    return found


def units_to_run(own: World, others: World, among: Outcome) -> NDArray[np.intp]:
    """The positions among all units of those for which the two worlds differ and that are scored."""
    scored = np.zeros(len(among.score[INDEX]), dtype=np.bool_)
    scored[others.among_all[np.isin(others.units.ids, among.result.units)]] = True
    return np.flatnonzero(changed(own, others, len(scored)) & scored)


def compares_within_worlds(methodology: Methodology) -> bool:
    """Whether every method that compares units says within which group: then one run can score several worlds."""
    taken = (one for node in methodology.nodes.values() for one in each(node.methods))
    compare = [parameters for step, parameters in taken if methods(step)[parameters.method].RELATIVE]
    return not methodology.scores_before and all(hasattr(parameters, "within") for parameters in compare)


def _scored(
    rule: Rule, own: World, others: World, among: Outcome, units: NDArray[np.intp], nodes: Sequence[str]
) -> Iterator[_Told]:
    """What each of some units comes to, in their order; nothing where the rule refuses the figures."""
    place = {unit: at for at, unit in enumerate(among.result.units)}
    at = np.array([place[str(others.units.ids[others.at(unit)])] for unit in units.tolist()])
    try:
        if len(units) > 1:
            yield from _together(rule, stacked(own, others, units), at, nodes)
        else:
            yield _alone(rule, with_own(others, own, int(units[0])), int(at[0]), nodes)
    except ProblemsFound:
        # In one of the worlds something is refused: find out in which.
        for number in range(len(units)) if len(units) > 1 else ():
            yield from _scored(rule, own, others, among, units[[number]], nodes)
        if len(units) == 1:
            yield {}


def _alone(rule: Rule, mixed: World, at: int, nodes: Sequence[str]) -> _Told:
    told = run(rule.methodology, mixed.inputs, mixed.units, [rule.period], nodes).periods[0].nodes
    return {node: (float(told[node].score[at]), float(told[node].rank[at])) for node in nodes}


def _together(rule: Rule, mixed: World, at: NDArray[np.intp], nodes: Sequence[str]) -> list[_Told]:
    """One run of as many worlds as there are units; `at`: the position of each among the scored units of its world."""
    placed: dict[str, Witnessed] = {}

    def see(step: Witnessed) -> None:
        if step.step == "rank":
            placed[step.node] = step

    told = run(rule.methodology, mixed.inputs, mixed.units, [rule.period], nodes, witness=see).periods[0].nodes
    each_world = np.arange(len(at))
    columns = {}
    for node in nodes:
        _, parameters, scene = placed[node].given
        module, first = placed[node].module, parameters.order == "highest_first"
        deciding = module.deciding(*placed[node].given)
        groups = apart(scene.groups, scene.units.worlds)
        ranks = places(deciding, groups, highest_first=first, ties=module.ties(parameters))
        columns[node] = (
            told[node].score.reshape(len(at), -1)[each_world, at],
            ranks.reshape(len(at), -1)[each_world, at],
        )
    return [
        {node: (float(score[number]), float(rank[number])) for node, (score, rank) in columns.items()}
        for number in range(len(at))
    ]


def stacked(own: World, others: World, units: NDArray[np.intp]) -> World:
    """The worlds of several units, known by their positions among all, one below the other."""
    count, size = len(units), len(others.units)
    there, here = np.searchsorted(others.among_all, units), np.searchsorted(own.among_all, units)
    rows = np.arange(count) * size + there
    columns = {}
    for key in own.inputs.columns.keys() | others.inputs.columns.keys():
        mine, theirs = own.inputs.column(*key), others.inputs.column(*key)
        values, states = np.tile(theirs[0], count), np.tile(theirs[1], count)
        values[rows], states[rows] = mine[0][here], mine[1][here]
        columns[key] = values, states
    begun, gone = np.tile(others.units.valid_from, count), np.tile(others.units.valid_to, count)
    begun[rows], gone[rows] = own.units.valid_from[here], own.units.valid_to[here]
    below = others.units.only(np.tile(np.arange(size), count))
    worlds = np.repeat(np.arange(count, dtype=np.int32), size)
    everybody = replace(below, valid_from=begun, valid_to=gone, worlds=worlds)
    decisions = _stacked_decisions(own, others, here, there)
    return World(everybody, np.tile(others.among_all, count), Inputs(count * size, columns, decisions))


def _stacked_decisions(
    own: World, others: World, here: NDArray[np.intp], there: NDArray[np.intp]
) -> dict[tuple[str, str], dict[int, str]]:
    size = len(others.units)
    found: dict[tuple[str, str], dict[int, str]] = {}
    for key in own.inputs.decisions.keys() | others.inputs.decisions.keys():
        mine, theirs = own.inputs.decided(*key), others.inputs.decided(*key)
        by = found.setdefault(key, {})
        for number, (from_own, into) in enumerate(zip(here.tolist(), there.tolist(), strict=True)):
            by.update({number * size + at: source for at, source in theirs.items() if at != into})
            if from_own in mine:
                by[number * size + into] = mine[from_own]
    return found
