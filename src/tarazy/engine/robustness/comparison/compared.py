"""Two sides compared: who moves, and by what."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from tarazy.engine.model.units import Units
from tarazy.engine.robustness.comparison.changes import Steps, in_one, steps_between
from tarazy.engine.robustness.comparison.exchanged import exchanged, units_to_run
from tarazy.engine.robustness.comparison.problems import check_lengths
from tarazy.engine.robustness.comparison.split import Parts, no_parts, split
from tarazy.engine.robustness.comparison.states import Outcome, States, comparing, outcome
from tarazy.engine.robustness.comparison.worlds import Side, World, changed, world
from tarazy.engine.words import Message, ProblemsFound, msg

# Where a method compares units, each unit whose figures differ takes runs of its own.
MOST_RUNS: Final = 20_000

# Called with how many runs are done, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class NodeCompared:
    """One node of both methodologies, over all units: the parts of the change of its score and of its rank."""

    score: Parts
    rank: Parts


@dataclass(frozen=True)
class Comparison:
    """Two sides and what lies between them.

    `units`: all of them, those on neither side too; the columns of `nodes` (those of both methodologies) go over them.
    `first`, `second`: the two runs. `changes`: what the rule's part is divided into; of one there is nothing to divide.
    `not_split`: nodes whose changes have no parts, since that would have taken too many runs.
    """

    sides: tuple[Side, Side]
    units: Units
    first: Outcome
    second: Outcome
    changes: tuple[tuple[str, ...], ...]
    nodes: Mapping[str, NodeCompared]
    not_split: frozenset[str]
    notes: tuple[Message, ...]


def compare(
    first: Side,
    second: Side,
    units: Units,
    *,
    nodes: Collection[str] | None = None,
    as_of: datetime.datetime | None = None,
    progress: Progress = lambda done, of: None,
) -> Comparison:
    """Compare two sides: for each unit and node the change of score and rank, split into data, rule and peers.

    Formula: the Shapley value of three switches, each at the first or the second side: the unit's own figures (data),
    the methodology as it stands in its period (rule), the figures and the presence of all others (peers). The part of
    the rule is divided among its changes by their Owen values. See `split`.
    Parameters: `units` of both sides; `nodes`: ids of the nodes that are wanted (None: all); `as_of`: what was recorded
    later does not count.
    Returns: Comparison; NaN where a unit or a node is on one side only, where a score is missing, or where a state
    between the sides has no score.
    Raises: ProblemsFound with everything that a run of one of the sides refuses.
    Source: Shapley (1953), Owen (1977).
    """
    check_lengths(first, second)
    steps = steps_between(first.rule, second.rule)
    asked = [node for side in (first, second) for node in side.methodology.nodes if nodes is None or node in nodes]
    common = [id for id in dict.fromkeys(asked) if all(id in side.methodology.nodes for side in (first, second))]
    notes = list(steps.notes)
    sides = _Sides(first, second, units, as_of, asked)
    ran = _Ran.of(sides, steps)
    if len(steps.changes) > 1 and (why := _why_not_divided(ran, common)):
        notes.append(why)
        steps = in_one(first.rule, second.rule, tuple(name for names in steps.changes for name in names))
        ran = _Ran.of(sides, steps)
    notes += ran.notes
    too_many = frozenset[str]()
    if (runs := ran.runs_needed(common)) > MOST_RUNS:
        too_many = frozenset(common) & frozenset().union(*ran.comparing)
        notes.append(_too_many(runs))
    states = ran.states([node for node in common if node not in too_many], progress)
    last = len(steps.rules) - 1
    found = {}
    for node in common:
        ends = [(one(node, 0, 0, 0), one(node, 1, 1, last)) for one in (states.score, states.rank)]
        if node in too_many:
            found[node] = NodeCompared(*(no_parts(*pair, len(steps.changes)) for pair in ends))
        else:
            found[node] = NodeCompared(_split(states.score, node, steps), _split(states.rank, node, steps))
    one, other = states.outcomes[0, 0], states.outcomes[1, last]
    assert one is not None
    assert other is not None
    return Comparison((first, second), units, one, other, steps.changes, found, too_many, tuple(notes))


def _split(of: Callable[[str, int, int, int], np.ndarray], node: str, steps: Steps) -> Parts:
    return split(lambda own, others, rule: of(node, own, others, rule), len(steps.changes))


def _why_not_divided(ran: _Ran, common: Sequence[str]) -> Message | None:
    """Why the part of the rule cannot be divided among its changes."""
    if ran.runs_needed(common) > MOST_RUNS:
        return _too_many(ran.runs_needed(common))
    ends = {0, len(ran.steps.rules) - 1}
    if any(told is None for (_, rule), told in ran.outcomes.items() if rule not in ends):
        return Message(
            msg("The part of the rule is not divided: a methodology between the two cannot score these figures.")
        )
    return None


def _too_many(runs: int) -> Message:
    return Message(
        msg("Not told: methods that compare units would need {runs} runs, and at most {most} are made."),
        {"runs": runs, "most": MOST_RUNS},
    )


@dataclass(frozen=True)
class _Sides:
    """Everything that was asked."""

    first: Side
    second: Side
    units: Units
    as_of: datetime.datetime | None
    nodes: Sequence[str]

    @property
    def both(self) -> tuple[Side, Side]:
        return self.first, self.second


@dataclass(frozen=True)
class _Ran:
    """Every rule between the sides, run on the figures of each side."""

    sides: _Sides
    steps: Steps
    worlds: Mapping[tuple[int, int], World]
    outcomes: Mapping[tuple[int, int], Outcome | None]
    comparing: Sequence[frozenset[str]]
    notes: tuple[Message, ...]

    @classmethod
    def of(cls, sides: _Sides, steps: Steps) -> _Ran:
        worlds: dict[tuple[int, int], World] = {}
        outcomes: dict[tuple[int, int], Outcome | None] = {}
        notes: list[Message] = []
        last = len(steps.rules) - 1
        for number, rule in enumerate(steps.rules):
            made = [world(rule, side.observations, side.period, sides.units, sides.as_of) for side in sides.both]
            of_one = _are_same(*made)
            for figures, side in enumerate(sides.both):
                worlds[figures, number] = made[0 if of_one else figures]
                if figures and of_one:
                    outcomes[figures, number] = outcomes[0, number]
                    continue
                stands_for = {(figures, number), (1, number)} if of_one else {(figures, number)}
                try:
                    nodes = [node for node in sides.nodes if node in rule.methodology.nodes]
                    outcomes[figures, number] = outcome(rule, made[figures], nodes, len(sides.units))
                except ProblemsFound as refused:
                    if stands_for & {(0, 0), (1, last)}:
                        raise
                    outcomes[figures, number] = None
                    if number in (0, last):
                        notes.append(_refused(rule.methodology.id, side.period, refused))
        compared = [comparing(rule.methodology) for rule in steps.rules]
        return cls(sides, steps, worlds, outcomes, compared, tuple(notes))

    def runs_needed(self, nodes: Sequence[str]) -> int:
        """How many runs of one unit each it takes to know all states of the nodes."""
        return sum(len(units_to_run(*given)) for _, given in self._exchanges(nodes))

    def _exchanges(self, nodes: Sequence[str]) -> Iterator[tuple[tuple[int, int], tuple[World, World, Outcome]]]:
        """By own figures and rule, what is scored unit by unit: the own world, that of the others, what came of it."""
        for own, number in product((0, 1), range(len(self.steps.rules))):
            theirs = self.outcomes[1 - own, number]
            mine, others = self.worlds[own, number], self.worlds[1 - own, number]
            if mine is not others and theirs is not None and self.comparing[number] & set(nodes):
                yield (own, number), (mine, others, theirs)

    def states(self, nodes: Sequence[str], progress: Progress) -> States:
        done, needed = 0, self.runs_needed(nodes)

        def step(more: int) -> None:
            nonlocal done
            done += more
            progress(done, needed)

        found = {}
        for (own, number), (mine, others, theirs) in self._exchanges(nodes):
            rule = self.steps.rules[number]
            wanted = [node for node in nodes if node in self.comparing[number]]
            found[own, number] = exchanged(rule, mine, others, theirs, wanted, step)
        groups = np.unique(self.sides.units.peer_groups, return_inverse=True)[1].astype(np.int32)
        return States(self.steps.rules, self.comparing, self.worlds, self.outcomes, groups, found)


def _are_same(one: World, other: World) -> bool:
    """Whether the figures of the two sides are the same for everybody."""
    everybody = np.array_equal(one.among_all, other.among_all)
    return everybody and not changed(one, other, int(one.among_all.max(initial=-1)) + 1).any()


def _refused(methodology: str, period: str, refused: ProblemsFound) -> Message:
    first = refused.problems[0]
    return Message(
        msg("{methodology} cannot score the figures of {period} of the other side, so that data and rule are not told "
            "apart: {where}"),
        {"methodology": methodology, "period": period, "where": first.where},
    )  # fmt: skip
